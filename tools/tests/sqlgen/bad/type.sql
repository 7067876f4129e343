-- thing_get(id Wrong) -> one thing(id Id)
select id from thing where id = :id;

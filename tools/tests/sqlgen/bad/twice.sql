-- thing_get(id Id) -> one thing(id Id)
select id from thing where id = :id;

-- thing_get(id Id) -> one thing(id Id)
select id from thing where id = :id;

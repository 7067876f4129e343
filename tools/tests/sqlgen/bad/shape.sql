-- thing_get(id Id) -> perhaps thing(id Id)
select id from thing where id = :id;

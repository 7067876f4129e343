-- thing_get(id Id) -> one thing(id Id, name Str)
select id, name from thing where id = :other;

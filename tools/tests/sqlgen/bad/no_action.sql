-- thing_put(id Id) -> done
insert into thing (id) values (:id);

-- carry.sql: what a new dossier takes over from the last filed one of its product.

-- dossier_last_filed(product Id, producer Id) -> maybe dossier_last_version(id Id)
select v.id from dossier_version v join dossier d on d.id = v.dossier
 where d.product = :product and d.producer = :producer
 order by v.submitted_at desc, v.id desc limit 1;

-- dossier_carry_put(dossier Id, source Id, at Time) -> done under DOSSIER_CREATE | IDEA_OPEN
insert into dossier_carry (dossier, source, carried_at) values (:dossier, :source, :at);

-- dossier_carry_get(dossier Id) -> maybe dossier_carry_row(source Id, receipt Str, code Str?, filed_at Time)
select c.source, v.receipt, d.code, v.submitted_at
  from dossier_carry c join dossier_version v on v.id = c.source join dossier d on d.id = v.dossier
 where c.dossier = :dossier;

-- dossier_carry_mark_put(dossier Id, target Str, state int) -> done under DOSSIER_CREATE | IDEA_OPEN
insert into dossier_carry_mark (dossier, target, state) values (:dossier, :target, :state)
on conflict (dossier, target) do update set state = excluded.state;

-- dossier_carry_mark_cut(dossier Id, target Str) -> done under DOSSIER_EDIT
delete from dossier_carry_mark where dossier = :dossier and target = :target;

-- dossier_carry_marks(dossier Id) -> many dossier_carry_mark(target Str, state int)
select target, state from dossier_carry_mark where dossier = :dossier order by target;

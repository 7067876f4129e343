-- clock.sql: the working days used up by each office (dossier_clock).

-- dossier_clock_get(dossier Id, state int) -> one dossier_clock_used(n int)
select coalesce(sum(used), 0) from dossier_clock where dossier = :dossier and state = :state;

-- dossier_clock_add(dossier Id, state int, used int) -> done under COMMUNE_RETURN | COMMUNE_FORWARD | PROVINCE_RETURN | PROVINCE_TO_COUNCIL | SYSTEM_JOB
insert into dossier_clock (dossier, state, used) values (:dossier, :state, :used)
on conflict (dossier, state) do update set used = dossier_clock.used + excluded.used;

-- ---- the law it was filed under ----

-- dossier_law_get(id Id) -> one dossier_law(regime Str?, kind int, state int)
select regime, kind, state from dossier where id = :id;

-- dossier_law_keep(id Id, regime Str) -> done under DOSSIER_SUBMIT
update dossier set regime = :regime where id = :id and regime is null;

-- dossier_law_change(id Id, regime Str) -> done under SYSTEM_JOB
update dossier set regime = :regime where id = :id;

-- the recognition of the dossier's product that counts
-- dossier_recognised_until(product Id) -> maybe dossier_recognised(until_day Date)
select r.until_day from product p join recognition r on r.id = p.latest where p.id = :product;

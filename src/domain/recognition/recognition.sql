-- recognition.sql: công nhận: one row a recognition; a product has a history of them.

-- recognition_insert(id Id, product Id, dossier Id?, result Id?, round int, star int, decision_no Str, decision_date Date, authority Str, from_day Date, until_day Date, product_name Str, producer_name Str, place_text Str, score_text Str?, certificate_no Str?, account Id?, at Time) -> done under RECOGNITION_DECIDE | REGISTER_IMPORT | SYSTEM_LOAD
insert into recognition (id, product, dossier, result, round, star, decision_no, decision_date, authority, from_day, until_day, product_name, producer_name, place_text, score_text, certificate_no, decided_by, created_at, version)
values (:id, :product, :dossier, :result, :round, :star, :decision_no, :decision_date, :authority, :from_day, :until_day, :product_name, :producer_name, :place_text, :score_text, :certificate_no, :account, :at, 1);

-- recognition_get(id Id) -> one recognition(id Id, product Id, dossier Id?, round int, star int, decision_no Str, decision_date Date, authority Str, from_day Date, until_day Date, product_name Str, producer_name Str, place_text Str, score_text Str?, certificate_no Str?, certificate Blob?, revoked_on Date?, revoke_decision Str?, revoke_reason Str?, version int)
select id, product, dossier, round, star, decision_no, decision_date, authority, from_day, until_day, product_name, producer_name, place_text,
       score_text, certificate_no, certificate, revoked_on, revoke_decision, revoke_reason, version
  from recognition where id = :id;

-- recognitions_of_product(product Id) -> many recognition
select id, product, dossier, round, star, decision_no, decision_date, authority, from_day, until_day, product_name, producer_name, place_text,
       score_text, certificate_no, certificate, revoked_on, revoke_decision, revoke_reason, version
  from recognition where product = :product order by from_day desc, id desc;

-- recognition_rounds(product Id) -> one recognition_round(n int)
select coalesce(max(round), 0) from recognition where product = :product;

-- recognition_certificates(year_prefix Str) -> one recognition_n(n int)
select count(*) from recognition where certificate_no like :year_prefix;

-- recognition_certificate_used(certificate_no Str) -> one recognition_n
select count(*) from recognition where certificate_no = :certificate_no;

-- the version stays: a page that shows the recognition shows the same before and after
-- recognition_certificate_put(id Id, certificate Hash) -> done under SYSTEM_JOB | SYSTEM_LOAD
update recognition set certificate = :certificate where id = :id and certificate is null;

-- district: of the dossier's commune, while there is one on the day; none: brought in from the register, or no districts
-- recognition_owner(id Id, day Date) -> one recognition_owner(producer Id, product_code Str, district Id?)
select p.producer, p.code, h.id
  from recognition r
  join product p on p.id = r.product
  left join dossier d on d.id = r.dossier
  left join unit u on u.id = d.place
  left join unit h on h.id = u.parent and h.level = 2 and h.valid_from <= :day and (h.valid_to is null or h.valid_to >= :day)
 where r.id = :id;

-- numbers of decisions begin anew every year
-- recognition_same_decision(product Id, decision_no Str, year_from Date, year_to Date) -> one recognition_n
select count(*) from recognition
 where product = :product and decision_no = :decision_no and decision_date between :year_from and :year_to;

-- district: of its dossiers only; none: all
-- recognition_recent(district Id?, row_limit int, row_offset int) -> many recognition_line(id Id, product Id, product_name Str, producer_name Str, place_text Str, star int, decision_no Str, decision_date Date, from_day Date, until_day Date, revoked_on Date?)
select id, product, product_name, producer_name, place_text, star, decision_no, decision_date, from_day, until_day, revoked_on
  from recognition
 where :district is null or exists (select 1 from dossier d join unit u on u.id = d.place where d.id = recognition.dossier and u.parent = :district)
 order by decision_date desc, id desc limit :row_limit offset :row_offset;

-- recognition_count(district Id?) -> one recognition_n
select count(*) from recognition
 where :district is null or exists (select 1 from dossier d join unit u on u.id = d.place where d.id = recognition.dossier and u.parent = :district);

-- ---- dossiers with a result, waiting for a decision; the last result counts ----

-- state 6 (DOSSIER_SCORED): with the province; 12 (DOSSIER_DISTRICT_SCORED): with the district that is named
-- decide_waiting(state int, district Id?) -> many decide_dossier(dossier Id, version int, state int, code Str?, product Id, product_name Str, producer_name Str, place_text Str, criteria Id, result Id, closed_by Id?, mean_num int, mean_den int, band int, star int, detail Str, scored_at Time)
select d.id, d.version, d.state, d.code, p.id, coalesce(d.filed_name, p.name), r.name, r.place_text, d.criteria, s.file, f.closed_by, s.mean_num, s.mean_den, s.band, s.star, s.detail, s.at
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  join session_file f on f.dossier = d.id
  join score_result s on s.file = f.id
 where d.state = :state and (:district is null or exists (select 1 from unit u where u.id = d.place and u.parent = :district))
   and not exists (select 1 from session_file g join score_result t on t.file = g.id
                    where g.dossier = d.id and (t.at > s.at or (t.at = s.at and t.file > s.file)))
 order by s.star desc, p.name_sort, d.id;

-- decide_dossier_get(dossier Id) -> maybe decide_dossier
select d.id, d.version, d.state, d.code, p.id, coalesce(d.filed_name, p.name), r.name, r.place_text, d.criteria, s.file, f.closed_by, s.mean_num, s.mean_den, s.band, s.star, s.detail, s.at
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  join session_file f on f.dossier = d.id
  join score_result s on s.file = f.id
 where d.id = :dossier
   and not exists (select 1 from session_file g join score_result t on t.file = g.id
                    where g.dossier = d.id and (t.at > s.at or (t.at = s.at and t.file > s.file)));

-- recognition_revoke_put(id Id, version int, revoked_on Date, decision Str, reason Str) -> changed under RECOGNITION_REVOKE | SYSTEM_LOAD
update recognition set revoked_on = :revoked_on, revoke_decision = :decision, revoke_reason = :reason, version = version + 1
 where id = :id and version = :version and revoked_on is null;

-- the last one counts
-- recognition_findings_of(recognition Id) -> many recognition_finding(id Id, ground Str, paper_no Str, found_on Date, what Str, due Date?)
select id, ground, paper_no, found_on, what, due from recognition_finding where recognition = :recognition order by at desc, id desc;

-- recognition_finding_insert(id Id, recognition Id, ground Str, paper_no Str, found_on Date, what Str, due Date?, account Id, at Time) -> done under RECOGNITION_FIND | SYSTEM_LOAD
insert into recognition_finding (id, recognition, ground, paper_no, found_on, what, due, account, at)
values (:id, :recognition, :ground, :paper_no, :found_on, :what, :due, :account, :at);

-- re-evaluations (kind 3) that are filed and undecided
-- recognition_renewals(product Id) -> one recognition_n
select count(*) from dossier where product = :product and kind = 3 and (state between 2 and 6 or state between 10 and 12);

-- recognition_register_put(id Id, star int, decision_date Date, authority Str, from_day Date, until_day Date) -> changed under REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD
update recognition
   set star = :star, decision_date = :decision_date, authority = :authority, from_day = :from_day, until_day = :until_day, version = version + 1
 where id = :id and dossier is null;

-- recognition_delete(id Id) -> changed under REGISTER_UNDO
delete from recognition where id = :id and dossier is null;

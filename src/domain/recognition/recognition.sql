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

-- recognition_certificate_put(id Id, certificate Hash) -> changed under SYSTEM_JOB | SYSTEM_LOAD
update recognition set certificate = :certificate, version = version + 1 where id = :id;

-- recognition_revoke_put(id Id, version int, revoked_on Date, decision Str, reason Str) -> changed under RECOGNITION_REVOKE | SYSTEM_LOAD
update recognition set revoked_on = :revoked_on, revoke_decision = :decision, revoke_reason = :reason, version = version + 1
 where id = :id and version = :version and revoked_on is null;

-- recognition_register_put(id Id, star int, decision_date Date, authority Str, from_day Date, until_day Date) -> changed under REGISTER_IMPORT | REGISTER_UNDO | SYSTEM_LOAD
update recognition
   set star = :star, decision_date = :decision_date, authority = :authority, from_day = :from_day, until_day = :until_day, version = version + 1
 where id = :id and dossier is null;

-- recognition_delete(id Id) -> changed under REGISTER_UNDO
delete from recognition where id = :id and dossier is null;

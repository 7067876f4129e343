-- dossier.sql: every statement of the dossier (hồ sơ): draft, facts, answers, evidence links, frozen versions, requests.

-- dossier_get(id Id) -> one dossier(id Id, code Str?, product Id, product_name Str, product_code Str, set_no int, producer Id, producer_name Str, producer_kind int, place Id, place_text Str, kind int, year int, target_star int, criteria Id, state int, filed Id?, due Date?, created_by Id, submitted_by Id?, created_at Time, moved_at Time, version int, filed_name Str?, filed_star int)
select d.id, d.code, d.product, p.name, p.code, p.set_no, d.producer, r.name, r.kind, d.place, r.place_text, d.kind, d.year,
       d.target_star, d.criteria, d.state, d.filed, d.due, d.created_by, d.submitted_by, d.created_at, d.moved_at, d.version,
       d.filed_name, coalesce(d.filed_star, 0)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where d.id = :id;

-- dossier_of_producer(producer Id) -> many dossier
select d.id, d.code, d.product, p.name, p.code, p.set_no, d.producer, r.name, r.kind, d.place, r.place_text, d.kind, d.year,
       d.target_star, d.criteria, d.state, d.filed, d.due, d.created_by, d.submitted_by, d.created_at, d.moved_at, d.version,
       d.filed_name, coalesce(d.filed_star, 0)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where d.producer = :producer
 order by d.moved_at desc, d.id;

-- dossier_open_of_product(product Id) -> maybe dossier_ref(id Id)
select id from dossier where product = :product and state not in (7, 8, 9) order by id limit 1;

-- dossier_insert(id Id, product Id, producer Id, place Id, kind int, year int, target_star int, criteria Id, state int, account Id, at Time) -> done under DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST
insert into dossier (id, product, producer, place, kind, year, target_star, criteria, state, created_by, created_at, moved_at, version)
values (:id, :product, :producer, :place, :kind, :year, :target_star, :criteria, :state, :account, :at, :at, 1);

-- dossier_target(id Id, version int, target_star int) -> changed under DOSSIER_EDIT
update dossier set target_star = :target_star, version = version + 1 where id = :id and version = :version;

-- dossier_touch(id Id, version int) -> changed under DOSSIER_EDIT | DOSSIER_ANSWER_REQUEST | COMMUNE_CONFIRM | COMMUNE_REQUEST | COMMUNE_CLOSE_REQUEST
update dossier set version = version + 1 where id = :id and version = :version;

-- what a commune still has to deal with (a draft, at the commune, back for completion) where the commune has ended
-- dossier_places_put(producer Id, place Id, today Date) -> done under SYSTEM_JOB | PLACE_CHOOSE
update dossier set place = :place
 where producer = :producer and state in (1, 2, 3) and place in (select id from unit where valid_to < :today);

-- dossier_move(id Id, version int, state int, due Date?, at Time) -> changed under DOSSIER_WITHDRAW | COMMUNE_RETURN | COMMUNE_FORWARD | PROVINCE_RETURN | PROVINCE_TO_COUNCIL | FILE_CLOSE | DISTRICT_PASS | RECOGNITION_DECIDE | RECOGNITION_DECLINE | SYSTEM_JOB
update dossier set state = :state, due = :due, moved_at = :at, version = version + 1 where id = :id and version = :version;

-- dossier_file_move(id Id, version int, state int, code Str, filed Id, due Date?, account Id, at Time) -> changed under DOSSIER_SUBMIT
update dossier
   set state = :state, code = :code, filed = :filed, due = :due, submitted_by = :account, moved_at = :at, version = version + 1,
       filed_name = (select p.name from product p where p.id = dossier.product),
       filed_fold = (select p.name_fold from product p where p.id = dossier.product), filed_star = target_star
 where id = :id and version = :version;

-- a supplement to a council: it keeps its state and its term, and has the name that stands in the version
-- dossier_file_more(id Id, version int, filed Id, name Str, fold Str, account Id) -> changed under DOSSIER_SUBMIT
update dossier
   set filed = :filed, filed_name = :name, filed_fold = :fold, submitted_by = :account, version = version + 1
 where id = :id and version = :version;

-- dossier_move_note(id Id, dossier Id, from_state int, to_state int, account Id, note Str, at Time) -> done under DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST | DOSSIER_SUBMIT | DOSSIER_WITHDRAW | COMMUNE_RETURN | COMMUNE_FORWARD | PROVINCE_RETURN | PROVINCE_TO_COUNCIL | FILE_ASK | FILE_CLOSE | DISTRICT_PASS | RECOGNITION_DECIDE | RECOGNITION_DECLINE | SYSTEM_JOB
insert into dossier_move (id, dossier, from_state, to_state, account, note, at)
values (:id, :dossier, :from_state, :to_state, :account, :note, :at);

-- dossier_moves(dossier Id) -> many dossier_move_row(from_state int, to_state int, who Str, note Str, at Time)
select m.from_state, m.to_state, coalesce(a.name, ''), m.note, m.at
  from dossier_move m left join account a on a.id = m.account
 where m.dossier = :dossier
 order by m.at, m.id;

-- dossier_serial(place Id, year int) -> one dossier_count(n int)
select count(*) from dossier where place = :place and year = :year and code is not null;

-- dossier_receipts(place Id, since Time, before Time) -> one dossier_count
select count(*) from dossier_version v join dossier d on d.id = v.dossier
 where d.place = :place and v.submitted_at >= :since and v.submitted_at < :before;

-- ---- facts ----

-- dossier_facts(dossier Id) -> many dossier_fact(field Str, value Str)
select field, value from dossier_fact where dossier = :dossier order by field;

-- dossier_fact_put(dossier Id, field Str, value Str, at Time) -> done under DOSSIER_EDIT | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST
insert into dossier_fact (dossier, field, value, saved_at) values (:dossier, :field, :value, :at)
on conflict (dossier, field) do update set value = excluded.value, saved_at = excluded.saved_at;

-- ---- answers ----

-- dossier_answers(dossier Id) -> many dossier_answer(item Str, choice Str, note Str)
select item, choice, note from dossier_answer where dossier = :dossier order by item;

-- dossier_answer_put(dossier Id, item Str, choice Str, note Str, at Time) -> done under DOSSIER_EDIT | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST
insert into dossier_answer (dossier, item, choice, note, saved_at) values (:dossier, :item, :choice, :note, :at)
on conflict (dossier, item) do update set choice = excluded.choice, note = excluded.note, saved_at = excluded.saved_at;

-- dossier_answer_clear(dossier Id, item Str) -> done under DOSSIER_EDIT
delete from dossier_answer where dossier = :dossier and item = :item;

-- ---- evidence in a dossier ----

-- dossier_links(dossier Id) -> many dossier_link(target Str, evidence Id, page_from int, page_to int, type Str, title Str, pages int, kind int, expires Date?)
select l.target, l.evidence, l.page_from, l.page_to, e.type, e.title, e.pages, e.kind, e.expires
  from dossier_evidence l join evidence e on e.id = l.evidence
 where l.dossier = :dossier and e.removed = 0
 order by l.target, e.added_at, e.id;

-- dossier_link_put(dossier Id, target Str, evidence Id, page_from int, page_to int) -> done under DOSSIER_EDIT | EVIDENCE_ADD | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST
insert into dossier_evidence (dossier, target, evidence, page_from, page_to) values (:dossier, :target, :evidence, :page_from, :page_to)
on conflict (dossier, target, evidence) do update set page_from = excluded.page_from, page_to = excluded.page_to;

-- dossier_link_cut(dossier Id, target Str, evidence Id) -> done under DOSSIER_EDIT
delete from dossier_evidence where dossier = :dossier and target = :target and evidence = :evidence;

-- dossier_skips(dossier Id) -> many dossier_skip(type Str, reason Str)
select type, reason from dossier_paper_skip where dossier = :dossier order by type;

-- dossier_skip_put(dossier Id, type Str, reason Str) -> done under DOSSIER_EDIT | DOSSIER_CREATE | IDEA_OPEN | DOSSIER_ASSIST
insert into dossier_paper_skip (dossier, type, reason) values (:dossier, :type, :reason)
on conflict (dossier, type) do update set reason = excluded.reason;

-- dossier_skip_cut(dossier Id, type Str) -> done under DOSSIER_EDIT
delete from dossier_paper_skip where dossier = :dossier and type = :type;

-- ---- frozen versions ----

-- dossier_version_insert(id Id, dossier Id, no int, content Str, hash Hash, receipt Str, account Id, at Time) -> done under DOSSIER_SUBMIT
insert into dossier_version (id, dossier, no, content, hash, receipt, submitted_by, submitted_at)
values (:id, :dossier, :no, :content, :hash, :receipt, :account, :at);

-- dossier_version_file_put(version Id, evidence Id, file Hash) -> done under DOSSIER_SUBMIT
insert into dossier_version_file (version, evidence, file) values (:version, :evidence, :file) on conflict (version, evidence) do nothing;

-- dossier_version_get(id Id) -> one dossier_version(id Id, dossier Id, no int, content Str, hash Hash, receipt Str, submitted_by_name Str, submitted_at Time)
select v.id, v.dossier, v.no, v.content, v.hash, v.receipt, coalesce(a.name, ''), v.submitted_at
  from dossier_version v left join account a on a.id = v.submitted_by
 where v.id = :id;

-- dossier_versions(dossier Id) -> many dossier_version
select v.id, v.dossier, v.no, v.content, v.hash, v.receipt, coalesce(a.name, ''), v.submitted_at
  from dossier_version v left join account a on a.id = v.submitted_by
 where v.dossier = :dossier
 order by v.no;

-- dossier_version_last(dossier Id) -> one dossier_last(n int)
select coalesce(max(no), 0) from dossier_version where dossier = :dossier;

-- dossier_version_file(version Id, evidence Id) -> one dossier_frozen_file(file Hash, file_name Str, kind int)
select f.file, e.file_name, e.kind from dossier_version_file f join evidence e on e.id = f.evidence
 where f.version = :version and f.evidence = :evidence;

-- dossier_pdf_put(version Id, file Hash, pages int, at Time) -> done under SYSTEM_JOB | SYSTEM_LOAD
insert into dossier_version_pdf (version, file, pages, made_at) values (:version, :file, :pages, :at) on conflict (version) do nothing;

-- dossier_pdf_get(version Id) -> maybe dossier_pdf(file Hash, pages int, made_at Time)
select file, pages, made_at from dossier_version_pdf where version = :version;

-- ---- supplement requests ----

-- dossier_requests(dossier Id) -> many dossier_request(id Id, dossier Id, no int, target Str, text Str, asked_at Time, answer Str?, answered_at Time?, closed_at Time?)
select id, dossier, no, target, text, asked_at, answer, answered_at, closed_at from dossier_request where dossier = :dossier order by no;

-- dossier_request_get(id Id) -> one dossier_request
select id, dossier, no, target, text, asked_at, answer, answered_at, closed_at from dossier_request where id = :id;

-- dossier_request_of(dossier Id, no int) -> one dossier_request
select id, dossier, no, target, text, asked_at, answer, answered_at, closed_at from dossier_request where dossier = :dossier and no = :no;

-- dossier_request_last(dossier Id) -> one dossier_request_no(n int)
select coalesce(max(no), 0) from dossier_request where dossier = :dossier;

-- dossier_request_insert(id Id, dossier Id, no int, target Str, text Str, account Id, at Time) -> done under COMMUNE_REQUEST | PROVINCE_RETURN | FILE_ASK
insert into dossier_request (id, dossier, no, target, text, asked_by, asked_at) values (:id, :dossier, :no, :target, :text, :account, :at);

-- dossier_request_answer(id Id, answer Str, at Time) -> changed under DOSSIER_ANSWER_REQUEST
update dossier_request set answer = :answer, answered_at = :at where id = :id and closed_at is null;

-- dossier_request_close(id Id, account Id, at Time) -> changed under COMMUNE_CLOSE_REQUEST
update dossier_request set closed_by = :account, closed_at = :at where id = :id and closed_at is null;

-- dossier_forwarded(dossier Id, province int) -> one dossier_count
select count(*) from dossier_move where dossier = :dossier and to_state = :province;

-- dossier_requests_open(dossier Id) -> one dossier_open_requests(n int, unanswered int)
select count(*), coalesce(sum(case when answered_at is null then 1 else 0 end), 0) from dossier_request where dossier = :dossier and closed_at is null;

-- ---- the commune's findings, for those who read a version ----

-- What is handed in to a council does not pass the commune: the version before that counts.
-- commune_facts(version Id) -> many commune_fact(item Str, agrees bool, choice Str?, note Str, who Str, at Time)
select f.item, f.agrees, f.choice, f.note, coalesce(a.name, ''), f.at
  from commune_fact f left join account a on a.id = f.account
 where f.version = (select w.id from dossier_version v join dossier_version w on w.dossier = v.dossier and w.no <= v.no
                     where v.id = :version and not exists (select 1 from dossier_ask k where k.filed = w.id)
                     order by w.no desc limit 1)
 order by f.item;

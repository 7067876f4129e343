-- papers.sql: papers of sessions: what they are made of, and sets being made.

-- papers_files(session Id) -> many papers_file_ref(id Id, state int, product_name Str, producer_name Str, star int, recognised int)
select f.id, f.state, coalesce(d.filed_name, p.name), r.name, coalesce(z.star, 0), (select count(*) from recognition c where c.dossier = d.id)
  from session_file f
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  left join score_result z on z.file = f.id
 where f.session = :session
 order by f.position, f.id;

-- sheets that are in, of closed files (state 2)
-- papers_sheets(session Id) -> many papers_sheet_ref(file Id, account Id, name Str)
select f.id, h.account, coalesce(m.name, '')
  from session_file f
  join score_sheet h on h.file = f.id and h.state = 2
  left join council_member m on m.council = f.council and m.account = h.account
 where f.session = :session and f.state = 2
 order by f.position, f.id, coalesce(m.position, 3), coalesce(m.name, ''), h.account;

-- papers_recognition(dossier Id) -> maybe papers_recognition_ref(id Id)
select id from recognition where dossier = :dossier order by created_at desc, id desc limit 1;

-- paper_set_insert(id Id, session Id, file Id?, state int, total int, account Id, at Time) -> done under PAPERS_MAKE
insert into paper_set (id, session, file, state, done, total, size, asked_by, asked_at) values (:id, :session, :file, :state, 0, :total, 0, :account, :at);

-- paper_set_get(id Id) -> one paper_set(id Id, session Id, file Id?, state int, done int, total int, zip Blob?, size int, asked_at Time, done_at Time?)
select id, session, file, state, done, total, zip, size, asked_at, done_at from paper_set where id = :id;

-- paper_set_busy(session Id, file Id) -> one paper_set_n(n int)
select count(*) from paper_set where session = :session and coalesce(file, 0) = :file and state < 3;

-- paper_sets_of(session Id) -> many paper_set
select id, session, file, state, done, total, zip, size, asked_at, done_at from paper_set where session = :session order by asked_at desc, id desc limit 20;

-- paper_set_progress(id Id, state int, done int, total int) -> changed under SYSTEM_JOB
update paper_set set state = :state, done = :done, total = :total where id = :id and state < 3;

-- paper_set_ready(id Id, total int, zip Hash, size int, at Time) -> changed under SYSTEM_JOB
update paper_set set state = 3, done = :total, total = :total, zip = :zip, size = :size, done_at = :at where id = :id and state < 3;

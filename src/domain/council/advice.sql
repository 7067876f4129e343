-- advice.sql: Tổ tư vấn: who is in it, its report on a file, the visits and tests it asked for.

-- advice_team(council Id) -> many advice_person(account Id, name Str, department Str, leads bool)
select account, name, department, leads from advisory_member where council = :council order by leads desc, name, account;

-- advice_person_of(council Id, account Id) -> maybe advice_person
select account, name, department, leads from advisory_member where council = :council and account = :account;

-- advice_person_put(council Id, account Id, name Str, department Str, leads bool) -> done under COUNCIL_MANAGE
insert into advisory_member (council, account, name, department, leads) values (:council, :account, :name, :department, :leads);

-- advice_person_remove(council Id, account Id) -> changed under COUNCIL_MANAGE
delete from advisory_member where council = :council and account = :account;

-- Open files of the councils whose team the account is in.
-- advice_files(account Id) -> many advice_file(id Id, session_name Str, held_on Date, product Str, producer Str, state int, asked int)
select f.id, s.name, s.held_on, coalesce(d.filed_name, p.name), r.name, coalesce(v.state, 0),
       (select count(*) from advisory_request q where q.file = f.id and q.done_on is null)
  from session_file f
  join council_session s on s.id = f.session
  join advisory_member m on m.council = f.council and m.account = :account
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  left join advisory_report v on v.file = f.id
 where f.state = 1
 order by case when coalesce(v.state, 0) = 2 then 1 else 0 end, s.held_on, f.position, f.id;

-- advice_waiting(account Id) -> one advice_n(n int)
select count(*)
  from session_file f
  join advisory_member m on m.council = f.council and m.account = :account
 where f.state = 1 and not exists (select 1 from advisory_report v where v.file = f.id and v.state = 2);

-- advice_report_of(file Id) -> maybe advice_report(file Id, findings Str, advice Str, state int, name Str, saved_at Time, version int)
select v.file, v.findings, v.advice, v.state, a.name, v.saved_at, v.version
  from advisory_report v join account a on a.id = v.written_by
 where v.file = :file;

-- advice_report_insert(file Id, findings Str, advice Str, state int, account Id, at Time) -> done under ADVICE_WRITE
insert into advisory_report (file, findings, advice, state, written_by, saved_at, version) values (:file, :findings, :advice, :state, :account, :at, 1);

-- advice_report_save(file Id, version int, findings Str, advice Str, state int, account Id, at Time) -> changed under ADVICE_WRITE
update advisory_report set findings = :findings, advice = :advice, state = :state, written_by = :account, saved_at = :at, version = version + 1
 where file = :file and version = :version and state = 1;

-- advice_requests(file Id) -> many advice_request(id Id, kind int, what Str, asked_at Time, name Str, done_on Date?, result Str?)
select q.id, q.kind, q.what, q.asked_at, a.name, q.done_on, q.result
  from advisory_request q join account a on a.id = q.asked_by
 where q.file = :file
 order by q.asked_at, q.id;

-- advice_request_insert(id Id, file Id, kind int, what Str, account Id, at Time) -> done under ADVICE_WRITE
insert into advisory_request (id, file, kind, what, asked_by, asked_at) values (:id, :file, :kind, :what, :account, :at);

-- advice_request_done(id Id, file Id, done_on Date, result Str, account Id) -> changed under ADVICE_WRITE
update advisory_request set done_on = :done_on, result = :result, done_by = :account where id = :id and file = :file and done_on is null;

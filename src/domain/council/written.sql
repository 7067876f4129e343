-- written.sql: lấy ý kiến bằng văn bản: sessions without a meeting, and what members answered.

-- session_written_get(session Id) -> maybe session_written(closes_on Date, met_on Date?, met_why Str?)
select closes_on, met_on, met_why from session_written where session = :session;

-- session_written_insert(session Id, closes_on Date) -> done under SESSION_OPEN | SYSTEM_LOAD
insert into session_written (session, closes_on) values (:session, :closes_on);

-- session_written_meet(session Id, met_on Date, met_why Str, account Id, at Time) -> changed under SESSION_OPEN | SYSTEM_LOAD
update session_written set met_on = :met_on, met_why = :met_why, called_by = :account, called_at = :at
 where session = :session and met_on is null;

-- written_answer_put(file Id, account Id, agrees bool, reason Str, at Time) -> done under SHEET_SUBMIT | SYSTEM_LOAD
insert into written_answer (file, account, agrees, reason, at) values (:file, :account, :agrees, :reason, :at);

-- written_answers_of(file Id) -> many written_answer(account Id, name Str, agrees bool, reason Str, at Time)
select w.account, coalesce(m.name, ''), w.agrees, w.reason, w.at
  from written_answer w
  join session_file f on f.id = w.file
  left join council_member m on m.council = f.council and m.account = w.account
 where w.file = :file order by coalesce(m.position, 3), coalesce(m.name, ''), w.account;

-- files still open on which somebody has another view, and how many have
-- written_differing(session Id) -> one written_differing(files int, answers int)
select count(distinct f.id), count(*)
  from session_file f join written_answer w on w.file = f.id and w.agrees = 0
 where f.session = :session and f.state = 1;

-- who may vote and is not recused, without a sheet
-- written_silent(file Id) -> one written_silent(n int)
select count(*)
  from session_file f
  join council_member m on m.council = f.council and m.position <= 3
 where f.id = :file
   and not exists (select 1 from score_sheet h where h.file = f.id and h.account = m.account and h.state = 2 and not exists (select 1 from sheet_recheck k where k.sheet = h.id and k.done_at is null))
   and not exists (select 1 from session_recusal x where x.file = f.id and x.account = m.account);

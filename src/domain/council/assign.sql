-- assign.sql: which members report on which file of a session.

-- assign_files(session Id) -> many assign_file(id Id, position int, product Str, producer Str)
select f.id, f.position, coalesce(d.filed_name, p.name), r.name
  from session_file f
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where f.session = :session and f.state = 1
 order by f.position, f.id;

-- Seats that must not report on an open file: recused or held, the member or who stands in today.
-- assign_conflicts(session Id, today Date) -> many assign_conflict(file Id, seat Id)
select f.id, m.account
  from session_file f
  join council_member m on m.council = f.council and m.position <= 3
  left join seat_delegation g on g.council = m.council and g.member = m.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
 where f.session = :session and f.state = 1
   and (exists (select 1 from session_recusal x where x.file = f.id and x.account in (m.account, coalesce(g.substitute, m.account)))
        or exists (select 1 from conflict_hit i where i.file = f.id and i.state = 1 and i.account in (m.account, coalesce(g.substitute, m.account))));

-- Open files of the council's other sessions that a seat reports on already.
-- assign_loads(council Id, session Id) -> many assign_load(seat Id, n int)
select a.account, count(*)
  from file_assignment a join session_file f on f.id = a.file
 where f.council = :council and f.session <> :session and f.state = 1
 group by a.account;

-- assign_now(session Id) -> many assign_given(file Id, seat Id, name Str)
select a.file, a.account, n.name
  from file_assignment a
  join session_file f on f.id = a.file
  join account n on n.id = a.account
 where f.session = :session and f.state = 1
 order by f.position, a.file, n.name, a.account;

-- assign_clear(session Id) -> done under FILE_ASSIGN
delete from file_assignment where file in (select id from session_file where session = :session and state = 1);

-- assign_put(file Id, seat Id, account Id, at Time) -> done under FILE_ASSIGN
insert into file_assignment (file, account, assigned_by, assigned_at) values (:file, :seat, :account, :at);

-- reminder.sql: terms that are near or over: what is said once, and what waits for whom (reads only, beside its own table).

-- reminder_due(near Date) -> many reminder_case(dossier Id, state int, place Id, due Date)
select id, state, place, due from dossier where due is not null and due <= :near and state in (2, 4, 5, 6, 10, 11, 12) order by due, id;

-- reminder_undecided() -> many reminder_filed(dossier Id, state int, kind int, regime Str)
select id, state, kind, regime from dossier where regime is not null and state not in (7, 8, 9) order by id;

-- reminder_put(id Id, dossier Id, kind int, level int, state int, due Date, on Date, at Time) -> done under SYSTEM_JOB
insert into reminder (id, dossier, kind, level, state, due, made_on, made_at) values (:id, :dossier, :kind, :level, :state, :due, :on, :at)
on conflict (dossier, kind, level, state, due) do nothing;

-- reminder_said(dossier Id) -> many reminder(kind int, level int, state int, due Date, made_on Date)
select kind, level, state, due, made_on from reminder where dossier = :dossier order by made_at, level, kind;

-- ---- the desk: only what still stands: the dossier is in the state and has the term it was said of ----

-- reminder_at_place(place Id, level int) -> many reminder_line(dossier Id, product Str, kind int, due Date)
select d.id, coalesce(d.filed_name, p.name), r.kind, r.due
  from reminder r join dossier d on d.id = r.dossier and d.state = r.state and (d.due = r.due or r.kind = 3)
  join product p on p.id = d.product
 where d.place = :place and d.state = 2 and r.level = :level
   and not exists (select 1 from reminder s where s.dossier = r.dossier and s.level = r.level and s.state = r.state and s.due = r.due and r.kind = 1 and s.kind = 2)
 order by r.due, d.id limit 20;

-- reminder_at_province(level int) -> many reminder_line
select d.id, coalesce(d.filed_name, p.name), r.kind, r.due
  from reminder r join dossier d on d.id = r.dossier and d.state = r.state and (d.due = r.due or r.kind = 3)
  join product p on p.id = d.product
 where d.state in (4, 5, 6) and r.level = :level
   and not exists (select 1 from reminder s where s.dossier = r.dossier and s.level = r.level and s.state = r.state and s.due = r.due and r.kind = 1 and s.kind = 2)
 order by r.due, d.id limit 20;

-- reminder_at_district(district Id, level int) -> many reminder_line
select d.id, coalesce(d.filed_name, p.name), r.kind, r.due
  from reminder r join dossier d on d.id = r.dossier and d.state = r.state and (d.due = r.due or r.kind = 3)
  join product p on p.id = d.product
  join unit u on u.id = d.place
 where d.state in (10, 11, 12) and u.parent = :district and r.level = :level
   and not exists (select 1 from reminder s where s.dossier = r.dossier and s.level = r.level and s.state = r.state and s.due = r.due and r.kind = 1 and s.kind = 2)
 order by r.due, d.id limit 20;

-- the communes' late ones, for the district or the province that stands above them
-- reminder_of_communes(district Id?) -> many reminder_commune(kind Str, name Str, n int)
select u.kind, u.name, count(distinct d.id)
  from reminder r join dossier d on d.id = r.dossier and d.state = r.state and (d.due = r.due or r.kind = 3)
  join unit u on u.id = d.place
 where d.state = 2 and r.level = 2 and (:district is null or u.parent = :district)
 group by u.id, u.kind, u.name order by u.name, u.id;

-- reminder_requests(producer Id) -> many reminder_asked(dossier Id, product Str, open int)
select d.id, p.name, count(*)
  from dossier d join product p on p.id = d.product join dossier_request q on q.dossier = d.id and q.closed_at is null and q.answered_at is null
 where d.producer = :producer and d.state = 3
 group by d.id, p.name order by p.name, d.id;

-- reminder_returned(producer Id) -> many reminder_back(dossier Id, product Str)
select d.id, p.name from dossier d join product p on p.id = d.product
 where d.producer = :producer and d.state = 3
   and not exists (select 1 from dossier_request q where q.dossier = d.id and q.closed_at is null and q.answered_at is null)
 order by p.name, d.id;

-- reminder_drafts(producer Id) -> one reminder_n(n int)
select count(*) from dossier where producer = :producer and state = 1;

-- recognitions that count, ending until a day, without a renewal on its way
-- reminder_ending(producer Id, today Date, until Date) -> many reminder_end(product Id, name Str, until_day Date)
select p.id, p.name, c.until_day
  from product p join recognition c on c.id = p.latest
 where p.producer = :producer and c.revoked_on is null and c.from_day <= :today and c.until_day <= :until
   and not exists (select 1 from dossier d where d.product = p.id and d.kind in (2, 3) and d.state not in (1, 7, 8, 9))
 order by c.until_day, p.id;

-- files whose council this secretary serves, still open, of sessions that have begun
-- reminder_files(account Id, today Date) -> many reminder_session(session Id, name Str, held_on Date, open int)
select s.id, s.name, s.held_on, count(*)
  from council_session s
  join session_file f on f.session = s.id and f.state = 1
  join council_member m on m.council = s.council and m.account = :account and m.position = 4
 where s.held_on <= :today
 group by s.id, s.name, s.held_on order by s.held_on, s.id;

-- state 6: with the province; 12: with the district that is named
-- reminder_decisions(account Id, state int, district Id?) -> one reminder_n
select count(*) from dossier d
 where d.state = :state and (:district is null or exists (select 1 from unit u where u.id = d.place and u.parent = :district))
   and exists (select 1 from session_file f where f.dossier = d.id and f.state = 2 and (f.closed_by is null or f.closed_by <> :account));

-- ---- ideas: the commune's opinion (state 2), the province's selection (state 3) ----

-- reminder_ideas_due(near Date) -> many reminder_idea_case(idea Id, state int, due Date)
select id, state, due from idea where due is not null and due <= :near and state in (2, 3) order by due, id;

-- reminder_idea_put(id Id, idea Id, kind int, level int, state int, due Date, on Date, at Time) -> done under SYSTEM_JOB
insert into idea_reminder (id, idea, kind, level, state, due, made_on, made_at) values (:id, :idea, :kind, :level, :state, :due, :on, :at)
on conflict (idea, kind, level, state, due) do nothing;

-- reminder_idea_said(idea Id) -> many reminder_idea(kind int, level int, state int, due Date, made_on Date)
select kind, level, state, due, made_on from idea_reminder where idea = :idea order by made_at, level, kind;

-- only what still stands; a late one is not said to be near
-- reminder_ideas_at(state int, place Id?) -> many reminder_idea_line(idea Id, name Str, kind int, due Date)
select i.id, i.name, r.kind, r.due
  from idea_reminder r join idea i on i.id = r.idea and i.state = r.state and i.due = r.due
 where i.state = :state and (:place is null or i.place = :place) and r.level = 1
   and not exists (select 1 from idea_reminder s where s.idea = r.idea and s.level = 1 and s.state = r.state and s.due = r.due and r.kind = 1 and s.kind = 2)
 order by r.due, i.id limit 20;

-- the communes' late ones, for the province
-- reminder_ideas_of_communes() -> many reminder_commune
select u.kind, u.name, count(distinct i.id)
  from idea_reminder r join idea i on i.id = r.idea and i.state = r.state and i.due = r.due
  join unit u on u.id = i.place
 where i.state = 2 and r.level = 2
 group by u.id, u.kind, u.name order by u.name, u.id;

-- the province's late ones, for its leader
-- reminder_ideas_late() -> one reminder_n
select count(distinct i.id)
  from idea_reminder r join idea i on i.id = r.idea and i.state = r.state and i.due = r.due
 where i.state = 3 and r.level = 2;

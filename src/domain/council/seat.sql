-- seat.sql: who acts for a seat of a council: the member, or on written delegation a substitute.

-- The own seat, or the one the account stands in for today. away: somebody stands in for the own seat.
-- seat_acting(council Id, account Id, today Date) -> maybe seat_acting(account Id, name Str, department Str, position int, delegation Id?, paper_no Str, presides bool, away bool)
select m.account, m.name, m.department, m.position, null, '', 1,
       case when exists (select 1 from seat_delegation g where g.council = m.council and g.member = m.account and g.ended_at is null
                            and g.from_day <= :today and g.until_day >= :today) then 1 else 0 end
  from council_member m
 where m.council = :council and m.account = :account
union all
select m.account, m.name, m.department, m.position, g.id, g.paper_no, g.presides, 0
  from seat_delegation g join council_member m on m.council = g.council and m.account = g.member
 where g.council = :council and g.substitute = :account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
   and not exists (select 1 from council_member o where o.council = g.council and o.account = g.substitute)
 limit 1;

-- How two people stand to a file who share a seat: what binds one binds both; the answer is given by who acts.
-- twice: the account has handed in another seat's sheet of this file.
-- seat_stand(file Id, account Id, seat Id) -> one seat_stand(recused bool, declared bool, held bool, twice bool)
select case when exists (select 1 from session_recusal x where x.file = :file and x.account in (:account, :seat)) then 1 else 0 end,
       case when exists (select 1 from file_declaration e where e.file = :file and e.account = :account) then 1 else 0 end,
       case when exists (select 1 from conflict_hit i where i.file = :file and i.account in (:account, :seat) and i.state = 1) then 1 else 0 end,
       case when exists (select 1 from score_sheet_actor a join score_sheet h on h.id = a.sheet
                          where h.file = :file and h.account <> :seat and a.account = :account and a.handed_in = 1) then 1 else 0 end;

-- seat_delegations(council Id) -> many seat_delegation(id Id, member Id, member_name Str, position int, substitute Id, substitute_name Str, paper_no Str, paper_date Date, from_day Date, until_day Date, presides bool, reason Str, ended_at Time?, ended_reason Str?)
select g.id, g.member, a.name, coalesce(m.position, 3), g.substitute, b.name, g.paper_no, g.paper_date, g.from_day, g.until_day, g.presides, g.reason,
       g.ended_at, g.ended_reason
  from seat_delegation g
  join account a on a.id = g.member
  join account b on b.id = g.substitute
  left join council_member m on m.council = g.council and m.account = g.member
 where g.council = :council
 order by g.recorded_at desc, g.id desc;

-- seat_delegation_insert(id Id, council Id, member Id, substitute Id, paper_no Str, paper_date Date, from_day Date, until_day Date, presides bool, reason Str, account Id, at Time) -> done under COUNCIL_MANAGE
insert into seat_delegation (id, council, member, substitute, paper_no, paper_date, from_day, until_day, presides, reason, recorded_by, recorded_at)
values (:id, :council, :member, :substitute, :paper_no, :paper_date, :from_day, :until_day, :presides, :reason, :account, :at);

-- seat_delegation_end(id Id, account Id, at Time, reason Str) -> changed under COUNCIL_MANAGE
update seat_delegation set ended_by = :account, ended_at = :at, ended_reason = :reason where id = :id and ended_at is null;

-- seat_actor_put(sheet Id, account Id, delegation Id, handed_in bool, at Time) -> done under SHEET_SCORE | SHEET_SUBMIT | SHEET_OFFLINE | SHEET_RESCORE
insert into score_sheet_actor (sheet, account, delegation, handed_in, at) values (:sheet, :account, :delegation, :handed_in, :at)
on conflict (sheet, account) do update set delegation = excluded.delegation, handed_in = excluded.handed_in, at = excluded.at;

-- seat_actor_of(sheet Id) -> maybe seat_actor(account Id, name Str, paper_no Str, paper_date Date)
select a.account, n.name, g.paper_no, g.paper_date
  from score_sheet_actor a
  join account n on n.id = a.account
  join seat_delegation g on g.id = a.delegation
 where a.sheet = :sheet and a.handed_in = 1;

-- conflict.sql: conflicts of interest: declared per file, found from data, decided by the chair.

-- conflict_kinds_of(council Id) -> one conflict_kinds(kinds int)
select coalesce((select kinds from council_conflict_rule where council = :council), 31);

-- conflict_kinds_put(council Id, kinds int) -> done under COUNCIL_MANAGE
insert into council_conflict_rule (council, kinds) values (:council, :kinds)
on conflict (council) do update set kinds = excluded.kinds;

-- conflict_interest_of(session Id, account Id) -> maybe conflict_interest(employer Str, tax_codes Str, home_place Str, home_address Str)
select employer, tax_codes, home_place, home_address from session_interest where session = :session and account = :account;

-- conflict_interest_put(session Id, account Id, employer Str, tax_codes Str, home_place Str, home_address Str, at Time) -> done under CONFLICT_DECLARE | SYSTEM_LOAD
insert into session_interest (session, account, employer, tax_codes, home_place, home_address, at)
values (:session, :account, :employer, :tax_codes, :home_place, :home_address, :at)
on conflict (session, account) do update
   set employer = excluded.employer, tax_codes = excluded.tax_codes, home_place = excluded.home_place, home_address = excluded.home_address, at = excluded.at;

-- conflict_member(account Id) -> one conflict_member_name(name Str)
select name from account where id = :account;

-- conflict_undeclared(session Id, account Id) -> many conflict_file(file Id, position int, product Str, producer Str, place Str, tax_code Str?, address Str, representative Str, helped bool)
select f.id, f.position, coalesce(d.filed_name, p.name), r.name, r.place_text, r.tax_code, r.address, r.representative,
       case when d.created_by = :account or d.submitted_by = :account
              or exists (select 1 from dossier_assist h where h.dossier = d.id and h.account = :account)
              or exists (select 1 from commune_fact c where c.version = f.filed and c.account = :account) then 1 else 0 end
  from session_file f
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where f.session = :session and f.state = 1
   and not exists (select 1 from file_declaration e where e.file = f.id and e.account = :account)
   and not exists (select 1 from session_recusal x where x.file = f.id and x.account = :account)
 order by f.position, f.id;

-- conflict_declaration_put(file Id, account Id, conflict bool, at Time) -> done under CONFLICT_DECLARE | SYSTEM_LOAD
insert into file_declaration (file, account, conflict, at) values (:file, :account, :conflict, :at);

-- Found again with a trace nobody has decided on: it waits again.
-- conflict_hit_insert(id Id, file Id, account Id, kinds int, at Time) -> done under CONFLICT_DECLARE | SYSTEM_LOAD
insert into conflict_hit (id, file, account, kinds, state, found_at) values (:id, :file, :account, :kinds, 1, :at)
on conflict (file, account) do update set kinds = conflict_hit.kinds | excluded.kinds, state = 1, found_at = excluded.found_at
 where (conflict_hit.kinds | excluded.kinds) <> conflict_hit.kinds;

-- What a member declared last, in any session: for the seat of an absent member.
-- conflict_interest_last(account Id) -> maybe conflict_interest
select employer, tax_codes, home_place, home_address from session_interest where account = :account order by at desc, session desc limit 1;

-- Who presides decides: account acts for seat, which is the chair's or a vice-chair's. Where whoever acts for the chair is recused, held
-- or does not preside, the vice-chair; never on oneself, nor on the other person of the same seat.
-- conflict_hits_for(session Id, account Id, seat Id, today Date) -> many conflict_hit(id Id, file Id, account Id, name Str, product Str, producer Str, kinds int)
select h.id, h.file, h.account, n.name, coalesce(d.filed_name, p.name), r.name, h.kinds
  from conflict_hit h
  join session_file f on f.id = h.file
  join account n on n.id = h.account
  join council_member me on me.council = f.council and me.account = :seat
  join council_member c on c.council = f.council and c.position = 1
  left join seat_delegation g on g.council = f.council and g.member = c.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where f.session = :session and h.state = 1 and h.account not in (:account, :seat)
   and not exists (select 1 from seat_delegation w where w.council = f.council and w.member = :seat and w.substitute = h.account
                      and w.ended_at is null and w.from_day <= :today and w.until_day >= :today)
   and not exists (select 1 from session_recusal x where x.file = h.file and x.account in (:account, :seat))
   and not exists (select 1 from conflict_hit o where o.file = h.file and o.account in (:account, :seat) and o.state = 1)
   and (me.position = 1
        or me.position = 2
           and (coalesce(g.presides, 1) = 0
                or exists (select 1 from session_recusal x where x.file = h.file and x.account in (c.account, coalesce(g.substitute, c.account)))
                or exists (select 1 from conflict_hit o where o.file = h.file and o.state = 1
                              and o.account in (c.account, coalesce(g.substitute, c.account)))))
 order by f.position, n.name, h.id;

-- conflict_hit_decide(id Id, state int, account Id, reason Str, at Time) -> changed under CONFLICT_DECIDE
update conflict_hit set state = :state, decided_by = :account, reason = :reason, decided_at = :at where id = :id and state = 1;

-- conflict_recusal_put(file Id, account Id, reason Str, at Time) -> done under CONFLICT_DECLARE | CONFLICT_DECIDE | SYSTEM_LOAD
insert into session_recusal (file, account, reason, at) values (:file, :account, :reason, :at);

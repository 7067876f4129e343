-- council.sql: Hội đồng: councils, seats, sessions, files on the table, sheets, recusals, results.

-- ---- councils ----

-- council_get(id Id) -> one council(id Id, name Str, decision_no Str, decision_date Date, from_day Date, until_day Date?, quorum_percent int, chair_needed bool, gate Str, title_mark Str, blank Str, dependency Str, divergence int, version int)
select id, name, decision_no, decision_date, from_day, until_day, quorum_percent, chair_needed, gate, title_mark, blank, dependency, divergence, version
  from council where id = :id;

-- council_insert(id Id, name Str, decision_no Str, decision_date Date, from_day Date, until_day Date?, quorum_percent int, chair_needed bool, gate Str, title_mark Str, blank Str, dependency Str, divergence int, demo bool, at Time) -> done under COUNCIL_MANAGE | SYSTEM_LOAD
insert into council (id, name, decision_no, decision_date, from_day, until_day, quorum_percent, chair_needed, gate, title_mark, blank, dependency, divergence, demo, created_at, version)
values (:id, :name, :decision_no, :decision_date, :from_day, :until_day, :quorum_percent, :chair_needed, :gate, :title_mark, :blank, :dependency, :divergence, :demo, :at, 1);

-- council_update(id Id, version int, name Str, decision_no Str, decision_date Date, from_day Date, until_day Date?, quorum_percent int, chair_needed bool, gate Str, title_mark Str, blank Str, dependency Str, divergence int) -> changed under COUNCIL_MANAGE
update council
   set name = :name, decision_no = :decision_no, decision_date = :decision_date, from_day = :from_day, until_day = :until_day,
       quorum_percent = :quorum_percent, chair_needed = :chair_needed, gate = :gate, title_mark = :title_mark, blank = :blank,
       dependency = :dependency, divergence = :divergence, version = version + 1
 where id = :id and version = :version;

-- district: the councils it set up; none: all
-- council_lines(district Id?) -> many council_line(id Id, name Str, decision_no Str, decision_date Date, from_day Date, until_day Date?, seats int, sessions int, open_files int)
select c.id, c.name, c.decision_no, c.decision_date, c.from_day, c.until_day,
       (select count(*) from council_member m where m.council = c.id),
       (select count(*) from council_session s where s.council = c.id),
       (select count(*) from session_file f where f.council = c.id and f.state = 1)
  from council c
 where :district is null or exists (select 1 from council_district x where x.council = c.id and x.unit = :district)
 order by c.decision_date desc, c.id desc;

-- council_in_use(council Id) -> one council_use(sheets int)
select count(*) from score_sheet s join session_file f on f.id = s.file where f.council = :council and s.state = 2;

-- ---- seats ----

-- council_seats_of(council Id) -> many council_seat(account Id, name Str, department Str, position int)
select account, name, department, position from council_member where council = :council order by position, name, account;

-- council_seat_of(council Id, account Id) -> maybe council_seat
select account, name, department, position from council_member where council = :council and account = :account;

-- council_seat_insert(council Id, account Id, name Str, department Str, position int) -> done under COUNCIL_MANAGE | SYSTEM_LOAD
insert into council_member (council, account, name, department, position) values (:council, :account, :name, :department, :position);

-- council_seat_remove(council Id, account Id) -> changed under COUNCIL_MANAGE
delete from council_member where council = :council and account = :account;

-- council_seat_sheets(council Id, account Id) -> one council_use
select count(*) from score_sheet s join session_file f on f.id = s.file where f.council = :council and s.account = :account;

-- council_candidates(producer_role int) -> many council_candidate(id Id, name Str, login Str)
select a.id, a.name, a.login
  from account a
 where a.disabled = 0 and not exists (select 1 from account_role r where r.account = a.id and r.role = :producer_role)
 order by a.login;

-- ---- sessions ----

-- council_session_get(id Id) -> one council_session(id Id, council Id, council_name Str, name Str, held_on Date, version int)
select s.id, s.council, c.name, s.name, s.held_on, s.version
  from council_session s join council c on c.id = s.council
 where s.id = :id;

-- council_session_insert(id Id, council Id, name Str, held_on Date, account Id, at Time) -> done under SESSION_OPEN | SYSTEM_LOAD
insert into council_session (id, council, name, held_on, created_at, created_by, version) values (:id, :council, :name, :held_on, :at, :account, 1);

-- council_sessions_of(council Id) -> many council_session_line(id Id, name Str, held_on Date, files int, closed int)
select s.id, s.name, s.held_on,
       (select count(*) from session_file f where f.session = s.id),
       (select count(*) from session_file f where f.session = s.id and f.state = 2)
  from council_session s
 where s.council = :council
 order by s.held_on desc, s.id desc;

-- district: of its councils; none: of the province's
-- council_sessions_open(today Date, district Id?) -> many council_session_choice(id Id, name Str, held_on Date, council_name Str)
select s.id, s.name, s.held_on, c.name
  from council_session s join council c on c.id = s.council
  left join council_tier t on t.council = c.id
  left join council_district x on x.council = c.id
 where s.held_on >= :today and c.from_day <= :today and (c.until_day is null or c.until_day >= :today)
   and ((:district is null and coalesce(t.tier, 'province') = 'province') or x.unit = :district)
 order by s.held_on, s.id;

-- Of the own seats and of those the account stands in for today. away: somebody stands in for the own seat.
-- council_sessions_mine(account Id, today Date) -> many council_session_mine(id Id, name Str, held_on Date, council_name Str, position int, files int, handed_in int, to_score int, still_open int)
select s.id, s.name, s.held_on, c.name, m.position,
       (select count(*) from session_file f where f.session = s.id
           and not exists (select 1 from session_recusal r where r.file = f.id and r.account in (:account, m.seat))),
       (select count(*) from session_file f join score_sheet h on h.file = f.id and h.account = m.seat and h.state = 2 where f.session = s.id),
       (select count(*) from session_file f where f.session = s.id and f.state = 1 and m.away = 0
           and not exists (select 1 from session_recusal r where r.file = f.id and r.account in (:account, m.seat))
           and not exists (select 1 from conflict_hit i where i.file = f.id and i.account in (:account, m.seat) and i.state = 1)
           and not exists (select 1 from score_sheet h where h.file = f.id and h.account = m.seat and h.state = 2)),
       (select count(*) from session_file f where f.session = s.id and f.state = 1)
  from council_session s
  join council c on c.id = s.council
  join (select o.council, o.account as seat, o.position,
               case when exists (select 1 from seat_delegation g where g.council = o.council and g.member = o.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today)
                    then 1 else 0 end as away
          from council_member o where o.account = :account
         union all
        select g.council, o.account, o.position, 0
          from seat_delegation g join council_member o on o.council = g.council and o.account = g.member
         where g.substitute = :account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today) m on m.council = c.id
 where c.until_day is null or c.until_day >= :today
 order by s.held_on desc, s.id desc;

-- council_waiting_n(account Id, today Date) -> one council_waiting_row(n int)
select count(*)
  from session_file f
  join (select o.council, o.account as seat
          from council_member o
         where o.account = :account and o.position <= 3
           and not exists (select 1 from seat_delegation g where g.council = o.council and g.member = o.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today)
         union all
        select g.council, o.account
          from seat_delegation g join council_member o on o.council = g.council and o.account = g.member and o.position <= 3
         where g.substitute = :account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today) m on m.council = f.council
 where f.state = 1
   and not exists (select 1 from session_recusal r where r.file = f.id and r.account in (:account, m.seat))
   and not exists (select 1 from conflict_hit i where i.file = f.id and i.account in (:account, m.seat) and i.state = 1)
   and not exists (select 1 from score_sheet h where h.file = f.id and h.account = m.seat and h.state = 2);

-- ---- files on the table ----

-- session_file_get(id Id) -> one session_file(id Id, session Id, council Id, dossier Id, filed Id, position int, state int, version int, closed_at Time?, session_name Str, held_on Date, council_name Str, product_name Str, producer_name Str, place_text Str, dossier_code Str?, dossier_kind int, target_star int, dossier_state int, criteria Id)
select f.id, f.session, f.council, f.dossier, f.filed, f.position, f.state, f.version, f.closed_at, s.name, s.held_on, c.name, coalesce(d.filed_name, p.name), r.name, r.place_text,
       d.code, d.kind, d.target_star, d.state, d.criteria
  from session_file f
  join council_session s on s.id = f.session
  join council c on c.id = f.council
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where f.id = :id;

-- session_file_insert(id Id, session Id, council Id, dossier Id, filed Id, position int, state int) -> done under PROVINCE_TO_COUNCIL | SYSTEM_LOAD
insert into session_file (id, session, council, dossier, filed, position, state, version) values (:id, :session, :council, :dossier, :filed, :position, :state, 1);

-- session_file_last(session Id) -> one session_file_position(n int)
select coalesce(max(position), 0) from session_file where session = :session;

-- not what has stayed on the table of a district's council when districts ended (state 11: the dossier is before it)
-- session_file_open_of(dossier Id) -> maybe session_file_ref(id Id, session Id)
select f.id, f.session from session_file f join dossier d on d.id = f.dossier
 where f.dossier = :dossier and f.state = 1
   and (d.state = 11 or not exists (select 1 from council_district x where x.council = f.council))
 order by f.id limit 1;

-- account: who looks; seat: whose sheet it is, the same account but for a substitute. What the seat has to report on comes first.
-- session_files_of(session Id, account Id, seat Id) -> many session_file_line(id Id, position int, state int, filed Id, criteria Id, product_name Str, producer_name Str, place_text Str, dossier_code Str?, recused bool, declared bool, held bool, reopened bool, assigned bool, sheet_state int, answered int, star int)
select f.id, f.position, f.state, f.filed, d.criteria, coalesce(d.filed_name, p.name), r.name, r.place_text, d.code,
       case when exists (select 1 from session_recusal x where x.file = f.id and x.account in (:account, :seat))
              or exists (select 1 from score_sheet_actor w join score_sheet o on o.id = w.sheet
                          where o.file = f.id and o.account <> :seat and w.account = :account and w.handed_in = 1) then 1 else 0 end,
       case when exists (select 1 from file_declaration e where e.file = f.id and e.account = :account) then 1 else 0 end,
       case when exists (select 1 from conflict_hit i where i.file = f.id and i.account in (:account, :seat) and i.state = 1) then 1 else 0 end,
       case when exists (select 1 from file_talk_item i join file_talk t on t.id = i.talk
                          where t.file = f.id and t.no = (select max(l.no) from file_talk l where l.file = f.id)) then 1 else 0 end,
       case when y.file is null then 0 else 1 end,
       coalesce(h.state, 0), (select count(*) from score_answer a where a.sheet = h.id and a.choice <> ''), coalesce(z.star, 0)
  from session_file f
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  left join score_sheet h on h.file = f.id and h.account = :seat
  left join score_result z on z.file = f.id
  left join file_assignment y on y.file = f.id and y.account = :seat
 where f.session = :session
 order by case when y.file is null or f.state <> 1 then 1 else 0 end, f.position, f.id;

-- session_missing(session Id) -> many session_missing_line(file Id, name Str)
select f.id, m.name
  from session_file f
  join council_member m on m.council = f.council and m.position <= 3
 where f.session = :session and f.state = 1
   and not exists (select 1 from score_sheet h where h.file = f.id and h.account = m.account and h.state = 2)
   and not exists (select 1 from session_recusal x where x.file = f.id and x.account = m.account)
 order by f.position, f.id, m.position, m.name, m.account;

-- A substitute's sheet is the seat's, but stands for the chair or a vice-chair only when the paper lets the substitute preside.
-- chair_away: recused, or represented by a substitute who does not preside.
-- session_file_tally(file Id, today Date) -> one session_tally(seats int, sheets int, chair_sheets int, vice_sheets int, chair_away int)
select (select count(*) from council_member m where m.council = f.council and m.position <= 3),
       (select count(*) from score_sheet h where h.file = f.id and h.state = 2),
       (select count(*) from score_sheet h join council_member m on m.council = f.council and m.account = h.account and m.position = 1
         where h.file = f.id and h.state = 2
           and not exists (select 1 from score_sheet_actor a join seat_delegation g on g.id = a.delegation
                            where a.sheet = h.id and a.handed_in = 1 and g.presides = 0)),
       (select count(*) from score_sheet h join council_member m on m.council = f.council and m.account = h.account and m.position = 2
         where h.file = f.id and h.state = 2
           and not exists (select 1 from score_sheet_actor a join seat_delegation g on g.id = a.delegation
                            where a.sheet = h.id and a.handed_in = 1 and g.presides = 0)),
       (select count(*) from council_member m where m.council = f.council and m.position = 1
           and (exists (select 1 from session_recusal x where x.file = f.id and x.account = m.account)
             or exists (select 1 from seat_delegation g where g.council = m.council and g.member = m.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
                           and (g.presides = 0 or exists (select 1 from session_recusal x where x.file = f.id and x.account = g.substitute)))
             or exists (select 1 from score_sheet h join score_sheet_actor a on a.sheet = h.id and a.handed_in = 1
                          join seat_delegation g on g.id = a.delegation and g.presides = 0
                         where h.file = f.id and h.account = m.account)))
  from session_file f where f.id = :file;

-- session_file_close(id Id, version int, state int, account Id, at Time) -> changed under FILE_CLOSE | SYSTEM_LOAD
update session_file set state = :state, closed_by = :account, closed_at = :at, version = version + 1 where id = :id and version = :version;

-- ---- recusals ----

-- session_recusal_put(file Id, account Id, reason Str, at Time) -> done under SHEET_RECUSE | SYSTEM_LOAD
insert into session_recusal (file, account, reason, at) values (:file, :account, :reason, :at);

-- session_recusals(file Id) -> many session_recused(account Id, name Str, reason Str)
select x.account, coalesce(m.name, n.name), x.reason
  from session_recusal x
  join session_file f on f.id = x.file
  join account n on n.id = x.account
  left join council_member m on m.council = f.council and m.account = x.account
 where x.file = :file order by x.at, x.account;

-- ---- sheets ----

-- score_sheet_of(file Id, account Id) -> maybe score_sheet(id Id, file Id, account Id, state int, remark Str, submitted_at Time?, commitment Blob?, nonce Blob?, saved_at Time, version int)
select id, file, account, state, remark, submitted_at, commitment, nonce, saved_at, version from score_sheet where file = :file and account = :account;

-- score_sheet_insert(id Id, file Id, account Id, state int, remark Str, at Time) -> done under SHEET_SCORE | SHEET_SUBMIT | SHEET_OFFLINE | SYSTEM_LOAD
insert into score_sheet (id, file, account, state, remark, saved_at, version) values (:id, :file, :account, :state, :remark, :at, 1);

-- score_sheet_touch(id Id, version int, remark Str, at Time) -> changed under SHEET_SCORE | SHEET_SUBMIT | SHEET_OFFLINE | SYSTEM_LOAD
update score_sheet set remark = :remark, saved_at = :at, version = version + 1 where id = :id and version = :version;

-- score_sheet_hand_in(id Id, state int, commitment Hash, nonce Blob, at Time) -> changed under SHEET_SUBMIT | SYSTEM_LOAD
update score_sheet set state = :state, commitment = :commitment, nonce = :nonce, submitted_at = :at, saved_at = :at, version = version + 1
 where id = :id and state = 1;

-- score_answers_of(sheet Id) -> many score_answer(item Str, choice Str, note Str)
select item, choice, note from score_answer where sheet = :sheet order by item;

-- score_answers_in(file Id) -> many score_answer_in(sheet Id, item Str, choice Str, note Str)
select a.sheet, a.item, a.choice, a.note
  from score_answer a
  join score_sheet h on h.id = a.sheet
 where h.file = :file and h.state = 2
 order by a.sheet, a.item;

-- score_answer_put(sheet Id, item Str, choice Str, note Str) -> done under SHEET_SCORE | SHEET_SUBMIT | SHEET_OFFLINE | SYSTEM_LOAD
insert into score_answer (sheet, item, choice, note) values (:sheet, :item, :choice, :note)
on conflict (sheet, item) do update set choice = excluded.choice, note = excluded.note;

-- score_answer_clear(sheet Id, item Str) -> done under SHEET_SCORE | SHEET_SUBMIT | SHEET_OFFLINE
delete from score_answer where sheet = :sheet and item = :item;

-- score_sheets_in(file Id) -> many score_sheet_in(id Id, file Id, account Id, name Str, department Str, position int, acted_by Str, acted_paper Str, remark Str, submitted_at Time?, commitment Blob?, nonce Blob?)
select h.id, h.file, h.account, coalesce(m.name, ''), coalesce(m.department, ''), coalesce(m.position, 3), coalesce(n.name, ''), coalesce(g.paper_no, ''),
       h.remark, h.submitted_at, h.commitment, h.nonce
  from score_sheet h
  join session_file f on f.id = h.file
  left join council_member m on m.council = f.council and m.account = h.account
  left join score_sheet_actor a on a.sheet = h.id and a.handed_in = 1
  left join seat_delegation g on g.id = a.delegation
  left join account n on n.id = a.account
 where h.file = :file and h.state = 2
 order by coalesce(m.position, 3), coalesce(m.name, ''), h.account;

-- ---- results ----

-- score_result_insert(file Id, members int, sheets int, mean_num int, mean_den int, band int, star int, spread int, diverges bool, detail Str, at Time) -> done under FILE_CLOSE | SYSTEM_LOAD
insert into score_result (file, members, sheets, mean_num, mean_den, band, star, spread, diverges, detail, at)
values (:file, :members, :sheets, :mean_num, :mean_den, :band, :star, :spread, :diverges, :detail, :at);

-- score_result_get(file Id) -> maybe score_result(file Id, members int, sheets int, mean_num int, mean_den int, band int, star int, spread int, diverges bool, detail Str, at Time)
select file, members, sheets, mean_num, mean_den, band, star, spread, diverges, detail, at from score_result where file = :file;

-- score_result_of_dossier(dossier Id) -> maybe score_result
select z.file, z.members, z.sheets, z.mean_num, z.mean_den, z.band, z.star, z.spread, z.diverges, z.detail, z.at
  from score_result z join session_file f on f.id = z.file
 where f.dossier = :dossier
 order by z.at desc, z.file desc limit 1;

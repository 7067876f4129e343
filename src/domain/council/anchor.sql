-- anchor.sql: anchor files of a session: put, reference, confirmation, members' sheets, end.

-- ---- the anchors ----

-- anchor_get(id Id) -> one anchor(id Id, session Id, session_name Str, held_on Date, council Id, file Id, leads Id, leads_name Str, put_by Id, saved_at Time, version int, confirmed_by Id?, confirmed_name Str, confirmed_at Time?, ended_at Time?)
select a.id, a.session, s.name, s.held_on, s.council, a.file, a.leads, coalesce(m.name, n.name), a.put_by, a.saved_at, a.version,
       c.account, coalesce(w.name, ''), c.at, e.at
  from anchor a
  join council_session s on s.id = a.session
  join account n on n.id = a.leads
  left join council_member m on m.council = s.council and m.account = a.leads
  left join anchor_confirmed c on c.anchor = a.id
  left join account w on w.id = c.account
  left join anchor_ended e on e.anchor = a.id
 where a.id = :id;

-- anchors_of(session Id) -> many anchor
select a.id, a.session, s.name, s.held_on, s.council, a.file, a.leads, coalesce(m.name, n.name), a.put_by, a.saved_at, a.version,
       c.account, coalesce(w.name, ''), c.at, e.at
  from anchor a
  join council_session s on s.id = a.session
  join account n on n.id = a.leads
  left join council_member m on m.council = s.council and m.account = a.leads
  left join anchor_confirmed c on c.anchor = a.id
  left join account w on w.id = c.account
  left join anchor_ended e on e.anchor = a.id
 where a.session = :session
 order by a.put_at, a.id;

-- Recognised dossiers (state 7) closed in another session that is over, by a council of the same level; of a district: the same district's.
-- anchor_candidates(session Id, words Str) -> many anchor_candidate(file Id, product Str, producer Str, place Str, session_name Str, held_on Date, star int)
select f.id, coalesce(d.filed_name, p.name), r.name, r.place_text, s.name, s.held_on, z.star
  from session_file f
  join score_result z on z.file = f.id
  join council_session s on s.id = f.session
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  join council_session me on me.id = :session
  left join council_tier o on o.council = me.council
  left join council_tier t on t.council = f.council
  left join council_district y on y.council = me.council
  left join council_district x on x.council = f.council
 where f.state = 2 and d.state = 7 and f.session <> me.id
   and coalesce(t.tier, 'province') = coalesce(o.tier, 'province')
   and coalesce(x.unit, 0) = coalesce(y.unit, 0)
   and not exists (select 1 from session_file w where w.session = f.session and w.state = 1)
   and not exists (select 1 from anchor a where a.session = me.id and a.file = f.id)
   and (:words = '' or p.name_fold like '%' || :words || '%' or r.name_fold like '%' || :words || '%')
 order by s.held_on desc, f.position, f.id limit 30;

-- May it be put: the same conditions, of one file.
-- anchor_fits(session Id, file Id) -> one anchor_fit(fits bool, taken bool, open_files int, anchors int)
select case when exists (
         select 1
           from session_file f
           join score_result z on z.file = f.id
           join dossier d on d.id = f.dossier
           left join council_tier o on o.council = me.council
           left join council_tier t on t.council = f.council
           left join council_district y on y.council = me.council
           left join council_district x on x.council = f.council
          where f.id = :file and f.state = 2 and d.state = 7 and f.session <> me.id
            and coalesce(t.tier, 'province') = coalesce(o.tier, 'province')
            and coalesce(x.unit, 0) = coalesce(y.unit, 0)
            and not exists (select 1 from session_file w where w.session = f.session and w.state = 1)) then 1 else 0 end,
       case when exists (select 1 from anchor a where a.session = me.id and a.file = :file) then 1 else 0 end,
       (select count(*) from session_file w where w.session = me.id and w.state = 1),
       (select count(*) from anchor a where a.session = me.id)
  from council_session me where me.id = :session;

-- anchor_insert(id Id, session Id, file Id, leads Id, account Id, at Time) -> done under ANCHOR_PUT | SYSTEM_LOAD
insert into anchor (id, session, file, leads, put_by, put_at, saved_at, version) values (:id, :session, :file, :leads, :account, :at, :at, 1);

-- anchor_touch(id Id, version int, at Time) -> changed under ANCHOR_EDIT | SYSTEM_LOAD
update anchor set version = version + 1, saved_at = :at where id = :id and version = :version;

-- anchor_references_clear(anchor Id) -> done under ANCHOR_EDIT
delete from anchor_reference where anchor = :anchor;

-- anchor_delete(id Id, version int) -> changed under ANCHOR_EDIT
delete from anchor where id = :id and version = :version;

-- ---- the reference ----

-- anchor_references(anchor Id) -> many anchor_reference(item Str, choice Str, reason Str)
select item, choice, reason from anchor_reference where anchor = :anchor order by item;

-- anchor_reference_put(anchor Id, item Str, choice Str, reason Str, account Id) -> done under ANCHOR_EDIT | SYSTEM_LOAD
insert into anchor_reference (anchor, item, choice, reason, account) values (:anchor, :item, :choice, :reason, :account)
on conflict (anchor, item) do update set choice = excluded.choice, reason = excluded.reason, account = excluded.account;

-- anchor_written_by(anchor Id, account Id) -> one anchor_writer(wrote bool)
select case when exists (select 1 from anchor a where a.id = :anchor and a.put_by = :account)
              or exists (select 1 from anchor_reference r where r.anchor = :anchor and r.account = :account) then 1 else 0 end;

-- Is something written, and does every level have its reason? Then the second person may look.
-- anchor_ripeness(anchor Id) -> one anchor_ripe(items int, lacking int)
select count(*), coalesce(sum(case when reason = '' or choice = '' then 1 else 0 end), 0) from anchor_reference where anchor = :anchor;

-- anchor_confirmed_put(anchor Id, account Id, at Time) -> done under ANCHOR_CONFIRM | SYSTEM_LOAD
insert into anchor_confirmed (anchor, account, at) values (:anchor, :account, :at);

-- anchor_ended_put(anchor Id, account Id, at Time) -> done under ANCHOR_END | SYSTEM_LOAD
insert into anchor_ended (anchor, account, at) values (:anchor, :account, :at);

-- ---- who must not judge it ----

-- What is known of an account and a file's dossier. cleared: the chair has said that a trace is no conflict.
-- anchor_stand(file Id, account Id) -> one anchor_stand(conflict bool, cleared bool, name Str, producer Str, place Str, tax_code Str?, address Str, representative Str, helped bool)
select case when exists (select 1 from anchor_recusal y join anchor w on w.id = y.anchor join session_file o on o.id = w.file
                          where o.dossier = f.dossier and y.account = :account)
              or exists (select 1 from session_recusal x join session_file o on o.id = x.file where o.dossier = f.dossier and x.account = :account)
              or exists (select 1 from conflict_hit i join session_file o on o.id = i.file where o.dossier = f.dossier and i.account = :account and i.state in (1, 2))
            then 1 else 0 end,
       case when exists (select 1 from conflict_hit i join session_file o on o.id = i.file where o.dossier = f.dossier and i.account = :account and i.state = 3)
            then 1 else 0 end,
       n.name, r.name, r.place_text, r.tax_code, r.address, r.representative,
       case when d.created_by = :account or d.submitted_by = :account
              or exists (select 1 from dossier_assist h where h.dossier = d.id and h.account = :account)
              or exists (select 1 from commune_fact c where c.version = f.filed and c.account = :account) then 1 else 0 end
  from session_file f
  join dossier d on d.id = f.dossier
  join producer r on r.id = d.producer
  join account n on n.id = :account
 where f.id = :file;

-- anchor_recusal_put(anchor Id, account Id, reason Str, at Time) -> done under ANCHOR_SCORE
insert into anchor_recusal (anchor, account, reason, at) values (:anchor, :account, :reason, :at);

-- Seats that vote, and who stands in today.
-- anchor_seats(council Id, today Date) -> many anchor_seat(account Id, name Str, position int, substitute Id?, presides bool)
select m.account, m.name, m.position, g.substitute, coalesce(g.presides, 1)
  from council_member m
  left join seat_delegation g on g.council = m.council and g.member = m.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
 where m.council = :council and m.position <= 3
 order by m.position, m.name, m.account;

-- ---- members' sheets ----

-- anchor_sheet_of(anchor Id, seat Id) -> maybe anchor_sheet(id Id, state int, remark Str, saved_at Time, version int)
select id, state, remark, saved_at, version from anchor_sheet where anchor = :anchor and seat = :seat;

-- anchor_sheet_insert(id Id, anchor Id, seat Id, account Id, at Time) -> done under ANCHOR_SCORE | SYSTEM_LOAD
insert into anchor_sheet (id, anchor, seat, account, state, remark, saved_at, version) values (:id, :anchor, :seat, :account, 1, '', :at, 1);

-- anchor_sheet_touch(id Id, version int, account Id, remark Str, at Time) -> changed under ANCHOR_SCORE
update anchor_sheet set account = :account, remark = :remark, saved_at = :at, version = version + 1 where id = :id and version = :version;

-- anchor_sheet_hand_in(id Id, at Time) -> changed under ANCHOR_SCORE | SYSTEM_LOAD
update anchor_sheet set state = 2, saved_at = :at, version = version + 1 where id = :id and state = 1;

-- anchor_answers_of(sheet Id) -> many anchor_answer(item Str, choice Str, note Str)
select item, choice, note from anchor_answer where sheet = :sheet order by item;

-- anchor_answer_put(sheet Id, item Str, choice Str, note Str) -> done under ANCHOR_SCORE | SYSTEM_LOAD
insert into anchor_answer (sheet, item, choice, note) values (:sheet, :item, :choice, :note)
on conflict (sheet, item) do update set choice = excluded.choice, note = excluded.note;

-- anchor_answer_clear(sheet Id, item Str) -> done under ANCHOR_SCORE
delete from anchor_answer where sheet = :sheet and item = :item;

-- anchor_sheets_in(anchor Id) -> many anchor_sheet_in(id Id, seat Id)
select id, seat from anchor_sheet where anchor = :anchor and state = 2 order by id;

-- anchor_answers_in(anchor Id) -> many anchor_answer_in(sheet Id, item Str, choice Str)
select w.sheet, w.item, w.choice
  from anchor_answer w join anchor_sheet s on s.id = w.sheet
 where s.anchor = :anchor and s.state = 2
 order by w.sheet, w.item;

-- ---- the regulation ----

-- anchor_rule_of(council Id) -> one anchor_rule(first bool)
select coalesce((select first from council_anchor_rule where council = :council), 0);

-- anchor_rule_put(council Id, first bool) -> done under COUNCIL_MANAGE
insert into council_anchor_rule (council, first) values (:council, :first)
on conflict (council) do update set first = excluded.first;

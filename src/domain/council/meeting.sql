-- meeting.sql: the meeting of a session: the file on the table, who is there, notes, votes of the group.

-- ---- the table ----

-- meeting_table_of(session Id) -> maybe meeting_table(file Id?, at Time)
select file, at from meeting_table where session = :session order by at desc, id desc limit 1;

-- meeting_table_add(id Id, session Id, file Id?, account Id, at Time) -> done under MEETING_LEAD
insert into meeting_table (id, session, file, account, at) values (:id, :session, :file, :account, :at);

-- ---- who is there ----

-- Every seat with who acts for it today. there: the one who acts now has come and not left.
-- meeting_people(session Id, today Date) -> many meeting_person(seat Id, account Id, name Str, department Str, position int, stands_for Str, presides bool, there bool, since Time?)
select m.account, coalesce(g.substitute, m.account), coalesce(b.name, m.name), m.department, m.position,
       case when g.id is null then '' else m.name end,
       case when m.position <= 2 and (g.id is null or g.presides = 1) then 1 else 0 end,
       case when p.there = 1 and p.account = coalesce(g.substitute, m.account) then 1 else 0 end, p.at
  from council_session s
  join council_member m on m.council = s.council
  left join seat_delegation g on g.council = m.council and g.member = m.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
  left join account b on b.id = g.substitute
  left join meeting_presence p on p.session = s.id and p.seat = m.account
   and not exists (select 1 from meeting_presence l where l.session = p.session and l.seat = p.seat and (l.at > p.at or (l.at = p.at and l.id > p.id)))
 where s.id = :session
 order by m.position, m.name, m.account;

-- meeting_came(session Id) -> many meeting_coming(seat Id, account Id, name Str, position int, there bool, at Time)
select p.seat, p.account, n.name, coalesce(m.position, 3), p.there, p.at
  from meeting_presence p
  join council_session s on s.id = p.session
  join account n on n.id = p.account
  left join council_member m on m.council = s.council and m.account = p.seat
 where p.session = :session
 order by coalesce(m.position, 3), coalesce(m.name, n.name), p.seat, p.at, p.id;

-- meeting_presence_add(id Id, session Id, seat Id, account Id, there bool, noted_by Id, at Time) -> done under MEETING_LEAD
insert into meeting_presence (id, session, seat, account, there, noted_by, at) values (:id, :session, :seat, :account, :there, :noted_by, :at);

-- Seats that may not judge a file: recused, held till the chair has decided, or whoever acts has judged it on another seat.
-- meeting_apart(session Id, today Date) -> many meeting_aside(file Id, seat Id, name Str)
select f.id, m.account, coalesce(b.name, m.name)
  from session_file f
  join council_member m on m.council = f.council
  left join seat_delegation g on g.council = m.council and g.member = m.account and g.ended_at is null and g.from_day <= :today and g.until_day >= :today
  left join account b on b.id = g.substitute
 where f.session = :session
   and (exists (select 1 from session_recusal x where x.file = f.id and x.account in (m.account, g.substitute))
        or exists (select 1 from conflict_hit h where h.file = f.id and h.account in (m.account, g.substitute) and h.state = 1)
        or exists (select 1 from score_sheet_actor w join score_sheet o on o.id = w.sheet
                    where o.file = f.id and o.account <> m.account and w.account = coalesce(g.substitute, m.account) and w.handed_in = 1))
 order by f.position, f.id, m.position, m.name, m.account;

-- ---- notes ----

-- meeting_note_add(id Id, session Id, file Id?, corrects Id?, words Str, account Id, at Time) -> done under MEETING_LEAD
insert into meeting_note (id, session, file, corrects, words, account, at) values (:id, :session, :file, :corrects, :words, :account, :at);

-- meeting_notes(session Id) -> many meeting_note(id Id, file Id?, product Str, corrects Id?, corrected bool, words Str, name Str, at Time)
select e.id, e.file, coalesce(d.filed_name, p.name, ''), e.corrects,
       case when exists (select 1 from meeting_note l where l.corrects = e.id) then 1 else 0 end, e.words, n.name, e.at
  from meeting_note e
  join account n on n.id = e.account
  left join session_file f on f.id = e.file
  left join dossier d on d.id = f.dossier
  left join product p on p.id = d.product
 where e.session = :session
 order by e.at, e.id;

-- ---- votes of the group ----

-- meeting_vote_add(id Id, session Id, no int, file Id?, kind int, words Str, rule int, account Id, at Time) -> done under MEETING_PUT
insert into meeting_vote (id, session, no, file, kind, words, rule, account, at) values (:id, :session, :no, :file, :kind, :words, :rule, :account, :at);

-- needed: 0 while it is open.
-- meeting_votes(session Id) -> many meeting_vote(id Id, no int, file Id?, product Str, kind int, words Str, rule int, name Str, at Time, closed_at Time?, voters int, needed int, in_favour int, against int, abstained int, carried bool)
select v.id, v.no, v.file, coalesce(d.filed_name, p.name, ''), v.kind, v.words, v.rule, n.name, v.at, r.at, coalesce(r.voters, 0), coalesce(r.needed, 0),
       coalesce(r.in_favour, 0), coalesce(r.against, 0), coalesce(r.abstained, 0), coalesce(r.carried, 0)
  from meeting_vote v
  join account n on n.id = v.account
  left join meeting_result r on r.vote = v.id
  left join session_file f on f.id = v.file
  left join dossier d on d.id = f.dossier
  left join product p on p.id = d.product
 where v.session = :session
 order by v.no;

-- meeting_ballot_add(id Id, vote Id, seat Id, account Id, answer int, at Time) -> done under MEETING_VOTE
insert into meeting_ballot (id, vote, seat, account, answer, at) values (:id, :vote, :seat, :account, :answer, :at);

-- meeting_ballots(vote Id) -> many meeting_ballot(seat Id, account Id, answer int)
select b.seat, b.account, b.answer
  from meeting_ballot b
 where b.vote = :vote
   and not exists (select 1 from meeting_ballot l where l.vote = b.vote and l.seat = b.seat and (l.at > b.at or (l.at = b.at and l.id > b.id)))
 order by b.seat;

-- meeting_result_add(vote Id, voters int, needed int, in_favour int, against int, abstained int, carried bool, account Id, at Time) -> done under MEETING_PUT
insert into meeting_result (vote, voters, needed, in_favour, against, abstained, carried, account, at)
values (:vote, :voters, :needed, :in_favour, :against, :abstained, :carried, :account, :at);

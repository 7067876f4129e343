-- sensory.sql: tasting of coded samples: the key, the order of serving, what was tasted.

-- sensory_round_of(session Id) -> maybe sensory_round(drawn_at Time, drawn_by Str, samples int, answers int)
select r.drawn_at, a.name, (select count(*) from sensory_sample s where s.session = r.session),
       (select count(*) from sensory_answer w where w.session = r.session)
  from sensory_round r join account a on a.id = r.drawn_by
 where r.session = :session;

-- The key is open when the session has files and none of them is open.
-- sensory_open(session Id) -> one sensory_state(files int, open_files int)
select count(*), coalesce(sum(case when f.state = 1 then 1 else 0 end), 0) from session_file f where f.session = :session;

-- sensory_files(session Id) -> many sensory_file(id Id)
select id from session_file where session = :session and state = 1 order by position, id;

-- sensory_round_put(session Id, account Id, at Time) -> done under SENSORY_KEY
insert into sensory_round (session, drawn_by, drawn_at) values (:session, :account, :at)
on conflict (session) do update set drawn_by = excluded.drawn_by, drawn_at = excluded.drawn_at;

-- sensory_servings_clear(session Id) -> done under SENSORY_KEY
delete from sensory_serving where session = :session;

-- sensory_samples_clear(session Id) -> done under SENSORY_KEY
delete from sensory_sample where session = :session;

-- sensory_sample_put(session Id, code int, file Id) -> done under SENSORY_KEY
insert into sensory_sample (session, code, file) values (:session, :code, :file);

-- sensory_serving_put(session Id, seat Id, place int, code int) -> done under SENSORY_KEY
insert into sensory_serving (session, seat, place, code) values (:session, :seat, :place, :code);

-- The key itself: for the secretary, and for others once it is open.
-- sensory_key(session Id) -> many sensory_sample(code int, file Id, product Str, producer Str)
select s.code, s.file, coalesce(d.filed_name, p.name), r.name
  from sensory_sample s
  join session_file f on f.id = s.file
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where s.session = :session
 order by s.code;

-- sensory_servings(session Id) -> many sensory_serving(seat Id, name Str, department Str, place int, code int)
select v.seat, coalesce(m.name, a.name), coalesce(m.department, ''), v.place, v.code
  from sensory_serving v
  join council_session s on s.id = v.session
  join account a on a.id = v.seat
  left join council_member m on m.council = s.council and m.account = v.seat
 where v.session = :session
 order by coalesce(m.position, 3), coalesce(m.name, a.name), v.seat, v.place;

-- sensory_glasses(session Id, seat Id) -> many sensory_cup(place int, code int, look int, smell int, taste int, feel int, whole int, words Str, version int)
select v.place, v.code, coalesce(w.look, 0), coalesce(w.smell, 0), coalesce(w.taste, 0), coalesce(w.feel, 0), coalesce(w.whole, 0), coalesce(w.words, ''),
       coalesce(w.version, 0)
  from sensory_serving v
  left join sensory_answer w on w.session = v.session and w.seat = v.seat and w.code = v.code
 where v.session = :session and v.seat = :seat
 order by v.place;

-- sensory_answer_put(session Id, seat Id, code int, look int, smell int, taste int, feel int, whole int, words Str, account Id, at Time) -> done under SENSORY_TASTE
insert into sensory_answer (session, seat, code, look, smell, taste, feel, whole, words, account, saved_at, version)
values (:session, :seat, :code, :look, :smell, :taste, :feel, :whole, :words, :account, :at, 1)
on conflict (session, seat, code) do update
   set look = excluded.look, smell = excluded.smell, taste = excluded.taste, feel = excluded.feel, whole = excluded.whole, words = excluded.words,
       account = excluded.account, saved_at = excluded.saved_at, version = sensory_answer.version + 1;

-- Of one file, once the key is open; not of who must not judge it.
-- sensory_of_file(file Id) -> many sensory_said(look int, smell int, taste int, feel int, whole int, words Str)
select w.look, w.smell, w.taste, w.feel, w.whole, w.words
  from sensory_sample s
  join sensory_answer w on w.session = s.session and w.code = s.code
 where s.file = :file
   and not exists (select 1 from session_file f where f.session = s.session and f.state = 1)
   and not exists (select 1 from session_recusal x where x.file = s.file and x.account in (w.seat, w.account))
 order by w.whole desc, w.words, w.seat;

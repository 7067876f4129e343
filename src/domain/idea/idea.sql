-- idea.sql: ideas of products (đăng ký ý tưởng sản phẩm): drafts, the commune's opinion, the province's selection, the year's list.

-- idea_get(id Id) -> one idea(id Id, producer Id, producer_name Str, producer_kind int, place Id, place_text Str, year int, product Id?, name Str, set_no int, target_star int, description Str, materials Str, novelty Str, state int, due Date?, opinion int, dossier Id?, created_by Id, moved_at Time, version int)
select i.id, i.producer, r.name, r.kind, i.place, r.place_text, i.year, i.product, i.name, i.set_no, i.target_star, i.description, i.materials, i.novelty,
       i.state, i.due, i.opinion, i.dossier, i.created_by, i.moved_at, i.version
  from idea i join producer r on r.id = i.producer
 where i.id = :id;

-- ---- lists ----

-- ideas_of_producer(producer Id) -> many idea
select i.id, i.producer, r.name, r.kind, i.place, r.place_text, i.year, i.product, i.name, i.set_no, i.target_star, i.description, i.materials, i.novelty,
       i.state, i.due, i.opinion, i.dossier, i.created_by, i.moved_at, i.version
  from idea i join producer r on r.id = i.producer
 where i.producer = :producer
 order by i.year desc, i.moved_at desc, i.id;

-- what an office sees: never a draft, and what was taken back only after it had come to the office; place null: the whole province; state 0: all
-- ideas_of_year(year int, place Id?, state int, row_limit int, row_offset int) -> many idea
select i.id, i.producer, r.name, r.kind, i.place, r.place_text, i.year, i.product, i.name, i.set_no, i.target_star, i.description, i.materials, i.novelty,
       i.state, i.due, i.opinion, i.dossier, i.created_by, i.moved_at, i.version
  from idea i join producer r on r.id = i.producer
 where i.year = :year and (:place is null or i.place = :place) and i.state between 2 and 5 and (:state = 0 or i.state = :state)
 order by case when i.state in (2, 3) then 0 else 1 end, i.due, i.moved_at, i.id
 limit :row_limit offset :row_offset;

-- idea_counts(year int, place Id?, today Date) -> one idea_count(at_commune int, at_province int, selected int, not_selected int, late_commune int, late_province int, opened int)
select coalesce(sum(case when state = 2 then 1 else 0 end), 0),
       coalesce(sum(case when state = 3 then 1 else 0 end), 0),
       coalesce(sum(case when state = 4 then 1 else 0 end), 0),
       coalesce(sum(case when state = 5 then 1 else 0 end), 0),
       coalesce(sum(case when state = 2 and due < :today then 1 else 0 end), 0),
       coalesce(sum(case when state = 3 and due < :today then 1 else 0 end), 0),
       coalesce(sum(case when state = 4 and dossier is not null then 1 else 0 end), 0)
  from idea where year = :year and (:place is null or place = :place);

-- the same over all years, for the desk
-- idea_waiting(state int, place Id?, today Date) -> one idea_wait(n int, late int)
select count(*), coalesce(sum(case when due < :today then 1 else 0 end), 0)
  from idea where state = :state and (:place is null or place = :place);

-- idea_unopened(producer Id) -> one idea_n(n int)
select count(*) from idea where producer = :producer and state = 4 and dossier is null;

-- steps of the year's ideas that were ended after their last day
-- idea_late_steps(year int, place Id?) -> many idea_step(state int, n int, late int)
select m.from_state, count(*), coalesce(sum(case when (m.at + 25200000000) / 86400000000 > m.due then 1 else 0 end), 0)
  from idea_move m join idea i on i.id = m.idea
 where i.year = :year and (:place is null or i.place = :place) and m.from_state in (2, 3) and m.to_state in (3, 4, 5)
 group by m.from_state order by m.from_state;

-- idea_twice(producer Id, year int, name_fold Str, but Id) -> one idea_n
select count(*) from idea where producer = :producer and year = :year and name_fold = :name_fold and state <> 6 and id <> :but;

-- the year's list of registered products
-- idea_plan(year int) -> many idea_line(name Str, producer Str, place_text Str, unit_kind Str, unit_name Str, set_no int, target_star int, own Id?, decided_at Time)
select i.name, r.name, r.place_text, u.kind, u.name, i.set_no, i.target_star, i.product, i.moved_at
  from idea i join producer r on r.id = i.producer join unit u on u.id = i.place
 where i.year = :year and i.state = 4
 order by i.place, i.name_fold, i.id;

-- ---- writing ----

-- idea_insert(id Id, producer Id, place Id, year int, product Id?, name Str, name_fold Str, set_no int, target_star int, description Str, materials Str, novelty Str, state int, account Id, at Time) -> done under IDEA_CREATE | SYSTEM_LOAD
insert into idea (id, producer, place, year, product, name, name_fold, set_no, target_star, description, materials, novelty, state, opinion, created_by, created_at, moved_at, version)
values (:id, :producer, :place, :year, :product, :name, :name_fold, :set_no, :target_star, :description, :materials, :novelty, :state, 0, :account, :at, :at, 1);

-- idea_update(id Id, version int, year int, product Id?, name Str, name_fold Str, set_no int, target_star int, description Str, materials Str, novelty Str) -> changed under IDEA_EDIT | IDEA_SEND
update idea
   set year = :year, product = :product, name = :name, name_fold = :name_fold, set_no = :set_no, target_star = :target_star,
       description = :description, materials = :materials, novelty = :novelty, version = version + 1
 where id = :id and version = :version;

-- idea_step_put(id Id, version int, state int, due Date?, opinion int, at Time) -> changed under IDEA_SEND | IDEA_WITHDRAW | IDEA_OPINION | IDEA_SELECT | IDEA_DECLINE | SYSTEM_LOAD
update idea set state = :state, due = :due, opinion = :opinion, moved_at = :at, version = version + 1 where id = :id and version = :version;

-- idea_dossier_put(id Id, version int, dossier Id) -> changed under IDEA_OPEN
update idea set dossier = :dossier, version = version + 1 where id = :id and version = :version and dossier is null;

-- idea_move_put(id Id, idea Id, from_state int, to_state int, due Date?, account Id, note Str, at Time) -> done under IDEA_CREATE | IDEA_SEND | IDEA_WITHDRAW | IDEA_OPINION | IDEA_SELECT | IDEA_DECLINE | SYSTEM_LOAD
insert into idea_move (id, idea, from_state, to_state, due, account, note, at) values (:id, :idea, :from_state, :to_state, :due, :account, :note, :at);

-- idea_moves(idea Id) -> many idea_moved(from_state int, to_state int, due Date?, who Str, note Str, at Time)
select m.from_state, m.to_state, m.due, coalesce(a.name, ''), m.note, m.at
  from idea_move m left join account a on a.id = m.account
 where m.idea = :idea
 order by m.at, m.id;

-- drafts and what lies at a commune that has ended
-- idea_places_put(producer Id, place Id, today Date) -> done under SYSTEM_JOB | PLACE_CHOOSE
update idea set place = :place
 where producer = :producer and state in (1, 2) and place in (select id from unit where valid_to < :today);

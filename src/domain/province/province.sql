-- province.sql: the list of the province's standing agency: what is there, what waits. Dossiers with the producer appear when
-- the province itself sent them back.

-- Without a district: the province, what it has or had. With one: what lies or lay with that district's agency, passed up or not.

-- province_rows(district Id?, state int, words Str, code Str, row_limit int, row_offset int) -> many province_row(id Id, code Str?, product Str, set_no int, producer Str, place_text Str, state int, due Date?, moved_at Time, target_star int, version int, asked int, differs int)
select d.id, d.code, coalesce(d.filed_name, p.name), p.set_no, r.name, r.place_text, d.state, d.due, d.moved_at, coalesce(d.filed_star, d.target_star), d.version,
       (select count(*) from dossier_request q where q.dossier = d.id and q.closed_at is null),
       (select count(*) from commune_fact f where f.version = d.filed and f.agrees = 0)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  join unit u on u.id = d.place
 where (:state = 0 or d.state = :state or (:state = 4 and :district is not null and d.state in (5, 6)))
   and ((:district is null
         and (d.state between 4 and 8
              or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 4 and m.to_state = 3))))
        or (u.parent = :district
         and (d.state between 4 and 8 or d.state between 10 and 12
              or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 10 and m.to_state = 3)))))
   and ((:words = '' and :code = '') or (:words <> '' and (coalesce(d.filed_fold, p.name_fold) like '%' || :words || '%' or r.name_fold like '%' || :words || '%'))
        or (:code <> '' and lower(d.code) like '%' || :code || '%'))
 order by case d.state when 4 then 0 when 10 then 0 when 3 then 1 else d.state end, d.due nulls last, d.moved_at, d.id
 limit :row_limit offset :row_offset;

-- province_found(district Id?, state int, words Str, code Str) -> one province_n(n int)
select count(*)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
  join unit u on u.id = d.place
 where (:state = 0 or d.state = :state or (:state = 4 and :district is not null and d.state in (5, 6)))
   and ((:district is null
         and (d.state between 4 and 8
              or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 4 and m.to_state = 3))))
        or (u.parent = :district
         and (d.state between 4 and 8 or d.state between 10 and 12
              or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 10 and m.to_state = 3)))))
   and ((:words = '' and :code = '') or (:words <> '' and (coalesce(d.filed_fold, p.name_fold) like '%' || :words || '%' or r.name_fold like '%' || :words || '%'))
        or (:code <> '' and lower(d.code) like '%' || :code || '%'));

-- province_counts(district Id?) -> many province_count(state int, n int)
select d.state, count(*) from dossier d join unit u on u.id = d.place
 where (:district is null
        and (d.state between 4 and 8
             or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 4 and m.to_state = 3))))
    or (u.parent = :district
        and (d.state between 4 and 8 or d.state between 10 and 12
             or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 10 and m.to_state = 3))))
 group by d.state order by d.state;

-- province_wait(district Id?, today Date) -> one province_waits(n int, late int)
select count(*), coalesce(sum(case when d.due < :today then 1 else 0 end), 0) from dossier d join unit u on u.id = d.place
 where (:district is null and d.state = 4) or (u.parent = :district and d.state = 10);

-- province_differs(version Id) -> one province_n
select count(*) from commune_fact where version = :version and agrees = 0;

-- ---- what each level's council has found, one after the other ----

-- province_stages(dossier Id) -> many province_stage(file Id, session Id, session_name Str, council_id Id, council Str, tier Str, held_on Date, mean_num int, mean_den int, star int)
select f.id, s.id, s.name, c.id, c.name, coalesce(t.tier, 'province'), s.held_on, z.mean_num, z.mean_den, z.star
  from session_file f
  join score_result z on z.file = f.id
  join council_session s on s.id = f.session
  join council c on c.id = f.council
  left join council_tier t on t.council = c.id
 where f.dossier = :dossier
 order by z.at, z.file;

-- ---- when districts end ----

-- Undecided, its commune's district gone on the day: with the district, or not come so far; and at the province without a result of a
-- district's council, which came there after the districts' last day. What was passed up in time keeps its law.
-- province_left(day Date) -> many province_left_one(dossier Id, regime Str)
select d.id, d.regime
  from dossier d
  join unit u on u.id = d.place
  join unit h on h.id = u.parent
 where d.regime is not null and h.level = 2 and h.valid_to < :day
   and (d.state in (2, 3, 10, 11, 12)
        or (d.state = 4 and not exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 12)))
 order by d.id;

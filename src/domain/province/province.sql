-- province.sql: the list of the province's standing agency: what is there, what waits. Dossiers with the producer appear when
-- the province itself sent them back.

-- province_rows(state int, words Str, code Str, row_limit int, row_offset int) -> many province_row(id Id, code Str?, product Str, set_no int, producer Str, place_text Str, state int, due Date?, moved_at Time, target_star int, version int, asked int, differs int)
select d.id, d.code, coalesce(d.filed_name, p.name), p.set_no, r.name, r.place_text, d.state, d.due, d.moved_at, coalesce(d.filed_star, d.target_star), d.version,
       (select count(*) from dossier_request q where q.dossier = d.id and q.closed_at is null),
       (select count(*) from commune_fact f where f.version = d.filed and f.agrees = 0)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where (:state = 0 or d.state = :state)
   and (d.state between 4 and 8
        or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 4 and m.to_state = 3)))
   and ((:words = '' and :code = '') or (:words <> '' and (coalesce(d.filed_fold, p.name_fold) like '%' || :words || '%' or r.name_fold like '%' || :words || '%'))
        or (:code <> '' and lower(d.code) like '%' || :code || '%'))
 order by case d.state when 4 then 0 when 3 then 1 else d.state end, d.due nulls last, d.moved_at, d.id
 limit :row_limit offset :row_offset;

-- province_found(state int, words Str, code Str) -> one province_n(n int)
select count(*)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where (:state = 0 or d.state = :state)
   and (d.state between 4 and 8
        or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 4 and m.to_state = 3)))
   and ((:words = '' and :code = '') or (:words <> '' and (coalesce(d.filed_fold, p.name_fold) like '%' || :words || '%' or r.name_fold like '%' || :words || '%'))
        or (:code <> '' and lower(d.code) like '%' || :code || '%'));

-- province_counts() -> many province_count(state int, n int)
select d.state, count(*) from dossier d
 where d.state between 4 and 8
    or (d.state = 3 and exists (select 1 from dossier_move m where m.dossier = d.id and m.from_state = 4 and m.to_state = 3))
 group by d.state order by d.state;

-- province_wait(today Date) -> one province_waits(n int, late int)
select count(*), coalesce(sum(case when due < :today then 1 else 0 end), 0) from dossier where state = 4;

-- province_differs(version Id) -> one province_n
select count(*) from commune_fact where version = :version and agrees = 0;

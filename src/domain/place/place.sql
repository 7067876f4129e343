-- place.sql: administrative units.

-- place_count() -> one place_n(n int)
select count(*) from unit;

-- place_insert(id Id, code Str, name Str, kind Str, level int, parent Id?, valid_from Date, valid_to Date?, basis Str, name_en Str, name_fold Str, name_sort Str) -> done under SYSTEM_LOAD
insert into unit (id, code, name, kind, level, parent, valid_from, valid_to, basis, name_en, name_fold, name_sort)
values (:id, :code, :name, :kind, :level, :parent, :valid_from, :valid_to, :basis, :name_en, :name_fold, :name_sort);

-- place_alias_insert(unit Id, alias Str, alias_fold Str, reason Str) -> done under SYSTEM_LOAD
insert into unit_alias (unit, alias, alias_fold, reason) values (:unit, :alias, :alias_fold, :reason);

-- place_succession_insert(old Id, new Id, kind Str, day Date, needs_human bool, note Str) -> done under SYSTEM_LOAD
insert into unit_succession (old, new, kind, day, needs_human, note) values (:old, :new, :kind, :day, :needs_human, :note);

-- place_get(id Id) -> one place(id Id, code Str, name Str, kind Str, level int, parent Id?, parent_name Str, parent_code Str, valid_from Date, valid_to Date?, name_en Str)
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u left join unit p on p.id = u.parent
 where u.id = :id;

-- place_on(code Str, day Date) -> maybe place
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u left join unit p on p.id = u.parent
 where u.code = :code and u.valid_from <= :day and (u.valid_to is null or u.valid_to >= :day);

-- place_communes_on(province Str, day Date) -> many place
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u join unit p on p.id = u.parent
 where u.level = 3 and u.valid_from <= :day and (u.valid_to is null or u.valid_to >= :day) and (p.code = :province or :province = '')
 order by u.name_sort, u.code;

-- place_named(fold Str, day Date) -> many place
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u left join unit p on p.id = u.parent
 where u.level = 3 and u.valid_from <= :day and (u.valid_to is null or u.valid_to >= :day)
   and (u.name_fold = :fold or exists (select 1 from unit_alias a where a.unit = u.id and a.alias_fold = :fold))
 order by u.code;

-- place_successors(old Id) -> many place_successor(new Id, new_name Str, new_kind Str, day Date, needs_human bool, note Str)
select s.new, u.name, u.kind, s.day, s.needs_human, s.note from unit_succession s join unit u on u.id = s.new where s.old = :old order by s.day, u.code;

-- place_districts_on(day Date) -> many place
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u left join unit p on p.id = u.parent
 where u.level = 2 and u.valid_from <= :day and (u.valid_to is null or u.valid_to >= :day)
 order by u.code;

-- place_communes_of(parent Id, day Date) -> many place
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u join unit p on p.id = u.parent
 where u.level = 3 and u.parent = :parent and u.valid_from <= :day and (u.valid_to is null or u.valid_to >= :day)
 order by u.code;

-- place_ever_named(fold Str, level int) -> many place
select u.id, u.code, u.name, u.kind, u.level, u.parent, coalesce(p.name, ''), coalesce(p.code, ''), u.valid_from, u.valid_to, u.name_en
  from unit u left join unit p on p.id = u.parent
 where u.level = :level and u.name_fold = :fold
 order by u.valid_from, u.code;

-- the district of a commune, while there is one
-- place_district_on(commune Id, day Date) -> maybe place
select d.id, d.code, d.name, d.kind, d.level, d.parent, coalesce(p.name, ''), coalesce(p.code, ''), d.valid_from, d.valid_to, d.name_en
  from unit u join unit d on d.id = u.parent left join unit p on p.id = d.parent
 where u.id = :commune and d.level = 2 and d.valid_from <= :day and (d.valid_to is null or d.valid_to >= :day);

-- place_stands(id Id, day Date) -> one place_n
select count(*) from unit where id = :id and valid_from <= :day and (valid_to is null or valid_to >= :day);

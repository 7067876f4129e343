-- criteria.sql: versioned criteria sets.

-- criteria_count() -> one criteria_n(n int)
select count(*) from criteria_set;

-- criteria_set_insert(id Id, code Str, scheme Str, set_no int, revision int, name Str, name_en Str, subgroup Str, state int, from_day Date, until_day Date?, content Str, hash Hash, account Id) -> done under SYSTEM_LOAD | CRITERIA_SUPERSEDE | CRITERIA_EDIT
insert into criteria_set (id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, content, hash, edited_by, version)
values (:id, :code, :scheme, :set_no, :revision, :name, :name_en, :subgroup, :state, :from_day, :until_day, :content, :hash, :account, 1);

-- criteria_set_rows() -> many criteria_row(id Id, code Str, scheme Str, set_no int, revision int, name Str, name_en Str, subgroup Str, state int, from_day Date, until_day Date?, edited_by Id, version int)
select id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, edited_by, version
  from criteria_set order by from_day desc, set_no, revision desc;

-- criteria_set_row(id Id) -> one criteria_row
select id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, edited_by, version from criteria_set where id = :id;

-- criteria_content(id Id) -> one criteria_text_row(content Str, version int)
select content, version from criteria_set where id = :id;

-- criteria_in_force(set_no int, day Date) -> maybe criteria_row
select id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, edited_by, version
  from criteria_set
 where set_no = :set_no and state = 2 and from_day <= :day and (until_day is null or until_day >= :day)
 order by from_day desc, revision desc limit 1;

-- criteria_in_force_under(set_no int, scheme Str, day Date) -> maybe criteria_row
select id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, edited_by, version
  from criteria_set
 where set_no = :set_no and scheme = :scheme and state = 2 and from_day <= :day and (until_day is null or until_day >= :day)
 order by from_day desc, revision desc limit 1;

-- criteria_sets_in_force(day Date) -> many criteria_row
select c.id, c.code, c.scheme, c.set_no, c.revision, c.name, c.name_en, c.subgroup, c.state, c.from_day, c.until_day, c.edited_by, c.version
  from criteria_set c
 where c.state = 2 and c.from_day <= :day and (c.until_day is null or c.until_day >= :day)
   and not exists (select 1 from criteria_set d where d.set_no = c.set_no and d.state = 2 and d.from_day <= :day
                      and (d.until_day is null or d.until_day >= :day)
                      and (d.from_day > c.from_day or (d.from_day = c.from_day and d.revision > c.revision)))
 order by c.set_no;

-- criteria_draft_write(id Id, version int, content Str, hash Hash, from_day Date, account Id) -> changed under CRITERIA_EDIT
update criteria_set set content = :content, hash = :hash, from_day = :from_day, edited_by = :account, version = version + 1
 where id = :id and version = :version and state = 1;

-- criteria_publish_write(id Id, version int, content Str, hash Hash, state int, account Id, at Time) -> changed under CRITERIA_PUBLISH
update criteria_set set content = :content, hash = :hash, state = :state, published_by = :account, published_at = :at, version = version + 1
 where id = :id and version = :version and state = 1;

-- criteria_end(id Id, until_day Date) -> changed under CRITERIA_PUBLISH
update criteria_set set until_day = :until_day, version = version + 1 where id = :id;

-- criteria_older(code Str, revision int) -> maybe criteria_row
select id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, edited_by, version
  from criteria_set where code = :code and state = 2 and revision < :revision order by revision desc limit 1;

-- criteria_newest(code Str) -> maybe criteria_row
select id, code, scheme, set_no, revision, name, name_en, subgroup, state, from_day, until_day, edited_by, version
  from criteria_set where code = :code order by revision desc limit 1;

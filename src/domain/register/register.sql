-- register.sql: imports of the office register: reports, effects, undo; the register as a list.

-- register_import_insert(id Id, file_name Str, file Hash, sheet Str, row_count int, good int, state int, demo bool, made_by Id, at Time) -> done under REGISTER_IMPORT | SYSTEM_LOAD
insert into register_import (id, file_name, file, sheet, row_count, good, producers, products, recognitions, changes, state, demo, made_by, made_at, version)
values (:id, :file_name, :file, :sheet, :row_count, :good, 0, 0, 0, 0, :state, :demo, :made_by, :at, 1);

-- register_import_go(id Id, state int, made_by Id, at Time, row_count int, good int) -> changed under REGISTER_IMPORT
update register_import
   set state = :state, made_by = :made_by, made_at = :at, row_count = :row_count, good = :good, version = version + 1
 where id = :id and state = 3;

-- register_import_counts(id Id, producers int, products int, recognitions int, changes int) -> changed under REGISTER_IMPORT | SYSTEM_LOAD
update register_import set producers = :producers, products = :products, recognitions = :recognitions, changes = :changes where id = :id;

-- register_import_undone(id Id, version int, state int, account Id, at Time) -> changed under REGISTER_UNDO
update register_import set state = :state, undone_by = :account, undone_at = :at, version = version + 1
 where id = :id and version = :version and state = 1;

-- register_issue_insert(import Id, seq int, row_no int, cell Str, severity int, code Str, message Str, action Str) -> done under REGISTER_IMPORT | SYSTEM_LOAD
insert into register_issue (import, seq, row_no, cell, severity, code, message, action) values (:import, :seq, :row_no, :cell, :severity, :code, :message, :action);

-- register_issues_cut(import Id) -> done under REGISTER_IMPORT
delete from register_issue where import = :import;

-- register_row_insert(import Id, row_no int, product Id?, place_then Id?, expiry_written Date?, held bool, content Str) -> done under REGISTER_IMPORT | SYSTEM_LOAD
insert into register_row (import, row_no, product, place_then, expiry_written, held, content)
values (:import, :row_no, :product, :place_then, :expiry_written, :held, :content);

-- register_effect_insert(import Id, seq int, kind int, object Id, name Str, before Str) -> done under REGISTER_IMPORT | SYSTEM_LOAD
insert into register_effect (import, seq, kind, object, name, before) values (:import, :seq, :kind, :object, :name, :before);

-- register_past_get(id Id) -> one register_past(id Id, file_name Str, sheet Str, row_count int, good int, producers int, products int, recognitions int, changes int, state int, demo bool, made_by Id?, made_by_name Str, made_at Time, undone_at Time?, version int, file Hash)
select i.id, i.file_name, i.sheet, i.row_count, i.good, i.producers, i.products, i.recognitions, i.changes, i.state, i.demo, i.made_by,
       coalesce(a.name, ''), i.made_at, i.undone_at, i.version, i.file
  from register_import i left join account a on a.id = i.made_by
 where i.id = :id;

-- register_pasts(most int) -> many register_past
select i.id, i.file_name, i.sheet, i.row_count, i.good, i.producers, i.products, i.recognitions, i.changes, i.state, i.demo, i.made_by,
       coalesce(a.name, ''), i.made_at, i.undone_at, i.version, i.file
  from register_import i left join account a on a.id = i.made_by
 order by i.made_at desc, i.id desc limit :most;

-- register_issues_of(import Id, severity int, most int) -> many register_found(row_no int, cell Str, code Str, message Str, action Str)
select row_no, cell, code, message, action from register_issue where import = :import and severity = :severity order by seq limit :most;

-- register_issue_counts(import Id) -> many register_issue_count(severity int, n int)
select severity, count(*) from register_issue where import = :import group by severity order by severity;

-- register_effects(import Id) -> many register_effect(seq int, kind int, object Id, name Str, before Str)
select seq, kind, object, name, before from register_effect where import = :import order by seq desc;

-- register_producers_by_tax(tax_code Str) -> many register_known(id Id)
select id from producer where tax_code = :tax_code order by id;

-- register_producers_named(fold Str, kind int) -> many register_named(id Id, tax_code Str?, place_text Str)
select id, tax_code, place_text from producer where name_fold = :fold and kind = :kind order by id;

-- register_product_named(producer Id, fold Str) -> maybe register_product(id Id, group_no int, set_no int)
select id, group_no, set_no from product where producer = :producer and name_fold = :fold order by id limit 1;

-- register_hindrances(import Id) -> many register_hindrance(kind int, name Str, what Str)
select cast(1 as bigint), e.name, coalesce(d.code, '') from register_effect e join dossier d on d.product = e.object where e.import = :import and e.kind = 2
union all
select cast(2 as bigint), e.name, v.title from register_effect e join evidence v on v.producer = e.object where e.import = :import and e.kind = 1
union all
select cast(3 as bigint), e.name, a.login from register_effect e join account_role r on r.scope = e.object join account a on a.id = r.account
 where e.import = :import and e.kind = 1
union all
select cast(4 as bigint), e.name, p.name from register_effect e join product p on p.producer = e.object
 where e.import = :import and e.kind = 1
   and not exists (select 1 from register_effect x where x.import = :import and x.kind = 2 and x.object = p.id)
union all
select cast(5 as bigint), e.name, r.decision_no from register_effect e join recognition r on r.product = e.object
 where e.import = :import and e.kind = 2
   and not exists (select 1 from register_effect x where x.import = :import and x.kind = 3 and x.object = r.id)
union all
select cast(5 as bigint), r.product_name, n.decision_no
  from register_effect e join recognition r on r.id = e.object join recognition n on n.product = r.product and n.from_day > r.from_day
 where e.import = :import and e.kind = 3
   and not exists (select 1 from register_effect x where x.import = :import and x.kind = 3 and x.object = n.id)
   and not exists (select 1 from register_effect x where x.import = :import and x.kind = 2 and x.object = r.product)
union all
select cast(6 as bigint), r.product_name, r.decision_no from register_effect e join recognition r on r.id = e.object
 where e.import = :import and e.kind = 3 and (r.revoked_on is not null or r.certificate is not null
        or exists (select 1 from recognition_finding f where f.recognition = r.id))
union all
select cast(7 as bigint), e.name, i.file_name
  from register_effect e join register_effect x on x.object = e.object and x.import <> e.import
       join register_import i on i.id = x.import and i.state = 1
       join register_import m on m.id = e.import
 where e.import = :import and (i.made_at > m.made_at or (i.made_at = m.made_at and i.id > m.id));

-- In the register: recognised, or in an office workbook that was imported. What producers only draft is theirs alone.

-- register_list(words Str, group_no int, star int, status int, today Date, skip int, most int) -> many register_line(id Id, code Str, name Str, group_no int, producer Str, place_text Str, star int, from_day Date?, until_day Date?, revoked_on Date?)
select p.id, p.code, p.name, p.group_no, r.name, r.place_text, coalesce(c.star, 0), c.from_day, c.until_day, c.revoked_on
  from product p join producer r on r.id = p.producer left join recognition c on c.id = p.latest
 where (c.id is not null or exists (select 1 from register_row w join register_import i on i.id = w.import where w.product = p.id and i.state = 1))
   and (:words = '' or p.name_fold like :words or r.name_fold like :words)
   and (:group_no = 0 or p.group_no = :group_no) and (:star = 0 or c.star = :star)
   and (:status = 0
        or (:status = 1 and c.from_day <= :today and c.until_day > :today and (c.revoked_on is null or c.revoked_on > :today))
        or (:status = 2 and c.id is not null and (c.until_day <= :today or c.revoked_on <= :today))
        or (:status = 3 and c.id is null))
 order by p.name_sort, p.id limit :most offset :skip;

-- register_list_count(words Str, group_no int, star int, status int, today Date) -> one register_list_n(n int)
select count(*)
  from product p join producer r on r.id = p.producer left join recognition c on c.id = p.latest
 where (c.id is not null or exists (select 1 from register_row w join register_import i on i.id = w.import where w.product = p.id and i.state = 1))
   and (:words = '' or p.name_fold like :words or r.name_fold like :words)
   and (:group_no = 0 or p.group_no = :group_no) and (:star = 0 or c.star = :star)
   and (:status = 0
        or (:status = 1 and c.from_day <= :today and c.until_day > :today and (c.revoked_on is null or c.revoked_on > :today))
        or (:status = 2 and c.id is not null and (c.until_day <= :today or c.revoked_on <= :today))
        or (:status = 3 and c.id is null));

-- register.sql: imports of the office register.

-- register_imports(max int) -> many register_past(id Id, file_name Str, sheet Str, row_count int, good int, producers int, products int, recognitions int, changes int, state int, demo bool, made_by Id, made_by_name Str, made_at Time, undone_at Time?, version int, file Hash)
select i.id, i.file_name, i.sheet, i.row_count, i.good, i.producers, i.products, i.recognitions, i.changes, i.state, i.demo, i.made_by,
       coalesce(a.name, ''), i.made_at, i.undone_at, i.version, i.file
  from register_import i left join account a on a.id = i.made_by
 order by i.made_at desc, i.id desc limit :max;

-- lenient.sql: the closed files of a session with every sheet that counted: its statistics. All are in the order of the agenda.

-- lenient_files(session Id) -> many lenient_closed(id Id, council Id, position int, criteria Id, product_name Str, mean_num int, mean_den int, star int)
select f.id, f.council, f.position, d.criteria, coalesce(d.filed_name, p.name), z.mean_num, z.mean_den, z.star
  from session_file f
  join score_result z on z.file = f.id
  join dossier d on d.id = f.dossier
  join product p on p.id = d.product
 where f.session = :session and f.state = 2
 order by f.position, f.id;

-- lenient_sheets(session Id) -> many lenient_sheet(id Id, file Id, account Id, name Str)
select h.id, h.file, h.account, coalesce(m.name, '')
  from session_file f
  join score_result z on z.file = f.id
  join score_sheet h on h.file = f.id and h.state = 2
  left join council_member m on m.council = f.council and m.account = h.account
 where f.session = :session and f.state = 2
 order by f.position, f.id, h.id;

-- Answers as handed in (no 1) and what later versions made of them, the newest last.
-- lenient_answers(session Id) -> many lenient_answer(sheet Id, no int, item Str, choice Str)
select x.sheet, x.no, x.item, x.choice
  from (select h.id as sheet, 1 as no, a.item as item, a.choice as choice, f.position as position, f.id as file
          from session_file f
          join score_result z on z.file = f.id
          join score_sheet h on h.file = f.id and h.state = 2
          join score_answer a on a.sheet = h.id
         where f.session = :session and f.state = 2
        union all
        select h.id, v.no, c.item, c.choice, f.position, f.id
          from session_file f
          join score_result z on z.file = f.id
          join score_sheet h on h.file = f.id and h.state = 2
          join sheet_version v on v.sheet = h.id
          join sheet_change c on c.version = v.id
         where f.session = :session and f.state = 2) x
 order by x.position, x.file, x.sheet, x.no;

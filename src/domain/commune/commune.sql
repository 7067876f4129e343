-- commune.sql: the commune's list and its four findings on a frozen version.

-- ---- the list ----

-- commune_rows(place Id, state int, row_limit int, row_offset int) -> many commune_row(id Id, code Str?, product Str, set_no int, producer Str, state int, due Date?, moved_at Time, asked int, unanswered int, findings int)
select d.id, d.code, coalesce(d.filed_name, p.name), p.set_no, r.name, d.state, d.due, d.moved_at,
       (select count(*) from dossier_request q where q.dossier = d.id and q.closed_at is null),
       (select count(*) from dossier_request q where q.dossier = d.id and q.closed_at is null and q.answered_at is null),
       (select count(*) from commune_fact f where f.version = d.filed)
  from dossier d
  join product p on p.id = d.product
  join producer r on r.id = d.producer
 where d.place = :place and (d.state = :state or (:state = 4 and (d.state between 4 and 8 or d.state between 10 and 12)))
 order by d.due nulls last, d.moved_at, d.id
 limit :row_limit offset :row_offset;

-- commune_counts(place Id, today Date) -> one commune_count(waiting int, late int, returned int, forwarded int)
select coalesce(sum(case when state = 2 then 1 else 0 end), 0),
       coalesce(sum(case when state = 2 and due < :today then 1 else 0 end), 0),
       coalesce(sum(case when state = 3 then 1 else 0 end), 0),
       coalesce(sum(case when state between 4 and 8 or state between 10 and 12 then 1 else 0 end), 0)
  from dossier where place = :place;

-- ---- the findings (Mẫu 03) ----

-- the version that the commune had last: what is handed in to a council does not pass it
-- commune_version(filed Id) -> maybe commune_version(id Id)
select w.id from dossier_version v join dossier_version w on w.dossier = v.dossier and w.no <= v.no
 where v.id = :filed and not exists (select 1 from dossier_ask k where k.filed = w.id)
 order by w.no desc limit 1;

-- commune_fact_rows(dossier Id) -> many commune_fact_row(version Id, item Str, agrees bool, choice Str?, note Str, who Str, at Time)
select f.version, f.item, f.agrees, f.choice, f.note, coalesce(a.name, ''), f.at
  from commune_fact f
  join dossier_version v on v.id = f.version
  left join account a on a.id = f.account
 where v.dossier = :dossier order by v.no, f.item;

-- commune_fact_put(version Id, item Str, agrees bool, choice Str?, note Str, account Id, at Time) -> done under COMMUNE_CONFIRM
insert into commune_fact (version, item, agrees, choice, note, account, at) values (:version, :item, :agrees, :choice, :note, :account, :at)
on conflict (version, item) do update set agrees = excluded.agrees, choice = excluded.choice, note = excluded.note, account = excluded.account, at = excluded.at;

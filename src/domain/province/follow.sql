-- follow.sql: producers, and what they have under way, where a commune has ended: on to the one that has its territory.

-- whose commune has ended, with or without anything under way
-- follow_left(today Date) -> many follow_producer(id Id, name Str, version int, place Id, kind Str, place_name Str, district Str)
select r.id, r.name, r.version, r.place, u.kind, u.name, coalesce(p.name, '')
  from producer r
  join unit u on u.id = r.place
  left join unit p on p.id = u.parent
 where u.valid_to < :today
 order by u.name, u.id, r.name, r.id;

-- follow_left_count(today Date) -> one follow_n(n int)
select count(*) from producer r join unit u on u.id = r.place where u.valid_to < :today;

-- whose commune stands, but not that of a dossier or an idea that a commune still has to deal with (came back from the province)
-- follow_behind(today Date) -> many follow_one(id Id, place Id)
select r.id, r.place
  from producer r
  join unit n on n.id = r.place
 where n.valid_from <= :today and (n.valid_to is null or n.valid_to >= :today)
   and (exists (select 1 from dossier d join unit u on u.id = d.place where d.producer = r.id and d.state in (1, 2, 3) and u.valid_to < :today)
     or exists (select 1 from idea i join unit u on u.id = i.place where i.producer = r.id and i.state in (1, 2) and u.valid_to < :today))
 order by r.id;

-- follow_products(producer Id) -> many follow_product(id Id)
select id from product where producer = :producer order by id;

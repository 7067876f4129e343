-- demo.sql: the demonstration province looks for what is there already.

-- demo_state() -> one demo_counts(accounts int, real_accounts int, real_producers int)
select (select count(*) from account), (select count(*) from account where demo = 0), (select count(*) from producer where demo = 0);

-- demo_product(name_fold Str) -> maybe demo_product_row(id Id, version int)
select p.id, p.version from product p where p.name_fold = :name_fold and p.demo = 1 order by p.id limit 1;

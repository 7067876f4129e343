-- duplicate.sql: products of one producer with what their last dossier says, and what officers decided of them.

-- duplicate_products(producer Id, drafts int) -> many duplicate_product(id Id, name Str, name_fold Str, set_no int, material Str, technology Str, packing Str)
select p.id, p.name, p.name_fold, p.set_no,
       coalesce((select f.value from dossier_fact f where f.dossier = d.id and f.field = 'material'), ''),
       coalesce((select f.value from dossier_fact f where f.dossier = d.id and f.field = 'technology'), ''),
       coalesce((select f.value from dossier_fact f where f.dossier = d.id and f.field = 'packing'), '')
  from product p
  left join dossier d on d.id = (select max(x.id) from dossier x where x.product = p.id and (:drafts = 1 or x.state not in (1, 3)))
 where p.producer = :producer
   and (:drafts = 1 or p.latest is not null or exists (select 1 from dossier y where y.product = p.id and y.filed is not null))
 order by p.id;

-- duplicate_decide(id Id, product Id, other Id, same bool, reason Str, dossier Id, account Id, at Time) -> done under DUPLICATE_DECIDE
insert into duplicate_decision (id, product, other, same, reason, dossier, account, at)
values (:id, :product, :other, :same, :reason, :dossier, :account, :at);

-- duplicate_decisions(product Id) -> many duplicate_decided(product Id, other Id, same bool, reason Str, who Str, at Time)
select x.product, x.other, x.same, x.reason, coalesce(a.name, ''), x.at
  from duplicate_decision x left join account a on a.id = x.account
 where (x.product = :product or x.other = :product)
   and x.id = (select max(y.id) from duplicate_decision y where y.product = x.product and y.other = x.other)
 order by x.id;

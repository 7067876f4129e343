-- eligibility.sql: what the commune found of each condition of the plan.

-- eligibility_findings(dossier Id) -> many eligibility_finding(rule Str, verdict int, note Str, who Str, at Time)
select f.rule, f.verdict, f.note, coalesce(a.name, ''), f.at
  from eligibility_finding f left join account a on a.id = f.account
 where f.dossier = :dossier
   and f.id = (select max(x.id) from eligibility_finding x where x.dossier = f.dossier and x.rule = f.rule)
 order by f.rule;

-- eligibility_put(id Id, dossier Id, rule Str, verdict int, note Str, account Id, at Time) -> done under ELIGIBILITY_CONFIRM
insert into eligibility_finding (id, dossier, rule, verdict, note, account, at)
values (:id, :dossier, :rule, :verdict, :note, :account, :at);

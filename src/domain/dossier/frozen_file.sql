-- frozen_file.sql: who may open the files of a frozen version besides those the dossier itself names.

-- dossier_council_of(dossier Id, account Id) -> maybe dossier_council(council Id, recused bool, declared bool)
select f.council, case when exists (select 1 from session_recusal r where r.file = f.id and r.account = :account)
                      or exists (select 1 from conflict_hit h where h.file = f.id and h.account = :account and h.state = 1) then 1 else 0 end,
       case when exists (select 1 from file_declaration e where e.file = f.id and e.account = :account) then 1 else 0 end
  from session_file f join council_member m on m.council = f.council and m.account = :account
 where f.dossier = :dossier order by f.id desc limit 1;

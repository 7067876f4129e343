-- frozen_file.sql: who may open the files of a frozen version besides those the dossier itself names.

-- dossier_council_of(dossier Id, account Id) -> maybe dossier_council(council Id, recused bool)
select f.council, case when exists (select 1 from session_recusal r where r.file = f.id and r.account = :account) then 1 else 0 end
  from session_file f join council_member m on m.council = f.council and m.account = :account
 where f.dossier = :dossier order by f.id desc limit 1;

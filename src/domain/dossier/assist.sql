-- assist.sql: dossiers filled in with the help of an officer, and the producer's word on them.

-- dossier_help_get(dossier Id, account Id?) -> one dossier_help(helpers int, mine int, assented int)
select (select count(*) from dossier_assist where dossier = :dossier),
       (select count(*) from dossier_assist where dossier = :dossier and account = :account),
       coalesce((select a.version from dossier_assent a where a.dossier = :dossier order by a.id desc limit 1), 0);

-- dossier_assist_put(dossier Id, account Id, at Time) -> done under DOSSIER_ASSIST | SYSTEM_LOAD
insert into dossier_assist (dossier, account, first_at, last_at) values (:dossier, :account, :at, :at)
on conflict (dossier, account) do update set last_at = excluded.last_at;

-- the producer's papers that the account may use in the draft: all of them; whoever helps, those that
-- helpers of this draft added and those that stand in it
-- dossier_usable(producer Id, dossier Id, account Id?) -> many dossier_usable_paper(id Id)
select e.id from evidence e
 where e.producer = :producer and e.removed = 0
   and (not exists (select 1 from dossier_assist s where s.dossier = :dossier and s.account = :account)
        or exists (select 1 from dossier_assist s where s.dossier = :dossier and s.account = e.added_by)
        or exists (select 1 from dossier_evidence l where l.dossier = :dossier and l.evidence = e.id))
 order by e.id;

-- dossier_assists(dossier Id) -> many dossier_helper(account Id, who Str, at Time)
select s.account, coalesce(a.name, ''), s.first_at
  from dossier_assist s left join account a on a.id = s.account
 where s.dossier = :dossier order by s.first_at, s.account;

-- dossier_assent_put(id Id, dossier Id, version int, kind int, file Blob?, file_name Str?, signer Str, account Id, at Time) -> done under DOSSIER_ASSENT | DOSSIER_ASSENT_PAPER | SYSTEM_LOAD
insert into dossier_assent (id, dossier, version, kind, file, file_name, signer, account, at)
values (:id, :dossier, :version, :kind, :file, :file_name, :signer, :account, :at);

-- dossier_assents(dossier Id) -> many dossier_assent(id Id, version int, kind int, file Blob?, file_name Str?, signer Str, who Str, at Time)
select s.id, s.version, s.kind, s.file, s.file_name, s.signer, coalesce(a.name, ''), s.at
  from dossier_assent s left join account a on a.id = s.account
 where s.dossier = :dossier order by s.id;

-- the producers an officer may help: those of the commune
-- dossier_producers_of(place Id) -> many dossier_helped_producer(id Id, name Str, kind int)
select id, name, kind from producer where place = :place order by name_sort, id;

-- dossier_helped_by(account Id, place Id) -> many dossier_helped(id Id, product Str, producer Str, state int, at Time)
select d.id, p.name, r.name, d.state, s.last_at
  from dossier_assist s join dossier d on d.id = s.dossier join product p on p.id = d.product join producer r on r.id = d.producer
 where s.account = :account and d.place = :place
 order by d.moved_at desc, d.id;

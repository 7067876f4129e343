-- rescore.sql: a supplement while the council scores: its rule, later versions of the dossier on the table, and what sheets are asked to look at again.

-- ask_rule_of(council Id) -> one ask_rule(may_ask bool, days int)
select coalesce((select may_ask from council_ask_rule where council = :council), 1),
       coalesce((select days from council_ask_rule where council = :council), 3);

-- ask_rule_put(council Id, may_ask bool, days int) -> done under COUNCIL_MANAGE
insert into council_ask_rule (council, may_ask, days) values (:council, :may_ask, :days)
on conflict (council) do update set may_ask = excluded.may_ask, days = excluded.days;

-- ---- versions on the table ----

-- the version on the table now
-- file_version_of(file Id) -> one file_version(id Id, no int, hash Blob, submitted_at Time)
select v.id, v.no, v.hash, v.submitted_at from session_file f join dossier_version v on v.id = f.filed where f.id = :file;

-- dossier_version_head(id Id) -> one file_version
select v.id, v.no, v.hash, v.submitted_at from dossier_version v where v.id = :id;

-- file_laids(file Id) -> many file_laid(id Id, no int, before_no int, filed Id, filed_no int, who Str, at Time)
select l.id, l.no, b.no, l.filed, v.no, coalesce(a.name, ''), l.at
  from file_laid l
  join dossier_version b on b.id = l.before
  join dossier_version v on v.id = l.filed
  left join account a on a.id = l.account
 where l.file = :file order by l.no;

-- file_laid_items(file Id) -> many file_laid_item(laid Id, item Str, why int)
select i.laid, i.item, i.why from file_laid_item i join file_laid l on l.id = i.laid where l.file = :file order by l.no, i.item;

-- file_laid_insert(id Id, file Id, no int, before Id, filed Id, account Id, at Time) -> done under FILE_LAY
insert into file_laid (id, file, no, before, filed, account, at) values (:id, :file, :no, :before, :filed, :account, :at);

-- file_laid_item_put(laid Id, item Str, why int) -> done under FILE_LAY
insert into file_laid_item (laid, item, why) values (:laid, :item, :why);

-- session_file_lay(id Id, version int, filed Id) -> changed under FILE_LAY
update session_file set filed = :filed, version = version + 1 where id = :id and version = :version and state = 1;

-- ---- what sheets are asked ----

-- every sheet handed in, and drafts that already say something on the item
-- sheet_recheck_put(laid Id, item Str) -> done under FILE_LAY
insert into sheet_recheck (sheet, laid, item)
select h.id, l.id, i.item
  from file_laid l
  join file_laid_item i on i.laid = l.id
  join score_sheet h on h.file = l.file
 where l.id = :laid and i.item = :item
   and (h.state = 2 or exists (select 1 from score_answer a where a.sheet = h.id and a.item = i.item and a.choice <> ''));

-- pages of drafts shown before are old ones
-- sheet_drafts_turn(file Id) -> done under FILE_LAY
update score_sheet set version = version + 1 where file = :file and state = 1;

-- sheet_rechecks(sheet Id) -> many sheet_recheck(item Str, laid Id, why int)
select r.item, r.laid, i.why
  from sheet_recheck r
  join file_laid l on l.id = r.laid
  join file_laid_item i on i.laid = r.laid and i.item = r.item
 where r.sheet = :sheet and r.done_at is null
 order by r.item, l.no;

-- sheet_recheck_count(sheet Id) -> one sheet_recheck_n(n int)
select count(*) from sheet_recheck where sheet = :sheet and done_at is null;

-- sheets handed in of a file that wait, by criterion; whoever is recused since is not waited for
-- file_rechecks(file Id) -> many file_recheck(item Str)
select distinct r.item
  from sheet_recheck r join score_sheet h on h.id = r.sheet
 where h.file = :file and h.state = 2 and r.done_at is null
   and not exists (select 1 from session_recusal x where x.file = h.file and x.account = h.account);

-- sheet_recheck_done(sheet Id, item Str, at Time) -> done under SHEET_RESCORE | SHEET_SCORE | SHEET_SUBMIT | SHEET_OFFLINE
update sheet_recheck set done_at = :at where sheet = :sheet and item = :item and done_at is null;

-- sheet_rescore_insert(id Id, sheet Id, no int, filed Id, commitment Hash, nonce Blob, at Time) -> done under SHEET_RESCORE
insert into sheet_rescore (id, sheet, no, filed, commitment, nonce, at) values (:id, :sheet, :no, :filed, :commitment, :nonce, :at);

-- sheet_rescore_item_put(version Id, item Str, choice Str, note Str, kept bool) -> done under SHEET_RESCORE
insert into sheet_rescore_item (version, item, choice, note, kept) values (:version, :item, :choice, :note, :kept);

-- the version a sheet was scored on: of its last rescoring, else the one it was handed in on; and what it waits for
-- sheet_basis_of(sheet Id) -> one sheet_basis(no int, hash Blob, waits int)
select v.no, v.hash, (select count(*) from sheet_recheck r where r.sheet = h.id and r.done_at is null)
  from score_sheet h
  join session_file f on f.id = h.file
  join dossier_version v on v.id = coalesce((select s.filed from sheet_rescore s where s.sheet = h.id and s.no = (select max(l.no) from sheet_rescore l where l.sheet = h.id)),
                                            h.filed,
                                            (select l.before from file_laid l where l.file = f.id and l.no = 1), f.filed)
 where h.id = :sheet;

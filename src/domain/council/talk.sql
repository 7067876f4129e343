-- talk.sql: after the sheets are in: discussions of sheets far apart, later versions of a sheet, closing statements.

-- talk_rule_of(council Id) -> one talk_rule(close_apart bool)
select coalesce((select close_apart from council_talk_rule where council = :council), 1);

-- talk_rule_put(council Id, close_apart bool) -> done under COUNCIL_MANAGE
insert into council_talk_rule (council, close_apart) values (:council, :close_apart)
on conflict (council) do update set close_apart = excluded.close_apart;

-- ---- discussions ----

-- talk_insert(id Id, file Id, no int, words Str, account Id, at Time) -> done under TALK_RECORD | SYSTEM_LOAD
insert into file_talk (id, file, no, words, account, at) values (:id, :file, :no, :words, :account, :at);

-- talk_item_put(talk Id, item Str) -> done under TALK_RECORD | SYSTEM_LOAD
insert into file_talk_item (talk, item) values (:talk, :item);

-- talk_present_put(talk Id, account Id) -> done under TALK_RECORD | SYSTEM_LOAD
insert into file_talk_present (talk, account) values (:talk, :account);

-- talk_pair_put(talk Id, sheet_a Id, sheet_b Id, total_a int, total_b int) -> done under TALK_RECORD | SYSTEM_LOAD
insert into file_talk_pair (talk, sheet_a, sheet_b, total_a, total_b) values (:talk, :sheet_a, :sheet_b, :total_a, :total_b);

-- talks_of(file Id) -> many talk(id Id, no int, words Str, name Str, at Time)
select t.id, t.no, t.words, a.name, t.at from file_talk t join account a on a.id = t.account where t.file = :file order by t.no;

-- talk_items_of(file Id) -> many talk_item(talk Id, item Str)
select i.talk, i.item from file_talk_item i join file_talk t on t.id = i.talk where t.file = :file order by t.no, i.item;

-- talk_presents_of(file Id) -> many talk_present(talk Id, name Str)
select p.talk, coalesce(m.name, '')
  from file_talk_present p
  join file_talk t on t.id = p.talk
  join session_file f on f.id = t.file
  left join council_member m on m.council = f.council and m.account = p.account
 where t.file = :file
 order by t.no, coalesce(m.position, 3), coalesce(m.name, ''), p.account;

-- talk_pairs_of(file Id) -> many talk_pair(talk Id, sheet_a Id, sheet_b Id, total_a int, total_b int)
select p.talk, p.sheet_a, p.sheet_b, p.total_a, p.total_b
  from file_talk_pair p join file_talk t on t.id = p.talk where t.file = :file order by t.no, p.sheet_a, p.sheet_b;

-- The criteria open now are those of the last discussion.
-- talk_open_of(file Id) -> one talk_open(items int)
select count(*)
  from file_talk_item i
  join file_talk t on t.id = i.talk
 where t.file = :file and t.no = (select max(l.no) from file_talk l where l.file = :file);

-- ---- versions ----

-- sheet_version_insert(id Id, sheet Id, no int, talk Id, commitment Hash, nonce Blob, at Time) -> done under SHEET_REVISE
insert into sheet_version (id, sheet, no, talk, commitment, nonce, at) values (:id, :sheet, :no, :talk, :commitment, :nonce, :at);

-- sheet_change_put(version Id, item Str, choice Str, note Str, reason Str) -> done under SHEET_REVISE
insert into sheet_change (version, item, choice, note, reason) values (:version, :item, :choice, :note, :reason);

-- After a discussion (talk), or after a later version of the dossier came on the table (filed_no, dossier: its number and hash).
-- sheet_versions_of(file Id) -> many sheet_version(id Id, sheet Id, no int, talk Id?, talk_no int, filed_no int, dossier Blob?, commitment Blob, nonce Blob, at Time)
select x.id, x.sheet, x.no, x.talk, x.talk_no, coalesce(d.no, 0), d.hash, x.commitment, x.nonce, x.at
  from (select v.id, v.sheet, v.no, v.talk, t.no as talk_no, null as filed, v.commitment, v.nonce, v.at
          from sheet_version v join score_sheet s on s.id = v.sheet join file_talk t on t.id = v.talk
         where s.file = :file
         union all
        select r.id, r.sheet, r.no, null, 0, r.filed, r.commitment, r.nonce, r.at
          from sheet_rescore r join score_sheet s on s.id = r.sheet
         where s.file = :file) x
  left join dossier_version d on d.id = x.filed
 order by x.sheet, x.no;

-- kept: looked at again, and the score stays
-- sheet_changes_of(file Id) -> many sheet_change(version Id, item Str, choice Str, note Str, reason Str, kept bool)
select x.version, x.item, x.choice, x.note, x.reason, x.kept
  from (select v.sheet, v.no, c.version, c.item, c.choice, c.note, c.reason, 0 as kept
          from sheet_change c join sheet_version v on v.id = c.version join score_sheet s on s.id = v.sheet
         where s.file = :file
         union all
        select r.sheet, r.no, i.version, i.item, i.choice, i.note, '', i.kept
          from sheet_rescore_item i join sheet_rescore r on r.id = i.version join score_sheet s on s.id = r.sheet
         where s.file = :file) x
 order by x.sheet, x.no, x.item;

-- ---- closing though apart ----

-- file_statement_put(file Id, words Str, account Id, at Time) -> done under FILE_CLOSE
insert into file_statement (file, words, account, at) values (:file, :words, :account, :at);

-- file_statement_of(file Id) -> maybe file_statement(words Str, name Str, at Time)
select s.words, a.name, s.at from file_statement s join account a on a.id = s.account where s.file = :file;

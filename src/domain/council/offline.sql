-- offline.sql: a member's sheets as a workbook: what was sent back.

-- offline_set_hash(id Id) -> one offline_hash(hash Hash)
select hash from criteria_set where id = :id;

-- offline_upload_insert(id Id, session Id, account Id, file Hash, name Str, at Time) -> done under SHEET_OFFLINE
insert into sheet_upload (id, session, account, file, name, at) values (:id, :session, :account, :file, :name, :at);

-- offline_upload_get(id Id, session Id, account Id) -> one offline_upload(id Id, file Hash, name Str, at Time, stored_at Time?, sheets int)
select id, file, name, at, stored_at, sheets from sheet_upload where id = :id and session = :session and account = :account;

-- offline_uploads_of(session Id, account Id) -> many offline_upload
select id, file, name, at, stored_at, sheets from sheet_upload where session = :session and account = :account order by at desc, id desc limit 20;

-- offline_upload_stored(id Id, account Id, sheets int, at Time) -> changed under SHEET_OFFLINE
update sheet_upload set stored_at = :at, sheets = sheets + :sheets where id = :id and account = :account;

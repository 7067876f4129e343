-- 0018_sheetwork: the council's sheets outside the ordinary page.

-- a workbook with the own sheets of a session as its member sent it back; what it says is read again from the file each time
CREATE TABLE sheet_upload (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  account INTEGER NOT NULL REFERENCES account (id), -- who sent it; nobody else sees it
  file BLOB NOT NULL CHECK (length(file) = 32),     -- SHA-256 of the workbook in the storage
  name TEXT NOT NULL CHECK (length(name) > 0),
  at INTEGER NOT NULL,
  stored_at INTEGER,                                -- drafts were written out of it; NULL: only looked at
  sheets INTEGER NOT NULL DEFAULT 0                 -- how many
) STRICT;
CREATE INDEX sheet_upload_account ON sheet_upload (account, session);
-- @sqlite
CREATE TRIGGER sheet_upload_u BEFORE UPDATE ON sheet_upload
WHEN NEW.id <> OLD.id OR NEW.session <> OLD.session OR NEW.account <> OLD.account OR NEW.file <> OLD.file OR NEW.name <> OLD.name OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'sent'); END;
CREATE TRIGGER sheet_upload_d BEFORE DELETE ON sheet_upload BEGIN SELECT RAISE(ABORT, 'sent'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_sheet_sent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.id, NEW.session, NEW.account, NEW.file, NEW.name, NEW.at) IS DISTINCT FROM (OLD.id, OLD.session, OLD.account, OLD.file, OLD.name, OLD.at) THEN
    RAISE EXCEPTION 'sent';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sheet_upload_stays BEFORE UPDATE OR DELETE ON sheet_upload FOR EACH ROW EXECUTE FUNCTION ocop_sheet_sent();
-- @end

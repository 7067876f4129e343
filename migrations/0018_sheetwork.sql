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

-- a tasting of coded samples in a session: who matches code and product is the secretary's secret until every file of the session is closed
CREATE TABLE sensory_round (
  session INTEGER PRIMARY KEY REFERENCES council_session (id),
  drawn_by INTEGER NOT NULL REFERENCES account (id),
  drawn_at INTEGER NOT NULL
) STRICT;
CREATE TABLE sensory_sample ( -- the key
  session INTEGER NOT NULL REFERENCES sensory_round (session),
  code INTEGER NOT NULL CHECK (code BETWEEN 100 AND 999),
  file INTEGER NOT NULL UNIQUE REFERENCES session_file (id),
  PRIMARY KEY (session, code)
) STRICT;
CREATE TABLE sensory_serving ( -- in which order a seat tastes
  session INTEGER NOT NULL,
  seat INTEGER NOT NULL REFERENCES account (id),
  place INTEGER NOT NULL CHECK (place > 0),
  code INTEGER NOT NULL,
  PRIMARY KEY (session, seat, place),
  UNIQUE (session, seat, code),
  FOREIGN KEY (session, code) REFERENCES sensory_sample (session, code)
) STRICT;
CREATE TABLE sensory_answer ( -- marks 1 to 9, 0: none; never part of a result
  session INTEGER NOT NULL,
  seat INTEGER NOT NULL,
  code INTEGER NOT NULL,
  look INTEGER NOT NULL CHECK (look BETWEEN 0 AND 9),
  smell INTEGER NOT NULL CHECK (smell BETWEEN 0 AND 9),
  taste INTEGER NOT NULL CHECK (taste BETWEEN 0 AND 9),
  feel INTEGER NOT NULL CHECK (feel BETWEEN 0 AND 9),
  whole INTEGER NOT NULL CHECK (whole BETWEEN 0 AND 9),
  words TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id), -- who wrote it, for the seat
  saved_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (session, seat, code),
  FOREIGN KEY (session, seat, code) REFERENCES sensory_serving (session, seat, code)
) STRICT;
-- @sqlite
CREATE TRIGGER sensory_sample_u BEFORE UPDATE ON sensory_sample BEGIN SELECT RAISE(ABORT, 'drawn'); END;
CREATE TRIGGER sensory_answer_i BEFORE INSERT ON sensory_answer
WHEN NOT EXISTS (SELECT 1 FROM session_file f WHERE f.session = NEW.session AND f.state = 1) BEGIN SELECT RAISE(ABORT, 'opened'); END;
CREATE TRIGGER sensory_answer_u BEFORE UPDATE ON sensory_answer
WHEN NOT EXISTS (SELECT 1 FROM session_file f WHERE f.session = NEW.session AND f.state = 1) BEGIN SELECT RAISE(ABORT, 'opened'); END;
CREATE TRIGGER sensory_answer_d BEFORE DELETE ON sensory_answer BEGIN SELECT RAISE(ABORT, 'tasted'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_sensory_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'drawn';
END $$;
CREATE FUNCTION ocop_sensory_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'tasted';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM session_file f WHERE f.session = NEW.session AND f.state = 1) THEN
    RAISE EXCEPTION 'opened';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sensory_sample_stays BEFORE UPDATE ON sensory_sample FOR EACH ROW EXECUTE FUNCTION ocop_sensory_drawn();
CREATE TRIGGER sensory_answer_open BEFORE INSERT OR UPDATE OR DELETE ON sensory_answer FOR EACH ROW EXECUTE FUNCTION ocop_sensory_open();
-- @end

-- 0013_review: what happens after the sheets are in: discussions of sheets far apart, later versions of a sheet, the
-- statement with which a file is closed though its sheets stay apart.

-- may a file be closed while sheets stay apart, once they were discussed; no row: yes
CREATE TABLE council_talk_rule (
  council INTEGER PRIMARY KEY REFERENCES council (id),
  close_apart INTEGER NOT NULL CHECK (close_apart IN (0, 1))
) STRICT;

-- a discussion of the council, by the word of the secretary or the chair
CREATE TABLE file_talk (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES session_file (id),
  no INTEGER NOT NULL CHECK (no > 0),         -- 1, 2, ... of the file
  words TEXT NOT NULL CHECK (length(words) > 0),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  UNIQUE (file, no)
) STRICT;
-- criteria it opened for scoring again; those of the last discussion are open
CREATE TABLE file_talk_item (
  talk INTEGER NOT NULL REFERENCES file_talk (id),
  item TEXT NOT NULL,
  PRIMARY KEY (talk, item)
) STRICT;
CREATE TABLE file_talk_present (
  talk INTEGER NOT NULL REFERENCES file_talk (id),
  account INTEGER NOT NULL REFERENCES account (id),
  PRIMARY KEY (talk, account)
) STRICT;
-- the sheets too far apart that it was about, with their totals of then
CREATE TABLE file_talk_pair (
  talk INTEGER NOT NULL REFERENCES file_talk (id),
  sheet_a INTEGER NOT NULL REFERENCES score_sheet (id),
  sheet_b INTEGER NOT NULL REFERENCES score_sheet (id),
  total_a INTEGER NOT NULL,
  total_b INTEGER NOT NULL,
  PRIMARY KEY (talk, sheet_a, sheet_b),
  CHECK (sheet_a < sheet_b)
) STRICT;

-- versions of a sheet after the one handed in first (which stays in score_sheet); the last counts
CREATE TABLE sheet_version (
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES score_sheet (id),
  no INTEGER NOT NULL CHECK (no > 1),         -- 2, 3, ...
  talk INTEGER NOT NULL REFERENCES file_talk (id), -- that opened the criteria
  commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256 of nonce, the commitment before and the changes
  nonce BLOB NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (sheet, no)
) STRICT;
CREATE TABLE sheet_change (
  version INTEGER NOT NULL REFERENCES sheet_version (id),
  item TEXT NOT NULL,
  choice TEXT NOT NULL,
  note TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  PRIMARY KEY (version, item)
) STRICT;

-- why the council closed a file whose sheets stayed apart
CREATE TABLE file_statement (
  file INTEGER PRIMARY KEY REFERENCES session_file (id),
  words TEXT NOT NULL CHECK (length(words) > 0),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;

-- all of it stays; nothing comes after closing
-- @sqlite
CREATE TRIGGER file_talk_u BEFORE UPDATE ON file_talk BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_d BEFORE DELETE ON file_talk BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_i BEFORE INSERT ON file_talk
WHEN (SELECT state FROM session_file WHERE id = NEW.file) = 2 BEGIN SELECT RAISE(ABORT, 'closed'); END;
CREATE TRIGGER file_talk_item_u BEFORE UPDATE ON file_talk_item BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_item_d BEFORE DELETE ON file_talk_item BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_present_u BEFORE UPDATE ON file_talk_present BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_present_d BEFORE DELETE ON file_talk_present BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_pair_u BEFORE UPDATE ON file_talk_pair BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_talk_pair_d BEFORE DELETE ON file_talk_pair BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_version_u BEFORE UPDATE ON sheet_version BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_version_d BEFORE DELETE ON sheet_version BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_version_i BEFORE INSERT ON sheet_version
WHEN (SELECT f.state FROM score_sheet s JOIN session_file f ON f.id = s.file WHERE s.id = NEW.sheet) = 2
BEGIN SELECT RAISE(ABORT, 'closed'); END;
CREATE TRIGGER sheet_change_u BEFORE UPDATE ON sheet_change BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_change_d BEFORE DELETE ON sheet_change BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_statement_u BEFORE UPDATE ON file_statement BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_statement_d BEFORE DELETE ON file_statement BEGIN SELECT RAISE(ABORT, 'frozen'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_talk_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM session_file WHERE id = NEW.file) = 2 THEN
    RAISE EXCEPTION 'closed';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_version_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT f.state FROM score_sheet s JOIN session_file f ON f.id = s.file WHERE s.id = NEW.sheet) = 2 THEN
    RAISE EXCEPTION 'closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_talk_open BEFORE INSERT ON file_talk FOR EACH ROW EXECUTE FUNCTION ocop_talk_open();
CREATE TRIGGER sheet_version_open BEFORE INSERT ON sheet_version FOR EACH ROW EXECUTE FUNCTION ocop_version_open();
CREATE TRIGGER file_talk_frozen BEFORE UPDATE OR DELETE ON file_talk FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER file_talk_item_frozen BEFORE UPDATE OR DELETE ON file_talk_item FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER file_talk_present_frozen BEFORE UPDATE OR DELETE ON file_talk_present FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER file_talk_pair_frozen BEFORE UPDATE OR DELETE ON file_talk_pair FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER sheet_version_frozen BEFORE UPDATE OR DELETE ON sheet_version FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER sheet_change_frozen BEFORE UPDATE OR DELETE ON sheet_change FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER file_statement_frozen BEFORE UPDATE OR DELETE ON file_statement FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
-- @end

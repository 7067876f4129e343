-- 0021_rescore: while a council scores, its secretary may ask the producer for more; what the producer hands in is a new
-- version of the dossier; once it lies on the table, only the criteria whose evidence changed are scored again.

-- may a council ask, and how many working days it gives; no row: yes, 3 (enum in rescore.h; the legal ground is unverified)
CREATE TABLE council_ask_rule (
  council INTEGER PRIMARY KEY REFERENCES council (id),
  may_ask INTEGER NOT NULL CHECK (may_ask IN (0, 1)),
  days INTEGER NOT NULL CHECK (days BETWEEN 1 AND 60)
) STRICT;

-- a round of requests of a council: open until the producer hands in or the secretary calls it off; over after its last day
CREATE TABLE dossier_ask (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  no INTEGER NOT NULL CHECK (no > 0),         -- 1, 2, ... of the dossier
  until_day INTEGER NOT NULL,                 -- last day
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by INTEGER,                           -- nobody when the program itself ended it
  filed INTEGER REFERENCES dossier_version (id), -- what was handed in; NULL and ended: called off
  UNIQUE (dossier, no),
  CHECK (filed IS NULL OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX dossier_ask_open ON dossier_ask (dossier) WHERE ended_at IS NULL;
CREATE TABLE dossier_ask_request ( -- its numbered requests
  request INTEGER PRIMARY KEY REFERENCES dossier_request (id),
  ask INTEGER NOT NULL REFERENCES dossier_ask (id)
) STRICT;
CREATE INDEX dossier_ask_request_ask ON dossier_ask_request (ask);

-- a later version of the dossier on the table; the first is the one the file was put there with
CREATE TABLE file_laid (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES session_file (id),
  no INTEGER NOT NULL CHECK (no > 0),         -- 1, 2, ... of the file
  before INTEGER NOT NULL REFERENCES dossier_version (id),
  filed INTEGER NOT NULL REFERENCES dossier_version (id),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  UNIQUE (file, no)
) STRICT;
CREATE TABLE file_laid_item ( -- criteria whose evidence differs between the two
  laid INTEGER NOT NULL REFERENCES file_laid (id),
  item TEXT NOT NULL,
  why INTEGER NOT NULL CHECK (why > 0),       -- bits of enum dossier_basis
  PRIMARY KEY (laid, item)
) STRICT;

-- which version of the dossier a sheet was handed in on (a draft: was last saved on); NULL: before there was more than one
ALTER TABLE score_sheet ADD COLUMN filed INTEGER REFERENCES dossier_version (id);
-- what a sheet begun or handed in is asked to look at again, and when its member did
CREATE TABLE sheet_recheck (
  sheet INTEGER NOT NULL REFERENCES score_sheet (id),
  laid INTEGER NOT NULL REFERENCES file_laid (id),
  item TEXT NOT NULL,
  done_at INTEGER,
  PRIMARY KEY (sheet, laid, item)
) STRICT;
-- versions of a sheet that come from that; with those of sheet_version they are one row of numbers
CREATE TABLE sheet_rescore (
  id INTEGER PRIMARY KEY,
  sheet INTEGER NOT NULL REFERENCES score_sheet (id),
  no INTEGER NOT NULL CHECK (no > 1),
  filed INTEGER NOT NULL REFERENCES dossier_version (id), -- the version of the dossier it is about
  commitment BLOB NOT NULL CHECK (length(commitment) = 32), -- SHA-256 of nonce, the commitment before, the dossier's hash and the words
  nonce BLOB NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (sheet, no)
) STRICT;
CREATE TABLE sheet_rescore_item (
  version INTEGER NOT NULL REFERENCES sheet_rescore (id),
  item TEXT NOT NULL,
  choice TEXT NOT NULL,
  note TEXT NOT NULL,
  kept INTEGER NOT NULL CHECK (kept IN (0, 1)), -- the member's word: the score stays
  PRIMARY KEY (version, item)
) STRICT;

-- all of it stays; nothing comes after closing
-- @sqlite
CREATE TRIGGER dossier_ask_u BEFORE UPDATE ON dossier_ask
WHEN OLD.ended_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.dossier <> OLD.dossier OR NEW.no <> OLD.no OR NEW.until_day <> OLD.until_day
BEGIN SELECT RAISE(ABORT, 'asked'); END;
CREATE TRIGGER dossier_ask_d BEFORE DELETE ON dossier_ask BEGIN SELECT RAISE(ABORT, 'asked'); END;
CREATE TRIGGER dossier_ask_request_u BEFORE UPDATE ON dossier_ask_request BEGIN SELECT RAISE(ABORT, 'asked'); END;
CREATE TRIGGER dossier_ask_request_d BEFORE DELETE ON dossier_ask_request BEGIN SELECT RAISE(ABORT, 'asked'); END;
CREATE TRIGGER file_laid_u BEFORE UPDATE ON file_laid BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_laid_d BEFORE DELETE ON file_laid BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_laid_i BEFORE INSERT ON file_laid
WHEN (SELECT state FROM session_file WHERE id = NEW.file) = 2 BEGIN SELECT RAISE(ABORT, 'closed'); END;
CREATE TRIGGER file_laid_item_u BEFORE UPDATE ON file_laid_item BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER file_laid_item_d BEFORE DELETE ON file_laid_item BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_recheck_u BEFORE UPDATE ON sheet_recheck
WHEN OLD.done_at IS NOT NULL OR NEW.sheet <> OLD.sheet OR NEW.laid <> OLD.laid OR NEW.item <> OLD.item
BEGIN SELECT RAISE(ABORT, 'looked at'); END;
CREATE TRIGGER sheet_recheck_d BEFORE DELETE ON sheet_recheck BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_rescore_u BEFORE UPDATE ON sheet_rescore BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_rescore_d BEFORE DELETE ON sheet_rescore BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_rescore_i BEFORE INSERT ON sheet_rescore
WHEN (SELECT f.state FROM score_sheet s JOIN session_file f ON f.id = s.file WHERE s.id = NEW.sheet) = 2
BEGIN SELECT RAISE(ABORT, 'closed'); END;
CREATE TRIGGER sheet_rescore_item_u BEFORE UPDATE ON sheet_rescore_item BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER sheet_rescore_item_d BEFORE DELETE ON sheet_rescore_item BEGIN SELECT RAISE(ABORT, 'frozen'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_ask_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
     OR (NEW.id, NEW.dossier, NEW.no, NEW.until_day) IS DISTINCT FROM (OLD.id, OLD.dossier, OLD.no, OLD.until_day) THEN
    RAISE EXCEPTION 'asked';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_recheck_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.done_at IS NOT NULL OR (NEW.sheet, NEW.laid, NEW.item) IS DISTINCT FROM (OLD.sheet, OLD.laid, OLD.item) THEN
    RAISE EXCEPTION 'looked at';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dossier_ask_stays BEFORE UPDATE OR DELETE ON dossier_ask FOR EACH ROW EXECUTE FUNCTION ocop_ask_stays();
CREATE TRIGGER dossier_ask_request_stays BEFORE UPDATE OR DELETE ON dossier_ask_request FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER file_laid_frozen BEFORE UPDATE OR DELETE ON file_laid FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER file_laid_open BEFORE INSERT ON file_laid FOR EACH ROW EXECUTE FUNCTION ocop_talk_open();
CREATE TRIGGER file_laid_item_frozen BEFORE UPDATE OR DELETE ON file_laid_item FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER sheet_recheck_stays BEFORE UPDATE OR DELETE ON sheet_recheck FOR EACH ROW EXECUTE FUNCTION ocop_recheck_stays();
CREATE TRIGGER sheet_rescore_frozen BEFORE UPDATE OR DELETE ON sheet_rescore FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER sheet_rescore_open BEFORE INSERT ON sheet_rescore FOR EACH ROW EXECUTE FUNCTION ocop_version_open();
CREATE TRIGGER sheet_rescore_item_frozen BEFORE UPDATE OR DELETE ON sheet_rescore_item FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
-- @end

-- 0016_upload: files of a dossier that come in pieces over a bad line (tus 1.0), or page by page as photographs.

-- one file on its way: whose, for which paper of which dossier, and how much of it has come; what is said of the paper is checked
-- before the first piece. Of the pieces only those named in upload_part count; they are files beside the store.
CREATE TABLE upload (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  target TEXT NOT NULL CHECK (length(target) > 0), -- row of Mẫu 02 or criterion
  account INTEGER NOT NULL REFERENCES account (id),
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL CHECK (size > 0),
  done INTEGER NOT NULL CHECK (done >= 0 AND done <= size),
  parts INTEGER NOT NULL CHECK (parts >= 0),
  title TEXT,
  issuer TEXT,
  number TEXT,
  issued INTEGER,
  expires INTEGER,
  begun_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,                      -- forgotten then
  evidence INTEGER REFERENCES evidence (id),     -- what became of it
  refused TEXT,                                  -- or why nothing did: key of the message
  CHECK (evidence IS NULL OR (refused IS NULL AND done = size)),
  CHECK (ends_at > begun_at)
) STRICT;
CREATE INDEX upload_of ON upload (account, dossier);
CREATE INDEX upload_at ON upload (dossier);
CREATE INDEX upload_made ON upload (evidence);
CREATE TABLE upload_part (
  upload INTEGER NOT NULL REFERENCES upload (id),
  done INTEGER NOT NULL CHECK (done >= 0),       -- how much had come before it
  size INTEGER NOT NULL CHECK (size > 0),
  name TEXT NOT NULL,
  PRIMARY KEY (upload, done)
) STRICT;
-- photographs that wait, in this order, to become one paper of a dossier
CREATE TABLE album_page (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  target TEXT NOT NULL CHECK (length(target) > 0),
  no INTEGER NOT NULL CHECK (no > 0),
  name TEXT NOT NULL,
  file BLOB NOT NULL CHECK (length(file) = 32),
  original BLOB NOT NULL CHECK (length(original) = 32),
  size INTEGER NOT NULL CHECK (size > 0),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  PRIMARY KEY (dossier, target, no),
  UNIQUE (dossier, target, original)
) STRICT;
-- what was acknowledged is never taken back
-- @sqlite
CREATE TRIGGER upload_u BEFORE UPDATE ON upload
WHEN new.done < old.done OR old.evidence IS NOT NULL OR old.refused IS NOT NULL BEGIN SELECT RAISE(ABORT, 'upload'); END;
CREATE TRIGGER upload_part_u BEFORE UPDATE ON upload_part BEGIN SELECT RAISE(ABORT, 'upload'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'upload_part' THEN
    RAISE EXCEPTION 'upload';
  END IF;
  IF new.done < old.done OR old.evidence IS NOT NULL OR old.refused IS NOT NULL THEN
    RAISE EXCEPTION 'upload';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER upload_stays BEFORE UPDATE ON upload FOR EACH ROW EXECUTE FUNCTION ocop_upload();
CREATE TRIGGER upload_part_stays BEFORE UPDATE ON upload_part FOR EACH ROW EXECUTE FUNCTION ocop_upload();
-- @end

-- 0003_criteria: versioned criteria sets. A published set never changes; a newer one supersedes it from a date.
CREATE TABLE criteria_set (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,                          -- "QD26-09"
  scheme TEXT NOT NULL,                        -- "QD26-2026"
  set_no INTEGER NOT NULL CHECK (set_no BETWEEN 1 AND 26),
  revision INTEGER NOT NULL CHECK (revision > 0),
  name TEXT NOT NULL,
  name_en TEXT NOT NULL,
  subgroup TEXT NOT NULL,                      -- "I.4"
  state INTEGER NOT NULL,                      -- enum criteria_state
  from_day INTEGER NOT NULL,
  until_day INTEGER,                           -- last day new dossiers may be opened under it; NULL: open
  content TEXT NOT NULL,                       -- {"format":"ocop-criteria-1","scheme":{...one set}}
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  edited_by INTEGER NOT NULL,                  -- 0: the data files of the program
  published_by INTEGER,
  published_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (code, revision)
) STRICT;
CREATE INDEX criteria_set_no ON criteria_set (set_no, state);
-- @sqlite
CREATE TRIGGER criteria_set_published BEFORE UPDATE ON criteria_set
 WHEN OLD.state <> 1 AND (NEW.state < OLD.state OR NEW.content <> OLD.content OR NEW.hash <> OLD.hash OR NEW.code <> OLD.code
   OR NEW.from_day <> OLD.from_day OR NEW.set_no <> OLD.set_no OR NEW.scheme <> OLD.scheme OR NEW.revision <> OLD.revision)
BEGIN SELECT RAISE(ABORT, 'published'); END;
CREATE TRIGGER criteria_set_kept BEFORE DELETE ON criteria_set WHEN OLD.state <> 1 BEGIN SELECT RAISE(ABORT, 'published'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_criteria_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 1 AND (TG_OP = 'DELETE' OR NEW.state < OLD.state OR NEW.content <> OLD.content OR NEW.hash <> OLD.hash OR NEW.code <> OLD.code
    OR NEW.from_day <> OLD.from_day OR NEW.set_no <> OLD.set_no OR NEW.scheme <> OLD.scheme OR NEW.revision <> OLD.revision) THEN
    RAISE EXCEPTION 'published';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER criteria_set_published BEFORE UPDATE OR DELETE ON criteria_set FOR EACH ROW EXECUTE FUNCTION ocop_criteria_published();
-- @end

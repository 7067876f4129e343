-- 0009_council: conflicts of interest: what a member declares before files open, and what the data say.

-- what a member has to do with enterprises and places, by the member's own word, per session
CREATE TABLE session_interest (
  session INTEGER NOT NULL REFERENCES council_session (id),
  account INTEGER NOT NULL REFERENCES account (id),
  employer TEXT NOT NULL,
  tax_codes TEXT NOT NULL,                    -- of enterprises the member or the family has a part in
  home_place TEXT NOT NULL,                   -- commune
  home_address TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (session, account)
) STRICT;

-- the answer for one file: a file put on the table later asks again
CREATE TABLE file_declaration (
  file INTEGER NOT NULL REFERENCES session_file (id),
  account INTEGER NOT NULL REFERENCES account (id),
  conflict INTEGER NOT NULL CHECK (conflict IN (0, 1)),
  at INTEGER NOT NULL,
  PRIMARY KEY (file, account)
) STRICT;

-- found from data: state 1 waits for the chair, 2 accepted (the member is recused), 3 rejected with a reason
CREATE TABLE conflict_hit (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES session_file (id),
  account INTEGER NOT NULL REFERENCES account (id),
  kinds INTEGER NOT NULL CHECK (kinds > 0),   -- bits of enum conflict_kind
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3),
  found_at INTEGER NOT NULL,
  decided_by INTEGER,
  decided_at INTEGER,
  reason TEXT,
  UNIQUE (file, account),
  CHECK (state <> 3 OR length(reason) > 0),
  CHECK (decided_by IS NULL OR decided_by <> account)
) STRICT;

-- which traces a council looks for; no row: all
CREATE TABLE council_conflict_rule (
  council INTEGER PRIMARY KEY REFERENCES council (id),
  kinds INTEGER NOT NULL CHECK (kinds BETWEEN 0 AND 31)
) STRICT;
-- @sqlite
CREATE TRIGGER file_declaration_u BEFORE UPDATE ON file_declaration BEGIN SELECT RAISE(ABORT, 'declared'); END;
CREATE TRIGGER file_declaration_d BEFORE DELETE ON file_declaration BEGIN SELECT RAISE(ABORT, 'declared'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_declared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'declared';
END $$;
CREATE TRIGGER file_declaration_stays BEFORE UPDATE OR DELETE ON file_declaration FOR EACH ROW EXECUTE FUNCTION ocop_declared();
-- @end

-- 0011_idea: ideas of products before there is a dossier: registered by the producer, looked at by the commune, selected by the
-- province; and dossiers filled in with the help of an officer.

CREATE TABLE idea (
  id INTEGER PRIMARY KEY,
  producer INTEGER NOT NULL REFERENCES producer (id),
  place INTEGER NOT NULL REFERENCES unit (id),
  year INTEGER NOT NULL,                      -- of the programme, in which it is to be evaluated
  product INTEGER REFERENCES product (id),    -- an own product to be improved; NULL: a new one
  name TEXT NOT NULL CHECK (length(name) > 0),
  name_fold TEXT NOT NULL,
  set_no INTEGER NOT NULL CHECK (set_no BETWEEN 0 AND 26), -- 0: not chosen yet
  target_star INTEGER NOT NULL CHECK (target_star IN (0, 3, 4, 5)),
  description TEXT NOT NULL,
  materials TEXT NOT NULL,                    -- and where they come from
  novelty TEXT NOT NULL,                      -- what is new or distinctive
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6), -- enum idea_state
  due INTEGER,                                -- last day for whoever has it now; NULL: no limit
  opinion INTEGER NOT NULL CHECK (opinion BETWEEN 0 AND 2), -- of the commune: none yet, for, against
  dossier INTEGER REFERENCES dossier (id),    -- opened out of it
  created_by INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  CHECK (dossier IS NULL OR state = 4)
) STRICT;
CREATE INDEX idea_producer ON idea (producer, state);
CREATE INDEX idea_place ON idea (place, state, due);
CREATE INDEX idea_year ON idea (year, state, due);

-- every step, with the reason given and the last day of the step that it ended; never changed (triggers below)
CREATE TABLE idea_move (
  id INTEGER PRIMARY KEY,
  idea INTEGER NOT NULL REFERENCES idea (id),
  from_state INTEGER NOT NULL,
  to_state INTEGER NOT NULL,
  due INTEGER,
  account INTEGER NOT NULL,
  note TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX idea_move_of ON idea_move (idea, at);

-- which officers filled in a draft for its producer
CREATE TABLE dossier_assist (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  account INTEGER NOT NULL REFERENCES account (id),
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (dossier, account)
) STRICT;

-- the producer's word on what an officer filled in, as it stood then; a later change asks again; all stay
CREATE TABLE dossier_assent (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  version INTEGER NOT NULL,                   -- dossier.version that was confirmed
  kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- by the own account, on a signed paper
  file BLOB CHECK (file IS NULL OR length(file) = 32), -- the signed paper, SHA-256 in storage
  file_name TEXT,
  signer TEXT NOT NULL CHECK (length(signer) > 0),
  account INTEGER NOT NULL,
  at INTEGER NOT NULL,
  CHECK ((kind = 2 AND file IS NOT NULL AND file_name IS NOT NULL) OR (kind = 1 AND file IS NULL))
) STRICT;
CREATE INDEX dossier_assent_of ON dossier_assent (dossier, id);
-- @sqlite
CREATE TRIGGER idea_move_u BEFORE UPDATE ON idea_move BEGIN SELECT RAISE(ABORT, 'noted'); END;
CREATE TRIGGER idea_move_d BEFORE DELETE ON idea_move BEGIN SELECT RAISE(ABORT, 'noted'); END;
CREATE TRIGGER dossier_assent_u BEFORE UPDATE ON dossier_assent BEGIN SELECT RAISE(ABORT, 'noted'); END;
CREATE TRIGGER dossier_assent_d BEFORE DELETE ON dossier_assent BEGIN SELECT RAISE(ABORT, 'noted'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'noted';
END $$;
CREATE TRIGGER idea_move_stays BEFORE UPDATE OR DELETE ON idea_move FOR EACH ROW EXECUTE FUNCTION ocop_noted();
CREATE TRIGGER dossier_assent_stays BEFORE UPDATE OR DELETE ON dossier_assent FOR EACH ROW EXECUTE FUNCTION ocop_noted();
-- @end

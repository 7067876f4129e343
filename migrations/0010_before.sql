-- 0010_before: what comes before the council: what a dossier took over from the last one, products that are alike, the
-- plan's conditions, ideas, and filing with the help of an officer.

-- a dossier that was opened with what the last filed version of its product says
CREATE TABLE dossier_carry (
  dossier INTEGER PRIMARY KEY REFERENCES dossier (id),
  source INTEGER NOT NULL REFERENCES dossier_version (id),
  carried_at INTEGER NOT NULL
) STRICT;
-- what was taken over and not yet touched; a row ends when somebody saves its target
CREATE TABLE dossier_carry_mark (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  target TEXT NOT NULL,                       -- item id, evidence type, or "part:" and the slug of a page of facts
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- enum dossier_carry
  PRIMARY KEY (dossier, target)
) STRICT;

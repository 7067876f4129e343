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

-- what an officer decided about two products of one producer that are alike; the last row counts, all stay
CREATE TABLE duplicate_decision (
  id INTEGER PRIMARY KEY,
  product INTEGER NOT NULL REFERENCES product (id),   -- the lower id of the two
  other INTEGER NOT NULL REFERENCES product (id),
  same INTEGER NOT NULL CHECK (same IN (0, 1)),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  dossier INTEGER NOT NULL REFERENCES dossier (id),   -- before which it was decided
  account INTEGER NOT NULL,
  at INTEGER NOT NULL,
  CHECK (product < other)
) STRICT;
CREATE INDEX duplicate_decision_of ON duplicate_decision (product, other, id);
CREATE INDEX duplicate_decision_other ON duplicate_decision (other);

-- what the commune found of each condition of the plan; the last row of a rule counts, all stay
CREATE TABLE eligibility_finding (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  rule TEXT NOT NULL,                                 -- code in data/eligibility/rules.csv
  verdict INTEGER NOT NULL CHECK (verdict BETWEEN 1 AND 2), -- enum eligibility_verdict
  note TEXT NOT NULL,
  account INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX eligibility_finding_of ON eligibility_finding (dossier, rule, id);

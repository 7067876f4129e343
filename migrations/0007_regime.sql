-- 0007_regime: the law a dossier was first filed under (data/regimes), and what was said about its terms.
ALTER TABLE dossier ADD COLUMN regime TEXT;    -- NULL: not filed yet
-- the days are those on which QĐ 1489/QĐ-TTg and QĐ 26/2026/QĐ-TTg came into force, 00:00 in Vietnam
UPDATE dossier
   SET regime = (SELECT CASE WHEN min(v.submitted_at) < 1751734800000000 THEN 'QD148-2023'
                             WHEN min(v.submitted_at) < 1779382800000000 THEN 'QD1489-2025'
                             ELSE 'QD26-2026' END
                   FROM dossier_version v WHERE v.dossier = dossier.id)
 WHERE filed IS NOT NULL;

-- a term that is near or over, said once a level; never changed
CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),   -- enum reminder_kind
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 2), -- whoever has it, the next level
  state INTEGER NOT NULL,                               -- dossier's state it was said in
  due INTEGER NOT NULL,                                 -- the last day it speaks of
  made_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE (dossier, kind, level, state, due)
) STRICT;
CREATE INDEX reminder_made ON reminder (made_on, level);

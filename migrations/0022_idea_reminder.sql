-- 0022_idea_reminder: what was said about the terms of ideas: the commune's opinion, the province's selection.

-- a term that is near or over, said once a level; never changed
CREATE TABLE idea_reminder (
  id INTEGER PRIMARY KEY,
  idea INTEGER NOT NULL REFERENCES idea (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 2),   -- enum reminder_kind: near, late
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 2), -- whoever has it, the next level
  state INTEGER NOT NULL CHECK (state IN (2, 3)),       -- idea's state it was said in
  due INTEGER NOT NULL,                                 -- the last day it speaks of
  made_on INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE (idea, kind, level, state, due)
) STRICT;
-- @sqlite
CREATE TRIGGER idea_reminder_u BEFORE UPDATE ON idea_reminder BEGIN SELECT RAISE(ABORT, 'noted'); END;
CREATE TRIGGER idea_reminder_d BEFORE DELETE ON idea_reminder BEGIN SELECT RAISE(ABORT, 'noted'); END;
-- @end
-- @pg
CREATE TRIGGER idea_reminder_stays BEFORE UPDATE OR DELETE ON idea_reminder FOR EACH ROW EXECUTE FUNCTION ocop_noted();
-- @end

-- 0015_round: rounds under three laws: what a post-control concluded.

-- a written conclusion after which the recognition is to be revoked (QĐ 26/2026 Đ.8); the last one counts, all stay
CREATE TABLE recognition_finding (
  id INTEGER PRIMARY KEY,
  recognition INTEGER NOT NULL REFERENCES recognition (id),
  ground TEXT NOT NULL CHECK (length(ground) > 0), -- code of Đ.8
  paper_no TEXT NOT NULL CHECK (length(paper_no) > 0),
  found_on INTEGER NOT NULL,                       -- day of the conclusion
  what TEXT NOT NULL CHECK (length(what) > 0),
  due INTEGER,                                     -- last day of the decision; NULL: the law of that day sets none
  account INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX recognition_finding_of ON recognition_finding (recognition, id);
-- @sqlite
CREATE TRIGGER recognition_finding_u BEFORE UPDATE ON recognition_finding BEGIN SELECT RAISE(ABORT, 'found'); END;
CREATE TRIGGER recognition_finding_d BEFORE DELETE ON recognition_finding BEGIN SELECT RAISE(ABORT, 'found'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_found() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'found';
END $$;
CREATE TRIGGER recognition_finding_stays BEFORE UPDATE OR DELETE ON recognition_finding FOR EACH ROW EXECUTE FUNCTION ocop_found();
-- @end

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

-- a session without a meeting: members answer in writing until a day (QĐ 26/2026 Đ.7.6); its council_session.held_on is that day.
-- Where views differ or the matter is complex a meeting is called after all.
CREATE TABLE session_written (
  session INTEGER PRIMARY KEY REFERENCES council_session (id),
  closes_on INTEGER NOT NULL,                 -- last day of answers
  met_on INTEGER,                             -- day of the meeting that was called; NULL: none
  met_why TEXT,
  called_by INTEGER,
  called_at INTEGER,
  CHECK ((met_on IS NULL) = (met_why IS NULL))
) STRICT;
CREATE TABLE written_answer (
  file INTEGER NOT NULL REFERENCES session_file (id),
  account INTEGER NOT NULL REFERENCES account (id),
  agrees INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (file, account),
  CHECK (agrees = 1 OR length(reason) > 0)
) STRICT;
-- @sqlite
CREATE TRIGGER written_answer_u BEFORE UPDATE ON written_answer BEGIN SELECT RAISE(ABORT, 'answered'); END;
CREATE TRIGGER written_answer_d BEFORE DELETE ON written_answer BEGIN SELECT RAISE(ABORT, 'answered'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'answered';
END $$;
CREATE TRIGGER written_answer_stays BEFORE UPDATE OR DELETE ON written_answer FOR EACH ROW EXECUTE FUNCTION ocop_answered();
-- @end

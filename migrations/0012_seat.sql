-- 0012_seat: who sits for whom in the council.

-- A member delegates the seat in writing for a time; nothing of the paper is changed afterwards, a delegation only ends early.
CREATE TABLE seat_delegation (
  id INTEGER PRIMARY KEY,
  council INTEGER NOT NULL REFERENCES council (id),
  member INTEGER NOT NULL REFERENCES account (id),      -- whose seat it is
  substitute INTEGER NOT NULL REFERENCES account (id),  -- who acts
  paper_no TEXT NOT NULL CHECK (length(paper_no) > 0),
  paper_date INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER NOT NULL,                           -- last day
  presides INTEGER NOT NULL CHECK (presides IN (0, 1)), -- the paper lets the substitute of a chair preside
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  recorded_by INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  ended_by INTEGER,
  ended_at INTEGER,
  ended_reason TEXT,
  CHECK (member <> substitute),
  CHECK (until_day >= from_day),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_reason IS NULL))
) STRICT;
CREATE INDEX seat_delegation_member ON seat_delegation (council, member);
CREATE INDEX seat_delegation_substitute ON seat_delegation (substitute, council);

-- who wrote on a sheet in the name of its seat; score_sheet.account stays the seat's member
CREATE TABLE score_sheet_actor (
  sheet INTEGER NOT NULL REFERENCES score_sheet (id),
  account INTEGER NOT NULL REFERENCES account (id),
  delegation INTEGER NOT NULL REFERENCES seat_delegation (id),
  handed_in INTEGER NOT NULL CHECK (handed_in IN (0, 1)), -- this person handed it in
  at INTEGER NOT NULL,
  PRIMARY KEY (sheet, account)
) STRICT;
CREATE INDEX score_sheet_actor_account ON score_sheet_actor (account);

-- the level a council works for, which decides who has to sit in it; no row: the province
CREATE TABLE council_tier (
  council INTEGER PRIMARY KEY REFERENCES council (id),
  tier TEXT NOT NULL CHECK (tier IN ('district', 'province'))
) STRICT;

-- who reports on a file in the session; everybody scores all the same
CREATE TABLE file_assignment (
  file INTEGER NOT NULL REFERENCES session_file (id),
  account INTEGER NOT NULL REFERENCES account (id), -- the seat's member
  assigned_by INTEGER NOT NULL,
  assigned_at INTEGER NOT NULL,
  PRIMARY KEY (file, account)
) STRICT;
CREATE INDEX file_assignment_account ON file_assignment (account);

-- Tổ tư vấn of a council: looks and reports, never scores
CREATE TABLE advisory_member (
  council INTEGER NOT NULL REFERENCES council (id),
  account INTEGER NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  department TEXT NOT NULL,
  leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
  PRIMARY KEY (council, account)
) STRICT;
CREATE INDEX advisory_member_account ON advisory_member (account);
-- its report on a file; state 2: handed in, never changed again
CREATE TABLE advisory_report (
  file INTEGER PRIMARY KEY REFERENCES session_file (id),
  findings TEXT NOT NULL,
  advice TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 2), -- enum advice_state
  written_by INTEGER NOT NULL REFERENCES account (id),
  saved_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
-- a visit, a test or a supplement it asked for, and what came of it
CREATE TABLE advisory_request (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES session_file (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3),   -- enum advice_kind
  what TEXT NOT NULL CHECK (length(what) > 0),
  asked_by INTEGER NOT NULL REFERENCES account (id),
  asked_at INTEGER NOT NULL,
  done_on INTEGER,
  result TEXT,
  done_by INTEGER,
  CHECK ((done_on IS NULL) = (result IS NULL))
) STRICT;
CREATE INDEX advisory_request_file ON advisory_request (file);
-- @sqlite
CREATE TRIGGER advisory_report_u BEFORE UPDATE ON advisory_report WHEN OLD.state = 2 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER advisory_report_d BEFORE DELETE ON advisory_report WHEN OLD.state = 2 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER seat_delegation_u BEFORE UPDATE ON seat_delegation
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.id <> OLD.id OR NEW.council <> OLD.council OR NEW.member <> OLD.member
  OR NEW.substitute <> OLD.substitute OR NEW.paper_no <> OLD.paper_no OR NEW.paper_date <> OLD.paper_date OR NEW.from_day <> OLD.from_day
  OR NEW.until_day <> OLD.until_day OR NEW.presides <> OLD.presides OR NEW.reason <> OLD.reason
  OR NEW.recorded_by <> OLD.recorded_by OR NEW.recorded_at <> OLD.recorded_at
BEGIN SELECT RAISE(ABORT, 'a delegation only ends'); END;
CREATE TRIGGER seat_delegation_d BEFORE DELETE ON seat_delegation BEGIN SELECT RAISE(ABORT, 'a delegation stays'); END;
CREATE TRIGGER score_sheet_actor_u BEFORE UPDATE ON score_sheet_actor WHEN OLD.handed_in = 1 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER score_sheet_actor_d BEFORE DELETE ON score_sheet_actor BEGIN SELECT RAISE(ABORT, 'an actor stays'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_delegation_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'a delegation stays';
  END IF;
  IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
     OR (NEW.id, NEW.council, NEW.member, NEW.substitute, NEW.paper_no, NEW.paper_date, NEW.from_day, NEW.until_day, NEW.presides, NEW.reason,
         NEW.recorded_by, NEW.recorded_at)
        IS DISTINCT FROM
        (OLD.id, OLD.council, OLD.member, OLD.substitute, OLD.paper_no, OLD.paper_date, OLD.from_day, OLD.until_day, OLD.presides, OLD.reason,
         OLD.recorded_by, OLD.recorded_at) THEN
    RAISE EXCEPTION 'a delegation only ends';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_actor_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.handed_in = 1 THEN
    RAISE EXCEPTION 'handed in';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER advisory_report_in BEFORE UPDATE OR DELETE ON advisory_report FOR EACH ROW EXECUTE FUNCTION ocop_sheet_in();
CREATE TRIGGER seat_delegation_stays BEFORE UPDATE OR DELETE ON seat_delegation FOR EACH ROW EXECUTE FUNCTION ocop_delegation_ends();
CREATE TRIGGER score_sheet_actor_stays BEFORE UPDATE OR DELETE ON score_sheet_actor FOR EACH ROW EXECUTE FUNCTION ocop_actor_stays();
-- @end

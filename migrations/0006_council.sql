-- 0006_council: recusals; a sheet that is handed in and a file that is closed never change again.

-- a member who must not judge a file, by the member's own word
CREATE TABLE session_recusal (
  file INTEGER NOT NULL REFERENCES session_file (id),
  account INTEGER NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at INTEGER NOT NULL,
  PRIMARY KEY (file, account)
) STRICT;

-- score_sheet.state 2: handed in (enum sheet_state); session_file.state 2: closed (enum scoring_state)
-- @sqlite
CREATE TRIGGER score_sheet_in_u BEFORE UPDATE ON score_sheet WHEN OLD.state = 2 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER score_sheet_in_d BEFORE DELETE ON score_sheet WHEN OLD.state = 2 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER score_answer_in_i BEFORE INSERT ON score_answer
WHEN (SELECT state FROM score_sheet WHERE id = NEW.sheet) = 2 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER score_answer_in_u BEFORE UPDATE ON score_answer
WHEN (SELECT state FROM score_sheet WHERE id = OLD.sheet) = 2 OR NEW.sheet <> OLD.sheet BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER score_answer_in_d BEFORE DELETE ON score_answer
WHEN (SELECT state FROM score_sheet WHERE id = OLD.sheet) = 2 BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER session_file_closed_u BEFORE UPDATE ON session_file WHEN OLD.state = 2 BEGIN SELECT RAISE(ABORT, 'closed'); END;
CREATE TRIGGER session_file_closed_d BEFORE DELETE ON session_file WHEN OLD.state = 2 BEGIN SELECT RAISE(ABORT, 'closed'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_sheet_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 2 THEN
    RAISE EXCEPTION 'handed in or closed';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE FUNCTION ocop_answer_in() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_sheet BIGINT;
BEGIN
  IF TG_OP = 'INSERT' THEN
    of_sheet := NEW.sheet;
  ELSE
    of_sheet := OLD.sheet;
    IF TG_OP = 'UPDATE' AND NEW.sheet <> OLD.sheet THEN
      RAISE EXCEPTION 'an answer stays on its sheet';
    END IF;
  END IF;
  IF (SELECT state FROM score_sheet WHERE id = of_sheet) = 2 THEN
    RAISE EXCEPTION 'handed in';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER score_sheet_in BEFORE UPDATE OR DELETE ON score_sheet FOR EACH ROW EXECUTE FUNCTION ocop_sheet_in();
CREATE TRIGGER session_file_closed BEFORE UPDATE OR DELETE ON session_file FOR EACH ROW EXECUTE FUNCTION ocop_sheet_in();
CREATE TRIGGER score_answer_in BEFORE INSERT OR UPDATE OR DELETE ON score_answer FOR EACH ROW EXECUTE FUNCTION ocop_answer_in();
-- @end

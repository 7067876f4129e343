-- 0017_meeting: the meeting of a session: the file on the table, who is there, notes, and what the council answered as a group,
-- apart from the sheets. Nothing is changed later: the last row counts, all stay.

CREATE TABLE meeting_table (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  file INTEGER REFERENCES session_file (id),  -- NULL: none is on the table
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_table_of ON meeting_table (session, id);

-- came or left, by seat; account: who sits there, the member or a substitute
CREATE TABLE meeting_presence (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  seat INTEGER NOT NULL REFERENCES account (id),
  account INTEGER NOT NULL REFERENCES account (id),
  there INTEGER NOT NULL CHECK (there IN (0, 1)),
  noted_by INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_presence_of ON meeting_presence (session, seat, id);

CREATE TABLE meeting_note (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  file INTEGER REFERENCES session_file (id),  -- NULL: of the whole session
  corrects INTEGER UNIQUE REFERENCES meeting_note (id),
  words TEXT NOT NULL CHECK (length(words) > 0),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_note_of ON meeting_note (session, id);

-- a proposal put to the vote; open until it has a result
CREATE TABLE meeting_vote (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  no INTEGER NOT NULL CHECK (no > 0),         -- 1, 2, ... of the session
  file INTEGER REFERENCES session_file (id),  -- the one on the table; NULL: of the whole session
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4), -- enum meeting_kind
  words TEXT NOT NULL CHECK (length(words) > 0),
  rule INTEGER NOT NULL CHECK (rule BETWEEN 1 AND 4), -- enum meeting_rule, as it was when it was put
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  UNIQUE (session, no)
) STRICT;
-- the last answer of a seat counts
CREATE TABLE meeting_ballot (
  id INTEGER PRIMARY KEY,
  vote INTEGER NOT NULL REFERENCES meeting_vote (id),
  seat INTEGER NOT NULL REFERENCES account (id),
  account INTEGER NOT NULL REFERENCES account (id),
  answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 3), -- enum meeting_answer
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_ballot_of ON meeting_ballot (vote, seat, id);
CREATE TABLE meeting_result (
  vote INTEGER PRIMARY KEY REFERENCES meeting_vote (id),
  voters INTEGER NOT NULL CHECK (voters >= 0),
  needed INTEGER NOT NULL CHECK (needed > 0),
  in_favour INTEGER NOT NULL CHECK (in_favour >= 0),
  against INTEGER NOT NULL CHECK (against >= 0),
  abstained INTEGER NOT NULL CHECK (abstained >= 0),
  carried INTEGER NOT NULL CHECK (carried IN (0, 1)),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL,
  CHECK (in_favour + against + abstained <= voters),
  CHECK (carried = 0 OR in_favour >= needed)
) STRICT;

-- @sqlite
CREATE TRIGGER meeting_table_u BEFORE UPDATE ON meeting_table BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_table_d BEFORE DELETE ON meeting_table BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_presence_u BEFORE UPDATE ON meeting_presence BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_presence_d BEFORE DELETE ON meeting_presence BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_note_u BEFORE UPDATE ON meeting_note BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_note_d BEFORE DELETE ON meeting_note BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_vote_u BEFORE UPDATE ON meeting_vote BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_vote_d BEFORE DELETE ON meeting_vote BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_ballot_u BEFORE UPDATE ON meeting_ballot BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_ballot_d BEFORE DELETE ON meeting_ballot BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_ballot_i BEFORE INSERT ON meeting_ballot
WHEN EXISTS (SELECT 1 FROM meeting_result r WHERE r.vote = NEW.vote) BEGIN SELECT RAISE(ABORT, 'closed'); END;
CREATE TRIGGER meeting_result_u BEFORE UPDATE ON meeting_result BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER meeting_result_d BEFORE DELETE ON meeting_result BEGIN SELECT RAISE(ABORT, 'frozen'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_ballot_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM meeting_result r WHERE r.vote = NEW.vote) THEN
    RAISE EXCEPTION 'closed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER meeting_table_frozen BEFORE UPDATE OR DELETE ON meeting_table FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER meeting_presence_frozen BEFORE UPDATE OR DELETE ON meeting_presence FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER meeting_note_frozen BEFORE UPDATE OR DELETE ON meeting_note FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER meeting_vote_frozen BEFORE UPDATE OR DELETE ON meeting_vote FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER meeting_ballot_frozen BEFORE UPDATE OR DELETE ON meeting_ballot FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER meeting_ballot_open BEFORE INSERT ON meeting_ballot FOR EACH ROW EXECUTE FUNCTION ocop_ballot_open();
CREATE TRIGGER meeting_result_frozen BEFORE UPDATE OR DELETE ON meeting_result FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
-- @end

-- 0020_anchor: anchor files of a session: dossiers already concluded, which the members score for practice against a reference
-- sheet before the real ones. Tables of their own: what counts files, sheets or results cannot meet them.

CREATE TABLE anchor (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  file INTEGER NOT NULL REFERENCES session_file (id),  -- the closed file of an earlier session whose frozen version is shown
  leads INTEGER NOT NULL REFERENCES account (id),      -- the seat that confirms the reference, and so does not score
  put_by INTEGER NOT NULL REFERENCES account (id),
  put_at INTEGER NOT NULL,
  saved_at INTEGER NOT NULL,                           -- of the reference
  version INTEGER NOT NULL,
  UNIQUE (session, file)
) STRICT;
-- the reference sheet; a level without a reason is only a proposal, and the sheet cannot be confirmed
CREATE TABLE anchor_reference (
  anchor INTEGER NOT NULL REFERENCES anchor (id),
  item TEXT NOT NULL,
  choice TEXT NOT NULL,
  reason TEXT NOT NULL,
  account INTEGER NOT NULL REFERENCES account (id),    -- who wrote it
  PRIMARY KEY (anchor, item)
) STRICT;
-- from now on members score it, and the reference stays
CREATE TABLE anchor_confirmed (
  anchor INTEGER PRIMARY KEY REFERENCES anchor (id),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
CREATE TABLE anchor_ended (
  anchor INTEGER PRIMARY KEY REFERENCES anchor_confirmed (anchor),
  account INTEGER NOT NULL REFERENCES account (id),
  at INTEGER NOT NULL
) STRICT;
-- a member who must not judge it, by own word
CREATE TABLE anchor_recusal (
  anchor INTEGER NOT NULL REFERENCES anchor (id),
  account INTEGER NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  at INTEGER NOT NULL,
  PRIMARY KEY (anchor, account)
) STRICT;
CREATE TABLE anchor_sheet (
  id INTEGER PRIMARY KEY,
  anchor INTEGER NOT NULL REFERENCES anchor_confirmed (anchor),
  seat INTEGER NOT NULL REFERENCES account (id),
  account INTEGER NOT NULL REFERENCES account (id),    -- who wrote it last, for the seat
  state INTEGER NOT NULL CHECK (state IN (1, 2)),      -- enum sheet_state
  remark TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (anchor, seat)
) STRICT;
CREATE TABLE anchor_answer (
  sheet INTEGER NOT NULL REFERENCES anchor_sheet (id),
  item TEXT NOT NULL,
  choice TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (sheet, item)
) STRICT;

-- must a member have scored the anchors of a session before its files open; no row: no
CREATE TABLE council_anchor_rule (
  council INTEGER PRIMARY KEY REFERENCES council (id),
  first INTEGER NOT NULL CHECK (first IN (0, 1))
) STRICT;

-- @sqlite
CREATE TRIGGER anchor_u BEFORE UPDATE ON anchor
WHEN NEW.id <> OLD.id OR NEW.session <> OLD.session OR NEW.file <> OLD.file OR NEW.leads <> OLD.leads OR NEW.put_by <> OLD.put_by
  OR EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = OLD.id) BEGIN SELECT RAISE(ABORT, 'confirmed'); END;
CREATE TRIGGER anchor_reference_i BEFORE INSERT ON anchor_reference
WHEN EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = NEW.anchor) BEGIN SELECT RAISE(ABORT, 'confirmed'); END;
CREATE TRIGGER anchor_reference_u BEFORE UPDATE ON anchor_reference
WHEN EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = OLD.anchor) BEGIN SELECT RAISE(ABORT, 'confirmed'); END;
CREATE TRIGGER anchor_reference_d BEFORE DELETE ON anchor_reference
WHEN EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = OLD.anchor) BEGIN SELECT RAISE(ABORT, 'confirmed'); END;
CREATE TRIGGER anchor_confirmed_i BEFORE INSERT ON anchor_confirmed
WHEN EXISTS (SELECT 1 FROM anchor a WHERE a.id = NEW.anchor AND a.put_by = NEW.account)
  OR EXISTS (SELECT 1 FROM anchor_reference r WHERE r.anchor = NEW.anchor AND (r.account = NEW.account OR r.reason = ''))
BEGIN SELECT RAISE(ABORT, 'four eyes'); END;
CREATE TRIGGER anchor_confirmed_u BEFORE UPDATE ON anchor_confirmed BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER anchor_confirmed_d BEFORE DELETE ON anchor_confirmed BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER anchor_ended_u BEFORE UPDATE ON anchor_ended BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER anchor_ended_d BEFORE DELETE ON anchor_ended BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER anchor_recusal_u BEFORE UPDATE ON anchor_recusal BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER anchor_recusal_d BEFORE DELETE ON anchor_recusal BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER anchor_sheet_i BEFORE INSERT ON anchor_sheet
WHEN EXISTS (SELECT 1 FROM anchor_ended e WHERE e.anchor = NEW.anchor) BEGIN SELECT RAISE(ABORT, 'ended'); END;
CREATE TRIGGER anchor_sheet_u BEFORE UPDATE ON anchor_sheet
WHEN OLD.state = 2 OR EXISTS (SELECT 1 FROM anchor_ended e WHERE e.anchor = OLD.anchor) BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER anchor_sheet_d BEFORE DELETE ON anchor_sheet BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER anchor_answer_i BEFORE INSERT ON anchor_answer
WHEN EXISTS (SELECT 1 FROM anchor_sheet s WHERE s.id = NEW.sheet AND s.state = 2) BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER anchor_answer_u BEFORE UPDATE ON anchor_answer
WHEN EXISTS (SELECT 1 FROM anchor_sheet s WHERE s.id = OLD.sheet AND s.state = 2) BEGIN SELECT RAISE(ABORT, 'handed in'); END;
CREATE TRIGGER anchor_answer_d BEFORE DELETE ON anchor_answer
WHEN EXISTS (SELECT 1 FROM anchor_sheet s WHERE s.id = OLD.sheet AND s.state = 2) BEGIN SELECT RAISE(ABORT, 'handed in'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_anchor_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.session, NEW.file, NEW.leads, NEW.put_by) IS DISTINCT FROM (OLD.id, OLD.session, OLD.file, OLD.leads, OLD.put_by)
     OR EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = OLD.id) THEN
    RAISE EXCEPTION 'confirmed';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_anchor_reference() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = NEW.anchor) THEN
      RAISE EXCEPTION 'confirmed';
    END IF;
    RETURN NEW;
  END IF;
  IF EXISTS (SELECT 1 FROM anchor_confirmed c WHERE c.anchor = OLD.anchor) THEN
    RAISE EXCEPTION 'confirmed';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_anchor_eyes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM anchor a WHERE a.id = NEW.anchor AND a.put_by = NEW.account)
     OR EXISTS (SELECT 1 FROM anchor_reference r WHERE r.anchor = NEW.anchor AND (r.account = NEW.account OR r.reason = '')) THEN
    RAISE EXCEPTION 'four eyes';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_anchor_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR EXISTS (SELECT 1 FROM anchor_ended e WHERE e.anchor = NEW.anchor) THEN
    RAISE EXCEPTION 'ended';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.state = 2 THEN
      RAISE EXCEPTION 'handed in';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION ocop_anchor_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM anchor_sheet s WHERE s.id = OLD.sheet AND s.state = 2) THEN
      RAISE EXCEPTION 'handed in';
    END IF;
    RETURN OLD;
  END IF;
  IF EXISTS (SELECT 1 FROM anchor_sheet s WHERE s.id = NEW.sheet AND s.state = 2) THEN
    RAISE EXCEPTION 'handed in';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER anchor_stays BEFORE UPDATE ON anchor FOR EACH ROW EXECUTE FUNCTION ocop_anchor_stays();
CREATE TRIGGER anchor_reference_stays BEFORE INSERT OR UPDATE OR DELETE ON anchor_reference FOR EACH ROW EXECUTE FUNCTION ocop_anchor_reference();
CREATE TRIGGER anchor_confirmed_eyes BEFORE INSERT ON anchor_confirmed FOR EACH ROW EXECUTE FUNCTION ocop_anchor_eyes();
CREATE TRIGGER anchor_confirmed_frozen BEFORE UPDATE OR DELETE ON anchor_confirmed FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER anchor_ended_frozen BEFORE UPDATE OR DELETE ON anchor_ended FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER anchor_recusal_frozen BEFORE UPDATE OR DELETE ON anchor_recusal FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER anchor_sheet_stays BEFORE INSERT OR UPDATE OR DELETE ON anchor_sheet FOR EACH ROW EXECUTE FUNCTION ocop_anchor_sheet();
CREATE TRIGGER anchor_answer_stays BEFORE INSERT OR UPDATE OR DELETE ON anchor_answer FOR EACH ROW EXECUTE FUNCTION ocop_anchor_answer();
-- @end

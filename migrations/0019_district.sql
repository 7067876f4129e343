-- 0019_district: the level between commune and province, while there is one (QĐ 148/2023, Kế hoạch 2037/KH-UBND).

-- the district that has set up a council; no row: a council of the province (or one recorded without its district before)
CREATE TABLE council_district (
  council INTEGER PRIMARY KEY REFERENCES council (id),
  unit INTEGER NOT NULL REFERENCES unit (id)
) STRICT;
CREATE INDEX council_district_unit ON council_district (unit);
-- whose council it is never changes
-- @sqlite
CREATE TRIGGER council_district_u BEFORE UPDATE ON council_district BEGIN SELECT RAISE(ABORT, 'a council stays its district''s'); END;
CREATE TRIGGER council_district_d BEFORE DELETE ON council_district BEGIN SELECT RAISE(ABORT, 'a council stays its district''s'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_council_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a council stays its district''s';
END $$;
CREATE TRIGGER council_district_stays BEFORE UPDATE OR DELETE ON council_district FOR EACH ROW EXECUTE FUNCTION ocop_council_stays();
-- @end

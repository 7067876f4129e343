-- 0002_place: administrative units with validity, other spellings, successions.

-- đơn vị hành chính: a code alone names nothing; the key is (code, valid_from)
CREATE TABLE unit (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  name TEXT NOT NULL CHECK (length(name) > 0), -- without the kind: "Mũi Né"
  kind TEXT NOT NULL,                          -- "phường", "xã", "đặc khu", "thị trấn", "huyện", ...
  level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3), -- province, district (until 30/6/2025), commune
  parent INTEGER REFERENCES unit (id),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER,                            -- last day; NULL: still valid
  basis TEXT NOT NULL,
  name_en TEXT NOT NULL,
  name_fold TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  UNIQUE (code, valid_from),
  CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;
CREATE INDEX unit_fold ON unit (name_fold);
CREATE INDEX unit_parent ON unit (parent);
CREATE TABLE unit_alias (
  unit INTEGER NOT NULL REFERENCES unit (id),
  alias TEXT NOT NULL,
  alias_fold TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (unit, alias)
) STRICT;
CREATE INDEX unit_alias_fold ON unit_alias (alias_fold);
CREATE TABLE unit_succession (
  old INTEGER NOT NULL REFERENCES unit (id),
  new INTEGER NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'rename')),
  day INTEGER NOT NULL,
  needs_human INTEGER NOT NULL CHECK (needs_human IN (0, 1)),
  note TEXT NOT NULL,
  PRIMARY KEY (old, new, day)
) STRICT;

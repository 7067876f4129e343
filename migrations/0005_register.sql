-- 0005_register: imports of the office register: what was read, what it did, so that it can be undone as a whole.
CREATE TABLE register_import (
  id INTEGER PRIMARY KEY,
  file_name TEXT NOT NULL,
  file BLOB NOT NULL CHECK (length(file) = 32),  -- SHA-256 of the workbook
  sheet TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  good INTEGER NOT NULL,
  producers INTEGER NOT NULL,                    -- made by this import
  products INTEGER NOT NULL,
  recognitions INTEGER NOT NULL,
  changes INTEGER NOT NULL,                      -- records that were there and got other values
  state INTEGER NOT NULL,                        -- enum import_state
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  made_by INTEGER NOT NULL,                      -- 0: the command line or the program
  made_at INTEGER NOT NULL,
  undone_by INTEGER,
  undone_at INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX register_import_at ON register_import (made_at);

-- the report, row by row
CREATE TABLE register_issue (
  import INTEGER NOT NULL REFERENCES register_import (id),
  seq INTEGER NOT NULL,
  row_no INTEGER NOT NULL,                       -- as the workbook counts
  cell TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 1 AND 3),
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  action TEXT NOT NULL,
  PRIMARY KEY (import, seq)
) STRICT;

-- the rows as they stood: what is held back waits here for correction
CREATE TABLE register_row (
  import INTEGER NOT NULL REFERENCES register_import (id),
  row_no INTEGER NOT NULL,
  product INTEGER,                               -- product.id once imported
  place_then INTEGER,                            -- unit.id of the commune on the day of the decision
  expiry_written INTEGER,                        -- as the sheet says, kept beside the 36 months
  held INTEGER NOT NULL CHECK (held IN (0, 1)),  -- an error stands on it
  content TEXT NOT NULL,                         -- JSON of what was read
  PRIMARY KEY (import, row_no)
) STRICT;
CREATE INDEX register_row_product ON register_row (product);

-- what the import did, in order; before: JSON of the values that were there
CREATE TABLE register_effect (
  import INTEGER NOT NULL REFERENCES register_import (id),
  seq INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6), -- enum register_effect_kind
  object INTEGER NOT NULL,
  name TEXT NOT NULL,
  before TEXT NOT NULL,
  PRIMARY KEY (import, seq)
) STRICT;
CREATE INDEX register_effect_object ON register_effect (object);

-- 0008_papers: sets of papers made by a job, with their progress.

CREATE TABLE paper_set (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  file INTEGER REFERENCES session_file (id),  -- the parcel of one file for the Ministry; NULL: all papers of the session
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3), -- enum papers_state: waiting, being made, ready
  done INTEGER NOT NULL CHECK (done >= 0),
  total INTEGER NOT NULL CHECK (total >= done),
  zip BLOB CHECK (zip IS NULL OR length(zip) = 32),     -- SHA-256 in storage
  size INTEGER NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES account (id),
  asked_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT;
CREATE INDEX paper_set_session ON paper_set (session, asked_at);

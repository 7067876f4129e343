-- 0004_core: producers, products, evidence, dossiers, councils, sheets, recognitions.
-- Identifiers, times (µs UTC), dates (days since 1970 in Vietnam), search keys (_fold) and sort keys (_sort) are made by the application.

-- chủ thể (QĐ 26/2026 Đ.2.3)
CREATE TABLE producer (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 8), -- enum producer_kind
  name TEXT NOT NULL CHECK (length(name) > 0),
  name_fold TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  tax_code TEXT,
  place INTEGER REFERENCES unit (id),        -- commune as it was when recorded; NULL: to be settled by a person
  place_text TEXT NOT NULL,                  -- commune as written
  address TEXT NOT NULL,
  representative TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  public_contact INTEGER NOT NULL CHECK (public_contact IN (0, 1)), -- the producer chose to show phone and address
  website TEXT,
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX producer_fold ON producer (name_fold);
CREATE INDEX producer_tax ON producer (tax_code);
CREATE INDEX producer_place ON producer (place);

-- sản phẩm
CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  producer INTEGER NOT NULL REFERENCES producer (id),
  code TEXT NOT NULL UNIQUE,                 -- public, unguessable (id_token of 16 bytes): what the QR carries
  name TEXT NOT NULL CHECK (length(name) > 0),
  name_fold TEXT NOT NULL,
  name_sort TEXT NOT NULL,
  name_en TEXT,
  set_no INTEGER NOT NULL CHECK (set_no BETWEEN 0 AND 26), -- one of the 26 product sets; 0: unknown (old register)
  group_no INTEGER NOT NULL CHECK (group_no BETWEEN 0 AND 6),
  story TEXT,
  story_en TEXT,
  photo BLOB CHECK (photo IS NULL OR length(photo) = 32),  -- SHA-256 in storage
  photo_alt TEXT,
  buy_url TEXT,
  latest INTEGER,                             -- the recognition that counts now (recognition.id); NULL: never recognised
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX product_producer ON product (producer);
CREATE INDEX product_sort ON product (name_sort);
CREATE INDEX product_group ON product (group_no, name_sort);
CREATE INDEX product_latest ON product (latest);

-- minh chứng: a paper of a producer, uploaded once, used by many criteria, products and years
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  producer INTEGER NOT NULL REFERENCES producer (id),
  type TEXT NOT NULL CHECK (length(type) = 3), -- E01..E15
  title TEXT NOT NULL CHECK (length(title) > 0),
  issuer TEXT,
  number TEXT,
  issued INTEGER,
  expires INTEGER,                            -- last day it is good for
  file BLOB NOT NULL CHECK (length(file) = 32),
  original BLOB NOT NULL CHECK (length(original) = 32), -- SHA-256 as received: the receipt
  file_name TEXT NOT NULL,
  kind INTEGER NOT NULL,                      -- enum storage_kind
  size INTEGER NOT NULL CHECK (size > 0),
  pages INTEGER NOT NULL CHECK (pages > 0),
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  added_by INTEGER NOT NULL,
  added_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_producer ON evidence (producer, type);

-- hồ sơ
CREATE TABLE dossier (
  id INTEGER PRIMARY KEY,
  product INTEGER NOT NULL REFERENCES product (id),
  producer INTEGER NOT NULL REFERENCES producer (id),
  place INTEGER NOT NULL REFERENCES unit (id),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3), -- first, upgrade, re-evaluation
  year INTEGER NOT NULL,
  target_star INTEGER NOT NULL CHECK (target_star BETWEEN 3 AND 5),
  criteria INTEGER NOT NULL REFERENCES criteria_set (id), -- the version in force when opened
  state INTEGER NOT NULL,
  code TEXT,                                  -- (T)-(X)-(STT)-20YY, given at first submission
  filed INTEGER,                              -- current frozen version (dossier_version.id)
  filed_name TEXT,                            -- the product's name, its search key and the star asked for, as
  filed_fold TEXT,                            -- handed in: what others than the producer see while he changes them
  filed_star INTEGER,
  due INTEGER,                                -- last day for whoever has it now; NULL: no limit
  created_by INTEGER NOT NULL,
  submitted_by INTEGER,
  created_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX dossier_producer ON dossier (producer, state);
CREATE INDEX dossier_place ON dossier (place, state);
CREATE INDEX dossier_state ON dossier (state, moved_at);
CREATE INDEX dossier_product ON dossier (product);
CREATE UNIQUE INDEX dossier_code ON dossier (code);

-- facts of Mẫu 01 and Mẫu 02, one row a field, saved on every page
CREATE TABLE dossier_fact (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (dossier, field)
) STRICT;

-- self-assessment on the real sheet
CREATE TABLE dossier_answer (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  item TEXT NOT NULL,                         -- item id of criteria
  choice TEXT NOT NULL,                       -- full option id
  note TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (dossier, item)
) STRICT;

-- which paper proves which criterion (item id) or stands for a paper row of Mẫu 02 (E01..E15), on which pages
CREATE TABLE dossier_evidence (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  target TEXT NOT NULL,                       -- item id or evidence type
  evidence INTEGER NOT NULL REFERENCES evidence (id),
  page_from INTEGER NOT NULL CHECK (page_from > 0),
  page_to INTEGER NOT NULL CHECK (page_to >= page_from),
  PRIMARY KEY (dossier, target, evidence)
) STRICT;
CREATE INDEX dossier_evidence_paper ON dossier_evidence (evidence);

-- a paper that does not apply, with the producer's reason
CREATE TABLE dossier_paper_skip (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  type TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (dossier, type)
) STRICT;

-- frozen at submission, never changed (triggers below)
CREATE TABLE dossier_version (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  no INTEGER NOT NULL CHECK (no > 0),
  content TEXT NOT NULL,                      -- canonical JSON of everything filed, files by hash
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  receipt TEXT NOT NULL UNIQUE,               -- number on the receipt
  submitted_by INTEGER NOT NULL,
  submitted_at INTEGER NOT NULL,
  UNIQUE (dossier, no)
) STRICT;
CREATE TABLE dossier_version_pdf (
  version INTEGER PRIMARY KEY REFERENCES dossier_version (id),
  file BLOB NOT NULL CHECK (length(file) = 32),
  pages INTEGER NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- files that a frozen version names: who may see the version may see these
CREATE TABLE dossier_version_file (
  version INTEGER NOT NULL REFERENCES dossier_version (id),
  evidence INTEGER NOT NULL REFERENCES evidence (id),
  file BLOB NOT NULL CHECK (length(file) = 32),
  PRIMARY KEY (version, evidence)
) STRICT;

-- history of moves, for the timeline
CREATE TABLE dossier_move (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  from_state INTEGER NOT NULL,
  to_state INTEGER NOT NULL,
  account INTEGER NOT NULL,
  note TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX dossier_move_of ON dossier_move (dossier, at);

-- working days used up by whoever had the dossier, so that the clock stands while the producer has it
CREATE TABLE dossier_clock (
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  state INTEGER NOT NULL,                     -- whose time: at the commune, at the province
  used INTEGER NOT NULL CHECK (used >= 0),
  PRIMARY KEY (dossier, state)
) STRICT;

-- numbered supplement requests
CREATE TABLE dossier_request (
  id INTEGER PRIMARY KEY,
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  no INTEGER NOT NULL,
  target TEXT NOT NULL,                       -- item id, evidence type, fact field or '' for the whole
  text TEXT NOT NULL CHECK (length(text) > 0),
  asked_by INTEGER NOT NULL,
  asked_at INTEGER NOT NULL,
  answer TEXT,
  answered_at INTEGER,
  closed_by INTEGER,
  closed_at INTEGER,
  UNIQUE (dossier, no)
) STRICT;

-- the commune's four assessments (Mẫu 03), per criterion, on a frozen version
CREATE TABLE commune_fact (
  version INTEGER NOT NULL REFERENCES dossier_version (id),
  item TEXT NOT NULL,
  agrees INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  choice TEXT,                                -- the option the commune finds true; NULL: none holds
  note TEXT NOT NULL,
  account INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (version, item)
) STRICT;

-- Hội đồng
CREATE TABLE council (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  decision_no TEXT NOT NULL,
  decision_date INTEGER NOT NULL,
  from_day INTEGER NOT NULL,
  until_day INTEGER,
  quorum_percent INTEGER NOT NULL CHECK (quorum_percent BETWEEN 1 AND 100), -- default 75, facts: provincial practice
  chair_needed INTEGER NOT NULL CHECK (chair_needed IN (0, 1)),
  gate TEXT NOT NULL CHECK (gate IN ('mean', 'majority')),
  title_mark TEXT NOT NULL CHECK (title_mark IN ('lowest', 'full', 'ignore')),
  blank TEXT NOT NULL CHECK (blank IN ('zero', 'explicit')),
  dependency TEXT NOT NULL CHECK (dependency IN ('ignore', 'reject')),
  divergence INTEGER NOT NULL CHECK (divergence BETWEEN 0 AND 100),
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE council_member (
  council INTEGER NOT NULL REFERENCES council (id),
  account INTEGER NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  department TEXT NOT NULL,
  position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 4), -- chair, vice-chair, member, secretary without vote
  PRIMARY KEY (council, account)
) STRICT;
CREATE INDEX council_member_account ON council_member (account);
CREATE TABLE council_session (
  id INTEGER PRIMARY KEY,
  council INTEGER NOT NULL REFERENCES council (id),
  name TEXT NOT NULL,
  held_on INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX council_session_of ON council_session (council, held_on);
-- a frozen version on the table
CREATE TABLE session_file (
  id INTEGER PRIMARY KEY,
  session INTEGER NOT NULL REFERENCES council_session (id),
  council INTEGER NOT NULL REFERENCES council (id),
  dossier INTEGER NOT NULL REFERENCES dossier (id),
  filed INTEGER NOT NULL REFERENCES dossier_version (id),
  position INTEGER NOT NULL,
  state INTEGER NOT NULL,
  closed_by INTEGER,
  closed_at INTEGER,
  version INTEGER NOT NULL,
  UNIQUE (session, dossier)
) STRICT;
CREATE INDEX session_file_dossier ON session_file (dossier);
CREATE TABLE score_sheet (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES session_file (id),
  account INTEGER NOT NULL REFERENCES account (id),
  state INTEGER NOT NULL,
  remark TEXT NOT NULL,
  submitted_at INTEGER,
  commitment BLOB CHECK (commitment IS NULL OR length(commitment) = 32), -- SHA-256 of nonce and answers
  nonce BLOB,
  saved_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (file, account)
) STRICT;
CREATE TABLE score_answer (
  sheet INTEGER NOT NULL REFERENCES score_sheet (id),
  item TEXT NOT NULL,
  choice TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (sheet, item)
) STRICT;
-- computed at closing by the one pure function; never typed
CREATE TABLE score_result (
  file INTEGER PRIMARY KEY REFERENCES session_file (id),
  members INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  mean_num INTEGER NOT NULL,
  mean_den INTEGER NOT NULL CHECK (mean_den > 0),
  band INTEGER NOT NULL CHECK (band BETWEEN 1 AND 5),
  star INTEGER NOT NULL CHECK (star BETWEEN 1 AND 5),
  spread INTEGER NOT NULL,
  diverges INTEGER NOT NULL CHECK (diverges IN (0, 1)),
  detail TEXT NOT NULL,                       -- JSON: policy, totals, failing gates, explanation
  at INTEGER NOT NULL
) STRICT;

-- công nhận: one row a recognition; a product has a history of them
CREATE TABLE recognition (
  id INTEGER PRIMARY KEY,
  product INTEGER NOT NULL REFERENCES product (id),
  dossier INTEGER REFERENCES dossier (id),    -- NULL: from the office register
  result INTEGER REFERENCES score_result (file),
  round INTEGER NOT NULL CHECK (round > 0),   -- lần: 1, 2, ...
  star INTEGER NOT NULL CHECK (star BETWEEN 3 AND 5),
  decision_no TEXT NOT NULL,
  decision_date INTEGER NOT NULL,
  authority TEXT NOT NULL,
  from_day INTEGER NOT NULL,                  -- first day valid
  until_day INTEGER NOT NULL,                 -- first day no longer valid: from_day + 36 months
  product_name TEXT NOT NULL,                 -- names and places as they stood on the decision
  producer_name TEXT NOT NULL,
  place_text TEXT NOT NULL,
  score_text TEXT,                            -- mean as printed, when known
  certificate_no TEXT,
  certificate BLOB CHECK (certificate IS NULL OR length(certificate) = 32),
  revoked_on INTEGER,                         -- first day revoked
  revoke_decision TEXT,
  revoke_reason TEXT,
  decided_by INTEGER,
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (product, decision_no, decision_date)
) STRICT;
CREATE INDEX recognition_product ON recognition (product, from_day);
CREATE INDEX recognition_until ON recognition (until_day);
CREATE UNIQUE INDEX recognition_certificate ON recognition (certificate_no);

-- frozen things stay frozen, on both engines
-- @sqlite
CREATE TRIGGER dossier_version_frozen_u BEFORE UPDATE ON dossier_version BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER dossier_version_frozen_d BEFORE DELETE ON dossier_version BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER score_result_frozen_u BEFORE UPDATE ON score_result BEGIN SELECT RAISE(ABORT, 'frozen'); END;
CREATE TRIGGER score_result_frozen_d BEFORE DELETE ON score_result BEGIN SELECT RAISE(ABORT, 'frozen'); END;
-- @end
-- @pg
CREATE FUNCTION ocop_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'frozen'; END $$;
CREATE TRIGGER dossier_version_frozen BEFORE UPDATE OR DELETE ON dossier_version FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
CREATE TRIGGER score_result_frozen BEFORE UPDATE OR DELETE ON score_result FOR EACH ROW EXECUTE FUNCTION ocop_frozen();
-- @end

-- search over the catalogue: folded words of name, producer, place; the one planned twin
-- @sqlite
CREATE VIRTUAL TABLE product_search USING fts5 (words, tokenize = 'ascii');
-- what a search filters and sorts by, many rows to a page of the file (portal_find)
CREATE INDEX product_found ON product (id, latest, group_no, name_sort);
CREATE INDEX recognition_found ON recognition (id, star, until_day, revoked_on);
-- @end
-- @pg
CREATE TABLE product_search (rowid BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX product_search_words ON product_search USING gin (words);
-- @end

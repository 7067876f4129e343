-- 0001_platform: what every programme needs: accounts, sessions, audit, outbox, settings, idempotency.

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE CHECK (length(login) > 0), -- folded to lower case
  name TEXT NOT NULL CHECK (length(name) > 0),
  password_hash TEXT,                                   -- Argon2id string; NULL: cannot sign in by password
  demo INTEGER NOT NULL CHECK (demo IN (0, 1)),
  disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE account_role (
  account INTEGER NOT NULL REFERENCES account (id),
  role INTEGER NOT NULL,
  scope INTEGER NOT NULL,                               -- 0: the whole province
  from_day INTEGER NOT NULL,
  until_day INTEGER,                                    -- last day
  PRIMARY KEY (account, role, scope, from_day)
) STRICT;
CREATE TABLE session (
  id INTEGER PRIMARY KEY,
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  account INTEGER NOT NULL REFERENCES account (id),
  csrf TEXT NOT NULL,
  started INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  ended INTEGER
) STRICT;
CREATE INDEX session_account ON session (account);
CREATE TABLE sign_in_failure (
  key TEXT PRIMARY KEY,                                 -- "login:..." or "net:..."
  failures INTEGER NOT NULL,
  blocked_until INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE audit_head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TABLE audit_log (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL,                             -- 0: the system or a visitor
  action INTEGER NOT NULL,
  what TEXT NOT NULL,
  object INTEGER NOT NULL,
  detail TEXT NOT NULL,                                 -- JSON or ''
  hash BLOB NOT NULL CHECK (length(hash) = 32)          -- SHA-256 over the row and the hash before it
) STRICT;
CREATE INDEX audit_object ON audit_log (object, seq);

CREATE TABLE public_version (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  n INTEGER NOT NULL
) STRICT;

CREATE TABLE idempotency (
  account INTEGER NOT NULL,
  key TEXT NOT NULL,
  action INTEGER NOT NULL,
  request BLOB NOT NULL CHECK (length(request) = 32),   -- SHA-256 of path and form
  status INTEGER NOT NULL,
  location TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account, key)
) STRICT;

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  subject INTEGER NOT NULL,
  payload TEXT NOT NULL,
  unique_key TEXT,
  due INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 3), -- waiting, done, failed
  lease_until INTEGER NOT NULL,
  last_error TEXT,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (state, due);
CREATE UNIQUE INDEX job_unique ON job (kind, unique_key);

CREATE TABLE setting (
  key TEXT NOT NULL,
  from_day INTEGER NOT NULL,
  value TEXT NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (key, from_day)
) STRICT;

INSERT INTO public_version (one, n) VALUES (1, 1);
-- @sqlite
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, zeroblob(32));
CREATE TRIGGER audit_log_u BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER audit_log_d BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'append only'); END;
-- @end
-- @pg
INSERT INTO audit_head (one, seq, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
CREATE FUNCTION ocop_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append only'; END $$;
CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE ON audit_log FOR EACH ROW EXECUTE FUNCTION ocop_append_only();
-- @end

-- identity.sql: accounts, roles, sessions, failures of signing in.

-- identity_account_insert(id Id, login Str, name Str, password_hash Str?, demo bool, at Time) -> done under PLATFORM
insert into account (id, login, name, password_hash, demo, disabled, created_at) values (:id, :login, :name, :password_hash, :demo, 0, :at);

-- identity_account_by_login(login Str) -> maybe identity_account(id Id, login Str, name Str, password_hash Str?, disabled bool)
select id, login, name, password_hash, disabled from account where login = :login;

-- identity_account_get(id Id) -> one identity_account
select id, login, name, password_hash, disabled from account where id = :id;

-- identity_password_set(id Id, password_hash Str) -> changed under PLATFORM
update account set password_hash = :password_hash where id = :id;

-- identity_role_insert(account Id, role int, scope Id, from_day Date, until_day Date?) -> done under PLATFORM
insert into account_role (account, role, scope, from_day, until_day) values (:account, :role, :scope, :from_day, :until_day)
on conflict (account, role, scope, from_day) do update set until_day = excluded.until_day;

-- identity_role_end(account Id, role int, scope Id, last_day Date) -> done under PLATFORM
update account_role set until_day = :last_day
 where account = :account and role = :role and scope = :scope and (until_day is null or until_day > :last_day);

-- identity_roles_on(account Id, today Date) -> many identity_role(role int, scope Id)
select role, scope from account_role
 where account = :account and from_day <= :today and (until_day is null or until_day >= :today)
 order by role, scope;

-- identity_session_insert(id Id, token_hash Hash, account Id, csrf Str, at Time) -> done under PLATFORM
insert into session (id, token_hash, account, csrf, started, seen) values (:id, :token_hash, :account, :csrf, :at, :at);

-- identity_session_by_token(token_hash Hash) -> maybe identity_session_row(id Id, account Id, name Str, login Str, csrf Str, started Time, seen Time)
select s.id, s.account, a.name, a.login, s.csrf, s.started, s.seen
  from session s join account a on a.id = s.account
 where s.token_hash = :token_hash and s.ended is null and a.disabled = 0;

-- identity_session_seen(id Id, at Time) -> done under PLATFORM
update session set seen = :at where id = :id and seen < :at;

-- identity_session_end(id Id, at Time) -> done under PLATFORM
update session set ended = :at where id = :id and ended is null;

-- identity_sessions_end(account Id, keep Id, at Time) -> done under PLATFORM
update session set ended = :at where account = :account and id <> :keep and ended is null;

-- identity_failure_get(key Str) -> maybe identity_failure(failures int, blocked_until Time, last_at Time)
select failures, blocked_until, last_at from sign_in_failure where key = :key;

-- identity_failure_put(key Str, failures int, blocked_until Time, at Time) -> done under PLATFORM
insert into sign_in_failure (key, failures, blocked_until, last_at) values (:key, :failures, :blocked_until, :at)
on conflict (key) do update set failures = excluded.failures, blocked_until = excluded.blocked_until, last_at = excluded.last_at;

-- identity_failure_forget(key Str) -> done under PLATFORM
delete from sign_in_failure where key = :key;

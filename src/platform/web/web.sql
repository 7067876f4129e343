-- web.sql: requests that were answered before.

-- web_idempotency_get(account Id, key Str) -> maybe web_done(request Hash, status int, location Str)
select request, status, location from idempotency where account = :account and key = :key;

-- web_idempotency_put(account Id, key Str, action int, request Hash, status int, location Str, at Time) -> done under PLATFORM
insert into idempotency (account, key, action, request, status, location, at)
values (:account, :key, :action, :request, :status, :location, :at);

-- web_idempotency_sweep(before Time) -> done under PLATFORM
delete from idempotency where at < :before;

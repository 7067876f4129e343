-- platform.sql: the statements of the database room itself: audit chain, public version, settings.

-- audit_head_take() -> one audit_head(seq int, hash Hash)
select seq, hash from audit_head where one = 1;

-- audit_head_set(seq int, hash Hash) -> changed under PLATFORM
update audit_head set seq = :seq, hash = :hash where one = 1;

-- audit_append(seq int, at Time, account Id, action int, what Str, object Id, detail Str, hash Hash) -> done under PLATFORM
insert into audit_log (seq, at, account, action, what, object, detail, hash)
values (:seq, :at, :account, :action, :what, :object, :detail, :hash);

-- audit_page(after int, row_limit int) -> many audit_row(seq int, at Time, account Id, action int, what Str, object Id, detail Str, hash Hash)
select seq, at, account, action, what, object, detail, hash from audit_log where seq > :after order by seq limit :row_limit;

-- public_version_get() -> one public_version(n int)
select n from public_version where one = 1;

-- public_version_raise() -> changed under PLATFORM
update public_version set n = n + 1 where one = 1;

-- setting_value(key Str, day Date) -> maybe setting_row(value Str)
select value from setting where key = :key and from_day <= :day order by from_day desc limit 1;

-- setting_put(key Str, from_day Date, value Str, basis Str) -> done under PLATFORM
insert into setting (key, from_day, value, basis) values (:key, :from_day, :value, :basis)
on conflict (key, from_day) do update set value = excluded.value, basis = excluded.basis;

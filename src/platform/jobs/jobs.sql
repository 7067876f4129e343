-- jobs.sql: the outbox. state: 1 waiting (or running, while lease_until lies ahead), 2 done, 3 failed.

-- job_insert(id Id, kind int, subject Id, payload Str, unique_key Str?, due Time, at Time) -> done under PLATFORM
insert into job (id, kind, subject, payload, unique_key, due, tries, state, lease_until, made_at)
values (:id, :kind, :subject, :payload, :unique_key, :due, 0, 1, 0, :at)
on conflict (kind, unique_key) do nothing;

-- job_claim(now Time, lease_until Time) -> maybe job_row(id Id, kind int, subject Id, payload Str, tries int) under PLATFORM
-- The key goes with the claim: what is put while this run is on its way needs a run of its own.
update job set tries = tries + 1, lease_until = :lease_until, unique_key = null
 where id = (select id from job where state = 1 and due <= :now and lease_until <= :now order by due, id limit 1)
returning id, kind, subject, payload, tries;

-- job_claim@pg(now Time, lease_until Time) -> maybe job_row under PLATFORM
-- Two processes would both pick the first job and one of them fail; SQLite has one writer anyway.
update job set tries = tries + 1, lease_until = :lease_until, unique_key = null
 where id = (select id from job where state = 1 and due <= :now and lease_until <= :now order by due, id limit 1
                for update skip locked)
returning id, kind, subject, payload, tries;

-- job_done(id Id, tries int) -> done under PLATFORM
update job set state = 2, lease_until = 0, last_error = null where id = :id and tries = :tries and state = 1;

-- job_later(id Id, tries int, due Time, error Str) -> done under PLATFORM
update job set due = :due, lease_until = 0, last_error = :error where id = :id and tries = :tries and state = 1;

-- job_fail(id Id, tries int, error Str) -> done under PLATFORM
update job set state = 3, lease_until = 0, last_error = :error where id = :id and tries = :tries and state = 1;

-- job_again(id Id, due Time) -> changed under PLATFORM
update job set state = 1, tries = 0, due = :due, lease_until = 0 where id = :id and state = 3;

-- job_sweep(before Time) -> done under PLATFORM
delete from job where state = 2 and made_at < :before;

-- job_failed_list(row_limit int) -> many job_failed(id Id, kind int, subject Id, tries int, error Str, made_at Time)
select id, kind, subject, tries, coalesce(last_error, ''), made_at from job where state = 3 order by due desc, id desc limit :row_limit;

-- job_counts() -> one job_count(waiting int, failed int)
select coalesce(sum(case when state = 1 then 1 else 0 end), 0), coalesce(sum(case when state = 3 then 1 else 0 end), 0)
  from job where state in (1, 3);

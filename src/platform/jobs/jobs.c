/* jobs.c: putting, claiming and running what is to be done after commit. */
#include "platform/jobs/jobs.h"

#include "platform/jobs/jobs.sql.h"

#include <signal.h>

static const int64_t first_pause = 10 * TIME_SECOND, longest_pause = 3600 * TIME_SECOND;

Err jobs_put(struct tx *tx, int kind, Id subject, Str payload, Str key, Time not_before)
{
    Time due = time_none(not_before) ? tx_now(tx) : not_before;
    return job_insert(tx, tx_new_id(tx), kind, subject, str_none(payload) ? S("") : payload, key,
                      due, tx_now(tx));
}

/* ---- claiming ---- */

/* One job on its way: what the two short transactions around its run need. */
struct running {
    struct db *db;
    struct arena *arena;
    Time now;
    bool found;
    struct job_row row;
    Err result;
    int max_tries;
    const char *error; /* why it is not even tried; NULL when it was */
};

static Err in_tx(struct running *r, Err (*f)(struct tx *tx, void *arg))
{
    struct tx_opts o = {
        .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = r->arena, .now = r->now
    };
    return tx_run(r->db, &o, f, r);
}

static Err claim(struct tx *tx, void *arg)
{
    struct running *r = arg;
    Time lease = { r->now.v + JOBS_LEASE_MINUTES * 60 * TIME_SECOND };
    return job_claim(tx, r->now, lease, &r->found, &r->row);
}

/* 10 s x 4^(tries - 1), at most an hour. */
static Time next_try(Time now, int64_t tries)
{
    int64_t pause = first_pause;
    for (int64_t i = 1; i < tries && pause < longest_pause; i++) {
        pause *= 4;
    }
    return (Time){ now.v + (pause < longest_pause ? pause : longest_pause) };
}

static const char *error_text(Err e)
{
    switch (e) {
    case OK:
        return "done";
    case E_REFUSED:
        return "refused by the rules";
    case E_INPUT:
        return "malformed input";
    case E_DENIED:
        return "not permitted";
    case E_NONE:
        return "its object does not exist";
    case E_STALE:
        return "its object has changed";
    case E_BUSY:
        return "the database was busy";
    case E_LIMIT:
        return "too large";
    case E_IO:
        return "the operating system refused";
    case E_DB:
        return "the database refused";
    case E_BUG:
        return "a rule of the program was broken";
    }
    return "unknown error";
}

static Err settle(struct tx *tx, void *arg)
{
    const struct running *r = arg;
    if (r->error != NULL) {
        return job_fail(tx, r->row.id, r->row.tries, str_c(r->error));
    }
    if (r->result == OK) {
        return job_done(tx, r->row.id, r->row.tries);
    }
    Str error = str_c(error_text(r->result));
    if (r->row.tries >= r->max_tries) {
        return job_fail(tx, r->row.id, r->row.tries, error);
    }
    return job_later(tx, r->row.id, r->row.tries, next_try(r->now, r->row.tries), error);
}

/* ---- running ---- */

static const struct jobs_kind *kind_of(const struct jobs_kind *kinds, size_t n, int64_t kind)
{
    for (size_t i = 0; i < n; i++) {
        if (kinds[i].kind == kind) {
            return &kinds[i];
        }
    }
    return NULL;
}

static void attempt(struct running *r, const struct jobs_kind *k, void *arg)
{
    if (k == NULL) {
        r->error = "this program has no such kind of job";
        return;
    }
    r->max_tries = k->max_tries;
    if (r->row.tries > k->max_tries) { /* claimed again although nobody settled it */
        r->error = "the process died each time";
        return;
    }
    struct job j = { .id = r->row.id,
                     .subject = r->row.subject,
                     .kind = k->kind,
                     .payload = r->row.payload,
                     .tries = r->row.tries,
                     .now = r->now };
    r->result = k->run(r->db, r->arena, &j, arg);
}

static void log_result(const struct running *r, const struct jobs_kind *k)
{
    if (r->error != NULL || r->result != OK) {
        log_line(LOG_WARN, "job", "kind %lld (%s), try %lld: %s", (long long)r->row.kind,
                 k == NULL ? "unknown" : k->name, (long long)r->row.tries,
                 r->error != NULL ? r->error : error_text(r->result));
    }
}

/* Claims and runs one; *ret_found says whether one was due. */
static Err run_one(struct db *db, const struct jobs_kind *kinds, size_t n, Time now, void *arg,
                   bool *ret_found)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct running r = { .db = db, .arena = a, .now = now };
    TRY(in_tx(&r, claim));
    *ret_found = r.found;
    if (!r.found) {
        return OK;
    }
    const struct jobs_kind *k = kind_of(kinds, n, r.row.kind);
    attempt(&r, k, arg);
    log_result(&r, k);
    return in_tx(&r, settle);
}

Err jobs_run_due(struct db *db, const struct jobs_kind *kinds, size_t n, Time now, int max,
                 void *arg, int *ret_done)
{
    int done = 0;
    bool found = true;
    while (done < max && found) {
        TRY(run_one(db, kinds, n, now, arg, &found));
        done += found ? 1 : 0;
    }
    *ret_done = done;
    return OK;
}

/* ---- the process ---- */

static Err sweep(struct tx *tx, void *arg)
{
    const struct running *r = arg;
    return job_sweep(tx, (Time){ r->now.v - JOBS_KEPT_DAYS * TIME_DAY });
}

static void forget_old(struct db *db, Time now)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct running r = { .db = db, .arena = a, .now = now };
    if (in_tx(&r, sweep) != OK) {
        log_line(LOG_WARN, "job", "old jobs could not be forgotten; tried again in an hour");
    }
}

Err jobs_loop(struct db *db, const struct jobs_kind *kinds, size_t n, int64_t ahead, void *arg)
{
    sigset_t end, before;
    (void)sigemptyset(&end);
    (void)sigaddset(&end, SIGTERM);
    (void)sigaddset(&end, SIGINT);
    if (sigprocmask(SIG_BLOCK, &end, &before) != 0) {
        return fault(E_IO, "signals cannot be blocked");
    }
    int64_t swept = 0;
    bool stop = false;
    while (!stop) {
        Time now = { time_wall_clock().v + ahead };
        if (now.v - swept > longest_pause) {
            forget_old(db, now);
            swept = now.v;
        }
        /* One at a time, so that every lease starts from a fresh clock. */
        int done = 0;
        if (jobs_run_due(db, kinds, n, now, 1, arg, &done) != OK) {
            done = 0; /* logged where it arose; the next round tries again */
        }
        const struct timespec wait = { .tv_sec = done > 0 ? 0 : 1 };
        stop = sigtimedwait(&end, NULL, &wait) > 0;
    }
    (void)sigprocmask(SIG_SETMASK, &before, NULL);
    return OK;
}

/* ---- for the administrator ---- */

Err jobs_state(struct tx *tx, struct jobs_state *ret)
{
    struct job_count c;
    TRY(job_counts(tx, &c));
    *ret = (struct jobs_state){ .waiting = c.waiting, .failed = c.failed };
    return OK;
}

Err jobs_failed(struct tx *tx, int64_t limit, struct jobs_faileds *ret)
{
    struct job_faileds rows;
    TRY(job_failed_list(tx, limit, &rows));
    struct jobs_failed *v = NEW_N(tx_arena(tx), struct jobs_failed, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct job_failed *f = &rows.v[i];
        v[i] = (struct jobs_failed){ .id = f->id,
                                     .subject = f->subject,
                                     .kind = f->kind,
                                     .tries = f->tries,
                                     .error = f->error,
                                     .put_at = f->made_at };
    }
    *ret = (struct jobs_faileds){ .n = rows.n, .v = v };
    return OK;
}

Err jobs_again(struct tx *tx, Id id)
{
    return job_again(tx, id, tx_now(tx));
}

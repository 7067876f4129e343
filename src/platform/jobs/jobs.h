/* jobs.h: the outbox: effects outside a transaction, done after it commits, tried again with
 * growing pauses. */
#ifndef JOBS_H
#define JOBS_H
#include "platform/db/db.h"

/* Inside a writing transaction: to be done after commit, not before not_before (TIME_NONE: at
 * once). kind: number of the program's job table; subject: object; payload: small JSON or none.
 * key: a second put with the same kind and key is ignored while the first waits for its first run
 * (key none: always put). */
Err jobs_put(struct tx *tx, int kind, Id subject, Str payload, Str key, Time not_before) MUST;

struct job {
    Id id, subject;
    int kind;
    Str payload;   /* empty when none was put */
    int64_t tries; /* this one included */
    Time now;      /* the instant of the run: jobs do not ask the clock */
};
struct jobs_kind {
    int kind;
    const char *name;
    /* Opens its own transactions; may be run again, also after it succeeded (the process may die
     * before that is written down). Must end within JOBS_LEASE_MINUTES: after that another process
     * may take the job. */
    Err (*run)(struct db *db, struct arena *a, const struct job *j, void *arg);
    int max_tries; /* then "failed" and shown to the administrator */
};
enum { JOBS_LEASE_MINUTES = 10, JOBS_KEPT_DAYS = 30 };

/* Runs what is due at `now`, at most max jobs; one job's failure does not stop the others: it is
 * tried again after 10 s, 40 s, 160 s ... at most an hour. Two processes never hold the same job at
 * once. A job whose kind is not in the table fails. ret_done: how many ran, failures included. */
Err jobs_run_due(struct db *db, const struct jobs_kind *kinds, size_t n, Time now, int max,
                 void *arg, int *ret_done) MUST;
/* The jobs process: until SIGTERM or SIGINT (a running job is finished first); looks every second;
 * forgets jobs done JOBS_KEPT_DAYS after they were put. ahead: microseconds that its clock is ahead
 * of the machine's, 0 but for a demonstration. OK when asked to end. */
Err jobs_loop(struct db *db, const struct jobs_kind *kinds, size_t n, int64_t ahead, void *arg)
    MUST;

/* ---- for the administrator ---- */

struct jobs_state {
    int64_t waiting, failed;
};
Err jobs_state(struct tx *tx, struct jobs_state *ret) MUST;
struct jobs_failed {
    Id id, subject;
    int64_t kind, tries;
    Str error;
    Time put_at;
};
struct jobs_faileds {
    size_t n;
    struct jobs_failed *v;
};
/* The failed ones, last first. */
Err jobs_failed(struct tx *tx, int64_t limit, struct jobs_faileds *ret) MUST;
/* Lets a failed job wait again, with all its tries; E_STALE when it has not failed. The caller
 * notes it. */
Err jobs_again(struct tx *tx, Id id) MUST;

#endif

/* jobs.h: the outbox: effects outside a transaction, done after it commits, tried again with
 * growing pauses. */
#ifndef JOBS_H
#define JOBS_H
#include "platform/db/db.h"

/* Inside a transaction: to be done after commit. kind: number of the program's job table; subject:
 * object; payload: small JSON or none. unique: a second put with the same kind and key while the
 * first waits is ignored (key none: always put). */
Err jobs_put(struct tx *tx, int kind, Id subject, Str payload, Str key, Time not_before) MUST;

struct job {
    Id id, subject;
    int kind;
    Str payload;
    int64_t tries;
};
struct jobs_kind {
    int kind;
    const char *name;
    Err (*run)(struct db *db, struct arena *a, const struct job *j,
               void *arg); /* opens its own transactions; may be run again */
    int max_tries;         /* then "failed" and shown to the administrator */
};
/* Runs what is due at `now`, at most max jobs; one job's failure does not stop the others.
 * ret_done: how many ran. */
Err jobs_run_due(struct db *db, const struct jobs_kind *kinds, size_t n, Time now, int max,
                 void *arg, int *ret_done) MUST;
/* The jobs process: until SIGTERM; looks every second. */
Err jobs_loop(struct db *db, const struct jobs_kind *kinds, size_t n, void *arg) MUST;

#endif

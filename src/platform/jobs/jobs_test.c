/* jobs_test.c: the outbox on both engines: order, tries, pauses, claims of two processes. */
#include "platform/jobs/jobs.h"
#include "platform/test/test.h"

enum { KIND_GOOD = 1, KIND_BAD = 2, KIND_UNKNOWN = 9 };

struct put {
    int kind;
    Id subject;
    Str key;
    Time not_before;
};

static Err put(struct tx *tx, void *arg)
{
    const struct put *p = arg;
    return jobs_put(tx, p->kind, p->subject, S("{}"), p->key, p->not_before);
}

static Err write_at(struct db *db, Time now, Err (*f)(struct tx *tx, void *arg), void *arg)
{
    struct tx_opts o = {
        .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = test_arena(), .now = now
    };
    return tx_run(db, &o, f, arg);
}

static void put_one(struct db *db, int kind, int64_t subject, Str key)
{
    struct put p = { kind, { subject }, key, TIME_NONE };
    CHECK_ERR(write_at(db, test_now(), put, &p), OK);
}

/* What the runs have seen. */
struct seen {
    int runs;
    int64_t subject, tries;
    struct db *other; /* a second process that looks for work meanwhile */
    int other_found;
};

static Err good(struct db *db, struct arena *a, const struct job *j, void *arg);
static Err bad(struct db *db, struct arena *a, const struct job *j, void *arg);
static const struct jobs_kind kinds[] = {
    { KIND_GOOD, "good", good, 3 },
    { KIND_BAD, "bad", bad, 3 },
};

static Err good(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    (void)db;
    (void)a;
    struct seen *s = arg;
    s->runs++;
    s->subject = j->subject.v;
    s->tries = j->tries;
    CHECK_STR(j->payload, S("{}"));
    if (s->other != NULL) {
        struct db *other = s->other;
        s->other = NULL;
        CHECK_ERR(jobs_run_due(other, kinds, COUNT_OF(kinds), test_now(), 10, s, &s->other_found),
                  OK);
    }
    return OK;
}

static Err bad(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    struct seen *s = arg;
    (void)db;
    (void)a;
    s->runs++;
    s->tries = j->tries;
    return E_IO;
}

static int run_due(struct db *db, Time now, struct seen *s)
{
    int done = -1;
    CHECK_ERR(jobs_run_due(db, kinds, COUNT_OF(kinds), now, 10, s, &done), OK);
    return done;
}

static Time later(int64_t seconds)
{
    return (Time){ test_now().v + seconds * TIME_SECOND };
}

static Err read_state(struct tx *tx, void *arg)
{
    return jobs_state(tx, arg);
}

static struct jobs_state state_of(struct db *db)
{
    struct jobs_state s = { -1, -1 };
    struct tx_opts o = { .mode = TX_READ, .arena = test_arena(), .now = test_now() };
    CHECK_ERR(tx_run(db, &o, read_state, &s), OK);
    return s;
}

TEST_DB(jobs_run_once_when_due)
{
    struct seen s = { 0 };
    CHECK_INT(run_due(db, test_now(), &s), 0);
    put_one(db, KIND_GOOD, 7, STR_NONE);
    struct put p = { KIND_GOOD, { 8 }, STR_NONE, later(60) };
    CHECK_ERR(write_at(db, test_now(), put, &p), OK);
    CHECK_INT(run_due(db, test_now(), &s), 1);
    CHECK_INT(s.subject, 7);
    CHECK_INT(s.tries, 1);
    CHECK_INT(run_due(db, later(59), &s), 0);
    CHECK_INT(run_due(db, later(60), &s), 1);
    CHECK_INT(s.subject, 8);
    CHECK_INT(run_due(db, later(9999), &s), 0);
    CHECK_INT(s.runs, 2);
    CHECK_INT(state_of(db).waiting, 0);
}

static Err put_then_fail(struct tx *tx, void *arg)
{
    TRY(put(tx, arg));
    return E_REFUSED;
}

TEST_DB(jobs_of_a_transaction_that_failed_do_not_exist)
{
    struct put p = { KIND_GOOD, { 7 }, STR_NONE, TIME_NONE };
    CHECK_ERR(write_at(db, test_now(), put_then_fail, &p), E_REFUSED);
    struct seen s = { 0 };
    CHECK_INT(run_due(db, test_now(), &s), 0);
}

TEST_DB(jobs_key_counts_once_while_waiting)
{
    struct seen s = { 0 };
    put_one(db, KIND_GOOD, 1, S("report"));
    put_one(db, KIND_GOOD, 1, S("report"));
    put_one(db, KIND_BAD, 1, S("report")); /* another kind */
    CHECK_INT(state_of(db).waiting, 2);
    CHECK_INT(run_due(db, test_now(), &s), 2);
    put_one(db, KIND_GOOD, 1, S("report")); /* the first has run: a new one counts */
    CHECK_INT(run_due(db, test_now(), &s), 1);
}

TEST_DB(jobs_failures_pause_longer_and_end)
{
    struct seen s = { 0 };
    put_one(db, KIND_BAD, 1, STR_NONE);
    put_one(db, KIND_GOOD, 2, STR_NONE);
    CHECK_INT(run_due(db, test_now(), &s), 2); /* the bad one stops nobody */
    CHECK_INT(s.subject, 2);
    CHECK_INT(run_due(db, later(9), &s), 0);
    CHECK_INT(run_due(db, later(10), &s), 1);
    CHECK_INT(run_due(db, later(10 + 39), &s), 0);
    CHECK_INT(run_due(db, later(10 + 40), &s), 1);
    CHECK_INT(s.tries, 3);
    CHECK_INT(run_due(db, later(100000), &s), 0);
    CHECK_INT(state_of(db).failed, 1);
}

struct failed_check {
    struct jobs_faileds list;
    Err again;
};

static Err take_up_again(struct tx *tx, void *arg)
{
    struct failed_check *c = arg;
    TRY(jobs_failed(tx, 10, &c->list));
    c->again = c->list.n == 1 ? jobs_again(tx, c->list.v[0].id) : E_NONE;
    return OK;
}

TEST_DB(jobs_unknown_kind_fails_and_can_be_taken_up_again)
{
    struct seen s = { 0 };
    put_one(db, KIND_UNKNOWN, 5, STR_NONE);
    CHECK_INT(run_due(db, test_now(), &s), 1);
    struct failed_check c = { .again = E_BUG };
    CHECK_ERR(write_at(db, test_now(), take_up_again, &c), OK);
    CHECK_ERR(c.again, OK);
    CHECK_INT(c.list.n, 1);
    CHECK_INT(c.list.v[0].subject.v, 5);
    CHECK_STR(c.list.v[0].error, S("this program has no such kind of job"));
    CHECK_INT(state_of(db).waiting, 1);
}

TEST_DB(jobs_running_is_not_taken_by_another_process)
{
    struct db *other = NULL;
    CHECK_ERR(db_open(test_db_url(), &other), OK);
    struct seen s = { .other = other, .other_found = -1 };
    put_one(db, KIND_GOOD, 1, STR_NONE);
    CHECK_INT(run_due(db, test_now(), &s), 1);
    CHECK_INT(s.other_found, 0);
    CHECK_INT(s.runs, 1);
    db_close(other);
}

/* A process that dies in a job leaves it claimed; its lease ends. */
static Err die(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    (void)a;
    (void)j;
    (void)arg;
    db_fault_after(db, 1); /* what follows is not written down */
    return OK;
}

TEST_DB(jobs_left_by_a_dead_process_run_again_after_the_lease)
{
    static const struct jobs_kind dying[] = { { KIND_GOOD, "dying", die, 2 } };
    put_one(db, KIND_GOOD, 1, STR_NONE);
    int done = 0;
    CHECK_ERR(jobs_run_due(db, dying, 1, test_now(), 10, NULL, &done), E_IO);
    struct seen s = { 0 };
    CHECK_INT(run_due(db, later(60), &s), 0);
    Time free = later(JOBS_LEASE_MINUTES * 60);
    CHECK_ERR(jobs_run_due(db, dying, 1, free, 10, NULL, &done), E_IO);
    CHECK_ERR(jobs_run_due(db, dying, 1, later(2 * JOBS_LEASE_MINUTES * 60), 10, NULL, &done), OK);
    CHECK_INT(done, 1);
    CHECK_INT(state_of(db).failed, 1); /* a job that kills its process does not do so for ever */
}

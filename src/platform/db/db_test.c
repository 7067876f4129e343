/* db_test.c: custody of transactions, the audit chain, faults at every statement, every statement
 * on this engine. */
#include "platform/db/driver.h"
#include "platform/test/test.h"

#include <time.h>

static struct tx_opts writing(void)
{
    return (struct tx_opts){
        .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = test_arena(), .now = test_now()
    };
}

static Err set_noted(struct tx *tx, void *arg)
{
    TRY(setting_set(tx, S("test.key"), tx_today(tx), *(Str *)arg, S("test")));
    return tx_note(tx, S("test.set"), ID_NONE);
}

static Err get(struct tx *tx, void *arg)
{
    return setting_get(tx, S("test.key"), S("none"), arg);
}

static Str value_of(struct db *db)
{
    Str v = STR_NONE;
    struct tx_opts o = writing();
    o.mode = TX_READ;
    CHECK_ERR(tx_run(db, &o, get, &v), OK);
    return v;
}

TEST_DB(db_every_statement_is_prepared)
{
    CHECK(db_all_statements_n > 50);
    CHECK_ERR(db_prepare_all(db), OK);
}

/* A statement as sqlgen writes it, allowed under action 7 only. */
static Err run_foreign(struct tx *tx, void *arg)
{
    (void)arg;
    static const struct db_stmt foreign = { .name = "test_foreign",
                                            .sqlite = "update setting set value = value",
                                            .pg = "update setting set value = value",
                                            .file = "db_test.c",
                                            .kind = DB_DONE,
                                            .under = { 7, 0 } };
    return db_run(tx, &foreign, NULL, NULL, NULL);
}

static Err run_foreign_noted(struct tx *tx, void *arg)
{
    TRY(run_foreign(tx, arg));
    return tx_note(tx, S("test.foreign"), ID_NONE);
}

TEST_DB(db_write_needs_a_note)
{
    struct tx_opts o = writing();
    o.action = 7;
    CHECK_ERR(tx_run(db, &o, run_foreign, NULL), E_BUG);
    CHECK_ERR(tx_run(db, &o, run_foreign_noted, NULL), OK);
}

TEST_DB(db_read_does_not_write)
{
    struct tx_opts o = writing();
    o.mode = TX_READ;
    Str v = S("one");
    CHECK_ERR(tx_run(db, &o, set_noted, &v), E_BUG);
    CHECK_STR(value_of(db), S("none"));
}

TEST_DB(db_statement_runs_only_under_its_action)
{
    struct tx_opts o = writing();
    o.action = 8;
    CHECK_ERR(tx_run(db, &o, run_foreign, NULL), E_BUG);
    o.action = 0;
    CHECK_ERR(tx_run(db, &o, run_foreign, NULL), E_BUG);
}

static Err refuse_it(struct tx *tx, void *arg)
{
    TRY(set_noted(tx, arg));
    return refuse(tx, 1, STR_NONE, STR_NONE);
}

TEST_DB(db_refusal_rolls_back_and_keeps_reasons)
{
    struct problems p = { .arena = test_arena() };
    struct tx_opts o = writing();
    o.problems = &p;
    Str v = S("one");
    CHECK_ERR(tx_run(db, &o, refuse_it, &v), E_REFUSED);
    CHECK_INT(p.n, 1);
    CHECK_STR(value_of(db), S("none"));
}

static Err count_busy(struct tx *tx, void *arg)
{
    (void)tx;
    int *runs = arg;
    (*runs)++;
    return *runs < 3 ? E_BUSY : OK;
}

static Err always_busy(struct tx *tx, void *arg)
{
    (void)tx;
    (*(int *)arg)++;
    return E_BUSY;
}

TEST_DB(db_busy_runs_again_a_bounded_number_of_times)
{
    struct tx_opts o = writing();
    int runs = 0;
    CHECK_ERR(tx_run(db, &o, count_busy, &runs), OK);
    CHECK_INT(runs, 3);
    runs = 0;
    CHECK_ERR(tx_run(db, &o, always_busy, &runs), E_BUSY);
    CHECK_INT(runs, LIMIT_TX_TRIES);
}

/* The n-th statement or commit fails, for every n until none does: nothing of it stays, and the
 * audit chain is whole after each. */
TEST_DB(db_fault_at_every_statement_leaves_nothing)
{
    struct tx_opts o = writing();
    Str v = S("one");
    int n = 1;
    for (; n < 50; n++) {
        int64_t bad = 0;
        db_fault_after(db, n);
        Err e = tx_run(db, &o, set_noted, &v);
        db_fault_after(db, 0);
        CHECK_ERR(audit_verify(db, &bad), OK);
        if (e == OK) {
            break;
        }
        CHECK_ERR(e, E_IO);
        CHECK_STR(value_of(db), S("none"));
    }
    CHECK(n > 3 && n < 50);
    CHECK_STR(value_of(db), S("one"));
}

/* What is rehearsed is told as done, and is not; afterwards writing is writing again. */
TEST_DB(db_rehearsal_leaves_nothing)
{
    struct tx_opts o = writing();
    Str a = S("a"), b = S("b");
    int64_t before = 0, after = 0, bad = 0;
    CHECK_ERR(tx_run(db, &o, set_noted, &a), OK);
    CHECK_ERR(db_public_version(db, &before), OK);
    db_rehearse(db, true);
    CHECK_ERR(tx_run(db, &o, set_noted, &b), OK);
    CHECK_STR(value_of(db), S("a"));
    db_rehearse(db, false);
    CHECK_ERR(db_public_version(db, &after), OK);
    CHECK_INT(after, before);
    CHECK_ERR(tx_run(db, &o, set_noted, &b), OK);
    CHECK_STR(value_of(db), S("b"));
    CHECK_ERR(audit_verify(db, &bad), OK);
}

TEST_DB(db_two_connections_write_in_turn)
{
    struct db *other = NULL;
    CHECK_ERR(db_open(test_db_url(), &other), OK);
    struct tx_opts o = writing();
    Str a = S("a"), b = S("b");
    for (int i = 0; i < 20; i++) {
        CHECK_ERR(tx_run(i % 2 == 0 ? db : other, &o, set_noted, i % 2 == 0 ? &a : &b), OK);
    }
    CHECK_STR(value_of(db), S("b"));
    int64_t bad = 0;
    CHECK_ERR(audit_verify(other, &bad), OK);
    db_close(other);
}

/* Readers that share a snapshot still read all that was committed before they began, by whomever.
 */
TEST_DB(db_shared_reads_miss_nothing)
{
    struct db *other = NULL;
    CHECK_ERR(db_open(test_db_url(), &other), OK);
    bool can = other->news != NULL; /* SQLite in a file */
    CHECK_INT(can, db_engine(db) == DB_SQLITE);
    struct tx_opts o = writing();
    static const char *const texts[] = { "a", "b", "c", "d" };
    db_share_reads(other);
    CHECK_STR(value_of(other), S("none"));
    CHECK_INT(other->shared, can);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        Str v = str_c(texts[i]);
        CHECK_ERR(tx_run(i % 2 == 0 ? db : other, &o, set_noted, &v), OK); /* once itself */
        CHECK_STR(value_of(other), v);
        CHECK_STR(value_of(other), v);
        CHECK_INT(other->shared, can);
        CHECK(!db->shared); /* nobody asked it to */
    }
    int64_t version = 0;
    CHECK_ERR(db_public_version(other, &version), OK);
    db_settle(other);
    CHECK(!other->shared);
    db_settle(other); /* harmless */
    CHECK_STR(value_of(other), S("d"));
    db_close(other); /* with an open one */
}

/* The snapshot is one as long as nobody commits: the engine is not asked to begin again. */
TEST_DB(db_shared_reads_begin_once_and_grow_old)
{
    struct db *other = NULL;
    CHECK_ERR(db_open(test_db_url(), &other), OK);
    db_share_reads(other);
    CHECK_STR(value_of(db), S("none"));
    CHECK_STR(value_of(other), S("none"));
    int64_t begun = other->shared_at;
    if (other->news == NULL) { /* PostgreSQL */
        CHECK(!other->shared);
        db_close(other);
        return;
    }
    CHECK_STR(value_of(other), S("none"));
    CHECK(other->shared &&
          (other->shared_at == begun || time_wall_clock().v - begun >= DB_NEWS_STALE_US));
    other->shared_at -= DB_NEWS_STALE_US; /* a process may have been killed before it told */
    begun = other->shared_at;
    CHECK_STR(value_of(other), S("none"));
    CHECK(other->shared_at > begun);
    other->shared_at = time_wall_clock().v + TIME_SECOND; /* the clock was set back */
    begun = other->shared_at;
    CHECK_STR(value_of(other), S("none"));
    CHECK(other->shared_at < begun);
    db_close(other);
}

/* A reader that fails leaves nothing open. */
TEST_DB(db_shared_reads_end_with_a_failure)
{
    struct db *other = NULL;
    CHECK_ERR(db_open(test_db_url(), &other), OK);
    db_share_reads(other);
    CHECK_STR(value_of(other), S("none"));
    struct tx_opts o = writing();
    o.mode = TX_READ;
    Str v = S("x");
    CHECK_ERR(tx_run(other, &o, set_noted, &v), E_BUG);
    CHECK(!other->shared);
    CHECK_STR(value_of(db), S("none"));
    db_close(other);
}

static Err touch(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(tx_touch_public(tx));
    return tx_note(tx, S("test.touched"), ID_NONE);
}

TEST_DB(db_public_version_moves_for_everybody)
{
    struct db *other = NULL;
    CHECK_ERR(db_open(test_db_url(), &other), OK);
    int64_t before = 0, mine = 0, theirs = 0;
    struct tx_opts o = writing();
    Str v = S("private");
    CHECK_ERR(db_public_version(other, &before), OK);
    CHECK_ERR(tx_run(db, &o, set_noted, &v), OK);
    CHECK_ERR(db_public_version(other, &theirs), OK);
    CHECK_INT(theirs, before); /* a private change leaves cached pages alone */
    CHECK_ERR(tx_run(db, &o, touch, NULL), OK);
    CHECK_ERR(db_public_version(db, &mine), OK);
    CHECK(mine > before);
    for (int i = 0; i < 20 && theirs != mine; i++) { /* PostgreSQL is asked five times a second */
        CHECK_ERR(db_public_version(other, &theirs), OK);
        struct timespec ts = { 0, theirs == mine ? 0 : 50 * 1000 * 1000 };
        (void)nanosleep(&ts, NULL);
    }
    CHECK_INT(theirs, mine);
    db_close(other);
}

TEST_DB(db_migrating_twice_changes_nothing)
{
    CHECK_ERR(db_migrate(db), OK);
    CHECK(db_ready(db));
}

static Err set_dated(struct tx *tx, void *arg)
{
    (void)arg;
    Date today = tx_today(tx);
    TRY(setting_set(tx, S("test.key"), date_add_days(today, -10), S("old"), S("test")));
    TRY(setting_set(tx, S("test.key"), date_add_days(today, 1), S("tomorrow"), S("test")));
    return tx_note(tx, S("test.set"), ID_NONE);
}

TEST_DB(db_settings_are_dated)
{
    struct tx_opts o = writing();
    CHECK_ERR(tx_run(db, &o, set_dated, NULL), OK);
    CHECK_STR(value_of(db), S("old"));
    o.mode = TX_READ;
    o.now.v += TIME_DAY;
    Str v = STR_NONE;
    CHECK_ERR(tx_run(db, &o, get, &v), OK);
    CHECK_STR(v, S("tomorrow"));
}

/* ---- the server's own defaults ---- */

static Err read_jit(struct tx *tx, void *arg)
{
    static const struct db_col cols[] = { { "value", DB_T_STR, false, 0 } };
    static const struct db_stmt jit = { .name = "test_jit",
                                        .sqlite = "select 'off'",
                                        .pg = "select current_setting('jit')",
                                        .file = "db_test.c",
                                        .kind = DB_ONE,
                                        .row_size = sizeof(Str),
                                        .cols = cols,
                                        .n_cols = 1 };
    return db_run(tx, &jit, NULL, arg, NULL);
}

/* A page is made in milliseconds; compiling one of its statements takes a hundred. */
TEST_DB(db_statements_are_not_compiled)
{
    Str jit = S("");
    struct tx_opts o = { .mode = TX_READ, .arena = test_arena() };
    CHECK_ERR(tx_run(db, &o, read_jit, &jit), OK);
    CHECK_STR(jit, S("off"));
}

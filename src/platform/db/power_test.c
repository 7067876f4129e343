/* power_test.c: the power fails at any moment of a run of writes: what was acknowledged is there,
 * whole, and nothing is there by half. Killing a process proves none of it: what it had handed to
 * the system survives the kill. (PostgreSQL's own durability is PostgreSQL's to prove; that we
 * never switch it off is in pg.c.) */
#include "platform/test/power_vfs.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

enum { WRITES = 90, CUTS = 120, LETTERS = 9000 };

/* Two settings that belong together: number k under both names, long enough to fill pages. */
static Err write_pair(struct tx *tx, void *arg)
{
    int k = *(int *)arg;
    char *long_text = (char *)arena_alloc(test_arena(), LETTERS);
    for (int i = 0; i < LETTERS; i++) {
        long_text[i] = (char)('a' + (k + i) % 26);
    }
    Str key = str_fmt(test_arena(), "power.%d", k % 30);
    TRY(setting_set(tx, str_cat(test_arena(), key, S(".a")), tx_today(tx),
                    str_fmt(test_arena(), "%d", k), S("test")));
    TRY(setting_set(tx, str_cat(test_arena(), key, S(".text")), tx_today(tx),
                    (Str){ long_text, LETTERS }, S("test")));
    TRY(setting_set(tx, str_cat(test_arena(), key, S(".b")), tx_today(tx),
                    str_fmt(test_arena(), "%d", k), S("test")));
    return tx_note(tx, S("test.power"), ID_NONE);
}

struct seen {
    int last;   /* the highest number there is */
    bool whole; /* every pair has the same number twice */
};

static Err look(struct tx *tx, void *arg)
{
    struct seen *seen = arg;
    *seen = (struct seen){ .last = 0, .whole = true };
    for (int k = 0; k < 30; k++) {
        Str key = str_fmt(test_arena(), "power.%d", k);
        int64_t a, b;
        TRY(setting_int(tx, str_cat(test_arena(), key, S(".a")), 0, &a));
        TRY(setting_int(tx, str_cat(test_arena(), key, S(".b")), 0, &b));
        seen->whole = seen->whole && a == b;
        seen->last = a > seen->last ? (int)a : seen->last;
    }
    return OK;
}

/* The moments at which write k had been acknowledged. */
static size_t acknowledged[WRITES + 1];

static void write_all(struct db *db)
{
    for (int k = 1; k <= WRITES; k++) {
        struct tx_opts o = {
            .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = test_arena(), .now = test_now()
        };
        CHECK_ERR(tx_run(db, &o, write_pair, &k), OK);
        acknowledged[k] = power_moment();
    }
}

static int promised_at(size_t moment)
{
    int k = 0;
    while (k < WRITES && acknowledged[k + 1] <= moment) {
        k++;
    }
    return k;
}

static bool sound(Str path)
{
    sqlite3 *c = NULL;
    sqlite3_stmt *s = NULL;
    bool ok = sqlite3_open_v2(str_cstr(test_arena(), path), &c, SQLITE_OPEN_READWRITE, "unix") ==
                  SQLITE_OK &&
              sqlite3_prepare_v2(c, "pragma integrity_check", -1, &s, NULL) == SQLITE_OK &&
              sqlite3_step(s) == SQLITE_ROW &&
              str_eq(str_c((const char *)sqlite3_column_text(s, 0)), S("ok"));
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(c);
    return ok;
}

/* Opens what the cut left; false when something acknowledged is missing or something is by half. */
static bool survives(Str folder, size_t moment)
{
    Str path = str_cat(test_arena(), folder, S("/test.db"));
    struct db *db = NULL;
    struct seen seen = { 0 };
    struct tx_opts o = {
        .mode = TX_READ, .action = DB_UNDER_PLATFORM, .arena = test_arena(), .now = test_now()
    };
    if (!sound(path)) {
        return false;
    }
    int64_t bad = 0;
    bool ok = db_open(str_cat(test_arena(), S("sqlite:"), path), &db) == OK &&
              tx_run(db, &o, look, &seen) == OK && audit_verify(db, &bad) == OK && bad == 0 &&
              seen.whole && seen.last >= promised_at(moment) &&
              seen.last <= promised_at(moment) + 1;
    db_close(db);
    return ok;
}

static void empty(Str folder)
{
    static const char *const names[] = { "/test.db", "/test.db-shm", "/test.db-wal",
                                         "/test.db-news" };
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        (void)unlink(str_cstr(test_arena(), str_cat(test_arena(), folder, str_c(names[i]))));
    }
}

/* How many of the cuts lost or broke something. */
static int cut_everywhere(bool honest)
{
    power_record(honest);
    struct db *db = NULL;
    CHECK_ERR(test_db_open(DB_SQLITE, &db), OK);
    size_t from = power_moment();
    write_all(db);
    size_t until = power_moment();
    CHECK(until > from + WRITES);
    Str folder = str_cat(test_arena(), test_db_url(), S(".after"));
    folder = str_skip(folder, S("sqlite:").n);
    CHECK_ERR(file_make_dir(folder), OK);
    int lost = 0;
    for (int i = 0; i <= CUTS; i++) {
        size_t moment = from + (until - from) * (size_t)i / CUTS;
        empty(folder);
        CHECK_ERR(power_cut(folder, moment, (uint64_t)i + 1), OK);
        lost += survives(folder, moment) ? 0 : 1;
    }
    empty(folder);
    (void)rmdir(str_cstr(test_arena(), folder));
    test_db_close(db);
    return lost;
}

TEST(db_power_cut_loses_nothing_acknowledged)
{
    CHECK_INT(cut_everywhere(true), 0);
}

/* The same with a disk that lies: the check must see it. */
TEST(db_power_cut_is_seen_when_nothing_syncs)
{
    CHECK(cut_everywhere(false) > CUTS / 2);
}

/* engines.c: a fresh migrated database for a test, on either engine. */
#include "platform/test/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[] = "/tmp/ocop-test-XXXXXX";
static Str pg_schema, pg_admin; /* of this test process */

static Err open_sqlite(struct db **ret)
{
    BUG_UNLESS(mkdtemp(folder) != NULL);
    return db_open(str_fmt(test_arena(), "sqlite:%s/test.db", folder), ret);
}

/* Runs one command outside any test connection, through psql-like means: a connection of its own.
 */
static Err admin(const char *sql)
{
    struct arena *a = test_arena();
    FILE *p = popen(
        str_fmt(a, "psql -qtA -v ON_ERROR_STOP=1 '%.*s' >/dev/null 2>&1", STR_ARG(pg_admin)).p,
        "w");
    if (p == NULL || fputs(sql, p) < 0 || pclose(p) != 0) {
        return fault(E_DB, "psql: %s", sql);
    }
    return OK;
}

static Err open_pg(struct db **ret)
{
    const char *url = getenv("OCOP_TEST_PG");
    if (url == NULL) {
        return E_NONE;
    }
    struct arena *a = test_arena();
    pg_admin = str_dup(a, str_c(url));
    pg_schema = str_fmt(a, "t%.*s", STR_ARG(id_token(a, 8)));
    TRY(admin(str_fmt(a, "create schema %.*s", STR_ARG(pg_schema)).p));
    bool query = str_find_c(str_c(url), '?') < str_c(url).n;
    return db_open(
        str_fmt(a, "%s%coptions=-csearch_path%%3D%.*s", url, query ? '&' : '?', STR_ARG(pg_schema)),
        ret);
}

Err test_db_open(enum db_engine engine, struct db **ret)
{
    struct db *db = NULL;
    TRY(engine == DB_SQLITE ? open_sqlite(&db) : open_pg(&db));
    Err e = db_migrate(db);
    if (e != OK) {
        db_close(db);
        return e;
    }
    *ret = db;
    return OK;
}

void test_db_close(struct db *db)
{
    bool sqlite = db_engine(db) == DB_SQLITE;
    db_close(db);
    if (!sqlite) {
        if (admin(str_fmt(test_arena(), "drop schema %.*s cascade", STR_ARG(pg_schema)).p) != OK) {
            log_line(LOG_WARN, "test", "schema left behind");
        }
        return;
    }
    static const char *const files[] = { "test.db", "test.db-wal", "test.db-shm" };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        (void)unlink(str_fmt(test_arena(), "%s/%s", folder, files[i]).p);
    }
    (void)rmdir(folder);
}

/* engines.c: a fresh migrated database for a test, on either engine; nothing of it stays behind. */
#include "platform/base/embedded.h"
#include "platform/test/test.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { OPEN_MAX = 4 };
/* The databases of this test process. */
static struct opened {
    struct db *db;
    Str place;   /* SQLite's folder or PostgreSQL's schema */
    Str address; /* what db_open was given */
} opened[OPEN_MAX];
static Str place, address; /* of the last one opened */

Str test_db_url(void)
{
    return address;
}

/* ---- SQLite: the migrated file is made once and copied ---- */

/* Memory if there is some: tests say nothing about the disk, and a full sync costs more than most
 * of them. */
static const char *base_folder(void)
{
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

/* Named after the text of all migrations, so that a changed one makes a new template. */
static Str template_path(void)
{
    struct hash_state h;
    hash_start(&h);
    for (size_t i = 0; i < db_migration_files_n; i++) {
        hash_add(&h, db_migration_files[i].bytes, db_migration_files[i].size);
    }
    Str hex = hash_text(test_arena(), hash_end(&h));
    return str_fmt(test_arena(), "build/test/template-%.*s.db", STR_ARG(str_sub(hex, 0, 16)));
}

static Err make_template(Str path)
{
    struct arena *a = test_arena();
    TRY(file_make_dir(S("build/test")));
    Str fresh = str_fmt(a, "%.*s.%ld", STR_ARG(path), (long)getpid());
    struct db *db = NULL;
    TRY(db_open(str_cat(a, S("sqlite:"), fresh), &db));
    Err e = db_migrate(db);
    db_close(db);
    (void)unlink(str_cstr(a, str_cat(a, fresh, S("-news"))));
    if (e == OK && rename(str_cstr(a, fresh), str_cstr(a, path)) != 0) {
        e = fault(E_IO, "%.*s cannot be renamed", STR_ARG(fresh));
    }
    if (e != OK) {
        (void)unlink(str_cstr(a, fresh));
    }
    return e;
}

static Err open_sqlite(struct db **ret)
{
    struct arena *a = test_arena();
    Str from = template_path(), bytes;
    if (!file_exists(from)) {
        TRY(make_template(from));
    }
    TRY(file_read(a, from, (size_t)64 * 1024 * 1024, &bytes));
    char *folder = str_cstr(a, str_fmt(a, "%s/ocop-test-XXXXXX", base_folder()));
    if (mkdtemp(folder) == NULL) {
        return fault(E_IO, "no folder for the test");
    }
    place = str_c(folder);
    Str file = str_cat(a, place, S("/test.db"));
    TRY(file_write(file, bytes));
    address = str_cat(a, S("sqlite:"), file);
    return db_open(address, ret);
}

static void remove_sqlite(Str folder)
{
    static const char *const files[] = { "test.db", "test.db-wal", "test.db-shm", "test.db-news" };
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        (void)unlink(str_fmt(test_arena(), "%.*s/%s", STR_ARG(folder), files[i]).p);
    }
    (void)rmdir(folder.p);
}

/* ---- PostgreSQL: a schema of its own ---- */

static void finish(PGconn **c)
{
    PQfinish(*c);
}

static Err admin(Str sql)
{
    PGconn *c CLEANUP(finish) = PQconnectdb(getenv("OCOP_TEST_PG"));
    PGresult *r = PQexec(c, str_cstr(test_arena(), sql));
    bool ok = PQresultStatus(r) == PGRES_COMMAND_OK;
    PQclear(r);
    return ok ? OK : fault(E_DB, "%.*s: %s", STR_ARG(sql), PQerrorMessage(c));
}

static Err open_pg(struct db **ret)
{
    struct arena *a = test_arena();
    Str server = str_c(getenv("OCOP_TEST_PG"));
    if (str_none(server)) {
        return E_NONE;
    }
    place = str_cat(a, S("t"), id_token(a, 10));
    TRY(admin(str_cat(a, S("create schema "), place)));
    bool query = str_find_c(server, '?') < server.n;
    address = str_fmt(a, "%.*s%coptions=-csearch_path%%3D%.*s%%2Cpublic", STR_ARG(server),
                      query ? '&' : '?', STR_ARG(place));
    TRY(db_open(address, ret));
    return db_migrate(*ret);
}

static void remove_pg(Str schema)
{
    Str sql = str_fmt(test_arena(), "set client_min_messages = error; drop schema %.*s cascade",
                      STR_ARG(schema));
    if (admin(sql) != OK) {
        log_line(LOG_WARN, "test", "schema %.*s left behind", STR_ARG(schema));
    }
}

Err test_db_open(enum db_engine engine, struct db **ret)
{
    struct db *db = NULL;
    Err e = engine == DB_SQLITE ? open_sqlite(&db) : open_pg(&db);
    if (e != OK) {
        db_close(db);
        return e;
    }
    size_t i = 0;
    while (i < OPEN_MAX && opened[i].db != NULL) {
        i++;
    }
    BUG_UNLESS(i < OPEN_MAX);
    opened[i] = (struct opened){ db, place, address };
    *ret = db;
    return OK;
}

void test_db_close(struct db *db)
{
    bool sqlite = db_engine(db) == DB_SQLITE;
    size_t i = 0;
    while (i < OPEN_MAX && opened[i].db != db) {
        i++;
    }
    BUG_UNLESS(i < OPEN_MAX);
    db_close(db);
    opened[i].db = NULL;
    if (sqlite) {
        remove_sqlite(opened[i].place);
    } else {
        remove_pg(opened[i].place);
    }
}

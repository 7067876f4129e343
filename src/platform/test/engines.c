/* engines.c: a fresh migrated database for a test, on either engine; nothing of it
 * stays behind but the templates it was copied from. */
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
    Str place;   /* SQLite's folder or PostgreSQL's database */
    Str address; /* what db_open was given */
} opened[OPEN_MAX];
static Str place, address; /* of the last one opened */

Str test_db_url(void)
{
    return address;
}

/* ---- the templates ---- */

/* Memory if there is some: tests say nothing about the disk, and a full sync costs more than most
 * of them. */
static const char *base_folder(void)
{
    return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

/* Of the text of all migrations, so that a changed one makes a new template. */
static Str migrations_mark(void)
{
    struct hash_state h;
    hash_start(&h);
    for (size_t i = 0; i < db_migration_files_n; i++) {
        hash_add(&h, db_migration_files[i].bytes, db_migration_files[i].size);
    }
    return str_sub(hash_text(test_arena(), hash_end(&h)), 0, 16);
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
    Str from = str_fmt(a, "build/test/template-%.*s.db", STR_ARG(migrations_mark())), bytes;
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

/* ---- PostgreSQL: the migrated database is made once and copied ---- */

static void finish(PGconn **c)
{
    PQfinish(*c);
}

/* One command on the server's own database; E_NONE: a query that found nothing. */
static Err admin(Str sql)
{
    PGconn *c CLEANUP(finish) = PQconnectdb(getenv("OCOP_TEST_PG"));
    PGresult *r = PQexec(c, str_cstr(test_arena(), sql));
    ExecStatusType got = PQresultStatus(r);
    int rows = PQntuples(r);
    PQclear(r);
    if (got == PGRES_TUPLES_OK) {
        return rows > 0 ? OK : E_NONE;
    }
    return got == PGRES_COMMAND_OK ? OK : fault(E_DB, "%.*s: %s", STR_ARG(sql), PQerrorMessage(c));
}

/* The address of another database of the same server: postgresql://USER:PASSWORD@HOST:PORT/NAME. */
static Str pg_address(Str name)
{
    Str server = str_c(getenv("OCOP_TEST_PG"));
    size_t query = str_find_c(server, '?'), slash = query;
    while (slash > 0 && server.p[slash - 1] != '/') {
        slash--;
    }
    return str_fmt(test_arena(), "%.*s%.*s%.*s", STR_ARG(str_sub(server, 0, slash)), STR_ARG(name),
                   STR_ARG(str_sub(server, query, server.n)));
}

static Err drop_pg(Str name)
{
    return admin(str_fmt(test_arena(), "drop database %.*s with (force)", STR_ARG(name)));
}

static Err make_pg_template(Str name)
{
    struct arena *a = test_arena();
    Str fresh = str_fmt(a, "%.*s_%.*s", STR_ARG(name), STR_ARG(id_token(a, 5)));
    struct db *db = NULL;
    TRY(admin(str_cat(a, S("create database "), fresh)));
    Err e = db_open(pg_address(fresh), &db);
    if (e == OK) {
        e = db_migrate(db);
    }
    db_close(db);
    if (e == OK && admin(str_fmt(a, "alter database %.*s rename to %.*s", STR_ARG(fresh),
                                 STR_ARG(name))) == OK) {
        return OK;
    }
    Err dropped = drop_pg(fresh); /* a test beside this one was quicker */
    return e != OK ? e : dropped;
}

static Err open_pg(struct db **ret)
{
    struct arena *a = test_arena();
    if (str_none(str_c(getenv("OCOP_TEST_PG")))) {
        return E_NONE;
    }
    Str from = str_cat(a, S("ocop_template_"), migrations_mark());
    Err found =
        admin(str_fmt(a, "select 1 from pg_database where datname = '%.*s'", STR_ARG(from)));
    TRY(found == E_NONE ? make_pg_template(from) : found);
    place = str_cat(a, S("t"), id_token(a, 10));
    TRY(admin(str_fmt(a, "create database %.*s template %.*s strategy file_copy", STR_ARG(place),
                      STR_ARG(from))));
    address = pg_address(place);
    return db_open(address, ret);
}

static void remove_pg(Str name)
{
    if (drop_pg(name) != OK) {
        log_line(LOG_WARN, "test", "database %.*s left behind", STR_ARG(name));
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

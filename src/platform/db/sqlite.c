/* sqlite.c: the SQLite engine: WAL, synchronous FULL, defensive, no extensions, no ATTACH. */
#include "platform/db/driver.h"

#include <sqlite3.h>
#include <string.h>

/* How long a statement waits for another writer before tx_run() tries the whole transaction again.
 */
enum { BUSY_MS = 250 };

static sqlite3 *conn(struct db *db)
{
    return db->conn;
}

static Err problem(struct db *db, int rc, const char *what)
{
    if (rc == SQLITE_CONSTRAINT_TRIGGER || rc == SQLITE_CONSTRAINT_NOTNULL) {
        return fault(E_DB, "sqlite: %s: %s", what, sqlite3_errmsg(conn(db)));
    }
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return E_BUSY;
    case SQLITE_CONSTRAINT:
        log_line(LOG_DEBUG, "constraint", "%s: %s", what, sqlite3_errmsg(conn(db)));
        return E_STALE;
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return fault(E_IO, "sqlite: %s: %s", what, sqlite3_errmsg(conn(db)));
    default:
        return fault(E_DB, "sqlite: %s: %s", what, sqlite3_errmsg(conn(db)));
    }
}

/* After opening, nobody attaches files or changes settings. */
static int authorize(void *arg, int action, const char *a, const char *b, const char *c,
                     const char *d)
{
    (void)arg;
    (void)b;
    (void)c;
    (void)d;
    if (action == SQLITE_ATTACH || action == SQLITE_DETACH) {
        return SQLITE_DENY;
    }
    if (action == SQLITE_PRAGMA) {
        return str_eq(str_c(a), S("data_version")) ? SQLITE_OK : SQLITE_DENY;
    }
    return SQLITE_OK;
}

static Err exec(struct db *db, const char *sql)
{
    int rc = sqlite3_exec(conn(db), sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? OK : problem(db, rc, sql);
}

static Err configure(struct db *db)
{
    sqlite3 *c = conn(db);
    static const int on[] = { SQLITE_DBCONFIG_DEFENSIVE };
    static const int off[] = { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION,
                               SQLITE_DBCONFIG_TRUSTED_SCHEMA,
                               SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, SQLITE_DBCONFIG_DQS_DML,
                               SQLITE_DBCONFIG_DQS_DDL };
    for (size_t i = 0; i < COUNT_OF(on); i++) {
        (void)sqlite3_db_config(c, on[i], 1, NULL);
    }
    for (size_t i = 0; i < COUNT_OF(off); i++) {
        (void)sqlite3_db_config(c, off[i], 0, NULL);
    }
    (void)sqlite3_extended_result_codes(c, 1);
    (void)sqlite3_busy_timeout(c, BUSY_MS * 20); /* switching to WAL needs the lock once */
    TRY(exec(db, "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;"
                 "pragma cell_size_check = on; pragma temp_store = memory; pragma mmap_size = 0;"
                 "pragma cache_size = -16384;"));
    (void)sqlite3_busy_timeout(c, BUSY_MS);
    (void)sqlite3_limit(c, SQLITE_LIMIT_ATTACHED, 0);
    (void)sqlite3_limit(c, SQLITE_LIMIT_SQL_LENGTH, 200000);
    (void)sqlite3_limit(c, SQLITE_LIMIT_EXPR_DEPTH, 200);
    (void)sqlite3_set_authorizer(c, authorize, NULL);
    return OK;
}

static void configure_library(void)
{
    static bool done; /* once a process, before the first open */
    if (!done) {
        (void)sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
        (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        done = true;
    }
}

static Err sqlite_open(struct db *db, Str url)
{
    configure_library();
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    const char *path = str_cstr(a, str_skip(url, S("sqlite:").n));
    sqlite3 *c = NULL;
    int rc = sqlite3_open_v2(path, &c, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    db->conn = c;
    if (rc != SQLITE_OK) {
        return fault(E_DB, "sqlite: cannot open %s: %s", path,
                     c == NULL ? "no memory" : sqlite3_errmsg(c));
    }
    TRY(configure(db));
    if (path[0] != '\0' && path[0] != ':') { /* not in memory */
        db_news_open(db, str_c(path));
    }
    return OK;
}

static void sqlite_close(struct db *db)
{
    for (size_t i = 0; i < db->n_slots; i++) {
        (void)sqlite3_finalize(db->slot[i].prepared);
    }
    (void)sqlite3_close_v2(db->conn);
    db_news_close(db);
}

static void sqlite_rollback(struct db *db)
{
    if (sqlite3_get_autocommit(conn(db)) == 0) {
        (void)exec(db, "rollback");
    }
}

static Err sqlite_prepare(struct db *db, const struct db_stmt *stmt)
{
    struct db_slot *slot = db_slot_of(db, stmt);
    if (slot->prepared != NULL) {
        return OK;
    }
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v3(conn(db), stmt->sqlite, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL);
    if (rc != SQLITE_OK) {
        return problem(db, rc, stmt->name);
    }
    if (sqlite3_column_count(s) != (int)stmt->n_cols) {
        (void)sqlite3_finalize(s);
        return fault(E_DB, "%s:%d: %s has another number of columns than its row", stmt->file,
                     stmt->line, stmt->name);
    }
    slot->prepared = s;
    return OK;
}

/* Prepared once: parsing "begin" and "commit" costs as much as reading a row. */
static Err step_once(struct db *db, const struct db_stmt *stmt)
{
    TRY(sqlite_prepare(db, stmt));
    sqlite3_stmt *s = db_slot_of(db, stmt)->prepared;
    int rc = sqlite3_step(s);
    Err e = rc == SQLITE_DONE ? OK : problem(db, rc, stmt->name);
    (void)sqlite3_reset(s);
    return e;
}

static Err sqlite_begin(struct db *db, enum tx_mode mode)
{
    static const struct db_stmt reading = { .name = "begin", .sqlite = "begin" };
    static const struct db_stmt writing = { .name = "begin immediate",
                                            .sqlite = "begin immediate" };
    return step_once(db, mode == TX_WRITE ? &writing : &reading);
}

static Err sqlite_commit(struct db *db)
{
    static const struct db_stmt commit = { .name = "commit", .sqlite = "commit" };
    return step_once(db, &commit);
}

static int bind_text(sqlite3_stmt *s, int i, Str v, bool blob)
{
    if (str_none(v)) {
        return sqlite3_bind_null(s, i);
    }
    return blob ? sqlite3_bind_blob64(s, i, v.p, v.n, SQLITE_STATIC)
                : sqlite3_bind_text64(s, i, v.p, v.n, SQLITE_STATIC, SQLITE_UTF8);
}

static int bind(sqlite3_stmt *s, int i, enum db_type type, bool nullable, const union db_value *v)
{
    switch (type) {
    case DB_T_ID:
        return nullable && id_none(v->id) ? sqlite3_bind_null(s, i)
                                          : sqlite3_bind_int64(s, i, v->id.v);
    case DB_T_STR:
        return bind_text(s, i, v->str, false);
    case DB_T_BLOB:
        return bind_text(s, i, v->str, true);
    case DB_T_INT:
        return sqlite3_bind_int64(s, i, v->i);
    case DB_T_BOOL:
        return sqlite3_bind_int64(s, i, v->b ? 1 : 0);
    case DB_T_TIME:
        return time_none(v->time) ? sqlite3_bind_null(s, i) : sqlite3_bind_int64(s, i, v->time.v);
    case DB_T_DATE:
        return date_none(v->date) ? sqlite3_bind_null(s, i) : sqlite3_bind_int64(s, i, v->date.v);
    case DB_T_MONEY:
        return sqlite3_bind_int64(s, i, v->money.v);
    case DB_T_HASH:
        return sqlite3_bind_blob(s, i, v->hash.b, sizeof v->hash.b, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static Err sqlite_run(struct db *db, const struct db_stmt *stmt, const union db_value *params,
                      Err (*take)(void *arg, struct db *db), void *arg, int64_t *ret_changed)
{
    sqlite3_stmt *s = db_slot_of(db, stmt)->prepared;
    int rc = SQLITE_OK;
    for (size_t i = 0; i < stmt->n_params && rc == SQLITE_OK; i++) {
        rc = bind(s, (int)i + 1, stmt->params[i].type, stmt->params[i].nullable, &params[i]);
    }
    Err e = rc == SQLITE_OK ? OK : problem(db, rc, stmt->name);
    db->row = s;
    while (e == OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        e = take(arg, db);
    }
    if (e == OK && rc != SQLITE_DONE) {
        e = problem(db, rc, stmt->name);
    }
    *ret_changed = sqlite3_changes64(conn(db));
    (void)sqlite3_reset(s);
    (void)sqlite3_clear_bindings(s);
    db->row = NULL;
    return e;
}

static bool is_null(struct db *db, int i)
{
    return sqlite3_column_type(db->row, i) == SQLITE_NULL;
}

static Err get_int(struct db *db, int i, int64_t *ret)
{
    if (sqlite3_column_type(db->row, i) != SQLITE_INTEGER) {
        return fault(E_DB, "column %d is no integer", i);
    }
    *ret = sqlite3_column_int64(db->row, i);
    return OK;
}

static Str column(sqlite3_stmt *s, int i, bool blob)
{
    const void *p = blob ? sqlite3_column_blob(s, i) : (const void *)sqlite3_column_text(s, i);
    return (Str){ p == NULL ? "" : p, (size_t)sqlite3_column_bytes(s, i) };
}

static Err get_str(struct db *db, int i, struct arena *a, Str *ret)
{
    *ret = str_dup(a, column(db->row, i, false));
    return OK;
}

static Err get_blob(struct db *db, int i, struct arena *a, Str *ret)
{
    *ret = str_dup(a, column(db->row, i, true));
    return OK;
}

static Err lock_migrations(struct db *db)
{
    (void)sqlite3_busy_timeout(conn(db), 60 * 1000); /* another process may be migrating */
    Err e = exec(db, "begin exclusive");
    (void)sqlite3_busy_timeout(conn(db), BUSY_MS);
    return e;
}

/* Without news nothing is asked. data_version changes when another connection committed anything;
 * only then the row is read. */
static Err public_version(struct db *db, int64_t *ret)
{
    static const struct db_stmt watch = { .name = "data_version",
                                          .sqlite = "pragma data_version",
                                          .n_cols = 1 };
    static const struct db_stmt read = { .name = "public_n",
                                         .sqlite = "select n from public_version where one = 1",
                                         .n_cols = 1 };
    int64_t now = time_wall_clock().v;
    uint64_t seen = 0; /* taken before the engine is asked: a commit in between is seen next time */
    if (db_news_none(db, now, &seen)) {
        *ret = db->public_n;
        return OK;
    }
    db_settle(db); /* in an open transaction data_version stands still */
    TRY(sqlite_prepare(db, &watch));
    TRY(sqlite_prepare(db, &read));
    sqlite3_stmt *s = db_slot_of(db, &watch)->prepared;
    int64_t version = sqlite3_step(s) == SQLITE_ROW ? sqlite3_column_int64(s, 0) : -2;
    (void)sqlite3_reset(s);
    if (version != db->data_version) {
        s = db_slot_of(db, &read)->prepared;
        if (sqlite3_step(s) != SQLITE_ROW) {
            (void)sqlite3_reset(s);
            return E_BUSY;
        }
        db->public_n = sqlite3_column_int64(s, 0);
        db->data_version = version;
        (void)sqlite3_reset(s);
    }
    db->public_at = now;
    db->news_seen = seen;
    *ret = db->public_n;
    return OK;
}

const struct db_driver db_sqlite = {
    .engine = DB_SQLITE,
    .open = sqlite_open,
    .close = sqlite_close,
    .begin = sqlite_begin,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .exec = exec,
    .prepare = sqlite_prepare,
    .run = sqlite_run,
    .is_null = is_null,
    .get_int = get_int,
    .get_str = get_str,
    .get_blob = get_blob,
    .lock_migrations = lock_migrations,
    .public_version = public_version,
};

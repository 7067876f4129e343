/* pg.c: the PostgreSQL engine: libpq, prepared statements with declared types, serializable writes.
 */
#include "platform/db/driver.h"

#include <libpq-fe.h>
#include <stdlib.h>
#include <string.h>

enum { OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25, PUBLIC_STALE_US = 200000 };

static PGconn *conn(struct db *db)
{
    return db->conn;
}

static void clear(PGresult **r)
{
    PQclear(*r);
}

static bool starts(const char *s, const char *prefix)
{
    return s != NULL && str_starts(str_c(s), str_c(prefix));
}

/* SQLSTATE: 40001 serialisation, 40P01 deadlock, 55P03 lock not available, class 23 constraints
 * (23502: null), class 53 resources. Without one the connection was lost: outside of COMMIT nothing
 * was committed, so all may run again. */
static Err problem(struct db *db, const PGresult *r, const char *what)
{
    const char *state = r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_SQLSTATE);
    if (starts(state, "40") || starts(state, "55P03")) {
        return E_BUSY;
    }
    if (PQstatus(conn(db)) != CONNECTION_OK || starts(state, "57P0")) {
        log_line(LOG_WARN, "postgresql", "%s: connection lost: %s", what, PQerrorMessage(conn(db)));
        return E_BUSY;
    }
    if (starts(state, "23") && !starts(state, "23502")) {
        log_line(LOG_DEBUG, "constraint", "%s: %s", what, PQresultErrorMessage(r));
        return E_STALE;
    }
    return fault(starts(state, "53") ? E_IO : E_DB, "postgresql: %s: %s", what,
                 r == NULL ? PQerrorMessage(conn(db)) : PQresultErrorMessage(r));
}

static Err exec(struct db *db, const char *sql)
{
    PGresult *r CLEANUP(clear) = PQexec(conn(db), sql);
    ExecStatusType s = PQresultStatus(r);
    return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK ? OK : problem(db, r, sql);
}

static void quiet(void *arg, const char *message)
{
    (void)arg;
    log_line(LOG_DEBUG, "postgresql", "%s", message);
}

static Err check_server(struct db *db)
{
    if (PQserverVersion(conn(db)) < 150000) {
        return fault(E_DB, "PostgreSQL 15 or later is needed, this is %d",
                     PQserverVersion(conn(db)));
    }
    const char *encoding = PQparameterStatus(conn(db), "server_encoding");
    if (encoding == NULL || !str_eq(str_c(encoding), S("UTF8"))) {
        return fault(E_DB, "the database must be encoded in UTF8");
    }
    return exec(db,
                "set client_encoding = 'UTF8'; set timezone = 'UTC'; set lock_timeout = '2s';"
                "set statement_timeout = '60s'; set idle_in_transaction_session_timeout = '60s';"
                "set bytea_output = 'hex'; set standard_conforming_strings = on;"
                /* pages read a few rows by many small parts: their plans look dear enough to the
                 * server to compile them, which takes longer than to run them */
                "set jit = off;"
                /* an acknowledged write is on disk, whatever the server's default */
                "select set_config('synchronous_commit', 'on', false) where "
                "current_setting('synchronous_commit') = 'off'");
}

static Err pg_open(struct db *db, Str url)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    PGconn *c = PQconnectdb(str_cstr(a, url));
    db->conn = c;
    if (PQstatus(c) != CONNECTION_OK) {
        return fault(E_DB, "postgresql: cannot connect: %s", PQerrorMessage(c));
    }
    (void)PQsetNoticeProcessor(c, quiet, NULL);
    return check_server(db);
}

static void pg_close(struct db *db)
{
    PQfinish(db->conn);
}

/* Between transactions a lost connection is taken up again; its prepared statements are gone. */
static Err reconnect(struct db *db)
{
    PQreset(conn(db));
    memset(db->slot, 0, db->n_slots * sizeof *db->slot);
    db->n_used = 0;
    if (PQstatus(conn(db)) != CONNECTION_OK) {
        return fault(E_DB, "postgresql: connection lost: %s", PQerrorMessage(conn(db)));
    }
    return check_server(db);
}

static void pg_rollback(struct db *db)
{
    if (PQtransactionStatus(conn(db)) != PQTRANS_IDLE) {
        PQclear(PQexec(conn(db), "rollback"));
    }
}

/* Writers take turns, as with SQLite's BEGIN IMMEDIATE: all of them append to the one chain of the
 * audit, so that side by side all but one would only fail at the end and begin again. LOCK TABLE
 * takes no snapshot: the writer sees what the one before it committed.
 */
static Err pg_begin(struct db *db, enum tx_mode mode)
{
    const char *sql =
        mode == TX_WRITE
            ? "begin isolation level serializable; lock table public_version in exclusive mode"
            : "begin isolation level repeatable read read only";
    if (PQstatus(conn(db)) != CONNECTION_OK) {
        TRY(reconnect(db));
    }
    PGresult *r CLEANUP(clear) = PQexec(conn(db), sql);
    if (PQresultStatus(r) == PGRES_COMMAND_OK) {
        return OK;
    }
    if (PQstatus(conn(db)) == CONNECTION_OK) {
        Err e = problem(db, r, sql);
        pg_rollback(db); /* BEGIN may have succeeded, LOCK not */
        return e;
    }
    TRY(reconnect(db));
    return exec(db, sql);
}

static Err pg_commit(struct db *db)
{
    PGresult *r CLEANUP(clear) = PQexec(conn(db), "commit");
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        bool lost = PQstatus(conn(db)) != CONNECTION_OK; /* perhaps committed: must not run again */
        return lost ? fault(E_DB, "postgresql: connection lost during commit: %s",
                            PQerrorMessage(conn(db)))
                    : problem(db, r, "commit");
    }
    /* A transaction that had failed answers COMMIT with ROLLBACK. */
    return starts(PQcmdStatus(r), "COMMIT") ? OK : E_BUSY;
}

static Oid oid_of(enum db_type t)
{
    switch (t) {
    case DB_T_STR:
        return OID_TEXT;
    case DB_T_HASH:
    case DB_T_BLOB:
        return OID_BYTEA;
    case DB_T_ID:
    case DB_T_INT:
    case DB_T_BOOL:
    case DB_T_TIME:
    case DB_T_DATE:
    case DB_T_MONEY:
        return OID_INT8;
    }
    return 0;
}

static Err check_columns(struct db *db, const struct db_stmt *stmt)
{
    PGresult *r CLEANUP(clear) = PQdescribePrepared(conn(db), stmt->name);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        return problem(db, r, stmt->name);
    }
    if (PQnfields(r) != (int)stmt->n_cols) {
        return fault(E_DB, "%s:%d: %s has another number of columns than its row", stmt->file,
                     stmt->line, stmt->name);
    }
    return OK;
}

static Err pg_prepare(struct db *db, const struct db_stmt *stmt)
{
    struct db_slot *slot = db_slot_of(db, stmt);
    if (slot->prepared != NULL) {
        return OK;
    }
    Oid types[DB_PARAMS_MAX] = { 0 };
    for (size_t i = 0; i < stmt->n_params; i++) {
        types[i] = oid_of(stmt->params[i].type);
    }
    PGresult *r CLEANUP(clear) =
        PQprepare(conn(db), stmt->name, stmt->pg, (int)stmt->n_params, types);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) {
        return problem(db, r, stmt->name);
    }
    TRY(check_columns(db, stmt));
    slot->prepared = db; /* any mark: the name is the handle */
    return OK;
}

static const char *int_text(struct arena *a, int64_t v)
{
    return str_fmt(a, "%lld", (long long)v).p;
}

struct bound {
    const char *value[DB_PARAMS_MAX];
    int length[DB_PARAMS_MAX], format[DB_PARAMS_MAX];
};

static void bind(struct arena *a, struct bound *b, size_t i, const struct db_col *p,
                 const union db_value *v)
{
    switch (p->type) {
    case DB_T_STR:
        b->value[i] = str_none(v->str) ? NULL : str_cstr(a, v->str);
        return;
    case DB_T_BLOB:
        b->value[i] = v->str.p;
        b->length[i] = (int)v->str.n;
        b->format[i] = 1;
        return;
    case DB_T_HASH:
        b->value[i] = (const char *)v->hash.b;
        b->length[i] = (int)sizeof v->hash.b;
        b->format[i] = 1;
        return;
    case DB_T_ID:
        b->value[i] = p->nullable && id_none(v->id) ? NULL : int_text(a, v->id.v);
        return;
    case DB_T_TIME:
        b->value[i] = time_none(v->time) ? NULL : int_text(a, v->time.v);
        return;
    case DB_T_DATE:
        b->value[i] = date_none(v->date) ? NULL : int_text(a, v->date.v);
        return;
    case DB_T_INT:
        b->value[i] = int_text(a, v->i);
        return;
    case DB_T_BOOL:
        b->value[i] = v->b ? "1" : "0";
        return;
    case DB_T_MONEY:
        b->value[i] = int_text(a, v->money.v);
        return;
    }
}

static Err pg_run(struct db *db, const struct db_stmt *stmt, const union db_value *params,
                  Err (*take)(void *arg, struct db *db), void *arg, int64_t *ret_changed)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct bound b = { .value = { NULL } };
    for (size_t i = 0; i < stmt->n_params; i++) {
        bind(a, &b, i, &stmt->params[i], &params[i]);
    }
    PGresult *r CLEANUP(clear) =
        PQexecPrepared(conn(db), stmt->name, (int)stmt->n_params, b.value, b.length, b.format, 0);
    ExecStatusType status = PQresultStatus(r);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        return problem(db, r, stmt->name);
    }
    Err e = OK;
    db->row = r;
    for (int i = 0; i < PQntuples(r) && e == OK; i++) {
        db->row_at = i;
        e = take(arg, db);
    }
    db->row = NULL;
    const char *tuples = PQcmdTuples(r);
    int64_t changed = 0;
    if (tuples[0] != '\0' && number_parse(str_c(tuples), 0, INT64_MAX, &changed) != OK) {
        changed = 0;
    }
    *ret_changed = changed;
    return e;
}

static bool is_null(struct db *db, int i)
{
    return PQgetisnull(db->row, db->row_at, i) != 0;
}

static Str text_of(struct db *db, int i)
{
    return (Str){ PQgetvalue(db->row, db->row_at, i), (size_t)PQgetlength(db->row, db->row_at, i) };
}

static Err get_int(struct db *db, int i, int64_t *ret)
{
    Str s = text_of(db, i);
    if (str_eq(s, S("t")) || str_eq(s, S("f"))) {
        *ret = s.p[0] == 't';
        return OK;
    }
    return number_parse(s, INT64_MIN, INT64_MAX, ret) == OK
               ? OK
               : fault(E_DB, "column %d is no integer", i);
}

static Err get_str(struct db *db, int i, struct arena *a, Str *ret)
{
    *ret = str_dup(a, text_of(db, i));
    return OK;
}

static Err get_blob(struct db *db, int i, struct arena *a, Str *ret)
{
    size_t n = 0;
    unsigned char *b =
        PQunescapeBytea((const unsigned char *)PQgetvalue(db->row, db->row_at, i), &n);
    BUG_UNLESS(b != NULL);
    *ret = str_dup(a, (Str){ (const char *)b, n });
    PQfreemem(b);
    return OK;
}

static Err lock_migrations(struct db *db)
{
    TRY(exec(db, "begin"));
    return exec(db, "set local lock_timeout = '60s'; select pg_advisory_xact_lock(20377)");
}

/* Read at most every 200 ms: a page may be that old on another worker, never on the one that wrote.
 */
static Err public_version(struct db *db, int64_t *ret)
{
    int64_t now = time_wall_clock().v;
    if (db->data_version != 0 || now - db->public_at > PUBLIC_STALE_US) {
        PGresult *r CLEANUP(clear) = PQexec(conn(db), "select n from public_version where one = 1");
        if (PQresultStatus(r) != PGRES_TUPLES_OK || PQntuples(r) != 1) {
            return E_BUSY;
        }
        TRY(number_parse(str_c(PQgetvalue(r, 0, 0)), 0, INT64_MAX, &db->public_n));
        db->public_at = now;
        db->data_version = 0;
    }
    *ret = db->public_n;
    return OK;
}

const struct db_driver db_pg = {
    .engine = DB_PG,
    .open = pg_open,
    .close = pg_close,
    .begin = pg_begin,
    .commit = pg_commit,
    .rollback = pg_rollback,
    .exec = exec,
    .prepare = pg_prepare,
    .run = pg_run,
    .is_null = is_null,
    .get_int = get_int,
    .get_str = get_str,
    .get_blob = get_blob,
    .lock_migrations = lock_migrations,
    .public_version = public_version,
};

/* db.c: connections, the statement cache, running a statement into row structs. */
#include "platform/db/driver.h"

#include <stdlib.h>
#include <string.h>

Err db_open(Str url, struct db **ret)
{
    bool sqlite = str_starts(url, S("sqlite:"));
    if (!sqlite && !str_starts(url, S("postgresql://")) && !str_starts(url, S("postgres://"))) {
        return fault(E_INPUT, "database address must begin with sqlite: or postgresql://");
    }
    struct db *db = calloc(1, sizeof *db);
    BUG_UNLESS(db != NULL);
    db->driver = sqlite ? &db_sqlite : &db_pg;
    db->n_slots = 256;
    while (db->n_slots < 4 * db_all_statements_n) {
        db->n_slots *= 2;
    }
    db->data_version = -1;
    db->slot = calloc(db->n_slots, sizeof *db->slot);
    BUG_UNLESS(db->slot != NULL);
    Err e = db->driver->open(db, url);
    if (e != OK) {
        db_close(db);
        return e;
    }
    *ret = db;
    return OK;
}

void db_share_reads(struct db *db)
{
    db->shares = db->news != NULL;
}

void db_settle(struct db *db)
{
    if (db->shared) {
        BUG_UNLESS(!db->in_tx);
        db->shared = false;
        if (db->driver->commit(db) != OK) { /* it only read */
            db->driver->rollback(db);
        }
    }
}

void db_close(struct db *db)
{
    if (db != NULL) {
        db_settle(db);
        db->driver->close(db);
        arena_free(db->keep);
        free(db->slot);
        free(db);
    }
}

enum db_engine db_engine(const struct db *db)
{
    return db->driver->engine;
}

struct db_slot *db_slot_of(struct db *db, const struct db_stmt *stmt)
{
    BUG_UNLESS(db->n_used < db->n_slots / 2);
    size_t i = ((uintptr_t)stmt >> 4) & (db->n_slots - 1);
    while (db->slot[i].stmt != NULL && db->slot[i].stmt != stmt) {
        i = (i + 1) & (db->n_slots - 1);
    }
    if (db->slot[i].stmt == NULL) {
        db->slot[i].stmt = stmt;
        db->n_used++;
    }
    return &db->slot[i];
}

Err db_prepare_all(struct db *db)
{
    Err all = OK;
    for (size_t i = 0; i < db_all_statements_n; i++) {
        const struct db_stmt *s = db_all_statements[i];
        if (db->driver->prepare(db, s) != OK) {
            all = fault(E_DB, "%s:%d: %s does not prepare", s->file, s->line, s->name);
        }
    }
    return all;
}

void db_fault_after(struct db *db, int n)
{
    db->fail_after = n;
}

void db_rehearse(struct db *db, bool on)
{
    db->rehearses = on;
}

bool db_fault_now(struct db *db)
{
    return db->fail_after > 0 && --db->fail_after == 0;
}

/* ---- rows ---- */

static Err get_field(struct db *db, struct arena *a, int i, const struct db_col *col, void *row)
{
    const struct db_driver *d = db->driver;
    void *at = (char *)row + col->offset;
    bool null = d->is_null(db, i);
    if (null && !col->nullable) {
        return fault(E_DB, "column %s is null", col->name);
    }
    int64_t v = 0;
    Str s = STR_NONE;
    switch (col->type) {
    case DB_T_STR:
    case DB_T_BLOB:
        if (null) {
            *(Str *)at = STR_NONE;
            return OK;
        }
        return col->type == DB_T_STR ? d->get_str(db, i, a, at) : d->get_blob(db, i, a, at);
    case DB_T_HASH:
        TRY(d->get_blob(db, i, a, &s));
        if (s.n != sizeof(Hash)) {
            return fault(E_DB, "column %s is no hash", col->name);
        }
        memcpy(at, s.p, sizeof(Hash));
        return OK;
    case DB_T_ID:
    case DB_T_INT:
    case DB_T_BOOL:
    case DB_T_TIME:
    case DB_T_DATE:
    case DB_T_MONEY:
        break;
    }
    if (!null) {
        TRY(d->get_int(db, i, &v));
    }
    switch (col->type) {
    case DB_T_ID:
        *(Id *)at = (Id){ v };
        break;
    case DB_T_TIME:
        *(Time *)at = null ? TIME_NONE : (Time){ v };
        break;
    case DB_T_DATE:
        if (v < INT32_MIN || v > INT32_MAX) {
            return fault(E_DB, "column %s is no date", col->name);
        }
        *(Date *)at = null ? DATE_NONE : (Date){ (int32_t)v };
        break;
    case DB_T_MONEY:
        *(Money *)at = (Money){ v };
        break;
    case DB_T_BOOL:
        *(bool *)at = v != 0;
        break;
    case DB_T_INT:
        *(int64_t *)at = v;
        break;
    case DB_T_STR:
    case DB_T_BLOB:
    case DB_T_HASH:
        break;
    }
    return OK;
}

struct rows { /* the shape of every { n, v } struct that sqlgen writes */
    size_t n;
    void *v;
};
struct taking {
    struct arena *a;
    const struct db_stmt *stmt;
    void *row;
    struct rows rows;
    size_t cap;
};

static Err take_row(void *arg, struct db *db)
{
    struct taking *t = arg;
    if (t->stmt->kind != DB_MANY && t->rows.n == 1) {
        return fault(E_DB, "%s gives more than one row", t->stmt->name);
    }
    void *row = t->row;
    if (t->stmt->kind == DB_MANY) {
        t->rows.v = arena_grow(t->a, t->rows.v, t->rows.n, &t->cap, t->stmt->row_size);
        row = (char *)t->rows.v + t->rows.n * t->stmt->row_size;
    }
    for (size_t i = 0; i < t->stmt->n_cols; i++) {
        TRY(get_field(db, t->a, (int)i, &t->stmt->cols[i], row));
    }
    t->rows.n++;
    return OK;
}

static bool allowed(const struct tx *tx, const struct db_stmt *stmt)
{
    for (size_t i = 0; i < DB_UNDER_MAX && stmt->under[i] != 0; i++) {
        if (stmt->under[i] == DB_UNDER_PLATFORM || stmt->under[i] == tx->o.action) {
            return true;
        }
    }
    return false;
}

static Err check_custody(struct tx *tx, const struct db_stmt *stmt)
{
    if (stmt->under[0] == 0) {
        return OK;
    }
    if (tx->o.mode != TX_WRITE) {
        return fault(E_BUG, "%s writes in a reading transaction", stmt->name);
    }
    if (!allowed(tx, stmt)) {
        return fault(E_BUG, "%s may not run under action %d", stmt->name, tx->o.action);
    }
    if (stmt->under[0] != DB_UNDER_PLATFORM) {
        tx->wrote = true;
    }
    return OK;
}

/* The engines disagree about text that is no text: PostgreSQL refuses it, SQLite keeps it. */
static Err check_texts(const struct db_stmt *stmt, const union db_value *params)
{
    for (size_t i = 0; i < stmt->n_params; i++) {
        if (stmt->params[i].type == DB_T_STR && !str_none(params[i].str) &&
            (str_find_c(params[i].str, '\0') < params[i].str.n || !utf8_valid(params[i].str))) {
            log_line(LOG_WARN, "text", "%s: %s is not UTF-8", stmt->name, stmt->params[i].name);
            return E_INPUT;
        }
    }
    return OK;
}

static Err run(struct tx *tx, const struct db_stmt *stmt, const union db_value *params,
               struct taking *t, int64_t *ret_changed)
{
    struct db *db = tx->db;
    TRY(check_custody(tx, stmt));
    TRY(check_texts(stmt, params));
    if (db_fault_now(db)) {
        return E_IO;
    }
    TRY(db->driver->prepare(db, stmt));
    return db->driver->run(db, stmt, params, take_row, t, ret_changed);
}

Err db_run(struct tx *tx, const struct db_stmt *stmt, const union db_value *params, void *ret,
           bool *ret_found)
{
    TRY(tx->broken);
    struct taking t = { .a = tx->o.arena, .stmt = stmt };
    if (stmt->kind == DB_ONE || stmt->kind == DB_MAYBE) {
        t.row = arena_alloc(tx->o.arena, stmt->row_size);
    }
    int64_t changed = 0;
    tx->broken = run(tx, stmt, params, &t, &changed);
    TRY(tx->broken);
    switch (stmt->kind) {
    case DB_ONE:
        if (t.rows.n == 0) {
            return E_NONE;
        }
        memcpy(ret, t.row, stmt->row_size);
        break;
    case DB_MAYBE:
        *ret_found = t.rows.n == 1;
        if (*ret_found) {
            memcpy(ret, t.row, stmt->row_size);
        }
        break;
    case DB_MANY:
        memcpy(ret, &t.rows, sizeof t.rows);
        break;
    case DB_CHANGED:
        return changed > 0 ? OK : E_STALE;
    case DB_DONE:
        break;
    }
    return OK;
}

Err db_public_version(struct db *db, int64_t *ret)
{
    return db->driver->public_version(db, ret);
}

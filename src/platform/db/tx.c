/* tx.c: transactions with custody: no write without an action, no commit without an audit note. */
#include "platform/db/driver.h"
#include "platform/db/platform.sql.h"

#include <time.h>

static void pause_before_retry(int attempt)
{
    uint16_t r;
    random_bytes(&r, sizeof r);
    long us = (long)(500 + r % 2000) * (1L << (attempt < 6 ? attempt : 6));
    struct timespec ts = { us / 1000000, us % 1000000 * 1000 };
    (void)nanosleep(&ts, NULL);
}

/* Reading may go on in the transaction that the reader before left open. */
static Err begin(struct tx *tx)
{
    struct db *db = tx->db;
    int64_t now = db->shares ? time_wall_clock().v : 0;
    if (tx->o.mode == TX_READ && db_news_fresh(db, now)) {
        return OK;
    }
    db_settle(db);
    if (db->shares) {
        db->shared_seen =
            atomic_load(&db->news->commits); /* a commit from now on is seen next time */
        db->shared_at = now;
    }
    return db->driver->begin(db, tx->o.mode);
}

static Err commit(struct tx *tx)
{
    struct db *db = tx->db;
    if (db_fault_now(db)) {
        return E_IO;
    }
    if (tx->o.mode == TX_READ && db->shares) {
        db->shared = true;
        return OK;
    }
    if (tx->o.mode == TX_WRITE && db->rehearses) {
        db->driver->rollback(db);
        tx->public_changed = false;
        return OK;
    }
    TRY(db->driver->commit(db));
    if (tx->o.mode == TX_WRITE) {
        db_news_committed(db);
    }
    return OK;
}

/* One attempt: begin, f, commit. */
static Err attempt(struct tx *tx, Err (*f)(struct tx *tx, void *arg), void *arg)
{
    struct db *db = tx->db;
    TRY(begin(tx));
    db->in_tx = true;
    Err e = f(tx, arg);
    if (tx->broken == E_BUSY) {
        e = E_BUSY; /* whatever f made of it */
    } else if (e == OK && tx->broken != OK) {
        e = fault(E_BUG, "action %d went on after a statement had failed", tx->o.action);
    }
    if (e == OK && tx->wrote && !tx->noted) {
        e = fault(E_BUG, "action %d wrote without an audit note", tx->o.action);
    }
    if (e == OK) {
        e = commit(tx);
    }
    if (e != OK) {
        db->shared = false;
        db->driver->rollback(db);
    } else if (tx->public_changed) {
        db->data_version = -1; /* our own commit does not move SQLite's data_version */
        db_news_raise(db);
    }
    db->in_tx = false;
    return e;
}

Err tx_run(struct db *db, const struct tx_opts *o, Err (*f)(struct tx *tx, void *arg), void *arg)
{
    BUG_UNLESS(!db->in_tx && o->arena != NULL);
    size_t problems = o->problems == NULL ? 0 : o->problems->n; /* from the border, before us */
    Err e = E_BUSY;
    for (int i = 0; i < LIMIT_TX_TRIES && e == E_BUSY; i++) {
        if (i > 0) {
            pause_before_retry(i);
        }
        if (o->problems != NULL) {
            o->problems->n = problems;
        }
        struct tx tx = { .db = db, .o = *o, .now = time_none(o->now) ? time_wall_clock() : o->now };
        e = attempt(&tx, f, arg);
    }
    return e;
}

Time tx_now(const struct tx *tx)
{
    return tx->now;
}

Date tx_today(const struct tx *tx)
{
    return date_of(tx->now);
}

struct arena *tx_arena(const struct tx *tx)
{
    return tx->o.arena;
}

int tx_action(const struct tx *tx)
{
    return tx->o.action;
}

int tx_next_state(const struct tx *tx)
{
    return tx->o.next_state;
}

Id tx_account(const struct tx *tx)
{
    return tx->o.actor.account;
}

enum db_engine tx_engine(const struct tx *tx)
{
    return tx->db->driver->engine;
}

void tx_grant(struct tx *tx, int action, int next_state)
{
    tx->o.action = action;
    tx->o.next_state = next_state;
}

void tx_set_actor(struct tx *tx, const struct tx_actor *actor)
{
    tx->o.actor = *actor;
}

Id tx_new_id(struct tx *tx)
{
    /* All of a transaction share one instant: at random they would collide among thousands. */
    tx->last_id = id_none(tx->last_id) ? id_new(tx->now) : (Id){ tx->last_id.v + 1 };
    return tx->last_id;
}

Err tx_kept(struct tx *tx, Err (*make)(struct arena *a, void **ret), void **ret)
{
    struct db *db = tx->db;
    for (const struct db_kept *k = db->kept; k != NULL; k = k->next) {
        if (k->make == make) {
            *ret = k->value;
            return OK;
        }
    }
    if (db->keep == NULL) {
        db->keep = arena_new();
    }
    struct db_kept *k = NEW(db->keep, struct db_kept);
    TRY(make(db->keep, &k->value));
    k->make = make;
    k->next = db->kept;
    db->kept = k;
    *ret = k->value;
    return OK;
}

Err tx_touch_public(struct tx *tx)
{
    if (tx->public_changed) {
        return OK;
    }
    tx->public_changed = true;
    return public_version_raise(tx);
}

Err refuse_field(struct tx *tx, Str field, int key, Str a0, Str a1)
{
    if (tx->o.problems == NULL) {
        log_line(LOG_WARN, "refused", "message %d under action %d", key, tx->o.action);
        return E_REFUSED;
    }
    return problem_add(tx->o.problems, field, key, a0, a1);
}

Err refuse(struct tx *tx, int key, Str a0, Str a1)
{
    return refuse_field(tx, STR_NONE, key, a0, a1);
}

/* ---- settings ---- */

Err setting_get(struct tx *tx, Str key, Str fallback, Str *ret)
{
    struct setting_row row;
    bool found = false;
    TRY(setting_value(tx, key, tx_today(tx), &found, &row));
    *ret = found ? row.value : fallback;
    return OK;
}

Err setting_int(struct tx *tx, Str key, int64_t fallback, int64_t *ret)
{
    Str text;
    TRY(setting_get(tx, key, STR_NONE, &text));
    if (str_none(text)) {
        *ret = fallback;
        return OK;
    }
    return number_parse(text, INT64_MIN, INT64_MAX, ret) == OK
               ? OK
               : fault(E_DB, "setting %.*s is no number", STR_ARG(key));
}

Err setting_set(struct tx *tx, Str key, Date from_day, Str value, Str basis)
{
    return setting_put(tx, key, from_day, value, basis);
}

/* session.c: signing in, throttled, and the sessions that follow. */
#include "platform/identity/identity.h"
#include "platform/identity/identity.sql.h"
#include "messages.h"

enum { TOKEN_BYTES = 32, CSRF_BYTES = 20, LONGEST_WAIT_MINUTES = 15, FORGET_MINUTES = 60 };
#define MINUTE (60 * TIME_SECOND)

Err identity_session_start(struct tx *tx, Id account, Str *ret_token)
{
    struct arena *a = tx_arena(tx);
    Str token = id_token(a, TOKEN_BYTES);
    Id id = tx_new_id(tx);
    TRY(identity_session_insert(tx, id, hash_of(token), account, id_token(a, CSRF_BYTES),
                                tx_now(tx)));
    TRY(tx_note(tx, S("session.started"), account));
    *ret_token = token;
    return OK;
}

Err identity_session_of(struct tx *tx, Str token, struct identity_session *ret)
{
    if (str_empty(token) || token.n > 100) {
        return E_NONE;
    }
    bool found = false;
    struct identity_session_row row;
    TRY(identity_session_by_token(tx, hash_of(token), &found, &row));
    int64_t idle = IDENTITY_IDLE_MINUTES;
    TRY(setting_int(tx, S("identity.idle_minutes"), IDENTITY_IDLE_MINUTES, &idle));
    int64_t now = tx_now(tx).v;
    if (!found || now - row.seen.v > idle * MINUTE ||
        now - row.started.v > IDENTITY_SESSION_HOURS * 60 * MINUTE) {
        return E_NONE;
    }
    *ret = (struct identity_session){ row.id,   row.account, row.name, row.login,
                                      row.csrf, row.started, row.seen };
    return OK;
}

static Err touch(struct tx *tx, void *arg)
{
    TRY(identity_session_seen(tx, *(Id *)arg, tx_now(tx)));
    return tx_note(tx, S("session.seen"), *(Id *)arg);
}

Err identity_session_touch(struct db *db, struct arena *a, Time now, Id session)
{
    struct tx_opts o = { .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = a, .now = now };
    return tx_run(db, &o, touch, &session);
}

Err identity_sign_out(struct tx *tx, Id session)
{
    TRY(identity_session_end(tx, session, tx_now(tx)));
    return tx_note(tx, S("session.ended"), session);
}

/* ---- signing in ---- */

struct attempt {
    Str login, network; /* keys of the failures */
    struct identity_account account;
    bool found, right;
    int64_t minutes; /* still to wait */
    Str token;
};

/* An entry that has been quiet for an hour counts no more. */
static Err failures_of(struct tx *tx, Str key, struct identity_failure *ret)
{
    bool found = false;
    TRY(identity_failure_get(tx, key, &found, ret));
    if (!found || tx_now(tx).v - ret->last_at.v > FORGET_MINUTES * MINUTE) {
        *ret = (struct identity_failure){ .blocked_until = { 0 } };
    }
    return OK;
}

static Err look_up(struct tx *tx, void *arg)
{
    struct attempt *t = arg;
    const Str keys[] = { t->login, t->network };
    t->minutes = 0;
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        struct identity_failure f;
        TRY(failures_of(tx, keys[i], &f));
        int64_t wait = f.blocked_until.v - tx_now(tx).v;
        if (wait > 0 && (wait + MINUTE - 1) / MINUTE > t->minutes) {
            t->minutes = (wait + MINUTE - 1) / MINUTE;
        }
    }
    return identity_account_by_login(tx, str_skip(t->login, 6), &t->found, &t->account);
}

/* A network may be a whole village behind one address: it gets ten times the patience. */
static Err count_failure(struct tx *tx, Str key, int64_t free_failures)
{
    struct identity_failure f;
    TRY(failures_of(tx, key, &f));
    int64_t n = f.failures + 1, wait = 0;
    if (n >= free_failures) {
        int64_t doublings = n - free_failures < 4 ? n - free_failures : 4;
        wait = INT64_C(1) << doublings;
        wait = wait < LONGEST_WAIT_MINUTES ? wait : LONGEST_WAIT_MINUTES;
    }
    return identity_failure_put(tx, key, n, (Time){ tx_now(tx).v + wait * MINUTE }, tx_now(tx));
}

static Err settle(struct tx *tx, void *arg)
{
    struct attempt *t = arg;
    if (!t->right) {
        TRY(count_failure(tx, t->login, IDENTITY_FREE_FAILURES));
        TRY(count_failure(tx, t->network, 10 * (int64_t)IDENTITY_FREE_FAILURES));
        return tx_note(tx, S("session.refused"), t->found ? t->account.id : ID_NONE);
    }
    TRY(identity_failure_forget(tx, t->login));
    return identity_session_start(tx, t->account.id, &t->token);
}

Err identity_sign_in(struct db *db, const struct tx_opts *o, Str login, Str password, Str network,
                     Str *ret_token, int64_t *ret_minutes)
{
    struct arena *a = o->arena;
    Str folded = str_lower_ascii(a, str_trim(str_none(login) ? S("") : login));
    struct attempt t = {
        .login = str_cat(a, S("login:"), str_sub(folded, 0, 100)),
        .network = str_cat(a, S("net:"), str_none(network) ? S("?") : str_sub(network, 0, 100)),
    };
    struct tx_opts read = *o, write = *o;
    read.mode = TX_READ;
    write.mode = TX_WRITE;
    write.action = DB_UNDER_PLATFORM;
    TRY(tx_run(db, &read, look_up, &t));
    *ret_minutes = t.minutes;
    if (t.minutes > 0) {
        return E_LIMIT;
    }
    bool usable = t.found && !t.account.disabled;
    t.right = identity_verify_password(usable ? t.account.password_hash : STR_NONE, password);
    TRY(tx_run(db, &write, settle, &t));
    if (!t.right) {
        return problem_add(o->problems, STR_NONE, M_IDENTITY_SIGN_IN_WRONG, STR_NONE, STR_NONE);
    }
    *ret_token = t.token;
    return OK;
}

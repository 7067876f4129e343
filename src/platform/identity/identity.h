/* identity.h: accounts, passwords (Argon2id), sessions, sign-in throttling. Knows roles only as
 * numbers. */
#ifndef IDENTITY_H
#define IDENTITY_H
#include "platform/access/access.h"

enum {
    IDENTITY_PASSWORD_MIN = 12,
    IDENTITY_PASSWORD_MAX = 200,
    IDENTITY_FREE_FAILURES = 5, /* then each failure doubles the wait: 1, 2, 4 ... 15 minutes */
    IDENTITY_IDLE_MINUTES = 60, /* default of the setting identity.idle_minutes */
    IDENTITY_SESSION_HOURS = 12
};

struct identity_account_new {
    Str login;    /* e-mail or user name; folded to lower case, unique */
    Str name;     /* person's name */
    Str password; /* none: cannot sign in by password */
    bool demo;
};
/* Refuses (fields "login", "name", "password") an account that exists, a password shorter than 12
 * characters, one of the commonest, or one that holds the login. Slow: hashes the password inside
 * the transaction, so only rare chores call it; registration uses identity_hash_password first. */
Err identity_create(struct tx *tx, const struct identity_account_new *n, Id *ret) MUST;
/* The same with a password hashed before the transaction began. */
Err identity_create_hashed(struct tx *tx, const struct identity_account_new *n, Str hash, Id *ret)
    MUST;
/* The rules of a password alone: OK, or E_REFUSED with the reason on the field. */
Err identity_check_password(struct problems *p, Str field, Str login, Str password) MUST;
/* Argon2id, 19 MiB, 2 passes (OWASP's minimum); about 30 ms. */
Str identity_hash_password(struct arena *a, Str password);
Err identity_grant_role(struct tx *tx, Id account, int role, Id scope, Date from, Date until)
    MUST; /* until none: open */
/* Ends a role: the day before the transaction's is its last. */
Err identity_end_role(struct tx *tx, Id account, int role, Id scope) MUST;
/* Roles in force today. */
Err identity_roles(struct tx *tx, Id account, struct access_actor *ret) MUST;

struct identity_session {
    Id id, account;
    Str name, login;
    Str csrf; /* secret of this session's forms */
    Time started, seen;
};
/* Slow: verifies against a stored hash (none: a dummy of equal cost, and false). */
bool identity_verify_password(Str hash, Str password);
/* Sign in: throttled by login and by network (5 failures: growing delay 1 to 15 minutes). Opens its
 * own transactions, with the hash verified between them. Refuses with one message for unknown
 * login, wrong password and blocked account alike; E_LIMIT with *ret_minutes while throttled. On
 * success makes a session; ret_token (256 random bits, base 32) goes into the cookie, its hash is
 * stored. */
Err identity_sign_in(struct db *db, const struct tx_opts *o, Str login, Str password, Str network,
                     Str *ret_token, int64_t *ret_minutes) MUST;
/* A session without a password: for an account made in this very request. */
Err identity_session_start(struct tx *tx, Id account, Str *ret_token) MUST;
/* Inside any transaction: E_NONE when the token is unknown, idle too long or older than 12 hours.
 */
Err identity_session_of(struct tx *tx, Str token, struct identity_session *ret) MUST;
/* Notes that the session is in use, in a transaction of its own; call when `seen` is older than a
 * minute. */
Err identity_session_touch(struct db *db, struct arena *a, Time now, Id session) MUST;
Err identity_sign_out(struct tx *tx, Id session) MUST;
/* Ends all other sessions. */
Err identity_change_password(struct tx *tx, Id account, Id session, Str new_hash) MUST;

#endif

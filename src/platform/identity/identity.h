/* identity.h: accounts, passwords (Argon2id), sessions, sign-in throttling. Knows roles only as
 * numbers. */
#ifndef IDENTITY_H
#define IDENTITY_H
#include "platform/access/access.h"

enum { IDENTITY_PASSWORD_MIN = 12, IDENTITY_PASSWORD_MAX = 200 };

struct identity_account_new {
    Str login;    /* e-mail or user name; folded to lower case, unique */
    Str name;     /* person's name */
    Str password; /* none: cannot sign in by password */
    bool demo;
};
/* Refuses (field "login", "password", "name") an account that exists, a password shorter than 12 or
 * in the block list. */
Err identity_create(struct tx *tx, const struct identity_account_new *n, Id *ret) MUST;
Err identity_grant_role(struct tx *tx, Id account, int role, Id scope, Date from, Date until)
    MUST; /* until none: open */
/* Roles in force today. */
Err identity_roles(struct tx *tx, Id account, struct access_actor *ret) MUST;

struct identity_session {
    Id id, account;
    Str name, login;
    Str csrf; /* secret of this session's forms */
    Time started, seen;
};
/* Step one, outside any transaction because it is slow: verifies against a stored hash (or a dummy
 * of equal cost). */
bool identity_verify_password(Str hash, Str password);
/* Sign in: throttled by login and by network (5 failures: growing delay 1 to 15 minutes). Refuses
 * with one message for unknown login and wrong password alike. On success makes a session;
 * ret_token (256 random bits, base 32) goes into the cookie, its hash is stored. */
Err identity_sign_in(struct db *db, const struct tx_opts *o, Str login, Str password, Str network,
                     Str *ret_token) MUST;
/* E_NONE when the token is unknown, idle too long (setting, default 60 minutes) or older than 12
 * hours. Updates "seen" at most once a minute, in a transaction of its own. */
Err identity_session_of(struct db *db, struct arena *a, Time now, Str token,
                        struct identity_session *ret) MUST;
Err identity_sign_out(struct tx *tx, Id session) MUST;
Err identity_change_password(struct tx *tx, Id account, Str old_hash_checked, Str new_password)
    MUST; /* ends other sessions */

#endif

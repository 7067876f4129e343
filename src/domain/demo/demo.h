/* demo.h: the demonstration province: the published products of the sample register, invented
 * people for every role, dossiers in every state, a council in mid-session. */
#ifndef DEMO_H
#define DEMO_H
#include "domain/demo/demo.sql.h"
#include "domain/program/program.h"
#include "platform/web/web.h"

/* The password of every demonstration account: printed at start, so they are refused on any address
 * that others can reach (config.c). */
#define DEMO_PASSWORD S("xem thu ocop 2026")

struct demo_account {
    const char *login, *what; /* what: who it is, in Vietnamese */
};
extern const struct demo_account demo_accounts[]; /* ends with login NULL */

/* Loads the province into an empty database; does nothing when it is there already. Never on top of
 * real data: E_REFUSED when there is an account or a producer that is not of the demonstration. The
 * past is played with a clock of its own, ending at `now`. */
Err demo_load(struct db *db, struct program *p, Time now) MUST;

#endif

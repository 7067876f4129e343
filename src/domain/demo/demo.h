/* demo.h: the demonstration province: the published products of the sample register, invented
 * people for every role, dossiers in every state, a council in mid-session. */
#ifndef DEMO_H
#define DEMO_H
#include "domain/demo/demo.sql.h"
#include "domain/program/program.h"
#include "platform/json/json.h"

/* The password of every demonstration account: printed at start, so they are refused on any address
 * that others can reach (config.c). */
#define DEMO_PASSWORD S("xem thu ocop 2026")

struct demo_account {
    const char *login, *what; /* what: who it is, in Vietnamese */
    bool district;            /* only when the demonstration plays on a day with districts */
};
extern const struct demo_account demo_accounts[]; /* ends with login NULL */

struct demo_words {
    json_t *file, *products;
};
/* Who is who, by the order of demo_accounts. */
enum demo_person {
    DEMO_COOPERATIVE,
    DEMO_HOUSEHOLD,
    DEMO_ENTERPRISE,
    DEMO_COMMUNE_1,
    DEMO_COMMUNE_2,
    DEMO_OFFICER_1,
    DEMO_OFFICER_2,
    DEMO_LEADER,
    DEMO_SECRETARY,
    DEMO_CHAIR,
    DEMO_MEMBER_1,
    DEMO_MEMBER_2,
    DEMO_MEMBER_3,
    DEMO_MEMBER_4,
    DEMO_ADMIN,
    DEMO_DISTRICT_OFFICER,
    DEMO_DISTRICT_LEADER,
    DEMO_DISTRICT_SECRETARY,
    DEMO_DISTRICT_CHAIR,
    DEMO_DISTRICT_MEMBER_1,
    DEMO_DISTRICT_MEMBER_2,
    DEMO_PEOPLE
};
struct demo {
    struct db *db;
    struct arena *arena;
    struct program *program;
    Time now; /* when the play ends */
    Time *at; /* the instant being played: the clock of everybody */
    struct demo_words words;
    Id account[DEMO_PEOPLE];
    Id producer[3], place[2];
    Id district; /* of the second place, on a day with districts; none: there are none */
    Id council, session;
};

/* Runs one step at d->at as this person (DEMO_PEOPLE: the system) under the action. */
Err demo_step(struct demo *d, enum demo_person who, int action, int next_state,
              Err (*f)(struct tx *tx, void *arg), void *arg) MUST;

/* Loads the province into an empty database; does nothing when it is there already. Never on top of
 * real data: E_REFUSED when there is an account or a producer that is not of the demonstration. The
 * past is played by moving *clock, which ends where it began; play: makes the dossiers, through the
 * same pages as people do. */
Err demo_load(struct db *db, struct program *p, Time *clock, Err (*play)(struct demo *d, void *arg),
              void *arg) MUST;

#endif

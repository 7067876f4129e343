/* inside.h: what the files of the demonstration share. Only files of this room include it. */
#ifndef DEMO_INSIDE_H
#define DEMO_INSIDE_H
#include "domain/demo/demo.h"
#include "platform/json/json.h"

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
    DEMO_PEOPLE
};
struct demo {
    struct db *db;
    struct arena *arena;
    struct program *program;
    Time now, at; /* at: the day being played */
    struct demo_words words;
    Id account[DEMO_PEOPLE];
    Id producer[3], place[2];
    Id council, session;
};

/* Runs one step at d->at as this person (DEMO_PEOPLE: the system) under the action. */
Err demo_step(struct demo *d, enum demo_person who, int action, int next_state,
              Err (*f)(struct tx *tx, void *arg), void *arg) MUST;

/* ---- words.c ---- */
Err demo_read_words(struct demo_words *ret) MUST;
/* Names, story and picture of one product. */
Err demo_dress(struct demo *d, struct tx *tx, Id product, const json_t *entry) MUST;
Err demo_dress_all(struct tx *tx, void *arg) MUST;

/* ---- people.c ---- */
Err demo_make_people(struct tx *tx, void *arg) MUST;

/* ---- dossiers.c ---- */
/* Dossiers in every state and a council in mid-session, played by the people. */
Err demo_play(struct demo *d) MUST;

#endif

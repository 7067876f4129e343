/* access_world_test.h: for the tests of authority: everybody who may ask, everything that may be
 * asked about, in every state, and what the policy says of the two, worked out naively. */
#ifndef ACCESS_WORLD_TEST_H
#define ACCESS_WORLD_TEST_H
#include "domain/council/table_test.h"
#include "fixture.h"

enum { WORLD_WHO_MAX = 32, WORLD_THINGS_MAX = 160, WORLD_NAMES_MAX = 6 };

/* Somebody who asks, with what the test knows of him (not what the program found out). */
struct world_who {
    const char *name;
    Id account;
    size_t n_roles;
    struct access_role role[2];
    Id seat;    /* the council in which he sits */
    bool votes; /* there */
};

enum world_kind {
    WORLD_NOTHING = 1, /* pages about nothing in particular */
    WORLD_LIBRARY,     /* the asker's own papers, or a new dossier of his own producer */
    WORLD_DOSSIER,
    WORLD_EVIDENCE,
    WORLD_COUNCIL,
    WORLD_SESSION,
    WORLD_FILE, /* a dossier on the table of a council */
    WORLD_RECOGNITION,
    WORLD_PICKS, /* scored dossiers chosen for one decision */
    WORLD_BATCH, /* dossiers at the province chosen for a council */
    WORLD_CRITERIA,
    WORLD_NEW_CRITERIA,
    WORLD_IMPORT,
    WORLD_IDEA,
    WORLD_ANCHOR, /* a concluded dossier scored for practice */
    WORLD_PRODUCT /* public */
};

/* Something asked about. */
struct world_thing {
    enum world_kind kind;
    const char *about;
    Id id, outer, paper; /* outer: the session of a file; paper: an evidence filed with it */
    Str code;            /* of a public product */
    Str pick;            /* form value of WORLD_PICKS */
    Id owner, place, council, author, district;
    int state, dossier_state;
    bool complete, quorum, forwarded, reopened, unconfirmed;
    bool asked; /* the council that has it waits for a supplement */
    bool had;   /* the district has had it */
    Id helper;  /* the officer who fills it in for its producer */
    Id leads;   /* who confirms an anchor's reference */
    size_t n_in, n_recused, n_stale;
    Id in[WORLD_NAMES_MAX], recused[WORLD_NAMES_MAX]; /* sheets handed in; members recused */
    Id stale[WORLD_NAMES_MAX];                        /* whose sheet has to look again */
};

/* What is there in one of two worlds only, as far as it has an address. */
struct world_secret {
    enum world_kind kind;
    Id id, part; /* part: of something inside it (the product of a dossier); may be none */
};

struct world {
    struct fixture *f;
    struct table *t;
    Id both; /* a leader who was an officer before and still is, and who closed a file */
    Id other_council, stranger, second, third, clerk; /* who sit in it; clerk: its secretary */
    Id ghost;                                         /* a member's role without the seat */
    Id bare;                                          /* no role at all */
    Id adviser, other_adviser; /* of the council's advisory team, and of the other council's */
    /* a district that there still is, with a commune, a producer there, and a council of its own */
    Id district, far_district, hamlet, upland, below_council, below_session;
    Id hamlet_officer, below, far_below, below_leader, far_leader, below_seat[4];
    size_t n_who, n;
    struct world_who who[WORLD_WHO_MAX];
    struct world_thing thing[WORLD_THINGS_MAX];
    struct world_secret secret; /* in both worlds, once the one where it is has been seen */
};

/* The whole world, or a small one of the same people with a few things; a failure is a failed
 * check, then NULL. Two worlds opened one after the other are alike to the byte. Ended by
 * fixture_close(w->f). */
struct world *world_open(struct db *db);
struct world *world_open_small(struct db *db);
/* An id that nobody has. */
Id world_nobody(Id id);
struct world_thing *world_add(struct world *w, enum world_kind kind, const char *about, Id id);
/* Everything else there is to ask about, in every state (access_things_test.c). */
void world_add_dossiers(struct world *w);
void world_add_files(struct world *w);
void world_add_few(struct world *w);
/* The district's (access_below_test.c): its people, before anybody asks; and everything with it. */
void world_make_below(struct world *w);
void world_add_below(struct world *w);
void world_add_little_below(struct world *w);
/* Anchors on the files of the table (access_anchor_test.c). */
void world_add_anchors(struct world *w);
/* One prepared, one open, on files of their own. */
void world_add_little_anchors(struct world *w);

/* ---- the policy, read by a plain reader ---- */

/* May he do it to the thing, by the rows? row: read `instead` in its place (NULL: leave it out);
 * row NULL: the table as it is. */
bool world_may(const struct world_who *who, int action, const struct world_thing *t,
               const struct access_rule *row, const struct access_rule *instead);
/* Is there any row by which visitors may? */
bool world_open_to_all(int action);

/* ---- the map of the site ---- */

/* How the subject of a route is made. */
struct world_recipe {
    const char *path; /* the pattern, or its beginning when it ends with '*' */
    enum world_kind kind;
    enum {
        AS_IT_IS,
        AS_DOSSIER,
        AT_TABLE
    } seen; /* a file asked as its dossier; a dossier asked
               with the council it is before */
};
/* NULL: nobody said how to make its subject. */
const struct world_recipe *world_recipe_of(const struct route *r);
/* The thing as this route sees it: which of its facts count. */
struct world_thing world_seen(const struct world_recipe *recipe, const struct world_who *who,
                              const struct world_thing *t);
/* The route's address for the thing; id and paper may be other ones. None: a parameter that nobody
 * explained (a failed check). */
Str world_address(const struct route *r, const struct world_thing *t, Id id, Id paper);
/* f(arg, route, recipe) for every route with an action, in the order of the tables. */
void world_each_route(void (*f)(void *arg, const struct route *r,
                                const struct world_recipe *recipe),
                      void *arg);

/* ---- two worlds that differ in one secret ---- */

struct two_worlds {
    const char *secret;
    /* Called once in each world; number: 0 or 1. What differs is the secret. */
    void (*differ)(struct world *w, int number);
    const char *knows[12]; /* who may notice; the others must not, and somebody of these must */
};
/* Asks every page that anybody may open, and sends every form that anybody may send, of everybody,
 * in both worlds, and compares the bytes. */
void two_worlds(struct db *db, const struct two_worlds *x);
bool two_worlds_knows(const struct two_worlds *s, const char *who);

/* ---- the forms of a page (access_forms_test.c) ---- */

struct world_form {
    Str target;
    struct http_fields fields; /* with what stood there, else with something; the first button */
    Str file;                  /* name of the field for a file; none without */
    bool submits;              /* it has a button */
};
typedef void world_form_fn(void *arg, const struct world_form *form);
/* f(arg, form) for each form of the page that is sent by POST; it lives as long as a. */
void world_each_form(struct arena *a, Str page, world_form_fn *f, void *arg);

/* ---- everything that can be sent (access_writes_test.c) ---- */

struct world_writes;
typedef void world_answer_fn(void *arg, const struct world_who *who, Str target, const char *how,
                             const struct page *p);
/* Of everybody who does not know the secret; nothing of what is sent is committed. */
struct world_writes *world_writes_new(struct world *w, const struct two_worlds *s,
                                      world_answer_fn *answer, void *arg);
/* The forms of a page that he got: world_send_everything() sends them too. */
void world_learn(struct world_writes *x, const struct world_who *who, const struct page *p);
/* To every writing route about everything it may be about: nothing, and foreign fields; to what
 * there is in one world only; and every form learned: as it is, stale, and with another's id. */
void world_send_everything(struct world_writes *x);
bool world_is_writing(const struct route *r);
/* Checks that every writing route was asked by somebody who may, with a form of a page too; what
 * cannot be stands in a list with its reason, and nothing else does. */
void world_writes_cover(struct world_writes *x);

/* ---- asking ---- */

/* Randomness that begins anew at each call: two answers to one question are equal byte by byte. */
void world_same_luck(void);
/* One request, always at the same instant and with the same luck. form: its "csrf" is wrong. */
struct page world_ask(struct world *w, Id as, enum http_method m, Str target, bool json);
/* Everything of the answer that is not the asked id itself. */
Str world_whole(struct arena *a, const struct page *p, Str id_asked);

#endif

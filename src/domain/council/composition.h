/* composition.h: which departments must or may sit in a council, by the law of the day it was set
 * up (data/council/composition.csv). Private to the room. */
#ifndef COUNCIL_COMPOSITION_H
#define COUNCIL_COMPOSITION_H
#include "domain/council/composition.sql.h"
#include "domain/council/council.h"

struct composition_line { /* one rule, and who meets it */
    Str title, source;
    bool must, verified; /* verified: read in the act itself */
    size_t n;            /* seats that meet it */
    Str who;             /* their names, with commas */
};
struct composition { /* no lines: no rule is known for this regime and tier */
    Str regime;      /* title */
    size_t n;
    struct composition_line *v;
    int64_t musts, met; /* how many must be met, how many are */
};

#define COMPOSITION_DISTRICT S("district")
#define COMPOSITION_PROVINCE S("province")

/* The rules of a regime's tier, held against the seats. A department meets a rule when it begins
 * with one of the rule's words, compared as people read them. */
Err composition_of(struct arena *a, Str regime, Str tier, const struct council_seats *seats,
                   struct composition *ret) MUST;
/* The same under the regime of a day. Before the first regime: the first. */
Err composition_on(struct tx *tx, Date day, Str tier, const struct council_seats *seats,
                   struct composition *ret) MUST;
/* Refuses (field "tier") a level that there was not on the day and (field "members"), by name, what
 * is missing, as far as the setting "council.composition" says so: "refuse" everything that must
 * be, "warn" nothing, "law" (default) what is verified. */
Err composition_check(struct tx *tx, Date day, Str tier, const struct council_seats *seats) MUST;
#endif

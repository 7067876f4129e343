/* play.h: the dossiers of the demonstration, played through the pages. Only play*.c include it. */
#ifndef PLAY_H
#define PLAY_H
#include "browser.h"
#include "domain/criteria/criteria.h"
#include "domain/demo/demo.h"

struct play_dossier {
    enum demo_person who;
    const char *name, *motif, *tone, *story;
    int64_t set_no, target;
    int level; /* how well it stands, 0..100: which of an item's levels is chosen */
    Id id, file;
    const struct criteria_set *set;
};
enum { PLAY_DOSSIERS = 12, PLAY_DAYS = 100 };
struct play {
    struct demo *d;
    struct browser b;
    int days; /* what PLAY_DAYS are pressed into: a season does not begin before its law */
    struct play_dossier season[PLAY_DOSSIERS];
};

/* Moves the clock to 9 o'clock, so many of PLAY_DAYS before the end of the play; on the day it
 * stands at it stays. */
void play_days_ago(struct play *p, int days);
Err play_get(struct play *p, enum demo_person who, Str target, struct page *ret) MUST;
/* Sends a form that must be accepted (303); anything else is a fault that names the address and
 * what the page said. */
Err play_post(struct play *p, enum demo_person who, Str target, const struct http_fields *form,
              struct page *ret) MUST;
Str play_at(struct play *p, const char *before, Id id, const char *after);
/* An option of the item for a level; for stars > 0 at least what those stars ask. */
const struct criteria_option *play_option(const struct criteria_item *item, int level, int stars);

/* A form that carries nothing but the version its page shows, and these fields. */
Err play_press(struct play *p, enum demo_person who, Str page_at, Str target,
               struct http_fields form) MUST;
/* The commune confirms its four facts and sends the dossier on. */
Err play_forward(struct play *p, const struct play_dossier *x) MUST;

/* ---- play_ideas.c ---- */
Err play_ideas(struct play *p) MUST;
/* A draft by an officer of the commune for the household. */
Err play_helped(struct play *p) MUST;

/* ---- play_anchor.c: before the session at hand ---- */
/* x: a recognised dossier of an earlier session. */
Err play_anchor(struct play *p, const struct play_dossier *x) MUST;

/* ---- play_district.c: a season while there are districts ---- */
/* Two dossiers ready to be filed, one at the commune, one at the district, one before its council;
 * a council of each level with an open session. */
Err play_district(struct play *p) MUST;

/* ---- play_filing.c: the producer's side ---- */
/* Registers the product and writes the dossier; whole: everything, else only half of it. */
Err play_write(struct play *p, struct play_dossier *x, bool whole) MUST;
/* Facts and self-assessment of a dossier that is open already: half of what play_write() does. */
Err play_fill(struct play *p, struct play_dossier *x) MUST;
Err play_submit(struct play *p, struct play_dossier *x) MUST;

#endif

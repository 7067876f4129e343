/* assign.h: who reports on which file: every file some members of different departments, nobody
 * with a conflict of interest, evenly spread. Private to the room. */
#ifndef COUNCIL_ASSIGN_H
#define COUNCIL_ASSIGN_H
#include "domain/council/assign.sql.h"
#include "domain/council/council.h"

enum {
    ASSIGN_MEMBERS = 2, /* a file, unless the setting "assignment.members" says otherwise */
    ASSIGN_MEMBERS_MAX = 6
};

struct assign_seat {
    Id account;
    Str name, department;
    int64_t elsewhere; /* open files of other sessions the seat reports on */
    int64_t files;     /* of this plan */
};
struct assign_row { /* one file */
    struct assign_file file;
    size_t n;                        /* seats that report on it */
    size_t seat[ASSIGN_MEMBERS_MAX]; /* indexes */
    int64_t free, departments;       /* seats without a conflict, and their departments */
};
struct assign_plan {
    int64_t members; /* how many a file should have */
    size_t n_seats, n;
    struct assign_seat *seat;
    struct assign_row *row;
    bool *barred; /* [row * n_seats + seat] */
};

/* Fills seat[] of every row: different departments, nobody barred; the seats with the least files
 * first; then evened out until no file can move from a busier seat to one with two files less. The
 * same input gives the same plan. A row that stays short of plan->members has too few departments
 * left. */
void assign_spread(struct arena *a, struct assign_plan *p);
/* The plan for the open files of a session, from what is declared, held and delegated today. */
Err assign_plan_of(struct tx *tx, const struct council_session *s, struct assign_plan *ret) MUST;
/* A fingerprint of who gets what: the page shows it, so that what is applied is what was seen. */
Str assign_fingerprint(struct arena *a, const struct assign_plan *p);
/* Writes the plan in place of what was assigned before. E_STALE when the plan is no longer the one
 * that was shown. */
Err assign_apply(struct tx *tx, const struct council_session *s, Str shown) MUST;
#endif

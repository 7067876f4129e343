/* sheet_page.h: a sheet as it stands while it is written; private to the room. */
#ifndef COUNCIL_SHEET_PAGE_H
#define COUNCIL_SHEET_PAGE_H
#include "domain/council/inside.h"

struct council_answers_now { /* by item of the set; empty: nothing yet */
    Str choice[CRITERIA_ITEMS_MAX], note[CRITERIA_ITEMS_MAX];
};
/* As stored; all empty when there is no sheet. */
Err council_answers_stored(struct req *q, const struct council_case *k,
                           const struct criteria_set *set, struct council_answers_now *ret) MUST;
/* Empty for an item that the set does not have. */
Str council_choice_now(const struct criteria_set *set, const struct council_answers_now *now,
                       Str item);
Str council_note_now(const struct criteria_set *set, const struct council_answers_now *now,
                     Str item);

#endif

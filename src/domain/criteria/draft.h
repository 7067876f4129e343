/* draft.h: the life of a criteria set in the database: a draft is completed, published by a second
 * person, superseded from a date; files come in as drafts. */
#ifndef CRITERIA_DRAFT_H
#define CRITERIA_DRAFT_H
#include "domain/criteria/store.h"

/* The draft as it stands and everything that keeps it from being published. Also for published
 * sets, which have no faults. */
Err criteria_draft_get(struct tx *tx, Id id, struct problems *faults, struct criteria_row *ret_row,
                       struct criteria_set **ret) MUST;
/* The draft as it would be with s's numbers: parsed anew, with its faults. */
Err criteria_draft_check(struct tx *tx, Id id, const struct criteria_set *s,
                         struct problems *faults, struct criteria_set **ret) MUST;
/* One more option behind the others of a scale, with the points of the last and no label; false: it
 * has nine. */
bool criteria_draft_add(struct arena *a, struct criteria_case *c);
void criteria_draft_remove(struct criteria_case *c, size_t option);
/* Stores maxima, options, gates and the first day of the set over the draft's own. It may have
 * faults. E_STALE: somebody saved since version. Under CRITERIA_EDIT. */
Err criteria_draft_save(struct tx *tx, Id id, int64_t version, const struct criteria_set *s) MUST;
/* Publishes the draft; the revision before it ends the day before. Refused, with every reason,
 * while it does not add up or when its first day is not after that of the revision before. Under
 * CRITERIA_PUBLISH (another hand than the editor's). */
Err criteria_publish(struct tx *tx, Id id, int64_t version) MUST;
/* A draft revision of a published set, to hold from a day on. Refused when there is a draft
 * already, when it is not the newest, and when the day has passed or is not after its own first
 * day. Under CRITERIA_SUPERSEDE. */
Err criteria_supersede(struct tx *tx, Id id, Date from, Id *ret) MUST;
/* Every set of a file as a draft. Refused as a whole, with every reason, when a set does not hold
 * together (a set marked incomplete may miss its sums) or has a draft already. Under
 * CRITERIA_EDIT. */
Err criteria_import(struct tx *tx, Str json, int64_t *ret_n) MUST;

#endif

/* follow.h: when a commune ends (merged, renamed, split), its producers and what they have under
 * way at a commune go on at the one that has its territory: by themselves where there is one, by an
 * officer's word where it was split (Resolution 1671/NQ-UBTVQH15 of 2025: mergers from 1/7/2025).
 * What a council or an agency has already is not touched. */
#ifndef PROVINCE_FOLLOW_H
#define PROVINCE_FOLLOW_H
#include "domain/province/follow.sql.h"

/* Every day: each producer in a transaction of its own; one failure does not stop the rest and is
 * returned at the end. ret_n: how many producers went on. */
Err province_follow(struct db *db, struct arena *a, Time now, int64_t *ret_n) MUST;

/* The communes of today that may have the producer's: those that came out of the split. */
struct follow_choice {
    Id place;
    Str name, note; /* "Xã Phong Phú", "Phần còn lại ..." */
};
struct follow_choices {
    size_t n;
    struct follow_choice *v;
};
Err follow_choices_of(struct tx *tx, Id old, struct follow_choices *ret) MUST;
/* An officer's word. Refuses (field "place.PRODUCER") a commune that did not come out of the
 * producer's; E_STALE when the producer was changed meanwhile. Under PLACE_CHOOSE. */
Err follow_choose(struct tx *tx, const struct follow_producer *p, Id place) MUST;

#endif

/* index.h: ids of a set to places in it; private to the room. */
#ifndef CRITERIA_INDEX_H
#define CRITERIA_INDEX_H
#include "domain/criteria/criteria.h"

struct criteria_slot {
    Str id;
    struct criteria_ref ref;
};
struct criteria_index {
    size_t n_slots; /* a power of two, at most half full */
    struct criteria_slot *slot;
};

/* False when the id is there already. */
bool criteria_index_add(struct criteria_index *x, Str id, struct criteria_ref ref);
struct criteria_index *criteria_index_new(struct arena *a, size_t ids);

#endif

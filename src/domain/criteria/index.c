/* index.c: a hash table from ids to items, cases and options. */
#include "domain/criteria/index.h"

static size_t hash_id(Str id)
{
    uint64_t h = 1469598103934665603U; /* FNV-1a; ids are our own data, an attacker gains nothing
                                          from collisions in them */
    for (size_t i = 0; i < id.n; i++) {
        h = (h ^ (unsigned char)id.p[i]) * 1099511628211U;
    }
    return (size_t)(h ^ h >> 29);
}

struct criteria_index *criteria_index_new(struct arena *a, size_t ids)
{
    struct criteria_index *x = NEW(a, struct criteria_index);
    x->n_slots = 16;
    while (x->n_slots < ids * 2) {
        x->n_slots *= 2;
    }
    x->slot = NEW_N(a, struct criteria_slot, x->n_slots);
    return x;
}

static struct criteria_slot *slot_of(const struct criteria_index *x, Str id)
{
    size_t i = hash_id(id) & (x->n_slots - 1);
    while (!str_none(x->slot[i].id) && !str_eq(x->slot[i].id, id)) {
        i = (i + 1) & (x->n_slots - 1);
    }
    return &x->slot[i];
}

bool criteria_index_add(struct criteria_index *x, Str id, struct criteria_ref ref)
{
    struct criteria_slot *s = slot_of(x, id);
    if (!str_none(s->id)) {
        return false;
    }
    *s = (struct criteria_slot){ id, ref };
    return true;
}

bool criteria_lookup(const struct criteria_set *s, Str id, struct criteria_ref *ret)
{
    const struct criteria_slot *slot = slot_of(s->index, id);
    if (str_none(slot->id)) {
        return false;
    }
    *ret = slot->ref;
    return true;
}

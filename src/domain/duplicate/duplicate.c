/* duplicate.c: finding the products of a producer that are alike, and an officer's word on two. */
#include "domain/duplicate/duplicate.h"

#include <stdlib.h>

#include "messages.h"

static int by_score(const void *x, const void *y)
{
    const struct duplicate_hit *a = x, *b = y;
    int64_t d = b->like.score - a->like.score;
    return d != 0 ? (d > 0) - (d < 0)
                  : (a->product.id.v > b->product.id.v) - (a->product.id.v < b->product.id.v);
}

static struct duplicate_text text_of(const struct duplicate_product *p)
{
    return (struct duplicate_text){ { [ALIKE_NAME] = p->name,
                                      [ALIKE_MATERIAL] = p->material,
                                      [ALIKE_PROCESS] = p->technology,
                                      [ALIKE_PACKING] = p->packing } };
}

static void note_decision(const struct duplicate_decideds *all, struct duplicate_hit *h)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].product, h->product.id) || id_eq(all->v[i].other, h->product.id)) {
            h->decided = true;
            h->last = all->v[i];
        }
    }
}

Err duplicate_find(struct tx *tx, Id producer, Id product, const struct duplicate_text *is,
                   bool drafts, struct duplicate_hits *ret)
{
    struct duplicate_products all;
    struct duplicate_decideds said;
    struct arena *work CLEANUP(arena_cleanup) = arena_new();
    TRY(duplicate_products(tx, producer, drafts ? 1 : 0, &all));
    TRY(duplicate_decisions(tx, product, &said));
    *ret = (struct duplicate_hits){ .v = NEW_N(tx_arena(tx), struct duplicate_hit, all.n + 1) };
    for (size_t i = 0; i < all.n; i++) {
        struct duplicate_text other = text_of(&all.v[i]);
        struct duplicate_likeness like = duplicate_compare(work, is, &other);
        arena_reset(work);
        if (like.alike && !id_eq(all.v[i].id, product)) {
            struct duplicate_hit *h = &ret->v[ret->n++];
            *h = (struct duplicate_hit){ .product = all.v[i], .like = like };
            note_decision(&said, h);
            ret->open += !h->decided;
        }
    }
    qsort(ret->v, ret->n, sizeof *ret->v, by_score);
    return OK;
}

Err duplicate_say(struct tx *tx, Id dossier, Id product, Id other, bool same, Str reason)
{
    if (str_empty(reason) || utf8_length(reason) > LIMIT_LINE) {
        return refuse_field(tx, S("reason"), M_DUPLICATE_REASON_NEEDED, STR_NONE, STR_NONE);
    }
    bool in_order = product.v < other.v;
    TRY(duplicate_decide(tx, tx_new_id(tx), in_order ? product : other, in_order ? other : product,
                         same, reason, dossier, tx_account(tx), tx_now(tx)));
    return tx_note_detail(tx, S("duplicate.decided"), product,
                          str_fmt(tx_arena(tx), "{\"same\":%s}", same ? "true" : "false"));
}

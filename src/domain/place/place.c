/* place.c: finding a unit by what people write, and what became of it. */
#include "domain/place/place.h"

enum { STEPS_MAX = 8 };

Str place_full_name(struct arena *a, Str kind, Str name)
{
    return str_fmt(a, "%.*s %.*s", STR_ARG(kind), STR_ARG(name));
}

/* Folded text without the word for the kind, and without what stands in brackets or behind a comma.
 */
static Str bare_name(struct arena *a, Str text)
{
    Str head = str_sub(text, 0, str_find_c(text, ','));
    head = str_sub(head, 0, str_find_c(head, '('));
    Str fold = str_trim(vi_fold(a, head));
    static const char *const kinds[] = { "phuong ", "xa ", "thi tran ", "dac khu ",
                                         "p ",      "x ",  "tt ",       "dk " };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        Str k = str_c(kinds[i]);
        if (str_starts(fold, k) && fold.n > k.n) {
            return str_trim(str_skip(fold, k.n));
        }
    }
    return fold;
}

/* Of several: the one whose kind is written, when only that one has it. */
static const struct place *by_kind(struct arena *a, const struct places *all, Str text)
{
    const struct place *found = NULL;
    Str fold = vi_fold(a, text);
    for (size_t i = 0; i < all->n; i++) {
        Str kind = vi_fold(a, all->v[i].kind);
        Str parent = vi_fold(a, all->v[i].parent_name);
        bool fits = str_starts(fold, kind) || (parent.n > 0 && str_find(fold, parent) < fold.n);
        if (fits && found != NULL) {
            return NULL;
        }
        found = fits ? &all->v[i] : found;
    }
    return found;
}

Err place_match(struct tx *tx, Str text, Date on, Id *ret, bool *ret_doubt)
{
    struct arena *a = tx_arena(tx);
    struct places all;
    *ret = ID_NONE;
    *ret_doubt = false;
    Str name = bare_name(a, text);
    if (name.n == 0) {
        return OK;
    }
    TRY(place_named(tx, name, on, &all));
    if (all.n == 1) {
        *ret = all.v[0].id;
        return OK;
    }
    const struct place *p = by_kind(a, &all, text);
    *ret = p != NULL ? p->id : ID_NONE;
    *ret_doubt = all.n > 1 && p == NULL;
    return OK;
}

Err place_today(struct tx *tx, Id old, Date on, Id *ret, bool *ret_ask)
{
    *ret = ID_NONE;
    *ret_ask = false;
    for (int step = 0; step < STEPS_MAX; step++) {
        struct place p;
        TRY(place_get(tx, old, &p));
        if (date_none(p.valid_to) || date_cmp(p.valid_to, on) >= 0) {
            *ret = old;
            return OK;
        }
        struct place_successors next;
        TRY(place_successors(tx, old, &next));
        if (next.n != 1 || next.v[0].needs_human) {
            *ret_ask = next.n > 0;
            return OK;
        }
        old = next.v[0].new;
    }
    return fault(E_BUG, "the successions of a unit do not end");
}

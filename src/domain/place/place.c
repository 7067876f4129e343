/* place.c: finding a unit by what people write, and what became of it. */
#include "domain/place/place.h"

enum { STEPS_MAX = 8 };

Str place_full_name(struct arena *a, Str kind, Str name)
{
    char *text = str_cstr(a, str_fmt(a, "%.*s %.*s", STR_ARG(kind), STR_ARG(name)));
    if (kind.n > 0 && str_starts(kind, S("đ"))) {
        text[1] = (char)('\x90'); /* U+0111 to U+0110 */
    } else if (kind.n > 0 && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = (char)(text[0] - 'a' + 'A');
    }
    return str_c(text);
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

static bool names_parent(struct arena *a, const struct place *p, Str fold)
{
    Str parent = vi_fold(a, p->parent_name);
    return parent.n > 0 && str_find(fold, parent) < fold.n;
}

static bool names_kind(struct arena *a, const struct place *p, Str fold)
{
    return str_starts(fold, vi_fold(a, p->kind));
}

/* Of several: the only one that fits. */
static const struct place *only_one(struct arena *a, const struct places *all, Str text,
                                    bool (*fits)(struct arena *a, const struct place *p, Str fold))
{
    const struct place *found = NULL;
    Str fold = vi_fold(a, text);
    for (size_t i = 0; i < all->n; i++) {
        bool fit = fits(a, &all->v[i], fold);
        if (fit && found != NULL) {
            return NULL;
        }
        found = fit ? &all->v[i] : found;
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
    const struct place *p = only_one(a, &all, text, names_parent);
    p = p != NULL ? p : only_one(a, &all, text, names_kind);
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

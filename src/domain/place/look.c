/* look.c: a commune by what a register writes: its name, its kind, the district in the address. */
#include "domain/place/place.h"

enum { NAME_MAX_LETTERS = 60, NEAR_EDITS = 2 };

static const struct {
    const char *fold, *kind;
} kinds[] = { { "thi tran", "thị trấn" }, { "dac khu", "đặc khu" },
              { "phuong", "phường" },     { "xa", "xã" },
              { "tt", "thị trấn" },       { "dk", "đặc khu" },
              { "p", "phường" },          { "x", "xã" } };
static const char *const district_words[] = { "thanh pho ", "thi xa ", "huien ", "quan ",
                                              "tp ",        "tx ",     "h ",     "q " };

/* Takes the word for the kind off the front: "P. Mũi Né" gives "phường", "Mũi Né". */
static void take_kind(struct arena *a, Str text, Str *kind, Str *name)
{
    Str head = str_sub(text, 0, str_find_c(text, ','));
    head = str_trim(str_sub(head, 0, str_find_c(head, '(')));
    *kind = S("");
    *name = head;
    for (size_t cut = 1; cut < head.n; cut++) {
        if (head.p[cut] != ' ' && head.p[cut] != '.') {
            continue;
        }
        Str fold = vi_fold(a, str_sub(head, 0, cut));
        for (size_t i = 0; i < COUNT_OF(kinds); i++) {
            if (str_eq(fold, str_c(kinds[i].fold))) {
                Str rest = str_skip(head, cut);
                while (rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '.')) {
                    rest = str_skip(rest, 1);
                }
                *kind = str_c(kinds[i].kind);
                *name = rest;
                return;
            }
        }
    }
}

static Str bare_district(Str fold)
{
    for (size_t i = 0; i < COUNT_OF(district_words); i++) {
        if (str_starts(fold, str_c(district_words[i]))) {
            return str_skip(fold, str_c(district_words[i]).n);
        }
    }
    return fold;
}

/* The last part of the text, between commas or brackets, that is a district of that day. */
static bool district_in(struct arena *a, const struct places *all, Str text, struct place *ret)
{
    size_t end = text.n;
    for (size_t i = text.n + 1; i-- > 0;) {
        bool edge = i == 0 || text.p[i - 1] == ',' || text.p[i - 1] == '(' || text.p[i - 1] == ')';
        if (!edge) {
            continue;
        }
        Str part = bare_district(str_trim(vi_fold(a, str_sub(text, i, end))));
        for (size_t k = 0; k < all->n && part.n > 0; k++) {
            if (str_eq(part, vi_fold(a, all->v[k].name))) {
                *ret = all->v[k];
                return true;
            }
        }
        end = i > 0 ? i - 1 : 0;
    }
    return false;
}

static void keep_fitting(const struct places *all, struct places *ret,
                         bool (*fits)(const struct place *p, const void *arg), const void *arg)
{
    size_t n = 0;
    for (size_t i = 0; i < all->n; i++) {
        if (fits(&all->v[i], arg)) {
            ret->v[n++] = all->v[i];
        }
    }
    ret->n = n;
}

static bool in_district(const struct place *p, const void *arg)
{
    const struct place *district = arg;
    return id_eq(p->parent, district->id);
}

static bool of_kind(const struct place *p, const void *arg)
{
    const Str *kind = arg;
    return str_eq(p->kind, *kind);
}

/* ---- near names ---- */

static size_t min3(size_t a, size_t b, size_t c)
{
    size_t m = a < b ? a : b;
    return m < c ? m : c;
}

/* Edits between two folded names. */
static size_t edits(Str x, Str y)
{
    size_t row[NAME_MAX_LETTERS + 1];
    if (x.n > NAME_MAX_LETTERS || y.n > NAME_MAX_LETTERS) {
        return NAME_MAX_LETTERS;
    }
    for (size_t j = 0; j <= y.n; j++) {
        row[j] = j;
    }
    for (size_t i = 1; i <= x.n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= y.n; j++) {
            size_t up = row[j];
            row[j] =
                min3(row[j] + 1, row[j - 1] + 1, diagonal + (x.p[i - 1] == y.p[j - 1] ? 0 : 1));
            diagonal = up;
        }
    }
    return row[y.n];
}

static size_t common_start(Str x, Str y)
{
    size_t n = 0;
    while (n < x.n && n < y.n && x.p[n] == y.p[n]) {
        n++;
    }
    return n;
}

/* Puts the nearest of all first: fewest edits, then the longest common beginning. */
static void find_near(struct arena *a, const struct places *all, struct place_answer *ret)
{
    Str name = vi_fold(a, ret->name);
    size_t edit[PLACE_NEAR], start[PLACE_NEAR];
    for (size_t i = 0; i < all->n; i++) {
        Str other = vi_fold(a, all->v[i].name);
        size_t e = edits(name, other), s = common_start(name, other), at = ret->n_near;
        if (e > NEAR_EDITS || e >= name.n) {
            continue;
        }
        while (at > 0 && (e < edit[at - 1] || (e == edit[at - 1] && s > start[at - 1]))) {
            at--;
        }
        if (at >= PLACE_NEAR) {
            continue;
        }
        size_t last = ret->n_near < PLACE_NEAR ? ret->n_near : PLACE_NEAR - 1;
        for (size_t k = last; k > at; k--) {
            ret->near[k] = ret->near[k - 1];
            edit[k] = edit[k - 1];
            start[k] = start[k - 1];
        }
        ret->near[at] = all->v[i].name;
        edit[at] = e;
        start[at] = s;
        ret->n_near = last + 1;
    }
}

Err place_look(struct tx *tx, const struct place_ask *ask, struct place_answer *ret)
{
    struct arena *a = tx_arena(tx);
    struct places districts, all;
    *ret = (struct place_answer){ .id = ID_NONE };
    take_kind(a, ask->text, &ret->kind, &ret->name);
    TRY(place_districts_on(tx, ask->on, &districts));
    ret->district_known = district_in(a, &districts, ask->text, &ret->district) ||
                          district_in(a, &districts, ask->address, &ret->district);
    TRY(place_named(tx, vi_fold(a, ret->name), ask->on, &all));
    if (ret->district_known) {
        keep_fitting(&all, &all, in_district, &ret->district);
    }
    if (all.n > 1 && ret->kind.n > 0) {
        struct places same = { .v = NEW_N(a, struct place, all.n) };
        keep_fitting(&all, &same, of_kind, &ret->kind);
        all = same.n > 0 ? same : all;
    }
    if (all.n == 1) {
        ret->id = all.v[0].id;
        return OK;
    }
    ret->several = all;
    if (all.n == 0) {
        if (ret->district_known) {
            TRY(place_communes_of(tx, ret->district.id, ask->on, &all));
        } else {
            TRY(place_communes_on(tx, S(""), ask->on, &all));
        }
        find_near(a, &all, ret);
    }
    return OK;
}

/* compare.c: rows beside rows: one decision has one date, one producer does not sell the same thing
 * twice. */
#include "domain/register/inside.h"
#include "messages.h"
#include "platform/i18n/i18n.h"

enum { COMPARED = 200 }; /* rows above a row that it is compared with */

/* ---- decisions: number, authority and year make one; its date is the one most rows give ---- */

struct decision {
    Str key; /* folded number, authority, year: numbers begin anew every year */
    Date date;
    size_t row, round;
};
struct decisions {
    size_t n, cap;
    struct decision *v;
};

static int by_key(const void *x, const void *y)
{
    const struct decision *a = x, *b = y;
    int c = str_cmp(a->key, b->key);
    if (c != 0) {
        return c;
    }
    if (a->date.v != b->date.v) {
        return a->date.v < b->date.v ? -1 : 1;
    }
    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    return a->round < b->round ? -1 : a->round > b->round ? 1 : 0;
}

static void collect(struct reading *r, struct decisions *all)
{
    for (size_t i = 0; i < r->b->n_rows; i++) {
        for (size_t k = 0; k < REGISTER_ROUNDS; k++) {
            const struct register_round *x = &r->b->row[i].round[k];
            if (date_none(x->date) || x->number.n == 0) {
                continue;
            }
            all->v = arena_grow(r->a, all->v, all->n, &all->cap, sizeof *all->v);
            Str key = str_fmt(r->a, "%.*s|%.*s|%d", STR_ARG(vi_fold(r->a, x->number)),
                              STR_ARG(vi_fold(r->a, x->authority)), date_ymd(x->date).year);
            all->v[all->n++] = (struct decision){ key, x->date, i, k };
        }
    }
    if (all->n > 0) {
        qsort(all->v, all->n, sizeof *all->v, by_key);
    }
}

/* The date of most of v[from..to); of as many, the one that stands first in the sheet. */
static Date usual_date(const struct decision *v, size_t from, size_t to)
{
    size_t best = 0, best_row = SIZE_MAX;
    Date usual = v[from].date;
    for (size_t i = from, n; i < to; i += n) {
        for (n = 1; i + n < to && v[i + n].date.v == v[i].date.v;) {
            n++;
        }
        if (n > best || (n == best && v[i].row < best_row)) {
            best = n;
            best_row = v[i].row;
            usual = v[i].date;
        }
    }
    return usual;
}

void register_check_numbers(struct reading *r)
{
    struct decisions all = { .n = 0 };
    collect(r, &all);
    for (size_t i = 0, end; i < all.n; i = end) {
        for (end = i + 1; end < all.n && str_eq(all.v[end].key, all.v[i].key);) {
            end++;
        }
        Date usual = usual_date(all.v, i, end);
        for (size_t k = i; k < end; k++) {
            const struct register_row *row = &r->b->row[all.v[k].row];
            const struct register_round *x = &row->round[all.v[k].round];
            if (x->date.v != usual.v) {
                Str what = x->authority.n == 0 ? x->number
                                               : i18n_fmt(r->a, LANG_VI, M_REGISTER_NUMBER_OF,
                                                          x->number, x->authority, STR_NONE);
                register_say(r, row->line, x->col_date, SAY_NUMBER_OTHER_DAY, what,
                             register_day(r->a, x->date), register_day(r->a, usual));
            }
        }
    }
}

/* ---- products that may be the same ---- */

/* The folded name without words that praise or grade. */
static Str essence(const struct reading *r, Str name)
{
    Str s = register_words(r->a, name);
    for (size_t i = 0; i < r->n_words; i++) {
        for (size_t at = str_find(s, r->word[i]); at < s.n; at = str_find(s, r->word[i])) {
            s = str_cat(r->a, str_sub(s, 0, at + 1), str_skip(s, at + r->word[i].n));
        }
    }
    return str_trim(s);
}

struct letters {
    size_t n;
    uint32_t *v;
};

static struct letters letters_of(struct arena *a, Str s)
{
    struct letters l = { .v = NEW_N(a, uint32_t, s.n + 1) };
    for (size_t i = 0; i < s.n;) {
        l.v[l.n++] = utf8_next(s, &i);
    }
    return l;
}

static bool figure(const struct letters *l, size_t from, size_t to)
{
    return to > from && l->v[from] >= '0' && l->v[from] <= '9';
}

/* One letter (with its marks) more, less or other: a slip of the pen. Figures make another product
 * (40°N, 60°N), and so does a word's first letter. */
static bool one_letter_off(struct arena *arena, Str first, Str second)
{
    enum { SHORTEST = 8 };
    struct letters x = letters_of(arena, first), y = letters_of(arena, second);
    size_t from = 0, to = 0;
    if (x.n < SHORTEST || y.n < SHORTEST || x.n > y.n + 1 || y.n > x.n + 1) {
        return false;
    }
    while (from < x.n && from < y.n && x.v[from] == y.v[from]) {
        from++;
    }
    while (to < x.n - from && to < y.n - from && x.v[x.n - 1 - to] == y.v[y.n - 1 - to]) {
        to++;
    }
    bool one = x.n - to <= from + 1 && y.n - to <= from + 1;
    bool starts_word = from == 0 || x.v[from - 1] == ' ';
    return one && !starts_word && !figure(&x, from, x.n - to) && !figure(&y, from, y.n - to);
}

static bool same_decision(const struct register_round *x, const struct register_round *y)
{
    return x->stated && y->stated && x->number.n > 0 && x->star == y->star &&
           date_cmp(x->date, y->date) == 0 && !date_none(x->date) && str_eq(x->number, y->number);
}

static void compare(struct reading *r, const struct register_row *x, const struct register_row *y)
{
    if (x->group != y->group || !same_decision(&x->round[0], &y->round[0])) {
        return;
    }
    Str a = vi_fold(r->a, x->product), b = vi_fold(r->a, y->product);
    int col = r->lay.col[COL_PRODUCT];
    if (str_eq(a, b)) {
        Str line = str_fmt(r->a, "%d", x->line + 1);
        register_say(r, y->line, col, SAY_SAME_PRODUCT, line, x->product, STR_NONE);
        return;
    }
    Str p = essence(r, x->product), q = essence(r, y->product);
    if ((p.n > 0 && str_eq(p, q)) || one_letter_off(r->a, x->product, y->product)) {
        register_say(r, y->line, col, SAY_MAYBE_DOUBLE, x->product, STR_NONE, STR_NONE);
    }
}

/* Blocks of one producer are short; a producer named again further down is the import's business.
 */
void register_check_doubles(struct reading *r)
{
    const struct register_book *b = r->b;
    for (size_t i = 1; i < b->n_rows; i++) {
        size_t told = b->n_issues;
        for (size_t k = i; k-- > 0 && b->row[k].entity == b->row[i].entity && i - k <= COMPARED;) {
            if (b->row[i].product.n > 0 && b->row[k].product.n > 0 && told == b->n_issues) {
                compare(r, &b->row[k], &b->row[i]);
            }
        }
    }
}

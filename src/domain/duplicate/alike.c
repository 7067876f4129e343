/* alike.c: how much two products are alike: shared runs of three letters of folded text. */
#include <stdlib.h>

#include "domain/duplicate/duplicate.h"
#include "messages.h"

/* A run of three letters as a number; the blank before and after a word counts as a letter. */
struct runs {
    size_t n;
    uint32_t *v; /* sorted; doubles stay: a text that repeats itself is not another one */
};

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static struct runs runs_of(struct arena *a, Str text)
{
    Str s = vi_fold(a, str_sub(text, 0, ALIKE_TEXT_BYTES));
    struct runs r = { .v = NEW_N(a, uint32_t, s.n + 2) };
    uint32_t run = ' ';
    for (size_t i = 0; i <= s.n; i++) {
        uint32_t c = i < s.n ? (unsigned char)s.p[i] : ' ';
        run = (run << 8 | c) & 0xffffff;
        if (i > 0) {
            r.v[r.n++] = run;
        }
    }
    qsort(r.v, r.n, sizeof *r.v, by_value);
    return r;
}

static int64_t shared(const struct runs *x, const struct runs *y)
{
    int64_t n = 0;
    for (size_t i = 0, k = 0; i < x->n && k < y->n;) {
        if (x->v[i] == y->v[k]) {
            n++;
            i++;
            k++;
        } else if (x->v[i] < y->v[k]) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

static int64_t field_likeness(struct arena *a, Str x, Str y)
{
    if (str_empty(x) || str_empty(y)) {
        return -1;
    }
    struct runs p = runs_of(a, x), q = runs_of(a, y);
    return p.n + q.n == 0 ? -1 : 2 * ALIKE_SAME * shared(&p, &q) / (int64_t)(p.n + q.n);
}

struct duplicate_likeness duplicate_compare(struct arena *a, const struct duplicate_text *x,
                                            const struct duplicate_text *y)
{
    static const int64_t weight[ALIKE_FIELDS] = {
        [ALIKE_NAME] = 40, [ALIKE_MATERIAL] = 25, [ALIKE_PROCESS] = 20, [ALIKE_PACKING] = 15
    };
    struct duplicate_likeness r = { .score = 0 };
    int64_t weights = 0;
    int others = 0;
    for (int i = 0; i < ALIKE_FIELDS; i++) {
        r.field[i] = field_likeness(a, x->field[i], y->field[i]);
        if (r.field[i] >= 0) {
            r.score += r.field[i] * weight[i];
            weights += weight[i];
        }
        others += i != ALIKE_NAME && r.field[i] >= ALIKE_FIELD;
    }
    r.score = weights > 0 ? r.score / weights : 0;
    r.alike = (r.field[ALIKE_NAME] >= ALIKE_SCORE && r.score >= ALIKE_FIELD) ||
              (others >= 2 && r.score >= ALIKE_FIELD) || others == ALIKE_FIELDS - 1;
    return r;
}

int duplicate_field_message(enum duplicate_field f)
{
    static const int keys[] = { [ALIKE_NAME] = M_DUPLICATE_NAME,
                                [ALIKE_MATERIAL] = M_DUPLICATE_MATERIAL,
                                [ALIKE_PROCESS] = M_DUPLICATE_PROCESS,
                                [ALIKE_PACKING] = M_DUPLICATE_PACKING };
    return keys[f];
}

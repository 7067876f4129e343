/* lenient.c: how far each member's totals are from the others', and stars without one of them. */
#include "domain/council/lenient.h"
#include "domain/access/access.h"
#include "domain/council/lenient.sql.h"
#include "domain/criteria/store.h"

#include <stdlib.h>

/* A closed file with the sheets that counted. */
struct counted {
    struct lenient_closed file;
    struct criteria_policy policy;
    const struct criteria_set *set;
    size_t n;
    const struct lenient_sheet *of; /* n: whose */
    struct criteria_sheet *sheets;  /* n */
};
struct counted_files {
    size_t n;
    struct counted *v;
};

Err council_frac_add(Frac x, Frac y, Frac *ret)
{
    __extension__ typedef __int128 wide;
    wide num = (wide)x.num * y.den + (wide)y.num * x.den, den = (wide)x.den * y.den;
    wide a = num < 0 ? -num : num, b = den;
    while (b != 0) {
        wide rest = a % b;
        a = b;
        b = rest;
    }
    num /= a;
    den /= a;
    if (num > INT64_MAX || num < -INT64_MAX || den > INT64_MAX) {
        return E_LIMIT;
    }
    *ret = (Frac){ (int64_t)num, (int64_t)den };
    return OK;
}

/* ---- reading: the whole session in three statements ---- */

static void put_answer(struct score_answers *s, const struct lenient_answer *x)
{
    size_t at = x->no == 1 ? s->n : 0; /* a later version replaces */
    while (at < s->n && !str_eq(s->v[at].item, x->item)) {
        at++;
    }
    s->v[at] = (struct score_answer){ x->item, x->choice, S("") };
    s->n = at == s->n ? s->n + 1 : s->n;
}

/* Of the sheet at whose first row *at stands; *at moves behind its last. */
static struct criteria_sheet sheet_from(struct arena *a, const struct lenient_answers *all,
                                        Id sheet, size_t *at)
{
    size_t end = *at;
    while (end < all->n && id_eq(all->v[end].sheet, sheet)) {
        end++;
    }
    struct score_answers s = { .v = NEW_N(a, struct score_answer, end - *at + 1) };
    for (; *at < end; (*at)++) {
        put_answer(&s, &all->v[*at]);
    }
    return council_sheet(a, &s);
}

static Err read_counted(struct tx *tx, struct criteria_cache *cache, Id session,
                        struct counted_files *ret)
{
    struct arena *a = tx_arena(tx);
    struct lenient_closeds files;
    struct lenient_sheets sheets;
    struct lenient_answers answers;
    struct council c = { 0 };
    size_t sheet = 0, answer = 0;
    TRY(lenient_files(tx, session, &files));
    TRY(lenient_sheets(tx, session, &sheets));
    TRY(lenient_answers(tx, session, &answers));
    *ret = (struct counted_files){ .v = NEW_N(a, struct counted, files.n + 1) };
    for (size_t i = 0; i < files.n; i++) {
        struct counted *k = &ret->v[ret->n];
        *k = (struct counted){ .file = files.v[i], .of = &sheets.v[sheet] };
        while (sheet + k->n < sheets.n && id_eq(sheets.v[sheet + k->n].file, k->file.id)) {
            k->n++;
        }
        k->sheets = NEW_N(a, struct criteria_sheet, k->n + 1);
        for (size_t j = 0; j < k->n; j++) {
            k->sheets[j] = sheet_from(a, &answers, k->of[j].id, &answer);
        }
        sheet += k->n;
        ret->n += k->n > 0 ? 1 : 0; /* closed without sheets: nobody was lenient */
        TRY(criteria_cache_get(cache, tx, k->file.criteria, &k->set));
        if (!id_eq(c.id, k->file.council)) {
            TRY(council_get(tx, k->file.council, &c));
        }
        if (!council_policy_of(&c, &k->policy)) {
            return fault(E_DB, "a council's regulation is unknown");
        }
    }
    return OK;
}

/* ---- each against the others ---- */

static struct lenient_member *member_of(struct lenient_members *all, const struct lenient_sheet *of)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].account, of->account)) {
            return &all->v[i];
        }
    }
    struct lenient_member *m = &all->v[all->n++];
    *m = (struct lenient_member){ .account = of->account, .name = of->name, .mean = { 0, 1 } };
    return m;
}

/* Own total less the mean of the others: (n * own - sum) / (n - 1). Sums are kept in mean till all
 * files are in. */
static Err add_file(struct arena *work, const struct counted *k, struct lenient_members *all)
{
    int64_t n = (int64_t)k->n, sum = 0;
    struct criteria_result r;
    criteria_score(work, k->set, &k->policy, k->n, k->sheets, &r);
    if (!r.valid) { /* every sheet was scorable when it was handed in */
        return fault(E_DB, "sheets of one file do not score");
    }
    for (size_t i = 0; i < k->n; i++) {
        sum += r.totals[i];
    }
    for (size_t i = 0; i < k->n && n > 1; i++) {
        struct lenient_member *m = member_of(all, &k->of[i]);
        TRY(council_frac_add(m->mean, frac_make(n * r.totals[i] - sum, n - 1), &m->mean));
        m->files++;
    }
    return OK;
}

static Err by_file(struct lenient_member *m)
{
    if (m->mean.den > INT64_MAX / m->files) {
        return E_LIMIT;
    }
    m->mean = frac_make(m->mean.num, m->mean.den * m->files);
    return OK;
}

static int more_lenient(const void *x, const void *y)
{
    const struct lenient_member *a = x, *b = y;
    int c = frac_cmp(b->mean, a->mean);
    return c != 0 ? c : str_cmp(a->name, b->name);
}

/* ---- without one ---- */

static struct lenient_without without(struct arena *work, const struct counted *k, Id account)
{
    struct lenient_without w = { 0 };
    struct criteria_sheet *sheets = NEW_N(work, struct criteria_sheet, k->n);
    struct criteria_result r;
    size_t n = 0;
    for (size_t i = 0; i < k->n; i++) {
        if (!id_eq(k->of[i].account, account)) {
            sheets[n++] = k->sheets[i];
        }
    }
    if (n == 0 || n == k->n) {
        return w;
    }
    criteria_score(work, k->set, &k->policy, n, sheets, &r);
    w.asked = r.valid;
    if (r.valid) {
        w.mean = r.mean;
        w.star = r.star;
        w.changes = r.star != k->file.star;
    }
    return w;
}

static Err members_of(struct arena *a, const struct counted_files *files,
                      struct lenient_members *ret)
{
    struct arena *work CLEANUP(arena_cleanup) = arena_new();
    size_t most = 0;
    for (size_t i = 0; i < files->n; i++) {
        most += files->v[i].n;
    }
    ret->v = NEW_N(a, struct lenient_member, most + 1);
    for (size_t i = 0; i < files->n; i++) {
        arena_reset(work);
        TRY(add_file(work, &files->v[i], ret));
    }
    for (size_t i = 0; i < ret->n; i++) {
        TRY(by_file(&ret->v[i]));
    }
    if (ret->n > 1) {
        qsort(ret->v, ret->n, sizeof *ret->v, more_lenient);
    }
    return OK;
}

Err council_leniency_of(struct tx *tx, struct criteria_cache *cache, Id session,
                        struct council_leniency *ret)
{
    struct arena *a = tx_arena(tx), *work CLEANUP(arena_cleanup) = arena_new();
    struct counted_files files;
    *ret = (struct council_leniency){ 0 };
    TRY(read_counted(tx, cache, session, &files));
    TRY(members_of(a, &files, &ret->members));
    if (ret->members.n < 2) {
        return OK;
    }
    ret->files.v = NEW_N(a, struct lenient_file, files.n);
    Id high = ret->members.v[0].account, low = ret->members.v[ret->members.n - 1].account;
    for (size_t i = 0; i < files.n; i++) {
        const struct counted *k = &files.v[i];
        arena_reset(work);
        ret->files.v[ret->files.n++] = (struct lenient_file){
            .id = k->file.id,
            .position = k->file.position,
            .star = k->file.star,
            .product = k->file.product_name,
            .mean = { k->file.mean_num, k->file.mean_den },
            .lenient = without(work, k, high),
            .severe = without(work, k, low),
        };
    }
    return OK;
}

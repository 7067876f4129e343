/* lenient.c: how far each member's totals are from the others', and stars without one of them. */
#include "domain/council/lenient.h"
#include "domain/access/access.h"

#include <stdlib.h>

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

static struct lenient_member *member_of(struct lenient_members *all,
                                        const struct score_sheet_in *sheet)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].account, sheet->account)) {
            return &all->v[i];
        }
    }
    struct lenient_member *m = &all->v[all->n++];
    *m =
        (struct lenient_member){ .account = sheet->account, .name = sheet->name, .mean = { 0, 1 } };
    return m;
}

/* Own total less the mean of the others: (n * own - sum) / (n - 1). Sums are kept in mean till all
 * files are in. */
static Err add_file(const struct council_outcome *o, struct lenient_members *all)
{
    int64_t n = (int64_t)o->votes.n, sum = 0;
    for (size_t i = 0; i < o->votes.n; i++) {
        sum += o->r.totals[i];
    }
    for (size_t i = 0; i < o->votes.n && n > 1; i++) {
        struct lenient_member *m = member_of(all, &o->votes.v[i].sheet);
        TRY(council_frac_add(m->mean, frac_make(n * o->r.totals[i] - sum, n - 1), &m->mean));
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

static struct lenient_without without(struct arena *a, const struct council_outcome *o, Id account)
{
    struct lenient_without w = { 0 };
    struct criteria_sheet *sheets = NEW_N(a, struct criteria_sheet, o->votes.n + 1);
    struct criteria_result r;
    size_t n = 0;
    for (size_t i = 0; i < o->votes.n; i++) {
        if (!id_eq(o->votes.v[i].sheet.account, account)) {
            sheets[n++] = council_sheet(a, &o->votes.v[i].answers);
        }
    }
    if (n == 0 || n == o->votes.n) {
        return w;
    }
    criteria_score(a, o->set, &o->policy, n, sheets, &r);
    w.asked = r.valid;
    if (r.valid) {
        w.mean = r.mean;
        w.star = r.star;
        w.changes = r.star != o->stored.star;
    }
    return w;
}

Err council_leniency(struct arena *a, size_t n, const struct council_outcome *o,
                     struct council_leniency *ret)
{
    size_t most = 0;
    *ret = (struct council_leniency){ 0 };
    for (size_t i = 0; i < n; i++) {
        most += o[i].votes.n;
    }
    ret->members.v = NEW_N(a, struct lenient_member, most + 1);
    ret->files.v = NEW_N(a, struct lenient_file, n + 1);
    for (size_t i = 0; i < n; i++) {
        TRY(add_file(&o[i], &ret->members));
    }
    for (size_t i = 0; i < ret->members.n; i++) {
        TRY(by_file(&ret->members.v[i]));
    }
    if (ret->members.n < 2) {
        return OK;
    }
    qsort(ret->members.v, ret->members.n, sizeof *ret->members.v, more_lenient);
    Id high = ret->members.v[0].account, low = ret->members.v[ret->members.n - 1].account;
    struct arena *work CLEANUP(arena_cleanup) = arena_new(); /* scored twice more a file */
    for (size_t i = 0; i < n; i++) {
        arena_reset(work);
        ret->files.v[ret->files.n++] = (struct lenient_file){
            .id = o[i].f.id,
            .position = o[i].f.position,
            .star = o[i].stored.star,
            .product = o[i].f.product_name,
            .mean = { o[i].stored.mean_num, o[i].stored.mean_den },
            .lenient = without(work, &o[i], high),
            .severe = without(work, &o[i], low),
        };
    }
    return OK;
}

Err council_leniency_of(struct tx *tx, struct criteria_cache *cache, Id session,
                        struct council_leniency *ret)
{
    struct session_closed_files files;
    TRY(session_closed(tx, session, &files));
    struct council_outcome *o = NEW_N(tx_arena(tx), struct council_outcome, files.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < files.n; i++) {
        Err e = council_counted_of(tx, cache, files.v[i].id, &o[n]);
        if (e == E_NONE) {
            continue; /* closed without sheets: nobody was lenient */
        }
        TRY(e);
        n++;
    }
    return council_leniency(tx_arena(tx), n, o, ret);
}

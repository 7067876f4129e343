/* district.c: the level between commune and province, while there is one: passing up with the
 * district's result, and what becomes of unfinished dossiers when districts end. */
#include "domain/access/access.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/clock.h"
#include "domain/dossier/law.h"
#include "domain/place/place.h"
#include "domain/province/province.h"
#include "messages.h"
#include "platform/i18n/i18n.h"

enum { PAPER_MAX_CHARS = 60 };

Err province_stage_of(struct tx *tx, Id dossier, Str tier, bool *ret_found,
                      struct province_stage *ret)
{
    struct province_stages all;
    *ret_found = false;
    TRY(province_stages(tx, dossier, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (str_eq(all.v[i].tier, tier)) {
            *ret_found = true;
            *ret = all.v[i];
        }
    }
    return OK;
}

static Str number(struct tx *tx, int64_t n)
{
    return str_fmt(tx_arena(tx), "%lld", (long long)n);
}

static Str mean_of(struct tx *tx, const struct province_stage *s)
{
    struct out *o CLEANUP(out_cleanup) = out_new(60);
    out_frac_vi(o, frac_make(s->mean_num, s->mean_den), 2);
    return out_dup(tx_arena(tx), o);
}

/* ---- passing up ---- */

Err province_pass(struct tx *tx, const struct dossier *d, int64_t version, Str paper_no)
{
    const struct regime *r;
    struct province_stages all;
    Err e = OK;
    Date due;
    if (str_empty(paper_no) || utf8_length(paper_no) > PAPER_MAX_CHARS) {
        e = refuse_field(tx, S("paper_no"), M_DISTRICT_PASS_PAPER_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(province_stages(tx, d->id, &all));
    if (all.n == 0) {
        return fault(E_DB, "a dossier with the district's result has none");
    }
    const struct province_stage *last = &all.v[all.n - 1];
    TRY(dossier_regime(tx, d->id, &r));
    Str tier = regime_tier_of(r, last->star);
    if (str_empty(tier) || str_eq(tier, REGIME_DISTRICT)) {
        e = refuse(tx, M_DISTRICT_PASS_LOW, number(tx, last->star), STR_NONE);
    }
    TRY(e);
    TRY(dossier_clock_due(tx, d->id, tx_next_state(tx), &due));
    return dossier_move_to(tx, d, version, tx_next_state(tx), due,
                           i18n_fmt(tx_arena(tx), LANG_VI, M_DISTRICT_PASS_NOTE, paper_no,
                                    mean_of(tx, last), number(tx, last->star)));
}

/* ---- when districts end ---- */

struct leaving {
    Id dossier;
    Str regime; /* it was filed under */
};

/* Where it goes: what waits for a decision waits for the province's when the result is kept and its
 * stars are the province's now; everything else begins at the standing agency. */
struct going {
    const struct regime *old, *next;
    struct province_stage stage; /* the district's result, when kept */
    bool kept;
    int state;
};
static Err place_of(struct tx *tx, const struct dossier *d, struct going *g)
{
    Str result;
    TRY(regime_text(tx, &g->next->district_result, &result));
    TRY(province_stage_of(tx, d->id, REGIME_DISTRICT, &g->kept, &g->stage));
    g->kept = g->kept && str_eq(result, S("keep"));
    g->state = (int)d->state;
    if (d->state == DOSSIER_AT_DISTRICT || d->state == DOSSIER_IN_DISTRICT) {
        g->state = DOSSIER_AT_PROVINCE;
    } else if (d->state == DOSSIER_DISTRICT_SCORED) {
        Str tier = regime_tier_of(g->old, g->stage.star);
        bool above = !str_empty(tier) && !str_eq(tier, REGIME_DISTRICT);
        g->state = g->kept && !above ? DOSSIER_SCORED : DOSSIER_AT_PROVINCE;
    }
    return OK;
}

static Err term_of(struct tx *tx, const struct dossier *d, int state, Date *ret)
{
    const struct regime *r;
    int64_t days = REGIME_NO_DAYS;
    *ret = d->due;
    if (state == (int)d->state) {
        return OK; /* the office that has it keeps its term */
    }
    TRY(dossier_regime(tx, d->id, &r));
    const struct regime_step *s = regime_step(r, state);
    if (s != NULL) {
        TRY(regime_step_days(tx, s, &days));
    }
    if (days == REGIME_NO_DAYS) {
        return dossier_plan_day(tx, d->id, state, ret);
    }
    return dossier_clock_due(tx, d->id, state, ret);
}

static Err take_over(struct tx *tx, void *arg)
{
    const struct leaving *x = arg;
    struct regimes laws;
    struct dossier d;
    struct going g = { .state = 0 };
    Date due;
    TRY(dossier_get(tx, x->dossier, &d));
    TRY(regime_all(tx, &laws));
    g.old = regime_find(&laws, x->regime);
    g.next = g.old == NULL ? NULL : regime_after_districts(&laws, g.old);
    BUG_UNLESS(g.next != NULL); /* as it was picked */
    TRY(place_of(tx, &d, &g));
    TRY(dossier_law_follow(tx, d.id, g.next->id));
    TRY(dossier_ask_end(tx, d.id, ID_NONE)); /* nobody waits for it any longer */
    if (d.state != DOSSIER_RETURNED) {
        TRY(dossier_clock_stop(tx, &d));
    }
    TRY(term_of(tx, &d, g.state, &due));
    struct out *day CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(day, g.next->from);
    Str note = i18n_fmt(tx_arena(tx), LANG_VI, g.kept ? M_DISTRICT_MOVED_KEPT : M_DISTRICT_MOVED,
                        out_view(day), g.next->title, g.kept ? number(tx, g.stage.star) : STR_NONE);
    return dossier_move_to(tx, &d, d.version, g.state, due, note);
}

struct ending {
    Date day;
    struct regimes laws;
    struct province_left_ones left;
};

static Err read_left(struct tx *tx, void *arg)
{
    struct ending *e = arg;
    TRY(regime_all(tx, &e->laws));
    return province_left(tx, tx_today(tx), &e->left);
}

Err province_take_over(struct db *db, struct arena *a, Time now, int64_t *ret_n)
{
    struct ending e = { .day = date_of(now) };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = now };
    Err last = OK;
    *ret_n = 0;
    TRY(tx_run(db, &o, read_left, &e));
    for (size_t i = 0; i < e.left.n; i++) {
        const struct regime *old = regime_find(&e.laws, e.left.v[i].regime);
        const struct regime *next = old == NULL ? NULL : regime_after_districts(&e.laws, old);
        if (next == NULL || !regime_has_tier(old, REGIME_DISTRICT) ||
            date_cmp(e.day, next->from) < 0) {
            continue;
        }
        struct leaving x = { e.left.v[i].dossier, e.left.v[i].regime };
        o = (struct tx_opts){ .mode = TX_WRITE,
                              .action = SYSTEM_JOB,
                              .arena = a,
                              .now = now,
                              .actor = { .name = S("ocop") } };
        Err one = tx_run(db, &o, take_over, &x);
        *ret_n += one == OK ? 1 : 0;
        last = one == OK ? last : one; /* the others still go on */
    }
    return last;
}

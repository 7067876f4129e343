/* regime.c: which law holds on a day and for a dossier, and its values with the settings. */
#include "domain/regime/regime.h"

/* ---- which one holds ---- */

const struct regime *regime_on(const struct regimes *all, Date day)
{
    const struct regime *found = NULL;
    for (size_t i = 0; i < all->n; i++) {
        if (date_cmp(all->v[i].from, day) <= 0) {
            found = &all->v[i];
        }
    }
    return found;
}

const struct regime *regime_find(const struct regimes *all, Str id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_eq(all->v[i].id, id)) {
            return &all->v[i];
        }
    }
    return NULL;
}

/* Last day under the old rules when `next` has come; none: to the end. */
static Date finish_by(const struct regime *next, int64_t kind)
{
    for (size_t i = 0; i < next->transition.n; i++) {
        const struct regime_transition *t = &next->transition.v[i];
        if (t->kind == kind && t->days != REGIME_NO_DAYS) {
            return date_add_days(next->from, (int)t->days);
        }
    }
    return DATE_NONE;
}

const struct regime *regime_of(const struct regimes *all, const struct regime_case *c, Date day)
{
    if (str_empty(c->filed)) {
        return regime_on(all, day);
    }
    const struct regime *r = regime_find(all, c->filed);
    if (r == NULL || c->decided) {
        return r;
    }
    for (const struct regime *next = r + 1; next < all->v + all->n; next++) {
        Date last = finish_by(next, c->kind);
        if (!date_none(last) && date_cmp(day, last) > 0) {
            r = next;
        }
    }
    return r;
}

Date regime_last_day(const struct regimes *all, const struct regime_case *c, Date day)
{
    const struct regime *r = regime_of(all, c, day);
    if (r == NULL || c->decided || str_empty(c->filed)) {
        return DATE_NONE;
    }
    for (const struct regime *next = r + 1; next < all->v + all->n; next++) {
        Date last = finish_by(next, c->kind);
        if (!date_none(last)) {
            return last;
        }
    }
    return DATE_NONE;
}

const struct regime_step *regime_step(const struct regime *r, int state)
{
    for (size_t i = 0; i < r->steps.n; i++) {
        if (r->steps.v[i].state == state) {
            return &r->steps.v[i];
        }
    }
    return NULL;
}

const struct regime_recognises *regime_recognises(const struct regime *r, int64_t star)
{
    for (size_t i = 0; i < r->recognises.n; i++) {
        if (r->recognises.v[i].star == star) {
            return &r->recognises.v[i];
        }
    }
    return NULL;
}

bool regime_act_on(const struct regime_act *x, Date day)
{
    return (date_none(x->from) || date_cmp(x->from, day) <= 0) &&
           (date_none(x->until) || date_cmp(day, x->until) <= 0);
}

Str regime_sheet_act(const struct regime *r)
{
    for (size_t i = 0; i < r->acts.n; i++) {
        if (r->acts.v[i].sheet) {
            return r->acts.v[i].text;
        }
    }
    return r->title;
}

bool regime_has_tier(const struct regime *r, Str tier)
{
    for (size_t i = 0; i < r->tiers.n; i++) {
        if (str_eq(r->tiers.v[i].id, tier)) {
            return true;
        }
    }
    return false;
}

Date regime_day_of(const struct regime *r, Str id)
{
    for (size_t i = 0; i < r->calendar.n; i++) {
        if (str_eq(r->calendar.v[i].id, id)) {
            return regime_day_last(&r->calendar.v[i]);
        }
    }
    return DATE_NONE;
}

Str regime_tier_of(const struct regime *r, int64_t star)
{
    const struct regime_recognises *x = regime_recognises(r, star);
    return x == NULL ? S("") : x->tier;
}

const struct regime *regime_after_districts(const struct regimes *all, const struct regime *r)
{
    for (const struct regime *next = r + 1; next < all->v + all->n; next++) {
        if (!regime_has_tier(next, REGIME_DISTRICT)) {
            return next;
        }
    }
    return NULL;
}

/* ---- closing days ---- */

Date regime_day_last(const struct regime_day *d)
{
    return d->before ? date_add_days(d->day, -1) : d->day;
}

static void put_closing(struct regime_closing *v, size_t max, size_t *n,
                        const struct regime_closing *x)
{
    size_t at = *n;
    while (at > 0 && date_cmp(v[at - 1].day, x->day) > 0) {
        at--;
    }
    if (at >= max) {
        return;
    }
    *n = *n < max ? *n + 1 : max;
    for (size_t i = *n - 1; i > at; i--) {
        v[i] = v[i - 1];
    }
    v[at] = *x;
}

size_t regime_closings(const struct regime *r, Date from, size_t n, struct regime_closing *ret)
{
    size_t found = 0;
    for (size_t i = 0; i < r->calendar.n; i++) {
        const struct regime_day *d = &r->calendar.v[i];
        struct regime_closing x = { regime_day_last(d), d->title, d->tier, d->basis };
        if (date_cmp(x.day, from) >= 0) {
            put_closing(ret, n, &found, &x);
        }
    }
    for (size_t i = 0; i < r->rounds.n; i++) {
        const struct regime_round *o = &r->rounds.v[i];
        for (int year = date_ymd(from).year; year <= date_ymd(from).year + 1; year++) {
            Date day = DATE_NONE;
            if (date_make(year, o->propose_month, o->propose_day, &day) != OK) {
                continue;
            }
            struct regime_closing x = { date_add_days(day, -1), o->title, o->tier, o->basis };
            bool in_force = date_cmp(x.day, r->from) >= 0 &&
                            (date_none(r->until) || date_cmp(x.day, r->until) <= 0);
            if (in_force && date_cmp(x.day, from) >= 0) {
                put_closing(ret, n, &found, &x);
            }
        }
    }
    return found;
}

/* ---- the window of a re-evaluation ---- */

Err regime_window(struct tx *tx, const struct regime *r, Date until_day, struct regime_window *ret)
{
    int64_t open = 0, close = 0;
    TRY(regime_int(tx, &r->renewal_open, &open));
    TRY(regime_int(tx, &r->renewal_close, &close));
    *ret = (struct regime_window){ date_add_days(until_day, -(int)open),
                                   close == 0 ? DATE_NONE : date_add_days(until_day, -(int)close) };
    return OK;
}

bool regime_grace(const struct regime *r, Date until_day, bool renewal_filed, Date day)
{
    Date close = date_add_days(until_day, -(int)r->renewal_close.n);
    bool missed = date_cmp(close, r->from) < 0; /* could not meet the window of this regime */
    return renewal_filed && missed && date_cmp(day, r->from) >= 0 &&
           date_cmp(day, date_add_days(until_day, (int)r->renewal_grace.n)) < 0;
}

/* ---- with settings ---- */

Err regime_int(struct tx *tx, const struct regime_value *v, int64_t *ret)
{
    if (str_empty(v->basis.setting)) {
        *ret = v->n;
        return OK;
    }
    return setting_int(tx, v->basis.setting, v->n, ret);
}

Err regime_text(struct tx *tx, const struct regime_value *v, Str *ret)
{
    if (str_empty(v->basis.setting)) {
        *ret = v->text;
        return OK;
    }
    return setting_get(tx, v->basis.setting, v->text, ret);
}

Err regime_step_days(struct tx *tx, const struct regime_step *s, int64_t *ret)
{
    struct regime_value v = { .n = s->days, .basis = s->basis };
    return regime_int(tx, &v, ret);
}

Err regime_authority(struct tx *tx, const struct regime *r, int64_t star, Str *ret)
{
    const struct regime_recognises *x = regime_recognises(r, star);
    if (x == NULL) {
        *ret = S("");
        return OK;
    }
    struct regime_value v = { .text = x->authority, .basis = x->basis };
    return regime_text(tx, &v, ret);
}

static Err make_builtin(struct arena *a, void **ret)
{
    struct regimes *all = NEW(a, struct regimes);
    TRY(regime_load_builtin(a, all));
    *ret = all;
    return OK;
}

/* The program's regimes as their files have them. */
static Err builtin(struct tx *tx, const struct regimes **ret)
{
    void *all = NULL;
    TRY(tx_kept(tx, make_builtin, &all));
    *ret = all;
    return OK;
}

/* A copy of them, transitions with their settings of the day. */
static Err with_settings(struct tx *tx, struct regimes *ret)
{
    struct arena *a = tx_arena(tx);
    const struct regimes *all;
    TRY(builtin(tx, &all));
    struct regime *copy = NEW_N(a, struct regime, all->n);
    for (size_t i = 0; i < all->n; i++) {
        copy[i] = all->v[i];
        struct regime_transitions *of = &copy[i].transition;
        of->v = NEW_N(a, struct regime_transition, of->n);
        for (size_t k = 0; k < of->n; k++) {
            struct regime_transition *t = &of->v[k];
            *t = all->v[i].transition.v[k];
            if (!str_empty(t->basis.setting)) {
                TRY(setting_int(tx, t->basis.setting, t->days, &t->days));
            }
        }
    }
    *ret = (struct regimes){ .n = all->n, .v = copy };
    return OK;
}

Err regime_all(struct tx *tx, struct regimes *ret)
{
    return with_settings(tx, ret);
}

Err regime_at(struct tx *tx, Date day, const struct regime **ret)
{
    const struct regimes *all;
    TRY(builtin(tx, &all));
    const struct regime *r = regime_on(all, day);
    *ret = r != NULL ? r : &all->v[0];
    return OK;
}

Err regime_today(struct tx *tx, const struct regime **ret)
{
    return regime_at(tx, tx_today(tx), ret);
}

Err regime_for(struct tx *tx, const struct regime_case *c, const struct regime **ret)
{
    struct regimes *all = NEW(tx_arena(tx), struct regimes);
    TRY(with_settings(tx, all));
    const struct regime *r = regime_of(all, c, tx_today(tx));
    if (r == NULL && str_empty(c->filed)) {
        r = &all->v[0];
    }
    if (r == NULL) {
        return fault(E_DB, "no regime %.*s", STR_ARG(c->filed));
    }
    *ret = r;
    return OK;
}

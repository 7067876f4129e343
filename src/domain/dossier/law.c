/* law.c: what the law of its day says about a dossier. */
#include "domain/dossier/law.h"
#include "domain/access/access.h"
#include "domain/dossier/clock.sql.h"
#include "domain/dossier/dossier.h"

enum { LEVEL_DISTRICT = 2, CODE_BYTES = 400 };

Err dossier_regime(struct tx *tx, Id dossier, const struct regime **ret)
{
    struct dossier_law l;
    TRY(dossier_law_get(tx, dossier, &l));
    struct regime_case c = { .filed = l.regime,
                             .kind = l.kind,
                             .decided = l.state == DOSSIER_RECOGNISED ||
                                        l.state == DOSSIER_NOT_RECOGNISED ||
                                        l.state == DOSSIER_WITHDRAWN };
    return regime_for(tx, &c, ret);
}

Err dossier_law_keep_today(struct tx *tx, Id dossier)
{
    const struct regime *r;
    TRY(regime_today(tx, &r));
    return dossier_law_keep(tx, dossier, r->id);
}

Err dossier_law_follow(struct tx *tx, Id dossier, Str regime)
{
    return dossier_law_change(tx, dossier, regime);
}

Err dossier_criteria_today(struct tx *tx, int64_t set_no, bool *ret_found, struct criteria_row *ret)
{
    const struct regime *r;
    Str scheme;
    TRY(regime_today(tx, &r));
    TRY(regime_text(tx, &r->criteria, &scheme));
    return criteria_in_force_under(tx, set_no, scheme, tx_today(tx), ret_found, ret);
}

/* ---- the code ---- */

static Str fill(struct arena *a, Str format, size_t n, const Str (*part)[2])
{
    struct out *o CLEANUP(out_cleanup) = out_new(CODE_BYTES);
    while (format.n > 0) {
        size_t i = 0;
        while (i < n && !str_starts(format, part[i][0])) {
            i++;
        }
        if (i == n) {
            out_c(o, format.p[0]);
            format = str_skip(format, 1);
            continue;
        }
        format = str_skip(format, part[i][0].n);
        if (str_empty(part[i][1]) && str_starts(format, S("-"))) {
            format = str_skip(format, 1); /* a part that is not there takes its hyphen along */
        }
        out_raw(o, part[i][1]);
    }
    return out_dup(a, o);
}

Err dossier_code_of(struct tx *tx, const struct regime *r, const struct place *commune,
                    int64_t serial, int64_t year, Str *ret)
{
    struct arena *a = tx_arena(tx);
    Str format, district = S(""), province = commune->parent_code;
    TRY(regime_text(tx, &r->code, &format));
    if (!id_none(commune->parent)) {
        struct place parent;
        TRY(place_get(tx, commune->parent, &parent));
        if (parent.level == LEVEL_DISTRICT) {
            district = parent.code;
            province = parent.parent_code;
        }
    }
    const Str parts[][2] = {
        { S("{province}"), province },
        { S("{district}"), district },
        { S("{commune}"), commune->code },
        { S("{serial}"), str_fmt(a, "%lld", (long long)serial) },
        { S("{year}"), str_fmt(a, "%lld", (long long)year) },
    };
    *ret = fill(a, format, COUNT_OF(parts), parts);
    return OK;
}

/* ---- who decides, until when ---- */

/* named: "UBND huyện Tuy Phong"; empty when the commune never had a district. */
static Err district_of(struct tx *tx, const struct dossier *d, bool *ret_stands, Str *ret_named)
{
    struct place commune, district;
    *ret_stands = false;
    *ret_named = S("");
    TRY(place_get(tx, d->place, &commune));
    if (id_none(commune.parent)) {
        return OK;
    }
    TRY(place_get(tx, commune.parent, &district));
    if (district.level == LEVEL_DISTRICT) {
        *ret_named =
            str_fmt(tx_arena(tx), "UBND %.*s %.*s", STR_ARG(district.kind), STR_ARG(district.name));
        return place_district_on(tx, d->place, tx_today(tx), ret_stands, &district);
    }
    return OK;
}

Err dossier_authority(struct tx *tx, Id dossier, int64_t star, Str *ret)
{
    const struct regime *r;
    struct dossier d;
    TRY(dossier_regime(tx, dossier, &r));
    if (str_eq(regime_tier_of(r, star), REGIME_DISTRICT)) {
        bool stands = false;
        Str named;
        TRY(dossier_get(tx, dossier, &d));
        TRY(district_of(tx, &d, &stands, &named));
        if (stands && d.state != DOSSIER_SCORED) {
            *ret = named;
            return OK;
        }
        star += str_empty(named) ? 0 : 1; /* the level above takes it over */
    }
    return regime_authority(tx, r, star, ret);
}

Err dossier_district(struct tx *tx, const struct dossier *d, Id *ret)
{
    struct place district;
    const struct regime *r;
    bool stands = false;
    *ret = ID_NONE;
    TRY(place_district_on(tx, d->place, tx_today(tx), &stands, &district));
    if (!stands) {
        return OK;
    }
    TRY(dossier_regime(tx, d->id, &r));
    *ret = regime_has_tier(r, REGIME_DISTRICT) ? district.id : ID_NONE;
    return OK;
}

Err dossier_scored_state(struct tx *tx, const struct dossier *d, int64_t star, int *ret)
{
    const struct regime *r;
    Str lower;
    Id district;
    TRY(dossier_district(tx, d, &district));
    *ret = d->state == DOSSIER_IN_DISTRICT ? DOSSIER_DISTRICT_SCORED : DOSSIER_SCORED;
    if (id_none(district) || d->state == DOSSIER_IN_DISTRICT) {
        return OK;
    }
    TRY(dossier_regime(tx, d->id, &r));
    TRY(regime_text(tx, &r->lower, &lower));
    if (str_eq(regime_tier_of(r, star), REGIME_DISTRICT) && !str_eq(lower, S("own"))) {
        *ret = DOSSIER_DISTRICT_SCORED;
    }
    return OK;
}

Err dossier_plan_day(struct tx *tx, Id dossier, int state, Date *ret)
{
    const struct regime *r;
    TRY(dossier_regime(tx, dossier, &r));
    const struct regime_step *s = regime_step(r, state);
    Date day = s == NULL || str_empty(s->until) ? DATE_NONE : regime_day_of(r, s->until);
    bool now = !date_none(day) && date_ymd(day).year == date_ymd(tx_today(tx)).year;
    *ret = now ? day : DATE_NONE;
    return OK;
}

Err dossier_decide_by(struct tx *tx, const struct dossier *d, Date received, Date *ret)
{
    const struct regime *r;
    int64_t days = 0;
    *ret = DATE_NONE;
    if (d->kind == DOSSIER_AGAIN) {
        TRY(dossier_regime(tx, d->id, &r));
        TRY(regime_int(tx, &r->renewal_decide, &days));
        *ret = days == 0 ? DATE_NONE : date_add_days(received, (int)days);
    }
    return OK;
}

/* district_web.c: pages of the standing agency as a district's: whose list it is, what the councils
 * of both levels have found, passing up. */
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/dossier/law.h"
#include "domain/place/place.h"
#include "domain/province/pages.h"
#include "domain/regime/regime.h"
#include "messages.h"

Str province_home(const struct req *q)
{
    return str_starts(q->http->path, S("/huyen")) ? S("/huyen") : S("/tinh");
}

Url province_at(struct req *q, const char *tail)
{
    return (Url){ str_cat(q->arena, province_home(q), str_c(tail)) };
}

Err province_district_of(struct req *q, Id *ret)
{
    struct place_n n = { 1 };
    *ret = web_scope(q);
    if (!id_none(*ret)) {
        TRY(place_stands(q->tx, *ret, tx_today(q->tx), &n));
    }
    return n.n > 0 ? OK : E_NONE;
}

/* Sheets and minutes are the council's: its own permission decides. */
static Err add_links(struct req *q, const struct province_stage *s, struct province_stage_shown *v)
{
    struct access_subject sub = { .id = s->file, .state = SCORING_CLOSED };
    Str session = id_text(q->arena, s->session), file = id_text(q->arena, s->file);
    bool ended = false;
    TRY(council_district_today(q->tx, s->council_id, &ended, &sub.district));
    if (web_may_on(q, SCORES_VIEW, &sub)) {
        v->result =
            (Url){ str_fmt(q->arena, "/phien/%.*s/ho-so/%.*s", STR_ARG(session), STR_ARG(file)) };
    }
    if (web_may_on(q, PAPERS_VIEW, &sub)) {
        v->papers = (Url){ str_fmt(q->arena, "/phien/%.*s/giay-to", STR_ARG(session)) };
    }
    return OK;
}

Err province_add_stages(struct req *q, const struct dossier *d, struct province_show *v)
{
    struct province_stages all;
    const struct regime *r;
    TRY(province_stages(q->tx, d->id, &all));
    v->stages.v = NEW_N(q->arena, struct province_stage_shown, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct province_stage *s = &all.v[i];
        struct province_stage_shown *x = &v->stages.v[v->stages.n++];
        bool below = str_eq(s->tier, REGIME_DISTRICT);
        struct out *mean CLEANUP(out_cleanup) = out_new(60);
        i18n_frac(mean, q->lang, frac_make(s->mean_num, s->mean_den));
        *x = (struct province_stage_shown){
            .tier = below ? M_DISTRICT_STAGE_DISTRICT : M_DISTRICT_STAGE_PROVINCE,
            .session = s->session_name,
            .council = s->council,
            .mean = out_dup(q->arena, mean),
            .star = s->star,
            .held_on = s->held_on,
            .result = { S("") },
            .papers = { S("") },
        };
        TRY(add_links(q, s, x));
    }
    if (all.n > 0 && web_may(q, DISTRICT_PASS)) {
        int64_t star = all.v[all.n - 1].star;
        TRY(dossier_regime(q->tx, d->id, &r));
        bool above = star >= 3 && !str_eq(regime_tier_of(r, star), REGIME_DISTRICT);
        v->passed_star = above ? star : 0;
        Str typed = web_form(q, S("paper_no"));
        v->paper_no = view_field(q->view, S("paper_no"), M_DISTRICT_PASS_PAPER,
                                 M_DISTRICT_PASS_PAPER_HINT, str_none(typed) ? S("") : typed);
        v->paper_no.width = S("20");
    }
    return OK;
}

Err province_do_pass(struct req *q)
{
    int64_t version = 0;
    TRY(web_form_check(q, "paper_no"));
    Str shown = web_form(q, S("version")), paper = web_form(q, S("paper_no"));
    TRY(number_parse(str_none(shown) ? S("") : shown, 1, INT64_MAX, &version));
    TRY(province_pass(q->tx, dossier_of(q), version, str_none(paper) ? S("") : paper));
    web_flash(q, M_DISTRICT_PASSED, STR_NONE);
    return web_see_other(q, S("/huyen/"), q->subject.id, S(""));
}

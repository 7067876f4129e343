/* pages.c: GET /quy-trinh: the workflow and the values of the law in force on a day. */
#include "domain/regime/pages.h"
#include "domain/regime/regime_view.h"
#include "domain/regime/regime.views.h"
#include "messages.h"

enum { CLOSINGS = 4, VALUES = 18 };

/* ?ngay=: the day asked for; today when there is none, or none that can be read. */
static Date day_of(struct req *q, struct view_field *ret)
{
    Str typed = web_query(q, S("ngay"));
    Date today = tx_today(q->tx), day = today;
    *ret = view_field(q->view, S("ngay"), M_WORKFLOW_DAY, M_WORKFLOW_DAY_HINT,
                      str_none(typed) ? S("") : typed);
    ret->width = S("10");
    if (!str_empty(typed) && date_parse_vi(typed, &day) != OK) {
        ret->error = i18n_text(q->lang, M_WORKFLOW_DAY_BAD);
        web_status(q, 422);
        return today;
    }
    return day;
}

static void put_value(struct req *q, struct workflow_values *to, int name, Str value,
                      const struct regime_basis *b)
{
    BUG_UNLESS(to->n < VALUES);
    to->v[to->n++] =
        (struct workflow_value){ i18n_text(q->lang, name), value, b->source, b->verified };
}

static Err put_number(struct req *q, struct workflow_values *to, int name,
                      const struct regime_value *v)
{
    int64_t n = 0;
    TRY(regime_int(q->tx, v, &n));
    put_value(q, to, name,
              n == 0 ? i18n_text(q->lang, M_WORKFLOW_NOT_SET)
                     : str_fmt(q->arena, "%lld", (long long)n),
              &v->basis);
    return OK;
}

static Err values_of(struct req *q, const struct regime *r, struct workflow_values *ret)
{
    Str text;
    ret->v = NEW_N(q->arena, struct workflow_value, VALUES);
    for (int64_t star = 3; star <= 5; star++) {
        const struct regime_recognises *x = regime_recognises(r, star);
        TRY(regime_authority(q->tx, r, star, &text));
        put_value(q, ret, M_WORKFLOW_TIERS,
                  i18n_fmt(q->arena, q->lang, M_WORKFLOW_STARS,
                           str_fmt(q->arena, "%lld", (long long)star), text, STR_NONE),
                  &x->basis);
    }
    TRY(regime_text(q->tx, &r->criteria, &text));
    put_value(q, ret, M_WORKFLOW_SCHEME, text, &r->criteria.basis);
    TRY(regime_text(q->tx, &r->code, &text));
    put_value(q, ret, M_WORKFLOW_CODE, text, &r->code.basis);
    TRY(put_number(q, ret, M_WORKFLOW_CERTIFICATE, &r->certificate_months));
    TRY(put_number(q, ret, M_WORKFLOW_RENEWAL_OPEN, &r->renewal_open));
    TRY(put_number(q, ret, M_WORKFLOW_RENEWAL_CLOSE, &r->renewal_close));
    TRY(put_number(q, ret, M_WORKFLOW_RENEWAL_DECIDE, &r->renewal_decide));
    TRY(put_number(q, ret, M_WORKFLOW_RENEWAL_GRACE, &r->renewal_grace));
    TRY(put_number(q, ret, M_WORKFLOW_IDEA_COMMUNE, &r->idea_commune));
    TRY(put_number(q, ret, M_WORKFLOW_IDEA_PROVINCE, &r->idea_province));
    return put_number(q, ret, M_WORKFLOW_REVOCATION, &r->revocation_days);
}

static void laws_of(struct req *q, const struct regimes *all, const struct regime *now,
                    struct workflow_laws *ret)
{
    ret->v = NEW_N(q->arena, struct workflow_law, all->n);
    for (size_t i = 0; i < all->n; i++) {
        struct ymd d = date_ymd(all->v[i].from);
        ret->v[ret->n++] = (struct workflow_law){
            .title = all->v[i].title,
            .href = { str_fmt(q->arena, "/quy-trinh?ngay=%02d/%02d/%d", d.day, d.month, d.year) },
            .from = all->v[i].from,
            .current = &all->v[i] == now,
        };
    }
}

/* The terms as the settings of today make them. */
static Err with_settings(struct tx *tx, const struct regime *r, struct regime *ret)
{
    *ret = *r;
    ret->steps.v = NEW_N(tx_arena(tx), struct regime_step, r->steps.n);
    for (size_t i = 0; i < r->steps.n; i++) {
        ret->steps.v[i] = r->steps.v[i];
        TRY(regime_step_days(tx, &r->steps.v[i], &ret->steps.v[i].days));
    }
    TRY(regime_int(tx, &r->idea_commune, &ret->idea_commune.n));
    return regime_int(tx, &r->idea_province, &ret->idea_province.n);
}

static Err show(struct req *q)
{
    struct regimes all;
    struct regime law;
    struct workflow_page v = { .closings = {
                                   .v = NEW_N(q->arena, struct workflow_closing, CLOSINGS) } };
    struct regime_closing next[CLOSINGS];
    TRY(regime_load_builtin(q->arena, &all));
    v.on = day_of(q, &v.day);
    const struct regime *r = regime_on(&all, v.on);
    r = r != NULL ? r : &all.v[0];
    v.law = r->title;
    laws_of(q, &all, r, &v.laws);
    size_t n = regime_closings(r, v.on, CLOSINGS, next);
    for (size_t i = 0; i < n; i++) {
        v.closings.v[v.closings.n++] =
            (struct workflow_closing){ next[i].day, next[i].title, next[i].basis.verified };
    }
    TRY(values_of(q, r, &v.values));
    TRY(with_settings(q->tx, r, &law));
    v.machines.v = NEW_N(q->arena, struct workflow_shown, WORKFLOW_MACHINES);
    for (int m = 0; m < WORKFLOW_MACHINES; m++) {
        struct workflow w;
        workflow_of(q->arena, &access_policy, (enum workflow_machine)m, &law, &w);
        workflow_show(q->arena, &w, &v.machines.v[v.machines.n++]);
    }
    workflow_page_html(q->out, q->view, &v);
    return OK;
}

const struct route regime_routes[] = {
    { .method = HTTP_GET,
      .path = "/quy-trinh",
      .action = WORKFLOW_VIEW,
      .run = show,
      .title = M_WORKFLOW_TITLE },
    { .run = NULL },
};

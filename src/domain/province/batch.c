/* batch.c: several dossiers to one council session: a preview, then all of them or none. */
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/place/place.h"
#include "domain/province/pages.h"
#include "domain/province/province.views.h"
#include "messages.h"

Err province_sessions(struct req *q, struct view_field *ret, bool *ret_none)
{
    struct council_session_choices open;
    Id district = q->subject.state == DOSSIER_AT_DISTRICT ? q->subject.district : ID_NONE;
    TRY(council_sessions_open(q->tx, tx_today(q->tx), district, &open));
    Str typed = web_form(q, S("session"));
    *ret = view_field(q->view, S("session"), M_PROVINCE_SESSION, M_PROVINCE_SESSION_HINT,
                      str_none(typed) ? S("") : typed);
    ret->options.v = NEW_N(q->arena, struct view_option, open.n + 1);
    for (size_t i = 0; i < open.n; i++) {
        struct out *day CLEANUP(out_cleanup) = out_new(100);
        i18n_date_weekday(day, q->lang, open.v[i].held_on);
        Str value = id_text(q->arena, open.v[i].id);
        ret->options.v[ret->options.n++] = (struct view_option){
            .value = value,
            .text =
                str_fmt(q->arena, "%.*s, %.*s", STR_ARG(open.v[i].name), STR_ARG(out_view(day))),
            .hint = open.v[i].council_name,
            .chosen = str_eq(value, ret->value) || open.n == 1,
        };
    }
    *ret_none = open.n == 0;
    return OK;
}

/* ---- which ones ---- */

static void add_pick(struct province_picks *p, Id dossier, int64_t version)
{
    for (size_t i = 0; i < p->n; i++) {
        if (id_eq(p->v[i].dossier, dossier)) {
            return;
        }
    }
    p->v[p->n++] = (struct province_pick){ dossier, version };
}

/* From the ticks of the list, or from the preview's form. */
static Err picks_of(struct req *q, struct province_picks *ret)
{
    bool form = q->http->method == HTTP_POST;
    const struct http_fields *f = form ? &q->http->form : &q->http->query;
    Str prefix = S("dossier.");
    *ret = (struct province_picks){ .v = NEW_N(q->arena, struct province_pick, f->n + 1) };
    for (size_t i = 0; i < f->n; i++) {
        Id id = ID_NONE;
        int64_t version = 0;
        if (form && str_starts(f->v[i].name, prefix)) {
            TRY(id_parse(str_skip(f->v[i].name, prefix.n), &id));
            TRY(number_parse(f->v[i].value, 1, INT64_MAX, &version));
        } else if (!form && str_eq(f->v[i].name, S("ho-so"))) {
            TRY(id_parse(f->v[i].value, &id));
        } else {
            continue;
        }
        add_pick(ret, id, version);
    }
    return ret->n > PROVINCE_BATCH_MAX ? E_LIMIT : OK;
}

/* A batch stands for dossiers that wait at the province, or at the actor's district; each is asked
 * for again by itself. */
Err province_load_batch(struct req *q)
{
    q->subject = (struct access_subject){ .state = DOSSIER_AT_PROVINCE };
    for (size_t i = 0; i < q->actor.n_roles && !web_may(q, PROVINCE_TO_COUNCIL); i++) {
        Id district = q->actor.role[i].scope;
        struct access_subject s = { .state = DOSSIER_AT_DISTRICT, .district = district };
        if (web_may_on(q, PROVINCE_TO_COUNCIL, &s)) {
            struct place_n n;
            TRY(place_stands(q->tx, district, tx_today(q->tx), &n));
            q->subject = n.n > 0 ? s : q->subject;
        }
    }
    return OK;
}

/* ---- preview ---- */

/* Where the commune found something else, the officer should have looked before it goes on. */
static Err warning_of(struct req *q, const struct dossier *d, Str *ret)
{
    struct province_n differs;
    TRY(province_differs(q->tx, d->filed, &differs));
    *ret = differs.n > 0 ? i18n_fmt(q->arena, q->lang, M_PROVINCE_WARN_DIFFERS,
                                    view_arg_int(q->view, differs.n), STR_NONE, STR_NONE)
                         : STR_NONE;
    return OK;
}

Err province_show_batch(struct req *q)
{
    struct province_picks p;
    struct province_batch v = { .self = province_at(q, ""), .batch = province_at(q, "/hoi-dong") };
    TRY(picks_of(q, &p));
    v.rows.v = NEW_N(q->arena, struct province_batch_row, p.n + 1);
    v.left_out.v = NEW_N(q->arena, struct province_batch_row, p.n + 1);
    for (size_t i = 0; i < p.n; i++) {
        struct dossier d;
        TRY(dossier_get(q->tx, p.v[i].dossier, &d));
        struct access_subject s;
        TRY(dossier_subject(q->tx, &d, &s));
        if (!web_may_on(q, DOSSIER_VIEW, &s)) {
            return E_NONE;
        }
        struct province_batch_rows *into =
            web_may_on(q, PROVINCE_TO_COUNCIL, &s) ? &v.rows : &v.left_out;
        struct province_batch_row *r = &into->v[into->n++];
        *r = (struct province_batch_row){ .product = d.product_name,
                                          .about = review_about(q->view, d.code, d.producer_name),
                                          .id = id_text(q->arena, d.id),
                                          .version = d.version };
        TRY(warning_of(q, &d, &r->warning));
    }
    v.rows_n = (int64_t)v.rows.n;
    TRY(province_sessions(q, &v.session, &v.no_session));
    province_batch_html(q->out, q->view, &v);
    return OK;
}

/* ---- sending ---- */

Err province_do_batch(struct req *q)
{
    struct province_picks p;
    TRY(web_form_check(q, "session dossier.*"));
    TRY(picks_of(q, &p));
    if (p.n == 0) {
        return problem_add(&q->problems, STR_NONE, M_PROVINCE_BATCH_EMPTY, STR_NONE, STR_NONE);
    }
    for (size_t i = 0; i < p.n; i++) {
        struct dossier d;
        TRY(dossier_get(q->tx, p.v[i].dossier, &d));
        struct access_subject s;
        TRY(dossier_subject(q->tx, &d, &s));
        if (!web_may_on(q, PROVINCE_TO_COUNCIL, &s)) {
            return web_may_on(q, DOSSIER_VIEW, &s) ? E_STALE : E_NONE;
        }
        TRY(province_to_council(q->tx, &d, p.v[i].version, web_form_id(q, S("session"))));
    }
    web_flash(q, M_PROVINCE_SENT, str_fmt(q->arena, "%zu", p.n));
    return web_redirect(q, 303, province_home(q));
}

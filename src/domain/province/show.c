/* show.c: one dossier before the standing agency: the commune's findings, what was filed, where it
 * goes. */
#include "domain/access/access.h"
#include "domain/province/pages.h"
#include "domain/province/province.views.h"
#include "domain/duplicate/duplicate.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str name(struct req *q, const char *what, int64_t no)
{
    return str_fmt(q->arena, "%s.%lld", what, (long long)no);
}

static void add_asks(struct req *q, const struct review_targets *t, struct province_asks *ret)
{
    ret->v = NEW_N(q->arena, struct province_ask, PROVINCE_ASKS);
    for (int64_t no = 1; no <= PROVINCE_ASKS; no++) {
        struct province_ask *a = &ret->v[ret->n++];
        Str target = name(q, "target", no), text = name(q, "text", no);
        a->no = no;
        a->target = review_target_field(q->view, t, target, or_empty(web_form(q, target)));
        a->text = view_field(q->view, text, M_COMMUNE_REQUEST_TEXT, M_NONE,
                             or_empty(web_form_text(q, text)));
        a->text.rows = 3;
        a->text.optional = no > 1;
    }
}

static Err show(struct req *q)
{
    struct commune_case c;
    struct review_targets targets;
    TRY(commune_case_of(q, &c));
    review_targets_of(q->view, c.set, &targets);
    struct province_show v = {
        .self = province_at(q, ""),
        .district = c.d->state == DOSSIER_AT_DISTRICT || c.d->state == DOSSIER_IN_DISTRICT ||
                    c.d->state == DOSSIER_DISTRICT_SCORED,
        .id = id_text(q->arena, c.d->id),
        .code = c.d->code,
        .version = c.d->version,
        .target_star = c.d->target_star,
        .state = i18n_text(q->lang, dossier_state_message((int)c.d->state)),
        .about = str_fmt(q->arena, "%.*s, %.*s", STR_ARG(c.frozen.content.producer.name),
                         STR_ARG(c.frozen.content.producer.place_text)),
        .may_return = web_may(q, PROVINCE_RETURN),
        .may_council = web_may(q, PROVINCE_TO_COUNCIL),
    };
    Str at = str_fmt(q->arena, "%.*s/%.*s", STR_ARG(province_home(q)), STR_ARG(v.id));
    v.to_council = (Url){ str_cat(q->arena, at, S("/hoi-dong")) };
    v.give_back = (Url){ str_cat(q->arena, at, S("/tra-lai")) };
    v.pass = (Url){ str_cat(q->arena, at, S("/trinh")) };
    struct duplicate_hits alike;
    TRY(dossier_alike_of(q, c.d, &alike));
    v.alike = (int64_t)alike.open;
    TRY(review_requests_of(q->tx, q->view, c.d, &targets, false, &v.requests));
    TRY(review_read(q->view, c.set, &c.frozen, tx_today(q->tx), &v.reading));
    TRY(dossier_read(q, c.d, c.set, &c.frozen.content, false, &v.all));
    commune_said_of(q->view, c.set, &c.subjects, &c.findings, &v.saids);
    add_asks(q, &targets, &v.asks);
    TRY(province_add_stages(q, c.d, &v));
    if (v.may_council) {
        TRY(province_sessions(q, &v.session, &v.no_session));
    }
    bool office = c.d->state == DOSSIER_AT_PROVINCE || v.district;
    TRY(review_due_of(q->tx, q->view, office ? c.d->due : DATE_NONE, &v.due));
    q->view->title = c.frozen.content.product.name;
    province_show_html(q->out, q->view, &v);
    return OK;
}

/* ---- what the officer does ---- */

static Err version_of(struct req *q, int64_t *ret)
{
    return number_parse(or_empty(web_form(q, S("version"))), 1, INT64_MAX, ret);
}

static Err do_return(struct req *q)
{
    int64_t version = 0;
    struct commune_case c;
    struct review_targets targets;
    struct commune_ask ask[PROVINCE_ASKS];
    size_t n = 0;
    TRY(web_form_check(q, "target.1 target.2 target.3 text.1 text.2 text.3"));
    TRY(version_of(q, &version));
    TRY(commune_case_of(q, &c));
    review_targets_of(q->view, c.set, &targets);
    for (int64_t no = 1; no <= PROVINCE_ASKS; no++) {
        Str text = or_empty(web_form_text(q, name(q, "text", no)));
        Str target = web_form(q, name(q, "target", no));
        if (text.n > 0) { /* a line left blank is no request */
            ask[n++] = (struct commune_ask){ .target = str_none(target) ? S("?") : target,
                                             .text = text,
                                             .target_field = name(q, "target", no),
                                             .text_field = name(q, "text", no) };
        }
    }
    TRY(province_return(q->tx, c.d, version, &targets, n, ask));
    web_flash(q, M_PROVINCE_RETURNED, STR_NONE);
    return web_see_other(q, str_cat(q->arena, province_home(q), S("/")), c.d->id, S(""));
}

static Err do_council(struct req *q)
{
    int64_t version = 0;
    TRY(web_form_check(q, "session"));
    TRY(version_of(q, &version));
    TRY(province_to_council(q->tx, dossier_of(q), version, web_form_id(q, S("session"))));
    web_flash(q, M_PROVINCE_SENT, S("1"));
    return web_see_other(q, str_cat(q->arena, province_home(q), S("/")), q->subject.id, S(""));
}

/* The same pages under both addresses: the policy says who sees which dossier. */
#define PAGES(at)                                                                                  \
    { .method = HTTP_GET, /* before the one with :id, which would fit too */                       \
      .path = at "/hoi-dong",                                                                      \
      .action = PROVINCE_TO_COUNCIL,                                                               \
      .load = province_load_batch,                                                                 \
      .run = province_show_batch,                                                                  \
      .title = M_PROVINCE_BATCH },                                                                 \
        { .method = HTTP_POST,                                                                     \
          .path = at "/hoi-dong",                                                                  \
          .action = PROVINCE_TO_COUNCIL,                                                           \
          .load = province_load_batch,                                                             \
          .run = province_do_batch,                                                                \
          .redisplay = province_show_batch,                                                        \
          .title = M_PROVINCE_BATCH },                                                             \
        ONE(HTTP_GET, at "/:id", PROVINCE_VIEW, show),                                             \
        ONE(HTTP_POST, at "/:id/tra-lai", PROVINCE_RETURN, do_return),                             \
        ONE(HTTP_POST, at "/:id/hoi-dong", PROVINCE_TO_COUNCIL, do_council)
#define ONE(m, p, a, r)                                                                            \
    {                                                                                              \
        .method = (m), .path = (p), .action = (a), .load = dossier_load, .run = (r),               \
        .redisplay = (m) == HTTP_POST ? show : NULL, .title = M_PROVINCE_LIST                      \
    }

const struct route province_routes[] = {
    { .method = HTTP_GET,
      .path = "/tinh",
      .action = PROVINCE_LIST,
      .run = province_show_list,
      .title = M_PROVINCE_LIST },
    { .method = HTTP_GET, /* before the one with :id */
      .path = "/tinh/dia-ban",
      .action = PLACE_CHOOSE,
      .run = province_show_follow,
      .title = M_FOLLOW_TITLE },
    { .method = HTTP_POST,
      .path = "/tinh/dia-ban",
      .action = PLACE_CHOOSE,
      .run = province_do_follow,
      .redisplay = province_show_follow,
      .title = M_FOLLOW_TITLE },
    PAGES("/tinh"),
    { .method = HTTP_GET,
      .path = "/huyen",
      .action = DISTRICT_LIST,
      .run = province_show_list,
      .title = M_DISTRICT_LIST },
    PAGES("/huyen"),
    ONE(HTTP_POST, "/huyen/:id/trinh", DISTRICT_PASS, province_do_pass),
    { .run = NULL },
};

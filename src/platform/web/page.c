/* page.c: the frame around a page, and the pages and documents that say what went wrong. */
#include "platform/json/json.h"
#include "platform/view/view.views.h"
#include "platform/web/inside.h"

static Html form_secrets(struct req *q)
{
    struct out *o CLEANUP(out_cleanup) = out_new(1000);
    if (!id_none(q->session.id)) {
        out_raw(o, S("<input type=\"hidden\" name=\"csrf\" value=\""));
        out_html(o, q->session.csrf);
        out_raw(o, S("\">"));
    }
    out_raw(o, S("<input type=\"hidden\" name=\"idem\" value=\""));
    out_html(o, q->view->idem);
    out_raw(o, S("\">"));
    return (Html){ out_dup(q->arena, o) };
}

/* "/vi/x?q=1" -> "/en/x?q=1" */
static Url other_language(struct req *q)
{
    if (!str_starts(str_c(q->route->path), S("/:lang")) || q->http->method == HTTP_POST) {
        return (Url){ STR_NONE };
    }
    Str rest = str_skip(q->http->target, 3);
    return (Url){ str_cat(q->arena, q->lang == LANG_VI ? S("/en") : S("/vi"), rest) };
}

void web_view_start(struct req *q)
{
    struct view *v = NEW(q->arena, struct view);
    const struct web *w = q->web;
    q->view = v;
    *v = (struct view){
        .arena = q->arena,
        .lang = q->lang,
        .base_url = w->c.base_url,
        .site_name = w->c.site_name,
        .demo = w->c.demo,
        .path = q->http->path,
        .now = q->tx != NULL ? tx_now(q->tx) : web_now(w),
        .css = { web_asset_path(w, S("app.css")) },
        .js = { web_asset_path(w, S("app.js")) },
    };
    bool public_page = q->route == NULL || str_starts(str_c(q->route->path), S("/:lang")) ||
                       id_none(q->session.id);
    v->signed_in = !id_none(q->session.id);
    v->frame = public_page ? VIEW_PUBLIC : VIEW_STAFF;
    v->user_name = q->session.name;
    if (q->http->method != HTTP_GET || v->signed_in || !public_page ||
        (q->route != NULL && (q->route->flags & WEB_PUBLIC_CACHE) == 0)) {
        v->idem = id_token(q->arena, 12);
        v->csrf = form_secrets(q);
    }
    if (q->route != NULL) {
        v->alternate = other_language(q);
        v->title = i18n_text(q->lang, q->route->title);
    }
}

void web_problems_to_view(struct req *q)
{
    struct view *v = q->view;
    v->problems.v = NEW_N(q->arena, struct view_problem, q->problems.n + 1);
    for (size_t i = 0; i < q->problems.n; i++) {
        const struct problem *p = &q->problems.v[i];
        v->problems.v[i] = (struct view_problem){
            .field = p->field,
            .id = str_none(p->field) ? STR_NONE : view_element_id(q->arena, p->field),
            .text = i18n_fmt(q->arena, q->lang, p->key, p->arg[0], p->arg[1], p->arg[2]),
        };
    }
    v->problems.n = q->problems.n;
    v->failed = q->problems.n > 0;
}

Err web_finish_page(struct req *q, struct out *to)
{
    if (q->web->c.decorate != NULL) {
        TRY(q->web->c.decorate(q));
    }
    web_take_flash(q);
    web_header(q, S("Content-Type"), S("text/html; charset=utf-8"));
    web_header(q, S("Content-Language"), q->lang == LANG_VI ? S("vi") : S("en"));
    view_open(to, q->view);
    out_raw(to, out_view(q->out));
    view_close(to, q->view);
    return to->over ? fault(E_LIMIT, "page %.*s is too large", STR_ARG(q->http->path)) : OK;
}

Err web_message(struct req *q, int status, int heading, int text)
{
    struct view_message m = {
        .heading = i18n_text(q->lang, heading),
        .text = i18n_text(q->lang, text),
        .link_text = i18n_text(q->lang, M_WEB_TO_START),
        .link = { id_none(q->session.id) ? (q->lang == LANG_VI ? S("/vi") : S("/en"))
                                         : S("/ban-lam-viec") },
    };
    web_status(q, status);
    q->view->title = m.heading;
    view_message_html(q->out, q->view, &m);
    return OK;
}

/* ---- errors ---- */

static const struct failure {
    Err e;
    int status, heading, text;
} failures[] = {
    { E_REFUSED, 422, M_WEB_E422, M_WEB_E422_TEXT }, { E_INPUT, 400, M_WEB_E400, M_WEB_E400_TEXT },
    { E_DENIED, 404, M_WEB_E404, M_WEB_E404_TEXT },  { E_NONE, 404, M_WEB_E404, M_WEB_E404_TEXT },
    { E_STALE, 409, M_WEB_E409, M_WEB_E409_TEXT },   { E_LIMIT, 413, M_WEB_E413, M_WEB_E413_TEXT },
    { E_BUSY, 503, M_WEB_E503, M_WEB_E503_TEXT },    { E_BUG, 500, M_WEB_E500, M_WEB_E500_TEXT },
};

static const struct failure *failure_of(Err e)
{
    for (size_t i = 0; i < COUNT_OF(failures); i++) {
        if (failures[i].e == e) {
            return &failures[i];
        }
    }
    return &failures[COUNT_OF(failures) - 1];
}

/* RFC 9457. */
static void fail_json(struct req *q, const struct failure *f, struct out *to)
{
    struct json_out j = json_begin(to);
    json_obj(&j);
    json_key(&j, "title");
    json_put(&j, i18n_text(q->lang, f->heading));
    json_key(&j, "status");
    json_put_int(&j, f->status);
    json_key(&j, "errors");
    json_arr(&j);
    for (size_t i = 0; i < q->problems.n; i++) {
        const struct problem *p = &q->problems.v[i];
        json_obj(&j);
        json_key(&j, "field");
        json_put(&j, p->field);
        json_key(&j, "code");
        json_put(&j, str_c(messages[p->key].key));
        json_key(&j, "detail");
        json_put(&j, i18n_fmt(q->arena, q->lang, p->key, p->arg[0], p->arg[1], p->arg[2]));
        json_end_obj(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    web_header(q, S("Content-Type"), S("application/problem+json"));
}

void web_fail(struct req *q, Err e, struct out *to)
{
    const struct failure *f = failure_of(e);
    q->response->status = f->status;
    q->response->file = STR_NONE;
    if (q->wants_json) {
        fail_json(q, f, to);
        return;
    }
    web_problems_to_view(q);
    if (web_message(q, f->status, f->heading, f->text) != OK || web_finish_page(q, to) != OK) {
        out_reset(to);
        out_raw(to, S("error\n"));
    }
}

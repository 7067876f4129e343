/* advice_web.c: pages of Tổ tư vấn: who is in it, its files, its report on one. */
#include "domain/access/access.h"
#include "domain/council/advice.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/dossier/dossier.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* As typed when the form comes back, else as stored. */
static Str typed_or(struct req *q, const char *name, Str stored)
{
    Str typed = web_form_text(q, str_c(name));
    return str_none(typed) ? stored : typed;
}

/* ---- /hoi-dong/:id/to-tu-van ---- */

static Err add_candidates(struct req *q, Id council, struct view_field *f)
{
    struct council_candidates all;
    struct council_seats seats;
    TRY(council_candidates(q->tx, ROLE_PRODUCER, &all));
    TRY(council_seats_of(q->tx, council, &seats));
    f->options.v = NEW_N(q->arena, struct view_option, all.n + 1);
    f->options.v[f->options.n++] =
        (struct view_option){ .value = S(""),
                              .text = i18n_text(q->lang, M_COUNCIL_ACCOUNT_CHOOSE) };
    for (size_t i = 0; i < all.n; i++) {
        bool sits = false;
        for (size_t k = 0; k < seats.n && !sits; k++) {
            sits = id_eq(seats.v[k].account, all.v[i].id);
        }
        if (!sits) {
            Str value = id_text(q->arena, all.v[i].id);
            f->options.v[f->options.n++] =
                (struct view_option){ .value = value,
                                      .text =
                                          str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(all.v[i].name),
                                                  STR_ARG(all.v[i].login)),
                                      .chosen = str_eq(value, f->value) };
        }
    }
    return OK;
}

Err council_show_team(struct req *q)
{
    const struct council *c = q->subject.row;
    struct advice_persons team;
    struct council_team_page v = { .council = c->id,
                                   .name = c->name,
                                   .manages = web_may(q, COUNCIL_MANAGE) };
    TRY(advice_team(q->tx, c->id, &team));
    v.people.v = NEW_N(q->arena, struct council_adviser, team.n + 1);
    for (size_t i = 0; i < team.n; i++) {
        v.people.v[v.people.n++] =
            (struct council_adviser){ team.v[i].account, team.v[i].name, team.v[i].department,
                                      team.v[i].leads };
    }
    if (v.manages) {
        v.account = view_field(q->view, S("account"), M_ADVICE_ACCOUNT, M_ADVICE_ACCOUNT_HINT,
                               or_empty(web_form(q, S("account"))));
        TRY(add_candidates(q, c->id, &v.account));
        v.department = view_field(q->view, S("department"), M_COUNCIL_DEPARTMENT, M_NONE,
                                  or_empty(web_form(q, S("department"))));
        v.leads = view_field(q->view, S("leads"), M_ADVICE_LEADS, M_NONE,
                             web_form_flag(q, S("leads")) ? S("1") : S(""));
    }
    council_team_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_join(struct req *q)
{
    const struct council *c = q->subject.row;
    TRY(web_form_check(q, "account department leads"));
    TRY(advice_join(q->tx, c, web_form_id(q, S("account")),
                    str_trim(or_empty(web_form(q, S("department")))),
                    web_form_flag(q, S("leads"))));
    web_flash(q, M_ADVICE_JOINED, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S("/to-tu-van"));
}

Err council_do_leave(struct req *q)
{
    const struct council *c = q->subject.row;
    Id account = web_form_id(q, S("account"));
    TRY(web_form_check(q, "account"));
    if (id_none(account)) {
        return E_INPUT;
    }
    TRY(advice_leave(q->tx, c, account));
    web_flash(q, M_ADVICE_LEFT, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S("/to-tu-van"));
}

/* ---- /tu-van ---- */

Err council_show_advices(struct req *q)
{
    struct advice_files files;
    struct council_advices_page v = { .files = { 0, NULL } };
    TRY(advice_files(q->tx, q->actor.account, &files));
    v.files.v = NEW_N(q->arena, struct council_advice_line, files.n + 1);
    for (size_t i = 0; i < files.n; i++) {
        const struct advice_file *f = &files.v[i];
        v.files.v[v.files.n++] = (struct council_advice_line){
            .product = f->product,
            .producer = f->producer,
            .session = f->session_name,
            .held_on = f->held_on,
            .href = council_href(q, "/tu-van/", f->id, ""),
            .asked = f->asked,
            .state = f->state == ADVICE_IN      ? M_ADVICE_STATE_IN
                     : f->state == ADVICE_DRAFT ? M_ADVICE_STATE_DRAFT
                                                : M_ADVICE_STATE_NONE,
            .state_class = f->state == ADVICE_IN      ? S("in")
                           : f->state == ADVICE_DRAFT ? S("started")
                                                      : S("todo"),
        };
    }
    council_advices_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- the report as members and advisers read it ---- */

static int kind_message(int64_t kind)
{
    return kind == ADVICE_VISIT  ? M_ADVICE_KIND_VISIT
           : kind == ADVICE_TEST ? M_ADVICE_KIND_TEST
                                 : M_ADVICE_KIND_SUPPLEMENT;
}

static Err add_requests(struct req *q, Id file, struct council_advice *v)
{
    struct advice_requests all;
    Id tried = web_form_id(q, S("request"));
    struct view_field result = view_field(q->view, S("result"), M_ADVICE_RESULT, M_NONE, S(""));
    struct view_field done = view_field(q->view, S("done_on"), M_ADVICE_DONE_ON, M_NONE, S(""));
    TRY(advice_requests(q->tx, file, &all));
    v->requests.v = NEW_N(q->arena, struct council_advice_request, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct advice_request *r = &all.v[i];
        bool mine = id_eq(r->id, tried);
        Str id = id_text(q->arena, r->id);
        v->requests.v[v->requests.n++] = (struct council_advice_request){
            .id = r->id,
            .kind = kind_message(r->kind),
            .what = r->what,
            .by = r->name,
            .result = or_empty(r->result),
            .asked_at = r->asked_at,
            .done_on = r->done_on,
            .result_id = mine ? S("result") : str_cat(q->arena, S("result-"), id),
            .done_id = mine ? S("done_on") : str_cat(q->arena, S("done_on-"), id),
            .result_error = mine ? or_empty(result.error) : S(""),
            .done_error = mine ? or_empty(done.error) : S(""),
            .result_typed = mine ? or_empty(web_form_text(q, S("result"))) : S(""),
            .done_typed = mine ? or_empty(web_form(q, S("done_on"))) : S(""),
        };
    }
    return OK;
}

Err council_advice_read(struct req *q, Id file, struct council_advice *ret)
{
    struct advice_report r;
    bool found = false;
    *ret = (struct council_advice){ .findings = S(""), .advice = S(""), .by = S("") };
    TRY(advice_report_of(q->tx, file, &found, &r));
    if (found) {
        ret->findings = r.findings;
        ret->advice = r.advice;
        ret->by = r.name;
        ret->saved_at = r.saved_at;
        ret->version = r.version;
        ret->in = r.state == ADVICE_IN;
    }
    return add_requests(q, file, ret);
}

/* ---- /tu-van/:file ---- */

static Err load_advised(struct req *q)
{
    struct council_case *k = NEW(q->arena, struct council_case);
    struct advice_person me;
    struct advice_report r;
    bool in = false, found = false;
    TRY(session_file_get(q->tx, web_path_id(q, 0), &k->f));
    TRY(advice_person_of(q->tx, k->f.council, q->actor.account, &in, &me));
    TRY(advice_report_of(q->tx, k->f.id, &found, &r));
    q->subject = (struct access_subject){
        .id = k->f.id,
        .council = in ? k->f.council : ID_NONE,
        .state = (int)k->f.state,
        .flags = found && r.state == ADVICE_IN ? FLAG_SHEET_IN : 0U,
        .row = k,
    };
    return OK;
}

Err council_load_advice(struct req *q)
{
    return load_advised(q);
}

static Err add_papers(struct req *q, const struct council_case *k, struct council_advice_page *v)
{
    struct dossier_frozen filed;
    struct dossier_pdf pdf;
    TRY(dossier_frozen(q->tx, k->f.filed, &filed));
    TRY(dossier_pdf_get(q->tx, k->f.filed, &v->has_pdf, &pdf));
    v->papers.v = NEW_N(q->arena, struct council_advice_paper, filed.content.evidence.n + 1);
    for (size_t i = 0; i < filed.content.evidence.n; i++) {
        const struct evidence *e = &filed.content.evidence.v[i];
        v->papers.v[v->papers.n++] = (struct council_advice_paper){
            e->title,
            { str_fmt(q->arena, "/tu-van/%.*s/tep/%.*s", STR_ARG(id_text(q->arena, k->f.id)),
                      STR_ARG(id_text(q->arena, e->id))) }
        };
    }
    return OK;
}

static void add_kinds(struct req *q, struct view_field *f)
{
    static const char *const values[] = { "1", "2", "3" };
    f->options.v = NEW_N(q->arena, struct view_option, COUNT_OF(values));
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        f->options.v[f->options.n++] =
            (struct view_option){ .value = str_c(values[i]),
                                  .text = i18n_text(q->lang, kind_message((int64_t)i + 1)),
                                  .chosen = str_eq(str_c(values[i]), f->value) };
    }
}

Err council_show_advice(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    struct council_advice_page v = { .file = k->f.id,
                                     .product = k->f.product_name,
                                     .producer = k->f.producer_name,
                                     .place = k->f.place_text,
                                     .session = k->f.session_name,
                                     .may_write = web_may(q, ADVICE_WRITE) };
    TRY(council_advice_read(q, k->f.id, &v.report));
    TRY(add_papers(q, k, &v));
    v.findings = view_field(q->view, S("findings"), M_ADVICE_FINDINGS, M_ADVICE_FINDINGS_HINT,
                            typed_or(q, "findings", v.report.findings));
    v.findings.rows = 8;
    v.advice = view_field(q->view, S("advice"), M_ADVICE_ADVICE, M_ADVICE_ADVICE_HINT,
                          typed_or(q, "advice", v.report.advice));
    v.advice.rows = 5;
    v.requests_error =
        or_empty(view_field(q->view, S("requests"), M_ADVICE_REQUESTS, M_NONE, S("")).error);
    v.kind =
        view_field(q->view, S("kind"), M_ADVICE_KIND, M_NONE, or_empty(web_form(q, S("kind"))));
    add_kinds(q, &v.kind);
    v.what = view_field(q->view, S("what"), M_ADVICE_WHAT, M_ADVICE_WHAT_HINT,
                        or_empty(web_form_text(q, S("what"))));
    v.what.rows = 3;
    q->view->title = v.product;
    council_advice_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- taking the forms ---- */

Err council_do_advice(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    struct advice_words w = { .version = 0 };
    TRY(web_form_check(q, "version findings advice do"));
    if (number_parse(or_empty(web_form(q, S("version"))), 0, INT64_MAX, &w.version) != OK) {
        return E_INPUT;
    }
    w.findings = or_empty(web_form_text(q, S("findings")));
    w.advice = or_empty(web_form_text(q, S("advice")));
    w.hand_in = str_eq(or_empty(web_form(q, S("do"))), S("hand_in"));
    TRY(advice_save(q->tx, k->f.id, &w));
    web_flash(q, w.hand_in ? M_ADVICE_HANDED_IN : M_ADVICE_SAVED, STR_NONE);
    return web_see_other(q, S("/tu-van/"), k->f.id, S(""));
}

Err council_do_ask(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    int64_t kind = 0;
    TRY(web_form_check(q, "kind what"));
    if (number_parse(or_empty(web_form(q, S("kind"))), 1, ADVICE_SUPPLEMENT, &kind) != OK) {
        kind = 0; /* refused on its field */
    }
    TRY(advice_ask(q->tx, k->f.id, kind, str_trim(or_empty(web_form_text(q, S("what"))))));
    web_flash(q, M_ADVICE_ASKED, STR_NONE);
    return web_see_other(q, S("/tu-van/"), k->f.id, S(""));
}

Err council_do_answer(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    Id request = web_form_id(q, S("request"));
    Str typed = or_empty(web_form(q, S("done_on")));
    Date done = DATE_NONE;
    TRY(web_form_check(q, "request done_on result"));
    if (id_none(request)) {
        return E_INPUT;
    }
    if (date_parse_vi(typed, &done) != OK && date_parse_iso(typed, &done) != OK) {
        done = DATE_NONE; /* refused on its field */
    }
    TRY(advice_answer(q->tx, k->f.id, request, done,
                      str_trim(or_empty(web_form_text(q, S("result"))))));
    web_flash(q, M_ADVICE_ANSWERED, STR_NONE);
    return web_see_other(q, S("/tu-van/"), k->f.id, S(""));
}

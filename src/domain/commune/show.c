/* show.c: one dossier before the commune: what was filed, what to check, what to say. */
#include "domain/access/access.h"
#include "domain/commune/commune.views.h"
#include "domain/commune/pages.h"
#include "domain/duplicate/duplicate.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* ---- the four findings as a form ---- */

static void add_option(struct view_field *f, Str value, Str text)
{
    f->options.v[f->options.n++] =
        (struct view_option){ .value = value, .text = text, .chosen = str_eq(value, f->value) };
}

static Str value_of(const struct commune_finding *f)
{
    switch (f->verdict) {
    case VERDICT_AGREES:
        return S("agree");
    case VERDICT_OTHER:
        return f->choice;
    case VERDICT_NONE:
        return S("none");
    case VERDICT_OPEN:
        break;
    }
    return S("");
}

static void add_levels(struct req *q, const struct commune_subject *s, Str chosen,
                       struct view_field *f)
{
    if (s->item == NULL) {
        f->options.v = NEW_N(q->arena, struct view_option, 2);
        add_option(f, S("agree"), i18n_text(q->lang, M_COMMUNE_CONFIRMED));
        add_option(f, S("none"), i18n_text(q->lang, M_COMMUNE_NOT_CONFIRMED));
        return;
    }
    const struct criteria_case *c = &s->item->cases[0];
    f->options.v = NEW_N(q->arena, struct view_option, c->n + 2);
    add_option(f, S("agree"),
               str_none(chosen)
                   ? i18n_text(q->lang, M_COMMUNE_AGREE_BLANK)
                   : i18n_fmt(q->arena, q->lang, M_COMMUNE_AGREE, chosen, STR_NONE, STR_NONE));
    for (size_t i = 0; i < c->n; i++) {
        if (!str_eq(c->option[i].id, s->chosen)) {
            add_option(f, c->option[i].id,
                       i18n_fmt(q->arena, q->lang, M_COMMUNE_OTHER_LEVEL, c->option[i].label,
                                view_arg_int(q->view, c->option[i].points), STR_NONE));
        }
    }
    if (!str_none(chosen)) {
        add_option(f, S("none"), i18n_text(q->lang, M_COMMUNE_NO_LEVEL_HOLDS));
    }
}

static void form_of(struct req *q, const struct commune_case *c, int k,
                    struct commune_finding_form *r)
{
    const struct commune_subject *s = &c->subjects.v[k];
    const struct commune_finding *f = &c->findings.v[k];
    Str finding = str_fmt(q->arena, "finding.%d", k + 1);
    Str note = str_fmt(q->arena, "note.%d", k + 1);
    bool typed = !str_none(web_form_raw(q, note));
    const struct dossier_answer *a = dossier_answer_of(&c->frozen.content.answers, s->id);
    r->producer_note = a == NULL ? STR_NONE : a->note;
    r->files = review_files_of(q->view, &c->frozen, s->id);
    r->done = f->verdict != VERDICT_OPEN && !f->earlier;
    r->earlier = f->verdict != VERDICT_OPEN && f->earlier;
    r->finding = view_field(q->view, finding, M_COMMUNE_FINDING, M_NONE,
                            typed ? or_empty(web_form(q, finding)) : value_of(f));
    r->note = view_field(q->view, note, s->item == NULL ? M_COMMUNE_WORDS : M_COMMUNE_NOTE,
                         s->item == NULL ? M_COMMUNE_WORDS_HINT : M_COMMUNE_NOTE_HINT,
                         typed ? or_empty(web_form_text(q, note)) : or_empty(f->note));
    r->note.rows = 3;
    add_levels(q, s, r->said.chosen, &r->finding);
}

/* ---- the page ---- */

static Err fill(struct req *q, const struct commune_case *c, struct commune_show *v)
{
    const struct dossier *d = c->d;
    struct review_targets targets;
    struct duplicate_hits alike;
    review_targets_of(q->view, c->set, &targets);
    v->may_confirm = web_may(q, COMMUNE_CONFIRM);
    v->four_eyes = d->state == DOSSIER_AT_COMMUNE && (q->subject.flags & FLAG_FOUR_EYES) != 0;
    v->may_request = web_may(q, COMMUNE_REQUEST);
    v->may_return = web_may(q, COMMUNE_RETURN);
    v->is_here = d->state == DOSSIER_AT_COMMUNE;
    TRY(dossier_alike_of(q, d, &alike));
    v->alike = (int64_t)alike.open;
    TRY(review_requests_of(q->tx, q->view, d, &targets, web_may(q, COMMUNE_CLOSE_REQUEST),
                           &v->requests));
    TRY(review_read(q->view, c->set, &c->frozen, tx_today(q->tx), &v->reading));
    TRY(dossier_read(q, d, c->set, &c->frozen.content, false, &v->all));
    commune_said_of(q->view, c->set, &c->subjects, &c->findings, &v->saids);
    v->forms.v = NEW_N(q->arena, struct commune_finding_form, COMMUNE_FACTS);
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        struct commune_finding_form *form = &v->forms.v[v->forms.n++];
        form->said = v->saids.v[k];
        form_of(q, c, k, form);
        v->said += form->done ? 1 : 0;
    }
    v->left = COMMUNE_FACTS - v->said;
    v->may_forward = web_may(q, COMMUNE_FORWARD) && v->left == 0;
    v->target =
        review_target_field(q->view, &targets, S("target"), or_empty(web_form(q, S("target"))));
    v->text = view_field(q->view, S("text"), M_COMMUNE_REQUEST_TEXT, M_COMMUNE_REQUEST_TEXT_HINT,
                         or_empty(web_form_text(q, S("text"))));
    v->text.rows = 4;
    return review_due_of(q->tx, q->view, v->is_here ? d->due : DATE_NONE, &v->due);
}

static Err show(struct req *q)
{
    struct commune_case c;
    TRY(commune_case_of(q, &c));
    struct commune_show v = {
        .id = id_text(q->arena, c.d->id),
        .code = c.d->code,
        .version = c.d->version,
        .target_star = c.d->target_star,
        .state = i18n_text(q->lang, dossier_state_message((int)c.d->state)),
    };
    TRY(fill(q, &c, &v));
    q->view->title = c.frozen.content.product.name;
    commune_show_html(q->out, q->view, &v);
    return OK;
}

/* ---- what the officer does ---- */

static Err version_of(struct req *q, int64_t *ret)
{
    return number_parse(or_empty(web_form(q, S("version"))), 1, INT64_MAX, ret);
}

static Err back(struct req *q, const char *anchor)
{
    return web_see_other(q, S("/xa/"), q->subject.id, str_c(anchor));
}

static struct commune_finding finding_typed(struct req *q, int k)
{
    Str said = or_empty(web_form(q, str_fmt(q->arena, "finding.%d", k + 1)));
    struct commune_finding f = { .choice = STR_NONE };
    f.note = or_empty(web_form_text(q, str_fmt(q->arena, "note.%d", k + 1)));
    if (str_eq(said, S("agree"))) {
        f.verdict = VERDICT_AGREES;
    } else if (str_eq(said, S("none"))) {
        f.verdict = VERDICT_NONE;
    } else if (said.n > 0) {
        f.verdict = VERDICT_OTHER;
        f.choice = said;
    }
    return f;
}

static Err do_confirm(struct req *q)
{
    int64_t version = 0;
    struct commune_case c;
    struct commune_findings f = { 0 };
    TRY(web_form_check(q, "finding.1 finding.2 finding.3 finding.4 note.1 note.2 note.3 note.4"));
    TRY(version_of(q, &version));
    TRY(commune_case_of(q, &c));
    int64_t said = 0;
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        f.v[k] = finding_typed(q, k);
        bool earlier = c.findings.v[k].verdict != VERDICT_OPEN && !c.findings.v[k].earlier;
        said += f.v[k].verdict != VERDICT_OPEN || earlier ? 1 : 0;
    }
    TRY(commune_confirm(q->tx, c.d, version, &c.subjects, &f));
    if (said == COMMUNE_FACTS) {
        web_flash(q, M_COMMUNE_SAVED_ALL, STR_NONE);
    } else {
        web_flash(q, M_COMMUNE_SAVED_SOME, view_arg_int(q->view, COMMUNE_FACTS - said));
    }
    return back(q, said == COMMUNE_FACTS ? "#viec-tiep" : "#xac-nhan");
}

static Err do_request(struct req *q)
{
    int64_t version = 0, no = 0;
    struct commune_case c;
    struct review_targets targets;
    TRY(web_form_check(q, "target text"));
    TRY(version_of(q, &version));
    TRY(commune_case_of(q, &c));
    review_targets_of(q->view, c.set, &targets);
    Str target = web_form(q, S("target"));
    struct commune_ask ask = {
        .target = str_none(target) ? S("?") : target, /* a form without the field: none of them */
        .text = or_empty(web_form_text(q, S("text"))),
        .target_field = S("target"),
        .text_field = S("text"),
    };
    TRY(commune_request(q->tx, c.d, &targets, &ask, &no));
    TRY(dossier_touch(q->tx, c.d->id, version));
    web_flash(q, M_COMMUNE_REQUESTED, view_arg_int(q->view, no));
    return back(q, "#yeu-cau");
}

static Err do_close(struct req *q)
{
    int64_t version = 0, no = 0;
    TRY(web_form_check(q, ""));
    TRY(version_of(q, &version));
    if (number_parse(q->path_param[1], 1, INT32_MAX, &no) != OK) {
        return E_NONE;
    }
    TRY(commune_request_close(q->tx, dossier_of(q), version, no));
    web_flash(q, M_COMMUNE_CLOSED, view_arg_int(q->view, no));
    return back(q, "#yeu-cau");
}

static Err do_return(struct req *q)
{
    int64_t version = 0;
    TRY(web_form_check(q, ""));
    TRY(version_of(q, &version));
    TRY(commune_return(q->tx, dossier_of(q), version));
    web_flash(q, M_COMMUNE_RETURNED, STR_NONE);
    return back(q, "");
}

static Err do_forward(struct req *q)
{
    int64_t version = 0;
    struct commune_case c;
    TRY(web_form_check(q, ""));
    TRY(version_of(q, &version));
    TRY(commune_case_of(q, &c));
    TRY(commune_forward(q->tx, c.d, version, &c.subjects));
    web_flash(q, M_COMMUNE_FORWARDED, STR_NONE);
    return back(q, "");
}

#define ONE(m, p, a, r)                                                                            \
    {                                                                                              \
        .method = (m), .path = (p), .action = (a), .load = dossier_load, .run = (r),               \
        .redisplay = (m) == HTTP_POST ? show : NULL, .title = M_COMMUNE_LIST                       \
    }
const struct route commune_routes[] = {
    { .method = HTTP_GET,
      .path = "/xa",
      .action = COMMUNE_LIST,
      .run = commune_show_list,
      .title = M_COMMUNE_LIST },
    ONE(HTTP_GET, "/xa/:id", COMMUNE_VIEW, show),
    ONE(HTTP_GET, "/xa/:id/mau-03", COMMUNE_VIEW, commune_show_form03),
    ONE(HTTP_POST, "/xa/:id/xac-nhan", COMMUNE_CONFIRM, do_confirm),
    ONE(HTTP_POST, "/xa/:id/yeu-cau", COMMUNE_REQUEST, do_request),
    ONE(HTTP_POST, "/xa/:id/yeu-cau/:no/dong", COMMUNE_CLOSE_REQUEST, do_close),
    ONE(HTTP_POST, "/xa/:id/tra-lai", COMMUNE_RETURN, do_return),
    ONE(HTTP_POST, "/xa/:id/chuyen", COMMUNE_FORWARD, do_forward),
    { .run = NULL },
};

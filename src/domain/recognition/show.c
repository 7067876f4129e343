/* show.c: one recognition: what was decided, its papers, its history, its revocation. */
#include "domain/access/access.h"
#include "domain/recognition/pages.h"
#include "domain/recognition/recognition.views.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

Err recognition_status_shown(const struct req *q, const struct recognition *r, int64_t soon,
                             struct view_status *ret, Str *ret_meaning)
{
    Date holds;
    TRY(recognition_holds_until(q->tx, r->product, r->until_day, &holds));
    enum recognition_status s =
        recognition_status(tx_today(q->tx), r->from_day, holds, r->revoked_on, soon);
    if (ret_meaning != NULL) {
        *ret_meaning = i18n_text(q->lang, recognition_status_meaning(s));
    }
    *ret = (struct view_status){ recognition_status_code(s),
                                 i18n_text(q->lang, recognition_status_message(s)) };
    return OK;
}

Err recognition_load(struct req *q)
{
    Id id = web_path_id(q, 0);
    struct recognition *r = NEW(q->arena, struct recognition);
    struct recognition_owner owner;
    TRY(recognition_get(q->tx, id, r));
    TRY(recognition_owner(q->tx, id, tx_today(q->tx), &owner));
    q->subject = (struct access_subject){
        .id = id, .owner = owner.producer, .district = owner.district, .row = r
    };
    return OK;
}

static Err add_rounds(struct req *q, const struct recognition *r, int64_t soon,
                      struct recognition_show *v)
{
    struct recognitions all;
    TRY(recognitions_of_product(q->tx, r->product, &all));
    v->rounds.v = NEW_N(q->arena, struct recognition_round_shown, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct recognition *o = &all.v[i];
        struct view_status status;
        TRY(recognition_status_shown(q, o, soon, &status, NULL));
        v->rounds.v[v->rounds.n++] = (struct recognition_round_shown){
            .href = { str_cat(q->arena, S("/cong-nhan/"), id_text(q->arena, o->id)) },
            .round = o->round,
            .star = o->star,
            .decision_no = o->decision_no,
            .status = status.text,
            .from_day = o->from_day,
            .last_day = date_add_days(o->until_day, -1),
            .here = id_eq(o->id, r->id),
        };
    }
    return OK;
}

/* The grounds of Đ.8 as radios. */
static struct view_field grounds_of(struct req *q, Str name, Str value)
{
    struct view_field f = view_field(q->view, name, M_DECIDE_GROUND, M_NONE, value);
    f.options.v = NEW_N(q->arena, struct view_option, recognition_grounds());
    for (size_t i = 0; i < recognition_grounds(); i++) {
        int message = M_NONE;
        Str code = recognition_ground(i, &message);
        f.options.v[f.options.n++] = (struct view_option){ .value = code,
                                                           .text = i18n_text(q->lang, message),
                                                           .chosen = str_eq(code, f.value) };
    }
    return f;
}

/* What was typed, or else what is proposed. */
static Str typed(Str form, Str proposed)
{
    return str_none(form) ? proposed : form;
}

static void add_revoke_form(struct req *q, const struct recognition_findings *found,
                            struct recognition_show *v)
{
    const struct recognition_finding *f = &found->v[0];
    Str day = view_arg_date(q->view, f->found_on);
    Str what = i18n_fmt(q->arena, LANG_VI, M_DECIDE_FIND_SAYS, f->paper_no, day, f->what);
    v->revoke_number = view_field(q->view, S("decision"), M_DECIDE_REVOKE_NUMBER,
                                  M_DECIDE_NUMBER_HINT, or_empty(web_form(q, S("decision"))));
    v->revoke_date = view_field(q->view, S("revoked_on"), M_DECIDE_REVOKE_ON,
                                M_DECIDE_REVOKE_ON_HINT, or_empty(web_form(q, S("revoked_on"))));
    v->ground = grounds_of(q, S("ground"), typed(web_form(q, S("ground")), f->ground));
    v->what = view_field(q->view, S("reason"), M_DECIDE_GROUND_WHAT, M_DECIDE_GROUND_WHAT_HINT,
                         typed(web_form_text(q, S("reason")), what));
    v->revoke_number.width = S("20");
    v->revoke_date.width = S("10");
    v->what.rows = 4;
}

static void add_find_form(struct req *q, struct recognition_show *v)
{
    v->find_ground = grounds_of(q, S("find_ground"), or_empty(web_form(q, S("find_ground"))));
    v->find_paper = view_field(q->view, S("find_paper"), M_DECIDE_FIND_PAPER,
                               M_DECIDE_FIND_PAPER_HINT, or_empty(web_form(q, S("find_paper"))));
    v->find_date = view_field(q->view, S("find_on"), M_DECIDE_FIND_ON, M_DECIDE_FIND_ON_HINT,
                              or_empty(web_form(q, S("find_on"))));
    v->find_what = view_field(q->view, S("find_what"), M_DECIDE_FIND_WHAT, M_NONE,
                              or_empty(web_form_text(q, S("find_what"))));
    v->find_paper.width = S("20");
    v->find_date.width = S("10");
    v->find_what.rows = 4;
}

static Err add_findings(struct req *q, const struct recognition *r, struct recognition_show *v)
{
    struct recognition_findings all;
    TRY(recognition_findings_of(q->tx, r->id, &all));
    v->findings.v = NEW_N(q->arena, struct recognition_finding_shown, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct recognition_finding *f = &all.v[i];
        v->findings.v[v->findings.n++] = (struct recognition_finding_shown){
            .ground = i18n_text(q->lang, recognition_ground_message(f->ground)),
            .paper_no = f->paper_no,
            .what = f->what,
            .found_on = f->found_on,
            .due = f->due,
            .late = date_none(r->revoked_on) && !date_none(f->due) &&
                    date_cmp(tx_today(q->tx), f->due) > 0,
        };
    }
    v->may_revoke = date_none(r->revoked_on) && all.n > 0 && web_may(q, RECOGNITION_REVOKE);
    v->may_find = date_none(r->revoked_on) && web_may(q, RECOGNITION_FIND);
    if (v->may_revoke) {
        add_revoke_form(q, &all, v);
    }
    if (v->may_find) {
        add_find_form(q, v);
    }
    return OK;
}

Err recognition_show_one(struct req *q)
{
    const struct recognition *r = q->subject.row;
    struct recognition_owner owner;
    int64_t soon = 0;
    TRY(recognition_owner(q->tx, r->id, tx_today(q->tx), &owner));
    TRY(recognition_soon_days(q->tx, &soon));
    Str id = id_text(q->arena, r->id);
    struct recognition_show v = {
        .id = r->id,
        .version = r->version,
        .letter = !id_none(r->dossier),
        .star = r->star,
        .product = r->product_name,
        .producer = r->producer_name,
        .place = r->place_text,
        .decision_no = r->decision_no,
        .authority = r->authority,
        .score = or_empty(r->score_text),
        .certificate_no = or_empty(r->certificate_no),
        .decision_date = r->decision_date,
        .from_day = r->from_day,
        .last_day = date_add_days(r->until_day, -1),
        .revoked_on = r->revoked_on,
        .revoke_decision = or_empty(r->revoke_decision),
        .revoke_reason = or_empty(r->revoke_reason),
        .check = { str_cat(q->arena, S("/vi/kiem-tra/"), owner.product_code) },
        .certificate = { str_fmt(q->arena, "/cong-nhan/%.*s/giay-chung-nhan.pdf", STR_ARG(id)) },
    };
    TRY(recognition_status_shown(q, r, soon, &v.status, &v.meaning));
    Date holds;
    TRY(recognition_holds_until(q->tx, r->product, r->until_day, &holds));
    v.grace = date_cmp(holds, r->until_day) > 0 ? date_add_days(holds, -1) : DATE_NONE;
    if (recognition_status(tx_today(q->tx), r->from_day, holds, r->revoked_on, 0) == STATUS_VALID) {
        v.labels = (Url){ str_fmt(q->arena, "/cong-nhan/%.*s/tem.pdf", STR_ARG(id)) };
    }
    TRY(add_rounds(q, r, soon, &v));
    TRY(add_findings(q, r, &v));
    q->view->title =
        i18n_fmt(q->arena, q->lang, M_DECIDE_SHOW_TITLE, r->product_name, STR_NONE, STR_NONE);
    recognition_show_html(q->out, q->view, &v);
    return OK;
}

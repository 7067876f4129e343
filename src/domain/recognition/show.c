/* show.c: one recognition: what was decided, its papers, its history, its revocation. */
#include "domain/access/access.h"
#include "domain/recognition/pages.h"
#include "domain/recognition/recognition.views.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

struct view_status recognition_status_shown(const struct req *q, const struct recognition *r,
                                            int64_t soon, Str *ret_meaning)
{
    enum recognition_status s =
        recognition_status(tx_today(q->tx), r->from_day, r->until_day, r->revoked_on, soon);
    if (ret_meaning != NULL) {
        *ret_meaning = i18n_text(q->lang, recognition_status_meaning(s));
    }
    return (struct view_status){ recognition_status_code(s),
                                 i18n_text(q->lang, recognition_status_message(s)) };
}

Err recognition_load(struct req *q)
{
    Id id = web_path_id(q, 0);
    struct recognition *r = NEW(q->arena, struct recognition);
    struct recognition_owner owner;
    TRY(recognition_get(q->tx, id, r));
    TRY(recognition_owner(q->tx, id, &owner));
    q->subject = (struct access_subject){ .id = id, .owner = owner.producer, .row = r };
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
        v->rounds.v[v->rounds.n++] = (struct recognition_round_shown){
            .href = { str_cat(q->arena, S("/cong-nhan/"), id_text(q->arena, o->id)) },
            .round = o->round,
            .star = o->star,
            .decision_no = o->decision_no,
            .status = recognition_status_shown(q, o, soon, NULL).text,
            .from_day = o->from_day,
            .last_day = date_add_days(o->until_day, -1),
            .here = id_eq(o->id, r->id),
        };
    }
    return OK;
}

static void add_revoke_form(struct req *q, struct recognition_show *v)
{
    v->revoke_number = view_field(q->view, S("decision"), M_DECIDE_REVOKE_NUMBER,
                                  M_DECIDE_NUMBER_HINT, or_empty(web_form(q, S("decision"))));
    v->revoke_date = view_field(q->view, S("revoked_on"), M_DECIDE_REVOKE_ON,
                                M_DECIDE_REVOKE_ON_HINT, or_empty(web_form(q, S("revoked_on"))));
    v->ground = view_field(q->view, S("ground"), M_DECIDE_GROUND, M_NONE,
                           or_empty(web_form(q, S("ground"))));
    v->what = view_field(q->view, S("reason"), M_DECIDE_GROUND_WHAT, M_DECIDE_GROUND_WHAT_HINT,
                         or_empty(web_form_text(q, S("reason"))));
    v->revoke_number.width = S("20");
    v->revoke_date.width = S("10");
    v->what.rows = 4;
    v->ground.options.v = NEW_N(q->arena, struct view_option, recognition_grounds());
    for (size_t i = 0; i < recognition_grounds(); i++) {
        int message = M_NONE;
        Str code = recognition_ground(i, &message);
        v->ground.options.v[v->ground.options.n++] =
            (struct view_option){ .value = code,
                                  .text = i18n_text(q->lang, message),
                                  .chosen = str_eq(code, v->ground.value) };
    }
}

Err recognition_show_one(struct req *q)
{
    const struct recognition *r = q->subject.row;
    struct recognition_owner owner;
    int64_t soon = 0;
    TRY(recognition_owner(q->tx, r->id, &owner));
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
        .may_revoke = date_none(r->revoked_on) && web_may(q, RECOGNITION_REVOKE),
    };
    v.status = recognition_status_shown(q, r, soon, &v.meaning);
    if (recognition_status(tx_today(q->tx), r->from_day, r->until_day, r->revoked_on, 0) ==
        STATUS_VALID) {
        v.labels = (Url){ str_fmt(q->arena, "/cong-nhan/%.*s/tem.pdf", STR_ARG(id)) };
    }
    TRY(add_rounds(q, r, soon, &v));
    add_revoke_form(q, &v);
    q->view->title =
        i18n_fmt(q->arena, q->lang, M_DECIDE_SHOW_TITLE, r->product_name, STR_NONE, STR_NONE);
    recognition_show_html(q->out, q->view, &v);
    return OK;
}

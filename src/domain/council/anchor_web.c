/* anchor_web.c: /phien/:id/mau and /phieu-mau/:anchor: the list of a session's anchors, putting
 * them, and the sheets: the reference's and the member's own. */
#include "domain/access/access.h"
#include "domain/council/anchor_case.h"
#include "domain/council/council.views.h"
#include "domain/council/sheet_page.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

/* ---- loads ---- */

Err anchor_standing_of(struct req *q, const struct anchor *a, const struct council_actor *me,
                       struct anchor_standing *ret)
{
    Id seat = me->seat.account;
    bool conflict = false;
    *ret = (struct anchor_standing){ .has_sheet = false };
    TRY(anchor_sheet_of(q->tx, a->id, seat, &ret->has_sheet, &ret->sheet));
    TRY(anchor_conflict(q->tx, a, q->actor.account, seat, &conflict));
    TRY(anchor_people_of(q->tx, a, &ret->people));
    bool leads = (me->presides && id_eq(seat, a->leads)) ||
                 (!id_none(a->confirmed_by) && id_eq(a->confirmed_by, q->actor.account));
    ret->subject = (struct access_subject){
        .id = a->id,
        .council = me->seated ? a->council : ID_NONE,
        .member = me->votes,
        .state = anchor_state_of(a),
        .flags = (ret->has_sheet && ret->sheet.state == SHEET_SUBMITTED ? FLAG_SHEET_IN : 0U) |
                 (conflict ? FLAG_CONFLICT : 0U) | (leads ? FLAG_PRESIDES : 0U) |
                 (ret->people.all_in ? FLAG_QUORUM : 0U),
    };
    return OK;
}

const struct anchor_case *anchor_case_of(const struct req *q)
{
    return q->subject.row;
}

static Err load(struct req *q, struct anchor_case **ret)
{
    struct anchor_case *x = *ret = NEW(q->arena, struct anchor_case);
    struct council_case *k = &x->k;
    TRY(anchor_get(q->tx, web_path_id(q, 0), &x->a));
    TRY(session_file_get(q->tx, x->a.file, &k->f));
    k->f.session = x->a.session;
    k->f.session_name = x->a.session_name;
    TRY(council_get(q->tx, x->a.council, &k->c));
    TRY(council_subject(q, x->a.council, &k->me));
    TRY(anchor_standing_of(q, &x->a, &k->me, &x->stand));
    k->anchor = x->a.id;
    k->at = council_href(q, "/phieu-mau/", x->a.id, "").s;
    k->has_sheet = x->stand.has_sheet;
    if (k->has_sheet) {
        k->sheet = (struct score_sheet){ .id = x->stand.sheet.id,
                                         .state = x->stand.sheet.state,
                                         .remark = x->stand.sheet.remark,
                                         .saved_at = x->stand.sheet.saved_at,
                                         .version = x->stand.sheet.version };
    }
    Id district = q->subject.district;
    q->subject = x->stand.subject;
    q->subject.district = district;
    q->subject.row = x;
    return OK;
}

Err council_load_anchor(struct req *q)
{
    struct anchor_case *x;
    return load(q, &x);
}

Err council_load_reference(struct req *q)
{
    struct anchor_case *x;
    TRY(load(q, &x));
    x->k.reference = x->k.has_sheet = true;
    x->k.sheet = (struct score_sheet){ .state = SHEET_DRAFT,
                                       .remark = S(""),
                                       .saved_at = x->a.version > 1 ? x->a.saved_at : TIME_NONE,
                                       .version = x->a.version };
    return OK;
}

/* ---- /phien/:id/mau ---- */

static void say_state(const struct anchor *a, const struct anchor_standing *x,
                      struct council_anchor_row *r)
{
    bool in = (x->subject.flags & FLAG_SHEET_IN) != 0;
    int state = anchor_state_of(a);
    r->state = state == ANCHOR_ENDED   ? M_ANCHOR_STATE_ENDED
               : state == ANCHOR_DRAFT ? M_ANCHOR_STATE_DRAFT
               : in                    ? M_COUNCIL_LINE_IN
               : r->started            ? M_COUNCIL_LINE_STARTED
                                       : M_ANCHOR_STATE_OPEN;
    r->state_class = state == ANCHOR_ENDED                 ? S("closed")
                     : in                                  ? S("in")
                     : r->started || state == ANCHOR_DRAFT ? S("started")
                                                           : S("todo");
}

static Err anchor_row(struct req *q, const struct anchor *a, const struct council_actor *me,
                      struct council_anchor_rows *rows)
{
    struct anchor_standing x;
    struct session_file f;
    const struct criteria_set *set;
    TRY(anchor_standing_of(q, a, me, &x));
    const struct access_subject *s = &x.subject;
    if (!web_may_on(q, ANCHOR_FILE, s)) {
        return OK; /* not the reader's to see, or not yet */
    }
    TRY(session_file_get(q->tx, a->file, &f));
    TRY(council_set_of(q, f.criteria, &set));
    struct council_anchor_row *r = &rows->v[rows->n++];
    *r = (struct council_anchor_row){
        .id = a->id,
        .version = a->version,
        .product = f.product_name,
        .producer = f.producer_name,
        .place = f.place_text,
        .set_name = set->name,
        .leads = a->leads_name,
        .may_score = web_may_on(q, ANCHOR_SCORE, s),
        .may_compare = web_may_on(q, ANCHOR_COMPARE, s),
        .may_read = web_may_on(q, ANCHOR_READ, s),
        .may_edit = web_may_on(q, ANCHOR_EDIT, s),
        .may_confirm = web_may_on(q, ANCHOR_CONFIRM, s),
        .may_spread = web_may_on(q, ANCHOR_SPREAD, s),
        .may_end = web_may_on(q, ANCHOR_END, s),
        .started = x.has_sheet,
    };
    say_state(a, &x, r);
    if (r->may_read) { /* who scores it learns nothing of the others */
        r->in = i18n_fmt(q->arena, q->lang, M_ANCHOR_IN_N, number(q, x.people.in),
                         number(q, x.people.seats), STR_NONE);
        r->missing = s->state == ANCHOR_OPEN ? x.people.missing : S("");
    }
    return OK;
}

static void add_file(struct req *q, const struct anchor_candidates *all,
                     struct council_anchors_page *v)
{
    Str typed = or_empty(web_form(q, S("file")));
    v->file = view_field(q->view, S("file"), M_ANCHOR_FILE_LABEL, M_NONE, typed);
    v->file.options.v = NEW_N(q->arena, struct view_option, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct anchor_candidate *c = &all->v[i];
        Str id = id_text(q->arena, c->file);
        v->file.options.v[v->file.options.n++] = (struct view_option){
            .value = id,
            .text = i18n_fmt(q->arena, q->lang, M_ANCHOR_CANDIDATE, c->product, c->producer,
                             number(q, c->star)),
            .hint = i18n_fmt(q->arena, q->lang, M_ANCHOR_CANDIDATE_OF, c->place, c->session_name,
                             STR_NONE),
            .chosen = str_eq(id, typed),
        };
    }
    v->has_files = all->n > 0;
}

Err council_show_anchors(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct council_actor me;
    struct anchors all;
    struct anchor_fit fit;
    struct anchor_rule rule;
    struct council_anchors_page v = { .session = s->id, .name = s->name, .most = ANCHORS_MAX };
    TRY(council_actor_of(q->tx, s->council, q->actor.account, &me));
    TRY(council_seat_words(q, s->council, &me, &v.seat_words));
    TRY(anchors_of(q->tx, s->id, &all));
    TRY(anchor_fits(q->tx, s->id, ID_NONE, &fit));
    TRY(anchor_rule_of(q->tx, s->council, &rule));
    v.first = rule.first;
    v.rows.v = NEW_N(q->arena, struct council_anchor_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        TRY(anchor_row(q, &all.v[i], &me, &v.rows));
    }
    v.may_put = web_may(q, ANCHOR_PUT);
    v.over = fit.open_files == 0;
    v.full = fit.anchors >= ANCHORS_MAX;
    v.words = or_empty(web_query(q, S("q")));
    if (v.may_put && !v.over && !v.full) {
        struct anchor_candidates files;
        TRY(anchor_candidates(q->tx, s->id, vi_fold(q->arena, v.words), &files));
        add_file(q, &files, &v);
    }
    council_anchors_page_html(q->out, q->view, &v);
    return OK;
}

static Err see(struct req *q, Id anchor, const char *tail)
{
    return web_redirect(q, 303, council_href(q, "/phieu-mau/", anchor, tail).s);
}

static Err see_list(struct req *q, const struct anchor_case *x)
{
    return web_redirect(q, 303, council_href(q, "/phien/", x->a.session, "/mau").s);
}

Err council_do_put_anchor(struct req *q)
{
    const struct council_session *s = q->subject.row;
    Id file = ID_NONE, id = ID_NONE;
    TRY(web_form_check(q, "file"));
    if (id_parse(or_empty(web_form(q, S("file"))), &file) != OK) {
        return refuse_field(q->tx, S("file"), M_ANCHOR_CHOOSE, STR_NONE, STR_NONE);
    }
    TRY(anchor_put(q->tx, s, file, &id));
    web_flash(q, M_ANCHOR_PUT_DONE, STR_NONE);
    return see(q, id, "/lap");
}

Err council_do_anchor_rule(struct req *q)
{
    const struct council *c = q->subject.row;
    TRY(web_form_check(q, "anchor_first"));
    TRY(anchor_set_rule(q->tx, c->id, web_form_flag(q, S("anchor_first"))));
    web_flash(q, M_ANCHOR_RULE_SAVED, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S(""));
}

static Err version_of(struct req *q, int64_t *ret)
{
    return number_parse(or_empty(web_form(q, S("version"))), 0, INT64_MAX, ret);
}

Err council_do_remove_anchor(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    int64_t version = 0;
    TRY(web_form_check(q, ""));
    TRY(version_of(q, &version));
    TRY(anchor_remove(q->tx, &x->a, version));
    web_flash(q, M_ANCHOR_REMOVED, x->k.f.product_name);
    return see_list(q, x);
}

Err council_do_end_anchor(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    TRY(web_form_check(q, ""));
    TRY(anchor_end(q->tx, &x->a));
    web_flash(q, M_ANCHOR_END_DONE, x->k.f.product_name);
    return see_list(q, x);
}

/* ---- the reference as a sheet ---- */

/* Where nothing is written yet the level of the closed result is marked beforehand; it is the
 * secretary's only once a reason stands beside it. */
static Err propose(struct req *q, struct council_making *m)
{
    struct anchor_proposal *all = NEW_N(q->arena, struct anchor_proposal, CRITERIA_ITEMS_MAX);
    TRY(anchor_propose(q->tx, m->k->f.id, m->set, all));
    m->proposed = all;
    for (int i = 0; i < m->set->n_items; i++) {
        m->now.choice[i] = str_empty(m->now.choice[i]) ? all[i].choice : m->now.choice[i];
    }
    return OK;
}

Err council_show_reference_sheet(struct req *q)
{
    struct council_making m;
    struct council_sheet_page v = { .reference = true };
    TRY(council_making_of(q, true, &m));
    if (council_is_stale(q, m.k) || council_is_settled(q)) {
        return council_show_stale(q, &m);
    }
    TRY(propose(q, &m));
    v.result.s = str_cat(q->arena, m.k->at, S("/tham-chieu"));
    return council_put_sheet(&m, &v);
}

Err council_do_reference(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    const struct criteria_set *set;
    struct council_draft d;
    TRY(web_form_check(q, COUNCIL_SHEET_FIELDS));
    TRY(council_set_of(q, x->k.f.criteria, &set));
    TRY(council_draft_of(q, set, &d));
    TRY(anchor_write(q->tx, &x->a, set, &d));
    if (q->wants_json) {
        return council_answer_saved(q, d.version + 1, tx_now(q->tx));
    }
    web_flash(q, M_ANCHOR_WRITTEN, STR_NONE);
    return web_redirect(
        q, 303,
        str_cat(q->arena, x->k.at, str_cat(q->arena, S("/lap"), council_sheet_place(q, set))));
}

/* ---- the member's sheet ---- */

Err council_show_anchor_sheet(struct req *q)
{
    struct council_making m;
    struct council_sheet_page v = { .practice = true, .may_recuse = true };
    TRY(council_making_of(q, true, &m));
    return council_is_stale(q, m.k) || council_is_settled(q) ? council_show_stale(q, &m)
                                                             : council_put_sheet(&m, &v);
}

static Err save(struct req *q, struct anchor_sheet *ret, const struct criteria_set **ret_set)
{
    const struct anchor_case *x = anchor_case_of(q);
    struct council_draft d;
    TRY(web_form_check(q, COUNCIL_SHEET_FIELDS));
    TRY(council_set_of(q, x->k.f.criteria, ret_set));
    TRY(council_draft_of(q, *ret_set, &d));
    return anchor_save(q->tx, &x->a, *ret_set, &d, ret);
}

Err council_do_anchor_sheet(struct req *q)
{
    const struct criteria_set *set;
    struct anchor_sheet s;
    TRY(save(q, &s, &set));
    if (q->wants_json) {
        return council_answer_saved(q, s.version, s.saved_at);
    }
    web_flash(q, M_COUNCIL_DRAFT_SAVED, STR_NONE);
    return web_redirect(q, 303,
                        str_cat(q->arena, anchor_case_of(q)->k.at, council_sheet_place(q, set)));
}

Err council_do_anchor_hand_in(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    const struct criteria_set *set;
    struct anchor_sheet s;
    TRY(save(q, &s, &set));
    TRY(anchor_hand_in(q->tx, &x->a, &x->k.c, set, web_form_flag(q, S("blank_ok"))));
    web_flash(q, M_ANCHOR_HANDED_IN, x->k.f.product_name);
    return see(q, x->a.id, "/doi-chieu");
}

Err council_do_anchor_recuse(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    TRY(web_form_check(q, "reason"));
    TRY(anchor_recuse(q->tx, &x->a, or_empty(web_form_text(q, S("reason")))));
    web_flash(q, M_COUNCIL_RECUSED, x->k.f.product_name);
    return see_list(q, x);
}

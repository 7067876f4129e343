/* talk_web.c: the page where sheets too far apart are discussed: how far, on what, with which
 * papers, and what was said. Sheets have numbers, no names. */
#include "domain/council/talk.h"
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/sheet_page.h"
#include "messages.h"

enum { WORDS_ROWS = 6 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

/* ---- what was said ---- */

static Str names_of(struct req *q, const struct talk_presents *all, Id talk)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT * 4);
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].talk, talk)) {
            out_raw(o, o->n > 0 ? S(", ") : S(""));
            out_raw(o, all->v[i].name);
        }
    }
    return out_dup(q->arena, o);
}

static bool opened(const struct talk_items *items, Id talk, Str item)
{
    for (size_t i = 0; i < items->n; i++) {
        if (id_eq(items->v[i].talk, talk) && str_eq(items->v[i].item, item)) {
            return true;
        }
    }
    return false;
}

/* In the order of the sheet. */
static Str codes_of(struct req *q, const struct criteria_set *set, const struct talk_items *items,
                    Id talk)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT * 4);
    for (int i = 0; i < set->n_items; i++) {
        if (opened(items, talk, set->item[i].id)) {
            out_raw(o, o->n > 0 ? S(", ") : S(""));
            out_raw(o, set->item[i].code);
        }
    }
    return out_dup(q->arena, o);
}

Err council_talks_said(struct req *q, Id file, const struct criteria_set *set,
                       struct council_talks *ret)
{
    struct talks talks;
    struct talk_items items;
    struct talk_presents there;
    TRY(talks_of(q->tx, file, &talks));
    TRY(talk_items_of(q->tx, file, &items));
    TRY(talk_presents_of(q->tx, file, &there));
    *ret = (struct council_talks){ 0 };
    ret->rows.v = NEW_N(q->arena, struct council_talk_row, talks.n + 1);
    for (size_t i = 0; i < talks.n; i++) {
        const struct talk *t = &talks.v[i];
        ret->rows.v[ret->rows.n++] = (struct council_talk_row){
            .no = t->no,
            .at = t->at,
            .words = t->words,
            .by = t->name,
            .present = names_of(q, &there, t->id),
            .items = codes_of(q, set, &items, t->id),
        };
    }
    return OK;
}

/* ---- how far apart ---- */

struct making {
    struct req *q;
    const struct council_case *k;
    const struct criteria_set *set;
    struct talk_state s;
    struct dossier_frozen filed;
};

static Str sheet_no(const struct making *m, size_t i)
{
    return i18n_fmt(m->q->arena, m->q->lang, M_COUNCIL_BALLOT_NO, number(m->q, (int64_t)i + 1),
                    STR_NONE, STR_NONE);
}

static void add_gaps(const struct making *m, struct council_talk_page *v)
{
    v->gaps.v = NEW_N(m->q->arena, struct council_gap_row, m->s.gaps.n + 1);
    for (size_t i = 0; i < m->s.gaps.n; i++) {
        const struct talk_gap *g = &m->s.gaps.v[i];
        v->gaps.v[v->gaps.n++] = (struct council_gap_row){
            .high = sheet_no(m, g->a),
            .low = sheet_no(m, g->b),
            .high_total = m->s.r.totals[g->a],
            .low_total = m->s.r.totals[g->b],
            .apart = g->apart,
            .discussed = g->discussed,
        };
    }
}

static void add_opinions(const struct making *m, int item, struct council_spread_row *r)
{
    struct req *q = m->q;
    const struct council_votes *votes = &m->s.votes;
    r->opinions.v = NEW_N(q->arena, struct council_opinion, votes->n + 1);
    for (size_t i = 0; i < votes->n; i++) {
        const struct criteria_option *o = council_chosen(m->set, &votes->v[i].answers, item);
        const struct score_answer *w =
            council_answer_of(&votes->v[i].answers, m->set->item[item].id);
        r->opinions.v[r->opinions.n++] = (struct council_opinion){
            .no = sheet_no(m, i),
            .level = o == NULL ? i18n_text(q->lang, M_COUNCIL_NONE_OF_THESE) : o->label,
            .note = w == NULL ? S("") : w->note,
            .points = o == NULL ? 0 : o->points,
            .mine = id_eq(votes->v[i].sheet.account, m->k->me.seat.account),
        };
    }
}

static Str item_field(struct req *q, const struct criteria_item *item)
{
    return str_cat(q->arena, S("i."), item->id);
}

static void add_spreads(const struct making *m, struct council_talk_page *v)
{
    struct req *q = m->q;
    v->spreads.v = NEW_N(q->arena, struct council_spread_row, m->s.spreads.n + 1);
    for (size_t i = 0; i < m->s.spreads.n; i++) {
        const struct talk_spread *s = &m->s.spreads.v[i];
        const struct criteria_item *item = &m->set->item[s->item];
        struct council_spread_row *r = &v->spreads.v[v->spreads.n++];
        Str field = item_field(q, item);
        r->code = item->code;
        r->title = item->title;
        r->apart = s->high - s->low;
        r->max = item->max;
        r->open =
            view_field(q->view, field, M_NONE, M_NONE, web_form_flag(q, field) ? S("1") : S(""));
        r->open.label =
            i18n_fmt(q->arena, q->lang, M_COUNCIL_TALK_OPEN_ITEM, item->code, STR_NONE, STR_NONE);
        add_opinions(m, s->item, r);
        council_papers_of(q, m->k->at, &m->filed, item, &r->papers);
    }
}

/* ---- who was there ---- */

static Err add_present(const struct making *m, struct council_talk_page *v)
{
    struct req *q = m->q;
    struct council_seats seats;
    struct session_recuseds out;
    TRY(council_seats_of(q->tx, m->k->f.council, &seats));
    TRY(session_recusals(q->tx, m->k->f.id, &out));
    v->present.v = NEW_N(q->arena, struct view_field, seats.n + 1);
    for (size_t i = 0; i < seats.n; i++) {
        const struct council_seat *s = &seats.v[i];
        bool recused = false;
        for (size_t k = 0; k < out.n; k++) {
            recused = recused || id_eq(out.v[k].account, s->account);
        }
        if (!recused) {
            Str name = str_cat(q->arena, S("p."), id_text(q->arena, s->account));
            struct view_field f =
                view_field(q->view, name, M_NONE, M_NONE, web_form_flag(q, name) ? S("1") : S(""));
            Str role = i18n_text(q->lang, council_position_message(s->position));
            f.label = str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(s->name), STR_ARG(role));
            v->present.v[v->present.n++] = f;
        }
    }
    v->present_error = view_field(q->view, S("present"), M_NONE, M_NONE, S("")).error;
    return OK;
}

/* ---- the page ---- */

static Err begin(struct req *q, struct making *m)
{
    *m = (struct making){ .q = q, .k = council_case_of(q) };
    TRY(council_set_of(q, m->k->f.criteria, &m->set));
    TRY(talk_state_of(q->tx, &m->k->f, &m->k->c, m->set, &m->s));
    return dossier_frozen(q->tx, m->k->f.filed, &m->filed);
}

Err council_show_talk(struct req *q)
{
    struct making m;
    TRY(begin(q, &m));
    const struct session_file *f = &m.k->f;
    struct council_talk_page v = {
        .session = f->session,
        .file = f->id,
        .product = f->product_name,
        .producer = f->producer_name,
        .divergence = m.k->c.divergence,
        .after = (int64_t)m.s.talks.n,
        .undiscussed = m.s.undiscussed,
        .back = council_href(q, "/phien/", f->session, ""),
        .result = council_file_href(q, f->session, f->id, ""),
        .revise = council_href(q, "/phieu/", f->id, "/cham-lai"),
        .may_record = web_may(q, TALK_RECORD),
        .may_revise = web_may(q, SHEET_REVISE),
        .may_see_result = web_may(q, SCORES_VIEW),
    };
    add_gaps(&m, &v);
    if (v.gaps.n > 0) {
        add_spreads(&m, &v);
    }
    TRY(council_talks_said(q, f->id, m.set, &v.said));
    TRY(add_present(&m, &v));
    v.words = view_field(q->view, S("words"), M_COUNCIL_TALK_WORDS_LABEL, M_COUNCIL_TALK_WORDS_HINT,
                         or_empty(web_form_text(q, S("words"))));
    v.words.rows = WORDS_ROWS;
    q->view->title = i18n_fmt(q->arena, q->lang, M_COUNCIL_TALK_OF, v.product, STR_NONE, STR_NONE);
    council_talk_page_html(q->out, q->view, &v);
    return OK;
}

static Err people_of(struct req *q, struct talk_new *n)
{
    struct http_fields marks = web_form_all(q, S("p."));
    Id *v = NEW_N(q->arena, Id, marks.n + 1);
    for (size_t i = 0; i < marks.n; i++) {
        if (id_parse(str_skip(marks.v[i].name, 2), &v[n->n_present]) != OK) {
            return E_INPUT;
        }
        n->n_present += web_form_flag(q, marks.v[i].name) ? 1 : 0;
    }
    n->present = v;
    return OK;
}

Err council_do_talk(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    const struct criteria_set *set;
    TRY(web_form_check(q, "after words i.* p.*"));
    struct talk_new n = { .words = or_empty(web_form_text(q, S("words"))) };
    if (number_parse(or_empty(web_form(q, S("after"))), 0, INT64_MAX, &n.after) != OK) {
        return E_INPUT;
    }
    struct http_fields items = web_form_all(q, S("i."));
    Str *v = NEW_N(q->arena, Str, items.n + 1);
    for (size_t i = 0; i < items.n; i++) {
        v[n.n_items] = str_skip(items.v[i].name, 2);
        n.n_items += web_form_flag(q, items.v[i].name) ? 1 : 0;
    }
    n.items = v;
    TRY(people_of(q, &n));
    TRY(council_set_of(q, k->f.criteria, &set));
    TRY(talk_record(q->tx, &k->f, &k->c, set, &n));
    web_flash(q, n.n_items > 0 ? M_COUNCIL_TALK_RECORDED : M_COUNCIL_TALK_RECORDED_ONLY, STR_NONE);
    return web_redirect(q, 303, council_file_href(q, k->f.session, k->f.id, "/thao-luan").s);
}

/* ---- the council's setting ---- */

Err council_do_talk_rule(struct req *q)
{
    const struct council *c = q->subject.row;
    TRY(web_form_check(q, "close_apart"));
    TRY(talk_set_rule(q->tx, c->id, web_form_flag(q, S("close_apart"))));
    web_flash(q, M_COUNCIL_TALK_RULE_SAVED, STR_NONE);
    return web_see_other(q, S("/hoi-dong/"), c->id, S(""));
}

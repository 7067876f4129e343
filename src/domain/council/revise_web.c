/* revise_web.c: scoring again: the opened criteria of the own sheet, each change with its reason;
 * and versions of a sheet in words. */
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/sheet_page.h"
#include "domain/council/talk.h"
#include "messages.h"

enum { REASON_ROWS = 2 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* ---- versions in words ---- */

static Str answer_words(struct req *q, const struct criteria_set *set,
                        const struct score_answers *answers, int item, bool with_note)
{
    const struct criteria_option *o = council_chosen(set, answers, item);
    const struct score_answer *w = council_answer_of(answers, set->item[item].id);
    Str level = o == NULL ? i18n_text(q->lang, M_COUNCIL_NONE_OF_THESE) : o->label;
    Str points = str_fmt(q->arena, "%lld", (long long)(o == NULL ? 0 : o->points));
    Str words = i18n_fmt(q->arena, q->lang, M_COUNCIL_VERSION_LEVEL, points, level, STR_NONE);
    if (!with_note) {
        return words;
    }
    return i18n_fmt(q->arena, q->lang, M_COUNCIL_VERSION_NOTE, words,
                    w == NULL || str_empty(w->note) ? S("–") : w->note, STR_NONE);
}

static void add_change(struct req *q, const struct criteria_set *set, const struct sheet_change *c,
                       const struct council_later *l, const struct score_answers *after,
                       struct council_change_rows *ret)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, c->item, &ref)) {
        return;
    }
    const struct score_answer *was = council_answer_of(&l->before, c->item);
    bool noted = !str_eq(was == NULL ? S("") : was->note, c->note);
    const struct criteria_item *item = &set->item[ref.item];
    ret->v[ret->n++] = (struct council_change_row){
        .item = str_fmt(q->arena, "%.*s %.*s", STR_ARG(item->code), STR_ARG(item->title)),
        .from = answer_words(q, set, &l->before, ref.item, noted),
        .to = answer_words(q, set, after, ref.item, noted),
        .reason = c->reason,
        .again = l->row.filed_no > 0,
        .kept = c->kept,
    };
}

static Str hex_of(struct req *q, Str bytes)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_hex(o, bytes.p, bytes.n);
    return out_dup(q->arena, o);
}

static int64_t total_of(const struct criteria_set *set, const struct score_answers *answers)
{
    return council_part_sum(set, answers, 0) + council_part_sum(set, answers, 1) +
           council_part_sum(set, answers, 2);
}

struct council_later_rows council_laters_said(struct req *q, const struct criteria_set *set,
                                              const struct council_laters *laters,
                                              const struct score_answers *now)
{
    struct council_later_rows rows = { 0,
                                       NEW_N(q->arena, struct council_later_row, laters->n + 1) };
    for (size_t i = 0; i < laters->n; i++) {
        const struct council_later *l = &laters->v[i];
        const struct score_answers *after = i + 1 < laters->n ? &laters->v[i + 1].before : now;
        struct council_later_row *r = &rows.v[rows.n++];
        *r = (struct council_later_row){ .no = l->row.no,
                                         .total = total_of(set, after),
                                         .talk = l->row.talk_no,
                                         .filed = l->row.filed_no,
                                         .at = l->row.at,
                                         .commitment = hex_of(q, l->row.commitment) };
        r->changes.v = NEW_N(q->arena, struct council_change_row, l->changes.n + 1);
        for (size_t k = 0; k < l->changes.n; k++) {
            add_change(q, set, &l->changes.v[k], l, after, &r->changes);
        }
    }
    return rows;
}

/* ---- /phieu/:file/cham-lai ---- */

static Str reason_field(struct req *q, Str item)
{
    return str_cat(q->arena, S("r."), item);
}

/* The criteria of the last discussion, in the order of the sheet. */
static Err add_rows(const struct council_making *m, struct council_revise_page *v)
{
    struct req *q = m->q;
    struct talks talks;
    struct talk_items items;
    TRY(talks_of(q->tx, m->k->f.id, &talks));
    TRY(talk_items_of(q->tx, m->k->f.id, &items));
    v->rows.v = NEW_N(q->arena, struct council_revise_row, CRITERIA_ITEMS_MAX);
    for (int i = 0; i < m->set->n_items && talks.n > 0; i++) {
        for (size_t k = 0; k < items.n; k++) {
            const struct criteria_item *item = &m->set->item[i];
            if (!id_eq(items.v[k].talk, talks.v[talks.n - 1].id) ||
                !str_eq(items.v[k].item, item->id)) {
                continue;
            }
            struct council_revise_row *r = &v->rows.v[v->rows.n++];
            Str name = reason_field(q, item->id);
            r->criterion = council_criterion_of(m, i);
            r->reason = view_field(q->view, name, M_NONE, M_NONE, or_empty(web_form_text(q, name)));
            r->reason.label = i18n_fmt(q->arena, q->lang, M_COUNCIL_REVISE_REASON_LABEL, item->code,
                                       STR_NONE, STR_NONE);
            r->reason.rows = REASON_ROWS;
        }
    }
    return OK;
}

Err council_show_revision(struct req *q)
{
    struct council_making m;
    struct score_answers answers;
    struct council_laters laters;
    TRY(council_making_of(q, true, &m));
    const struct session_file *f = &m.k->f;
    TRY(score_answers_of(q->tx, m.k->sheet.id, &answers));
    TRY(council_laters_of(q->tx, f->id, m.k->sheet.id, &answers, &laters));
    struct council_revise_page v = {
        .file = f->id,
        .product = f->product_name,
        .producer = f->producer_name,
        .version = (int64_t)laters.n + 1,
        .talk = council_file_href(q, f->session, f->id, "/thao-luan"),
        .may_talk = web_may(q, TALK_VIEW),
    };
    TRY(add_rows(&m, &v));
    TRY(council_talks_said(q, f->id, m.set, &v.said));
    q->view->title =
        i18n_fmt(q->arena, q->lang, M_COUNCIL_REVISE_OF, v.product, STR_NONE, STR_NONE);
    council_revise_page_html(q->out, q->view, &v);
    return OK;
}

/* An item whose choice did not come along keeps it, and so its note. */
static void changes_of(struct req *q, const struct criteria_set *set,
                       const struct council_answers_now *now, struct sheet_changes *ret)
{
    ret->v = NEW_N(q->arena, struct sheet_change, CRITERIA_ITEMS_MAX + 1);
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        Str choice = web_form(q, council_choice_field(q, item));
        Str note = web_form(q, council_note_field(q, item));
        if (str_none(choice) && str_none(note)) {
            continue;
        }
        ret->v[ret->n++] = (struct sheet_change){
            .item = item->id,
            .choice = str_none(choice) ? now->choice[i] : choice,
            .note = str_none(note) ? now->note[i] : note,
            .reason = or_empty(web_form_text(q, reason_field(q, item->id))),
        };
    }
}

Err council_do_revise(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    const struct criteria_set *set;
    struct council_answers_now now;
    struct talk_revision r = { 0 };
    TRY(web_form_check(q, "version a.* n.* r.*"));
    if (number_parse(or_empty(web_form(q, S("version"))), 1, INT64_MAX, &r.version) != OK) {
        return E_INPUT;
    }
    TRY(council_set_of(q, k->f.criteria, &set));
    TRY(council_answers_stored(q, k, set, &now));
    changes_of(q, set, &now, &r.changes);
    TRY(talk_revise(q->tx, &k->f, set, &r));
    web_flash(q, M_COUNCIL_REVISED, k->f.product_name);
    return web_see_other(q, S("/phieu/"), k->f.id, S(""));
}

/* anchor_page.c: an anchor's sheets side by side: the reference, the own sheet against it, and all
 * sheets together. */
#include "domain/access/access.h"
#include "domain/council/anchor_case.h"
#include "domain/council/council.views.h"
#include "domain/council/sheet_page.h"
#include "domain/council/talk.h"
#include "messages.h"

#include <stdlib.h>

enum { BAR_WIDTH = 100 };

static int64_t points_of(const struct criteria_set *set, const struct score_answers *s, int item)
{
    const struct criteria_option *o = council_chosen(set, s, item);
    return o == NULL ? 0 : o->points;
}

static int64_t total_of(const struct criteria_set *set, const struct score_answers *s)
{
    return council_part_sum(set, s, 0) + council_part_sum(set, s, 1) + council_part_sum(set, s, 2);
}

/* The star of one sheet alone, as the scoring page says it. */
static Err star_of(struct req *q, const struct council *c, const struct criteria_set *set,
                   const struct score_answers *s, int64_t *ret)
{
    struct criteria_policy p;
    struct criteria_result r;
    if (!council_policy_of(c, &p)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    p.blank = BLANK_ZERO;
    p.dependency = DEPENDENCY_IGNORE;
    struct criteria_sheet sheet = council_sheet(q->arena, s);
    criteria_score(q->arena, set, &p, 1, &sheet, &r);
    *ret = r.star;
    return OK;
}

static Str choice_of(const struct score_answers *s, Str item)
{
    const struct score_answer *w = council_answer_of(s, item);
    return w == NULL ? S("") : w->choice;
}

static Str note_of(const struct score_answers *s, Str item)
{
    const struct score_answer *w = council_answer_of(s, item);
    return w == NULL ? S("") : w->note;
}

/* ---- /tham-chieu ---- */

static void add_reference_rows(struct req *q, const struct criteria_set *set,
                               const struct score_answers *reference,
                               const struct anchor_proposal *was, struct council_reference_page *v)
{
    v->rows.v = NEW_N(q->arena, struct council_reference_row, (size_t)set->n_items + 1);
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        struct council_reference_row *r = &v->rows.v[v->rows.n++];
        *r = (struct council_reference_row){
            .code = item->code,
            .title = item->title,
            .level = council_level_words(q, set, choice_of(reference, item->id)),
            .reason = note_of(reference, item->id),
            .mean = was[i].sheets > 0 ? council_exact(q->arena, was[i].mean) : S("–"),
            .points = points_of(set, reference, i),
            .max = item->max,
        };
        r->lacks = str_empty(r->reason) || str_empty(choice_of(reference, item->id));
        v->lacking += r->lacks ? 1 : 0;
    }
}

Err council_show_reference(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    const struct criteria_set *set;
    struct score_answers reference;
    struct anchor_proposal *was = NEW_N(q->arena, struct anchor_proposal, CRITERIA_ITEMS_MAX);
    TRY(council_set_of(q, x->k.f.criteria, &set));
    TRY(anchor_reference_of(q->tx, x->a.id, &reference));
    TRY(anchor_propose(q->tx, x->a.file, set, was));
    struct council_reference_page v = {
        .anchor = x->a.id,
        .session = x->a.session,
        .version = x->a.version,
        .total = total_of(set, &reference),
        .product = x->k.f.product_name,
        .producer = x->k.f.producer_name,
        .place = x->k.f.place_text,
        .set_name = set->name,
        .name = x->a.session_name,
        .leads = x->a.leads_name,
        .confirmed_by = x->a.confirmed_name,
        .confirmed_at = x->a.confirmed_at,
        .confirmed = !time_none(x->a.confirmed_at),
        .may_confirm = web_may(q, ANCHOR_CONFIRM),
        .may_edit = web_may(q, ANCHOR_EDIT),
        .may_spread = web_may(q, ANCHOR_SPREAD),
    };
    TRY(star_of(q, &x->k.c, set, &reference, &v.star));
    add_reference_rows(q, set, &reference, was, &v);
    v.may_confirm = v.may_confirm && v.lacking == 0;
    q->view->title = v.product;
    council_reference_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_confirm_anchor(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    const struct criteria_set *set;
    int64_t version = 0;
    Str typed = web_form(q, S("version"));
    TRY(web_form_check(q, ""));
    TRY(number_parse(str_none(typed) ? S("") : typed, 0, INT64_MAX, &version));
    TRY(council_set_of(q, x->k.f.criteria, &set));
    TRY(anchor_confirm(q->tx, &x->a, &x->k.c, set, version));
    web_flash(q, M_ANCHOR_CONFIRM_DONE, x->k.f.product_name);
    return web_redirect(q, 303, council_href(q, "/phien/", x->a.session, "/mau").s);
}

/* ---- /doi-chieu ---- */

static Str difference(struct req *q, int64_t d)
{
    return d == 0 ? S("") : str_fmt(q->arena, "%s%lld", d > 0 ? "+" : "", (long long)d);
}

static int64_t size_of(int64_t d)
{
    return d < 0 ? -d : d;
}

/* The widest first; items of one width stay in the order of the sheet. */
static void sort_beside(struct council_beside_rows *rows)
{
    for (size_t i = 1; i < rows->n; i++) {
        struct council_beside_row x = rows->v[i];
        int64_t wide = size_of(x.own_points - x.reference_points);
        size_t k = i;
        for (; k > 0 && size_of(rows->v[k - 1].own_points - rows->v[k - 1].reference_points) < wide;
             k--) {
            rows->v[k] = rows->v[k - 1];
        }
        rows->v[k] = x;
    }
}

static void add_beside_rows(struct req *q, const struct criteria_set *set,
                            const struct score_answers *own, const struct score_answers *reference,
                            struct council_beside_page *v)
{
    v->rows.v = NEW_N(q->arena, struct council_beside_row, (size_t)set->n_items + 1);
    v->same.v = NEW_N(q->arena, struct council_beside_row, (size_t)set->n_items + 1);
    v->items = set->n_items;
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        struct council_beside_row r = {
            .code = item->code,
            .title = item->title,
            .own = council_level_words(q, set, choice_of(own, item->id)),
            .reference = council_level_words(q, set, choice_of(reference, item->id)),
            .reason = note_of(reference, item->id),
            .note = note_of(own, item->id),
            .own_points = points_of(set, own, i),
            .reference_points = points_of(set, reference, i),
        };
        bool same = str_eq(choice_of(own, item->id), choice_of(reference, item->id));
        Str d = difference(q, r.own_points - r.reference_points);
        r.differs = str_empty(d) ? S("0") : d;
        struct council_beside_rows *to = same ? &v->same : &v->rows;
        to->v[to->n++] = r;
    }
    v->differing = (int64_t)v->rows.n;
    v->same_n = (int64_t)v->same.n;
    sort_beside(&v->rows);
}

Err council_show_beside(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    const struct criteria_set *set;
    struct score_answers own, reference;
    TRY(council_set_of(q, x->k.f.criteria, &set));
    TRY(anchor_sheet_answers(q->tx, x->stand.sheet.id, &own));
    TRY(anchor_reference_of(q->tx, x->a.id, &reference));
    struct council_beside_page v = {
        .session = x->a.session,
        .name = x->a.session_name,
        .product = x->k.f.product_name,
        .producer = x->k.f.producer_name,
        .place = x->k.f.place_text,
        .own_total = total_of(set, &own),
        .reference_total = total_of(set, &reference),
    };
    Str d = difference(q, v.own_total - v.reference_total);
    v.total_differs = str_empty(d) ? S("0") : d;
    TRY(star_of(q, &x->k.c, set, &own, &v.own_star));
    TRY(star_of(q, &x->k.c, set, &reference, &v.reference_star));
    add_beside_rows(q, set, &own, &reference, &v);
    q->view->title = v.product;
    council_beside_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- /phan-bo ---- */

static struct council_scatter_level *level_at(struct council_scatter_levels *l, int64_t points)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].points == points) {
            return &l->v[i];
        }
    }
    struct council_scatter_level *to = &l->v[l->n++];
    *to = (struct council_scatter_level){ .points = points };
    return to;
}

static int by_points(const void *x, const void *y)
{
    const struct council_scatter_level *a = x, *b = y;
    return a->points < b->points ? -1 : a->points > b->points ? 1 : 0;
}

/* Which points were given, and how often: those of the reference always stand there. */
static void add_levels(struct req *q, const struct criteria_set *set, int item,
                       const struct anchor_votes *votes, struct council_scatter_row *r)
{
    int64_t sum = 0, least = INT64_MAX, most = 0, often = 1;
    r->levels.v = NEW_N(q->arena, struct council_scatter_level, votes->n + 2);
    level_at(&r->levels, r->reference)->reference = true;
    for (size_t i = 0; i < votes->n; i++) {
        int64_t points = points_of(set, &votes->v[i], item);
        struct council_scatter_level *l = level_at(&r->levels, points);
        l->n++;
        often = l->n > often ? l->n : often;
        sum += points;
        least = points < least ? points : least;
        most = points > most ? points : most;
    }
    qsort(r->levels.v, r->levels.n, sizeof *r->levels.v, by_points);
    for (size_t i = 0; i < r->levels.n; i++) {
        r->levels.v[i].width = r->levels.v[i].n * BAR_WIDTH / often;
    }
    r->mean = council_exact(q->arena, frac_make(sum, (int64_t)votes->n));
    r->spread = most - least;
}

static void add_scatter_rows(struct req *q, const struct criteria_set *set,
                             const struct anchor_votes *votes,
                             const struct score_answers *reference, struct council_scatter_page *v)
{
    v->rows.v = NEW_N(q->arena, struct council_scatter_row, (size_t)set->n_items + 1);
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        struct council_scatter_row r = { .code = item->code,
                                         .title = item->title,
                                         .max = item->max,
                                         .reference = points_of(set, reference, i) };
        add_levels(q, set, i, votes, &r);
        size_t k = v->rows.n++;
        for (; k > 0 && v->rows.v[k - 1].spread < r.spread; k--) {
            v->rows.v[k] = v->rows.v[k - 1];
        }
        v->rows.v[k] = r;
    }
}

static void add_totals(struct req *q, const struct criteria_set *set,
                       const struct anchor_votes *votes, struct council_scatter_page *v)
{
    int64_t sum = 0;
    v->least = INT64_MAX;
    for (size_t i = 0; i < votes->n; i++) {
        int64_t total = total_of(set, &votes->v[i]);
        sum += total;
        v->least = total < v->least ? total : v->least;
        v->most = total > v->most ? total : v->most;
    }
    v->mean = council_exact(q->arena, frac_make(sum, (int64_t)votes->n));
}

Err council_show_scatter(struct req *q)
{
    const struct anchor_case *x = anchor_case_of(q);
    const struct criteria_set *set;
    struct score_answers reference;
    struct anchor_votes votes;
    TRY(council_set_of(q, x->k.f.criteria, &set));
    TRY(anchor_reference_of(q->tx, x->a.id, &reference));
    TRY(anchor_votes_of(q->tx, x->a.id, &votes));
    struct council_scatter_page v = {
        .session = x->a.session,
        .name = x->a.session_name,
        .product = x->k.f.product_name,
        .producer = x->k.f.producer_name,
        .sheets = (int64_t)votes.n,
        .seats = x->stand.people.seats,
        .reference_total = total_of(set, &reference),
        .ended = !time_none(x->a.ended_at),
    };
    if (votes.n > 0) {
        add_totals(q, set, &votes, &v);
        add_scatter_rows(q, set, &votes, &reference, &v);
    }
    q->view->title = v.product;
    council_scatter_page_html(q->out, q->view, &v);
    return OK;
}

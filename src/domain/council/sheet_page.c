/* sheet_page.c: the scoring page: criterion and levels, the evidence beside them, the running sum.
 */
#include "domain/council/sheet_page.h"
#include "domain/access/access.h"
#include "domain/council/anchor.h"
#include "domain/council/council.views.h"
#include "domain/dossier/dossier.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

/* ---- what stands on the sheet ---- */

static int index_of(const struct criteria_set *set, Str item)
{
    struct criteria_ref ref;
    return criteria_lookup(set, item, &ref) && str_eq(set->item[ref.item].id, item) ? ref.item : -1;
}

Str council_choice_now(const struct criteria_set *set, const struct council_answers_now *now,
                       Str item)
{
    int i = index_of(set, item);
    return i < 0 ? S("") : now->choice[i];
}

Str council_note_now(const struct criteria_set *set, const struct council_answers_now *now,
                     Str item)
{
    int i = index_of(set, item);
    return i < 0 ? S("") : now->note[i];
}

static Err answers_of(struct req *q, const struct council_case *k, struct score_answers *ret)
{
    struct council_laters laters;
    if (k->reference) {
        return anchor_reference_of(q->tx, k->anchor, ret);
    }
    if (!id_none(k->anchor)) {
        return anchor_sheet_answers(q->tx, k->sheet.id, ret);
    }
    TRY(score_answers_of(q->tx, k->sheet.id, ret));
    return council_laters_of(q->tx, k->f.id, k->sheet.id, ret, &laters);
}

Err council_answers_stored(struct req *q, const struct council_case *k,
                           const struct criteria_set *set, struct council_answers_now *ret)
{
    struct score_answers answers = { 0 };
    for (int i = 0; i < set->n_items; i++) {
        ret->choice[i] = ret->note[i] = S("");
    }
    if (k->has_sheet) {
        TRY(answers_of(q, k, &answers));
    }
    for (size_t i = 0; i < answers.n; i++) {
        int at = index_of(set, answers.v[i].item);
        if (at >= 0) {
            ret->choice[at] = answers.v[i].choice;
            ret->note[at] = answers.v[i].note;
        }
    }
    return OK;
}

Str council_choice_field(struct req *q, const struct criteria_item *item)
{
    return str_cat(q->arena, S("a."), item->id);
}

Str council_note_field(struct req *q, const struct criteria_item *item)
{
    return str_cat(q->arena, S("n."), item->id);
}

/* A form that was refused is shown as it was typed. */
void council_put_typed(struct req *q, const struct criteria_set *set,
                       struct council_answers_now *now)
{
    for (int i = 0; i < set->n_items; i++) {
        Str choice = web_form(q, council_choice_field(q, &set->item[i]));
        Str note = web_form(q, council_note_field(q, &set->item[i]));
        now->choice[i] = str_none(choice) ? now->choice[i] : choice;
        now->note[i] = str_none(note) ? now->note[i] : note;
    }
}

static void add_blocks(const struct council_making *m, struct council_sheet_page *v)
{
    struct arena *a = m->q->arena;
    const struct criteria_set *set = m->set;
    v->blocks.v = NEW_N(a, struct council_block, (size_t)set->n_sections + 1);
    for (int s = 0; s < set->n_sections; s++) {
        const struct criteria_section *from = &set->section[s];
        const struct criteria_part *part = &set->part[from->part];
        struct council_block *b = &v->blocks.v[v->blocks.n++];
        *b = (struct council_block){
            .id = view_element_id(a, from->id),
            .code = from->code,
            .title = from->title,
            .next =
                s + 1 < set->n_sections ? view_element_id(a, set->section[s + 1].id) : S("remark"),
            .max = from->max,
            .opens_part = s == part->first,
            .locked = !m->may_score,
            .part_code = part->code,
            .part_title = part->title,
            .part_max = part->max,
        };
        b->items.v = NEW_N(a, struct council_criterion, (size_t)from->n + 1);
        for (int i = from->first; i < from->first + from->n; i++) {
            b->items.v[b->items.n++] = council_criterion_of(m, i);
        }
    }
}

/* ---- the bottom bar ---- */

static int64_t points_of(const struct council_making *m, int i)
{
    struct criteria_ref ref;
    if (!criteria_lookup(m->set, m->now.choice[i], &ref) || ref.option < 0) {
        return 0;
    }
    return m->set->item[ref.item].cases[ref.kase].option[ref.option].points;
}

static void add_sums(const struct council_making *m, struct council_sheet_page *v)
{
    v->parts.n = COUNT_OF(m->set->part);
    v->parts.v = NEW_N(m->q->arena, struct council_part_sum, v->parts.n);
    for (size_t p = 0; p < v->parts.n; p++) {
        v->parts.v[p] = (struct council_part_sum){ .code = m->set->part[p].code,
                                                   .max = m->set->part[p].max,
                                                   .no = (int64_t)p };
    }
    for (int i = 0; i < m->set->n_items; i++) {
        int64_t points = points_of(m, i);
        v->total += points;
        v->parts.v[m->set->section[m->set->item[i].section].part].points += points;
        bool done = m->now.choice[i].n > 0 && (!m->k->reference || m->now.note[i].n > 0);
        v->answered += done ? 1 : 0;
    }
    v->items = m->set->n_items;
    v->left = v->items - v->answered;
}

static void add_need(const struct council_making *m, int i, int64_t points, int star,
                     struct council_sheet_page *v)
{
    struct req *q = m->q;
    const struct criteria_item *item = &m->set->item[i];
    struct council_need *n = &v->needs.v[v->needs.n++];
    Str stars = i18n_fmt(q->arena, q->lang, M_COUNCIL_STARS, number(q, star), STR_NONE, STR_NONE);
    Str what = str_fmt(q->arena, "· %.*s %.*s", STR_ARG(item->code), STR_ARG(item->title));
    n->field = council_choice_field(q, item);
    n->href = view_element_id(q->arena, n->field);
    n->text = i18n_fmt(q->arena, q->lang, M_COUNCIL_NEED, stars, what, number(q, points));
    n->points = points;
    n->star = star;
    n->missed = points_of(m, i) < points;
    v->missed += n->missed ? 1 : 0;
}

static void add_needs_of(const struct council_making *m, enum criteria_title_policy title, int i,
                         struct council_sheet_page *v)
{
    const struct criteria_item *item = &m->set->item[i];
    const struct criteria_case *first = &item->cases[0];
    if (item->title_gate > 0 && title != TITLE_IGNORE) {
        size_t at = title == TITLE_FULL ? first->n - 1 : 0;
        while (at + 1 < first->n && first->option[at].points == 0) {
            at++;
        }
        add_need(m, i, first->option[at].points, item->title_gate, v);
    }
    for (size_t k = 0; k < item->n_cases; k++) {
        for (size_t j = 0; j < item->cases[k].n; j++) {
            const struct criteria_option *o = &item->cases[k].option[j];
            if (o->gate > 0) {
                add_need(m, i, o->points, o->gate, v);
            }
        }
    }
}

/* The lower star first: it is what counts first. */
static void sort_needs(struct council_needs *n)
{
    for (size_t i = 1; i < n->n; i++) {
        struct council_need x = n->v[i];
        size_t k = i;
        for (; k > 0 && n->v[k - 1].star > x.star; k--) {
            n->v[k] = n->v[k - 1];
        }
        n->v[k] = x;
    }
}

/* The star as the one function sees this sheet alone. */
static void add_verdict(const struct council_making *m, const struct criteria_policy *regulation,
                        struct council_sheet_page *v)
{
    struct req *q = m->q;
    struct criteria_policy p = *regulation;
    struct criteria_answer *answers = NEW_N(q->arena, struct criteria_answer, CRITERIA_ITEMS_MAX);
    struct criteria_sheet sheet = { 0, answers };
    struct criteria_result r;
    p.blank = BLANK_ZERO; /* what is not yet written counts 0 while the sheet is being written */
    p.dependency = DEPENDENCY_IGNORE;
    for (int i = 0; i < m->set->n_items; i++) {
        struct criteria_ref ref;
        if (criteria_lookup(m->set, m->now.choice[i], &ref) && ref.option >= 0 && ref.item == i) {
            answers[sheet.n++] = (struct criteria_answer){ .id = m->now.choice[i] };
        }
    }
    criteria_score(q->arena, m->set, &p, 1, &sheet, &r);
    v->band = r.band;
    v->star = r.star;
    v->bands = str_fmt(q->arena, "%d %d %d %d", m->set->band_min[2], m->set->band_min[3],
                       m->set->band_min[4], m->set->band_min[5]);
    v->needs.v = NEW_N(q->arena, struct council_need, CRITERIA_ITEMS_MAX * 8);
    for (int i = 0; i < m->set->n_items && v->needs.n < (size_t)CRITERIA_ITEMS_MAX * 4; i++) {
        add_needs_of(m, p.title_mark, i, v);
    }
    sort_needs(&v->needs);
}

/* ---- the page ---- */

Err council_making_of(struct req *q, bool may_score, struct council_making *m)
{
    *m = (struct council_making){ .q = q, .k = council_case_of(q), .may_score = may_score };
    TRY(council_set_of(q, m->k->f.criteria, &m->set));
    TRY(council_answers_stored(q, m->k, m->set, &m->now));
    if (q->http->method == HTTP_POST) {
        council_put_typed(q, m->set, &m->now);
    }
    TRY(dossier_frozen(q->tx, m->k->f.filed, &m->filed));
    TRY(commune_facts(q->tx, m->k->f.filed, &m->commune));
    return m->k->asked > 0 ? rescore_opens_of(q->tx, m->k->f.id, m->k->sheet.id, m->set, &m->opens)
                           : OK;
}

Url council_sheet_at(struct req *q, const struct council_case *k)
{
    return (Url){ k->reference ? str_cat(q->arena, k->at, S("/lap")) : k->at };
}

static Url below(const struct council_making *m, const char *tail)
{
    return (Url){ str_cat(m->q->arena, m->k->at, str_c(tail)) };
}

static Err add_head(const struct council_making *m, struct council_sheet_page *v)
{
    struct req *q = m->q;
    const struct session_file *f = &m->k->f;
    struct dossier_pdf pdf;
    TRY(dossier_pdf_get(q->tx, f->filed, &v->has_pdf, &pdf));
    v->product = m->filed.content.product.name;
    v->producer = m->filed.content.producer.name;
    v->place = f->place_text;
    v->code = or_empty(f->dossier_code);
    v->set_name = m->set->name;
    v->session = f->session_name;
    v->session_href = council_href(q, "/phien/", f->session, "");
    v->at = council_sheet_at(q, m->k);
    v->hand_in = below(m, "/nop");
    v->recuse = below(m, "/tu-choi");
    v->pdf = below(m, "/ho-so.pdf");
    v->target_star = f->target_star;
    v->position = f->position;
    v->may_score = m->may_score;
    v->keep = council_keep_key(q, q->subject.id);
    return OK;
}

/* What only a file on the table has. */
static Err add_table(const struct council_making *m, struct council_sheet_page *v)
{
    struct req *q = m->q;
    const struct session_file *f = &m->k->f;
    v->result = council_file_href(q, f->session, f->id, "");
    v->may_recuse = web_may(q, SHEET_RECUSE);
    v->has_result = web_may(q, SCORES_VIEW);
    v->may_revise = web_may(q, SHEET_REVISE);
    v->revise = council_href(q, "/phieu/", f->id, "/cham-lai");
    v->may_talk = web_may(q, TALK_VIEW);
    v->talk = council_file_href(q, f->session, f->id, "/thao-luan");
    v->filed = f->filed;
    v->is_open = f->state == SCORING_OPEN;
    v->asked = m->k->asked;
    v->may_rescore = web_may(q, SHEET_RESCORE);
    v->rescore = council_href(q, "/phieu/", f->id, "/ban-moi");
    TRY(council_version_said(q, f->id, &v->on));
    TRY(council_advice_read(q, f->id, &v->advice));
    return council_add_written_sheet(q, f->session, v);
}

static Err add_sheet(const struct council_making *m, struct council_sheet_page *v)
{
    struct req *q = m->q;
    const struct score_sheet *s = &m->k->sheet;
    v->saved_at = v->submitted_at = TIME_NONE;
    v->remark = S("");
    if (m->k->has_sheet) {
        v->version = s->version;
        v->saved_at = s->saved_at;
        v->remark = s->remark;
        v->handed_in = s->state == SHEET_SUBMITTED;
    }
    if (v->handed_in) {
        struct sheet_basis basis = { .no = 0 };
        if (id_none(m->k->anchor)) {
            TRY(sheet_basis_of(q->tx, s->id, &basis));
        }
        v->basis = basis.no;
        struct out *o CLEANUP(out_cleanup) = out_new(100);
        out_hex(o, s->commitment.p, s->commitment.n);
        v->commitment = out_dup(q->arena, o);
        v->submitted_at = s->submitted_at;
        struct score_answers answers;
        struct council_laters laters;
        TRY(score_answers_of(q->tx, s->id, &answers));
        TRY(council_laters_of(q->tx, m->k->f.id, s->id, &answers, &laters));
        v->laters = council_laters_said(q, m->set, &laters, &answers);
        v->versions = (int64_t)laters.n + 1;
    }
    Str typed = web_form_text(q, S("remark"));
    v->remark = str_none(typed) ? v->remark : typed;
    return OK;
}

Str council_keep_key(struct req *q, Id about)
{
    return str_fmt(q->arena, "ocop-phieu.%.*s.%.*s", STR_ARG(id_text(q->arena, q->actor.account)),
                   STR_ARG(id_text(q->arena, about)));
}

Err council_put_sheet(const struct council_making *m, struct council_sheet_page *v)
{
    struct req *q = m->q;
    struct criteria_policy regulation;
    if (!council_policy_of(&m->k->c, &regulation)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    TRY(add_head(m, v));
    TRY(council_seat_words(q, m->k->c.id, &m->k->me, &v->seat_words));
    TRY(add_sheet(m, v));
    add_blocks(m, v);
    add_sums(m, v);
    add_verdict(m, &regulation, v);
    v->ask_blank = v->left > 0;
    v->blank_ok = view_field(q->view, S("blank_ok"), M_COUNCIL_BLANK_OK, M_NONE,
                             web_form_flag(q, S("blank_ok")) ? S("1") : S(""));
    if (id_none(m->k->anchor)) {
        TRY(add_table(m, v));
    }
    q->view->title = v->product;
    if (m->may_score || v->handed_in) {
        q->view->script = (Url){ web_asset(q, S("score.js")) };
    }
    council_sheet_page_html(q->out, q->view, v);
    return OK;
}

Err council_show_sheet(struct req *q)
{
    struct council_making m;
    struct council_sheet_page v = { .may_score = false };
    TRY(council_making_of(q, web_may(q, SHEET_SCORE), &m));
    bool laid = false;
    if (m.may_score && q->http->method == HTTP_POST && !id_none(web_form_id(q, S("filed")))) {
        TRY(rescore_changed_since(q->tx, m.k->f.id, web_form_id(q, S("filed")), &laid));
    }
    return m.may_score && (laid || council_is_stale(q, m.k) || council_is_settled(q))
               ? council_show_stale(q, &m)
               : council_put_sheet(&m, &v);
}

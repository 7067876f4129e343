/* sheet_page.c: the scoring page: criterion and levels, the evidence beside them, the running sum.
 */
#include "domain/council/sheet_page.h"
#include "domain/access/access.h"
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

Err council_answers_stored(struct req *q, const struct council_case *k,
                           const struct criteria_set *set, struct council_answers_now *ret)
{
    struct score_answers answers = { 0 };
    for (int i = 0; i < set->n_items; i++) {
        ret->choice[i] = ret->note[i] = S("");
    }
    if (k->has_sheet) {
        TRY(score_answers_of(q->tx, k->sheet.id, &answers));
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

static Str choice_field(struct req *q, const struct criteria_item *item)
{
    return str_cat(q->arena, S("a."), item->id);
}

static Str note_field(struct req *q, const struct criteria_item *item)
{
    return str_cat(q->arena, S("n."), item->id);
}

/* A form that was refused is shown as it was typed. */
static void put_typed(struct req *q, const struct criteria_set *set,
                      struct council_answers_now *now)
{
    for (int i = 0; i < set->n_items; i++) {
        Str choice = web_form(q, choice_field(q, &set->item[i]));
        Str note = web_form(q, note_field(q, &set->item[i]));
        now->choice[i] = str_none(choice) ? now->choice[i] : choice;
        now->note[i] = str_none(note) ? now->note[i] : note;
    }
}

/* ---- what the page is made from ---- */

struct making {
    struct req *q;
    const struct council_case *k;
    const struct criteria_set *set;
    struct council_answers_now now;
    struct dossier_frozen filed;
    struct commune_facts commune;
    bool may_score;
};

static const struct commune_fact *commune_of(const struct making *m, Str item)
{
    for (size_t i = 0; i < m->commune.n; i++) {
        if (str_eq(m->commune.v[i].item, item)) {
            return &m->commune.v[i];
        }
    }
    return NULL;
}

static Str label_of(const struct making *m, Str choice)
{
    struct criteria_ref ref;
    if (!criteria_lookup(m->set, choice, &ref) || ref.option < 0) {
        return i18n_text(m->q->lang, M_COUNCIL_COMMUNE_NONE);
    }
    return m->set->item[ref.item].cases[ref.kase].option[ref.option].label;
}

/* ---- papers ---- */

static bool belongs(const struct criteria_item *item, Str target)
{
    bool mine = str_eq(target, item->id);
    for (size_t i = 0; i < item->n_evidence && !mine; i++) {
        mine = str_eq(target, item->evidence[i]);
    }
    return mine;
}

static struct council_paper paper_of(struct req *q, Id file, const struct evidence *e,
                                     const struct dossier_link *l)
{
    Str f = id_text(q->arena, file), id = id_text(q->arena, e->id);
    bool picture = e->kind == STORAGE_JPEG || e->kind == STORAGE_PNG;
    struct council_paper p = {
        .evidence = e->id, .title = e->title, .type = e->type, .is_picture = picture
    };
    p.href.s = str_fmt(q->arena, "/phieu/%.*s/tep/%.*s", STR_ARG(f), STR_ARG(id));
    p.picture.s = str_fmt(q->arena, "/phieu/%.*s/anh/%.*s", STR_ARG(f), STR_ARG(id));
    p.pages = S("");
    if (!picture && e->pages > 1) {
        p.href.s = str_fmt(q->arena, "%.*s#page=%lld", STR_ARG(p.href.s), (long long)l->page_from);
        p.pages = l->page_from == l->page_to
                      ? i18n_fmt(q->arena, q->lang, M_COUNCIL_PAGE, number(q, l->page_from),
                                 STR_NONE, STR_NONE)
                      : i18n_fmt(q->arena, q->lang, M_COUNCIL_PAGES, number(q, l->page_from),
                                 number(q, l->page_to), STR_NONE);
    }
    return p;
}

static bool has_paper(const struct council_papers *p, Id evidence)
{
    for (size_t i = 0; i < p->n; i++) {
        if (id_eq(p->v[i].evidence, evidence)) {
            return true;
        }
    }
    return false;
}

/* First what the producer put beside this very criterion, then the papers of its kinds. */
static void add_papers(const struct making *m, const struct criteria_item *item,
                       struct council_papers *ret)
{
    const struct dossier_content *c = &m->filed.content;
    ret->v = NEW_N(m->q->arena, struct council_paper, c->links.n + 1);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < c->links.n; i++) {
            const struct dossier_link *l = &c->links.v[i];
            const struct evidence *e = dossier_paper_of(c, l->evidence);
            if (e != NULL && str_eq(l->target, item->id) == (round == 0) &&
                belongs(item, l->target) && !has_paper(ret, e->id)) {
                ret->v[ret->n++] = paper_of(m->q, m->k->f.id, e, l);
            }
        }
    }
}

/* ---- one criterion ---- */

static void add_levels(const struct making *m, int i, Str self, Str commune,
                       struct council_criterion *c)
{
    const struct criteria_item *item = &m->set->item[i];
    int64_t key = 1;
    c->groups.v = NEW_N(m->q->arena, struct council_group, item->n_cases);
    for (size_t k = 0; k < item->n_cases; k++) {
        const struct criteria_case *from = &item->cases[k];
        struct council_group *g = &c->groups.v[c->groups.n++];
        g->title = item->has_cases ? from->title : S("");
        g->levels.v = NEW_N(m->q->arena, struct council_level, from->n + 1);
        for (size_t j = 0; j < from->n; j++) {
            const struct criteria_option *o = &from->option[j];
            g->levels.v[g->levels.n++] = (struct council_level){
                .id = view_element_id(m->q->arena, o->id),
                .value = o->id,
                .label = o->label,
                .points = o->points,
                .key = key++,
                .gate = o->gate,
                .chosen = str_eq(m->now.choice[i], o->id),
                .self = str_eq(self, o->id),
                .commune = str_eq(commune, o->id),
            };
        }
    }
}

static void add_rules(const struct making *m, const struct criteria_item *item,
                      struct council_criterion *c)
{
    c->rules.v = NEW_N(m->q->arena, struct council_text, item->n_rules + 1);
    for (size_t i = 0; i < item->n_rules; i++) {
        const struct criteria_rule *r = &item->rule[i];
        int key = str_eq(r->type, S("knock_out")) ? M_COUNCIL_RULE_KNOCK_OUT
                  : str_eq(r->type, S("stop"))    ? M_COUNCIL_RULE_STOP
                                                  : M_COUNCIL_RULE_GUIDANCE;
        if (!str_empty(r->text)) {
            c->rules.v[c->rules.n++] = (struct council_text){ i18n_fmt(
                m->q->arena, m->q->lang, key, r->text, STR_NONE, STR_NONE) };
        }
    }
}

static void add_words(const struct making *m, const struct criteria_item *item,
                      const struct dossier_answer *self, const struct commune_fact *commune,
                      struct council_criterion *c)
{
    c->has_self = self != NULL && !str_empty(self->choice);
    if (c->has_self) {
        c->self_choice = label_of(m, self->choice);
        c->self_note = or_empty(self->note);
    }
    c->has_commune = item->commune && commune != NULL;
    if (c->has_commune) {
        c->commune_agrees = commune->agrees;
        c->commune_choice = label_of(m, or_empty(commune->choice));
        c->commune_note = or_empty(commune->note);
    }
}

static struct council_criterion criterion(const struct making *m, int i)
{
    struct req *q = m->q;
    const struct criteria_item *item = &m->set->item[i];
    const struct dossier_answer *self = dossier_answer_of(&m->filed.content.answers, item->id);
    const struct commune_fact *commune = item->commune ? commune_of(m, item->id) : NULL;
    struct view_field f = view_field(q->view, choice_field(q, item), M_NONE, M_NONE, S(""));
    struct council_criterion c = {
        .field = f.name,
        .id = f.id,
        .note_field = note_field(q, item),
        .note_id = view_element_id(q->arena, note_field(q, item)),
        .none_id = str_cat(q->arena, f.id, S("-none")),
        .code = item->code,
        .title = item->title,
        .note = m->now.note[i],
        .error = f.error,
        .max = item->max,
        .part = m->set->section[item->section].part,
        .locked = !m->may_score,
        .none_chosen = str_eq(m->now.choice[i], COUNCIL_NONE_CHOSEN),
        .done = m->now.choice[i].n > 0,
    };
    add_levels(m, i, self == NULL ? S("") : self->choice,
               commune == NULL ? S("") : or_empty(commune->choice), &c);
    add_rules(m, item, &c);
    add_words(m, item, self, commune, &c);
    add_papers(m, item, &c.papers);
    return c;
}

static void add_blocks(const struct making *m, struct council_sheet_page *v)
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
            b->items.v[b->items.n++] = criterion(m, i);
        }
    }
}

/* ---- the bottom bar ---- */

static int64_t points_of(const struct making *m, int i)
{
    struct criteria_ref ref;
    if (!criteria_lookup(m->set, m->now.choice[i], &ref) || ref.option < 0) {
        return 0;
    }
    return m->set->item[ref.item].cases[ref.kase].option[ref.option].points;
}

static void add_sums(const struct making *m, struct council_sheet_page *v)
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
        v->answered += m->now.choice[i].n > 0 ? 1 : 0;
    }
    v->items = m->set->n_items;
    v->left = v->items - v->answered;
}

static void add_need(const struct making *m, int i, int64_t points, int star,
                     struct council_sheet_page *v)
{
    struct req *q = m->q;
    const struct criteria_item *item = &m->set->item[i];
    struct council_need *n = &v->needs.v[v->needs.n++];
    Str stars = i18n_fmt(q->arena, q->lang, M_COUNCIL_STARS, number(q, star), STR_NONE, STR_NONE);
    Str what = str_fmt(q->arena, "· %.*s %.*s", STR_ARG(item->code), STR_ARG(item->title));
    n->field = choice_field(q, item);
    n->href = view_element_id(q->arena, n->field);
    n->text = i18n_fmt(q->arena, q->lang, M_COUNCIL_NEED, stars, what, number(q, points));
    n->points = points;
    n->star = star;
    n->missed = points_of(m, i) < points;
    v->missed += n->missed ? 1 : 0;
}

static void add_needs_of(const struct making *m, enum criteria_title_policy title, int i,
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
static void add_verdict(const struct making *m, const struct criteria_policy *regulation,
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

static Err begin(struct req *q, struct making *m)
{
    *m = (struct making){ .q = q, .k = council_case_of(q), .may_score = web_may(q, SHEET_SCORE) };
    TRY(council_set_of(q, m->k->f.criteria, &m->set));
    TRY(council_answers_stored(q, m->k, m->set, &m->now));
    if (q->http->method == HTTP_POST) {
        put_typed(q, m->set, &m->now);
    }
    TRY(dossier_frozen(q->tx, m->k->f.filed, &m->filed));
    return commune_facts(q->tx, m->k->f.filed, &m->commune);
}

static Err add_head(const struct making *m, struct council_sheet_page *v)
{
    struct req *q = m->q;
    const struct session_file *f = &m->k->f;
    struct dossier_pdf pdf;
    TRY(dossier_pdf_get(q->tx, f->filed, &v->has_pdf, &pdf));
    v->file = f->id;
    v->product = m->filed.content.product.name;
    v->producer = m->filed.content.producer.name;
    v->place = f->place_text;
    v->code = or_empty(f->dossier_code);
    v->set_name = m->set->name;
    v->session = f->session_name;
    v->session_href = council_href(q, "/phien/", f->session, "");
    v->pdf = council_href(q, "/phieu/", f->id, "/ho-so.pdf");
    v->result = council_file_href(q, f->session, f->id, "");
    v->target_star = f->target_star;
    v->position = f->position;
    v->may_score = m->may_score;
    v->may_recuse = web_may(q, SHEET_RECUSE);
    v->has_result = web_may(q, SCORES_VIEW);
    return OK;
}

static void add_sheet(const struct making *m, struct council_sheet_page *v)
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
        struct out *o CLEANUP(out_cleanup) = out_new(100);
        out_hex(o, s->commitment.p, s->commitment.n);
        v->commitment = out_dup(q->arena, o);
        v->submitted_at = s->submitted_at;
    }
    Str typed = web_form_text(q, S("remark"));
    v->remark = str_none(typed) ? v->remark : typed;
}

Err council_show_sheet(struct req *q)
{
    struct making m;
    struct criteria_policy regulation;
    struct council_sheet_page v = { .file = ID_NONE };
    TRY(begin(q, &m));
    if (!council_policy_of(&m.k->c, &regulation)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    TRY(add_head(&m, &v));
    TRY(council_seat_words(q, m.k->c.id, &m.k->me, &v.seat_words));
    add_sheet(&m, &v);
    add_blocks(&m, &v);
    add_sums(&m, &v);
    add_verdict(&m, &regulation, &v);
    v.ask_blank = v.left > 0;
    v.blank_ok = view_field(q->view, S("blank_ok"), M_COUNCIL_BLANK_OK, M_NONE,
                            web_form_flag(q, S("blank_ok")) ? S("1") : S(""));
    TRY(council_add_written_sheet(q, m.k->f.session, &v));
    q->view->title = v.product;
    if (m.may_score) {
        q->view->script = (Url){ web_asset(q, S("score.js")) };
    }
    council_sheet_page_html(q->out, q->view, &v);
    return OK;
}

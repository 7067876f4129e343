/* criterion_page.c: one criterion of the scoring page: its levels, and the evidence beside them. */
#include "domain/access/access.h"
#include "domain/council/sheet_page.h"
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

static const struct commune_fact *commune_of(const struct council_making *m, Str item)
{
    for (size_t i = 0; i < m->commune.n; i++) {
        if (str_eq(m->commune.v[i].item, item)) {
            return &m->commune.v[i];
        }
    }
    return NULL;
}

static Str label_of(const struct council_making *m, Str choice)
{
    struct criteria_ref ref;
    if (!criteria_lookup(m->set, choice, &ref) || ref.option < 0) {
        return i18n_text(m->q->lang, M_COUNCIL_COMMUNE_NONE);
    }
    return m->set->item[ref.item].cases[ref.kase].option[ref.option].label;
}

/* ---- papers ---- */

static struct council_paper paper_of(struct req *q, Str at, const struct evidence *e,
                                     const struct dossier_link *l)
{
    Str id = id_text(q->arena, e->id);
    bool picture = e->kind == STORAGE_JPEG || e->kind == STORAGE_PNG;
    struct council_paper p = {
        .evidence = e->id, .title = e->title, .type = e->type, .is_picture = picture
    };
    p.href.s = str_fmt(q->arena, "%.*s/tep/%.*s", STR_ARG(at), STR_ARG(id));
    p.picture.s = str_fmt(q->arena, "%.*s/anh/%.*s", STR_ARG(at), STR_ARG(id));
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

void council_papers_of(struct req *q, Str at, const struct dossier_frozen *filed,
                       const struct criteria_item *item, struct council_papers *ret)
{
    const struct dossier_content *c = &filed->content;
    *ret = (struct council_papers){ 0 };
    ret->v = NEW_N(q->arena, struct council_paper, c->links.n + 1);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < c->links.n; i++) {
            const struct dossier_link *l = &c->links.v[i];
            const struct evidence *e = dossier_paper_of(c, l->evidence);
            if (e != NULL && str_eq(l->target, item->id) == (round == 0) &&
                dossier_target_backs(item, l->target) && !has_paper(ret, e->id)) {
                ret->v[ret->n++] = paper_of(q, at, e, l);
            }
        }
    }
}

/* ---- one criterion ---- */

static void add_levels(const struct council_making *m, int i, Str self, Str commune,
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
                .proposed = m->proposed != NULL && str_eq(m->proposed[i].choice, o->id),
            };
        }
    }
}

static void add_rules(const struct council_making *m, const struct criteria_item *item,
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

/* What the closed result says, for who writes a reference. */
static void add_proposal(const struct council_making *m, int i, struct council_criterion *c)
{
    const struct anchor_proposal *p = m->proposed == NULL ? NULL : &m->proposed[i];
    c->none_proposed = p != NULL && str_eq(p->choice, COUNCIL_NONE_CHOSEN);
    c->mean = p == NULL || p->sheets == 0 ? S("")
                                          : i18n_fmt(m->q->arena, m->q->lang, M_ANCHOR_MEAN_WAS,
                                                     council_exact(m->q->arena, p->mean),
                                                     number(m->q, p->sheets), STR_NONE);
}

static void add_words(const struct council_making *m, const struct criteria_item *item,
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

struct council_criterion council_criterion_of(const struct council_making *m, int i)
{
    struct req *q = m->q;
    const struct criteria_item *item = &m->set->item[i];
    const struct dossier_answer *self = dossier_answer_of(&m->filed.content.answers, item->id);
    const struct commune_fact *commune = item->commune ? commune_of(m, item->id) : NULL;
    struct view_field f = view_field(q->view, council_choice_field(q, item), M_NONE, M_NONE, S(""));
    struct council_criterion c = {
        .field = f.name,
        .id = f.id,
        .note_field = council_note_field(q, item),
        .note_id = view_element_id(q->arena, council_note_field(q, item)),
        .none_id = str_cat(q->arena, f.id, S("-none")),
        .code = item->code,
        .title = item->title,
        .note = m->now.note[i],
        .asked = S(""),
        .error = f.error,
        .max = item->max,
        .part = m->set->section[item->section].part,
        .locked = !m->may_score,
        .none_chosen = str_eq(m->now.choice[i], COUNCIL_NONE_CHOSEN),
        .done = m->now.choice[i].n > 0 && (!m->k->reference || m->now.note[i].n > 0),
        .reason = m->k->reference,
    };
    for (size_t k = 0; k < m->opens.n; k++) {
        c.asked = m->opens.v[k].item == i ? council_basis_words(q, m->opens.v[k].why) : c.asked;
    }
    add_levels(m, i, self == NULL ? S("") : self->choice,
               commune == NULL ? S("") : or_empty(commune->choice), &c);
    add_rules(m, item, &c);
    add_proposal(m, i, &c);
    add_words(m, item, self, commune, &c);
    council_papers_of(m->q, m->k->at, &m->filed, item, &c.papers);
    return c;
}

/* gaps.c: what mandatory things miss before a dossier may be handed in: all at once. */
#include "domain/dossier/ask.h"
#include "domain/dossier/inside.h"
#include "messages.h"

static void add(struct arena *a, struct dossier_gaps *g, int key, Str a0, Str a1, Str href)
{
    g->v = arena_grow(a, g->v, g->n, &g->cap, sizeof *g->v);
    g->v[g->n++] = (struct dossier_gap){ key, a0, a1, href };
}

static Str address(struct arena *a, const struct dossier *d, const char *tail, Str more)
{
    return str_fmt(a, "/ho-so/%.*s/%s%.*s", STR_ARG(id_text(a, d->id)), tail, STR_ARG(more));
}

static void facts(struct arena *a, const struct dossier *d, const struct dossier_content *c,
                  struct dossier_gaps *g)
{
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        int key = dossier_field_asked(f, d) ? dossier_field_problem(c, f) : M_NONE;
        if (key != M_NONE) {
            bool empty = str_empty(dossier_field_value(c, f));
            Str label = i18n_text(LANG_VI, f->label);
            Str where = str_fmt(a, "thong-tin/%s?xem=loi#%.*s", dossier_part_slug(f->part),
                                STR_ARG(view_element_id(a, str_c(f->name))));
            add(a, g, empty ? M_DOSSIER_GAP_FACT : M_DOSSIER_GAP_FACT_WRONG, label,
                i18n_text(LANG_VI, key), address(a, d, "", where));
        }
    }
}

static Err papers(struct tx *tx, const struct dossier *d, const struct dossier_content *c,
                  struct dossier_gaps *g)
{
    struct arena *a = tx_arena(tx);
    struct dossier_papers all;
    TRY(dossier_papers_for(a, d->producer_kind, d->set_no, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct dossier_paper *p = &all.v[i];
        enum dossier_status s = dossier_paper_status(c, p, tx_today(tx));
        if (s == TASK_MEND || (p->must && s != TASK_DONE)) {
            add(a, g, s == TASK_MEND ? M_DOSSIER_GAP_PAPER_EXPIRED : M_DOSSIER_GAP_PAPER, p->title,
                STR_NONE, address(a, d, "minh-chung/", p->type));
        }
    }
    return OK;
}

static void answers(struct arena *a, const struct dossier *d, const struct criteria_set *set,
                    const struct dossier_content *c, struct dossier_gaps *g)
{
    static const char *const slugs[] = { "a", "b", "c" };
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        const struct dossier_answer *w = dossier_answer_of(&c->answers, item->id);
        if (item->zero_printed && (w == NULL || str_empty(w->choice))) {
            int part = set->section[item->section].part;
            Str where = str_fmt(a, "tu-cham/%s#%.*s", slugs[part],
                                STR_ARG(view_element_id(a, str_cat(a, S("c."), item->id))));
            add(a, g, M_DOSSIER_GAP_ANSWER, item->code, item->title, address(a, d, "", where));
        }
    }
}

/* What was taken over and must be looked at once before it counts as said anew. */
static Err carried(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                   struct dossier_gaps *g)
{
    static const char *const slugs[] = { "a", "b", "c" };
    struct arena *a = tx_arena(tx);
    struct dossier_carry_marks marks;
    TRY(dossier_carry_marks(tx, d->id, &marks));
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        if (dossier_carry_of(&marks, item->id) == CARRY_REVIEW) {
            int part = set->section[item->section].part;
            Str where = str_fmt(a, "tu-cham/%s#%.*s", slugs[part],
                                STR_ARG(view_element_id(a, str_cat(a, S("c."), item->id))));
            add(a, g, M_CARRY_GAP_ITEM, item->code, item->title, address(a, d, "", where));
        }
    }
    for (int p = 0; p < DOSSIER_PARTS; p++) {
        if (dossier_carry_of(&marks, dossier_carry_part(a, (enum dossier_part)p)) == CARRY_YEAR) {
            Str where = str_c(dossier_part_slug((enum dossier_part)p));
            add(a, g, M_CARRY_GAP_YEAR,
                i18n_text(LANG_VI, dossier_part_message((enum dossier_part)p)), STR_NONE,
                address(a, d, "thong-tin/", where));
        }
    }
    return OK;
}

static Err requests(struct tx *tx, const struct dossier *d, struct dossier_gaps *g)
{
    struct dossier_open_requests open;
    TRY(dossier_requests_open(tx, d->id, &open));
    if (open.unanswered > 0) {
        struct arena *a = tx_arena(tx);
        add(a, g, M_DOSSIER_GAP_REQUESTS, str_fmt(a, "%lld", (long long)open.unanswered), STR_NONE,
            address(a, d, "", S("#yeu-cau")));
    }
    return OK;
}

static Err all(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
               const struct dossier_content *c, struct dossier_gaps *ret)
{
    struct arena *a = tx_arena(tx);
    *ret = (struct dossier_gaps){ 0 };
    facts(a, d, c, ret);
    TRY(papers(tx, d, c, ret));
    answers(a, d, set, c, ret);
    return carried(tx, d, set, ret);
}

static bool has_gap(const struct dossier_gaps *g, const struct dossier_gap *x)
{
    for (size_t i = 0; i < g->n; i++) {
        if (g->v[i].key == x->key && str_eq(g->v[i].a0, x->a0) && str_eq(g->v[i].a1, x->a1)) {
            return true;
        }
    }
    return false;
}

/* With a council: what was filed once is not asked for again (a paper may have lapsed since). */
static Err drop_old(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                    struct dossier_gaps *g)
{
    struct dossier_frozen filed;
    struct dossier_gaps was;
    size_t n = 0;
    TRY(dossier_frozen(tx, d->filed, &filed));
    TRY(all(tx, d, set, &filed.content, &was));
    for (size_t i = 0; i < g->n; i++) {
        if (!has_gap(&was, &g->v[i])) {
            g->v[n++] = g->v[i];
        }
    }
    g->n = n;
    return OK;
}

Err dossier_gaps_of(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                    const struct dossier_content *c, struct dossier_gaps *ret)
{
    TRY(all(tx, d, set, c, ret));
    if (dossier_with_council(d) && !id_none(d->filed)) {
        TRY(drop_old(tx, d, set, ret));
    }
    return requests(tx, d, ret);
}

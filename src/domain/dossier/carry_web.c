/* carry_web.c: what a dossier took over from the last one, and the short list of what is left. */
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/pages.h"

Str dossier_carry_words(const struct req *q, enum dossier_carry state, bool over)
{
    static const int keys[] = { [CARRY_NOT] = M_NONE,
                                [CARRY_KEPT] = M_CARRY_KEPT,
                                [CARRY_REVIEW] = M_CARRY_REVIEW,
                                [CARRY_BLANK] = M_CARRY_BLANK,
                                [CARRY_YEAR] = M_CARRY_YEAR };
    if (state == CARRY_NOT) {
        return STR_NONE;
    }
    return dossier_words(q, over ? M_CARRY_OVER : keys[state]);
}

struct listing {
    struct req *q;
    const struct dossier *d;
    struct dossier_gos *todo;
    size_t cap;
};

static void add(struct listing *l, Str what, Str why, Str tail)
{
    struct dossier_gos *t = l->todo;
    t->v = arena_grow(l->q->arena, t->v, t->n, &l->cap, sizeof *t->v);
    t->v[t->n++] =
        (struct dossier_go){ str_fmt(l->q->arena, "%.*s: %.*s", STR_ARG(what), STR_ARG(why)),
                             { dossier_path(l->q, l->d->id, str_cstr(l->q->arena, tail)) } };
}

static void list_facts(struct listing *l, const struct dossier_content *c,
                       const struct dossier_carry_marks *marks)
{
    struct arena *a = l->q->arena;
    for (int i = 0; i < DOSSIER_PARTS; i++) {
        enum dossier_part p = (enum dossier_part)i;
        enum dossier_carry from = dossier_carry_of(marks, dossier_carry_part(a, p));
        enum dossier_status s = dossier_part_status(l->d, c, p);
        if (from == CARRY_YEAR || s != TASK_DONE) {
            int why = from == CARRY_YEAR ? M_CARRY_YEAR
                      : s == TASK_MEND   ? M_CARRY_MEND
                                         : M_CARRY_NEW_FIELDS;
            add(l, dossier_words(l->q, dossier_part_message(p)), dossier_words(l->q, why),
                str_cat(a, S("thong-tin/"), str_c(dossier_part_slug(p))));
        }
    }
}

/* Every lapsed paper once, whatever it proves. */
static void list_lapsed(struct listing *l, const struct dossier_content *c)
{
    Date today = tx_today(l->q->tx);
    for (size_t i = 0; i < c->evidence.n; i++) {
        const struct evidence *e = &c->evidence.v[i];
        if (date_none(e->expires) || date_cmp(e->expires, today) >= 0) {
            continue;
        }
        size_t k = 0;
        while (!id_eq(c->links.v[k].evidence, e->id)) {
            k++;
        }
        add(l, e->title,
            dossier_words1(l->q, M_CARRY_LAPSED, view_arg_date(l->q->view, e->expires)),
            str_cat(l->q->arena, S("minh-chung/"), c->links.v[k].target));
    }
}

static Err list_papers(struct listing *l, const struct dossier_content *c)
{
    struct dossier_papers all;
    TRY(dossier_papers_for(l->q->arena, l->d->producer_kind, l->d->set_no, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct dossier_paper *p = &all.v[i];
        if (p->must && dossier_paper_status(c, p, tx_today(l->q->tx)) == TASK_TODO) {
            add(l, p->title, dossier_words(l->q, M_CARRY_NO_PAPER),
                str_cat(l->q->arena, S("minh-chung/"), p->type));
        }
    }
    return OK;
}

static void list_items(struct listing *l, const struct criteria_set *set,
                       const struct dossier_carry_marks *marks)
{
    struct arena *a = l->q->arena;
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        enum dossier_carry from = dossier_carry_of(marks, item->id);
        if (from == CARRY_REVIEW || from == CARRY_BLANK) {
            Str id = view_element_id(a, str_cat(a, S("c."), item->id));
            add(l, str_fmt(a, "%.*s %.*s", STR_ARG(item->code), STR_ARG(item->title)),
                dossier_carry_words(l->q, from, false),
                str_fmt(a, "tu-cham/%s#%.*s", dossier_sheet_slug(set->section[item->section].part),
                        STR_ARG(id)));
        }
    }
}

Err dossier_carried_of(struct req *q, const struct dossier *d, const struct criteria_set *set,
                       const struct dossier_content *c, struct dossier_carried *ret)
{
    struct dossier_carry_row row;
    struct dossier_carry_marks marks;
    struct listing l = { q, d, &ret->todo, 0 };
    *ret = (struct dossier_carried){ .some = false };
    TRY(dossier_carry_get(q->tx, d->id, &ret->some, &row));
    if (!ret->some) {
        return OK;
    }
    TRY(dossier_carry_marks(q->tx, d->id, &marks));
    ret->receipt = row.receipt;
    ret->filed_at = row.filed_at;
    for (size_t i = 0; i < marks.n; i++) {
        ret->kept += marks.v[i].state == CARRY_KEPT;
    }
    list_facts(&l, c, &marks);
    list_lapsed(&l, c);
    TRY(list_papers(&l, c));
    list_items(&l, set, &marks);
    return OK;
}

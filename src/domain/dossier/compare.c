/* compare.c: what differs between two filed versions: fields, pages of papers, answers. */
#include "domain/dossier/compare.h"
#include "domain/dossier/inside.h"

struct comparing {
    struct arena *a;
    const struct dossier_content *x, *y;
    struct dossier_diffs *all;
};

static struct dossier_diff *add(struct comparing *c, enum dossier_where where, Str about)
{
    struct dossier_diffs *all = c->all;
    all->v = arena_grow(c->a, all->v, all->n, &all->cap, sizeof *all->v);
    struct dossier_diff *d = &all->v[all->n++];
    *d = (struct dossier_diff){ .where = where, .about = about };
    return d;
}

static void text(struct comparing *c, enum dossier_where where, Str about, Str x, Str y)
{
    x = str_none(x) ? S("") : x;
    y = str_none(y) ? S("") : y;
    if (!str_eq(x, y)) {
        struct dossier_diff *d = add(c, where, about);
        d->how = str_empty(x) ? HOW_ADDED : (str_empty(y) ? HOW_REMOVED : HOW_CHANGED);
        d->before = x;
        d->after = y;
    }
}

static void facts(struct comparing *c)
{
    for (size_t i = 0; i < dossier_fields_n; i++) {
        Str name = str_c(dossier_fields[i].name);
        text(c, WHERE_FACTS, name, dossier_fact(&c->x->facts, name),
             dossier_fact(&c->y->facts, name));
    }
    text(c, WHERE_STORY, S("name"), c->x->product.name, c->y->product.name);
    text(c, WHERE_STORY, S("story"), c->x->product.story, c->y->product.story);
    if (!str_eq(c->x->product.photo, c->y->product.photo)) {
        struct dossier_diff *d = add(c, WHERE_STORY, S("photo"));
        d->how = str_empty(c->x->product.photo)   ? HOW_ADDED
                 : str_empty(c->y->product.photo) ? HOW_REMOVED
                                                  : HOW_CHANGED;
    }
}

/* ---- papers ---- */

static const struct dossier_link *link_in(const struct dossier_content *c,
                                          const struct dossier_link *l)
{
    for (size_t i = 0; i < c->links.n; i++) {
        if (str_eq(c->links.v[i].target, l->target) && id_eq(c->links.v[i].evidence, l->evidence)) {
            return &c->links.v[i];
        }
    }
    return NULL;
}

static void paper(struct comparing *c, const struct dossier_link *x, const struct dossier_link *y)
{
    const struct dossier_link *any = x != NULL ? x : y;
    bool pages =
        x != NULL && y != NULL && (x->page_from != y->page_from || x->page_to != y->page_to);
    bool ends = x != NULL && y != NULL && date_cmp(x->expires, y->expires) != 0;
    if (x != NULL && y != NULL && !pages && !ends) {
        return;
    }
    struct dossier_diff *d = add(c, WHERE_PAPERS, any->target);
    d->how = x == NULL ? HOW_ADDED : (y == NULL ? HOW_REMOVED : HOW_CHANGED);
    d->evidence = any->evidence;
    d->title = any->title;
    d->from[0] = x != NULL ? x->page_from : 0;
    d->to[0] = x != NULL ? x->page_to : 0;
    d->from[1] = y != NULL ? y->page_from : 0;
    d->to[1] = y != NULL ? y->page_to : 0;
    d->end[0] = x != NULL ? x->expires : DATE_NONE;
    d->end[1] = y != NULL ? y->expires : DATE_NONE;
}

static Str skip_in(const struct dossier_content *c, Str type)
{
    const struct dossier_skip *s = dossier_skip_of(c, type);
    return s != NULL ? s->reason : S("");
}

static void papers(struct comparing *c)
{
    for (size_t i = 0; i < c->x->links.n; i++) {
        paper(c, &c->x->links.v[i], link_in(c->y, &c->x->links.v[i]));
    }
    for (size_t i = 0; i < c->y->links.n; i++) {
        if (link_in(c->x, &c->y->links.v[i]) == NULL) {
            paper(c, NULL, &c->y->links.v[i]);
        }
    }
    for (int no = 1; no <= EVIDENCE_TYPES; no++) {
        Str type = evidence_type_code(no);
        text(c, WHERE_PAPERS, type, skip_in(c->x, type), skip_in(c->y, type));
    }
}

/* ---- answers ---- */

static void answer(struct comparing *c, const struct dossier_answer *x,
                   const struct dossier_answer *y)
{
    const struct dossier_answer *any = x != NULL ? x : y;
    text(c, WHERE_SHEET, any->item, x != NULL ? x->choice : S(""), y != NULL ? y->choice : S(""));
    Str nx = x != NULL ? x->note : S(""), ny = y != NULL ? y->note : S("");
    if (!str_eq(nx, ny)) {
        text(c, WHERE_SHEET, any->item, nx, ny);
        c->all->v[c->all->n - 1].title = S("note");
    }
}

static void answers(struct comparing *c)
{
    for (size_t i = 0; i < c->x->answers.n; i++) {
        const struct dossier_answer *x = &c->x->answers.v[i];
        answer(c, x, dossier_answer_of(&c->y->answers, x->item));
    }
    for (size_t i = 0; i < c->y->answers.n; i++) {
        const struct dossier_answer *y = &c->y->answers.v[i];
        if (dossier_answer_of(&c->x->answers, y->item) == NULL) {
            answer(c, NULL, y);
        }
    }
}

void dossier_compare(struct arena *a, const struct dossier_frozen *x,
                     const struct dossier_frozen *y, struct dossier_diffs *ret)
{
    struct comparing c = { a, &x->content, &y->content, ret };
    *ret = (struct dossier_diffs){ 0 };
    if (x->target_star != y->target_star) {
        text(&c, WHERE_FACTS, S("target_star"), str_fmt(a, "%lld", (long long)x->target_star),
             str_fmt(a, "%lld", (long long)y->target_star));
    }
    facts(&c);
    papers(&c);
    answers(&c);
}

/* ---- what a score rests on ---- */

bool dossier_target_backs(const struct criteria_item *item, Str target)
{
    bool backs = str_eq(target, item->id);
    for (size_t i = 0; i < item->n_evidence && !backs; i++) {
        backs = str_eq(target, item->evidence[i]);
    }
    return backs;
}

static bool same_text(Str x, Str y)
{
    return str_eq(str_none(x) ? S("") : x, str_none(y) ? S("") : y);
}

/* A title set right is no other paper. */
static bool same_paper(const struct evidence *x, const struct evidence *y)
{
    if (x == NULL || y == NULL) {
        return x == y;
    }
    return memcmp(x->file.b, y->file.b, sizeof x->file.b) == 0 &&
           date_cmp(x->issued, y->issued) == 0 && date_cmp(x->expires, y->expires) == 0 &&
           same_text(x->type, y->type) && same_text(x->number, y->number) &&
           same_text(x->issuer, y->issuer);
}

/* Is everything behind the item in x, page by page, behind it in y too? */
static bool papers_in(const struct criteria_item *item, const struct dossier_content *x,
                      const struct dossier_content *y)
{
    for (size_t i = 0; i < x->links.n; i++) {
        const struct dossier_link *l = &x->links.v[i];
        if (!dossier_target_backs(item, l->target)) {
            continue;
        }
        const struct dossier_link *is = link_in(y, l);
        if (is == NULL || is->page_from != l->page_from || is->page_to != l->page_to ||
            !same_paper(dossier_paper_of(x, l->evidence), dossier_paper_of(y, l->evidence))) {
            return false;
        }
    }
    return true;
}

static bool same_answer(Str item, const struct dossier_content *x, const struct dossier_content *y)
{
    const struct dossier_answer *a = dossier_answer_of(&x->answers, item);
    const struct dossier_answer *b = dossier_answer_of(&y->answers, item);
    return same_text(a == NULL ? S("") : a->choice, b == NULL ? S("") : b->choice) &&
           same_text(a == NULL ? S("") : a->note, b == NULL ? S("") : b->note);
}

static const struct commune_fact *found_on(const struct commune_facts *all, Str item)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_eq(all->v[i].item, item)) {
            return &all->v[i];
        }
    }
    return NULL;
}

static bool same_finding(Str item, const struct commune_facts *x, const struct commune_facts *y)
{
    const struct commune_fact *a = found_on(x, item), *b = found_on(y, item);
    if (a == NULL || b == NULL) {
        return a == b;
    }
    return a->agrees == b->agrees && same_text(a->choice, b->choice) && same_text(a->note, b->note);
}

void dossier_basis_of(struct arena *a, const struct criteria_set *set,
                      const struct dossier_frozen *x, const struct dossier_frozen *y,
                      const struct commune_facts *of_x, const struct commune_facts *of_y,
                      struct dossier_basis_changes *ret)
{
    *ret = (struct dossier_basis_changes){ .v = NEW_N(a, struct dossier_basis_change,
                                                      (size_t)set->n_items + 1) };
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        bool papers =
            papers_in(item, &x->content, &y->content) && papers_in(item, &y->content, &x->content);
        bool found = !item->commune || same_finding(item->id, of_x, of_y);
        int64_t why = (papers ? 0 : BASIS_PAPERS) |
                      (same_answer(item->id, &x->content, &y->content) ? 0 : BASIS_SELF) |
                      (found ? 0 : BASIS_COMMUNE);
        if (why != 0) {
            ret->v[ret->n++] = (struct dossier_basis_change){ i, why };
        }
    }
}

/* carry.c: a dossier opens with what the last filed one of its product says (carry-forward): only
 * what changed or lapsed is asked again. */
#include "domain/criteria/store.h"
#include "domain/dossier/inside.h"

/* ---- marks ---- */

Str dossier_carry_part(struct arena *a, enum dossier_part p)
{
    return str_cat(a, S("part:"), str_c(dossier_part_slug(p)));
}

enum dossier_carry dossier_carry_of(const struct dossier_carry_marks *marks, Str target)
{
    for (size_t i = 0; i < marks->n; i++) {
        if (str_eq(marks->v[i].target, target)) {
            return (enum dossier_carry)marks->v[i].state;
        }
    }
    return CARRY_NOT;
}

/* ---- from one set to another ---- */

int dossier_carry_item(const struct criteria_set *from, const struct criteria_set *to, Str item)
{
    struct criteria_ref ref;
    if (!criteria_lookup(from, item, &ref) || ref.kase >= 0 || ref.option >= 0) {
        return -1;
    }
    for (int i = 0; i < to->n_items; i++) {
        if (str_eq(to->item[i].key, from->item[ref.item].key)) {
            return i;
        }
    }
    return -1;
}

static const struct criteria_option *option_of(const struct criteria_set *set, Str id,
                                               const struct criteria_item **ret_item)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, id, &ref) || ref.option < 0) {
        return NULL;
    }
    *ret_item = &set->item[ref.item];
    return &set->item[ref.item].cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option];
}

struct match {
    const struct criteria_option *words, *points;
    size_t n_words, n_points;
};

static struct match match_in(struct arena *a, const struct criteria_item *item,
                             const struct criteria_option *old)
{
    struct match m = { 0 };
    Str words = vi_fold(a, old->label);
    for (size_t k = 0; k < item->n_cases; k++) {
        for (size_t i = 0; i < item->cases[k].n; i++) {
            const struct criteria_option *o = &item->cases[k].option[i];
            if (str_eq(vi_fold(a, o->label), words)) {
                m.words = o;
                m.n_words++;
            }
            if (o->points == old->points) {
                m.points = o;
                m.n_points++;
            }
        }
    }
    return m;
}

enum dossier_carry dossier_carry_answer(struct arena *a, const struct criteria_set *from,
                                        const struct criteria_set *to, Str choice, int item,
                                        Str *ret_choice)
{
    const struct criteria_item *new_item = &to->item[item], *old_item = NULL;
    const struct criteria_option *old = option_of(from, choice, &old_item);
    *ret_choice = S("");
    if (old == NULL) {
        return CARRY_BLANK;
    }
    struct match m = match_in(a, new_item, old);
    if (m.n_words == 1) {
        *ret_choice = m.words->id;
        bool same = m.words->points == old->points && new_item->max == old_item->max;
        return same ? CARRY_KEPT : CARRY_REVIEW;
    }
    if (m.n_points == 1 && new_item->max == old_item->max) {
        *ret_choice = m.points->id;
        return CARRY_REVIEW;
    }
    return CARRY_BLANK;
}

/* ---- taking over ---- */

struct carrying {
    struct tx *tx;
    Id dossier, producer;
    int64_t kind, year; /* of the new one */
    const struct dossier_frozen *from;
    const struct criteria_set *old, *new;
};

static Err mark(const struct carrying *k, Str target, enum dossier_carry state)
{
    return dossier_carry_mark_put(k->tx, k->dossier, target, state);
}

/* What has to be said anew each time. */
static bool said_anew(Str field)
{
    return str_eq(field, S("pledge")) || str_eq(field, S("signer")) ||
           str_eq(field, S("changes")) || str_eq(field, S("updates"));
}

static Err take_facts(const struct carrying *k)
{
    bool some[DOSSIER_PARTS] = { false };
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        Str value = dossier_fact(&k->from->content.facts, str_c(f->name));
        if (!str_empty(value) && !said_anew(str_c(f->name))) {
            TRY(dossier_fact_put(k->tx, k->dossier, str_c(f->name), value, tx_now(k->tx)));
            some[f->part] = true;
        }
    }
    for (int p = 0; p < DOSSIER_PARTS; p++) {
        bool old = p == PART_RESULTS && k->from->year < k->year;
        if (some[p]) {
            TRY(mark(k, dossier_carry_part(tx_arena(k->tx), (enum dossier_part)p),
                     old ? CARRY_YEAR : CARRY_KEPT));
        }
    }
    return OK;
}

static Err take_answer(const struct carrying *k, const struct dossier_answer *w, int item)
{
    Str choice = w->choice, id = k->new->item[item].id;
    enum dossier_carry state = CARRY_KEPT;
    if (!str_eq(k->old->id, k->new->id)) {
        state = dossier_carry_answer(tx_arena(k->tx), k->old, k->new, w->choice, item, &choice);
    }
    if (!str_empty(choice) || !str_empty(w->note)) {
        TRY(dossier_answer_put(k->tx, k->dossier, id, choice, w->note, tx_now(k->tx)));
    }
    return mark(k, id, state);
}

static Err take_answers(const struct carrying *k)
{
    bool *seen = NEW_N(tx_arena(k->tx), bool, (size_t)k->new->n_items);
    const struct dossier_answers *all = &k->from->content.answers;
    for (size_t i = 0; i < all->n; i++) {
        int item = dossier_carry_item(k->old, k->new, all->v[i].item);
        if (item >= 0 && !seen[item] && !str_empty(all->v[i].choice)) {
            seen[item] = true;
            TRY(take_answer(k, &all->v[i], item));
        }
    }
    bool another = !str_eq(k->old->id, k->new->id);
    for (int i = 0; another && i < k->new->n_items; i++) {
        if (!seen[i]) {
            TRY(mark(k, k->new->item[i].id, CARRY_BLANK));
        }
    }
    return OK;
}

static Err take_papers(const struct carrying *k)
{
    const struct dossier_content *c = &k->from->content;
    for (size_t i = 0; i < c->links.n; i++) {
        const struct dossier_link *l = &c->links.v[i];
        struct evidence e;
        Str target = l->target;
        if (evidence_type_no(target) == 0) {
            int item = dossier_carry_item(k->old, k->new, target);
            target = item >= 0 ? k->new->item[item].id : STR_NONE;
        }
        TRY(evidence_get(k->tx, l->evidence, &e));
        if (str_none(target) || e.removed || !id_eq(e.producer, k->producer)) {
            continue;
        }
        TRY(dossier_link_put(k->tx, k->dossier, target, e.id, l->page_from, l->page_to));
        if (evidence_type_no(target) > 0) {
            TRY(mark(k, target, CARRY_KEPT));
        }
    }
    for (size_t i = 0; i < c->skips.n; i++) {
        TRY(dossier_skip_put(k->tx, k->dossier, c->skips.v[i].type, c->skips.v[i].reason));
        TRY(mark(k, c->skips.v[i].type, CARRY_KEPT));
    }
    return OK;
}

Err dossier_carry_forward(struct tx *tx, const struct dossier_new *n, Id dossier, Id criteria)
{
    struct dossier_last_version last;
    struct dossier_frozen from;
    bool found = false;
    TRY(dossier_last_filed(tx, n->product, n->producer, &found, &last));
    if (!found) {
        return OK;
    }
    TRY(dossier_frozen(tx, last.id, &from));
    struct carrying k = { .tx = tx,
                          .dossier = dossier,
                          .producer = n->producer,
                          .kind = n->kind,
                          .year = date_ymd(tx_today(tx)).year,
                          .from = &from };
    TRY(criteria_cache_get(n->criteria, tx, from.criteria, &k.old));
    TRY(criteria_cache_get(n->criteria, tx, criteria, &k.new));
    TRY(dossier_carry_put(tx, dossier, last.id, tx_now(tx)));
    TRY(take_facts(&k));
    TRY(take_answers(&k));
    TRY(take_papers(&k));
    return tx_note(tx, S("dossier.carried"), dossier);
}

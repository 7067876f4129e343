/* assess.c: the producer's own sheet: total, gates, what misses for the target star. */
#include "domain/access/access.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/inside.h"
#include "messages.h"

static int item_of_option(const struct criteria_set *set, Str choice)
{
    struct criteria_ref ref;
    return criteria_lookup(set, choice, &ref) && ref.option >= 0 ? ref.item : -1;
}

static int part_of_item(const struct criteria_set *set, int item)
{
    return set->section[set->item[item].section].part;
}

static int64_t points_of(const struct criteria_set *set, Str choice)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, choice, &ref) || ref.option < 0) {
        return 0;
    }
    const struct criteria_item *item = &set->item[ref.item];
    return item->cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option].points;
}

static void keep_gates(struct arena *a, const struct dossier *d, struct dossier_self *s)
{
    s->gate = NEW_N(a, const struct criteria_gate *, s->result.n_failing + 1);
    for (size_t i = 0; i < s->result.n_failing; i++) {
        const struct criteria_gate *g = &s->result.failing[i];
        if (g->star > d->target_star) {
            continue;
        }
        /* In sheet order: the higher gate of the same item covers the one before it. */
        bool same = s->n_gates > 0 && s->gate[s->n_gates - 1]->item == g->item;
        s->gate[same ? s->n_gates - 1 : s->n_gates++] = g;
    }
}

void dossier_assess(struct arena *a, const struct dossier *d, const struct criteria_set *set,
                    const struct dossier_answers *answers, struct dossier_self *ret)
{
    struct criteria_answer *given = NEW_N(a, struct criteria_answer, answers->n + 1);
    struct criteria_sheet sheet = { 0, given };
    struct criteria_policy policy = criteria_default_policy();
    *ret = (struct dossier_self){ .needed = (size_t)set->n_items };
    for (size_t i = 0; i < answers->n; i++) {
        int item = item_of_option(set, answers->v[i].choice);
        if (item >= 0) {
            int64_t points = points_of(set, answers->v[i].choice);
            given[sheet.n++] = (struct criteria_answer){ .id = answers->v[i].choice };
            ret->part[part_of_item(set, item)] += points;
            ret->total += points;
        }
    }
    ret->answered = sheet.n;
    criteria_score(a, set, &policy, 1, &sheet, &ret->result);
    int64_t least = set->band_min[d->target_star];
    ret->short_of = ret->total < least ? least - ret->total : 0;
    keep_gates(a, d, ret);
}

enum dossier_status dossier_assess_status(const struct criteria_set *set, int part,
                                          const struct dossier_answers *answers)
{
    size_t all = 0, done = 0, open = 0;
    for (int i = 0; i < set->n_items; i++) {
        if (part_of_item(set, i) == part) {
            const struct dossier_answer *w = dossier_answer_of(answers, set->item[i].id);
            bool answered = w != NULL && !str_empty(w->choice);
            all++;
            done += answered;
            open += !answered && set->item[i].zero_printed;
        }
    }
    if (done == 0) {
        return TASK_TODO;
    }
    return open == 0 || done == all ? TASK_DONE : TASK_DOING;
}

static Err save_one(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                    const struct dossier_answer *w)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, w->item, &ref) || ref.kase >= 0 || ref.option >= 0) {
        return E_INPUT;
    }
    if (!str_empty(w->choice) && item_of_option(set, w->choice) != ref.item) {
        return refuse_field(tx, str_cat(tx_arena(tx), S("c."), w->item), M_DOSSIER_BAD_CHOICE,
                            STR_NONE, STR_NONE);
    }
    TRY(dossier_carry_mark_cut(tx, d->id, w->item));
    if (str_empty(w->choice) && str_empty(w->note)) {
        return dossier_answer_clear(tx, d->id, w->item);
    }
    return dossier_answer_put(tx, d->id, w->item, w->choice, w->note, tx_now(tx));
}

/* The form has a whole section: what stands there already may come again. */
static Err may_save(struct tx *tx, const struct dossier *d, const struct dossier_answers *now,
                    const struct dossier_answer *w)
{
    const struct dossier_answer *is = dossier_answer_of(now, w->item);
    bool same = is == NULL ? str_empty(w->choice) && str_empty(w->note)
                           : str_eq(is->choice, w->choice) && str_eq(is->note, w->note);
    return same ? OK : dossier_may_change(tx, d, str_cat(tx_arena(tx), S("c."), w->item), w->item);
}

Err dossier_save_answers(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                         const struct dossier_answers *given)
{
    bool refused = false;
    struct dossier_answers now;
    TRY(dossier_answers(tx, d->id, &now));
    for (size_t i = 0; i < given->n; i++) {
        Err e = may_save(tx, d, &now, &given->v[i]);
        e = e == OK ? save_one(tx, d, set, &given->v[i]) : e;
        if (e != OK && e != E_REFUSED) {
            return e;
        }
        refused |= e == E_REFUSED;
    }
    if (refused) {
        return E_REFUSED;
    }
    TRY(dossier_touch(tx, d->id, d->version));
    return tx_note(tx, S("dossier.answers"), d->id);
}

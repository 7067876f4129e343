/* anchor_read.c: answers of an anchor, and the level nearest to a mean. */
#include "domain/council/anchor.h"

/* ---- answers ---- */

Err anchor_reference_of(struct tx *tx, Id anchor, struct score_answers *ret)
{
    struct anchor_references all;
    TRY(anchor_references(tx, anchor, &all));
    *ret = (struct score_answers){ .v = NEW_N(tx_arena(tx), struct score_answer, all.n + 1) };
    for (size_t i = 0; i < all.n; i++) {
        ret->v[ret->n++] = (struct score_answer){ all.v[i].item, all.v[i].choice, all.v[i].reason };
    }
    return OK;
}

Err anchor_sheet_answers(struct tx *tx, Id sheet, struct score_answers *ret)
{
    struct anchor_answers all;
    TRY(anchor_answers_of(tx, sheet, &all));
    *ret = (struct score_answers){ .v = NEW_N(tx_arena(tx), struct score_answer, all.n + 1) };
    for (size_t i = 0; i < all.n; i++) {
        ret->v[ret->n++] = (struct score_answer){ all.v[i].item, all.v[i].choice, all.v[i].note };
    }
    return OK;
}

Err anchor_votes_of(struct tx *tx, Id anchor, struct anchor_votes *ret)
{
    struct anchor_sheet_ins in;
    struct anchor_answer_ins all;
    TRY(anchor_sheets_in(tx, anchor, &in));
    TRY(anchor_answers_in(tx, anchor, &all));
    struct anchor_votes votes = { in.n, NEW_N(tx_arena(tx), struct score_answers, in.n + 1) };
    for (size_t i = 0; i < in.n; i++) {
        struct score_answers *s = &votes.v[i];
        s->v = NEW_N(tx_arena(tx), struct score_answer, all.n + 1);
        for (size_t k = 0; k < all.n; k++) {
            if (id_eq(all.v[k].sheet, in.v[i].id)) {
                s->v[s->n++] = (struct score_answer){ all.v[k].item, all.v[k].choice, S("") };
            }
        }
    }
    *ret = votes;
    return OK;
}

/* ---- what to start from ---- */

/* The case that most sheets chose a level of; the first of equals. */
static size_t case_of(const struct criteria_set *set, int item, size_t n,
                      const struct score_answers *sheets)
{
    const struct criteria_item *it = &set->item[item];
    size_t best = 0, most = 0;
    for (size_t k = 0; k < it->n_cases; k++) {
        size_t chose = 0;
        for (size_t i = 0; i < n; i++) {
            const struct criteria_option *o = council_chosen(set, &sheets[i], item);
            chose +=
                o != NULL && o >= it->cases[k].option && o < it->cases[k].option + it->cases[k].n
                    ? 1
                    : 0;
        }
        best = chose > most ? k : best;
        most = chose > most ? chose : most;
    }
    return best;
}

/* How far points are from a mean, as a fraction over the same denominator. */
static int64_t away(int64_t points, Frac mean)
{
    int64_t d = points * mean.den - mean.num;
    return d < 0 ? -d : d;
}

void anchor_nearest(const struct criteria_set *set, int item, size_t n,
                    const struct score_answers *sheets, struct anchor_proposal *ret)
{
    const struct criteria_item *it = &set->item[item];
    int64_t sum = 0;
    *ret = (struct anchor_proposal){ S(""), { 0, 1 }, (int64_t)n };
    if (n == 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct criteria_option *o = council_chosen(set, &sheets[i], item);
        sum += o == NULL ? 0 : o->points;
    }
    ret->mean = frac_make(sum, (int64_t)n);
    ret->choice = COUNCIL_NONE_CHOSEN;
    int64_t least = away(0, ret->mean);
    const struct criteria_case *c = &it->cases[case_of(set, item, n, sheets)];
    for (size_t j = 0; j < c->n; j++) {
        int64_t d = away(c->option[j].points, ret->mean);
        if (d < least || (d == least && c->option[j].points == 0)) {
            least = d;
            ret->choice = c->option[j].id;
        }
    }
}

Err anchor_propose(struct tx *tx, Id file, const struct criteria_set *set,
                   struct anchor_proposal *ret)
{
    struct council_votes votes;
    TRY(council_votes_of(tx, file, &votes));
    struct score_answers *sheets = NEW_N(tx_arena(tx), struct score_answers, votes.n + 1);
    for (size_t i = 0; i < votes.n; i++) {
        sheets[i] = votes.v[i].answers;
    }
    for (int i = 0; i < set->n_items; i++) {
        anchor_nearest(set, i, votes.n, sheets, &ret[i]);
    }
    return OK;
}

/* outcome.c: what happened to a file, put together once for pages and papers. */
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/criteria/store.h"

enum { DETAIL_MAX = 1 << 20 };

const struct criteria_option *council_chosen(const struct criteria_set *set,
                                             const struct score_answers *answers, int item)
{
    for (size_t i = 0; i < answers->n; i++) {
        struct criteria_ref ref;
        if (criteria_lookup(set, answers->v[i].choice, &ref) && ref.item == item &&
            ref.option >= 0) {
            return &set->item[item].cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option];
        }
    }
    return NULL;
}

int64_t council_part_sum(const struct criteria_set *set, const struct score_answers *answers,
                         int part)
{
    int64_t sum = 0;
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_option *o = set->section[set->item[i].section].part == part
                                              ? council_chosen(set, answers, i)
                                              : NULL;
        sum += o == NULL ? 0 : o->points;
    }
    return sum;
}

static Err add_stored(struct tx *tx, struct council_outcome *o)
{
    bool found = false;
    TRY(score_result_get(tx, o->f.id, &found, &o->stored));
    return found ? OK : fault(E_DB, "a closed file has no result");
}

static Err add_explanation(struct arena *a, struct council_outcome *o)
{
    json_t *detail CLEANUP(json_cleanup) = NULL;
    int at = 0;
    TRY(json_read(o->stored.detail, DETAIL_MAX, &detail, &at));
    Str words = json_str(detail, "explanation");
    o->explanation = str_dup(a, str_none(words) ? S("") : words);
    return OK;
}

Err council_outcome_of(struct tx *tx, struct criteria_cache *cache, Id file,
                       struct council_outcome *ret)
{
    *ret = (struct council_outcome){ .explanation = S("") };
    TRY(session_file_get(tx, file, &ret->f));
    TRY(council_get(tx, ret->f.council, &ret->c));
    TRY(criteria_cache_get(cache, tx, ret->f.criteria, &ret->set));
    if (!council_policy_of(&ret->c, &ret->policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    ret->closed = ret->f.state == SCORING_CLOSED;
    TRY(session_recusals(tx, file, &ret->recused));
    if (!ret->closed) {
        return OK;
    }
    TRY(council_votes_of(tx, file, &ret->votes));
    if (ret->votes.n == 0) {
        return E_NONE; /* closed without sheets, by no quorum of ours: there is nothing to print */
    }
    TRY(council_votes_score(tx_arena(tx), &ret->c, ret->set, &ret->votes, &ret->r));
    TRY(add_stored(tx, ret));
    TRY(talks_of(tx, file, &ret->talks));
    TRY(talk_items_of(tx, file, &ret->talk_items));
    TRY(talk_presents_of(tx, file, &ret->talk_presents));
    TRY(file_statement_of(tx, file, &ret->stayed_apart, &ret->statement));
    return add_explanation(tx_arena(tx), ret);
}

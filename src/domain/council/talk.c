/* talk.c: sheets too far apart: which they are, what was said about them, and closing. */
#include "domain/council/talk.h"
#include "domain/access/access.h"
#include "messages.h"

#include <stdlib.h>

enum { WORDS_MAX_CHARS = 4000 };

/* ---- how far apart ---- */

static int wider_gap(const void *x, const void *y)
{
    const struct talk_gap *a = x, *b = y;
    if (a->apart != b->apart) {
        return a->apart > b->apart ? -1 : 1;
    }
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : a->b < b->b ? -1 : 1;
}

void talk_gaps_of(struct arena *a, const struct council_votes *votes,
                  const struct criteria_result *r, int64_t limit, struct talk_gaps *ret)
{
    *ret = (struct talk_gaps){ 0 };
    for (size_t i = 0; i < votes->n; i++) {
        for (size_t k = i + 1; k < votes->n; k++) {
            int64_t apart = r->totals[i] - r->totals[k];
            struct talk_gap g = { apart >= 0 ? i : k, apart >= 0 ? k : i,
                                  apart >= 0 ? apart : -apart, false };
            if (g.apart > limit) {
                ret->v = arena_grow(a, ret->v, ret->n, &ret->cap, sizeof *ret->v);
                ret->v[ret->n++] = g;
            }
        }
    }
    if (ret->n > 1) {
        qsort(ret->v, ret->n, sizeof *ret->v, wider_gap);
    }
}

static bool talked_about(const struct talk_pairs *pairs, Id x, Id y)
{
    for (size_t i = 0; i < pairs->n; i++) {
        const struct talk_pair *p = &pairs->v[i];
        if ((id_eq(p->sheet_a, x) && id_eq(p->sheet_b, y)) ||
            (id_eq(p->sheet_a, y) && id_eq(p->sheet_b, x))) {
            return true;
        }
    }
    return false;
}

static int wider_spread(const void *x, const void *y)
{
    const struct talk_spread *a = x, *b = y;
    int64_t wa = a->high - a->low, wb = b->high - b->low;
    return wa != wb ? (wa > wb ? -1 : 1) : a->item < b->item ? -1 : 1;
}

static void spreads_of(struct arena *a, const struct criteria_set *set,
                       const struct council_votes *votes, struct talk_spreads *ret)
{
    *ret = (struct talk_spreads){ .v = NEW_N(a, struct talk_spread, CRITERIA_ITEMS_MAX) };
    for (int i = 0; i < set->n_items; i++) {
        struct talk_spread s = { .item = i, .low = INT64_MAX, .high = INT64_MIN };
        for (size_t k = 0; k < votes->n; k++) {
            const struct criteria_option *o = council_chosen(set, &votes->v[k].answers, i);
            int64_t points = o == NULL ? 0 : o->points;
            s.low = points < s.low ? points : s.low;
            s.high = points > s.high ? points : s.high;
        }
        if (s.high > s.low) {
            ret->v[ret->n++] = s;
        }
    }
    if (ret->n > 1) {
        qsort(ret->v, ret->n, sizeof *ret->v, wider_spread);
    }
}

Err talk_state_of(struct tx *tx, const struct session_file *f, const struct council *c,
                  const struct criteria_set *set, struct talk_state *ret)
{
    struct arena *a = tx_arena(tx);
    struct talk_pairs pairs;
    *ret = (struct talk_state){ 0 };
    TRY(council_votes_of(tx, f->id, &ret->votes));
    TRY(talks_of(tx, f->id, &ret->talks));
    TRY(talk_items_of(tx, f->id, &ret->items));
    TRY(talk_pairs_of(tx, f->id, &pairs));
    if (ret->votes.n == 0) {
        return OK;
    }
    council_votes_mix(&ret->votes);
    TRY(council_votes_score(a, c, set, &ret->votes, &ret->r));
    talk_gaps_of(a, &ret->votes, &ret->r, c->divergence, &ret->gaps);
    for (size_t i = 0; i < ret->gaps.n; i++) {
        struct talk_gap *g = &ret->gaps.v[i];
        g->discussed =
            talked_about(&pairs, ret->votes.v[g->a].sheet.id, ret->votes.v[g->b].sheet.id);
        ret->undiscussed += g->discussed ? 0 : 1;
    }
    spreads_of(a, set, &ret->votes, &ret->spreads);
    return OK;
}

/* ---- the discussion ---- */

static Err check_items(struct tx *tx, const struct criteria_set *set, const struct talk_new *n)
{
    Err e = OK;
    for (size_t i = 0; i < n->n_items; i++) {
        struct criteria_ref ref;
        if (!criteria_lookup(set, n->items[i], &ref) ||
            !str_eq(set->item[ref.item].id, n->items[i])) {
            e = refuse_field(tx, str_cat(tx_arena(tx), S("i."), n->items[i]),
                             M_COUNCIL_ITEM_UNKNOWN, n->items[i], STR_NONE);
        }
    }
    return e;
}

static bool is_recused(const struct session_recuseds *r, Id account)
{
    for (size_t i = 0; i < r->n; i++) {
        if (id_eq(r->v[i].account, account)) {
            return true;
        }
    }
    return false;
}

static Err check_present(struct tx *tx, const struct session_file *f, const struct talk_new *n)
{
    struct session_recuseds recused;
    size_t voters = 0;
    TRY(session_recusals(tx, f->id, &recused));
    for (size_t i = 0; i < n->n_present; i++) {
        struct council_seat seat;
        bool seated = false;
        TRY(council_seat_of(tx, f->council, n->present[i], &seated, &seat));
        if (!seated || is_recused(&recused, n->present[i])) {
            return refuse_field(tx, S("present"), M_COUNCIL_TALK_FOREIGN, STR_NONE, STR_NONE);
        }
        voters += seat.position <= COUNCIL_VOTER ? 1 : 0;
    }
    return voters >= TALK_PRESENT_LEAST
               ? OK
               : refuse_field(tx, S("present"), M_COUNCIL_TALK_PRESENT, STR_NONE, STR_NONE);
}

static Err check_words(struct tx *tx, Str field, Str words, int key)
{
    return str_empty(str_trim(words)) || utf8_length(words) > WORDS_MAX_CHARS
               ? refuse_field(tx, field, key, STR_NONE, STR_NONE)
               : OK;
}

static Err check(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                 const struct talk_state *s, const struct talk_new *n)
{
    if (s->gaps.n == 0) {
        return refuse(tx, M_COUNCIL_TALK_NOTHING, STR_NONE, STR_NONE);
    }
    if (n->after != (int64_t)s->talks.n) {
        return refuse_field(tx, S("after"), M_COUNCIL_TALK_STALE, STR_NONE, STR_NONE);
    }
    Err words = check_words(tx, S("words"), n->words, M_COUNCIL_TALK_WORDS);
    Err items = check_items(tx, set, n);
    Err present = check_present(tx, f, n);
    TRY(words);
    TRY(items);
    return present;
}

static Err put_pair(struct tx *tx, Id talk, const struct talk_state *s, const struct talk_gap *g)
{
    Id x = s->votes.v[g->a].sheet.id, y = s->votes.v[g->b].sheet.id;
    int64_t of_x = s->r.totals[g->a], of_y = s->r.totals[g->b];
    return x.v < y.v ? talk_pair_put(tx, talk, x, y, of_x, of_y)
                     : talk_pair_put(tx, talk, y, x, of_y, of_x);
}

Err talk_record(struct tx *tx, const struct session_file *f, const struct council *c,
                const struct criteria_set *set, const struct talk_new *n)
{
    struct talk_state s;
    TRY(talk_state_of(tx, f, c, set, &s));
    TRY(check(tx, f, set, &s, n));
    Id id = tx_new_id(tx);
    TRY(talk_insert(tx, id, f->id, (int64_t)s.talks.n + 1, str_trim(n->words), tx_account(tx),
                    tx_now(tx)));
    for (size_t i = 0; i < n->n_items; i++) {
        TRY(talk_item_put(tx, id, n->items[i]));
    }
    for (size_t i = 0; i < n->n_present; i++) {
        TRY(talk_present_put(tx, id, n->present[i]));
    }
    for (size_t i = 0; i < s.gaps.n; i++) {
        TRY(put_pair(tx, id, &s, &s.gaps.v[i]));
    }
    return tx_note(tx, S("council.discussed"), f->id);
}

Err talk_set_rule(struct tx *tx, Id council, bool close_apart)
{
    TRY(talk_rule_put(tx, council, close_apart));
    return tx_note(tx, S("council.talk_rule_set"), council);
}

/* ---- closing ---- */

Err talk_check_close(struct tx *tx, const struct session_file *f, const struct council *c,
                     const struct criteria_set *set, Str statement)
{
    struct arena *a = tx_arena(tx);
    struct talk_state s;
    struct talk_rule rule;
    TRY(talk_state_of(tx, f, c, set, &s));
    TRY(talk_rule_of(tx, c->id, &rule));
    Str limit = str_fmt(a, "%lld", (long long)c->divergence);
    if (s.undiscussed > 0) {
        return refuse(tx, M_COUNCIL_CLOSE_UNDISCUSSED, str_fmt(a, "%lld", (long long)s.undiscussed),
                      limit);
    }
    if (s.gaps.n == 0) {
        return OK; /* a statement about nothing is let pass */
    }
    if (!rule.close_apart) {
        return refuse(tx, M_COUNCIL_CLOSE_APART, str_fmt(a, "%zu", s.gaps.n), limit);
    }
    TRY(check_words(tx, S("statement"), statement, M_COUNCIL_CLOSE_STATEMENT));
    return file_statement_put(tx, f->id, str_trim(statement), tx_account(tx), tx_now(tx));
}

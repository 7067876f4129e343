/* talk.h: after the sheets are in: sheets too far apart are discussed before a file closes, and a
 * discussion opens criteria for scoring again; every version of a sheet stays. */
#ifndef COUNCIL_TALK_H
#define COUNCIL_TALK_H
#include "domain/council/council.h"

/* ---- how far apart ---- */

struct talk_gap { /* two sheets of votes.v whose totals are further apart than the regulation's
                     limit */
    size_t a, b;  /* a has the higher total */
    int64_t apart;
    bool discussed; /* a discussion was about these two */
};
struct talk_gaps {
    size_t n, cap;
    struct talk_gap *v;
};
struct talk_spread { /* a criterion on which sheets differ */
    int item;
    int64_t low, high;
};
struct talk_spreads {
    size_t n;
    struct talk_spread *v;
};
/* The sheets of an open file as they stand, in an order that tells nobody's name. */
struct talk_state {
    struct council_votes votes;
    struct criteria_result r;
    struct talk_gaps gaps;       /* the widest first */
    struct talk_spreads spreads; /* the widest first; in the order of the sheet among equals */
    struct talks talks;
    struct talk_items items;
    int64_t undiscussed; /* gaps no discussion was about */
};
/* E_DB when the sheets do not score. Without sheets everything is empty. */
Err talk_state_of(struct tx *tx, const struct session_file *f, const struct council *c,
                  const struct criteria_set *set, struct talk_state *ret) MUST;
/* The gaps of these sheets under the limit; none is marked as discussed. */
void talk_gaps_of(struct arena *a, const struct council_votes *votes,
                  const struct criteria_result *r, int64_t limit, struct talk_gaps *ret);

/* ---- the discussion ---- */

enum { TALK_PRESENT_LEAST = 2 /* who vote */ };

struct talk_new {
    int64_t after; /* discussions there were when the form was shown */
    Str words;
    size_t n_items, n_present;
    const Str *items;  /* ids of criteria to be opened */
    const Id *present; /* accounts with a seat */
};
/* Records a discussion about the gaps of now and opens the criteria. Refuses (no field) a file
 * whose sheets are not apart, (field "after") one discussed meanwhile, (field "words") silence or
 * too many words, (field "i.ITEM") what is no criterion of the sheet, (field "present") somebody
 * without a seat, somebody recused, or fewer than two who vote. */
Err talk_record(struct tx *tx, const struct session_file *f, const struct council *c,
                const struct criteria_set *set, const struct talk_new *n) MUST;
/* May the council close a file whose sheets stay apart, once discussed? From now on. */
Err talk_set_rule(struct tx *tx, Id council, bool close_apart) MUST;
/* What closing asks: refuses (no field) gaps nobody discussed, gaps when the council's rule is that
 * none may stay, and (field "statement") gaps that stay without a statement. Stores the statement.
 */
Err talk_check_close(struct tx *tx, const struct session_file *f, const struct council *c,
                     const struct criteria_set *set, Str statement) MUST;

/* ---- versions ---- */

struct talk_revision {
    int64_t version; /* of the sheet as shown: 1 the first handed in */
    struct sheet_changes changes;
};
/* The acting account hands in the next version of its sheet. What differs in nothing is let pass.
 * Refuses (field "version") a sheet that has another version meanwhile, (field "a.ITEM") criteria
 * that are not open or options the sheet does not have, (field "r.ITEM") a change without a reason,
 * (no field) no change at all, and what the regulation does not take. */
Err talk_revise(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                const struct talk_revision *r) MUST;

/* ---- shared with sheet.c ---- */

/* NULL: nothing there. */
const struct score_answer *council_answer_of(const struct score_answers *s, Str item);
/* Answers with those of a later version in their place. */
struct score_answers council_answers_after(struct arena *a, const struct score_answers *was,
                                           const struct sheet_changes *c);
/* Refuses (field "a.ITEM") an option the sheet does not have, (field "n.ITEM") a note too long. */
Err council_check_answer(struct tx *tx, const struct criteria_set *set,
                         const struct score_answer *w) MUST;
/* The same of all answers of a draft, and (field "remark") too many words. */
Err council_check_draft(struct tx *tx, const struct criteria_set *set,
                        const struct council_draft *d) MUST;
/* Items nobody looked at. */
int64_t council_unseen(const struct criteria_set *set, const struct score_answers *answers);
/* Refuses by item what the regulation does not take. */
Err council_check_scorable(struct tx *tx, const struct criteria_set *set,
                           const struct criteria_policy *policy,
                           const struct score_answers *answers) MUST;

#endif

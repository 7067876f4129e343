/* sheet_page.h: a sheet as it stands while it is written; private to the room. */
#ifndef COUNCIL_SHEET_PAGE_H
#define COUNCIL_SHEET_PAGE_H
#include "domain/council/anchor.h"
#include "domain/council/inside.h"
#include "domain/council/rescore.h"
#include "domain/dossier/dossier.h"

struct council_answers_now { /* by item of the set; empty: nothing yet */
    Str choice[CRITERIA_ITEMS_MAX], note[CRITERIA_ITEMS_MAX];
};
/* As stored in the version that counts; all empty when there is no sheet. */
Err council_answers_stored(struct req *q, const struct council_case *k,
                           const struct criteria_set *set, struct council_answers_now *ret) MUST;
/* Empty for an item that the set does not have. */
Str council_choice_now(const struct criteria_set *set, const struct council_answers_now *now,
                       Str item);
Str council_note_now(const struct criteria_set *set, const struct council_answers_now *now,
                     Str item);
/* A form that was refused is shown as it was typed. */
void council_put_typed(struct req *q, const struct criteria_set *set,
                       struct council_answers_now *now);
/* Names of an item's fields: "a.ITEM", "n.ITEM". */
Str council_choice_field(struct req *q, const struct criteria_item *item);
Str council_note_field(struct req *q, const struct criteria_item *item);

struct council_making { /* what the page of a sheet is made from */
    struct req *q;
    const struct council_case *k;
    const struct criteria_set *set;
    struct council_answers_now now;
    struct dossier_frozen filed;
    struct commune_facts commune;
    struct rescore_opens opens; /* criteria the sheet has to look at again */
    bool may_score;
    const struct anchor_proposal
        *proposed; /* by item, for a reference that is being written; or NULL */
};
/* Was the form shown before the sheet was saved last? */
bool council_is_stale(struct req *q, const struct council_case *k);
/* What is stored beside what was sent, where the two differ. */
Err council_show_stale(struct req *q, const struct council_making *m) MUST;
/* "3 điểm: ..."; what stands for none and for nothing yet. */
Str council_level_words(struct req *q, const struct criteria_set *set, Str choice);
/* Does the form come from that page? */
bool council_is_settled(struct req *q);
/* What the member chose there; the draft's remark is the stored one before. Refuses (field
 * "k.ITEM") what has no word. */
Err council_settled_draft(struct req *q, struct council_draft *d) MUST;
/* Under which name a browser keeps what it could not send: of the account and the file or anchor.
 */
Str council_keep_key(struct req *q, Id about);
/* Reads all of it; what was typed stands in `now` after a refused form. */
Err council_making_of(struct req *q, bool may_score, struct council_making *ret) MUST;
/* Where its form goes. */
Url council_sheet_at(struct req *q, const struct council_case *k);
/* The page of a sheet: of a file on the table, of an anchor, or of an anchor's reference. v: what
 * the caller has to add to it. */
Err council_put_sheet(const struct council_making *m, struct council_sheet_page *v) MUST;
/* Items whose choice or note came along; what did not come stays as stored. */
Err council_draft_of(struct req *q, const struct criteria_set *set, struct council_draft *ret) MUST;
/* Names of the fields of a sheet's form, for web_form_check(). */
#define COUNCIL_SHEET_FIELDS "filed a.* n.* t.* u.* k.* remark blank_ok agrees agrees_why"
/* Answers the browser's own saving: {"version":..,"saved_at":..}. */
Err council_answer_saved(struct req *q, int64_t version, Time saved_at) MUST;
/* Where the page opens again: a section of the sheet, by the button pressed; or nothing. */
Str council_sheet_place(struct req *q, const struct criteria_set *set);
struct council_criterion council_criterion_of(const struct council_making *m, int item);
/* at: where the sheet lies. First what the producer put beside this very criterion, then the papers
 * of its kinds. */
void council_papers_of(struct req *q, Str at, const struct dossier_frozen *filed,
                       const struct criteria_item *item, struct council_papers *ret);

#endif

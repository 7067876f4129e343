/* anchor.h: anchor files: dossiers already concluded, which the members of a session score before
 * the real ones, each for himself, and then see beside a reference sheet. Nothing of them counts
 * anywhere: they have tables of their own, which no quorum, result or statistic reads. */
#ifndef COUNCIL_ANCHOR_H
#define COUNCIL_ANCHOR_H
#include "domain/council/anchor.sql.h"
#include "domain/council/council.h"

enum { ANCHORS_MAX = 3 };

/* Where it stands: enum anchor_state. */
int anchor_state_of(const struct anchor *a);

/* ---- preparing: the secretary ---- */

/* Puts a concluded file (anchor_candidates() lists them) on the session. The seat that will confirm
 * the reference is the chair's, or a vice-chair's when the chair must not judge the dossier or is
 * away without one who presides. Refuses (field "file") what is no candidate, is there already or
 * is one too many, and (no field) a session without an open file, or nobody to confirm. */
Err anchor_put(struct tx *tx, const struct council_session *s, Id file, Id *ret) MUST;
/* Takes it off again; only before it is confirmed. E_STALE when it was changed since `version`. */
Err anchor_remove(struct tx *tx, const struct anchor *a, int64_t version) MUST;
/* Keeps levels and reasons (the notes) of the reference. Refuses what council_check_draft()
 * refuses. E_STALE when it was changed since d->version. */
Err anchor_write(struct tx *tx, const struct anchor *a, const struct criteria_set *set,
                 const struct council_draft *d) MUST;

struct anchor_proposal { /* out of the closed result; choice "": there is none */
    Str choice;
    Frac mean; /* of the points */
    int64_t sheets;
};
/* For every item of the set the level nearest to the mean of the closed file (of two, the lower),
 * among the cases most sheets chose: what the secretary may start from. Never stored by itself. */
Err anchor_propose(struct tx *tx, Id file, const struct criteria_set *set,
                   struct anchor_proposal *ret) MUST;
/* Pure: the same of sheets at hand. */
void anchor_nearest(const struct criteria_set *set, int item, size_t n,
                    const struct score_answers *sheets, struct anchor_proposal *ret);

/* ---- the chair ---- */

/* Confirms the reference as it stood at `version`; from then on it stays and members may score.
 * Refuses items without a level or a reason, levels that do not score, and whoever wrote any of it.
 * E_STALE when it was changed since. */
Err anchor_confirm(struct tx *tx, const struct anchor *a, const struct council *c,
                   const struct criteria_set *set, int64_t version) MUST;

/* ---- members ---- */

/* Must the account, or the member whose seat it fills, not judge the dossier? What was declared or
 * decided on it in any session, what the data say under this council's setting, or having written
 * the reference. */
Err anchor_conflict(struct tx *tx, const struct anchor *a, Id account, Id seat, bool *ret) MUST;
/* Keeps a draft of the acting account's sheet, as council_save() does of a real one. */
Err anchor_save(struct tx *tx, const struct anchor *a, const struct criteria_set *set,
                const struct council_draft *d, struct anchor_sheet *ret) MUST;
/* Hands it in for good. Refuses as council_hand_in() does. */
Err anchor_hand_in(struct tx *tx, const struct anchor *a, const struct council *c,
                   const struct criteria_set *set, bool blank_ok) MUST;
/* The member must not judge it: it leaves his lists. Refuses (field "reason") silence. */
Err anchor_recuse(struct tx *tx, const struct anchor *a, Str reason) MUST;

/* ---- together ---- */

struct anchor_people { /* seats that score it: who vote, may judge it and do not lead it */
    int64_t seats, in;
    bool all_in; /* somebody is, and nobody is missing */
    Str missing; /* names */
};
Err anchor_people_of(struct tx *tx, const struct anchor *a, struct anchor_people *ret) MUST;
/* No more sheets from now on. */
Err anchor_end(struct tx *tx, const struct anchor *a) MUST;

/* Answers of an anchor as those of a sheet. */
Err anchor_reference_of(struct tx *tx, Id anchor, struct score_answers *ret) MUST;
Err anchor_sheet_answers(struct tx *tx, Id sheet, struct score_answers *ret) MUST;
struct anchor_votes {
    size_t n;
    struct score_answers *v;
};
/* Of all sheets that are in, without names. */
Err anchor_votes_of(struct tx *tx, Id anchor, struct anchor_votes *ret) MUST;

/* ---- what there is to do, and the regulation ---- */

struct anchor_todo {              /* of a session, for an account that fills a seat there */
    int64_t seen;                 /* it may see so many */
    int64_t to_score, to_confirm; /* to_confirm: no reason is missing any more */
};
/* Nothing of anchors that it must not judge. */
Err anchor_todo_of(struct tx *tx, Id session, const struct council_actor *me, Id account,
                   struct anchor_todo *ret) MUST;
/* Does the regulation ask it to score an anchor of the session before a file opens? Anchors that
 * have ended, or that it must not or need not score, bind nobody. */
Err anchor_owed(struct tx *tx, Id session, Id council, const struct council_actor *me, Id account,
                bool *ret) MUST;
Err anchor_set_rule(struct tx *tx, Id council, bool first) MUST;

#endif

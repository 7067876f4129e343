/* conflict.h: conflicts of interest: a member answers for every file before it opens; what the data
 * say goes to the chair. Private to the room. */
#ifndef COUNCIL_CONFLICT_H
#define COUNCIL_CONFLICT_H
#include "domain/council/conflict.sql.h"
#include "domain/council/council.h"

/* Traces looked for, by the council's setting. Bits are stored; never renumber. */
enum conflict_kind {
    CONFLICT_TAX = 1,          /* the producer's tax code is among the declared ones */
    CONFLICT_ADDRESS = 2,      /* same address as the member's */
    CONFLICT_FAMILY_PLACE = 4, /* the representative's family name, in the member's commune */
    CONFLICT_EMPLOYER = 8,     /* the producer is the member's employer */
    CONFLICT_HELPED = 16       /* the member wrote, handed in or confirmed the dossier */
};
enum { CONFLICT_KINDS = 5 };

struct conflict_choice { /* a file the member must not judge, with the reason */
    Id file;
    bool conflict;
    Str reason;
};
struct conflict_declaration {
    Str answer; /* "none" or "some" */
    struct conflict_interest interest;
    size_t n;
    const struct conflict_choice *v;
};

/* Which traces tie the member to the file: bits of enum conflict_kind, only those of `kinds`.
 * Compared without case, marks and double blanks; an empty word ties nothing. */
int64_t conflict_find(struct arena *a, int64_t kinds, Str member, const struct conflict_interest *i,
                      const struct conflict_file *f);
/* Answers for every file of the session that has no answer yet: recuses from the marked ones, looks
 * the others up. Refuses (field "answer") silence or an answer that does not fit the marks, (field
 * "r.FILE") a mark without a reason, (fields of the interest) words that are too long. Returns how
 * many files wait for the chair now. */
Err conflict_declare(struct tx *tx, const struct council_session *s,
                     const struct conflict_declaration *d, int64_t *ret_held) MUST;
/* What waits for this account's word: none, unless it acts for the chair or a vice-chair and may
 * preside. */
Err conflict_to_decide(struct tx *tx, Id session, Id account, struct conflict_hits *ret) MUST;
/* The chair's word on a hit: accepted, the member is recused; rejected, the file opens. Refuses
 * (field "reason") a rejection without a reason. E_NONE when it is not the actor's to decide. */
Err conflict_decide(struct tx *tx, Id session, Id hit, bool accept, Str reason) MUST;
/* Which traces this council looks for from now on: bits of enum conflict_kind. */
Err conflict_set_kinds(struct tx *tx, Id council, int64_t kinds) MUST;
#endif

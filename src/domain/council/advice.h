/* advice.h: Tổ tư vấn: experts who look at the files before the council, visit, have tests made and
 * report; they never score. Private to the room. */
#ifndef COUNCIL_ADVICE_H
#define COUNCIL_ADVICE_H
#include "domain/council/council.h"

enum advice_kind { ADVICE_VISIT = 1, ADVICE_TEST, ADVICE_SUPPLEMENT }; /* stored; never renumber */
enum advice_state { ADVICE_DRAFT = 1, ADVICE_IN };

/* Takes somebody into the team. Refuses (field "account") a producer's account, somebody who sits
 * in the council, stands in for a seat, or is in the team; (field "department") silence; (field
 * "leads") a second head. */
Err advice_join(struct tx *tx, const struct council *c, Id account, Str department, bool leads)
    MUST;
/* Takes somebody out; the role ends today. E_STALE: is not in the team. */
Err advice_leave(struct tx *tx, const struct council *c, Id account) MUST;
/* Somebody who advises does not score: refuses (field "members") by name. */
Err advice_check_members(struct tx *tx, Id council, const struct council_seats *seats) MUST;

struct advice_words {
    Str findings, advice;
    int64_t version; /* as shown; 0: there was none */
    bool hand_in;    /* for good: the members see it */
};
/* Keeps the report on a file. Refuses texts that are too long and, when it is handed in, (fields
 * "findings", "advice") silence and (field "requests") visits and tests without a result. E_STALE
 * when it was changed meanwhile, or is in. */
Err advice_save(struct tx *tx, Id file, const struct advice_words *w) MUST;
/* A visit or a test is asked for. Refuses (fields "kind", "what") silence. */
Err advice_ask(struct tx *tx, Id file, int64_t kind, Str what) MUST;
/* What came of it. Refuses (field "done_on") a day of tomorrow, (field "result") silence. E_STALE:
 * answered already. */
Err advice_answer(struct tx *tx, Id file, Id request, Date done_on, Str result) MUST;
#endif

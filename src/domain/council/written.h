/* written.h: lấy ý kiến bằng văn bản (QĐ 26/2026 Đ.7.6): a session without a meeting, for
 * re-evaluations; members send their sheet and say whether they agree. */
#ifndef COUNCIL_WRITTEN_H
#define COUNCIL_WRITTEN_H
#include "domain/council/council.h"
#include "domain/council/written.sql.h"

struct council_written {
    bool is;        /* the session was opened as one */
    bool asks;      /* and no meeting has been called: answers are asked for */
    Date closes_on; /* last day of answers */
    Date met_on;    /* the meeting called after all; none: no */
    Str met_why;
};
Err council_written_of(struct tx *tx, Id session, struct council_written *ret) MUST;
/* As council_open_session(); the day is the last day of answers. */
Err council_open_written(struct tx *tx, const struct council *c, Str name, Date closes_on, Id *ret)
    MUST;
/* Refuses (field session) in a written session any dossier that is not a re-evaluation under a law
 * that lets the council vote in writing. Nothing to say of other sessions. */
Err council_written_takes(struct tx *tx, Id session, Id dossier) MUST;
/* With the sheet of a seat (its member's account): agrees or not, and why. Refuses (fields agrees,
 * agrees_why) silence, another view without a reason, and (general) an answer after the last day.
 * Writes nothing in sessions that ask no answer. agrees: "1", "0" or what was typed. */
Err council_written_answer(struct tx *tx, const struct session_file *f, Id seat, Str agrees,
                           Str reason) MUST;
/* Refuses closing before everybody has answered or the last day is over, while views differ and no
 * meeting was called, and before the day of the meeting. */
Err council_written_may_close(struct tx *tx, const struct session_file *f) MUST;
/* Calls a meeting after all. Refuses (fields met_on, met_why) a day in the past, silence; E_STALE
 * when one was called already; E_NONE: not a written session. */
Err council_written_meet(struct tx *tx, Id session, Date on, Str why) MUST;

#endif

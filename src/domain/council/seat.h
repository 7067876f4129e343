/* seat.h: a member's seat in other hands: written delegations with a period. Private to the room.
 */
#ifndef COUNCIL_SEAT_H
#define COUNCIL_SEAT_H
#include "domain/council/council.h"

struct seat_paper { /* what the written delegation says */
    Id member, substitute;
    Str paper_no, reason;
    Date paper_date, from_day, until_day;
    bool presides; /* a substitute of the chair or a vice-chair may preside */
};
enum seat_stage { SEAT_LASTING = 1, SEAT_COMING, SEAT_OVER, SEAT_ENDED };

/* Records a delegation and lets the substitute in for its period. Refuses, each on its field: a
 * member without a vote in this council, a substitute who is a producer's account, sits in the
 * council or stands in for another seat in that time, a missing number or reason, a paper of
 * tomorrow, a period that is backwards, over, before the paper or outside the council's term, or in
 * which the seat is delegated already, and presiding where the seat does not preside. */
Err seat_delegate(struct tx *tx, const struct council *c, const struct seat_paper *p, Id *ret) MUST;
/* Ends a delegation before its time: the substitute is out at once. Refuses (field "ended_reason")
 * silence. E_NONE: not of this council; E_STALE: it has ended already. */
Err seat_end(struct tx *tx, Id council, Id delegation, Str reason) MUST;
/* Where a delegation stands on a day. */
enum seat_stage seat_stage_of(const struct seat_delegation *g, Date today);

/* A substitute takes no seat in the same council: refuses (field "members") by name. */
Err seat_check_members(struct tx *tx, Id council, const struct council_seats *seats) MUST;
/* After the seats have changed: delegations of members who left end, and none lasts longer than the
 * council. */
Err seat_members_changed(struct tx *tx, Id council, const struct council_seats *seats, Date until)
    MUST;
#endif

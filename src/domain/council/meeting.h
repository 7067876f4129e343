/* meeting.h: the meeting of a session: the file on the table, who is there, notes, and what the
 * council answers as a group. Nothing here touches a sheet or a result. */
#ifndef COUNCIL_MEETING_H
#define COUNCIL_MEETING_H
#include "domain/council/council.h"
#include "domain/council/meeting.sql.h"
#include "platform/i18n/i18n.h"

/* Numbers are stored; never renumber. */
enum meeting_kind {
    MEETING_CONCLUSION = 1, /* the group's conclusion on the file */
    MEETING_SUPPLEMENT,     /* ask for more papers */
    MEETING_POSTPONE,
    MEETING_OTHER
};
enum meeting_answer { MEETING_YES = 1, MEETING_NO, MEETING_ABSTAIN };
/* Of whom more than half must be in favour; dated setting "council.majority": "present" (also when
 * none), "cast", "seats" or "two_thirds". */
enum meeting_rule {
    MEETING_OF_PRESENT = 1, /* voting members who are there and may judge the file */
    MEETING_OF_CAST,        /* those who said yes or no */
    MEETING_OF_SEATS,       /* every voting seat */
    MEETING_TWO_THIRDS      /* at least two thirds of the first */
};

/* ---- the order of the agenda: pure ---- */

/* Seats as bits, in the order of the council's seats. */
typedef uint64_t MeetingSeats;
/* How often somebody leaves the room or comes back when files are called in this order: order[i] is
 * an index into away. Everybody is in the room before the first. */
int64_t meeting_moves(size_t n, const MeetingSeats *away, const size_t *order);
/* The order in which people go in and out least: files that keep everybody first, then always the
 * file for which the fewest have to move; the given order where that is no better. */
void meeting_order(struct arena *a, size_t n, const MeetingSeats *away, size_t *order);
/* How many must be in favour; voters: there and may judge the file, cast: said yes or no. */
int64_t meeting_needed(enum meeting_rule rule, int64_t voters, int64_t cast, int64_t seats);

/* ---- the meeting as an account stands to it ---- */

struct meeting_item {
    struct session_file_line line; /* as it is to the account */
    MeetingSeats away;             /* seats that leave the room while it is on the table */
    Str aside;                     /* their names; "" nobody */
};
struct meeting_items {
    size_t n;
    struct meeting_item *v;
};
struct meeting_quorum {
    int64_t seats, there, needed; /* voting seats, of them present, how many must be */
    bool chair_in;                /* who may preside is there, or nobody asks for it */
    bool met;
};
struct meeting {
    struct council_session s;
    struct council c;
    struct council_actor me;
    bool there;                    /* the account acts for a seat and has come */
    struct meeting_persons people; /* every seat, with who acts for it */
    struct meeting_items agenda;   /* in the order of the meeting */
    int64_t moves, moves_as_filed; /* in this order, and in the order of their numbers */
    Id now;                        /* the file on the table, or none */
    const struct meeting_item *on; /* the same, or NULL */
    bool locked;                   /* it is not the account's to see */
    struct meeting_quorum quorum;  /* of everybody who is there */
    struct meeting_votes votes;
    const struct meeting_vote *open; /* the vote that is open, or NULL */
    int64_t came;                    /* rows of presence: what a form was made of */
};
/* Everything about a session's meeting, for an account. What it may not see is in it: hidden() says
 * what. */
Err meeting_of(struct tx *tx, const struct council_session *s, Id account, struct meeting *ret)
    MUST;
/* The item of a file; NULL: none, or not of this session. */
const struct meeting_item *meeting_item_of(const struct meeting *m, Id file);
/* Not the account's to see: recused, or held till the chair has decided. */
bool meeting_hidden(const struct meeting_item *item);
/* Who is there without those who may not judge the file; ID_NONE: everybody counts. */
struct meeting_quorum meeting_quorum_for(const struct meeting *m, Id file);

/* ---- leading it ---- */

/* Puts a file of the session on the table; ID_NONE: none. was: what lay there when the page was
 * shown; E_STALE when something else does. Refuses (field "file") another session's, and while a
 * vote is open. */
Err meeting_put_on_table(struct tx *tx, const struct meeting *m, Id file, Id was) MUST;
/* Notes who has come and who has left; writes only what changed, with the time. after: m->came when
 * the page was shown, else E_STALE. Refuses (field "present") people without a seat. */
Err meeting_note_presence(struct tx *tx, const struct meeting *m, int64_t after, size_t n,
                          const Id *there) MUST;
/* A note of the session or (file) of one of its files. corrects: the note it stands for from now
 * on, whose file it takes, or none. Refuses (field "note") silence or too many words, (field
 * "about") a file of another session, (field "corrects") a note of another session, E_STALE one
 * that is corrected already. */
Err meeting_take_note(struct tx *tx, const struct meeting *m, Id file, Id corrects, Str words) MUST;

/* ---- votes of the group ---- */

/* Puts a proposal about the file on the table (the session, when there is none) to the vote. was:
 * as above. Refuses one who may not judge the file or is not there, while a vote is open, without a
 * quorum of those who may judge the file, (field "kind") an unknown kind or one that asks for a
 * file, and (field "proposal") silence or too many words. */
Err meeting_put_vote(struct tx *tx, const struct meeting *m, Id was, int64_t kind, Str words) MUST;
/* The answer of the account's seat, till the vote is closed; the last one counts. Refuses, with the
 * reason, one without a vote, one who may not judge the file on the table (before anything is told
 * of it), one who is not there or has not answered whether there is a conflict of interest, and a
 * vote that is not the open one. */
Err meeting_answer_vote(struct tx *tx, const struct meeting *m, Id vote, int64_t answer) MUST;
/* Counts, by the rule of when it was put, answers of whoever may still judge the file. Refuses as
 * meeting_put_vote() does who may not; E_STALE when it is not the open one. */
Err meeting_close_vote(struct tx *tx, const struct meeting *m, Id vote) MUST;
/* The group's decision on a file: its last closed vote that was carried and is no
 * MEETING_OTHER; NULL: none. */
const struct meeting_vote *meeting_decision(const struct meeting_votes *votes, Id file);
bool meeting_vote_closed(const struct meeting_vote *v);
/* "2 tán thành, 1 không tán thành ...": the counts of a closed vote, the same on every page and
 * paper. */
Str meeting_told(struct arena *a, enum lang lang, const struct meeting_vote *v);
int meeting_kind_message(int64_t kind);
int meeting_rule_message(int64_t rule);

/* ---- for the minutes ---- */

struct meeting_stay { /* from when till when somebody was there */
    Id seat, account;
    Str name;
    int64_t position;
    Time from, until; /* until none: till the end */
};
struct meeting_stays {
    size_t n;
    struct meeting_stay *v;
};
struct meeting_record {
    bool held;                  /* presence, a note or a vote was recorded */
    struct meeting_stays stays; /* by seat, then in time */
    int64_t seats, came;        /* voting seats, and how many of them were there at some time */
    struct meeting_notes notes; /* with those that were corrected */
    struct meeting_votes votes; /* with one that is open */
};
Err meeting_record_of(struct tx *tx, const struct council_session *s, struct meeting_record *ret)
    MUST;

#endif

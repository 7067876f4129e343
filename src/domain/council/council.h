/* council.h: Hội đồng đánh giá, phân hạng: who sits in it, its regulation, its sessions, the files
 * on the table, members' sheets, and the closing of a file. */
#ifndef COUNCIL_H
#define COUNCIL_H
#include "domain/council/advice.sql.h"
#include "domain/council/council.sql.h"
#include "domain/council/rescore.sql.h"
#include "domain/council/seat.sql.h"
#include "domain/council/talk.sql.h"
#include "domain/criteria/criteria.h"

/* Numbers are stored; never renumber. Up to COUNCIL_VOTER they vote. */
enum council_position { COUNCIL_CHAIR = 1, COUNCIL_VICE, COUNCIL_VOTER, COUNCIL_SECRETARY };
enum {
    COUNCIL_SEATS_MAX = 40,
    COUNCIL_QUORUM = 75, /* per cent, with the chair: provincial practice (Tây Ninh) */
    COUNCIL_NONCE = 16
};

/* ---- the council and its regulation ---- */

struct council_new {
    Str name, decision_no;
    Date decision_date, from_day, until_day; /* until_day none: open */
    int64_t quorum_percent;
    bool chair_needed;
    Str gate, title_mark, blank, dependency; /* words of criteria_policy */
    int64_t divergence;
    Str tier;    /* "province" (also when none) or "district" */
    Id district; /* that sets it up; none: the province */
    bool demo;
    struct council_seats seats; /* account, department, position; names are looked up */
};
/* Nobody and nothing yet, under the usual regulation: COUNCIL_QUORUM per cent with the chair, and
 * what criteria_default_policy() says. */
struct council_new council_usual(void);
/* The same name as the database's word; false when there is no such word. */
bool council_policy_of(const struct council *c, struct criteria_policy *ret);
/* Sets up a council and gives its members their roles. Refuses, each on its field: a missing name
 * or decision number, a decision in the future, a term that ends before it begins, a quorum outside
 * 1..100, unknown policy words, fewer than two departments, the same person twice, no chair or two,
 * two secretaries, an account that is a producer's, a level there was not, and departments that
 * have to sit in it, as far as the setting "council.composition" says so. */
Err council_create(struct tx *tx, const struct council_new *n, Id *ret) MUST;
/* Changes the same; the regulation is fixed once a sheet has been handed in, and a member with a
 * sheet keeps the seat. E_STALE when somebody changed it since `version`. */
Err council_change(struct tx *tx, const struct council *c, int64_t version,
                   const struct council_new *n) MUST;

/* The district that set the council up, while there is one; none: the province's, or the district
 * is no more, and nobody acts in the council any longer. */
Err council_district_today(struct tx *tx, Id council, bool *ret_ended, Id *ret) MUST;

/* Its kind and name ("huyện", "Tuy Phong"), also when it is no more; not found: the province's. */
Err council_district_named(struct tx *tx, Id council, bool *ret_found, Str *ret_kind, Str *ret_name)
    MUST;

/* ---- who acts for a seat ---- */

/* An account as it stands to a council today. A member who has delegated the seat does not act for
 * it while the delegation lasts; the substitute does. */
struct council_actor {
    bool seated;     /* has a seat, or stands in for one */
    bool substitute; /* stands in */
    struct seat_acting
        seat;      /* seat.account: whose sheet it is; the account itself without a seat */
    Id votes;      /* the account, when it may score for the seat now; else none */
    bool presides; /* acts for the chair or a vice-chair, and may preside */
    bool owes;     /* set where a session is shown: anchor_owed() */
};
Err council_actor_of(struct tx *tx, Id council, Id account, struct council_actor *ret) MUST;

/* ---- sessions ---- */

/* Refuses (fields name, held_on) an empty name and a day in the past or outside the council's term.
 */
Err council_open_session(struct tx *tx, const struct council *c, Str name, Date held_on, Id *ret)
    MUST;
/* Puts a frozen version on the table, as the last file of the agenda. Refuses a session whose day
 * has passed or whose council is no longer in force, and a dossier that is already before a
 * council. The caller moves the dossier. council_sessions_open() lists where files may go. */
Err council_add_file(struct tx *tx, Id session, Id dossier, Id filed) MUST;
/* Files this account still has to score, for its own seat or as a substitute: for the desk. */
Err council_waiting(struct tx *tx, Id account, int64_t *ret) MUST;

struct council_quorum {
    int64_t seats, sheets, needed; /* who may vote, who has, how many must have */
    bool enough, chair_in;         /* chair_in: or nobody asks for the chair */
    bool met;                      /* both */
};
/* Is the file ripe for closing? Recused members still count among the seats: whoever is recused
 * does not make the quorum easier. A chair who is recused, or represented by a substitute who does
 * not preside, is stood in for by a vice-chair's sheet. */
Err council_quorum_of(struct tx *tx, const struct council *c, Id file, struct council_quorum *ret)
    MUST;

/* ---- a member's sheet ---- */

/* What a choice may be besides an option's full id. */
#define COUNCIL_NOTHING_YET S("")  /* only a note so far */
#define COUNCIL_NONE_CHOSEN S("-") /* looked at: none of the levels holds, 0 points */

struct council_draft {
    int64_t version; /* of the sheet as shown; 0: there was none */
    Id filed;        /* version of the dossier as shown; none: not said */
    Str remark;
    struct score_answers answers; /* items to be written; the others stay */
};
/* Keeps a draft of the sheet of the seat that the account acts for; the first call makes the sheet.
 * A substitute is written down beside it. Refuses (field "a.ITEM") options that the sheet
 * does not have. E_STALE for a sheet changed elsewhere since it was shown, and when the basis of
 * criteria changed on the table. Returns the sheet as it stands. */
Err council_save(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                 const struct council_draft *d, struct score_sheet *ret) MUST;
/* Hands the sheet in for good. Refuses, by item, what the council's regulation does not take, and
 * (field "blank_ok") items nobody looked at, unless blank_ok says that they shall count 0. Stores
 * the commitment: SHA-256 over a random nonce and the canonical answers. */
Err council_hand_in(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                    bool blank_ok) MUST;
/* Declares a conflict of interest for the acting account: the file leaves its lists for good, and
 * the lists of the other person of the same seat while one stands in for the other.
 * Refuses (field "reason") silence. */
Err council_recuse(struct tx *tx, Id file, Str reason) MUST;
/* What the commitment is taken over: one JSON object, answers in byte order of their items.
 * dossier: hash of the version it was scored on, in hex; none: of a sheet from before there was
 * more than one. */
Str council_canonical(struct arena *a, Id file, Id account, Str dossier, Str remark,
                      const struct score_answers *answers);
/* Bytes in hex; none stays none. */
Str council_hex(struct arena *a, Str bytes);
Hash council_commitment(Str nonce, Str canonical);
/* A stored sheet as the scoring function takes it. */
struct criteria_sheet council_sheet(struct arena *a, const struct score_answers *answers);

/* ---- versions of a sheet: the first is the sheet itself, the last counts, all stay ---- */

struct council_later { /* the second version, or one after it */
    struct sheet_version row;
    struct sheet_changes changes;
    struct score_answers before; /* what it changed */
};
struct council_laters {
    size_t n;
    struct council_later *v;
};
/* Later versions of a sheet that is in, oldest first. answers: of the first version; becomes those
 * that count. */
Err council_laters_of(struct tx *tx, Id file, Id sheet, struct score_answers *answers,
                      struct council_laters *ret) MUST;
/* The same out of all later versions and changes of its file. */
struct council_laters council_laters_among(struct arena *a, const struct sheet_versions *rows,
                                           const struct sheet_changes *all, Id sheet,
                                           struct score_answers *answers);
/* What the commitment of a later version is taken over: it names the commitment before it, and the
 * discussion or the dossier's version it comes from. */
Str council_canonical_later(struct arena *a, Id account, Str before, const struct sheet_version *v,
                            const struct sheet_changes *changes);

/* ---- the result ---- */

struct council_vote {             /* one sheet that is in */
    struct score_sheet_in sheet;  /* as handed in first */
    struct score_answers answers; /* that count: of the last version */
    struct council_laters laters;
    bool sound; /* every version still is what was handed in */
};
/* Of the version that counts. */
Str council_vote_commitment(const struct council_vote *v);
Time council_vote_at(const struct council_vote *v);
struct council_votes {
    size_t n;
    struct council_vote *v;
};
Err council_votes_of(struct tx *tx, Id file, struct council_votes *ret) MUST;
/* While a file is open nobody has a name: an order that tells nothing either, and that later
 * versions do not change. */
void council_votes_mix(struct council_votes *votes);
/* Scores sheets that are in under the council's regulation. E_DB when they do not score. */
Err council_votes_score(struct arena *a, const struct council *c, const struct criteria_set *set,
                        const struct council_votes *votes, struct criteria_result *ret) MUST;
struct dossier;
/* The file still lies where its dossier is: refuses one with a council of a district that has
 * passed it on or is no more. */
Err council_check_place(struct tx *tx, const struct session_file *f, struct dossier *ret) MUST;
/* Closes the file: checks every commitment, runs criteria_score under the council's policy, stores
 * the result with its printed explanation, moves the dossier to "scored". Refuses an open quorum,
 * sheets that were tampered with, and what rescore_check_close() and talk_check_close() refuse;
 * statement: why it is closed though sheets stay apart. E_STALE when it was closed meanwhile. */
Err council_close(struct tx *tx, const struct session_file *f, const struct council *c,
                  const struct criteria_set *set, Str statement) MUST;
/* Which rule decided, in plain Vietnamese. */
Str council_explanation(struct arena *a, const struct criteria_set *set,
                        const struct criteria_policy *p, const struct criteria_result *r);
/* A gate of a result in words: where it stands, what it needs, what it got. */
struct council_failing {
    Str where, need, got;
};
struct council_failing council_gate_words(struct arena *a, const struct criteria_set *set,
                                          const struct criteria_policy *p,
                                          const struct criteria_result *r,
                                          const struct criteria_gate *g);
/* The option a sheet chose for an item; NULL: none. */
const struct criteria_option *council_chosen(const struct criteria_set *set,
                                             const struct score_answers *answers, int item);
/* Points of a sheet in a part (0 A, 1 B, 2 C). */
int64_t council_part_sum(const struct criteria_set *set, const struct score_answers *answers,
                         int part);

/* ---- what happened to a file: the result's page and the papers tell the same ---- */

struct criteria_cache;
struct council_outcome {
    struct session_file f;
    struct council c;
    const struct criteria_set *set;
    struct criteria_policy policy;
    struct session_recuseds recused;
    bool closed;
    /* of a closed file only: before, nobody may tell */
    struct council_votes votes;
    struct criteria_result r;
    struct score_result stored;
    Str explanation;
    struct talks talks; /* discussions, with what they opened and who was there */
    struct talk_items talk_items;
    struct talk_presents talk_presents;
    struct file_laids laids; /* later versions of the dossier that came on the table */
    bool stayed_apart;       /* closed with a statement */
    struct file_statement statement;
};
/* E_NONE: no such file. E_DB when what is stored does not fit together. */
Err council_outcome_of(struct tx *tx, struct criteria_cache *cache, Id file,
                       struct council_outcome *ret) MUST;
/* "77 2/3": the exact mean for people. */
Str council_exact(struct arena *a, Frac f);

#endif

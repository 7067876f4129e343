/* rescore.h: a supplement while the council scores: the secretary asks the producer for more, what
 * is handed in comes on the table as a later version, and sheets look again at those criteria whose
 * basis changed. Everything else they say stays. */
#ifndef COUNCIL_RESCORE_H
#define COUNCIL_RESCORE_H
#include "domain/commune/commune.h"
#include "domain/council/council.h"
#include "domain/council/rescore.sql.h"
#include "domain/dossier/ask.h"

/* The rule without a row (rescore.sql says the same): a council may ask, and gives three working
 * days. The legal ground is unverified, so that both are settings of its regulation. */
enum { RESCORE_DAYS = 3, RESCORE_DAYS_MAX = 60, RESCORE_ASKS = 3 };

/* May the council ask, and how many working days does it give? Refuses (field "ask_days") what is
 * not 1..RESCORE_DAYS_MAX. */
Err rescore_set_rule(struct tx *tx, Id council, bool may_ask, int64_t days) MUST;

/* ---- asking ---- */

/* Numbered requests to the producer. Refuses a council that may not ask, (field "until") a day that
 * is past or more than RESCORE_DAYS_MAX days away, (field "text.1") no request, what
 * commune_request() refuses, a file no longer with this council, and one whose last supplement is
 * not on the table yet. A round still there ends. */
Err rescore_ask(struct tx *tx, const struct session_file *f, const struct review_targets *allowed,
                Date until, size_t n, const struct commune_ask *ask) MUST;
/* The council does without. E_STALE when nothing is asked. */
Err rescore_call_off(struct tx *tx, const struct session_file *f) MUST;

/* ---- the later version ---- */

struct rescore_next {
    bool there; /* something was handed in that is not on the table */
    struct file_version now, next;
    struct dossier_basis_changes changes; /* criteria to be scored again */
};
Err rescore_next_of(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                    struct rescore_next *ret) MUST;
/* Puts it on the table. more: items to be looked at besides, by the secretary's word. Sheets begun
 * or handed in are asked; nothing is asked when no basis changed. E_STALE when `filed` is not what
 * waits. Refuses (field "i.ITEM") what is no criterion. */
Err rescore_lay(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                Id filed, size_t n, const Str *more) MUST;
/* Did criteria change on the table since that version was on it? */
Err rescore_changed_since(struct tx *tx, Id file, Id filed, bool *ret) MUST;

/* ---- the member's word ---- */

struct rescore_open { /* a criterion the sheet is asked about */
    int item;
    int64_t why;               /* bits of enum dossier_basis */
    int64_t before_no, now_no; /* versions of the dossier to be compared */
};
struct rescore_opens { /* in the order of the sheet */
    size_t n;
    struct rescore_open *v;
};
Err rescore_opens_of(struct tx *tx, Id file, Id sheet, const struct criteria_set *set,
                     struct rescore_opens *ret) MUST;
struct rescore_word {
    int64_t version; /* of the sheet as shown: a draft's, or how many versions were handed in */
    Id filed;        /* version of the dossier as shown */
    struct sheet_changes changes;
};
/* The word of the acting account's seat on every criterion it is asked about: a new score, or kept.
 * A draft is written on; of a sheet handed in it is the next version, sealed over the hash of the
 * dossier's version. Refuses (field "a.ITEM") a criterion without a word or with two, options the
 * sheet does not have and what the regulation does not take. E_STALE when sheet or dossier have
 * another version. E_NONE when nothing is asked. */
Err rescore_say(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                const struct rescore_word *w) MUST;
/* Refuses, by item, to hand in a draft that is asked for a word. */
Err rescore_check_draft(struct tx *tx, Id file, Id sheet, const struct criteria_set *set) MUST;

/* ---- closing ---- */

/* Criteria that sheets handed in still wait for, in the order of the sheet (indexes of the set). */
struct rescore_waiting {
    size_t n;
    int *v;
};
Err rescore_waiting_of(struct tx *tx, Id file, const struct criteria_set *set,
                       struct rescore_waiting *ret) MUST;
/* Refuses while the producer may still hand in, while something handed in is not on the table, and
 * for each criterion that waits. A round whose day is past ends. */
Err rescore_check_close(struct tx *tx, const struct session_file *f, const struct dossier *d,
                        const struct criteria_set *set) MUST;

#endif

/* offline.h: a member's own sheets of a session as one workbook, filled in without a network, and
 * taken back as drafts: never handed in, never written over what changed meanwhile. */
#ifndef COUNCIL_OFFLINE_H
#define COUNCIL_OFFLINE_H
#include "domain/council/council.h"
#include "domain/council/offline.sql.h"
#include "platform/i18n/i18n.h"

struct offline_sheet { /* a file that the acting account may score now, with what is stored */
    struct session_file f;
    const struct criteria_set *set;
    Hash hash; /* of the set's content */
    bool has_sheet;
    struct score_sheet sheet;
    struct score_answers answers;
};
struct offline_gone { /* a file it sees, but may no longer score */
    Id file;
    int key; /* message: why */
};
struct offline_desk {
    Id session, seat; /* seat: whose sheets they are */
    Str session_name;
    size_t n, n_gone;
    struct offline_sheet *v;
    struct offline_gone *gone;
};
/* What is stored for the files of the desk; file and set are filled in by the caller, who asked
 * whether the account may score them. */
Err offline_fill(struct tx *tx, struct offline_desk *d) MUST;
/* One tab a file. Only what the desk holds goes in. */
Err offline_workbook(struct tx *tx, const struct offline_desk *d, enum lang lang, Str *ret) MUST;

/* ---- back again ---- */

struct offline_text { /* of a sheet: a level and a note; of the remark: the note only */
    Str choice, note;
};
struct offline_change {
    int item;                      /* of the set; -1: the remark */
    Str cell;                      /* "D12" */
    struct offline_text now, then; /* stored; in the workbook */
    bool clash;                    /* both changed since the workbook was made */
};
struct offline_fault {
    Str cell; /* "" when it is about the whole tab */
    int key;
    Str a0, a1;
};
struct offline_tab {
    Str name;
    const struct offline_sheet *to; /* NULL: nothing of it is taken */
    size_t n, n_faults, cap, cap_faults;
    struct offline_change *v;
    struct offline_fault *fault; /* with one, nothing of the tab is taken */
    int64_t blank, clashes;      /* cells left empty keep what is stored */
};
struct offline_reading {
    size_t n;
    struct offline_tab *v;
};
/* Compares a workbook with what is stored. Refuses (field "file") what is no workbook, none of
 * ours, or one of another session or another member; what is wrong in a tab is told there. Nothing
 * is written. */
Err offline_read(struct tx *tx, const struct offline_desk *d, Str bytes,
                 struct offline_reading *ret) MUST;

enum offline_side { OFFLINE_UNDECIDED, OFFLINE_STORED, OFFLINE_SENT };
struct offline_word { /* the member's word on one tab */
    bool take;
    int64_t version;               /* of the stored sheet as it was shown */
    const enum offline_side *side; /* of each change that clashes */
};
/* Name of the form field for a change: "k.FILE.ITEM", "k.FILE.remark". */
Str offline_field(struct arena *a, const struct offline_tab *t, const struct offline_change *c);
/* Writes drafts. Refuses (by field) a clash without a word and (no field) when nothing is taken.
 * E_STALE when a sheet changed since it was shown. */
Err offline_store(struct tx *tx, const struct offline_upload *u, const struct offline_reading *r,
                  const struct offline_word *word) MUST;

#endif

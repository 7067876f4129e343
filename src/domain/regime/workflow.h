/* workflow.h: the workflow as data: states, who may move what where, until when, and what the mover
 * must give; made of the policy table and a regime, checked, and drawn. */
#ifndef REGIME_WORKFLOW_H
#define REGIME_WORKFLOW_H
#include "domain/access/access.h"
#include "domain/regime/regime.h"

enum { WORKFLOW_MOVES_MAX = 60, WORKFLOW_STATES_MAX = 16, WORKFLOW_ANY_FLAGS = 32768 };

enum workflow_machine {
    WORKFLOW_DOSSIER = 0, /* hồ sơ */
    WORKFLOW_FILE,        /* a dossier on the council's table */
    WORKFLOW_CRITERIA,    /* a criteria set */
    WORKFLOW_IMPORT,      /* an import of the office register */
    WORKFLOW_IDEA,        /* an idea of a product */
    WORKFLOW_MACHINES
};

struct workflow_state {
    int state;
    int name;      /* message */
    bool final;    /* nothing leaves it */
    bool rest;     /* may stay in it for good, though something leaves it */
    int col, line; /* where it stands in the picture */
};
/* One way on. to == from: the state stays, only flags change (a request closed, a sheet in). */
struct workflow_move {
    int action, role, relation;
    int from, to;                        /* from 0: the thing begins */
    uint64_t needs, never, sets, clears; /* enum access_flag */
    int does, gives, why; /* messages: what it is, what must be given, why there is no term */
    int64_t days;         /* working days in `from`, or REGIME_NO_DAYS */
    Str no_days;          /* the law's reason, when the regime gives one */
    const char *basis;
};
/* clang-format off */
struct workflow_states { size_t n; const struct workflow_state *v; };
struct workflow_moves { size_t n; struct workflow_move *v; };
/* clang-format on */
struct workflow {
    const char *id;
    int title; /* message */
    int start;
    uint64_t start_flags;
    struct workflow_states states;
    struct workflow_moves moves;
};

/* The machine out of the table's rows with a "to", with the rows that change its flags, under the
 * terms of the regime (as written, without settings). */
void workflow_of(struct arena *a, const struct access_table *t, enum workflow_machine m,
                 const struct regime *r, struct workflow *ret);

enum workflow_fault_kind {
    WORKFLOW_UNREACHABLE, /* no way leads to the state */
    WORKFLOW_NO_EXIT,     /* nothing leaves the state, and it is not final */
    WORKFLOW_NOT_FINAL,   /* something leaves a final state */
    WORKFLOW_FOREIGN,     /* a move from or to a state it does not have */
    WORKFLOW_DEADLOCK,    /* two roles (or one) wait for each other */
    WORKFLOW_DEAD_END,    /* it can come so far that it never ends */
    WORKFLOW_NO_TERM,     /* neither a term nor a reason */
    WORKFLOW_NOTHING_SAID /* nobody says what it is, or what the mover must give */
};
struct workflow_fault {
    enum workflow_fault_kind kind;
    int state, action; /* 0: none */
    int role, other;   /* of a deadlock */
    uint64_t flags;    /* in which it hangs */
};
struct workflow_faults {
    size_t n, cap;
    struct workflow_fault *v;
};
/* Looks through every state with every set of flags it can come into. Every fault, none twice. */
void workflow_check(struct arena *a, const struct workflow *w, struct workflow_faults *ret);
/* Rows of the table with a "to" that no machine knows (action in each fault). */
void workflow_check_table(struct arena *a, const struct access_table *t,
                          struct workflow_faults *ret);
const char *workflow_fault_name(enum workflow_fault_kind k);
/* "dossier: dead end in state 3 (flags 4)": for the command and for tests. */
Str workflow_fault_text(struct arena *a, const struct workflow *w, const struct workflow_fault *f);

/* ---- shown ---- */

struct workflow_box {
    int64_t x, y, text_x, text_y, line2_y;
    Str text, text2;
    bool final;
};
struct workflow_arrow { /* one line between two boxes */
    Str path, head, numbers;
    int64_t x, y; /* of the numbers */
};
struct workflow_row { /* of the table beside it */
    int64_t no;
    Str from, to, who, does, gives, term, basis;
};
/* clang-format off */
struct workflow_boxes { size_t n; struct workflow_box *v; };
struct workflow_arrows { size_t n; struct workflow_arrow *v; };
struct workflow_rows { size_t n; struct workflow_row *v; };
/* clang-format on */
struct workflow_svg {
    Str id, title;
    int64_t width, height;
    struct workflow_boxes boxes;
    struct workflow_arrows arrows;
};
struct workflow_shown {
    struct workflow_svg svg;
    struct workflow_rows rows;
};
/* Picture and table in Vietnamese: moves of the same kind share a number. */
void workflow_show(struct arena *a, const struct workflow *w, struct workflow_shown *ret);
/* doc/workflow.md: every machine under every regime. */
void workflow_print(struct arena *a, const struct regimes *all, struct out *o);

#endif

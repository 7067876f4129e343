/* regime.h: the law by date (data/regimes): who recognises which star, rounds, terms, forms, code,
 * criteria scheme, months of a certificate, and which of them holds for a dossier. */
#ifndef REGIME_H
#define REGIME_H
#include "platform/db/db.h"

enum {
    REGIME_LIST_MAX = 40,  /* entries of one list of a file */
    REGIME_DAYS_MAX = 400, /* the longest term that is a term */
    REGIME_NO_DAYS = -1    /* the law sets no term: `why` says so */
};

/* Levels of government, as data/regimes name them. */
#define REGIME_DISTRICT S("district")
#define REGIME_PROVINCE S("province")

/* Where a value comes from. verified: read in the act or in a full transcript of it. What is not is
 * a default of the council's regulation, and the dated setting of that name overrides it. */
struct regime_basis {
    Str source, setting; /* setting none: no setting overrides it */
    bool verified;
};
struct regime_value {
    int64_t n;
    Str text;
    struct regime_basis basis;
};
struct regime_tier {
    Str id, title; /* "commune", "district", "province", "centre" */
    struct regime_basis basis;
};
struct regime_recognises {
    int64_t star;
    Str tier, authority;
    struct regime_basis basis;
};
/* A day as the act prints it; before: "trước ngày", so that the day before is the last one. */
struct regime_day {
    Str id, tier, title;
    Date day;
    bool before;
    struct regime_basis basis;
};
struct regime_round { /* every year */
    Str id, tier, title;
    int propose_month, propose_day, decide_month, decide_day; /* "before" these days */
    struct regime_basis basis;
};
struct regime_step {
    Str id, tier, why;
    Str until; /* the day of the calendar that ends the step where the law sets no term; or none */
    int state; /* enum dossier_state that the step's term runs in */
    int64_t days; /* working days, or REGIME_NO_DAYS */
    struct regime_basis basis;
};
struct regime_form {
    Str id, title, step;
    struct regime_basis basis;
};
/* An act that papers of this regime name as their ground, in the words of the act. sheet: the one
 * the score sheets are printed in; every regime has exactly one. */
struct regime_act {
    Str text;
    Date from, until; /* while it is itself in force; none: as long as the regime */
    bool sheet;
    struct regime_basis basis;
};
/* Dossiers filed before this regime began and still undecided: how many days they finish under the
 * old rules. */
struct regime_transition {
    int64_t kind; /* enum dossier_kind */
    int64_t days; /* from the first day of this regime; REGIME_NO_DAYS: to the end */
    Str why;
    struct regime_basis basis;
};
/* clang-format off */
struct regime_tiers { size_t n; struct regime_tier *v; };
struct regime_recogniseses { size_t n; struct regime_recognises *v; };
struct regime_days { size_t n; struct regime_day *v; };
struct regime_rounds { size_t n; struct regime_round *v; };
struct regime_steps { size_t n; struct regime_step *v; };
struct regime_forms { size_t n; struct regime_form *v; };
struct regime_acts { size_t n; struct regime_act *v; };
struct regime_transitions { size_t n; struct regime_transition *v; };
/* clang-format on */

struct regime {
    Str id, title;
    Date from, until; /* last day; none: open */
    struct regime_value criteria, code, certificate_months, revocation_days;
    /* Re-evaluation: filed from open to close days before the end; decided within decide days; a
     * certificate whose window was missed runs at most grace days more. 0: not regulated. */
    struct regime_value renewal_open, renewal_close, renewal_decide, renewal_grace;
    struct regime_value renewal_written; /* 1: the council may vote in writing, without a meeting */
    /* With districts: who decides when a council above scores lower than its own star: "below", the
     * level of that star, on the result from above; "own", its own level. Else none. */
    struct regime_value lower;
    /* The first law without districts: a result of a district's council is kept ("keep": decided
     * on, or passed up with it) or evaluated again ("anew"). Else none. */
    struct regime_value district_result;
    /* Working days for the commune's opinion on an idea and for the province's selection. 0: none.
     */
    struct regime_value idea_commune, idea_province;
    struct regime_tiers tiers;
    struct regime_recogniseses recognises;
    struct regime_rounds rounds;
    struct regime_days calendar;
    struct regime_steps steps;
    struct regime_forms forms;
    struct regime_acts acts; /* in the order in which papers name them */
    struct regime_transitions transition;
};
struct regimes { /* in the order of their days */
    size_t n;
    struct regime *v;
};

/* ---- loading ---- */

/* One file. Every fault is in problems (field: the regime's id, first argument: where), not only
 * the first; any: E_REFUSED. Not JSON, or another format: E_INPUT. */
Err regime_load(struct arena *a, Str json, struct problems *problems, struct regime *ret) MUST;
/* Do they follow each other day by day, each id once? Faults as above. */
Err regime_check_order(const struct regimes *all, struct problems *problems) MUST;
/* The program's own. */
Err regime_load_builtin(struct arena *a, struct regimes *ret) MUST;

/* ---- what a law says: pure ---- */

/* Is there this level of government ("district")? */
bool regime_has_tier(const struct regime *r, Str tier);
/* Last day of the calendar's entry; none: no such entry. */
Date regime_day_of(const struct regime *r, Str id);
/* Which level decides on so many stars; empty: nobody does. */
Str regime_tier_of(const struct regime *r, int64_t star);
bool regime_act_on(const struct regime_act *x, Date day); /* in force on the day */
/* The act that the score sheets are printed in, in its words. */
Str regime_sheet_act(const struct regime *r);
/* The first law after r without districts, which takes their dossiers over; NULL: none. */
const struct regime *regime_after_districts(const struct regimes *all, const struct regime *r);

/* ---- which one holds: pure ---- */

/* In force on the day; NULL before the first. */
const struct regime *regime_on(const struct regimes *all, Date day);
const struct regime *regime_find(const struct regimes *all, Str id); /* NULL: none */
/* What decides which law a dossier is under. */
struct regime_case {
    Str filed;    /* id of the regime in force when it was first filed; none: still a draft */
    int64_t kind; /* enum dossier_kind */
    bool decided; /* it keeps its regime for good */
};
/* A draft: the one in force on the day. Filed: the one it was filed under; when another came
 * meanwhile and its transition has run out on the day, that one. NULL: unknown id, or a draft
 * before the first. */
const struct regime *regime_of(const struct regimes *all, const struct regime_case *c, Date day);
/* Last day on which the case may finish under the regime it is under on `day`; none: no end. */
Date regime_last_day(const struct regimes *all, const struct regime_case *c, Date day);
const struct regime_step *regime_step(const struct regime *r, int state); /* NULL: none */
const struct regime_recognises *regime_recognises(const struct regime *r, int64_t star);
/* The last day of a printed one. */
Date regime_day_last(const struct regime_day *d);

/* The closing days of rounds and of the year's plan from `from` on, soonest first, at most n. */
struct regime_closing {
    Date day; /* the last day */
    Str title, tier;
    struct regime_basis basis;
};
size_t regime_closings(const struct regime *r, Date from, size_t n, struct regime_closing *ret);

/* When a certificate that ends on until_day (first day no longer valid) may be renewed. */
struct regime_window {
    Date open, close; /* first and last day for filing; close none: no last day but the end */
};
Err regime_window(struct tx *tx, const struct regime *r, Date until_day, struct regime_window *ret)
    MUST;
/* Is the certificate of this end still good on the day because its renewal is on its way? Đ.12:
 * only certificates whose window had closed before the regime began, and at most grace days. */
bool regime_grace(const struct regime *r, Date until_day, bool renewal_filed, Date day);

/* ---- with the settings of the day ---- */

/* The regime in force on the transaction's day, or before the first: the first. The program's own,
 * parsed once a connection; its transitions are as printed, without settings: regime_for has those.
 */
Err regime_today(struct tx *tx, const struct regime **ret) MUST;
Err regime_at(struct tx *tx, Date day, const struct regime **ret) MUST;
/* All of them, transitions with the settings of the day. */
Err regime_all(struct tx *tx, struct regimes *ret) MUST;
/* As regime_of on the transaction's day. An unknown id: E_DB. */
Err regime_for(struct tx *tx, const struct regime_case *c, const struct regime **ret) MUST;
/* The value, or the setting that overrides it. */
Err regime_int(struct tx *tx, const struct regime_value *v, int64_t *ret) MUST;
Err regime_text(struct tx *tx, const struct regime_value *v, Str *ret) MUST;
/* Working days of the step, REGIME_NO_DAYS when none are set. */
Err regime_step_days(struct tx *tx, const struct regime_step *s, int64_t *ret) MUST;
/* Who decides on so many stars; empty when nobody does (under 3: Đ.4.1a). */
Err regime_authority(struct tx *tx, const struct regime *r, int64_t star, Str *ret) MUST;

#endif

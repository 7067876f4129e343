/* law.h: the law a dossier is under, and what follows from it: criteria, code, who decides. */
#ifndef DOSSIER_LAW_H
#define DOSSIER_LAW_H
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/place/place.h"
#include "domain/regime/regime.h"

/* The regime in force when it was first filed, or the one it moved to by a transition (QĐ 26/2026
 * Đ.12); a draft: today's. */
Err dossier_regime(struct tx *tx, Id dossier, const struct regime **ret) MUST;
/* First filing: the law of the day stays with the dossier. Under DOSSIER_SUBMIT. */
Err dossier_law_keep_today(struct tx *tx, Id dossier) MUST;
/* The criteria that new dossiers of the set are written in today, by the scheme of today's law. */
Err dossier_criteria_today(struct tx *tx, int64_t set_no, bool *ret_found, struct criteria_row *ret)
    MUST;
/* The code of a product by the law's format: province, district (where there is one), commune,
 * serial kept by the commune, year. */
Err dossier_code_of(struct tx *tx, const struct regime *r, const struct place *commune,
                    int64_t serial, int64_t year, Str *ret) MUST;
/* Who decides on so many stars for this dossier; a district by its name ("UBND huyện Tuy Phong")
 * while there is one and the dossier is not with the province; the level above it after that. */
Err dossier_authority(struct tx *tx, Id dossier, int64_t star, Str *ret) MUST;
/* The district of the dossier's commune: none without one today, or when its law has none. */
Err dossier_district(struct tx *tx, const struct dossier *d, Id *ret) MUST;
/* In which state a dossier waits for the decision after a council gave it so many stars: with the
 * district when its law lets the district decide on them, else with the province. */
Err dossier_scored_state(struct tx *tx, const struct dossier *d, int64_t star, int *ret) MUST;
/* Last day of whoever has it in that state where the law sets no term but the plan has a day this
 * year; none otherwise. */
Err dossier_plan_day(struct tx *tx, Id dossier, int state, Date *ret) MUST;
/* A dossier that an older law has left behind goes on under this one. Under SYSTEM_JOB. */
Err dossier_law_follow(struct tx *tx, Id dossier, Str regime) MUST;
/* When a re-evaluation may be filed: the law's days before the recognition ends (Đ.7.6). */
struct dossier_window {
    bool asked;       /* a re-evaluation that was not filed yet, of a recognised product */
    bool early, late; /* today is outside; late also when the last day is the end itself */
    bool missed; /* its window had closed before the law began: it may still be filed (Đ.12) */
    Date until;  /* first day the recognition holds no longer */
    Date open, close; /* first and last day for filing; close none: until the end */
};
Err dossier_window_of(struct tx *tx, const struct dossier *d, struct dossier_window *ret) MUST;
/* Why a re-evaluation may not be filed today: message key and its day; M_NONE: it may. The setting
 * renewal.outside "accept" takes it at any time. */
Err dossier_window_refusal(struct tx *tx, const struct dossier *d, int *ret_key, Str *ret_day) MUST;
/* Refuses with that a re-evaluation filed for the first time outside its window. */
Err dossier_window_check(struct tx *tx, const struct dossier *d) MUST;
/* Last day for council and decision, counted from `received`, the day the province had the full
 * dossier: for re-evaluations the law's days (Đ.7.6); none for others. */
Err dossier_decide_by(struct tx *tx, const struct dossier *d, Date received, Date *ret) MUST;

#endif

/* eligibility.h: the plan's conditions for taking a product in (refusals, preferences, limits) as
 * dated data, worked out where the dossier says enough, confirmed by the commune. */
#ifndef ELIGIBILITY_H
#define ELIGIBILITY_H
#include "domain/dossier/dossier.h"
#include "domain/eligibility/eligibility.sql.h"

enum eligibility_kind { ELIGIBLE_REFUSE, ELIGIBLE_PREFER, ELIGIBLE_LIMIT, ELIGIBLE_KINDS };
/* What the dossier itself shows. */
enum eligibility_shown { SHOWN_ASK /* only a person can know */, SHOWN_YES, SHOWN_NO };
/* Numbers are stored; never renumber. */
enum eligibility_verdict { VERDICT_OPEN_YET = 0, VERDICT_YES = 1, VERDICT_NO = 2 };

struct eligibility_rule {
    Str code, title, why, source, check;
    enum eligibility_kind kind;
    enum eligibility_shown shown;
    size_t n_missing; /* what the dossier lacks, when it shows NO */
    Str missing[4];   /* "fact:material", "paper:E03", "over:E03" (lapsed) */
};
struct eligibility_rules {
    size_t n;
    struct eligibility_rule *v;
};
/* The rules in force that day (data/eligibility/rules.csv) against the content. Rules that speak of
 * food are left out for other products. A fault when the data cannot be read. */
Err eligibility_check(struct arena *a, const struct dossier_content *c, Date day,
                      struct eligibility_rules *ret) MUST;
/* The commune's word on a rule. Refuses (field "n.CODE") a missing note when it differs from what
 * the dossier shows or a condition is said not to be met, and a note that is too long. */
Err eligibility_say(struct tx *tx, Id dossier, const struct eligibility_rule *r,
                    enum eligibility_verdict verdict, Str note) MUST;

#endif

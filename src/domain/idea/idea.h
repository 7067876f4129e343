/* idea.h: ý tưởng sản phẩm: what a producer registers before there is a dossier (base plan
 * V.10-12): the commune gives its opinion, the province selects, the selected ones are the year's
 * list, and a dossier opens out of one with what it says. */
#ifndef IDEA_H
#define IDEA_H
#include "domain/dossier/dossier.h"
#include "domain/idea/idea.sql.h"

/* Numbers are stored; never renumber. */
enum idea_opinion { IDEA_NO_OPINION = 0, IDEA_FOR, IDEA_AGAINST };

/* What the producer writes. A draft is kept as typed; what is still missing is asked for when it is
 * sent. */
struct idea_form {
    int64_t year, set_no, target_star; /* set_no and target_star 0: not chosen yet */
    Id product;                        /* an own product to be improved; none: a new one */
    Str name, description, materials, novelty;
};
/* Refuses, each on its field: a missing or long name, a year that is neither this nor the next, a
 * second idea of the same name in the year, texts that are too long, a producer without a commune.
 * E_NONE: not the producer's product. */
Err idea_create(struct tx *tx, Id producer, const struct idea_form *f, Id *ret) MUST;
Err idea_save(struct tx *tx, const struct idea *i, int64_t version, const struct idea_form *f) MUST;
/* Hands it to the commune with the last day of the law's term. Refuses everything that is still
 * missing, each on its field; a set that the kind of producer may not use. */
Err idea_send(struct tx *tx, const struct idea *i, int64_t version) MUST;
/* The next three refuse a missing or long reason (field "reason"); E_STALE when somebody changed
 * the idea since `version` was shown. */
Err idea_withdraw(struct tx *tx, const struct idea *i, int64_t version, Str reason) MUST;
/* The commune's word; either way the idea goes on to the province. Refuses (field "opinion") none.
 */
Err idea_say(struct tx *tx, const struct idea *i, int64_t version, enum idea_opinion opinion,
             Str reason) MUST;
/* Selected or not, by the action of the transaction. */
Err idea_decide(struct tx *tx, const struct idea *i, int64_t version, Str reason) MUST;
/* Opens the dossier of a selected idea: product, set, star asked for and the texts go over. The one
 * there is already, when it was opened before. Refuses what dossier_open() refuses. */
Err idea_open(struct tx *tx, const struct idea *i, struct criteria_cache *criteria, Id *ret) MUST;
/* First evaluation, or an upgrade of a product recognised before. */
Err idea_kind(struct tx *tx, const struct idea *i, int64_t *ret) MUST;

#endif

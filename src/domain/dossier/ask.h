/* ask.h: a council that scores a dossier asks its producer for more. The dossier stays where it is;
 * until the round's last day the producer may change what was asked for, and nothing else, and hand
 * in a new version. */
#ifndef DOSSIER_ASK_H
#define DOSSIER_ASK_H
#include "domain/dossier/ask.sql.h"
#include "domain/dossier/dossier.h"

/* Is the dossier with a council? */
bool dossier_with_council(const struct dossier *d);
/* The last round; *ret_open: the producer may still hand in today. */
Err dossier_ask_now(struct tx *tx, const struct dossier *d, bool *ret_found, bool *ret_open,
                    struct dossier_ask *ret) MUST;
/* Opens a round about these requests (ids) until that day; one that was still there is over with
 * it. Under FILE_ASK. */
Err dossier_ask_begin(struct tx *tx, const struct dossier *d, Date until, size_t n,
                      const Id *requests) MUST;
/* The council does without. E_STALE when no round is there. Under FILE_ASK. */
Err dossier_ask_call_off(struct tx *tx, const struct dossier *d) MUST;
/* Ends the round that is there, with its requests. filed: what was handed in; none: called off.
 * Nothing without one. */
Err dossier_ask_end(struct tx *tx, Id dossier, Id filed) MUST;
/* Refuses (field, may be none) a change of what a council did not ask for: target is a paper row,
 * an item or a part's address. OK for a dossier that is with no council. */
Err dossier_may_change(struct tx *tx, const struct dossier *d, Str field, Str target) MUST;
/* What handing in would file: the draft; with a council, the version filed before with what was
 * asked for in its place. */
Err dossier_to_file(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                    struct dossier_content *ret) MUST;
/* The same without the database. asked: the targets. Pure. */
void dossier_supplement(struct arena *a, const struct criteria_set *set,
                        const struct dossier_ask_targets *asked,
                        const struct dossier_content *filed, struct dossier_content *draft);

#endif

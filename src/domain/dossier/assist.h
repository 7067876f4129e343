/* assist.h: a commune's officer fills in a draft for a producer of the own commune; it is handed in
 * only after the producer has confirmed what it says, by the own account or on a signed paper. */
#ifndef DOSSIER_ASSIST_H
#define DOSSIER_ASSIST_H
#include "domain/dossier/assist.sql.h"
#include "domain/dossier/dossier.h"

/* Numbers are stored; never renumber. */
enum dossier_assent_kind { ASSENT_ACCOUNT = 1, ASSENT_PAPER };

/* Adds what assistance means for this account: FLAG_HELPS, FLAG_UNCONFIRMED, and FLAG_FOUR_EYES
 * while the setting assist.four-eyes is not 0 (default 1). */
Err dossier_help_flags(struct tx *tx, const struct dossier *d, Id account, uint64_t *flags) MUST;
/* The producer's papers that this account may use in the draft: the producer all; whoever helps
 * with it those that helpers of this draft added, and those that stand in it. The rest of the
 * library is the producer's own. */
Err dossier_papers_usable(struct tx *tx, const struct dossier *d, Id account,
                          struct dossier_usable_papers *ret) MUST;
bool dossier_is_usable(const struct dossier_usable_papers *all, Id evidence);
/* Opens a draft as dossier_open() does and marks it as helped by the account of the transaction.
 * E_NONE: the producer is not of that commune. */
Err dossier_open_for(struct tx *tx, Id place, const struct dossier_new *n, Id *ret) MUST;
/* The producer's word on the draft as it stands. Refuses (field "signer") a missing or long name;
 * E_STALE when the draft was changed since `version` was shown. file none: by the own account. */
struct dossier_word {
    int64_t version;
    Str signer, file, file_name; /* file: 32 bytes of a SHA-256 */
};
Err dossier_assent_to(struct tx *tx, const struct dossier *d, const struct dossier_word *w) MUST;

#endif

/* assist.c: help with a draft: who helped, what the producer confirmed, what follows from it. */
#include "domain/dossier/assist.h"
#include "domain/access/access.h"
#include "messages.h"

Err dossier_help_flags(struct tx *tx, const struct dossier *d, Id account, uint64_t *flags)
{
    struct dossier_help h;
    int64_t apart = 1;
    TRY(dossier_help_get(tx, d->id, account, &h));
    if (h.helpers > 0 && h.assented != d->version) {
        *flags |= FLAG_UNCONFIRMED;
    }
    if (h.mine > 0) {
        TRY(setting_int(tx, S("assist.four-eyes"), 1, &apart));
        *flags |= FLAG_HELPS | (apart != 0 ? FLAG_FOUR_EYES : 0U);
    }
    return OK;
}

Err dossier_papers_usable(struct tx *tx, const struct dossier *d, Id account,
                          struct dossier_usable_papers *ret)
{
    return dossier_usable(tx, d->producer, d->id, account, ret);
}

bool dossier_is_usable(const struct dossier_usable_papers *all, Id evidence)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].id, evidence)) {
            return true;
        }
    }
    return false;
}

Err dossier_open_for(struct tx *tx, Id place, const struct dossier_new *n, Id *ret)
{
    struct producer p;
    Id open;
    TRY(producer_get(tx, n->producer, &p));
    if (!id_eq(p.place, place)) {
        return E_NONE;
    }
    TRY(dossier_open(tx, n, ret, &open));
    TRY(dossier_assist_put(tx, *ret, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("dossier.assisted"), *ret);
}

Err dossier_assent_to(struct tx *tx, const struct dossier *d, const struct dossier_word *w)
{
    bool paper = !str_empty(w->file);
    TRY(w->version == d->version ? OK : E_STALE);
    if (str_empty(w->signer) || utf8_length(w->signer) > LIMIT_LINE) {
        return refuse_field(tx, S("signer"), M_ASSIST_SIGNER_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(dossier_assent_put(tx, tx_new_id(tx), d->id, d->version,
                           paper ? ASSENT_PAPER : ASSENT_ACCOUNT, paper ? w->file : STR_NONE,
                           paper ? w->file_name : STR_NONE, w->signer, tx_account(tx), tx_now(tx)));
    return tx_note_detail(tx, S("dossier.assented"), d->id,
                          str_fmt(tx_arena(tx), "{\"version\":%lld,\"paper\":%s}",
                                  (long long)d->version, paper ? "true" : "false"));
}

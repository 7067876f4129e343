/* window.c: when a re-evaluation may be filed. */
#include "domain/access/access.h"
#include "domain/dossier/clock.sql.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "messages.h"

Err dossier_window_of(struct tx *tx, const struct dossier *d, struct dossier_window *ret)
{
    struct dossier_recognised r;
    const struct regime *law;
    struct regime_window w;
    bool found = false;
    Date today = tx_today(tx);
    *ret = (struct dossier_window){ .until = DATE_NONE, .open = DATE_NONE, .close = DATE_NONE };
    if (d->kind != DOSSIER_AGAIN || !id_none(d->filed)) {
        return OK;
    }
    TRY(dossier_recognised_until(tx, d->product, &found, &r));
    if (!found) {
        return OK;
    }
    TRY(regime_today(tx, &law));
    TRY(regime_window(tx, law, r.until_day, &w));
    Date last = date_none(w.close) ? date_add_days(r.until_day, -1) : w.close;
    ret->asked = true;
    ret->until = r.until_day;
    ret->open = w.open;
    ret->close = last;
    ret->early = date_cmp(today, w.open) < 0;
    ret->missed = date_cmp(today, last) > 0 && regime_grace(law, r.until_day, true, today);
    ret->late = date_cmp(today, last) > 0 && !ret->missed;
    return OK;
}

static Str day_of(struct tx *tx, Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(o, d);
    return out_dup(tx_arena(tx), o);
}

Err dossier_window_refusal(struct tx *tx, const struct dossier *d, int *ret_key, Str *ret_day)
{
    struct dossier_window w;
    Str outside;
    TRY(dossier_window_of(tx, d, &w));
    TRY(setting_get(tx, S("renewal.outside"), S("refuse"), &outside));
    bool refused = w.asked && (w.early || w.late) && !str_eq(outside, S("accept"));
    *ret_key = !refused ? M_NONE : w.early ? M_DOSSIER_WINDOW_EARLY : M_DOSSIER_WINDOW_LATE;
    *ret_day = refused ? day_of(tx, w.early ? w.open : w.close) : S("");
    return OK;
}

Err dossier_window_check(struct tx *tx, const struct dossier *d)
{
    int key = M_NONE;
    Str day;
    TRY(dossier_window_refusal(tx, d, &key, &day));
    return key == M_NONE ? OK : refuse(tx, key, day, STR_NONE);
}

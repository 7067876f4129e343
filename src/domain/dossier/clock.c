/* clock.c: how many working days an office has used, and its last day. */
#include "domain/dossier/clock.h"
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/dossier/clock.sql.h"
#include "domain/dossier/law.h"

/* Working days that the dossier's law, or a setting, gives the office. */
static Err allowed(struct tx *tx, Id dossier, int state, int64_t *ret)
{
    const struct regime *r;
    TRY(dossier_regime(tx, dossier, &r));
    const struct regime_step *s = regime_step(r, state);
    BUG_UNLESS(s != NULL);
    return regime_step_days(tx, s, ret);
}

Err dossier_clock_due(struct tx *tx, Id dossier, int state, Date *ret)
{
    int64_t days = 0;
    struct dossier_clock_used used;
    TRY(allowed(tx, dossier, state, &days));
    TRY(dossier_clock_get(tx, dossier, state, &used));
    int64_t left = days > used.n ? days - used.n : 0;
    if (left == 0) {
        *ret = tx_today(tx);
        return OK;
    }
    return calendar_add_working_days(tx, tx_today(tx), left, ret);
}

Err dossier_clock_stop(struct tx *tx, const struct dossier *d)
{
    int64_t used = 0;
    TRY(calendar_working_days_between(tx, date_of(d->moved_at), tx_today(tx), &used));
    return dossier_clock_add(tx, d->id, d->state, used);
}

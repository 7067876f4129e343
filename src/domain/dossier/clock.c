/* clock.c: how many working days an office has used, and its last day. */
#include "domain/dossier/clock.h"
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/dossier/clock.sql.h"

static Err allowed(struct tx *tx, int state, int64_t *ret)
{
    return state == DOSSIER_AT_COMMUNE
               ? setting_int(tx, S("commune.days"), CLOCK_COMMUNE_DAYS, ret)
               : setting_int(tx, S("province.days"), CLOCK_PROVINCE_DAYS, ret);
}

Err dossier_clock_due(struct tx *tx, Id dossier, int state, Date *ret)
{
    int64_t days = 0;
    struct dossier_clock_used used;
    TRY(allowed(tx, state, &days));
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

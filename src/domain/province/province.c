/* province.c: the rules of the standing agency: completion, the way to the council. */
#include "domain/province/province.h"
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/dossier/clock.h"
#include "domain/dossier/law.h"
#include "messages.h"

Err province_return(struct tx *tx, const struct dossier *d, int64_t version,
                    const struct review_targets *allowed, size_t n, const struct commune_ask *ask)
{
    Err e = OK;
    for (size_t i = 0; i < n; i++) {
        int64_t no = 0;
        Err one = commune_request(tx, d, allowed, &ask[i], &no);
        if (one != OK && one != E_REFUSED) {
            return one;
        }
        e = one != OK ? one : e;
    }
    TRY(e);
    struct dossier_open_requests open;
    TRY(dossier_requests_open(tx, d->id, &open));
    if (open.n == 0) {
        return refuse_field(tx, S("text.1"), M_PROVINCE_REQUEST_MISSING, STR_NONE, STR_NONE);
    }
    TRY(dossier_clock_stop(tx, d));
    return dossier_move_to(tx, d, version, tx_next_state(tx), DATE_NONE, S(""));
}

Err province_to_council(struct tx *tx, const struct dossier *d, int64_t version, Id session)
{
    struct council_session_choices sessions;
    bool is_open = false;
    Id district = ID_NONE;
    if (d->state == DOSSIER_AT_DISTRICT) {
        TRY(dossier_district(tx, d, &district));
    }
    TRY(council_sessions_open(tx, tx_today(tx), district, &sessions));
    for (size_t i = 0; i < sessions.n; i++) {
        is_open = is_open || id_eq(sessions.v[i].id, session);
    }
    if (!is_open) {
        return refuse_field(tx, S("session"), M_PROVINCE_SESSION_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(council_add_file(tx, session, d->id, d->filed));
    TRY(dossier_clock_stop(tx, d));
    Date due;
    TRY(dossier_decide_by(tx, d, date_of(d->moved_at), &due));
    if (date_none(due)) {
        TRY(dossier_plan_day(tx, d->id, tx_next_state(tx), &due));
    }
    return dossier_move_to(tx, d, version, tx_next_state(tx), due, S(""));
}

Err province_waiting(struct tx *tx, Id district, int64_t *ret_n, int64_t *ret_late)
{
    struct province_waits w;
    TRY(province_wait(tx, district, tx_today(tx), &w));
    *ret_n = w.n;
    *ret_late = w.late;
    return OK;
}

/* recognition.c: recording, status by date, revocation. */
#include "domain/recognition/recognition.h"
#include "domain/access/access.h"
#include "domain/product/product.h"
#include "domain/regime/regime.h"
#include "messages.h"

enum recognition_status recognition_status(Date today, Date from_day, Date until_day,
                                           Date revoked_on, int64_t soon_days)
{
    if (date_none(from_day)) {
        return STATUS_NEVER;
    }
    if (!date_none(revoked_on) && date_cmp(revoked_on, today) <= 0) {
        return STATUS_REVOKED;
    }
    if (date_cmp(today, from_day) < 0) {
        return STATUS_FUTURE;
    }
    if (date_cmp(today, until_day) >= 0) {
        return STATUS_EXPIRED;
    }
    return until_day.v - today.v <= soon_days ? STATUS_SOON : STATUS_VALID;
}

Str recognition_status_code(enum recognition_status s)
{
    static const char *const codes[] = { "never", "valid", "soon", "expired", "revoked", "future" };
    return str_c(codes[s]);
}

int recognition_status_message(enum recognition_status s)
{
    static const int keys[] = {
        M_RECOGNITION_NEVER,   M_RECOGNITION_VALID,   M_RECOGNITION_SOON,
        M_RECOGNITION_EXPIRED, M_RECOGNITION_REVOKED, M_RECOGNITION_FUTURE
    };
    return keys[s];
}

int recognition_status_meaning(enum recognition_status s)
{
    static const int keys[] = { M_RECOGNITION_NEVER_TEXT,   M_RECOGNITION_VALID_TEXT,
                                M_RECOGNITION_SOON_TEXT,    M_RECOGNITION_EXPIRED_TEXT,
                                M_RECOGNITION_REVOKED_TEXT, M_RECOGNITION_FUTURE_TEXT };
    return keys[s];
}

Err recognition_soon_days(struct tx *tx, int64_t *ret)
{
    const struct regime *r;
    int64_t open = 0;
    TRY(regime_today(tx, &r));
    TRY(regime_int(tx, &r->renewal_open, &open));
    return setting_int(tx, S("recognition.soon_days"), open, ret);
}

static Err check(struct tx *tx, const struct recognition_new *n)
{
    bool ok = true;
    if (str_empty(n->decision_no) || utf8_length(n->decision_no) > 60) {
        (void)refuse_field(tx, S("decision_no"), M_RECOGNITION_NUMBER_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    if (date_none(n->decision_date) || date_cmp(n->decision_date, tx_today(tx)) > 0) {
        (void)refuse_field(tx, S("decision_date"), M_RECOGNITION_DATE_PAST, STR_NONE, STR_NONE);
        ok = false;
    }
    if (n->star < 3 || n->star > 5) {
        (void)refuse_field(tx, S("star"), M_RECOGNITION_STAR_RANGE, STR_NONE, STR_NONE);
        ok = false;
    }
    return ok ? OK : E_REFUSED;
}

Err recognition_renew_latest(struct tx *tx, Id product)
{
    struct recognitions all;
    TRY(recognitions_of_product(tx, product, &all));
    return product_latest_put(tx, product, all.n > 0 ? all.v[0].id : ID_NONE);
}

/* How long a decision of that day holds. Before the first regime of the data: as ever since 2018.
 */
static Err months_of(struct tx *tx, Date decided, int64_t *ret)
{
    const struct regime *r;
    TRY(regime_at(tx, decided, &r));
    return regime_int(tx, &r->certificate_months, ret);
}

Err recognition_until(struct tx *tx, Date decided, Date from, Date *ret)
{
    int64_t months = 0;
    TRY(months_of(tx, decided, &months));
    *ret = date_add_months(from, (int)months);
    return OK;
}

Err recognition_holds_until(struct tx *tx, Id product, Date until_day, Date *ret)
{
    const struct regime *r;
    struct recognition_n renewals;
    *ret = until_day;
    if (date_none(until_day) || date_cmp(tx_today(tx), until_day) < 0) {
        return OK;
    }
    TRY(regime_today(tx, &r));
    if (!regime_grace(r, until_day, true, tx_today(tx))) {
        return OK;
    }
    TRY(recognition_renewals(tx, product, &renewals));
    if (renewals.n > 0) {
        *ret = date_add_days(until_day, (int)r->renewal_grace.n);
    }
    return OK;
}

Err recognition_record(struct tx *tx, const struct recognition_new *n, Id *ret)
{
    TRY(check(tx, n));
    struct recognition_round round;
    TRY(recognition_rounds(tx, n->product, &round));
    Id id = tx_new_id(tx);
    Date from = date_none(n->from_day) ? n->decision_date : n->from_day, until;
    TRY(recognition_until(tx, n->decision_date, from, &until));
    TRY(recognition_insert(tx, id, n->product, n->dossier, n->result, round.n + 1, n->star,
                           n->decision_no, n->decision_date, n->authority, from, until,
                           n->product_name, n->producer_name, n->place_text, n->score_text,
                           n->certificate_no, n->account, tx_now(tx)));
    TRY(recognition_renew_latest(tx, n->product));
    TRY(tx_note(tx, S("recognition.recorded"), id));
    TRY(tx_touch_public(tx));
    *ret = id;
    return OK;
}

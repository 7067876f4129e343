/* recognition.h: công nhận: star, decision, 36 months, status by date, revocation. */
#ifndef RECOGNITION_H
#define RECOGNITION_H
#include "domain/recognition/recognition.sql.h"

/* What a shopper must know, by the day. */
enum recognition_status {
    STATUS_NEVER = 0, /* no recognition */
    STATUS_VALID,
    STATUS_SOON, /* valid, and within the setting recognition.soon_days of its end; without
                    it, since the law lets it be renewed (QĐ 26/2026 Đ.7.6: 180 days)  */
    STATUS_EXPIRED,
    STATUS_REVOKED,
    STATUS_FUTURE /* decided, not yet in force */
};
enum { RECOGNITION_MONTHS = 36 }; /* of the old register; later ones: data/regimes */

/* from_day <= today < until_day is valid: until_day is the first day no longer valid. revoked_on
 * none: not revoked. Pure. */
enum recognition_status recognition_status(Date today, Date from_day, Date until_day,
                                           Date revoked_on, int64_t soon_days);
/* "valid", "soon", ...: CSS class and API word. */
Str recognition_status_code(enum recognition_status s);
/* Message keys: in one or two big words; what it means. */
int recognition_status_message(enum recognition_status s);
int recognition_status_meaning(enum recognition_status s);
Err recognition_soon_days(struct tx *tx, int64_t *ret) MUST;

struct recognition_new {
    Id product, dossier, result, account;
    int64_t star;
    Str decision_no, authority;
    Date decision_date, from_day;
    Str product_name, producer_name, place_text, score_text, certificate_no;
};
/* Writes the recognition with the next round number and until_day = from_day + the months of
 * the law on the decision's day (36), and makes
 * it the product's latest when none that begins later exists. Refuses (fields decision_no,
 * decision_date, star) what cannot be: no number, a day in the future, a star outside 3..5. A
 * decision already recorded for the product: E_STALE. */
Err recognition_record(struct tx *tx, const struct recognition_new *n, Id *ret) MUST;
/* The recognition that counts: the one that begins last; ID_NONE without any. Writes
 * product.latest.
 */
Err recognition_renew_latest(struct tx *tx, Id product) MUST;
/* Thu hồi (QĐ 26/2026 Đ.8). Refuses a missing decision or reason and a day before the recognition
 * began. */
Err recognition_revoke(struct tx *tx, Id id, int64_t version, Date on, Str decision, Str reason)
    MUST;

#endif

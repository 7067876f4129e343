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
/* The first day no longer valid of what a decision of that day recognises from `from` on: the
 * months are those of the law on the day of the decision (data/regimes). */
Err recognition_until(struct tx *tx, Date decided, Date from, Date *ret) MUST;
/* The first day on which it really holds no longer: until_day; or, while the re-evaluation of a
 * product whose window had closed before the law began is on its way, the law's days later (QĐ
 * 26/2026 Đ.12: until the result, at most 180 days). */
Err recognition_holds_until(struct tx *tx, Id product, Date until_day, Date *ret) MUST;

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
/* What a post-control, an inspection or the commune concluded in writing (Đ.8, Đ.9). */
struct recognition_found {
    Id recognition;
    Str ground, paper_no, what; /* ground: a code of recognition_ground() */
    Date found_on;
};
/* Writes the conclusion and the last day of the decision to revoke: the days of the law in force
 * when it was concluded. Refuses (fields find_ground, find_paper, find_on, find_what) what is
 * missing and a day before the recognition or in the future; E_STALE when it is revoked already. */
Err recognition_find(struct tx *tx, const struct recognition_found *f) MUST;
/* Thu hồi (QĐ 26/2026 Đ.8). Refuses a missing decision or reason, a recognition without a
 * conclusion, and a day before the conclusion or the recognition. A late decision is recorded as
 * late. */
Err recognition_revoke(struct tx *tx, Id id, int64_t version, Date on, Str decision, Str reason)
    MUST;

#endif

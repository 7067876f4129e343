/* province.h: cơ quan thường trực OCOP cấp tỉnh: receives, checks, asks for completion, puts
 * dossiers before the council (QĐ 26/2026 Đ.7.3). */
#ifndef PROVINCE_H
#define PROVINCE_H
#include "domain/commune/commune.h"
#include "domain/province/province.sql.h"

enum { PROVINCE_ASKS = 3, PROVINCE_BATCH_MAX = 100 };

/* A dossier as it was shown: what a batch names. */
struct province_pick {
    Id dossier;
    int64_t version;
};
struct province_picks {
    size_t n;
    struct province_pick *v;
};

/* Back to the producer with numbered requests; the province's clock stands. Refuses without a
 * request that is new or still open, and what commune_request refuses. */
Err province_return(struct tx *tx, const struct dossier *d, int64_t version,
                    const struct review_targets *allowed, size_t n, const struct commune_ask *ask)
    MUST;
/* Puts the dossier's frozen version on the table of an open session. Refuses (field session) a
 * session that is none or not open. */
Err province_to_council(struct tx *tx, const struct dossier *d, int64_t version, Id session) MUST;
/* For the desk: how many dossiers wait for the standing agency, how many are late. district: of
 * that district's agency; none: the province's. */
Err province_waiting(struct tx *tx, Id district, int64_t *ret_n, int64_t *ret_late) MUST;

/* ---- districts (base plan V.10), while there are any ---- */

/* The last result that a council of the tier ("district") gave; *ret_found: it gave one. */
Err province_stage_of(struct tx *tx, Id dossier, Str tier, bool *ret_found,
                      struct province_stage *ret) MUST;
/* Passes a dossier up with the district's result. Refuses (field paper_no) no number of the
 * request, and a last result whose stars the district itself decides on. */
Err province_pass(struct tx *tx, const struct dossier *d, int64_t version, Str paper_no) MUST;
/* What districts have left unfinished, once there are none and a law without them is in force: each
 * goes on at the province under that law, in a transaction of its own, with a note and the new
 * law's term; a result is kept where the law says so. ret_n: how many went on. */
Err province_take_over(struct db *db, struct arena *a, Time now, int64_t *ret_n) MUST;

#endif

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
/* For the desk: how many dossiers wait for the standing agency, how many are late. */
Err province_waiting(struct tx *tx, int64_t *ret_n, int64_t *ret_late) MUST;

#endif

/* decide.h: one decision on several scored dossiers: recognised with three stars and more, closed
 * without recognition below. */
#ifndef DECIDE_H
#define DECIDE_H
#include "domain/recognition/recognition.h"

enum { DECIDE_MAX = 200 }; /* dossiers in one decision */

/* A dossier as it was shown when it was chosen. */
struct decide_pick {
    Id dossier;
    int64_t version;
};
struct decide_picks {
    size_t n;
    struct decide_pick *v;
};
struct decision {
    Str number;
    Date date;
    struct decide_picks picks;
};

/* The next free number of the year, after the setting recognition.certificate_format
 * ("{serial}/{year}/GCN-OCOP"). */
Err decide_certificate_no(struct tx *tx, int year, Str *ret) MUST;

/* Records the recognition of every picked dossier by one decision of one authority: star of the
 * result, valid 36 months from the decision's date, names and place as they are now, a certificate
 * number; moves the dossiers to the state of the granted row and puts the job of each certificate.
 *
 * Refuses, all at once: nothing picked (field pick), no number (decision_no), no date or one in the
 * future (decision_date), a dossier that was changed or decided since it was shown, one under 3
 * stars, dossiers whose stars are decided by different authorities, a number the product already
 * has from that year. Nothing is written then. */
Err recognition_decide(struct tx *tx, const struct decision *d) MUST;
/* Closes dossiers under 3 stars: no decision, no certificate (Đ.4.1a). Refuses nothing picked, a
 * dossier that has 3 stars or more, one changed since it was shown. */
Err recognition_decline(struct tx *tx, const struct decide_picks *picks) MUST;

/* Grounds of a revocation (Đ.8 a-e): how many, the code and the words of each, the words of a code
 * (M_NONE when there is none: "a" "b" "c" "d" "dd" "e"). */
size_t recognition_grounds(void);
Str recognition_ground(size_t i, int *ret_message);
int recognition_ground_message(Str code);
/* What the public reads: the ground in the law's words, then what happened. None when one of them
 * is missing. */
Str recognition_reason(struct arena *a, Str ground, Str text);

#endif

/* certificate.h: giấy chứng nhận: the paper of a recognition. */
#ifndef CERTIFICATE_H
#define CERTIFICATE_H
#include "domain/recognition/recognition.h"
#include "platform/jobs/jobs.h"

struct certificate {
    const struct recognition *r;
    Str product_code; /* what the QR opens: base_url/p/code */
    Str base_url;
};
/* One landscape page as PDF; the same input gives the same bytes. A revoked recognition's says so
 * along the bottom. */
Err certificate_make(struct arena *a, const struct certificate *c, Str *ret) MUST;
/* The same for several, a page each, in this order; E_INPUT: none, E_LIMIT: more than
 * PDF_PAGES_MAX. */
Err certificate_make_all(struct arena *a, size_t n, const struct certificate *c, Str *ret) MUST;
/* A sheet of 24 labels (3 by 8, 64 x 33.9 mm) for packs and shelves: QR, product, stars, where to
 * check. */
Err certificate_labels(struct arena *a, const struct certificate *c, Str *ret) MUST;
/* The job after a decision (JOB_CERTIFICATE, subject: the recognition; arg: struct program): makes
 * the paper and keeps it in the storage. Does nothing when it is there already. */
Err recognition_job_certificate(struct db *db, struct arena *a, const struct job *j, void *arg)
    MUST;

#endif

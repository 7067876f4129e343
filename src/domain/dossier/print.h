/* print.h: the whole dossier as one PDF: cover, Mẫu 01, Mẫu 02, the self-assessment on its sheet,
 * the papers, their pictures. */
#ifndef DOSSIER_PRINT_H
#define DOSSIER_PRINT_H
#include "domain/dossier/dossier.h"
#include "platform/jobs/jobs.h"
#include "platform/storage/storage.h"

struct dossier_print {
    const struct dossier_frozen *f;
    const struct criteria_set *set;
    struct storage *storage;
    Str base_url; /* of the QR */
};
/* The same version gives the same bytes. Pictures are printed on pages of their own; of a PDF paper
 * the title and the SHA-256 are listed (doc/decisions/0014). A picture that is gone from the
 * storage leaves a line that says so. E_LIMIT: more than PDF_PAGES_MAX pages. */
Err dossier_print(struct arena *a, const struct dossier_print *p, Str *ret, int64_t *ret_pages)
    MUST;
/* The job after a submission (JOB_DOSSIER_PDF, subject: dossier_version; arg: struct program):
 * makes the PDF and keeps it in the storage. Does nothing when it is there already. */
Err dossier_job_pdf(struct db *db, struct arena *a, const struct job *j, void *arg) MUST;

#endif

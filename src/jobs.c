/* jobs.c: the kinds of jobs: effects outside a transaction, done after it commits. arg of each is
 * struct program. */
#include "app.h"
#include "domain/dossier/print.h"
#include "domain/dossier/upload.h"
#include "domain/papers/papers.h"
#include "domain/recognition/certificate.h"
#include "domain/reminder/reminder.h"

const struct jobs_kind app_jobs[] = {
    { JOB_CERTIFICATE, "certificate", recognition_job_certificate, 8 },
    { JOB_DOSSIER_PDF, "dossier_pdf", dossier_job_pdf, 8 },
    { JOB_REMIND, "remind", reminder_job, 8 },
    { JOB_PAPERS, "papers", papers_job, 4 },
    { JOB_UPLOAD, "upload", upload_job, 8 },
    { 0, NULL, NULL, 0 },
};
const size_t app_jobs_n = COUNT_OF(app_jobs) - 1;

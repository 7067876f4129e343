/* upload.h: a file of a dossier that comes in pieces over a bad line: begun, added to, whole. */
#ifndef UPLOAD_H
#define UPLOAD_H
#include "domain/dossier/evidence.h"
#include "domain/dossier/upload.sql.h" /* generated: struct upload, upload_get()... */
#include "platform/jobs/jobs.h"

struct dossier;
struct criteria_set;

enum {
    UPLOAD_DAYS = 7,        /* default of setting upload.days: kept so long */
    UPLOAD_OPEN_MAX = 20,   /* of one producer at once */
    UPLOAD_PARTS_MAX = 4000 /* pieces of one file */
};
/* From this size on the page's script sends a file in pieces: setting upload.from_bytes. */
#define UPLOAD_FROM_BYTES (INT64_C(2) * 1024 * 1024)

struct upload_new {
    Str target, file_name;
    int64_t size;
    struct evidence_fields fields;
};
/* Begins one. type: the paper's, as the target says. Refuses, all reasons at once, what
 * evidence_check refuses, a file of more than LIMIT_UPLOAD_BYTES, more than the library still has
 * room for (those on their way count), more than UPLOAD_OPEN_MAX at once. Notes it, and puts the
 * job that forgets it when its days are over. */
Err upload_begin(struct tx *tx, const struct dossier *d, Str type, const struct upload_new *n,
                 Id *ret) MUST;
Err upload_from(struct tx *tx, int64_t *ret) MUST;
/* The next piece, kept under name: E_STALE unless u->done bytes have come until now. */
Err upload_add(struct tx *tx, const struct upload *u, int64_t size, Str name) MUST;
/* All has come and was taken as file: the paper is in the library and attached to the dossier, as
 * by an ordinary upload. */
Err upload_become(struct tx *tx, const struct upload *u, const struct dossier *d,
                  const struct criteria_set *set, const struct storage_file *file, Id *ret) MUST;
/* It was looked at when whole and not taken; what came of it goes. */
Err upload_turn_away(struct tx *tx, const struct upload *u, enum storage_why why) MUST;
/* The uploader wants it no more. */
Err upload_drop(struct tx *tx, const struct upload *u) MUST;
/* JOB_UPLOAD, subject: upload: what is over loses its pieces; past its days it is forgotten. */
Err upload_job(struct db *db, struct arena *a, const struct job *j, void *arg) MUST;

/* The type of a paper behind a target: a row of Mẫu 02 itself, or the first that a criterion names.
 */
Str upload_type_of(const struct criteria_set *set, Str target);

#endif

/* evidence.h: the papers of a producer (minh chứng): kept once, used by many dossiers. */
#ifndef EVIDENCE_H
#define EVIDENCE_H
#include "domain/dossier/evidence.sql.h" /* generated: struct evidence, evidence_get()... */
#include "platform/storage/storage.h"

enum {
    EVIDENCE_TYPES = 15,
    EVIDENCE_SOON_DAYS = 90, /* "sắp hết hạn" */
    EVIDENCE_KINDS = 1 << STORAGE_PDF | 1 << STORAGE_JPEG | 1 << STORAGE_PNG
};

/* ---- types: the 15 rows of the table in Mẫu 02 (QĐ 26/2026 Phụ lục III) ---- */

/* "E01".."E15" for 1..15. */
Str evidence_type_code(int no);
/* 1..15, or 0 for anything else. */
int evidence_type_no(Str code);
/* Message keys: its name, and what to photograph or scan for it. */
int evidence_type_name(int no);
int evidence_type_hint(int no);

/* Message key saying why a file was not taken and what to do; {0} is the file's name. */
int evidence_why_message(enum storage_why why);

/* ---- validity ---- */

enum evidence_validity { EVIDENCE_NO_END, EVIDENCE_GOOD, EVIDENCE_SOON, EVIDENCE_OVER };
/* The last day counts as good. */
enum evidence_validity evidence_validity(Date expires, Date today);

/* ---- the library ---- */

/* What the producer says of a paper; all may be none. */
struct evidence_fields {
    Str title, issuer, number; /* title none: the type's name */
    Date issued, expires;
};
struct evidence_new {
    Id producer;
    Str type; /* E01.. */
    struct storage_file file;
    Str file_name; /* as the user called it */
    struct evidence_fields fields;
};
/* Refuses, all reasons at once: an unknown type, fields too long, an issue after today, an expiry
 * before the issue. */
Err evidence_check(struct tx *tx, Str type, const struct evidence_fields *f) MUST;
/* Adds a paper. The same content again of one producer gives the paper that is there, unchanged,
 * and *ret_was_there (may be NULL) says so. Refuses, all reasons at once, what evidence_check
 * refuses, a file that is no PDF or picture, a full library (setting evidence.quota_bytes, default
 * 2 GB). Writes the note of the transaction. */
Err evidence_add(struct tx *tx, const struct evidence_new *n, Id *ret, bool *ret_was_there) MUST;
/* Changes what is said of a paper, never the file; refusals as above. E_STALE when somebody changed
 * it in between. Frozen versions of dossiers keep what they say. */
Err evidence_change(struct tx *tx, const struct evidence *e, int64_t version, Str type,
                    const struct evidence_fields *f) MUST;
/* Takes a paper out of the library and so out of drafts; frozen versions keep theirs. */
Err evidence_drop(struct tx *tx, const struct evidence *e, int64_t version) MUST;
/* Bytes a producer may keep, removed papers included: the setting, or 2 GB. */
Err evidence_quota(struct tx *tx, int64_t *ret) MUST;
/* Drawn of several photographs: what was received is no file whose hash could be compared. */
bool evidence_is_merged(const struct evidence *e);
/* A file name for the download: the user's stem, the ending of the real type. */
Str evidence_file_name(struct arena *a, const struct evidence *e);

#endif

/* evidence_web.h: the addresses of a producer's library, and what other pages that take files use.
 */
#ifndef EVIDENCE_WEB_H
#define EVIDENCE_WEB_H
#include "domain/dossier/evidence.h"
#include "platform/web/web.h"

extern const struct route evidence_routes[];

struct evidence_ids {
    size_t n;
    Id *v;
    size_t were_there; /* of these, how many the library had already */
};
/* Makes a paper of every file that the form sent in this field (WEB_FILES routes); none sent is no
 * fault here: ret->n is 0. Every file that was not taken is a problem on the field, with its name,
 * why and what to do; then E_REFUSED and nothing is kept. Title: the same for all, numbered from
 * the second on. */
Err evidence_from_files(struct req *q, Str field, const struct evidence_new *like,
                        struct evidence_ids *ret) MUST;
/* "814 KB" */
Str evidence_size_words(struct req *q, int64_t bytes);
/* The beginning of the hash of what was received. */
Str evidence_sum_words(struct arena *a, const struct evidence *e);
/* The fields title, issuer, number, issued, expires; dates that are none are problems. */
Err evidence_read_fields(struct req *q, struct evidence_fields *ret) MUST;
/* A file box for templates ({{ use view_file ... }}): accepts PDF, JPEG, PNG; with the script that
 * shrinks photos in the browser. */
struct view_field evidence_file_field(struct req *q, Str name, int label, int hint, bool many);
/* Words and colour of a paper's validity. */
struct view_status evidence_status(struct req *q, Date expires);
/* <option>s of the 15 types into a select field; chosen is a code or none. */
void evidence_type_options(struct req *q, struct view_field *f);

#endif

/* offline_form.h: how the workbook of a member's sheets is laid out; for its writer and its reader.
 */
#ifndef COUNCIL_OFFLINE_FORM_H
#define COUNCIL_OFFLINE_FORM_H
#include "domain/council/offline.h"

enum {
    OFFLINE_CODE,
    OFFLINE_TITLE,
    OFFLINE_LEVELS, /* values of the marks, too */
    OFFLINE_POINTS,
    OFFLINE_LEVEL,
    OFFLINE_NOTE,
    OFFLINE_KEY,  /* hidden: an item's id, or what the mark is */
    OFFLINE_BASE, /* hidden: what stood in the boxes when it was made */
    OFFLINE_HEAD = 3,
    OFFLINE_BASE_DIGITS = 16
};
#define OFFLINE_REMARK "ocop.remark"
/* Keys of the marks: session, file, version of the dossier, member, set, version of the sheet,
 * seal. */
enum offline_mark {
    OFFLINE_SESSION,
    OFFLINE_FILE,
    OFFLINE_FILED,
    OFFLINE_MEMBER,
    OFFLINE_SET,
    OFFLINE_SHEET,
    OFFLINE_SEAL,
    OFFLINE_MARKS
};
static const char *const offline_marks[OFFLINE_MARKS] = { "ocop.session", "ocop.file", "ocop.filed",
                                                          "ocop.member",  "ocop.set",  "ocop.sheet",
                                                          "ocop.seal" };

struct offline_levels {
    size_t n;
    const struct criteria_option **v; /* of all cases, as numbered on the page from 1 */
    bool doubled;                     /* points alone do not say which */
};
struct offline_cells { /* the boxes of one line, as text */
    Str points, level, note;
};
struct offline_levels offline_levels_of(struct arena *a, const struct criteria_item *item);
struct offline_text offline_stored(const struct offline_sheet *s, int item);
struct offline_cells offline_cells_of(struct arena *a, const struct criteria_item *item,
                                      struct offline_text t);
Str offline_base(struct arena *a, struct offline_cells c);
Str offline_seal(struct arena *a, size_t n, const Str *part);

#endif

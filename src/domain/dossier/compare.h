/* compare.h: what differs between two filed versions of a dossier; private to the room. */
#ifndef DOSSIER_COMPARE_H
#define DOSSIER_COMPARE_H
#include "domain/dossier/dossier.h"

enum dossier_where { WHERE_FACTS, WHERE_STORY, WHERE_PAPERS, WHERE_SHEET, DOSSIER_WHERES };
enum dossier_how { HOW_ADDED, HOW_REMOVED, HOW_CHANGED };

/* One difference. about: fact field, paper row (E03), item id, "story", "photo" or "target_star".
 */
struct dossier_diff {
    enum dossier_where where;
    enum dossier_how how;
    Str about;
    Id evidence;              /* WHERE_PAPERS: which paper; none: the reason why there is none */
    Str title, before, after; /* title: of the paper */
    int64_t from[2], to[2];   /* pages before and after; 0 where there is no paper */
    Date end[2];              /* last day it is good for, before and after */
};
struct dossier_diffs {
    size_t n, cap;
    struct dossier_diff *v;
};
/* Field by field, page by page, item by item, in the order of the forms. Pure. */
void dossier_compare(struct arena *a, const struct dossier_frozen *x,
                     const struct dossier_frozen *y, struct dossier_diffs *ret);

#endif

/* pages.h: between recognition_web.c and the files of its pages. */
#ifndef RECOGNITION_PAGES_H
#define RECOGNITION_PAGES_H
#include "domain/recognition/decide.h"
#include "platform/web/web.h"

/* The subject of a list of picked dossiers: scored; its author is the actor when one of them was
 * closed by the actor's own hand, so that the policy refuses. q->subject.row: struct decide_picks.
 */
Err recognition_load_picks(struct req *q) MUST;
Err recognition_show_list(struct req *q) MUST;
/* The subject: a recognition, owned by the product's producer. */
Err recognition_load(struct req *q) MUST;
Err recognition_show_one(struct req *q) MUST;
/* The status of the day in words, and what it means (NULL: not asked). */
Err recognition_status_shown(const struct req *q, const struct recognition *r, int64_t soon,
                             struct view_status *ret, Str *ret_meaning) MUST;

#endif

/* pages.h: the addresses of the criteria pages; and, for the room itself, how a set becomes what
 * templates print. */
#ifndef CRITERIA_PAGES_H
#define CRITERIA_PAGES_H
#include "domain/criteria/criteria_view.h"
#include "domain/criteria/draft.h"
#include "platform/web/web.h"

extern const struct route criteria_routes[];

/* ---- private to the room ---- */

/* load() of every page of one set: the row becomes the subject; its author is who edited last. */
Err criteria_load_subject(struct req *q) MUST;
struct criteria_head criteria_head_of(struct req *q, const struct criteria_row *row);
/* The sheet with its items and options; numbers and labels as typed when a form came, errors from
 * q->problems. */
struct criteria_part_views criteria_parts_of(struct req *q, const struct criteria_set *s);
struct criteria_sums criteria_sums_of(struct req *q, const struct criteria_set *s,
                                      const struct problems *faults);
/* Editing a draft (edit.c). */
Err criteria_show_edit(struct req *q) MUST;
Err criteria_do_edit(struct req *q) MUST;

#endif

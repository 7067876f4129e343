/* pages.h: the pages of the standing agency; the table is for routes.c, the rest private to the
 * room. */
#ifndef PROVINCE_PAGES_H
#define PROVINCE_PAGES_H
#include "domain/province/province_view.h"
#include "platform/web/web.h"

extern const struct route province_routes[];

Err province_show_list(struct req *q) MUST;
/* The preview of a batch (GET), and the batch itself (POST). */
Err province_show_batch(struct req *q) MUST;
Err province_load_batch(struct req *q) MUST;
Err province_do_batch(struct req *q) MUST;
/* The open sessions to choose from; *ret_none: there is none. */
Err province_sessions(struct req *q, struct view_field *ret, bool *ret_none) MUST;

#endif

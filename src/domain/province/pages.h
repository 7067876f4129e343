/* pages.h: the pages of the standing agency; the table is for routes.c, the rest private to the
 * room. */
#ifndef PROVINCE_PAGES_H
#define PROVINCE_PAGES_H
#include "domain/province/province_view.h"
#include "platform/web/web.h"

extern const struct route province_routes[];

/* "/huyen" when the page is the district's, else "/tinh". */
Str province_home(const struct req *q);
/* province_home() + tail */
Url province_at(struct req *q, const char *tail);
/* The district of the role by which this list is asked for: none for the province. E_NONE when the
 * district is no more. */
Err province_district_of(struct req *q, Id *ret) MUST;
/* What each level's council has found, and the form that passes the dossier up. */
Err province_add_stages(struct req *q, const struct dossier *d, struct province_show *v) MUST;
Err province_do_pass(struct req *q) MUST;

Err province_show_list(struct req *q) MUST;
/* The preview of a batch (GET), and the batch itself (POST). */
Err province_show_batch(struct req *q) MUST;
Err province_load_batch(struct req *q) MUST;
Err province_do_batch(struct req *q) MUST;
/* Producers of communes that were split, and the officer's word about them. */
Err province_show_follow(struct req *q) MUST;
Err province_do_follow(struct req *q) MUST;
/* The open sessions to choose from; *ret_none: there is none. */
Err province_sessions(struct req *q, struct view_field *ret, bool *ret_none) MUST;

#endif

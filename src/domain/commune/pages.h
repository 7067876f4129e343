/* pages.h: the commune's pages; the table is for routes.c, the rest private to the room. */
#ifndef COMMUNE_PAGES_H
#define COMMUNE_PAGES_H
#include "domain/commune/commune.h"
#include "platform/web/web.h"

extern const struct route commune_routes[];

Err commune_show_list(struct req *q) MUST;
Err commune_show_form03(struct req *q) MUST;

#endif

/* pages.h: the addresses of the public pages. */
#ifndef PORTAL_PAGES_H
#define PORTAL_PAGES_H
#include "platform/web/web.h"

extern const struct route portal_routes[];

#endif

/* idea_web.h: the routes of ideas; for routes.c. */
#ifndef IDEA_WEB_H
#define IDEA_WEB_H
#include "platform/web/web.h"

extern const struct route idea_routes[];

#endif

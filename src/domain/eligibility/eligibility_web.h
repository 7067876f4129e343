/* eligibility_web.h: the routes of the plan's conditions; for routes.c. */
#ifndef ELIGIBILITY_WEB_H
#define ELIGIBILITY_WEB_H
#include "platform/web/web.h"

extern const struct route eligibility_routes[];

#endif

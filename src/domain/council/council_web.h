/* council_web.h: the council's pages. */
#ifndef COUNCIL_WEB_H
#define COUNCIL_WEB_H
#include "platform/web/web.h"

extern const struct route council_routes[];

#endif

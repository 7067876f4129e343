/* pages.h: the page of the workflow. */
#ifndef REGIME_PAGES_H
#define REGIME_PAGES_H
#include "platform/web/web.h"

extern const struct route regime_routes[];

#endif

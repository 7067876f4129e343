/* register_web.h: the addresses of the register. */
#ifndef REGISTER_WEB_H
#define REGISTER_WEB_H
#include "platform/web/web.h"

extern const struct route register_routes[];

#endif

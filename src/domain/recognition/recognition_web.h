/* recognition_web.h: the addresses of the working pages of recognition. */
#ifndef RECOGNITION_WEB_H
#define RECOGNITION_WEB_H
#include "platform/web/web.h"

extern const struct route recognition_routes[];

#endif

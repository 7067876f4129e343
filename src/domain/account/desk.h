/* desk.h: the desk everybody starts from; private to the room. */
#ifndef ACCOUNT_DESK_H
#define ACCOUNT_DESK_H
#include "platform/web/web.h"

/* What waits for me, and where I can go. */
Err account_show_desk(struct req *q) MUST;

#endif

/* account_web.h: the addresses of the account pages. */
#ifndef ACCOUNT_WEB_H
#define ACCOUNT_WEB_H
#include "platform/web/web.h"

extern const struct route account_routes[];
/* The menu of a signed-in page: what the actor may ever do, in the order of the work. */
struct view_links account_menu(struct req *q);

#endif

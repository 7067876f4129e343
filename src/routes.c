/* routes.c: the map of the site: one line a room. */
#include "app.h"
#include "domain/account/account_web.h"
#include "domain/criteria/pages.h"
#include "domain/portal/pages.h"
#include "domain/recognition/recognition_web.h"

const struct route *const app_routes[] = {
    portal_routes,
    account_routes,
    criteria_routes,
    recognition_routes,
    NULL,
};

/* app.h: the program put together: database, storage, routes, policy, jobs. */
#ifndef APP_H
#define APP_H
#include "config.h"
#include "domain/program/program.h"
#include "platform/jobs/jobs.h"
#include "platform/web/web.h"

/* The map of the site (routes.c) and the kinds of jobs (jobs.c). */
extern const struct route *const app_routes[];
extern const struct jobs_kind app_jobs[];
extern const size_t app_jobs_n;

/* Menu, role words and names of a signed-in page (decorate.c). */
Err app_decorate(struct req *q) MUST;

/* The program around an open database: storage in DIR, caches, routes. clock NULL: the machine's.
 * The owner calls app_close. */
struct app {
    struct program program;
    struct web *web;
};
Err app_open(const struct config *c, struct db *db, Time (*clock)(void *arg), void *clock_arg,
             struct app **ret) MUST;
void app_close(struct app *app); /* NULL allowed; the database stays open */

/* Loads what every installation needs (units, criteria sets), each only when missing. */
Err app_load_builtin(struct db *db, struct arena *a, Time now) MUST;

/* Loads the demonstration province (domain/demo) and plays its dossiers through the pages, ending
 * at `now` (TIME_NONE: the machine's clock). Does nothing when it is there; E_REFUSED on real data.
 */
Err app_load_demo(const struct config *c, struct db *db, Time now) MUST;

#endif

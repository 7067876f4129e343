/* jobs.c: the kinds of jobs: effects outside a transaction, done after it commits. arg of each is
 * struct program. */
#include "app.h"

const struct jobs_kind app_jobs[] = {
    { 0, NULL, NULL, 0 },
};
const size_t app_jobs_n = COUNT_OF(app_jobs) - 1;

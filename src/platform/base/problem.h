/* problem.h: refusals in the user's words: which field, which message, its arguments. */
#include "platform/base/base.h"

#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H
enum { PROBLEM_ARGS = 3, PROBLEMS_MAX = 200 };

struct problem {
    Str field; /* name of the form field, or none when it concerns the whole */
    int key;   /* message key (enum message of the generated catalogue) */
    Str arg[PROBLEM_ARGS];
};
struct problems {
    struct arena *arena;
    size_t n, cap;
    struct problem *v;
};

/* Adds one; more than PROBLEMS_MAX are counted no further. Always returns E_REFUSED. */
Err problem_add(struct problems *p, Str field, int key, Str a0, Str a1);
Err problem_add3(struct problems *p, Str field, int key, const Str arg[PROBLEM_ARGS]);

#endif

/* problem.c: collecting refusals. */
#include "platform/base/base.h"

Err problem_add3(struct problems *p, Str field, int key, const Str arg[PROBLEM_ARGS])
{
    if (p->n < PROBLEMS_MAX) {
        p->v = arena_grow(p->arena, p->v, p->n, &p->cap, sizeof *p->v);
        struct problem *new = &p->v[p->n++];
        *new = (struct problem){ .field = str_dup(p->arena, field), .key = key };
        for (int i = 0; i < PROBLEM_ARGS; i++) {
            new->arg[i] = str_dup(p->arena, arg[i]);
        }
    }
    return E_REFUSED;
}

Err problem_add(struct problems *p, Str field, int key, Str a0, Str a1)
{
    const Str arg[PROBLEM_ARGS] = { a0, a1, STR_NONE };
    return problem_add3(p, field, key, arg);
}

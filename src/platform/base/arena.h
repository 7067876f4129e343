/* arena.h: memory that dies together. Never freed by hand, never NULL. */
#include "platform/base/base.h"

#ifndef BASE_ARENA_H
#define BASE_ARENA_H
struct arena;

/* A new arena; the owner frees it. Out of memory stops the process. */
struct arena *arena_new(void);
/* Frees everything; NULL is allowed. */
void arena_free(struct arena *a);
void arena_cleanup(struct arena **a); /* for CLEANUP */
/* Forgets everything but keeps the first block for the next request. */
void arena_reset(struct arena *a);
/* n bytes, zeroed, aligned for any type. In sanitizer builds each call is one malloc. */
void *arena_alloc(struct arena *a, size_t n);
/* n * size with the overflow checked. */
void *arena_calloc(struct arena *a, size_t n, size_t size);
/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *a);

#define NEW(arena, T) ((T *)arena_alloc((arena), sizeof(T)))
#define NEW_N(arena, T, n) ((T *)arena_calloc((arena), (n), sizeof(T)))

/* Room for one more element: returns the vector to use from now on (the old one or a larger copy).
 * v has n elements and capacity *cap. */
void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

#endif

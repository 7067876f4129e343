/* arena.c: blocks that grow by doubling; in sanitizer builds one malloc an object, so that overruns
 * are seen. */
#include "platform/base/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, ALIGN = 16 };

struct block {
    _Alignas(ALIGN) struct block *next;
    size_t used, cap;
};
struct arena {
    struct block *head; /* the block being filled; in ARENA_MALLOC builds every object */
    size_t used;
};

void base_bug(const char *file, int line, const char *what)
{
    (void)fprintf(stderr, "{\"level\":\"bug\",\"at\":\"%s:%d\",\"what\":\"%s\"}\n", file, line,
                  what);
    abort();
}

static void *must_have(void *p)
{
    if (p == NULL) {
        base_bug(__FILE__, __LINE__, "out of memory");
    }
    return p;
}

static struct block *block_new(size_t cap)
{
    struct block *b = must_have(malloc(sizeof *b + cap));
    b->next = NULL;
    b->used = 0;
    b->cap = cap;
    return b;
}

struct arena *arena_new(void)
{
    return must_have(calloc(1, sizeof(struct arena)));
}

static void drop_blocks(struct block *b)
{
    while (b != NULL) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_free(struct arena *a)
{
    if (a != NULL) {
        drop_blocks(a->head);
        free(a);
    }
}

void arena_cleanup(struct arena **a)
{
    arena_free(*a);
}

void arena_reset(struct arena *a)
{
    a->used = 0;
#ifdef ARENA_MALLOC
    drop_blocks(a->head);
    a->head = NULL;
#else
    if (a->head != NULL) { /* keep the largest, newest block */
        drop_blocks(a->head->next);
        a->head->next = NULL;
        a->head->used = 0;
    }
#endif
}

void *arena_alloc(struct arena *a, size_t n)
{
    BUG_UNLESS(n <= SIZE_MAX / 4);
    size_t need = (n + ALIGN - 1) / ALIGN * ALIGN;
    a->used += need;
#ifdef ARENA_MALLOC
    struct block *b = block_new(n);
    b->next = a->head;
    a->head = b;
    b->used = n;
    return memset(b + 1, 0, n);
#else
    struct block *b = a->head;
    if (b == NULL || b->cap - b->used < need) {
        size_t cap = b == NULL ? FIRST_BLOCK : b->cap * 2;
        if (cap < need) {
            cap = need;
        }
        b = block_new(cap);
        b->next = a->head;
        a->head = b;
    }
    void *p = (char *)(b + 1) + b->used;
    b->used += need;
    return memset(p, 0, n);
#endif
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
    size_t total = 0;
    BUG_UNLESS(!__builtin_mul_overflow(n, size, &total));
    return arena_alloc(a, total);
}

size_t arena_used(const struct arena *a)
{
    return a->used;
}

void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap) {
        return v;
    }
    size_t more = *cap == 0 ? 8 : *cap * 2;
    void *bigger = arena_calloc(a, more, size);
    if (n > 0) {
        memcpy(bigger, v, n * size);
    }
    *cap = more;
    return bigger;
}

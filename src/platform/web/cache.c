/* cache.c: finished public pages of this worker. An entry is good for the public data version and
 * the civil day it was made with; the table is emptied when it is full, which is rare and simple.
 */
#include "platform/web/inside.h"

enum { SLOTS = 8192, KEY_MAX = 500 };

struct entry {
    Str key;
    uint64_t hash;
    struct http_ready *ready;
};
struct web_cache {
    size_t max, used, n;
    int64_t version;
    Date today;
    struct arena *keys;
    struct entry slot[SLOTS];
};

struct web_cache *web_cache_new(size_t bytes)
{
    struct web_cache *c = calloc(1, sizeof *c);
    BUG_UNLESS(c != NULL);
    c->max = bytes;
    c->version = -1;
    c->today = DATE_NONE;
    c->keys = arena_new();
    return c;
}

static void forget_all(struct web_cache *c)
{
    for (size_t i = 0; i < SLOTS; i++) {
        http_ready_unref(c->slot[i].ready);
        c->slot[i] = (struct entry){ .ready = NULL };
    }
    arena_reset(c->keys);
    c->n = 0;
    c->used = 0;
}

void web_cache_free(struct web_cache *c)
{
    if (c != NULL) {
        forget_all(c);
        arena_free(c->keys);
        free(c);
    }
}

static uint64_t hash_of_key(Str s)
{
    uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < s.n; i++) {
        h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
    }
    return h;
}

static struct entry *find(struct web_cache *c, Str key, uint64_t h)
{
    size_t i = (size_t)h & (SLOTS - 1);
    while (c->slot[i].ready != NULL && (c->slot[i].hash != h || !str_eq(c->slot[i].key, key))) {
        i = (i + 1) & (SLOTS - 1);
    }
    return &c->slot[i];
}

static void renew(struct web_cache *c, int64_t version, Date today)
{
    if (c->version != version || date_cmp(c->today, today) != 0) {
        forget_all(c);
        c->version = version;
        c->today = today;
    }
}

const struct http_ready *web_cache_get(struct web_cache *c, Str key, int64_t version, Date today)
{
    renew(c, version, today);
    return find(c, key, hash_of_key(key))->ready;
}

void web_cache_put(struct web_cache *c, Str key, int64_t version, Date today,
                   struct http_ready *ready)
{
    size_t bytes = http_ready_bytes(ready) + key.n;
    renew(c, version, today);
    if (key.n > KEY_MAX || bytes > c->max / 4) {
        http_ready_unref(ready);
        return;
    }
    if (c->used + bytes > c->max || c->n >= SLOTS / 2) {
        forget_all(c);
    }
    uint64_t h = hash_of_key(key);
    struct entry *e = find(c, key, h);
    if (e->ready != NULL) {
        http_ready_unref(ready);
        return;
    }
    *e = (struct entry){ str_dup(c->keys, key), h, ready };
    c->n++;
    c->used += bytes;
}

/* hash.h: SHA-256 and random bytes, from libsodium. */
#include "platform/base/base.h"

#ifndef BASE_HASH_H
#define BASE_HASH_H
typedef struct {
    uint8_t b[32];
} Hash;

struct hash_state {
    _Alignas(16) unsigned char opaque[128];
};

Hash hash_of(Str s);
void hash_start(struct hash_state *h);
void hash_add(struct hash_state *h, const void *p, size_t n);
Hash hash_end(struct hash_state *h);
Str hash_text(struct arena *a, Hash h); /* 64 lower-case hex digits */
Err hash_parse(Str s, Hash *ret) MUST;
bool hash_eq(Hash a, Hash b); /* constant time */
void random_bytes(void *p, size_t n);
/* Must be called once before any of these; idempotent. */
void hash_init(void);

#endif

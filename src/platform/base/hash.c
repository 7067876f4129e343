/* hash.c: SHA-256 and random bytes, from libsodium. */
#include "platform/base/base.h"

#include <sodium.h>

void hash_init(void)
{
    BUG_UNLESS(sodium_init() >= 0);
}

void random_bytes(void *p, size_t n)
{
    randombytes_buf(p, n);
}

Hash hash_of(Str s)
{
    Hash h;
    (void)crypto_hash_sha256(h.b, (const unsigned char *)s.p, s.n);
    return h;
}

static crypto_hash_sha256_state *state_of(struct hash_state *h)
{
    _Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof h->opaque, "room for the state");
    return (crypto_hash_sha256_state *)(void *)h->opaque;
}

void hash_start(struct hash_state *h)
{
    (void)crypto_hash_sha256_init(state_of(h));
}

void hash_add(struct hash_state *h, const void *p, size_t n)
{
    (void)crypto_hash_sha256_update(state_of(h), p, n);
}

Hash hash_end(struct hash_state *h)
{
    Hash r;
    (void)crypto_hash_sha256_final(state_of(h), r.b);
    return r;
}

Str hash_text(struct arena *a, Hash h)
{
    struct out o;
    out_init(&o, 128);
    out_hex(&o, h.b, sizeof h.b);
    Str s = out_dup(a, &o);
    out_done(&o);
    return s;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Err hash_parse(Str s, Hash *ret)
{
    Hash h = { { 0 } };
    if (s.n != 2 * sizeof h.b) {
        return E_INPUT;
    }
    for (size_t i = 0; i < sizeof h.b; i++) {
        int high = nibble(s.p[2 * i]), low = nibble(s.p[2 * i + 1]);
        if (high < 0 || low < 0) {
            return E_INPUT;
        }
        h.b[i] = (uint8_t)(high << 4 | low);
    }
    *ret = h;
    return OK;
}

bool hash_eq(Hash a, Hash b)
{
    return sodium_memcmp(a.b, b.b, sizeof a.b) == 0;
}

/* id.c: time-ordered identifiers, written in Crockford's base 32. */
#include "platform/base/base.h"

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
enum { ID_CHARS = 13, RANDOM_BITS = 22 };
#define EPOCH_MS INT64_C(1577836800000) /* 2020-01-01T00:00Z */

Id id_new(Time now)
{
    int64_t ms = now.v / 1000 - EPOCH_MS;
    BUG_UNLESS(ms > 0 && ms < INT64_C(1) << 41);
    uint32_t r;
    random_bytes(&r, sizeof r);
    return (Id){ ms << RANDOM_BITS | (int64_t)(r & ((1U << RANDOM_BITS) - 1)) };
}

bool id_none(Id id)
{
    return id.v == 0;
}

bool id_eq(Id a, Id b)
{
    return a.v == b.v;
}

void out_id(struct out *o, Id id)
{
    char text[ID_CHARS];
    uint64_t v = (uint64_t)id.v;
    for (int i = ID_CHARS - 1; i >= 0; i--) {
        text[i] = digits[v & 31];
        v >>= 5;
    }
    out_raw(o, (Str){ text, ID_CHARS });
}

Str id_text(struct arena *a, Id id)
{
    struct out o;
    out_init(&o, 64);
    out_id(&o, id);
    Str s = out_dup(a, &o);
    out_done(&o);
    return s;
}

static int digit_value(char c)
{
    for (int i = 0; i < 32; i++) {
        if (digits[i] == c) {
            return i;
        }
    }
    return -1;
}

Err id_parse(Str s, Id *ret)
{
    if (s.n != ID_CHARS || digit_value(s.p[0]) > 7) {
        return E_INPUT;
    }
    uint64_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        int d = digit_value(s.p[i]);
        if (d < 0) {
            return E_INPUT;
        }
        v = v << 5 | (uint64_t)d;
    }
    if (v == 0 || v > INT64_MAX) {
        return E_INPUT;
    }
    *ret = (Id){ (int64_t)v };
    return OK;
}

Str id_token(struct arena *a, size_t n)
{
    unsigned char *bytes = arena_alloc(a, n);
    random_bytes(bytes, n);
    size_t chars = (n * 8 + 4) / 5;
    char *text = arena_alloc(a, chars + 1);
    for (size_t i = 0; i < chars; i++) {
        unsigned v = 0;
        for (size_t bit = i * 5; bit < i * 5 + 5; bit++) {
            unsigned one = bit / 8 < n ? (unsigned)bytes[bit / 8] >> (7 - bit % 8) & 1 : 0;
            v = v << 1 | one;
        }
        text[i] = digits[v];
    }
    return (Str){ text, chars };
}

/* out.c: the one growable buffer, and the one place for each escaper. */
#include "platform/base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void out_init(struct out *o, size_t max)
{
    *o = (struct out){ .max = max };
}

void out_done(struct out *o)
{
    free(o->p);
    *o = (struct out){ .max = o->max };
}

struct out *out_new(size_t max)
{
    struct out *o = malloc(sizeof *o);
    BUG_UNLESS(o != NULL);
    out_init(o, max);
    return o;
}

void out_free(struct out *o)
{
    if (o != NULL) {
        out_done(o);
        free(o);
    }
}

void out_cleanup(struct out **o)
{
    out_free(*o);
}

void out_reset(struct out *o)
{
    o->n = 0;
    o->over = false;
}

Str out_view(const struct out *o)
{
    return (Str){ o->p == NULL ? "" : o->p, o->n };
}

Str out_dup(struct arena *a, const struct out *o)
{
    return str_dup(a, out_view(o));
}

/* Room for n more bytes; false when that is beyond max. */
static bool reserve(struct out *o, size_t n)
{
    if (n <= o->cap - o->n) {
        return true;
    }
    if (o->over || n > o->max || o->n > o->max - n) {
        o->over = true;
        return false;
    }
    size_t cap = o->cap == 0 ? 1024 : o->cap;
    while (cap - o->n < n) {
        cap *= 2;
    }
    char *p = realloc(o->p, cap);
    BUG_UNLESS(p != NULL);
    o->p = p;
    o->cap = cap;
    return true;
}

void out_room(struct out *o, size_t n)
{
    (void)reserve(o, n);
}

void out_raw(struct out *o, Str s)
{
    if (s.n > 0 && reserve(o, s.n)) {
        memcpy(o->p + o->n, s.p, s.n);
        o->n += s.n;
    }
}

void out_c(struct out *o, char c)
{
    if (reserve(o, 1)) {
        o->p[o->n++] = c;
    }
}

void out_int(struct out *o, int64_t v)
{
    char digits[20];
    size_t n = 0;
    uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    do {
        digits[n++] = (char)('0' + u % 10);
        u /= 10;
    } while (u > 0);
    if (v < 0) {
        out_c(o, '-');
    }
    while (n > 0) {
        out_c(o, digits[--n]);
    }
}

static const char *html_entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static const bool html_special[256] = {
    ['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true
};

/* Whether none of 16 bytes is special, all compared at once: most of a page is plain text. */
static bool plain16(const char *p)
{
    typedef uint8_t bytes16 __attribute__((vector_size(16)));
    bytes16 x;
    memcpy(&x, p, sizeof x);
    /* '<' and '>', '"' and '&' differ in one bit each */
    bytes16 hit =
        (bytes16)(((x | 2) == '>') | ((x | 4) == '&') | (x == '\'')); /* 0xff where special */
    uint64_t half[2];
    memcpy(half, &hit, sizeof half);
    return (half[0] | half[1]) == 0;
}

void out_html(struct out *o, Str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n;) {
        if (s.n - i >= 16 && plain16(s.p + i)) {
            i += 16;
            continue;
        }
        for (size_t end = s.n - i > 16 ? i + 16 : s.n; i < end; i++) {
            if (html_special[(unsigned char)s.p[i]]) {
                out_raw(o, str_sub(s, from, i));
                out_raw(o, str_c(html_entity(s.p[i])));
                from = i + 1;
            }
        }
    }
    out_raw(o, str_skip(s, from));
}

void out_json(struct out *o, Str s)
{
    out_c(o, '"');
    for (size_t i = 0; i < s.n;) {
        uint32_t cp = utf8_next(s, &i);
        if (cp == '"' || cp == '\\') {
            out_c(o, '\\');
            out_c(o, (char)cp);
        } else if (cp == '\n') {
            out_raw(o, S("\\n"));
        } else if (cp < 0x20 || cp == 0x7f || cp == 0x2028 || cp == 0x2029 || cp == '<') {
            out_fmt(o, "\\u%04x", (unsigned)cp); /* '<': safe inside a script element too */
        } else {
            utf8_put(o, cp);
        }
    }
    out_c(o, '"');
}

void out_url(struct out *o, Str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out_c(o, (char)c);
        } else {
            out_c(o, '%');
            out_c(o, hex[c >> 4]);
            out_c(o, hex[c & 15]);
        }
    }
}

void out_csv(struct out *o, Str s, char sep)
{
    bool formula = s.n > 0 && (s.p[0] == '=' || s.p[0] == '+' || s.p[0] == '-' || s.p[0] == '@' ||
                               s.p[0] == '\t' || s.p[0] == '\r');
    bool quote = formula || str_find_c(s, sep) < s.n || str_find_c(s, '"') < s.n ||
                 str_find_c(s, '\n') < s.n || str_find_c(s, '\r') < s.n;
    if (quote) {
        out_c(o, '"');
    }
    if (formula) {
        out_c(o, '\'');
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') {
            out_c(o, '"');
        }
        out_c(o, s.p[i]);
    }
    if (quote) {
        out_c(o, '"');
    }
}

void out_hex(struct out *o, const void *p, size_t n)
{
    static const char hex[] = "0123456789abcdef";
    const unsigned char *b = p;
    for (size_t i = 0; i < n; i++) {
        out_c(o, hex[b[i] >> 4]);
        out_c(o, hex[b[i] & 15]);
    }
}

void out_fmt(struct out *o, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    size_t room = o->over ? 0 : o->cap - o->n;
    int n = vsnprintf(room == 0 ? NULL : o->p + o->n, room, fmt, ap);
    va_end(ap);
    BUG_UNLESS(n >= 0);
    if ((size_t)n < room) {
        o->n += (size_t)n;
    } else if (reserve(o, (size_t)n + 1)) {
        va_start(ap, fmt);
        (void)vsnprintf(o->p + o->n, (size_t)n + 1, fmt, ap);
        va_end(ap);
        o->n += (size_t)n;
    }
}

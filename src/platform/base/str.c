/* str.c: text as pointer and length. */
#include "platform/base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

Str str_c(const char *c)
{
    return c == NULL ? STR_NONE : (Str){ c, strlen(c) };
}

bool str_none(Str s)
{
    return s.p == NULL;
}

bool str_empty(Str s)
{
    return s.n == 0;
}

bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool str_eq_nocase(Str a, Str b)
{
    if (a.n != b.n) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (lower(a.p[i]) != lower(b.p[i])) {
            return false;
        }
    }
    return true;
}

int str_cmp(Str a, Str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n == 0 ? 0 : memcmp(a.p, b.p, n);
    if (c != 0) {
        return c;
    }
    return a.n < b.n ? -1 : a.n > b.n;
}

bool str_starts(Str s, Str prefix)
{
    return s.n >= prefix.n && str_eq((Str){ s.p, prefix.n }, prefix);
}

bool str_ends(Str s, Str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

Str str_sub(Str s, size_t from, size_t to)
{
    to = to > s.n ? s.n : to;
    from = from > to ? to : from;
    return (Str){ s.p == NULL ? NULL : s.p + from, to - from };
}

Str str_skip(Str s, size_t n)
{
    return str_sub(s, n, s.n);
}

static bool blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Str str_trim(Str s)
{
    while (s.n > 0 && blank(s.p[0])) {
        s = str_skip(s, 1);
    }
    while (s.n > 0 && blank(s.p[s.n - 1])) {
        s.n--;
    }
    return s;
}

size_t str_find(Str s, Str what)
{
    if (what.n == 0 || what.n > s.n) {
        return what.n == 0 ? 0 : s.n;
    }
    const char *p = memmem(s.p, s.n, what.p, what.n);
    return p == NULL ? s.n : (size_t)(p - s.p);
}

size_t str_find_c(Str s, char c)
{
    const char *p = s.n == 0 ? NULL : memchr(s.p, c, s.n);
    return p == NULL ? s.n : (size_t)(p - s.p);
}

Str str_cut(Str *rest, char c)
{
    size_t at = str_find_c(*rest, c);
    Str head = str_sub(*rest, 0, at);
    *rest = str_skip(*rest, at < rest->n ? at + 1 : at);
    return head;
}

Str str_dup(struct arena *a, Str s)
{
    return str_none(s) ? STR_NONE : (Str){ str_cstr(a, s), s.n };
}

char *str_cstr(struct arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n > 0) {
        memcpy(p, s.p, s.n);
    }
    p[s.n] = '\0';
    return p;
}

Str str_lower_ascii(struct arena *a, Str s)
{
    char *p = str_cstr(a, s);
    for (size_t i = 0; i < s.n; i++) {
        p[i] = lower(p[i]);
    }
    return (Str){ p, s.n };
}

Str str_cat(struct arena *a, Str x, Str y)
{
    char *p = arena_alloc(a, x.n + y.n + 1);
    if (x.n > 0) {
        memcpy(p, x.p, x.n);
    }
    if (y.n > 0) {
        memcpy(p + x.n, y.p, y.n);
    }
    return (Str){ p, x.n + y.n };
}

Str str_fmt(struct arena *a, const char *fmt, ...)
{
    char short_text[256]; /* most are: formatted once, not twice */
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(short_text, sizeof short_text, fmt, ap);
    va_end(ap);
    BUG_UNLESS(n >= 0);
    char *p = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof short_text) {
        memcpy(p, short_text, (size_t)n);
    } else {
        va_start(ap, fmt);
        (void)vsnprintf(p, (size_t)n + 1, fmt, ap);
        va_end(ap);
    }
    return (Str){ p, (size_t)n };
}

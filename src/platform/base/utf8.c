/* utf8.c: well-formed UTF-8 in normal form C. */
#include "platform/base/base.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

/* Length of the sequence at p (n bytes left), 0 when malformed; *cp gets the code point. */
static size_t decode(const unsigned char *p, size_t n, uint32_t *cp)
{
    if (p[0] < 0x80) {
        *cp = p[0];
        return 1;
    }
    size_t len = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4 || len > n) {
        return 0;
    }
    uint32_t v = p[0] & (0xFFU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
        v = v << 6 | (p[i] & 0x3FU);
    }
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (v < least[len] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF)) {
        return 0;
    }
    *cp = v;
    return len;
}

bool utf8_valid(Str s)
{
    uint32_t cp;
    for (size_t i = 0; i < s.n;) {
        size_t n = decode((const unsigned char *)s.p + i, s.n - i, &cp);
        if (n == 0 || cp == 0) {
            return false;
        }
        i += n;
    }
    return true;
}

uint32_t utf8_next(Str s, size_t *i)
{
    uint32_t cp;
    size_t n = decode((const unsigned char *)s.p + *i, s.n - *i, &cp);
    *i += n == 0 ? 1 : n;
    return n == 0 ? REPLACEMENT : cp;
}

void utf8_put(struct out *o, uint32_t cp)
{
    unsigned char b[4];
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, b);
    out_raw(o, (Str){ (const char *)b, n > 0 ? (size_t)n : 0 });
}

size_t utf8_length(Str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; n++) {
        (void)utf8_next(s, &i);
    }
    return n;
}

static bool ascii(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0x80 || s.p[i] == '\0') {
            return false;
        }
    }
    return true;
}

Err utf8_nfc(struct arena *a, Str s, Str *ret)
{
    if (str_none(s)) {
        *ret = STR_NONE;
        return OK;
    }
    if (ascii(s)) {
        *ret = str_dup(a, s);
        return OK;
    }
    if (!utf8_valid(s)) {
        return E_INPUT;
    }
    utf8proc_uint8_t *made = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &made,
                                      (utf8proc_option_t)(int)(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    if (n < 0) {
        return E_INPUT;
    }
    *ret = str_dup(a, (Str){ (const char *)made, (size_t)n });
    free(made);
    return OK;
}

static bool space(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xA0 || cp == 0x1680 ||
           (cp >= 0x2000 && cp <= 0x200B) || cp == 0x202F || cp == 0x205F || cp == 0x3000 ||
           cp == 0xFEFF;
}

static bool control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

Err utf8_clean_line(struct arena *a, Str s, Str *ret)
{
    Str nfc;
    TRY(utf8_nfc(a, s, &nfc));
    struct out o;
    out_init(&o, nfc.n + 1);
    bool gap = false;
    for (size_t i = 0; i < nfc.n;) {
        uint32_t cp = utf8_next(nfc, &i);
        if (space(cp)) {
            gap = true;
            continue;
        }
        if (control(cp)) {
            out_done(&o);
            return E_INPUT;
        }
        if (gap && o.n > 0) {
            out_c(&o, ' ');
        }
        gap = false;
        utf8_put(&o, cp);
    }
    *ret = str_none(s) ? STR_NONE : out_dup(a, &o);
    out_done(&o);
    return OK;
}

Err utf8_clean_text(struct arena *a, Str s, Str *ret)
{
    Str nfc;
    TRY(utf8_nfc(a, s, &nfc));
    struct out o;
    out_init(&o, nfc.n + 1);
    for (size_t i = 0; i < nfc.n;) {
        uint32_t cp = utf8_next(nfc, &i);
        if (cp == '\r') {
            if (i >= nfc.n || nfc.p[i] != '\n') {
                out_c(&o, '\n');
            }
        } else if (cp == '\n' || cp == '\t' || !control(cp)) {
            utf8_put(&o, cp);
        } else {
            out_done(&o);
            return E_INPUT;
        }
    }
    *ret = str_none(s) ? STR_NONE : str_trim(out_dup(a, &o));
    out_done(&o);
    return OK;
}

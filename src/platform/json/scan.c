/* scan.c: a strict reader that builds no tree, for lines by the hundred thousand. RFC 8259, UTF-8
 * only, no NUL in text. */
#include "platform/json/json.h"

struct json_scan json_scan_begin(struct arena *a, Str text)
{
    return (struct json_scan){ .a = a, .p = text.p, .end = text.p + text.n };
}

char json_scan_peek(struct json_scan *s)
{
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\t' || *s->p == '\n' || *s->p == '\r')) {
        s->p++;
    }
    return s->p < s->end ? *s->p : '\0';
}

bool json_scan_take(struct json_scan *s, char c)
{
    if (json_scan_peek(s) != c || s->p == s->end) {
        return false;
    }
    s->p++;
    return true;
}

/* ---- text ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char low = (char)(c | 0x20);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

static Err unit(struct json_scan *s, uint32_t *ret)
{
    if (s->end - s->p < 4) {
        return E_INPUT;
    }
    uint32_t v = 0;
    for (int i = 0; i < 4; i++) {
        int d = hex_digit(s->p[i]);
        if (d < 0) {
            return E_INPUT;
        }
        v = v << 4 | (uint32_t)d;
    }
    s->p += 4;
    *ret = v;
    return OK;
}

/* Behind "\u": one unit or a pair of surrogates. */
static Err escaped_point(struct json_scan *s, uint32_t *ret)
{
    uint32_t v = 0, low = 0;
    TRY(unit(s, &v));
    if (v == 0 || (v >= 0xDC00 && v <= 0xDFFF)) {
        return E_INPUT;
    }
    if (v >= 0xD800 && v <= 0xDBFF) {
        if (s->end - s->p < 2 || s->p[0] != '\\' || s->p[1] != 'u') {
            return E_INPUT;
        }
        s->p += 2;
        TRY(unit(s, &low));
        if (low < 0xDC00 || low > 0xDFFF) {
            return E_INPUT;
        }
        v = 0x10000 + ((v - 0xD800) << 10) + (low - 0xDC00);
    }
    *ret = v;
    return OK;
}

static size_t put_point(char *to, uint32_t v)
{
    if (v < 0x80) {
        to[0] = (char)v;
        return 1;
    }
    size_t n = v < 0x800 ? 2 : v < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--) {
        to[i] = (char)(0x80 | (v & 0x3F));
        v >>= 6;
    }
    to[0] = (char)((n == 2 ? 0xC0U : n == 3 ? 0xE0U : 0xF0U) | v);
    return n;
}

/* A text with escapes, the place behind the opening quote given: a decoded copy, never longer than
 * what is written. */
static Err escaped_text(struct json_scan *s, const char *from, size_t most, Str *ret)
{
    static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    char *to = arena_alloc(s->a, most + 1);
    size_t n = 0;
    for (s->p = from; s->p < s->end && *s->p != '"';) {
        if (*s->p != '\\') {
            to[n++] = *s->p++;
            continue;
        }
        s->p++;
        char c = s->p < s->end ? *s->p++ : '\0';
        size_t k = str_find_c((Str){ names, sizeof names - 1 }, c);
        if (c == 'u') {
            uint32_t v = 0;
            TRY(escaped_point(s, &v));
            n += put_point(to + n, v);
        } else if (k < sizeof names - 1) {
            to[n++] = means[k];
        } else {
            return E_INPUT;
        }
    }
    s->p++; /* the closing quote: the caller has seen it */
    *ret = (Str){ to, n };
    return OK;
}

Err json_scan_text(struct json_scan *s, Str *ret)
{
    if (!json_scan_take(s, '"')) {
        return E_INPUT;
    }
    const char *from = s->p, *p = from;
    bool escapes = false;
    unsigned char high = 0;
    for (; p < s->end && *p != '"'; p++) {
        if ((unsigned char)*p < 0x20) {
            return E_INPUT;
        }
        high |= (unsigned char)*p;
        if (*p == '\\') {
            escapes = true;
            p += p + 1 < s->end ? 1 : 0;
        }
    }
    Str raw = { from, (size_t)(p - from) };
    if (p == s->end || (high >= 0x80 && !utf8_valid(raw))) {
        return E_INPUT;
    }
    if (escapes) {
        return escaped_text(s, from, raw.n, ret);
    }
    s->p = p + 1;
    *ret = raw;
    return OK;
}

/* ---- numbers ---- */

struct digits {
    int64_t v; /* without trailing zeros */
    int zeros; /* trailing zeros not in v */
    bool big;
};

static bool is_digit(const struct json_scan *s)
{
    return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

static Err take_digits(struct json_scan *s, struct digits *d, int *count)
{
    if (!is_digit(s)) {
        return E_INPUT;
    }
    for (; is_digit(s); s->p++, (*count) += *count < 1000 ? 1 : 0) {
        if (*s->p == '0') {
            d->zeros += d->zeros < 1000 ? 1 : 0;
            continue;
        }
        for (int i = 0; i <= d->zeros && !d->big; i++) {
            d->big = d->v > JSON_SCAN_NUMBER_MAX / 10;
            d->v = d->big ? 0 : d->v * 10;
        }
        d->zeros = 0;
        d->v += *s->p - '0';
    }
    return OK;
}

static Err exponent(struct json_scan *s, int *ret)
{
    *ret = 0;
    if (s->p == s->end || (*s->p | 0x20) != 'e') {
        return OK;
    }
    s->p++;
    bool minus = s->p < s->end && *s->p == '-';
    s->p += s->p < s->end && (*s->p == '-' || *s->p == '+') ? 1 : 0;
    if (!is_digit(s)) {
        return E_INPUT;
    }
    for (; is_digit(s); s->p++) {
        *ret = *ret > 100000 ? *ret : *ret * 10 + (*s->p - '0');
    }
    *ret = minus ? -*ret : *ret;
    return OK;
}

Err json_scan_number(struct json_scan *s, int64_t *ret, bool *ret_whole)
{
    struct digits d = { .v = 0 };
    int whole = 0, places = 0, exp = 0;
    bool minus = json_scan_take(s, '-');
    bool zero_first = s->p < s->end && *s->p == '0';
    TRY(take_digits(s, &d, &whole));
    if (zero_first && whole > 1) {
        return E_INPUT;
    }
    if (s->p < s->end && *s->p == '.') {
        s->p++;
        TRY(take_digits(s, &d, &places));
    }
    TRY(exponent(s, &exp));
    int64_t v = d.v;
    int scale = exp - places + d.zeros;
    bool fits = !d.big;
    for (; fits && v != 0 && scale > 0; scale--) {
        fits = v <= JSON_SCAN_NUMBER_MAX / 10;
        v = fits ? v * 10 : v;
    }
    *ret_whole = fits && (v == 0 || scale >= 0) && v <= JSON_SCAN_NUMBER_MAX;
    *ret = *ret_whole ? (minus ? -v : v) : 0;
    return OK;
}

/* ---- anything ---- */

static Err word(struct json_scan *s, Str w)
{
    if (!str_starts((Str){ s->p, (size_t)(s->end - s->p) }, w)) {
        return E_INPUT;
    }
    s->p += w.n;
    return OK;
}

static Err skip(struct json_scan *s, int depth);

static Err skip_list(struct json_scan *s, int depth, bool object)
{
    char close = object ? '}' : ']';
    s->p++;
    if (json_scan_take(s, close)) {
        return OK;
    }
    do {
        Str key;
        if (object) {
            TRY(json_scan_text(s, &key));
            if (!json_scan_take(s, ':')) {
                return E_INPUT;
            }
        }
        TRY(skip(s, depth - 1));
    } while (json_scan_take(s, ','));
    return json_scan_take(s, close) ? OK : E_INPUT;
}

static Err skip(struct json_scan *s, int depth)
{
    char c = json_scan_peek(s);
    Str text;
    int64_t number;
    bool whole;
    switch (c) {
    case '{':
    case '[':
        return depth == 0 ? E_INPUT : skip_list(s, depth, c == '{');
    case '"':
        return json_scan_text(s, &text);
    case 't':
        return word(s, S("true"));
    case 'f':
        return word(s, S("false"));
    case 'n':
        return word(s, S("null"));
    default:
        return json_scan_number(s, &number, &whole);
    }
}

Err json_scan_value(struct json_scan *s, Str *ret_raw)
{
    (void)json_scan_peek(s);
    const char *from = s->p;
    TRY(skip(s, LIMIT_JSON_DEPTH));
    *ret_raw = (Str){ from, (size_t)(s->p - from) };
    return OK;
}

bool json_scan_done(struct json_scan *s)
{
    (void)json_scan_peek(s);
    return s->p == s->end;
}

/* query.c: targets, query strings and urlencoded forms: percent-decoding at the border. */
#include "platform/http/http.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Undoes %xx, and '+' when it stands for a blank. E_INPUT: broken escape, or the result is not
 * UTF-8 (NUL included). */
static Err decode(struct arena *a, Str s, bool plus, Str *ret)
{
    bool plain = true;
    for (size_t i = 0; i < s.n && plain; i++) {
        unsigned char c = (unsigned char)s.p[i];
        plain = c != '%' && c != '+' && c < 0x80 && c != 0;
    }
    if (plain) { /* the usual case needs no copy */
        *ret = s;
        return OK;
    }
    char *to = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '%') {
            int hi = i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
            int lo = i + 2 < s.n ? hex_value(s.p[i + 2]) : -1;
            if (hi < 0 || lo < 0) {
                return E_INPUT;
            }
            to[n++] = (char)(hi * 16 + lo);
            i += 2;
        } else {
            to[n++] = plus && s.p[i] == '+' ? ' ' : s.p[i];
        }
    }
    Str text = { to, n };
    if (!utf8_valid(text)) {
        return E_INPUT;
    }
    *ret = text;
    return OK;
}

Err http_parse_target(struct arena *a, Str target, Str *ret_path, Str *ret_query)
{
    Str query = target;
    Str raw = str_cut(&query, '?');
    if (raw.n == target.n) {
        query = S("");
    }
    if (!str_starts(raw, S("/"))) {
        return E_INPUT;
    }
    for (size_t i = 0; i + 2 < raw.n; i++) {
        if (raw.p[i] == '%' && raw.p[i + 1] == '2' && (raw.p[i + 2] | 0x20) == 'f') {
            return E_INPUT;
        }
    }
    Str path;
    TRY(decode(a, raw, false, &path));
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (c < 0x20 || c == 0x7f) {
            return E_INPUT;
        }
    }
    *ret_path = path;
    *ret_query = query;
    return OK;
}

Err http_parse_query(struct arena *a, Str text, struct http_fields *ret)
{
    struct http_fields f = { 0 };
    while (text.n > 0) {
        Str value = str_cut(&text, '&');
        if (value.n == 0) {
            continue;
        }
        Str whole = value;
        Str name = str_cut(&value, '=');
        if (name.n == whole.n) {
            value = S("");
        }
        if (f.n >= LIMIT_FORM_FIELDS) {
            return E_LIMIT;
        }
        TRY(decode(a, name, true, &name));
        TRY(decode(a, value, true, &value));
        http_add(a, &f, name, value);
    }
    *ret = f;
    return OK;
}

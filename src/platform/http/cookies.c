/* cookies.c: the Cookie header. */
#include "platform/http/http.h"

enum { COOKIES_MAX = 100 };

/* Printable ASCII without what separates: what we set ourselves is always of this kind. */
static bool plain(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= 0x20 || c >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') {
            return false;
        }
    }
    return true;
}

Err http_parse_cookies(struct arena *a, Str header, struct http_fields *ret)
{
    struct http_fields f = { 0 };
    while (header.n > 0) {
        Str value = str_trim(str_cut(&header, ';'));
        Str whole = value;
        Str name = str_cut(&value, '=');
        if (name.n == 0 || name.n == whole.n) {
            continue;
        }
        if (value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"') {
            value = str_sub(value, 1, value.n - 1);
        }
        if (!plain(name) || !plain(value)) {
            continue;
        }
        if (f.n >= COOKIES_MAX) {
            return E_LIMIT;
        }
        http_add(a, &f, name, value);
    }
    *ret = f;
    return OK;
}

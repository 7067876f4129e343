/* http_framing.c: a head that passes has one Host, at most one length, clean names and values, by a
 * second, naive count. */
#include "platform/http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool clean(const struct http_field *f)
{
    for (size_t i = 0; i < f->name.n; i++) {
        unsigned char c = (unsigned char)f->name.p[i];
        if (c <= ' ' || c >= 0x7f || c == ':' || c == '(' || c == ',' || c == '/' || c == '"') {
            return false;
        }
    }
    return f->name.n > 0 && memchr(f->value.p, '\n', f->value.n) == NULL &&
           memchr(f->value.p, '\r', f->value.n) == NULL &&
           memchr(f->value.p, 0, f->value.n) == NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct http_fields headers = { 0 };
    Str rest = { (const char *)data, size };
    while (rest.n >
           0) { /* lines of name:value, ended by 0xff so that CR, LF and NUL can be inside */
        Str value = str_cut(&rest, '\xff');
        Str name = str_cut(&value, ':');
        http_add(a, &headers, str_dup(a, name), str_dup(a, value));
    }
    if (http_check_framing(&headers) != OK) {
        return 0;
    }
    size_t lengths = http_count(&headers, S("Content-Length"));
    size_t codings = http_count(&headers, S("Transfer-Encoding"));
    BUG_UNLESS(http_count(&headers, S("Host")) == 1);
    BUG_UNLESS(lengths + codings <= 1);
    BUG_UNLESS(codings == 0 ||
               str_eq_nocase(http_get(&headers, S("transfer-encoding")), S("chunked")));
    for (size_t i = 0; i < headers.n; i++) {
        BUG_UNLESS(clean(&headers.v[i]));
    }
    return 0;
}

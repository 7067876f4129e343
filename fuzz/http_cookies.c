/* http_cookies.c: cookies that come out could be sent again and give the same; the best encoding is
 * one that there is. */
#include "platform/http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct http_fields first = { 0 }, second = { 0 };
    Str in = { (const char *)data, size };
    BUG_UNLESS(http_choose_encoding(in, false, false) == HTTP_IDENTITY);
    BUG_UNLESS(http_choose_encoding(in, true, false) != HTTP_BROTLI);
    BUG_UNLESS(http_choose_encoding(in, false, true) != HTTP_GZIP);
    BUG_UNLESS(!http_etag_matches(in, STR_NONE));
    if (http_parse_cookies(a, in, &first) != OK) {
        return 0;
    }
    struct out o;
    out_init(&o, 16 * 1024 * 1024);
    for (size_t i = 0; i < first.n; i++) {
        out_raw(&o, i > 0 ? S("; ") : S(""));
        out_raw(&o, first.v[i].name);
        out_c(&o, '=');
        out_raw(&o, first.v[i].value);
    }
    BUG_UNLESS(http_parse_cookies(a, out_view(&o), &second) == OK && second.n == first.n);
    for (size_t i = 0; i < first.n; i++) {
        BUG_UNLESS(str_eq(first.v[i].name, second.v[i].name));
        BUG_UNLESS(str_eq(first.v[i].value, second.v[i].value));
    }
    out_done(&o);
    return 0;
}

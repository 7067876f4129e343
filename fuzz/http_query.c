/* http_query.c: what is parsed, written again by out_url, parses to the same fields; paths decode
 * to clean UTF-8. */
#include "platform/http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_target(struct arena *a, Str in)
{
    Str path = STR_NONE, query = STR_NONE;
    if (http_parse_target(a, in, &path, &query) == OK) {
        BUG_UNLESS(path.n > 0 && path.p[0] == '/' && utf8_valid(path) && path.n <= in.n);
        BUG_UNLESS(query.n < in.n || in.n == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct http_fields first = { 0 }, second = { 0 };
    Str in = { (const char *)data, size };
    check_target(a, in);
    if (http_parse_query(a, in, &first) != OK) {
        return 0;
    }
    struct out o;
    out_init(&o, 16 * 1024 * 1024);
    for (size_t i = 0; i < first.n; i++) {
        BUG_UNLESS(utf8_valid(first.v[i].name) && utf8_valid(first.v[i].value));
        out_url(&o, first.v[i].name);
        out_c(&o, '=');
        out_url(&o, first.v[i].value);
        out_c(&o, '&');
    }
    BUG_UNLESS(http_parse_query(a, out_view(&o), &second) == OK && second.n == first.n);
    for (size_t i = 0; i < first.n; i++) {
        BUG_UNLESS(str_eq(first.v[i].name, second.v[i].name));
        BUG_UNLESS(str_eq(first.v[i].value, second.v[i].value));
    }
    out_done(&o);
    return 0;
}

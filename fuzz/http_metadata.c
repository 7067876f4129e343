/* http_metadata.c: what comes out of Upload-Metadata is named once, is text, and written again
 * reads the same. */
#include "platform/http/http.h"

#include <sodium.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct out *o, struct arena *a, const struct http_field *f)
{
    size_t max = sodium_base64_ENCODED_LEN(f->value.n, sodium_base64_VARIANT_ORIGINAL);
    char *to = arena_alloc(a, max);
    (void)sodium_bin2base64(to, max, (const unsigned char *)f->value.p, f->value.n,
                            sodium_base64_VARIANT_ORIGINAL);
    out_raw(o, f->name);
    out_c(o, ' ');
    out_raw(o, str_c(to));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct http_fields first = { 0 }, second = { 0 };
    if (http_parse_metadata(a, (Str){ (const char *)data, size }, &first) != OK) {
        return 0;
    }
    struct out o;
    out_init(&o, 16 * 1024 * 1024);
    for (size_t i = 0; i < first.n; i++) {
        BUG_UNLESS(http_count(&first, first.v[i].name) == 1 && utf8_valid(first.v[i].value));
        out_raw(&o, i > 0 ? S(",") : S(""));
        put(&o, a, &first.v[i]);
    }
    BUG_UNLESS(http_parse_metadata(a, out_view(&o), &second) == OK && second.n == first.n);
    for (size_t i = 0; i < first.n; i++) {
        BUG_UNLESS(str_eq(first.v[i].name, second.v[i].name));
        BUG_UNLESS(str_eq(first.v[i].value, second.v[i].value));
    }
    out_done(&o);
    return 0;
}

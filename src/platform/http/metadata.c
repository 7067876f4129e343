/* metadata.c: "Upload-Metadata" of tus 1.0: names, each with a value in base64, between commas. */
#include "platform/http/http.h"

#include <sodium.h>

enum { PAIRS_MAX = 30, VALUE_MAX = 4096 };

static bool name_ok(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= 0x20 || c >= 0x7f) {
            return false;
        }
    }
    return s.n > 0 && s.n <= 100;
}

Err http_base64(struct arena *a, Str text, Str *ret)
{
    char *to = arena_alloc(a, text.n + 1);
    size_t n = 0;
    const char *end = NULL;
    if (sodium_base642bin((unsigned char *)to, text.n, text.p, text.n, NULL, &n, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != text.p + text.n) {
        return E_INPUT;
    }
    *ret = (Str){ to, n };
    return OK;
}

Err http_parse_metadata(struct arena *a, Str header, struct http_fields *ret)
{
    struct http_fields f = { 0 };
    Str rest = str_trim(header);
    while (rest.n > 0) {
        Str pair = str_trim(str_cut(&rest, ','));
        Str name = str_cut(&pair, ' ');
        Str coded = str_trim(pair), value = S("");
        if (!name_ok(name) || coded.n > VALUE_MAX || http_count(&f, name) > 0) {
            return E_INPUT;
        }
        if (f.n >= PAIRS_MAX) {
            return E_LIMIT;
        }
        if (coded.n > 0) {
            TRY(http_base64(a, coded, &value));
        }
        if (!utf8_valid(value)) {
            return E_INPUT;
        }
        http_add(a, &f, name, value);
    }
    *ret = f;
    return OK;
}

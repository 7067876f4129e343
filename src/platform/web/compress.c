/* compress.c: the smaller forms of a page that will be sent many times. */
#include "platform/web/inside.h"

#include <brotli/encode.h>
#include <libdeflate.h>

enum { WORTH_IT = 1400, GZIP_LEVEL = 6, BROTLI_LEVEL = 5, BROTLI_WINDOW = 18 };

Str web_gzip(struct arena *a, Str body)
{
    if (body.n < WORTH_IT) {
        return STR_NONE;
    }
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(GZIP_LEVEL);
    BUG_UNLESS(z != NULL);
    char *to = arena_alloc(a, body.n);
    size_t n = libdeflate_gzip_compress(z, body.p, body.n, to, body.n);
    libdeflate_free_compressor(z);
    return n == 0 ? STR_NONE : (Str){ to, n };
}

Str web_brotli(struct arena *a, Str body)
{
    if (body.n < WORTH_IT) {
        return STR_NONE;
    }
    size_t n = body.n;
    uint8_t *to = arena_alloc(a, body.n);
    const void *from = body.p;
    bool ok = BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_WINDOW, BROTLI_MODE_TEXT, body.n, from, &n,
                                    to) == BROTLI_TRUE;
    return ok ? (Str){ (const char *)to, n } : STR_NONE;
}

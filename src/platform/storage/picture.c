/* picture.c: JPEG and PNG by structure: how large, and is the end there. Nothing is decoded. */
#include "platform/storage/inside.h"

#include <string.h>

enum { SOI = 0xd8, EOI = 0xd9, SOS = 0xda, TEM = 0x01, SCANS_MAX = 200 };

static unsigned char at_byte(Str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : 0;
}

static int64_t big16(Str s, size_t i)
{
    return (int64_t)at_byte(s, i) << 8 | at_byte(s, i + 1);
}

static int64_t big32(Str s, size_t i)
{
    return big16(s, i) << 16 | big16(s, i + 2);
}

static bool stands_alone(int marker)
{
    return marker == TEM || (marker >= 0xd0 && marker <= EOI);
}

bool jpeg_next(Str s, size_t *at, struct jpeg_segment *ret)
{
    size_t i = *at;
    if (at_byte(s, i) != 0xff) {
        return false;
    }
    while (i < s.n && at_byte(s, i) == 0xff) { /* any number of fill bytes */
        i++;
    }
    if (i >= s.n || at_byte(s, i) == 0) {
        return false;
    }
    ret->marker = at_byte(s, i++);
    ret->payload = STR_NONE;
    if (!stands_alone(ret->marker)) {
        size_t n = (size_t)big16(s, i);
        if (n < 2 || i > s.n || s.n - i < n) {
            return false;
        }
        ret->payload = str_sub(s, i + 2, i + n);
        i += n;
    }
    *at = i;
    return true;
}

/* Frame headers say the size; C4, C8 and CC share the range but are something else. */
static bool is_frame(int marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Over the entropy-coded data: to the next marker that is not a restart. */
static size_t skip_scan(Str s, size_t at)
{
    while (at < s.n) {
        const char *ff = memchr(s.p + at, 0xff, s.n - at);
        if (ff == NULL) {
            return s.n;
        }
        at = (size_t)(ff - s.p);
        unsigned char next = at_byte(s, at + 1);
        if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
            return at;
        }
        at += next == 0xff ? 1 : 2;
    }
    return s.n;
}

enum storage_why storage_check_jpeg(Str bytes, struct storage_seen *ret)
{
    struct jpeg_segment g;
    struct storage_seen seen = { .kind = STORAGE_JPEG, .pages = 1 };
    size_t at = 2;
    int scans = 0;
    while (jpeg_next(bytes, &at, &g)) {
        if (is_frame(g.marker) && seen.width == 0) {
            seen.height = big16(g.payload, 1);
            seen.width = big16(g.payload, 3);
        }
        if (g.marker == SOS) {
            if (++scans > SCANS_MAX) {
                return STORAGE_WRONG_TYPE; /* made to keep the decoder busy */
            }
            at = skip_scan(bytes, at);
        }
        if (g.marker == EOI) {
            *ret = seen;
            return scans > 0 && seen.width > 0 && seen.height > 0 ? STORAGE_OK : STORAGE_CUT_OFF;
        }
    }
    return STORAGE_CUT_OFF;
}

enum storage_why storage_check_png(Str bytes, struct storage_seen *ret)
{
    struct storage_seen seen = { .kind = STORAGE_PNG, .pages = 1 };
    size_t at = 8;
    bool pixels = false;
    while (at < bytes.n && bytes.n - at >= 12) { /* length, name, data, checksum */
        Str name = str_sub(bytes, at + 4, at + 8);
        size_t n = (size_t)big32(bytes, at);
        if (n > bytes.n - at - 12) {
            return STORAGE_CUT_OFF;
        }
        if (at == 8) {
            if (!str_eq(name, S("IHDR")) || n != 13) {
                return STORAGE_CUT_OFF;
            }
            seen.width = big32(bytes, at + 8);
            seen.height = big32(bytes, at + 12);
        }
        pixels = pixels || str_eq(name, S("IDAT"));
        if (str_eq(name, S("IEND"))) {
            *ret = seen;
            return pixels && seen.width > 0 && seen.height > 0 ? STORAGE_OK : STORAGE_CUT_OFF;
        }
        at += n + 12;
    }
    return STORAGE_CUT_OFF;
}

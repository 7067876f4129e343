/* exif.c: which way up a photograph is: the orientation tag of a JPEG's EXIF block, nothing else.
 */
#include "platform/storage/inside.h"

enum { APP1 = 0xe1, TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3, ENTRY_BYTES = 12 };

/* A TIFF block: every read is bounded, outside is 0. */
struct tiff {
    Str s;
    bool little;
};

static uint32_t byte_at(Str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : 0;
}

static uint32_t get16(const struct tiff *t, size_t i)
{
    uint32_t a = byte_at(t->s, i), b = byte_at(t->s, i + 1);
    return t->little ? b << 8 | a : a << 8 | b;
}

static uint32_t get32(const struct tiff *t, size_t i)
{
    uint32_t a = get16(t, i), b = get16(t, i + 2);
    return t->little ? b << 16 | a : a << 16 | b;
}

static int orientation_of(Str tiff)
{
    struct tiff t = { .s = tiff, .little = str_starts(tiff, S("II")) };
    if ((!t.little && !str_starts(tiff, S("MM"))) || get16(&t, 2) != 42) {
        return 1;
    }
    size_t at = get32(&t, 4);
    uint32_t n = get16(&t, at);
    at += 2;
    for (uint32_t i = 0; i < n && at < tiff.n && tiff.n - at >= ENTRY_BYTES; i++) {
        if (get16(&t, at) == TAG_ORIENTATION && get16(&t, at + 2) == TYPE_SHORT &&
            get32(&t, at + 4) == 1) {
            uint32_t v = get16(&t, at + 8);
            return v >= 1 && v <= 8 ? (int)v : 1;
        }
        at += ENTRY_BYTES;
    }
    return 1;
}

int storage_jpeg_orientation(Str bytes)
{
    struct jpeg_segment g;
    size_t at = 2; /* after the start marker */
    while (jpeg_next(bytes, &at, &g)) {
        if (g.marker == APP1 && str_starts(g.payload, S("Exif\0\0"))) {
            return orientation_of(str_skip(g.payload, 6));
        }
        if (g.marker == 0xda) { /* pixels begin */
            break;
        }
    }
    return 1;
}

/* image.c: photographs, embedded as the JPEG they are. */
#include "platform/pdf/inside.h"

/* Frame headers carry the size: SOF0..SOF15 without DHT (C4), JPG (C8), DAC (CC). */
static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static unsigned byte_at(Str s, size_t i)
{
    return (unsigned char)s.p[i];
}

Err pdf_jpeg_size(Str s, struct pdf_jpeg_size *ret)
{
    if (s.n < 4 || byte_at(s, 0) != 0xff || byte_at(s, 1) != 0xd8) {
        return E_INPUT;
    }
    for (size_t i = 2; i + 4 <= s.n;) {
        if (byte_at(s, i) != 0xff) {
            return E_INPUT;
        }
        unsigned marker = byte_at(s, i + 1);
        if (marker == 0xff) { /* filling */
            i++;
            continue;
        }
        size_t length = byte_at(s, i + 2) << 8 | byte_at(s, i + 3);
        if (length < 2 || marker == 0xda || i + 2 + length > s.n) {
            return E_INPUT;
        }
        if (is_frame(marker) && length >= 8) {
            int height = (int)(byte_at(s, i + 5) << 8 | byte_at(s, i + 6));
            int width = (int)(byte_at(s, i + 7) << 8 | byte_at(s, i + 8));
            *ret = (struct pdf_jpeg_size){ width, height, (int)byte_at(s, i + 9) };
            return width > 0 && height > 0 ? OK : E_INPUT;
        }
        i += 2 + length;
    }
    return E_INPUT;
}

/* Cairo wants a surface to hang the JPEG on. Its pixels are never looked at: the memory stays
 * untouched. */
static cairo_surface_t *carrier(struct pdf *d, Str bytes, const struct pdf_jpeg_size *size)
{
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, size->width, size->height);
    d->images.v = arena_grow(d->arena, d->images.v, d->images.n, &d->images.cap, sizeof(void *));
    d->images.v[d->images.n++] = s;
    Str copy = str_dup(d->arena, bytes);
    cairo_status_t e = cairo_surface_set_mime_data(
        s, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)copy.p, copy.n, NULL, NULL);
    if (e != CAIRO_STATUS_SUCCESS) {
        pdf_fail(d, fault(E_IO, "cairo: %s", cairo_status_to_string(e)));
    }
    return s;
}

void pdf_jpeg(struct pdf *d, Str bytes, double max_height)
{
    struct pdf_jpeg_size size;
    if (pdf_jpeg_size(bytes, &size) != OK || (size.components != 1 && size.components != 3) ||
        size.width > 32767 || size.height > 32767 ||
        (int64_t)size.width * size.height > LIMIT_PIXELS) {
        pdf_fail(d, E_INPUT);
    }
    if (d->err != OK) {
        return;
    }
    double w = d->right - d->left, h = w * size.height / size.width;
    double most = max_height < d->bottom - d->top ? max_height : d->bottom - d->top;
    if (h > most) {
        w *= most / h;
        h = most;
    }
    pdf_keep(d, h);
    double x = d->left + (d->right - d->left - w) / 2;
    pdf_mark(d, MARK_IMAGE, (struct pdf_box){ x, d->y, w, h })->image = carrier(d, bytes, &size);
    d->y += h;
    pdf_gap(d, 6);
}

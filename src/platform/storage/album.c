/* album.c: several photographs of one paper, made into one PDF, a page each. */
#include "platform/storage/inside.h"

#include <cairo-pdf.h>

enum { A4_SHORT = 595, A4_LONG = 842, PAGE_PX = 2000, ALBUM_MAX_BYTES = 64 * 1024 * 1024 };

static void surface_cleanup(cairo_surface_t **s)
{
    cairo_surface_destroy(*s);
}

static void cairo_cleanup(cairo_t **c)
{
    cairo_destroy(*c);
}

static cairo_status_t keep_bytes(void *arg, const unsigned char *p, unsigned n)
{
    struct out *o = arg;
    out_raw(o, (Str){ (const char *)p, n });
    return o->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* The JPEG goes into the PDF as it is: cairo asks a surface for its size only. */
static Err draw_page(cairo_surface_t *pdf, Str jpeg, const struct storage_seen *seen)
{
    bool lying = seen->width > seen->height;
    double w = lying ? A4_LONG : A4_SHORT, h = lying ? A4_SHORT : A4_LONG;
    double iw = (double)seen->width, ih = (double)seen->height;
    double scale = w / iw < h / ih ? w / iw : h / ih;
    cairo_surface_t *image CLEANUP(surface_cleanup) =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)seen->width, (int)seen->height);
    unsigned char *copy = malloc(jpeg.n);
    BUG_UNLESS(copy != NULL);
    memcpy(copy, jpeg.p, jpeg.n);
    if (cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, copy, jpeg.n, free, copy) !=
        CAIRO_STATUS_SUCCESS) {
        free(copy);
        return fault(E_IO, "album: cairo takes no JPEG");
    }
    cairo_pdf_surface_set_size(pdf, w, h);
    cairo_t *c CLEANUP(cairo_cleanup) = cairo_create(pdf);
    cairo_translate(c, (w - iw * scale) / 2, (h - ih * scale) / 2);
    cairo_scale(c, scale, scale);
    cairo_set_source_surface(c, image, 0, 0);
    cairo_paint(c);
    cairo_show_page(c);
    return cairo_status(c) == CAIRO_STATUS_SUCCESS
               ? OK
               : fault(E_IO, "album: %s", cairo_status_to_string(cairo_status(c)));
}

static Err draw_all(struct storage *s, cairo_surface_t *pdf, const Hash *page, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct arena *a CLEANUP(arena_cleanup) = arena_new();
        struct storage_seen seen;
        Str path, jpeg;
        TRY(storage_thumb(s, a, page[i], PAGE_PX, &path));
        TRY(file_read(a, path, LIMIT_UPLOAD_BYTES, &jpeg));
        if (storage_check_jpeg(jpeg, &seen) != STORAGE_OK) {
            return fault(E_IO, "album: %.*s is damaged", STR_ARG(path));
        }
        TRY(draw_page(pdf, jpeg, &seen));
    }
    return OK;
}

Err storage_album(struct storage *s, const Hash *page, size_t n, struct storage_file *ret)
{
    struct out *o CLEANUP(out_cleanup) = out_new(ALBUM_MAX_BYTES);
    BUG_UNLESS(n > 0);
    {
        cairo_surface_t *pdf CLEANUP(surface_cleanup) =
            cairo_pdf_surface_create_for_stream(keep_bytes, o, A4_SHORT, A4_LONG);
        /* The same photographs give the same bytes on every day. */
        cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATE_DATE, "2026-01-01T00:00:00Z");
        TRY(draw_all(s, pdf, page, n));
        cairo_surface_finish(pdf);
        if (cairo_surface_status(pdf) != CAIRO_STATUS_SUCCESS) {
            return fault(E_IO, "album: %s", cairo_status_to_string(cairo_surface_status(pdf)));
        }
    }
    return storage_put(s, out_view(o), STORAGE_PDF, ret);
}

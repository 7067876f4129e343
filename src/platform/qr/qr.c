/* qr.c: libqrencode's symbol, and its runs of dark cells as paths. */
#include "platform/qr/qr.h"
#include <errno.h>
#include <qrencode.h>

Err qr_encode(struct arena *a, Str text, struct qr *ret)
{
    if (str_empty(text)) {
        return E_INPUT;
    }
    if (text.n > QR_BYTES_MAX) {
        return E_LIMIT;
    }
    QRcode *c = QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M);
    if (c == NULL) {
        return errno == ERANGE ? E_LIMIT : fault(E_IO, "libqrencode: errno %d", errno);
    }
    size_t n = (size_t)c->width * (size_t)c->width;
    uint8_t *dark = NEW_N(a, uint8_t, n);
    for (size_t i = 0; i < n; i++) {
        dark[i] = c->data[i] & 1;
    }
    *ret = (struct qr){ c->width, dark };
    QRcode_free(c);
    return OK;
}

/* The next run of dark cells of a row from *x on; its length, or 0 at the row's end. */
static int next_run(const struct qr *q, int row, int *x)
{
    const uint8_t *cells = q->dark + (size_t)row * (size_t)q->size;
    while (*x < q->size && cells[*x] == 0) {
        (*x)++;
    }
    int end = *x;
    while (end < q->size && cells[end] != 0) {
        end++;
    }
    return end - *x;
}

Err qr_svg(struct arena *a, Str text, Str title, Html *ret)
{
    struct qr q;
    TRY(qr_encode(a, text, &q));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    int side = q.size + 2 * QR_QUIET;
    out_fmt(o,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
            "width=\"%d\" height=\"%d\" role=\"img\" shape-rendering=\"crispEdges\"><title>",
            side, side, 4 * side, 4 * side);
    out_html(o, title);
    out_fmt(o, "</title><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", side,
            side);
    for (int y = 0; y < q.size; y++) {
        int x = 0;
        for (int n = next_run(&q, y, &x); n > 0; x += n, n = next_run(&q, y, &x)) {
            out_fmt(o, "M%d %dh%dv1h-%dz", x + QR_QUIET, y + QR_QUIET, n, n);
        }
    }
    out_raw(o, S("\"/></svg>"));
    BUG_UNLESS(!o->over);
    *ret = (Html){ out_dup(a, o) };
    return OK;
}

void qr_draw(cairo_t *c, const struct qr *q, double x, double y, double side)
{
    double cell = side / (q->size + 2 * QR_QUIET);
    cairo_save(c);
    cairo_set_source_rgb(c, 1, 1, 1);
    cairo_rectangle(c, x, y, side, side);
    cairo_fill(c);
    cairo_set_source_rgb(c, 0, 0, 0);
    /* without smoothing: hairlines between rows would appear on screens and in rasterised prints */
    cairo_set_antialias(c, CAIRO_ANTIALIAS_NONE);
    for (int row = 0; row < q->size; row++) {
        int at = 0;
        for (int n = next_run(q, row, &at); n > 0; at += n, n = next_run(q, row, &at)) {
            cairo_rectangle(c, x + (at + QR_QUIET) * cell, y + (row + QR_QUIET) * cell, n * cell,
                            cell);
        }
    }
    cairo_fill(c);
    cairo_restore(c);
}

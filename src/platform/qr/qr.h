/* qr.h: QR codes (ISO/IEC 18004) at level M: as SVG for pages, as vectors for PDF. */
#ifndef QR_H
#define QR_H
#include "platform/base/base.h"
#include <cairo.h>

enum {
    QR_QUIET = 4,       /* modules of white around, as the standard asks */
    QR_BYTES_MAX = 2331 /* what version 40 at level M holds in bytes */
};

/* The symbol without its quiet zone: size * size cells, row by row, 1 is dark. */
struct qr {
    int size;
    const uint8_t *dark;
};
/* E_INPUT: empty; E_LIMIT: longer than QR_BYTES_MAX. The cells live in the arena. */
Err qr_encode(struct arena *a, Str text, struct qr *ret) MUST;
/* An <svg> of one path with its quiet zone, role="img" and the title (read out by screen readers);
 * no style, no script, no identifier, so that it may stand on a page twice and under any CSP. It
 * scales to the size that CSS gives it. */
struct qr_memo;
Err qr_svg(struct arena *a, struct qr_memo *m, Str text, Str title, Html *ret) MUST;
/* The last symbols of one process (at most 512, some 4 KB each), because the same address is drawn
 * for every reader of a page; m may be NULL. */
struct qr_memo *qr_memo_new(void);
void qr_memo_free(struct qr_memo *m); /* NULL allowed */
/* Draws the symbol and its quiet zone as filled rectangles into the square at x, y whose side is
 * `side`, quiet zone included. */
void qr_draw(cairo_t *c, const struct qr *q, double x, double y, double side);

#endif

/* qr.c: libqrencode's symbol, and its runs of dark cells as paths. */
#include "platform/qr/qr.h"
#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>

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

/* What comes after the title: it depends on the text alone. Numbers without printf: some hundred of
 * them cost more than the symbol. */
static void put_paths(struct out *o, const struct qr *q, int side)
{
    out_fmt(o, "</title><path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", side,
            side);
    for (int y = 0; y < q->size; y++) {
        int x = 0;
        for (int n = next_run(q, y, &x); n > 0; x += n, n = next_run(q, y, &x)) {
            out_c(o, 'M');
            out_int(o, x + QR_QUIET);
            out_c(o, ' ');
            out_int(o, y + QR_QUIET);
            out_c(o, 'h');
            out_int(o, n);
            out_raw(o, S("v1h-"));
            out_int(o, n);
            out_c(o, 'z');
        }
    }
    out_raw(o, S("\"/></svg>"));
}

static Html with_title(struct arena *a, int side, Str title, Str paths)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    out_room(o, 256 + 2 * title.n + paths.n); /* most titles need no escape */
    out_raw(o, S("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "));
    out_int(o, side);
    out_c(o, ' ');
    out_int(o, side);
    out_raw(o, S("\" width=\""));
    out_int(o, 4 * side);
    out_raw(o, S("\" height=\""));
    out_int(o, 4 * side);
    out_raw(o, S("\" role=\"img\" shape-rendering=\"crispEdges\"><title>"));
    out_html(o, title);
    out_raw(o, paths);
    BUG_UNLESS(!o->over);
    return (Html){ out_dup(a, o) };
}

/* ---- symbols drawn before ---- */

enum { MEMO_SLOTS = 512, MEMO_TEXT_MAX = 200 };

struct drawn {
    Str text, paths; /* one piece of memory, the text first; none: empty */
    int side;
};
struct qr_memo {
    struct drawn slot[MEMO_SLOTS]; /* a newcomer takes the place of what was there */
};

struct qr_memo *qr_memo_new(void)
{
    struct qr_memo *m = calloc(1, sizeof *m);
    BUG_UNLESS(m != NULL);
    return m;
}

static void forget(struct drawn *d)
{
    free((char *)(uintptr_t)d->text.p);
    *d = (struct drawn){ .text = STR_NONE };
}

void qr_memo_free(struct qr_memo *m)
{
    if (m != NULL) {
        for (size_t i = 0; i < MEMO_SLOTS; i++) {
            forget(&m->slot[i]);
        }
        free(m);
    }
}

static struct drawn *slot_of(struct qr_memo *m, Str text)
{
    uint32_t h = UINT32_C(2166136261); /* FNV-1a */
    for (size_t i = 0; i < text.n; i++) {
        h = (h ^ (unsigned char)text.p[i]) * UINT32_C(16777619);
    }
    return &m->slot[(h ^ h >> 16) % MEMO_SLOTS];
}

static void remember(struct drawn *d, Str text, Str paths, int side)
{
    forget(d);
    char *p = malloc(text.n + paths.n);
    BUG_UNLESS(p != NULL);
    memcpy(p, text.p, text.n);
    memcpy(p + text.n, paths.p, paths.n);
    *d = (struct drawn){ { p, text.n }, { p + text.n, paths.n }, side };
}

Err qr_svg(struct arena *a, struct qr_memo *m, Str text, Str title, Html *ret)
{
    struct drawn *d = m != NULL && text.n <= MEMO_TEXT_MAX ? slot_of(m, text) : NULL;
    if (d != NULL && d->text.n > 0 && str_eq(d->text, text)) {
        *ret = with_title(a, d->side, title, d->paths);
        return OK;
    }
    struct qr q;
    TRY(qr_encode(a, text, &q));
    int side = q.size + 2 * QR_QUIET;
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    put_paths(o, &q, side);
    BUG_UNLESS(!o->over);
    if (d != NULL) {
        remember(d, text, out_view(o), side);
    }
    *ret = with_title(a, side, title, out_view(o));
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

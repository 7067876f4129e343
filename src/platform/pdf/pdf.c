/* pdf.c: the life of a document, and its pages as marks. */
#include "platform/pdf/inside.h"

void pdf_fail(struct pdf *d, Err e)
{
    if (d->err == OK) {
        d->err = e;
    }
}

/* Lengths on paper do not depend on a screen: 72 dots an inch, no hinting. */
static Err open_fonts(struct pdf *d)
{
    d->fonts = pango_cairo_font_map_new();
    if (d->fonts == NULL) {
        return fault(E_IO, "pango has no fonts");
    }
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(d->fonts), 72);
    d->pango = pango_font_map_create_context(d->fonts);
    pango_context_set_round_glyph_positions(d->pango, FALSE);
    pango_context_set_language(d->pango, pango_language_from_string("vi"));
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(d->pango, options);
    cairo_font_options_destroy(options);
    return OK;
}

static void set_size(struct pdf *d, bool landscape)
{
    d->landscape = landscape;
    d->wide[d->page] = landscape;
    d->w = landscape ? PDF_A4_LONG : PDF_A4_SHORT;
    d->h = landscape ? PDF_A4_SHORT : PDF_A4_LONG;
    /* Decree 30/2020 Phụ lục I: 20-25 mm above and below, 30-35 left, 15-20 right */
    d->left = 30 * PDF_MM;
    d->right = d->w - 17 * PDF_MM;
    d->top = 20 * PDF_MM;
    d->bottom = d->h - 22 * PDF_MM;
    d->y = d->top;
}

Err pdf_new(const struct pdf_opts *o, struct pdf **ret)
{
    struct arena *a = arena_new();
    struct pdf *d = NEW(a, struct pdf);
    d->arena = a;
    d->o = *o;
    d->o.title = str_dup(a, o->title);
    d->o.author = str_dup(a, o->author);
    d->o.subject = str_dup(a, o->subject);
    d->o.foot_left = str_dup(a, o->foot_left);
    if (d->o.max_pages <= 0 || d->o.max_pages > PDF_PAGES_MAX) {
        d->o.max_pages = PDF_PAGES_MAX;
    }
    d->o.watermark = str_dup(a, o->watermark);
    d->wide = NEW_N(a, bool, (size_t)d->o.max_pages);
    set_size(d, o->landscape);
    Err e = open_fonts(d);
    if (e != OK) {
        pdf_free(d);
        return e;
    }
    *ret = d;
    return OK;
}

void pdf_free(struct pdf *d)
{
    if (d == NULL) {
        return;
    }
    for (size_t i = 0; i < d->layouts.n; i++) {
        g_object_unref(d->layouts.v[i]);
    }
    for (size_t i = 0; i < d->images.n; i++) {
        cairo_surface_destroy(d->images.v[i]);
    }
    if (d->pango != NULL) {
        g_object_unref(d->pango);
    }
    if (d->fonts != NULL) {
        g_object_unref(d->fonts);
    }
    arena_free(d->arena);
}

void pdf_cleanup(struct pdf **d)
{
    pdf_free(*d);
}

struct pdf_mark *pdf_mark(struct pdf *d, enum pdf_mark_kind kind, struct pdf_box at)
{
    d->marks = arena_grow(d->arena, d->marks, d->n, &d->cap, sizeof *d->marks);
    struct pdf_mark *m = &d->marks[d->n++];
    *m = (struct pdf_mark){ .kind = kind, .page = d->page, .at = at };
    return m;
}

void pdf_new_page(struct pdf *d)
{
    if (d->page + 1 >= d->o.max_pages) {
        pdf_fail(d, E_LIMIT);
        return;
    }
    d->page++;
    d->wide[d->page] = d->landscape;
    d->y = d->top;
}

void pdf_turn(struct pdf *d, bool landscape)
{
    pdf_new_page(d);
    if (d->err == OK) {
        set_size(d, landscape);
    }
}

void pdf_keep(struct pdf *d, double height)
{
    if (d->y + height > d->bottom && d->y > d->top) {
        pdf_new_page(d);
    }
}

void pdf_gap(struct pdf *d, double height)
{
    if (d->y > d->top) { /* no page begins with a gap */
        d->y += height;
    }
}

void pdf_fill(struct pdf *d, struct pdf_box box, unsigned colour)
{
    pdf_mark(d, MARK_FILL, box)->colour = colour;
}

void pdf_frame(struct pdf *d, struct pdf_box box, double line, unsigned colour)
{
    struct pdf_mark *m = pdf_mark(d, MARK_FRAME, box);
    m->colour = colour;
    m->line = line;
}

void pdf_rule(struct pdf *d)
{
    pdf_keep(d, 12);
    pdf_fill(d, (struct pdf_box){ d->left, d->y + 5, d->right - d->left, 0.6 }, PDF_LINE);
    d->y += 12;
}

void pdf_stars(struct pdf *d, int64_t n, double x, double y, double size)
{
    double step = size * 1.2, from = x - (step * (double)n - 0.2 * size) / 2;
    for (int64_t i = 0; i < n; i++) {
        (void)pdf_mark(d, MARK_STAR, (struct pdf_box){ from + step * (double)i, y, size, size });
    }
}

void pdf_qr_in(struct pdf *d, Str text, struct pdf_box box)
{
    struct qr q;
    Err e = qr_encode(d->arena, text, &q);
    if (e != OK) {
        pdf_fail(d, e);
        return;
    }
    pdf_mark(d, MARK_QR, box)->qr = q;
}

void pdf_qr(struct pdf *d, Str text, double side, enum pdf_align align)
{
    pdf_keep(d, side);
    double room = d->right - d->left - side;
    double x = d->left + (align == PDF_LEFT ? 0 : align == PDF_RIGHT ? room : room / 2);
    pdf_qr_in(d, text, (struct pdf_box){ x, d->y, side, side });
    d->y += side;
}

double pdf_width(const struct pdf *d)
{
    return d->w;
}

double pdf_height(const struct pdf *d)
{
    return d->h;
}

double pdf_left(const struct pdf *d)
{
    return d->left;
}

double pdf_text_width(const struct pdf *d)
{
    return d->right - d->left;
}

double pdf_y(const struct pdf *d)
{
    return d->y;
}

void pdf_set_y(struct pdf *d, double y)
{
    d->y = y;
}

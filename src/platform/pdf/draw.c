/* draw.c: the marks drawn by cairo into a PDF, page by page. */
#include "platform/pdf/inside.h"
#include <cairo-pdf.h>
#include <math.h>

static void set_colour(cairo_t *c, unsigned rgb)
{
    cairo_set_source_rgb(c, (rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0,
                         (rgb & 255) / 255.0);
}

static void draw_star(cairo_t *c, struct pdf_box b)
{
    double x = b.x + b.w / 2, y = b.y + b.h / 2, out = b.w / 2, in = out * 0.4;
    cairo_new_path(c); /* text leaves a current point behind */
    for (int i = 0; i < 10; i++) {
        double r = i % 2 == 0 ? out : in, angle = M_PI / 5 * i - M_PI / 2;
        cairo_line_to(c, x + r * cos(angle), y + r * sin(angle));
    }
    cairo_close_path(c);
    set_colour(c, PDF_STAR);
    cairo_fill_preserve(c);
    set_colour(c, PDF_STAR_EDGE);
    cairo_set_line_width(c, b.w / 30);
    cairo_set_line_join(c, CAIRO_LINE_JOIN_ROUND);
    cairo_stroke(c);
}

static void draw_image(cairo_t *c, const struct pdf_mark *m)
{
    cairo_save(c);
    cairo_translate(c, m->at.x, m->at.y);
    cairo_scale(c, m->at.w / cairo_image_surface_get_width(m->image),
                m->at.h / cairo_image_surface_get_height(m->image));
    cairo_set_source_surface(c, m->image, 0, 0);
    cairo_paint(c);
    cairo_restore(c);
}

static void draw_outline(cairo_surface_t *s, struct arena *a, const struct pdf_mark *m)
{
    Str where = str_fmt(a, "page=%d pos=[%d %d]", m->page + 1, (int)m->at.x, (int)m->at.y);
    (void)cairo_pdf_surface_add_outline(s, CAIRO_PDF_OUTLINE_ROOT, str_cstr(a, m->name), where.p,
                                        (cairo_pdf_outline_flags_t)0);
}

static void draw_mark(cairo_t *c, const struct pdf *d, const struct pdf_mark *m)
{
    switch (m->kind) {
    case MARK_TEXT:
        set_colour(c, m->colour);
        cairo_move_to(c, m->at.x, m->at.y);
        pango_cairo_show_layout_line(c, m->text);
        break;
    case MARK_FILL:
        set_colour(c, m->colour);
        cairo_rectangle(c, m->at.x, m->at.y, m->at.w, m->at.h);
        cairo_fill(c);
        break;
    case MARK_FRAME:
        set_colour(c, m->colour);
        cairo_set_line_width(c, m->line);
        cairo_set_line_join(c, CAIRO_LINE_JOIN_MITER);
        cairo_rectangle(c, m->at.x, m->at.y, m->at.w, m->at.h);
        cairo_stroke(c);
        break;
    case MARK_STAR:
        draw_star(c, m->at);
        break;
    case MARK_QR:
        qr_draw(c, &m->qr, m->at.x, m->at.y, m->at.w);
        break;
    case MARK_IMAGE:
        draw_image(c, m);
        break;
    case MARK_OUTLINE:
        draw_outline(cairo_get_target(c), d->arena, m);
        break;
    }
}

/* Marks of the footer, once the number of pages is known. */
static void add_footer(struct pdf *d, int page, int pages)
{
    struct pdf_font font = { .size = 9, .colour = PDF_GREY };
    double y = d->h - 14 * PDF_MM, width = d->right - d->left;
    Str n = str_fmt(d->arena, "%d", page + 1), m = str_fmt(d->arena, "%d", pages);
    d->page = page;
    (void)pdf_text_in(d, (struct pdf_box){ d->left, y, width * 0.78, 0 }, font, PDF_LEFT,
                      d->o.foot_left);
    (void)pdf_text_in(d, (struct pdf_box){ d->left, y, width, 0 }, font, PDF_RIGHT,
                      i18n_fmt(d->arena, d->o.lang, M_PDF_PAGE, n, m, STR_NONE));
}

static void add_number(struct pdf *d, int page)
{
    struct pdf_font font = { .size = 13, .colour = PDF_BLACK };
    double width = (d->wide[page] ? PDF_A4_LONG : PDF_A4_SHORT) - d->left - 17 * PDF_MM;
    d->page = page;
    (void)pdf_text_in(d, (struct pdf_box){ d->left, 10 * PDF_MM, width, 0 }, font, PDF_CENTRE,
                      str_fmt(d->arena, "%d", page + 1));
}

/* From corner to corner, so that nobody takes a preview for the paper. */
static void draw_watermark(cairo_t *c, struct pdf *d, bool wide)
{
    struct pdf_font font = { .size = 72, .bold = true };
    double w = wide ? PDF_A4_LONG : PDF_A4_SHORT, h = wide ? PDF_A4_SHORT : PDF_A4_LONG;
    PangoLayout *l = pdf_layout(d, font, d->o.watermark);
    PangoRectangle r;
    pango_layout_get_extents(l, NULL, &r);
    cairo_save(c);
    set_colour(c, 0xe4e4e4);
    cairo_translate(c, w / 2, h / 2);
    cairo_rotate(c, -atan2(h, w));
    cairo_move_to(c, -(double)r.width / PANGO_SCALE / 2, -(double)r.height / PANGO_SCALE / 2);
    pango_cairo_show_layout(c, l);
    cairo_restore(c);
}

static void begin_page(cairo_t *c, struct pdf *d, int page)
{
    bool wide = d->wide[page];
    cairo_pdf_surface_set_size(cairo_get_target(c), wide ? PDF_A4_LONG : PDF_A4_SHORT,
                               wide ? PDF_A4_SHORT : PDF_A4_LONG);
    if (!str_empty(d->o.watermark)) {
        draw_watermark(c, d, wide);
    }
}

static void draw_pages(cairo_t *c, struct pdf *d)
{
    int pages = d->page + 1;
    size_t body = d->n;
    for (int p = 0; d->o.footer && p < pages; p++) {
        add_footer(d, p, pages);
    }
    for (int p = 1; d->o.number_top && p < pages; p++) {
        add_number(d, p);
    }
    size_t i = 0, foot = body;
    for (int p = 0; p < pages; p++) {
        begin_page(c, d, p);
        for (; i < body && d->marks[i].page == p; i++) {
            draw_mark(c, d, &d->marks[i]);
        }
        for (; foot < d->n && d->marks[foot].page == p; foot++) {
            draw_mark(c, d, &d->marks[foot]);
        }
        cairo_show_page(c);
    }
    d->page = pages - 1;
}

static cairo_status_t collect(void *arg, const unsigned char *p, unsigned n)
{
    struct out *o = arg;
    out_raw(o, (Str){ (const char *)p, n });
    return o->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void set_metadata(cairo_surface_t *s, struct pdf *d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_time_iso(o, d->o.made);
    char *made = str_cstr(d->arena, out_view(o));
    cairo_pdf_surface_restrict_to_version(s, CAIRO_PDF_VERSION_1_5);
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, str_cstr(d->arena, d->o.title));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, str_cstr(d->arena, d->o.author));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, str_cstr(d->arena, d->o.subject));
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "ocop");
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

Err pdf_end(struct pdf *d, struct arena *a, Str *ret, int64_t *ret_pages)
{
    BUG_UNLESS(!d->ended);
    d->ended = true;
    TRY(d->err);
    struct out *o CLEANUP(out_cleanup) = out_new(PDF_BYTES_MAX);
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(collect, o, d->w, d->h);
    set_metadata(s, d);
    cairo_t *c = cairo_create(s);
    draw_pages(c, d);
    cairo_status_t e = cairo_status(c);
    cairo_destroy(c);
    cairo_surface_finish(s);
    e = e == CAIRO_STATUS_SUCCESS ? cairo_surface_status(s) : e;
    cairo_surface_destroy(s);
    TRY(d->err);
    if (o->over) {
        return E_LIMIT;
    }
    if (e != CAIRO_STATUS_SUCCESS) {
        return fault(E_IO, "cairo: %s", cairo_status_to_string(e));
    }
    *ret = out_dup(a, o);
    *ret_pages = d->page + 1;
    return OK;
}

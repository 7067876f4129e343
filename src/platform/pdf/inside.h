/* inside.h: what the files of the pdf room share: a document is a list of marks, each on its page,
 * drawn when the number of pages is known. */
#ifndef PDF_INSIDE_H
#define PDF_INSIDE_H
#include "platform/pdf/pdf.h"
#include "platform/qr/qr.h"
#include <pango/pangocairo.h>

enum pdf_mark_kind {
    MARK_TEXT,
    MARK_FILL,
    MARK_FRAME,
    MARK_STAR,
    MARK_QR,
    MARK_IMAGE,
    MARK_OUTLINE
};

struct pdf_mark {
    enum pdf_mark_kind kind;
    int page; /* from 0 */
    struct pdf_box at;
    unsigned colour;
    double line;           /* MARK_FRAME: thickness */
    PangoLayoutLine *text; /* of a layout in `layouts` */
    cairo_surface_t *image;
    struct qr qr;
    Str name; /* MARK_OUTLINE */
};
/* A line of a laid out text: how far it reaches and where its baseline is. */
struct pdf_line {
    PangoLayoutLine *line;
    double x, ascent, height;
};
struct pdf_lines {
    size_t n, cap;
    struct pdf_line *v;
    double height;
};
struct pdf_gobjects {
    size_t n, cap;
    PangoLayout **v;
};
struct pdf_images {
    size_t n, cap;
    cairo_surface_t **v;
};

struct pdf {
    struct arena *arena;
    struct pdf_opts o;
    Err err; /* the first */
    PangoFontMap *fonts;
    PangoContext *pango;
    double w, h, left, right, top, bottom; /* page; bottom and right are edges, not margins */
    int page;
    double y;
    bool landscape; /* the current page */
    bool *wide;     /* a page: it lies */
    size_t n, cap;
    struct pdf_mark *marks;
    struct pdf_gobjects layouts;
    struct pdf_images images;
    /* the table being written */
    size_t n_columns;
    struct pdf_column column[PDF_COLUMNS_MAX];
    double column_x[PDF_COLUMNS_MAX + 1];
    double table_size; /* 0: the usual */
    bool table_plain;
    bool ended;
};

void pdf_fail(struct pdf *d, Err e);
/* One more mark on the current page. */
struct pdf_mark *pdf_mark(struct pdf *d, enum pdf_mark_kind kind, struct pdf_box at);
struct pdf_font pdf_style_font(enum pdf_style s);
/* Breaks the text into lines of the width. */
void pdf_lay_out(struct pdf *d, struct pdf_font font, enum pdf_align align, double width, Str text,
                 struct pdf_lines *ret);
/* The same of a layout made by the caller. */
void pdf_break_lines(struct pdf *d, PangoLayout *l, double size, struct pdf_lines *ret);
PangoLayout *pdf_layout(struct pdf *d, struct pdf_font font, Str text);
void pdf_put_line(struct pdf *d, const struct pdf_line *l, double x, double y, unsigned colour);
/* All lines from *y down on the current page, from page to page. */
void pdf_flow(struct pdf *d, const struct pdf_lines *lines, double x, unsigned colour);

#endif

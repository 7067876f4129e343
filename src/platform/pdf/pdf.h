/* pdf.h: documents for people and printers: A4 pages, Vietnamese text with its fonts embedded, the
 * same bytes for the same input. Two ways to write, which may be mixed: text that flows from page
 * to page, and things put at a place. Lengths are points (1/72 inch) from the upper left corner.
 *
 * The first thing that goes wrong (text that is not UTF-8, a picture that is none, too many pages)
 * is kept and returned by pdf_end(); what is written after it is dropped. */
#ifndef PDF_H
#define PDF_H
#include "platform/base/base.h"
#include "platform/i18n/i18n.h"

struct pdf;

#define PDF_MM (72.0 / 25.4)
#define PDF_A4_SHORT 595.276
#define PDF_A4_LONG 841.89

enum { PDF_PAGES_MAX = 400, PDF_BYTES_MAX = 100 * 1024 * 1024, PDF_COLUMNS_MAX = 26 };
enum pdf_colour {
    PDF_BLACK = 0x000000,
    PDF_WHITE = 0xffffff,
    PDF_INK = 0x17211c,
    PDF_GREY = 0x565c61,
    PDF_LINE = 0xb8beb9,
    PDF_SHADE = 0xf1f3ee,
    PDF_LEAF = 0x14583b,
    PDF_GOLD = 0xc8960c,
    PDF_STAR = 0xf2b705,
    PDF_STAR_EDGE = 0x6b4a00
};

struct pdf_opts {
    Str title, author, subject; /* metadata */
    Time made; /* creation date of the metadata; the machine's clock is not asked */
    bool landscape;
    int max_pages;   /* 0: PDF_PAGES_MAX */
    bool footer;     /* "Trang n/m" and foot_left on every page */
    Str foot_left;   /* or none */
    bool number_top; /* the page's number in the middle of the upper margin, not on the first page
                        (Decree 30/2020) */
    Str watermark;   /* large and pale across every page, or none */
    enum lang lang;  /* of the footer */
};

/* E_IO when there is no font or no memory. The owner frees it, whether or not it was ended. */
Err pdf_new(const struct pdf_opts *o, struct pdf **ret) MUST;
void pdf_free(struct pdf *d); /* NULL allowed */
void pdf_cleanup(struct pdf **d);
/* Writes the document into the arena. Once. */
Err pdf_end(struct pdf *d, struct arena *a, Str *ret, int64_t *ret_pages) MUST;

/* ---- text that flows ---- */

enum pdf_style {
    PDF_TITLE,   /* the name of the paper, centred by the caller */
    PDF_HEADING, /* goes into the outline; never last on a page */
    PDF_SUBHEADING,
    PDF_BODY,
    PDF_BOLD,
    PDF_ITALIC,
    PDF_SMALL,
    PDF_STYLES
};
enum pdf_align { PDF_LEFT, PDF_CENTRE, PDF_RIGHT };

void pdf_text(struct pdf *d, enum pdf_style style, enum pdf_align align, Str text);
void pdf_item(struct pdf *d, Str text); /* of a list, with a bullet */
/* "label: value" in two columns; an empty value prints a line of dots to write on. */
void pdf_pair(struct pdf *d, Str label, Str value);
void pdf_rule(struct pdf *d);
void pdf_gap(struct pdf *d, double height);
void pdf_new_page(struct pdf *d);
/* A new page from which on the paper lies or stands. */
void pdf_turn(struct pdf *d, bool landscape);
/* Breaks the page unless so much room is left on it. */
void pdf_keep(struct pdf *d, double height);

/* A paragraph of an official paper: pieces of text set differently, one after the other. */
struct pdf_run {
    Str text;
    bool bold, italic;
};
struct pdf_paragraph {
    double size, indent; /* of the first line */
    double before, after;
    enum pdf_align align;
    bool justify;   /* both edges straight */
    bool keep_next; /* never last on a page */
};
void pdf_paragraph(struct pdf *d, const struct pdf_paragraph *look, size_t n,
                   const struct pdf_run *run);

struct pdf_column {
    Str title;
    double share; /* of the width; the shares of all columns are scaled to it */
    enum pdf_align align;
};
/* A table; its head is printed again on every page it reaches. A row that is taller than what is
 * left goes to the next page, one taller than a page is split between lines. */
void pdf_table(struct pdf *d, size_t n, const struct pdf_column *columns);
void pdf_row(struct pdf *d, enum pdf_style style, const Str *cells); /* as many as columns */
/* One cell across all columns. */
void pdf_row_across(struct pdf *d, enum pdf_style style, enum pdf_align align, Str text);
void pdf_table_end(struct pdf *d);
/* For the tables that follow: size of their text (0: the usual), and thin black lines without
 * shade, as official papers have them. */
void pdf_table_look(struct pdf *d, double size, bool plain);

/* A JPEG (1 or 3 components) as wide as the text but at most max_height tall, embedded as it is,
 * without decoding. E_INPUT at pdf_end() for anything else. */
void pdf_jpeg(struct pdf *d, Str bytes, double max_height);
void pdf_qr(struct pdf *d, Str text, double side, enum pdf_align align);

/* ---- at a place, on the current page ---- */

struct pdf_font {
    double size;
    bool bold, italic, sans;
    unsigned colour;
};
struct pdf_box {
    double x, y, w, h;
};
/* Writes inside the box from its top; a text too tall for it is set smaller, to a third at least.
 * Returns the height used. */
double pdf_text_in(struct pdf *d, struct pdf_box box, struct pdf_font font, enum pdf_align align,
                   Str text);
/* How wide the text is on one line. */
double pdf_measure(struct pdf *d, struct pdf_font font, Str text);
void pdf_fill(struct pdf *d, struct pdf_box box, unsigned colour);
void pdf_frame(struct pdf *d, struct pdf_box box, double line, unsigned colour);
/* n stars beside each other, `size` wide each, the middle of the row at x, their top at y. */
void pdf_stars(struct pdf *d, int64_t n, double x, double y, double size);
void pdf_qr_in(struct pdf *d, Str text, struct pdf_box box);

/* ---- for callers that lay out by themselves ---- */
double pdf_width(const struct pdf *d); /* of the page */
double pdf_height(const struct pdf *d);
double pdf_left(const struct pdf *d); /* edge of flowing text */
double pdf_text_width(const struct pdf *d);
double pdf_y(const struct pdf *d); /* where the next flowing thing begins */
void pdf_set_y(struct pdf *d, double y);

/* Width, height and components out of a JPEG's headers. E_INPUT when it has none. */
struct pdf_jpeg_size {
    int width, height, components;
};
Err pdf_jpeg_size(Str bytes, struct pdf_jpeg_size *ret) MUST;

#endif

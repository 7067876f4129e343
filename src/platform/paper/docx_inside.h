/* docx_inside.h: between the files of the DOCX writer. */
#ifndef PAPER_DOCX_INSIDE_H
#define PAPER_DOCX_INSIDE_H
#include "platform/paper/inside.h"

/* Twentieths of a point: A4 and the margins of Decree 30/2020 (20, 22, 30, 17 mm). */
enum {
    DOCX_SHORT = 11906,
    DOCX_LONG = 16838,
    DOCX_TOP = 1134,
    DOCX_BOTTOM = 1247,
    DOCX_LEFT = 1701,
    DOCX_RIGHT = 964,
    DOCX_HEADER = 567,
    DOCX_BYTES_MAX = 32 * 1024 * 1024
};
struct docx {
    struct arena *arena;
    const struct paper *p;
    struct out *o;
    bool bad;       /* some text was not UTF-8 */
    bool landscape; /* the section being written */
    bool first;     /* it is the first */
    const struct paper_table *table;
};

/* Looks of a paragraph, points. */
struct docx_paragraph {
    double before, after, indent, left, right;
    enum paper_align align;
    bool keep, rule; /* rule: a thin line along its foot */
    double height;   /* exact height of the line, 0: as the text needs */
};
struct docx_run {
    Str text;
    double size;
    bool bold, italic;
};
void docx_paragraph(struct docx *w, const struct docx_paragraph *look, size_t n,
                    const struct docx_run *run);
void docx_cell_begin(struct docx *w, int width, int span);
void docx_cell_end(struct docx *w);
int docx_width(const struct docx *w); /* of the text */
/* Head, foot: tables without lines. */
void docx_head(struct docx *w, const struct paper_head *h);
void docx_foot(struct docx *w, const struct paper_foot *f);

#endif

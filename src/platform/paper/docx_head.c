/* docx_head.c: head and foot of a DOCX: two columns without lines, rules drawn as edges of
 * paragraphs. */
#include "platform/paper/docx_inside.h"

static void begin(struct docx *w, int left, int right)
{
    out_fmt(w->o,
            "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>"
            "<w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/>"
            "</w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"%d\"/><w:gridCol w:w=\"%d\"/>"
            "</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>",
            left + right, left, right);
}

static void end(struct docx *w)
{
    out_raw(w->o, S("</w:tr></w:tbl>"));
}

static void line(struct docx *w, enum paper_align align, double size, bool bold, bool italic,
                 Str text)
{
    const struct docx_run run = { text, size, bold, italic };
    const struct docx_paragraph look = { .align = align };
    if (!str_empty(text)) {
        docx_paragraph(w, &look, 1, &run);
    }
}

/* A line as long as `length`, in the middle of a column of `width` (points). */
static void rule(struct docx *w, double width, double length)
{
    double side = (width - length) / 2;
    const struct docx_paragraph look = {
        .after = 4, .left = side, .right = side, .rule = true, .height = 3
    };
    docx_paragraph(w, &look, 0, NULL);
}

static void put_left(struct docx *w, const struct paper_head *h, int width)
{
    docx_cell_begin(w, width, 1);
    line(w, PAPER_CENTRE, PAPER_SIZE_LEFT, false, false, h->superior);
    line(w, PAPER_CENTRE, PAPER_SIZE_LEFT, true, false, h->issuer);
    rule(w, width / 20.0, width / 20.0 * 0.4);
    line(w, PAPER_CENTRE, PAPER_SIZE_LEFT, false, false, h->number);
    line(w, PAPER_CENTRE, PAPER_SIZE_ABOUT, false, false, h->about);
    docx_cell_end(w);
}

static void put_right(struct docx *w, const struct paper_head *h, int width)
{
    docx_cell_begin(w, width, 1);
    line(w, PAPER_CENTRE, PAPER_SIZE_COUNTRY, true, false, S(PAPER_COUNTRY));
    line(w, PAPER_CENTRE, PAPER_SIZE, true, false, S(PAPER_MOTTO));
    rule(w, width / 20.0, 178); /* as long as the motto in 14 points bold */
    if (!str_empty(h->place)) {
        line(w, PAPER_CENTRE, PAPER_SIZE, false, true, paper_place_date(w->arena, h));
    }
    docx_cell_end(w);
}

void docx_head(struct docx *w, const struct paper_head *h)
{
    int left = docx_width(w) * PAPER_HEAD_LEFT / 100, right = docx_width(w) - left;
    line(w, PAPER_RIGHT, 12, true, true, h->form);
    begin(w, left, right);
    put_left(w, h, left);
    put_right(w, h, right);
    end(w);
    docx_paragraph(w, &(const struct docx_paragraph){ .height = 14 }, 0, NULL);
    line(w, PAPER_CENTRE, PAPER_SIZE, true, false, h->kind);
    line(w, PAPER_CENTRE, PAPER_SIZE, true, false, h->subject);
    if (!str_empty(h->kind)) {
        rule(w, docx_width(w) / 20.0, 90);
        docx_paragraph(w, &(const struct docx_paragraph){ .height = 6 }, 0, NULL);
    }
    if (!str_empty(h->competent)) {
        const struct docx_run run = { h->competent, PAPER_SIZE, true, false };
        const struct docx_paragraph look = { .before = 4, .after = 6, .align = PAPER_CENTRE };
        docx_paragraph(w, &look, 1, &run);
    }
}

static void put_signer(struct docx *w, const struct paper_signer *s)
{
    line(w, PAPER_CENTRE, PAPER_SIZE, true, false, s->lead);
    line(w, PAPER_CENTRE, PAPER_SIZE, true, false, s->role);
    line(w, PAPER_CENTRE, PAPER_SIZE_TO, false, true, s->hint);
    docx_paragraph(w, &(const struct docx_paragraph){ .height = 58 }, 0, NULL);
    const struct docx_run name = { str_none(s->name) ? S("") : s->name, PAPER_SIZE, true, false };
    docx_paragraph(w, &(const struct docx_paragraph){ .align = PAPER_CENTRE }, 1, &name);
}

static void put_recipients(struct docx *w, const struct paper_foot *f)
{
    line(w, PAPER_LEFT, PAPER_SIZE_TO, true, true, S(PAPER_RECIPIENTS));
    for (size_t i = 0; i < f->n; i++) {
        line(w, PAPER_LEFT, PAPER_SIZE_TO_LIST, false, false,
             str_cat(w->arena, S("- "), f->recipient[i]));
    }
}

static void empty(struct docx *w)
{
    docx_paragraph(w, &(const struct docx_paragraph){ .height = 2 }, 0, NULL);
}

void docx_foot(struct docx *w, const struct paper_foot *f)
{
    int half = docx_width(w) / 2;
    docx_paragraph(w, &(const struct docx_paragraph){ .height = 10 }, 0, NULL);
    begin(w, half, half);
    docx_cell_begin(w, half, 1);
    if (f->n > 0) {
        put_recipients(w, f);
    } else if (f->left != NULL) {
        put_signer(w, f->left);
    }
    empty(w); /* a cell ends with a paragraph */
    docx_cell_end(w);
    docx_cell_begin(w, half, 1);
    if (f->right != NULL) {
        put_signer(w, f->right);
    }
    empty(w);
    docx_cell_end(w);
    end(w);
    empty(w);
}

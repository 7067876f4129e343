/* pdf.c: a paper as PDF. */
#include "platform/paper/inside.h"
#include "platform/pdf/pdf.h"

struct writing {
    struct arena *arena;
    struct pdf *d;
    const struct paper *p;
};

static struct pdf_font font(double size, bool bold, bool italic)
{
    return (struct pdf_font){ .size = size, .bold = bold, .italic = italic, .colour = PDF_BLACK };
}

static void rule(const struct writing *w, double middle, double y, double width)
{
    pdf_fill(w->d, (struct pdf_box){ middle - width / 2, y, width, 0.7 }, PDF_BLACK);
}

/* Text in a column, its middle at the column's; returns where it ends. */
static double centred(const struct writing *w, struct pdf_box *box, struct pdf_font f, Str text)
{
    double h = str_empty(text) ? 0
                               : pdf_text_in(w->d, (struct pdf_box){ box->x, box->y, box->w, 0 }, f,
                                             PDF_CENTRE, text);
    box->y += h;
    return box->y;
}

/* ---- the head ---- */

static double head_left(const struct writing *w, const struct paper_head *h, struct pdf_box box)
{
    double middle = box.x + box.w / 2;
    (void)centred(w, &box, font(PAPER_SIZE_LEFT, false, false), h->superior);
    (void)centred(w, &box, font(PAPER_SIZE_LEFT, true, false), h->issuer);
    rule(w, middle, box.y + 2, box.w * 0.4);
    box.y += 8;
    (void)centred(w, &box, font(PAPER_SIZE_LEFT, false, false), h->number);
    if (!str_empty(h->about)) {
        box.y += 3;
        (void)centred(w, &box, font(PAPER_SIZE_ABOUT, false, false), h->about);
    }
    return box.y;
}

static double head_right(const struct writing *w, const struct paper_head *h, struct pdf_box box)
{
    struct pdf_font motto = font(PAPER_SIZE, true, false);
    double middle = box.x + box.w / 2;
    (void)centred(w, &box, font(PAPER_SIZE_COUNTRY, true, false), S(PAPER_COUNTRY));
    (void)centred(w, &box, motto, S(PAPER_MOTTO));
    rule(w, middle, box.y + 2, pdf_measure(w->d, motto, S(PAPER_MOTTO)));
    box.y += 8;
    if (!str_empty(h->place)) {
        (void)centred(w, &box, font(PAPER_SIZE, false, true), paper_place_date(w->arena, h));
    }
    return box.y;
}

static void put_subject(const struct writing *w, const struct paper_head *h)
{
    struct pdf_paragraph look = { .size = PAPER_SIZE, .align = PDF_CENTRE, .keep_next = true };
    double middle = pdf_left(w->d) + pdf_text_width(w->d) / 2;
    if (!str_empty(h->kind)) {
        pdf_paragraph(w->d, &look, 1, &(const struct pdf_run){ h->kind, true, false });
    }
    if (!str_empty(h->subject)) {
        pdf_paragraph(w->d, &look, 1, &(const struct pdf_run){ h->subject, true, false });
    }
    if (!str_empty(h->kind)) {
        rule(w, middle, pdf_y(w->d) + 3, 90);
        pdf_gap(w->d, 12);
    }
    if (!str_empty(h->competent)) {
        look.before = 4;
        look.after = 6;
        pdf_paragraph(w->d, &look, 1, &(const struct pdf_run){ h->competent, true, false });
    }
}

static void put_head(const struct writing *w, const struct paper_head *h)
{
    double x = pdf_left(w->d), width = pdf_text_width(w->d), y = pdf_y(w->d);
    double share = width * PAPER_HEAD_LEFT / 100;
    if (!str_empty(h->form)) {
        y += pdf_text_in(w->d, (struct pdf_box){ x, y, width, 0 }, font(12, true, true), PDF_RIGHT,
                         h->form) +
             4;
    }
    double left = head_left(w, h, (struct pdf_box){ x - 6, y, share, 0 });
    double right = head_right(w, h, (struct pdf_box){ x + share - 6, y, width - share + 12, 0 });
    pdf_set_y(w->d, left > right ? left : right);
    pdf_gap(w->d, 14);
    put_subject(w, h);
}

/* ---- text and tables ---- */

static enum pdf_align align_of(enum paper_align a)
{
    return a == PAPER_CENTRE ? PDF_CENTRE : a == PAPER_RIGHT ? PDF_RIGHT : PDF_LEFT;
}

static void put_text(const struct writing *w, const struct paper_block *b)
{
    struct paper_look look = paper_look_of(b->style);
    struct pdf_paragraph as = { .size = look.size,
                                .indent = look.indent,
                                .before = look.before,
                                .after = look.after,
                                .align = align_of(look.align),
                                .justify = look.align == PAPER_JUSTIFY,
                                .keep_next = look.keep };
    struct pdf_run runs[PAPER_RUNS_MAX];
    for (size_t i = 0; i < b->n; i++) {
        runs[i] = (struct pdf_run){ b->run[i].text, b->run[i].bold, b->run[i].italic };
    }
    pdf_paragraph(w->d, &as, b->n, runs);
}

static void put_table(const struct writing *w, const struct paper_table *t)
{
    struct pdf_column columns[PAPER_COLUMNS_MAX];
    for (size_t i = 0; i < t->n; i++) {
        columns[i] = (struct pdf_column){ t->column[i].title, t->column[i].share,
                                          align_of(t->column[i].align) };
    }
    pdf_table_look(w->d, t->size, true);
    pdf_table(w->d, t->n, columns);
}

/* ---- the foot ---- */

static double signer(const struct writing *w, const struct paper_signer *s, struct pdf_box box)
{
    (void)centred(w, &box, font(PAPER_SIZE, true, false), s->lead);
    (void)centred(w, &box, font(PAPER_SIZE, true, false), s->role);
    (void)centred(w, &box, font(PAPER_SIZE_TO, false, true), s->hint);
    box.y += 58; /* for signature and seal */
    return centred(w, &box, font(PAPER_SIZE, true, false), s->name);
}

static double recipients(const struct writing *w, const struct paper_foot *f, struct pdf_box box)
{
    box.y += pdf_text_in(w->d, box, font(PAPER_SIZE_TO, true, true), PDF_LEFT, S(PAPER_RECIPIENTS));
    for (size_t i = 0; i < f->n; i++) {
        box.y += pdf_text_in(w->d, box, font(PAPER_SIZE_TO_LIST, false, false), PDF_LEFT,
                             str_cat(w->arena, S("- "), f->recipient[i]));
    }
    return box.y;
}

static void put_foot(const struct writing *w, const struct paper_foot *f)
{
    pdf_gap(w->d, 10);
    pdf_keep(w->d, 150 + 14 * (f->n > 6 ? (double)f->n - 6 : 0));
    double x = pdf_left(w->d), half = pdf_text_width(w->d) / 2, y = pdf_y(w->d);
    struct pdf_box left = { x, y, half - 8, 0 }, right = { x + half, y, half, 0 };
    double a = y, b = y;
    if (f->n > 0) {
        a = recipients(w, f, left);
    } else if (f->left != NULL) {
        a = signer(w, f->left, left);
    }
    if (f->right != NULL) {
        b = signer(w, f->right, right);
    }
    pdf_set_y(w->d, a > b ? a : b);
}

static void put(const struct writing *w, const struct paper_block *b)
{
    switch (b->kind) {
    case BLOCK_HEAD:
        put_head(w, b->head);
        break;
    case BLOCK_TEXT:
        put_text(w, b);
        break;
    case BLOCK_GAP:
        pdf_gap(w->d, b->gap);
        break;
    case BLOCK_TABLE:
        put_table(w, b->table);
        break;
    case BLOCK_ROW:
        pdf_row(w->d, b->bold ? PDF_BOLD : PDF_BODY, b->cell);
        break;
    case BLOCK_ACROSS:
        pdf_row_across(w->d, b->bold ? PDF_BOLD : PDF_BODY, PDF_LEFT, b->cell[0]);
        break;
    case BLOCK_TABLE_END:
        pdf_table_end(w->d);
        break;
    case BLOCK_SIGN:
        put_foot(w, b->foot);
        break;
    case BLOCK_BREAK:
        pdf_turn(w->d, b->landscape);
        break;
    }
}

Err paper_pdf(const struct paper *p, struct arena *a, Str *ret, int64_t *ret_pages)
{
    struct pdf_opts o = { .title = p->o.title,
                          .author = p->o.author,
                          .made = p->o.made,
                          .landscape = p->o.landscape,
                          .number_top = true,
                          .watermark = p->o.preview ? S(PAPER_PREVIEW) : STR_NONE };
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    TRY(pdf_new(&o, &d));
    struct writing w = { a, d, p };
    for (size_t i = 0; i < p->n; i++) {
        put(&w, &p->v[i]);
    }
    return pdf_end(d, a, ret, ret_pages);
}

/* table.c: tables that reach over pages. */
#include "platform/pdf/inside.h"

enum { PAD_X = 4, PAD_Y = 3 };

/* A row being written: each cell's lines and how many of them are already on paper. */
struct row {
    struct pdf_lines cell[PDF_COLUMNS_MAX];
    size_t done[PDF_COLUMNS_MAX];
    unsigned colour;
    bool shade;
};

static bool is_done(const struct pdf *d, const struct row *r)
{
    for (size_t c = 0; c < d->n_columns; c++) {
        if (r->done[c] < r->cell[c].n) {
            return false;
        }
    }
    return true;
}

static double height_left(const struct pdf *d, const struct row *r)
{
    double most = 0;
    for (size_t c = 0; c < d->n_columns; c++) {
        double h = 0;
        for (size_t i = r->done[c]; i < r->cell[c].n; i++) {
            h += r->cell[c].v[i].height;
        }
        most = h > most ? h : most;
    }
    return most + 2 * PAD_Y;
}

static void put_borders(struct pdf *d, double y, double height)
{
    unsigned colour = d->table_plain ? PDF_BLACK : PDF_GREY;
    for (size_t c = 0; c <= d->n_columns; c++) {
        pdf_fill(d, (struct pdf_box){ d->column_x[c], y, 0.5, height }, colour);
    }
    double width = d->column_x[d->n_columns] - d->column_x[0] + 0.5;
    pdf_fill(d, (struct pdf_box){ d->column_x[0], y, width, 0.5 }, colour);
    pdf_fill(d, (struct pdf_box){ d->column_x[0], y + height, width, 0.5 }, colour);
}

/* As many lines of each cell as the page takes; returns the height of the piece. */
static double put_lines(struct pdf *d, struct row *r)
{
    double most = 0, room = d->bottom - d->y - 2 * PAD_Y;
    for (size_t c = 0; c < d->n_columns; c++) {
        double y = 0;
        for (; r->done[c] < r->cell[c].n; r->done[c]++) {
            const struct pdf_line *l = &r->cell[c].v[r->done[c]];
            if (y + l->height > room) {
                break;
            }
            pdf_put_line(d, l, d->column_x[c] + PAD_X, d->y + PAD_Y + y, r->colour);
            y += l->height;
        }
        most = y > most ? y : most;
    }
    return most + 2 * PAD_Y;
}

static struct pdf_font font_of(const struct pdf *d, enum pdf_style style)
{
    struct pdf_font font = pdf_style_font(style);
    font.size = font.size < 11 ? font.size : 11; /* a table is read, not presented */
    font.size = d->table_size > 0 ? d->table_size : font.size;
    return font;
}

static void lay_out_row(struct pdf *d, enum pdf_style style, const Str *cells, struct row *r)
{
    *r = (struct row){ 0 };
    struct pdf_font font = font_of(d, style);
    r->colour = font.colour;
    for (size_t c = 0; c < d->n_columns; c++) {
        double width = d->column_x[c + 1] - d->column_x[c] - 2 * PAD_X;
        pdf_lay_out(d, font, d->column[c].align, width, cells[c], &r->cell[c]);
    }
}

static void put_head(struct pdf *d)
{
    Str titles[PDF_COLUMNS_MAX];
    for (size_t c = 0; c < d->n_columns; c++) {
        titles[c] = d->column[c].title;
    }
    struct row r = { 0 };
    if (d->table_plain) { /* titles of official tables stand in the middle */
        struct pdf_font font = font_of(d, PDF_BOLD);
        for (size_t c = 0; c < d->n_columns; c++) {
            double width = d->column_x[c + 1] - d->column_x[c] - 2 * PAD_X;
            pdf_lay_out(d, font, PDF_CENTRE, width, titles[c], &r.cell[c]);
        }
    } else {
        lay_out_row(d, PDF_BOLD, titles, &r);
    }
    double height = height_left(d, &r);
    if (!d->table_plain) {
        pdf_fill(d,
                 (struct pdf_box){ d->column_x[0], d->y, d->column_x[d->n_columns] - d->column_x[0],
                                   height },
                 PDF_SHADE);
    }
    (void)put_lines(d, &r);
    put_borders(d, d->y, height);
    d->y += height;
}

void pdf_table(struct pdf *d, size_t n, const struct pdf_column *columns)
{
    BUG_UNLESS(n > 0 && n <= PDF_COLUMNS_MAX);
    double sum = 0, x = d->left;
    for (size_t c = 0; c < n; c++) {
        sum += columns[c].share;
    }
    d->n_columns = n;
    for (size_t c = 0; c < n; c++) {
        d->column[c] = columns[c];
        d->column[c].title = str_dup(d->arena, columns[c].title);
        d->column_x[c] = x;
        x += columns[c].share / sum * (d->right - d->left);
    }
    d->column_x[n] = x;
    pdf_keep(d, 60); /* the head and a row */
    put_head(d);
}

static void next_page(struct pdf *d)
{
    pdf_new_page(d);
    if (d->err == OK) {
        put_head(d);
    }
}

void pdf_row(struct pdf *d, enum pdf_style style, const Str *cells)
{
    struct row r;
    lay_out_row(d, style, cells, &r);
    double whole = height_left(d, &r);
    if (d->y + whole > d->bottom && d->top + 80 + whole <= d->bottom) {
        next_page(d);
    }
    while (d->err == OK) {
        double height = put_lines(d, &r);
        if (height > 2 * PAD_Y || is_done(d, &r)) {
            put_borders(d, d->y, height);
            d->y += height;
        }
        if (is_done(d, &r)) {
            return;
        }
        next_page(d);
    }
}

void pdf_row_across(struct pdf *d, enum pdf_style style, enum pdf_align align, Str text)
{
    struct pdf_font font = font_of(d, style);
    struct pdf_lines lines;
    double width = d->column_x[d->n_columns] - d->column_x[0] - 2 * PAD_X;
    pdf_lay_out(d, font, align, width, text, &lines);
    double height = lines.height + 2 * PAD_Y;
    if (d->y + height + 30 > d->bottom && d->y > d->top + 80) { /* a row goes with it */
        next_page(d);
    }
    double y = d->y + PAD_Y;
    for (size_t i = 0; i < lines.n && d->err == OK; i++) {
        pdf_put_line(d, &lines.v[i], d->column_x[0] + PAD_X, y, font.colour);
        y += lines.v[i].height;
    }
    size_t n = d->n_columns;
    double second = d->column_x[1];
    d->n_columns = 1;
    d->column_x[1] = d->column_x[n];
    put_borders(d, d->y, height);
    d->column_x[1] = n == 1 ? d->column_x[1] : second;
    d->n_columns = n;
    d->y += height;
}

void pdf_table_look(struct pdf *d, double size, bool plain)
{
    d->table_size = size;
    d->table_plain = plain;
}

void pdf_table_end(struct pdf *d)
{
    d->n_columns = 0;
    pdf_gap(d, 8);
}

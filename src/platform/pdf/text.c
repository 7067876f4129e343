/* text.c: text set by pango into lines, lines into pages. */
#include "platform/pdf/inside.h"

struct pdf_font pdf_style_font(enum pdf_style s)
{
    static const struct pdf_font fonts[PDF_STYLES] = {
        [PDF_TITLE] = { 17, .bold = true, .colour = PDF_BLACK },
        [PDF_HEADING] = { 14, .bold = true, .colour = PDF_BLACK },
        [PDF_SUBHEADING] = { 12.5, .bold = true, .colour = PDF_BLACK },
        [PDF_BODY] = { 12, .colour = PDF_BLACK },
        [PDF_BOLD] = { 12, .bold = true, .colour = PDF_BLACK },
        [PDF_ITALIC] = { 12, .italic = true, .colour = PDF_BLACK },
        [PDF_SMALL] = { 10, .colour = PDF_BLACK },
    };
    return fonts[s];
}

/* No ligatures and no hyphens of its own: what is copied out of the paper is what was typed. */
static void set_attributes(PangoLayout *l)
{
    PangoAttrList *list = pango_attr_list_new();
    pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0, dlig=0"));
    pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(l, list);
    pango_attr_list_unref(list);
}

PangoLayout *pdf_layout(struct pdf *d, struct pdf_font font, Str text)
{
    PangoLayout *l = pango_layout_new(d->pango);
    d->layouts.v =
        arena_grow(d->arena, d->layouts.v, d->layouts.n, &d->layouts.cap, sizeof(PangoLayout *));
    d->layouts.v[d->layouts.n++] = l;
    PangoFontDescription *f = pango_font_description_new();
    /* Liberation Serif has the metrics of Times New Roman, which papers are written in (Decree
     * 30/2020) */
    pango_font_description_set_family_static(f, font.sans ? "Liberation Sans, DejaVu Sans"
                                                          : "Liberation Serif, DejaVu Serif");
    pango_font_description_set_absolute_size(f, font.size * PANGO_SCALE);
    pango_font_description_set_weight(f, font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_style(f, font.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_layout_set_font_description(l, f);
    pango_font_description_free(f);
    set_attributes(l);
    pango_layout_set_text(l, text.n > 0 ? text.p : "", (int)text.n);
    return l;
}

void pdf_lay_out(struct pdf *d, struct pdf_font font, enum pdf_align align, double width, Str text,
                 struct pdf_lines *ret)
{
    static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                                 PANGO_ALIGN_RIGHT };
    *ret = (struct pdf_lines){ 0 };
    if (d->err != OK) {
        return;
    }
    if (text.n > LIMIT_PAGE_BYTES || !utf8_valid(text)) {
        pdf_fail(d, text.n > LIMIT_PAGE_BYTES ? E_LIMIT : E_INPUT);
        return;
    }
    PangoLayout *l = pdf_layout(d, font, text);
    pango_layout_set_width(l, (int)(width * PANGO_SCALE));
    pango_layout_set_alignment(l, alignments[align]);
    pdf_break_lines(d, l, font.size, ret);
}

void pdf_break_lines(struct pdf *d, PangoLayout *l, double size, struct pdf_lines *ret)
{
    pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_spacing(l, (int)(size * 0.12 * PANGO_SCALE));
    PangoLayoutIter *i = pango_layout_get_iter(l);
    do {
        PangoRectangle logical;
        int top = 0, bottom = 0;
        pango_layout_iter_get_line_extents(i, NULL, &logical);
        pango_layout_iter_get_line_yrange(i, &top, &bottom);
        ret->v = arena_grow(d->arena, ret->v, ret->n, &ret->cap, sizeof *ret->v);
        ret->v[ret->n++] = (struct pdf_line){
            .line = pango_layout_iter_get_line_readonly(i),
            .x = (double)logical.x / PANGO_SCALE,
            .ascent = (double)(pango_layout_iter_get_baseline(i) - top) / PANGO_SCALE,
            .height = (double)(bottom - top) / PANGO_SCALE,
        };
        ret->height += ret->v[ret->n - 1].height;
    } while (pango_layout_iter_next_line(i));
    pango_layout_iter_free(i);
}

void pdf_put_line(struct pdf *d, const struct pdf_line *l, double x, double y, unsigned colour)
{
    struct pdf_mark *m = pdf_mark(d, MARK_TEXT, (struct pdf_box){ x + l->x, y + l->ascent, 0, 0 });
    m->text = l->line;
    m->colour = colour;
}

void pdf_flow(struct pdf *d, const struct pdf_lines *lines, double x, unsigned colour)
{
    for (size_t i = 0; i < lines->n && d->err == OK; i++) {
        pdf_keep(d, lines->v[i].height);
        pdf_put_line(d, &lines->v[i], x, d->y, colour);
        d->y += lines->v[i].height;
    }
}

void pdf_text(struct pdf *d, enum pdf_style style, enum pdf_align align, Str text)
{
    struct pdf_font font = pdf_style_font(style);
    struct pdf_lines lines;
    pdf_lay_out(d, font, align, d->right - d->left, text, &lines);
    bool heading = style == PDF_HEADING || style == PDF_SUBHEADING;
    if (heading) {
        pdf_gap(d, font.size * 0.7);
        pdf_keep(d, lines.height + 60); /* never last on a page */
    }
    if (style == PDF_HEADING) {
        pdf_mark(d, MARK_OUTLINE, (struct pdf_box){ d->left, d->y, 0, 0 })->name =
            str_dup(d->arena, text);
    }
    pdf_flow(d, &lines, d->left, font.colour);
    pdf_gap(d, heading ? 5 : 4);
}

void pdf_item(struct pdf *d, Str text)
{
    struct pdf_font font = pdf_style_font(PDF_BODY);
    struct pdf_lines lines, bullet;
    pdf_lay_out(d, font, PDF_LEFT, d->right - d->left - 16, text, &lines);
    pdf_lay_out(d, font, PDF_LEFT, 16, S("•"), &bullet);
    if (d->err != OK || lines.n == 0) {
        return;
    }
    pdf_keep(d, lines.v[0].height);
    pdf_put_line(d, &bullet.v[0], d->left + 4, d->y, font.colour);
    pdf_flow(d, &lines, d->left + 16, font.colour);
    pdf_gap(d, 3);
}

void pdf_pair(struct pdf *d, Str label, Str value)
{
    double width = d->right - d->left, key = width * 0.34;
    struct pdf_font bold = pdf_style_font(PDF_BOLD), font = pdf_style_font(PDF_BODY);
    struct pdf_lines left, right;
    pdf_lay_out(d, bold, PDF_LEFT, key - 8, label, &left);
    pdf_lay_out(d, font, PDF_LEFT, width - key, str_empty(value) ? S("…………………………") : value, &right);
    if (d->err != OK) {
        return;
    }
    pdf_keep(d, left.height);
    int page = d->page;
    double y = d->y;
    for (size_t i = 0; i < left.n; i++) {
        pdf_put_line(d, &left.v[i], d->left, y, bold.colour);
        y += left.v[i].height;
    }
    pdf_flow(d, &right, d->left + key, font.colour);
    if (d->page == page && y > d->y) {
        d->y = y;
    }
    pdf_gap(d, 3);
}

double pdf_text_in(struct pdf *d, struct pdf_box box, struct pdf_font font, enum pdf_align align,
                   Str text)
{
    struct pdf_lines lines;
    double least = font.size / 3;
    pdf_lay_out(d, font, align, box.w, text, &lines);
    while (box.h > 0 && lines.height > box.h && font.size * 0.94 >= least) {
        font.size *= 0.94;
        pdf_lay_out(d, font, align, box.w, text, &lines);
    }
    double y = box.y;
    for (size_t i = 0; i < lines.n; i++) {
        pdf_put_line(d, &lines.v[i], box.x, y, font.colour);
        y += lines.v[i].height;
    }
    return lines.height;
}

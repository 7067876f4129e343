/* paragraph.c: paragraphs of official papers: runs of different weight, an indented first line,
 * both edges straight. */
#include "platform/pdf/inside.h"

static Str join(struct pdf *d, size_t n, const struct pdf_run *run)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    for (size_t i = 0; i < n; i++) {
        out_raw(o, run[i].text);
    }
    if (o->over) {
        pdf_fail(d, E_LIMIT);
    }
    return out_dup(d->arena, o);
}

static void weigh(PangoLayout *l, size_t n, const struct pdf_run *run)
{
    PangoAttrList *list = pango_attr_list_copy(pango_layout_get_attributes(l));
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        PangoAttribute *a[] = { pango_attr_weight_new(PANGO_WEIGHT_BOLD),
                                pango_attr_style_new(PANGO_STYLE_ITALIC) };
        const bool want[] = { run[i].bold, run[i].italic };
        for (size_t k = 0; k < COUNT_OF(a); k++) {
            a[k]->start_index = (guint)at;
            a[k]->end_index = (guint)(at + run[i].text.n);
            if (want[k]) {
                pango_attr_list_insert(list, a[k]);
            } else {
                pango_attribute_destroy(a[k]);
            }
        }
        at += run[i].text.n;
    }
    pango_layout_set_attributes(l, list);
    pango_attr_list_unref(list);
}

void pdf_paragraph(struct pdf *d, const struct pdf_paragraph *look, size_t n,
                   const struct pdf_run *run)
{
    static const PangoAlignment alignments[] = { PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER,
                                                 PANGO_ALIGN_RIGHT };
    struct pdf_font font = { .size = look->size, .colour = PDF_BLACK };
    struct pdf_lines lines = { 0 };
    Str text = join(d, n, run);
    if (d->err == OK && !utf8_valid(text)) {
        pdf_fail(d, E_INPUT);
    }
    if (d->err != OK) {
        return;
    }
    PangoLayout *l = pdf_layout(d, font, text);
    weigh(l, n, run);
    pango_layout_set_width(l, (int)((d->right - d->left) * PANGO_SCALE));
    pango_layout_set_indent(l, (int)(look->indent * PANGO_SCALE));
    pango_layout_set_alignment(l, alignments[look->align]);
    pango_layout_set_justify(l, look->justify);
    pdf_break_lines(d, l, look->size, &lines);
    pdf_gap(d, look->before);
    if (look->keep_next) {
        pdf_keep(d, lines.height + 90); /* also the head of a table and its first row */
    } else if (lines.n >= 2) {          /* no first line alone at the foot of a page */
        pdf_keep(d, lines.v[0].height + lines.v[1].height);
    }
    pdf_flow(d, &lines, d->left, PDF_BLACK);
    pdf_gap(d, look->after);
}

double pdf_measure(struct pdf *d, struct pdf_font font, Str text)
{
    if (d->err != OK || !utf8_valid(text)) {
        return 0;
    }
    PangoRectangle r;
    pango_layout_get_extents(pdf_layout(d, font, text), NULL, &r);
    return (double)r.width / PANGO_SCALE;
}

/* label.c: a sheet of labels with the QR of the check page. */
#include "domain/recognition/certificate.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/pdf/pdf.h"

enum { ACROSS = 3, DOWN = 8 };
#define LABEL_W (64 * PDF_MM)
#define LABEL_H (33.9 * PDF_MM)

static void draw_label(struct pdf *d, const struct certificate *c, Str address, struct pdf_box at)
{
    double text = at.x + 88, w = at.w - 96;
    struct pdf_font name = { .size = 11, .bold = true, .colour = PDF_INK };
    struct pdf_font small = { .size = 7, .colour = PDF_INK };
    pdf_frame(d, at, 0.3, PDF_LINE); /* where to cut */
    pdf_qr_in(d, address, (struct pdf_box){ at.x + 2, at.y + 5, 84, 84 });
    (void)pdf_text_in(d, (struct pdf_box){ text, at.y + 10, w, 34 }, name, PDF_LEFT,
                      c->r->product_name);
    pdf_stars(d, c->r->star, text + w / 2, at.y + 48, 13);
    (void)pdf_text_in(d, (struct pdf_box){ text, at.y + 66, w, 22 }, small, PDF_LEFT,
                      i18n_text(LANG_VI, M_CERTIFICATE_LABEL));
}

Err certificate_labels(struct arena *a, const struct certificate *c, Str *ret)
{
    struct pdf_opts o = { .title = i18n_fmt(a, LANG_VI, M_CERTIFICATE_LABELS_TITLE,
                                            c->r->product_name, STR_NONE, STR_NONE),
                          .author = c->r->producer_name,
                          .subject = S(""),
                          .made = time_start_of(c->r->decision_date),
                          .max_pages = 1 };
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    TRY(pdf_new(&o, &d));
    Str address = str_fmt(a, "%.*s/p/%.*s", STR_ARG(c->base_url), STR_ARG(c->product_code));
    double left = (pdf_width(d) - ACROSS * LABEL_W) / 2, top = (pdf_height(d) - DOWN * LABEL_H) / 2;
    for (int i = 0; i < ACROSS * DOWN; i++) {
        struct pdf_box at = { left + i % ACROSS * LABEL_W, top + (double)(i / ACROSS) * LABEL_H,
                              LABEL_W, LABEL_H };
        draw_label(d, c, address, at);
    }
    int64_t pages = 0;
    return pdf_end(d, a, ret, &pages);
}

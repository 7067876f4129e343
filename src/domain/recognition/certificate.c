/* certificate.c: the certificate drawn, and made after a decision. */
#include "domain/recognition/certificate.h"
#include "domain/access/access.h"
#include "domain/program/program.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/pdf/pdf.h"

#define RED 0xa11a1a

static Str words(int key)
{
    return i18n_text(LANG_VI, key);
}

static Str day(struct arena *a, Date d, void (*put)(struct out *o, Date d))
{
    struct out *o CLEANUP(out_cleanup) = out_new(200);
    put(o, d);
    return out_dup(a, o);
}

/* A band in the programme's green and a gold line, with a gold square on each corner. */
static void draw_frame(struct pdf *d)
{
    double w = pdf_width(d), h = pdf_height(d);
    pdf_frame(d, (struct pdf_box){ 22, 22, w - 44, h - 44 }, 5, PDF_LEAF);
    pdf_frame(d, (struct pdf_box){ 30, 30, w - 60, h - 60 }, 1, PDF_GOLD);
    for (int i = 0; i < 4; i++) {
        double x = i % 2 == 0 ? 30 : w - 30, y = i < 2 ? 30 : h - 30;
        pdf_fill(d, (struct pdf_box){ x - 5, y - 5, 10, 10 }, PDF_GOLD);
        pdf_fill(d, (struct pdf_box){ x - 2.5, y - 2.5, 5, 5 }, PDF_WHITE);
    }
}

/* Quốc hiệu, tiêu ngữ and its line (Decree 30/2020), the authority, the paper's name. */
static void draw_head(struct pdf *d, const struct recognition *r)
{
    double w = pdf_width(d);
    struct pdf_font bold = { .size = 13, .bold = true, .colour = PDF_BLACK };
    struct pdf_font authority = { .size = 13, .bold = true, .colour = PDF_LEAF };
    struct pdf_font name = { .size = 34, .bold = true, .colour = PDF_LEAF };
    struct pdf_font of = { .size = 15, .bold = true, .colour = PDF_GOLD };
    (void)pdf_text_in(d, (struct pdf_box){ 50, 48, w - 100, 0 }, bold, PDF_CENTRE,
                      words(M_CERTIFICATE_COUNTRY));
    (void)pdf_text_in(d, (struct pdf_box){ 50, 64, w - 100, 0 }, bold, PDF_CENTRE,
                      words(M_CERTIFICATE_MOTTO));
    pdf_fill(d, (struct pdf_box){ w / 2 - 78, 82, 156, 0.8 }, PDF_BLACK);
    (void)pdf_text_in(d, (struct pdf_box){ 80, 98, w - 160, 18 }, authority, PDF_CENTRE,
                      r->authority);
    (void)pdf_text_in(d, (struct pdf_box){ 50, 116, w - 100, 0 }, name, PDF_CENTRE,
                      words(M_CERTIFICATE_NAME));
    (void)pdf_text_in(d, (struct pdf_box){ 50, 160, w - 100, 0 }, of, PDF_CENTRE,
                      words(M_CERTIFICATE_OF));
}

/* What is recognised: stars, product, who, where. */
static void draw_product(struct pdf *d, const struct recognition *r)
{
    static const int stars[] = { M_CERTIFICATE_STAR_3, M_CERTIFICATE_STAR_4, M_CERTIFICATE_STAR_5 };
    double w = pdf_width(d);
    struct pdf_font rank = { .size = 16, .bold = true, .colour = PDF_STAR_EDGE };
    struct pdf_font name = { .size = 28, .bold = true, .colour = PDF_INK };
    struct pdf_font label = { .size = 13, .italic = true, .colour = PDF_GREY };
    struct pdf_font who = { .size = 17, .bold = true, .colour = PDF_INK };
    struct pdf_font place = { .size = 14, .colour = PDF_INK };
    pdf_stars(d, r->star, w / 2, 188, 34);
    (void)pdf_text_in(d, (struct pdf_box){ 50, 228, w - 100, 0 }, rank, PDF_CENTRE,
                      words(stars[r->star - 3]));
    double y = 264;
    y += pdf_text_in(d, (struct pdf_box){ 50, y, w - 100, 0 }, label, PDF_CENTRE,
                     words(M_CERTIFICATE_PRODUCT));
    y += pdf_text_in(d, (struct pdf_box){ 80, y + 2, w - 160, 68 }, name, PDF_CENTRE,
                     r->product_name);
    y += pdf_text_in(d, (struct pdf_box){ 50, y + 12, w - 100, 0 }, label, PDF_CENTRE,
                     words(M_CERTIFICATE_PRODUCER));
    y += pdf_text_in(d, (struct pdf_box){ 80, y + 14, w - 160, 38 }, who, PDF_CENTRE,
                     r->producer_name);
    (void)pdf_text_in(d, (struct pdf_box){ 80, y + 18, w - 160, 18 }, place, PDF_CENTRE,
                      r->place_text);
}

/* QR, decision and validity, the place for the signature. */
static void draw_foot(struct pdf *d, struct arena *a, const struct certificate *c)
{
    const struct recognition *r = c->r;
    double w = pdf_width(d), y = 436;
    struct pdf_font text = { .size = 12, .colour = PDF_INK };
    struct pdf_font bold = { .size = 12, .bold = true, .colour = PDF_INK };
    struct pdf_font small = { .size = 8.5, .colour = PDF_GREY };
    struct pdf_font sign = { .size = 12, .italic = true, .colour = PDF_INK };
    Str address = str_fmt(a, "%.*s/p/%.*s", STR_ARG(c->base_url), STR_ARG(c->product_code));
    pdf_qr_in(d, address, (struct pdf_box){ 56, y - 4, 92, 92 });
    (void)pdf_text_in(d, (struct pdf_box){ 60, y + 88, 420, 12 }, small, PDF_LEFT,
                      i18n_fmt(a, LANG_VI, M_CERTIFICATE_CHECK, address, STR_NONE, STR_NONE));
    Str lines[] = {
        i18n_fmt(a, LANG_VI, M_CERTIFICATE_NUMBER,
                 str_none(r->certificate_no) ? S("…") : r->certificate_no, STR_NONE, STR_NONE),
        i18n_fmt(a, LANG_VI, M_CERTIFICATE_DECISION, r->decision_no,
                 day(a, r->decision_date, out_date_vi), r->authority),
        i18n_fmt(a, LANG_VI, M_CERTIFICATE_VALID, day(a, r->from_day, out_date_vi),
                 day(a, date_add_days(r->until_day, -1), out_date_vi), STR_NONE),
    };
    double at = y + 6;
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        at += pdf_text_in(d, (struct pdf_box){ 158, at, w - 158 - 300, 34 }, i == 0 ? bold : text,
                          PDF_LEFT, lines[i]) +
              5;
    }
    struct pdf_box box = { w - 290, y + 6, 230, 0 };
    Str date = day(a, r->decision_date, out_date_long_vi);
    (void)pdf_text_in(d, box, sign, PDF_CENTRE,
                      i18n_fmt(a, LANG_VI, M_CERTIFICATE_DATE, date, STR_NONE, STR_NONE));
    box.y += 18;
    (void)pdf_text_in(d, box, bold, PDF_CENTRE, words(M_CERTIFICATE_SIGNER));
    box.y += 16;
    small.italic = true;
    (void)pdf_text_in(d, box, small, PDF_CENTRE, words(M_CERTIFICATE_SIGN));
}

static void draw_revoked(struct pdf *d, struct arena *a, const struct recognition *r)
{
    struct pdf_font font = { .size = 13, .bold = true, .colour = PDF_WHITE };
    struct pdf_box band = { 33, pdf_height(d) - 56, pdf_width(d) - 66, 22 };
    pdf_fill(d, band, RED);
    band.y += 3;
    Str decision = str_none(r->revoke_decision) ? S("…") : r->revoke_decision;
    (void)pdf_text_in(d, band, font, PDF_CENTRE,
                      i18n_fmt(a, LANG_VI, M_CERTIFICATE_REVOKED,
                               day(a, r->revoked_on, out_date_vi), decision, STR_NONE));
}

static void draw_page(struct pdf *d, struct arena *a, const struct certificate *c)
{
    BUG_UNLESS(c->r->star >= 3 && c->r->star <= 5);
    draw_frame(d);
    draw_head(d, c->r);
    draw_product(d, c->r);
    draw_foot(d, a, c);
    if (!date_none(c->r->revoked_on)) {
        draw_revoked(d, a, c->r);
    }
}

Err certificate_make(struct arena *a, const struct certificate *c, Str *ret)
{
    const struct recognition *r = c->r;
    struct pdf_opts o = { .title = i18n_fmt(a, LANG_VI, M_CERTIFICATE_TITLE, r->product_name,
                                            STR_NONE, STR_NONE),
                          .author = r->authority,
                          .subject = str_none(r->certificate_no) ? S("") : r->certificate_no,
                          .made = time_start_of(r->decision_date),
                          .landscape = true,
                          .max_pages = 1 };
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    TRY(pdf_new(&o, &d));
    draw_page(d, a, c);
    int64_t pages = 0;
    return pdf_end(d, a, ret, &pages);
}

Err certificate_make_all(struct arena *a, size_t n, const struct certificate *c, Str *ret)
{
    if (n == 0 || n > PDF_PAGES_MAX) {
        return n == 0 ? E_INPUT : E_LIMIT;
    }
    struct pdf_opts o = { .title = words(M_CERTIFICATE_OF),
                          .author = c[0].r->authority,
                          .made = time_start_of(c[0].r->decision_date),
                          .landscape = true };
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    int64_t pages = 0;
    TRY(pdf_new(&o, &d));
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            pdf_new_page(d);
        }
        draw_page(d, a, &c[i]);
    }
    return pdf_end(d, a, ret, &pages);
}

/* ---- the job ---- */

struct making {
    Id id;
    struct recognition r;
    struct recognition_owner owner;
    Hash file;
};

static Err look(struct tx *tx, void *arg)
{
    struct making *m = arg;
    TRY(recognition_get(tx, m->id, &m->r));
    return recognition_owner(tx, m->id, tx_today(tx), &m->owner);
}

static Err keep(struct tx *tx, void *arg)
{
    const struct making *m = arg;
    TRY(recognition_certificate_put(tx, m->id, m->file));
    return tx_note(tx, S("recognition.certificate"), m->id);
}

Err recognition_job_certificate(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    const struct program *p = arg;
    struct making m = { .id = j->subject };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = TIME_NONE };
    TRY(tx_run(db, &o, look, &m));
    if (!str_none(m.r.certificate)) {
        return OK;
    }
    struct certificate c = { &m.r, m.owner.product_code, p->base_url };
    Str pdf;
    TRY(certificate_make(a, &c, &pdf));
    struct storage_file f;
    TRY(storage_put(p->storage, pdf, STORAGE_PDF, &f));
    m.file = f.hash;
    o.mode = TX_WRITE;
    o.action = SYSTEM_JOB;
    o.actor.name = S("ocop");
    return tx_run(db, &o, keep, &m);
}

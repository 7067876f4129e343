/* print.c: the cover, and the making of the PDF after a submission. */
#include "domain/dossier/print_inside.h"
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/program/program.h"

Str print_words(int key)
{
    return i18n_text(LANG_VI, key);
}

Str print_words_1(const struct dossier_paper_work *w, int key, Str a0)
{
    return i18n_fmt(w->arena, LANG_VI, key, a0, STR_NONE, STR_NONE);
}

Str print_day(const struct dossier_paper_work *w, Date d)
{
    if (date_none(d)) {
        return S("");
    }
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_date_vi(o, d);
    return out_dup(w->arena, o);
}

Str print_int(const struct dossier_paper_work *w, int64_t v)
{
    return str_fmt(w->arena, "%lld", (long long)v);
}

static Str moment(const struct dossier_paper_work *w, Time t)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_time_vi(o, t);
    return out_dup(w->arena, o);
}

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static void print_cover(const struct dossier_paper_work *w)
{
    struct pdf *d = w->pdf;
    const struct dossier_frozen *f = w->p->f;
    pdf_text(d, PDF_BOLD, PDF_CENTRE, print_words(M_PRINT_COUNTRY));
    pdf_text(d, PDF_BOLD, PDF_CENTRE, print_words(M_PRINT_MOTTO));
    double middle = pdf_left(d) + pdf_text_width(d) / 2;
    pdf_fill(d, (struct pdf_box){ middle - 70, pdf_y(d), 140, 0.8 }, PDF_BLACK);
    pdf_gap(d, 70);
    pdf_text(d, PDF_TITLE, PDF_CENTRE, print_words(M_PRINT_TITLE));
    pdf_gap(d, 30);
    pdf_text(d, PDF_TITLE, PDF_CENTRE, f->content.product.name);
    pdf_text(d, PDF_BODY, PDF_CENTRE, f->content.producer.name);
    pdf_text(d, PDF_BODY, PDF_CENTRE, f->content.producer.place_text);
    pdf_gap(d, 40);
    pdf_rule(d);
    pdf_pair(d, print_words(M_PRINT_RECEIPT), f->receipt);
    pdf_pair(d, print_words(M_PRINT_CODE), or_empty(f->code));
    pdf_pair(d, print_words(M_PRINT_SUBMITTED), moment(w, f->submitted_at));
    pdf_pair(d, print_words(M_PRINT_SUBMITTED_BY), or_empty(f->submitted_by_name));
    pdf_pair(d, print_words(M_PRINT_TIME_NO), print_int(w, f->no));
    pdf_pair(d, print_words(M_PRINT_KIND), print_words(dossier_kind_message(f->kind)));
    pdf_pair(d, print_words(M_PRINT_TARGET),
             print_words_1(w, M_PRINT_STARS, print_int(w, f->target_star)));
    pdf_pair(d, print_words(M_PRINT_SET),
             str_fmt(w->arena, "%.*s – %.*s", STR_ARG(w->p->set->id), STR_ARG(w->p->set->name)));
    pdf_pair(d, print_words(M_PRINT_HASH), hash_text(w->arena, f->hash));
    pdf_rule(d);
    pdf_text(d, PDF_SMALL, PDF_LEFT, print_words(M_PRINT_HASH_TEXT));
    pdf_gap(d, 16);
    Str address =
        str_fmt(w->arena, "%.*s/p/%.*s", STR_ARG(w->p->base_url), STR_ARG(f->content.product.code));
    pdf_qr(d, address, 100, PDF_CENTRE);
    pdf_text(d, PDF_SMALL, PDF_CENTRE, print_words_1(w, M_PRINT_QR, address));
}

Err dossier_print(struct arena *a, const struct dossier_print *p, Str *ret, int64_t *ret_pages)
{
    struct dossier_paper_work w = { .arena = a, .p = p };
    struct pdf_opts o = {
        .title = print_words_1(&w, M_PRINT_FILE_TITLE, p->f->content.product.name),
        .author = p->f->content.producer.name,
        .subject = p->f->receipt,
        .made = p->f->submitted_at,
        .footer = true,
        .foot_left = print_words_1(&w, M_PRINT_FOOT, p->f->receipt),
    };
    struct pdf *d CLEANUP(pdf_cleanup) = NULL;
    TRY(pdf_new(&o, &d));
    w.pdf = d;
    print_cover(&w);
    print_forms(&w);
    print_assessment(&w);
    print_plan(&w);
    print_papers(&w);
    TRY(print_pictures(&w));
    return pdf_end(d, a, ret, ret_pages);
}

/* ---- the job ---- */

struct printing {
    const struct program *program;
    Id version;
    struct dossier_frozen f;
    const struct criteria_set *set;
    bool there;
    Hash file;
    int64_t pages;
};

static Err look(struct tx *tx, void *arg)
{
    struct printing *p = arg;
    struct dossier_pdf pdf;
    TRY(dossier_frozen(tx, p->version, &p->f));
    TRY(criteria_cache_get(p->program->criteria, tx, p->f.criteria, &p->set));
    return dossier_pdf_get(tx, p->version, &p->there, &pdf);
}

static Err keep(struct tx *tx, void *arg)
{
    const struct printing *p = arg;
    TRY(dossier_pdf_put(tx, p->version, p->file, p->pages, tx_now(tx)));
    return tx_note(tx, S("dossier.printed"), p->f.dossier);
}

Err dossier_job_pdf(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    struct printing p = { .program = arg, .version = j->subject };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = TIME_NONE };
    TRY(tx_run(db, &o, look, &p));
    if (p.there) {
        return OK;
    }
    struct dossier_print print = { &p.f, p.set, p.program->storage, p.program->base_url };
    Str pdf;
    TRY(dossier_print(a, &print, &pdf, &p.pages));
    struct storage_file file;
    TRY(storage_put(p.program->storage, pdf, STORAGE_PDF, &file));
    p.file = file.hash;
    o.mode = TX_WRITE;
    o.action = SYSTEM_JOB;
    o.actor.name = S("ocop");
    return tx_run(db, &o, keep, &p);
}

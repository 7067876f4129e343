/* print_papers.c: the papers of the dossier: the list, what each proves, and the pictures. */
#include "domain/dossier/print_inside.h"

enum { PICTURE_PIXELS = 1800 }; /* 200 dots an inch across the page */

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* "1.1, 2.3, E04": what a paper stands for; items by their number on the sheet. */
static Str targets_of(const struct dossier_paper_work *w, Id evidence)
{
    const struct dossier_links *links = &w->p->f->content.links;
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    for (size_t i = 0; i < links->n; i++) {
        const struct dossier_link *l = &links->v[i];
        if (!id_eq(l->evidence, evidence)) {
            continue;
        }
        struct criteria_ref ref;
        bool item = criteria_lookup(w->p->set, l->target, &ref);
        if (o->n > 0) {
            out_raw(o, S("; "));
        }
        out_raw(o, item ? w->p->set->item[ref.item].code : l->target);
        out_fmt(o, l->page_from == l->page_to ? " (tr. %d)" : " (tr. %d–%d)", (int)l->page_from,
                (int)l->page_to);
    }
    return out_dup(w->arena, o);
}

static Str number_of(const struct dossier_paper_work *w, const struct evidence *e)
{
    Str issued = print_day(w, e->issued);
    return str_fmt(w->arena, "%.*s%s%.*s%s%.*s", STR_ARG(or_empty(e->number)),
                   str_empty(e->issuer) ? "" : "\n", STR_ARG(or_empty(e->issuer)),
                   str_empty(issued) ? "" : "\n", STR_ARG(issued));
}

static void print_list(const struct dossier_paper_work *w)
{
    const struct evidences *all = &w->p->f->content.evidence;
    const struct pdf_column columns[] = {
        { print_words(M_PRINT_COL_TYPE), 8, PDF_LEFT },
        { print_words(M_PRINT_COL_PAPER), 34, PDF_LEFT },
        { print_words(M_PRINT_COL_NUMBER), 22, PDF_LEFT },
        { print_words(M_PRINT_COL_EXPIRES), 13, PDF_LEFT },
        { print_words(M_PRINT_COL_PAGES), 8, PDF_RIGHT },
        { print_words(M_PRINT_COL_PROVES), 15, PDF_LEFT },
    };
    pdf_table(w->pdf, COUNT_OF(columns), columns);
    for (size_t i = 0; i < all->n; i++) {
        const struct evidence *e = &all->v[i];
        const Str cells[] = { e->type,
                              e->title,
                              number_of(w, e),
                              print_day(w, e->expires),
                              print_int(w, e->pages),
                              targets_of(w, e->id) };
        pdf_row(w->pdf, PDF_SMALL, cells);
    }
    pdf_table_end(w->pdf);
}

/* Every file by its fingerprint: with it anybody can tell that the file shown is the file filed. */
static void print_hashes(const struct dossier_paper_work *w)
{
    const struct evidences *all = &w->p->f->content.evidence;
    pdf_text(w->pdf, PDF_HEADING, PDF_LEFT, print_words(M_PRINT_FILES));
    pdf_text(w->pdf, PDF_BODY, PDF_LEFT, print_words(M_PRINT_FILES_TEXT));
    const struct pdf_column columns[] = {
        { print_words(M_PRINT_COL_FILE), 45, PDF_LEFT },
        { print_words(M_PRINT_COL_HASH), 55, PDF_LEFT },
    };
    pdf_table(w->pdf, COUNT_OF(columns), columns);
    for (size_t i = 0; i < all->n; i++) {
        const struct evidence *e = &all->v[i];
        const Str cells[] = { i18n_fmt(w->arena, LANG_VI,
                                       e->kind == STORAGE_PDF ? M_PRINT_FILE_PDF
                                                              : M_PRINT_FILE_PICTURE,
                                       e->title, or_empty(e->file_name), print_int(w, e->pages)),
                              hash_text(w->arena, e->file) };
        pdf_row(w->pdf, PDF_SMALL, cells);
    }
    pdf_table_end(w->pdf);
}

void print_papers(const struct dossier_paper_work *w)
{
    const struct dossier_content *c = &w->p->f->content;
    pdf_text(w->pdf, PDF_HEADING, PDF_LEFT, print_words(M_PRINT_PAPERS));
    if (c->evidence.n == 0) {
        pdf_text(w->pdf, PDF_BODY, PDF_LEFT, print_words(M_PRINT_PAPERS_NONE));
    } else {
        print_list(w);
    }
    for (size_t i = 0; i < c->skips.n; i++) {
        pdf_item(w->pdf, i18n_fmt(w->arena, LANG_VI, M_PRINT_SKIP, c->skips.v[i].type,
                                  c->skips.v[i].reason, STR_NONE));
    }
    if (c->evidence.n > 0) {
        print_hashes(w);
    }
}

static Err print_picture(const struct dossier_paper_work *w, const struct evidence *e)
{
    Str path, bytes;
    pdf_new_page(w->pdf);
    pdf_text(w->pdf, PDF_BOLD, PDF_LEFT,
             str_fmt(w->arena, "%.*s – %.*s", STR_ARG(e->type), STR_ARG(e->title)));
    pdf_text(w->pdf, PDF_SMALL, PDF_LEFT, hash_text(w->arena, e->file));
    Err found = storage_thumb(w->p->storage, w->arena, e->file, PICTURE_PIXELS, &path);
    if (found == E_NONE) {
        pdf_text(w->pdf, PDF_BODY, PDF_LEFT, print_words(M_PRINT_GONE));
        return OK;
    }
    TRY(found);
    TRY(file_read(w->arena, path, LIMIT_UPLOAD_BYTES, &bytes));
    pdf_jpeg(w->pdf, bytes, 640);
    return OK;
}

Err print_pictures(const struct dossier_paper_work *w)
{
    const struct evidences *all = &w->p->f->content.evidence;
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].kind == STORAGE_JPEG || all->v[i].kind == STORAGE_PNG) {
            TRY(print_picture(w, &all->v[i]));
        }
    }
    return OK;
}

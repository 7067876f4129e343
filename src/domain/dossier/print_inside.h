/* print_inside.h: the parts of the printed dossier, each in its own file. */
#ifndef DOSSIER_PRINT_INSIDE_H
#define DOSSIER_PRINT_INSIDE_H
#include "domain/dossier/print.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/pdf/pdf.h"

struct dossier_paper_work {
    struct arena *arena;
    struct pdf *pdf;
    const struct dossier_print *p;
};
/* Words of a key; papers are Vietnamese. */
Str print_words(int key);
Str print_words_1(const struct dossier_paper_work *w, int key, Str a0);
Str print_day(const struct dossier_paper_work *w, Date d); /* empty when none */
Str print_int(const struct dossier_paper_work *w, int64_t v);

void print_forms(const struct dossier_paper_work *w);
void print_assessment(const struct dossier_paper_work *w);
/* Part IV of Mẫu 02. */
void print_plan(const struct dossier_paper_work *w);
void print_papers(const struct dossier_paper_work *w);
/* Each picture on a page of its own; a fault of the storage is passed up. */
Err print_pictures(const struct dossier_paper_work *w) MUST;

#endif

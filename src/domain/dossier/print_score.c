/* print_score.c: part III of Mẫu 02: the self-assessment in the order of the sheet, with points and
 * running totals. */
#include "domain/dossier/print_inside.h"

/* The option chosen for an item, or NULL: blank, "none of the levels", or foreign to this set. */
static const struct criteria_option *chosen(const struct dossier_paper_work *w, int item)
{
    const struct dossier_answer *answer =
        dossier_answer_of(&w->p->f->content.answers, w->p->set->item[item].id);
    struct criteria_ref ref;
    if (answer == NULL || str_empty(answer->choice) ||
        !criteria_lookup(w->p->set, answer->choice, &ref) || ref.item != item || ref.option < 0) {
        return NULL;
    }
    const struct criteria_case *c = &w->p->set->item[item].cases[ref.kase < 0 ? 0 : ref.kase];
    return &c->option[ref.option];
}

static Str level(const struct dossier_paper_work *w, int item, const struct criteria_option *option)
{
    const struct dossier_answer *answer =
        dossier_answer_of(&w->p->f->content.answers, w->p->set->item[item].id);
    Str text = option != NULL                                ? option->label
               : answer == NULL || str_empty(answer->choice) ? print_words(M_PRINT_BLANK)
                                                             : print_words(M_PRINT_NO_LEVEL);
    return answer == NULL || str_empty(answer->note)
               ? text
               : str_fmt(w->arena, "%.*s\n%.*s", STR_ARG(text), STR_ARG(answer->note));
}

static void print_section(const struct dossier_paper_work *w, const struct criteria_section *s,
                          int64_t *total)
{
    int64_t sum = 0;
    const Str head[] = { s->code, s->title, S(""), print_int(w, s->max), S(""), S("") };
    pdf_row(w->pdf, PDF_BOLD, head);
    for (int i = s->first; i < s->first + s->n; i++) {
        const struct criteria_item *item = &w->p->set->item[i];
        const struct criteria_option *option = chosen(w, i);
        int64_t points = option != NULL ? option->points : 0;
        sum += points;
        *total += points;
        const Str cells[] = { item->code,           item->title,
                              level(w, i, option),  print_int(w, item->max),
                              print_int(w, points), print_int(w, *total) };
        pdf_row(w->pdf, PDF_BODY, cells);
    }
    const Str foot[] = { S(""),
                         print_words_1(w, M_PRINT_SUM, s->code),
                         S(""),
                         print_int(w, s->max),
                         print_int(w, sum),
                         print_int(w, *total) };
    pdf_row(w->pdf, PDF_BOLD, foot);
}

void print_assessment(const struct dossier_paper_work *w)
{
    const struct criteria_set *set = w->p->set;
    const struct pdf_column columns[] = {
        { print_words(M_PRINT_COL_NO), 7, PDF_LEFT },
        { print_words(M_PRINT_COL_ITEM), 24, PDF_LEFT },
        { print_words(M_PRINT_COL_LEVEL), 40, PDF_LEFT },
        { print_words(M_PRINT_COL_MAX), 9, PDF_RIGHT },
        { print_words(M_PRINT_COL_POINTS), 9, PDF_RIGHT },
        { print_words(M_PRINT_COL_TOTAL), 11, PDF_RIGHT },
    };
    int64_t total = 0;
    pdf_text(w->pdf, PDF_HEADING, PDF_LEFT, print_words(M_PRINT_FORM_02_III));
    for (int p = 0; p < 3; p++) {
        const struct criteria_part *part = &set->part[p];
        pdf_text(w->pdf, PDF_SUBHEADING, PDF_LEFT,
                 i18n_fmt(w->arena, LANG_VI, M_PRINT_PART, part->code, part->title,
                          print_int(w, part->max)));
        pdf_table(w->pdf, COUNT_OF(columns), columns);
        for (int s = part->first; s < part->first + part->n; s++) {
            print_section(w, &set->section[s], &total);
        }
        pdf_table_end(w->pdf);
    }
    pdf_text(w->pdf, PDF_BOLD, PDF_RIGHT, print_words_1(w, M_PRINT_GRAND, print_int(w, total)));
}

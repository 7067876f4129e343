/* print_forms.c: Mẫu 01 (phiếu đăng ký) and parts I, II and IV of Mẫu 02 (báo cáo tự đánh giá), as
 * QĐ 26/2026 Phụ lục III orders them. */
#include "domain/dossier/print_inside.h"

enum form { FORM_01, FORM_02_I, FORM_02_II, FORM_02_IV };
enum shown { AS_TEXT, AS_LONG, AS_FLAG };

/* clang-format off */
static const struct line {
    enum form form;
    const char *field;
    int label;
    enum shown shown;
} lines[] = {
    { FORM_01, "unit_name",      M_PRINT_F_UNIT_NAME,      AS_TEXT },
    { FORM_01, "representative", M_PRINT_F_REPRESENTATIVE, AS_TEXT },
    { FORM_01, "position",       M_PRINT_F_POSITION,       AS_TEXT },
    { FORM_01, "address",        M_PRINT_F_ADDRESS,        AS_TEXT },
    { FORM_01, "phone",          M_PRINT_F_PHONE,          AS_TEXT },
    { FORM_01, "email",          M_PRINT_F_EMAIL,          AS_TEXT },
    { FORM_01, "samples",        M_PRINT_F_SAMPLES,        AS_TEXT },
    { FORM_01, "pledge",         M_PRINT_F_PLEDGE,         AS_FLAG },
    { FORM_01, "signer",         M_PRINT_F_SIGNER,         AS_TEXT },

    { FORM_02_I, "registration", M_PRINT_F_REGISTRATION, AS_TEXT },
    { FORM_02_I, "founded",      M_PRINT_F_FOUNDED,      AS_TEXT },
    { FORM_02_I, "sex",          M_PRINT_F_SEX,          AS_TEXT },
    { FORM_02_I, "ethnicity",    M_PRINT_F_ETHNICITY,    AS_TEXT },
    { FORM_02_I, "residence",    M_PRINT_F_RESIDENCE,    AS_TEXT },
    { FORM_02_I, "packing",      M_PRINT_F_PACKING,      AS_TEXT },
    { FORM_02_I, "has_registration", M_PRINT_F_HAS_REGISTRATION, AS_FLAG },
    { FORM_02_I, "has_declaration",  M_PRINT_F_HAS_DECLARATION,  AS_FLAG },
    { FORM_02_I, "has_food_safety",  M_PRINT_F_HAS_FOOD_SAFETY,  AS_FLAG },
    { FORM_02_I, "has_condition",    M_PRINT_F_HAS_CONDITION,    AS_FLAG },
    { FORM_02_I, "ip_trademark",  M_PRINT_F_IP_TRADEMARK,  AS_FLAG },
    { FORM_02_I, "ip_collective", M_PRINT_F_IP_COLLECTIVE, AS_FLAG },
    { FORM_02_I, "ip_patent",     M_PRINT_F_IP_PATENT,     AS_FLAG },
    { FORM_02_I, "ip_design",     M_PRINT_F_IP_DESIGN,     AS_FLAG },
    { FORM_02_I, "ip_copyright",  M_PRINT_F_IP_COPYRIGHT,  AS_FLAG },
    { FORM_02_I, "has_other",     M_PRINT_F_HAS_OTHER,     AS_TEXT },
    { FORM_02_I, "description",   M_PRINT_F_DESCRIPTION,   AS_LONG },
    { FORM_02_I, "changes",       M_PRINT_F_CHANGES,       AS_LONG },
    { FORM_02_I, "updates",       M_PRINT_F_UPDATES,       AS_LONG },
    { FORM_02_I, "history",       M_PRINT_F_HISTORY,       AS_LONG },
    { FORM_02_I, "structure",     M_PRINT_F_STRUCTURE,     AS_LONG },

    { FORM_02_II, "workers",        M_PRINT_F_WORKERS,        AS_TEXT },
    { FORM_02_II, "local_workers",  M_PRINT_F_LOCAL_WORKERS,  AS_TEXT },
    { FORM_02_II, "revenue",        M_PRINT_F_REVENUE,        AS_TEXT },
    { FORM_02_II, "revenue_before", M_PRINT_F_REVENUE_BEFORE, AS_TEXT },
    { FORM_02_II, "profit",         M_PRINT_F_PROFIT,         AS_TEXT },
    { FORM_02_II, "material",       M_PRINT_F_MATERIAL,       AS_LONG },
    { FORM_02_II, "technology",     M_PRINT_F_TECHNOLOGY,     AS_LONG },
    { FORM_02_II, "quality",        M_PRINT_F_QUALITY,        AS_LONG },
    { FORM_02_II, "market",         M_PRINT_F_MARKET,         AS_LONG },

    { FORM_02_IV, "plan",        M_PRINT_F_PLAN,        AS_LONG },
    { FORM_02_IV, "plan_market", M_PRINT_F_PLAN_MARKET, AS_LONG },
    { FORM_02_IV, "support",     M_PRINT_F_SUPPORT,     AS_LONG },
};
/* clang-format on */

static bool is_known(Str field)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (str_eq(field, str_c(lines[i].field))) {
            return true;
        }
    }
    return false;
}

static void print_fact(const struct dossier_paper_work *w, const struct line *l)
{
    Str value = dossier_fact(&w->p->f->content.facts, str_c(l->field));
    switch (l->shown) {
    case AS_FLAG:
        pdf_pair(w->pdf, print_words(l->label),
                 print_words(str_empty(value) ? M_PRINT_NO : M_PRINT_YES));
        break;
    case AS_LONG:
        if (!str_empty(value)) { /* asked only of some kinds of dossier */
            pdf_text(w->pdf, PDF_SUBHEADING, PDF_LEFT, print_words(l->label));
            pdf_text(w->pdf, PDF_BODY, PDF_LEFT, value);
        }
        break;
    case AS_TEXT:
        pdf_pair(w->pdf, print_words(l->label), value);
        break;
    }
}

static void print_form(const struct dossier_paper_work *w, enum form form)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        if (lines[i].form == form) {
            print_fact(w, &lines[i]);
        }
    }
}

/* A fact this file has no line for is printed all the same: what was filed is filed. */
static void print_others(const struct dossier_paper_work *w)
{
    const struct dossier_facts *facts = &w->p->f->content.facts;
    bool first = true;
    for (size_t i = 0; i < facts->n; i++) {
        if (is_known(facts->v[i].field) || str_empty(facts->v[i].value)) {
            continue;
        }
        if (first) {
            pdf_text(w->pdf, PDF_SUBHEADING, PDF_LEFT, print_words(M_PRINT_OTHERS));
            first = false;
        }
        pdf_pair(w->pdf, facts->v[i].field, facts->v[i].value);
    }
}

void print_forms(const struct dossier_paper_work *w)
{
    struct pdf *d = w->pdf;
    const struct dossier_frozen *f = w->p->f;
    pdf_new_page(d);
    pdf_text(d, PDF_HEADING, PDF_CENTRE, print_words(M_PRINT_FORM_01));
    pdf_pair(d, print_words(M_PRINT_PRODUCT), f->content.product.name);
    pdf_pair(d, print_words(M_PRINT_KIND), print_words(dossier_kind_message(f->kind)));
    pdf_pair(d, print_words(M_PRINT_PRODUCER_KIND),
             print_words(producer_kind_message(f->content.producer.kind)));
    print_form(w, FORM_01);
    pdf_new_page(d);
    pdf_text(d, PDF_HEADING, PDF_CENTRE, print_words(M_PRINT_FORM_02));
    pdf_text(d, PDF_HEADING, PDF_LEFT, print_words(M_PRINT_FORM_02_I));
    print_form(w, FORM_02_I);
    pdf_text(d, PDF_HEADING, PDF_LEFT, print_words(M_PRINT_FORM_02_II));
    print_form(w, FORM_02_II);
    print_others(w);
}

void print_plan(const struct dossier_paper_work *w)
{
    pdf_text(w->pdf, PDF_HEADING, PDF_LEFT, print_words(M_PRINT_FORM_02_IV));
    print_form(w, FORM_02_IV);
}

/* forms.c: Mẫu 01 (phiếu đăng ký) and Mẫu 02 (báo cáo tự đánh giá) of QĐ 26/2026 Phụ lục III as
 * papers, from what the producer filed. */
#include "domain/papers/inside.h"

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
    { FORM_02_I, "unit_name",    M_PRINT_F_UNIT_NAME,      AS_TEXT },
    { FORM_02_I, "address",      M_PRINT_F_ADDRESS,        AS_TEXT },
    { FORM_02_I, "phone",        M_PRINT_F_PHONE,          AS_TEXT },
    { FORM_02_I, "email",        M_PRINT_F_EMAIL,          AS_TEXT },
    { FORM_02_I, "representative", M_PRINT_F_REPRESENTATIVE, AS_TEXT },
    { FORM_02_I, "position",     M_PRINT_F_POSITION,     AS_TEXT },
    { FORM_02_I, "sex",          M_PRINT_F_SEX,          AS_TEXT },
    { FORM_02_I, "ethnicity",    M_PRINT_F_ETHNICITY,    AS_TEXT },
    { FORM_02_I, "residence",    M_PRINT_F_RESIDENCE,    AS_TEXT },
    { FORM_02_I, "founded",      M_PRINT_F_FOUNDED,      AS_TEXT },
    { FORM_02_I, "registration", M_PRINT_F_REGISTRATION, AS_TEXT },
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
    { FORM_02_II, "material",       M_PRINT_F_MATERIAL,       AS_LONG },
    { FORM_02_II, "technology",     M_PRINT_F_TECHNOLOGY,     AS_LONG },
    { FORM_02_II, "quality",        M_PRINT_F_QUALITY,        AS_LONG },
    { FORM_02_II, "workers",        M_PRINT_F_WORKERS,        AS_TEXT },
    { FORM_02_II, "local_workers",  M_PRINT_F_LOCAL_WORKERS,  AS_TEXT },
    { FORM_02_II, "market",         M_PRINT_F_MARKET,         AS_LONG },
    { FORM_02_II, "revenue",        M_PRINT_F_REVENUE,        AS_TEXT },
    { FORM_02_II, "revenue_before", M_PRINT_F_REVENUE_BEFORE, AS_TEXT },
    { FORM_02_II, "profit",         M_PRINT_F_PROFIT,         AS_TEXT },
    { FORM_02_IV, "plan",        M_PRINT_F_PLAN,        AS_LONG },
    { FORM_02_IV, "plan_market", M_PRINT_F_PLAN_MARKET, AS_LONG },
    { FORM_02_IV, "support",     M_PRINT_F_SUPPORT,     AS_LONG },
};
/* clang-format on */

struct making {
    struct arena *a;
    struct paper *p;
    const struct papers_form *f;
};

static void put_lines(const struct making *m, enum form form)
{
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        const struct line *l = &lines[i];
        Str value = dossier_fact(&m->f->f->content.facts, str_c(l->field));
        if (l->form != form || (l->shown == AS_LONG && str_empty(value))) {
            continue;
        }
        if (l->shown == AS_LONG) {
            const struct paper_run label = { str_cat(m->a, papers_t(l->label), S(":")), true,
                                             false };
            paper_runs(m->p, PAPER_LINE, 1, &label);
            paper_text(m->p, PAPER_BODY, value);
        } else if (l->shown == AS_FLAG) {
            paper_pair(m->p, papers_t(l->label),
                       papers_t(str_empty(value) ? M_PRINT_NO : M_PRINT_YES));
        } else {
            paper_pair(m->p, papers_t(l->label), value);
        }
    }
}

static Date day_of(const struct papers_form *f)
{
    return time_none(f->f->submitted_at) || f->preview ? DATE_NONE : date_of(f->f->submitted_at);
}

static struct making begin(struct arena *a, const struct papers_form *f, int title)
{
    Time made = time_none(f->f->submitted_at) ? time_start_of(f->set->from) : f->f->submitted_at;
    struct paper_opts opts =
        papers_opts(papers_f(a, title, f->f->content.product.name, STR_NONE, STR_NONE), f->names,
                    made, f->preview);
    opts.author = f->f->content.producer.name;
    return (struct making){ a, paper_new(a, &opts), f };
}

static void put_head(const struct making *m, int form, int kind, Str subject)
{
    const struct producer *p = &m->f->f->content.producer;
    const struct paper_head h = { .form = papers_t(form),
                                  .issuer = vi_upper(m->a, p->name),
                                  .place = p->place_text,
                                  .date = day_of(m->f),
                                  .year = (int)m->f->f->year,
                                  .kind = papers_t(kind),
                                  .subject = subject };
    paper_head(m->p, &h);
}

static void put_sign(const struct making *m)
{
    Str signer = dossier_fact(&m->f->f->content.facts, S("signer"));
    paper_sign(m->p, NULL,
               &(const struct paper_signer){ .role = papers_t(M_PAPERS_REPRESENTATIVE),
                                             .hint = papers_t(M_PAPERS_SIGN_SEAL),
                                             .name = papers_or(
                                                 signer, m->f->f->content.producer.representative) },
               0, NULL);
}

/* Who took it in: filled in by hand at each office. */
static void put_receipts(const struct making *m)
{
    const struct paper_column columns[] = { { papers_t(M_PAPERS_F01_COMMUNE), 50, PAPER_LEFT },
                                            { papers_t(M_PAPERS_F01_PROVINCE), 50, PAPER_LEFT } };
    const Str cells[] = { papers_f(m->a, M_PAPERS_F01_RECEIPT, papers_or(m->f->f->code, S("......")),
                                   papers_or(m->f->f->receipt, S("......")), STR_NONE),
                          papers_t(M_PAPERS_F01_BY_HAND) };
    paper_table(m->p, 12, COUNT_OF(columns), columns);
    paper_row(m->p, false, cells);
    paper_table_end(m->p);
}

struct paper *papers_form_01(struct arena *a, const struct papers_form *f)
{
    struct making m = begin(a, f, M_PAPERS_F01_TITLE);
    const struct dossier_content *c = &f->f->content;
    put_head(&m, M_PAPERS_F01, M_PAPERS_F01_KIND,
             papers_f(a, M_PAPERS_F01_SUBJECT, papers_int(a, f->f->year), STR_NONE, STR_NONE));
    paper_text(m.p, PAPER_ADDRESS,
               papers_f(a, M_PAPERS_F01_TO, c->producer.place_text, f->names->province, STR_NONE));
    put_lines(&m, FORM_01);
    paper_pair(m.p, papers_t(M_PRINT_PRODUCER_KIND), papers_t(producer_kind_message(c->producer.kind)));
    paper_pair(m.p, papers_t(M_PAPERS_PRODUCT), c->product.name);
    paper_pair(m.p, papers_t(M_PAPERS_F01_SET), f->set->name);
    paper_pair(m.p, papers_t(M_PRINT_KIND), papers_t(dossier_kind_message(f->f->kind)));
    paper_pair(m.p, papers_t(M_PRINT_TARGET), papers_star(a, f->f->target_star));
    Str samples = dossier_fact(&c->facts, S("samples"));
    paper_text(m.p, PAPER_BODY,
               papers_f(a, M_PAPERS_F01_ATTACHED, papers_int(a, (int64_t)c->evidence.n),
                        papers_or(samples, S("......")), STR_NONE));
    paper_text(m.p, PAPER_BODY, papers_t(M_PAPERS_F01_PLEDGE));
    put_sign(&m);
    paper_gap(m.p, 12);
    put_receipts(&m);
    return m.p;
}

/* ---- Mẫu 02 ---- */

static void put_self(const struct making *m)
{
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 8, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_ITEM), 28, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_SELF_LEVEL), 46, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_MAX), 9, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_POINTS), 9, PAPER_CENTRE } };
    int64_t total = 0;
    paper_table(m->p, 11, COUNT_OF(columns), columns);
    for (int i = 0; i < m->f->set->n_items; i++) {
        const struct criteria_item *item = &m->f->set->item[i];
        const struct dossier_answer *x = dossier_answer_of(&m->f->f->content.answers, item->id);
        struct criteria_ref ref;
        bool chosen = x != NULL && criteria_lookup(m->f->set, x->choice, &ref) && ref.option >= 0;
        const struct criteria_option *o =
            chosen ? &item->cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option] : NULL;
        Str level = o == NULL ? papers_t(M_PRINT_NO_LEVEL) : o->label;
        total += o == NULL ? 0 : o->points;
        if (x != NULL && !str_empty(x->note)) {
            level = str_fmt(m->a, "%.*s\n%.*s", STR_ARG(level), STR_ARG(x->note));
        }
        const Str cells[] = { item->code, item->title, level, papers_int(m->a, item->max),
                              papers_int(m->a, o == NULL ? 0 : o->points) };
        paper_row(m->p, false, cells);
    }
    const Str sum[] = { S(""), papers_t(M_PAPERS_TOTAL), S(""), papers_int(m->a, CRITERIA_TOTAL),
                        papers_int(m->a, total) };
    paper_row(m->p, true, sum);
    paper_table_end(m->p);
}

static void put_evidence(const struct making *m)
{
    const struct evidences *all = &m->f->f->content.evidence;
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 7, PAPER_CENTRE },
                                            { papers_t(M_PRINT_COL_TYPE), 9, PAPER_CENTRE },
                                            { papers_t(M_PRINT_COL_PAPER), 46, PAPER_LEFT },
                                            { papers_t(M_PRINT_COL_NUMBER), 26, PAPER_LEFT },
                                            { papers_t(M_PRINT_COL_PAGES), 12, PAPER_CENTRE } };
    paper_table(m->p, 11, COUNT_OF(columns), columns);
    for (size_t i = 0; i < all->n; i++) {
        const struct evidence *e = &all->v[i];
        const Str cells[] = { papers_int(m->a, (int64_t)i + 1), e->type, e->title,
                              str_fmt(m->a, "%.*s\n%.*s %.*s", STR_ARG(papers_or(e->number, S("–"))),
                                      STR_ARG(papers_or(e->issuer, S(""))),
                                      STR_ARG(papers_day(m->a, e->issued))),
                              papers_int(m->a, e->pages) };
        paper_row(m->p, false, cells);
    }
    paper_table_end(m->p);
}

struct paper *papers_form_02(struct arena *a, const struct papers_form *f)
{
    struct making m = begin(a, f, M_PAPERS_F02_TITLE);
    put_head(&m, M_PAPERS_F02, M_PAPERS_REPORT_KIND,
             papers_f(a, M_PAPERS_F02_SUBJECT, f->f->content.product.name, STR_NONE, STR_NONE));
    paper_text(m.p, PAPER_HEADING, vi_upper(a, papers_t(M_PRINT_FORM_02_I)));
    put_lines(&m, FORM_02_I);
    paper_text(m.p, PAPER_HEADING, vi_upper(a, papers_t(M_PRINT_FORM_02_II)));
    put_lines(&m, FORM_02_II);
    paper_text(m.p, PAPER_HEADING, vi_upper(a, papers_t(M_PRINT_FORM_02_III)));
    put_self(&m);
    paper_text(m.p, PAPER_HEADING, vi_upper(a, papers_t(M_PRINT_FORM_02_IV)));
    put_lines(&m, FORM_02_IV);
    paper_text(m.p, PAPER_HEADING, vi_upper(a, papers_t(M_PRINT_PAPERS)));
    put_evidence(&m);
    put_sign(&m);
    return m.p;
}

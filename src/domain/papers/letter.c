/* letter.c: công văn to a producer: the result of its product, and for every criterion how far it
 * came and what the next level asks. No member's points are told. */
#include "domain/papers/inside.h"
#include "domain/recognition/certificate.h"

struct making {
    struct arena *a;
    struct paper *p;
    const struct papers_file *f;
    const struct council_outcome *o;
};

/* How many members chose this option of an item; NULL: none of them. */
static size_t choosers(const struct making *m, int item, const struct criteria_option *option)
{
    size_t n = 0;
    for (size_t i = 0; i < m->o->votes.n; i++) {
        n += council_chosen(m->o->set, &m->o->votes.v[i].answers, item) == option ? 1 : 0;
    }
    return n;
}

/* The level most members chose, the lower one of two as many; NULL: none. The next higher one. */
static const struct criteria_option *level_of(const struct making *m, int item,
                                              const struct criteria_option **next)
{
    const struct criteria_option *best = NULL;
    size_t most = choosers(m, item, NULL);
    *next = NULL;
    for (size_t c = 0; c < m->o->set->item[item].n_cases; c++) {
        const struct criteria_case *kase = &m->o->set->item[item].cases[c];
        for (size_t k = 0; k < kase->n; k++) {
            size_t n = choosers(m, item, &kase->option[k]);
            if (n > most) {
                most = n;
                best = &kase->option[k];
                *next = k + 1 < kase->n ? &kase->option[k + 1] : NULL;
            } else if (best == NULL && *next == NULL) {
                *next = &kase->option[k];
            }
        }
    }
    return best;
}

static void put_item(const struct making *m, int item)
{
    const struct criteria_item *it = &m->o->set->item[item];
    const struct criteria_option *next, *at = level_of(m, item, &next);
    int64_t sum = 0;
    for (size_t i = 0; i < m->o->votes.n; i++) {
        const struct criteria_option *o =
            council_chosen(m->o->set, &m->o->votes.v[i].answers, item);
        sum += o == NULL ? 0 : o->points;
    }
    Str level = at == NULL ? papers_t(M_PAPERS_NO_LEVEL) : at->label;
    Str reason = next == NULL ? papers_f(m->a, M_PAPERS_LEVEL_TOP, level, STR_NONE, STR_NONE)
                              : papers_f(m->a, M_PAPERS_LEVEL_NEXT, level, next->label,
                                         papers_int(m->a, next->points));
    const Str cells[] = { it->code, it->title, papers_int(m->a, it->max),
                          papers_mean(m->a, frac_make(sum, (int64_t)m->o->votes.n)), reason };
    paper_row(m->p, false, cells);
}

static void put_reasons(const struct making *m)
{
    const struct criteria_set *set = m->o->set;
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 8, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_ITEM), 30, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_MAX), 8, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_GOT), 9, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_REASON), 45, PAPER_LEFT } };
    paper_table(m->p, 11, COUNT_OF(columns), columns);
    for (int p = 0; p < (int)COUNT_OF(set->part); p++) {
        int64_t sum = 0;
        for (size_t i = 0; i < m->o->votes.n; i++) {
            sum += council_part_sum(set, &m->o->votes.v[i].answers, p);
        }
        const Str head[] = { set->part[p].code, set->part[p].title,
                             papers_int(m->a, set->part[p].max),
                             papers_mean(m->a, frac_make(sum, (int64_t)m->o->votes.n)), S("") };
        paper_row(m->p, true, head);
        for (int i = 0; i < set->n_items; i++) {
            if (set->section[set->item[i].section].part == p) {
                put_item(m, i);
            }
        }
    }
    paper_table_end(m->p);
}

/* Condition marks that were missed: what stood in the way of a higher star. */
static void put_gates(const struct making *m)
{
    if (m->o->r.n_failing == 0) {
        return;
    }
    paper_text(m->p, PAPER_BODY, papers_t(M_PAPERS_GATES));
    for (size_t i = 0; i < m->o->r.n_failing; i++) {
        struct council_failing g =
            council_gate_words(m->a, m->o->set, &m->o->policy, &m->o->r, &m->o->r.failing[i]);
        paper_text(m->p, PAPER_BODY,
                   str_fmt(m->a, "- %.*s: %.*s; %.*s.", STR_ARG(g.where), STR_ARG(g.need),
                           STR_ARG(g.got)));
    }
}

static void put_result(const struct making *m)
{
    const struct score_result *z = &m->o->stored;
    paper_text(m->p, PAPER_BODY,
               papers_f(m->a, M_PAPERS_LETTER_1, m->o->c.name,
                        papers_long_day(m->a, m->o->f.held_on), m->o->f.product_name));
    const struct paper_run total[] = { { papers_t(M_PAPERS_LETTER_MEAN), false, false },
                                       { papers_f(
                                             m->a, M_PAPERS_LETTER_POINTS,
                                             papers_mean(m->a, (Frac){ z->mean_num, z->mean_den }),
                                             papers_star(m->a, z->star), STR_NONE),
                                         true, false } };
    paper_runs(m->p, PAPER_BODY, COUNT_OF(total), total);
    paper_text(m->p, PAPER_BODY, m->o->explanation);
    if (m->f->recognised) {
        const struct recognition *r = &m->f->r;
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_LETTER_RECOGNISED, r->decision_no,
                            papers_long_day(m->a, r->decision_date), r->authority));
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_LETTER_VALID, papers_day(m->a, r->from_day),
                            papers_day(m->a, date_add_days(r->until_day, -1)), STR_NONE));
    } else if (z->star < 3) {
        paper_text(
            m->p, PAPER_BODY,
            papers_f(m->a, M_PAPERS_LETTER_NOT, regime_sheet_act(m->f->law), STR_NONE, STR_NONE));
    } else {
        paper_text(m->p, PAPER_BODY, papers_t(M_PAPERS_LETTER_WAITS));
    }
}

struct paper *papers_letter(struct arena *a, const struct papers_names *n,
                            const struct papers_file *f)
{
    const struct council_outcome *o = &f->o;
    struct paper_opts opts =
        papers_opts(papers_f(a, M_PAPERS_LETTER_TITLE, o->f.product_name, STR_NONE, STR_NONE), n,
                    o->stored.at, !o->closed);
    struct making m = { a, paper_new(a, &opts), f, o };
    struct paper_head h = papers_agency_head(a, n, M_PAPERS_SIGN_LETTER);
    h.about = papers_t(M_PAPERS_LETTER_ABOUT);
    h.year = date_ymd(date_of(o->stored.at)).year;
    paper_head(m.p, &h);
    paper_text(m.p, PAPER_ADDRESS,
               papers_f(a, M_PAPERS_TO, o->f.producer_name, STR_NONE, STR_NONE));
    put_result(&m);
    put_gates(&m);
    paper_text(m.p, PAPER_BODY, papers_t(M_PAPERS_LETTER_REASONS));
    put_reasons(&m);
    paper_text(m.p, PAPER_BODY, papers_t(M_PAPERS_LETTER_END));
    const Str to[] = { papers_t(M_PAPERS_TO_AS_ABOVE),
                       papers_f(a, M_PAPERS_TO_COMMUNE, o->f.place_text, STR_NONE, STR_NONE),
                       papers_t(M_PAPERS_TO_FILE) };
    paper_sign(m.p, NULL, &(const struct paper_signer){ .role = n->head_signs }, COUNT_OF(to), to);
    return m.p;
}

Err papers_certificates(struct arena *a, const struct papers_session *s, Str base_url, Str *ret)
{
    struct certificate *c = NEW_N(a, struct certificate, s->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct papers_file *f = &s->file[i];
        if (f->recognised) {
            c[n++] = (struct certificate){ &f->r, f->product_code, base_url };
        }
    }
    return n == 0 ? E_NONE : certificate_make_all(a, n, c, ret);
}

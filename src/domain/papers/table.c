/* table.c: tables of results: a file criterion by criterion, a session file by file; one column a
 * member. */
#include "domain/papers/inside.h"

enum { MEMBERS_A_TABLE = 18 }; /* more go into a second table */

static Str points_of(struct arena *a, const struct criteria_option *o)
{
    return o == NULL ? S("–") : papers_int(a, o->points);
}

/* ---- a file ---- */

struct making {
    struct arena *a;
    struct paper *p;
    const struct council_outcome *o;
    size_t first, n; /* members of this table */
};

static void end_row(const struct making *m, Str *cells, Frac mean)
{
    cells[3 + m->n] = papers_mean(m->a, mean);
}

static void put_item(const struct making *m, int item)
{
    const struct criteria_set *set = m->o->set;
    Str cells[PAPER_COLUMNS_MAX] = { set->item[item].code, set->item[item].title,
                                     papers_int(m->a, set->item[item].max) };
    int64_t sum = 0;
    for (size_t i = 0; i < m->o->votes.n; i++) {
        const struct criteria_option *o = council_chosen(set, &m->o->votes.v[i].answers, item);
        sum += o == NULL ? 0 : o->points;
        if (i >= m->first && i < m->first + m->n) {
            cells[3 + i - m->first] = points_of(m->a, o);
        }
    }
    end_row(m, cells, frac_make(sum, (int64_t)m->o->votes.n));
    paper_row(m->p, false, cells);
}

static void put_part(const struct making *m, int part)
{
    const struct criteria_set *set = m->o->set;
    Str cells[PAPER_COLUMNS_MAX] = { set->part[part].code, set->part[part].title,
                                     papers_int(m->a, set->part[part].max) };
    int64_t all = 0;
    for (size_t i = 0; i < m->o->votes.n; i++) {
        int64_t sum = council_part_sum(set, &m->o->votes.v[i].answers, part);
        all += sum;
        if (i >= m->first && i < m->first + m->n) {
            cells[3 + i - m->first] = papers_int(m->a, sum);
        }
    }
    end_row(m, cells, frac_make(all, (int64_t)m->o->votes.n));
    paper_row(m->p, true, cells);
}

static void put_total(const struct making *m)
{
    Str cells[PAPER_COLUMNS_MAX] = { S(""), papers_t(M_PAPERS_TOTAL),
                                     papers_int(m->a, CRITERIA_TOTAL) };
    for (size_t i = 0; i < m->n; i++) {
        cells[3 + i] = papers_int(m->a, m->o->r.totals[m->first + i]);
    }
    end_row(m, cells, (Frac){ m->o->stored.mean_num, m->o->stored.mean_den });
    paper_row(m->p, true, cells);
}

static void put_members(const struct making *m)
{
    struct paper_column columns[PAPER_COLUMNS_MAX] = {
        { papers_t(M_PAPERS_COL_NO), 5, PAPER_CENTRE },
        { papers_t(M_PAPERS_COL_ITEM), 34, PAPER_LEFT },
        { papers_t(M_PAPERS_COL_MAX), 6, PAPER_CENTRE },
    };
    for (size_t i = 0; i < m->n; i++) {
        columns[3 + i] =
            (struct paper_column){ m->o->votes.v[m->first + i].sheet.name, 8, PAPER_CENTRE };
    }
    columns[3 + m->n] = (struct paper_column){ papers_t(M_PAPERS_COL_MEAN), 8, PAPER_CENTRE };
    paper_table(m->p, 10, 4 + m->n, columns);
    for (int p = 0; p < (int)COUNT_OF(m->o->set->part); p++) {
        put_part(m, p);
        for (int i = 0; i < m->o->set->n_items; i++) {
            if (m->o->set->section[m->o->set->item[i].section].part == p) {
                put_item(m, i);
            }
        }
    }
    put_total(m);
    paper_table_end(m->p);
}

struct paper *papers_table(struct arena *a, const struct papers_names *n,
                           const struct papers_file *f)
{
    const struct council_outcome *o = &f->o;
    struct paper_opts opts =
        papers_opts(papers_f(a, M_PAPERS_TABLE_TITLE, o->f.product_name, STR_NONE, STR_NONE), n,
                    o->stored.at, !o->closed);
    opts.landscape = true;
    struct making m = { .a = a, .p = paper_new(a, &opts), .o = o };
    struct paper_head h = papers_council_head(a, n, &o->c);
    h.date = date_of(o->stored.at);
    h.kind = papers_t(M_PAPERS_TABLE_KIND);
    h.subject =
        papers_f(a, M_PAPERS_TABLE_SUBJECT, o->f.product_name, o->f.producer_name, STR_NONE);
    paper_head(m.p, &h);
    for (m.first = 0; m.first < o->votes.n; m.first += m.n) {
        m.n = o->votes.n - m.first < MEMBERS_A_TABLE ? o->votes.n - m.first : MEMBERS_A_TABLE;
        put_members(&m);
    }
    paper_pair(m.p, papers_t(M_PAPERS_RESULT), papers_star(a, o->stored.star));
    paper_text(m.p, PAPER_LINE, o->explanation);
    for (size_t i = 0; i < o->votes.n; i++) {
        const struct council_vote *v = &o->votes.v[i];
        if (v->laters.n > 0) {
            paper_text(m.p, PAPER_LINE,
                       papers_f(a, M_PAPERS_VERSIONS, v->sheet.name,
                                papers_int(a, (int64_t)v->laters.n + 1), STR_NONE));
        }
    }
    paper_sign(m.p,
               &(const struct paper_signer){ .role = papers_t(M_PAPERS_SECRETARY),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT) },
               &(const struct paper_signer){ .lead = papers_t(M_PAPERS_FOR_COUNCIL),
                                             .role = papers_t(M_PAPERS_CHAIR),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT) },
               0, NULL);
    return m.p;
}

/* ---- a session ---- */

struct voters {
    size_t n;
    const struct council_seat *v[COUNCIL_SEATS_MAX];
};

static void voters_of(const struct papers_session *s, struct voters *ret)
{
    *ret = (struct voters){ 0 };
    for (size_t i = 0; i < s->seats.n && ret->n < COUNCIL_SEATS_MAX; i++) {
        if (s->seats.v[i].position <= COUNCIL_VOTER) {
            ret->v[ret->n++] = &s->seats.v[i];
        }
    }
}

/* What a member gave a file: the total, or why there is none. */
static Str given(struct arena *a, const struct council_outcome *o, Id account)
{
    for (size_t i = 0; i < o->votes.n; i++) {
        if (id_eq(o->votes.v[i].sheet.account, account)) {
            return papers_int(a, o->r.totals[i]);
        }
    }
    for (size_t i = 0; i < o->recused.n; i++) {
        if (id_eq(o->recused.v[i].account, account)) {
            return papers_t(M_PAPERS_RECUSED_MARK);
        }
    }
    return S("–");
}

static void put_file(struct arena *a, struct paper *p, const struct papers_file *f,
                     const struct voters *v, size_t first, size_t n)
{
    const struct council_outcome *o = &f->o;
    Str cells[PAPER_COLUMNS_MAX] = { papers_int(a, o->f.position), o->f.product_name,
                                     o->f.producer_name };
    for (size_t i = 0; i < n; i++) {
        cells[3 + i] = given(a, o, v->v[first + i]->account);
    }
    cells[3 + n] =
        o->closed ? papers_mean(a, (Frac){ o->stored.mean_num, o->stored.mean_den }) : S("");
    cells[4 + n] = o->closed ? papers_star(a, o->stored.star) : papers_t(M_PAPERS_NOT_CLOSED);
    paper_row(p, false, cells);
}

static void put_voters(struct arena *a, struct paper *p, const struct papers_session *s,
                       const struct voters *v, size_t first, size_t n)
{
    struct paper_column columns[PAPER_COLUMNS_MAX] = {
        { papers_t(M_PAPERS_COL_NO), 5, PAPER_CENTRE },
        { papers_t(M_PAPERS_PRODUCT), 24, PAPER_LEFT },
        { papers_t(M_PAPERS_PRODUCER), 24, PAPER_LEFT },
    };
    for (size_t i = 0; i < n; i++) {
        columns[3 + i] = (struct paper_column){ v->v[first + i]->name, 8, PAPER_CENTRE };
    }
    columns[3 + n] = (struct paper_column){ papers_t(M_PAPERS_COL_MEAN), 8, PAPER_CENTRE };
    columns[4 + n] = (struct paper_column){ papers_t(M_PAPERS_COL_RANK), 10, PAPER_CENTRE };
    paper_table(p, 10, 5 + n, columns);
    for (size_t i = 0; i < s->n; i++) {
        put_file(a, p, &s->file[i], v, first, n);
    }
    paper_table_end(p);
}

struct paper *papers_summary(struct arena *a, const struct papers_session *s)
{
    struct paper_opts opts =
        papers_opts(papers_t(M_PAPERS_SUMMARY_KIND), &s->names, papers_made(s), s->open > 0);
    struct paper_head h = papers_council_head(a, &s->names, &s->c);
    struct voters v;
    opts.landscape = true;
    struct paper *p = paper_new(a, &opts);
    h.date = s->s.held_on;
    h.kind = papers_t(M_PAPERS_SUMMARY_KIND);
    h.subject = papers_f(a, M_PAPERS_SUMMARY_SUBJECT, s->s.name, STR_NONE, STR_NONE);
    paper_head(p, &h);
    voters_of(s, &v);
    for (size_t first = 0; first < v.n; first += MEMBERS_A_TABLE) {
        put_voters(a, p, s, &v, first,
                   v.n - first < MEMBERS_A_TABLE ? v.n - first : MEMBERS_A_TABLE);
    }
    paper_text(p, PAPER_NOTE, papers_t(M_PAPERS_SUMMARY_NOTE));
    paper_sign(p,
               &(const struct paper_signer){ .role = papers_t(M_PAPERS_SECRETARY),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT),
                                             .name = papers_seat_name(s, COUNCIL_SECRETARY) },
               &(const struct paper_signer){ .lead = papers_t(M_PAPERS_FOR_COUNCIL),
                                             .role = papers_t(M_PAPERS_CHAIR),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT),
                                             .name = papers_seat_name(s, COUNCIL_CHAIR) },
               0, NULL);
    return p;
}

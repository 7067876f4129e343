/* submit.c: what goes up after the council: the advisory team's report before it, the submission,
 * the draft of the decision with its list. */
#include "domain/papers/inside.h"

struct making {
    struct arena *a;
    struct paper *p;
    const struct papers_session *s;
};

/* Does the law the file is under let the council's own level decide on its stars? */
static bool is_ours(const struct papers_session *s, const struct papers_file *f)
{
    return f->o.closed && str_eq(regime_tier_of(f->law, f->o.stored.star), s->names.tier);
}

/* A level above decides. */
static bool is_above(const struct papers_session *s, const struct papers_file *f)
{
    return f->o.closed && !is_ours(s, f) && !str_empty(regime_tier_of(f->law, f->o.stored.star));
}

static bool is_closed(const struct papers_session *s, const struct papers_file *f)
{
    (void)s;
    return f->o.closed;
}

static int64_t count_of(const struct papers_session *s,
                        bool (*wanted)(const struct papers_session *s, const struct papers_file *f))
{
    int64_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n += wanted(s, &s->file[i]) ? 1 : 0;
    }
    return n;
}

static int64_t count(const struct papers_session *s, int64_t star)
{
    int64_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        n += s->file[i].o.closed && s->file[i].o.stored.star == star ? 1 : 0;
    }
    return n;
}

static void put_grounds(const struct making *m)
{
    for (size_t i = 0; i < m->s->acts.n; i++) {
        paper_text(m->p, PAPER_GROUND,
                   papers_f(m->a, M_PAPERS_GROUND, m->s->acts.v[i].text, STR_NONE, STR_NONE));
    }
    paper_text(m->p, PAPER_GROUND,
               papers_f(m->a, M_PAPERS_GROUND_COUNCIL, m->s->c.decision_no,
                        papers_long_day(m->a, m->s->c.decision_date), m->s->c.name));
    paper_text(m->p, PAPER_GROUND,
               papers_f(m->a, M_PAPERS_GROUND_MINUTES, m->s->s.name,
                        papers_long_day(m->a, m->s->s.held_on), STR_NONE));
}

/* ---- the list ---- */

static void put_list(const struct making *m,
                     bool (*wanted)(const struct papers_session *s, const struct papers_file *f))
{
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 5, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_PRODUCT), 24, PAPER_LEFT },
                                            { papers_t(M_PAPERS_PRODUCER), 26, PAPER_LEFT },
                                            { papers_t(M_PAPERS_ADDRESS), 27, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_RANK), 9, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_SCORE), 9, PAPER_CENTRE } };
    int64_t n = 0;
    paper_table(m->p, 12, COUNT_OF(columns), columns);
    for (int64_t star = 5; star >= 1; star--) {
        for (size_t i = 0; i < m->s->n; i++) {
            const struct papers_file *f = &m->s->file[i];
            if (!wanted(m->s, f) || f->o.stored.star != star) {
                continue;
            }
            const Str cells[] = {
                papers_int(m->a, ++n),
                f->o.f.product_name,
                f->o.f.producer_name,
                papers_address(m->a, &f->frozen.content.producer),
                papers_star(m->a, star),
                papers_mean(m->a, (Frac){ f->o.stored.mean_num, f->o.stored.mean_den })
            };
            paper_row(m->p, false, cells);
        }
    }
    paper_table_end(m->p);
}

/* ---- the submission ---- */

struct paper *papers_submission(struct arena *a, const struct papers_session *s)
{
    struct paper_opts opts =
        papers_opts(papers_t(M_PAPERS_SUBMISSION_TITLE), &s->names, papers_made(s), s->open > 0);
    struct making m = { a, paper_new(a, &opts), s };
    struct paper_head h = papers_agency_head(a, &s->names, M_PAPERS_SIGN_TTR);
    h.year = (int)papers_year(s);
    h.kind = papers_t(M_PAPERS_SUBMISSION_KIND);
    h.subject = papers_f(a, M_PAPERS_SUBMISSION_SUBJECT, s->s.name, STR_NONE, STR_NONE);
    paper_head(m.p, &h);
    paper_text(m.p, PAPER_ADDRESS,
               papers_f(a, M_PAPERS_TO_COMMITTEE, s->names.province, STR_NONE, STR_NONE));
    put_grounds(&m);
    paper_text(m.p, PAPER_BODY,
               papers_f(a, M_PAPERS_SUBMISSION_1, s->c.name, papers_int(a, (int64_t)s->n - s->open),
                        papers_long_day(a, s->s.held_on)));
    for (int64_t star = 5; star >= 3; star--) {
        paper_text(m.p, PAPER_BODY,
                   papers_f(a, M_PAPERS_COUNT_STAR, papers_int(a, count(s, star)),
                            papers_int(a, star), STR_NONE));
    }
    paper_text(m.p, PAPER_BODY,
               papers_f(a, M_PAPERS_COUNT_BELOW, papers_int(a, count(s, 1) + count(s, 2)), STR_NONE,
                        STR_NONE));
    paper_text(m.p, PAPER_BODY,
               papers_f(a, M_PAPERS_SUBMISSION_2, s->names.agency_name, s->names.province,
                        papers_int(a, count_of(s, is_ours))));
    if (count_of(s, is_above) > 0) {
        int text = str_eq(s->names.tier, REGIME_DISTRICT) ? M_PAPERS_SUBMISSION_3_DISTRICT
                                                          : M_PAPERS_SUBMISSION_3;
        paper_text(m.p, PAPER_BODY,
                   papers_f(a, text, papers_int(a, count_of(s, is_above)), STR_NONE, STR_NONE));
    }
    paper_text(m.p, PAPER_BODY, papers_t(M_PAPERS_SUBMISSION_4));
    const Str to[] = { papers_t(M_PAPERS_TO_AS_ABOVE), papers_t(M_PAPERS_TO_COUNCIL),
                       papers_t(M_PAPERS_TO_FILE) };
    paper_sign(m.p, NULL, &(const struct paper_signer){ .role = s->names.head_signs }, COUNT_OF(to),
               to);
    paper_appendix(m.p, true, papers_t(M_PAPERS_APPENDIX), papers_t(M_PAPERS_LIST_RESULTS),
                   papers_t(M_PAPERS_WITH_SUBMISSION));
    put_list(&m, is_closed);
    return m.p;
}

/* ---- the decision ---- */

struct paper *papers_decision(struct arena *a, const struct papers_session *s)
{
    struct paper_opts opts =
        papers_opts(papers_t(M_PAPERS_DECISION_TITLE), &s->names, papers_made(s), s->open > 0);
    struct making m = { a, paper_new(a, &opts), s };
    int64_t n = count_of(s, is_ours);
    struct paper_head h = {
        .issuer = s->names.committee,
        .number = papers_t(M_PAPERS_DECISION_NUMBER),
        .place = s->names.place,
        .date = DATE_NONE,
        .year = (int)papers_year(s),
        .kind = papers_t(M_PAPERS_DECISION_KIND),
        .subject = papers_f(a, M_PAPERS_DECISION_SUBJECT, s->names.province, s->s.name, STR_NONE),
        .competent =
            vi_upper(a, papers_f(a, M_PAPERS_CHAIRMAN_OF, s->names.province, STR_NONE, STR_NONE))
    };
    paper_head(m.p, &h);
    put_grounds(&m);
    paper_text(
        m.p, PAPER_GROUND,
        papers_f(a, M_PAPERS_GROUND_SUBMISSION, s->names.head, s->names.agency_sign, STR_NONE));
    paper_text(m.p, PAPER_TITLE, papers_t(M_PAPERS_DECIDES));
    Str recognises = papers_f(a, M_PAPERS_ARTICLE_1, papers_int(a, n), s->names.province,
                              papers_int(a, papers_year(s)));
    Str term = papers_f(a, M_PAPERS_ARTICLE_1_TERM, papers_int(a, s->months), STR_NONE, STR_NONE);
    paper_article(m.p, 1, str_cat(a, str_cat(a, recognises, S(" ")), term));
    paper_article(m.p, 2, papers_t(M_PAPERS_ARTICLE_2));
    paper_article(m.p, 3, papers_f(a, M_PAPERS_ARTICLE_3, s->names.executors, STR_NONE, STR_NONE));
    const Str to[] = { papers_t(M_PAPERS_TO_ARTICLE_3), s->names.to_above, s->names.to_leaders,
                       s->names.to_site, papers_t(M_PAPERS_TO_FILE) };
    paper_sign(m.p, NULL, &(const struct paper_signer){ .role = papers_t(M_PAPERS_CHAIR) },
               COUNT_OF(to), to);
    paper_appendix(m.p, true, papers_t(M_PAPERS_APPENDIX), papers_t(M_PAPERS_LIST_RECOGNISED),
                   papers_f(a, M_PAPERS_WITH_DECISION, papers_int(a, papers_year(s)),
                            s->names.province, STR_NONE));
    put_list(&m, is_ours);
    return m.p;
}

/* ---- the advisory team ---- */

static int64_t self_total(const struct papers_file *f)
{
    int64_t sum = 0;
    for (size_t i = 0; i < f->frozen.content.answers.n; i++) {
        struct criteria_ref ref;
        const struct dossier_answer *x = &f->frozen.content.answers.v[i];
        if (criteria_lookup(f->o.set, x->choice, &ref) && ref.option >= 0) {
            sum += f->o.set->item[ref.item]
                       .cases[ref.kase < 0 ? 0 : ref.kase]
                       .option[ref.option]
                       .points;
        }
    }
    return sum;
}

static int64_t differing(const struct papers_file *f)
{
    int64_t n = 0;
    for (size_t i = 0; i < f->facts.n; i++) {
        n += f->facts.v[i].agrees ? 0 : 1;
    }
    return n;
}

static void put_dossiers(const struct making *m)
{
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 5, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_CODE), 14, PAPER_LEFT },
                                            { papers_t(M_PAPERS_PRODUCT), 19, PAPER_LEFT },
                                            { papers_t(M_PAPERS_PRODUCER), 19, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_KIND), 11, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_EVIDENCE), 8, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_SELF), 8, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_COMMUNE), 16, PAPER_LEFT } };
    paper_table(m->p, 11, COUNT_OF(columns), columns);
    for (size_t i = 0; i < m->s->n; i++) {
        const struct papers_file *f = &m->s->file[i];
        Str commune = f->facts.n == 0 ? papers_t(M_PAPERS_COMMUNE_NONE)
                                      : papers_f(m->a, M_PAPERS_COMMUNE_SAID,
                                                 papers_int(m->a, (int64_t)f->facts.n),
                                                 papers_int(m->a, differing(f)), STR_NONE);
        const Str cells[] = { papers_int(m->a, f->o.f.position),
                              f->o.f.dossier_code,
                              f->o.f.product_name,
                              f->o.f.producer_name,
                              papers_t(dossier_kind_message(f->frozen.kind)),
                              papers_int(m->a, (int64_t)f->frozen.content.evidence.n),
                              papers_int(m->a, self_total(f)),
                              commune };
        paper_row(m->p, false, cells);
    }
    paper_table_end(m->p);
}

struct paper *papers_advisory(struct arena *a, const struct papers_session *s)
{
    struct paper_opts opts = papers_opts(papers_t(M_PAPERS_ADVISORY_TITLE), &s->names,
                                         time_start_of(s->s.held_on), s->open > 0);
    struct making m = { a, paper_new(a, &opts), s };
    struct paper_head h = papers_council_head(a, &s->names, &s->c);
    static const int lines[] = { M_PAPERS_ADVISORY_3, M_PAPERS_ADVISORY_4, M_PAPERS_ADVISORY_5 };
    h.superior = vi_upper(a, s->c.name);
    h.issuer = papers_t(M_PAPERS_ADVISORY_TEAM);
    h.year = (int)papers_year(s);
    h.kind = papers_t(M_PAPERS_REPORT_KIND);
    h.subject = papers_f(a, M_PAPERS_ADVISORY_SUBJECT, s->s.name, STR_NONE, STR_NONE);
    paper_head(m.p, &h);
    paper_text(m.p, PAPER_ADDRESS, papers_f(a, M_PAPERS_TO, s->c.name, STR_NONE, STR_NONE));
    paper_text(m.p, PAPER_HEADING, papers_t(M_PAPERS_ADVISORY_1));
    paper_text(m.p, PAPER_BODY,
               papers_f(a, M_PAPERS_ADVISORY_BASIS, s->c.decision_no,
                        papers_long_day(a, s->c.decision_date), papers_int(a, (int64_t)s->n)));
    paper_text(m.p, PAPER_HEADING, papers_t(M_PAPERS_ADVISORY_2));
    put_dossiers(&m);
    for (size_t i = 0; i < COUNT_OF(lines); i++) {
        paper_text(m.p, PAPER_HEADING, papers_t(lines[i]));
        for (int k = 0; k < 3; k++) {
            paper_text(m.p, PAPER_LINE, papers_t(M_PAPERS_DOTS));
        }
    }
    paper_sign(m.p, NULL,
               &(const struct paper_signer){ .lead = papers_t(M_PAPERS_FOR_TEAM),
                                             .role = papers_t(M_PAPERS_TEAM_LEAD),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT) },
               0, NULL);
    return m.p;
}

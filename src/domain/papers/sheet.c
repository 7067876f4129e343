/* sheet.c: a member's sheet: every criterion and level of Phụ lục II, the chosen ones marked. */
#include "domain/papers/inside.h"

struct making {
    struct arena *a;
    struct paper *p;
    const struct papers_sheet *s;
    const struct criteria_set *set;
};

static void put_level(const struct making *m, const struct criteria_option *o,
                      const struct criteria_option *chosen)
{
    static const char *const marks[] = { "", " *", " **", " ***", " ****", " *****" };
    if (o->synthesized && o != chosen) {
        return; /* the sheet does not print it */
    }
    const Str cells[] = { S(""),
                          str_fmt(m->a, "– %.*s%s", STR_ARG(o->label),
                                  marks[o->gate >= 0 && o->gate <= 5 ? o->gate : 0]),
                          papers_int(m->a, o->points), o == chosen ? S("X") : S("") };
    paper_row(m->p, o == chosen, cells);
}

static void put_item(const struct making *m, int i)
{
    const struct criteria_item *item = &m->set->item[i];
    const struct criteria_option *chosen = council_chosen(m->set, &m->s->answers, i);
    const Str head[] = { item->code, item->title, papers_int(m->a, item->max),
                         chosen == NULL ? S("–") : papers_int(m->a, chosen->points) };
    paper_row(m->p, true, head);
    for (size_t k = 0; k < item->n_rules; k++) {
        const Str rule[] = { S(""), item->rule[k].text, S(""), S("") };
        paper_row(m->p, false, rule);
    }
    for (size_t c = 0; c < item->n_cases; c++) {
        const struct criteria_case *kase = &item->cases[c];
        if (item->has_cases) {
            const Str row[] = { kase->code, kase->title, S(""), S("") };
            paper_row(m->p, false, row);
        }
        for (size_t k = 0; k < kase->n; k++) {
            put_level(m, &kase->option[k], chosen);
        }
    }
}

static void put_parts(const struct making *m)
{
    const struct criteria_set *set = m->set;
    for (int p = 0; p < (int)COUNT_OF(set->part); p++) {
        const struct criteria_part *part = &set->part[p];
        paper_row_across(m->p, true,
                         vi_upper(m->a, papers_f(m->a, M_PAPERS_PART, part->code, part->title,
                                                 papers_int(m->a, part->max))));
        for (int s = part->first; s < part->first + part->n; s++) {
            const struct criteria_section *section = &set->section[s];
            paper_row_across(m->p, true,
                             papers_f(m->a, M_PAPERS_SECTION, section->code, section->title,
                                      papers_int(m->a, section->max)));
            for (int i = section->first; i < section->first + section->n; i++) {
                put_item(m, i);
            }
        }
        const Str sum[] = { S(""),
                            papers_f(m->a, M_PAPERS_PART_SUM, part->code, STR_NONE, STR_NONE),
                            papers_int(m->a, part->max),
                            papers_int(m->a, council_part_sum(set, &m->s->answers, p)) };
        paper_row(m->p, true, sum);
    }
}

/* What every later version changed, and why. */
static void put_laters(const struct making *m)
{
    const struct council_laters *l = &m->s->laters;
    for (size_t i = 0; i < l->n; i++) {
        const struct council_later *v = &l->v[i];
        bool again = v->row.filed_no > 0; /* after the dossier changed, not after a discussion */
        paper_text(m->p, PAPER_LINE,
                   papers_f(m->a, again ? M_RESCORE_PAPER_LATER : M_PAPERS_VERSION,
                            papers_int(m->a, v->row.no), papers_long_day(m->a, date_of(v->row.at)),
                            papers_int(m->a, again ? v->row.filed_no : v->row.talk_no)));
        for (size_t k = 0; k < v->changes.n; k++) {
            const struct sheet_change *c = &v->changes.v[k];
            struct criteria_ref is;
            if (!criteria_lookup(m->set, c->item, &is)) {
                continue;
            }
            const struct criteria_item *item = &m->set->item[is.item];
            const struct criteria_option *was = council_chosen(m->set, &v->before, is.item);
            bool chosen = criteria_lookup(m->set, c->choice, &is) && is.option >= 0;
            int64_t now =
                chosen ? item->cases[is.kase < 0 ? 0 : is.kase].option[is.option].points : 0;
            if (c->kept) {
                paper_text(m->p, PAPER_LINE,
                           papers_f(m->a, M_RESCORE_PAPER_KEPT, item->code, papers_int(m->a, now),
                                    STR_NONE));
                continue;
            }
            Str what =
                papers_f(m->a, M_PAPERS_VERSION_CHANGE, item->code,
                         papers_int(m->a, was == NULL ? 0 : was->points), papers_int(m->a, now));
            paper_text(m->p, PAPER_LINE,
                       again ? what
                             : papers_f(m->a, M_PAPERS_VERSION_REASON, what, c->reason, STR_NONE));
        }
    }
}

static void put_head(const struct making *m)
{
    const struct council_outcome *o = &m->s->f->o;
    const struct producer *producer = &m->s->f->frozen.content.producer;
    struct paper_head h = papers_council_head(m->a, m->s->names, &o->c);
    h.date = date_of(m->s->at);
    h.kind = papers_t(M_PAPERS_SHEET_KIND);
    h.subject = papers_f(m->a, M_PAPERS_SHEET_SUBJECT, m->set->name, STR_NONE, STR_NONE);
    paper_head(m->p, &h);
    paper_pair(m->p, papers_t(M_PAPERS_PRODUCT), o->f.product_name);
    paper_pair(m->p, papers_t(M_PAPERS_CODE), o->f.dossier_code);
    paper_pair(m->p, papers_t(M_PAPERS_PRODUCER), o->f.producer_name);
    paper_pair(m->p, papers_t(M_PAPERS_ADDRESS), papers_address(m->a, producer));
    paper_pair(m->p, papers_t(M_PAPERS_PHONE), producer->phone);
    paper_pair(m->p, papers_t(M_RESCORE_PAPER_ON),
               papers_f(m->a, M_RESCORE_PAPER_VERSION, papers_int(m->a, m->s->on_no), m->s->on_hash,
                        STR_NONE));
    if (m->set->n_knock_outs > 0) {
        paper_text(m->p, PAPER_NOTE, papers_t(M_PAPERS_KNOCK_OUTS));
    }
    for (size_t i = 0; i < m->set->n_knock_outs; i++) {
        paper_text(m->p, PAPER_NOTE, str_cat(m->a, S("- "), m->set->knock_out[i].text));
    }
    paper_gap(m->p, 4);
}

struct paper *papers_sheet(struct arena *a, const struct papers_sheet *s)
{
    const struct council_outcome *o = &s->f->o;
    struct paper_opts opts =
        papers_opts(papers_f(a, M_PAPERS_SHEET_TITLE, o->f.product_name, s->name, STR_NONE),
                    s->names, s->at, !o->closed);
    struct making m = { a, paper_new(a, &opts), s, o->set };
    put_head(&m);
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 8, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_ITEM), 68, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_POINTS), 11, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_GIVEN), 13, PAPER_CENTRE } };
    paper_table(m.p, 11, COUNT_OF(columns), columns);
    put_parts(&m);
    const Str total[] = { S(""), papers_t(M_PAPERS_TOTAL), papers_int(a, CRITERIA_TOTAL),
                          papers_int(a, papers_total(o->set, &s->answers)) };
    paper_row(m.p, true, total);
    paper_table_end(m.p);
    paper_pair(m.p, papers_t(M_PAPERS_REMARK), s->remark);
    if (!str_empty(s->acted_by)) {
        paper_pair(m.p, papers_t(M_SEAT_PAPER_ACTED),
                   papers_f(a, M_SEAT_PAPER_ACTED_WORDS, s->acted_by, s->acted_paper, STR_NONE));
    }
    put_laters(&m);
    if (!str_empty(s->commitment)) {
        paper_text(m.p, PAPER_NOTE,
                   papers_f(a, M_PAPERS_COMMITMENT, s->commitment, STR_NONE, STR_NONE));
    }
    paper_sign(
        m.p, NULL,
        &(const struct paper_signer){ .role = papers_t(M_PAPERS_SCORER),
                                      .hint = papers_t(M_PAPERS_SIGN_HINT),
                                      .name = str_empty(s->acted_by) ? s->name : s->acted_by },
        0, NULL);
    return m.p;
}

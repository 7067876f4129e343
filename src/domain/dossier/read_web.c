/* read_web.c: everything a dossier says, on one page: before handing in, and as filed. */
#include "domain/dossier/pages.h"

static Url change_to(const struct req *q, const struct dossier *d, bool change, const char *tail)
{
    return (Url){ change ? dossier_path(q, d->id, tail) : STR_NONE };
}

static Str value_words(const struct req *q, const struct dossier_field *f, Str value)
{
    if (f->input == FACT_FLAG) {
        return dossier_words(q, str_eq(value, S("1")) ? M_DOSSIER_YES : M_DOSSIER_NO);
    }
    if (f->input == FACT_SEX && !str_empty(value)) {
        return dossier_words(q,
                             str_eq(value, S("nam")) ? M_DOSSIER_SEX_MALE : M_DOSSIER_SEX_FEMALE);
    }
    int64_t n;
    if (f->input == FACT_MONEY && number_parse_lenient(value, -INT64_MAX, INT64_MAX, &n) == OK) {
        return view_arg_money(q->view, (Money){ n });
    }
    return value;
}

static void read_facts(const struct req *q, const struct dossier *d,
                       const struct dossier_content *c, bool change, struct dossier_reading *r)
{
    r->parts.v = NEW_N(q->arena, struct dossier_read_part, DOSSIER_PARTS + 1);
    for (int p = 0; p < DOSSIER_PARTS; p++) {
        struct dossier_read_part *part = &r->parts.v[r->parts.n++];
        Str tail =
            str_cat(q->arena, S("thong-tin/"), str_c(dossier_part_slug((enum dossier_part)p)));
        part->title = dossier_words(q, dossier_part_message((enum dossier_part)p));
        part->change = change_to(q, d, change, tail.p);
        part->lines.v = NEW_N(q->arena, struct dossier_line, dossier_fields_n);
        for (size_t i = 0; i < dossier_fields_n; i++) {
            const struct dossier_field *f = &dossier_fields[i];
            if ((int)f->part == p && dossier_field_asked(f, d)) {
                Str value = dossier_field_value(c, f);
                int key = change ? dossier_field_problem(c, f) : M_NONE;
                Str label = dossier_words(q, f->label);
                part->lines.v[part->lines.n++] =
                    (struct dossier_line){ label, value_words(q, f, value),
                                           key == M_NONE ? STR_NONE
                                                         : dossier_words1(q, key, label) };
            }
        }
    }
    struct dossier_read_part *story = &r->parts.v[r->parts.n++];
    story->title = dossier_words(q, M_DOSSIER_STORY);
    story->change = change_to(q, d, change, "cau-chuyen");
    story->lines.v = NEW_N(q->arena, struct dossier_line, 1);
    story->lines.v[story->lines.n++] =
        (struct dossier_line){ .label = dossier_words(q, M_DOSSIER_STORY_TEXT),
                               .value = str_none(c->product.story) ? S("") : c->product.story };
}

static Url paper_address(const struct req *q, const struct dossier *d, const struct dossier_link *l,
                         bool change)
{
    Str id = id_text(q->arena, l->evidence);
    Str page = str_fmt(q->arena, "#page=%lld", (long long)l->page_from);
    return (Url){ change
                      ? str_fmt(q->arena, "/giay-to/%.*s/tep%.*s", STR_ARG(id), STR_ARG(page))
                      : str_fmt(q->arena, "%.*s%.*s%.*s", STR_ARG(dossier_path(q, d->id, "tep/")),
                                STR_ARG(id), STR_ARG(page)) };
}

static struct dossier_gos papers_behind(const struct req *q, const struct dossier *d,
                                        const struct dossier_content *c, Str target, bool change)
{
    struct dossier_gos all = { .v = NEW_N(q->arena, struct dossier_go, c->links.n + 1) };
    for (size_t i = 0; i < c->links.n; i++) {
        const struct dossier_link *l = &c->links.v[i];
        if (str_eq(l->target, target)) {
            all.v[all.n++] =
                (struct dossier_go){ str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(l->title),
                                             STR_ARG(dossier_pages_words(q, l))),
                                     paper_address(q, d, l, change) };
        }
    }
    return all;
}

static Err read_papers(const struct req *q, const struct dossier *d,
                       const struct dossier_content *c, bool change, struct dossier_reading *r)
{
    struct dossier_papers all;
    TRY(dossier_papers_for(q->arena, c->producer.kind, c->product.set_no, &all));
    r->change_papers = change_to(q, d, change, "giay-to");
    r->papers.v = NEW_N(q->arena, struct dossier_read_paper, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct dossier_skip *skip = dossier_skip_of(c, all.v[i].type);
        r->papers.v[r->papers.n++] =
            (struct dossier_read_paper){ .title = all.v[i].title,
                                         .skip = skip != NULL ? skip->reason : STR_NONE,
                                         .files = papers_behind(q, d, c, all.v[i].type, change) };
    }
    return OK;
}

static const struct criteria_option *option_of(const struct criteria_set *set, Str choice)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, choice, &ref) || ref.option < 0) {
        return NULL;
    }
    return &set->item[ref.item].cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option];
}

static struct dossier_read_answer answer_of(const struct req *q, const struct dossier *d,
                                            const struct criteria_set *set, int i,
                                            const struct dossier_content *c, bool change)
{
    const struct criteria_item *item = &set->item[i];
    const struct dossier_answer *w = dossier_answer_of(&c->answers, item->id);
    const struct criteria_option *o = w != NULL ? option_of(set, w->choice) : NULL;
    return (struct dossier_read_answer){ .code = item->code,
                                         .title = item->title,
                                         .choice = o != NULL ? o->label
                                                             : dossier_words(q, M_DOSSIER_BLANK),
                                         .note = w != NULL ? w->note : STR_NONE,
                                         .points = o != NULL ? o->points : 0,
                                         .max = item->max,
                                         .papers = papers_behind(q, d, c, item->id, change) };
}

static void read_scores(const struct req *q, const struct dossier *d,
                        const struct criteria_set *set, const struct dossier_content *c,
                        bool change, struct dossier_reading *r)
{
    r->scores.v = NEW_N(q->arena, struct dossier_read_score, 3);
    for (int part = 0; part < 3; part++) {
        struct dossier_read_score *s = &r->scores.v[r->scores.n++];
        Str tail = str_cat(q->arena, S("tu-cham/"), str_c(dossier_sheet_slug(part)));
        s->title =
            dossier_words2(q, M_DOSSIER_SHEET_PART, set->part[part].code, set->part[part].title);
        s->change = change_to(q, d, change, tail.p);
        s->max = set->part[part].max;
        s->answers.v = NEW_N(q->arena, struct dossier_read_answer, (size_t)set->n_items);
        for (int i = 0; i < set->n_items; i++) {
            if (set->section[set->item[i].section].part == part) {
                s->answers.v[s->answers.n] = answer_of(q, d, set, i, c, change);
                s->got += s->answers.v[s->answers.n++].points;
            }
        }
        r->total += s->got;
    }
}

Err dossier_read(struct req *q, const struct dossier *d, const struct criteria_set *set,
                 const struct dossier_content *c, bool change, struct dossier_reading *ret)
{
    *ret = (struct dossier_reading){ .total = 0 };
    read_facts(q, d, c, change, ret);
    read_scores(q, d, set, c, change, ret);
    return read_papers(q, d, c, change, ret);
}

/* words.c: words, numbers and heads of the papers. */
#include "domain/papers/inside.h"

Str papers_t(int key)
{
    return i18n_text(LANG_VI, key);
}

Str papers_f(struct arena *a, int key, Str a0, Str a1, Str a2)
{
    return i18n_fmt(a, LANG_VI, key, a0, a1, a2);
}

Str papers_int(struct arena *a, int64_t v)
{
    return str_fmt(a, "%lld", (long long)v);
}

Str papers_mean(struct arena *a, Frac f)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    i18n_frac(o, LANG_VI, f);
    return out_dup(a, o);
}

Str papers_day(struct arena *a, Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    if (!date_none(d)) {
        out_date_vi(o, d);
    }
    return out_dup(a, o);
}

Str papers_long_day(struct arena *a, Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_date_long_vi(o, d);
    return out_dup(a, o);
}

Str papers_time(struct arena *a, Time t)
{
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_time_vi(o, t);
    return out_dup(a, o);
}

Str papers_or(Str s, Str other)
{
    return str_empty(s) ? other : s;
}

Str papers_address(struct arena *a, const struct producer *p)
{
    if (str_empty(p->address)) {
        return papers_or(p->place_text, S(""));
    }
    return str_fmt(a, "%.*s, %.*s", STR_ARG(p->address), STR_ARG(papers_or(p->place_text, S(""))));
}

Str papers_star(struct arena *a, int64_t star)
{
    return star >= 3 ? papers_f(a, M_PAPERS_STARS, papers_int(a, star), STR_NONE, STR_NONE)
                     : papers_t(M_PAPERS_BELOW);
}

int64_t papers_year(const struct papers_session *s)
{
    return date_ymd(s->s.held_on).year;
}

struct paper_head papers_council_head(struct arena *a, const struct papers_names *n,
                                      const struct council *c)
{
    return (struct paper_head){ .superior = n->committee,
                                .issuer = vi_upper(a, c->name),
                                .place = n->place,
                                .date = DATE_NONE };
}

struct paper_head papers_agency_head(struct arena *a, const struct papers_names *n, int kind)
{
    return (struct paper_head){ .superior = n->committee,
                                .issuer = n->agency,
                                .number = papers_f(a, M_PAPERS_NUMBER, papers_t(kind),
                                                   n->agency_sign, STR_NONE),
                                .place = n->place,
                                .date = DATE_NONE };
}

struct paper_opts papers_opts(Str title, const struct papers_names *n, Time made, bool preview)
{
    return (struct paper_opts){
        .title = title, .author = n->province, .made = made, .preview = preview
    };
}

Time papers_made(const struct papers_session *s)
{
    Time t = time_start_of(s->s.held_on);
    for (size_t i = 0; i < s->n; i++) {
        const struct council_outcome *o = &s->file[i].o;
        t = o->closed && o->stored.at.v > t.v ? o->stored.at : t;
    }
    return t;
}

Str papers_seat_name(const struct papers_session *s, int position)
{
    for (size_t i = 0; i < s->seats.n; i++) {
        if (s->seats.v[i].position == position) {
            return s->seats.v[i].name;
        }
    }
    return STR_NONE;
}

int64_t papers_total(const struct criteria_set *set, const struct score_answers *answers)
{
    int64_t sum = 0;
    for (int p = 0; p < (int)COUNT_OF(set->part); p++) {
        sum += council_part_sum(set, answers, p);
    }
    return sum;
}

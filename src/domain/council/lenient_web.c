/* lenient_web.c: the page of a session's statistics: who scores higher or lower than the others. */
#include "domain/council/lenient.h"
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/program/program.h"
#include "messages.h"

static Str decimal(struct req *q, Frac f, bool sign)
{
    struct out *o CLEANUP(out_cleanup) = out_new(60);
    if (sign && f.num > 0) {
        out_c(o, '+');
    }
    i18n_frac(o, q->lang, f);
    return out_dup(q->arena, o);
}

/* "-7/3" only where decimals do not tell all. */
static Str exact(struct req *q, Frac f)
{
    return f.den == 1 ? S("")
                      : str_fmt(q->arena, "%s%lld/%lld", f.num > 0 ? "+" : "", (long long)f.num,
                                (long long)f.den);
}

static void add_members(struct req *q, const struct council_leniency *l,
                        struct council_lenient_page *v)
{
    v->members.v = NEW_N(q->arena, struct council_lenient_member, l->members.n + 1);
    for (size_t i = 0; i < l->members.n; i++) {
        const struct lenient_member *m = &l->members.v[i];
        v->members.v[v->members.n++] =
            (struct council_lenient_member){ .name = m->name,
                                             .decimal = decimal(q, m->mean, true),
                                             .exact = exact(q, m->mean),
                                             .files = m->files };
    }
}

static void add_without(struct req *q, int text, Str name, const struct lenient_without *w,
                        struct council_without_rows *ret)
{
    if (w->asked) {
        ret->v[ret->n++] = (struct council_without_row){ i18n_fmt(q->arena, q->lang, text, name,
                                                                  decimal(q, w->mean, false),
                                                                  str_fmt(q->arena, "%d", w->star)),
                                                         w->changes };
    }
}

static void add_files(struct req *q, const struct council_leniency *l,
                      struct council_lenient_page *v)
{
    v->files.v = NEW_N(q->arena, struct council_lenient_file, l->files.n + 1);
    for (size_t i = 0; i < l->files.n; i++) {
        const struct lenient_file *f = &l->files.v[i];
        struct council_lenient_file *r = &v->files.v[v->files.n++];
        *r = (struct council_lenient_file){ .position = f->position,
                                            .product = f->product,
                                            .mean = decimal(q, f->mean, false),
                                            .star = f->star,
                                            .href = council_file_href(q, v->session, f->id, "") };
        r->without.v = NEW_N(q->arena, struct council_without_row, 2);
        add_without(q, M_COUNCIL_LENIENT_WITHOUT_HIGH, l->members.v[0].name, &f->lenient,
                    &r->without);
        add_without(q, M_COUNCIL_LENIENT_WITHOUT_LOW, l->members.v[l->members.n - 1].name,
                    &f->severe, &r->without);
    }
}

Err council_show_lenient(struct req *q)
{
    const struct council_session *s = q->subject.row;
    const struct program *p = web_app(q);
    struct council_leniency l;
    TRY(council_leniency_of(q->tx, p->criteria, s->id, &l));
    struct council_lenient_page v = { .session = s->id, .name = s->name };
    add_members(q, &l, &v);
    add_files(q, &l, &v);
    council_lenient_page_html(q->out, q->view, &v);
    return OK;
}

/* compare_web.c: two filed versions side by side: only what differs. */
#include "domain/access/access.h"
#include "domain/dossier/compare.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/pages.h"

struct words {
    struct req *q;
    const struct criteria_set *set;
};

static Str pages(const struct req *q, int64_t from, int64_t to)
{
    if (from == 0) {
        return S("");
    }
    struct dossier_link l = { .page_from = from, .page_to = to };
    return dossier_pages_words(q, &l);
}

static Str item_words(const struct words *w, Str id)
{
    struct criteria_ref ref;
    if (!criteria_lookup(w->set, id, &ref)) {
        return id;
    }
    const struct criteria_item *item = &w->set->item[ref.item];
    return str_fmt(w->q->arena, "%.*s %.*s", STR_ARG(item->code), STR_ARG(item->title));
}

static Str choice_words(const struct words *w, Str id)
{
    struct criteria_ref ref;
    if (!criteria_lookup(w->set, id, &ref) || ref.option < 0) {
        return id;
    }
    const struct criteria_option *o =
        &w->set->item[ref.item].cases[ref.kase < 0 ? 0 : ref.kase].option[ref.option];
    return str_fmt(
        w->q->arena, "%.*s %.*s",
        STR_ARG(dossier_words1(w->q, M_DOSSIER_LEVEL_POINTS, view_arg_int(w->q->view, o->points))),
        STR_ARG(o->label));
}

static Str place_words(const struct words *w, Str target)
{
    Str title = target;
    if (evidence_type_no(target) > 0) {
        return dossier_paper_title(w->q->arena, target, &title) == OK ? title : target;
    }
    return item_words(w, target);
}

/* "trang 1-3, hạn 12/3/2027" */
static Str paper_words(const struct words *w, const struct dossier_diff *d, int side)
{
    Str p = pages(w->q, d->from[side], d->to[side]);
    if (str_empty(p)) {
        return S("");
    }
    Date end = d->end[side];
    return date_none(end) ? p
                          : str_fmt(w->q->arena, "%.*s, %.*s", STR_ARG(p),
                                    STR_ARG(dossier_words1(w->q, M_COMPARE_UNTIL,
                                                           view_arg_date(w->q->view, end))));
}

static int story_message(Str about)
{
    return str_eq(about, S("story"))   ? M_DOSSIER_STORY_TEXT
           : str_eq(about, S("photo")) ? M_DOSSIER_PHOTO
                                       : M_DOSSIER_NAME;
}

static void describe(const struct words *w, const struct dossier_diff *d,
                     struct dossier_change *ret)
{
    struct req *q = w->q;
    ret->before = d->before;
    ret->after = d->after;
    switch (d->where) {
    case WHERE_FACTS:
        ret->what =
            dossier_words(q, str_eq(d->about, S("target_star")) ? M_DOSSIER_TARGET
                                                                : dossier_fact_message(d->about));
        return;
    case WHERE_STORY:
        ret->what = dossier_words(q, story_message(d->about));
        return;
    case WHERE_PAPERS:
        ret->what = place_words(w, d->about);
        if (!id_none(d->evidence)) {
            ret->what = str_fmt(q->arena, "%.*s – %.*s", STR_ARG(d->title), STR_ARG(ret->what));
            ret->before = paper_words(w, d, 0);
            ret->after = paper_words(w, d, 1);
        }
        return;
    case WHERE_SHEET:
        ret->what = item_words(w, d->about);
        if (str_eq(d->title, S("note"))) {
            ret->what = dossier_words1(q, M_COMPARE_NOTE, ret->what);
        } else {
            ret->before = str_empty(d->before) ? S("") : choice_words(w, d->before);
            ret->after = str_empty(d->after) ? S("") : choice_words(w, d->after);
        }
        return;
    case DOSSIER_WHERES:
        break;
    }
}

static void fill(const struct words *w, const struct dossier_diffs *all,
                 struct dossier_compare_page *v)
{
    static const int titles[] = { M_COMPARE_FACTS, M_DOSSIER_STORY, M_DOSSIER_PAPERS,
                                  M_DOSSIER_SELF };
    static const struct {
        const char *tone;
        int word;
    } hows[] = { [HOW_ADDED] = { "added", M_COMPARE_ADDED },
                 [HOW_REMOVED] = { "removed", M_COMPARE_REMOVED },
                 [HOW_CHANGED] = { "changed", M_COMPARE_CHANGED } };
    v->groups.v = NEW_N(w->q->arena, struct dossier_change_group, DOSSIER_WHERES);
    for (int where = 0; where < DOSSIER_WHERES; where++) {
        struct dossier_change_group *g = &v->groups.v[v->groups.n];
        g->title = dossier_words(w->q, titles[where]);
        g->changes.v = NEW_N(w->q->arena, struct dossier_change, all->n + 1);
        for (size_t i = 0; i < all->n; i++) {
            const struct dossier_diff *d = &all->v[i];
            if ((int)d->where == where) {
                struct dossier_change *c = &g->changes.v[g->changes.n++];
                describe(w, d, c);
                c->tone = str_c(hows[d->how].tone);
                c->kind = dossier_words(w->q, hows[d->how].word);
            }
        }
        v->groups.n += g->changes.n > 0;
    }
}

/* The two numbers of the address; without them the last two versions. */
static Err numbers(struct req *q, const struct dossier_versions *all, int64_t *a, int64_t *b)
{
    if (all->n == 0) {
        return E_NONE;
    }
    *b = all->v[all->n - 1].no;
    *a = all->n > 1 ? all->v[all->n - 2].no : *b;
    if (str_none(q->path_param[1])) {
        return OK;
    }
    bool ok = number_parse(q->path_param[1], 1, INT32_MAX, a) == OK &&
              number_parse(q->path_param[2], 1, INT32_MAX, b) == OK;
    return ok ? OK : E_NONE;
}

static const struct dossier_version *version_of(const struct dossier_versions *all, int64_t no)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].no == no) {
            return &all->v[i];
        }
    }
    return NULL;
}

static Url back_of(struct req *q, const struct dossier *d)
{
    Str at = web_may(q, COMMUNE_VIEW)    ? S("/xa/")
             : web_may(q, PROVINCE_VIEW) ? S("/tinh/")
             : web_may(q, DOSSIER_VIEW)  ? S("/ho-so/")
                                         : STR_NONE;
    return (Url){ str_none(at) ? S("/hoi-dong") : str_cat(q->arena, at, id_text(q->arena, d->id)) };
}

Err dossier_show_compare(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_versions all;
    struct dossier_frozen x, y;
    struct dossier_diffs diffs;
    struct words w = { .q = q };
    int64_t a, b;
    TRY(dossier_versions(q->tx, d->id, &all));
    TRY(numbers(q, &all, &a, &b));
    const struct dossier_version *va = version_of(&all, a), *vb = version_of(&all, b);
    if (va == NULL || vb == NULL) {
        return E_NONE;
    }
    TRY(dossier_frozen(q->tx, va->id, &x));
    TRY(dossier_frozen(q->tx, vb->id, &y));
    TRY(dossier_criteria(q, y.criteria, &w.set));
    dossier_compare(q->arena, &x, &y, &diffs);
    struct dossier_compare_page v = { .d = *d,
                                      .a = a,
                                      .b = b,
                                      .a_at = va->submitted_at,
                                      .b_at = vb->submitted_at,
                                      .total = (int64_t)diffs.n,
                                      .back = back_of(q, d) };
    fill(&w, &diffs, &v);
    dossier_compare_page_html(q->out, q->view, &v);
    return OK;
}

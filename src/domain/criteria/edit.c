/* edit.c: the page on which a draft is completed. Fields are named by place: i3.c0.o1.points is
 * item 3, case 0, option 1; the version sent along makes sure that places mean what they meant. */
#include "domain/criteria/criteria.views.h"
#include "domain/criteria/pages.h"
#include "messages.h"

enum { POINTS_TYPED_MAX = 100, LABEL_MAX = 160 };

struct editing {
    struct req *q;
    struct problems *problems; /* where fields that make no sense are reported */
    Err e;
};

static Str name_of(struct editing *x, const char *place, const char *what)
{
    return str_fmt(x->q->arena, "%s.%s", place, what);
}

/* Fields that did not come leave things as they are. */
static void take_points(struct editing *x, const char *place, const char *what, int64_t *to)
{
    Str name = name_of(x, place, what), v = web_form(x->q, name);
    if (!str_none(v) && number_parse(str_trim(v), 0, POINTS_TYPED_MAX, to) != OK) {
        x->e = problem_add(x->problems, name, M_CRITERIA_EDIT_NUMBER, STR_NONE, STR_NONE);
    }
}

static void take_gate(struct editing *x, const char *place, int *to)
{
    Str name = name_of(x, place, "gate"), v = web_form(x->q, name);
    int64_t gate = 0;
    if (str_none(v)) {
        return;
    }
    if (number_parse(v, 0, 5, &gate) != OK || gate == 1 || gate == 2) {
        x->e = problem_add(x->problems, name, M_CRITERIA_EDIT_GATE, STR_NONE, STR_NONE);
        return;
    }
    *to = (int)gate;
}

static void take_label(struct editing *x, const char *place, Str *to)
{
    Str name = name_of(x, place, "label"), v = web_form(x->q, name);
    if (str_none(v)) {
        return;
    }
    if (utf8_length(v) > LABEL_MAX) {
        x->e = problem_add(x->problems, name, M_CRITERIA_EDIT_LABEL, STR_NONE, STR_NONE);
        return;
    }
    *to = v;
}

static void take_item(struct editing *x, int i, struct criteria_item *item)
{
    Str place = str_fmt(x->q->arena, "i%d", i);
    take_points(x, place.p, "max", &item->max);
    take_gate(x, place.p, &item->title_gate);
    for (size_t k = 0; k < item->n_cases; k++) {
        for (size_t j = 0; j < item->cases[k].n; j++) {
            struct criteria_option *o = &item->cases[k].option[j];
            Str at = str_fmt(x->q->arena, "i%d.c%zu.o%zu", i, k, j);
            take_points(x, at.p, "points", &o->points);
            take_gate(x, at.p, &o->gate);
            take_label(x, at.p, &o->label);
        }
    }
}

/* The form's values over the set's; E_REFUSED: some make no sense, the others are in. */
static Err take_form(struct req *q, struct problems *problems, struct criteria_set *s)
{
    struct editing x = { .q = q, .problems = problems, .e = OK };
    for (int k = 0; k < s->n_sections; k++) {
        Str place = str_fmt(q->arena, "s%d", k);
        take_points(&x, place.p, "max", &s->section[k].max);
    }
    for (int i = 0; i < s->n_items; i++) {
        take_item(&x, i, &s->item[i]);
    }
    if (!str_none(web_form(q, S("from")))) {
        Date from;
        Err e = web_form_date(q, S("from"), false, &from);
        x.e = e != OK ? e : x.e;
        s->from = e == OK ? from : s->from;
    }
    return x.e;
}

static struct view_field from_field(struct req *q, Date from)
{
    struct out day;
    out_init(&day, 32);
    out_date_vi(&day, from);
    Str typed = web_form(q, S("from"));
    struct view_field f =
        view_field(q->view, S("from"), M_CRITERIA_FROM_FIELD, M_CRITERIA_SUPERSEDE_FROM_HINT,
                   str_none(typed) ? out_dup(q->arena, &day) : typed);
    out_done(&day);
    f.width = S("10");
    return f;
}

static Err render(struct req *q, const struct criteria_row *row, const struct criteria_set *s)
{
    struct problems faults = { .arena = q->arena };
    struct criteria_set *checked;
    TRY(criteria_draft_check(q->tx, row->id, s, &faults, &checked));
    struct criteria_edit v = {
        .head = criteria_head_of(q, row),
        .parts = criteria_parts_of(q, checked),
        .sums = criteria_sums_of(q, checked, &faults),
        .from = from_field(q, s->from),
    };
    q->view->script = (Url){ web_asset(q, S("criteria.js")) };
    criteria_edit_html(q->out, q->view, &v);
    return OK;
}

Err criteria_show_edit(struct req *q)
{
    struct problems ignored = { .arena = q->arena };
    struct criteria_row row;
    struct criteria_set *s;
    TRY(criteria_draft_get(q->tx, q->subject.id, &ignored, &row, &s));
    size_t before = q->problems.n; /* shown already: taking the form again must not double them */
    Err bad = take_form(q, &ignored, s);
    q->problems.n = before;
    return bad == OK || bad == E_REFUSED ? render(q, &row, s) : bad;
}

/* "i3.c0" or "i3.c0.o1" within the set. */
static bool find_place(Str place, struct criteria_set *s, bool with_option, int64_t at[3])
{
    static const char letter[] = "ico";
    size_t want = with_option ? 3 : 2, n = 0;
    while (place.n > 0 && n < want) {
        Str part = str_cut(&place, '.');
        if (part.n < 2 || part.p[0] != letter[n] ||
            number_parse(str_skip(part, 1), 0, CRITERIA_ITEMS_MAX, &at[n]) != OK) {
            return false;
        }
        n++;
    }
    if (n < want || place.n > 0 || at[0] >= s->n_items ||
        at[1] >= (int64_t)s->item[at[0]].n_cases) {
        return false;
    }
    return !with_option || at[2] < (int64_t)s->item[at[0]].cases[at[1]].n;
}

/* The button that changes the options of a scale; *ret_tail: where to go on. */
static Err change_options(struct req *q, Str what, struct criteria_set *s, Str *ret_tail)
{
    int64_t at[3] = { 0, 0, 0 };
    bool add = str_starts(what, S("them:"));
    if ((!add && !str_starts(what, S("bot:"))) ||
        !find_place(str_skip(what, add ? 5 : 4), s, !add, at)) {
        return problem_add(&q->problems, STR_NONE, M_CRITERIA_EDIT_BUTTON, STR_NONE, STR_NONE);
    }
    struct criteria_case *c = &s->item[at[0]].cases[at[1]];
    if (!add) {
        criteria_draft_remove(c, (size_t)at[2]);
    } else if (!criteria_draft_add(q->arena, c)) {
        return problem_add(&q->problems, STR_NONE, M_CRITERIA_NINE_OPTIONS, s->item[at[0]].code,
                           STR_NONE);
    }
    *ret_tail = str_fmt(q->arena, "/sua#i%lld", (long long)at[0]);
    return OK;
}

Err criteria_do_edit(struct req *q)
{
    struct problems ignored = { .arena = q->arena };
    struct criteria_row row;
    struct criteria_set *s;
    int64_t version = 0;
    TRY(web_form_check(q, "do from i0* i1* i2* i3* i4* i5* i6* i7* i8* i9* "
                          "s0* s1* s2* s3* s4* s5* s6* s7* s8* s9*"));
    TRY(criteria_draft_get(q->tx, q->subject.id, &ignored, &row, &s));
    TRY(web_form_int(q, S("version"), 1, INT32_MAX, &version));
    if (version != row.version) {
        return E_STALE;
    }
    TRY(take_form(q, &q->problems, s));
    Str what = web_form(q, S("do")), tail = S("/sua");
    if (!str_none(what) && str_eq(what, S("tinh"))) {
        return render(q, &row, s);
    }
    if (!str_none(what) && !str_eq(what, S("luu"))) {
        TRY(change_options(q, what, s, &tail));
    }
    TRY(criteria_draft_save(q->tx, row.id, version, s));
    web_flash(q, M_CRITERIA_SAVED, STR_NONE);
    return web_see_other(q, S("/tieu-chi/"), row.id, tail);
}

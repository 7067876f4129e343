/* view.c: a set as templates print it. */
#include "domain/access/access.h"
#include "domain/criteria/pages.h"
#include "messages.h"

#include "platform/base/embedded.h"

static Str say(struct req *q, int key, Str a0, Str a1)
{
    return i18n_fmt(q->arena, q->lang, key, a0, a1, STR_NONE);
}

static Str decimal(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

/* ---- head ---- */

static Str scheme_name(struct req *q, Str scheme)
{
    if (str_eq(scheme, S("QD26-2026"))) {
        return i18n_text(q->lang, M_CRITERIA_SCHEME_26);
    }
    return str_eq(scheme, S("QD148-2023")) ? i18n_text(q->lang, M_CRITERIA_SCHEME_148) : scheme;
}

struct criteria_head criteria_head_of(struct req *q, const struct criteria_row *row)
{
    struct criteria_head h = { .id = row->id,
                               .no = row->set_no,
                               .revision = row->revision,
                               .version = row->version,
                               .name = row->name,
                               .scheme = scheme_name(q, row->scheme),
                               .group = row->subgroup,
                               .from = row->from_day,
                               .until = row->until_day };
    Date today = tx_today(q->tx);
    if (row->state == CRITERIA_DRAFT) {
        h.state = M_CRITERIA_STATE_DRAFT;
        h.state_code = S("draft");
    } else if (row->state == CRITERIA_SUPERSEDED ||
               (!date_none(row->until_day) && date_cmp(row->until_day, today) < 0)) {
        h.state = M_CRITERIA_STATE_ENDED;
        h.state_code = S("ended");
    } else if (date_cmp(row->from_day, today) > 0) {
        h.state = M_CRITERIA_STATE_COMING;
        h.state_code = S("coming");
    } else {
        h.state = M_CRITERIA_STATE_IN_FORCE;
        h.state_code = S("on");
    }
    return h;
}

/* ---- fields ---- */

struct place { /* of a field of the form */
    Str name, element;
};

static struct place at(struct req *q, Str name)
{
    return (struct place){ name, view_element_id(q->arena, name) };
}

static Str field_name(struct req *q, Str place, const char *what)
{
    return str_fmt(q->arena, "%.*s.%s", STR_ARG(place), what);
}

/* What was typed, or else what stands. */
static Str typed(struct req *q, Str place, const char *what, Str stands)
{
    Str v = web_form_raw(q, field_name(q, place, what));
    return str_none(v) ? stands : v;
}

static Str error_of(struct req *q, Str place, const char *what)
{
    Str name = field_name(q, place, what);
    for (size_t i = 0; i < q->view->problems.n; i++) {
        if (str_eq(q->view->problems.v[i].field, name)) {
            return q->view->problems.v[i].text;
        }
    }
    return STR_NONE;
}

/* ---- items ---- */

static struct criteria_option_views options_of(struct req *q, const struct criteria_case *c,
                                               Str place)
{
    struct criteria_option_views l = { .v = NEW_N(q->arena, struct criteria_option_view, c->n) };
    for (; l.n < c->n; l.n++) {
        const struct criteria_option *o = &c->option[l.n];
        struct place p = at(q, str_fmt(q->arena, "%.*s.o%zu", STR_ARG(place), l.n));
        l.v[l.n] = (struct criteria_option_view){
            .name = p.name,
            .element = p.element,
            .label = typed(q, p.name, "label", str_none(o->label) ? S("") : o->label),
            .points = typed(q, p.name, "points", decimal(q, o->points)),
            .label_error = error_of(q, p.name, "label"),
            .points_error = error_of(q, p.name, "points"),
            .gate = o->gate,
            .number = (int64_t)l.n + 1,
            .synthesized = o->synthesized,
        };
    }
    return l;
}

static struct criteria_case_views cases_of(struct req *q, const struct criteria_item *item,
                                           Str place)
{
    struct criteria_case_views l = { .v = NEW_N(q->arena, struct criteria_case_view,
                                                item->n_cases) };
    for (; l.n < item->n_cases; l.n++) {
        const struct criteria_case *c = &item->cases[l.n];
        struct place p = at(q, str_fmt(q->arena, "%.*s.c%zu", STR_ARG(place), l.n));
        l.v[l.n] = (struct criteria_case_view){
            .name = p.name,
            .element = p.element,
            .code = item->has_cases ? c->code : STR_NONE,
            .title = c->title,
            .options = options_of(q, c, p.name),
        };
    }
    return l;
}

static int rule_kind(Str type)
{
    static const struct {
        const char *type;
        int message;
    } kinds[] = {
        { "knock_out", M_CRITERIA_RULE_KNOCK_OUT },
        { "precondition", M_CRITERIA_RULE_PRECONDITION },
        { "not_eligible", M_CRITERIA_RULE_NOT_ELIGIBLE },
        { "applicability", M_CRITERIA_RULE_APPLICABILITY },
        { "guidance", M_CRITERIA_RULE_GUIDANCE },
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (str_eq(type, str_c(kinds[i].type))) {
            return kinds[i].message;
        }
    }
    return M_CRITERIA_RULE;
}

static struct criteria_notes rules_of(struct req *q, const struct criteria_item *item)
{
    struct criteria_notes l = { .v = NEW_N(q->arena, struct criteria_note, item->n_rules) };
    for (size_t i = 0; i < item->n_rules; i++) {
        if (!str_empty(item->rule[i].text)) {
            l.v[l.n++] =
                (struct criteria_note){ item->rule[i].text, rule_kind(item->rule[i].type) };
        }
    }
    return l;
}

static struct criteria_notes papers_of(struct req *q, const struct criteria_item *item)
{
    struct criteria_notes l = { .v = NEW_N(q->arena, struct criteria_note, item->n_evidence) };
    for (size_t i = 0; i < item->n_evidence; i++) {
        int64_t n = 0;
        if (number_parse(str_skip(item->evidence[i], 1), 1, 15, &n) == OK) {
            int key = M_CRITERIA_PAPER_01 + (int)n - 1;
            l.v[l.n++] = (struct criteria_note){ .text = i18n_text(q->lang, key) };
        }
    }
    return l;
}

static struct criteria_item_view item_of(struct req *q, const struct criteria_set *s, int i)
{
    const struct criteria_item *item = &s->item[i];
    struct place p = at(q, str_fmt(q->arena, "i%d", i));
    return (struct criteria_item_view){
        .name = p.name,
        .element = p.element,
        .code = item->code,
        .title = item->title,
        .subgroup = item->subgroup,
        .max = typed(q, p.name, "max", decimal(q, item->max)),
        .max_error = error_of(q, p.name, "max"),
        .title_gate = item->title_gate,
        .has_title_gate = item->title_gate != 0 || str_starts(s->scheme, S("QD148")),
        .commune = item->commune,
        .cases = cases_of(q, item, p.name),
        .rules = rules_of(q, item),
        .papers = papers_of(q, item),
    };
}

static struct criteria_section_view section_of(struct req *q, const struct criteria_set *s, int k)
{
    const struct criteria_section *y = &s->section[k];
    struct place p = at(q, str_fmt(q->arena, "s%d", k));
    struct criteria_section_view v = {
        .name = p.name,
        .element = p.element,
        .code = y->code,
        .title = y->title,
        .max = typed(q, p.name, "max", decimal(q, y->max)),
        .max_error = error_of(q, p.name, "max"),
        .items = { .v = NEW_N(q->arena, struct criteria_item_view, (size_t)y->n) },
    };
    for (int i = y->first; i < y->first + y->n; i++) {
        v.items.v[v.items.n++] = item_of(q, s, i);
    }
    return v;
}

struct criteria_part_views criteria_parts_of(struct req *q, const struct criteria_set *s)
{
    struct criteria_part_views l = { .v = NEW_N(q->arena, struct criteria_part_view,
                                                COUNT_OF(s->part)) };
    for (; l.n < COUNT_OF(s->part); l.n++) {
        const struct criteria_part *x = &s->part[l.n];
        struct criteria_part_view *v = &l.v[l.n];
        *v = (struct criteria_part_view){
            .code = x->code,
            .title = x->title,
            .max = x->max,
            .sections = { .v = NEW_N(q->arena, struct criteria_section_view, (size_t)x->n) },
        };
        for (int k = x->first; k < x->first + x->n; k++) {
            v->sections.v[v->sections.n++] = section_of(q, s, k);
        }
    }
    return l;
}

/* ---- sums ---- */

/* Where an id stands on the page, in words. */
static struct criteria_fault_view place_of(struct req *q, const struct criteria_set *s, Str id)
{
    struct criteria_ref ref;
    if (criteria_lookup(s, id, &ref)) {
        Str code = s->item[ref.item].code;
        return (struct criteria_fault_view){
            .text = ref.option < 0
                        ? say(q, M_CRITERIA_PLACE_ITEM, code, STR_NONE)
                        : say(q, M_CRITERIA_PLACE_OPTION, code, decimal(q, ref.option + 1)),
            .href = { str_fmt(q->arena, "#i%d", ref.item) },
        };
    }
    for (int k = 0; k < s->n_sections; k++) {
        if (str_starts(id, s->section[k].id) &&
            (id.n == s->section[k].id.n || id.p[s->section[k].id.n] == ' ')) {
            return (struct criteria_fault_view){
                .text = say(q, M_CRITERIA_SUM_SECTION, s->section[k].code, STR_NONE),
                .href = { str_fmt(q->arena, "#s%d", k) },
            };
        }
    }
    for (size_t p = 0; p < COUNT_OF(s->part); p++) {
        if (str_eq(id, s->part[p].id)) {
            return (struct criteria_fault_view){
                .text = say(q, M_CRITERIA_SUM_PART, s->part[p].code, STR_NONE),
                .href = { str_fmt(q->arena, "#phan-%.*s", STR_ARG(s->part[p].code)) },
            };
        }
    }
    bool whole = str_eq(id, s->id);
    return (struct criteria_fault_view){
        .text = whole ? i18n_text(q->lang, M_CRITERIA_SUM_TOTAL) : id,
        .href = { whole ? S("#tong-diem") : STR_NONE },
    };
}

static void add_sum(struct criteria_sum_list *l, struct criteria_sum r)
{
    r.good = r.sum == r.want;
    l->v[l->n++] = r;
}

static struct criteria_sum_list sums_of(struct req *q, const struct criteria_set *s)
{
    static const int64_t part_max[] = { 40, 25, 35 };
    struct criteria_sum_list l = { .v = NEW_N(q->arena, struct criteria_sum,
                                              (size_t)s->n_sections + 4) };
    int64_t total = 0;
    for (size_t p = 0; p < COUNT_OF(s->part); p++) {
        const struct criteria_part *x = &s->part[p];
        struct criteria_sum *part = &l.v[l.n];
        add_sum(&l, (struct criteria_sum){
                        .what = say(q, M_CRITERIA_SUM_PART, x->code, STR_NONE),
                        .href = { str_fmt(q->arena, "#phan-%.*s", STR_ARG(x->code)) },
                        .want = part_max[p],
                        .strong = true });
        for (int k = x->first; k < x->first + x->n; k++) {
            int64_t sum = 0;
            for (int i = s->section[k].first; i < s->section[k].first + s->section[k].n; i++) {
                sum += s->item[i].max;
            }
            add_sum(&l, (struct criteria_sum){
                            .what = say(q, M_CRITERIA_SUM_SECTION, s->section[k].code, STR_NONE),
                            .href = { str_fmt(q->arena, "#s%d", k) },
                            .sum = sum,
                            .want = s->section[k].max });
            part->sum += sum;
        }
        part->good = part->sum == part->want;
        total += part->sum;
    }
    add_sum(&l, (struct criteria_sum){ .what = i18n_text(q->lang, M_CRITERIA_SUM_TOTAL),
                                       .href = { S("#tong-diem") },
                                       .sum = total,
                                       .want = CRITERIA_TOTAL,
                                       .strong = true });
    return l;
}

static struct criteria_gate_sums gates_of(struct req *q, const struct criteria_set *s)
{
    struct criteria_gate_sums l = { .v = NEW_N(q->arena, struct criteria_gate_sum, 3) };
    for (int star = 3; star <= 5; star++) {
        struct criteria_gate_sum g = { .star = star };
        for (int i = 0; i < s->n_items; i++) {
            const struct criteria_item *item = &s->item[i];
            g.n += item->title_gate == star ? 1 : 0;
            for (size_t k = 0; k < item->n_cases; k++) {
                for (size_t j = 0; j < item->cases[k].n; j++) {
                    g.n += item->cases[k].option[j].gate == star ? 1 : 0;
                }
            }
            g.floor += criteria_item_floor(item, star);
        }
        l.v[l.n++] = g;
    }
    return l;
}

struct criteria_sums criteria_sums_of(struct req *q, const struct criteria_set *s,
                                      const struct problems *faults)
{
    struct criteria_sums v = { .rows = sums_of(q, s), .gates = gates_of(q, s) };
    v.faults.v = NEW_N(q->arena, struct criteria_fault_view, faults->n);
    for (size_t i = 0; i < faults->n; i++) {
        const struct problem *p = &faults->v[i];
        struct criteria_fault_view f = place_of(q, s, p->arg[0]);
        f.text = i18n_fmt(q->arena, q->lang, p->key, f.text, p->arg[1], p->arg[2]);
        v.faults.v[v.faults.n++] = f;
        v.n_faults++;
    }
    return v;
}

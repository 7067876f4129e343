/* check.c: does a set add up? 40/25/35, total 100, maxima, order of points, gates, check sums. */
#include "domain/criteria/check.h"

static const int64_t part_max[3] = { 40, 25, 35 }; /* QĐ 148/2023 and QĐ 26/2026 Đ.3 */

bool criteria_evidence_known(Str code)
{
    int64_t n = 0;
    return code.n == 3 && code.p[0] == 'E' && number_parse(str_skip(code, 1), 1, 15, &n) == OK;
}

static Str number(struct problems *p, int64_t v)
{
    return str_fmt(p->arena, "%lld", (long long)v);
}

static void check_options(const struct criteria_set *s, const struct criteria_item *item,
                          const struct criteria_case *c, struct problems *p)
{
    int64_t best = 0;
    bool falling = false;
    for (size_t i = 0; i < c->n; i++) {
        const struct criteria_option *o = &c->option[i];
        falling = falling || (i > 0 && o->points < c->option[i - 1].points);
        best = o->points > best ? o->points : best;
        if (o->points > item->max || o->points < 0) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_ABOVE_MAX, o->id, number(p, o->points));
        }
        if (str_empty(o->label)) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_LABEL, o->id, STR_NONE);
        }
        if (o->gate != 0 && (o->gate < 3 || o->gate > 5)) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_GATE, o->id, number(p, o->gate));
        }
    }
    if (falling) {
        (void)problem_add(p, s->id, M_CRITERIA_FAULT_FALLING, c->id, STR_NONE);
    }
    if (c->n < 2) {
        (void)problem_add(p, s->id, M_CRITERIA_FAULT_OPTIONS, c->id, STR_NONE);
    }
    if (s->complete && best != item->max) {
        (void)problem_add(p, s->id, M_CRITERIA_FAULT_ITEM_MAX, c->id, number(p, best));
    }
}

static void check_items(const struct criteria_set *s, struct problems *p)
{
    for (int i = 0; i < s->n_items; i++) {
        const struct criteria_item *item = &s->item[i];
        if (item->title_gate != 0 && (item->title_gate < 3 || item->title_gate > 5)) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_GATE, item->id,
                              number(p, item->title_gate));
        }
        for (size_t k = 0; k < item->n_cases; k++) {
            check_options(s, item, &item->cases[k], p);
        }
    }
}

/* Subgroups of a section: each item names one of them, and their maxima are the items'. */
static void check_subgroups(const struct criteria_set *s, const struct criteria_section *y,
                            struct problems *p)
{
    for (size_t g = 0; g < y->n_subgroups; g++) {
        int64_t sum = 0;
        for (int i = y->first; i < y->first + y->n; i++) {
            sum += str_eq(s->item[i].subgroup, y->subgroup[g].code) ? s->item[i].max : 0;
        }
        if (sum != y->subgroup[g].max) {
            Str id = str_fmt(p->arena, "%.*s (%.*s)", STR_ARG(y->id), STR_ARG(y->subgroup[g].code));
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_SUM, id, number(p, sum));
        }
    }
    for (int i = y->first; i < y->first + y->n; i++) {
        bool known = str_empty(s->item[i].subgroup);
        for (size_t g = 0; g < y->n_subgroups; g++) {
            known = known || str_eq(s->item[i].subgroup, y->subgroup[g].code);
        }
        if (!known) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_UNKNOWN_ID, s->item[i].id,
                              s->item[i].subgroup);
        }
    }
}

static void check_sums(const struct criteria_set *s, struct problems *p)
{
    int64_t total = 0;
    for (int part = 0; part < 3; part++) {
        const struct criteria_part *x = &s->part[part];
        int64_t in_part = 0;
        for (int k = x->first; k < x->first + x->n; k++) {
            const struct criteria_section *y = &s->section[k];
            int64_t in_section = 0;
            for (int i = y->first; i < y->first + y->n; i++) {
                in_section += s->item[i].max;
            }
            if (in_section != y->max) {
                (void)problem_add(p, s->id, M_CRITERIA_FAULT_SUM, y->id, number(p, in_section));
            }
            in_part += y->max;
            check_subgroups(s, y, p);
        }
        total += in_part;
        if (x->max != part_max[part]) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_PART_MAX, x->id,
                              number(p, part_max[part]));
        }
        if (in_part != x->max) {
            (void)problem_add(p, s->id, M_CRITERIA_FAULT_SUM, x->id, number(p, in_part));
        }
    }
    if (total != CRITERIA_TOTAL) {
        (void)problem_add(p, s->id, M_CRITERIA_FAULT_TOTAL, s->id, number(p, total));
    }
}

int64_t criteria_item_floor(const struct criteria_item *item, int star)
{
    int64_t floor = 0;
    for (size_t k = 0; k < item->n_cases; k++) {
        for (size_t i = 0; i < item->cases[k].n; i++) {
            const struct criteria_option *o = &item->cases[k].option[i];
            if (o->gate > 0 && o->gate <= star && o->points > floor) {
                floor = o->points;
            }
        }
    }
    if (item->title_gate > 0 && item->title_gate <= star && floor == 0) {
        for (size_t i = 0; i < item->cases[0].n && floor == 0; i++) {
            floor = item->cases[0].option[i].points;
        }
    }
    return floor;
}

static void check_count(const struct criteria_set *s, const json_t *counts, const char *key,
                        int64_t got, struct problems *p)
{
    if (json_i(counts, key, -1) != got) {
        (void)problem_add(p, s->id, M_CRITERIA_FAULT_COUNT, s->id, str_c(key));
    }
}

static void check_counts(const struct criteria_set *s, const json_t *counts, struct problems *p)
{
    int64_t options = 0, gates = 0, floor[6] = { 0 };
    for (int i = 0; i < s->n_items; i++) {
        const struct criteria_item *item = &s->item[i];
        gates += item->title_gate > 0 ? 1 : 0;
        for (size_t k = 0; k < item->n_cases; k++) {
            options += (int64_t)item->cases[k].n;
            for (size_t j = 0; j < item->cases[k].n; j++) {
                gates += item->cases[k].option[j].gate > 0 ? 1 : 0;
            }
        }
        for (int star = 3; star <= 5; star++) {
            floor[star] += criteria_item_floor(item, star);
        }
    }
    const json_t *floors = json_object_get(counts, "gate_floor");
    check_count(s, counts, "items", s->n_items, p);
    check_count(s, counts, "options", options, p);
    check_count(s, counts, "gates", gates, p);
    check_count(s, floors, "3", floor[3], p);
    check_count(s, floors, "4", floor[4], p);
    check_count(s, floors, "5", floor[5], p);
}

void criteria_check(const struct criteria_set *s, const json_t *counts, struct problems *problems)
{
    check_items(s, problems);
    if (s->complete) {
        check_sums(s, problems);
    }
    if (counts != NULL) {
        check_counts(s, counts, problems);
    }
}

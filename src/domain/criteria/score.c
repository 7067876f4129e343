/* score.c: THE function from score sheets to a star. Pure and exact. */
#include "domain/criteria/criteria.h"

struct criteria_policy criteria_default_policy(void)
{
    return (struct criteria_policy){ .divergence =
                                         10 }; /* provincial practice: Tây Ninh, Đồng Tháp */
}

const char *criteria_fault_name(enum criteria_fault f)
{
    static const char *const names[] = {
        [FAULT_UNKNOWN] = "unknown",
        [FAULT_CASE_NEEDED] = "case_needed",
        [FAULT_FOREIGN_POINTS] = "foreign_points",
        [FAULT_REPEATED] = "repeated",
        [FAULT_BOTH_CASES] = "both_cases",
        [FAULT_DEPENDENCY] = "dependency",
        [FAULT_BLANK] = "blank",
    };
    return names[f];
}

/* One member's sheet, item by item. */
struct marked {
    int64_t points[CRITERIA_ITEMS_MAX];
    bool answered[CRITERIA_ITEMS_MAX];
    bool faulty[CRITERIA_ITEMS_MAX]; /* answered, but wrongly: neither blank nor scored */
    int kase[CRITERIA_ITEMS_MAX];
    int64_t total, blank;
};

static void add_error(struct arena *a, struct criteria_errors *e, enum criteria_fault f, Str id)
{
    e->v = arena_grow(a, e->v, e->n, &e->cap, sizeof *e->v);
    e->v[e->n++] = (struct criteria_error){ f, id };
}

/* Which case and points an answer means; false and the fault when it means none. */
static bool meaning(const struct criteria_set *set, const struct criteria_answer *w,
                    struct criteria_ref *ref, int64_t *points, enum criteria_fault *fault)
{
    *fault = FAULT_UNKNOWN;
    if (!criteria_lookup(set, w->id, ref) || (w->has_points && ref->option >= 0) ||
        (!w->has_points && ref->option < 0)) {
        return false;
    }
    const struct criteria_item *item = &set->item[ref->item];
    if (ref->option >= 0) {
        *points = item->cases[ref->kase].option[ref->option].points;
        return true;
    }
    if (ref->kase < 0 && item->has_cases) {
        *fault = FAULT_CASE_NEEDED;
        return false;
    }
    ref->kase = ref->kase < 0 ? 0 : ref->kase;
    const struct criteria_case *c = &item->cases[ref->kase];
    for (size_t i = 0; i < c->n; i++) {
        if (c->option[i].points == w->points) {
            *points = w->points;
            return true;
        }
    }
    *fault = FAULT_FOREIGN_POINTS;
    return false;
}

static void mark_answer(struct arena *a, const struct criteria_set *set,
                        const struct criteria_answer *w, struct marked *m,
                        struct criteria_errors *errors)
{
    struct criteria_ref ref = { -1, -1, -1 };
    int64_t points = 0;
    enum criteria_fault fault;
    if (!meaning(set, w, &ref, &points, &fault)) {
        add_error(a, errors, fault, w->id);
        if (fault != FAULT_UNKNOWN) {
            m->faulty[ref.item] = true;
        }
        return;
    }
    if (m->answered[ref.item]) {
        const struct criteria_item *item = &set->item[ref.item];
        bool other_case = m->kase[ref.item] != ref.kase;
        add_error(a, errors, other_case ? FAULT_BOTH_CASES : FAULT_REPEATED,
                  other_case ? item->id : item->cases[ref.kase].id);
        m->faulty[ref.item] = true;
        return;
    }
    m->answered[ref.item] = true;
    m->kase[ref.item] = ref.kase;
    m->points[ref.item] = points;
}

static void check_item(struct arena *a, const struct criteria_set *set,
                       const struct criteria_policy *policy, int i, const struct marked *m,
                       struct criteria_errors *errors)
{
    const struct criteria_item *item = &set->item[i];
    if (policy->blank == BLANK_EXPLICIT && item->zero_printed && !m->answered[i] && !m->faulty[i]) {
        add_error(a, errors, FAULT_BLANK, item->id);
    }
    if (policy->dependency != DEPENDENCY_REJECT || m->points[i] == 0) {
        return;
    }
    for (size_t r = 0; r < item->n_rules; r++) {
        if (!str_eq(item->rule[r].type, S("depends_on"))) {
            continue;
        }
        for (size_t k = 0; k < item->rule[r].n_items; k++) {
            int base = item->rule[r].item[k];
            if (m->points[base] == 0 && !m->faulty[base]) {
                add_error(a, errors, FAULT_DEPENDENCY, item->id);
                return;
            }
        }
    }
}

static void mark_sheet(struct arena *a, const struct criteria_set *set,
                       const struct criteria_policy *policy, const struct criteria_sheet *sheet,
                       struct marked *m, struct criteria_errors *errors)
{
    *m = (struct marked){ .total = 0 };
    for (size_t i = 0; i < sheet->n; i++) {
        mark_answer(a, set, &sheet->v[i], m, errors);
    }
    for (int i = 0; i < set->n_items; i++) {
        check_item(a, set, policy, i, m, errors);
        m->total += m->points[i];
        m->blank += m->answered[i] ? 0 : 1;
    }
}

/* ---- gates ---- */

static const struct criteria_option *title_option(const struct criteria_item *item,
                                                  enum criteria_title_policy p)
{
    const struct criteria_case *c = &item->cases[0];
    if (p == TITLE_FULL) {
        return &c->option[c->n - 1];
    }
    for (size_t i = 0; i < c->n; i++) {
        if (c->option[i].points > 0) {
            return &c->option[i];
        }
    }
    return NULL;
}

static struct criteria_gate test_gate(const struct criteria_policy *policy, int item,
                                      const struct criteria_option *o, int star, size_t n,
                                      const struct marked *m)
{
    int64_t sum = 0, above = 0;
    for (size_t i = 0; i < n; i++) {
        sum += m[i].points[item];
        above += m[i].points[item] >= o->points ? 1 : 0;
    }
    struct criteria_gate g = { .option = o, .item = item, .star = star };
    if (policy->gate == GATE_MEAN) {
        g.got = frac_make(sum, (int64_t)n);
        g.met = sum >= o->points * (int64_t)n;
    } else {
        g.got = frac_make(above, 1);
        g.met = above * 2 > (int64_t)n;
    }
    return g;
}

static void keep_failing(struct arena *a, struct criteria_result *r, size_t *cap,
                         struct criteria_gate g)
{
    if (!g.met) {
        r->failing = arena_grow(a, r->failing, r->n_failing, cap, sizeof *r->failing);
        r->failing[r->n_failing++] = g;
    }
}

static void test_gates(struct arena *a, const struct criteria_set *set,
                       const struct criteria_policy *policy, size_t n, const struct marked *m,
                       struct criteria_result *r)
{
    size_t cap = 0;
    for (int i = 0; i < set->n_items; i++) {
        const struct criteria_item *item = &set->item[i];
        if (item->title_gate > 0 && policy->title_mark != TITLE_IGNORE) {
            const struct criteria_option *o = title_option(item, policy->title_mark);
            if (o != NULL) {
                keep_failing(a, r, &cap, test_gate(policy, i, o, item->title_gate, n, m));
            }
        }
        for (size_t k = 0; k < item->n_cases; k++) {
            for (size_t j = 0; j < item->cases[k].n; j++) {
                const struct criteria_option *o = &item->cases[k].option[j];
                if (o->gate > 0) {
                    keep_failing(a, r, &cap, test_gate(policy, i, o, o->gate, n, m));
                }
            }
        }
    }
}

static void decide(const struct criteria_set *set, struct criteria_result *r)
{
    r->band = 1;
    for (int star = 5; star > 1; star--) {
        if (r->mean.num >= set->band_min[star] * r->mean.den) {
            r->band = star;
            break;
        }
    }
    r->star = r->band;
    r->why = r->band < 3 ? WHY_BELOW : WHY_BAND;
    for (size_t i = 0; i < r->n_failing; i++) {
        if (r->failing[i].star <= r->star) { /* this star is missed: at best the one below */
            r->star = r->failing[i].star - 1;
            r->why = WHY_GATE;
            r->deciding = (int)i;
        }
    }
}

static void spread(const struct criteria_policy *policy, struct criteria_result *r)
{
    int64_t low = r->totals[0], high = r->totals[0];
    for (size_t i = 1; i < r->members; i++) {
        low = r->totals[i] < low ? r->totals[i] : low;
        high = r->totals[i] > high ? r->totals[i] : high;
    }
    r->spread = high - low;
    r->diverges = r->spread > policy->divergence;
}

void criteria_score(struct arena *a, const struct criteria_set *set,
                    const struct criteria_policy *policy, size_t n,
                    const struct criteria_sheet *sheets, struct criteria_result *ret)
{
    BUG_UNLESS(set->complete);
    struct criteria_result r = { .n_errors = n, .errors = NEW_N(a, struct criteria_errors, n) };
    struct marked *m = NEW_N(a, struct marked, n + 1);
    size_t good = 0;
    for (size_t i = 0; i < n; i++) {
        mark_sheet(a, set, policy, &sheets[i], &m[good], &r.errors[i]);
        good += r.errors[i].n == 0 ? 1 : 0;
    }
    r.valid = good > 0 && (good == n || policy->invalid == INVALID_EXCLUDE);
    if (!r.valid) {
        *ret = r;
        return;
    }
    r.members = good;
    r.totals = NEW_N(a, int64_t, good);
    r.blank = NEW_N(a, int64_t, good);
    int64_t sum = 0;
    for (size_t i = 0; i < good; i++) {
        r.totals[i] = m[i].total;
        r.blank[i] = m[i].blank;
        sum += m[i].total;
    }
    r.mean = frac_make(sum, (int64_t)good);
    test_gates(a, set, policy, good, m, &r);
    decide(set, &r);
    spread(policy, &r);
    *ret = r;
}

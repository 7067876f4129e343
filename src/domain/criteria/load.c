/* load.c: a scheme file to checked sets. Shape first, then check.c looks whether it adds up. */
#include "domain/criteria/check.h"
#include "domain/criteria/index.h"
#include "platform/base/embedded.h"
#include "platform/json/json.h"

enum { FILE_MAX = 4 * 1024 * 1024, SETS_MAX = 200, SECTIONS_MAX = 60, OPTIONS_MAX = 9 };

struct loading {
    struct arena *a;
    struct problems *problems;
    bool draft; /* all faults are wanted, and the set too */
    struct criteria_set *set;
};

/* The shape is wrong: says where (an id, or what there is of one) and gives up. */
static Err shape(struct loading *l, int key, Str where)
{
    (void)problem_add(l->problems, l->set == NULL ? STR_NONE : l->set->id, key,
                      str_none(where) ? S("?") : where, STR_NONE);
    return E_INPUT;
}

/* Points and maxima: outside these bounds they are no points at all, and sums stay small. */
static Err points_of(struct loading *l, const json_t *o, const char *key, Str where, int64_t *ret)
{
    int64_t v = json_i(o, key, INT64_MIN);
    if (v < -CRITERIA_POINTS_MAX || v > CRITERIA_POINTS_MAX) {
        return shape(l, M_CRITERIA_SHAPE_POINTS, where);
    }
    *ret = v;
    return OK;
}

static Str text(struct loading *l, const json_t *o, const char *key)
{
    return str_dup(l->a, json_str(o, key));
}

static bool is_true(const json_t *o, const char *key)
{
    return json_is_true(json_object_get(o, key));
}

static int gate_of(const json_t *o, const char *key)
{
    int64_t g = json_i(o, key, 0);
    return g < 0 || g > 99 ? 99 : (int)g; /* 99: refused by the check */
}

static Err load_options(struct loading *l, const json_t *list, struct criteria_case *c)
{
    c->n = json_array_size(list);
    if (c->n > OPTIONS_MAX) {
        return shape(l, M_CRITERIA_SHAPE_OPTIONS, c->id);
    }
    c->option = NEW_N(l->a, struct criteria_option, c->n + 1);
    for (size_t i = 0; i < c->n; i++) {
        const json_t *o = json_array_get(list, i);
        Str id = json_str(o, "id");
        int64_t points = 0;
        if (str_empty(id)) {
            return shape(l, M_CRITERIA_SHAPE_ID, c->id);
        }
        TRY(points_of(l, o, "points", c->id, &points));
        c->option[i] = (struct criteria_option){
            .id = str_fmt(l->a, "%.*s.%.*s", STR_ARG(c->id), STR_ARG(id)),
            .points = points,
            .gate = gate_of(o, "min_star_gate"),
            .synthesized = is_true(o, "synthesized"),
            .label = text(l, o, "label_vi"),
        };
    }
    return OK;
}

static Err load_cases(struct loading *l, const json_t *o, struct criteria_item *item)
{
    const json_t *options = json_object_get(o, "options"), *cases = json_object_get(o, "cases");
    item->has_cases = options == NULL;
    item->n_cases = item->has_cases ? json_array_size(cases) : 1;
    if (item->n_cases == 0 || item->n_cases > CRITERIA_CASES_MAX) {
        return shape(l, M_CRITERIA_SHAPE_NO_OPTIONS, item->id);
    }
    item->cases = NEW_N(l->a, struct criteria_case, item->n_cases);
    if (!item->has_cases) {
        item->cases[0] =
            (struct criteria_case){ .id = item->id, .code = item->code, .title = item->title };
        return load_options(l, options, &item->cases[0]);
    }
    for (size_t i = 0; i < item->n_cases; i++) {
        const json_t *c = json_array_get(cases, i);
        item->cases[i] = (struct criteria_case){ .id = text(l, c, "id"),
                                                 .code = text(l, c, "code"),
                                                 .title = text(l, c, "title_vi") };
        TRY(load_options(l, json_object_get(c, "options"), &item->cases[i]));
    }
    return OK;
}

static Err load_item(struct loading *l, const json_t *o, int section, struct criteria_item *item)
{
    *item = (struct criteria_item){
        .id = text(l, o, "id"),
        .code = text(l, o, "code"),
        .key = text(l, o, "key"),
        .title = text(l, o, "title_vi"),
        .subgroup = text(l, o, "subgroup"),
        .title_gate = gate_of(o, "min_star_gate_on_title"),
        .commune = is_true(o, "commune_report"),
        .section = section,
    };
    if (str_empty(item->id) || str_empty(item->code)) {
        return shape(l, M_CRITERIA_SHAPE_ID, l->set->section[section].id);
    }
    TRY(points_of(l, o, "max", item->id, &item->max));
    TRY(load_cases(l, o, item));
    for (size_t k = 0; k < item->n_cases; k++) {
        for (size_t i = 0; i < item->cases[k].n; i++) {
            const struct criteria_option *x = &item->cases[k].option[i];
            item->zero_printed = item->zero_printed || (x->points == 0 && !x->synthesized);
        }
    }
    const json_t *evidence = json_object_get(o, "evidence");
    item->n_evidence = json_array_size(evidence);
    item->evidence = NEW_N(l->a, Str, item->n_evidence);
    for (size_t i = 0; i < item->n_evidence; i++) {
        item->evidence[i] = str_dup(l->a, str_c(json_string_value(json_array_get(evidence, i))));
        if (!criteria_evidence_known(item->evidence[i])) {
            (void)problem_add(l->problems, l->set->id, M_CRITERIA_FAULT_EVIDENCE, item->id,
                              str_none(item->evidence[i]) ? S("?") : item->evidence[i]);
        }
    }
    return OK;
}

/* Rules name items by id, also later ones: read when all items are known. */
static void load_rules(struct loading *l, const json_t *o, struct criteria_item *item)
{
    const json_t *rules = json_object_get(o, "rules");
    item->n_rules = json_array_size(rules);
    item->rule = NEW_N(l->a, struct criteria_rule, item->n_rules);
    for (size_t i = 0; i < item->n_rules; i++) {
        const json_t *r = json_array_get(rules, i), *items = json_object_get(r, "items");
        struct criteria_rule *rule = &item->rule[i];
        *rule = (struct criteria_rule){ .type = text(l, r, "type"), .text = text(l, r, "text_vi") };
        rule->item = NEW_N(l->a, int, json_array_size(items));
        for (size_t k = 0; k < json_array_size(items); k++) {
            Str id = str_c(json_string_value(json_array_get(items, k)));
            struct criteria_ref ref;
            if (!str_none(id) && criteria_lookup(l->set, id, &ref) && ref.option < 0) {
                rule->item[rule->n_items++] = ref.item;
            } else {
                (void)problem_add(l->problems, l->set->id, M_CRITERIA_FAULT_UNKNOWN_ID, item->id,
                                  id);
            }
        }
    }
}

static Err load_subgroups(struct loading *l, const json_t *list, struct criteria_section *x)
{
    x->n_subgroups = json_array_size(list);
    x->subgroup = NEW_N(l->a, struct criteria_subgroup, x->n_subgroups);
    for (size_t i = 0; i < x->n_subgroups; i++) {
        const json_t *o = json_array_get(list, i);
        struct criteria_subgroup *g = &x->subgroup[i];
        *g = (struct criteria_subgroup){ .code = text(l, o, "code"),
                                         .title = text(l, o, "title_vi") };
        TRY(points_of(l, o, "max", x->id, &g->max));
    }
    return OK;
}

static Err load_section(struct loading *l, const json_t *o, int part)
{
    struct criteria_set *s = l->set;
    int index = s->n_sections++;
    struct criteria_section *x = &s->section[index];
    *x = (struct criteria_section){
        .id = text(l, o, "id"),
        .code = text(l, o, "code"),
        .title = text(l, o, "title_vi"),
        .part = part,
        .first = s->n_items,
    };
    if (str_empty(x->id)) {
        return shape(l, M_CRITERIA_SHAPE_ID, s->id);
    }
    TRY(points_of(l, o, "max", x->id, &x->max));
    TRY(load_subgroups(l, json_object_get(o, "subgroups"), x));
    const json_t *items = json_object_get(o, "items");
    for (size_t i = 0; i < json_array_size(items); i++) {
        if (s->n_items == CRITERIA_ITEMS_MAX) {
            return shape(l, M_CRITERIA_SHAPE_ITEMS, s->id);
        }
        TRY(load_item(l, json_array_get(items, i), index, &s->item[s->n_items]));
        s->n_items++;
        x->n++;
    }
    return OK;
}

static Err load_parts(struct loading *l, const json_t *o)
{
    struct criteria_set *s = l->set;
    const json_t *parts = json_object_get(o, "parts");
    if (json_array_size(parts) != COUNT_OF(s->part)) {
        return shape(l, M_CRITERIA_SHAPE_PARTS, s->id);
    }
    size_t sections = 0;
    for (size_t i = 0; i < COUNT_OF(s->part); i++) {
        sections += json_array_size(json_object_get(json_array_get(parts, i), "sections"));
    }
    if (sections > SECTIONS_MAX) {
        return shape(l, M_CRITERIA_SHAPE_ITEMS, s->id);
    }
    s->section = NEW_N(l->a, struct criteria_section, sections);
    s->item = NEW_N(l->a, struct criteria_item, CRITERIA_ITEMS_MAX);
    for (size_t i = 0; i < COUNT_OF(s->part); i++) {
        const json_t *p = json_array_get(parts, i), *list = json_object_get(p, "sections");
        s->part[i] = (struct criteria_part){
            .id = text(l, p, "id"),
            .code = text(l, p, "code"),
            .title = text(l, p, "title_vi"),
            .first = s->n_sections,
        };
        TRY(points_of(l, p, "max", s->id, &s->part[i].max));
        for (size_t k = 0; k < json_array_size(list); k++) {
            TRY(load_section(l, json_array_get(list, k), (int)i));
            s->part[i].n++;
        }
    }
    return OK;
}

static void build_index(struct loading *l)
{
    struct criteria_set *s = l->set;
    size_t ids = 0;
    for (int i = 0; i < s->n_items; i++) {
        ids += 1 + s->item[i].n_cases;
        for (size_t k = 0; k < s->item[i].n_cases; k++) {
            ids += s->item[i].cases[k].n;
        }
    }
    s->index = criteria_index_new(l->a, ids);
    for (int i = 0; i < s->n_items; i++) {
        struct criteria_item *item = &s->item[i];
        bool fresh = criteria_index_add(s->index, item->id, (struct criteria_ref){ i, -1, -1 });
        for (size_t k = 0; k < item->n_cases; k++) {
            struct criteria_case *c = &item->cases[k];
            fresh = (!item->has_cases ||
                     criteria_index_add(s->index, c->id, (struct criteria_ref){ i, (int)k, -1 })) &&
                    fresh;
            for (size_t j = 0; j < c->n; j++) {
                fresh = criteria_index_add(s->index, c->option[j].id,
                                           (struct criteria_ref){ i, (int)k, (int)j }) &&
                        fresh;
            }
        }
        if (!fresh) {
            (void)problem_add(l->problems, s->id, M_CRITERIA_FAULT_DOUBLE_ID, item->id, STR_NONE);
        }
    }
}

static void load_all_rules(struct loading *l, const json_t *o)
{
    int at = 0;
    const json_t *parts = json_object_get(o, "parts");
    for (size_t p = 0; p < json_array_size(parts); p++) {
        const json_t *sections = json_object_get(json_array_get(parts, p), "sections");
        for (size_t s = 0; s < json_array_size(sections); s++) {
            const json_t *items = json_object_get(json_array_get(sections, s), "items");
            for (size_t i = 0; i < json_array_size(items); i++) {
                load_rules(l, json_array_get(items, i), &l->set->item[at++]);
            }
        }
    }
}

static Err load_set(struct loading *l, const json_t *o, const struct criteria_set *scheme,
                    struct criteria_set **ret)
{
    struct criteria_set *s = NEW(l->a, struct criteria_set);
    *s = *scheme;
    l->set = s;
    s->id = text(l, o, "id");
    s->name = text(l, o, "name_vi");
    s->name_en = text(l, o, "name_en");
    s->group = text(l, o, "group");
    int64_t no = json_i(o, "no", 0);
    s->no = no >= 1 && no <= 26 ? (int)no : 0;
    s->samples = json_i(o, "samples", 0);
    s->complete = is_true(o, "complete") || l->draft;
    if (str_empty(s->id) || str_empty(s->name) || s->no < 1 || s->no > 26) {
        return shape(l, M_CRITERIA_SHAPE_SET, s->id);
    }
    TRY(load_parts(l, o));
    build_index(l);
    load_all_rules(l, o);
    const json_t *knock = json_object_get(o, "knock_outs");
    s->n_knock_outs = json_array_size(knock);
    s->knock_out = NEW_N(l->a, struct criteria_text, s->n_knock_outs);
    for (size_t i = 0; i < s->n_knock_outs; i++) {
        s->knock_out[i] = (struct criteria_text){ text(l, json_array_get(knock, i), "id"),
                                                  text(l, json_array_get(knock, i), "text_vi") };
    }
    criteria_check(s, l->draft ? NULL : json_object_get(o, "counts"), l->problems);
    s->complete = s->complete && (!l->draft || l->problems->n == 0);
    *ret = s;
    return OK;
}

static Err load_scheme(struct loading *l, const json_t *o, struct criteria_set *ret)
{
    struct criteria_set s = { .scheme = text(l, o, "id"), .lapses = DATE_NONE };
    if (str_none(s.scheme) || date_parse_iso(json_str(o, "in_force_from"), &s.from) != OK) {
        return shape(l, M_CRITERIA_SHAPE_SCHEME, s.scheme);
    }
    Str lapses = json_str(o, "lapses_on");
    if (!str_none(lapses) && date_parse_iso(lapses, &s.lapses) != OK) {
        return shape(l, M_CRITERIA_SHAPE_SCHEME, s.scheme);
    }
    const json_t *bands = json_object_get(o, "star_bands");
    int seen = 0;
    for (size_t i = 0; i < json_array_size(bands); i++) {
        int64_t star = json_i(json_array_get(bands, i), "star", 0),
                min = json_i(json_array_get(bands, i), "min", -1);
        if (star >= 1 && star <= 5 && min >= 0 && min <= CRITERIA_TOTAL) {
            s.band_min[star] = (int)min;
            seen |= 1 << star;
        }
    }
    *ret = s;
    bool rising = seen == 0x3e && s.band_min[1] == 0;
    for (int star = 2; star <= 5; star++) {
        rising = rising && s.band_min[star] > s.band_min[star - 1];
    }
    return rising ? OK : shape(l, M_CRITERIA_SHAPE_BANDS, s.scheme);
}

static Err load_text(struct loading *l, Str json, struct criteria_sets *ret)
{
    json_t *root CLEANUP(json_cleanup) = NULL;
    int line = 0;
    if (json_read(json, FILE_MAX, &root, &line) != OK) {
        (void)problem_add(l->problems, STR_NONE, M_CRITERIA_SHAPE_JSON, str_fmt(l->a, "%d", line),
                          STR_NONE);
        return E_INPUT;
    }
    const json_t *o = json_object_get(root, "scheme");
    if (!str_eq(json_str(root, "format"), S("ocop-criteria-1")) || !json_is_object(o)) {
        return shape(l, M_CRITERIA_SHAPE_FORMAT, STR_NONE);
    }
    struct criteria_set scheme;
    TRY(load_scheme(l, o, &scheme));
    const json_t *sets = json_object_get(o, "sets");
    size_t n = json_array_size(sets);
    if (n == 0 || n > SETS_MAX) {
        return shape(l, M_CRITERIA_SHAPE_FORMAT, scheme.scheme);
    }
    struct criteria_sets r = { .v = NEW_N(l->a, struct criteria_set *, n) };
    for (size_t i = 0; i < n; i++) {
        TRY(load_set(l, json_array_get(sets, i), &scheme, &r.v[i]));
        r.n++;
        for (size_t k = 0; k < i; k++) {
            if (str_eq(r.v[k]->id, r.v[i]->id)) {
                (void)problem_add(l->problems, r.v[i]->id, M_CRITERIA_FAULT_DOUBLE_ID, r.v[i]->id,
                                  STR_NONE);
            }
        }
    }
    *ret = r;
    return OK;
}

Err criteria_load(struct arena *a, Str json, struct problems *problems, struct criteria_sets *ret)
{
    struct loading l = { .a = a, .problems = problems };
    size_t before = problems->n;
    struct criteria_sets r;
    TRY(load_text(&l, json, &r));
    if (problems->n > before) {
        return E_REFUSED;
    }
    *ret = r;
    return OK;
}

Err criteria_load_draft(struct arena *a, Str json, struct problems *faults,
                        struct criteria_set **ret)
{
    struct loading l = { .a = a, .problems = faults, .draft = true };
    struct criteria_sets r;
    TRY(load_text(&l, json, &r));
    if (r.n != 1) {
        return shape(&l, M_CRITERIA_SHAPE_FORMAT, STR_NONE);
    }
    *ret = r.v[0];
    return OK;
}

Err criteria_load_builtin(struct arena *a, struct criteria_sets *ret)
{
    struct criteria_sets all = { .n = 0, .v = NEW_N(a, struct criteria_set *, 200) };
    struct problems problems = { .arena = a };
    for (size_t i = 0; i < data_files_n; i++) {
        Str path = str_c(data_files[i].path);
        if (!str_starts(path, S("criteria/qd"))) {
            continue;
        }
        struct criteria_sets some;
        TRY(criteria_load(a, embedded_text(&data_files[i]), &problems, &some));
        for (size_t k = 0; k < some.n && all.n < 200; k++) {
            all.v[all.n++] = some.v[k];
        }
    }
    *ret = all;
    return OK;
}

const struct criteria_set *criteria_find(const struct criteria_sets *sets, Str id)
{
    for (size_t i = 0; i < sets->n; i++) {
        if (str_eq(sets->v[i]->id, id)) {
            return sets->v[i];
        }
    }
    return NULL;
}

const struct criteria_set *criteria_of_no(const struct criteria_sets *sets, Str scheme, int no)
{
    for (size_t i = 0; i < sets->n; i++) {
        if (str_eq(sets->v[i]->scheme, scheme) && sets->v[i]->no == no) {
            return sets->v[i];
        }
    }
    return NULL;
}

/* load_test.c: files that hold together, and every fault refused with its reason. */
#include "domain/criteria/criteria.h"
#include "messages.h"
#include "platform/base/embedded.h"
#include "platform/json/json.h"
#include "platform/test/test.h"

static Str file_text(const char *path)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), str_c(path))) {
            return embedded_text(&data_files[i]);
        }
    }
    CHECK(false);
    return S("{}");
}

/* The first set of QĐ 26 alone, with change(set) done to it. */
static Str changed(void (*change)(json_t *scheme, json_t *set))
{
    json_t *root CLEANUP(json_cleanup) = NULL;
    int line = 0;
    CHECK_ERR(json_read(file_text("criteria/qd26-2026.json"), 4 * 1024 * 1024, &root, &line), OK);
    json_t *scheme = json_object_get(root, "scheme"), *sets = json_object_get(scheme, "sets");
    while (json_array_size(sets) > 1) {
        CHECK(json_array_remove(sets, 1) == 0);
    }
    if (change != NULL) {
        change(scheme, json_array_get(sets, 0));
    }
    char *text = json_dumps(root, JSON_COMPACT);
    Str s = str_dup(test_arena(), str_c(text));
    free(text);
    return s;
}

static json_t *part(json_t *set, size_t p)
{
    return json_array_get(json_object_get(set, "parts"), p);
}
static json_t *section(json_t *set, size_t p, size_t s)
{
    return json_array_get(json_object_get(part(set, p), "sections"), s);
}
static json_t *item(json_t *set, size_t i)
{
    return json_array_get(json_object_get(section(set, 0, 0), "items"), i);
}
static json_t *option(json_t *set, size_t i, size_t o)
{
    return json_array_get(json_object_get(item(set, i), "options"), o);
}
static void put(json_t *o, const char *key, int64_t v)
{
    CHECK(json_object_set_new(o, key, json_integer(v)) == 0);
}
static void put_text(json_t *o, const char *key, const char *v)
{
    CHECK(json_object_set_new(o, key, json_string(v)) == 0);
}

/* ---- faults ---- */

static void total(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(part(set, 0), "max", 41);
}
static void section_sum(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(section(set, 0, 0), "max", 99);
}
static void above(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(option(set, 0, json_array_size(json_object_get(item(set, 0), "options")) - 1), "points",
        24);
}
static void falling(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(option(set, 0, 0), "points",
        (int64_t)json_integer_value(json_object_get(item(set, 0), "max")));
}
static void gate(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(option(set, 0, 0), "min_star_gate", 6);
}
static void title_gate(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(item(set, 0), "min_star_gate_on_title", 2);
}
static void double_id(json_t *scheme, json_t *set)
{
    (void)scheme;
    put_text(option(set, 0, 1), "id", "o1");
}
static void unknown_rule(json_t *scheme, json_t *set)
{
    (void)scheme;
    json_t *rules = json_loads(
        "[{\"type\":\"depends_on\",\"text_vi\":\"x\",\"items\":[\"QD26-01.9.9\"]}]", 0, NULL);
    CHECK(json_object_set_new(item(set, 0), "rules", rules) == 0);
}
static void evidence(json_t *scheme, json_t *set)
{
    (void)scheme;
    CHECK(json_object_set_new(item(set, 0), "evidence", json_loads("[\"E16\"]", 0, NULL)) == 0);
}
static void one_option(json_t *scheme, json_t *set)
{
    (void)scheme;
    json_t *options = json_object_get(item(set, 0), "options");
    while (json_array_size(options) > 1) {
        CHECK(json_array_remove(options, 0) == 0);
    }
}
static void no_label(json_t *scheme, json_t *set)
{
    (void)scheme;
    put_text(option(set, 0, 0), "label_vi", "");
}
static void counts(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(json_object_get(set, "counts"), "gates", 1);
}
static void floors(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(json_object_get(json_object_get(set, "counts"), "gate_floor"), "4", 1);
}
static void subgroup(json_t *scheme, json_t *set)
{
    (void)scheme;
    put_text(item(set, 0), "subgroup", "1.9");
}

static bool has(const struct problems *p, int key)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->v[i].key == key) {
            return true;
        }
    }
    return false;
}

TEST(criteria_load_refuses_each_fault)
{
    static const struct {
        void (*change)(json_t *scheme, json_t *set);
        int key;
    } cases[] = {
        { total, M_CRITERIA_FAULT_PART_MAX },
        { total, M_CRITERIA_FAULT_SUM },
        { section_sum, M_CRITERIA_FAULT_SUM },
        { section_sum, M_CRITERIA_FAULT_TOTAL },
        { above, M_CRITERIA_FAULT_ABOVE_MAX },
        { above, M_CRITERIA_FAULT_ITEM_MAX },
        { falling, M_CRITERIA_FAULT_FALLING },
        { gate, M_CRITERIA_FAULT_GATE },
        { title_gate, M_CRITERIA_FAULT_GATE },
        { double_id, M_CRITERIA_FAULT_DOUBLE_ID },
        { unknown_rule, M_CRITERIA_FAULT_UNKNOWN_ID },
        { evidence, M_CRITERIA_FAULT_EVIDENCE },
        { one_option, M_CRITERIA_FAULT_OPTIONS },
        { no_label, M_CRITERIA_FAULT_LABEL },
        { counts, M_CRITERIA_FAULT_COUNT },
        { floors, M_CRITERIA_FAULT_COUNT },
        { subgroup, M_CRITERIA_FAULT_UNKNOWN_ID },
    };
    struct criteria_sets sets;
    struct problems none = { .arena = test_arena() };
    CHECK_ERR(criteria_load(test_arena(), changed(NULL), &none, &sets), OK);
    CHECK_INT(none.n, 0);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct problems p = { .arena = test_arena() };
        CHECK_ERR(criteria_load(test_arena(), changed(cases[i].change), &p, &sets), E_REFUSED);
        if (!has(&p, cases[i].key)) {
            CHECK_INT(i, -1);
        }
    }
}

/* ---- shape ---- */

static void huge(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(option(set, 0, 0), "points", INT64_MAX);
}
static void no_max(json_t *scheme, json_t *set)
{
    (void)scheme;
    CHECK(json_object_del(item(set, 0), "max") == 0);
}
static void two_parts(json_t *scheme, json_t *set)
{
    (void)scheme;
    CHECK(json_array_remove(json_object_get(set, "parts"), 2) == 0);
}
static void no_options(json_t *scheme, json_t *set)
{
    (void)scheme;
    CHECK(json_object_del(item(set, 0), "options") == 0);
}
static void no_bands(json_t *scheme, json_t *set)
{
    (void)set;
    CHECK(json_array_remove(json_object_get(scheme, "star_bands"), 1) == 0);
}
static void bad_day(json_t *scheme, json_t *set)
{
    (void)set;
    put_text(scheme, "in_force_from", "22/5/2026");
}
static void number_27(json_t *scheme, json_t *set)
{
    (void)scheme;
    put(set, "no", 27);
}

TEST(criteria_load_says_what_shape_is_wrong)
{
    static const struct {
        void (*change)(json_t *scheme, json_t *set);
        int key;
    } cases[] = {
        { huge, M_CRITERIA_SHAPE_POINTS },           { no_max, M_CRITERIA_SHAPE_POINTS },
        { two_parts, M_CRITERIA_SHAPE_PARTS },       { no_bands, M_CRITERIA_SHAPE_BANDS },
        { no_options, M_CRITERIA_SHAPE_NO_OPTIONS }, { bad_day, M_CRITERIA_SHAPE_SCHEME },
        { number_27, M_CRITERIA_SHAPE_SET },
    };
    struct criteria_sets sets;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct problems p = { .arena = test_arena() };
        CHECK_ERR(criteria_load(test_arena(), changed(cases[i].change), &p, &sets), E_INPUT);
        if (!has(&p, cases[i].key)) {
            CHECK_INT(i, -1);
        }
    }
    struct problems p = { .arena = test_arena() };
    CHECK_ERR(criteria_load(test_arena(), S("{\"format\":\"x\"}"), &p, &sets), E_INPUT);
    CHECK(has(&p, M_CRITERIA_SHAPE_FORMAT));
    CHECK_ERR(criteria_load(test_arena(), S("{"), &p, &sets), E_INPUT);
    CHECK(has(&p, M_CRITERIA_SHAPE_JSON));
}

TEST(criteria_load_builtin_sets)
{
    struct criteria_sets all;
    CHECK_ERR(criteria_load_builtin(test_arena(), &all), OK);
    CHECK_INT(all.n, 52);
    int drafts = 0;
    for (size_t i = 0; i < all.n; i++) {
        drafts += all.v[i]->complete ? 0 : 1;
    }
    CHECK_INT(drafts, 4); /* QĐ 148: 7, 11, 12, 13 do not add up in the source */
    const struct criteria_set *s = criteria_find(&all, S("QD26-11"));
    CHECK(s != NULL && s->complete);
    CHECK(criteria_of_no(&all, S("QD26-2026"), 11) == s);
    CHECK(criteria_find(&all, S("QD26-27")) == NULL);
    struct criteria_ref r;
    CHECK(criteria_lookup(s, S("QD26-11.1.1.o2"), &r) && r.option == 1);
    CHECK(!criteria_lookup(s, S("QD26-11.1.1.o"), &r) && !criteria_lookup(s, S(""), &r));
}

TEST(criteria_load_draft_lists_all)
{
    struct problems p = { .arena = test_arena() };
    struct criteria_set *s;
    CHECK_ERR(criteria_load_draft(test_arena(), changed(section_sum), &p, &s), OK);
    CHECK(!s->complete && p.n >= 3);
    struct problems none = { .arena = test_arena() };
    CHECK_ERR(criteria_load_draft(test_arena(), changed(counts), &none, &s), OK);
    CHECK(s->complete); /* check sums are the file's own affair */
}

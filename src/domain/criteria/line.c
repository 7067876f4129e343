/* line.c: one line of headless scoring: a JSON object in, a JSON object out. What the fields mean
 * stands in doc/decisions/0012-headless-scoring.md. */
#include "domain/criteria/criteria.h"
#include "platform/json/json.h"

/* A number that no option carries, so that it is answered with foreign_points. */
enum { NO_POINTS = -1 };

struct line {
    struct json_scan scan;
    struct arena *a;
    Str id; /* as written: a text, a number or null */
    Str set;
    struct criteria_policy policy;
    size_t n, cap;
    struct criteria_sheet *sheets;
    bool has_sheets;
    Str why; /* of an E_INPUT; none: not JSON */
};

static Err bad(struct line *l, Str why)
{
    l->why = why;
    return E_INPUT;
}

/* ---- policy ---- */

static const struct choice {
    const char *key;
    const char *value[3];
} choices[] = {
    { "gate", { "mean", "majority", NULL } },     { "title_mark", { "lowest", "full", "ignore" } },
    { "invalid", { "reject", "exclude", NULL } }, { "dependency", { "ignore", "reject", NULL } },
    { "blank", { "zero", "explicit", NULL } },
};

static void choose(struct criteria_policy *p, size_t key, unsigned value)
{
    switch (key) {
    case 0:
        p->gate = (enum criteria_gate_policy)value;
        return;
    case 1:
        p->title_mark = (enum criteria_title_policy)value;
        return;
    case 2:
        p->invalid = (enum criteria_invalid_policy)value;
        return;
    case 3:
        p->dependency = (enum criteria_dependency_policy)value;
        return;
    default:
        p->blank = (enum criteria_blank_policy)value;
    }
}

static Err read_divergence(struct line *l)
{
    char c = json_scan_peek(&l->scan);
    bool whole = false;
    int64_t v = 0;
    if (c != '-' && (c < '0' || c > '9')) {
        return bad(l, S("policy divergence: not a number"));
    }
    TRY(json_scan_number(&l->scan, &v, &whole));
    if (!whole || v < 0) {
        return bad(l, S("policy divergence: not a whole number from 0"));
    }
    l->policy.divergence = v;
    return OK;
}

static Err read_choice(struct line *l, Str key)
{
    for (size_t i = 0; i < COUNT_OF(choices); i++) {
        if (!str_eq(key, str_c(choices[i].key))) {
            continue;
        }
        Str value = STR_NONE;
        if (json_scan_peek(&l->scan) == '"') {
            TRY(json_scan_text(&l->scan, &value));
        }
        for (unsigned k = 0; k < COUNT_OF(choices[i].value) && choices[i].value[k] != NULL; k++) {
            if (!str_none(value) && str_eq(value, str_c(choices[i].value[k]))) {
                choose(&l->policy, i, k);
                return OK;
            }
        }
        return bad(l, str_fmt(l->a, "policy %s: unknown value", choices[i].key));
    }
    return bad(l, S("policy: unknown key"));
}

static Err read_policy(struct line *l)
{
    struct json_scan *s = &l->scan;
    uint32_t seen = 0;
    if (!json_scan_take(s, '{')) {
        return bad(l, S("policy: not an object"));
    }
    if (json_scan_take(s, '}')) {
        return OK;
    }
    do {
        Str key;
        TRY(json_scan_text(s, &key));
        if (!json_scan_take(s, ':')) {
            return E_INPUT;
        }
        size_t k = 0;
        while (k < COUNT_OF(choices) && !str_eq(key, str_c(choices[k].key))) {
            k++;
        }
        TRY(str_eq(key, S("divergence")) ? read_divergence(l) : read_choice(l, key));
        if ((seen & 1U << k) != 0) {
            return bad(l, S("policy: a key stands twice"));
        }
        seen |= 1U << k;
    } while (json_scan_take(s, ','));
    return json_scan_take(s, '}') ? OK : E_INPUT;
}

/* ---- sheets ---- */

static Err not_an_answer(struct line *l)
{
    return bad(l, S("sheets: an answer is neither [id, points] nor an option id"));
}

static Err read_answer(struct line *l, struct criteria_answer *ret)
{
    struct json_scan *s = &l->scan;
    *ret = (struct criteria_answer){ .has_points = false };
    if (json_scan_peek(s) == '"') {
        return json_scan_text(s, &ret->id);
    }
    if (!json_scan_take(s, '[') || json_scan_peek(s) != '"') {
        return not_an_answer(l);
    }
    TRY(json_scan_text(s, &ret->id));
    if (!json_scan_take(s, ',')) {
        return json_scan_peek(s) == ']' ? not_an_answer(l) : E_INPUT;
    }
    char c = json_scan_peek(s);
    if (c != '-' && (c < '0' || c > '9')) {
        return not_an_answer(l);
    }
    bool whole = false;
    TRY(json_scan_number(s, &ret->points, &whole));
    ret->points = whole && ret->points >= 0 ? ret->points : NO_POINTS;
    ret->has_points = true;
    if (!json_scan_take(s, ']')) {
        return json_scan_peek(s) == ',' ? not_an_answer(l) : E_INPUT;
    }
    return OK;
}

static Err read_sheet(struct line *l, struct criteria_sheet *ret)
{
    struct json_scan *s = &l->scan;
    size_t n = 0, cap = 40;
    if (!json_scan_take(s, '[')) {
        return bad(l, S("sheets: a sheet is not a list"));
    }
    struct criteria_answer *v = NEW_N(l->a, struct criteria_answer, cap);
    if (!json_scan_take(s, ']')) {
        do {
            if (n == CRITERIA_LINE_ANSWERS_MAX) {
                return bad(l, S("sheets: a sheet of more than 1000 answers"));
            }
            v = arena_grow(l->a, v, n, &cap, sizeof *v);
            TRY(read_answer(l, &v[n]));
            n++;
        } while (json_scan_take(s, ','));
        if (!json_scan_take(s, ']')) {
            return E_INPUT;
        }
    }
    *ret = (struct criteria_sheet){ n, v };
    return OK;
}

static Err read_sheets(struct line *l)
{
    struct json_scan *s = &l->scan;
    if (!json_scan_take(s, '[')) {
        return bad(l, S("sheets: not a list"));
    }
    l->has_sheets = true;
    if (json_scan_take(s, ']')) {
        return OK;
    }
    do {
        if (l->n == CRITERIA_LINE_SHEETS_MAX) {
            return bad(l, S("sheets: more than 10000"));
        }
        l->sheets = arena_grow(l->a, l->sheets, l->n, &l->cap, sizeof *l->sheets);
        TRY(read_sheet(l, &l->sheets[l->n]));
        l->n++;
    } while (json_scan_take(s, ','));
    return json_scan_take(s, ']') ? OK : E_INPUT;
}

/* ---- the line ---- */

/* A number comes back as it was written; one too long or too large for a double would be another
 * number to most readers (RFC 8259 §6). */
static bool is_safe_number(Str raw)
{
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] == 'e' || raw.p[i] == 'E') {
            return false;
        }
    }
    return raw.n <= 16;
}

static Err read_id(struct line *l)
{
    char c = json_scan_peek(&l->scan);
    Str raw;
    TRY(json_scan_value(&l->scan, &raw));
    if (c == '{' || c == '[' || c == 't' || c == 'f') {
        return bad(l, S("id: neither text nor number"));
    }
    if (c != '"' && c != 'n' && !is_safe_number(raw)) {
        return bad(
            l,
            S("id: a number of more than 16 characters or with an exponent; write it as a text"));
    }
    l->id = raw;
    return OK;
}

/* bit: one a known key, to refuse a second. */
static Err read_member(struct line *l, Str key, unsigned *bit)
{
    Str raw;
    if (str_eq(key, S("sheets"))) {
        *bit = 1;
        return read_sheets(l);
    }
    if (str_eq(key, S("id"))) {
        *bit = 2;
        return read_id(l);
    }
    if (str_eq(key, S("policy"))) {
        *bit = 4;
        return read_policy(l);
    }
    if (str_eq(key, S("set"))) {
        *bit = 8;
        return json_scan_peek(&l->scan) == '"' ? json_scan_text(&l->scan, &l->set)
                                               : bad(l, S("set: not a text"));
    }
    *bit = 0;
    return json_scan_value(&l->scan, &raw);
}

static Err read_line(struct line *l)
{
    struct json_scan *s = &l->scan;
    unsigned seen = 0, bit = 0;
    if (!json_scan_take(s, '{')) {
        return E_INPUT;
    }
    if (!json_scan_take(s, '}')) {
        do {
            Str key;
            TRY(json_scan_text(s, &key));
            if (!json_scan_take(s, ':')) {
                return E_INPUT;
            }
            TRY(read_member(l, key, &bit));
            if ((seen & bit) != 0) {
                return bad(l, S("a key stands twice"));
            }
            seen |= bit;
        } while (json_scan_take(s, ','));
        if (!json_scan_take(s, '}')) {
            return E_INPUT;
        }
    }
    return json_scan_done(s) ? OK : E_INPUT;
}

static Err read_whole(struct line *l, const struct criteria_sets *sets,
                      const struct criteria_set **ret)
{
    TRY(read_line(l));
    if (str_none(l->set)) {
        return bad(l, S("set is missing"));
    }
    if (!l->has_sheets) {
        return bad(l, S("sheets is missing"));
    }
    const struct criteria_set *set = criteria_find(sets, l->set);
    if (set == NULL) {
        return bad(l, S("set: unknown"));
    }
    if (!set->complete) {
        return bad(l, S("set: a draft that does not add up; it can't score"));
    }
    *ret = set;
    return OK;
}

/* ---- the answer ---- */

static void put_numbers(struct out *o, size_t n, const int64_t *v)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            out_c(o, ',');
        }
        out_int(o, v[i]);
    }
}

static void put_result(struct out *o, const struct criteria_result *r)
{
    out_raw(o, S(",\"valid\":true,\"totals\":["));
    put_numbers(o, r->members, r->totals);
    out_raw(o, S("],\"mean\":["));
    put_numbers(o, 2, (const int64_t[2]){ r->mean.num, r->mean.den });
    out_raw(o, S("],\"band\":"));
    out_int(o, r->band);
    out_raw(o, S(",\"star\":"));
    out_int(o, r->star);
    out_raw(o, S(",\"failing_gates\":["));
    for (size_t i = 0; i < r->n_failing; i++) {
        if (i > 0) {
            out_c(o, ',');
        }
        out_json(o, r->failing[i].option->id);
    }
    out_raw(o, S("],\"spread\":"));
    out_int(o, r->spread);
    out_raw(o, r->diverges ? S(",\"diverges\":true") : S(",\"diverges\":false"));
    out_raw(o, S(",\"blank\":["));
    put_numbers(o, r->members, r->blank);
    out_c(o, ']');
}

static void put_errors(struct out *o, const struct criteria_result *r)
{
    out_raw(o, S(",\"valid\":false,\"errors\":["));
    for (size_t i = 0; i < r->n_errors; i++) {
        out_raw(o, i > 0 ? S(",[") : S("["));
        for (size_t k = 0; k < r->errors[i].n; k++) {
            out_raw(o, k > 0 ? S(",[\"") : S("[\""));
            out_raw(o, str_c(criteria_fault_name(r->errors[i].v[k].fault)));
            out_raw(o, S("\","));
            out_json(o, r->errors[i].v[k].id);
            out_c(o, ']');
        }
        out_c(o, ']');
    }
    out_c(o, ']');
}

void criteria_line_refuse(struct out *o, Str id, Str why)
{
    out_raw(o, S("{\"id\":"));
    out_raw(o, id);
    out_raw(o, S(",\"valid\":false,\"error\":"));
    out_json(o, why);
    out_raw(o, S("}\n"));
}

/* The id of a line whose fault came before it, when there is one to be had. */
static Str later_id(struct arena *a, Str text)
{
    struct line l = { .scan = json_scan_begin(a, text), .a = a, .id = S("null") };
    struct json_scan *s = &l.scan;
    Str key, raw;
    if (!json_scan_take(s, '{')) {
        return l.id;
    }
    do {
        if (json_scan_text(s, &key) != OK || !json_scan_take(s, ':') ||
            (str_eq(key, S("id")) ? read_id(&l) : json_scan_value(s, &raw)) != OK) {
            return l.id;
        }
    } while (json_scan_take(s, ','));
    return l.id;
}

bool criteria_score_line(struct arena *a, const struct criteria_sets *sets, Str text, struct out *o)
{
    struct line l = { .scan = json_scan_begin(a, text),
                      .a = a,
                      .id = S("null"),
                      .set = STR_NONE,
                      .policy = criteria_default_policy(),
                      .why = STR_NONE };
    const struct criteria_set *set = NULL;
    if (read_whole(&l, sets, &set) != OK) {
        Str where =
            str_fmt(a, "not one JSON object: see column %lld", (long long)(l.scan.p - text.p) + 1);
        criteria_line_refuse(o, later_id(a, text), str_none(l.why) ? where : l.why);
        return false;
    }
    struct criteria_result r;
    criteria_score(a, set, &l.policy, l.n, l.sheets, &r);
    out_raw(o, S("{\"id\":"));
    out_raw(o, l.id);
    if (r.valid) {
        put_result(o, &r);
    } else {
        put_errors(o, &r);
    }
    out_raw(o, S("}\n"));
    return true;
}

/* load.c: data/regimes/... to a regime: every fault is reported, none is guessed around. */
#include "domain/access/access.h"
#include "domain/regime/regime.h"
#include "messages.h"
#include "platform/base/embedded.h"
#include "platform/json/json.h"

enum { FILE_MAX = 256 * 1024, KINDS = 3, STAR_LEAST = 3, STAR_MOST = 5, YEARS_MAX = 10 };

struct loading {
    struct arena *a;
    struct problems *problems;
    Str id; /* of the regime */
};

static void wrong(struct loading *l, int key, Str where)
{
    (void)problem_add(l->problems, l->id, key, where, STR_NONE);
}

static Str in(struct loading *l, Str list, size_t i, const char *what)
{
    return str_fmt(l->a, "%.*s[%zu]%s%s", STR_ARG(list), i, what[0] == 0 ? "" : ".", what);
}

static Str text(struct loading *l, const json_t *o, const char *key)
{
    return str_dup(l->a, json_str(o, key));
}

static Str text_must(struct loading *l, const json_t *o, const char *key, Str where)
{
    Str t = text(l, o, key);
    if (str_empty(t)) {
        wrong(l, M_REGIME_FAULT_TEXT, str_fmt(l->a, "%.*s.%s", STR_ARG(where), key));
    }
    return t;
}

/* Source and verified on everything; what is not verified can be set. */
static struct regime_basis basis_of(struct loading *l, const json_t *o, Str where)
{
    const json_t *verified = json_object_get(o, "verified");
    struct regime_basis b = { .source = text(l, o, "source"),
                              .setting = text(l, o, "setting"),
                              .verified = json_is_true(verified) };
    if (str_empty(b.source)) {
        wrong(l, M_REGIME_FAULT_SOURCE, where);
    }
    if (!json_is_boolean(verified)) {
        wrong(l, M_REGIME_FAULT_VERIFIED, where);
    } else if (!b.verified && str_empty(b.setting)) {
        wrong(l, M_REGIME_FAULT_SETTING, where);
    }
    return b;
}

/* A term: 0 to REGIME_DAYS_MAX, or null with its reason. */
static int64_t days_of(struct loading *l, const json_t *o, Str where)
{
    if (json_is_null(json_object_get(o, "days"))) {
        if (str_empty(json_str(o, "why"))) {
            wrong(l, M_REGIME_FAULT_WHY, where);
        }
        return REGIME_NO_DAYS;
    }
    int64_t n = json_i(o, "days", -1);
    if (n < 0 || n > REGIME_DAYS_MAX) {
        wrong(l, M_REGIME_FAULT_DAYS, where);
    }
    return n;
}

static Date date_at(struct loading *l, const json_t *o, const char *key, bool optional, Str where)
{
    const json_t *v = json_object_get(o, key);
    Date d = DATE_NONE;
    if (optional && json_is_null(v)) {
        return DATE_NONE;
    }
    if (date_parse_iso(str_c(json_string_value(v)), &d) != OK) {
        wrong(l, M_REGIME_FAULT_DATE, str_fmt(l->a, "%.*s.%s", STR_ARG(where), key));
        return DATE_NONE;
    }
    return d;
}

static struct regime_value value_of(struct loading *l, const json_t *of, const char *key,
                                    bool number)
{
    const json_t *o = json_object_get(of, key);
    Str where = str_c(key);
    struct regime_value v = { .n = json_i(o, "n", -1), .text = text(l, o, "text") };
    if (!json_is_object(o)) {
        wrong(l, M_REGIME_FAULT_MISSING, where);
        return v;
    }
    if (number && (v.n < 0 || v.n > REGIME_DAYS_MAX)) {
        wrong(l, M_REGIME_FAULT_DAYS, where);
    }
    if (!number && str_empty(v.text)) {
        wrong(l, M_REGIME_FAULT_TEXT, where);
    }
    v.basis = basis_of(l, o, where);
    return v;
}

/* The list of that name, at most REGIME_LIST_MAX entries. */
static const json_t *list_of(struct loading *l, const json_t *root, const char *key, size_t *ret_n)
{
    const json_t *list = json_object_get(root, key);
    *ret_n = json_array_size(list);
    if (!json_is_array(list) || *ret_n > REGIME_LIST_MAX) {
        wrong(l, M_REGIME_FAULT_LIST, str_c(key));
        *ret_n = 0;
    }
    return list;
}

static Str tier_of(struct loading *l, const json_t *o, const struct regime *r, Str where)
{
    Str t = text(l, o, "tier");
    if (!regime_has_tier(r, t)) {
        wrong(l, M_REGIME_FAULT_TIER, where);
    }
    return t;
}

/* ---- the lists ---- */

static void load_tiers(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "tiers", &n);
    r->tiers.v = NEW_N(l->a, struct regime_tier, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("tiers"), i, "");
        struct regime_tier t = { text_must(l, o, "id", where), text_must(l, o, "title", where),
                                 basis_of(l, o, where) };
        if (regime_has_tier(r, t.id)) {
            wrong(l, M_REGIME_FAULT_DOUBLE, where);
        }
        r->tiers.v[r->tiers.n++] = t;
    }
}

static void load_recognises(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "recognises", &n);
    bool seen[STAR_MOST + 1] = { false };
    r->recognises.v = NEW_N(l->a, struct regime_recognises, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("recognises"), i, "");
        struct regime_recognises x = { .star = json_i(o, "star", 0),
                                       .tier = tier_of(l, o, r, where),
                                       .authority = text_must(l, o, "text", where),
                                       .basis = basis_of(l, o, where) };
        if (x.star < STAR_LEAST || x.star > STAR_MOST || seen[x.star]) {
            wrong(l, M_REGIME_FAULT_STAR, where);
            continue;
        }
        seen[x.star] = true;
        r->recognises.v[r->recognises.n++] = x;
    }
    for (int star = STAR_LEAST; star <= STAR_MOST; star++) {
        if (!seen[star]) {
            wrong(l, M_REGIME_FAULT_NOBODY, str_fmt(l->a, "%d", star));
        }
    }
}

static bool month_day(Str s, int *ret_month, int *ret_day)
{
    int64_t m = 0, d = 0;
    Date any;
    bool ok = s.n == 5 && s.p[2] == '-' && number_parse(str_sub(s, 0, 2), 1, 12, &m) == OK &&
              number_parse(str_sub(s, 3, 5), 1, 31, &d) == OK &&
              date_make(2001, (int)m, (int)d, &any) == OK; /* a day that every year has */
    *ret_month = (int)m;
    *ret_day = (int)d;
    return ok;
}

static void load_rounds(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "rounds", &n);
    r->rounds.v = NEW_N(l->a, struct regime_round, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("rounds"), i, "");
        struct regime_round x = { .id = text_must(l, o, "id", where),
                                  .title = text_must(l, o, "title", where),
                                  .tier = tier_of(l, o, r, where),
                                  .basis = basis_of(l, o, where) };
        if (!month_day(json_str(o, "propose"), &x.propose_month, &x.propose_day) ||
            !month_day(json_str(o, "decide"), &x.decide_month, &x.decide_day) ||
            x.propose_month * 31 + x.propose_day >= x.decide_month * 31 + x.decide_day) {
            wrong(l, M_REGIME_FAULT_ROUND, where);
            continue;
        }
        r->rounds.v[r->rounds.n++] = x;
    }
}

static void load_calendar(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "calendar", &n);
    r->calendar.v = NEW_N(l->a, struct regime_day, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("calendar"), i, "");
        struct regime_day x = { .id = text_must(l, o, "id", where),
                                .title = text_must(l, o, "title", where),
                                .tier = tier_of(l, o, r, where),
                                .day = date_at(l, o, "day", false, where),
                                .before = json_is_true(json_object_get(o, "before")),
                                .basis = basis_of(l, o, where) };
        if (!date_none(x.day)) {
            r->calendar.v[r->calendar.n++] = x;
        }
    }
}

static const struct {
    const char *name;
    int state;
    bool office;   /* an office has the dossier: the law sets a term or says why not */
    bool district; /* only where there are districts */
} states[] = {
    { "AT_COMMUNE", DOSSIER_AT_COMMUNE, true, false },
    { "RETURNED", DOSSIER_RETURNED, false, false },
    { "AT_DISTRICT", DOSSIER_AT_DISTRICT, true, true },
    { "IN_DISTRICT", DOSSIER_IN_DISTRICT, true, true },
    { "DISTRICT_SCORED", DOSSIER_DISTRICT_SCORED, true, true },
    { "AT_PROVINCE", DOSSIER_AT_PROVINCE, true, false },
    { "IN_COUNCIL", DOSSIER_IN_COUNCIL, true, false },
    { "SCORED", DOSSIER_SCORED, true, false },
};

static int state_of(Str name)
{
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        if (str_eq(name, str_c(states[i].name))) {
            return states[i].state;
        }
    }
    return 0;
}

static void load_steps(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "steps", &n);
    r->steps.v = NEW_N(l->a, struct regime_step, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("steps"), i, "");
        struct regime_step x = { .id = text_must(l, o, "id", where),
                                 .tier = text(l, o, "tier"),
                                 .why = text(l, o, "why"),
                                 .until = text(l, o, "until"),
                                 .state = state_of(json_str(o, "state")),
                                 .days = days_of(l, o, where),
                                 .basis = basis_of(l, o, where) };
        if (!str_eq(x.tier, S("producer")) && !regime_has_tier(r, x.tier)) {
            wrong(l, M_REGIME_FAULT_TIER, where);
        }
        if (x.state == 0 || regime_step(r, x.state) != NULL) {
            wrong(l, M_REGIME_FAULT_STATE, where);
            continue;
        }
        if (!str_empty(x.until) && date_none(regime_day_of(r, x.until))) {
            wrong(l, M_REGIME_FAULT_DATE, in(l, S("steps"), i, "until"));
        }
        r->steps.v[r->steps.n++] = x;
    }
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        bool there = !states[i].district || regime_has_tier(r, REGIME_DISTRICT);
        if (states[i].office && there && regime_step(r, states[i].state) == NULL) {
            wrong(l, M_REGIME_FAULT_NO_STEP, str_c(states[i].name));
        }
    }
}

static bool has_step(const struct regime *r, Str id)
{
    for (size_t i = 0; i < r->steps.n; i++) {
        if (str_eq(r->steps.v[i].id, id)) {
            return true;
        }
    }
    return false;
}

static void load_forms(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "forms", &n);
    r->forms.v = NEW_N(l->a, struct regime_form, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("forms"), i, "");
        struct regime_form x = { text_must(l, o, "id", where), text_must(l, o, "title", where),
                                 text(l, o, "step"), basis_of(l, o, where) };
        if (!has_step(r, x.step)) {
            wrong(l, M_REGIME_FAULT_STATE, in(l, S("forms"), i, "step"));
        }
        r->forms.v[r->forms.n++] = x;
    }
}

static void load_acts(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n, sheets = 0;
    const json_t *list = list_of(l, root, "acts", &n);
    r->acts.v = NEW_N(l->a, struct regime_act, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("acts"), i, "");
        struct regime_act x = { .text = text_must(l, o, "text", where),
                                .from = DATE_NONE,
                                .until = DATE_NONE,
                                .sheet = json_is_true(json_object_get(o, "sheet")),
                                .basis = basis_of(l, o, where) };
        if (json_object_get(o, "from") != NULL) {
            x.from = date_at(l, o, "from", false, where);
        }
        if (json_object_get(o, "until") != NULL) {
            x.until = date_at(l, o, "until", false, where);
        }
        sheets += x.sheet ? 1 : 0;
        r->acts.v[r->acts.n++] = x;
    }
    if (sheets != 1) {
        wrong(l, M_REGIME_FAULT_SHEET_ACT, S("acts"));
    }
}

static void load_transition(struct loading *l, const json_t *root, struct regime *r)
{
    size_t n;
    const json_t *list = list_of(l, root, "transition", &n);
    bool seen[KINDS + 1] = { false };
    r->transition.v = NEW_N(l->a, struct regime_transition, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i);
        Str where = in(l, S("transition"), i, "");
        struct regime_transition x = { .kind = json_i(o, "kind", 0),
                                       .days = days_of(l, o, where),
                                       .why = text(l, o, "why"),
                                       .basis = basis_of(l, o, where) };
        if (x.kind < 1 || x.kind > KINDS || seen[x.kind]) {
            wrong(l, M_REGIME_FAULT_KIND, where);
            continue;
        }
        seen[x.kind] = true;
        r->transition.v[r->transition.n++] = x;
    }
}

/* ---- districts ---- */

/* One of two words, where it must be; none where it must not. */
static struct regime_value word_of(struct loading *l, const json_t *root, const char *key,
                                   const char *first, const char *second)
{
    if (json_object_get(root, key) == NULL) {
        return (struct regime_value){ .text = S("") };
    }
    struct regime_value v = value_of(l, root, key, false);
    if (!str_eq(v.text, str_c(first)) && !str_eq(v.text, str_c(second))) {
        wrong(l, M_REGIME_FAULT_TEXT, str_c(key));
    }
    return v;
}

static void load_districts(struct loading *l, const json_t *root, struct regime *r)
{
    r->lower = word_of(l, root, "lower", "below", "own");
    r->district_result = word_of(l, root, "district_result", "keep", "anew");
    if (regime_has_tier(r, REGIME_DISTRICT) == str_empty(r->lower.text)) {
        wrong(l, M_REGIME_FAULT_MISSING, S("lower"));
    }
}

/* ---- the whole ---- */

/* Only known words stand in braces, and serial and year are among them. */
static void check_code(struct loading *l, Str format)
{
    static const char *const known[] = { "province", "district", "commune", "serial", "year" };
    bool serial = str_find(format, S("{serial}")) < format.n;
    bool year = str_find(format, S("{year}")) < format.n, ok = true;
    Str rest = format;
    while (str_find_c(rest, '{') < rest.n) {
        rest = str_skip(rest, str_find_c(rest, '{') + 1);
        size_t end = str_find_c(rest, '}');
        bool found = false;
        for (size_t i = 0; i < COUNT_OF(known); i++) {
            found = found || (end < rest.n && str_eq(str_sub(rest, 0, end), str_c(known[i])));
        }
        ok = ok && found;
    }
    if (!serial || !year || !ok) {
        wrong(l, M_REGIME_FAULT_CODE, S("code"));
    }
}

static void load_values(struct loading *l, const json_t *root, struct regime *r)
{
    const json_t *renewal = json_object_get(root, "renewal");
    const json_t *ideas = json_object_get(root, "ideas");
    r->criteria = value_of(l, root, "criteria", false);
    r->code = value_of(l, root, "code", false);
    r->certificate_months = value_of(l, root, "certificate_months", true);
    r->revocation_days = value_of(l, root, "revocation_days", true);
    r->renewal_open = value_of(l, renewal, "open_days", true);
    r->renewal_close = value_of(l, renewal, "close_days", true);
    r->renewal_decide = value_of(l, renewal, "decide_days", true);
    r->renewal_grace = value_of(l, renewal, "grace_days", true);
    r->renewal_written = value_of(l, renewal, "written", true);
    r->idea_commune = value_of(l, ideas, "commune_days", true);
    r->idea_province = value_of(l, ideas, "province_days", true);
    check_code(l, r->code.text);
    if (r->renewal_open.n <= r->renewal_close.n) {
        wrong(l, M_REGIME_FAULT_WINDOW, S("renewal"));
    }
    if (r->certificate_months.n < 1 || r->certificate_months.n > YEARS_MAX * 12) {
        wrong(l, M_REGIME_FAULT_DAYS, S("certificate_months"));
    }
}

Err regime_load(struct arena *a, Str json, struct problems *problems, struct regime *ret)
{
    json_t *root CLEANUP(json_cleanup) = NULL;
    int line = 0;
    struct loading l = { .a = a, .problems = problems };
    size_t before = problems->n;
    if (json_read(json, FILE_MAX, &root, &line) != OK ||
        !str_eq(json_str(root, "format"), S("ocop-regime-1"))) {
        wrong(&l, M_REGIME_FAULT_FORMAT, str_fmt(a, "%d", line));
        return E_INPUT;
    }
    struct regime r = { .id = text_must(&l, root, "id", S("regime")) };
    l.id = r.id;
    r.title = text_must(&l, root, "title", S("regime"));
    r.from = date_at(&l, root, "from", false, S("regime"));
    r.until = date_at(&l, root, "until", true, S("regime"));
    if (!date_none(r.from) && !date_none(r.until) && date_cmp(r.until, r.from) < 0) {
        wrong(&l, M_REGIME_FAULT_DATE, S("until"));
    }
    load_values(&l, root, &r);
    load_tiers(&l, root, &r);
    load_districts(&l, root, &r);
    load_recognises(&l, root, &r);
    load_rounds(&l, root, &r);
    load_calendar(&l, root, &r);
    load_steps(&l, root, &r);
    load_forms(&l, root, &r);
    load_acts(&l, root, &r);
    load_transition(&l, root, &r);
    *ret = r;
    return problems->n == before ? OK : E_REFUSED;
}

Err regime_check_order(const struct regimes *all, struct problems *problems)
{
    size_t before = problems->n;
    for (size_t i = 0; i < all->n; i++) {
        const struct regime *r = &all->v[i];
        bool last = i + 1 == all->n;
        if (regime_find(all, r->id) != r) {
            (void)problem_add(problems, r->id, M_REGIME_FAULT_DOUBLE, r->id, STR_NONE);
        }
        if (last != date_none(r->until) ||
            (!last && date_add_days(r->until, 1).v != all->v[i + 1].from.v)) {
            (void)problem_add(problems, r->id, M_REGIME_FAULT_ORDER, S("until"), STR_NONE);
        }
        if (i > 0 && r->transition.n != KINDS) {
            (void)problem_add(problems, r->id, M_REGIME_FAULT_KIND, S("transition"), STR_NONE);
        }
        bool takes_over = i > 0 && regime_has_tier(r - 1, REGIME_DISTRICT) &&
                          !regime_has_tier(r, REGIME_DISTRICT);
        if (takes_over == str_empty(r->district_result.text)) {
            (void)problem_add(problems, r->id, M_REGIME_FAULT_MISSING, S("district_result"),
                              STR_NONE);
        }
    }
    return problems->n == before ? OK : E_REFUSED;
}

Err regime_load_builtin(struct arena *a, struct regimes *ret)
{
    struct problems problems = { .arena = a };
    struct regimes all = { .v = NEW_N(a, struct regime, data_files_n) };
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_starts(str_c(data_files[i].path), S("regimes/"))) {
            struct regime r = { .from = DATE_NONE };
            Err e = regime_load(a, embedded_text(&data_files[i]), &problems, &r);
            if (e != OK) {
                return fault(E_BUG, "%s: %zu faults", data_files[i].path, problems.n);
            }
            size_t at = all.n++;
            for (; at > 0 && date_cmp(all.v[at - 1].from, r.from) > 0; at--) {
                all.v[at] = all.v[at - 1];
            }
            all.v[at] = r;
        }
    }
    if (all.n == 0 || regime_check_order(&all, &problems) != OK) {
        return fault(E_BUG, "data/regimes do not follow each other");
    }
    *ret = all;
    return OK;
}

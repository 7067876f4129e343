/* facts.c: the fields of Mẫu 01 and Mẫu 02 (QĐ 26/2026 Phụ lục III): what is asked, what is right.
 */
#include "domain/dossier/ask.h"
#include "domain/dossier/inside.h"
#include "messages.h"

enum { MONEY_MAX_BILLIONS = 1000000, WORKERS_MAX = 1000000, SAMPLES_MAX = 1000 };

#define FIELD(name, part, input, needed, kind, KEY)                                                \
    {                                                                                              \
        name, part, input, needed, kind, M_DOSSIER_F_##KEY, M_DOSSIER_H_##KEY                      \
    }
#define PLAIN(name, part, input, needed, kind, KEY)                                                \
    {                                                                                              \
        name, part, input, needed, kind, M_DOSSIER_F_##KEY, M_NONE                                 \
    }
/* clang-format off */
const struct dossier_field dossier_fields[] = {
    FIELD("unit_name",      PART_UNIT, FACT_LINE,  true,  0, UNIT_NAME),
    FIELD("registration",   PART_UNIT, FACT_LINE,  false, 0, REGISTRATION),
    FIELD("founded",        PART_UNIT, FACT_DAY,   false, 0, FOUNDED),
    FIELD("address",        PART_UNIT, FACT_LINE,  true,  0, ADDRESS),
    FIELD("phone",          PART_UNIT, FACT_PHONE, true,  0, PHONE),
    FIELD("email",          PART_UNIT, FACT_EMAIL, false, 0, EMAIL),
    FIELD("representative", PART_UNIT, FACT_LINE,  true,  0, REPRESENTATIVE),
    FIELD("position",       PART_UNIT, FACT_LINE,  true,  0, POSITION),
    PLAIN("sex",            PART_UNIT, FACT_SEX,   false, 0, SEX),
    FIELD("ethnicity",      PART_UNIT, FACT_LINE,  false, 0, ETHNICITY),
    FIELD("residence",      PART_UNIT, FACT_LINE,  false, 0, RESIDENCE),

    FIELD("packing",     PART_PRODUCT, FACT_LINE, true,  0, PACKING),
    FIELD("description", PART_PRODUCT, FACT_TEXT, true,  0, DESCRIPTION),
    FIELD("changes",     PART_PRODUCT, FACT_TEXT, true,  DOSSIER_UPGRADE, CHANGES),
    FIELD("updates",     PART_PRODUCT, FACT_TEXT, true,  DOSSIER_AGAIN, UPDATES),
    PLAIN("has_registration", PART_PRODUCT, FACT_FLAG, false, 0, HAS_REGISTRATION),
    PLAIN("has_declaration",  PART_PRODUCT, FACT_FLAG, false, 0, HAS_DECLARATION),
    PLAIN("has_food_safety",  PART_PRODUCT, FACT_FLAG, false, 0, HAS_FOOD_SAFETY),
    PLAIN("has_condition",    PART_PRODUCT, FACT_FLAG, false, 0, HAS_CONDITION),
    PLAIN("ip_trademark", PART_PRODUCT, FACT_FLAG, false, 0, IP_TRADEMARK),
    PLAIN("ip_collective", PART_PRODUCT, FACT_FLAG, false, 0, IP_COLLECTIVE),
    PLAIN("ip_patent",    PART_PRODUCT, FACT_FLAG, false, 0, IP_PATENT),
    PLAIN("ip_design",    PART_PRODUCT, FACT_FLAG, false, 0, IP_DESIGN),
    PLAIN("ip_copyright", PART_PRODUCT, FACT_FLAG, false, 0, IP_COPYRIGHT),
    FIELD("has_other",    PART_PRODUCT, FACT_LINE, false, 0, HAS_OTHER),
    FIELD("samples",      PART_PRODUCT, FACT_NUMBER, false, 0, SAMPLES),

    FIELD("history",   PART_HISTORY, FACT_TEXT, true, 0, HISTORY),
    FIELD("structure", PART_HISTORY, FACT_TEXT, true, 0, STRUCTURE),

    FIELD("material",       PART_RESULTS, FACT_TEXT,   true,  0, MATERIAL),
    FIELD("technology",     PART_RESULTS, FACT_TEXT,   true,  0, TECHNOLOGY),
    FIELD("quality",        PART_RESULTS, FACT_TEXT,   false, 0, QUALITY),
    FIELD("workers",        PART_RESULTS, FACT_NUMBER, true,  0, WORKERS),
    FIELD("local_workers",  PART_RESULTS, FACT_NUMBER, true,  0, LOCAL_WORKERS),
    FIELD("market",         PART_RESULTS, FACT_TEXT,   true,  0, MARKET),
    FIELD("revenue",        PART_RESULTS, FACT_MONEY,  true,  0, REVENUE),
    FIELD("revenue_before", PART_RESULTS, FACT_MONEY,  false, 0, REVENUE_BEFORE),
    FIELD("profit",         PART_RESULTS, FACT_MONEY,  false, 0, PROFIT),

    FIELD("plan",        PART_PLAN, FACT_TEXT, true,  0, PLAN),
    PLAIN("plan_market", PART_PLAN, FACT_TEXT, false, 0, PLAN_MARKET),
    FIELD("support",     PART_PLAN, FACT_TEXT, false, 0, SUPPORT),

    FIELD("pledge", PART_PLEDGE, FACT_FLAG, true, 0, PLEDGE),
    FIELD("signer", PART_PLEDGE, FACT_LINE, true, 0, SIGNER),
};
/* clang-format on */
const size_t dossier_fields_n = COUNT_OF(dossier_fields);

static const struct {
    const char *slug;
    int title;
} parts[] = {
    [PART_UNIT] = { "don-vi", M_DOSSIER_PART_UNIT },
    [PART_PRODUCT] = { "san-pham", M_DOSSIER_PART_PRODUCT },
    [PART_HISTORY] = { "qua-trinh", M_DOSSIER_PART_HISTORY },
    [PART_RESULTS] = { "ket-qua", M_DOSSIER_PART_RESULTS },
    [PART_PLAN] = { "ke-hoach", M_DOSSIER_PART_PLAN },
    [PART_PLEDGE] = { "cam-ket", M_DOSSIER_PART_PLEDGE },
};

enum dossier_part dossier_part_of(Str slug)
{
    size_t i = 0;
    while (i < COUNT_OF(parts) && !str_eq(str_c(parts[i].slug), slug)) {
        i++;
    }
    return (enum dossier_part)i;
}

const char *dossier_part_slug(enum dossier_part p)
{
    BUG_UNLESS(p < DOSSIER_PARTS);
    return parts[p].slug;
}

int dossier_part_message(enum dossier_part p)
{
    BUG_UNLESS(p < DOSSIER_PARTS);
    return parts[p].title;
}

int dossier_fact_message(Str field)
{
    for (size_t i = 0; i < dossier_fields_n; i++) {
        if (str_eq(str_c(dossier_fields[i].name), field)) {
            return dossier_fields[i].label;
        }
    }
    return M_NONE;
}

bool dossier_field_asked(const struct dossier_field *f, const struct dossier *d)
{
    return f->kind == 0 || f->kind == d->kind;
}

/* ---- values ---- */

static bool find(const struct dossier_facts *facts, Str field, Str *ret)
{
    for (size_t i = 0; i < facts->n; i++) {
        if (str_eq(facts->v[i].field, field)) {
            *ret = facts->v[i].value;
            return true;
        }
    }
    return false;
}

static Str from_record(const struct producer *p, Str field)
{
    const struct {
        Str field, value;
    } known[] = {
        { S("unit_name"), p->name },        { S("registration"), p->tax_code },
        { S("address"), p->address },       { S("phone"), p->phone },
        { S("email"), p->email },           { S("representative"), p->representative },
        { S("signer"), p->representative },
    };
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (str_eq(known[i].field, field)) {
            return str_none(known[i].value) ? S("") : known[i].value;
        }
    }
    return S("");
}

Str dossier_field_value(const struct dossier_content *c, const struct dossier_field *f)
{
    Str value;
    return find(&c->facts, str_c(f->name), &value) ? value
                                                   : from_record(&c->producer, str_c(f->name));
}

/* ---- what is right ---- */

static int number_problem(Str s, int64_t min, int64_t max)
{
    int64_t n;
    return number_parse_lenient(s, min, max, &n) == OK ? M_NONE : M_DOSSIER_BAD_NUMBER;
}

static int money_problem(Str s, bool may_lose)
{
    const int64_t max = INT64_C(1000000000) * MONEY_MAX_BILLIONS;
    int64_t n;
    return number_parse_lenient(s, may_lose ? -max : 0, max, &n) == OK ? M_NONE
                                                                       : M_DOSSIER_BAD_MONEY;
}

static int phone_problem(Str s)
{
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        digits += digit;
        if (!digit && str_find_c(S(" +.()-"), s.p[i]) == 6) {
            return M_DOSSIER_BAD_PHONE;
        }
    }
    return digits >= 8 && digits <= 15 ? M_NONE : M_DOSSIER_BAD_PHONE;
}

static int email_problem(Str s)
{
    size_t at = str_find_c(s, '@');
    Str host = str_skip(s, at + 1);
    bool ok = at > 0 && at < s.n && str_find_c(host, '.') < host.n &&
              str_find_c(host, '@') == host.n && str_find_c(s, ' ') == s.n;
    return ok ? M_NONE : M_DOSSIER_BAD_EMAIL;
}

static int day_problem(Str s)
{
    Date d;
    return date_parse_vi(s, &d) == OK || date_parse_iso(s, &d) == OK ? M_NONE : M_DOSSIER_BAD_DAY;
}

static int workers_problem(const struct dossier_content *c, Str local)
{
    int64_t all, some;
    Str given = dossier_fact(&c->facts, S("workers"));
    bool more = number_parse_lenient(given, 0, WORKERS_MAX, &all) == OK &&
                number_parse_lenient(local, 0, WORKERS_MAX, &some) == OK && some > all;
    return more ? M_DOSSIER_BAD_LOCAL_WORKERS : M_NONE;
}

static int form_problem(const struct dossier_field *f, Str value)
{
    bool samples = str_eq(str_c(f->name), S("samples"));
    switch (f->input) {
    case FACT_NUMBER:
        return number_problem(value, 0, samples ? SAMPLES_MAX : WORKERS_MAX);
    case FACT_MONEY:
        return money_problem(value, str_eq(str_c(f->name), S("profit")));
    case FACT_DAY:
        return day_problem(value);
    case FACT_PHONE:
        return phone_problem(value);
    case FACT_EMAIL:
        return email_problem(value);
    case FACT_SEX:
        return str_eq(value, S("nam")) || str_eq(value, S("nu")) ? M_NONE : M_DOSSIER_BAD_CHOICE;
    case FACT_FLAG:
        return str_eq(value, S("1")) ? M_NONE : M_DOSSIER_BAD_CHOICE;
    case FACT_LINE:
        return utf8_length(value) <= LIMIT_LINE ? M_NONE : M_DOSSIER_BAD_LONG;
    case FACT_TEXT:
        return utf8_length(value) <= LIMIT_TEXT ? M_NONE : M_DOSSIER_BAD_LONG;
    }
    return M_NONE;
}

int dossier_field_problem(const struct dossier_content *c, const struct dossier_field *f)
{
    Str value = dossier_field_value(c, f);
    if (str_empty(value)) {
        return !f->needed ? M_NONE
                          : (f->input == FACT_FLAG ? M_DOSSIER_NEED_PLEDGE : M_DOSSIER_NEED_FIELD);
    }
    int key = form_problem(f, value);
    return key == M_NONE && str_eq(str_c(f->name), S("local_workers")) ? workers_problem(c, value)
                                                                       : key;
}

/* ---- status ---- */

int dossier_status_message(enum dossier_status s)
{
    static const int keys[] = { [TASK_TODO] = M_DOSSIER_STATUS_TODO,
                                [TASK_DOING] = M_DOSSIER_STATUS_DOING,
                                [TASK_DONE] = M_DOSSIER_STATUS_DONE,
                                [TASK_MEND] = M_DOSSIER_STATUS_MEND };
    return keys[s];
}

enum dossier_status dossier_part_status(const struct dossier *d, const struct dossier_content *c,
                                        enum dossier_part p)
{
    bool saved = false, missing = false, wrong = false;
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        Str value;
        if (f->part != p || !dossier_field_asked(f, d)) {
            continue;
        }
        saved |= find(&c->facts, str_c(f->name), &value);
        bool bad = dossier_field_problem(c, f) != M_NONE;
        bool empty = str_empty(dossier_field_value(c, f));
        missing |= bad && empty;
        wrong |= bad && !empty;
    }
    if (wrong) {
        return TASK_MEND;
    }
    return missing ? (saved ? TASK_DOING : TASK_TODO) : (saved ? TASK_DONE : TASK_TODO);
}

static enum dossier_part part_of(Str field)
{
    size_t i = 0;
    while (i < dossier_fields_n && !str_eq(str_c(dossier_fields[i].name), field)) {
        i++;
    }
    BUG_UNLESS(i < dossier_fields_n);
    return dossier_fields[i].part;
}

Err dossier_save_facts(struct tx *tx, const struct dossier *d, const struct dossier_facts *typed)
{
    for (size_t i = 0; i < typed->n; i++) {
        TRY(dossier_may_change(tx, d, STR_NONE,
                               str_c(dossier_part_slug(part_of(typed->v[i].field)))));
        TRY(dossier_fact_put(tx, d->id, typed->v[i].field, typed->v[i].value, tx_now(tx)));
        TRY(dossier_carry_mark_cut(tx, d->id,
                                   dossier_carry_part(tx_arena(tx), part_of(typed->v[i].field))));
    }
    TRY(dossier_touch(tx, d->id, d->version));
    return tx_note(tx, S("dossier.facts"), d->id);
}

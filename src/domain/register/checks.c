/* checks.c: what one row cannot tell: communes and authorities of the day, decisions and names
 * across rows. */
#include "domain/register/inside.h"
#include "messages.h"
#include "platform/base/embedded.h"
#include "platform/i18n/i18n.h"

/* ---- the program's own tables ---- */

Err register_own_file(const char *path, Str *ret)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), str_c(path))) {
            *ret = embedded_text(&data_files[i]);
            return OK;
        }
    }
    return fault(E_BUG, "the data file %s is missing", path);
}

Err register_own_table(struct arena *a, const char *path, struct sheet *ret)
{
    struct workbook book;
    enum sheet_why why;
    Str text;
    TRY(register_own_file(path, &text));
    TRY(sheet_read_csv(a, text, &book, &why));
    *ret = book.v[0];
    return OK;
}

static Str cell(const struct sheet *s, int row, int col)
{
    return str_trim(sheet_at(s, row, col)->text);
}

static int level_of(Str word)
{
    if (str_eq(word, S("trung ương"))) {
        return 0;
    }
    return str_eq(word, S("tỉnh")) ? 1 : 2;
}

Err register_load_rules(struct reading *r)
{
    struct sheet s;
    TRY(register_own_table(r->a, "register/authorities.csv", &s));
    r->rules.v = NEW_N(r->a, struct register_rule, (size_t)s.rows);
    for (int i = 1; i < s.rows; i++) {
        struct register_rule *x = &r->rules.v[r->rules.n++];
        *x = (struct register_rule){ .level = level_of(cell(&s, i, 1)),
                                     .to = DATE_NONE,
                                     .basis = cell(&s, i, 4) };
        bool ok = number_parse(cell(&s, i, 0), 3, 5, &x->star) == OK &&
                  date_parse_iso(cell(&s, i, 2), &x->from) == OK &&
                  (cell(&s, i, 3).n == 0 || date_parse_iso(cell(&s, i, 3), &x->to) == OK);
        if (!ok) {
            return fault(E_BUG, "authorities.csv line %d cannot be read", i + 1);
        }
    }
    TRY(register_own_table(r->a, "register/plain-words.csv", &s));
    r->word = NEW_N(r->a, Str, (size_t)s.rows);
    for (int i = 1; i < s.rows; i++) {
        r->word[r->n_words++] = register_words(r->a, cell(&s, i, 0));
    }
    return OK;
}

/* ---- authorities ---- */

/* "UBND huyện Đức Linh": the level, and the folded name of the unit; false: not understood. */
static bool take_authority(Str words, int *ret_level, Str *ret_name)
{
    static const struct {
        const char *word; /* folded */
        int level;
    } units[] = { { "tinh ", 1 }, { "thanh pho ", 2 }, { "tp ", 2 },   { "thi xa ", 2 },
                  { "tx ", 2 },   { "huien ", 2 },     { "quan ", 2 }, { "h ", 2 } };
    Str s = str_trim(words);
    static const char *const councils[] = { "chu tich ", "ubnd ", "ui ban nhan dan " };
    for (size_t i = 0; i < COUNT_OF(councils); i++) {
        s = str_starts(s, str_c(councils[i])) ? str_skip(s, str_c(councils[i]).n) : s;
    }
    if (str_starts(s, S("bo ")) || str_eq(s, S("trung uong"))) {
        *ret_level = 0;
        *ret_name = STR_NONE;
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(units); i++) {
        if (str_starts(s, str_c(units[i].word))) {
            *ret_level = units[i].level;
            *ret_name = str_skip(s, str_c(units[i].word).n);
            return true;
        }
    }
    return false;
}

static void check_level(struct reading *r, const struct register_row *row, int round, int level)
{
    const struct register_round *x = &row->round[round];
    const struct register_rule *rule = NULL;
    for (size_t i = 0; i < r->rules.n; i++) {
        const struct register_rule *k = &r->rules.v[i];
        bool holds = k->star == x->star && date_cmp(k->from, x->date) <= 0 &&
                     (date_none(k->to) || date_cmp(k->to, x->date) >= 0);
        if (holds && k->level == level) {
            return;
        }
        rule = holds && rule == NULL ? k : rule;
    }
    if (rule == NULL) {
        return; /* nothing is known of that time */
    }
    static const int levels[] = { M_REGISTER_LEVEL_0, M_REGISTER_LEVEL_1, M_REGISTER_LEVEL_2 };
    Str star = str_fmt(r->a, "%lld", (long long)x->star);
    Str law = i18n_fmt(r->a, LANG_VI, M_REGISTER_LAW, rule->basis, star,
                       i18n_text(LANG_VI, levels[rule->level]));
    register_say(r, row->line, x->col_authority, SAY_WRONG_AUTHORITY, star, x->authority, law);
}

/* Ends before the decision: the first day it is no more, else none. */
static Date ended_before(const struct places *all, Date on)
{
    Date gone = DATE_NONE;
    for (size_t i = 0; i < all->n; i++) {
        const struct place *p = &all->v[i];
        if (date_none(p->valid_to) || date_cmp(p->valid_to, on) >= 0) {
            return DATE_NONE; /* that one stands, or stood, or is to come */
        }
        gone = date_add_days(p->valid_to, 1);
    }
    return gone;
}

Err register_check_authority(struct reading *r, struct register_row *row, int round)
{
    struct register_round *x = &row->round[round];
    int level = 0;
    Str name;
    if (!x->stated || x->authority.n == 0 || date_none(x->date)) {
        return OK;
    }
    struct places all = { .n = 0 };
    bool known = take_authority(register_words(r->a, x->authority), &level, &name);
    if (known && level > 0) {
        TRY(place_ever_named(r->tx, name, level, &all));
        if (all.n == 0 && level == 2) { /* "thành phố" may be a province too */
            TRY(place_ever_named(r->tx, name, 1, &all));
            level = all.n > 0 ? 1 : level;
        }
    }
    if (!known || (level > 0 && all.n == 0)) {
        register_say(r, row->line, x->col_authority, SAY_AUTHORITY_UNKNOWN, x->authority, STR_NONE,
                     STR_NONE);
        return OK;
    }
    Date gone = ended_before(&all, x->date);
    if (!date_none(gone)) {
        Str days = i18n_fmt(r->a, LANG_VI, M_REGISTER_ENDED_DAYS, register_day_decree(r->a, gone),
                            register_day(r->a, x->date), STR_NONE);
        register_say(r, row->line, x->col_authority, SAY_AUTHORITY_ENDED,
                     register_round_word(r->a, round, false), x->authority, days);
        x->taken = false;
        return OK;
    }
    if (x->star > 0) {
        check_level(r, row, round, level);
    }
    return OK;
}

/* ---- communes ---- */

/* The first day of a decision of the producer's rows; none when none can be read. */
static Date decision_day(const struct reading *r, size_t entity)
{
    const struct register_book *b = r->b;
    for (size_t i = b->entity[entity].first_row; i < b->n_rows && b->row[i].entity == entity; i++) {
        for (int k = 0; k < REGISTER_ROUNDS; k++) {
            Date d = b->row[i].round[k].date;
            if (!date_none(d) && date_cmp(d, tx_today(r->tx)) <= 0) {
                return d;
            }
        }
    }
    return DATE_NONE;
}

static Str capital(struct arena *a, Str s)
{
    /* only the words for kinds are written so; "đặc khu" begins with two bytes */
    if (str_starts(s, S("đ"))) {
        return str_cat(a, S("Đ"), str_skip(s, 2));
    }
    Str copy = str_dup(a, s);
    return copy.n == 0 || copy.p[0] < 'a' || copy.p[0] > 'z'
               ? copy
               : str_fmt(a, "%c%.*s", copy.p[0] - 'a' + 'A', (int)(copy.n - 1), copy.p + 1);
}

/* "xã Tân Hà", inside a sentence. */
static Str small_name(struct arena *a, Str kind, Str name)
{
    return str_fmt(a, "%.*s %.*s", STR_ARG(kind), STR_ARG(name));
}

static Str joined(struct arena *a, const Str *names, size_t n, Str last)
{
    Str s = S("");
    for (size_t i = 0; i < n; i++) {
        Str between = i == 0 ? S("") : i + 1 == n && last.n > 0 ? last : S(", ");
        s = str_fmt(a, "%.*s%.*s%.*s", STR_ARG(s), STR_ARG(between), STR_ARG(names[i]));
    }
    return s;
}

static Err say_several(struct reading *r, int line, const struct places *all)
{
    Str *names = NEW_N(r->a, Str, all->n);
    for (size_t i = 0; i < all->n; i++) {
        const struct place *p = &all->v[i];
        struct place above = { .kind = S(""), .name = S("") };
        if (!id_none(p->parent)) {
            TRY(place_get(r->tx, p->parent, &above));
        }
        names[i] = str_fmt(r->a, "%.*s %.*s %.*s", STR_ARG(p->code), STR_ARG(above.kind),
                           STR_ARG(above.name));
    }
    static const int counts[] = { M_REGISTER_TWO, M_REGISTER_THREE, M_REGISTER_FOUR };
    Str n = all->n - 2 < COUNT_OF(counts) ? i18n_text(LANG_VI, counts[all->n - 2])
                                          : str_fmt(r->a, "%zu", all->n);
    register_say(r, line, r->lay.col[COL_COMMUNE], SAY_COMMUNE_TWICE, n,
                 small_name(r->a, all->v[0].kind, all->v[0].name),
                 joined(r->a, names, all->n, S("")));
    return OK;
}

static Err say_split(struct reading *r, int line, Id old)
{
    struct place p;
    struct place_successors next;
    TRY(place_get(r->tx, old, &p));
    TRY(place_successors(r->tx, old, &next));
    Str *names = NEW_N(r->a, Str, next.n + 1);
    for (size_t i = 0; i < next.n; i++) {
        names[i] = next.v[i].new_name;
    }
    Str full = str_fmt(r->a, "%.*s %.*s (%.*s)", STR_ARG(capital(r->a, p.kind)), STR_ARG(p.name),
                       STR_ARG(p.code));
    register_say(r, line, r->lay.col[COL_COMMUNE], SAY_COMMUNE_SPLIT, full,
                 joined(r->a, names, next.n, i18n_text(LANG_VI, M_REGISTER_AND)),
                 next.n > 0 ? register_day_decree(r->a, next.v[0].day) : STR_NONE);
    return OK;
}

/* Is it the name of today, written for a decision of before? */
static Err try_today(struct reading *r, struct register_entity *e, Date on, bool *ret_found)
{
    struct place_answer now;
    const struct place_ask ask = { e->commune, e->address, tx_today(r->tx) };
    TRY(place_look(r->tx, &ask, &now));
    *ret_found = !id_none(now.id);
    if (*ret_found) {
        e->place_now = now.id;
        register_say(r, e->line, r->lay.col[COL_COMMUNE], SAY_COMMUNE_OF_TODAY, e->commune,
                     register_day(r->a, on), STR_NONE);
    }
    return OK;
}

static Err say_none(struct reading *r, const struct register_entity *e, Date on,
                    const struct place_answer *x)
{
    Str name = x->kind.n > 0 ? small_name(r->a, x->kind, x->name) : x->name;
    Str where = i18n_text(LANG_VI, M_REGISTER_OF_PROVINCE);
    if (x->district_known) {
        where = small_name(r->a, x->district.kind, x->district.name);
    }
    register_say(r, e->line, r->lay.col[COL_COMMUNE], SAY_NO_SUCH_COMMUNE, name, where,
                 register_day(r->a, on));
    if (x->n_near > 0) {
        register_say_more(r, M_REGISTER_NEAR, joined(r->a, x->near, x->n_near, S("")));
    }
    return OK;
}

static Err check_place(struct reading *r, size_t entity)
{
    struct register_entity *e = &r->b->entity[entity];
    Date on = decision_day(r, entity);
    struct place_answer x;
    Str address = e->address;
    bool day_known = !date_none(on);
    on = day_known ? on : tx_today(r->tx);
    if (r->lay.col[COL_DISTRICT] >= 0) {
        Str district = register_text(r, e->line, r->lay.col[COL_DISTRICT]);
        address = str_fmt(r->a, "%.*s, %.*s", STR_ARG(address), STR_ARG(district));
    }
    if (e->commune.n == 0) {
        if (r->lay.col[COL_COMMUNE] >= 0 &&
            !register_broken(sheet_at(r->s, e->line, r->lay.col[COL_COMMUNE]))) {
            register_say(r, e->line, r->lay.col[COL_COMMUNE], SAY_NO_COMMUNE, STR_NONE, STR_NONE,
                         STR_NONE);
        }
        return OK;
    }
    TRY(place_look(r->tx, &(struct place_ask){ e->commune, address, on }, &x));
    if (x.several.n > 1) {
        return say_several(r, e->line, &x.several);
    }
    if (id_none(x.id) && !day_known) {
        return OK; /* the day must be mended first: nobody can say what there was */
    }
    if (id_none(x.id)) {
        bool found = false;
        TRY(try_today(r, e, on, &found));
        return found ? OK : say_none(r, e, on, &x);
    }
    bool ask = false;
    e->place_then = x.id;
    TRY(place_today(r->tx, x.id, tx_today(r->tx), &e->place_now, &ask));
    return ask ? say_split(r, e->line, x.id) : OK;
}

Err register_check_places(struct reading *r)
{
    for (size_t i = 0; i < r->b->n_entities; i++) {
        TRY(check_place(r, i));
    }
    return OK;
}

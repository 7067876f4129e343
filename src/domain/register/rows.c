/* rows.c: the register row by row: producers, their products, recognitions; what is odd is said. */
#include "domain/register/inside.h"
#include "domain/recognition/recognition.h"
#include "messages.h"

static Str num(struct arena *a, int64_t n)
{
    return str_fmt(a, "%lld", (long long)n);
}

static bool blank(struct reading *r, int row, int col)
{
    return str_trim(sheet_at(r->s, row, col)->text).n == 0;
}

static bool empty_row(struct reading *r, int row)
{
    for (int c = 0; c < r->s->cols; c++) {
        if (!blank(r, row, c)) {
            return false;
        }
    }
    return true;
}

/* One cell filled: a heading of a section, a signature, a remark below the table. */
static bool lone_cell(struct reading *r, int row)
{
    int n = 0;
    for (int c = 0; c < r->s->cols; c++) {
        n += !blank(r, row, c) && (!sheet_at(r->s, row, c)->merged || n == 0) ? 1 : 0;
    }
    return n <= 1;
}

static bool states_recognition(struct reading *r, int row)
{
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        for (int p = 0; p < PART__N; p++) {
            int c = r->lay.part[k][p];
            if (c >= 0 && !blank(r, row, c)) {
                return true;
            }
        }
    }
    return false;
}

/* "Tổng cộng" at the start of the row, and no recognition in it. */
static bool total_row(struct reading *r, int row, int *ret_col)
{
    for (int c = r->lay.from; c <= r->lay.to; c++) {
        if (blank(r, row, c)) {
            continue;
        }
        Str w = register_words(r->a, register_text(r, row, c));
        *ret_col = c;
        return (str_starts(w, S(" tong cong ")) || str_starts(w, S(" tong so ")) ||
                register_is(w, "tong") || register_is(w, "cong")) &&
               !states_recognition(r, row);
    }
    return false;
}

/* ---- the producer of a row ---- */

static void entity_kind(struct reading *r, struct register_entity *e)
{
    int col = r->lay.col[COL_KIND];
    bool usual;
    Str word;
    Str text = col >= 0 ? register_text(r, e->line, col) : S("");
    e->kind = register_kind(r->a, text, &usual, &word);
    if (e->kind != 0) {
        e->kind_text = word;
        if (!usual) {
            register_say(r, e->line, col, SAY_KIND_SPELLING, text, word, STR_NONE);
        }
        return;
    }
    if (text.n == 0) { /* the name often tells: "HTX Hàm Đức", "Công ty ..." */
        e->kind = register_kind(r->a, e->name, &usual, &word);
        e->kind_text = word;
    }
    if (e->kind == 0) {
        register_say(r, e->line, col >= 0 ? col : r->lay.col[COL_ENTITY], SAY_KIND_UNKNOWN, text,
                     STR_NONE, STR_NONE);
    }
}

static Str optional_text(struct reading *r, int row, enum register_col col)
{
    int c = r->lay.col[col];
    if (c < 0 || register_say_broken(r, row, c)) {
        return S("");
    }
    Str text = register_text(r, row, c);
    if (utf8_length(text) > LIMIT_LINE) {
        register_say(r, row, c, SAY_TOO_LONG, num(r->a, LIMIT_LINE), STR_NONE, STR_NONE);
        return S("");
    }
    return text;
}

static void new_entity(struct reading *r, int row, Str name)
{
    struct register_book *b = r->b;
    b->entity = arena_grow(r->a, b->entity, b->n_entities, &b->cap_entities, sizeof *b->entity);
    struct register_entity *e = &b->entity[b->n_entities++];
    *e = (struct register_entity){ .line = row, .first_row = b->n_rows, .name = name };
    entity_kind(r, e);
    e->commune = optional_text(r, row, COL_COMMUNE);
    e->address = optional_text(r, row, COL_ADDRESS);
    e->representative = optional_text(r, row, COL_PERSON);
    int phone = r->lay.col[COL_PHONE];
    if (phone >= 0 && !register_say_broken(r, row, phone)) {
        e->phone = register_phone(r, row, phone);
    }
    e->tax = register_tax(r, row);
}

/* A named entity begins a block; merged or empty cells belong to the block above. */
static bool entity_of(struct reading *r, int row)
{
    int col = r->lay.col[COL_ENTITY];
    const struct sheet_cell *c = sheet_at(r->s, row, col);
    bool above = c->merged && row > r->lay.first;
    if (!above && !blank(r, row, col)) {
        Str name = register_name_text(r, row, col);
        if (name.n > 0) {
            new_entity(r, row, name);
            return true;
        }
        return false;
    }
    if (r->b->n_entities == 0) {
        register_say(r, row, col, SAY_NO_ENTITY, STR_NONE, STR_NONE, STR_NONE);
    }
    return r->b->n_entities > 0;
}

/* ---- recognitions ---- */

static int any_col(const struct register_layout *l, int round)
{
    for (int p = 0; p < PART__N; p++) {
        if (l->part[round][p] >= 0) {
            return l->part[round][p];
        }
    }
    return l->col[COL_PRODUCT];
}

static int col_or(const struct register_layout *l, int round, enum register_part p)
{
    int c = l->part[round][p];
    return c >= 0 ? c : any_col(l, round);
}

static bool round_stated(struct reading *r, int row, int round)
{
    for (int p = 0; p < PART__N; p++) {
        int c = r->lay.part[round][p];
        if (c >= 0 && !blank(r, row, c)) {
            return true;
        }
    }
    return false;
}

static void check_year(struct reading *r, int row, int round, const struct register_round *x)
{
    int col = r->lay.part[round][PART_YEAR];
    int64_t year = 0;
    if (col < 0 || register_say_broken(r, row, col) || date_none(x->date) ||
        number_parse(register_text(r, row, col), 1, 9999, &year) != OK) {
        return;
    }
    if (year != date_ymd(x->date).year) {
        register_say(r, row, col, SAY_YEAR_DIFFERS, num(r->a, year), register_day(r->a, x->date),
                     STR_NONE);
    }
}

/* Says that a part is missing, unless its cell has been complained of already. */
static void missing(struct reading *r, int row, int round, enum register_part p,
                    enum register_code code)
{
    int c = r->lay.part[round][p];
    if (c < 0 && p == PART_AUTHORITY) {
        return; /* many sheets have no such column: that is not the row's fault */
    }
    if (c < 0 || blank(r, row, c)) {
        register_say(r, row, col_or(&r->lay, round, p), code,
                     register_round_word(r->a, round, false), STR_NONE, STR_NONE);
    }
}

static Str part_text(struct reading *r, int row, int round, enum register_part p)
{
    int c = r->lay.part[round][p];
    return c < 0 || register_say_broken(r, row, c) ? S("") : register_text(r, row, c);
}

static void read_round(struct reading *r, struct register_row *row, int round)
{
    struct register_round *x = &row->round[round];
    const int *part = r->lay.part[round];
    int line = row->line;
    *x = (struct register_round){ .date = DATE_NONE,
                                  .col_date = part[PART_DATE],
                                  .col_number = part[PART_NUMBER],
                                  .col_authority = part[PART_AUTHORITY],
                                  .number = S(""),
                                  .authority = S("") };
    x->stated = round_stated(r, line, round);
    if (!x->stated) {
        return;
    }
    if (part[PART_STAR] >= 0 && !register_say_broken(r, line, part[PART_STAR])) {
        x->star = register_star(r, line, part[PART_STAR]);
    }
    if (part[PART_DATE] >= 0 && !register_say_broken(r, line, part[PART_DATE])) {
        x->date = register_date(r, line, part[PART_DATE], SAY_NO_SUCH_DAY);
    }
    x->number = part_text(r, line, round, PART_NUMBER);
    x->authority = part_text(r, line, round, PART_AUTHORITY);
    check_year(r, line, round, x);
    missing(r, line, round, PART_STAR, SAY_NO_STAR);
    missing(r, line, round, PART_DATE, SAY_NO_DATE);
    missing(r, line, round, PART_NUMBER, round == 0 ? SAY_NO_NUMBER_FIRST : SAY_NO_NUMBER);
    missing(r, line, round, PART_AUTHORITY, SAY_NO_AUTHORITY);
    x->taken = x->star > 0 && !date_none(x->date) && x->number.n > 0 &&
               utf8_length(x->number) <= 60 && utf8_length(x->authority) <= LIMIT_LINE;
    if (!date_none(x->date) && date_cmp(x->date, tx_today(r->tx)) > 0) {
        register_say(r, line, part[PART_DATE], SAY_FUTURE, register_day(r->a, x->date), STR_NONE,
                     STR_NONE);
        x->taken = false;
    }
}

/* A recognition earlier than the one before it cannot be. */
static void check_order(struct reading *r, struct register_row *row)
{
    int before = -1;
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        struct register_round *x = &row->round[k];
        if (date_none(x->date)) {
            continue;
        }
        if (before >= 0 && date_cmp(x->date, row->round[before].date) < 0) {
            const struct register_round *p = &row->round[before];
            enum register_code code =
                before == 0 && k == 1 ? SAY_SECOND_BEFORE_FIRST : SAY_LATER_BEFORE_EARLIER;
            Str round = register_round_word(r->a, k, false);
            Str was =
                str_fmt(r->a, "%.*s (%.*s)", STR_ARG(register_round_word(r->a, before, false)),
                        STR_ARG(register_day(r->a, p->date)));
            Str is = str_fmt(r->a, "%.*s (%.*s)", STR_ARG(register_round_word(r->a, k, true)),
                             STR_ARG(register_day(r->a, x->date)));
            register_say(r, row->line, x->col_date, code, round, is, was);
            x->taken = false;
            continue;
        }
        before = k;
    }
}

/* ---- expiry and star of today ---- */

/* The last recognition whose day can be read, taken or not. */
static const struct register_round *last_dated(const struct register_row *row)
{
    for (int k = REGISTER_ROUNDS - 1; k >= 0; k--) {
        if (!date_none(row->round[k].date)) {
            return &row->round[k];
        }
    }
    return NULL;
}

static Err check_expiry(struct reading *r, struct register_row *row)
{
    int col = r->lay.col[COL_EXPIRY];
    const struct register_round *last = last_dated(row);
    row->expiry = DATE_NONE;
    if (col < 0) {
        return OK;
    }
    Date computed = DATE_NONE;
    if (last != NULL) {
        TRY(recognition_until(r->tx, last->date, last->date, &computed));
    }
    const struct sheet_cell *c = sheet_at(r->s, row->line, col);
    if (register_broken(c)) {
        bool known = !date_none(computed);
        register_say(r, row->line, col, known ? SAY_EXPIRY_BROKEN : SAY_EXPIRY_BROKEN_ALONE,
                     str_trim(c->text), known ? register_day(r->a, computed) : STR_NONE, STR_NONE);
        row->expiry = computed;
        return OK;
    }
    row->expiry = register_date(r, row->line, col, SAY_NO_SUCH_EXPIRY);
    if (date_none(computed)) {
        return OK;
    }
    if (blank(r, row->line, col)) {
        register_say(r, row->line, col, SAY_NO_EXPIRY, register_day(r->a, computed), STR_NONE,
                     STR_NONE);
        row->expiry = computed;
    } else if (!date_none(row->expiry) && date_cmp(row->expiry, computed) != 0) {
        register_say(r, row->line, col, SAY_NOT_36_MONTHS, register_day(r->a, row->expiry),
                     register_day(r->a, computed), STR_NONE);
    }
    return OK;
}

static void check_star_now(struct reading *r, const struct register_row *row)
{
    int col = r->lay.col[COL_STAR];
    if (col < 0 || register_say_broken(r, row->line, col)) {
        return;
    }
    int64_t now = register_star(r, row->line, col), latest = 0;
    Date when = DATE_NONE;
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        const struct register_round *x = &row->round[k];
        if (x->taken && (date_none(when) || date_cmp(x->date, when) >= 0)) {
            latest = x->star;
            when = x->date;
        }
    }
    if (now != 0 && latest != 0 && now != latest) {
        register_say(r, row->line, col, SAY_STAR_NOT_HISTORY, num(r->a, now), num(r->a, latest),
                     STR_NONE);
    }
}

/* ---- a row ---- */

static Err read_product(struct reading *r, int line)
{
    struct register_book *b = r->b;
    bool has_entity = entity_of(r, line);
    b->row = arena_grow(r->a, b->row, b->n_rows, &b->cap_rows, sizeof *b->row);
    struct register_row *row = &b->row[b->n_rows++];
    *row = (struct register_row){ .line = line, .entity = has_entity ? b->n_entities - 1 : 0 };
    row->product = register_name_text(r, line, r->lay.col[COL_PRODUCT]);
    if (blank(r, line, r->lay.col[COL_PRODUCT])) {
        register_say(r, line, r->lay.col[COL_PRODUCT], SAY_NO_PRODUCT, STR_NONE, STR_NONE,
                     STR_NONE);
    }
    row->takes = has_entity && row->product.n > 0 && b->entity[row->entity].kind != 0;
    int group = r->lay.col[COL_GROUP];
    if (group >= 0 && !register_say_broken(r, line, group)) {
        Str text = register_text(r, line, group);
        row->group = register_group(r->a, text);
        if (row->group == 0) {
            register_say(r, line, group, SAY_GROUP_UNKNOWN, text, STR_NONE, STR_NONE);
        }
    }
    bool stated = false;
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        read_round(r, row, k);
        stated = stated || row->round[k].stated;
    }
    if (!stated) {
        register_say(r, line, any_col(&r->lay, 0), SAY_NO_RECOGNITION, STR_NONE, STR_NONE,
                     STR_NONE);
    }
    check_order(r, row);
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        TRY(register_check_authority(r, row, k));
    }
    TRY(check_expiry(r, row));
    check_star_now(r, row);
    return OK;
}

static Err read_row(struct reading *r, int line)
{
    int col = 0;
    bool named = !blank(r, line, r->lay.col[COL_PRODUCT]);
    bool recognised = states_recognition(r, line);
    if (total_row(r, line, &col)) {
        register_say(r, line, col, SAY_TOTAL_ROW, STR_NONE, STR_NONE, STR_NONE);
        return OK;
    }
    /* headings of sections and signatures below the table name neither a recognition nor, with a
     * product, a producer */
    bool with_entity =
        !blank(r, line, r->lay.col[COL_ENTITY]) || !blank(r, line, r->lay.col[COL_GROUP]);
    if (lone_cell(r, line) || (!recognised && !(named && with_entity))) {
        for (col = 0; col < r->s->cols - 1 && blank(r, line, col);) {
            col++;
        }
        register_say(r, line, col, SAY_OTHER_ROW, STR_NONE, STR_NONE, STR_NONE);
        return OK;
    }
    return read_product(r, line);
}

static int last_row(struct reading *r)
{
    int last = r->s->rows - 1;
    while (last >= r->lay.first && empty_row(r, last)) {
        last--;
    }
    return last;
}

static Err read_rows(struct reading *r)
{
    int last = last_row(r);
    for (int line = r->lay.first; line <= last; line++) {
        if (!empty_row(r, line)) {
            TRY(read_row(r, line));
            continue;
        }
        int to = line;
        while (empty_row(r, to + 1)) { /* never past the last row, which is not empty */
            to++;
        }
        register_say_range(r, line, to, SAY_EMPTY_ROW);
        line = to;
    }
    return OK;
}

Err register_read(struct tx *tx, const struct workbook *book, struct register_book *ret)
{
    struct arena *a = tx_arena(tx);
    struct reading r = { .tx = tx, .a = a, .b = ret, .date1904 = book->date1904 };
    *ret = (struct register_book){ .n_rows = 0 };
    for (size_t i = 0; i < book->n && r.s == NULL; i++) {
        r.s = register_find_layout(a, &book->v[i], &r.lay) ? &book->v[i] : NULL;
    }
    if (r.s == NULL) {
        return refuse_field(tx, S("file"), M_REGISTER_NO_HEADINGS, STR_NONE, STR_NONE);
    }
    ret->sheet = r.s->name;
    TRY(register_load_rules(&r));
    TRY(read_rows(&r));
    TRY(register_check_places(&r));
    register_check_numbers(&r);
    register_check_doubles(&r);
    register_finish_report(ret);
    return OK;
}

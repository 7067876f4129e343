/* cells.c: what people write into the cells of a register: names, stars, days, phones, tax codes.
 */
#include "domain/producer/producer.h"
#include "domain/register/inside.h"

enum { SERIAL_FIRST = 36526, SERIAL_LAST = 73050 }; /* 2000..2099: no other number is a day */
enum { PHONE_DIGITS = 10, TAX_DIGITS = 10, TAX_PERSON = 12, TAX_BRANCH = 13 };

Str register_words(struct arena *a, Str text)
{
    return str_fmt(a, " %.*s ", STR_ARG(str_trim(vi_fold(a, text))));
}

/* vi_fold writes i for y. */
static bool same_letters(const char *p, Str w)
{
    for (size_t i = 0; i < w.n; i++) {
        if (p[i] != (w.p[i] == 'y' ? 'i' : w.p[i])) {
            return false;
        }
    }
    return true;
}

bool register_has(Str words, const char *word)
{
    Str w = str_c(word);
    for (size_t i = 0; i + w.n + 2 <= words.n; i++) {
        if (words.p[i] == ' ' && words.p[i + w.n + 1] == ' ' && same_letters(words.p + i + 1, w)) {
            return true;
        }
    }
    return false;
}

bool register_is(Str words, const char *word)
{
    return words.n == str_c(word).n + 2 && register_has(words, word);
}

/* ---- text ---- */

bool register_broken(const struct sheet_cell *c)
{
    static const char *const errors[] = { "#REF!",  "#N/A",  "#VALUE!", "#NAME?", "#DIV/0!",
                                          "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!" };
    if (c->type == SHEET_ERROR) {
        return true;
    }
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        if (str_eq(str_trim(c->text), str_c(errors[i]))) {
            return true;
        }
    }
    return false;
}

bool register_say_broken(struct reading *r, int row, int col)
{
    const struct sheet_cell *c = sheet_at(r->s, row, col);
    if (!register_broken(c) || c->merged) {
        return false;
    }
    register_say(r, row, col, SAY_CELL_BROKEN, sheet_ref(r->a, row, col), str_trim(c->text),
                 STR_NONE);
    return true;
}

/* Line ends inside a cell become blanks; other control characters are dropped. */
static Str one_line(struct arena *a, Str s)
{
    char *to = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '\n' || c == '\t') {
            to[n++] = ' ';
        } else if (c >= 0x20 && c != 0x7F) {
            to[n++] = (char)c;
        }
    }
    return (Str){ to, n };
}

static Str tidy(struct arena *a, Str raw, bool *ret_nfd, bool *ret_blanks)
{
    Str line = one_line(a, raw), nfc = line, clean = line;
    *ret_nfd = *ret_blanks = false;
    if (utf8_nfc(a, line, &nfc) != OK) {
        return S("");
    }
    *ret_nfd = !str_eq(nfc, line);
    if (utf8_clean_line(a, nfc, &clean) != OK) {
        clean = str_trim(nfc); /* an odd control character of Unicode */
    }
    *ret_blanks = !str_eq(clean, nfc) && str_eq(line, raw); /* a line end is no fault */
    return clean;
}

Str register_text(struct reading *r, int row, int col)
{
    const struct sheet_cell *c = sheet_at(r->s, row, col);
    bool nfd, blanks;
    return register_broken(c) ? S("") : tidy(r->a, c->text, &nfd, &blanks);
}

Str register_name_text(struct reading *r, int row, int col)
{
    const struct sheet_cell *c = sheet_at(r->s, row, col);
    bool nfd, blanks;
    if (register_say_broken(r, row, col) || register_broken(c)) {
        return S("");
    }
    Str text = tidy(r->a, c->text, &nfd, &blanks);
    if (text.n == 0) {
        return text;
    }
    if (nfd) {
        register_say(r, row, col, SAY_NFD, STR_NONE, STR_NONE, STR_NONE);
    }
    if (blanks) {
        register_say(r, row, col, SAY_BLANKS, STR_NONE, STR_NONE, STR_NONE);
    }
    if (utf8_length(text) > LIMIT_LINE) {
        register_say(r, row, col, SAY_TOO_LONG, str_fmt(r->a, "%d", LIMIT_LINE), STR_NONE,
                     STR_NONE);
        return S("");
    }
    return text;
}

/* ---- stars ---- */

/* "3 sao", "ba sao", "★★★", "***", "3*", "OCOP 4 sao"; 0: none of these. */
static int64_t star_in_words(struct arena *a, Str text)
{
    static const char *const words[] = { "ba", "bon", "nam" };
    int64_t marks = 0;
    for (size_t i = 0; i < text.n;) {
        uint32_t cp = utf8_next(text, &i);
        marks += cp == 0x2605 || cp == 0x2B50 || cp == '*' ? 1 : 0;
        if (cp != 0x2605 && cp != 0x2B50 && cp != '*' && cp != ' ') {
            marks = -1000; /* something else stands there */
        }
    }
    if (marks > 0) {
        return marks;
    }
    Str fold = register_words(a, text);
    for (int64_t n = 3; n <= 5; n++) {
        char digit[2] = { (char)('0' + n), 0 };
        if (register_has(fold, digit) || register_has(fold, words[n - 3])) {
            return n;
        }
    }
    return register_has(fold, "tu") && register_has(fold, "sao") ? 4 : 0;
}

int64_t register_star(struct reading *r, int row, int col)
{
    Str text = register_text(r, row, col);
    int64_t star = 0;
    if (text.n == 0) {
        return 0;
    }
    bool plain = number_parse(text, INT32_MIN, INT32_MAX, &star) == OK;
    star = plain ? star : star_in_words(r->a, text);
    if (star < 3 || star > 5) {
        register_say(r, row, col, SAY_STAR_WRONG, text, STR_NONE, STR_NONE);
        return 0;
    }
    if (!plain) {
        Str n = str_fmt(r->a, "%lld", (long long)star);
        register_say(r, row, col, SAY_STAR_AS_TEXT, text, n, STR_NONE);
    }
    return star;
}

/* ---- days ---- */

static bool usual_date(Str s)
{
    return s.n == 10 && s.p[2] == '/' && s.p[5] == '/';
}

/* Three numbers with something between: somebody meant a day. */
static bool looks_like_day(Str s)
{
    int numbers = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        numbers += digit && !inside ? 1 : 0;
        inside = digit;
    }
    return numbers == 3;
}

static Err parse_day(Str text, Date *ret)
{
    /* a time of day behind it: "2022-01-21 00:00:00" */
    Str day = text;
    size_t colon = str_find_c(text, ':');
    if (colon < text.n) {
        size_t blank =
            str_find_c(text, ' ') < text.n ? str_find_c(text, ' ') : str_find_c(text, 'T');
        day = str_sub(text, 0, blank);
    }
    return date_parse_iso(day, ret) == OK ? OK : date_parse_vi(day, ret);
}

Date register_date(struct reading *r, int row, int col, enum register_code no_such)
{
    const struct sheet_cell *c = sheet_at(r->s, row, col);
    Date d = DATE_NONE;
    int64_t serial = 0;
    if (c->type == SHEET_DATE) {
        return c->date;
    }
    Str text = register_text(r, row, col);
    if (text.n == 0) {
        return d;
    }
    if (number_parse(text, SERIAL_FIRST, SERIAL_LAST, &serial) == OK) {
        d = sheet_serial(serial, r->date1904);
        register_say(r, row, col, SAY_DATE_AS_NUMBER, text, register_day(r->a, d), STR_NONE);
        return d;
    }
    if (parse_day(text, &d) == OK) {
        if (!usual_date(text)) {
            register_say(r, row, col, SAY_DATE_AS_TEXT, text, register_day(r->a, d), STR_NONE);
        }
        return d;
    }
    bool meant = looks_like_day(text) || no_such == SAY_NO_SUCH_EXPIRY;
    register_say(r, row, col, meant ? no_such : SAY_DATE_UNREADABLE, text, STR_NONE, STR_NONE);
    return DATE_NONE;
}

/* ---- phones and tax codes ---- */

static Str digits_of(struct arena *a, Str s, const char *also, bool *ret_only)
{
    char *to = arena_alloc(a, s.n + 1);
    size_t n = 0;
    *ret_only = true;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            to[n++] = s.p[i];
        } else if (str_find_c(str_c(also), s.p[i]) == str_c(also).n) {
            *ret_only = false;
        }
    }
    return (Str){ to, n };
}

Str register_phone(struct reading *r, int row, int col)
{
    Str text = register_text(r, row, col);
    bool only = false;
    if (text.n == 0) {
        return text;
    }
    Str digits = digits_of(r->a, text, " .-()+", &only);
    if (str_starts(text, S("+84")) ||
        (str_starts(digits, S("84")) && digits.n == PHONE_DIGITS + 1)) {
        digits = str_cat(r->a, S("0"), str_skip(digits, 2));
    } else if (digits.n == PHONE_DIGITS - 1 && digits.p[0] != '0' && only) {
        digits = str_cat(r->a, S("0"), digits);
        register_say(r, row, col, SAY_PHONE_LOST_ZERO, text, digits, STR_NONE);
    }
    /* mobile numbers have ten digits, land lines ten or eleven */
    bool good =
        only && (digits.n == PHONE_DIGITS || digits.n == PHONE_DIGITS + 1) && digits.p[0] == '0';
    if (!good) {
        register_say(r, row, col, SAY_PHONE_FORM, text, STR_NONE, STR_NONE);
        return str_sub(text, 0, 40);
    }
    return digits;
}

/* The tax office's check digit: Circular 86/2024/TT-BTC keeps the ten-digit form. */
static bool tax_check(Str ten)
{
    static const int weight[TAX_DIGITS - 1] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
    int sum = 0;
    for (int i = 0; i < TAX_DIGITS - 1; i++) {
        sum += (ten.p[i] - '0') * weight[i];
    }
    return 10 - sum % 11 == ten.p[TAX_DIGITS - 1] - '0';
}

/* The code behind "MST" in a note, or the whole cell of a column of its own. */
static Str tax_text(struct reading *r, int row, int *ret_col)
{
    *ret_col = r->lay.col[COL_TAX];
    if (*ret_col >= 0) {
        return register_text(r, row, *ret_col);
    }
    *ret_col = r->lay.col[COL_NOTE];
    Str note = register_text(r, row, *ret_col);
    Str low = str_lower_ascii(r->a, note);
    static const char *const marks[] = { "mst", "mã số thuế", "Mã số thuế" };
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t at = str_find(low, str_c(marks[i]));
        if (at == low.n) {
            continue;
        }
        size_t from = at + str_c(marks[i]).n, to;
        while (from < note.n && str_find_c(S(" :.-"), note.p[from]) < 4) {
            from++;
        }
        for (to = from; to < note.n && str_find_c(S("0123456789-"), note.p[to]) < 11;) {
            to++;
        }
        return str_sub(note, from, to);
    }
    return S("");
}

Str register_tax(struct reading *r, int row)
{
    int col;
    bool only;
    Str text = tax_text(r, row, &col);
    if (text.n == 0) {
        return text;
    }
    Str digits = digits_of(r->a, text, " -.", &only);
    if (!only || (digits.n != TAX_DIGITS && digits.n != TAX_PERSON && digits.n != TAX_BRANCH)) {
        register_say(r, row, col, SAY_TAX_FORM, text, STR_NONE, STR_NONE);
        return S("");
    }
    if (digits.n != TAX_PERSON && !tax_check(digits)) {
        register_say(r, row, col, SAY_TAX_CHECK, text, STR_NONE, STR_NONE);
    }
    if (digits.n == TAX_BRANCH) {
        return str_fmt(r->a, "%.*s-%.*s", TAX_DIGITS, digits.p, 3, digits.p + TAX_DIGITS);
    }
    return digits;
}

/* ---- kinds and groups ---- */

/* The usual words stand first; an exact word wins over one found inside. */
static const struct {
    int64_t kind;
    const char *word; /* folded */
    const char *usual;
} kinds[] = {
    { PRODUCER_BUSINESS_HOUSEHOLD, "ho kinh doanh", "Hộ kinh doanh" },
    { PRODUCER_HOUSEHOLD, "ho", "Hộ" },
    { PRODUCER_HOUSEHOLD, "ho san xuat", "Hộ" },
    { PRODUCER_HOUSEHOLD, "ho gia dinh", "Hộ" },
    { PRODUCER_HOUSEHOLD, "co so", "Hộ" },
    { PRODUCER_COOPERATIVE, "htx", "HTX" },
    { PRODUCER_COOPERATIVE, "hop tac xa", "HTX" },
    { PRODUCER_GROUP, "to hop tac", "Tổ hợp tác" },
    { PRODUCER_GROUP, "tht", "Tổ hợp tác" },
    { PRODUCER_ENTERPRISE, "doanh nghiep", "Doanh nghiệp" },
    { PRODUCER_ENTERPRISE, "cong ty", "Doanh nghiệp" },
    { PRODUCER_ENTERPRISE, "cty", "Doanh nghiệp" },
    { PRODUCER_ENTERPRISE, "dn", "Doanh nghiệp" },
    { PRODUCER_ENTERPRISE, "dntn", "Doanh nghiệp" },
    { PRODUCER_FARM, "trang trai", "Trang trại" },
    { PRODUCER_ASSOCIATION, "hoi", "Hội" },
    { PRODUCER_ASSOCIATION, "hiep hoi", "Hội" },
    { PRODUCER_CENTRE, "trung tam", "Trung tâm" },
};

int64_t register_kind(struct arena *a, Str text, bool *ret_usual, Str *ret_word)
{
    Str fold = register_words(a, text);
    size_t found = COUNT_OF(kinds);
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        if (register_is(fold, kinds[i].word)) {
            found = i;
            break;
        }
        found = found == COUNT_OF(kinds) && register_has(fold, kinds[i].word) ? i : found;
    }
    *ret_usual = found < COUNT_OF(kinds) && str_eq(text, str_c(kinds[found].usual));
    *ret_word = found < COUNT_OF(kinds) ? str_c(kinds[found].usual) : S("");
    return found < COUNT_OF(kinds) ? kinds[found].kind : 0;
}

int64_t register_group(struct arena *a, Str text)
{
    /* medicine before food: "thực phẩm chức năng từ dược liệu" is of group 3 */
    static const struct {
        int64_t group;
        const char *word;
    } groups[] = { { 3, "duoc lieu" }, { 3, "thao duoc" }, { 6, "du lich" },
                   { 4, "thu cong" },  { 4, "my nghe" },   { 5, "sinh vat canh" },
                   { 5, "hoa canh" },  { 2, "do uong" },   { 1, "thuc pham" } };
    Str fold = register_words(a, text);
    for (size_t i = 0; i < COUNT_OF(groups); i++) {
        if (register_has(fold, groups[i].word)) {
            return groups[i].group;
        }
    }
    return 0;
}

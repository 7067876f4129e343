/* layout.c: finds the register in a sheet: its headings by their words, in whatever order. */
#include "domain/register/inside.h"

enum { HEAD_ROWS = 40 }; /* how far down headings are looked for */

static bool has_any(Str text, const char *const *list)
{
    for (size_t i = 0; list[i] != NULL; i++) {
        if (register_has(text, list[i])) {
            return true;
        }
    }
    return false;
}

/* Headings by the words that give them away; the first row that fits wins. */
static const struct {
    enum register_col col;
    const char *any[7], *never[4];
} headings[] = {
    { COL_NO, { "stt", "tt", "so thu tu" }, { NULL } },
    { COL_TAX, { "ma so thue", "mst" }, { NULL } },
    { COL_KIND, { "loai hinh" }, { NULL } },
    { COL_GROUP, { "nhom", "nganh hang" }, { NULL } },
    { COL_PRODUCT, { "ten san pham", "san pham" }, { "ma", "chu the" } },
    { COL_PERSON, { "dai dien", "giam doc", "chu co so" }, { NULL } },
    { COL_PHONE, { "dien thoai", "sdt", "so dt", "dt" }, { NULL } },
    { COL_ADDRESS, { "dia chi" }, { NULL } },
    { COL_COMMUNE, { "xa", "phuong", "thi tran", "dia ban" }, { NULL } },
    { COL_DISTRICT, { "huyen", "thi xa", "thanh pho" }, { NULL } },
    { COL_ENTITY, { "chu the", "don vi san xuat", "co so san xuat", "don vi" }, { NULL } },
    { COL_EXPIRY, { "het han", "hieu luc den", "thoi han" }, { NULL } },
    { COL_STAR, { "hang sao", "so sao", "sao", "hang" }, { NULL } },
    { COL_NOTE, { "ghi chu" }, { NULL } },
};
static const struct {
    enum register_part part;
    const char *any[5];
} parts[] = {
    { PART_AUTHORITY, { "co quan", "cap cong nhan", "noi cap" } },
    { PART_NUMBER, { "so quyet dinh", "so qd", "quyet dinh" } },
    { PART_YEAR, { "nam" } },
    { PART_DATE, { "ngay", "thoi gian" } },
    { PART_STAR, { "hang sao", "sao", "hang" } },
};

/* "lần đầu", "lần 2", "nâng hạng": which recognition a heading belongs to; -1: none. */
static int round_of(Str text)
{
    static const char *const first[] = { "lan dau", "lan 1", "lan mot", "lan thu nhat", NULL };
    static const char *const second[] = { "lan 2",     "lan hai",      "lan thu hai",
                                          "nang hang", "danh gia lai", "cong nhan lai",
                                          NULL };
    for (int k = 2; k < REGISTER_ROUNDS; k++) {
        char word[] = "lan 0";
        word[4] = (char)('1' + k);
        if (register_has(text, word)) {
            return k;
        }
    }
    if (has_any(text, first)) {
        return 0;
    }
    return has_any(text, second) ? 1 : -1;
}

static int part_of(Str text)
{
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (has_any(text, parts[i].any)) {
            return (int)parts[i].part;
        }
    }
    return -1;
}

static int heading_of(Str text)
{
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        if (has_any(text, headings[i].any) && !has_any(text, headings[i].never)) {
            return (int)headings[i].col;
        }
    }
    return -1;
}

static Str cell_words(struct arena *a, const struct sheet *s, int row, int col)
{
    return register_words(a, sheet_at(s, row, col)->text);
}

/* Is the row below a second row of headings? It names parts where the upper one names rounds, or
 * repeats merged headings; it never names a product. */
static bool second_row(struct arena *a, const struct sheet *s, int head, int product)
{
    const struct sheet_cell *below = sheet_at(s, head + 1, product);
    if (str_trim(below->text).n > 0 && !below->merged) {
        return false;
    }
    int found = 0;
    for (int c = 0; c < s->cols; c++) {
        const struct sheet_cell *x = sheet_at(s, head + 1, c);
        found += !x->merged && part_of(register_words(a, x->text)) >= 0 ? 1 : 0;
    }
    return found >= 2;
}

static void put(int *at, int col)
{
    if (*at < 0) {
        *at = col; /* the leftmost of two that look alike */
    }
}

static void place_column(struct register_layout *l, int c, Str top, Str sub)
{
    Str whole = sub;
    int round = round_of(top);
    if (round < 0) {
        round = round_of(sub);
        whole = str_trim(sub).n > 0 ? sub : top;
    }
    if (round >= 0) {
        Str named = str_trim(whole).n > 0 ? whole : top;
        int part = part_of(named);
        if (part >= 0) {
            put(&l->part[round][part], c);
            return;
        }
    }
    int col = heading_of(top);
    col = col < 0 ? heading_of(sub) : col;
    if (col >= 0) {
        put(&l->col[col], c);
        return;
    }
    int part = part_of(whole);
    if (part >= 0) {
        put(&l->part[0][part], c); /* a register with one recognition names no round */
    }
}

static struct register_layout no_layout(void)
{
    struct register_layout l = { 0 };
    for (int i = 0; i < COL__N; i++) {
        l.col[i] = -1;
    }
    for (int r = 0; r < REGISTER_ROUNDS; r++) {
        for (int p = 0; p < PART__N; p++) {
            l.part[r][p] = -1;
        }
    }
    return l;
}

static int product_column(struct arena *a, const struct sheet *s, int row)
{
    for (int c = 0; c < s->cols; c++) {
        if (heading_of(cell_words(a, s, row, c)) == COL_PRODUCT && !sheet_at(s, row, c)->merged) {
            return c;
        }
    }
    return -1;
}

/* Tries the row as the (first) row of headings. */
static bool try_row(struct arena *a, const struct sheet *s, int row, struct register_layout *ret)
{
    int product = product_column(a, s, row);
    if (product < 0) {
        return false;
    }
    struct register_layout l = no_layout();
    bool two = second_row(a, s, row, product);
    l.head = row;
    l.first = row + (two ? 2 : 1);
    l.from = s->cols;
    Str group = S("  ");
    for (int c = 0; c < s->cols; c++) {
        Str top = cell_words(a, s, row, c), sub = two ? cell_words(a, s, row + 1, c) : S("  ");
        bool blank_top = str_trim(top).n == 0, blank_sub = str_trim(sub).n == 0;
        if (blank_top && blank_sub) {
            group = S("  ");
            continue;
        }
        group = blank_top ? group : top; /* in a CSV only the first cell of a range has the text */
        place_column(&l, c, group, sub);
        l.from = c < l.from ? c : l.from;
        l.to = c;
    }
    int *first = l.part[0];
    if (first[PART_STAR] < 0) { /* one recognition: its star is the star */
        first[PART_STAR] = l.col[COL_STAR];
        l.col[COL_STAR] = -1;
    }
    if (l.col[COL_ENTITY] < 0 || first[PART_DATE] < 0 || first[PART_NUMBER] < 0) {
        return false;
    }
    *ret = l;
    return true;
}

bool register_find_layout(struct arena *a, const struct sheet *s, struct register_layout *ret)
{
    for (int row = 0; row < s->rows && row < HEAD_ROWS; row++) {
        if (try_row(a, s, row, ret)) {
            return true;
        }
    }
    return false;
}

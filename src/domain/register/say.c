/* say.c: the report: what can be said about a cell, in which words, in which order. */
#include "domain/register/inside.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/json/json.h"

/* clang-format off */
static const struct {
    const char *code;
    enum register_severity severity;
    int message, action;
} sayings[SAY__N] = {
    [SAY_YEAR_DIFFERS]        = { "nam_khac_ngay",         REGISTER_WARNING, M_REGISTER_YEAR_DIFFERS,        M_REGISTER_DO_KEEP_DATE },
    [SAY_DATE_AS_TEXT]        = { "ngay_dang_chu",         REGISTER_NOTE,    M_REGISTER_DATE_AS_TEXT,        M_REGISTER_DO_TAKE },
    [SAY_MAYBE_DOUBLE]        = { "nghi_trung",            REGISTER_WARNING, M_REGISTER_MAYBE_DOUBLE,        M_REGISTER_DO_NOT_MERGE },
    [SAY_EXPIRY_BROKEN]       = { "o_bi_hong",             REGISTER_ERROR,   M_REGISTER_EXPIRY_BROKEN,       M_REGISTER_DO_COMPUTED },
    [SAY_EXPIRY_BROKEN_ALONE] = { "o_bi_hong",             REGISTER_ERROR,   M_REGISTER_EXPIRY_BROKEN_ALONE, M_REGISTER_DO_MEND_CELL },
    [SAY_CELL_BROKEN]         = { "o_bi_hong",             REGISTER_ERROR,   M_REGISTER_CELL_BROKEN,         M_REGISTER_DO_MEND_CELL },
    [SAY_NOT_36_MONTHS]       = { "het_han_khac_36_thang", REGISTER_WARNING, M_REGISTER_NOT_36_MONTHS,       M_REGISTER_DO_KEEP_BOTH },
    [SAY_BLANKS]              = { "khoang_trang_thua",     REGISTER_NOTE,    M_REGISTER_BLANKS,              M_REGISTER_DO_TAKE },
    [SAY_NO_NUMBER_FIRST]     = { "thieu_so_quyet_dinh",   REGISTER_ERROR,   M_REGISTER_NO_NUMBER,           M_REGISTER_DO_WAIT },
    [SAY_NO_NUMBER]           = { "thieu_so_quyet_dinh",   REGISTER_ERROR,   M_REGISTER_NO_NUMBER,           M_REGISTER_DO_NOT_ROUND },
    [SAY_NO_EXPIRY]           = { "thieu_ngay_het_han",    REGISTER_NOTE,    M_REGISTER_NO_EXPIRY,           M_REGISTER_DO_TAKE_COMPUTED },
    [SAY_TAX_CHECK]           = { "mst_sai_so_kiem_tra",   REGISTER_WARNING, M_REGISTER_TAX_CHECK,           M_REGISTER_DO_WARN_ONLY },
    [SAY_NUMBER_OTHER_DAY]    = { "cung_so_khac_ngay",     REGISTER_WARNING, M_REGISTER_NUMBER_OTHER_DAY,    M_REGISTER_DO_KEEP_ASK },
    [SAY_DATE_AS_NUMBER]      = { "ngay_dang_so",          REGISTER_NOTE,    M_REGISTER_DATE_AS_NUMBER,      M_REGISTER_DO_TAKE },
    [SAY_PHONE_LOST_ZERO]     = { "dien_thoai_mat_so_0",   REGISTER_WARNING, M_REGISTER_PHONE_LOST_ZERO,     M_REGISTER_DO_TAKE_ASK },
    [SAY_KIND_SPELLING]       = { "loai_hinh_viet_khac",   REGISTER_NOTE,    M_REGISTER_KIND_SPELLING,       M_REGISTER_DO_TAKE },
    [SAY_EMPTY_ROW]           = { "dong_trong",            REGISTER_NOTE,    M_REGISTER_EMPTY_ROW,           M_REGISTER_DO_SKIP_GO_ON },
    [SAY_NO_SUCH_COMMUNE]     = { "xa_khong_co",           REGISTER_ERROR,   M_REGISTER_NO_SUCH_COMMUNE,     M_REGISTER_DO_COMMUNE_WAITS },
    [SAY_STAR_AS_TEXT]        = { "hang_sao_dang_chu",     REGISTER_NOTE,    M_REGISTER_STAR_AS_TEXT,        M_REGISTER_DO_TAKE },
    [SAY_NFD]                 = { "chu_to_hop",            REGISTER_NOTE,    M_REGISTER_NFD,                 M_REGISTER_DO_TAKE },
    [SAY_STAR_NOT_HISTORY]    = { "hang_sao_khac_lich_su", REGISTER_WARNING, M_REGISTER_STAR_NOT_HISTORY,    M_REGISTER_DO_USE_LATEST },
    [SAY_NO_SUCH_DAY]         = { "ngay_khong_co",         REGISTER_ERROR,   M_REGISTER_NO_SUCH_DAY,         M_REGISTER_DO_NOT_THIS },
    [SAY_NO_SUCH_EXPIRY]      = { "ngay_khong_co",         REGISTER_WARNING, M_REGISTER_NO_SUCH_DAY,         M_REGISTER_DO_COMPUTED },
    [SAY_DATE_UNREADABLE]     = { "ngay_khong_doc_duoc",   REGISTER_ERROR,   M_REGISTER_DATE_UNREADABLE,     M_REGISTER_DO_NOT_THIS },
    [SAY_COMMUNE_SPLIT]       = { "xa_bi_tach",            REGISTER_WARNING, M_REGISTER_COMMUNE_SPLIT,       M_REGISTER_DO_KEEP_OLD_COMMUNE },
    [SAY_COMMUNE_TWICE]       = { "xa_trung_ten",          REGISTER_WARNING, M_REGISTER_COMMUNE_TWICE,       M_REGISTER_DO_COMMUNE_EMPTY },
    [SAY_COMMUNE_OF_TODAY]    = { "xa_ten_hien_nay",       REGISTER_NOTE,    M_REGISTER_COMMUNE_OF_TODAY,    M_REGISTER_DO_TAKE },
    [SAY_NO_COMMUNE]          = { "thieu_xa",              REGISTER_WARNING, M_REGISTER_NO_COMMUNE,          M_REGISTER_DO_COMMUNE_EMPTY },
    [SAY_AUTHORITY_ENDED]     = { "co_quan_khong_con",     REGISTER_ERROR,   M_REGISTER_AUTHORITY_ENDED,     M_REGISTER_DO_NOT_ROUND },
    [SAY_AUTHORITY_UNKNOWN]   = { "co_quan_la",            REGISTER_WARNING, M_REGISTER_AUTHORITY_UNKNOWN,   M_REGISTER_DO_TAKE_ASK },
    [SAY_NO_AUTHORITY]        = { "thieu_co_quan",         REGISTER_WARNING, M_REGISTER_NO_AUTHORITY,        M_REGISTER_DO_TAKE_ASK },
    [SAY_WRONG_AUTHORITY]     = { "sai_tham_quyen",        REGISTER_WARNING, M_REGISTER_WRONG_AUTHORITY,     M_REGISTER_DO_AS_DECIDED },
    [SAY_SECOND_BEFORE_FIRST] = { "lan_2_truoc_lan_dau",   REGISTER_ERROR,   M_REGISTER_ROUND_BEFORE,        M_REGISTER_DO_NOT_ROUND },
    [SAY_LATER_BEFORE_EARLIER] = { "lan_sau_truoc_lan_truoc", REGISTER_ERROR, M_REGISTER_ROUND_BEFORE,       M_REGISTER_DO_NOT_ROUND },
    [SAY_TOTAL_ROW]           = { "dong_tong",             REGISTER_NOTE,    M_REGISTER_TOTAL_ROW,           M_REGISTER_DO_SKIP },
    [SAY_OTHER_ROW]           = { "dong_khac",             REGISTER_NOTE,    M_REGISTER_OTHER_ROW,           M_REGISTER_DO_SKIP },
    [SAY_NO_PRODUCT]          = { "thieu_ten_san_pham",    REGISTER_ERROR,   M_REGISTER_NO_PRODUCT,          M_REGISTER_DO_MEND_ROW },
    [SAY_NO_ENTITY]           = { "thieu_chu_the",         REGISTER_ERROR,   M_REGISTER_NO_ENTITY,           M_REGISTER_DO_MEND_ROW },
    [SAY_KIND_UNKNOWN]        = { "loai_hinh_la",          REGISTER_ERROR,   M_REGISTER_KIND_UNKNOWN,        M_REGISTER_DO_MEND_ROW },
    [SAY_STAR_WRONG]          = { "hang_sao_sai",          REGISTER_ERROR,   M_REGISTER_STAR_WRONG,          M_REGISTER_DO_NOT_THIS },
    [SAY_NO_STAR]             = { "thieu_hang_sao",        REGISTER_ERROR,   M_REGISTER_NO_STAR,             M_REGISTER_DO_NOT_THIS },
    [SAY_NO_DATE]             = { "thieu_ngay",            REGISTER_ERROR,   M_REGISTER_NO_DATE,             M_REGISTER_DO_NOT_THIS },
    [SAY_FUTURE]              = { "ngay_tuong_lai",        REGISTER_ERROR,   M_REGISTER_FUTURE,              M_REGISTER_DO_NOT_THIS },
    [SAY_PHONE_FORM]          = { "dien_thoai_sai",        REGISTER_WARNING, M_REGISTER_PHONE_FORM,          M_REGISTER_DO_KEEP_ASK },
    [SAY_TAX_FORM]            = { "mst_sai_dang",          REGISTER_WARNING, M_REGISTER_TAX_FORM,            M_REGISTER_DO_TAX_EMPTY },
    [SAY_SAME_PRODUCT]        = { "trung_dong",            REGISTER_WARNING, M_REGISTER_SAME_PRODUCT,        M_REGISTER_DO_ONE_PRODUCT },
    [SAY_NO_RECOGNITION]      = { "chua_co_cong_nhan",     REGISTER_WARNING, M_REGISTER_NO_RECOGNITION,      M_REGISTER_DO_WAIT },
    [SAY_TOO_LONG]            = { "qua_dai",               REGISTER_ERROR,   M_REGISTER_TOO_LONG,            M_REGISTER_DO_MEND_CELL },
    [SAY_GROUP_UNKNOWN]       = { "nhom_la",               REGISTER_WARNING, M_REGISTER_GROUP_UNKNOWN,       M_REGISTER_DO_GROUP_EMPTY },
};
/* clang-format on */

static struct register_issue *add(struct reading *r, int row, int col, enum register_code code)
{
    struct register_book *b = r->b;
    b->issue = arena_grow(r->a, b->issue, b->n_issues, &b->cap_issues, sizeof *b->issue);
    struct register_issue *i = &b->issue[b->n_issues++];
    *i = (struct register_issue){ .row = row + 1,
                                  .col = col,
                                  .cell = sheet_ref(r->a, row, col < 0 ? r->lay.from : col),
                                  .severity = sayings[code].severity,
                                  .code = str_c(sayings[code].code) };
    return i;
}

void register_say(struct reading *r, int row, int col, enum register_code code, Str a0, Str a1,
                  Str a2)
{
    struct register_issue *i = add(r, row, col, code);
    i->message = i18n_fmt(r->a, LANG_VI, sayings[code].message, a0, a1, a2);
    i->action = i18n_fmt(r->a, LANG_VI, sayings[code].action, a0, a1, a2);
}

void register_say_range(struct reading *r, int row, int last_row, enum register_code code)
{
    register_say(r, row, r->lay.from, code, STR_NONE, STR_NONE, STR_NONE);
    struct register_issue *i = &r->b->issue[r->b->n_issues - 1];
    Str to = sheet_ref(r->a, last_row, r->lay.to);
    i->cell = str_fmt(r->a, "%.*s:%.*s", STR_ARG(i->cell), STR_ARG(to));
}

void register_say_more(struct reading *r, int key, Str a0)
{
    struct register_issue *i = &r->b->issue[r->b->n_issues - 1];
    Str more = i18n_fmt(r->a, LANG_VI, key, a0, STR_NONE, STR_NONE);
    i->message = str_fmt(r->a, "%.*s %.*s", STR_ARG(i->message), STR_ARG(more));
}

Str register_round_word(struct arena *a, int round, bool capital)
{
    if (round == 0) {
        return i18n_text(LANG_VI,
                         capital ? M_REGISTER_ROUND_FIRST_CAPITAL : M_REGISTER_ROUND_FIRST);
    }
    Str n = str_fmt(a, "%d", round + 1);
    int key = capital ? M_REGISTER_ROUND_N_CAPITAL : M_REGISTER_ROUND_N;
    return i18n_fmt(a, LANG_VI, key, n, STR_NONE, STR_NONE);
}

Str register_day(struct arena *a, Date d)
{
    struct ymd y = date_ymd(d);
    return str_fmt(a, "%02d/%02d/%04d", y.day, y.month, y.year);
}

Str register_day_decree(struct arena *a, Date d)
{
    struct ymd y = date_ymd(d);
    return str_fmt(a, y.month <= 2 ? "%02d/%02d/%04d" : "%02d/%d/%04d", y.day, y.month, y.year);
}

/* ---- the finished report ---- */

static int by_place(const void *x, const void *y)
{
    const struct register_issue *a = x, *b = y;
    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    if (a->col != b->col) {
        return a->col < b->col ? -1 : 1;
    }
    return str_cmp(a->code, b->code);
}

void register_finish_report(struct register_book *b)
{
    if (b->n_issues > 0) {
        qsort(b->issue, b->n_issues, sizeof *b->issue, by_place);
    }
    size_t i = 0;
    for (size_t k = 0; k < b->n_rows; k++) {
        struct register_row *row = &b->row[k];
        while (i < b->n_issues && b->issue[i].row <= row->line) {
            i++;
        }
        for (; i < b->n_issues && b->issue[i].row == row->line + 1; i++) {
            row->bad = row->bad || b->issue[i].severity == REGISTER_ERROR;
        }
        b->good += row->bad ? 0 : 1;
    }
}

Str register_severity_word(int64_t severity)
{
    static const int keys[] = { M_NONE, M_REGISTER_ERROR, M_REGISTER_WARNING, M_REGISTER_NOTE };
    BUG_UNLESS(severity >= REGISTER_ERROR && severity <= REGISTER_NOTE);
    return i18n_text(LANG_VI, keys[severity]);
}

void register_report_json(struct out *o, const struct register_book *b)
{
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "rows");
    json_put_int(&j, (int64_t)b->n_rows);
    json_key(&j, "good");
    json_put_int(&j, b->good);
    json_key(&j, "issues");
    json_arr(&j);
    for (size_t i = 0; i < b->n_issues; i++) {
        const struct register_issue *x = &b->issue[i];
        json_obj(&j);
        json_key(&j, "row");
        json_put_int(&j, x->row);
        json_key(&j, "cell");
        json_put(&j, x->cell);
        json_key(&j, "severity");
        json_put(&j, register_severity_word(x->severity));
        json_key(&j, "code");
        json_put(&j, x->code);
        json_key(&j, "message");
        json_put(&j, x->message);
        json_key(&j, "action");
        json_put(&j, x->action);
        json_end_obj(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
}

void register_report_text(struct out *o, const struct register_book *b)
{
    for (size_t i = 0; i < b->n_issues; i++) {
        const struct register_issue *x = &b->issue[i];
        Str word = register_severity_word(x->severity);
        out_fmt(o, "%.*s\t%.*s\t%.*s (%.*s)\n", STR_ARG(x->cell), STR_ARG(word),
                STR_ARG(x->message), STR_ARG(x->action));
    }
    struct out n;
    out_init(&n, 100);
    out_int(&n, (int64_t)b->n_rows);
    Str rows = out_view(&n);
    struct out g;
    out_init(&g, 100);
    out_int(&g, b->good);
    const Str args[3] = { rows, out_view(&g), STR_NONE };
    i18n_put(o, LANG_VI, M_REGISTER_COUNT, args);
    out_c(o, '\n');
    out_done(&n);
    out_done(&g);
}

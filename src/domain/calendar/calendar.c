/* calendar.c: working days, from the table of holidays and swapped days. */
#include "domain/calendar/calendar.h"
#include "platform/base/embedded.h"
#include "platform/sheet/sheet.h"

enum { SPAN_MAX = 4000, COL_DAY = 0, COL_KIND = 1 };

struct special {
    Date day;
    bool works; /* a Saturday or Sunday worked in exchange */
};
struct specials {
    size_t n;
    struct special *v;
};

static Err read_row(const struct sheet *t, int row, struct special *ret)
{
    Str kind = sheet_at(t, row, COL_KIND)->text;
    ret->works = str_eq(kind, S("work"));
    if (!ret->works && !str_eq(kind, S("off"))) {
        return fault(E_BUG, "holidays: line %d is neither off nor work", row + 1);
    }
    return date_parse_iso(sheet_at(t, row, COL_DAY)->text, &ret->day);
}

static Err read_table(struct arena *a, Str csv, struct specials *ret)
{
    struct workbook w;
    enum sheet_why why;
    TRY(sheet_read_csv(a, csv, &w, &why));
    const struct sheet *t = &w.v[0];
    ret->n = 0;
    ret->v = NEW_N(a, struct special, (size_t)t->rows + 1);
    for (int row = 1; row < t->rows; row++) {
        if (!str_empty(sheet_at(t, row, COL_DAY)->text)) {
            TRY(read_row(t, row, &ret->v[ret->n]));
            ret->n++;
        }
    }
    return OK;
}

static Err load(struct tx *tx, struct specials *ret)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), S("holidays/vn.csv"))) {
            Err e = read_table(tx_arena(tx), embedded_text(&data_files[i]), ret);
            return e == OK ? OK : fault(E_BUG, "holidays/vn.csv cannot be read");
        }
    }
    return fault(E_BUG, "holidays/vn.csv is missing");
}

static bool works(const struct specials *s, Date d)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].day.v == d.v) {
            return s->v[i].works;
        }
    }
    return date_weekday(d) < 5;
}

Err calendar_is_working_day(struct tx *tx, Date d, bool *ret)
{
    struct specials s;
    TRY(load(tx, &s));
    *ret = works(&s, d);
    return OK;
}

Err calendar_add_working_days(struct tx *tx, Date d, int64_t n, Date *ret)
{
    struct specials s;
    BUG_UNLESS(n >= 0 && n < SPAN_MAX);
    TRY(load(tx, &s));
    while (n > 0) {
        d = date_add_days(d, 1);
        n -= works(&s, d) ? 1 : 0;
    }
    *ret = d;
    return OK;
}

Err calendar_working_days_between(struct tx *tx, Date from, Date to, int64_t *ret)
{
    struct specials s;
    TRY(load(tx, &s));
    int64_t n = 0;
    for (int i = 0; i < SPAN_MAX && date_cmp(from, to) < 0; i++) {
        from = date_add_days(from, 1);
        n += works(&s, from) ? 1 : 0;
    }
    *ret = n;
    return OK;
}

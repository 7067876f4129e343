/* date.c: civil days (proleptic Gregorian) and instants of Vietnam, +07:00 without summer time. */
#include "platform/base/base.h"

#include <time.h>

enum { VIETNAM_SECONDS = 7 * 3600 };

bool date_none(Date d)
{
    return d.v == INT32_MIN;
}

bool time_none(Time t)
{
    return t.v == INT64_MIN;
}

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Days since 1970-01-01; months counted from March, so that the leap day ends the year. */
static int32_t days_from_civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400, in_era = y - era * 400;
    int shifted = month > 2 ? month - 3 : month + 9;
    int day_of_year = (153 * shifted + 2) / 5 + day - 1;
    return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + day_of_year - 719468;
}

Err date_make(int year, int month, int day, Date *ret)
{
    if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 ||
        day > month_days(year, month)) {
        return E_INPUT;
    }
    *ret = (Date){ days_from_civil(year, month, day) };
    return OK;
}

struct ymd date_ymd(Date d)
{
    BUG_UNLESS(!date_none(d));
    int64_t z = (int64_t)d.v + 719468;
    int64_t era = z / 146097, in_era = z - era * 146097;
    int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
    int64_t doy = in_era - (365 * y + y / 4 - y / 100);
    int64_t shifted = (5 * doy + 2) / 153;
    int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    return (struct ymd){ (int)(y + era * 400 + (month <= 2)), month,
                         (int)(doy - (153 * shifted + 2) / 5 + 1) };
}

/* The next run of digits as a number; false when there is none or it is too long. */
static bool next_number(Str s, size_t *i, int *ret, size_t *ret_digits)
{
    while (*i < s.n && (s.p[*i] < '0' || s.p[*i] > '9')) {
        (*i)++;
    }
    size_t from = *i;
    while (*i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9') {
        (*i)++;
    }
    int64_t v = 0;
    *ret_digits = *i - from;
    if (*ret_digits > 4 || number_parse(str_sub(s, from, *i), 0, 9999, &v) != OK) {
        return false;
    }
    *ret = (int)v;
    return true;
}

/* What may stand between the numbers: separators, blanks, and the words ngày, tháng, năm. */
static bool date_words(struct arena *a, Str s)
{
    Str folded = vi_fold(a, s);
    while (folded.n > 0) {
        Str word = str_cut(&folded, ' ');
        bool digits = word.n > 0;
        for (size_t i = 0; i < word.n; i++) {
            digits = digits && word.p[i] >= '0' && word.p[i] <= '9';
        }
        if (word.n > 0 && !digits && !str_eq(word, S("ngai")) && !str_eq(word, S("ngay")) &&
            !str_eq(word, S("thang")) && !str_eq(word, S("nam"))) {
            return false;
        }
    }
    return true;
}

Err date_parse_vi(Str s, Date *ret)
{
    s = str_trim(s);
    int part[3];
    size_t digits[3], i = 0;
    if (s.n > 60) {
        return E_INPUT;
    }
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    if (!date_words(a, s)) {
        return E_INPUT;
    }
    for (int k = 0; k < 3; k++) {
        if (!next_number(s, &i, &part[k], &digits[k])) {
            return E_INPUT;
        }
    }
    if (i != s.n || digits[0] > 2 || digits[1] > 2 || (digits[2] != 4 && digits[2] != 2)) {
        return E_INPUT;
    }
    int year = digits[2] == 2 ? 2000 + part[2] : part[2];
    return date_make(year, part[1], part[0], ret);
}

Err date_parse_iso(Str s, Date *ret)
{
    int64_t y, m, d;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-') {
        return E_INPUT;
    }
    TRY(number_parse(str_sub(s, 0, 4), 0, 9999, &y));
    TRY(number_parse(str_sub(s, 5, 7), 0, 99, &m));
    TRY(number_parse(str_sub(s, 8, 10), 0, 99, &d));
    return date_make((int)y, (int)m, (int)d, ret);
}

Date date_add_months(Date d, int n)
{
    struct ymd c = date_ymd(d);
    int month0 = c.year * 12 + c.month - 1 + n;
    int year = month0 / 12, month = month0 % 12 + 1;
    int day = c.day > month_days(year, month) ? month_days(year, month) : c.day;
    return (Date){ days_from_civil(year, month, day) };
}

Date date_add_days(Date d, int n)
{
    BUG_UNLESS(!date_none(d));
    return (Date){ d.v + n };
}

int date_weekday(Date d)
{
    return (int)((((int64_t)d.v + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

int date_cmp(Date a, Date b)
{
    return (a.v > b.v) - (a.v < b.v);
}

static int64_t floor_div(int64_t a, int64_t b)
{
    int64_t q = a / b;
    return a % b < 0 ? q - 1 : q;
}

Date date_of(Time t)
{
    BUG_UNLESS(!time_none(t));
    return (Date){ (int32_t)floor_div(t.v + VIETNAM_SECONDS * TIME_SECOND, TIME_DAY) };
}

Time time_start_of(Date d)
{
    return (Time){ d.v * TIME_DAY - VIETNAM_SECONDS * TIME_SECOND };
}

static void out_two(struct out *o, int v)
{
    out_c(o, (char)('0' + v / 10 % 10));
    out_c(o, (char)('0' + v % 10));
}

static void out_four(struct out *o, int v)
{
    out_two(o, v / 100);
    out_two(o, v % 100);
}

void out_date_vi(struct out *o, Date d)
{
    struct ymd c = date_ymd(d);
    out_two(o, c.day);
    out_c(o, '/');
    out_two(o, c.month);
    out_c(o, '/');
    out_four(o, c.year);
}

void out_date_iso(struct out *o, Date d)
{
    struct ymd c = date_ymd(d);
    out_four(o, c.year);
    out_c(o, '-');
    out_two(o, c.month);
    out_c(o, '-');
    out_two(o, c.day);
}

void out_date_long_vi(struct out *o, Date d)
{
    struct ymd c = date_ymd(d);
    out_raw(o, S("ngày "));
    out_two(o, c.day);
    out_raw(o, S(" tháng "));
    if (c.month <= 2) {
        out_c(o, '0');
    }
    out_int(o, c.month);
    out_raw(o, S(" năm "));
    out_int(o, c.year);
}

static int second_of_day(Time t)
{
    return (int)((t.v - time_start_of(date_of(t)).v) / TIME_SECOND);
}

void out_time_vi(struct out *o, Time t)
{
    int s = second_of_day(t);
    out_two(o, s / 3600);
    out_c(o, ':');
    out_two(o, s / 60 % 60);
    out_c(o, ' ');
    out_date_vi(o, date_of(t));
}

void out_time_iso(struct out *o, Time t)
{
    int s = second_of_day(t);
    out_date_iso(o, date_of(t));
    out_c(o, 'T');
    out_two(o, s / 3600);
    out_c(o, ':');
    out_two(o, s / 60 % 60);
    out_c(o, ':');
    out_two(o, s % 60);
    out_raw(o, S("+07:00"));
}

Time time_wall_clock(void)
{
    struct timespec ts;
    BUG_UNLESS(clock_gettime(CLOCK_REALTIME, &ts) == 0);
    return (Time){ (int64_t)ts.tv_sec * TIME_SECOND + ts.tv_nsec / 1000 };
}

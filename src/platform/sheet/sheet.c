/* sheet.c: cells by place, and their names. */
#include "platform/sheet/sheet.h"

const struct sheet_cell *sheet_at(const struct sheet *s, int row, int col)
{
    static const struct sheet_cell empty = { .text = S_INIT(""), .date = { INT32_MIN } };
    bool inside = row >= 0 && row < s->rows && col >= 0 && col < s->cols;
    return inside ? &s->cell[row * s->cols + col] : &empty;
}

Str sheet_ref(struct arena *a, int row, int col)
{
    char letters[8];
    size_t n = sizeof letters;
    for (int c = col + 1; c > 0 && n > 0; c = (c - 1) / 26) {
        letters[--n] = (char)('A' + (c - 1) % 26);
    }
    return str_fmt(a, "%.*s%d", (int)(sizeof letters - n), letters + n, row + 1);
}

enum { SERIAL_FAKE_LEAP_DAY = 60 };

Date sheet_serial(int64_t serial, bool date1904)
{
    Date zero = DATE_NONE, last = DATE_NONE;
    if (date_make(date1904 ? 1904 : 1900, 1, 1, &zero) != OK ||
        date_make(2200, 12, 31, &last) != OK) {
        return DATE_NONE;
    }
    int64_t ahead = serial; /* days after the first day of the system */
    if (!date1904) {
        if (serial < 1 || serial == SERIAL_FAKE_LEAP_DAY) {
            return DATE_NONE;
        }
        ahead = serial - (serial < SERIAL_FAKE_LEAP_DAY ? 1 : 2);
    }
    if (ahead < 0 || ahead > last.v - zero.v) {
        return DATE_NONE;
    }
    return (Date){ (int32_t)(zero.v + ahead) };
}

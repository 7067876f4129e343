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

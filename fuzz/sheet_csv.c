/* sheet_csv.c: any bytes: a table within its limits, or a reason. Reading never looks outside. */
#include "platform/sheet/sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct workbook b;
    enum sheet_why why = SHEET_OK;
    Err e = sheet_read_csv(a, (Str){ (const char *)data, size }, &b, &why);
    BUG_UNLESS((e == OK) == (why == SHEET_OK) && (e == OK || e == E_INPUT));
    if (e == OK) {
        const struct sheet *s = &b.v[0];
        BUG_UNLESS(b.n == 1 && s->rows <= LIMIT_SHEET_ROWS && s->cols <= LIMIT_SHEET_COLS);
        for (int r = 0; r < s->rows; r++) {
            for (int c = 0; c < s->cols; c++) {
                BUG_UNLESS(utf8_valid(sheet_at(s, r, c)->text));
            }
        }
    }
    return 0;
}

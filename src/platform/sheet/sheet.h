/* sheet.h: workbooks in: a bounded XLSX reader (libzip + expat), merged cells resolved; and CSV. */
#ifndef SHEET_H
#define SHEET_H
#include "platform/base/base.h"

enum sheet_type { SHEET_EMPTY, SHEET_TEXT, SHEET_NUMBER, SHEET_DATE, SHEET_BOOL, SHEET_ERROR };
struct sheet_cell {
    enum sheet_type type;
    Str text; /* as text: string, number as stored ("45258"), error ("#REF!"); formula cells: cached
                 value */
    Date date; /* SHEET_DATE: number with a date format */
    bool formula;
    bool merged; /* value copied from the first cell of its merged range */
};
struct sheet_range {
    int r1, c1, r2, c2; /* 0-based, inclusive */
};
struct sheet {
    Str name;
    int rows, cols;          /* extent */
    struct sheet_cell *cell; /* rows * cols */
    size_t n_merged;
    struct sheet_range *merged;
};
struct workbook {
    size_t n;
    struct sheet *v;
};
/* Refuses (E_INPUT, *ret_why in plain words' message key 0.. see sheet.c) a broken ZIP, a bomb,
 * macros, encryption, missing parts, more than LIMIT_SHEET_ROWS x LIMIT_SHEET_COLS. Everything
 * lives in the arena. */
enum sheet_why {
    SHEET_OK,
    SHEET_NOT_ZIP,
    SHEET_NOT_WORKBOOK,
    SHEET_ENCRYPTED,
    SHEET_TOO_LARGE,
    SHEET_BROKEN_XML
};
Err sheet_read_xlsx(struct arena *a, Str bytes, struct workbook *ret, enum sheet_why *ret_why) MUST;
/* RFC 4180 or Vietnamese Excel (';', BOM): separator found by itself. All cells are text. */
Err sheet_read_csv(struct arena *a, Str bytes, struct workbook *ret, enum sheet_why *ret_why) MUST;
const struct sheet_cell *sheet_at(const struct sheet *s, int row,
                                  int col);       /* an empty cell outside the extent */
Str sheet_ref(struct arena *a, int row, int col); /* "K23" */

#endif

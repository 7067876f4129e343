/* write.h: tables out: one sheet as XLSX, or as CSV that Excel reads. */
#ifndef SHEET_WRITE_H
#define SHEET_WRITE_H
#include "platform/base/base.h"

struct sheet_column {
    Str title;
    bool number; /* its cells are whole numbers in digits, or empty */
};
struct sheet_table {
    Str name; /* of the tab, at most 31 characters */
    size_t cols, rows;
    const struct sheet_column *col;
    const Str *cell; /* rows * cols */
    Time made;       /* stands in the workbook, so that equal tables give equal bytes */
};
/* UTF-8 with a byte order mark, CR LF, every field quoted; what a spreadsheet would take for a
 * formula gets an apostrophe in front. */
Str sheet_write_csv(struct arena *a, const struct sheet_table *t);
/* The bytes of a workbook; text stays text, never a formula. */
Err sheet_write_xlsx(struct arena *a, const struct sheet_table *t, Str *ret) MUST;

#endif

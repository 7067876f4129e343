/* write.h: tables out: one sheet as XLSX, or as CSV that Excel reads; and forms to be filled in. */
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

/* ---- forms: every cell is locked but those to be filled in ---- */

enum sheet_look { SHEET_LOOK_PLAIN, SHEET_LOOK_TITLE, SHEET_LOOK_HEAD, SHEET_LOOK_FILL };
struct sheet_form_cell {
    int row, col; /* 0-based */
    Str text;
    enum sheet_look look; /* SHEET_LOOK_FILL: not locked */
    bool number;          /* text is a whole number in digits, or empty */
    size_t n_choices;     /* what may be filled in; 0: anything */
    const Str *choice;
    Str refusal; /* what the spreadsheet says when it is something else; at most 255 characters */
};
struct sheet_form {
    Str name; /* of the tab, at most 31 characters, none of []:*?/\ */
    size_t n;
    const struct sheet_form_cell *cell;
    int head; /* rows that stay in sight */
    size_t cols;
    const int *width; /* in characters, of each column; 0: hidden */
};
/* One tab a form. made as above. */
Err sheet_write_forms(struct arena *a, size_t n, const struct sheet_form *form, Time made, Str *ret)
    MUST;

#endif

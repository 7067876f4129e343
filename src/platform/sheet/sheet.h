/* sheet.h: workbooks in: a bounded XLSX reader (libzip + expat), merged cells resolved; and CSV. */
#ifndef SHEET_H
#define SHEET_H
#include "platform/base/base.h"

enum sheet_type { SHEET_EMPTY, SHEET_TEXT, SHEET_NUMBER, SHEET_DATE, SHEET_BOOL, SHEET_ERROR };
struct sheet_cell {
    enum sheet_type type;
    Str text;  /* as text: string, whole numbers in digits ("45258", also when stored as 4.5258E4),
                  other numbers as stored, error ("#REF!"); formula cells: cached value */
    Date date; /* SHEET_DATE: number with a date format; the fake 29/2/1900 and days outside
                  1900..2200 stay SHEET_NUMBER */
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
    struct sheet *v; /* in the order of the tabs; chart sheets are left out */
    bool date1904;   /* serial numbers count from 1/1/1904 */
};
/* Why a file was not taken. */
enum sheet_why {
    SHEET_OK,
    SHEET_NOT_ZIP,      /* empty, cut off, or something else altogether */
    SHEET_NOT_WORKBOOK, /* a ZIP without a workbook; text that is not UTF-8 */
    SHEET_ENCRYPTED,    /* needs a password */
    SHEET_TOO_LARGE,    /* limits.h, or packed harder than a workbook ever is */
    SHEET_BROKEN_XML,   /* malformed XML, a DTD or entity, a value that cannot be */
    SHEET_MISSING_PART, /* names a part that is not there */
    SHEET_MACROS,       /* xlsm, or an xlsx with a macro project */
    SHEET_OLD_FORMAT    /* .xls of Excel 97-2003 */
};
/* Reads every sheet into the arena. Refuses (E_INPUT and *ret_why) everything listed above. A
 * merged range repeats its first cell, as far as the sheet has other cells beside it. */
Err sheet_read_xlsx(struct arena *a, Str bytes, struct workbook *ret, enum sheet_why *ret_why) MUST;
/* RFC 4180 or Vietnamese Excel (';', BOM): separator found by itself. All cells are text. */
Err sheet_read_csv(struct arena *a, Str bytes, struct workbook *ret, enum sheet_why *ret_why) MUST;
const struct sheet_cell *sheet_at(const struct sheet *s, int row,
                                  int col);       /* an empty cell outside the extent */
Str sheet_ref(struct arena *a, int row, int col); /* "K23" */
/* The day of a serial number, or DATE_NONE: before 1/1/1900, the fake 29/2/1900 (60), after 2200.
 */
Date sheet_serial(int64_t serial, bool date1904);

#endif

/* xlsx.h: inside of the workbook reader, for the files xlsx*.c only. */
#ifndef SHEET_XLSX_H
#define SHEET_XLSX_H
#include "platform/sheet/sheet.h"

struct zip;

struct xlsx_texts {
    size_t n, cap;
    Str *v;
};
/* A tab: its name and the part it is in. */
struct xlsx_tab {
    Str name, part;
};
struct xlsx_tabs {
    size_t n, cap;
    struct xlsx_tab *v;
};
struct xlsx {
    struct arena *a;
    struct zip *zip;
    enum sheet_why why;
    int64_t bytes_left;            /* that may still be unpacked */
    int64_t cells_left;            /* that may still be laid out */
    Str strings_part, styles_part; /* none: the workbook has no such part */
    struct xlsx_tabs tabs;
    struct xlsx_texts strings; /* shared strings */
    size_t n_styles, cap_styles;
    bool *style_is_date; /* by index of cellXfs */
    bool date1904;
};

/* Says why and returns E_INPUT. */
Err xlsx_refuse(struct xlsx *x, enum sheet_why why);
/* A part unpacked into the arena; E_NONE when there is none of that name. */
Err xlsx_part(struct xlsx *x, Str name, Str *ret) MUST;

/* Walks over XML by local names (prefixes are cut). A handler that returns other than OK stops the
 * walk with that error. A document type declaration is refused, so entities never are. */
struct xlsx_walk {
    void *arg;
    Err (*start)(void *arg, Str name, const char *const *attrs);
    Err (*end)(void *arg, Str name);
    Err (*text)(void *arg, Str s); /* may come in pieces; NULL: not wanted */
};
Err xlsx_walk_xml(struct xlsx *x, Str xml, const struct xlsx_walk *w) MUST;
/* Value of the attribute with this local name; none when absent. Valid during the call. */
Str xlsx_attr(const char *const *attrs, const char *local);

/* Finds the workbook, its tabs and the parts they need. */
Err xlsx_read_book(struct xlsx *x) MUST;
Err xlsx_read_strings(struct xlsx *x, Str xml) MUST;
Err xlsx_read_styles(struct xlsx *x, Str xml) MUST;
Err xlsx_read_sheet(struct xlsx *x, Str xml, struct sheet *ret) MUST;

/* Is a number shown with this format a day? Pure. */
bool xlsx_format_is_date(Str code);
bool xlsx_builtin_is_date(int64_t id);
/* "_x000D_" and the like, as Excel writes control characters into text. */
Str xlsx_unescape(struct arena *a, Str s);
/* Whole numbers in digits whatever way they are stored ("4.5258E4"); others as they are. */
Str xlsx_plain_number(struct arena *a, Str s);
/* "K23" to 0-based row and column; false for anything else. */
bool xlsx_ref(Str s, int64_t *ret_row, int64_t *ret_col);

#endif

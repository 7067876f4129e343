/* write.c: one table as CSV and as XLSX (libxlsxwriter). */
#include "platform/sheet/write.h"

#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { CSV_MAX = 16 * 1024 * 1024, XLSX_MAX = 16 * 1024 * 1024, WIDE = 48, NARROW = 10 };

/* ---- CSV ---- */

static void put_field(struct out *o, Str s, bool first)
{
    if (!first) {
        out_c(o, ',');
    }
    out_c(o, '"');
    if (s.n > 0 && str_find_c(S("=+-@\t\r"), s.p[0]) < 6) {
        out_c(o, '\'');
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') {
            out_c(o, '"');
        }
        out_c(o, s.p[i]);
    }
    out_c(o, '"');
}

Str sheet_write_csv(struct arena *a, const struct sheet_table *t)
{
    struct out *o CLEANUP(out_cleanup) = out_new(CSV_MAX);
    out_raw(o, S("\xEF\xBB\xBF"));
    for (size_t c = 0; c < t->cols; c++) {
        put_field(o, t->col[c].title, c == 0);
    }
    out_raw(o, S("\r\n"));
    for (size_t r = 0; r < t->rows; r++) {
        for (size_t c = 0; c < t->cols; c++) {
            put_field(o, t->cell[r * t->cols + c], c == 0);
        }
        out_raw(o, S("\r\n"));
    }
    return out_dup(a, o);
}

/* ---- XLSX ---- */

static lxw_error put_cell(lxw_worksheet *w, struct arena *a, const struct sheet_table *t, size_t r,
                          size_t c, lxw_format *wrap)
{
    Str s = t->cell[r * t->cols + c];
    int64_t n;
    lxw_row_t row = (lxw_row_t)(r + 1);
    lxw_col_t col = (lxw_col_t)c;
    if (t->col[c].number && number_parse(s, 0, INT64_C(1) << 50, &n) == OK) {
        return worksheet_write_number(w, row, col, (double)n, NULL);
    }
    return worksheet_write_string(w, row, col, str_cstr(a, s), wrap);
}

static lxw_error fill(lxw_workbook *book, struct arena *a, const struct sheet_table *t)
{
    lxw_doc_properties made = { .created = (time_t)(t->made.v / TIME_SECOND) };
    lxw_worksheet *w = workbook_add_worksheet(book, str_cstr(a, t->name));
    lxw_format *head = workbook_add_format(book), *wrap = workbook_add_format(book);
    if (w == NULL || head == NULL || wrap == NULL) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    if (workbook_set_properties(book, &made) != LXW_NO_ERROR) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_text_wrap(wrap);
    worksheet_freeze_panes(w, 1, 0);
    for (size_t c = 0; c < t->cols; c++) {
        lxw_col_t col = (lxw_col_t)c;
        size_t width = utf8_length(t->col[c].title) + 2;
        for (size_t r = 0; r < t->rows; r++) {
            size_t n = utf8_length(t->cell[r * t->cols + c]) + 2;
            width = n > width ? n : width;
        }
        width = width < NARROW ? NARROW : width > WIDE ? WIDE : width;
        lxw_error e = worksheet_set_column(w, col, col, (double)width, NULL);
        e = e != LXW_NO_ERROR
                ? e
                : worksheet_write_string(w, 0, col, str_cstr(a, t->col[c].title), head);
        for (size_t r = 0; r < t->rows && e == LXW_NO_ERROR; r++) {
            e = put_cell(w, a, t, r, c, wrap);
        }
        if (e != LXW_NO_ERROR) {
            return e;
        }
    }
    return LXW_NO_ERROR;
}

Err sheet_write_xlsx(struct arena *a, const struct sheet_table *t, Str *ret)
{
    char *path = str_cstr(a, S("/tmp/ocop-sheet-XXXXXX"));
    int fd CLEANUP(fd_cleanup) = mkstemp(path);
    if (fd < 0) {
        return fault(E_IO, "no temporary file for a workbook");
    }
    lxw_workbook *book = workbook_new(path);
    lxw_error e = book == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : fill(book, a, t);
    if (book != NULL) {
        lxw_error closed = workbook_close(book); /* frees it, too */
        e = e != LXW_NO_ERROR ? e : closed;
    }
    Err read = e == LXW_NO_ERROR ? file_read(a, str_c(path), XLSX_MAX, ret)
                                 : fault(E_IO, "workbook: %s", lxw_strerror(e));
    return unlink(path) == 0 ? read : fault(E_IO, "a temporary workbook stays");
}

/* write.c: one table as CSV and as XLSX, and forms to be filled in (libxlsxwriter). */
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

static lxw_error fill(lxw_workbook *book, struct arena *a, const void *arg)
{
    const struct sheet_table *t = arg;
    lxw_worksheet *w = workbook_add_worksheet(book, str_cstr(a, t->name));
    lxw_format *head = workbook_add_format(book), *wrap = workbook_add_format(book);
    if (w == NULL || head == NULL || wrap == NULL) {
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

/* ---- forms ---- */

struct forms {
    size_t n;
    const struct sheet_form *v;
};
enum { LOOKS = SHEET_LOOK_FILL + 1, CHOICES_MAX = 255, TITLE_POINTS = 14, FILL_COLOUR = 0xFFF8D6 };

static bool make_looks(lxw_workbook *book, lxw_format *look[LOOKS])
{
    for (int i = 0; i < LOOKS; i++) {
        look[i] = workbook_add_format(book);
        if (look[i] == NULL) {
            return false;
        }
        format_set_align(look[i], LXW_ALIGN_VERTICAL_TOP);
        if (i != SHEET_LOOK_TITLE) {
            format_set_text_wrap(look[i]);
        }
    }
    format_set_bold(look[SHEET_LOOK_TITLE]);
    format_set_font_size(look[SHEET_LOOK_TITLE], TITLE_POINTS);
    format_set_bold(look[SHEET_LOOK_HEAD]);
    format_set_bottom(look[SHEET_LOOK_HEAD], LXW_BORDER_THIN);
    format_set_unlocked(look[SHEET_LOOK_FILL]);
    format_set_border(look[SHEET_LOOK_FILL], LXW_BORDER_THIN);
    format_set_bg_color(look[SHEET_LOOK_FILL], FILL_COLOUR);
    return true;
}

static lxw_error restrict_cell(lxw_worksheet *w, struct arena *a, const struct sheet_form_cell *c)
{
    char **list = NEW_N(a, char *, c->n_choices + 1);
    size_t length = 0;
    for (size_t i = 0; i < c->n_choices; i++) {
        list[i] = str_cstr(a, c->choice[i]);
        length += c->choice[i].n + 1;
    }
    if (c->n_choices == 0 || length > CHOICES_MAX) {
        return LXW_NO_ERROR;
    }
    lxw_data_validation v = { .validate = LXW_VALIDATION_TYPE_LIST,
                              .value_list = list,
                              .ignore_blank = LXW_VALIDATION_ON,
                              .error_message = str_cstr(a, c->refusal) };
    return worksheet_data_validation_cell(w, (lxw_row_t)c->row, (lxw_col_t)c->col, &v);
}

static lxw_error put_form(lxw_workbook *book, struct arena *a, const struct sheet_form *f,
                          lxw_format *const look[LOOKS])
{
    lxw_worksheet *w = workbook_add_worksheet(book, str_cstr(a, f->name));
    lxw_error e = w == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : LXW_NO_ERROR;
    lxw_row_col_options hidden = { .hidden = 1 };
    for (size_t i = 0; i < f->cols && e == LXW_NO_ERROR; i++) {
        lxw_col_t col = (lxw_col_t)i;
        e = f->width[i] == 0 ? worksheet_set_column_opt(w, col, col, NARROW, NULL, &hidden)
                             : worksheet_set_column(w, col, col, (double)f->width[i], NULL);
    }
    for (size_t i = 0; i < f->n && e == LXW_NO_ERROR; i++) {
        const struct sheet_form_cell *c = &f->cell[i];
        lxw_row_t row = (lxw_row_t)c->row;
        lxw_col_t col = (lxw_col_t)c->col;
        int64_t n;
        if (str_empty(c->text)) {
            e = worksheet_write_blank(w, row, col, look[c->look]);
        } else if (c->number && number_parse(c->text, 0, INT64_C(1) << 50, &n) == OK) {
            e = worksheet_write_number(w, row, col, (double)n, look[c->look]);
        } else {
            e = worksheet_write_string(w, row, col, str_cstr(a, c->text), look[c->look]);
        }
        e = e != LXW_NO_ERROR ? e : restrict_cell(w, a, c);
    }
    if (e == LXW_NO_ERROR) {
        worksheet_freeze_panes(w, (lxw_row_t)f->head, 0);
        worksheet_protect(w, NULL, NULL);
    }
    return e;
}

static lxw_error fill_forms(lxw_workbook *book, struct arena *a, const void *arg)
{
    const struct forms *forms = arg;
    lxw_format *look[LOOKS];
    if (!make_looks(book, look)) {
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    }
    lxw_error e = LXW_NO_ERROR;
    for (size_t i = 0; i < forms->n && e == LXW_NO_ERROR; i++) {
        e = put_form(book, a, &forms->v[i], look);
    }
    return e;
}

/* ---- the file ---- */

typedef lxw_error filler(lxw_workbook *book, struct arena *a, const void *arg);

static Err make_book(struct arena *a, Time made, filler *fill_in, const void *arg, Str *ret)
{
    lxw_doc_properties properties = { .created = (time_t)(made.v / TIME_SECOND) };
    char *path = str_cstr(a, S("/tmp/ocop-sheet-XXXXXX"));
    int fd CLEANUP(fd_cleanup) = mkstemp(path);
    if (fd < 0) {
        return fault(E_IO, "no temporary file for a workbook");
    }
    lxw_workbook *book = workbook_new(path);
    lxw_error e =
        book == NULL ? LXW_ERROR_MEMORY_MALLOC_FAILED : workbook_set_properties(book, &properties);
    if (book != NULL) {
        e = e != LXW_NO_ERROR ? e : fill_in(book, a, arg);
        lxw_error closed = workbook_close(book); /* frees it, too */
        e = e != LXW_NO_ERROR ? e : closed;
    }
    Err read = e == LXW_NO_ERROR ? file_read(a, str_c(path), XLSX_MAX, ret)
                                 : fault(E_IO, "workbook: %s", lxw_strerror(e));
    return unlink(path) == 0 ? read : fault(E_IO, "a temporary workbook stays");
}

Err sheet_write_xlsx(struct arena *a, const struct sheet_table *t, Str *ret)
{
    return make_book(a, t->made, fill, t, ret);
}

Err sheet_write_forms(struct arena *a, size_t n, const struct sheet_form *form, Time made, Str *ret)
{
    const struct forms forms = { n, form };
    return make_book(a, made, fill_forms, &forms, ret);
}

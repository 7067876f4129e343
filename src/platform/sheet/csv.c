/* csv.c: RFC 4180, and what Vietnamese Excel makes of it (semicolons, a byte order mark). */
#include "platform/sheet/sheet.h"

struct reading {
    struct arena *a;
    Str s;
    size_t at;
    char sep;
    bool keep; /* the second pass: texts are wanted */
};

/* The separator that occurs most in the first line outside quotes. */
static char find_separator(Str s)
{
    static const char candidates[] = { ',', ';', '\t' };
    size_t count[COUNT_OF(candidates)] = { 0 };
    bool quoted = false;
    for (size_t i = 0; i < s.n && (quoted || s.p[i] != '\n'); i++) {
        quoted = s.p[i] == '"' ? !quoted : quoted;
        for (size_t k = 0; k < COUNT_OF(candidates) && !quoted; k++) {
            count[k] += s.p[i] == candidates[k] ? 1 : 0;
        }
    }
    size_t best = 0;
    for (size_t k = 1; k < COUNT_OF(candidates); k++) {
        best = count[k] > count[best] ? k : best;
    }
    return candidates[best];
}

static Str quoted_field(struct reading *r)
{
    size_t from = ++r->at, doubled = 0;
    for (; r->at < r->s.n; r->at++) {
        if (r->s.p[r->at] != '"') {
            continue;
        }
        if (r->at + 1 >= r->s.n || r->s.p[r->at + 1] != '"') {
            break;
        }
        doubled++;
        r->at++;
    }
    Str inside = str_sub(r->s, from, r->at);
    r->at += r->at < r->s.n ? 1 : 0;
    if (doubled == 0 || !r->keep) {
        return inside;
    }
    char *to = arena_alloc(r->a, inside.n - doubled);
    size_t n = 0;
    for (size_t i = 0; i < inside.n; i++) {
        i += inside.p[i] == '"' ? 1 : 0;
        to[n++] = inside.p[i];
    }
    return (Str){ to, n };
}

/* Reads one field; *ret_last: the line ends behind it. */
static Str field(struct reading *r, bool *ret_last)
{
    Str text;
    if (r->at < r->s.n && r->s.p[r->at] == '"') {
        text = quoted_field(r);
    } else {
        size_t from = r->at;
        while (r->at < r->s.n && r->s.p[r->at] != r->sep && r->s.p[r->at] != '\n') {
            r->at++;
        }
        text = str_sub(r->s, from, r->at);
    }
    while (r->at < r->s.n && r->s.p[r->at] != r->sep && r->s.p[r->at] != '\n') {
        r->at++; /* a CR, or rubbish behind a closing quote */
    }
    *ret_last = r->at >= r->s.n || r->s.p[r->at] == '\n';
    r->at += r->at < r->s.n ? 1 : 0;
    return str_ends(text, S("\r")) ? str_sub(text, 0, text.n - 1) : text;
}

/* First pass: how large; second pass (cells given): the texts. */
static Err pass(struct reading *r, struct sheet *s, struct sheet_cell *cells)
{
    int row = 0;
    r->keep = cells != NULL;
    for (r->at = 0; r->at < r->s.n; row++) {
        bool last = false;
        for (int col = 0; !last; col++) {
            Str text = field(r, &last);
            if (col >= LIMIT_SHEET_COLS || row >= LIMIT_SHEET_ROWS) {
                return E_LIMIT;
            }
            if (cells != NULL) {
                cells[row * s->cols + col] = (struct sheet_cell){
                    .type = text.n > 0 ? SHEET_TEXT : SHEET_EMPTY, .text = text, .date = DATE_NONE
                };
            } else if (col >= s->cols) {
                s->cols = col + 1;
            }
        }
    }
    s->rows = row;
    return OK;
}

Err sheet_read_csv(struct arena *a, Str bytes, struct workbook *ret, enum sheet_why *ret_why)
{
    Str s = bytes;
    if (str_starts(s, S("\xEF\xBB\xBF"))) {
        s = str_skip(s, 3);
    }
    *ret_why = SHEET_NOT_WORKBOOK;
    if (!utf8_valid(s)) {
        return E_INPUT;
    }
    struct reading r = { .a = a, .s = s, .sep = find_separator(s) };
    struct sheet *sheet = NEW(a, struct sheet);
    sheet->name = S("CSV");
    *ret_why = SHEET_TOO_LARGE;
    if (pass(&r, sheet, NULL) != OK) {
        return E_INPUT;
    }
    size_t n = (size_t)sheet->rows * (size_t)sheet->cols;
    if (n > LIMIT_SHEET_CELLS) {
        return E_INPUT;
    }
    sheet->cell = NEW_N(a, struct sheet_cell, n + 1);
    for (size_t i = 0; i < n; i++) {
        sheet->cell[i] = (struct sheet_cell){ .text = S(""), .date = DATE_NONE };
    }
    TRY(pass(&r, sheet, sheet->cell));
    *ret = (struct workbook){ .n = 1, .v = sheet };
    *ret_why = SHEET_OK;
    return OK;
}

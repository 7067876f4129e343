/* xlsx_sheet.c: one sheet: its cells, laid out as a grid, and its merged ranges. */
#include "platform/sheet/xlsx.h"

struct placed {
    int row, col;
    struct sheet_cell cell;
};
struct reading {
    struct xlsx *x;
    struct sheet *sheet;
    int64_t row, col; /* of the cell being read; cells without an address follow the last */
    Str type;         /* the cell's t */
    bool date_style, formula;
    struct out text; /* of <v> or <is> */
    bool in_cell, in_text;
    int phonetic;
    size_t n, cap;
    struct placed *v;
    size_t cap_merged;
    int64_t merged_area;
};

static Err start_cell(struct reading *r, const char *const *attrs)
{
    Str ref = xlsx_attr(attrs, "r"), style = xlsx_attr(attrs, "s");
    int64_t index = 0;
    r->col++;
    if (!str_none(ref) && !xlsx_ref(ref, &r->row, &r->col)) {
        return xlsx_refuse(r->x, SHEET_BROKEN_XML);
    }
    if (!str_none(style) && number_parse(style, 0, INT32_MAX, &index) != OK) {
        return xlsx_refuse(r->x, SHEET_BROKEN_XML);
    }
    Str type = xlsx_attr(attrs, "t");
    static const char *const types[] = { "n", "s", "str", "inlineStr", "b", "e", "d" };
    r->type = S("n");
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        r->type = str_eq(type, str_c(types[i])) ? str_c(types[i]) : r->type;
    }
    r->date_style = index < (int64_t)r->x->n_styles && r->x->style_is_date[index];
    r->formula = false;
    r->in_cell = true;
    out_reset(&r->text);
    return OK;
}

static Err add_merged(struct reading *r, Str ref)
{
    int64_t r1, c1, r2, c2;
    Str rest = ref, first = str_cut(&rest, ':');
    Str last = str_empty(rest) ? first : rest;
    if (!xlsx_ref(first, &r1, &c1) || !xlsx_ref(last, &r2, &c2) || r2 < r1 || c2 < c1) {
        return xlsx_refuse(r->x, SHEET_BROKEN_XML);
    }
    struct sheet *s = r->sheet;
    s->merged = arena_grow(r->x->a, s->merged, s->n_merged, &r->cap_merged, sizeof *s->merged);
    s->merged[s->n_merged++] = (struct sheet_range){ (int)r1, (int)c1, (int)r2, (int)c2 };
    return OK;
}

static Err on_start(void *arg, Str name, const char *const *attrs)
{
    struct reading *r = arg;
    if (str_eq(name, S("c"))) {
        return start_cell(r, attrs);
    }
    if (str_eq(name, S("row"))) {
        Str at = xlsx_attr(attrs, "r");
        r->col = -1;
        r->row++;
        if (!str_none(at)) {
            if (number_parse(at, 1, INT32_MAX, &r->row) != OK) {
                return xlsx_refuse(r->x, SHEET_BROKEN_XML);
            }
            r->row--;
        }
        return OK;
    }
    if (str_eq(name, S("mergeCell"))) {
        return add_merged(r, xlsx_attr(attrs, "ref"));
    }
    r->phonetic += str_eq(name, S("rPh")) ? 1 : 0;
    r->formula = r->formula || (r->in_cell && str_eq(name, S("f")));
    bool inside = str_eq(r->type, S("inlineStr")) ? str_eq(name, S("t")) : str_eq(name, S("v"));
    r->in_text = r->in_cell && inside && r->phonetic == 0;
    return OK;
}

static Err on_text(void *arg, Str text)
{
    struct reading *r = arg;
    if (r->in_text) {
        out_raw(&r->text, text);
    }
    return OK;
}

static Err number_cell(struct reading *r, Str text, struct sheet_cell *c)
{
    c->type = SHEET_NUMBER;
    c->text = xlsx_plain_number(r->x->a, text);
    int64_t serial = 0;
    Str day = str_sub(c->text, 0, str_find_c(c->text, '.')); /* the rest is the time of day */
    if (r->date_style && number_parse(day, 0, INT32_MAX, &serial) == OK) {
        c->date = sheet_serial(serial, r->x->date1904);
        c->type = date_none(c->date) ? SHEET_NUMBER : SHEET_DATE;
    }
    return OK;
}

static Err make_cell(struct reading *r, Str text, struct sheet_cell *c)
{
    struct xlsx *x = r->x;
    if (str_eq(r->type, S("s"))) {
        int64_t i = 0;
        if (number_parse(text, 0, INT32_MAX, &i) != OK || (size_t)i >= x->strings.n) {
            return xlsx_refuse(x, SHEET_BROKEN_XML);
        }
        c->text = x->strings.v[i];
        c->type = SHEET_TEXT;
    } else if (str_eq(r->type, S("e"))) {
        *c = (struct sheet_cell){ .type = SHEET_ERROR, .text = str_dup(x->a, text) };
    } else if (str_eq(r->type, S("b"))) {
        c->text = str_eq(text, S("1")) || str_eq(text, S("true")) ? S("TRUE") : S("FALSE");
        c->type = SHEET_BOOL;
    } else if (str_eq(r->type, S("d"))) {
        c->text = str_dup(x->a, text);
        bool day = date_parse_iso(str_sub(text, 0, 10), &c->date) == OK;
        c->type = day ? SHEET_DATE : SHEET_TEXT;
    } else if (str_eq(r->type, S("n"))) {
        return number_cell(r, text, c);
    } else {
        c->text = xlsx_unescape(x->a, str_dup(x->a, text));
        c->type = SHEET_TEXT;
    }
    return OK;
}

static Err end_cell(struct reading *r)
{
    Str text = out_view(&r->text);
    r->in_cell = false;
    if (text.n == 0) {
        return OK; /* only formatted */
    }
    struct placed p = { .cell = { .date = DATE_NONE } };
    TRY(make_cell(r, text, &p.cell));
    if (p.cell.text.n == 0) {
        return OK;
    }
    if (r->row >= LIMIT_SHEET_ROWS || r->col >= LIMIT_SHEET_COLS || r->n >= LIMIT_SHEET_CELLS) {
        return xlsx_refuse(r->x, SHEET_TOO_LARGE);
    }
    p.cell.date = p.cell.type == SHEET_DATE ? p.cell.date : DATE_NONE;
    p.cell.formula = r->formula;
    p.row = (int)r->row;
    p.col = (int)r->col;
    r->sheet->rows = p.row >= r->sheet->rows ? p.row + 1 : r->sheet->rows;
    r->sheet->cols = p.col >= r->sheet->cols ? p.col + 1 : r->sheet->cols;
    r->v = arena_grow(r->x->a, r->v, r->n, &r->cap, sizeof *r->v);
    r->v[r->n++] = p;
    return OK;
}

static Err on_end(void *arg, Str name)
{
    struct reading *r = arg;
    r->in_text = false;
    r->phonetic -= str_eq(name, S("rPh")) ? 1 : 0;
    return str_eq(name, S("c")) && r->in_cell ? end_cell(r) : OK;
}

static Err copy_merged(struct reading *r)
{
    struct sheet *s = r->sheet;
    for (size_t i = 0; i < s->n_merged; i++) {
        const struct sheet_range *m = &s->merged[i];
        if (m->r1 >= s->rows || m->c1 >= s->cols) {
            continue;
        }
        int r2 = m->r2 < s->rows ? m->r2 : s->rows - 1, c2 = m->c2 < s->cols ? m->c2 : s->cols - 1;
        r->merged_area += ((int64_t)r2 - m->r1 + 1) * ((int64_t)c2 - m->c1 + 1);
        if (r->merged_area > LIMIT_SHEET_CELLS) { /* they overlap again and again */
            return xlsx_refuse(r->x, SHEET_TOO_LARGE);
        }
        struct sheet_cell first = s->cell[m->r1 * s->cols + m->c1];
        first.merged = true;
        for (int k = m->r1; k <= r2; k++) {
            for (int c = m->c1; c <= c2; c++) {
                if (k != m->r1 || c != m->c1) {
                    s->cell[k * s->cols + c] = first;
                }
            }
        }
    }
    return OK;
}

static Err lay_out(struct reading *r)
{
    struct sheet *s = r->sheet;
    int64_t n = (int64_t)s->rows * s->cols;
    if (n > r->x->cells_left) {
        return xlsx_refuse(r->x, SHEET_TOO_LARGE);
    }
    r->x->cells_left -= n;
    s->cell = NEW_N(r->x->a, struct sheet_cell, (size_t)n + 1);
    for (int64_t i = 0; i < n; i++) {
        s->cell[i] = (struct sheet_cell){ .text = S(""), .date = DATE_NONE };
    }
    for (size_t i = 0; i < r->n; i++) {
        s->cell[r->v[i].row * s->cols + r->v[i].col] = r->v[i].cell;
    }
    return copy_merged(r);
}

Err xlsx_read_sheet(struct xlsx *x, Str xml, struct sheet *ret)
{
    struct reading r = { .x = x, .sheet = ret, .row = -1, .col = -1, .type = S("n") };
    out_init(&r.text, LIMIT_SHEET_UNPACKED);
    Err e = xlsx_walk_xml(x, xml, &(struct xlsx_walk){ &r, on_start, on_end, on_text });
    out_done(&r.text);
    TRY(e);
    return lay_out(&r);
}

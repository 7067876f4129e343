/* paper.c: an official paper put together. */
#include "platform/paper/inside.h"

struct paper *paper_new(struct arena *a, const struct paper_opts *o)
{
    struct paper *p = NEW(a, struct paper);
    *p = (struct paper){ .arena = a, .o = *o };
    return p;
}

static struct paper_block *add(struct paper *p, enum paper_kind kind)
{
    p->v = arena_grow(p->arena, p->v, p->n, &p->cap, sizeof *p->v);
    struct paper_block *b = &p->v[p->n++];
    *b = (struct paper_block){ .kind = kind };
    return b;
}

void paper_head(struct paper *p, const struct paper_head *h)
{
    struct paper_head *kept = NEW(p->arena, struct paper_head);
    *kept = *h;
    add(p, BLOCK_HEAD)->head = kept;
}

struct paper_look paper_look_of(enum paper_style style)
{
    static const struct paper_look looks[PAPER_STYLES] = {
        [PAPER_BODY] = { PAPER_SIZE, 36, 0, 6, PAPER_JUSTIFY, false, false, false },
        [PAPER_GROUND] = { PAPER_SIZE, 36, 0, 4, PAPER_JUSTIFY, false, true, false },
        [PAPER_HEADING] = { PAPER_SIZE, 36, 4, 6, PAPER_JUSTIFY, true, false, true },
        [PAPER_TITLE] = { PAPER_SIZE, 0, 0, 4, PAPER_CENTRE, true, false, true },
        [PAPER_MIDDLE] = { PAPER_SIZE, 0, 0, 4, PAPER_CENTRE, false, false, false },
        [PAPER_ADDRESS] = { PAPER_SIZE, 0, 6, 12, PAPER_CENTRE, false, false, false },
        [PAPER_NOTE] = { 12, 0, 2, 4, PAPER_JUSTIFY, false, true, false },
        [PAPER_LINE] = { 13, 0, 0, 3, PAPER_LEFT, false, false, false },
    };
    return looks[style];
}

void paper_runs(struct paper *p, enum paper_style style, size_t n, const struct paper_run *run)
{
    BUG_UNLESS(n <= PAPER_RUNS_MAX);
    struct paper_run *kept = NEW_N(p->arena, struct paper_run, n + 1);
    struct paper_look look = paper_look_of(style);
    for (size_t i = 0; i < n; i++) {
        kept[i] = run[i];
        kept[i].bold = run[i].bold || look.bold;
        kept[i].italic = run[i].italic || look.italic;
    }
    struct paper_block *b = add(p, BLOCK_TEXT);
    b->style = style;
    b->n = n;
    b->run = kept;
}

void paper_text(struct paper *p, enum paper_style style, Str text)
{
    paper_runs(p, style, 1, &(const struct paper_run){ .text = text });
}

void paper_article(struct paper *p, int no, Str text)
{
    const struct paper_run runs[] = { { str_fmt(p->arena, "Điều %d. ", no), true, false },
                                      { text, false, false } };
    paper_runs(p, PAPER_BODY, COUNT_OF(runs), runs);
}

void paper_pair(struct paper *p, Str label, Str value)
{
    const struct paper_run runs[] = {
        { str_cat(p->arena, label, S(": ")), false, false },
        { str_empty(value) ? S("................................................") : value,
          !str_empty(value), false }
    };
    paper_runs(p, PAPER_LINE, COUNT_OF(runs), runs);
}

void paper_gap(struct paper *p, double points)
{
    add(p, BLOCK_GAP)->gap = points;
}

/* ---- tables ---- */

void paper_table(struct paper *p, int size, size_t n, const struct paper_column *column)
{
    BUG_UNLESS(n > 0 && n <= PAPER_COLUMNS_MAX && p->n_columns == 0);
    struct paper_table *t = NEW(p->arena, struct paper_table);
    struct paper_column *kept = NEW_N(p->arena, struct paper_column, n);
    for (size_t i = 0; i < n; i++) {
        kept[i] = column[i];
    }
    *t = (struct paper_table){ size, n, kept };
    p->n_columns = n;
    add(p, BLOCK_TABLE)->table = t;
}

void paper_row(struct paper *p, bool bold, const Str *cells)
{
    BUG_UNLESS(p->n_columns > 0);
    Str *kept = NEW_N(p->arena, Str, p->n_columns);
    for (size_t i = 0; i < p->n_columns; i++) {
        kept[i] = str_none(cells[i]) ? S("") : cells[i];
    }
    struct paper_block *b = add(p, BLOCK_ROW);
    b->bold = bold;
    b->n = p->n_columns;
    b->cell = kept;
}

void paper_row_across(struct paper *p, bool bold, Str text)
{
    BUG_UNLESS(p->n_columns > 0);
    Str *kept = NEW(p->arena, Str);
    *kept = text;
    struct paper_block *b = add(p, BLOCK_ACROSS);
    b->bold = bold;
    b->n = 1;
    b->cell = kept;
}

void paper_table_end(struct paper *p)
{
    p->n_columns = 0;
    (void)add(p, BLOCK_TABLE_END);
}

/* ---- the foot, and pages ---- */

static const struct paper_signer *keep_signer(struct paper *p, const struct paper_signer *s)
{
    if (s == NULL) {
        return NULL;
    }
    struct paper_signer *kept = NEW(p->arena, struct paper_signer);
    *kept = *s;
    return kept;
}

void paper_sign(struct paper *p, const struct paper_signer *left, const struct paper_signer *right,
                size_t n_recipients, const Str *recipients)
{
    struct paper_foot *f = NEW(p->arena, struct paper_foot);
    Str *kept = NEW_N(p->arena, Str, n_recipients + 1);
    for (size_t i = 0; i < n_recipients; i++) {
        kept[i] = recipients[i];
    }
    *f = (struct paper_foot){ keep_signer(p, left), keep_signer(p, right), n_recipients, kept };
    add(p, BLOCK_SIGN)->foot = f;
}

void paper_break(struct paper *p, bool landscape)
{
    add(p, BLOCK_BREAK)->landscape = landscape;
}

void paper_appendix(struct paper *p, bool landscape, Str name, Str title, Str under)
{
    paper_break(p, landscape);
    if (!str_empty(name)) {
        paper_text(p, PAPER_TITLE, name);
    }
    paper_text(p, PAPER_TITLE, title);
    if (!str_empty(under)) {
        const struct paper_run run = { .text = under, .italic = true };
        paper_runs(p, PAPER_MIDDLE, 1, &run);
    }
    paper_gap(p, 6);
}

Str paper_place_date(struct arena *a, const struct paper_head *h)
{
    struct out *o CLEANUP(out_cleanup) = out_new(1000);
    out_raw(o, h->place);
    out_raw(o, S(", "));
    if (date_none(h->date)) {
        out_fmt(o, "ngày ...... tháng ...... năm %d", h->year);
    } else {
        out_date_long_vi(o, h->date);
    }
    return out_dup(a, o);
}

/* ---- written ---- */

Err paper_write(const struct paper *p, enum paper_format format, struct arena *a, Str *ret)
{
    int64_t pages = 0;
    return format == PAPER_PDF ? paper_pdf(p, a, ret, &pages) : paper_docx(p, a, ret);
}

Str paper_mime(enum paper_format format)
{
    return format == PAPER_PDF
               ? S("application/pdf")
               : S("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

Str paper_ending(enum paper_format format)
{
    return format == PAPER_PDF ? S(".pdf") : S(".docx");
}

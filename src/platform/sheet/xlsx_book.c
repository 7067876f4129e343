/* xlsx_book.c: the workbook's parts: relationships, tabs, shared strings, number formats. */
#include "platform/sheet/xlsx.h"

/* ---- relationships: from an id to a part ---- */

struct rel {
    Str id, type, part;
};
struct rels {
    struct xlsx *x;
    Str folder; /* of the part the relationships are of: "xl/" */
    size_t n, cap;
    struct rel *v;
};

/* "worksheets/sheet1.xml" seen from "xl/"; "/xl/..." from the top; "../" goes one up. */
static Str resolve(struct arena *a, Str folder, Str target)
{
    if (str_starts(target, S("/"))) {
        return str_dup(a, str_skip(target, 1));
    }
    while (str_starts(target, S("../")) && folder.n > 0) {
        target = str_skip(target, 3);
        size_t n = folder.n - 1;
        while (n > 0 && folder.p[n - 1] != '/') {
            n--;
        }
        folder = str_sub(folder, 0, n);
    }
    return str_cat(a, folder, target);
}

static Err rel_start(void *arg, Str name, const char *const *attrs)
{
    struct rels *r = arg;
    struct arena *a = r->x->a;
    Str target = xlsx_attr(attrs, "Target"), id = xlsx_attr(attrs, "Id");
    if (!str_eq(name, S("Relationship")) || str_none(target) || str_none(id) ||
        str_eq(xlsx_attr(attrs, "TargetMode"), S("External"))) {
        return OK;
    }
    Str type = xlsx_attr(attrs, "Type");
    r->v = arena_grow(a, r->v, r->n, &r->cap, sizeof *r->v);
    r->v[r->n++] = (struct rel){ str_dup(a, id), str_dup(a, type), resolve(a, r->folder, target) };
    return OK;
}

static Err nothing(void *arg, Str name)
{
    (void)arg;
    (void)name;
    return OK;
}

static Err read_rels(struct xlsx *x, Str part, Str folder, struct rels *ret)
{
    Str xml = STR_NONE;
    *ret = (struct rels){ .x = x, .folder = folder };
    Err e = xlsx_part(x, part, &xml);
    if (e == E_NONE) {
        return OK;
    }
    TRY(e);
    return xlsx_walk_xml(x, xml, &(struct xlsx_walk){ ret, rel_start, nothing, NULL });
}

static const struct rel *rel_of_type(const struct rels *r, Str ending)
{
    for (size_t i = 0; i < r->n; i++) {
        if (str_ends(r->v[i].type, ending)) {
            return &r->v[i];
        }
    }
    return NULL;
}

/* ---- workbook.xml ---- */

struct book {
    struct xlsx *x;
    const struct rels *rels;
    bool seen; /* the root is a workbook */
};

static Err add_tab(struct book *b, const char *const *attrs)
{
    struct xlsx *x = b->x;
    Str id = STR_NONE;
    for (size_t i = 0; attrs[i] != NULL; i += 2) { /* r:id, not sheetId */
        id = str_ends(str_c(attrs[i]), S(":id")) ? str_c(attrs[i + 1]) : id;
    }
    for (size_t i = 0; i < b->rels->n; i++) {
        const struct rel *r = &b->rels->v[i];
        if (!str_eq(r->id, id)) {
            continue;
        }
        if (str_ends(r->type, S("/worksheet"))) {
            struct xlsx_tabs *t = &x->tabs;
            t->v = arena_grow(x->a, t->v, t->n, &t->cap, sizeof *t->v);
            t->v[t->n++] =
                (struct xlsx_tab){ xlsx_unescape(x->a, str_dup(x->a, xlsx_attr(attrs, "name"))),
                                   r->part };
        }
        return OK; /* chart and macro sheets hold no cells */
    }
    return xlsx_refuse(x, SHEET_MISSING_PART);
}

static Err book_start(void *arg, Str name, const char *const *attrs)
{
    struct book *b = arg;
    if (str_eq(name, S("workbook"))) {
        b->seen = true;
    } else if (str_eq(name, S("workbookPr"))) {
        Str v = xlsx_attr(attrs, "date1904");
        b->x->date1904 = str_eq(v, S("1")) || str_eq(v, S("true")) || str_eq(v, S("on"));
    } else if (str_eq(name, S("sheet"))) {
        return add_tab(b, attrs);
    }
    return OK;
}

Err xlsx_read_book(struct xlsx *x)
{
    struct rels top, rels;
    TRY(read_rels(x, S("_rels/.rels"), S(""), &top));
    const struct rel *main = rel_of_type(&top, S("/officeDocument"));
    Str part = main != NULL ? main->part : S("xl/workbook.xml");
    size_t slash = part.n;
    while (slash > 0 && part.p[slash - 1] != '/') {
        slash--;
    }
    Str folder = str_sub(part, 0, slash), file = str_skip(part, slash);
    Str xml = STR_NONE;
    Err e = xlsx_part(x, part, &xml);
    if (e == E_NONE) {
        return xlsx_refuse(x, SHEET_NOT_WORKBOOK);
    }
    TRY(e);
    TRY(read_rels(x, str_fmt(x->a, "%.*s_rels/%.*s.rels", STR_ARG(folder), STR_ARG(file)), folder,
                  &rels));
    const struct rel *strings = rel_of_type(&rels, S("/sharedStrings"));
    const struct rel *styles = rel_of_type(&rels, S("/styles"));
    x->strings_part = strings != NULL ? strings->part : STR_NONE;
    x->styles_part = styles != NULL ? styles->part : STR_NONE;
    struct book b = { .x = x, .rels = &rels };
    TRY(xlsx_walk_xml(x, xml, &(struct xlsx_walk){ &b, book_start, nothing, NULL }));
    return b.seen ? OK : xlsx_refuse(x, SHEET_NOT_WORKBOOK);
}

/* ---- shared strings ---- */

struct strings {
    struct xlsx *x;
    struct out text;
    bool in_text; /* inside <t> */
    int phonetic; /* inside <rPh>: reading aids, not text */
};

static Err strings_start(void *arg, Str name, const char *const *attrs)
{
    struct strings *s = arg;
    (void)attrs;
    if (str_eq(name, S("si"))) {
        out_reset(&s->text);
    }
    s->phonetic += str_eq(name, S("rPh")) ? 1 : 0;
    s->in_text = str_eq(name, S("t")) && s->phonetic == 0;
    return OK;
}

static Err strings_end(void *arg, Str name)
{
    struct strings *s = arg;
    struct xlsx *x = s->x;
    s->in_text = false;
    s->phonetic -= str_eq(name, S("rPh")) ? 1 : 0;
    if (str_eq(name, S("si"))) {
        struct xlsx_texts *t = &x->strings;
        t->v = arena_grow(x->a, t->v, t->n, &t->cap, sizeof *t->v);
        t->v[t->n++] = xlsx_unescape(x->a, out_dup(x->a, &s->text));
    }
    return OK;
}

static Err strings_text(void *arg, Str text)
{
    struct strings *s = arg;
    if (s->in_text) {
        out_raw(&s->text, text);
    }
    return OK;
}

Err xlsx_read_strings(struct xlsx *x, Str xml)
{
    struct strings s = { .x = x };
    out_init(&s.text, LIMIT_SHEET_UNPACKED);
    Err e =
        xlsx_walk_xml(x, xml, &(struct xlsx_walk){ &s, strings_start, strings_end, strings_text });
    out_done(&s.text);
    return e;
}

/* ---- styles: which numbers are days ---- */

bool xlsx_builtin_is_date(int64_t id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* A day, month or year outside quotes, brackets ("[Red]", "[$-42A]") and escapes, in the first
 * section of the format. */
bool xlsx_format_is_date(Str code)
{
    for (size_t i = 0; i < code.n && code.p[i] != ';'; i++) {
        char c = code.p[i];
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"' || c == '[') {
            size_t end = str_find_c(str_skip(code, i + 1), c == '"' ? '"' : ']');
            i += end + 1;
        } else if (c == 'd' || c == 'D' || c == 'm' || c == 'M' || c == 'y' || c == 'Y') {
            return true;
        }
    }
    return false;
}

struct format {
    int64_t id;
    bool date;
};
struct styles {
    struct xlsx *x;
    size_t n, cap;
    struct format *v; /* custom formats */
    bool in_cells;    /* inside <cellXfs> */
};

static bool format_of(const struct styles *s, int64_t id)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->v[i].id == id) {
            return s->v[i].date;
        }
    }
    return xlsx_builtin_is_date(id);
}

static Err styles_start(void *arg, Str name, const char *const *attrs)
{
    struct styles *s = arg;
    struct xlsx *x = s->x;
    int64_t id = 0;
    Str number = xlsx_attr(attrs, "numFmtId");
    if (!str_none(number) && number_parse(number, 0, INT32_MAX, &id) != OK) {
        return xlsx_refuse(x, SHEET_BROKEN_XML);
    }
    if (str_eq(name, S("cellXfs"))) {
        s->in_cells = true;
    } else if (str_eq(name, S("numFmt")) && s->n < UINT16_MAX) {
        s->v = arena_grow(x->a, s->v, s->n, &s->cap, sizeof *s->v);
        s->v[s->n++] = (struct format){ id, xlsx_format_is_date(xlsx_attr(attrs, "formatCode")) };
    } else if (str_eq(name, S("xf")) && s->in_cells && x->n_styles <= UINT16_MAX) {
        x->style_is_date = arena_grow(x->a, x->style_is_date, x->n_styles, &x->cap_styles,
                                      sizeof *x->style_is_date);
        x->style_is_date[x->n_styles++] = format_of(s, id);
    }
    return OK;
}

static Err styles_end(void *arg, Str name)
{
    struct styles *s = arg;
    s->in_cells = s->in_cells && !str_eq(name, S("cellXfs"));
    return OK;
}

Err xlsx_read_styles(struct xlsx *x, Str xml)
{
    struct styles s = { .x = x };
    return xlsx_walk_xml(x, xml, &(struct xlsx_walk){ &s, styles_start, styles_end, NULL });
}

/* access_forms_test.c: the forms of a page, filled in as somebody in a hurry would fill them in. */
#include "access_world_test.h"

struct reading {
    struct arena *arena;
    struct world_form form;
    Str select;      /* the list whose options are being read; none outside */
    bool has_button; /* the first one with a name is pressed */
};

/* What stands in name="...", decoded; none without. mark: ` name="`. */
static Str attribute(struct arena *a, Str tag, Str mark)
{
    static const struct {
        Str entity;
        char c;
    } known[] = { { S_INIT("&amp;"), '&' },
                  { S_INIT("&lt;"), '<' },
                  { S_INIT("&gt;"), '>' },
                  { S_INIT("&quot;"), '"' },
                  { S_INIT("&#39;"), '\'' } };
    size_t at = str_find(tag, mark);
    if (at >= tag.n) {
        return STR_NONE;
    }
    Str raw = str_skip(tag, at + mark.n);
    raw = str_sub(raw, 0, str_find_c(raw, '"'));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    while (raw.n > 0) {
        size_t i = 0;
        while (i < COUNT_OF(known) && !str_starts(raw, known[i].entity)) {
            i++;
        }
        bool entity = i < COUNT_OF(known);
        out_c(o, entity ? known[i].c : raw.p[0]);
        raw = str_skip(raw, entity ? known[i].entity.n : 1);
    }
    return out_dup(a, o);
}

static bool has(Str tag, Str word)
{
    return str_find(tag, word) < tag.n;
}

/* A second value of the name is another choice of the same field, unless it is a list. */
static void put(struct reading *x, Str name, Str value, bool instead)
{
    struct http_fields *f = &x->form.fields;
    for (size_t i = 0; i < f->n && !str_ends(name, S("[]")); i++) {
        if (str_eq(f->v[i].name, name)) {
            f->v[i].value = instead ? value : f->v[i].value;
            return;
        }
    }
    http_add(x->arena, f, name, value);
}

static Str or_else(Str value, Str usual)
{
    return str_empty(value) ? usual : value;
}

static void read_input(struct reading *x, Str tag, Str name)
{
    Str type = attribute(x->arena, tag, S(" type=\""));
    Str value = attribute(x->arena, tag, S(" value=\""));
    if (str_eq(type, S("file"))) {
        x->form.file = name;
    } else if (str_eq(type, S("radio"))) {
        put(x, name, value, has(tag, S(" checked")));
    } else if (str_eq(type, S("checkbox"))) {
        put(x, name, or_else(value, S("1")), false);
    } else if (str_eq(type, S("hidden")) || str_eq(type, S("password"))) {
        put(x, name, str_none(value) ? S("") : value, false);
    } else if (has(tag, S(" inputmode=\"numeric\"")) || str_eq(type, S("number"))) {
        put(x, name, or_else(value, S("1")), false);
    } else {
        put(x, name, or_else(value, S("Một điều cần nói")), false);
    }
}

/* A field of the form that is open; rest: what follows the tag. */
static void read_field(struct reading *x, Str tag, Str rest)
{
    Str name = attribute(x->arena, tag, S(" name=\""));
    if (str_starts(tag, S("option")) && !str_none(x->select)) {
        Str value = attribute(x->arena, tag, S(" value=\""));
        if (!str_empty(value)) {
            put(x, x->select, value, has(tag, S(" selected")));
        }
    } else if (str_starts(tag, S("select "))) {
        x->select = name;
    } else if (str_starts(tag, S("/select"))) {
        x->select = STR_NONE;
    } else if (str_starts(tag, S("textarea ")) && !str_none(name)) {
        put(x, name,
            or_else(str_trim(str_sub(rest, 0, str_find_c(rest, '<'))), S("Một điều cần nói")),
            false);
    } else if (str_starts(tag, S("input ")) && !str_none(name)) {
        read_input(x, tag, name);
    } else if (str_starts(tag, S("button ")) && has(tag, S(" type=\"submit\""))) {
        x->form.submits = true;
    }
    if (str_starts(tag, S("button ")) && !str_none(name) && !x->has_button) {
        x->has_button = true;
        put(x, name, attribute(x->arena, tag, S(" value=\"")), true);
    }
}

/* Each button that sends the form elsewhere makes one more of it. */
static void read_form(struct arena *a, Str open, Str inside, world_form_fn *f, void *arg)
{
    struct reading x = { .arena = a };
    x.form.target = attribute(a, open, S(" action=\""));
    for (Str rest = inside; rest.n > 0;) {
        (void)str_cut(&rest, '<');
        Str tag = str_cut(&rest, '>');
        read_field(&x, tag, rest);
    }
    f(arg, &x.form);
    Str mark = S(" formaction=\"");
    for (Str rest = inside; str_find(rest, mark) < rest.n;) {
        rest = str_skip(rest, str_find(rest, mark));
        x.form.target = attribute(a, rest, mark);
        f(arg, &x.form);
        rest = str_skip(rest, mark.n);
    }
}

void world_each_form(struct arena *a, Str page, world_form_fn *f, void *arg)
{
    Str mark = S("<form ");
    for (size_t at = str_find(page, mark); at < page.n; at = str_find(page, mark)) {
        page = str_skip(page, at + mark.n);
        Str open = str_cut(&page, '>');
        size_t end = str_find(page, S("</form>"));
        if (has(open, S("method=\"post\""))) {
            read_form(a, open, str_sub(page, 0, end), f, arg);
        }
        page = str_skip(page, end);
    }
}

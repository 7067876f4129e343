/* htmlgen.c: templates to C functions. Parsing of tags and emitting; htmlgen_scan.h watches the
 * HTML around them. */
#include "tool.h"

#include "htmlgen_scan.h"

#include <ctype.h>

enum { DEPTH_MAX = 16, PATH_MAX_LEN = 120 };

enum block { BLOCK_IF, BLOCK_EACH };
struct open_block {
    enum block kind;
    int line;
    bool has_else;
    int chain; /* "else if": braces to close */
    Str name;  /* of each */
    Str list;
};
struct gen {
    struct tool t;
    struct out c, h, text; /* text: pending literal HTML */
    struct scan html;
    struct open_block open[DEPTH_MAX];
    int depth;
    int line;
    bool gap; /* white space with a line end seen: becomes one line end */
};

static void flush(struct gen *g)
{
    if (g->text.n == 0) {
        return;
    }
    out_fmt(&g->c, "    out_raw(o, (Str){ \"");
    Str s = out_view(&g->text);
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        if (ch == '\n') {
            out_raw(&g->c, S("\\n"));
        } else if (ch == '?') {
            out_raw(&g->c, S("\\?")); /* no trigraphs */
        } else {
            if (ch == '"' || ch == '\\') {
                out_c(&g->c, '\\');
            }
            out_c(&g->c, ch);
        }
    }
    out_fmt(&g->c, "\", %zu });\n", s.n);
    out_reset(&g->text);
}

static void at_line(struct gen *g)
{
    out_fmt(&g->c, "#line %d \"%s\"\n", g->line, g->t.file);
}

/* ---- words of a tag ---- */

static Str next_word(Str *rest)
{
    *rest = str_trim(*rest);
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t' && rest->p[n] != '\n') {
        n++;
    }
    Str w = str_sub(*rest, 0, n);
    *rest = str_trim(str_skip(*rest, n));
    return w;
}

static bool path_shape(Str s)
{
    bool letter = false;
    if (s.n == 0 || s.n > PATH_MAX_LEN) {
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '.') {
            if (!letter) {
                return false;
            }
            letter = false;
        } else if (isalpha((unsigned char)c) || c == '_' || (letter && isdigit((unsigned char)c))) {
            letter = true;
        } else {
            return false;
        }
    }
    return letter;
}

/* The C expression of a path: from an each name, from w, or from v. */
static bool put_path(struct gen *g, struct out *o, Str path)
{
    if (!path_shape(path)) {
        tool_error(&g->t, g->line, "\"%.*s\" is no path", STR_ARG(path));
        return false;
    }
    Str rest = path;
    Str head = str_cut(&rest, '.');
    for (int i = g->depth - 1; i >= 0; i--) {
        const struct open_block *b = &g->open[i];
        if (b->kind != BLOCK_EACH || !str_eq(b->name, head)) {
            continue;
        }
        if (str_eq(rest, S("index"))) {
            out_fmt(o, "(int64_t)%.*s_i", STR_ARG(head));
        } else if (str_eq(rest, S("first"))) {
            out_fmt(o, "(%.*s_i == 0)", STR_ARG(head));
        } else if (str_eq(rest, S("last"))) {
            out_fmt(o, "(%.*s_i + 1 == %.*s_n)", STR_ARG(head), STR_ARG(head));
        } else {
            out_fmt(o, "%.*s%s%.*s", STR_ARG(head), rest.n > 0 ? "->" : "[0]", STR_ARG(rest));
        }
        return true;
    }
    if (str_eq(head, S("w")) && rest.n > 0) {
        out_fmt(o, "w->%.*s", STR_ARG(rest));
        return true;
    }
    out_fmt(o, "v->%.*s", STR_ARG(path));
    return true;
}

static void put_key(struct out *o, Str key)
{
    out_raw(o, S("M_"));
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        out_c(o, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c == '.' || c == '-' ? '_' : c);
    }
}

/* A value may stand here? Says why not. */
static bool value_allowed(struct gen *g, bool address_ok)
{
    const char *why = scan_value(&g->html, address_ok);
    if (why != NULL) {
        tool_error(&g->t, g->line, "%s", why);
    }
    return why == NULL;
}

static void tag_value(struct gen *g, const char *call, Str path)
{
    if (!value_allowed(g, str_eq(str_c(call), S("view_put_href(o, ")))) {
        return;
    }
    flush(g);
    at_line(g);
    out_fmt(&g->c, "    %s", call);
    (void)put_path(g, &g->c, path);
    out_raw(&g->c, S(");\n"));
}

static void tag_message(struct gen *g, Str rest)
{
    Str key = next_word(&rest);
    if (key.n == 0 || !value_allowed(g, false)) {
        if (key.n == 0) {
            tool_error(&g->t, g->line, "t needs a key");
        }
        return;
    }
    flush(g);
    at_line(g);
    out_raw(&g->c, S("    view_put_t(o, w, "));
    if (key.p[0] == ':') {
        (void)put_path(g, &g->c, str_skip(key, 1));
    } else {
        put_key(&g->c, key);
    }
    out_raw(&g->c, S(", (const Str[3]){ "));
    for (int i = 0; i < 3; i++) {
        Str arg = next_word(&rest);
        if (arg.n > 0) {
            out_raw(&g->c, S("VIEW_ARG(w, "));
            (void)put_path(g, &g->c, arg);
            out_raw(&g->c, S("), "));
        } else {
            out_raw(&g->c, S("STR_NONE, "));
        }
    }
    out_raw(&g->c, S("});\n"));
    if (rest.n > 0) {
        tool_error(&g->t, g->line, "a message has at most three arguments");
    }
}

static void tag_use(struct gen *g, Str rest)
{
    Str name = next_word(&rest), path = next_word(&rest);
    if (!path_shape(name) || rest.n > 0) {
        tool_error(&g->t, g->line, "use NAME [path]");
        return;
    }
    if (!scan_between(&g->html)) {
        tool_error(&g->t, g->line, "use stands between tags, not inside one");
        return;
    }
    flush(g);
    at_line(g);
    out_fmt(&g->c, "    %.*s_html(o, w, ", STR_ARG(name));
    if (path.n > 0) {
        out_c(&g->c, '&');
        (void)put_path(g, &g->c, path);
    } else {
        out_c(&g->c, 'v');
    }
    out_raw(&g->c, S(");\n"));
}

/* ---- conditions ---- */

static bool number_or_name(Str s)
{
    bool ok = s.n > 0;
    bool digits = s.n > 0 && isdigit((unsigned char)s.p[0]);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        ok = ok &&
             (isdigit((unsigned char)c) || (!digits && (isupper((unsigned char)c) || c == '_')));
    }
    return ok;
}

static void put_term(struct gen *g, Str *rest)
{
    Str w = next_word(rest);
    bool negate = str_eq(w, S("not"));
    if (negate) {
        out_c(&g->c, '!');
        w = next_word(rest);
    }
    if (str_eq(w, S("has"))) {
        out_raw(&g->c, S("view_has("));
        (void)put_path(g, &g->c, next_word(rest));
        out_c(&g->c, ')');
        return;
    }
    Str ahead = *rest;
    Str op = next_word(&ahead);
    if (str_eq(op, S("==")) || str_eq(op, S("!=")) || str_eq(op, S(">")) || str_eq(op, S("<"))) {
        Str right = next_word(&ahead);
        out_raw(&g->c, S("("));
        (void)put_path(g, &g->c, w);
        out_fmt(&g->c, " %.*s ", STR_ARG(op));
        if (number_or_name(right)) {
            out_raw(&g->c, right);
        } else {
            (void)put_path(g, &g->c, right);
        }
        out_c(&g->c, ')');
        *rest = ahead;
        return;
    }
    out_raw(&g->c, S("VIEW_BOOL("));
    (void)put_path(g, &g->c, w);
    out_c(&g->c, ')');
}

static void put_condition(struct gen *g, Str rest)
{
    Str joiner = STR_NONE;
    put_term(g, &rest);
    while (rest.n > 0) {
        Str w = next_word(&rest);
        if (!str_eq(w, S("and")) && !str_eq(w, S("or"))) {
            tool_error(&g->t, g->line, "condition not understood near \"%.*s\"", STR_ARG(w));
            return;
        }
        if (!str_none(joiner) && !str_eq(joiner, w)) {
            tool_error(&g->t, g->line, "and and or are not mixed");
            return;
        }
        joiner = w;
        out_raw(&g->c, str_eq(w, S("and")) ? S(" && ") : S(" || "));
        put_term(g, &rest);
    }
}

static struct open_block *push(struct gen *g, enum block kind)
{
    if (g->depth == DEPTH_MAX) {
        tool_error(&g->t, g->line, "blocks nested deeper than %d", DEPTH_MAX);
        g->depth = 0;
    }
    struct open_block *b = &g->open[g->depth++];
    *b = (struct open_block){ .kind = kind, .line = g->line };
    return b;
}

static void tag_if(struct gen *g, Str rest)
{
    flush(g);
    at_line(g);
    out_raw(&g->c, S("    if ("));
    put_condition(g, rest);
    out_raw(&g->c, S(") {\n"));
    (void)push(g, BLOCK_IF);
}

static void tag_each(struct gen *g, Str rest)
{
    Str list = next_word(&rest), name = next_word(&rest);
    if (!path_shape(list) || !path_shape(name) || str_find_c(name, '.') < name.n || rest.n > 0) {
        tool_error(&g->t, g->line, "each LIST name");
        return;
    }
    flush(g);
    at_line(g);
    out_fmt(&g->c, "    for (size_t %.*s_i = 0, %.*s_n = ", STR_ARG(name), STR_ARG(name));
    (void)put_path(g, &g->c, list);
    out_fmt(&g->c, ".n; %.*s_i < %.*s_n; %.*s_i++) {\n", STR_ARG(name), STR_ARG(name),
            STR_ARG(name));
    out_fmt(&g->c, "    const __typeof__(");
    (void)put_path(g, &g->c, list);
    out_fmt(&g->c, ".v[0]) *%.*s = &", STR_ARG(name));
    (void)put_path(g, &g->c, list);
    out_fmt(&g->c, ".v[%.*s_i];\n    (void)%.*s;\n", STR_ARG(name), STR_ARG(name));
    struct open_block *b = push(g, BLOCK_EACH);
    b->name = name;
    b->list = list;
}

static void tag_else(struct gen *g, Str rest)
{
    struct open_block *b = g->depth > 0 ? &g->open[g->depth - 1] : NULL;
    if (b == NULL || b->has_else) {
        tool_error(&g->t, g->line, "else without if or each");
        return;
    }
    flush(g);
    if (b->kind == BLOCK_EACH) {
        Str list = b->list;
        b->kind = BLOCK_IF; /* the name is gone from here on */
        out_raw(&g->c, S("    }\n    if ("));
        (void)put_path(g, &g->c, list);
        out_raw(&g->c, S(".n == 0) {\n"));
        b->has_else = true;
        return;
    }
    Str word = next_word(&rest);
    if (word.n == 0) {
        out_raw(&g->c, S("    } else {\n"));
        b->has_else = true;
    } else if (str_eq(word, S("if"))) {
        out_raw(&g->c, S("    } else if ("));
        put_condition(g, rest);
        out_raw(&g->c, S(") {\n"));
    } else {
        tool_error(&g->t, g->line, "else, or else if CONDITION");
    }
}

static void tag_end(struct gen *g)
{
    if (g->depth == 0) {
        tool_error(&g->t, g->line, "end without if or each");
        return;
    }
    flush(g);
    out_raw(&g->c, S("    }\n"));
    g->depth--;
}

static void tag(struct gen *g, Str body)
{
    Str rest = str_trim(body);
    Str first = rest;
    Str word = next_word(&first);
    if (str_eq(word, S("if"))) {
        tag_if(g, first);
    } else if (str_eq(word, S("each"))) {
        tag_each(g, first);
    } else if (str_eq(word, S("else"))) {
        tag_else(g, first);
    } else if (str_eq(word, S("end"))) {
        tag_end(g);
    } else if (str_eq(word, S("t"))) {
        tag_message(g, first);
    } else if (str_eq(word, S("use"))) {
        tag_use(g, first);
    } else if (str_eq(word, S("url"))) {
        tag_value(g, "view_put_url(o, ", first);
    } else if (str_eq(word, S("href"))) {
        tag_value(g, "view_put_href(o, ", first);
    } else if (str_eq(word, S("num"))) {
        tag_value(g, "view_put_num(o, w, ", first);
    } else if (str_eq(word, S("day"))) {
        tag_value(g, "view_put_day(o, w, ", first);
    } else if (str_eq(rest, S("csrf"))) {
        tag_value(g, "PUT(o, w, ", S("w.csrf"));
    } else if (first.n > 0) {
        tool_error(&g->t, g->line, "no such tag \"%.*s\"", STR_ARG(word));
    } else {
        tag_value(g, "PUT(o, w, ", rest);
    }
}

/* ---- a file ---- */

static void literal(struct gen *g, char c)
{
    if (c == '\n') {
        g->line++;
    }
    const char *why = scan_char(&g->html, c);
    if (why != NULL) {
        tool_error(&g->t, g->line, "%s", why);
    }
    bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (blank && g->text.n > 0 && g->text.p[g->text.n - 1] == '\n') {
        return; /* a line end, then blanks: one line end */
    }
    if (c == '\n') {
        while (g->text.n > 0 &&
               (g->text.p[g->text.n - 1] == ' ' || g->text.p[g->text.n - 1] == '\t')) {
            g->text.n--;
        }
    }
    out_c(&g->text, c);
}

static void body(struct gen *g, Str text)
{
    while (text.n > 0) {
        if (!str_starts(text, S("{{"))) {
            literal(g, text.p[0]);
            text = str_skip(text, 1);
            continue;
        }
        size_t end = str_find(text, S("}}"));
        if (end == text.n) {
            tool_error(&g->t, g->line, "{{ without }}");
            return;
        }
        Str inside = str_sub(text, 2, end);
        if (!str_starts(inside, S("#"))) {
            tag(g, inside);
        }
        for (size_t i = 0; i < inside.n; i++) {
            g->line += inside.p[i] == '\n';
        }
        text = str_skip(text, end + 2);
    }
    flush(g);
    if (g->depth > 0) {
        tool_error(&g->t, g->open[g->depth - 1].line, "block without end");
    }
}

/* First line: {{ view NAME [of STRUCT] [partial] }} */
static void file(struct gen *g, const char *path)
{
    Str text = tool_read(&g->t, path);
    Str first = str_trim(str_cut(&text, '\n'));
    g->line = 1;
    g->depth = 0;
    if (!utf8_valid(text) || !str_starts(first, S("{{ view ")) || !str_ends(first, S("}}"))) {
        tool_error(&g->t, 1, "first line must be {{ view NAME }}, the file UTF-8");
        return;
    }
    Str rest = str_sub(first, 8, first.n - 2);
    Str name = next_word(&rest), type = name;
    if (str_starts(rest, S("of "))) {
        (void)next_word(&rest);
        type = next_word(&rest);
    }
    bool partial = str_eq(rest, S("partial"));
    if (!path_shape(name) || !path_shape(type) || (rest.n > 0 && !partial)) {
        tool_error(&g->t, 1, "{{ view NAME [of STRUCT] [partial] }}");
        return;
    }
    scan_start(&g->html, partial);
    out_fmt(&g->h, "void %.*s_html(struct out *o, const struct view *w, const struct %.*s *v);\n",
            STR_ARG(name), STR_ARG(type));
    out_fmt(&g->c,
            "void %.*s_html(struct out *o, const struct view *w, const struct %.*s *v)\n{\n    "
            "(void)w;\n    (void)v;\n",
            STR_ARG(name), STR_ARG(type));
    g->line = 2;
    body(g, text);
    out_raw(&g->c, S("}\n\n"));
    const char *why = scan_end(&g->html);
    if (why != NULL) {
        tool_error(&g->t, g->line, "%s", why);
    }
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        (void)fprintf(stderr,
                      "usage: htmlgen ROOM OUT.c OUT.h FILES...   (ROOM: domain/dossier)\n");
        return 2;
    }
    struct gen *g = calloc(1, sizeof *g);
    BUG_UNLESS(g != NULL);
    g->t.a = arena_new();
    out_init(&g->c, LIMIT_PAGE_BYTES);
    out_init(&g->h, LIMIT_PAGE_BYTES);
    out_init(&g->text, LIMIT_PAGE_BYTES);
    Str room = str_c(argv[1]), base = room;
    while (str_find_c(base, '/') < base.n) {
        (void)str_cut(&base, '/');
    }
    Str guard = str_fmt(g->t.a, "%.*s_VIEWS_H", STR_ARG(base));
    out_fmt(&g->h, "/* generated by tools/htmlgen */\n#ifndef %.*s\n#define %.*s\n", STR_ARG(guard),
            STR_ARG(guard));
    out_fmt(&g->h, "#include \"%.*s/%.*s%s.h\"\n\n", STR_ARG(room), STR_ARG(base),
            file_exists(str_fmt(g->t.a, "src/%.*s/%.*s_view.h", STR_ARG(room), STR_ARG(base)))
                ? "_view"
                : "");
    out_fmt(&g->c,
            "/* generated by tools/htmlgen */\n#include \"%.*s/%.*s.views.h\"\n#include "
            "\"platform/view/view.views.h\"\n\n",
            STR_ARG(room), STR_ARG(base));
    for (int i = 4; i < argc; i++) {
        file(g, argv[i]);
    }
    out_raw(&g->h, S("\n#endif\n"));
    int errors = g->t.errors;
    if (errors == 0) {
        tool_write(argv[3], &g->h);
        tool_write(argv[2], &g->c);
    }
    out_done(&g->c);
    out_done(&g->h);
    out_done(&g->text);
    arena_free(g->t.a);
    free(g);
    return errors == 0 ? 0 : 1;
}

/* htmlgen.c: templates to C functions that write HTML. doc/generators.md is the language. */
#include "htmlgen_context.h"
#include "htmlgen_names.h"

enum { BLOCKS_MAX = 16, WORDS_MAX = 48, LITERAL_MAX = 3500, ARGS_MAX = 3 };

enum block_kind { BLOCK_IF, BLOCK_EACH };

/* An if or each that is open. */
struct block {
    enum block_kind kind;
    int line;
    bool has_else;
    Str name;                 /* each: the element's name, none in its else */
    Str list, index;          /* each: C expressions */
    struct html_state start;  /* the HTML where it began */
    struct html_state branch; /* the HTML where its first branch ended */
    bool has_branch;
    size_t floor;
};

struct gen {
    struct tool t;
    struct html html;
    struct out *c, *h; /* the two outputs */
    struct out literal;
    Str room, text;
    Str view; /* name of the template being read */
    size_t pos;
    int line;
    int printed_line; /* of the last #line */
    size_t n_blocks;
    struct block blocks[BLOCKS_MAX];
    size_t n_words;
    Str words[WORDS_MAX];
};

/* ---- writing C ---- */

static void put_literal_char(struct out *o, char c, bool is_last)
{
    switch (c) {
    case '\n':
        out_raw(o, is_last ? S("\\n") : S("\\n\"\n             \""));
        break;
    case '"':
    case '\\':
    case '?': /* no trigraphs */
        out_c(o, '\\');
        out_c(o, c);
        break;
    default:
        out_c(o, c);
    }
}

/* A compiler need not take a string longer than 4095 bytes; cuts between characters. */
static size_t piece_end(Str s)
{
    if (s.n <= LITERAL_MAX) {
        return s.n;
    }
    size_t n = LITERAL_MAX;
    while (((unsigned char)s.p[n] & 0xc0) == 0x80) {
        n--;
    }
    return n;
}

static void flush_literal(struct gen *g)
{
    Str rest = out_view(&g->literal);
    while (rest.n > 0) {
        Str piece = str_sub(rest, 0, piece_end(rest));
        rest = str_skip(rest, piece.n);
        out_raw(g->c, S("    out_raw(o, S(\""));
        for (size_t i = 0; i < piece.n; i++) {
            put_literal_char(g->c, piece.p[i], i + 1 == piece.n);
        }
        out_raw(g->c, S("\"));\n"));
    }
    out_reset(&g->literal);
}

/* Before code that names something of the template: errors of the compiler name its line. */
static void put_line(struct gen *g)
{
    flush_literal(g);
    out_fmt(g->c, "#line %d \"%s\"\n", g->line, g->t.file);
}

PRINTF_LIKE(2, 3) static void put_code(struct gen *g, const char *fmt, ...)
{
    char code[2000];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(code, sizeof code, fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof code) {
        tool_error(&g->t, g->line, "too long");
        return;
    }
    put_line(g);
    out_raw(g->c, (Str){ code, (size_t)n });
}

/* ---- names and paths ---- */

static const struct block *find_each(const struct gen *g, Str name)
{
    for (size_t i = g->n_blocks; i > 0; i--) {
        if (str_eq(g->blocks[i - 1].name, name)) {
            return &g->blocks[i - 1];
        }
    }
    return NULL;
}

/* first, last and index of an each; none when rest is another member. */
static Str position_of(struct gen *g, const struct block *b, Str rest)
{
    if (str_eq(rest, S("index"))) {
        return str_fmt(g->t.a, "((int)%.*s)", STR_ARG(b->index));
    }
    if (str_eq(rest, S("first"))) {
        return str_fmt(g->t.a, "((bool)(%.*s == 0))", STR_ARG(b->index));
    }
    if (str_eq(rest, S("last"))) {
        return str_fmt(g->t.a, "((bool)(%.*s + 1 == %.*s.n))", STR_ARG(b->index), STR_ARG(b->list));
    }
    return STR_NONE;
}

/* The C expression of a path: from an each, from w, or from v. */
static Str expression(struct gen *g, Str path)
{
    if (!name_is_path(path)) {
        tool_error(&g->t, g->line, "\"%.*s\" is not a path", STR_ARG(path));
        return S("0");
    }
    Str rest = path, first = str_cut(&rest, '.');
    const struct block *b = find_each(g, first);
    if (b != NULL) {
        Str position = position_of(g, b, rest);
        if (!str_none(position)) {
            return position;
        }
        return str_fmt(g->t.a, "%.*s.v[%.*s]%s%.*s", STR_ARG(b->list), STR_ARG(b->index),
                       rest.n > 0 ? "." : "", STR_ARG(rest));
    }
    if (str_eq(first, S("w")) && rest.n > 0) {
        return str_fmt(g->t.a, "w->%.*s", STR_ARG(rest));
    }
    return str_fmt(g->t.a, "v->%.*s", STR_ARG(path));
}

static bool arguments(struct gen *g, size_t min, size_t max)
{
    size_t n = g->n_words - 1;
    if (n < min || n > max) {
        tool_error(&g->t, g->line, "{{ %.*s }} takes %zu to %zu words, not %zu",
                   STR_ARG(g->words[0]), min, max, n);
        return false;
    }
    return true;
}

/* ---- values ---- */

static void do_value(struct gen *g)
{
    if (g->n_words != 1) {
        tool_error(&g->t, g->line, "\"%.*s\" is no directive", STR_ARG(g->words[0]));
        return;
    }
    html_value(&g->html, false, str_eq(g->words[0], S("w.base_url")));
    if (str_eq(g->words[0], S("csrf"))) {
        put_code(g, "    PUT(o, w, w->csrf);\n");
        return;
    }
    Str e = expression(g, g->words[0]);
    put_code(g, "    PUT(o, w, %.*s);\n", STR_ARG(e));
}

/* A value through a function of its own: num, day, url. */
static void put_through(struct gen *g, const char *function)
{
    if (arguments(g, 1, 1)) {
        Str e = expression(g, g->words[1]);
        put_code(g, "    %s(o, w, %.*s);\n", function, STR_ARG(e));
    }
}

static void do_num(struct gen *g)
{
    html_value(&g->html, false, false);
    put_through(g, "VIEW_NUM");
}

static void do_day(struct gen *g)
{
    html_value(&g->html, false, false);
    put_through(g, "view_put_day");
}

static void do_url(struct gen *g)
{
    html_value(&g->html, true, false);
    put_through(g, "VIEW_URL");
}

static void do_href(struct gen *g)
{
    html_href(&g->html);
    put_through(g, "VIEW_HREF");
}

/* M_DOSSIER_SUBMIT of dossier.submit, or (int)(v->x) of :x. */
static Str key_expression(struct gen *g, Str key)
{
    if (str_starts(key, S(":"))) {
        Str e = expression(g, str_skip(key, 1));
        return str_fmt(g->t.a, "(int)(%.*s)", STR_ARG(e));
    }
    if (!name_is_key(key)) {
        tool_error(&g->t, g->line, "\"%.*s\" is not a message key", STR_ARG(key));
        return S("0");
    }
    char *name = str_cstr(g->t.a, key);
    for (char *p = name; *p != '\0'; p++) {
        *p = name_is_lower(*p) ? (char)(*p - 'a' + 'A') : (*p == '.' || *p == '-') ? '_' : *p;
    }
    return str_fmt(g->t.a, "M_%s", name);
}

static void do_t(struct gen *g)
{
    html_value(&g->html, false, false);
    if (!arguments(g, 1, 1 + ARGS_MAX)) {
        return;
    }
    Str key = key_expression(g, g->words[1]);
    if (g->n_words == 2) {
        put_code(g, "    view_put_message(o, w, %.*s);\n", STR_ARG(key));
        return;
    }
    Str args = S("");
    for (size_t i = 2; i < g->n_words; i++) {
        Str e = expression(g, g->words[i]);
        args = str_fmt(g->t.a, "%.*s%sVIEW_ARG(w, %.*s)", STR_ARG(args), i > 2 ? ", " : "",
                       STR_ARG(e));
    }
    put_code(g, "    view_put_t(o, w, %.*s, (const Str[3]){ %.*s });\n", STR_ARG(key),
             STR_ARG(args));
}

static void do_use(struct gen *g)
{
    html_block(&g->html, "use");
    if (!arguments(g, 1, 2)) {
        return;
    }
    if (!name_is_identifier(g->words[1])) {
        tool_error(&g->t, g->line, "\"%.*s\" is not the name of a view", STR_ARG(g->words[1]));
    } else if (g->n_words == 2) {
        put_code(g, "    %.*s_html(o, w, v);\n", STR_ARG(g->words[1]));
    } else {
        Str e = expression(g, g->words[2]);
        put_code(g, "    %.*s_html(o, w, &%.*s);\n", STR_ARG(g->words[1]), STR_ARG(e));
    }
}

/* ---- conditions ---- */

/* One comparison or truth from words[*i] on; moves *i behind it. */
static Str condition_term(struct gen *g, size_t *i)
{
    static const char *const operators[] = { "==", "!=", "<", ">", "<=", ">=" };
    bool negated = *i < g->n_words && str_eq(g->words[*i], S("not"));
    *i += negated ? 1 : 0;
    bool has = *i + 1 < g->n_words && str_eq(g->words[*i], S("has"));
    *i += has ? 1 : 0;
    if (*i >= g->n_words) {
        tool_error(&g->t, g->line, "the condition ends too early");
        return S("0");
    }
    const char *no = negated ? "!" : "";
    Str left = expression(g, g->words[(*i)++]);
    if (has) {
        return str_fmt(g->t.a, "%sview_has(%.*s)", no, STR_ARG(left));
    }
    for (size_t k = 0; *i < g->n_words && k < COUNT_OF(operators); k++) {
        if (!str_eq(g->words[*i], str_c(operators[k]))) {
            continue;
        }
        Str right = *i + 1 < g->n_words ? g->words[*i + 1] : S("");
        *i += 2;
        if (!name_is_number(right) && !name_is_constant(right)) {
            right = expression(g, right);
        }
        /* brackets only where they mean something: clang warns of the others */
        return str_fmt(g->t.a, negated ? "!(%.*s %s %.*s)" : "%.*s %s %.*s", STR_ARG(left),
                       operators[k], STR_ARG(right));
    }
    return str_fmt(g->t.a, "%sVIEW_BOOL(%.*s)", no, STR_ARG(left));
}

static Str condition(struct gen *g, size_t i)
{
    Str joint = STR_NONE, all = condition_term(g, &i);
    while (i < g->n_words) {
        Str word = g->words[i++];
        if (!str_eq(word, S("and")) && !str_eq(word, S("or"))) {
            tool_error(&g->t, g->line, "\"%.*s\" where and / or may stand", STR_ARG(word));
            break;
        }
        if (!str_none(joint) && !str_eq(joint, word)) {
            tool_error(&g->t, g->line, "and / or may not be mixed in one condition");
        }
        joint = word;
        Str term = condition_term(g, &i);
        all = str_fmt(g->t.a, "%.*s %s %.*s", STR_ARG(all), str_eq(joint, S("and")) ? "&&" : "||",
                      STR_ARG(term));
    }
    return all;
}

/* ---- blocks ---- */

static struct block *open_block(struct gen *g, enum block_kind kind)
{
    if (g->n_blocks == BLOCKS_MAX) {
        tool_error(&g->t, g->line, "blocks nested deeper than %d", BLOCKS_MAX);
        return NULL;
    }
    struct block *b = &g->blocks[g->n_blocks++];
    *b =
        (struct block){ .kind = kind, .line = g->line, .start = g->html.s, .floor = g->html.floor };
    g->html.floor = g->html.s.open_n;
    return b;
}

static void do_if(struct gen *g)
{
    Str test = condition(g, 1);
    put_code(g, "    if (%.*s) {\n", STR_ARG(test));
    (void)open_block(g, BLOCK_IF);
}

static bool name_is_free(struct gen *g, Str name)
{
    static const char *const reserved[] = { "v", "w", "o", "csrf", "not", "has", "and", "or" };
    for (size_t i = 0; i < COUNT_OF(reserved); i++) {
        if (str_eq(name, str_c(reserved[i]))) {
            return false;
        }
    }
    return name_is_identifier(name) && find_each(g, name) == NULL;
}

static void do_each(struct gen *g)
{
    if (!arguments(g, 2, 2)) {
        return;
    }
    Str name = g->words[2];
    if (!name_is_free(g, name)) {
        tool_error(&g->t, g->line, "\"%.*s\" cannot name the elements here", STR_ARG(name));
    }
    Str list = expression(g, g->words[1]), index = str_fmt(g->t.a, "i%zu", g->n_blocks + 1);
    put_code(g, "    for (size_t %.*s = 0; %.*s < %.*s.n; %.*s++) {\n", STR_ARG(index),
             STR_ARG(index), STR_ARG(list), STR_ARG(index));
    struct block *b = open_block(g, BLOCK_EACH);
    if (b != NULL) {
        b->name = name;
        b->list = list;
        b->index = index;
    }
}

/* A branch is over: the next one, or what follows, begins where this one began. */
static void end_branch(struct gen *g, struct block *b)
{
    struct html_state end;
    html_join(&g->html, &b->start, b->kind == BLOCK_IF ? "if" : "each");
    end = g->html.s;
    if (b->has_branch && b->branch.prefix_n < end.prefix_n) {
        end = b->branch;
    }
    b->branch = end;
    b->has_branch = true;
    g->html.s = b->start;
}

static void do_else(struct gen *g)
{
    struct block *b = g->n_blocks > 0 ? &g->blocks[g->n_blocks - 1] : NULL;
    if (b == NULL || b->has_else) {
        tool_error(&g->t, g->line, "else without if or each");
        return;
    }
    end_branch(g, b);
    if (g->n_words > 1) {
        if (b->kind != BLOCK_IF || !str_eq(g->words[1], S("if"))) {
            tool_error(&g->t, g->line, "else stands alone, or as else if behind an if");
            return;
        }
        Str test = condition(g, 2);
        flush_literal(g);
        out_raw(g->c, S("    } else\n"));
        put_code(g, "    if (%.*s) {\n", STR_ARG(test));
        return;
    }
    b->has_else = true;
    if (b->kind == BLOCK_IF) {
        put_code(g, "    } else {\n");
    } else {
        flush_literal(g);
        out_raw(g->c, S("    }\n"));
        put_code(g, "    if (%.*s.n == 0) {\n", STR_ARG(b->list));
        b->name = STR_NONE;
    }
}

static void do_end(struct gen *g)
{
    if (g->n_blocks == 0) {
        tool_error(&g->t, g->line, "end without if or each");
        return;
    }
    struct block *b = &g->blocks[g->n_blocks - 1];
    end_branch(g, b);
    if (b->has_else) {
        g->html.s = b->branch; /* all ways lead through a branch */
    }
    g->html.floor = b->floor;
    g->n_blocks--;
    put_code(g, "    }\n");
}

static void do_view(struct gen *g)
{
    tool_error(&g->t, g->line, "{{ view }} stands in the first line only");
}

/* ---- reading a template ---- */

static const struct directive {
    const char *word;
    bool is_block; /* alone on its line, it leaves no line end behind */
    bool alone;    /* may stand without further words */
    void (*run)(struct gen *g);
} directives[] = {
    { "if", true, false, do_if },     { "else", true, true, do_else },
    { "end", true, true, do_end },    { "each", true, false, do_each },
    { "use", true, false, do_use },   { "t", false, false, do_t },
    { "url", false, false, do_url },  { "href", false, false, do_href },
    { "num", false, false, do_num },  { "day", false, false, do_day },
    { "view", true, false, do_view },
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void split_words(struct gen *g, Str inside)
{
    g->n_words = 0;
    for (size_t i = 0; i < inside.n;) {
        size_t from = i;
        while (i < inside.n && !is_space(inside.p[i])) {
            i++;
        }
        if (i > from) {
            if (g->n_words == WORDS_MAX) {
                tool_error(&g->t, g->line, "more than %d words", WORDS_MAX);
                return;
            }
            g->words[g->n_words++] = str_sub(inside, from, i);
        } else {
            i++;
        }
    }
}

static const struct directive *find_directive(const struct gen *g)
{
    for (size_t i = 0; i < COUNT_OF(directives); i++) {
        if (str_eq(g->words[0], str_c(directives[i].word)) &&
            (g->n_words > 1 || directives[i].alone)) {
            return &directives[i];
        }
    }
    return NULL;
}

static void count_lines(struct gen *g, Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        g->line += s.p[i] == '\n';
    }
}

/* Blanks up to and with a line end at the position: returns their length, 0 when something else
 * stands there. */
static size_t blank_line_rest(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n') {
            return i + 1;
        }
        if (!is_space(s.p[i])) {
            return 0;
        }
    }
    return s.n;
}

/* Does only white space stand between the line's begin (or the last directive's end) and here? */
static bool begins_line(const struct gen *g, size_t from)
{
    while (from > 0 && (g->text.p[from - 1] == ' ' || g->text.p[from - 1] == '\t')) {
        from--;
    }
    return from == 0 || g->text.p[from - 1] == '\n';
}

static void drop_line_end(struct gen *g)
{
    Str rest = str_skip(g->text, g->pos);
    size_t n = blank_line_rest(rest);
    count_lines(g, str_sub(rest, 0, n));
    g->pos += n;
}

/* The directive that starts at pos with {{. */
static void read_directive(struct gen *g)
{
    size_t from = g->pos;
    Str rest = str_skip(g->text, from + 2);
    size_t length = str_find(rest, S("}}"));
    if (length == rest.n) {
        tool_error(&g->t, g->line, "{{ without }}");
        g->pos = g->text.n;
        return;
    }
    Str inside = str_sub(rest, 0, length);
    g->pos = from + 2 + length + 2;
    bool is_comment = inside.n > 0 && inside.p[0] == '#', is_block = is_comment;
    if (!is_comment) {
        html_directive(&g->html, from, g->line);
        split_words(g, inside);
        if (g->n_words == 0 || str_find_c(inside, '{') < inside.n) {
            tool_error(&g->t, g->line, "empty or broken directive");
            return;
        }
        const struct directive *d = find_directive(g);
        is_block = d != NULL && d->is_block;
        if (d != NULL) {
            d->run(g);
        } else {
            do_value(g);
        }
    }
    count_lines(g, inside);
    if (is_block && g->html.s.at == AT_TEXT && !html_keeps_space(&g->html) &&
        begins_line(g, from)) {
        drop_line_end(g);
    }
}

/* White space in text that contains a line end becomes one line end. */
static void read_space(struct gen *g)
{
    size_t from = g->pos;
    int line = g->line;
    while (g->pos < g->text.n && is_space(g->text.p[g->pos])) {
        g->pos++;
    }
    Str space = str_sub(g->text, from, g->pos);
    count_lines(g, space);
    bool keep = html_keeps_space(&g->html) || g->line == line;
    out_raw(&g->literal, keep ? space : S("\n"));
}

static void read_literal(struct gen *g)
{
    char c = g->text.p[g->pos];
    if (g->html.s.at == AT_TEXT && is_space(c)) {
        read_space(g);
        return;
    }
    if ((unsigned char)c < ' ' && !is_space(c)) {
        tool_error(&g->t, g->line, "control character");
    }
    out_c(&g->literal, c);
    html_literal(&g->html, g->pos, g->line);
    g->pos++;
    g->line += c == '\n';
}

static void put_head(struct gen *g, Str name, Str type)
{
    out_fmt(g->h, "void %.*s_html(struct out *o, const struct view *w, const struct %.*s *v);\n",
            STR_ARG(name), STR_ARG(type));
    out_fmt(g->c, "\n#line 1 \"%s\"\n", g->t.file);
    out_fmt(g->c,
            "void %.*s_html(struct out *o, const struct view *w, const struct %.*s *v)\n{\n"
            "    (void)w;\n    (void)v;\n",
            STR_ARG(name), STR_ARG(type));
}

/* {{ view NAME [of STRUCT] [partial] }}; false when the first line is something else. */
static bool read_head(struct gen *g)
{
    Str first = str_sub(g->text, 0, str_find_c(g->text, '\n'));
    size_t end = str_find(first, S("}}"));
    if (!str_starts(first, S("{{")) || end == first.n) {
        tool_error(&g->t, 1, "the first line is {{ view NAME }}");
        return false;
    }
    split_words(g, str_sub(first, 2, end));
    size_t n = g->n_words;
    bool partial = n > 2 && str_eq(g->words[n - 1], S("partial"));
    n -= partial ? 1 : 0;
    bool of = n == 4 && str_eq(g->words[2], S("of"));
    if ((n != 2 && !of) || !str_eq(g->words[0], S("view")) || !name_is_identifier(g->words[1]) ||
        (of && !name_is_identifier(g->words[3])) || str_trim(str_skip(first, end + 2)).n > 0) {
        tool_error(
            &g->t, 1,
            "the first line is {{ view NAME }}, {{ view NAME of STRUCT }}, also with partial");
        return false;
    }
    g->view = g->words[1];
    put_head(g, g->view, g->words[of ? 3 : 1]);
    html_init(&g->html, &g->t, g->text, partial);
    g->pos = end + 2;
    drop_line_end(g);
    return true;
}

static void generate(struct gen *g, const char *path, Str text)
{
    g->t.file = path;
    g->text = text;
    g->pos = 0;
    g->line = 1;
    g->n_blocks = 0;
    out_reset(&g->literal);
    if (!utf8_valid(text)) {
        tool_error(&g->t, 1, "not UTF-8");
        return;
    }
    if (!read_head(g)) {
        return;
    }
    while (g->pos < g->text.n) {
        if (str_starts(str_skip(g->text, g->pos), S("{{"))) {
            read_directive(g);
        } else {
            read_literal(g);
        }
    }
    flush_literal(g);
    out_raw(g->c, S("}\n"));
    for (size_t i = 0; i < g->n_blocks; i++) {
        tool_error(&g->t, g->blocks[i].line, "%s without end",
                   g->blocks[i].kind == BLOCK_IF ? "if" : "each");
    }
    html_end(&g->html);
}

/* The header of the room that knows the structs: <room>_view.h beside the templates, or <room>.h.
 */
static Str room_header(struct gen *g, Str base, const char *first_file)
{
    Str folder = str_c(first_file);
    while (folder.n > 0 && folder.p[folder.n - 1] != '/') {
        folder.n--;
    }
    Str wanted = str_fmt(g->t.a, "%.*s%.*s_view.h", STR_ARG(folder), STR_ARG(base));
    FILE *f = fopen(wanted.p, "r");
    if (f == NULL) {
        return str_fmt(g->t.a, "%.*s/%.*s.h", STR_ARG(g->room), STR_ARG(base));
    }
    (void)fclose(f);
    return str_fmt(g->t.a, "%.*s/%.*s_view.h", STR_ARG(g->room), STR_ARG(base));
}

static void put_includes(struct gen *g, const char *first_file)
{
    Str rest = g->room, base = g->room;
    while (rest.n > 0) {
        base = str_cut(&rest, '/');
    }
    Str header = room_header(g, base, first_file);
    out_fmt(g->h, "/* generated by tools/htmlgen from the templates of %.*s */\n",
            STR_ARG(g->room));
    out_fmt(g->h, "#ifndef %.*s_VIEWS_H\n#define %.*s_VIEWS_H\n", STR_ARG(base), STR_ARG(base));
    out_fmt(g->h, "#include \"platform/view/view.h\"\n#include \"%.*s\"\n\n", STR_ARG(header));
    out_fmt(g->c, "/* generated by tools/htmlgen from the templates of %.*s */\n",
            STR_ARG(g->room));
    out_fmt(g->c, "#include \"%.*s/%.*s.views.h\"\n#include \"platform/view/view.views.h\"\n",
            STR_ARG(g->room), STR_ARG(base));
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        (void)fprintf(stderr, "usage: htmlgen ROOM OUT.c OUT.h FILES...\n");
        return 2;
    }
    struct gen g = { .t = { .a = arena_new() }, .room = str_c(argv[1]) };
    struct out *c CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct out *h CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    g.c = c;
    g.h = h;
    out_init(&g.literal, LIMIT_PAGE_BYTES);
    put_includes(&g, argv[4]);
    for (int i = 4; i < argc; i++) {
        generate(&g, argv[i], tool_read(&g.t, argv[i]));
    }
    out_raw(h, S("\n#endif\n"));
    int errors = g.t.errors;
    if (errors == 0 && (c->over || h->over)) {
        (void)fprintf(stderr, "%s: too large\n", argv[2]);
        errors++;
    }
    if (errors == 0) {
        tool_write(argv[3], h);
        tool_write(argv[2], c);
    }
    out_done(&g.literal);
    arena_free(g.t.a);
    return errors == 0 ? 0 : 1;
}

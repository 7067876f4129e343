/* pogen.c: gettext catalogues to a table of messages. doc/generators.md is the language. */
#include "tool.h"

#include <dirent.h>

enum { LANGS = 2, KEYS_MAX = 5000, ARGS = 3 };
static const char *const lang_names[LANGS] = { "vi", "en" };

struct message {
    Str key, text[LANGS];
    bool needs_en;
    const char *file;
    int line;
};
struct gen {
    struct tool t;
    size_t n;
    struct message *v;
};

static struct message *find(struct gen *g, Str key)
{
    for (size_t i = 0; i < g->n; i++) {
        if (str_eq(g->v[i].key, key)) {
            return &g->v[i];
        }
    }
    return NULL;
}

static bool key_shape(Str key)
{
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
              c == '_')) {
            return false;
        }
    }
    return key.n > 0 && key.p[0] >= 'a' && key.p[0] <= 'z';
}

/* Which of {0} {1} {2} stand in the text, as bits; any other brace is an error (-1). */
static int placeholders(Str s)
{
    int seen = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '}') {
            return -1;
        }
        if (s.p[i] == '{') {
            if (i + 2 >= s.n || s.p[i + 2] != '}' || s.p[i + 1] < '0' || s.p[i + 1] >= '0' + ARGS) {
                return -1;
            }
            seen |= 1 << (s.p[i + 1] - '0');
            i += 2;
        }
    }
    return seen;
}

/* Adds the quoted text of a line to *s; false when it is not quoted rightly. */
static bool unquote(struct gen *g, Str q, Str *s)
{
    q = str_trim(q);
    if (q.n < 2 || q.p[0] != '"' || q.p[q.n - 1] != '"') {
        return false;
    }
    struct out *o CLEANUP(out_cleanup) = out_new(q.n + s->n + 1);
    out_raw(o, *s);
    for (size_t i = 1; i + 1 < q.n; i++) {
        char c = q.p[i];
        if (c == '"') {
            return false;
        }
        if (c == '\\') {
            c = q.p[++i];
            if (i + 1 >= q.n || (c != 'n' && c != '"' && c != '\\')) {
                return false;
            }
            c = c == 'n' ? '\n' : c;
        }
        out_c(o, c);
    }
    *s = out_dup(g->t.a, o);
    return true;
}

static void check_text(struct gen *g, int line, Str text)
{
    Str nfc;
    if (utf8_nfc(g->t.a, text, &nfc) != OK) {
        tool_error(&g->t, line, "not UTF-8");
    } else if (!str_eq(nfc, text)) {
        tool_error(&g->t, line, "not in normal form C");
    }
    if (placeholders(text) < 0) {
        tool_error(&g->t, line, "only {0} {1} {2} are placeholders");
    }
}

static void take(struct gen *g, int lang, bool is_public, int line, Str key, Str text)
{
    if (key.n == 0) {
        return; /* the header entry */
    }
    if (!key_shape(key)) {
        tool_error(&g->t, line, "key \"%.*s\" is not [a-z0-9_.-]+", STR_ARG(key));
        return;
    }
    struct message *m = find(g, key);
    check_text(g, line, text);
    if (lang == 0) {
        if (m != NULL) {
            tool_error(&g->t, line, "key %.*s stands already in %s:%d", STR_ARG(key), m->file,
                       m->line);
            return;
        }
        if (text.n == 0) {
            tool_error(&g->t, line, "key %.*s has no text", STR_ARG(key));
        }
        BUG_UNLESS(g->n < KEYS_MAX);
        g->v[g->n++] = (struct message){
            .key = key, .text = { text }, .needs_en = is_public, .file = g->t.file, .line = line
        };
        return;
    }
    if (m == NULL) {
        tool_error(&g->t, line, "key %.*s is not in vi", STR_ARG(key));
    } else if (!str_none(m->text[lang])) {
        tool_error(&g->t, line, "key %.*s stands twice", STR_ARG(key));
    } else if (text.n > 0) {
        m->text[lang] = text;
        if (placeholders(text) != placeholders(m->text[0])) {
            tool_error(&g->t, line, "key %.*s has other placeholders than vi", STR_ARG(key));
        }
    }
}

static void read_po(struct gen *g, int lang, Str text)
{
    Str key = STR_NONE, value = STR_NONE, *into = NULL;
    bool is_public = false, open = false;
    int line = 0, key_line = 0;
    while (text.n > 0) {
        Str l = str_trim(str_cut(&text, '\n'));
        line++;
        bool id = str_starts(l, S("msgid ")), str = str_starts(l, S("msgstr "));
        if (id && open) {
            take(g, lang, is_public, key_line, key, value);
            open = false;
        }
        if (id) {
            key = value = S("");
            into = &key;
            key_line = line;
        } else if (str) {
            into = &value;
            open = true;
        }
        if (id || str) {
            l = str_skip(l, id ? 6 : 7);
        } else if (l.n == 0 || l.p[0] == '#') {
            is_public = is_public || (str_eq(l, S("# public")) && g->n < KEYS_MAX);
            continue;
        }
        if (into == NULL || !unquote(g, l, into)) {
            tool_error(&g->t, line, "line not understood");
        }
    }
    if (open) {
        take(g, lang, is_public, key_line, key, value);
    }
}

static int by_name(const void *a, const void *b)
{
    const Str *x = a, *y = b;
    return str_cmp(*x, *y);
}

static void read_language(struct gen *g, const char *root, int lang)
{
    Str dir = str_fmt(g->t.a, "%s/%s", root, lang_names[lang]);
    DIR *d = opendir(dir.p);
    if (d == NULL) {
        (void)fprintf(stderr, "%s: no such folder\n", dir.p);
        g->t.errors++;
        return;
    }
    Str names[200];
    size_t n = 0;
    for (struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (str_ends(str_c(e->d_name), S(".po")) && n < COUNT_OF(names)) {
            names[n++] = str_fmt(g->t.a, "%s/%s", dir.p, e->d_name);
        }
    }
    (void)closedir(d);
    qsort(names, n, sizeof names[0], by_name);
    for (size_t i = 0; i < n; i++) {
        read_po(g, lang, tool_read(&g->t, names[i].p));
    }
}

static void put_constant(struct out *o, Str key)
{
    out_raw(o, S("M_"));
    for (size_t i = 0; i < key.n; i++) {
        char c = key.p[i];
        out_c(o, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c == '.' || c == '-' ? '_' : c);
    }
}

static void put_literal(struct out *o, Str s)
{
    out_raw(o, S("S_INIT(\""));
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '\n') {
            out_raw(o, S("\\n"));
        } else {
            if (c == '"' || c == '\\') {
                out_c(o, '\\');
            }
            out_c(o, c);
        }
    }
    out_raw(o, S("\")"));
}

static void write_outputs(struct gen *g, const char *c_path, const char *h_path)
{
    struct out *h CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct out *c CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    out_raw(h, S("/* generated by tools/pogen from locale/ */\n#ifndef MESSAGES_H\n#define "
                 "MESSAGES_H\n\nenum message {\n    M_NONE,\n"));
    out_raw(c,
            S("/* generated by tools/pogen from locale/ */\n#include \"platform/i18n/i18n.h\"\n\n"
              "const struct message_text messages[M__MAX] = {\n    [M_NONE] = { \"\", { "
              "S_INIT(\"\"), S_INIT(\"\") } },\n"));
    for (size_t i = 0; i < g->n; i++) {
        const struct message *m = &g->v[i];
        out_raw(h, S("    "));
        put_constant(h, m->key);
        out_raw(h, S(",\n"));
        out_raw(c, S("    ["));
        put_constant(c, m->key);
        out_fmt(c, "] = { \"%.*s\", { ", STR_ARG(m->key));
        put_literal(c, m->text[0]);
        out_raw(c, S(", "));
        put_literal(c, str_none(m->text[1]) ? m->text[0] : m->text[1]);
        out_raw(c, S(" } },\n"));
    }
    out_raw(h, S("    M__MAX\n};\n\n#endif\n"));
    out_raw(c, S("};\n"));
    tool_write(h_path, h);
    tool_write(c_path, c);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        (void)fprintf(stderr, "usage: pogen OUT.c OUT.h LOCALE_DIR\n");
        return 2;
    }
    struct gen g = { .t = { .a = arena_new() } };
    g.v = NEW_N(g.t.a, struct message, KEYS_MAX);
    for (int lang = 0; lang < LANGS; lang++) {
        read_language(&g, argv[3], lang);
    }
    for (size_t i = 0; i < g.n; i++) {
        if (g.v[i].needs_en && str_none(g.v[i].text[1])) {
            g.t.file = g.v[i].file;
            tool_error(&g.t, g.v[i].line, "key %.*s is public and has no English text",
                       STR_ARG(g.v[i].key));
        }
    }
    int errors = g.t.errors;
    if (errors == 0) {
        write_outputs(&g, argv[1], argv[2]);
    }
    arena_free(g.t.a);
    return errors == 0 ? 0 : 1;
}

/* sqlgen.c: named, typed SQL statements to C functions. doc/generators.md is the language. */
#include "tool.h"

#include <ctype.h>

enum { PARAMS_MAX = 40, COLS_MAX = 60, UNDER_MAX = 15, STATEMENTS_MAX = 400 };

struct type {
    const char *name, *c, *code, *field; /* in .sql, in C, db_type, member of union db_value */
    bool nullable;
};
static const struct type types[] = {
    { "Id", "Id", "DB_T_ID", "id", true },
    { "Str", "Str", "DB_T_STR", "str", true },
    { "int", "int64_t", "DB_T_INT", "i", false },
    { "bool", "bool", "DB_T_BOOL", "b", false },
    { "Time", "Time", "DB_T_TIME", "time", true },
    { "Date", "Date", "DB_T_DATE", "date", true },
    { "Money", "Money", "DB_T_MONEY", "money", false },
    { "Hash", "Hash", "DB_T_HASH", "hash", false },
    { "Blob", "Str", "DB_T_BLOB", "str", true },
};
struct field {
    Str name;
    const struct type *type;
    bool nullable;
    bool used;
};
struct fields {
    size_t n;
    struct field v[COLS_MAX];
};
struct statement {
    Str name, kind, row, sql;
    bool pg_twin, own_columns, writes;
    int line, sql_line;
    struct fields params, cols;
    size_t n_under;
    Str under[UNDER_MAX];
};
struct gen {
    struct tool t;
    size_t n;
    struct statement *v[STATEMENTS_MAX];
};

/* ---- reading the header line ---- */

struct scan {
    struct gen *g;
    Str rest;
    int line;
    bool bad;
};

static void skip_blanks(struct scan *s)
{
    while (s->rest.n > 0 && (s->rest.p[0] == ' ' || s->rest.p[0] == '\t')) {
        s->rest = str_skip(s->rest, 1);
    }
}

static void complain(struct scan *s, const char *what)
{
    if (!s->bad) {
        tool_error(&s->g->t, s->line, "%s near \"%.*s\"", what, STR_ARG(str_sub(s->rest, 0, 20)));
    }
    s->bad = true;
}

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static Str word(struct scan *s)
{
    skip_blanks(s);
    size_t n = 0;
    while (n < s->rest.n && word_char(s->rest.p[n])) {
        n++;
    }
    Str w = str_sub(s->rest, 0, n);
    s->rest = str_skip(s->rest, n);
    if (n == 0) {
        complain(s, "a name is missing");
    }
    return w;
}

static bool accept(struct scan *s, const char *what)
{
    skip_blanks(s);
    if (!str_starts(s->rest, str_c(what))) {
        return false;
    }
    s->rest = str_skip(s->rest, str_c(what).n);
    return true;
}

static void expect(struct scan *s, const char *what)
{
    if (!accept(s, what)) {
        complain(s, "header not understood (name(params) -> kind row(columns) under ACTION)");
    }
}

static const struct type *type_named(Str name)
{
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (str_eq(name, str_c(types[i].name))) {
            return &types[i];
        }
    }
    return NULL;
}

static void read_fields(struct scan *s, struct fields *f, size_t max)
{
    expect(s, "(");
    if (accept(s, ")")) {
        return;
    }
    do {
        if (f->n == max) {
            complain(s, "too many names in the list");
            return;
        }
        struct field *x = &f->v[f->n];
        x->name = word(s);
        x->type = type_named(word(s));
        x->nullable = accept(s, "?");
        if (x->type == NULL) {
            complain(s, "no such type (Id Str int bool Time Date Money Hash Blob)");
            return;
        }
        if (x->nullable && !x->type->nullable) {
            complain(s, "this type has no none value: use coalesce");
        }
        for (size_t i = 0; i < f->n; i++) {
            if (str_eq(f->v[i].name, x->name)) {
                complain(s, "the same name twice");
            }
        }
        f->n++;
    } while (!s->bad && accept(s, ","));
    expect(s, ")");
}

static bool kind_returns(Str kind)
{
    return str_eq(kind, S("one")) || str_eq(kind, S("maybe")) || str_eq(kind, S("many"));
}

static void read_header(struct scan *s, struct statement *st)
{
    st->name = word(s);
    if (accept(s, "@pg")) {
        st->pg_twin = true;
    }
    read_fields(s, &st->params, PARAMS_MAX);
    expect(s, "->");
    st->kind = word(s);
    if (kind_returns(st->kind)) {
        st->row = word(s);
        skip_blanks(s);
        if (s->rest.n > 0 && s->rest.p[0] == '(') {
            st->own_columns = true;
            read_fields(s, &st->cols, COLS_MAX);
        }
    } else if (!str_eq(st->kind, S("changed")) && !str_eq(st->kind, S("done"))) {
        complain(s, "no such kind (one maybe many changed done)");
    }
    if (accept(s, "under")) {
        do {
            if (st->n_under == UNDER_MAX) {
                complain(s, "too many actions");
                return;
            }
            st->under[st->n_under++] = word(s);
        } while (!s->bad && accept(s, "|"));
    }
    skip_blanks(s);
    if (s->rest.n > 0) {
        complain(s, "unexpected text after the header");
    }
}

/* ---- reading the SQL ---- */

/* Skips a quoted text or a comment starting at i; returns i unchanged when there is none. */
static size_t skip_opaque(Str sql, size_t i)
{
    char c = sql.p[i];
    if (c == '\'' || c == '"') {
        size_t k = i + 1;
        while (k < sql.n && sql.p[k] != c) {
            k++;
        }
        return k < sql.n ? k + 1 : k;
    }
    if (c == '-' && i + 1 < sql.n && sql.p[i + 1] == '-') {
        while (i < sql.n && sql.p[i] != '\n') {
            i++;
        }
    }
    return i;
}

static int line_at(const struct statement *st, size_t i)
{
    int line = st->sql_line;
    for (size_t k = 0; k < i; k++) {
        line += st->sql.p[k] == '\n';
    }
    return line;
}

static Str sql_word(Str sql, size_t i)
{
    size_t n = i;
    while (n < sql.n && word_char(sql.p[n])) {
        n++;
    }
    return str_sub(sql, i, n);
}

static bool parameter_at(Str sql, size_t i)
{
    return sql.p[i] == ':' && i + 1 < sql.n &&
           (isalpha((unsigned char)sql.p[i + 1]) || sql.p[i + 1] == '_') &&
           (i == 0 || sql.p[i - 1] != ':');
}

static int param_index(struct statement *st, Str name)
{
    for (size_t i = 0; i < st->params.n; i++) {
        if (str_eq(st->params.v[i].name, name)) {
            st->params.v[i].used = true;
            return (int)i + 1;
        }
    }
    return 0;
}

/* Checks the text word by word: parameters declared, no "select *", whether it writes. */
static void check_sql(struct gen *g, struct statement *st)
{
    Str sql = st->sql, before = STR_NONE;
    bool star = false;
    for (size_t i = 0; i < sql.n;) {
        size_t k = skip_opaque(sql, i);
        if (k > i) {
            i = k;
            continue;
        }
        if (parameter_at(sql, i)) {
            Str name = sql_word(sql, i + 1);
            if (param_index(st, name) == 0) {
                tool_error(&g->t, line_at(st, i), "parameter :%.*s is not declared", STR_ARG(name));
            }
            i += 1 + name.n;
        } else if (word_char(sql.p[i])) {
            Str w = sql_word(sql, i);
            if (str_eq_nocase(w, S("insert")) || str_eq_nocase(w, S("delete")) ||
                (str_eq_nocase(w, S("update")) && !str_eq_nocase(before, S("do")) &&
                 !str_eq_nocase(before, S("for")))) {
                st->writes = true;
            }
            before = w;
            i += w.n;
        } else {
            star = sql.p[i] == '*' &&
                   (str_eq_nocase(before, S("select")) || (i > 0 && sql.p[i - 1] == '.'));
            if (star) {
                tool_error(&g->t, line_at(st, i), "name the columns: * is refused");
            }
            i++;
        }
    }
    for (size_t i = 0; i < st->params.n; i++) {
        if (!st->params.v[i].used) {
            tool_error(&g->t, st->line, "parameter %.*s is declared but not used",
                       STR_ARG(st->params.v[i].name));
        }
    }
}

static bool has_word(Str sql, Str what)
{
    for (size_t i = 0; i < sql.n;) {
        size_t k = skip_opaque(sql, i);
        if (k > i) {
            i = k;
        } else if (word_char(sql.p[i])) {
            Str w = sql_word(sql, i);
            if (str_eq_nocase(w, what)) {
                return true;
            }
            i += w.n;
        } else {
            i++;
        }
    }
    return false;
}

static void check_kind(struct gen *g, const struct statement *st)
{
    bool platform = str_find(str_c(g->t.file), S("/platform/")) < str_c(g->t.file).n;
    bool returns = kind_returns(st->kind);
    if (st->writes && st->n_under == 0) {
        tool_error(&g->t, st->line, "%.*s writes: name the actions it may run under",
                   STR_ARG(st->name));
    }
    if (!st->writes && st->n_under > 0) {
        tool_error(&g->t, st->line, "%.*s only reads: \"under\" is for writes", STR_ARG(st->name));
    }
    if (!st->writes && !returns) {
        tool_error(&g->t, st->line, "%.*s reads: use one, maybe or many", STR_ARG(st->name));
    }
    if (st->writes && returns && !has_word(st->sql, S("returning"))) {
        tool_error(&g->t, st->line, "%.*s writes: use changed or done, or add returning",
                   STR_ARG(st->name));
    }
    for (size_t i = 0; i < st->n_under; i++) {
        if (str_eq(st->under[i], S("PLATFORM")) && !platform) {
            tool_error(&g->t, st->line, "under PLATFORM is for the platform's own tables");
        }
    }
}

/* ---- the file ---- */

static struct statement *find(struct gen *g, Str name, bool twin)
{
    for (size_t i = 0; i < g->n; i++) {
        if (str_eq(g->v[i]->name, name) && g->v[i]->pg_twin == twin) {
            return g->v[i];
        }
    }
    return NULL;
}

static bool header_line(Str line)
{
    if (!str_starts(line, S("-- ")) || str_find(line, S("->")) == line.n) {
        return false;
    }
    Str rest = str_skip(line, 3);
    Str name = sql_word(rest, 0);
    return name.n > 0 && name.n < rest.n && (rest.p[name.n] == '(' || rest.p[name.n] == '@');
}

/* The end of the statement: the offset of its ';' outside quotes and comments. */
static size_t statement_end(Str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t k = skip_opaque(text, i);
        if (k > i) {
            i = k;
        } else if (text.p[i] == ';') {
            return i;
        } else {
            i++;
        }
    }
    return text.n;
}

static void take_statement(struct gen *g, Str header, int line, Str *rest, int *next_line)
{
    struct statement *st = NEW(g->t.a, struct statement);
    st->line = line;
    st->sql_line = *next_line;
    struct scan s = { .g = g, .rest = str_skip(header, 3), .line = line };
    read_header(&s, st);
    size_t end = statement_end(*rest);
    if (end == rest->n) {
        tool_error(&g->t, line, "the statement does not end with ;");
    }
    st->sql = str_trim(str_sub(*rest, 0, end));
    size_t lead = (size_t)(st->sql.p - rest->p);
    for (size_t i = 0; i < lead && i < rest->n; i++) {
        st->sql_line += rest->p[i] == '\n';
    }
    for (size_t i = 0; i < end; i++) {
        *next_line += rest->p[i] == '\n';
    }
    *rest = str_skip(*rest, end + 1);
    if (s.bad) {
        return;
    }
    if (st->sql.n == 0) {
        tool_error(&g->t, line, "no SQL after the header");
        return;
    }
    if (find(g, st->name, st->pg_twin) != NULL) {
        tool_error(&g->t, line, "%.*s is defined twice", STR_ARG(st->name));
        return;
    }
    if (g->n == STATEMENTS_MAX) {
        tool_error(&g->t, line, "more than %d statements in one file", STATEMENTS_MAX);
        return;
    }
    check_sql(g, st);
    check_kind(g, st);
    g->v[g->n++] = st;
}

static void read_file(struct gen *g, Str text)
{
    int line = 0;
    while (text.n > 0) {
        Str l = str_cut(&text, '\n');
        line++;
        if (header_line(l)) {
            int next = line + 1;
            take_statement(g, str_trim(l), line, &text, &next);
            line = next - 1;
        } else if (str_trim(l).n > 0 && !str_starts(str_trim(l), S("--"))) {
            tool_error(&g->t, line, "text outside a statement");
        }
    }
}

/* The statement that says what columns this row has; NULL when nobody does. */
static const struct statement *row_owner(struct gen *g, Str row)
{
    for (size_t i = 0; i < g->n; i++) {
        if (g->v[i]->own_columns && str_eq(g->v[i]->row, row)) {
            return g->v[i];
        }
    }
    return NULL;
}

static bool same_fields(const struct fields *a, const struct fields *b)
{
    bool same = a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++) {
        same = str_eq(a->v[i].name, b->v[i].name) && a->v[i].type == b->v[i].type &&
               a->v[i].nullable == b->v[i].nullable;
    }
    return same;
}

static void check_rows(struct gen *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct statement *st = g->v[i];
        if (st->row.n == 0) {
            continue;
        }
        const struct statement *owner = row_owner(g, st->row);
        if (owner == NULL) {
            tool_error(&g->t, st->line, "row %.*s has no columns anywhere", STR_ARG(st->row));
        } else if (owner != st && st->own_columns && !same_fields(&owner->cols, &st->cols)) {
            tool_error(&g->t, st->line, "row %.*s has other columns at line %d", STR_ARG(st->row),
                       owner->line);
        }
    }
    for (size_t i = 0; i < g->n; i++) {
        const struct statement *twin = g->v[i];
        const struct statement *st = twin->pg_twin ? find(g, twin->name, false) : twin;
        if (st == NULL) {
            tool_error(&g->t, twin->line, "%.*s@pg has no common statement", STR_ARG(twin->name));
        } else if (!same_fields(&st->params, &twin->params) || !str_eq(st->kind, twin->kind)) {
            tool_error(&g->t, twin->line, "%.*s@pg has another signature", STR_ARG(twin->name));
        }
    }
}

/* ---- writing ---- */

static void put_sql(struct out *o, struct statement *st, char mark)
{
    out_raw(o, S("\n        \""));
    for (size_t i = 0; i < st->sql.n;) {
        size_t k = skip_opaque(st->sql, i);
        if (k > i && st->sql.p[i] == '-') { /* comments stay out */
            i = k;
            continue;
        }
        if (k == i && parameter_at(st->sql, i)) {
            Str name = sql_word(st->sql, i + 1);
            out_fmt(o, "%c%d", mark, param_index(st, name));
            i += 1 + name.n;
            continue;
        }
        k = k == i ? i + 1 : k;
        for (; i < k; i++) {
            char c = st->sql.p[i];
            if (c == '\n') {
                out_raw(o, S("\\n\"\n        \""));
            } else {
                if (c == '"' || c == '\\') {
                    out_c(o, '\\');
                }
                out_c(o, c);
            }
        }
    }
    out_c(o, '"');
}

static void put_fields(struct out *o, const struct statement *st, const struct fields *f,
                       const char *what, Str row)
{
    if (f->n == 0) {
        return;
    }
    out_fmt(o, "static const struct db_col %.*s_%s[] = {\n", STR_ARG(st->name), what);
    for (size_t i = 0; i < f->n; i++) {
        const struct field *x = &f->v[i];
        out_fmt(o, "    { \"%.*s\", %s, %s, ", STR_ARG(x->name), x->type->code,
                x->nullable ? "true" : "false");
        if (row.n > 0) {
            out_fmt(o, "offsetof(struct %.*s, %.*s) },\n", STR_ARG(row), STR_ARG(x->name));
        } else {
            out_raw(o, S("0 },\n"));
        }
    }
    out_raw(o, S("};\n"));
}

static const char *kind_code(Str kind)
{
    return str_eq(kind, S("one"))       ? "DB_ONE"
           : str_eq(kind, S("maybe"))   ? "DB_MAYBE"
           : str_eq(kind, S("many"))    ? "DB_MANY"
           : str_eq(kind, S("changed")) ? "DB_CHANGED"
                                        : "DB_DONE";
}

static void put_statement(struct gen *g, struct out *o, struct statement *st)
{
    const struct statement *owner = st->row.n > 0 ? row_owner(g, st->row) : st;
    struct statement *twin = find(g, st->name, true);
    put_fields(o, st, &st->params, "params", STR_NONE);
    put_fields(o, st, &owner->cols, "cols", st->row);
    out_fmt(o, "const struct db_stmt stmt_%.*s = {\n    .name = \"%.*s\",\n    .sqlite =",
            STR_ARG(st->name), STR_ARG(st->name));
    put_sql(o, st, '?');
    out_raw(o, S(",\n    .pg ="));
    put_sql(o, twin != NULL ? twin : st, '$');
    out_fmt(o, ",\n    .file = \"%s\",\n    .line = %d,\n    .kind = %s,\n", g->t.file, st->line,
            kind_code(st->kind));
    if (st->params.n > 0) {
        out_fmt(o, "    .params = %.*s_params,\n    .n_params = %zu,\n", STR_ARG(st->name),
                st->params.n);
    }
    if (st->row.n > 0) {
        out_fmt(
            o, "    .row_size = sizeof(struct %.*s),\n    .cols = %.*s_cols,\n    .n_cols = %zu,\n",
            STR_ARG(st->row), STR_ARG(st->name), owner->cols.n);
    }
    if (st->n_under > 0) {
        out_raw(o, S("    .under = {"));
        for (size_t i = 0; i < st->n_under; i++) {
            bool platform = str_eq(st->under[i], S("PLATFORM"));
            out_fmt(o, " %.*s,", STR_ARG(platform ? S("DB_UNDER_PLATFORM") : st->under[i]));
        }
        out_raw(o, S(" 0 },\n"));
    }
    out_raw(o, S("};\n"));
}

static void put_signature(struct out *o, const struct statement *st)
{
    out_fmt(o, "Err %.*s(struct tx *tx", STR_ARG(st->name));
    for (size_t i = 0; i < st->params.n; i++) {
        out_fmt(o, ", %s %.*s", st->params.v[i].type->c, STR_ARG(st->params.v[i].name));
    }
    if (str_eq(st->kind, S("maybe"))) {
        out_raw(o, S(", bool *ret_found"));
    }
    if (st->row.n > 0) {
        out_fmt(o, ", struct %.*s%s *ret", STR_ARG(st->row),
                str_eq(st->kind, S("many")) ? "s" : "");
    }
    out_c(o, ')');
}

static void put_function(struct out *o, const struct statement *st)
{
    put_signature(o, st);
    out_raw(o, S("\n{\n"));
    if (st->params.n > 0) {
        out_raw(o, S("    const union db_value params[] = {"));
        for (size_t i = 0; i < st->params.n; i++) {
            out_fmt(o, "%s { .%s = %.*s }", i == 0 ? "" : ",", st->params.v[i].type->field,
                    STR_ARG(st->params.v[i].name));
        }
        out_raw(o, S(" };\n"));
    }
    out_fmt(o, "    return db_run(tx, &stmt_%.*s, %s, %s, %s);\n}\n\n", STR_ARG(st->name),
            st->params.n > 0 ? "params" : "NULL", st->row.n > 0 ? "ret" : "NULL",
            str_eq(st->kind, S("maybe")) ? "ret_found" : "NULL");
}

static void put_rows(struct gen *g, struct out *o)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct statement *st = g->v[i];
        if (!st->own_columns || row_owner(g, st->row) != st) {
            continue;
        }
        out_fmt(o, "struct %.*s {\n", STR_ARG(st->row));
        for (size_t k = 0; k < st->cols.n; k++) {
            out_fmt(o, "    %s %.*s;\n", st->cols.v[k].type->c, STR_ARG(st->cols.v[k].name));
        }
        out_fmt(o, "};\nstruct %.*ss {\n    size_t n;\n    struct %.*s *v;\n};\n", STR_ARG(st->row),
                STR_ARG(st->row));
    }
}

/* ".../domain/dossier/dossier.sql.h" -> the include name and guard of the header. */
static Str include_name(const char *path)
{
    Str s = str_c(path);
    size_t at = str_find(s, S("platform/"));
    at = at < s.n ? at : str_find(s, S("domain/"));
    return at < s.n ? str_skip(s, at) : s;
}

static void put_guard(struct out *o, Str name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        out_c(o, isalnum((unsigned char)c) ? (char)toupper((unsigned char)c) : '_');
    }
}

static void write_outputs(struct gen *g, const char *c_path, const char *h_path)
{
    struct out *h CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct out *c CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    Str name = include_name(h_path);
    out_fmt(h, "/* generated by tools/sqlgen from %s */\n#ifndef ", g->t.file);
    put_guard(h, name);
    out_raw(h, S("\n#define "));
    put_guard(h, name);
    out_raw(h, S("\n#include \"platform/db/db.h\"\n\n"));
    put_rows(g, h);
    out_fmt(c, "/* generated by tools/sqlgen from %s */\n#include \"%.*s\"\n", g->t.file,
            STR_ARG(name));
    if (str_find(str_c(g->t.file), S("domain/")) < str_c(g->t.file).n) {
        out_raw(c, S("#include \"domain/access/access.h\"\n"));
    }
    out_c(c, '\n');
    for (size_t i = 0; i < g->n; i++) {
        if (g->v[i]->pg_twin) {
            continue;
        }
        out_fmt(h, "extern const struct db_stmt stmt_%.*s;\n", STR_ARG(g->v[i]->name));
        put_signature(h, g->v[i]);
        out_raw(h, S(" MUST;\n"));
        put_statement(g, c, g->v[i]);
        put_function(c, g->v[i]);
    }
    out_raw(h, S("\n#endif\n"));
    tool_write(h_path, h);
    tool_write(c_path, c);
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        (void)fprintf(stderr, "usage: sqlgen IN.sql OUT.c OUT.h\n");
        return 2;
    }
    struct gen *g = calloc(1, sizeof *g);
    BUG_UNLESS(g != NULL);
    g->t.a = arena_new();
    Str text = tool_read(&g->t, argv[1]);
    if (!utf8_valid(text)) {
        tool_error(&g->t, 1, "not UTF-8");
    } else {
        read_file(g, text);
        check_rows(g);
    }
    int errors = g->t.errors;
    if (errors == 0) {
        write_outputs(g, argv[2], argv[3]);
    }
    arena_free(g->t.a);
    free(g);
    return errors == 0 ? 0 : 1;
}

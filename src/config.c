/* config.c: where the settings of one start come from, and which are refused. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum kind { KIND_TEXT, KIND_INT, KIND_FLAG };
struct option {
    const char *name; /* as in the file; "--" and "-" for "_" on the command line; OCOP_ upper case
                         in the environment */
    enum kind kind;
    size_t offset;
    const char *help;
};

/* clang-format off */
static const struct option options[] = {
    { "listen", KIND_TEXT, offsetof(struct config, listen), "ADDR:PORT or unix:PATH to serve on (127.0.0.1:8080)" },
    { "data", KIND_TEXT, offsetof(struct config, data), "folder of files and of the SQLite database (var)" },
    { "db", KIND_TEXT, offsetof(struct config, db), "sqlite:PATH or postgresql://... (sqlite:<data>/ocop.db)" },
    { "base_url", KIND_TEXT, offsetof(struct config, base_url), "public address printed in QR codes (http://<listen>)" },
    { "site_name", KIND_TEXT, offsetof(struct config, site_name), "name in the page header" },
    { "workers", KIND_INT, offsetof(struct config, workers), "worker processes, 1 to 64 (as the engine wants)" },
    { "behind_proxy", KIND_FLAG, offsetof(struct config, behind_proxy), "a reverse proxy stands in front: trust its X-Forwarded headers" },
    { "demo", KIND_FLAG, offsetof(struct config, demo), "load the demonstration province into an empty database" },
    { "today", KIND_TEXT, offsetof(struct config, today), "with --demo only: the demonstration plays on this day, YYYY-MM-DD (today)" },
};
/* clang-format on */

static void complain(Str where, Str what, const char *why)
{
    (void)fprintf(stderr, "ocop: %.*s: %.*s: %s\n", STR_ARG(where), STR_ARG(what), why);
}

/* "--base-url" and "OCOP_BASE_URL" both name "base_url". */
static Str canonical(struct arena *a, Str s)
{
    char *p = str_cstr(a, str_lower_ascii(a, s));
    for (size_t i = 0; i < s.n; i++) {
        if (p[i] == '-') {
            p[i] = '_';
        }
    }
    return (Str){ p, s.n };
}

static const struct option *option_named(Str name)
{
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        if (str_eq(name, str_c(options[i].name))) {
            return &options[i];
        }
    }
    return NULL;
}

static Err set_flag(Str where, const struct option *o, Str value, bool *ret)
{
    if (str_eq(value, S("1")) || str_eq(value, S("yes")) || str_eq(value, S("true"))) {
        *ret = true;
        return OK;
    }
    if (str_eq(value, S("0")) || str_eq(value, S("no")) || str_eq(value, S("false"))) {
        *ret = false;
        return OK;
    }
    complain(where, str_c(o->name), "write yes or no");
    return E_INPUT;
}

static Err set(struct config *c, Str where, const struct option *o, Str value)
{
    char *field = (char *)c + o->offset;
    switch (o->kind) {
    case KIND_TEXT:
        if (str_empty(value)) {
            complain(where, str_c(o->name),
                     "the value is empty; give one or leave the setting out");
            return E_INPUT;
        }
        *(Str *)(void *)field = value;
        return OK;
    case KIND_INT:
        if (number_parse(value, 1, 64, (int64_t *)(void *)field) != OK) {
            complain(where, str_c(o->name), "write a whole number from 1 to 64");
            return E_INPUT;
        }
        return OK;
    case KIND_FLAG:
        return set_flag(where, o, value, (bool *)(void *)field);
    }
    return E_BUG;
}

static Err from_file(struct arena *a, const char *path, struct config *c)
{
    Str text;
    Err e = file_read(a, str_c(path), (size_t)64 * 1024, &text);
    if (e == E_NONE) {
        return OK;
    }
    if (e != OK) {
        complain(str_c(path), S("file"),
                 "cannot be read; check its rights and that it is under 64 KB");
        return E_INPUT;
    }
    Err all = OK;
    while (text.n > 0) {
        Str line = str_trim(str_cut(&text, '\n'));
        if (line.n == 0 || line.p[0] == '#') {
            continue;
        }
        Str name = str_trim(str_cut(&line, '='));
        const struct option *o = option_named(name);
        if (o == NULL) {
            complain(str_c(path), name, "no such setting; see ocop --help");
            all = E_INPUT;
        } else if (set(c, str_c(path), o, str_trim(line)) != OK) {
            all = E_INPUT;
        }
    }
    return all;
}

static Err from_environment(struct arena *a, struct config *c)
{
    Err all = OK;
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        Str name = str_fmt(a, "OCOP_%s", options[i].name);
        char *p = str_cstr(a, name);
        for (size_t k = 0; k < name.n; k++) {
            if (p[k] >= 'a' && p[k] <= 'z') {
                p[k] = (char)(p[k] - 'a' + 'A');
            }
        }
        const char *value = getenv(p);
        if (value != NULL && set(c, str_c(p), &options[i], str_dup(a, str_c(value))) != OK) {
            all = E_INPUT;
        }
    }
    return all;
}

/* One "--name value", "--name=value" or "--flag"; moves *i on. */
static Err from_option(struct arena *a, int argc, char **argv, int *i, struct config *c)
{
    Str arg = str_c(argv[*i]);
    Str rest = str_skip(arg, 2);
    Str name = str_cut(&rest, '=');
    bool has_value = name.n + 2 < arg.n;
    const struct option *o = option_named(canonical(a, name));
    if (o == NULL || str_find_c(name, '_') < name.n) {
        complain(S("command line"), arg, "no such option; see ocop --help");
        return E_INPUT;
    }
    if (o->kind == KIND_FLAG && !has_value) {
        return set(c, S("command line"), o, S("yes"));
    }
    if (!has_value) {
        if (*i + 1 >= argc) {
            complain(S("command line"), arg, "needs a value after it");
            return E_INPUT;
        }
        rest = str_c(argv[++*i]);
    }
    return set(c, S("command line"), o, rest);
}

static bool is_loopback(Str listen)
{
    return str_starts(listen, S("127.")) || str_starts(listen, S("[::1]:")) ||
           str_starts(listen, S("localhost:")) || str_starts(listen, S("unix:"));
}

static bool listen_shape(Str listen)
{
    if (str_starts(listen, S("unix:/"))) {
        return listen.n > 6;
    }
    size_t colon = listen.n;
    for (size_t i = 0; i < listen.n; i++) {
        if (listen.p[i] == ':') {
            colon = i;
        }
    }
    int64_t port;
    return colon > 0 && colon < listen.n &&
           number_parse(str_skip(listen, colon + 1), 1, 65535, &port) == OK;
}

static Err check_shapes(const struct config *c)
{
    Err e = OK;
    if (!listen_shape(c->listen)) {
        complain(S("listen"), c->listen, "write ADDRESS:PORT (port 1 to 65535) or unix:/path");
        e = E_INPUT;
    }
    if (!str_starts(c->db, S("sqlite:")) && !str_starts(c->db, S("postgresql://")) &&
        !str_starts(c->db, S("postgres://"))) {
        complain(S("db"), c->db, "write sqlite:PATH or postgresql://user@host/name");
        e = E_INPUT;
    }
    if (!str_starts(c->base_url, S("http://")) && !str_starts(c->base_url, S("https://"))) {
        complain(S("base_url"), c->base_url,
                 "must begin with https:// (or http:// on this machine)");
        e = E_INPUT;
    } else if (str_ends(c->base_url, S("/"))) {
        complain(S("base_url"), c->base_url, "leave out the slash at the end");
        e = E_INPUT;
    }
    return e;
}

static Err check_safety(struct arena *a, const struct config *c)
{
    Err e = OK;
    if (!is_loopback(c->listen) && !c->behind_proxy) {
        complain(S("listen"), c->listen,
                 "not safe: this address is reachable from outside and nothing encrypts it. Put a "
                 "reverse proxy with TLS in front (deploy/nginx.conf) and set behind_proxy, or "
                 "listen on 127.0.0.1");
        e = E_INPUT;
    }
    if (c->demo && !is_loopback(c->listen)) {
        complain(S("demo"), S("yes"),
                 "not safe: demonstration accounts have printed passwords; listen on 127.0.0.1");
        e = E_INPUT;
    }
    Date day;
    if (!str_empty(c->today) && !c->demo) {
        complain(S("today"), c->today,
                 "not safe: only a demonstration may play on another day; leave it out");
        e = E_INPUT;
    } else if (!str_empty(c->today) && date_parse_iso(c->today, &day) != OK) {
        complain(S("today"), c->today, "write a day as 2026-06-12");
        e = E_INPUT;
    }
    if (c->behind_proxy && !str_starts(c->base_url, S("https://"))) {
        complain(S("base_url"), c->base_url,
                 "not safe: behind a proxy the public address must be https://, or sessions travel "
                 "in the clear");
        e = E_INPUT;
    }
    struct stat st;
    if (stat(str_cstr(a, c->data), &st) == 0) {
        if (!S_ISDIR(st.st_mode)) {
            complain(S("data"), c->data, "is not a folder");
            e = E_INPUT;
        } else if ((st.st_mode & S_IWOTH) != 0) {
            complain(S("data"), c->data,
                     "not safe: every user of this machine may write there; chmod o-w it");
            e = E_INPUT;
        }
    }
    return e;
}

Err config_load(struct arena *a, int argc, char **argv, const char *conf_path, struct config *ret,
                int *ret_rest)
{
    struct config c = { .listen = S("127.0.0.1:8080"),
                        .data = S("var"),
                        .site_name = S("OCOP Bình Thuận – Lâm Đồng") };
    Err e = from_file(a, conf_path, &c);
    if (from_environment(a, &c) != OK) {
        e = E_INPUT;
    }
    int rest = 0;
    for (int i = 0; i < argc; i++) {
        if (str_starts(str_c(argv[i]), S("--"))) {
            if (from_option(a, argc, argv, &i, &c) != OK) {
                e = E_INPUT;
            }
        } else {
            argv[rest++] = argv[i];
        }
    }
    if (str_none(c.db)) {
        c.db = str_fmt(a, "sqlite:%.*s/ocop.db", STR_ARG(c.data));
    }
    if (str_none(c.base_url)) {
        c.base_url = str_starts(c.listen, S("unix:"))
                         ? S("http://localhost")
                         : str_fmt(a, "http://%.*s", STR_ARG(c.listen));
    }
    if (check_shapes(&c) != OK || check_safety(a, &c) != OK) {
        e = E_INPUT;
    }
    TRY(e);
    *ret = c;
    *ret_rest = rest;
    return OK;
}

/* postgresql://user:secret@host -> postgresql://user:***@host */
static void print_db(struct out *o, Str db)
{
    size_t at = str_find_c(db, '@');
    size_t scheme = str_find(db, S("://"));
    if (at == db.n || scheme == db.n) {
        out_raw(o, db);
        return;
    }
    Str user = str_sub(db, scheme + 3, at);
    out_raw(o, str_sub(db, 0, scheme + 3));
    out_raw(o, str_cut(&user, ':'));
    out_raw(o, user.n > 0 ? S(":***") : S(""));
    out_raw(o, str_skip(db, at));
}

void config_print(const struct config *c, struct out *o)
{
    for (size_t i = 0; i < COUNT_OF(options); i++) {
        const char *field = (const char *)c + options[i].offset;
        out_raw(o, str_c(options[i].name));
        out_raw(o, S(" = "));
        switch (options[i].kind) {
        case KIND_TEXT:
            if (str_eq(str_c(options[i].name), S("db"))) {
                print_db(o, c->db);
            } else {
                out_raw(o, *(const Str *)(const void *)field);
            }
            break;
        case KIND_INT:
            out_int(o, *(const int64_t *)(const void *)field);
            break;
        case KIND_FLAG:
            out_raw(o, *(const bool *)(const void *)field ? S("yes") : S("no"));
            break;
        }
        out_c(o, '\n');
    }
}

int64_t config_ahead(const struct config *c)
{
    Date day;
    if (str_empty(c->today) || date_parse_iso(c->today, &day) != OK) {
        return 0;
    }
    return (day.v - date_of(time_wall_clock()).v) * TIME_DAY;
}

Str config_help(void)
{
    return S(
        "options (also OCOP_<NAME> in the environment and <name> = value in /etc/ocop/ocop.conf):\n"
        "  --listen ADDR:PORT   address to serve on (127.0.0.1:8080), or unix:/path\n"
        "  --data DIR           folder of files and of the SQLite database (var)\n"
        "  --db URL             sqlite:PATH or postgresql://user@host/name (sqlite:DIR/ocop.db)\n"
        "  --base-url URL       public address printed in QR codes (http://ADDR:PORT)\n"
        "  --site-name TEXT     name in the page header\n"
        "  --workers N          worker processes, 1 to 64\n"
        "  --behind-proxy       a reverse proxy with TLS stands in front\n"
        "  --demo               load the demonstration province into an empty database\n"
        "  --today YYYY-MM-DD   with --demo: the demonstration plays on this day\n");
}

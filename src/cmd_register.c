/* cmd_register.c: ocop register import FILE.xlsx|.csv [--dry-run] [--json]: the office register
 * from the command line. Exit codes: 0 every row is good; 1 nothing was imported (broken file, no
 * register in it, database); 2 wrong use; 3 imported (or checked, with --dry-run), but rows with
 * errors wait for correction. */
#include "cmd.h"
#include "domain/access/access.h"
#include "domain/register/register.h"
#include "messages.h"
#include "platform/i18n/i18n.h"

#include <stdio.h>
#include <unistd.h>

enum { EXIT_GOOD = 0, EXIT_NOTHING = 1, EXIT_USE = 2, EXIT_ROWS_WAIT = 3 };

static const char conf_path[] = "/etc/ocop/ocop.conf";
static const char usage[] =
    "usage: ocop register import FILE.xlsx|FILE.csv [--dry-run] [--json] [--db URL] [--data DIR]\n"
    "  --dry-run  read and report, write nothing\n"
    "  --json     print {\"rows\",\"good\",\"issues\"} on standard output\n"
    "exit: 0 every row good, 1 nothing imported, 2 wrong use, 3 rows with errors wait\n";

struct order {
    bool dry_run, json;
    Str path, bytes;
    struct register_book book;
    struct register_done done;
};

static Err carry_out(struct tx *tx, void *arg)
{
    struct order *o = arg;
    struct workbook book;
    TRY(register_open(tx, o->bytes, &book));
    TRY(register_read(tx, &book, &o->book));
    if (o->dry_run) {
        return OK;
    }
    Str name = o->path;
    while (str_find_c(name, '/') < name.n) {
        name = str_skip(name, str_find_c(name, '/') + 1);
    }
    const struct register_import_new n = { .file_name = name, .file = hash_of(o->bytes) };
    return register_import(tx, &n, &o->book, ID_NONE, &o->done);
}

/* Our own switches out of argv, which the settings' reader does not know. */
static int take_switches(int argc, char **argv, struct order *o)
{
    int n = 0;
    for (int i = 0; i < argc; i++) {
        Str s = str_c(argv[i]);
        if (str_eq(s, S("--dry-run"))) {
            o->dry_run = true;
        } else if (str_eq(s, S("--json"))) {
            o->json = true;
        } else {
            argv[n++] = argv[i];
        }
    }
    return n;
}

static Err read_file(struct arena *a, struct order *o)
{
    Err e = file_read(a, o->path, LIMIT_SHEET_BYTES, &o->bytes);
    if (e == E_LIMIT) {
        (void)fprintf(stderr, "ocop register: %.*s: %.*s\n", STR_ARG(o->path),
                      STR_ARG(i18n_text(LANG_VI, M_REGISTER_FILE_TOO_LARGE)));
    } else if (e != OK) {
        (void)fprintf(stderr, "ocop register: %.*s: %.*s\n", STR_ARG(o->path),
                      STR_ARG(i18n_text(LANG_VI, M_REGISTER_FILE_CANNOT_READ)));
    }
    return e;
}

static void print(const struct order *o)
{
    struct out *out CLEANUP(out_cleanup) = out_new((size_t)LIMIT_SHEET_UNPACKED);
    if (o->json) {
        register_report_json(out, &o->book);
        out_c(out, '\n');
    } else {
        register_report_text(out, &o->book);
        if (!o->dry_run) {
            const struct register_done *d = &o->done;
            out_fmt(out, "%.*s: %lld / %lld / %lld / %lld\n",
                    STR_ARG(i18n_text(LANG_VI, M_REGISTER_DONE_COUNTS)), (long long)d->producers,
                    (long long)d->products, (long long)d->recognitions, (long long)d->changes);
        }
    }
    if (fd_write_all(STDOUT_FILENO, out_view(out)) != OK) {
        log_line(LOG_WARN, "cmd", "standard output is closed");
    }
}

static int import(struct arena *a, const struct config *c, struct order *o)
{
    struct db *db = NULL;
    struct problems problems = { .arena = a };
    if (read_file(a, o) != OK || cmd_open_db(c, a, &db) != OK) {
        return EXIT_NOTHING;
    }
    struct tx_opts opts = { .mode = o->dry_run ? TX_READ : TX_WRITE,
                            .action = REGISTER_IMPORT,
                            .next_state = IMPORT_DONE,
                            .arena = a,
                            .problems = &problems,
                            .now = TIME_NONE,
                            .actor = { .name = S("ocop register") } };
    Err e = tx_run(db, &opts, carry_out, o);
    db_close(db);
    for (size_t i = 0; i < problems.n && e != OK; i++) {
        Str t = i18n_fmt(a, LANG_VI, problems.v[i].key, problems.v[i].arg[0], problems.v[i].arg[1],
                         STR_NONE);
        (void)fprintf(stderr, "ocop register: %.*s: %.*s\n", STR_ARG(o->path), STR_ARG(t));
    }
    if (e != OK) {
        return EXIT_NOTHING;
    }
    print(o);
    return (size_t)o->book.good == o->book.n_rows ? EXIT_GOOD : EXIT_ROWS_WAIT;
}

int cmd_register(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct config c;
    struct order o = { .dry_run = false };
    int rest;
    argc = take_switches(argc, argv, &o);
    if (config_load(a, argc, argv, conf_path, &c, &rest) != OK) {
        return EXIT_USE;
    }
    if (rest != 2 || !str_eq(str_c(argv[0]), S("import"))) {
        (void)fputs(usage, stderr);
        return EXIT_USE;
    }
    o.path = str_c(argv[1]);
    return import(a, &c, &o);
}

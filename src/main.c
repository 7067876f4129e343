/* main.c: which command; nothing else. */
#include "cmd.h"

#include <stdio.h>

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
};

/* clang-format off */
static const struct command commands[] = {
    { "serve",    cmd_serve,    "serve the pages and run the jobs (the usual way to start)" },
    { "migrate",  cmd_migrate,  "bring the database up to this program's schema and data" },
    { "jobs",     cmd_jobs,     "run the jobs process alone" },
    { "score",    cmd_score,    "score sheets from JSON lines: ocop score [FILE|-]" },
    { "register", cmd_register, "import the office register: ocop register import FILE.xlsx [--dry-run] [--json]" },
    { "check",    cmd_check,    "check invariants of the data and the audit chain" },
    { "admin",    cmd_admin,    "make the first administrator: ocop admin create LOGIN" },
    { "policy",   cmd_policy,   "print the policy table: ocop policy [--json|--markdown]" },
    { "workflow", cmd_workflow, "print the workflow: ocop workflow [--svg [YYYY-MM-DD]|--check]" },
    { "config",   cmd_config,   "print the settings as they stand" },
};
/* clang-format on */

static void help(FILE *to)
{
    (void)fprintf(to, "ocop: the One Commune One Product programme of a province\n\nusage: ocop "
                      "COMMAND [options]\n\n");
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        (void)fprintf(to, "  %-10s %s\n", commands[i].name, commands[i].help);
    }
    (void)fprintf(to, "\n%s", config_help().p);
}

int main(int argc, char **argv)
{
    hash_init();
    if (argc < 2) {
        help(stderr);
        return 2;
    }
    Str name = str_c(argv[1]);
    if (str_eq(name, S("--help")) || str_eq(name, S("help")) || str_eq(name, S("-h"))) {
        help(stdout);
        return 0;
    }
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (str_eq(name, str_c(commands[i].name))) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    (void)fprintf(stderr, "ocop: %s: no such command; see ocop --help\n", argv[1]);
    return 2;
}

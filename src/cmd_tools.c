/* cmd_tools.c: the small commands: migrate, check, admin, policy, config. */
#include "cmd.h"
#include "domain/access/access.h"
#include "platform/i18n/i18n.h"
#include "platform/identity/identity.h"

#include <stdio.h>
#include <unistd.h>

static const char conf_path[] = "/etc/ocop/ocop.conf";

static void print(const struct out *o)
{
    if (fd_write_all(STDOUT_FILENO, out_view(o)) != OK) {
        log_line(LOG_WARN, "cmd", "standard output is closed");
    }
}

int cmd_config(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct config c;
    int rest;
    if (config_load(a, argc, argv, conf_path, &c, &rest) != OK) {
        return 2;
    }
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    config_print(&c, o);
    print(o);
    return 0;
}

int cmd_migrate(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct config c;
    int rest;
    if (config_load(a, argc, argv, conf_path, &c, &rest) != OK) {
        return 2;
    }
    struct db *db = NULL;
    if (cmd_open_db(&c, a, &db) != OK) {
        return 1;
    }
    db_close(db);
    (void)printf("the database is up to date\n");
    return 0;
}

int cmd_check(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct config c;
    int rest;
    if (config_load(a, argc, argv, conf_path, &c, &rest) != OK) {
        return 2;
    }
    struct db *db = NULL;
    if (cmd_open_db(&c, a, &db) != OK) {
        return 1;
    }
    int64_t bad = 0;
    Err e = audit_verify(db, &bad);
    db_close(db);
    if (e != OK) {
        (void)fprintf(stderr, "audit chain broken at entry %lld\n", (long long)bad);
        return 1;
    }
    (void)printf("audit chain: whole\n");
    return 0;
}

struct new_admin {
    struct identity_account_new account;
    Id id;
};

static Err make_admin(struct tx *tx, void *arg)
{
    struct new_admin *n = arg;
    TRY(identity_create(tx, &n->account, &n->id));
    TRY(identity_grant_role(tx, n->id, ROLE_ADMIN, ID_NONE, tx_today(tx), DATE_NONE));
    return tx_note(tx, S("account.admin_created"), n->id);
}

/* The password is read from standard input, so that it never stands in a process list. */
static int admin_create(struct arena *a, const struct config *c, Str login)
{
    char line[IDENTITY_PASSWORD_MAX + 2];
    (void)fprintf(stderr, "password for %.*s (at least %d characters): ", STR_ARG(login),
                  IDENTITY_PASSWORD_MIN);
    if (fgets(line, sizeof line, stdin) == NULL) {
        (void)fprintf(stderr, "ocop admin: no password on standard input\n");
        return 1;
    }
    struct db *db = NULL;
    if (cmd_open_db(c, a, &db) != OK) {
        return 1;
    }
    struct problems problems = { .arena = a };
    struct new_admin n = { .account = {
                               .login = login, .name = login, .password = str_trim(str_c(line)) } };
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = ACCOUNT_MANAGE,
                         .arena = a,
                         .problems = &problems,
                         .now = TIME_NONE,
                         .actor = { .name = S("ocop admin") } };
    Err e = tx_run(db, &o, make_admin, &n);
    db_close(db);
    for (size_t i = 0; i < problems.n; i++) {
        Str t = i18n_fmt(a, LANG_VI, problems.v[i].key, problems.v[i].arg[0], problems.v[i].arg[1],
                         STR_NONE);
        (void)fprintf(stderr, "ocop admin: %.*s: %.*s\n", STR_ARG(problems.v[i].field), STR_ARG(t));
    }
    return e == OK ? 0 : 1;
}

int cmd_admin(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct config c;
    int rest;
    if (config_load(a, argc, argv, conf_path, &c, &rest) != OK) {
        return 2;
    }
    if (rest != 2 || !str_eq(str_c(argv[0]), S("create"))) {
        (void)fprintf(stderr, "usage: ocop admin create LOGIN [--db URL] [--data DIR]\n");
        return 2;
    }
    return admin_create(a, &c, str_c(argv[1]));
}

static const char *const relation_names[] = {
    [REL_ANY] = "any",
    [REL_OWN] = "own",
    [REL_PLACE] = "commune",
    [REL_COUNCIL] = "council",
    [REL_COUNCIL_SELF] = "own sheet",
    [REL_OTHER_HAND] = "another hand (four eyes)",
    [REL_SELF] = "self",
    [REL_DISTRICT] = "district",
    [REL_DISTRICT_HAND] = "district, another hand (four eyes)",
};

static void policy_row(struct out *o, const struct access_rule *r)
{
    out_fmt(o, "| %s | %s | %s | ", access_action_name(r->action), access_role_name(r->role),
            relation_names[r->relation]);
    if (r->from == ACCESS_ANY_STATE) {
        out_raw(o, S("any"));
    } else {
        const char *sep = "";
        for (int s = 0; s < 63; s++) {
            if ((r->from & ACCESS_IN(s)) != 0) {
                out_fmt(o, "%s%d", sep, s);
                sep = " ";
            }
        }
    }
    out_fmt(o, " | %d | %llx | %llx | %s |\n", r->to, (unsigned long long)r->needs,
            (unsigned long long)r->never, r->basis);
}

/* doc/permissions.md is this output; a test compares them. */
int cmd_policy(int argc, char **argv)
{
    (void)argv;
    if (argc != 0) {
        (void)fprintf(stderr, "usage: ocop policy\n");
        return 2;
    }
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    out_raw(o, S("# Who may do what\n\nWritten by `ocop policy` from src/domain/access/policy.c. "
                 "Do not edit.\n\n"
                 "| Action | Role | Relation | From states | To | Needs | Never | Basis "
                 "|\n|---|---|---|---|---|---|---|---|\n"));
    for (size_t i = 0; i < access_policy.n; i++) {
        policy_row(o, &access_policy.v[i]);
    }
    print(o);
    return 0;
}

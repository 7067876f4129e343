/* test.c: checks, and the runner: every test in a process of its own, so that a crash is one
 * failure. */
#include "platform/test/test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int failures;
static struct arena *memory;

static bool note(bool ok, const char *file, int line)
{
    if (!ok) {
        failures++;
        (void)fprintf(stderr, "  %s:%d: ", file, line);
    }
    return ok;
}

bool test_check(bool ok, const char *file, int line, const char *what)
{
    if (!note(ok, file, line)) {
        (void)fprintf(stderr, "not true: %s\n", what);
    }
    return ok;
}

bool test_int(int64_t got, int64_t want, const char *file, int line, const char *what)
{
    if (!note(got == want, file, line)) {
        (void)fprintf(stderr, "%s is %lld, wanted %lld\n", what, (long long)got, (long long)want);
    }
    return got == want;
}

bool test_str(Str got, Str want, const char *file, int line, const char *what)
{
    bool ok = str_eq(got, want);
    if (!note(ok, file, line)) {
        (void)fprintf(stderr, "%s is \"%.*s\", wanted \"%.*s\"\n", what, STR_ARG(got),
                      STR_ARG(want));
    }
    return ok;
}

struct arena *test_arena(void)
{
    if (memory == NULL) {
        memory = arena_new();
    }
    return memory;
}

int test_failures(void)
{
    return failures;
}

Time test_now(void)
{
    Date d;
    BUG_UNLESS(date_make(2026, 6, 12, &d) == OK);
    return (Time){ time_start_of(d).v + (9 * 3600 + 30 * 60) * TIME_SECOND };
}

/* In the child: runs the body, tells by the exit code. */
static void child(const struct test_case *t, enum db_engine engine)
{
    (void)alarm(300);
    if (t->run != NULL) {
        t->run();
    } else {
        struct db *db = NULL;
        Err e = test_db_open(engine, &db);
        if (e == OK) {
            t->run_db(db);
            test_db_close(db);
        } else {
            (void)fprintf(stderr, "  no database: %s\n",
                          e == E_NONE ? "OCOP_TEST_PG is not set" : "cannot be opened");
            failures++;
        }
    }
    arena_free(memory);
    memory = NULL;
    (void)fflush(NULL);
    exit(failures == 0 ? 0 : 1);
}

static bool run_one(const struct test_case *t, enum db_engine engine, const char *suffix)
{
    (void)fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        child(t, engine);
    }
    int status = 0;
    bool ok =
        pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!ok) {
        (void)fprintf(stderr, "FAILED %s%s%s\n", t->name, suffix,
                      pid > 0 && WIFSIGNALED(status) ? " (killed by a signal)" : "");
    }
    return ok;
}

/* ocop-test [--filter TEXT] [--engine sqlite|pg] */
int main(int argc, char **argv)
{
    Str filter = S(""), engine = S("both");
    for (int i = 1; i + 1 < argc; i += 2) {
        if (str_eq(str_c(argv[i]), S("--filter"))) {
            filter = str_c(argv[i + 1]);
        } else if (str_eq(str_c(argv[i]), S("--engine"))) {
            engine = str_c(argv[i + 1]);
        }
    }
    hash_init();
    int passed = 0, failed = 0;
    for (size_t i = 0; i < test_cases_n; i++) {
        const struct test_case *t = &test_cases[i];
        Str name = str_c(t->name);
        if (filter.n > 0 && str_find(name, filter) == name.n) {
            continue;
        }
        if (t->run != NULL) {
            run_one(t, DB_SQLITE, "") ? passed++ : failed++;
            continue;
        }
        if (!str_eq(engine, S("pg"))) {
            run_one(t, DB_SQLITE, " [sqlite]") ? passed++ : failed++;
        }
        if (!str_eq(engine, S("sqlite"))) {
            run_one(t, DB_PG, " [pg]") ? passed++ : failed++;
        }
    }
    (void)printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
}

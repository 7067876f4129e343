/* test.c: checks, and the runner: every test in a process of its own, so that a crash is one
 * failure, and as many at once as there are processors. */
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
    (void)alarm(900);
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

/* ---- the runner ---- */

enum { AT_ONCE_MAX = 64 };

/* A test that runs now; what it writes waits in a file, so that the lines of two tests do not
 * mix. */
struct running {
    const struct test_case *test; /* NULL: this place is free */
    const char *suffix;
    pid_t pid;
    FILE *said;
};

struct runner {
    struct running at_once[AT_ONCE_MAX];
    long n, passed, failed;
    Str filter, engine, pg_only;
    long left_out;
};

static void tell(FILE *said)
{
    char part[4096];
    rewind(said);
    for (size_t n = fread(part, 1, sizeof part, said); n > 0;
         n = fread(part, 1, sizeof part, said)) {
        (void)fwrite(part, 1, n, stderr);
    }
    (void)fclose(said);
}

/* Waits for one of the running ones to end and frees its place. */
static void wait_for_one(struct runner *r)
{
    int status = 0;
    pid_t pid = waitpid(-1, &status, 0);
    BUG_UNLESS(pid > 0);
    long i = 0;
    while (i < r->n && (r->at_once[i].test == NULL || r->at_once[i].pid != pid)) {
        i++;
    }
    if (i == r->n) {
        return; /* an orphan of a test, adopted where we are process 1 */
    }
    struct running *t = &r->at_once[i];
    tell(t->said);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        r->passed++;
    } else {
        r->failed++;
        (void)fprintf(stderr, "FAILED %s%s%s\n", t->test->name, t->suffix,
                      WIFSIGNALED(status) ? " (killed by a signal)" : "");
    }
    t->test = NULL;
}

static struct running *free_place(struct runner *r)
{
    for (;;) {
        for (long i = 0; i < r->n; i++) {
            if (r->at_once[i].test == NULL) {
                return &r->at_once[i];
            }
        }
        wait_for_one(r);
    }
}

static void start(struct runner *r, const struct test_case *t, enum db_engine engine,
                  const char *suffix)
{
    struct running *place = free_place(r);
    FILE *said = tmpfile();
    BUG_UNLESS(said != NULL);
    (void)fflush(NULL);
    pid_t pid = fork();
    BUG_UNLESS(pid >= 0);
    if (pid == 0) {
        int fd = fileno(said);
        BUG_UNLESS(dup2(fd, STDOUT_FILENO) >= 0 && dup2(fd, STDERR_FILENO) >= 0);
        child(t, engine);
    }
    *place = (struct running){ t, suffix, pid, said };
}

static void run_all(struct runner *r)
{
    for (size_t i = 0; i < test_cases_n; i++) {
        const struct test_case *t = &test_cases[i];
        Str name = str_c(t->name);
        if (r->filter.n > 0 && str_find(name, r->filter) == name.n) {
            continue;
        }
        if (t->run != NULL) {
            start(r, t, DB_SQLITE, "");
            continue;
        }
        if (!str_eq(r->engine, S("pg"))) {
            start(r, t, DB_SQLITE, " [sqlite]");
        }
        if (r->pg_only.n > 0 && str_find(name, r->pg_only) == name.n) {
            r->left_out++;
        } else if (!str_eq(r->engine, S("sqlite"))) {
            start(r, t, DB_PG, " [pg]");
        }
    }
    for (long i = 0; i < r->n; i++) {
        while (r->at_once[i].test != NULL) {
            wait_for_one(r);
        }
    }
}

/* ocop-test [--filter TEXT] [--engine sqlite|pg] [--jobs N] [--pg-only TEXT]: as many at once as
 * there are processors, or N; on PostgreSQL tests without TEXT in their name are left out, and
 * told. */
int main(int argc, char **argv)
{
    struct runner r = { .n = sysconf(_SC_NPROCESSORS_ONLN), .engine = S("both") };
    for (int i = 1; i < argc; i += 2) {
        Str option = str_c(argv[i]), value = i + 1 < argc ? str_c(argv[i + 1]) : S("");
        int64_t jobs = 0;
        if (str_eq(option, S("--filter"))) {
            r.filter = value;
        } else if (str_eq(option, S("--pg-only"))) {
            r.pg_only = value;
        } else if (str_eq(option, S("--engine")) &&
                   (str_eq(value, S("sqlite")) || str_eq(value, S("pg")))) {
            r.engine = value;
        } else if (str_eq(option, S("--jobs")) &&
                   number_parse(value, 1, AT_ONCE_MAX, &jobs) == OK) {
            r.n = (long)jobs;
        } else {
            (void)fprintf(stderr, "ocop-test: %s: not understood\n", argv[i]);
            return 2;
        }
    }
    r.n = r.n < 1 ? 1 : r.n > AT_ONCE_MAX ? AT_ONCE_MAX : r.n;
    hash_init();
    run_all(&r);
    if (r.left_out > 0) {
        (void)printf("left out on PostgreSQL: %ld without \"%s\" in the name\n", r.left_out,
                     str_cstr(test_arena(), r.pg_only));
    }
    (void)printf("%ld passed, %ld failed\n", r.passed, r.failed);
    return r.failed == 0 && r.passed > 0 ? 0 : 1;
}

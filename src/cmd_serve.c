/* cmd_serve.c: the commands that keep running: serve (workers and jobs) and jobs alone. */
#include "cmd.h"
#include "app.h"
#include "domain/demo/demo.h"
#include "platform/http/http.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CONNECTIONS = 2000, TIMEOUT_S = 30, WORKERS_SQLITE = 2, WORKERS_PG = 4 };

static const char conf_path[] = "/etc/ocop/ocop.conf";

Err cmd_open_db(const struct config *c, struct arena *a, struct db **ret)
{
    struct db *db = NULL;
    if (file_make_dir(c->data) != OK) {
        (void)fprintf(stderr, "ocop: %.*s: cannot make this folder\n", STR_ARG(c->data));
        return E_IO;
    }
    Err e = db_open(c->db, &db);
    if (e == OK) {
        e = db_migrate(db);
    }
    if (e == OK) {
        e = app_load_builtin(db, a, (Time){ time_wall_clock().v + config_ahead(c) });
    }
    if (e != OK) {
        (void)fprintf(stderr, "ocop: the database cannot be used; the line above says why\n");
        db_close(db);
        return e;
    }
    *ret = db;
    return OK;
}

/* ---- a worker ---- */

struct worker_state {
    struct db *db;
    struct app *app;
    int64_t ahead; /* of the machine's clock: config_ahead() */
};

static Time shown_clock(void *arg)
{
    const struct worker_state *s = arg;
    return (Time){ time_wall_clock().v + s->ahead };
}

static Err worker_open(const struct config *c, struct worker_state **ret)
{
    struct worker_state *s = calloc(1, sizeof *s);
    BUG_UNLESS(s != NULL);
    s->ahead = config_ahead(c);
    Err e = db_open(c->db, &s->db);
    if (e == OK) {
        e = app_open(c, s->db, s->ahead == 0 ? NULL : shown_clock, s, &s->app);
    }
    if (e != OK) {
        db_close(s->db);
        free(s);
        return e;
    }
    db_share_reads(s->db);
    *ret = s;
    return OK;
}

static Err start(void *arg, int worker, void **ret)
{
    (void)worker;
    struct worker_state *s = NULL;
    TRY(worker_open(arg, &s));
    *ret = s;
    return OK;
}

static Err answer(void *state, struct http_request *q, struct http_response *r)
{
    struct worker_state *s = state;
    return web_answer(s->app->web, q, r);
}

static bool takes_files(void *state, const struct http_request *q)
{
    const struct worker_state *s = state;
    return web_takes_files(s->app->web, q);
}

static void settle(void *state)
{
    const struct worker_state *s = state;
    db_settle(s->db);
}

static void stop(void *state)
{
    struct worker_state *s = state;
    if (s != NULL) {
        app_close(s->app);
        db_close(s->db);
        free(s);
    }
}

/* ---- the jobs process ---- */

static Err run_jobs(void *arg)
{
    struct worker_state *s = NULL;
    TRY(worker_open(arg, &s));
    Err e = jobs_loop(s->db, app_jobs, app_jobs_n, s->ahead, &s->app->program);
    stop(s);
    return e;
}

static void say_ready(void *arg, Str address)
{
    const struct config *c = arg;
    (void)printf("ocop serves on http://%.*s\n", STR_ARG(address));
    for (size_t i = 0; c->demo && demo_accounts[i].login != NULL; i++) {
        if (i == 0) {
            (void)printf("demonstration accounts, password \"%.*s\":\n", STR_ARG(DEMO_PASSWORD));
        }
        if (!demo_accounts[i].district || !str_empty(c->today)) {
            (void)printf("  %-12s %s%s\n", demo_accounts[i].login, demo_accounts[i].what,
                         demo_accounts[i].district ? " (khi còn cấp huyện)" : "");
        }
    }
    (void)fflush(stdout);
}

/* The demonstration province into an empty database. */
static Err load_demo(const struct config *c, struct db *db)
{
    Err e = app_load_demo(c, db, (Time){ time_wall_clock().v + config_ahead(c) });
    if (e == E_REFUSED) {
        (void)fprintf(stderr, "ocop: demo: yes: this database holds real data; the demonstration "
                              "province is never loaded on top of it. Give another --data or --db, "
                              "or leave --demo out\n");
    } else if (e != OK) {
        (void)fprintf(stderr, "ocop: the demonstration province cannot be loaded; the line above "
                              "says why. Remove the data folder before the next try\n");
    }
    return e;
}

/* Schema, built-in data and demonstration, in a process of its own: what that reads and parses is
 * not carried along by every worker. Returns an exit code. */
static int prepare(const struct config *c, struct arena *a)
{
    struct db *db = NULL;
    if (cmd_open_db(c, a, &db) != OK) {
        return 1;
    }
    Err demo = c->demo ? load_demo(c, db) : OK;
    db_close(db);
    return demo == OK ? 0 : demo == E_REFUSED ? 2 : 1;
}

static int prepare_apart(const struct config *c, struct arena *a)
{
    (void)fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        _exit(prepare(c, a));
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        (void)fprintf(stderr, "ocop: the preparation of the database was cut off\n");
        return 1;
    }
    return WEXITSTATUS(status);
}

int cmd_serve(int argc, char **argv)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct config c;
    int rest;
    if (config_load(a, argc, argv, conf_path, &c, &rest) != OK) {
        return 2;
    }
    if (rest != 0) {
        (void)fprintf(stderr, "ocop serve: %s: not understood; see ocop --help\n", argv[0]);
        return 2;
    }
    int prepared = prepare_apart(&c, a);
    if (prepared != 0) {
        return prepared;
    }
    if (c.workers == 0) {
        c.workers = str_starts(c.db, S("sqlite:")) ? WORKERS_SQLITE : WORKERS_PG;
    }
    struct http_config h = { .listen = c.listen,
                             .workers = (int)c.workers,
                             .upload_dir = str_cat(a, c.data, S("/upload")),
                             .behind_proxy = c.behind_proxy,
                             .max_connections = CONNECTIONS,
                             .request_timeout_s = TIMEOUT_S };
    if (file_make_dir(h.upload_dir) != OK) {
        return 1;
    }
    struct http_app app = { start, answer, stop, takes_files, settle, &c };
    struct http_extra jobs = { "jobs", run_jobs, &c };
    return http_serve(&h, &app, &jobs, 1, say_ready, &c) == OK ? 0 : 1;
}

int cmd_jobs(int argc, char **argv)
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
    return run_jobs(&c) == OK ? 0 : 1;
}

/* supervise.c: the supervisor: binds, forks workers and helpers, restarts what dies, passes the end
 * on. It touches no request and opens no database. */
#include "platform/http/server.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAUSE_FIRST_MS = 50, PAUSE_LONGEST_MS = 10000, HEALTHY_S = 30, READY_S = 60 };

struct child {
    pid_t pid;          /* 0: waits for its restart */
    int64_t started_us; /* when it was forked */
    int64_t restart_us; /* when it will be */
    int64_t pause_ms;   /* before the next restart */
};
struct supervisor {
    const struct http_config *config;
    const struct http_app *app;
    const struct http_extra *extra;
    struct listener *listener; /* one a worker; the same for all on a unix socket */
    struct child *child;       /* workers, then extras */
    size_t n_workers, n;
    int signals;
    sigset_t before; /* what the children get back */
    bool ended;
};

static Err run_child(const struct supervisor *s, size_t i, int ready_fd)
{
    if (i >= s->n_workers) {
        const struct http_extra *e = &s->extra[i - s->n_workers];
        return e->run(e->arg);
    }
    struct worker_job job = { s->config, s->app, (int)i, s->listener[i], ready_fd };
    return worker_run(&job);
}

static Err start_child(struct supervisor *s, size_t i, int ready_fd)
{
    struct child *c = &s->child[i];
    pid_t parent = getpid();
    c->started_us = time_wall_clock().v;
    c->pid = fork();
    if (c->pid < 0) {
        c->pid = 0;
        c->restart_us = c->started_us + PAUSE_LONGEST_MS * 1000;
        return fault(E_IO, "fork: errno %d", errno);
    }
    if (c->pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() != parent) {
            _exit(0);
        }
        (void)close(s->signals);
        (void)sigprocmask(SIG_SETMASK, &s->before, NULL);
        Err e = run_child(s, i, ready_fd);
        _exit(e == OK ? 0 : 1);
    }
    return OK;
}

static void reap(struct supervisor *s)
{
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        for (size_t i = 0; i < s->n; i++) {
            struct child *c = &s->child[i];
            if (c->pid != pid) {
                continue;
            }
            int64_t now = time_wall_clock().v;
            bool healthy = now - c->started_us > HEALTHY_S * TIME_SECOND;
            c->pause_ms = healthy || c->pause_ms == 0 ? PAUSE_FIRST_MS : c->pause_ms * 2;
            c->pause_ms = c->pause_ms < PAUSE_LONGEST_MS ? c->pause_ms : PAUSE_LONGEST_MS;
            c->pid = 0;
            c->restart_us = now + c->pause_ms * 1000;
            if (!s->ended) {
                log_line(LOG_WARN, "child", "%s %zu ended (status %d); again in %lld ms",
                         i < s->n_workers ? "worker" : "helper", i, status, (long long)c->pause_ms);
            }
        }
    }
}

static void restart_due(struct supervisor *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->child[i].pid == 0 && s->child[i].restart_us <= time_wall_clock().v &&
            start_child(s, i, -1) != OK) {
            return; /* logged; its restart_us was set */
        }
    }
}

/* Waits for signals at most ms; E_NONE when asked to end. */
static Err wait_signal(struct supervisor *s, int ms)
{
    struct pollfd p = { .fd = s->signals, .events = POLLIN };
    struct signalfd_siginfo info;
    (void)poll(&p, 1, ms);
    while (read(s->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo != SIGCHLD) {
            s->ended = true;
        }
    }
    reap(s);
    return s->ended ? E_NONE : OK;
}

static bool all_gone(const struct supervisor *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->child[i].pid > 0) {
            return false;
        }
    }
    return true;
}

static void stop_all(struct supervisor *s)
{
    s->ended = true;
    int64_t until = time_wall_clock().v + (SERVER_DRAIN_S + 5) * TIME_SECOND;
    for (size_t i = 0; i < s->n; i++) {
        if (s->child[i].pid > 0) {
            (void)kill(s->child[i].pid, SIGTERM);
        }
    }
    while (!all_gone(s) && time_wall_clock().v < until) {
        (void)wait_signal(s, 100);
    }
    for (size_t i = 0; i < s->n; i++) {
        if (s->child[i].pid > 0) {
            (void)kill(s->child[i].pid, SIGKILL);
        }
    }
}

/* One listener a worker on the same port, so that the kernel shares out connections; they stay ours
 * while a worker is down. */
static Err bind_all(struct supervisor *s, struct out *address)
{
    struct listener *l = s->listener;
    TRY(listen_check_free(s->config->listen));
    TRY(listen_open(s->config->listen, true, &l[0], address));
    struct out again;
    out_init(&again, LIMIT_URL);
    Err e = OK;
    for (size_t i = 1; i < s->n_workers && e == OK; i++) {
        out_reset(&again);
        if (l[0].is_unix) {
            l[i] = l[0];
        } else {
            e = listen_open(out_view(address), true, &l[i], &again);
        }
    }
    out_done(&again);
    return e;
}

/* Starts everybody and waits for the first byte of each worker. */
static Err start_all(struct supervisor *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (i >= s->n_workers) {
            TRY(start_child(s, i, -1));
            continue;
        }
        int pipes[2];
        if (pipe(pipes) != 0) {
            return fault(E_IO, "pipe: errno %d", errno);
        }
        Err e = start_child(s, i, pipes[1]);
        (void)close(pipes[1]);
        struct pollfd p = { .fd = pipes[0], .events = POLLIN };
        char byte;
        bool ready = e == OK && poll(&p, 1, READY_S * 1000) == 1 && read(pipes[0], &byte, 1) == 1;
        (void)close(pipes[0]);
        if (!ready) {
            return fault(E_IO, "worker %zu does not start", i);
        }
    }
    return OK;
}

static Err supervise(struct supervisor *s, void (*ready)(void *arg, Str address), void *ready_arg)
{
    struct out *address CLEANUP(out_cleanup) = out_new(LIMIT_URL);
    TRY(bind_all(s, address));
    sigset_t set;
    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGCHLD);
    if (sigprocmask(SIG_BLOCK, &set, &s->before) != 0) {
        return fault(E_IO, "signals cannot be blocked");
    }
    s->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    Err e = start_all(s);
    if (e == OK && ready != NULL) {
        ready(ready_arg, out_view(address));
    }
    while (e == OK && wait_signal(s, 500) == OK) {
        restart_due(s);
    }
    stop_all(s);
    (void)close(s->signals);
    (void)sigprocmask(SIG_SETMASK, &s->before, NULL);
    return e;
}

Err http_serve(const struct http_config *c, const struct http_app *app,
               const struct http_extra *extra, size_t n_extra,
               void (*ready)(void *arg, Str address), void *ready_arg)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    size_t workers = (size_t)c->workers;
    struct supervisor s = { .config = c,
                            .app = app,
                            .extra = extra,
                            .listener = NEW_N(a, struct listener, workers),
                            .child = NEW_N(a, struct child, workers + n_extra),
                            .n_workers = workers,
                            .n = workers + n_extra };
    for (size_t i = 0; i < workers; i++) {
        s.listener[i].fd = -1;
    }
    Err e = supervise(&s, ready, ready_arg);
    for (size_t i = 0; i < workers; i++) {
        if (s.listener[i].fd >= 0 && (i == 0 || !s.listener[0].is_unix)) {
            (void)close(s.listener[i].fd);
        }
    }
    return e;
}

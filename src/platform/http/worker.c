/* worker.c: one worker process: libmicrohttpd driven by our own poll of its epoll descriptor. Its
 * own threads stalled in measurements; this loop did not. */
#include "platform/http/server.h"

#include <libdeflate.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <unistd.h>

bool server_gzip(struct arena *a, Str body, char **ret, size_t *ret_n)
{
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(1);
    if (z == NULL) {
        return false;
    }
    char *to = arena_alloc(a, body.n);
    size_t n = libdeflate_gzip_compress(z, body.p, body.n, to, body.n);
    libdeflate_free_compressor(z);
    if (n == 0) {
        return false;
    }
    *ret = to;
    *ret_n = n;
    return true;
}

static void *on_target(void *arg, const char *target, struct MHD_Connection *c)
{
    (void)c;
    return exchange_new(arg, str_c(target));
}

static enum MHD_Result on_request(void *arg, struct MHD_Connection *c, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_n, void **own)
{
    (void)arg;
    (void)url;
    (void)version;
    return exchange_step(*own, c, str_c(method), data, data_n);
}

static void on_completed(void *arg, struct MHD_Connection *c, void **own,
                         enum MHD_RequestTerminationCode how)
{
    (void)arg;
    (void)c;
    (void)how;
    exchange_free(*own);
    *own = NULL;
}

/* Paths are decoded by our own parser, from the target as sent. */
static size_t on_unescape(void *arg, struct MHD_Connection *c, char *s)
{
    (void)arg;
    (void)c;
    return str_c(s).n;
}

static void on_log(void *arg, const char *format, va_list args)
{
    (void)arg;
    (void)format;
    (void)args; /* peers that break off; our own faults are logged where they arise */
}

static struct MHD_Daemon *start_daemon(struct worker *w)
{
    const struct http_config *c = w->job->config;
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request, w, MHD_OPTION_EXTERNAL_LOGGER,
        on_log, NULL, MHD_OPTION_LISTEN_SOCKET, w->job->listener.fd, MHD_OPTION_URI_LOG_CALLBACK,
        on_target, w, MHD_OPTION_UNESCAPE_CALLBACK, on_unescape, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, w, MHD_OPTION_CONNECTION_LIMIT, (unsigned)c->max_connections,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)c->request_timeout_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)SERVER_POOL, MHD_OPTION_STRICT_FOR_CLIENT, 1,
        MHD_OPTION_END);
}

static int wait_ms(struct MHD_Daemon *d, int most)
{
    MHD_UNSIGNED_LONG_LONG ms = 0;
    return MHD_get_timeout(d, &ms) == MHD_YES && ms < (unsigned)most ? (int)ms : most;
}

/* Runs the daemon until a signal to end, or until nothing is active or the time is over. While
 * requests come in, it waits inside the library's own epoll, which costs one system call a round
 * instead of two, and looks for signals only every SERVER_LOOK_MS. */
static void loop(struct worker *w, struct MHD_Daemon *d, int signals, int64_t until_us)
{
    struct pollfd p[2] = {
        { .fd = MHD_get_daemon_info(d, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, .events = POLLIN },
        { .fd = signals, .events = POLLIN },
    };
    int64_t looked = 0;
    size_t begun = w->begun;
    while (until_us == 0 || (w->active > 0 && time_wall_clock().v < until_us)) {
        int64_t now = time_wall_clock().v, since = now - looked;
        bool busy = w->begun != begun && since >= 0 && since < SERVER_LOOK_MS * 1000;
        begun = w->begun;
        if (!busy) {
            (void)poll(p, until_us == 0 ? 2 : 1, wait_ms(d, 1000));
            looked = time_wall_clock().v;
            if (until_us == 0 && (p[1].revents & POLLIN) != 0) {
                return;
            }
        }
        (void)MHD_run_wait(d, busy ? wait_ms(d, SERVER_LOOK_MS) : 0);
        if (w->job->app->rest != NULL && w->begun != begun) {
            w->job->app->rest(w->state);
        }
    }
}

static Err serve(struct worker *w)
{
    sigset_t end;
    (void)sigemptyset(&end);
    (void)sigaddset(&end, SIGTERM);
    (void)sigaddset(&end, SIGINT);
    if (sigprocmask(SIG_BLOCK, &end, NULL) != 0) {
        return fault(E_IO, "signals cannot be blocked");
    }
    int signals CLEANUP(fd_cleanup) = signalfd(-1, &end, SFD_CLOEXEC | SFD_NONBLOCK);
    struct MHD_Daemon *d = start_daemon(w);
    if (signals < 0 || d == NULL) {
        return fault(E_IO, "worker %d cannot serve", w->job->number);
    }
    if (w->job->ready_fd >= 0) {
        TRY(fd_write_all(w->job->ready_fd, S("1")));
        (void)close(w->job->ready_fd);
    }
    loop(w, d, signals, 0);
    int listener = MHD_quiesce_daemon(d);
    loop(w, d, signals, time_wall_clock().v + SERVER_DRAIN_S * TIME_SECOND);
    MHD_stop_daemon(d);
    (void)listener; /* the supervisor's */
    return OK;
}

Err worker_run(const struct worker_job *job)
{
    struct worker w = { .job = job };
    TRY(job->app->start(job->app->arg, job->number, &w.state));
    Err e = serve(&w);
    while (w.n_spare_replies > 0) {
        out_free(w.spare_reply[--w.n_spare_replies]);
    }
    while (w.n_spare > 0) {
        arena_free(w.spare[--w.n_spare]);
    }
    job->app->stop(w.state);
    return e;
}

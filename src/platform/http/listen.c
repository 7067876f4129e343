/* listen.c: addresses and listening sockets. */
#include "platform/http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_un local;
};

/* "127.0.0.1:80", "[::1]:80": numbers only, no name is looked up. */
static Err parse_inet(Str s, union address *to, socklen_t *ret_size)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    size_t colon = s.n;
    while (colon > 0 && s.p[colon - 1] != ':') {
        colon--;
    }
    int64_t port = 0;
    if (colon == 0 || number_parse(str_skip(s, colon), 0, 65535, &port) != OK) {
        return E_INPUT;
    }
    Str host = str_sub(s, 0, colon - 1);
    memset(to, 0, sizeof *to);
    if (str_starts(host, S("[")) && str_ends(host, S("]"))) {
        to->v6.sin6_family = AF_INET6;
        to->v6.sin6_port = htons((uint16_t)port);
        *ret_size = sizeof to->v6;
        const char *text = str_cstr(a, str_sub(host, 1, host.n - 1));
        return inet_pton(AF_INET6, text, &to->v6.sin6_addr) == 1 ? OK : E_INPUT;
    }
    to->v4.sin_family = AF_INET;
    to->v4.sin_port = htons((uint16_t)port);
    *ret_size = sizeof to->v4;
    return inet_pton(AF_INET, str_cstr(a, host), &to->v4.sin_addr) == 1 ? OK : E_INPUT;
}

static Err parse_local(Str path, union address *to, socklen_t *ret_size)
{
    memset(to, 0, sizeof *to);
    if (path.n == 0 || path.n >= sizeof to->local.sun_path) {
        return E_INPUT;
    }
    to->local.sun_family = AF_UNIX;
    memcpy(to->local.sun_path, path.p, path.n);
    *ret_size = sizeof to->local;
    return OK;
}

/* A socket file left by a server that is gone is removed; one that answers is not ours to take. */
static Err remove_dead_socket(const union address *at, socklen_t size)
{
    struct stat st;
    if (lstat(at->local.sun_path, &st) != 0) {
        return OK;
    }
    int probe CLEANUP(fd_cleanup) = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!S_ISSOCK(st.st_mode) || probe < 0 || connect(probe, &at->any, size) == 0) {
        return fault(E_IO, "%s is in use", at->local.sun_path);
    }
    return unlink(at->local.sun_path) == 0 ? OK : fault(E_IO, "unlink: errno %d", errno);
}

static void write_address(int fd, struct out *to)
{
    union address at;
    socklen_t size = sizeof at;
    char host[INET6_ADDRSTRLEN];
    if (getsockname(fd, &at.any, &size) != 0) {
        return;
    }
    if (at.any.sa_family == AF_INET6) {
        const char *text = inet_ntop(AF_INET6, &at.v6.sin6_addr, host, sizeof host);
        out_fmt(to, "[%s]:%u", text, (unsigned)ntohs(at.v6.sin6_port));
    } else if (at.any.sa_family == AF_INET) {
        const char *text = inet_ntop(AF_INET, &at.v4.sin_addr, host, sizeof host);
        out_fmt(to, "%s:%u", text, (unsigned)ntohs(at.v4.sin_port));
    } else {
        out_fmt(to, "unix:%s", at.local.sun_path);
    }
}

Err listen_check_free(Str address)
{
    union address at;
    socklen_t size = 0;
    if (str_starts(address, S("unix:"))) {
        return OK; /* remove_dead_socket asks */
    }
    TRY(parse_inet(address, &at, &size));
    int on = 1;
    int fd CLEANUP(fd_cleanup) = socket(at.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) {
        return fault(E_IO, "socket: errno %d", errno);
    }
    return bind(fd, &at.any, size) == 0
               ? OK
               : fault(E_IO, "cannot listen on %.*s: %s", STR_ARG(address), strerror(errno));
}

Err listen_open(Str address, bool shared, struct listener *ret, struct out *ret_address)
{
    union address at;
    socklen_t size = 0;
    bool local = str_starts(address, S("unix:"));
    TRY(local ? parse_local(str_skip(address, 5), &at, &size) : parse_inet(address, &at, &size));
    if (local) {
        TRY(remove_dead_socket(&at, size));
    }
    int kind = SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK;
    int fd = socket(at.any.sa_family, kind, 0);
    if (fd < 0) {
        return fault(E_IO, "socket: errno %d", errno);
    }
    int on = 1;
    bool ok = local || (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == 0 &&
                        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0);
    ok = ok && (local || !shared || setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) == 0);
    if (!ok || bind(fd, &at.any, size) != 0 || listen(fd, BACKLOG) != 0) {
        int why = errno;
        (void)close(fd);
        return fault(E_IO, "cannot listen on %.*s: %s", STR_ARG(address), strerror(why));
    }
    *ret = (struct listener){ fd, local };
    write_address(fd, ret_address);
    return OK;
}

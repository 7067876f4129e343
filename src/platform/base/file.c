/* file.c: reading, and writing so that a power cut leaves the old or the new. */
#include "platform/base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

void fd_cleanup(int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

Err fd_write_all(int fd, Str content)
{
    while (content.n > 0) {
        ssize_t n = write(fd, content.p, content.n);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return E_IO;
        }
        content = str_skip(content, (size_t)n);
    }
    return OK;
}

Err file_read(struct arena *a, Str path, size_t max, Str *ret)
{
    int fd CLEANUP(fd_cleanup) = open(str_cstr(a, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? E_NONE : fault(E_IO, "open %.*s: errno %d", STR_ARG(path), errno);
    }
    struct stat st;
    if (fstat(fd, &st) != 0) {
        return fault(E_IO, "stat %.*s: errno %d", STR_ARG(path), errno);
    }
    size_t cap = st.st_size > 0 ? (size_t)st.st_size : 64 * 1024; /* pipes and /proc say 0 */
    if (cap > max) {
        return E_LIMIT;
    }
    char *p = arena_alloc(a, cap + 1);
    size_t n = 0;
    for (;;) {
        if (n == cap) { /* larger than said: grow, bounded */
            if (cap >= max) {
                char one;
                if (read(fd, &one, 1) > 0) {
                    return E_LIMIT;
                }
                break;
            }
            size_t more = cap > max / 2 ? max : cap * 2;
            Str bigger = str_cat(a, (Str){ p, n }, (Str){ arena_alloc(a, more - cap), more - cap });
            p = str_cstr(a, bigger);
            cap = more;
        }
        ssize_t got = read(fd, p + n, cap - n);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return fault(E_IO, "read %.*s: errno %d", STR_ARG(path), errno);
        }
        if (got == 0) {
            break;
        }
        n += (size_t)got;
    }
    *ret = (Str){ p, n };
    return OK;
}

static Str folder_of(Str path)
{
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/') {
        slash--;
    }
    return slash == 0 ? S(".") : str_sub(path, 0, slash);
}

Err file_write(Str path, Str content)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    const char *temp = str_fmt(a, "%.*s.%d.tmp", STR_ARG(path), (int)getpid()).p;
    int fd CLEANUP(fd_cleanup) = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return fault(E_IO, "create %s: errno %d", temp, errno);
    }
    if (fd_write_all(fd, content) != OK || fsync(fd) != 0 || rename(temp, str_cstr(a, path)) != 0) {
        int why = errno;
        (void)unlink(temp);
        return fault(E_IO, "write %.*s: errno %d", STR_ARG(path), why);
    }
    int dir CLEANUP(fd_cleanup) =
        open(str_cstr(a, folder_of(path)), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || fsync(dir) != 0) {
        return fault(E_IO, "sync folder of %.*s: errno %d", STR_ARG(path), errno);
    }
    return OK;
}

Err file_make_dir(Str path)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    for (size_t i = 1; i <= path.n; i++) {
        if (i == path.n || path.p[i] == '/') {
            const char *part = str_cstr(a, str_sub(path, 0, i));
            if (mkdir(part, 0700) != 0 && errno != EEXIST) {
                return fault(E_IO, "mkdir %s: errno %d", part, errno);
            }
        }
    }
    return OK;
}

bool file_exists(Str path)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    return access(str_cstr(a, path), F_OK) == 0;
}

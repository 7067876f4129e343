/* parts.c: files that come in pieces: DIR/parts/ID/..., each piece a file of its own that is never
 * written again; put together when the last one is there. */
#include "platform/storage/inside.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { COPY_BYTES = 64 * 1024 };

static Str folder_of(const struct storage *s, struct arena *a, Id upload)
{
    return str_fmt(a, "%.*s/%.*s", STR_ARG(storage_parts_root(s)), STR_ARG(id_text(a, upload)));
}

static Err sync_path(struct arena *a, Str path, int flags)
{
    int fd CLEANUP(fd_cleanup) = open(str_cstr(a, path), O_RDONLY | O_CLOEXEC | flags);
    return fd >= 0 && fsync(fd) == 0 ? OK
                                     : fault(E_IO, "sync %.*s: errno %d", STR_ARG(path), errno);
}

Err storage_part_keep(struct storage *s, struct arena *a, Id upload, Str path, Str *ret_name)
{
    Str folder = folder_of(s, a, upload), name = id_token(a, 16);
    Str to = str_fmt(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(name));
    bool fresh = !file_exists(folder);
    TRY(file_make_dir(folder));
    if (fresh) {
        TRY(sync_path(a, storage_parts_root(s), O_DIRECTORY));
    }
    TRY(sync_path(a, path, 0));
    if (rename(str_cstr(a, path), str_cstr(a, to)) != 0) {
        return fault(E_IO, "keep %.*s: errno %d", STR_ARG(to), errno);
    }
    TRY(sync_path(a, folder, O_DIRECTORY));
    *ret_name = name;
    return OK;
}

static Err copy_all(int from, int to)
{
    char bytes[COPY_BYTES];
    for (;;) {
        ssize_t n = read(from, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n <= 0) {
            return n == 0 ? OK : fault(E_IO, "read a piece: errno %d", errno);
        }
        TRY(fd_write_all(to, (Str){ bytes, (size_t)n }));
    }
}

Err storage_part_join(struct storage *s, struct arena *a, Id upload,
                      const struct storage_names *names, Str *ret_path)
{
    Str folder = folder_of(s, a, upload), token = id_token(a, 16);
    Str path = str_fmt(a, "%.*s/whole-%.*s", STR_ARG(folder), STR_ARG(token));
    TRY(file_make_dir(folder));
    int to CLEANUP(fd_cleanup) =
        open(str_cstr(a, path), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (to < 0) {
        return fault(E_IO, "create %.*s: errno %d", STR_ARG(path), errno);
    }
    for (size_t i = 0; i < names->n; i++) {
        Str piece = str_fmt(a, "%.*s/%.*s", STR_ARG(folder), STR_ARG(names->v[i]));
        int from CLEANUP(fd_cleanup) = open(str_cstr(a, piece), O_RDONLY | O_CLOEXEC);
        Err e = from >= 0         ? copy_all(from, to)
                : errno == ENOENT ? E_NONE
                                  : fault(E_IO, "open a piece: errno %d", errno);
        if (e != OK) {
            (void)unlink(str_cstr(a, path));
            return e;
        }
    }
    *ret_path = path;
    return OK;
}

void storage_part_forget(struct storage *s, struct arena *a, Id upload, Str name)
{
    (void)unlink(str_fmt(a, "%.*s/%.*s", STR_ARG(folder_of(s, a, upload)), STR_ARG(name)).p);
}

Err storage_part_drop(struct storage *s, struct arena *a, Id upload)
{
    Str folder = folder_of(s, a, upload);
    DIR *d = opendir(str_cstr(a, folder));
    if (d == NULL) {
        return errno == ENOENT ? OK : fault(E_IO, "open %.*s: errno %d", STR_ARG(folder), errno);
    }
    for (const struct dirent *e = readdir(d); e != NULL; e = readdir(d)) {
        if (!str_starts(str_c(e->d_name), S("."))) {
            (void)unlinkat(dirfd(d), e->d_name, 0);
        }
    }
    (void)closedir(d);
    if (rmdir(str_cstr(a, folder)) != 0 && errno != ENOENT) {
        return fault(E_IO, "remove %.*s: errno %d", STR_ARG(folder), errno);
    }
    return OK;
}

/* stream.c: a body that is one piece of a file (application/offset+octet-stream): written to disk
 * as it comes in, as the files of a multipart body are. */
#include "platform/http/http.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct http_stream {
    struct arena *arena;
    struct http_upload file;
    int fd;
    Err error; /* the first one; stays */
};

bool http_is_stream(struct arena *a, Str content_type)
{
    Str type = content_type;
    return str_eq(str_lower_ascii(a, str_trim(str_cut(&type, ';'))),
                  S("application/offset+octet-stream"));
}

struct http_stream *http_stream_new(struct arena *a, Str dir)
{
    struct http_stream *s = NEW(a, struct http_stream);
    Str token = id_token(a, 16);
    Str path = str_fmt(a, "%.*s/upload-%.*s", STR_ARG(dir), STR_ARG(token));
    *s =
        (struct http_stream){ .arena = a, .file = { .field = S(""), .name = S(""), .path = path } };
    s->fd = open(path.p, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (s->fd < 0) {
        s->error = fault(E_IO, "create %.*s: errno %d", STR_ARG(path), errno);
    }
    return s;
}

Err http_stream_feed(struct http_stream *s, Str chunk)
{
    TRY(s->error);
    if (s->file.too_large || s->file.size + (int64_t)chunk.n > LIMIT_UPLOAD_BYTES) {
        s->file.too_large = true; /* the rest is read and thrown away, so that the answer arrives */
        return OK;
    }
    if (fd_write_all(s->fd, chunk) != OK) {
        s->error = fault(E_IO, "write %.*s: errno %d", STR_ARG(s->file.path), errno);
        return s->error;
    }
    s->file.size += (int64_t)chunk.n;
    return OK;
}

Err http_stream_end(struct http_stream *s, struct http_uploads *ret)
{
    TRY(s->error);
    ret->v = arena_grow(s->arena, ret->v, ret->n, &ret->cap, sizeof *ret->v);
    ret->v[ret->n++] = s->file;
    return OK;
}

void http_stream_free(struct http_stream *s)
{
    if (s != NULL && s->fd >= 0) {
        (void)close(s->fd);
        (void)unlink(s->file.path.p); /* gone already when somebody took it */
        s->fd = -1;
    }
}

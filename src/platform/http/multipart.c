/* multipart.c: multipart/form-data (RFC 7578), read as it comes in; files go to disk, texts to
 * memory. */
#include "platform/http/http.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { PART_HEAD_MAX = 4096, BOUNDARY_MAX = 70 };

enum state { PREAMBLE, AFTER_BOUNDARY, PART_HEAD, PART_BODY, EPILOGUE };

struct http_multipart {
    struct arena *arena;
    Str dir;
    Str delimiter; /* CR LF -- boundary */
    enum state state;
    Err error;          /* the first one; stays */
    struct out pending; /* bytes not yet understood: never more than a chunk and a part's head */
    struct http_fields form;
    struct http_uploads files;
    size_t text_bytes;
    /* the part being read */
    Str name, file_name;
    bool is_file;
    int fd; /* -1: no file opened yet */
    struct out text;
};

static bool boundary_ok(Str b)
{
    for (size_t i = 0; i < b.n; i++) {
        unsigned char c = (unsigned char)b.p[i];
        if (c <= 0x20 || c >= 0x7f || c == '"') {
            return false;
        }
    }
    return b.n > 0 && b.n <= BOUNDARY_MAX;
}

/* The value of a parameter in "form-data; name="x"; filename="y"". Quoted text ends at the next
 * quote: browsers write %22 for one inside, never a backslash. STR_NONE when absent. */
static Str parameter(Str params, Str wanted)
{
    while (params.n > 0) {
        params = str_trim(params);
        size_t eq = str_find_c(params, '=');
        size_t semi = str_find_c(params, ';');
        if (semi < eq || eq == params.n) { /* a word without value */
            params = str_skip(params, semi + 1);
            continue;
        }
        Str name = str_trim(str_sub(params, 0, eq));
        Str value;
        params = str_skip(params, eq + 1);
        if (str_starts(params, S("\""))) {
            params = str_skip(params, 1);
            value = str_cut(&params, '"');
            (void)str_cut(&params, ';');
        } else {
            value = str_trim(str_cut(&params, ';'));
        }
        if (str_eq_nocase(name, wanted)) {
            return value.p == NULL ? S("") : value;
        }
    }
    return STR_NONE;
}

struct http_multipart *http_multipart_new(struct arena *a, Str content_type, Str dir)
{
    Str params = content_type;
    Str type = str_trim(str_cut(&params, ';'));
    Str boundary = parameter(params, S("boundary"));
    if (!str_eq_nocase(type, S("multipart/form-data")) || !boundary_ok(boundary)) {
        return NULL;
    }
    struct http_multipart *m = NEW(a, struct http_multipart);
    m->arena = a;
    m->dir = str_dup(a, dir);
    m->delimiter = str_cat(a, S("\r\n--"), boundary);
    m->fd = -1;
    out_init(&m->pending, SIZE_MAX / 2);
    out_init(&m->text, LIMIT_FORM_BYTES);
    out_raw(&m->pending, S("\r\n")); /* so that the first boundary looks like all others */
    return m;
}

/* Undoes what the HTML standard makes of quotes and line ends in names. */
static Str unescape_name(struct arena *a, Str s)
{
    char *to = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        Str rest = str_skip(s, i);
        if (str_starts(rest, S("%22"))) {
            to[n++] = '"';
            i += 2;
        } else if (str_starts(rest, S("%0D")) || str_starts(rest, S("%0A"))) {
            to[n++] = ' ';
            i += 2;
        } else {
            to[n++] = s.p[i];
        }
    }
    return (Str){ to, n };
}

/* The user's own name for the file, without any folder, as one clean line; "file" when there is
 * nothing usable. */
static Str clean_file_name(struct arena *a, Str s)
{
    s = unescape_name(a, s);
    for (size_t i = s.n; i > 0; i--) {
        if (s.p[i - 1] == '/' || s.p[i - 1] == '\\') {
            s = str_skip(s, i);
            break;
        }
    }
    Str clean;
    bool ok =
        utf8_clean_line(a, s, &clean) == OK && clean.n > 0 && utf8_length(clean) <= LIMIT_LINE;
    return ok ? clean : S("file");
}

static Err open_file(struct http_multipart *m)
{
    if (m->files.n >= LIMIT_UPLOAD_FILES) {
        return E_LIMIT;
    }
    Str token = id_token(m->arena, 16);
    Str path = str_fmt(m->arena, "%.*s/upload-%.*s", STR_ARG(m->dir), STR_ARG(token));
    m->fd = open(path.p, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (m->fd < 0) {
        return fault(E_IO, "create %.*s: errno %d", STR_ARG(path), errno);
    }
    m->files.v = arena_grow(m->arena, m->files.v, m->files.n, &m->files.cap, sizeof *m->files.v);
    m->files.v[m->files.n++] =
        (struct http_upload){ .field = m->name, .name = m->file_name, .path = path };
    return OK;
}

static Err part_begins(struct http_multipart *m, Str head)
{
    Str disposition = STR_NONE;
    while (head.n > 0) {
        Str value = str_cut(&head, '\n');
        Str name = str_cut(&value, ':');
        if (str_eq_nocase(name, S("content-disposition"))) {
            if (!str_none(disposition)) {
                return E_INPUT;
            }
            disposition = str_trim(value);
        }
    }
    Str params = disposition;
    if (!str_eq_nocase(str_trim(str_cut(&params, ';')), S("form-data"))) {
        return E_INPUT;
    }
    Str name = parameter(params, S("name"));
    Str file_name = parameter(params, S("filename"));
    if (str_empty(name) || !utf8_valid(name)) {
        return E_INPUT;
    }
    m->name = unescape_name(m->arena, name);
    m->is_file = !str_none(file_name);
    if (m->is_file && file_name.n > 0) {
        m->file_name = clean_file_name(m->arena, file_name);
        return open_file(m);
    }
    return OK;
}

static Err part_bytes(struct http_multipart *m, Str bytes)
{
    if (bytes.n == 0) {
        return OK;
    }
    if (!m->is_file) {
        m->text_bytes += bytes.n;
        out_raw(&m->text, bytes);
        return m->text_bytes > LIMIT_FORM_BYTES ? E_LIMIT : OK;
    }
    if (m->fd < 0) { /* content without a file name: no browser does that */
        return E_INPUT;
    }
    struct http_upload *f = &m->files.v[m->files.n - 1];
    if (f->too_large || f->size + (int64_t)bytes.n > LIMIT_UPLOAD_BYTES) {
        f->too_large =
            true; /* the rest is read and thrown away, so that the reader can be told on a page */
        return OK;
    }
    if (fd_write_all(m->fd, bytes) != OK) {
        return fault(E_IO, "write %.*s: errno %d", STR_ARG(f->path), errno);
    }
    f->size += (int64_t)bytes.n;
    return OK;
}

static Err part_ends(struct http_multipart *m)
{
    if (m->fd >= 0) {
        int fd = m->fd;
        m->fd = -1;
        return close(fd) == 0 ? OK : fault(E_IO, "close an upload: errno %d", errno);
    }
    if (m->is_file) {
        return OK; /* a file field left empty */
    }
    Str text = out_dup(m->arena, &m->text);
    out_reset(&m->text);
    if (!utf8_valid(text)) {
        return E_INPUT;
    }
    if (m->form.n >= LIMIT_FORM_FIELDS) {
        return E_LIMIT;
    }
    http_add(m->arena, &m->form, m->name, text);
    return OK;
}

/* Each step looks at what is pending, uses up *ret_used bytes of it; 0: more input is needed. */
static Err find_boundary(struct http_multipart *m, Str in, size_t *ret_used)
{
    size_t at = str_find(in, m->delimiter);
    bool found = at < in.n;
    size_t safe = found ? at : in.n > m->delimiter.n ? in.n - m->delimiter.n : 0;
    if (m->state == PART_BODY) {
        TRY(part_bytes(m, str_sub(in, 0, safe)));
    }
    if (found && m->state == PART_BODY) {
        TRY(part_ends(m));
    }
    if (found) {
        m->state = AFTER_BOUNDARY;
        safe += m->delimiter.n;
    }
    *ret_used = safe;
    return OK;
}

static Err after_boundary(struct http_multipart *m, Str in, size_t *ret_used)
{
    if (in.n < 2) {
        *ret_used = 0;
        return OK;
    }
    bool last = str_starts(in, S("--"));
    if (!last && !str_starts(in, S("\r\n"))) {
        return E_INPUT;
    }
    m->state = last ? EPILOGUE : PART_HEAD;
    *ret_used = 2;
    return OK;
}

static Err part_head(struct http_multipart *m, Str in, size_t *ret_used)
{
    size_t end = str_find(in, S("\r\n\r\n"));
    if (end == in.n) {
        *ret_used = 0;
        return in.n > PART_HEAD_MAX ? E_INPUT : OK;
    }
    if (end > PART_HEAD_MAX) {
        return E_INPUT;
    }
    TRY(part_begins(m, str_dup(m->arena, str_sub(in, 0, end))));
    m->state = PART_BODY;
    *ret_used = end + 4;
    return OK;
}

static Err step(struct http_multipart *m, Str in, size_t *ret_used)
{
    switch (m->state) {
    case PREAMBLE:
    case PART_BODY:
        return find_boundary(m, in, ret_used);
    case AFTER_BOUNDARY:
        return after_boundary(m, in, ret_used);
    case PART_HEAD:
        return part_head(m, in, ret_used);
    case EPILOGUE:
        break;
    }
    *ret_used = in.n;
    return OK;
}

static Err understand(struct http_multipart *m)
{
    size_t from = 0, used = 1;
    while (used > 0 && from < m->pending.n) {
        TRY(step(m, str_skip(out_view(&m->pending), from), &used));
        from += used;
    }
    m->pending.n -= from;
    if (m->pending.n > 0) {
        memmove(m->pending.p, m->pending.p + from, m->pending.n);
    }
    return OK;
}

Err http_multipart_feed(struct http_multipart *m, Str chunk)
{
    if (m->error == OK) {
        out_raw(&m->pending, chunk);
        m->error = understand(m);
    }
    return m->error;
}

Err http_multipart_end(struct http_multipart *m, struct http_fields *form,
                       struct http_uploads *files)
{
    TRY(m->error);
    if (m->state != EPILOGUE) {
        m->error = E_INPUT;
        return E_INPUT;
    }
    *form = m->form;
    *files = m->files;
    return OK;
}

void http_multipart_free(struct http_multipart *m)
{
    if (m == NULL) {
        return;
    }
    if (m->fd >= 0) {
        (void)close(m->fd);
        m->fd = -1;
    }
    for (size_t i = 0; i < m->files.n; i++) {
        (void)unlink(m->files.v[i].path.p); /* gone already when somebody took it */
    }
    m->files.n = 0;
    out_done(&m->pending);
    out_done(&m->text);
}

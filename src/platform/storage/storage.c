/* storage.c: the store: DIR/files/ab/cdef..., each file named by the SHA-256 of its bytes. */
#include "platform/storage/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <magic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { THUMB_MIN = 16, THUMB_MAX = 2000 };

struct storage {
    struct arena *arena;
    Str root;  /* DIR/files */
    Str parts; /* DIR/parts */
    magic_t magic;
};

Err storage_open(Str dir, struct storage **ret)
{
    struct arena *a = arena_new();
    struct storage *s = NEW(a, struct storage);
    *s = (struct storage){ .arena = a,
                           .root = str_cat(a, dir, S("/files")),
                           .parts = str_cat(a, dir, S("/parts")) };
    Err e = file_make_dir(s->root);
    if (e == OK) {
        e = file_make_dir(s->parts);
    }
    s->magic = magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF);
    if (e == OK && (s->magic == NULL || magic_load(s->magic, NULL) != 0)) {
        e = fault(E_IO, "libmagic: its table of types does not load");
    }
    if (e != OK) {
        storage_close(s);
        return e;
    }
    storage_quiet_gd();
    *ret = s;
    return OK;
}

void storage_close(struct storage *s)
{
    if (s == NULL) {
        return;
    }
    if (s->magic != NULL) {
        magic_close(s->magic);
    }
    arena_free(s->arena);
}

Str storage_parts_root(const struct storage *s)
{
    return s->parts;
}

/* ---- places ---- */

static Str folder_of(const struct storage *s, struct arena *a, Hash h)
{
    Str hex = hash_text(a, h);
    return str_fmt(a, "%.*s/%.*s", STR_ARG(s->root), 2, hex.p);
}

static Str place_of(const struct storage *s, struct arena *a, Hash h)
{
    Str hex = str_skip(hash_text(a, h), 2);
    return str_fmt(a, "%.*s/%.*s", STR_ARG(folder_of(s, a, h)), STR_ARG(hex));
}

static Err sync_folder(struct arena *a, Str path)
{
    int fd CLEANUP(fd_cleanup) = open(str_cstr(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && fsync(fd) == 0 ? OK
                                     : fault(E_IO, "sync %.*s: errno %d", STR_ARG(path), errno);
}

static bool is_there(struct arena *a, Str path, size_t size)
{
    struct stat st;
    return stat(str_cstr(a, path), &st) == 0 && S_ISREG(st.st_mode) && (size_t)st.st_size == size;
}

/* On return the bytes outlive a power cut, also when another process wrote them a moment ago. */
static Err keep(const struct storage *s, struct arena *a, Hash h, Str bytes)
{
    Str folder = folder_of(s, a, h), path = place_of(s, a, h);
    if (is_there(a, path, bytes.n)) {
        return sync_folder(a, folder);
    }
    if (mkdir(str_cstr(a, folder), 0700) == 0) {
        TRY(sync_folder(a, s->root));
    } else if (errno != EEXIST) {
        return fault(E_IO, "mkdir %.*s: errno %d", STR_ARG(folder), errno);
    }
    return file_write(path, bytes);
}

Str storage_mime(enum storage_kind k)
{
    switch (k) {
    case STORAGE_PDF:
        return S("application/pdf");
    case STORAGE_JPEG:
        return S("image/jpeg");
    case STORAGE_PNG:
        return S("image/png");
    case STORAGE_XLSX:
        return S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    case STORAGE_CSV:
        return S("text/csv; charset=utf-8");
    case STORAGE_ZIP:
        return S("application/zip");
    }
    return S("application/octet-stream");
}

/* ---- taking ---- */

/* A second opinion: libmagic knows thousands of types, our checks only ours. */
static bool magic_agrees(const struct storage *s, Str bytes, enum storage_kind kind)
{
    Str said = str_c(magic_buffer(s->magic, bytes.p, bytes.n));
    if (kind == STORAGE_XLSX) { /* by the order of its entries: workbook, zip or plain bytes */
        return str_eq(said, storage_mime(kind)) || str_eq(said, S("application/zip")) ||
               str_eq(said, S("application/octet-stream"));
    }
    if (kind == STORAGE_CSV) { /* a table, or any text */
        return str_starts(said, S("text/")) || str_eq(said, S("application/csv"));
    }
    return str_eq(said, storage_mime(kind));
}

static bool is_image(enum storage_kind k)
{
    return k == STORAGE_JPEG || k == STORAGE_PNG;
}

static enum storage_why judge(const struct storage *s, Str bytes, unsigned allowed,
                              struct storage_seen *seen)
{
    enum storage_why why = storage_inspect(bytes, seen);
    if (why != STORAGE_OK) {
        return why;
    }
    if ((allowed & 1U << seen->kind) == 0 || !magic_agrees(s, bytes, seen->kind)) {
        return STORAGE_WRONG_TYPE;
    }
    if (is_image(seen->kind) && seen->width > LIMIT_PIXELS / seen->height) {
        return STORAGE_TOO_MANY_PIXELS; /* before anything is decoded */
    }
    return STORAGE_OK;
}

static struct storage_file file_of(const struct storage_seen *seen, Str bytes)
{
    return (struct storage_file){ .hash = hash_of(bytes),
                                  .original = hash_of(bytes),
                                  .size = (int64_t)bytes.n,
                                  .kind = seen->kind,
                                  .pages = seen->pages,
                                  .width = seen->width,
                                  .height = seen->height };
}

Err storage_take(struct storage *s, Str path, unsigned allowed, struct storage_file *ret,
                 enum storage_why *ret_why)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct storage_seen seen;
    Str bytes, clean;
    Err e = file_read(a, path, LIMIT_UPLOAD_BYTES, &bytes);
    *ret_why = STORAGE_TOO_LARGE;
    if (e == E_LIMIT) {
        return E_REFUSED;
    }
    TRY(e);
    *ret_why = judge(s, bytes, allowed, &seen);
    clean = bytes;
    if (*ret_why == STORAGE_OK && is_image(seen.kind)) {
        *ret_why = storage_redraw(a, bytes, &seen, &clean);
    }
    if (*ret_why != STORAGE_OK) {
        return E_REFUSED;
    }
    struct storage_file f = file_of(&seen, clean);
    f.original = hash_of(bytes);
    TRY(keep(s, a, f.hash, clean));
    *ret = f;
    return OK;
}

Err storage_put(struct storage *s, Str bytes, enum storage_kind kind, struct storage_file *ret)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct storage_seen seen = { .kind = STORAGE_ZIP };
    enum storage_why why = STORAGE_OK;
    if (kind != STORAGE_ZIP || !str_starts(bytes, S("PK\x03\x04"))) {
        why = storage_inspect(bytes, &seen);
    }
    if (why != STORAGE_OK || seen.kind != kind) {
        return fault(E_BUG, "storage: own bytes are not of kind %d (%d)", (int)kind, (int)why);
    }
    struct storage_file f = file_of(&seen, bytes);
    TRY(keep(s, a, f.hash, bytes));
    *ret = f;
    return OK;
}

/* ---- giving ---- */

Err storage_path(struct storage *s, struct arena *a, Hash h, Str *ret)
{
    Str path = place_of(s, a, h);
    if (!file_exists(path)) {
        return E_NONE;
    }
    *ret = path;
    return OK;
}

Err storage_read(struct storage *s, struct arena *a, Hash h, Str *ret)
{
    Str bytes;
    TRY(file_read(a, place_of(s, a, h), SIZE_MAX / 4, &bytes));
    if (!hash_eq(hash_of(bytes), h)) {
        return fault(E_IO, "storage: %.*s is damaged", STR_ARG(hash_text(a, h)));
    }
    *ret = bytes;
    return OK;
}

Err storage_thumb(struct storage *s, struct arena *a, Hash h, int px, Str *ret_path)
{
    BUG_UNLESS(px >= THUMB_MIN && px <= THUMB_MAX);
    Str path = str_fmt(a, "%.*s.%d.jpg", STR_ARG(place_of(s, a, h)), px);
    if (!file_exists(path)) {
        struct arena *work CLEANUP(arena_cleanup) = arena_new();
        struct storage_seen seen;
        Str bytes, small;
        TRY(storage_read(s, work, h, &bytes));
        if (storage_inspect(bytes, &seen) != STORAGE_OK || !is_image(seen.kind) ||
            seen.width > LIMIT_PIXELS / seen.height ||
            storage_shrink(work, bytes, &seen, px, &small) != STORAGE_OK) {
            return E_NONE;
        }
        TRY(file_write(path, small));
    }
    *ret_path = path;
    return OK;
}

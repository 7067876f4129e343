/* zip.c: archives written and read through libzip. */
#include "platform/zip/zip.h"

#include <zip.h>

/* 1/1/2020, 0:00, as DOS writes it. */
enum { DOS_DATE = (2020 - 1980) << 9 | 1 << 5 | 1, DOS_TIME = 0 };

struct zip_out {
    struct arena *arena;
    zip_source_t *source;
    zip_t *zip;
    size_t bytes;
};

struct zip_in {
    struct arena *arena;
    zip_t *zip;
};

/* ---- writing ---- */

Err zip_new(struct zip_out **ret)
{
    struct arena *a = arena_new();
    struct zip_out *z = NEW(a, struct zip_out);
    zip_error_t why;
    zip_error_init(&why);
    z->arena = a;
    z->source = zip_source_buffer_create(NULL, 0, 0, &why);
    if (z->source != NULL) {
        z->zip = zip_open_from_source(z->source, ZIP_TRUNCATE, &why);
    }
    zip_error_fini(&why);
    if (z->zip == NULL) {
        zip_free(z);
        return fault(E_IO, "zip: no memory for an archive");
    }
    zip_source_keep(z->source); /* the archive owns one reference, we another */
    *ret = z;
    return OK;
}

void zip_free(struct zip_out *z)
{
    if (z == NULL) {
        return;
    }
    if (z->zip != NULL) {
        zip_discard(z->zip);
    }
    if (z->source != NULL) {
        zip_source_free(z->source);
    }
    arena_free(z->arena);
}

void zip_cleanup(struct zip_out **z)
{
    zip_free(*z);
}

static bool name_is_safe(Str name)
{
    Str rest = name;
    if (name.n == 0 || name.p[0] == '/' || !utf8_valid(name) || str_find_c(name, '\\') < name.n) {
        return false;
    }
    while (rest.n > 0) {
        Str part = str_cut(&rest, '/');
        if (part.n == 0 || str_eq(part, S(".")) || str_eq(part, S(".."))) {
            return false;
        }
    }
    return true;
}

Err zip_put(struct zip_out *z, Str name, Str bytes, bool pack)
{
    char *c = str_cstr(z->arena, name);
    if (!name_is_safe(name) || zip_name_locate(z->zip, c, 0) >= 0) {
        return fault(E_INPUT, "zip: %.*s cannot be an entry", STR_ARG(name));
    }
    z->bytes += bytes.n;
    if (z->bytes > ZIP_BYTES_MAX || zip_get_num_entries(z->zip, 0) >= ZIP_ENTRIES_MAX) {
        return E_LIMIT;
    }
    Str kept = str_dup(z->arena, bytes);
    zip_source_t *s = zip_source_buffer(z->zip, kept.p, kept.n, 0);
    zip_int64_t at = s == NULL ? -1 : zip_file_add(z->zip, c, s, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        if (s != NULL) {
            zip_source_free(s);
        }
        return fault(E_IO, "zip: %s", zip_strerror(z->zip));
    }
    zip_uint64_t i = (zip_uint64_t)at;
    if (zip_file_set_dostime(z->zip, i, DOS_TIME, DOS_DATE, 0) != 0 ||
        zip_set_file_compression(z->zip, i, pack ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 6) != 0) {
        return fault(E_IO, "zip: %s", zip_strerror(z->zip));
    }
    return OK;
}

static Err read_all(zip_source_t *s, struct arena *a, Str *ret)
{
    zip_stat_t st;
    if (zip_source_stat(s, &st) != 0 || (st.valid & ZIP_STAT_SIZE) == 0 ||
        zip_source_open(s) != 0) {
        return fault(E_IO, "zip: the archive is not readable");
    }
    char *p = arena_alloc(a, st.size + 1);
    zip_int64_t n = zip_source_read(s, p, st.size);
    (void)zip_source_close(s);
    if (n < 0 || (zip_uint64_t)n != st.size) {
        return fault(E_IO, "zip: the archive is cut off");
    }
    *ret = (Str){ p, (size_t)n };
    return OK;
}

Err zip_end(struct zip_out *z, struct arena *a, Str *ret)
{
    BUG_UNLESS(z->zip != NULL);
    if (zip_close(z->zip) != 0) {
        return fault(E_IO, "zip: %s", zip_strerror(z->zip));
    }
    z->zip = NULL;
    return read_all(z->source, a, ret);
}

/* ---- reading ---- */

Err zip_open_bytes(Str bytes, struct zip_in **ret)
{
    struct arena *a = arena_new();
    struct zip_in *z = NEW(a, struct zip_in);
    zip_error_t why;
    zip_error_init(&why);
    z->arena = a;
    zip_source_t *s = zip_source_buffer_create(bytes.p, bytes.n, 0, &why);
    z->zip = s == NULL ? NULL : zip_open_from_source(s, ZIP_RDONLY | ZIP_CHECKCONS, &why);
    zip_error_fini(&why);
    if (z->zip == NULL) {
        if (s != NULL) {
            zip_source_free(s);
        }
        arena_free(a);
        return E_INPUT;
    }
    *ret = z;
    return OK;
}

void zip_close_in(struct zip_in *z)
{
    if (z != NULL) {
        zip_discard(z->zip);
        arena_free(z->arena);
    }
}

void zip_in_cleanup(struct zip_in **z)
{
    zip_close_in(*z);
}

size_t zip_in_count(const struct zip_in *z)
{
    zip_int64_t n = zip_get_num_entries(z->zip, 0);
    return n < 0 ? 0 : (size_t)n;
}

Str zip_in_name(const struct zip_in *z, size_t i)
{
    return str_c(zip_get_name(z->zip, i, ZIP_FL_ENC_GUESS));
}

Err zip_in_read(const struct zip_in *z, struct arena *a, Str name, size_t max, Str *ret)
{
    zip_stat_t st;
    zip_int64_t i = zip_name_locate(z->zip, str_cstr(a, name), 0);
    if (i < 0) {
        return E_NONE;
    }
    if (zip_stat_index(z->zip, (zip_uint64_t)i, 0, &st) != 0 || (st.valid & ZIP_STAT_SIZE) == 0) {
        return E_INPUT;
    }
    if (st.size > max) {
        return E_LIMIT;
    }
    zip_file_t *f = zip_fopen_index(z->zip, (zip_uint64_t)i, 0);
    if (f == NULL) {
        return E_INPUT;
    }
    char *p = arena_alloc(a, st.size + 1);
    zip_int64_t n = zip_fread(f, p, st.size);
    Err e = zip_fclose(f) == 0 && n >= 0 && (zip_uint64_t)n == st.size ? OK : E_INPUT;
    *ret = (Str){ p, st.size };
    return e;
}

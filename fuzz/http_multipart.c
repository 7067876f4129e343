/* http_multipart.c: a body in one piece and the same body in small pieces give the same verdict and
 * the same parts. */
#include "platform/http/http.h"

#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct parts {
    struct http_multipart *m;
    struct http_fields form;
    struct http_uploads files;
    Err e;
};

static struct parts read_in(struct arena *a, Str body, size_t step)
{
    struct parts p = { .m =
                           http_multipart_new(a, S("multipart/form-data; boundary=b"), S("/tmp")) };
    BUG_UNLESS(p.m != NULL);
    while (p.e == OK && body.n > 0) {
        p.e = http_multipart_feed(p.m, str_sub(body, 0, step));
        body = str_skip(body, step);
    }
    if (p.e == OK) {
        p.e = http_multipart_end(p.m, &p.form, &p.files);
    }
    return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    hash_init();
    Str body = { (const char *)data + 1, size - 1 };
    struct parts x = read_in(a, body, SIZE_MAX);
    struct parts y = read_in(a, body, (size_t)data[0] % 16 + 1);
    BUG_UNLESS(x.e == y.e && x.form.n == y.form.n && x.files.n == y.files.n);
    for (size_t i = 0; i < x.form.n; i++) {
        BUG_UNLESS(str_eq(x.form.v[i].name, y.form.v[i].name));
        BUG_UNLESS(str_eq(x.form.v[i].value, y.form.v[i].value));
        BUG_UNLESS(utf8_valid(x.form.v[i].value));
    }
    Str one = STR_NONE, other = STR_NONE;
    for (size_t i = 0; i < x.files.n; i++) {
        BUG_UNLESS(str_eq(x.files.v[i].name, y.files.v[i].name));
        BUG_UNLESS(str_find_c(x.files.v[i].name, '/') == x.files.v[i].name.n);
        BUG_UNLESS(file_read(a, x.files.v[i].path, 1024 * 1024, &one) == OK);
        BUG_UNLESS(file_read(a, y.files.v[i].path, 1024 * 1024, &other) == OK);
        BUG_UNLESS(str_eq(one, other));
    }
    http_multipart_free(x.m);
    http_multipart_free(y.m);
    return 0;
}

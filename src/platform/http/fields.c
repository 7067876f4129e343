/* fields.c: lists of names and values: headers, cookies, query parameters, form fields. */
#include "platform/http/http.h"

Str http_get(const struct http_fields *f, Str name)
{
    for (size_t i = 0; i < f->n; i++) {
        if (str_eq_nocase(f->v[i].name, name)) {
            return f->v[i].value;
        }
    }
    return STR_NONE;
}

size_t http_count(const struct http_fields *f, Str name)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        n += str_eq_nocase(f->v[i].name, name);
    }
    return n;
}

void http_add(struct arena *a, struct http_fields *f, Str name, Str value)
{
    f->v = arena_grow(a, f->v, f->n, &f->cap, sizeof *f->v);
    f->v[f->n++] = (struct http_field){ name, value };
}

/* ready.c: finished answers that many connections send without a copy, and the headers of every
 * answer. */
#include "platform/http/server.h"

struct http_ready {
    struct arena *arena;
    size_t refs; /* the owner's, and one for each variant still in use */
    int status;
    struct http_fields headers;
    Str body, etag;
    struct MHD_Response *plain, *gzip, *brotli, *unchanged;
};

#define CSP                                                                                        \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "        \
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "                \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const struct http_field server_headers[] = {
    { S_INIT("Content-Security-Policy"), S_INIT(CSP) },
    { S_INIT("X-Content-Type-Options"), S_INIT("nosniff") },
    { S_INIT("Referrer-Policy"), S_INIT("strict-origin-when-cross-origin") },
    { S_INIT("Cross-Origin-Opener-Policy"), S_INIT("same-origin") },
    { S_INIT("Cross-Origin-Resource-Policy"), S_INIT("same-origin") },
    { S_INIT("Permissions-Policy"),
      S_INIT("camera=(self), geolocation=(self), microphone=(), payment=(), usb=()") },
    { S_INIT("Cache-Control"), S_INIT("no-store") },
};
const size_t server_headers_n = COUNT_OF(server_headers);

static void add_header(struct arena *a, struct MHD_Response *m, Str name, Str value)
{
    if (MHD_add_response_header(m, str_cstr(a, name), str_cstr(a, value)) != MHD_YES) {
        log_line(LOG_WARN, "header", "%.*s cannot be sent", STR_ARG(name));
    }
}

void server_add_headers(struct arena *a, struct MHD_Response *m, const struct http_fields *given)
{
    for (size_t i = 0; i < given->n; i++) {
        if (!str_none(given->v[i].value)) {
            add_header(a, m, given->v[i].name, given->v[i].value);
        }
    }
    for (size_t i = 0; i < server_headers_n; i++) {
        if (http_count(given, server_headers[i].name) == 0) {
            /* literals: ended by NUL */
            (void)MHD_add_response_header(m, server_headers[i].name.p, server_headers[i].value.p);
        }
    }
}

static void drop(void *arg)
{
    struct http_ready *r = arg;
    if (--r->refs == 0) {
        arena_free(r->arena);
        free(r);
    }
}

/* A copy of the bytes lives in the arena of r; ret_body (NULL allowed) sees it. */
static struct MHD_Response *variant(struct http_ready *r, Str from, const char *encoding, bool vary,
                                    Str *ret_body)
{
    char *bytes = arena_alloc(r->arena, from.n + 1);
    if (from.n > 0) {
        memcpy(bytes, from.p, from.n);
    }
    if (ret_body != NULL) {
        *ret_body = (Str){ bytes, from.n };
    }
    struct MHD_Response *m =
        MHD_create_response_from_buffer_with_free_callback_cls(from.n, bytes, drop, r);
    BUG_UNLESS(m != NULL);
    r->refs++;
    server_add_headers(r->arena, m, &r->headers);
    if (encoding != NULL) {
        (void)MHD_add_response_header(m, "Content-Encoding", encoding);
    }
    if (vary) {
        (void)MHD_add_response_header(m, "Vary", "Accept-Encoding");
    }
    return m;
}

struct http_ready *http_ready_new(int status, const struct http_fields *headers, Str identity,
                                  Str gzip, Str brotli)
{
    struct http_ready *r = calloc(1, sizeof *r);
    BUG_UNLESS(r != NULL);
    struct arena *a = arena_new();
    r->arena = a;
    r->refs = 1;
    r->status = status;
    for (size_t i = 0; i < headers->n; i++) {
        http_add(a, &r->headers, str_dup(a, headers->v[i].name), str_dup(a, headers->v[i].value));
    }
    r->etag = http_get(&r->headers, S("ETag"));
    bool vary = gzip.n > 0 || brotli.n > 0;
    r->plain = variant(r, identity, NULL, vary, &r->body);
    if (gzip.n > 0) {
        r->gzip = variant(r, gzip, "gzip", vary, NULL);
    }
    if (brotli.n > 0) {
        r->brotli = variant(r, brotli, "br", vary, NULL);
    }
    if (r->etag.n > 0) {
        r->unchanged = variant(r, S(""), NULL, vary, NULL);
    }
    return r;
}

void http_ready_unref(struct http_ready *r)
{
    if (r == NULL) {
        return;
    }
    struct MHD_Response *const all[] = { r->plain, r->gzip, r->brotli, r->unchanged };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (all[i] != NULL) {
            MHD_destroy_response(all[i]); /* calls drop() once no connection sends it any more */
        }
    }
    drop(r);
}

int http_ready_status(const struct http_ready *r)
{
    return r->status;
}

const struct http_fields *http_ready_headers(const struct http_ready *r)
{
    return &r->headers;
}

Str http_ready_body(const struct http_ready *r)
{
    return r->body;
}

size_t http_ready_bytes(const struct http_ready *r)
{
    return arena_used(r->arena) + sizeof *r +
           4096; /* and what the library holds: headers of each variant */
}

struct MHD_Response *ready_choose(const struct http_ready *r, const struct http_fields *headers,
                                  int *ret_status)
{
    *ret_status = r->status;
    if (r->unchanged != NULL) {
        Str known = http_get(headers, S("If-None-Match"));
        if (!str_none(known) && http_etag_matches(known, r->etag)) {
            *ret_status = 304;
            return r->unchanged;
        }
    }
    if (r->gzip == NULL && r->brotli == NULL) {
        return r->plain;
    }
    Str accept = http_get(headers, S("Accept-Encoding"));
    switch (http_choose_encoding(accept, r->gzip != NULL, r->brotli != NULL)) {
    case HTTP_GZIP:
        return r->gzip;
    case HTTP_BROTLI:
        return r->brotli;
    case HTTP_IDENTITY:
        break;
    }
    return r->plain;
}

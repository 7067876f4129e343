/* http.h: HTTP as plain structs. The server (libmicrohttpd, external epoll) calls one function:
 * request in, response out. */
#ifndef HTTP_H
#define HTTP_H
#include "platform/base/base.h"

enum http_method {
    HTTP_GET = 1,
    HTTP_HEAD,
    HTTP_POST,
    HTTP_PUT,
    HTTP_PATCH,
    HTTP_DELETE,
    HTTP_OPTIONS,
    HTTP_OTHER
};

struct http_field { /* header, cookie, query parameter or form field */
    Str name, value;
};
struct http_fields {
    size_t n, cap;
    struct http_field *v;
};
struct http_upload { /* one file of a multipart body, already on disk */
    Str field;       /* form field name */
    Str name;        /* the user's file name: data, never a path; NFC */
    Str path;        /* temporary file of ours, removed after the request unless taken */
    int64_t size;
    bool too_large; /* cut off at LIMIT_UPLOAD_BYTES; content incomplete */
};
struct http_uploads {
    size_t n, cap;
    struct http_upload *v;
};

struct http_request {
    struct arena *arena;
    enum http_method method;
    Str target; /* path?query as sent */
    Str path;   /* percent-decoded; starts with '/' */
    Str query_text;
    struct http_fields query, headers, cookies;
    struct http_fields form; /* urlencoded or multipart text fields, in order */
    struct http_uploads uploads;
    Str body;    /* any other content type (JSON), at most LIMIT_FORM_BYTES */
    Str peer;    /* address of the client as text; from X-Forwarded-For only behind our own proxy
                    setting */
    bool secure; /* https, or the proxy said so */
    bool body_broken; /* body malformed (bad multipart, cut off): answered 400 by the application */
    bool body_too_large; /* 413 */
};

struct http_response {
    int status;
    struct http_fields headers;     /* besides those the server adds */
    struct out *body;               /* owned by the caller of the application */
    const struct http_ready *ready; /* instead of body: a cached answer */
    Str file;                       /* instead of body: path of a file to stream, or none */
};

/* A finished answer that can be sent many times without copying: cached pages, assets. Reference
 * counted: the one made here belongs to the caller; an answer being sent holds its own until it is
 * out. An "ETag" among the headers makes the server answer If-None-Match with 304. gzip, brotli:
 * ready-made variants, or none; with one, "Vary: Accept-Encoding" is added. Everything is copied.
 */
struct http_ready;
struct http_ready *http_ready_new(int status, const struct http_fields *headers, Str identity,
                                  Str gzip, Str brotli);
void http_ready_unref(struct http_ready *r); /* NULL allowed */
int http_ready_status(const struct http_ready *r);
const struct http_fields *
http_ready_headers(const struct http_ready *r);      /* as given; lives as long as r */
Str http_ready_body(const struct http_ready *r);     /* identity */
size_t http_ready_bytes(const struct http_ready *r); /* memory it holds */

/* First value with this name (headers: any case); STR_NONE when absent. */
Str http_get(const struct http_fields *f, Str name);
size_t http_count(const struct http_fields *f, Str name);
void http_add(struct arena *a, struct http_fields *f, Str name, Str value);

/* ---- parsers, each alone and fuzzed ---- */
/* RFC 9112 framing: E_INPUT on more than one Content-Length, Host or Transfer-Encoding, both length
 * headers, a missing Host, a header name outside token characters, control characters in a value.
 */
Err http_check_framing(const struct http_fields *headers) MUST;
/* Splits "path?query" and decodes the path. E_INPUT unless it starts with '/' and decodes to UTF-8
 * without control characters; an encoded slash (%2F) is refused too, because it would move a border
 * between segments. */
Err http_parse_target(struct arena *a, Str target, Str *ret_path, Str *ret_query) MUST;
Err http_parse_query(struct arena *a, Str text, struct http_fields *ret)
    MUST; /* also urlencoded forms; '+' is a blank; bad %xx or UTF-8: E_INPUT; more than
             LIMIT_FORM_FIELDS: E_LIMIT */
/* Pairs that are no cookies (other programs on the same host may have set them) are passed over;
 * more than 100: E_LIMIT. */
Err http_parse_cookies(struct arena *a, Str header, struct http_fields *ret) MUST;
/* The encoding the client likes best out of what there is; ties go to brotli, then gzip. */
enum http_encoding { HTTP_IDENTITY = 0, HTTP_GZIP = 1, HTTP_BROTLI = 2 };
enum http_encoding http_choose_encoding(Str accept_encoding, bool has_gzip, bool has_brotli);
/* If-None-Match: does the list name this ETag (weak comparison) or '*'? */
bool http_etag_matches(Str if_none_match, Str etag);
/* Incremental multipart/form-data reader that writes files to dir. NULL when the content type is no
 * multipart/form-data with a usable boundary. */
struct http_multipart;
struct http_multipart *http_multipart_new(struct arena *a, Str content_type, Str dir);
/* E_INPUT: malformed; E_LIMIT: more text, fields or files than limits.h allows; E_IO: the disk said
 * no. Stays in error. */
Err http_multipart_feed(struct http_multipart *m, Str chunk) MUST;
/* E_INPUT when the closing boundary is missing: the body was cut off. */
Err http_multipart_end(struct http_multipart *m, struct http_fields *form,
                       struct http_uploads *files) MUST;
void http_multipart_free(struct http_multipart *m); /* removes files nobody took; NULL allowed */

/* ---- the server ---- */
struct http_config {
    Str listen;  /* "127.0.0.1:8080", "[::1]:8080" or "unix:/run/ocop/http.sock" */
    int workers; /* worker processes */
    Str upload_dir;
    bool behind_proxy;   /* trust X-Forwarded-For / -Proto of the peer */
    int max_connections; /* a worker */
    int request_timeout_s;
};
struct http_app {                                          /* called in each worker */
    Err (*start)(void *arg, int worker, void **ret_state); /* after fork: open the database */
    Err (*answer)(void *state, struct http_request *q, struct http_response *r);
    void (*stop)(void *state);
    /* Asked once the head is in: may the files of this multipart body be written to disk? No: the
     * body is read and thrown away, and answer() gets no uploads. NULL: yes. */
    bool (*takes_files)(void *state, const struct http_request *q);
    /* Called after each round of answers, before the worker waits for more. NULL: nothing. */
    void (*rest)(void *state);
    void *arg;
};
/* Supervisor: binds, forks the workers and `extra` helper processes (jobs), restarts the ones that
 * die (with a growing pause), passes SIGTERM/SIGINT on and waits for running requests. ready() is
 * called once when all workers serve. Returns when everything has stopped. */
struct http_extra {
    const char *name;
    Err (*run)(void *arg); /* until SIGTERM */
    void *arg;
};
Err http_serve(const struct http_config *c, const struct http_app *app,
               const struct http_extra *extra, size_t n_extra,
               void (*ready)(void *arg, Str address), void *ready_arg) MUST;

#endif

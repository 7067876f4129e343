/* web.h: from a request to an answer: routes, sessions, permission, transactions, forms, pages,
 * cache. */
#ifndef WEB_H
#define WEB_H
#include "platform/access/access.h"
#include "platform/http/http.h"
#include "platform/identity/identity.h"
#include "platform/storage/storage.h"
#include "platform/view/view.h"

enum { WEB_PATH_PARAMS = 4 };

/* A file of a multipart form, already checked and in the storage, or why it was not taken. */
struct web_taken {
    Str field, name; /* form field; the user's file name */
    struct storage_file file;
    enum storage_why why;
};
struct web_takens {
    size_t n, cap;
    struct web_taken *v;
};

struct req {
    struct arena *arena;
    struct tx *tx;   /* the request's one transaction */
    struct web *web; /* settings, storage, the route table */
    const struct http_request *http;
    const struct route *route;
    enum lang lang;
    Str path_param[WEB_PATH_PARAMS]; /* values of :name segments, in order */
    struct access_actor actor;
    struct identity_session session; /* .id none: nobody signed in */
    struct access_subject subject;
    struct access_grant grant;
    struct problems problems;
    struct web_takens files; /* WEB_FILES routes: taken before the transaction began */
    struct view *view;       /* for templates */
    struct out *out;         /* the page's body (inside the frame) */
    struct http_response *response;
    bool wants_json; /* Accept: application/json or /api/ path */
};

/* Fills subject from path_param (and query); E_NONE: 404. Runs inside the transaction, before
 * permission. */
typedef Err web_load(struct req *q);
/* Parses, calls one domain function, chooses a view. */
typedef Err web_run(struct req *q);

enum web_flags {
    WEB_PUBLIC_CACHE = 1,    /* anonymous GET may be cached by url + language + data version */
    WEB_RAW = 2,             /* no page frame around out (files, feeds, JSON) */
    WEB_NO_TX = 4,           /* handler opens its own transactions (sign-in) */
    WEB_ANY_ORIGIN_READ = 8, /* CORS: public API */
    WEB_NO_CSRF = 16,        /* only for requests that carry no session */
    WEB_FILES = 32,          /* POST with files: permission is asked, files are checked and stored,
                                then the transaction of the change begins */
    WEB_BARE_FRAME = 64,     /* no navigation (sign-in) */
    WEB_STREAM = 128         /* the body is one piece of a file: on disk already, the one of
                                q->http->uploads; the handler takes it or it is removed */
};

/* One line of the map of the site. */
struct route {
    enum http_method method;
    const char *path; /* "/ho-so/:id/nop"; public pages: "/:lang/san-pham/:code" with lang vi or en
                         taken off by the router */
    int action;       /* asked of the policy; 0 only for pages everybody may see whatever the data
                         (sign-in, assets) */
    web_load *load;   /* NULL: no subject */
    web_run *run;
    web_run *redisplay; /* shows the page again with q->problems (422), what was typed kept in
                           q->http->form; NULL: generic page */
    int title;          /* message key of the page title; handler may set view->title itself */
    unsigned flags;
};

struct web_config {
    Str base_url; /* for QR and absolute addresses */
    Str site_name;
    bool demo;
    unsigned file_kinds; /* 1 << enum storage_kind: what WEB_FILES routes may store */
    bool secure_cookies; /* __Host- prefix and Secure; off only on plain loopback http */
    const struct access_table *policy;
    const struct route *const
        *routes; /* tables, each ended by a row with run == NULL; the list ends with NULL */
    /* Adds navigation, role words and menu to a signed-in page; may query. */
    Err (*decorate)(struct req *q);
    Time (*clock)(void *arg); /* NULL: machine's clock; tests own it */
    void *clock_arg;
    const struct embedded *assets;
    size_t n_assets;
    size_t cache_bytes; /* response cache of this worker */
    void *app;          /* the program's own state for handlers */
};
struct web;
/* May the server write the files of this request's body to disk? Only for routes that want files,
 * and when a session cookie came along. */
bool web_takes_files(const struct web *w, const struct http_request *h);
/* One per worker; owns neither db nor storage. */
Err web_new(const struct web_config *c, struct db *db, struct storage *st, struct web **ret) MUST;
void web_free(struct web *w);
/* The application function for platform/http, and for tests without any socket. match -> begin ->
 * session -> idempotency key -> load -> policy (none: 404) -> CSRF and Sec-Fetch -> run -> commit
 * -> send; refused: rollback, redisplay, 422; stale: 409; busy: run again; fault: 500. */
Err web_answer(struct web *w, struct http_request *h, struct http_response *r) MUST;

/* ---- for handlers ---- */
/* Form value by name, NFC-cleaned one line; none when absent. A field sent twice counts as
 * malformed: E_INPUT from web_form_check. */
Str web_form(struct req *q, Str name);
Str web_form_text(struct req *q, Str name); /* multi-line */
Str web_form_raw(const struct req *q, Str name);
Id web_form_id(struct req *q, Str name); /* ID_NONE when absent or malformed */
/* E_REFUSED with a problem on the field when absent or out of range; blank: ret = fallback when
 * optional. */
Err web_form_int(struct req *q, Str name, int64_t min, int64_t max, int64_t *ret) MUST;
Err web_form_date(struct req *q, Str name, bool optional, Date *ret)
    MUST; /* one box dd/mm/yyyy or name-day, name-month, name-year */
bool web_form_flag(struct req *q, Str name);
struct http_fields
web_form_all(struct req *q, Str prefix); /* every field whose name starts with prefix, in order */
/* Foreign fields are refused: allowed is a blank-separated list ("name email evidence.*"); also
 * refuses doubles other than names ending with "[]". */
Err web_form_check(struct req *q, const char *allowed) MUST;
Str web_query(struct req *q, Str name);
int64_t web_query_int(struct req *q, Str name, int64_t min, int64_t max, int64_t fallback);
Id web_path_id(struct req *q, int i); /* ID_NONE when malformed */
/* May the actor do this to the current subject? For buttons. */
bool web_may(struct req *q, int action);
bool web_may_on(struct req *q, int action, const struct access_subject *s);
bool web_may_ever(struct req *q, int action);
/* The scope of the grant (producer, place, council): list statements filter by it; none: whole
 * province. */
Id web_scope(const struct req *q);
/* 303 to path + id + tail. */
Err web_see_other(struct req *q, Str path, Id id, Str tail) MUST;
Err web_redirect(struct req *q, int status, Str location) MUST;
/* A message shown once on the next page. The cookie carries the key and the words to put in; they
 * are escaped when shown. */
void web_flash(struct req *q, int key, Str a0);
void web_status(struct req *q, int status);
void web_header(struct req *q, Str name, Str value);
/* A stored file, of the Content-Type set before: length, nosniff, a CSP under which nothing runs;
 * inline only for our re-encoded images and PDF shown in the viewer frame of our own pages. */
Err web_file(struct req *q, Hash h, Str name, bool inline_) MUST;
Err web_bytes(struct req *q, Str mime, Str name, Str bytes, bool inline_) MUST;
/* JSON answer: the handler writes it with platform/json; sets type and status. */
Err web_json(struct req *q, int status, Str body) MUST;
struct storage *web_storage(const struct req *q);
void *web_app(const struct req *q);
/* For WEB_NO_TX handlers only: a transaction of their own, with the request's clock, problems and
 * actor. */
Err web_tx(struct req *q, enum tx_mode mode, int action, Err (*f)(struct tx *tx, void *arg),
           void *arg) MUST;
struct tx_opts web_tx_opts(struct req *q, enum tx_mode mode, int action);
struct db *web_db(const struct req *q);
/* Sets the session cookie (token none: removes it). */
void web_set_session(struct req *q, Str token);
/* Shows a plain page with this heading and text, and the status. */
Err web_message(struct req *q, int status, int heading, int text);
/* Address of an embedded asset with its content hash: "/a/app.3f2a.css". */
Str web_asset(const struct req *q, Str name);
/* An address for the next page in the current language: "/vi/san-pham" -> with prefix. */
Str web_lang_path(const struct req *q, Str path);

#endif

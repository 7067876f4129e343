/* browser.c: a browser without a socket. */
#include "browser.h"

#include <unistd.h>

static Err start_session(struct tx *tx, void *arg)
{
    struct browser_session *s = arg;
    TRY(identity_session_start(tx, s->account, &s->token));
    struct identity_session made;
    TRY(identity_session_of(tx, s->token, &made));
    s->csrf = made.csrf;
    s->started = tx_now(tx);
    return OK;
}

/* The session of this account; a new one after an hour: the clock may have moved by days. */
static Err session_of(struct browser *b, Id account, const struct browser_session **ret)
{
    static const struct browser_session nobody = { .token = S_INIT(""), .csrf = S_INIT("") };
    *ret = &nobody;
    if (id_none(account)) {
        return OK;
    }
    size_t i = 0;
    while (i < b->n_sessions && !id_eq(b->session[i].account, account)) {
        i++;
    }
    BUG_UNLESS(i < BROWSER_SESSIONS);
    struct browser_session *s = &b->session[i];
    int64_t age = i < b->n_sessions ? b->clock->v - s->started.v : -1;
    *ret = s;
    if (age >= 0 && age < 3600 * TIME_SECOND) {
        return OK;
    }
    b->n_sessions += i == b->n_sessions ? 1 : 0;
    s->account = account;
    struct tx_opts o = {
        .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = b->arena, .now = *b->clock
    };
    return tx_run(b->db, &o, start_session, s);
}

static void add_form(struct browser *b, struct http_request *h, const struct browse *r, Str csrf)
{
    for (size_t i = 0; i < r->n; i++) {
        http_add(b->arena, &h->form, r->form[i].name, r->form[i].value);
    }
    if (http_count(&h->form, S("csrf")) == 0 && csrf.n > 0) {
        http_add(b->arena, &h->form, S("csrf"), csrf);
    }
}

static void add_headers(struct browser *b, struct http_request *h, const struct browse *r)
{
    for (size_t i = 0; i < r->n_headers; i++) {
        http_add(b->arena, &h->headers, r->headers[i].name, r->headers[i].value);
    }
    if (http_count(&h->headers, S("Host")) == 0) {
        http_add(b->arena, &h->headers, S("Host"), S("localhost:8080"));
    }
    if (http_count(&h->headers, S("Accept")) == 0) {
        http_add(b->arena, &h->headers, S("Accept"), S("text/html"));
    }
}

static Err add_file(struct browser *b, struct http_request *h, const struct browse_file *file)
{
    Str path =
        str_fmt(b->arena, "%.*s/way-%.*s", STR_ARG(b->folder), STR_ARG(id_token(b->arena, 10)));
    TRY(file_write(path, file->bytes));
    struct http_upload u = { .field = file->field,
                             .name = file->name,
                             .path = path,
                             .size = (int64_t)file->bytes.n,
                             .too_large = file->bytes.n > LIMIT_UPLOAD_BYTES };
    h->uploads.v = arena_grow(b->arena, h->uploads.v, h->uploads.n, &h->uploads.cap, sizeof u);
    h->uploads.v[h->uploads.n++] = u;
    return OK;
}

static Err answer(struct browser *b, struct http_request *h, struct page *ret)
{
    struct out *body CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct http_response r = { .status = 200, .body = body };
    TRY(http_parse_target(b->arena, h->target, &h->path, &h->query_text));
    TRY(http_parse_query(b->arena, h->query_text, &h->query));
    TRY(web_answer(b->app->web, h, &r));
    bool ready = r.ready != NULL;
    struct page p = {
        .status = ready ? http_ready_status(r.ready) : r.status,
        .headers = ready ? *http_ready_headers(r.ready) : r.headers,
        .body = str_dup(b->arena, ready ? http_ready_body(r.ready) : out_view(body)),
    };
    if (!str_none(r.file)) {
        TRY(file_read(b->arena, r.file, LIMIT_UPLOAD_BYTES, &p.body));
    }
    p.location = http_get(&p.headers, S("Location"));
    p.type = http_get(&p.headers, S("Content-Type"));
    *ret = p;
    return OK;
}

Err browser_send(struct browser *b, const struct browse *r, struct page *ret)
{
    const struct browser_session *s;
    b->clock->v += TIME_SECOND / 1000;
    TRY(session_of(b, r->as, &s));
    struct http_request *h = NEW(b->arena, struct http_request);
    *h = (struct http_request){
        .arena = b->arena, .method = r->method, .target = r->target, .peer = S("127.0.0.1")
    };
    add_headers(b, h, r);
    if (s->token.n > 0) {
        http_add(b->arena, &h->headers, S("Cookie"), S("ocop=..."));
        http_add(b->arena, &h->cookies, S("ocop"), s->token);
    }
    if (r->method == HTTP_POST) {
        add_form(b, h, r, s->csrf);
    }
    for (size_t i = 0; i < r->n_files; i++) {
        TRY(add_file(b, h, &r->file[i]));
    }
    Err e = answer(b, h, ret);
    for (size_t i = 0; i < h->uploads.n; i++) {
        (void)unlink(str_cstr(b->arena, h->uploads.v[i].path));
    }
    return e;
}

/* ---- reading a page ---- */

bool page_has(const struct page *p, Str text)
{
    return str_find(p->body, text) < p->body.n;
}

/* Where name="..." stands; the body's end without. */
static size_t find_name(Str body, Str name)
{
    Str mark = S("name=\"");
    size_t at = str_find(body, mark);
    while (at < body.n) {
        Str rest = str_skip(body, at + mark.n);
        if (str_starts(rest, name) && str_starts(str_skip(rest, name.n), S("\""))) {
            return at;
        }
        at += mark.n + str_find(rest, mark);
    }
    return body.n;
}

Str page_input(const struct page *p, Str name)
{
    size_t at = find_name(p->body, name);
    Str rest = str_skip(p->body, at);
    rest = str_sub(rest, 0, str_find_c(rest, '>'));
    size_t value = str_find(rest, S("value=\""));
    if (at >= p->body.n || value >= rest.n) {
        return STR_NONE;
    }
    rest = str_skip(rest, value + 7);
    return str_sub(rest, 0, str_find_c(rest, '"'));
}

static Id id_after(Str text, Str prefix)
{
    Id id = ID_NONE;
    for (size_t at = str_find(text, prefix); at < text.n; at = str_find(text, prefix)) {
        text = str_skip(text, at + prefix.n);
        size_t n = 0;
        while (n < text.n &&
               ((text.p[n] >= '0' && text.p[n] <= '9') || (text.p[n] >= 'a' && text.p[n] <= 'z'))) {
            n++;
        }
        if (id_parse(str_sub(text, 0, n), &id) == OK) {
            return id;
        }
    }
    return ID_NONE;
}

Id page_id(const struct page *p, Str prefix)
{
    Id id = str_none(p->location) ? ID_NONE : id_after(p->location, prefix);
    return id_none(id) ? id_after(p->body, prefix) : id;
}

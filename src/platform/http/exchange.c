/* exchange.c: one request on its way in, and its answer on its way out. */
#include "platform/http/server.h"

#include <errno.h>
#include <fcntl.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/stat.h>
#include <unistd.h>

struct exchange {
    struct worker *worker;
    struct arena *arena;
    struct http_request q;
    struct http_multipart *parts; /* multipart bodies whose files are wanted */
    struct out body;              /* other bodies */
    struct out *reply;            /* the answer's body, until the last byte is sent */
    int64_t received, started_s;
    bool has_head, refused;
};

/* Arenas go from one request to the next; one that grew large is not kept. */
static struct arena *take_arena(struct worker *w)
{
    return w->n_spare > 0 ? w->spare[--w->n_spare] : arena_new();
}

static void give_arena(struct worker *w, struct arena *a)
{
    if (w->n_spare == SERVER_SPARE_ARENAS || arena_used(a) > SERVER_SPARE_BYTES) {
        arena_free(a);
        return;
    }
    arena_reset(a);
    w->spare[w->n_spare++] = a;
}

static struct out *take_reply(struct worker *w)
{
    return w->n_spare_replies > 0 ? w->spare_reply[--w->n_spare_replies]
                                  : out_new(LIMIT_PAGE_BYTES);
}

static void give_reply(struct worker *w, struct out *o)
{
    if (w->n_spare_replies == SERVER_SPARE_ARENAS || o->cap > SERVER_SPARE_BYTES) {
        out_free(o);
        return;
    }
    out_reset(o);
    w->spare_reply[w->n_spare_replies++] = o;
}

struct exchange *exchange_new(struct worker *w, Str target)
{
    struct arena *a = take_arena(w);
    struct exchange *x = NEW(a, struct exchange);
    x->worker = w;
    x->arena = a;
    x->q.arena = a;
    x->q.target = str_dup(a, target);
    x->started_s = time_wall_clock().v / TIME_SECOND;
    out_init(&x->body, LIMIT_FORM_BYTES);
    w->active++;
    w->begun++;
    return x;
}

void exchange_free(struct exchange *x)
{
    if (x == NULL) {
        return;
    }
    struct worker *w = x->worker;
    w->active--;
    http_multipart_free(x->parts);
    out_done(&x->body);
    if (x->reply != NULL) {
        give_reply(w, x->reply);
    }
    give_arena(w, x->arena); /* x lives in it */
}

/* ---- the head ---- */

static enum http_method method_of(Str s)
{
    static const struct {
        const char *name;
        enum http_method method;
    } all[] = { { "GET", HTTP_GET },        { "HEAD", HTTP_HEAD },   { "POST", HTTP_POST },
                { "PUT", HTTP_PUT },        { "PATCH", HTTP_PATCH }, { "DELETE", HTTP_DELETE },
                { "OPTIONS", HTTP_OPTIONS } };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (str_eq(s, str_c(all[i].name))) {
            return all[i].method;
        }
    }
    return HTTP_OTHER;
}

static enum MHD_Result take_header(void *arg, enum MHD_ValueKind kind, const char *key,
                                   size_t key_n, const char *value, size_t value_n)
{
    (void)kind;
    struct exchange *x = arg;
    Str v = { value != NULL ? value : "", value != NULL ? value_n : 0 };
    http_add(x->arena, &x->q.headers, str_dup(x->arena, (Str){ key, key_n }), str_dup(x->arena, v));
    return MHD_YES;
}

static Str peer_address(struct arena *a, struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *i =
        MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char text[INET6_ADDRSTRLEN] = "unix";
    if (i != NULL && i->client_addr != NULL) {
        union {
            struct sockaddr_in v4;
            struct sockaddr_in6 v6;
        } at;
        if (i->client_addr->sa_family == AF_INET) {
            memcpy(&at.v4, i->client_addr, sizeof at.v4);
            (void)inet_ntop(AF_INET, &at.v4.sin_addr, text, sizeof text);
        } else if (i->client_addr->sa_family == AF_INET6) {
            memcpy(&at.v6, i->client_addr, sizeof at.v6);
            (void)inet_ntop(AF_INET6, &at.v6.sin6_addr, text, sizeof text);
        }
    }
    return str_dup(a, str_c(text));
}

/* Behind our own proxy the last entry of X-Forwarded-For is what that proxy saw. */
static void take_peer(struct exchange *x, struct MHD_Connection *c)
{
    x->q.peer = peer_address(x->arena, c);
    if (!x->worker->job->config->behind_proxy) {
        return;
    }
    Str rest = http_get(&x->q.headers, S("X-Forwarded-For")), last = STR_NONE;
    while (rest.n > 0) {
        last = str_trim(str_cut(&rest, ','));
    }
    if (last.n > 0 && last.n <= INET6_ADDRSTRLEN) {
        x->q.peer = last;
    }
    x->q.secure = str_eq(http_get(&x->q.headers, S("X-Forwarded-Proto")), S("https"));
}

static bool is_multipart(const struct http_request *q)
{
    Str type = str_lower_ascii(q->arena, http_get(&q->headers, S("Content-Type")));
    return str_starts(type, S("multipart/form-data"));
}

/* E_INPUT: not HTTP as we speak it; answered 400 without asking the application. */
static Err take_head(struct exchange *x, struct MHD_Connection *c, Str method)
{
    struct http_request *q = &x->q;
    q->method = method_of(method);
    (void)MHD_get_connection_values_n(c, MHD_HEADER_KIND, take_header, x);
    TRY(http_check_framing(&q->headers));
    TRY(http_parse_target(x->arena, q->target, &q->path, &q->query_text));
    TRY(http_parse_query(x->arena, q->query_text, &q->query));
    Str cookies = http_get(&q->headers, S("Cookie"));
    if (!str_none(cookies)) {
        TRY(http_parse_cookies(x->arena, cookies, &q->cookies));
    }
    take_peer(x, c);
    const struct http_app *app = x->worker->job->app;
    if (is_multipart(q) && (app->takes_files == NULL || app->takes_files(x->worker->state, q))) {
        x->parts = http_multipart_new(x->arena, http_get(&q->headers, S("Content-Type")),
                                      x->worker->job->config->upload_dir);
        q->body_broken = x->parts == NULL;
    }
    return OK;
}

/* ---- the body ---- */

static void take_body(struct exchange *x, Str chunk)
{
    struct http_request *q = &x->q;
    x->received += (int64_t)chunk.n;
    if (q->body_broken || q->body_too_large) {
        return;
    }
    if (x->parts != NULL) {
        Err e = http_multipart_feed(x->parts, chunk);
        q->body_too_large = e == E_LIMIT;
        q->body_broken = e != OK && e != E_LIMIT;
    } else if (!is_multipart(q)) {
        out_raw(&x->body, chunk);
        q->body_too_large = x->body.over;
    }
}

static bool is_too_slow(const struct exchange *x)
{
    int64_t seconds = time_wall_clock().v / TIME_SECOND - x->started_s;
    return seconds > SERVER_BODY_GRACE_S && x->received / seconds < SERVER_BODY_RATE;
}

static void end_body(struct exchange *x)
{
    struct http_request *q = &x->q;
    Str type = str_lower_ascii(x->arena, http_get(&q->headers, S("Content-Type")));
    if (q->body_broken || q->body_too_large) {
        return;
    }
    if (x->parts != NULL) {
        Err e = http_multipart_end(x->parts, &q->form, &q->uploads);
        q->body_too_large = e == E_LIMIT;
        q->body_broken = e != OK && e != E_LIMIT;
    } else if (str_starts(type, S("application/x-www-form-urlencoded"))) {
        Err e = http_parse_query(x->arena, out_view(&x->body), &q->form);
        q->body_too_large = e == E_LIMIT;
        q->body_broken = e != OK && e != E_LIMIT;
    } else {
        q->body = out_view(&x->body);
    }
}

/* ---- the answer ---- */

/* The library calls on_completed() (and by it exchange_free()) after the last byte: what lives in
 * the exchange is sent from where it is. */
static struct MHD_Response *lasting(char *p, size_t n)
{
    return MHD_create_response_from_buffer(n, p, MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result send_plain(struct exchange *x, struct MHD_Connection *c, int status,
                                  Str text)
{
    struct http_fields none = { 0 };
    struct MHD_Response *m = lasting(str_cstr(x->arena, text), text.n);
    BUG_UNLESS(m != NULL);
    (void)MHD_add_response_header(m, "Content-Type", "text/plain; charset=utf-8");
    (void)MHD_add_response_header(m, "Connection", "close");
    server_add_headers(x->arena, m, &none);
    enum MHD_Result r = MHD_queue_response(c, (unsigned)status, m);
    MHD_destroy_response(m);
    return r;
}

static struct MHD_Response *file_response(struct arena *a, Str path)
{
    int fd = open(str_cstr(a, path), O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) {
        log_line(LOG_ERROR, "http", "a stored file cannot be opened: errno %d", errno);
        return NULL;
    }
    return MHD_create_response_from_fd64((uint64_t)st.st_size, fd); /* closes fd */
}

/* Compressed only when the request carried no cookie: a secret and what an attacker chose must not
 * be squeezed together (BREACH). */
static struct MHD_Response *body_response(const struct exchange *x, struct http_response *r)
{
    char *body = r->body->p, *small;
    size_t n = r->body->n;
    Str accept = http_get(&x->q.headers, S("Accept-Encoding"));
    Str type = http_get(&r->headers, S("Content-Type"));
    bool text = str_starts(type, S("text/")) || str_starts(type, S("application/json"));
    bool open_page = str_none(http_get(&x->q.headers, S("Cookie")));
    if (text && open_page && n > SERVER_COMPRESS_FROM &&
        http_choose_encoding(accept, true, false) == HTTP_GZIP &&
        server_gzip(x->arena, out_view(r->body), &small, &n)) {
        http_add(x->arena, &r->headers, S("Content-Encoding"), S("gzip"));
        http_add(x->arena, &r->headers, S("Vary"), S("Accept-Encoding"));
        body = small;
    }
    return lasting(body, n);
}

static enum MHD_Result answer(struct exchange *x, struct MHD_Connection *c)
{
    struct worker *w = x->worker;
    x->reply = take_reply(w);
    struct http_response r = { .status = 200, .body = x->reply };
    if (w->job->app->answer(w->state, &x->q, &r) != OK) {
        return send_plain(x, c, 500, S("error\n"));
    }
    if (r.ready != NULL) {
        int status;
        struct MHD_Response *m = ready_choose(r.ready, &x->q.headers, &status);
        return MHD_queue_response(c, (unsigned)status, m);
    }
    struct MHD_Response *m =
        str_none(r.file) ? body_response(x, &r) : file_response(x->arena, r.file);
    if (m == NULL) {
        return send_plain(x, c, 500, S("error\n"));
    }
    server_add_headers(x->arena, m, &r.headers);
    enum MHD_Result sent = MHD_queue_response(c, (unsigned)r.status, m);
    MHD_destroy_response(m);
    return sent;
}

enum MHD_Result exchange_step(struct exchange *x, struct MHD_Connection *c, Str method,
                              const char *data, size_t *data_n)
{
    if (!x->has_head) {
        x->has_head = true;
        if (take_head(x, c, method) != OK) {
            x->refused = true;
            return send_plain(x, c, 400, S("bad request\n"));
        }
        return MHD_YES;
    }
    if (*data_n > 0) {
        take_body(x, (Str){ data, *data_n });
        *data_n = 0;
        return x->received > SERVER_DRAIN + (x->parts != NULL
                                                 ? LIMIT_UPLOAD_FILES * (int64_t)LIMIT_UPLOAD_BYTES
                                                 : 0) ||
                       is_too_slow(x)
                   ? MHD_NO
                   : MHD_YES;
    }
    if (x->refused) {
        return MHD_YES;
    }
    end_body(x);
    return answer(x, c);
}

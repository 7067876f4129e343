/* web.c: the chain every request goes through: match, session, load, permission, cross-site check,
 * doubled requests, handler, commit, page. */
#include "platform/web/inside.h"

Err web_new(const struct web_config *c, struct db *db, struct storage *st, struct web **ret)
{
    struct arena *a = arena_new();
    struct web *w = NEW(a, struct web);
    w->c = *c;
    w->db = db;
    w->storage = st;
    w->arena = a;
    w->cache = web_cache_new(c->cache_bytes);
    w->page = out_new(LIMIT_PAGE_BYTES);
    TRY(web_assets_load(w));
    *ret = w;
    return OK;
}

void web_free(struct web *w)
{
    if (w != NULL) {
        web_assets_free(w);
        web_cache_free(w->cache);
        out_free(w->page);
        arena_free(w->arena);
    }
}

bool web_takes_files(const struct web *w, const struct http_request *h)
{
    struct web_match m;
    bool known = web_match(&w->c, h->method, h->path, &m) && m.route != NULL;
    Str name = w->c.secure_cookies ? S("__Host-ocop") : S("ocop");
    unsigned wanted =
        http_is_stream(h->arena, http_get(&h->headers, S("Content-Type"))) ? WEB_STREAM : WEB_FILES;
    return known && (m.route->flags & wanted) != 0 && !str_none(http_get(&h->cookies, name));
}

/* ---- inside the transaction ---- */

/* Another attempt starts from nothing. */
static void wipe(struct req *q)
{
    struct http_response *r = q->response;
    r->status = 200;
    r->headers = (struct http_fields){ 0 };
    r->file = STR_NONE;
    out_reset(r->body);
    out_reset(q->out);
    q->subject = (struct access_subject){ .state = ACCESS_STATE_NONE };
}

/* Who asks? E_DENIED: they should sign in first. */
static Err recognise(struct req *q)
{
    const struct route *r = q->route;
    TRY(web_load_session(q));
    bool signed_in = !id_none(q->session.id);
    if (r->action != 0 && !signed_in &&
        !access_ever(q->web->c.policy, &q->actor, r->action, NULL)) {
        return E_DENIED; /* before anything is looked up: says nothing about what exists */
    }
    return OK;
}

/* They are known; may they? */
static Err permit(struct req *q)
{
    const struct route *r = q->route;
    if (r->load != NULL) {
        TRY(r->load(q));
    }
    q->grant = (struct access_grant){ .rule = NULL };
    if (r->action == 0) {
        return OK;
    }
    const struct access_rule *nearest = NULL;
    TRY(access_check(q->web->c.policy, &q->actor, r->action, &q->subject, &q->grant, &nearest));
    tx_grant(q->tx, r->action, q->grant.rule->to);
    return OK;
}

static Err ask_sign_in(struct req *q)
{
    if (q->wants_json || q->http->method == HTTP_POST) {
        return web_message(q, 401, M_WEB_E401, M_WEB_E401_TEXT);
    }
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL * 4);
    out_raw(o, S("/dang-nhap?next="));
    out_url(o, q->http->target);
    return web_redirect(q, 303, out_dup(q->arena, o));
}

static bool is_page(const struct req *q)
{
    const struct http_response *r = q->response;
    return (q->route->flags & WEB_RAW) == 0 && r->body->n == 0 && str_none(r->file) &&
           str_none(http_get(&r->headers, S("Location")));
}

static Err finish(struct req *q)
{
    return is_page(q) ? web_finish_page(q, q->response->body) : OK;
}

static Err refuse_foreign(struct req *q)
{
    log_line(LOG_WARN, "csrf", "a form from elsewhere was refused at %.*s", STR_ARG(q->http->path));
    TRY(web_message(q, 403, M_WEB_E403, M_WEB_E403_TEXT));
    return finish(q);
}

static bool is_change(const struct req *q)
{
    enum http_method m = q->http->method;
    return m != HTTP_GET && m != HTTP_HEAD && m != HTTP_OPTIONS;
}

/* The button pressed twice gets the first answer again. Asked before the policy: the first request
 * may have moved the subject to where nobody could ask for it any more. */
static Err answered_before(struct req *q, bool *ret)
{
    *ret = false;
    bool may_be = is_change(q) && (q->route->flags & WEB_NO_TX) == 0 && web_is_ours(q);
    return may_be ? web_idempotency_check(q, ret) : OK;
}

static Err handle(struct tx *tx, void *arg)
{
    struct req *q = arg;
    bool done = false;
    q->tx = tx;
    wipe(q);
    Err e = recognise(q);
    if (e == E_DENIED) {
        web_view_start(q);
        TRY(ask_sign_in(q));
        return finish(q);
    }
    TRY(e);
    TRY(answered_before(q, &done));
    if (done) {
        return OK;
    }
    e = permit(q);
    web_view_start(q);
    TRY(e);
    if (is_change(q) && !web_is_ours(q)) {
        return refuse_foreign(q);
    }
    if (q->route->flags & WEB_NO_TX) {
        return OK;
    }
    TRY(q->route->run(q));
    if (is_change(q)) {
        TRY(web_idempotency_keep(q));
    }
    return finish(q);
}

/* The page again, with what was typed and why it was refused. */
static Err again(struct tx *tx, struct req *q, int status)
{
    q->tx = tx;
    wipe(q);
    TRY(recognise(q));
    TRY(permit(q));
    web_view_start(q);
    web_problems_to_view(q);
    web_status(q, status);
    TRY(q->route->redisplay(q));
    return finish(q);
}

static Err show_again(struct tx *tx, void *arg)
{
    return again(tx, arg, 422);
}

static Err show_newest(struct tx *tx, void *arg)
{
    return again(tx, arg, 409);
}

static Err only_permit(struct tx *tx, void *arg)
{
    struct req *q = arg;
    q->tx = tx;
    wipe(q);
    TRY(recognise(q));
    TRY(permit(q));
    return web_is_ours(q) ? OK : E_DENIED;
}

static Err in_tx(struct req *q, enum tx_mode mode, Err (*f)(struct tx *tx, void *arg))
{
    struct tx_opts o = { .mode = mode,
                         .action = q->route->action,
                         .arena = q->arena,
                         .problems = &q->problems,
                         .now = web_now(q->web) };
    Err e = tx_run(q->web->db, &o, f, q);
    q->tx = NULL;
    return e;
}

/* ---- around the transaction ---- */

/* Checks and stores the files of the form before the database is locked for the change. */
static Err take_files(struct req *q)
{
    const struct http_uploads *u = &q->http->uploads;
    if (u->n == 0) {
        return OK;
    }
    Err permitted = in_tx(q, TX_READ, only_permit);
    if (permitted == E_DENIED || permitted == E_NONE) {
        return OK; /* nothing is kept; handle() says why, as to a form without files */
    }
    TRY(permitted);
    q->files.v = NEW_N(q->arena, struct web_taken, u->n);
    for (size_t i = 0; i < u->n; i++) {
        struct web_taken *t = &q->files.v[q->files.n];
        *t = (struct web_taken){ .field = u->v[i].field, .name = u->v[i].name };
        if (u->v[i].size == 0 && str_empty(u->v[i].name)) {
            continue; /* the browser's way of saying: no file chosen */
        }
        q->files.n++;
        if (u->v[i].too_large) {
            t->why = STORAGE_TOO_LARGE;
            continue;
        }
        Err e =
            storage_take(q->web->storage, u->v[i].path, q->web->c.file_kinds, &t->file, &t->why);
        if (e != OK && e != E_REFUSED) {
            return e;
        }
    }
    return OK;
}

static void touch_session(struct req *q)
{
    Time now = web_now(q->web);
    if (!id_none(q->session.id) && now.v - q->session.seen.v > 60 * TIME_SECOND &&
        identity_session_touch(q->web->db, q->arena, now, q->session.id) != OK) {
        log_line(LOG_WARN, "session", "use could not be noted");
    }
}

static Err run(struct req *q)
{
    bool reads = !is_change(q) || (q->route->flags & WEB_NO_TX) != 0;
    if (q->http->body_broken) {
        return E_INPUT;
    }
    if (q->http->body_too_large) {
        return E_LIMIT;
    }
    if (!reads && (q->route->flags & WEB_FILES) != 0) {
        TRY(take_files(q));
    }
    TRY(in_tx(q, reads ? TX_READ : TX_WRITE, handle));
    if ((q->route->flags & WEB_NO_TX) != 0 && q->response->status == 200 &&
        q->response->body->n == 0) {
        TRY(q->route->run(q));
        TRY(finish(q));
    }
    touch_session(q);
    return OK;
}

/* Somebody was first: the newest content with what was typed, so that nothing typed is lost. Where
 * the page may no longer be had, the plain message. */
static Err show_stale(struct req *q)
{
    if (q->problems.n == 0) {
        Err told = problem_add(&q->problems, STR_NONE, M_WEB_E409_AGAIN, STR_NONE, STR_NONE);
        BUG_UNLESS(told == E_REFUSED);
    }
    return in_tx(q, TX_READ, show_newest) == OK ? OK : E_STALE;
}

static Err run_and_explain(struct req *q)
{
    Err e = run(q);
    if (e == E_REFUSED && q->route->redisplay != NULL && !q->wants_json) {
        e = in_tx(q, TX_READ, show_again);
    } else if (e == E_STALE && q->route->redisplay != NULL && !q->wants_json) {
        e = show_stale(q);
    }
    if (e != OK) {
        if (e == E_IO || e == E_DB || e == E_BUG) {
            log_line(LOG_ERROR, "request", "%.*s failed (%d)", STR_ARG(q->http->path), (int)e);
        }
        wipe(q);
        web_view_start(q);
        web_fail(q, e, q->response->body);
    }
    return OK;
}

/* ---- public pages, kept ready ---- */

static bool may_cache(const struct req *q)
{
    return (q->route->flags & WEB_PUBLIC_CACHE) != 0 &&
           (q->http->method == HTTP_GET || q->http->method == HTTP_HEAD) &&
           str_none(http_get(&q->http->headers, S("Cookie"))) && q->http->target.n < 400;
}

static void keep_ready(struct req *q, int64_t version, Date today)
{
    struct http_response *r = q->response;
    if (r->status != 200 || !str_none(r->file) ||
        !str_none(http_get(&r->headers, S("Set-Cookie")))) {
        return;
    }
    Str body = out_view(r->body);
    struct http_fields h = r->headers;
    http_add(q->arena, &h, S("Cache-Control"), S("public, max-age=0, must-revalidate"));
    http_add(q->arena, &h, S("Vary"), S("Cookie"));
    http_add(q->arena, &h, S("ETag"),
             str_fmt(q->arena, "\"%.20s\"", hash_text(q->arena, hash_of(body)).p));
    struct http_ready *ready =
        http_ready_new(200, &h, body, web_gzip(q->arena, body), web_brotli(q->arena, body));
    web_cache_put(q->web->cache, q->http->target, version, today, ready);
}

static Err answer_public(struct req *q)
{
    int64_t version = 0;
    Date today = date_of(web_now(q->web));
    TRY(db_public_version(q->web->db, &version));
    const struct http_ready *ready = web_cache_get(q->web->cache, q->http->target, version, today);
    if (ready != NULL) {
        q->response->ready = ready;
        return OK;
    }
    TRY(run_and_explain(q));
    keep_ready(q, version, today);
    return OK;
}

/* ---- the door ---- */

static Err answer_probe(struct web *w, struct http_request *h, struct http_response *r, bool *mine)
{
    bool alive = str_eq(h->path, S("/healthz")), ready = str_eq(h->path, S("/readyz"));
    *mine = alive || ready;
    if (*mine) {
        bool ok = alive || db_ready(w->db);
        r->status = ok ? 200 : 503;
        http_add(h->arena, &r->headers, S("Content-Type"), S("text/plain; charset=utf-8"));
        out_raw(r->body, ok ? S("ok\n") : S("not ready\n"));
    }
    return OK;
}

static const struct route no_route = { .method = HTTP_GET, .path = "/", .title = M_WEB_E404 };

static bool wants_json(const struct http_request *h)
{
    return str_starts(h->path, S("/api/")) ||
           str_starts(http_get(&h->headers, S("Accept")), S("application/json"));
}

static Err answer_unknown(struct req *q, bool known)
{
    q->route = &no_route;
    web_view_start(q);
    q->view->frame = VIEW_PUBLIC;
    if (known) {
        wipe(q);
        TRY(web_message(q, 405, M_WEB_E405, M_WEB_E404_TEXT));
        return web_finish_page(q, q->response->body);
    }
    web_fail(q, E_NONE, q->response->body);
    return OK;
}

Err web_answer(struct web *w, struct http_request *h, struct http_response *r)
{
    bool mine = false;
    r->ready = web_assets_find(w, h->path);
    if (r->ready != NULL) {
        return OK;
    }
    TRY(answer_probe(w, h, r, &mine));
    if (mine) {
        return OK;
    }
    struct web_match m = { .lang = LANG_VI };
    struct req q = { .arena = h->arena,
                     .web = w,
                     .http = h,
                     .response = r,
                     .out = w->page,
                     .problems = { .arena = h->arena },
                     .wants_json = wants_json(h) };
    bool known = h->target.n <= LIMIT_URL && web_match(&w->c, h->method, h->path, &m);
    q.lang = m.lang;
    if (m.route == NULL) {
        return answer_unknown(&q, known);
    }
    q.route = m.route;
    for (size_t i = 0; i < WEB_PATH_PARAMS; i++) {
        q.path_param[i] = m.param[i];
    }
    return may_cache(&q) ? answer_public(&q) : run_and_explain(&q);
}

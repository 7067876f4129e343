/* session.c: who asks, from where, and whether it was asked before. */
#include "platform/web/inside.h"
#include "platform/web/web.sql.h"

static Str cookie_name(const struct web *w)
{
    return w->c.secure_cookies ? S("__Host-ocop") : S("ocop");
}

Time web_now(const struct web *w)
{
    return w->c.clock != NULL ? w->c.clock(w->c.clock_arg) : time_wall_clock();
}

Str web_session_cookie(const struct req *q)
{
    return http_get(&q->http->cookies, cookie_name(q->web));
}

static void set_cookie(struct req *q, Str name, Str value, int64_t max_age)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL * 2);
    out_raw(o, name);
    out_c(o, '=');
    out_raw(o, value);
    out_raw(o, S("; Path=/; HttpOnly; SameSite=Lax"));
    if (max_age >= 0) {
        out_raw(o, S("; Max-Age="));
        out_int(o, max_age);
    }
    out_raw(o, q->web->c.secure_cookies ? S("; Secure") : S(""));
    http_add(q->arena, &q->response->headers, S("Set-Cookie"), out_dup(q->arena, o));
}

void web_set_session(struct req *q, Str token)
{
    bool end = str_empty(token);
    set_cookie(q, cookie_name(q->web), end ? S("") : token, end ? 0 : -1);
}

Err web_load_session(struct req *q)
{
    q->session = (struct identity_session){ .id = ID_NONE };
    q->actor = (struct access_actor){ .account = ID_NONE };
    Str token = web_session_cookie(q);
    if (str_empty(token)) {
        return OK;
    }
    Err e = identity_session_of(q->tx, token, &q->session);
    if (e != OK) {
        q->session = (struct identity_session){ .id = ID_NONE };
        return e == E_NONE ? OK : e;
    }
    TRY(identity_roles(q->tx, q->session.account, &q->actor));
    struct tx_actor who = { q->session.account, q->session.id, q->session.name };
    tx_set_actor(q->tx, &who);
    return OK;
}

/* ---- from another site? ---- */

static bool origin_is_ours(const struct req *q)
{
    const struct http_fields *h = &q->http->headers;
    Str site = http_get(h, S("Sec-Fetch-Site"));
    if (!str_none(site)) {
        return str_eq(site, S("same-origin")) || str_eq(site, S("none"));
    }
    Str origin = http_get(h, S("Origin"));
    if (str_none(origin)) {
        return true; /* no browser: browsers send one of the two with every POST */
    }
    (void)str_cut(&origin, '/');
    (void)str_cut(&origin, '/');
    return str_eq_nocase(origin, http_get(h, S("Host")));
}

bool web_is_ours(struct req *q)
{
    if (!origin_is_ours(q)) {
        return false;
    }
    if (id_none(q->session.id) || (q->route->flags & WEB_NO_CSRF) != 0) {
        return true;
    }
    Str sent = web_form_raw(q, S("csrf"));
    if (str_none(sent)) {
        sent = http_get(&q->http->headers, S("X-CSRF-Token"));
    }
    return !str_none(sent) && hash_eq(hash_of(sent), hash_of(q->session.csrf));
}

/* ---- doubled requests ---- */

static Str idempotency_key(const struct req *q)
{
    Str key = web_form_raw(q, S("idem"));
    if (str_none(key)) {
        key = http_get(&q->http->headers, S("Idempotency-Key"));
    }
    return key.n > 0 && key.n <= 100 ? key : STR_NONE;
}

/* What was asked: the address, the fields, the files. */
static Hash hash_of_request(const struct req *q)
{
    struct hash_state h;
    hash_start(&h);
    hash_add(&h, q->http->target.p, q->http->target.n);
    for (size_t i = 0; i < q->http->form.n; i++) {
        const struct http_field *f = &q->http->form.v[i];
        if (!str_eq(f->name, S("csrf"))) {
            hash_add(&h, "\0", 1);
            hash_add(&h, f->name.p, f->name.n);
            hash_add(&h, "\0", 1);
            hash_add(&h, f->value.p, f->value.n);
        }
    }
    for (size_t i = 0; i < q->files.n; i++) {
        hash_add(&h, q->files.v[i].file.original.b, sizeof q->files.v[i].file.original.b);
    }
    hash_add(&h, q->http->body.p != NULL ? q->http->body.p : "", q->http->body.n);
    return hash_end(&h);
}

Err web_idempotency_check(struct req *q, bool *ret_done)
{
    *ret_done = false;
    Str key = idempotency_key(q);
    if (str_none(key)) {
        return OK;
    }
    struct web_done done;
    bool found = false;
    TRY(web_idempotency_get(q->tx, q->actor.account, key, &found, &done));
    if (!found) {
        return OK;
    }
    if (!hash_eq(done.request, hash_of_request(q))) {
        return E_STALE;
    }
    *ret_done = true;
    q->response->status = (int)done.status;
    if (!str_empty(done.location)) {
        http_add(q->arena, &q->response->headers, S("Location"), done.location);
    }
    return OK;
}

Err web_idempotency_keep(struct req *q)
{
    Str key = idempotency_key(q);
    if (str_none(key) || q->response->status >= 400) {
        return OK;
    }
    Str location = http_get(&q->response->headers, S("Location"));
    TRY(web_idempotency_put(q->tx, q->actor.account, key, q->route->action, hash_of_request(q),
                            q->response->status, str_none(location) ? S("") : location,
                            tx_now(q->tx)));
    return tx_note(q->tx, S("request.answered"), q->actor.account);
}

/* ---- a message for the next page ---- */

void web_flash(struct req *q, int key, Str a0)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL);
    out_raw(o, str_c(messages[key].key));
    out_c(o, '!');
    if (!str_none(a0)) {
        out_url(o, str_sub(a0, 0, 300));
    }
    set_cookie(q, S("ocop-flash"), out_view(o), 60);
}

void web_take_flash(struct req *q)
{
    Str value = http_get(&q->http->cookies, S("ocop-flash"));
    if (str_empty(value)) {
        return;
    }
    Str key = str_cut(&value, '!');
    struct http_fields f = { 0 };
    int message = i18n_key(key);
    if (message != M_NONE &&
        http_parse_query(q->arena, str_cat(q->arena, S("a="), value), &f) == OK) {
        q->view->flash = i18n_fmt(q->arena, q->lang, message, http_get(&f, S("a")), S(""), S(""));
    }
    set_cookie(q, S("ocop-flash"), S(""), 0);
}

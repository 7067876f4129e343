/* reply.c: the kinds of answers a handler may give, and the questions it may ask. */
#include "platform/web/inside.h"

bool web_may_on(struct req *q, int action, const struct access_subject *s)
{
    struct access_grant g;
    return access_check(q->web->c.policy, &q->actor, action, s, &g, NULL) == OK;
}

bool web_may(struct req *q, int action)
{
    return web_may_on(q, action, &q->subject);
}

bool web_may_ever(struct req *q, int action)
{
    return access_ever(q->web->c.policy, &q->actor, action, NULL);
}

Id web_scope(const struct req *q)
{
    return q->grant.role != NULL ? q->grant.role->scope : ID_NONE;
}

void web_header(struct req *q, Str name, Str value)
{
    http_add(q->arena, &q->response->headers, name, value);
}

void web_status(struct req *q, int status)
{
    q->response->status = status;
}

Err web_redirect(struct req *q, int status, Str location)
{
    /* Only addresses of our own; "//host" and "/\host" would lead away. */
    bool local = str_starts(location, S("/")) && !str_starts(location, S("//")) &&
                 !str_starts(location, S("/\\"));
    web_status(q, status);
    web_header(q, S("Location"), local ? location : S("/"));
    return OK;
}

Err web_see_other(struct req *q, Str path, Id id, Str tail)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL);
    out_raw(o, path);
    if (!id_none(id)) {
        out_id(o, id);
    }
    out_raw(o, tail);
    return web_redirect(q, 303, out_dup(q->arena, o));
}

/* No PDF viewer of a browser runs under "sandbox" (Safari shows an empty page, Chrome a blocked
 * one); what a PDF carries cannot act for our pages in any of them. Everything else is locked up.
 */
static void policy_header(struct req *q)
{
    bool pdf = str_eq(http_get(&q->response->headers, S("Content-Type")), S("application/pdf"));
    web_header(q, S("Content-Security-Policy"),
               pdf ? S("default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; object-src "
                       "'self'")
                   : S("default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox"));
}

/* RFC 6266: the name in UTF-8, percent-encoded. */
static void name_header(struct req *q, Str name, bool shown)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL * 2);
    out_raw(o, shown ? S("inline; filename*=UTF-8''") : S("attachment; filename*=UTF-8''"));
    out_url(o, name);
    web_header(q, S("Content-Disposition"), out_dup(q->arena, o));
    policy_header(q);
}

Err web_file(struct req *q, Hash h, Str name, bool inline_)
{
    Str path;
    TRY(storage_path(q->web->storage, q->arena, h, &path));
    q->response->file = path;
    name_header(q, name, inline_);
    return OK;
}

Err web_bytes(struct req *q, Str mime, Str name, Str bytes, bool inline_)
{
    web_header(q, S("Content-Type"), mime);
    name_header(q, name, inline_);
    out_reset(q->response->body);
    out_raw(q->response->body, bytes);
    return OK;
}

Err web_json(struct req *q, int status, Str body)
{
    web_status(q, status);
    web_header(q, S("Content-Type"), S("application/json; charset=utf-8"));
    out_reset(q->response->body);
    out_raw(q->response->body, body);
    return OK;
}

struct storage *web_storage(const struct req *q)
{
    return q->web->storage;
}

void *web_app(const struct req *q)
{
    return q->web->c.app;
}

Str web_lang_path(const struct req *q, Str path)
{
    return str_cat(q->arena, q->lang == LANG_VI ? S("/vi") : S("/en"), path);
}

Err web_tx(struct req *q, enum tx_mode mode, int action, Err (*f)(struct tx *tx, void *arg),
           void *arg)
{
    BUG_UNLESS((q->route->flags & WEB_NO_TX) != 0 && q->tx == NULL);
    struct tx_opts o = web_tx_opts(q, mode, action);
    return tx_run(q->web->db, &o, f, arg);
}

struct tx_opts web_tx_opts(struct req *q, enum tx_mode mode, int action)
{
    return (struct tx_opts){
        .mode = mode,
        .action = action,
        .arena = q->arena,
        .problems = &q->problems,
        .now = web_now(q->web),
        .actor = { q->session.account, q->session.id, q->session.name },
    };
}

struct db *web_db(const struct req *q)
{
    return q->web->db;
}

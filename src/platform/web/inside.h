/* inside.h: what the files of the web room share. Only files of this room include it. */
#ifndef WEB_INSIDE_H
#define WEB_INSIDE_H
#include "platform/web/web.h"

enum { WEB_SEGMENTS = 8 };

struct web_asset {
    Str path; /* "/a/app.3f2a.css" */
    struct http_ready *ready;
};
struct web {
    struct web_config c;
    struct db *db;
    struct storage *storage;
    struct arena *arena; /* as long as the worker */
    size_t n_assets;
    struct web_asset *assets;
    struct web_cache *cache;
    struct out *page; /* the body of the page being made */
};

/* ---- route.c ---- */
struct web_match {
    const struct route *route;
    bool has_lang;
    enum lang lang;
    Str param[WEB_PATH_PARAMS];
};
/* False: no such address. When the address is known for other methods only: route NULL, true. */
bool web_match(const struct web_config *c, enum http_method m, Str path, struct web_match *ret);

/* ---- cache.c: ready answers of public pages, until the public data, the day or the room changes
 * ---- */
struct web_cache;
struct web_cache *web_cache_new(size_t bytes);
void web_cache_free(struct web_cache *c);
/* version and today: what an entry must have been made with. */
const struct http_ready *web_cache_get(struct web_cache *c, Str key, int64_t version, Date today);
void web_cache_put(struct web_cache *c, Str key, int64_t version, Date today,
                   struct http_ready *ready); /* takes over the caller's reference */

/* ---- compress.c: none when it does not pay ---- */
Str web_gzip(struct arena *a, Str body);
Str web_brotli(struct arena *a, Str body);

/* ---- assets.c ---- */
Err web_assets_load(struct web *w) MUST;
void web_assets_free(struct web *w);
const struct http_ready *web_assets_find(const struct web *w, Str path);
Str web_asset_path(const struct web *w, Str name);

/* ---- session.c: cookies, cross-site checks, doubled requests ---- */
Str web_session_cookie(const struct req *q);
/* Session and roles of the request, if any. */
Err web_load_session(struct req *q) MUST;
/* False: the request comes from another site, or without the form's secret. */
bool web_is_ours(struct req *q);
/* Looks the idempotency key up. ret_done: it was done before; the answer is in the response. */
Err web_idempotency_check(struct req *q, bool *ret_done) MUST;
Err web_idempotency_keep(struct req *q) MUST;
void web_take_flash(struct req *q);
Time web_now(const struct web *w);

/* ---- page.c: the frame, messages for errors ---- */
void web_view_start(struct req *q);
/* Frame around the body, when the route wants one. */
Err web_finish_page(struct req *q, struct out *to) MUST;
/* Turns an error into the answer. */
void web_fail(struct req *q, Err e, struct out *to);
void web_problems_to_view(struct req *q);

#endif

/* assets.c: what the build made of style, scripts and fonts, ready to send. */
#include "platform/base/embedded.h"
#include "platform/web/inside.h"

static Str mime_of(Str path)
{
    static const struct {
        const char *end, *mime;
    } all[] = { { ".css", "text/css; charset=utf-8" },
                { ".js", "text/javascript; charset=utf-8" },
                { ".woff2", "font/woff2" },
                { ".svg", "image/svg+xml" },
                { ".png", "image/png" },
                { ".json", "application/json" },
                { ".topojson", "application/json" } };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (str_ends(path, str_c(all[i].end))) {
            return str_c(all[i].mime);
        }
    }
    return S("application/octet-stream");
}

static Str beside(const struct web *w, struct arena *a, Str path, Str end)
{
    Str name = str_cat(a, path, end);
    for (size_t i = 0; i < w->c.n_assets; i++) {
        if (str_eq(str_c(w->c.assets[i].path), name)) {
            return embedded_text(&w->c.assets[i]);
        }
    }
    return STR_NONE;
}

Err web_assets_load(struct web *w)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    w->assets = NEW_N(w->arena, struct web_asset, w->c.n_assets + 1);
    for (size_t i = 0; i < w->c.n_assets; i++) {
        const struct embedded *e = &w->c.assets[i];
        Str path = str_c(e->path);
        if (str_ends(path, S(".gz")) || str_ends(path, S(".br"))) {
            continue;
        }
        struct http_fields h = { 0 };
        http_add(a, &h, S("Content-Type"), mime_of(path));
        http_add(a, &h, S("Cache-Control"), S("public, max-age=31536000, immutable"));
        http_add(a, &h, S("ETag"), str_fmt(a, "\"%.16s\"", e->sha256));
        w->assets[w->n_assets++] = (struct web_asset){
            str_cat(w->arena, S("/a/"), path),
            http_ready_new(200, &h, embedded_text(e), beside(w, a, path, S(".gz")),
                           beside(w, a, path, S(".br"))),
        };
    }
    return OK;
}

void web_assets_free(struct web *w)
{
    for (size_t i = 0; i < w->n_assets; i++) {
        http_ready_unref(w->assets[i].ready);
    }
}

const struct http_ready *web_assets_find(const struct web *w, Str path)
{
    if (str_eq(path, S("/favicon.svg")) || str_eq(path, S("/favicon.ico"))) {
        path = web_asset_path(w, S("favicon.svg"));
    }
    if (!str_starts(path, S("/a/"))) {
        return NULL;
    }
    for (size_t i = 0; i < w->n_assets; i++) {
        if (str_eq(w->assets[i].path, path)) {
            return w->assets[i].ready;
        }
    }
    return NULL;
}

/* "app.css" -> "/a/app.3f2a....css" */
Str web_asset_path(const struct web *w, Str name)
{
    size_t dot = name.n;
    while (dot > 0 && name.p[dot - 1] != '.') {
        dot--;
    }
    for (size_t i = 0; i < w->n_assets; i++) {
        Str file = str_skip(w->assets[i].path, 3);
        if (str_starts(file, str_sub(name, 0, dot)) && str_ends(file, str_skip(name, dot - 1)) &&
            file.n == name.n + 11) {
            return w->assets[i].path;
        }
    }
    return S("/a/missing");
}

Str web_asset(const struct req *q, Str name)
{
    return web_asset_path(q->web, name);
}

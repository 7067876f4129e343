/* app.c: the program put together around an open database. */
#include "app.h"
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/place/place.h"
#include "platform/base/embedded.h"
#include "platform/qr/qr.h"

enum { CACHE_BYTES = 8 * 1024 * 1024 };

static struct web_config web_settings(const struct config *c, struct program *p)
{
    return (struct web_config){
        .base_url = c->base_url,
        .site_name = c->site_name,
        .demo = c->demo,
        .file_kinds = 1U << STORAGE_PDF | 1U << STORAGE_JPEG | 1U << STORAGE_PNG |
                      1U << STORAGE_XLSX | 1U << STORAGE_CSV,
        .secure_cookies = str_starts(c->base_url, S("https://")),
        .policy = &access_policy,
        .routes = app_routes,
        .decorate = app_decorate,
        .assets = asset_files,
        .n_assets = asset_files_n,
        .cache_bytes = CACHE_BYTES,
        .app = p,
    };
}

Err app_open(const struct config *c, struct db *db, Time (*clock)(void *arg), void *clock_arg,
             struct app **ret)
{
    struct app *app = calloc(1, sizeof *app);
    BUG_UNLESS(app != NULL);
    app->program = (struct program){ .criteria = criteria_cache_new(),
                                     .qrs = qr_memo_new(),
                                     .base_url = c->base_url,
                                     .site_name = c->site_name,
                                     .data = c->data,
                                     .demo = c->demo };
    struct web_config w = web_settings(c, &app->program);
    w.clock = clock;
    w.clock_arg = clock_arg;
    Err e = storage_open(c->data, &app->program.storage);
    if (e == OK) {
        e = web_new(&w, db, app->program.storage, &app->web);
    }
    if (e != OK) {
        app_close(app);
        return e;
    }
    *ret = app;
    return OK;
}

void app_close(struct app *app)
{
    if (app != NULL) {
        web_free(app->web);
        storage_close(app->program.storage);
        criteria_cache_free(app->program.criteria);
        qr_memo_free(app->program.qrs);
        free(app);
    }
}

static Err load(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(place_load_builtin(tx));
    return criteria_store_builtin(tx);
}

Err app_load_builtin(struct db *db, struct arena *a, Time now)
{
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = SYSTEM_LOAD,
                         .arena = a,
                         .now = now,
                         .actor = { .name = S("ocop") } };
    return tx_run(db, &o, load, NULL);
}

/* pages.c: the public pages and their JSON twins. */
#include "domain/portal/pages.h"
#include "domain/access/access.h"
#include "domain/portal/portal.h"
#include "domain/portal/portal.views.h"
#include "domain/product/product.h"
#include "domain/program/program.h"
#include "platform/json/json.h"

static struct view_field choice(struct req *q, const char *name, int label, int64_t chosen,
                                const int *keys, const int64_t *values, size_t n)
{
    struct view_field f = view_field(q->view, str_c(name), label, M_NONE, STR_NONE);
    f.options.v = NEW_N(q->arena, struct view_option, n);
    for (size_t i = 0; i < n; i++) {
        f.options.v[f.options.n++] =
            (struct view_option){ .value = str_fmt(q->arena, "%lld", (long long)values[i]),
                                  .text = i18n_text(q->lang, keys[i]),
                                  .chosen = values[i] == chosen };
    }
    return f;
}

static struct portal_query question(struct req *q)
{
    return (struct portal_query){
        .q = str_none(web_query(q, S("q"))) ? S("") : web_query(q, S("q")),
        .group = web_query_int(q, S("nhom"), 0, 6, 0),
        .star = web_query_int(q, S("sao"), 0, 5, 0),
        .status = web_query_int(q, S("hieu-luc"), 0, 3, 1),
        .page = web_query_int(q, S("page"), 1, 100000, 1),
    };
}

static Err tiles_of(struct req *q, const struct portal_cards *cards, struct portal_tiles *ret)
{
    int64_t soon = 0;
    TRY(recognition_soon_days(q->tx, &soon));
    ret->n = 0;
    ret->v = NEW_N(q->arena, struct portal_tile, cards->n + 1);
    for (size_t i = 0; i < cards->n; i++) {
        struct portal_card *c = &cards->v[i];
        TRY(recognition_holds_until(q->tx, c->id, c->until_day, &c->until_day));
        ret->v[ret->n++] = portal_tile_of(q->view, c, tx_today(q->tx), soon);
    }
    return OK;
}

/* ---- home ---- */

static Err run_home(struct req *q)
{
    struct portal_home h = { 0 };
    struct portal_stars stars;
    struct portal_cards newest;
    TRY(portal_stars(q->tx, tx_today(q->tx), &stars));
    TRY(portal_newest(q->tx, tx_today(q->tx), PORTAL_NEWEST, &newest));
    TRY(tiles_of(q, &newest, &h.newest));
    h.numbers.v = NEW_N(q->arena, struct portal_number, stars.n + 1);
    for (size_t i = 0; i < stars.n; i++) {
        h.valid += stars.v[i].n;
        h.numbers.v[h.numbers.n++] =
            (struct portal_number){ stars.v[i].star,
                                    stars.v[i].n,
                                    { web_lang_path(q, str_fmt(q->arena, "/san-pham?sao=%lld",
                                                               (long long)stars.v[i].star)) } };
    }
    h.groups.v = NEW_N(q->arena, struct portal_group, 6);
    for (int64_t g = 1; g <= 6; g++) {
        h.groups.v[h.groups.n++] = (struct portal_group){
            g,
            i18n_text(q->lang, product_group_message(g)),
            { web_lang_path(q, str_fmt(q->arena, "/san-pham?nhom=%lld", (long long)g)) },
            false
        };
    }
    q->view->description = i18n_text(q->lang, M_PORTAL_ABOUT);
    portal_home_html(q->out, q->view, &h);
    return OK;
}

/* ---- catalogue ---- */

static const int64_t group_values[] = { 0, 1, 2, 3, 4, 5, 6 };
static const int group_keys[] = { M_PORTAL_ANY_GROUP, M_PRODUCT_GROUP_1, M_PRODUCT_GROUP_2,
                                  M_PRODUCT_GROUP_3,  M_PRODUCT_GROUP_4, M_PRODUCT_GROUP_5,
                                  M_PRODUCT_GROUP_6 };
static const int64_t star_values[] = { 0, 3, 4, 5 };
static const int star_keys[] = { M_PORTAL_ANY_STAR, M_PORTAL_STAR_3, M_PORTAL_STAR_4,
                                 M_PORTAL_STAR_5 };
static const int64_t status_values[] = { 1, 2, 3, 0 };
static const int status_keys[] = { M_PORTAL_STATUS_1, M_PORTAL_STATUS_2, M_PORTAL_STATUS_3,
                                   M_PORTAL_STATUS_0 };

static Err run_catalogue(struct req *q)
{
    struct portal_query ask = question(q);
    struct portal_cards cards;
    struct portal_catalogue c = { .q = ask.q };
    TRY(portal_search(q->tx, &ask, &cards, &c.total));
    TRY(tiles_of(q, &cards, &c.tiles));
    c.group = choice(q, "nhom", M_PORTAL_GROUP, ask.group, group_keys, group_values,
                     COUNT_OF(group_values));
    c.star =
        choice(q, "sao", M_PORTAL_STAR, ask.star, star_keys, star_values, COUNT_OF(star_values));
    c.status = choice(q, "hieu-luc", M_PORTAL_STATUS, ask.status, status_keys, status_values,
                      COUNT_OF(status_values));
    c.paging = view_paging(q->arena, q->http->path, q->http->query_text, ask.page, c.total,
                           PORTAL_PER_PAGE);
    q->view->query = ask.q;
    portal_catalogue_html(q->out, q->view, &c);
    return OK;
}

/* ---- a product ---- */

static Err page_of(struct req *q, struct portal_page *ret)
{
    const struct program *p = web_app(q);
    return portal_page_of(q->tx, q->view, p->qrs, q->path_param[0], ret);
}

static Err run_product(struct req *q)
{
    struct portal_page p;
    TRY(page_of(q, &p));
    q->view->title = p.name;
    q->view->description = p.meaning;
    portal_product_page_html(q->out, q->view, (const struct portal_page *)&p);
    return OK;
}

static Err run_photo(struct req *q)
{
    struct portal_photo p;
    TRY(portal_photo(q->tx, q->path_param[0], &p));
    if (str_none(p.photo) || p.photo.n != sizeof(Hash)) {
        return E_NONE;
    }
    Hash h;
    memcpy(h.b, p.photo.p, sizeof h.b);
    Str path;
    TRY(storage_thumb(web_storage(q), q->arena, h, 640, &path));
    q->response->file = path;
    web_header(q, S("Content-Type"), S("image/jpeg"));
    web_header(q, S("Cache-Control"), S("public, max-age=3600"));
    return OK;
}

/* ---- the check ---- */

static Err show_check_form(struct req *q, Str asked, bool unknown)
{
    struct portal_check c = { .asked = asked, .unknown = unknown };
    c.code = view_field(q->view, S("ma"), M_PORTAL_CHECK_CODE, M_PORTAL_CHECK_CODE_HINT, asked);
    c.status = (struct view_status){ recognition_status_code(STATUS_NEVER),
                                     i18n_text(q->lang, M_RECOGNITION_NEVER) };
    c.meaning = i18n_text(q->lang, M_RECOGNITION_NEVER_TEXT);
    if (unknown) {
        web_status(q, 404);
        q->view->title = c.status.text;
    }
    portal_check_html(q->out, q->view, &c);
    return OK;
}

/* What people can type: the number of a certificate, the code of a QR, or a whole address of one.
 */
static Err run_check_form(struct req *q)
{
    Str asked = web_query(q, S("ma"));
    if (str_empty(asked)) {
        return show_check_form(q, S(""), false);
    }
    Str code = asked;
    size_t at = str_find(asked, S("/p/"));
    if (at < asked.n) {
        code = str_skip(asked, at + 3);
    }
    bool found = false;
    struct portal_code c;
    TRY(portal_code_of_certificate(q->tx, code, &found, &c));
    struct portal_item i;
    Err e = portal_product(q->tx, found ? c.code : str_lower_ascii(q->arena, code), &i);
    if (e == E_NONE) {
        return show_check_form(q, asked, true);
    }
    TRY(e);
    return web_redirect(q, 303, web_lang_path(q, str_cat(q->arena, S("/kiem-tra/"), i.code)));
}

static Err run_check(struct req *q)
{
    struct portal_page p;
    Err e = page_of(q, &p);
    if (e == E_NONE) {
        return show_check_form(q, q->path_param[0], true);
    }
    TRY(e);
    q->view->title = str_fmt(q->arena, "%.*s: %.*s", STR_ARG(p.name), STR_ARG(p.status.text));
    portal_check_page_html(q->out, q->view, (const struct portal_page *)&p);
    return OK;
}

/* The short address that QR codes carry. The reader's language decides which page opens. */
static Err run_qr(struct req *q)
{
    Str accept = http_get(&q->http->headers, S("Accept-Language"));
    size_t vi = str_find(accept, S("vi")), en = str_find(accept, S("en"));
    q->lang = en < vi ? LANG_EN : LANG_VI;
    web_header(q, S("Vary"), S("Accept-Language"));
    return web_redirect(q, 302,
                        web_lang_path(q, str_cat(q->arena, S("/kiem-tra/"), q->path_param[0])));
}

static Err run_root(struct req *q)
{
    Str accept = http_get(&q->http->headers, S("Accept-Language"));
    size_t vi = str_find(accept, S("vi")), en = str_find(accept, S("en"));
    return web_redirect(q, 302, en < vi ? S("/en") : S("/vi"));
}

/* ---- JSON ---- */

static void put_tile(struct json_out *j, const struct portal_tile *t, Str code)
{
    json_obj(j);
    json_key(j, "code");
    json_put(j, code);
    json_key(j, "name");
    json_put(j, t->name);
    json_key(j, "producer");
    json_put(j, t->producer);
    json_key(j, "place");
    json_put(j, t->place);
    json_key(j, "star");
    json_put_int(j, t->stars.n);
    json_key(j, "status");
    json_put(j, t->status.code);
    json_end_obj(j);
}

static Err api_products(struct req *q)
{
    struct portal_query ask = question(q);
    struct portal_cards cards;
    struct portal_tiles tiles;
    int64_t total = 0;
    TRY(portal_search(q->tx, &ask, &cards, &total));
    TRY(tiles_of(q, &cards, &tiles));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "total");
    json_put_int(&j, total);
    json_key(&j, "page");
    json_put_int(&j, ask.page);
    json_key(&j, "products");
    json_arr(&j);
    for (size_t i = 0; i < tiles.n; i++) {
        put_tile(&j, &tiles.v[i], cards.v[i].code);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    return web_json(q, 200, out_view(o));
}

static Err api_product(struct req *q)
{
    struct portal_page p;
    TRY(page_of(q, &p));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct json_out j = json_begin(o);
    const struct {
        const char *key;
        Str value;
    } texts[] = { { "code", p.code },
                  { "name", p.name },
                  { "group", p.group },
                  { "producer", p.producer },
                  { "place", p.place },
                  { "status", p.status.code },
                  { "decision_no", p.decision_no },
                  { "authority", p.authority },
                  { "certificate_no", p.certificate_no },
                  { "check", p.check_address } };
    json_obj(&j);
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        json_key(&j, texts[i].key);
        json_put(&j, texts[i].value);
    }
    json_key(&j, "star");
    json_put_int(&j, p.stars.n);
    json_key(&j, "decision_date");
    json_put_date(&j, p.decision_date);
    json_key(&j, "valid_from");
    json_put_date(&j, p.from_day);
    json_key(&j, "valid_until_before");
    json_put_date(&j, p.until_day);
    json_key(&j, "revoked_on");
    json_put_date(&j, p.revoked_on);
    json_end_obj(&j);
    return web_json(q, 200, out_view(o));
}

#define PUBLIC WEB_PUBLIC_CACHE
#define API (WEB_PUBLIC_CACHE | WEB_RAW | WEB_ANY_ORIGIN_READ)
const struct route portal_routes[] = {
    { .method = HTTP_GET,
      .path = "/",
      .action = PORTAL_VIEW,
      .run = run_root,
      .title = M_PORTAL_HOME,
      .flags = WEB_RAW },
    { .method = HTTP_GET,
      .path = "/:lang",
      .action = PORTAL_VIEW,
      .run = run_home,
      .title = M_PORTAL_HOME,
      .flags = PUBLIC },
    { .method = HTTP_GET,
      .path = "/:lang/san-pham",
      .action = PORTAL_VIEW,
      .run = run_catalogue,
      .title = M_PORTAL_CATALOGUE,
      .flags = PUBLIC },
    { .method = HTTP_GET,
      .path = "/:lang/san-pham/:code",
      .action = PORTAL_VIEW,
      .run = run_product,
      .title = M_PORTAL_CATALOGUE,
      .flags = PUBLIC },
    { .method = HTTP_GET,
      .path = "/:lang/kiem-tra",
      .action = PORTAL_VIEW,
      .run = run_check_form,
      .title = M_PORTAL_CHECK },
    { .method = HTTP_GET,
      .path = "/:lang/kiem-tra/:code",
      .action = PORTAL_VIEW,
      .run = run_check,
      .title = M_PORTAL_CHECK,
      .flags = PUBLIC },
    { .method = HTTP_GET,
      .path = "/p/:code",
      .action = PORTAL_VIEW,
      .run = run_qr,
      .title = M_PORTAL_CHECK,
      .flags = WEB_RAW },
    { .method = HTTP_GET,
      .path = "/anh/:code",
      .action = PORTAL_VIEW,
      .run = run_photo,
      .title = M_PORTAL_CATALOGUE,
      .flags = WEB_RAW },
    { .method = HTTP_GET,
      .path = "/api/v1/products",
      .action = PORTAL_API,
      .run = api_products,
      .title = M_PORTAL_CATALOGUE,
      .flags = API },
    { .method = HTTP_GET,
      .path = "/api/v1/products/:code",
      .action = PORTAL_API,
      .run = api_product,
      .title = M_PORTAL_CATALOGUE,
      .flags = API },
    { .run = NULL },
};

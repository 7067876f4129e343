/* access_verbs_test.c: what belongs to another producer does not exist: to any verb, in HTML and
 * JSON, with the form's secret or without, and hidden inside one's own pages. */
#include "access_world_test.h"
#include "domain/dossier/dossier.h"

static const struct {
    enum http_method method;
    const char *name;
} verbs[] = {
    { HTTP_GET, "GET" }, { HTTP_HEAD, "HEAD" },   { HTTP_POST, "POST" },
    { HTTP_PUT, "PUT" }, { HTTP_PATCH, "PATCH" }, { HTTP_DELETE, "DELETE" },
};

struct prober {
    struct world *w;
    int64_t asked;
};

/* The answer about the thing and about an id nobody has, but for the id. */
static void same(struct prober *x, const struct route *r, const struct world_thing *t, Id who,
                 size_t verb, bool json)
{
    struct world *w = x->w;
    struct arena *a = w->f->arena;
    Id none = world_nobody(t->id);
    Str here = world_address(r, t, t->id, t->paper), there = world_address(r, t, none, t->paper);
    enum http_method m = verbs[verb].method;
    struct page p = world_ask(w, who, m, here, json), q = world_ask(w, who, m, there, json);
    const char *at = str_cstr(
        a, str_fmt(a, "%s %s%s, %s", verbs[verb].name, r->path, json ? " as JSON" : "", t->about));
    bool refused = p.status == 404 || p.status == 405;
    bool visitor = id_none(who) && (p.status == 303 || p.status == 401);
    x->asked++;
    test_check(refused || visitor, at, p.status, "404 or 405");
    test_str(world_whole(a, &p, id_text(a, t->id)), world_whole(a, &q, id_text(a, none)), at, 0,
             "the same as for what does not exist");
}

static bool is_private(enum world_kind k)
{
    return k == WORLD_DOSSIER || k == WORLD_EVIDENCE || k == WORLD_RECOGNITION || k == WORLD_FILE;
}

static void probe(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct prober *x = arg;
    struct world *w = x->w;
    for (size_t i = 0; i < w->n; i++) {
        const struct world_thing *t = &w->thing[i];
        if (t->kind != recipe->kind || !is_private(t->kind)) {
            continue;
        }
        for (size_t v = 0; v < COUNT_OF(verbs); v++) {
            for (int json = 0; json < 2; json++) {
                same(x, r, t, w->f->other_owner, v, json == 1);
                same(x, r, t, ID_NONE, v, json == 1);
            }
        }
    }
}

TEST_DB(access_no_verb_reaches_another_producer)
{
    struct world *w = world_open(db);
    if (w == NULL) {
        return;
    }
    struct prober x = { .w = w };
    world_each_route(probe, &x);
    CHECK(x.asked > 3000);
    fixture_close(w->f);
}

/* ---- with everything that makes a form ours ---- */

/* The other producer's own forms, pointed at what is not his: nothing happens, nothing is told. */
static void post_in_earnest(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct prober *x = arg;
    struct world *w = x->w;
    if (r->method != HTTP_POST) {
        return;
    }
    for (size_t i = 0; i < w->n; i++) {
        const struct world_thing *t = &w->thing[i];
        if (t->kind == recipe->kind && is_private(t->kind)) {
            world_same_luck();
            struct page p =
                fixture_post(w->f, w->f->other_owner, world_address(r, t, t->id, t->paper),
                             FORM({ S("version"), S("1") }, { S("idem"), S("once") },
                                  { S("text"), S("x") }, { S("reason"), S("x") }));
            x->asked++;
            test_int(p.status, 404, r->path, 0, t->about);
        }
    }
}

TEST_DB(access_own_forms_at_another_producer)
{
    struct world *w = world_open(db);
    if (w == NULL) {
        return;
    }
    struct prober x = { .w = w };
    world_each_route(post_in_earnest, &x);
    CHECK(x.asked > 150);
    fixture_close(w->f);
}

/* ---- another's paper through one's own dossier ---- */

struct nested {
    struct world *w;
    Id dossier;
    int64_t links;
};

static Err read_links(struct tx *tx, void *arg)
{
    struct nested *x = arg;
    struct dossier_links all;
    TRY(dossier_links(tx, x->dossier, &all));
    for (size_t i = 0; i < all.n; i++) {
        x->links += id_eq(all.v[i].evidence, x->w->t->paper) ? 1 : 0;
    }
    return OK;
}

static Str body_of(struct world *w, struct page p, Id asked)
{
    return world_whole(w->f->arena, &p, id_text(w->f->arena, asked));
}

/* A form of the other producer, at one instant and with one luck. */
static struct page send(struct world *w, Str at, size_t n, const struct http_field *form)
{
    Time then = w->f->now;
    world_same_luck();
    struct page p = fixture_post(w->f, w->f->other_owner, at, n, form);
    w->f->now = then;
    return p;
}

/* Attaching another's paper is answered as attaching one that does not exist; so is detaching. */
static Str attach(struct world *w, Str dossier, Id paper)
{
    struct arena *a = w->f->arena;
    Str id = id_text(a, paper), at = str_cat(a, dossier, S("/minh-chung/E03"));
    return body_of(
        w,
        send(w, at,
             FORM({ S("evidence"), id }, { S("page_from"), S("1") }, { S("page_to"), S("1") })),
        paper);
}

static Str detach(struct world *w, Str dossier, Id paper)
{
    struct arena *a = w->f->arena;
    Str id = id_text(a, paper), at = str_cat(a, dossier, S("/minh-chung/E03/go"));
    return body_of(w, send(w, at, FORM({ S("evidence"), id })), paper);
}

/* A dossier for another's product. */
static Str open_for(struct world *w, Id product)
{
    Str id = id_text(w->f->arena, product);
    struct page p = send(w, S("/ho-so/moi"),
                         FORM({ S("product"), id }, { S("name"), S("") }, { S("set_no"), S("9") },
                              { S("kind"), S("2") }, { S("target_star"), S("4") }));
    CHECK(p.status == 404 || p.status == 422);
    return body_of(w, p, product);
}

TEST_DB(access_anothers_paper_inside_own_dossier)
{
    struct world *w = world_open(db);
    if (w == NULL) {
        return;
    }
    struct fixture *f = w->f;
    struct nested x = { .w = w };
    struct page p = fixture_post(
        f, f->other_owner, S("/ho-so/moi"),
        FORM({ S("product"), S("") }, { S("name"), S("Mắm của người khác") },
             { S("set_no"), S("9") }, { S("kind"), S("1") }, { S("target_star"), S("4") }));
    CHECK_INT(p.status, 303);
    x.dossier = page_id(&p, S("/ho-so/"));
    struct arena *a = f->arena;
    Str own = str_cat(a, S("/ho-so/"), id_text(a, x.dossier));
    Id theirs = w->t->paper, none = world_nobody(theirs), product = w->t->product;
    CHECK_STR(attach(w, own, theirs), attach(w, own, none));
    CHECK_STR(detach(w, own, theirs), detach(w, own, none));
    CHECK_STR(open_for(w, product), open_for(w, world_nobody(product)));
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, read_links, &x), OK);
    CHECK_INT(x.links, 0);
    p = fixture_get(f, f->other_owner,
                    str_fmt(a, "%.*s/tep/%.*s", STR_ARG(own), STR_ARG(id_text(a, theirs))));
    CHECK_INT(p.status, 404);
    fixture_close(f);
}

/* access_two_worlds_test.c: two worlds, alike but for one secret: whoever may not know it gets the
 * same bytes in both, on every page he can open and as the answer to everything he can send. */
#include "access_world_test.h"

enum { PAGES_MAX = 24000, BODY_MAX = 32 * 1024 /* of a larger body its hash is kept */ };

/* Lists and searches, beside what the map of the site has. */
static const char *const lists[] = {
    "/ho-so?loc=tat-ca",
    "/xa?loc=tra",
    "/xa?loc=chuyen",
    "/xa?q=bi+mat",
    "/tinh?loc=tat-ca",
    "/tinh?q=bi+mat",
    "/tinh?loc=bo-sung",
    "/tinh?q=m",
    "/so-dang-ky?q=bi+mat",
    "/so-dang-ky?q=m",
    "/cong-nhan?page=1",
    "/hoi-dong?q=m",
    "/tieu-chi?q=m",
    "/giay-to?loai=E03",
    "/vi/san-pham?q=bi+mat",
    "/en/san-pham?q=m",
    "/vi/kiem-tra?ma=bi+mat",
    "/api/v1/products?q=m",
    "/api/v1/products?q=bi+mat",
};

struct seen {
    const char *who;
    Str target, whole;
    const char *how;
};
struct looking {
    struct world *w;
    size_t n;
    struct seen *v;
    const struct route *file_as_json; /* the route of files last asked for JSON */
    struct world_writes *writes;
    const struct looking *before; /* the other world, when it was seen already */
};

/* Of two answers that are alike one is kept. */
static void keep(void *arg, const struct world_who *who, Str target, const char *how,
                 const struct page *p)
{
    struct looking *x = arg;
    struct arena *scratch CLEANUP(arena_cleanup) = arena_new();
    struct page short_one = *p;
    BUG_UNLESS(x->n < PAGES_MAX);
    if (p->body.n > BODY_MAX) {
        short_one.body = hash_text(scratch, hash_of(p->body));
    }
    Str whole = world_whole(scratch, &short_one, S(""));
    const struct seen *other =
        x->before != NULL && x->n < x->before->n ? &x->before->v[x->n] : NULL;
    bool alike = other != NULL && str_eq(other->whole, whole);
    x->v[x->n++] = (struct seen){ who->name, str_dup(test_arena(), target),
                                  alike ? other->whole : str_dup(test_arena(), whole), how };
}

/* True: a file (PDF, DOCX, picture), which has but one form. */
static bool look(struct looking *x, const struct world_who *who, Str target, bool json)
{
    struct arena *scratch CLEANUP(arena_cleanup) = arena_new(), *usual = x->w->f->browser.arena;
    x->w->f->browser.arena = scratch;
    if (id_none(
            who->account)) { /* fills the cache of public pages: what stands there is told below */
        (void)world_ask(x->w, who->account, HTTP_GET, target, json);
    }
    struct page p = world_ask(x->w, who->account, HTTP_GET, target, json);
    x->w->f->browser.arena = usual;
    keep(x, who, target, json ? "as JSON" : "as a page", &p);
    world_learn(x->writes, who, &p);
    return !str_starts(p.type, S("text/html")) && !str_starts(p.type, S("application/json"));
}

static void look_at_route(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct looking *x = arg;
    if (r->method != HTTP_GET) {
        return;
    }
    for (size_t i = 0; i < x->w->n; i++) {
        const struct world_thing *t = &x->w->thing[i];
        for (size_t k = 0; k < x->w->n_who && t->kind == recipe->kind; k++) {
            const struct world_who *who = &x->w->who[k];
            struct world_thing seen = world_seen(recipe, who, t);
            if (world_may(who, r->action, &seen, NULL, NULL)) {
                Str target = world_address(r, t, t->id, t->paper);
                bool file = look(x, who, target, false);
                if (!file || x->file_as_json != r) { /* making it takes long: once a route */
                    x->file_as_json = file ? r : x->file_as_json;
                    (void)look(x, who, target, true);
                }
            }
        }
    }
}

static struct looking look_around(struct db *db, const struct two_worlds *s, int number,
                                  const struct looking *before)
{
    struct looking x = { .w = world_open_small(db),
                         .v = NEW_N(test_arena(), struct seen, PAGES_MAX),
                         .before = before };
    if (x.w == NULL) {
        return x;
    }
    Time then = { x.w->f->now.v + 600 * TIME_SECOND };
    s->differ(x.w, number);
    x.w->f->now = then; /* whatever it took */
    x.w->secret = before != NULL ? before->w->secret : x.w->secret;
    x.writes = world_writes_new(x.w, s, keep, &x);
    world_each_route(look_at_route, &x);
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        for (size_t k = 0; k < x.w->n_who; k++) {
            (void)look(&x, &x.w->who[k], str_c(lists[i]), false);
        }
    }
    world_send_everything(x.writes);
    fixture_close(x.w->f);
    return x;
}

bool two_worlds_knows(const struct two_worlds *s, const char *who)
{
    for (size_t i = 0; i < COUNT_OF(s->knows) && s->knows[i] != NULL; i++) {
        if (str_eq(str_c(s->knows[i]), str_c(who))) {
            return true;
        }
    }
    return false;
}

/* The first line in which the two differ. */
static Str first_difference(Str a, Str b)
{
    while (a.n > 0) {
        Str line = str_cut(&a, '\n');
        if (!str_eq(line, str_cut(&b, '\n'))) {
            return line;
        }
    }
    return S("(one is longer)");
}

void two_worlds(struct db *db, const struct two_worlds *s)
{
    struct db *other = NULL;
    int64_t noticed = 0;
    if (!CHECK_ERR(test_db_open(db_engine(db), &other), OK)) {
        return;
    }
    struct looking two = look_around(other, s, 1, NULL); /* where the secret is, before it is not */
    if (two.w == NULL) {
        return;
    }
    struct looking one = look_around(db, s, 0, &two);
    CHECK_INT(one.n, two.n);
    if (s->knows[0] == NULL) {
        world_writes_cover(one.writes);
    }
    CHECK(one.n > 500);
    for (size_t i = 0; i < one.n && i < two.n; i++) {
        const struct seen *a = &one.v[i], *b = &two.v[i];
        bool same = str_eq(a->whole, b->whole) && str_eq(a->target, b->target);
        noticed += same ? 0 : 1;
        if (!same && !two_worlds_knows(s, a->who)) {
            const char *at = str_cstr(test_arena(), str_fmt(test_arena(), "%s: %s sees it at %.*s",
                                                            s->secret, a->who, STR_ARG(a->target)));
            test_str(first_difference(b->whole, a->whole), first_difference(a->whole, b->whole), at,
                     0, a->how);
        }
    }
    test_check((noticed > 0) == (s->knows[0] != NULL), s->secret, 0, "those who may know notice");
    test_db_close(other);
}

static void nothing(struct world *w, int number)
{
    (void)w;
    (void)number;
}

/* Two worlds without a secret are alike: what the other tests find is the secret. */
TEST_DB(access_two_worlds_are_alike)
{
    two_worlds(db, &(struct two_worlds){ "nothing", nothing, { NULL } });
}

/* access_matrix_test.c: role x action x state, asserted by requests. For every route, everybody and
 * everything: what the policy says, worked out by a plain reader, is what the program does. */
#include "access_world_test.h"

/* Where the policy grants and there is nothing to show. */
static const struct {
    const char *path, *about, *why; /* about "": every dossier, for others than its owner */
} empty[] = {
    { "/ho-so/:id/anh", "", "no picture was handed in: the owner's later one is his" },
    { "/phien/:id/giay-to/bo/:set", "session", "no set was made" },
    { "/phien/:id/giay-to/:paper", "session", "closed without sheets: nothing to print" },
    { "/phien/:id/phieu/:paper", "session", "no such sheet" },
    { "/phien/:id/phieu-excel/:paper", "session", "nothing was sent back" },
    { "/ho-so/:id/thong-bao.pdf", "scored", "planted without a result" },
    { "/ho-so/:id/thong-bao.pdf", "recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.pdf", "not recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "scored", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "not recognised", "planted without a result" },
    { "/cong-nhan/:id/thong-bao.pdf", "recognition", "of the register: no dossier" },
    { "/cong-nhan/:id/thong-bao.docx", "recognition", "of the register: no dossier" },
    { "/ho-so/:id/thong-bao.pdf", "on the table, recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.pdf", "on the table, not recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "on the table, recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "on the table, not recognised", "planted without a result" },
    { "/ho-so/:id/bien-nhan", "draft", "nothing was handed in: no receipt" },
    { "/ho-so/:id/ban-nop/:no", "draft", "nothing was handed in: no version" },
    { "/ho-so/:id/ho-so.pdf", "draft", "nothing was handed in: no document" },
    { "/ho-so/:id/so-sanh", "draft", "nothing was handed in: no versions" },
    { "/ho-so/:id/so-sanh/:a/:b", "draft", "nothing was handed in: no versions" },
    { "/ho-so/:id/tep/:evidence", "draft", "nothing was handed in: no filed paper" },
    { "/ho-so/:id/tep/:evidence", "draft, helped", "nothing was handed in: no filed paper" },
    { "/ho-so/:id/tep/:evidence", "draft, helped, confirmed",
      "nothing was handed in: no filed paper" },
    { "/ho-so/:id/tep/:evidence", "draft, helped by another",
      "nothing was handed in: no filed paper" },
    { "/ho-so/:id/tep/:evidence", "draft, helped by another, confirmed",
      "nothing was handed in: no filed paper" },
    { "/ho-so/:id/minh-chung/:target/anh/:no", "*", "no photograph waits" },
    { "/ho-so/:id/tai-tiep/:upload", "*", "no file on its way of that id" },
    { "/ho-so/:id/ho-tro/:paper", "*", "no signed paper of that id" },
    { "/phien/:id/giay-to/bo/:set", "session below", "no set was made" },
    { "/phien/:id/giay-to/:paper", "session below", "closed without sheets: nothing to print" },
    { "/phien/:id/phieu/:paper", "session below", "no such sheet" },
    { "/phien/:id/ho-so/:file", "file below: closed", "closed without sheets" },
    { "/phieu/:file/anh/:paper", "file below: closed", "its paper is no picture" },
    { "/cong-nhan/:id/thong-bao.pdf", "recognition below", "planted without a result" },
    { "/cong-nhan/:id/thong-bao.docx", "recognition below", "planted without a result" },
    { "/ho-so/:id/thong-bao.pdf", "below: scored", "planted without a result" },
    { "/ho-so/:id/thong-bao.pdf", "below: recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.pdf", "below: not recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "below: scored", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "below: recognised", "planted without a result" },
    { "/ho-so/:id/thong-bao.docx", "below: not recognised", "planted without a result" },
};

struct matrix {
    struct world *w;
    int64_t asked, granted, denied;
    bool action_granted[ACTION__MAX], action_denied[ACTION__MAX], action_asked[ACTION__MAX];
};

/* "draft" is also "draft, helped". */
static bool is_about(Str thing, Str about)
{
    return str_eq(thing, about) || str_starts(thing, str_cat(test_arena(), about, S(", helped")));
}

static bool is_empty(const struct route *r, const struct world_who *who,
                     const struct world_thing *t)
{
    bool owner = who->n_roles > 0 && id_eq(who->role[0].scope, t->owner);
    bool draft = t->state == DOSSIER_DRAFT || t->state == DOSSIER_RETURNED || t->asked;
    bool helper = draft && !id_none(t->helper) && id_eq(t->helper, who->account);
    for (size_t i = 0; i < COUNT_OF(empty); i++) {
        Str about = str_c(empty[i].about);
        if (str_eq(str_c(r->path), str_c(empty[i].path)) &&
            (str_empty(about) ? !owner && !helper
                              : str_eq(about, S("*")) || is_about(str_c(t->about), about))) {
            return true;
        }
    }
    return false;
}

static const char *place_of(const struct route *r, const struct world_who *who,
                            const struct world_thing *t)
{
    return str_cstr(test_arena(),
                    str_fmt(test_arena(), "%s %s, %s, %s", r->method == HTTP_POST ? "POST" : "GET",
                            r->path, who->name, t->about));
}

static struct page ask(struct matrix *m, const struct route *r, const struct world_who *who,
                       const struct world_thing *t, Str target)
{
    struct http_field pick[] = { { S("csrf"), S("wrong") }, { S("pick[]"), t->pick } };
    if (r->method == HTTP_POST && !str_none(t->pick)) {
        world_same_luck();
        return fixture_post(m->w->f, who->account, target, COUNT_OF(pick), pick);
    }
    return world_ask(m->w, who->account, r->method, target, false);
}

/* Denied: not found, in the very words said of something that does not exist. */
static void expect_denied(struct matrix *m, const struct route *r, const struct world_who *who,
                          const struct world_thing *t, const struct page *p, const char *at)
{
    m->denied++;
    m->action_denied[r->action] = true;
    test_int(p->status, 404, at, 0, "denied");
    Id none = world_nobody(t->id);
    if (id_none(t->id) || t->kind == WORLD_PICKS || t->kind == WORLD_PRODUCT) {
        return;
    }
    struct arena *a = m->w->f->arena;
    struct page q =
        world_ask(m->w, who->account, r->method, world_address(r, t, none, t->paper), false);
    test_str(world_whole(a, p, id_text(a, t->id)), world_whole(a, &q, id_text(a, none)), at, 0,
             "the same words as for what does not exist");
}

static void expect_granted(struct matrix *m, const struct route *r, const struct world_who *who,
                           const struct world_thing *t, const struct page *p, const char *at)
{
    m->granted++;
    m->action_granted[r->action] = true;
    if (r->method == HTTP_POST && (r->flags & WEB_NO_CSRF) == 0) {
        test_int(p->status, 403, at, 0, "granted, and stopped by the form's wrong secret");
    } else if (is_empty(r, who, t)) {
        test_int(p->status, 404, at, 0, "granted, nothing there");
    } else {
        test_check(p->status != 404 && p->status != 401 && p->status < 500 &&
                       !str_starts(p->location, S("/dang-nhap")),
                   at, p->status, "granted");
    }
}

static void one(struct matrix *m, const struct route *r, const struct world_recipe *recipe,
                const struct world_who *who, const struct world_thing *t)
{
    struct world_thing seen = world_seen(recipe, who, t);
    Str target = world_address(r, t, t->id, t->paper);
    const char *at = place_of(r, who, t);
    struct page p = ask(m, r, who, t, target);
    m->asked++;
    m->action_asked[r->action] = true;
    if (id_none(who->account) && !world_open_to_all(r->action)) {
        m->denied++;
        test_int(p.status, r->method == HTTP_POST ? 401 : 303, at, 0, "sign in first");
        test_check(r->method == HTTP_POST || str_starts(p.location, S("/dang-nhap?next=")), at, 0,
                   "sign in first");
        if (r->method != HTTP_POST) {
            test_int(world_ask(m->w, ID_NONE, r->method, target, true).status, 401, at, 0,
                     "sign in first");
        }
    } else if (world_may(who, r->action, &seen, NULL, NULL)) {
        expect_granted(m, r, who, t, &p, at);
    } else {
        expect_denied(m, r, who, t, &p, at);
    }
}

static void every_asker(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct matrix *m = arg;
    struct world *w = m->w;
    size_t things = 0;
    for (size_t i = 0; i < w->n; i++) {
        if (w->thing[i].kind != recipe->kind) {
            continue;
        }
        things++;
        for (size_t k = 0; k < w->n_who; k++) {
            one(m, r, recipe, &w->who[k], &w->thing[i]);
        }
    }
    test_check(things > 0, r->path, 0, "there is something to ask about");
}

TEST_DB(access_matrix_by_requests)
{
    struct world *w = world_open(db);
    if (w == NULL) {
        return;
    }
    struct matrix m = { .w = w };
    world_each_route(every_asker, &m);
    for (int a = 1; a < ACTION__MAX; a++) {
        if (m.action_asked[a]) {
            test_check(m.action_granted[a], access_action_name(a), 0, "granted to somebody");
            test_check(m.action_denied[a] || world_open_to_all(a) || a == ACCOUNT_HOME ||
                           a == ACCOUNT_PASSWORD || a == WORKFLOW_VIEW,
                       access_action_name(a), 0, "denied to somebody");
        }
    }
    CHECK(m.asked > 5000 && m.granted > 500 && m.denied > 4000);
    fixture_close(w->f);
}

/* A row of the map that an earlier row hides would be asked of the wrong action. */
TEST(access_every_route_is_reached)
{
    const struct route *all[512];
    size_t n = 0;
    for (const struct route *const *table = app_routes; *table != NULL; table++) {
        for (const struct route *r = *table; r->run != NULL; r++) {
            for (size_t i = 0; i < n; i++) {
                test_check(all[i]->method != r->method ||
                               !str_eq(str_c(all[i]->path), str_c(r->path)),
                           r->path, 0, "stands once in the map");
            }
            all[n++] = r;
            BUG_UNLESS(n < COUNT_OF(all));
        }
    }
    CHECK(n > 100);
}

/* access_writes_test.c: what everybody may send, sent: nothing, what no form has, every form of the
 * pages he can open as it stands there, the same of yesterday, and with an id that is not his. */
#include "access_world_test.h"
#include "platform/web/inside.h"

/* Writing routes of the map, with what was seen of them. */
enum { ROUTES_MAX = 256 };

struct known_form {
    const struct world_who *who;
    const struct route *route; /* once it was sent */
    struct world_form form;
};
struct world_writes {
    struct world *w;
    const struct two_worlds *s;
    world_answer_fn *answer;
    void *arg;
    Str file; /* the picture that goes with a form that takes one */
    size_t n_forms, cap;
    struct known_form *form;
    size_t n_routes;
    const struct route *route[ROUTES_MAX]; /* asked with a form of a page */
    size_t n_left, n_bare;
    const struct route *bare[ROUTES_MAX]; /* asked at all */
};

struct world_writes *world_writes_new(struct world *w, const struct two_worlds *s,
                                      world_answer_fn *answer, void *arg)
{
    struct world_writes *x = NEW(test_arena(), struct world_writes);
    x->w = w;
    x->s = s;
    x->file = fixture_photo(80);
    x->answer = answer;
    x->arg = arg;
    return x;
}

static bool among(const struct route *const *v, size_t n, const struct route *r)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i] == r) {
            return true;
        }
    }
    return false;
}

static void mark(const struct route **v, size_t *n, const struct route *r)
{
    if (!among(v, *n, r)) {
        BUG_UNLESS(*n < ROUTES_MAX);
        v[(*n)++] = r;
    }
}

bool world_is_writing(const struct route *r)
{
    return r->method != HTTP_GET && r->method != HTTP_HEAD && r->method != HTTP_OPTIONS;
}

/* ---- sending ---- */

static Str secret_of_session(const struct world *w, Id account)
{
    const struct browser *b = &w->f->browser;
    for (size_t i = 0; i < b->n_sessions && !id_none(account); i++) {
        if (id_eq(b->session[i].account, account)) {
            return b->session[i].csrf;
        }
    }
    return S("");
}

/* At the same instant, with the same luck, and undone. */
static int send(struct world_writes *x, const struct world_who *who, enum http_method method,
                const struct world_form *form, const char *how)
{
    struct world *w = x->w;
    struct arena *scratch CLEANUP(arena_cleanup) = arena_new(), *usual = w->f->arena;
    struct http_field header = { S("X-CSRF-Token"), secret_of_session(w, who->account) };
    struct browse_file file = { form->file, S("anh.jpg"), str_none(form->file) ? S("") : x->file };
    struct browse r = { .as = who->account,
                        .method = method,
                        .target = form->target,
                        .n = form->fields.n,
                        .form = form->fields.v,
                        .n_headers = 1,
                        .headers = &header,
                        .n_files = str_none(form->file) ? 0 : 1,
                        .file = &file };
    Time then = w->f->now;
    struct page p = { .status = 0 };
    world_same_luck();
    w->f->browser.arena = scratch;
    db_rehearse(w->f->db, true);
    test_int(browser_send(&w->f->browser, &r, &p), OK, how, 0, "a fault of the program");
    db_rehearse(w->f->db, false);
    w->f->browser.arena = usual;
    w->f->now = then;
    x->answer(x->arg, who, form->target, how, &p);
    return p.status;
}

/* ---- forms that no page of the small world shows ---- */

/* [id]: of another. */
static const struct {
    const char *path, *fields;
} known[] = {
    { "/ho-so/:id/trung-lap", "other=[id]&same=1&reason=x" },
    { "/tinh/dia-ban", "place.[id]=[id]&version.[id]=1" },
    { "/tinh/hoi-dong", "session=[id]&dossier.[id]=1" },
    { "/huyen/hoi-dong", "session=[id]&dossier.[id]=1" },
    { "/cong-nhan", "pick[]=[id]-1&decision_no=1/QĐ-UBND&decision_date=12/06/2026" },
    { "/cong-nhan/khong-dat", "pick[]=[id]-1" },
    { "/cong-nhan/:id/thu-hoi", "decision=1/QĐ-UBND&revoked_on=12/06/2026&ground=1&reason=x" },
    { "/xa/:id/chuyen", "version=1" },
    { "/xa/:id/yeu-cau/:no/dong", "version=1" },
    { "/huyen/:id/trinh", "version=2&paper_no=1/TTr" },
    { "/hoi-dong/:id/uy-quyen/ket-thuc", "delegation=[id]&ended_reason=x" },
    { "/tu-van/:file/ket-qua", "request=[id]&done_on=12/06/2026&result=x" },
    { "/phien/:id/mau", "file=[id]" },
    { "/phieu-mau/:anchor/xac-nhan", "" },
    { "/phien/:id/ho-so/:file/bo-sung/thoi", "" },
    { "/phien/:id/ho-so/:file/bo-sung/ban-moi", "filed=[id]&i.QD26-09.1.1=1" },
    { "/phien/:id/hop", "met_on=12/06/2026&met_why=x" },
    { "/phien/:id/cam-ket", "answer=1&c.[id]=1&r.[id]=x" },
    { "/phien/:id/xung-dot", "hit=[id]&decision=1&reason=x" },
    { "/phien/:id/phieu-excel/ghi", "upload=[id]&take.1=1" },
    { "/phien/:id/cuoc-hop/tra-loi", "vote=[id]&answer=1" },
    { "/phien/:id/cuoc-hop/ket-thuc", "vote=[id]" },
    { "/ho-so/:id/minh-chung/:target/gop", "seen=1&do=make" },
    { "/ho-so/:id/minh-chung/:target/tai-tiep", "filename=a.pdf&filetype=application/pdf" },
};

static Str with_id(Str pattern, Id id)
{
    struct arena *a = test_arena();
    Str mark = S("[id]");
    size_t at = str_find(pattern, mark);
    return at >= pattern.n ? pattern
                           : str_cat(a, str_sub(pattern, 0, at),
                                     str_cat(a, id_text(a, id), str_skip(pattern, at + mark.n)));
}

/* Ids of another: of the secret, or of nobody. */
static size_t anothers(const struct world_writes *x, Id *ret)
{
    const struct world_secret *s = &x->w->secret;
    ret[0] = id_none(s->id) ? world_nobody(x->w->t->dossier) : s->id;
    ret[1] = s->part;
    return id_none(s->part) ? 1 : 2;
}

static struct world_form filled(Str fields, Id id)
{
    struct world_form form = { .target = STR_NONE };
    while (fields.n > 0) {
        Str value = str_cut(&fields, '&'), name = str_cut(&value, '=');
        http_add(test_arena(), &form.fields, with_id(name, id), with_id(value, id));
    }
    return form;
}

static void send_known(struct world_writes *x, const struct route *r, const struct world_who *who,
                       Str target)
{
    Id id[2];
    size_t n = anothers(x, id);
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        for (size_t k = 0; k < n && str_eq(str_c(known[i].path), str_c(r->path)); k++) {
            struct world_form form = filled(str_c(known[i].fields), id[k]);
            form.target = target;
            mark(x->route, &x->n_routes, r);
            (void)send(x, who, r->method, &form, "a known form");
        }
    }
}

/* ---- without a form, and with a foreign one ---- */

static void send_bare(struct world_writes *x, const struct route *r, const struct world_who *who,
                      Str target)
{
    struct http_field foreign[] = { { S("truong-la"), S("x") }, { S("version"), S("x") } };
    struct world_form form = { .target = target };
    (void)send(x, who, r->method, &form, "empty");
    form.fields = (struct http_fields){ COUNT_OF(foreign), COUNT_OF(foreign), foreign };
    (void)send(x, who, r->method, &form, "foreign");
}

/* Of whoever knows the secret nothing can be said. */
static bool asks(const struct world_writes *x, const struct world_who *who)
{
    return !two_worlds_knows(x->s, who->name);
}

static void send_to_things(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct world_writes *x = arg;
    for (size_t i = 0; i < x->w->n && world_is_writing(r); i++) {
        const struct world_thing *t = &x->w->thing[i];
        for (size_t k = 0; k < x->w->n_who && t->kind == recipe->kind; k++) {
            const struct world_who *who = &x->w->who[k];
            struct world_thing seen = world_seen(recipe, who, t);
            if (asks(x, who) && world_may(who, r->action, &seen, NULL, NULL)) {
                mark(x->bare, &x->n_bare, r);
                Str target = world_address(r, t, t->id, t->paper);
                send_bare(x, r, who, target);
                send_known(x, r, who, target);
            }
        }
    }
}

/* ---- to what is there in one world only ---- */

static void send_to_the_secret(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct world_writes *x = arg;
    const struct world_secret *s = &x->w->secret;
    struct world_thing t = { .kind = s->kind, .id = s->id, .outer = s->id };
    for (size_t k = 0; k < x->w->n_who && world_is_writing(r) && recipe->kind == s->kind; k++) {
        const struct world_who *who = &x->w->who[k];
        if (!id_none(who->account) && asks(x, who)) {
            struct world_form form = { .target = world_address(r, &t, t.id, t.id) };
            (void)send(x, who, r->method, &form, "the secret's own address");
        }
    }
}

/* ---- with the forms of the pages ---- */

struct learning {
    struct world_writes *x;
    const struct world_who *who;
};

static void learn(void *arg, const struct world_form *form)
{
    struct learning *l = arg;
    struct world_writes *x = l->x;
    for (size_t i = 0; i < x->n_forms; i++) {
        if (x->form[i].who == l->who && str_eq(x->form[i].form.target, form->target)) {
            return;
        }
    }
    x->form = arena_grow(test_arena(), x->form, x->n_forms, &x->cap, sizeof *x->form);
    struct known_form *k = &x->form[x->n_forms++];
    *k = (struct known_form){ .who = l->who };
    k->form.target = str_dup(test_arena(), form->target);
    k->form.submits = form->submits;
    k->form.file = str_none(form->file) ? STR_NONE : str_dup(test_arena(), form->file);
    for (size_t i = 0; i < form->fields.n; i++) {
        const struct http_field *f = &form->fields.v[i];
        if (!str_eq(f->name, S("csrf")) && !str_eq(f->name, S("idem"))) {
            http_add(test_arena(), &k->form.fields, str_dup(test_arena(), f->name),
                     str_dup(test_arena(), f->value));
        }
    }
}

void world_learn(struct world_writes *x, const struct world_who *who, const struct page *p)
{
    struct arena *scratch CLEANUP(arena_cleanup) = arena_new();
    struct learning l = { x, who };
    if (asks(x, who) && str_starts(p->type, S("text/html"))) {
        world_each_form(scratch, p->body, learn, &l);
    }
}

/* The version it had before, or that it never had. */
static struct world_form of_yesterday(const struct world_form *form)
{
    struct world_form old = { .target = form->target };
    for (size_t i = 0; i < form->fields.n; i++) {
        struct http_field f = form->fields.v[i];
        bool counted = str_eq(f.name, S("version")) || str_eq(f.name, S("seen")) ||
                       str_eq(f.name, S("was")) || str_eq(f.name, S("after"));
        http_add(test_arena(), &old.fields, f.name, counted ? S("77") : f.value);
    }
    return old;
}

/* Every id in it is another one, and all else nonsense if so said. False: it has no id. */
static bool of_another(const struct world_form *form, Id id, bool nonsense, struct world_form *ret)
{
    struct arena *a = test_arena();
    bool any = false;
    *ret = (struct world_form){ .target = form->target };
    for (size_t i = 0; i < form->fields.n; i++) {
        struct http_field f = form->fields.v[i];
        Str tail = f.value, head = str_cut(&tail, '-');
        Id was;
        if (id_parse(head, &was) == OK) {
            any = true;
            f.value = str_cat(a, id_text(a, id), str_skip(f.value, head.n));
        } else if (nonsense && !str_eq(f.name, S("version"))) {
            f.value = S("?");
        }
        http_add(a, &ret->fields, f.name, f.value);
    }
    return any;
}

/* A picture takes long to take: once a route and person. */
static bool once(const struct world_writes *x, const struct world_who *who, const struct route *r)
{
    for (size_t i = 0; i < x->n_forms; i++) {
        if (x->form[i].who == who && x->form[i].route == r) {
            return false;
        }
    }
    return true;
}

static void send_form(struct world_writes *x, struct known_form *k)
{
    struct web_match m;
    Str path, query;
    Id id[2];
    if (http_parse_target(test_arena(), k->form.target, &path, &query) != OK ||
        !web_match(&x->w->f->app->web->c, HTTP_POST, path, &m) || m.route == NULL) {
        test_check(false, str_cstr(test_arena(), k->form.target), 0, "a form leads to a route");
        return;
    }
    k->form.file = once(x, k->who, m.route) ? k->form.file : STR_NONE;
    k->route = m.route;
    mark(x->route, &x->n_routes, m.route);
    struct world_form other = of_yesterday(&k->form);
    int status = send(x, k->who, HTTP_POST, &k->form, "as it stands on the page");
    (void)send(x, k->who, HTTP_POST, &other, "of yesterday");
    size_t n = anothers(x, id);
    for (size_t i = 0; i < n && of_another(&k->form, id[i], false, &other); i++) {
        (void)send(x, k->who, HTTP_POST, &other, "with another's id");
        (void)of_another(&k->form, id[i], true, &other);
        (void)send(x, k->who, HTTP_POST, &other, "with another's id and nonsense");
    }
    if (k->form.submits) {
        test_check(status != 404, str_cstr(test_arena(), k->form.target), 0,
                   str_cstr(test_arena(), str_fmt(test_arena(), "%s has its form", k->who->name)));
    }
}

void world_send_everything(struct world_writes *x)
{
    world_each_route(send_to_things, x);
    if (!id_none(x->w->secret.id)) {
        world_each_route(send_to_the_secret, x);
    }
    for (size_t i = 0; i < x->n_forms; i++) {
        send_form(x, &x->form[i]);
    }
}

/* ---- was everything asked? ---- */

/* What the small world cannot ask, and why; a line that is not needed any more is a failure. */
struct left_out {
    enum http_method method;
    const char *path;
    bool bare; /* nobody may there: not asked at all; else: no page has a form for it */
    const char *why;
};
static const struct left_out left_out[] = {
    { HTTP_POST, "/phien/:id/nem", false, "its fields bear the codes of samples not drawn yet" },
    { HTTP_PATCH, "/ho-so/:id/tai-tiep/:upload", false, "a piece of a file, not a form" },
    { HTTP_DELETE, "/ho-so/:id/tai-tiep/:upload", false, "it has no fields" },
    { HTTP_POST, "/phien/:id/ho-so/:file/dong", true, "no file of the small world has a quorum" },
    { HTTP_POST, "/phien/:id/ho-so/:file/thao-luan", true, "no file there has a quorum" },
    { HTTP_POST, "/phieu/:file/ban-moi", true, "no dossier there has a later version" },
    { HTTP_POST, "/phieu/:file/cham-lai", true, "no file there is discussed" },
};

static bool is_left_out(const struct route *r, bool *ret_bare)
{
    for (size_t i = 0; i < COUNT_OF(left_out); i++) {
        if (left_out[i].method == r->method && str_eq(str_c(left_out[i].path), str_c(r->path))) {
            *ret_bare = left_out[i].bare;
            return true;
        }
    }
    return false;
}

static void check_route(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct world_writes *x = arg;
    bool bare_left = false, left = is_left_out(r, &bare_left);
    (void)recipe;
    if (world_is_writing(r)) {
        bool bare = among(x->bare, x->n_bare, r), form = among(x->route, x->n_routes, r);
        test_check(bare != bare_left, r->path, 0, "somebody may, or it is left out");
        test_check(form != left, r->path, 0, "there is a form for it, or it is left out");
        x->n_left += left;
    }
}

void world_writes_cover(struct world_writes *x)
{
    world_each_route(check_route, x);
    CHECK_INT(x->n_left, COUNT_OF(left_out)); /* every line of it is a route */
}

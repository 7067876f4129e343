/* fixture.c: a small province and a browser without a socket, for tests of pages. */
#include "fixture.h"
#include "domain/criteria/store.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"

#include <ftw.h>
#include <stdio.h>
#include <unistd.h>

/* Time goes on, a millisecond at each look: identifiers begin with it. */
static Time clock_of(void *arg)
{
    struct fixture *f = arg;
    f->now.v += TIME_SECOND / 1000;
    return f->now;
}

static Err make_account(struct tx *tx, const char *login, int role, Id scope, Id *ret)
{
    struct identity_account_new n = { .login = str_c(login), .name = str_c(login), .demo = true };
    TRY(identity_create(tx, &n, ret));
    return role == 0 ? OK : identity_grant_role(tx, *ret, role, scope, tx_today(tx), DATE_NONE);
}

static Err make_producer(struct tx *tx, int kind, const char *name, Id place, Str place_text,
                         Id *ret)
{
    struct producer_new p = { .kind = kind,
                              .name = str_c(name),
                              .place = place,
                              .place_text = place_text,
                              .address = S("thôn mẫu"),
                              .representative = S("Nguyễn Văn Mẫu"),
                              .demo = true };
    return producer_create(tx, &p, ret);
}

static Err fill(struct tx *tx, void *arg)
{
    struct fixture *f = arg;
    TRY(place_load_builtin(tx));
    TRY(criteria_store_builtin(tx));
    bool doubt;
    TRY(place_match(tx, S("Phường Mũi Né"), tx_today(tx), &f->place, &doubt));
    TRY(place_match(tx, S("Xã Hàm Thuận Bắc"), tx_today(tx), &f->other_place, &doubt));
    TRY(make_producer(tx, PRODUCER_COOPERATIVE, "HTX Mẫu Mũi Né", f->place, S("Phường Mũi Né"),
                      &f->producer));
    TRY(make_producer(tx, PRODUCER_HOUSEHOLD, "Hộ mẫu 01", f->other_place, S("Xã Hàm Thuận Bắc"),
                      &f->other_producer));
    TRY(make_account(tx, "chuthe.1", ROLE_PRODUCER, f->producer, &f->owner));
    TRY(make_account(tx, "chuthe.2", ROLE_PRODUCER, f->other_producer, &f->other_owner));
    TRY(make_account(tx, "canbo.xa1", ROLE_COMMUNE, f->place, &f->commune));
    TRY(make_account(tx, "canbo.xa2", ROLE_COMMUNE, f->other_place, &f->other_commune));
    TRY(make_account(tx, "canbo.tinh1", ROLE_OFFICER, ID_NONE, &f->officer));
    TRY(make_account(tx, "canbo.tinh2", ROLE_OFFICER, ID_NONE, &f->officer2));
    TRY(make_account(tx, "lanhdao.1", ROLE_LEADER, ID_NONE, &f->leader));
    TRY(make_account(tx, "quantri.1", ROLE_ADMIN, ID_NONE, &f->admin));
    TRY(make_account(tx, "thuky.1", 0, ID_NONE, &f->secretary));
    static const char *const members[] = { "uyvien.1", "uyvien.2", "uyvien.3", "uyvien.4",
                                           "uyvien.5" };
    for (size_t i = 0; i < FIXTURE_MEMBERS; i++) {
        TRY(make_account(tx, members[i], 0, ID_NONE, &f->member[i]));
    }
    return tx_note(tx, S("fixture.filled"), ID_NONE);
}

Err fixture_tx(struct fixture *f, int action, int next_state, Id account,
               Err (*run)(struct tx *tx, void *arg), void *arg)
{
    struct problems *p = NEW(f->arena, struct problems);
    p->arena = f->arena;
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = action,
                         .next_state = next_state,
                         .arena = f->arena,
                         .problems = p,
                         .now = clock_of(f),
                         .actor = { .account = account, .name = S("test") } };
    return tx_run(f->db, &o, run, arg);
}

struct fixture *fixture_open(struct db *db)
{
    struct fixture *f = NEW(test_arena(), struct fixture);
    f->arena = test_arena();
    f->db = db;
    f->now = test_now();
    char *folder = str_cstr(f->arena, S("/tmp/ocop-fixture-XXXXXX"));
    if (!CHECK(mkdtemp(folder) != NULL)) {
        return NULL;
    }
    f->folder = str_c(folder);
    struct config c = { .data = f->folder,
                        .base_url = S("http://localhost:8080"),
                        .site_name = S("OCOP thử"),
                        .demo = true };
    if (!CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, fill, f), OK) ||
        !CHECK_ERR(app_open(&c, db, clock_of, f, &f->app), OK)) {
        return NULL;
    }
    return f;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

void fixture_close(struct fixture *f)
{
    if (f != NULL) {
        app_close(f->app);
        CHECK_INT(nftw(str_cstr(f->arena, f->folder), remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    }
}

struct granting {
    Id account, scope;
    int role;
};

static Err grant(struct tx *tx, void *arg)
{
    const struct granting *g = arg;
    TRY(identity_grant_role(tx, g->account, g->role, g->scope, tx_today(tx), DATE_NONE));
    return tx_note(tx, S("fixture.granted"), g->account);
}

void fixture_grant(struct fixture *f, Id account, int role, Id scope)
{
    struct granting g = { account, scope, role };
    CHECK_ERR(fixture_tx(f, ACCOUNT_MANAGE, 0, ID_NONE, grant, &g), OK);
}

/* ---- the browser ---- */

static Err start_session(struct tx *tx, void *arg)
{
    struct fixture_session *s = arg;
    TRY(identity_session_start(tx, s->account, &s->token));
    struct identity_session made;
    TRY(identity_session_of(tx, s->token, &made));
    s->csrf = made.csrf;
    return OK;
}

/* A session ends after hours; a test that moves the clock by days signs in anew. */
static const struct fixture_session *session_of(struct fixture *f, Id account)
{
    static const struct fixture_session nobody = { .token = S_INIT(""), .csrf = S_INIT("") };
    if (id_none(account)) {
        return &nobody;
    }
    BUG_UNLESS(f->n_sessions < FIXTURE_SESSIONS);
    for (size_t i = 0; i < f->n_sessions; i++) {
        if (id_eq(f->session[i].account, account)) {
            return &f->session[i];
        }
    }
    struct fixture_session *s = &f->session[f->n_sessions++];
    s->account = account;
    CHECK_ERR(fixture_tx(f, DB_UNDER_PLATFORM, 0, account, start_session, s), OK);
    return s;
}

static bool form_names(size_t n, const struct http_field *form, Str name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(form[i].name, name)) {
            return true;
        }
    }
    return false;
}

static struct page answer(struct fixture *f, struct http_request *h)
{
    struct out *body CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct http_response r = { .status = 200, .body = body };
    struct page p = { .status = 0 };
    if (!CHECK_ERR(http_parse_target(f->arena, h->target, &h->path, &h->query_text), OK) ||
        !CHECK_ERR(http_parse_query(f->arena, h->query_text, &h->query), OK) ||
        !CHECK_ERR(web_answer(f->app->web, h, &r), OK)) {
        return p;
    }
    bool ready = r.ready != NULL;
    p.status = ready ? http_ready_status(r.ready) : r.status;
    p.headers = ready ? *http_ready_headers(r.ready) : r.headers;
    p.body = str_dup(f->arena, ready ? http_ready_body(r.ready) : out_view(body));
    if (!str_none(r.file)) {
        CHECK_ERR(file_read(f->arena, r.file, LIMIT_UPLOAD_BYTES, &p.body), OK);
    }
    p.location = http_get(&p.headers, S("Location"));
    p.type = http_get(&p.headers, S("Content-Type"));
    return p;
}

static struct http_request *request(struct fixture *f, Id as, enum http_method m, Str target)
{
    struct http_request *h = NEW(f->arena, struct http_request);
    const struct fixture_session *s = session_of(f, as);
    *h = (struct http_request){
        .arena = f->arena, .method = m, .target = target, .peer = S("127.0.0.1"), .id = { 1 }
    };
    http_add(f->arena, &h->headers, S("Host"), S("localhost:8080"));
    http_add(f->arena, &h->headers, S("Accept"), S("text/html"));
    if (s->token.n > 0) {
        http_add(f->arena, &h->headers, S("Cookie"), S("ocop=..."));
        http_add(f->arena, &h->cookies, S("ocop"), s->token);
    }
    return h;
}

static void add_form(struct fixture *f, struct http_request *h, Id as, size_t n,
                     const struct http_field *form)
{
    for (size_t i = 0; i < n; i++) {
        http_add(f->arena, &h->form, form[i].name, form[i].value);
    }
    if (!form_names(n, form, S("csrf")) && !id_none(as)) {
        http_add(f->arena, &h->form, S("csrf"), session_of(f, as)->csrf);
    }
}

struct page fixture_send(struct fixture *f, Id as, enum http_method m, Str target, size_t n,
                         const struct http_field *form, size_t n_headers,
                         const struct http_field *headers)
{
    struct http_request *h = request(f, as, m, target);
    if (m == HTTP_POST) {
        add_form(f, h, as, n, form);
    }
    struct http_fields given = { 0 };
    for (size_t i = 0; i < n_headers; i++) {
        http_add(f->arena, &given, headers[i].name, headers[i].value);
    }
    for (size_t i = 0; i < h->headers.n; i++) {
        if (http_count(&given, h->headers.v[i].name) == 0) {
            http_add(f->arena, &given, h->headers.v[i].name, h->headers.v[i].value);
        }
    }
    h->headers = given;
    return answer(f, h);
}

struct page fixture_get(struct fixture *f, Id as, Str target)
{
    return fixture_send(f, as, HTTP_GET, target, 0, NULL, 0, NULL);
}

struct page fixture_post(struct fixture *f, Id as, Str target, size_t n,
                         const struct http_field *form)
{
    return fixture_send(f, as, HTTP_POST, target, n, form, 0, NULL);
}

static Str add_file(struct fixture *f, struct http_request *h, const struct fixture_file *file)
{
    Str path =
        str_fmt(f->arena, "%.*s/upload-%.*s", STR_ARG(f->folder), STR_ARG(id_token(f->arena, 10)));
    CHECK_ERR(file_write(path, file->bytes), OK);
    struct http_upload u = { .field = file->field,
                             .name = file->name,
                             .path = path,
                             .size = (int64_t)file->bytes.n,
                             .too_large = file->bytes.n > LIMIT_UPLOAD_BYTES };
    h->uploads.v =
        arena_grow(f->arena, h->uploads.v, h->uploads.n, &h->uploads.cap, sizeof u);
    h->uploads.v[h->uploads.n++] = u;
    return path;
}

struct page fixture_upload_files(struct fixture *f, Id as, Str target,
                                 const struct http_fields *form, size_t n_files,
                                 const struct fixture_file *file)
{
    struct http_request *h = request(f, as, HTTP_POST, target);
    add_form(f, h, as, form->n, form->v);
    Str *path = NEW_N(f->arena, Str, n_files);
    for (size_t i = 0; i < n_files; i++) {
        path[i] = add_file(f, h, &file[i]);
    }
    struct page p = answer(f, h);
    for (size_t i = 0; i < n_files; i++) {
        (void)unlink(str_cstr(f->arena, path[i]));
    }
    return p;
}

struct page fixture_upload(struct fixture *f, Id as, Str target, size_t n,
                           const struct http_field *form, struct http_field file, Str file_name)
{
    struct http_fields all = { 0 };
    for (size_t i = 0; i < n; i++) {
        http_add(f->arena, &all, form[i].name, form[i].value);
    }
    struct fixture_file one = { file.name, file_name, file.value };
    return fixture_upload_files(f, as, target, &all, 1, &one);
}

/* ---- reading a page ---- */

bool page_has(const struct page *p, Str text)
{
    return str_find(p->body, text) < p->body.n;
}

Str page_input(const struct page *p, Str name)
{
    Str mark = str_fmt(test_arena(), "name=\"%.*s\"", STR_ARG(name));
    size_t at = str_find(p->body, mark);
    Str rest = str_skip(p->body, at);
    rest = str_sub(rest, 0, str_find_c(rest, '>'));
    size_t value = str_find(rest, S("value=\""));
    if (at >= p->body.n || value >= rest.n) {
        return STR_NONE;
    }
    rest = str_skip(rest, value + 7);
    return str_sub(rest, 0, str_find_c(rest, '"'));
}

static Id id_after(Str text, Str prefix)
{
    Id id = ID_NONE;
    for (size_t at = str_find(text, prefix); at < text.n; at = str_find(text, prefix)) {
        text = str_skip(text, at + prefix.n);
        size_t n = 0;
        while (n < text.n &&
               ((text.p[n] >= '0' && text.p[n] <= '9') || (text.p[n] >= 'a' && text.p[n] <= 'z'))) {
            n++;
        }
        if (id_parse(str_sub(text, 0, n), &id) == OK) {
            return id;
        }
    }
    return ID_NONE;
}

Id page_id(const struct page *p, Str prefix)
{
    Id id = str_none(p->location) ? ID_NONE : id_after(p->location, prefix);
    return id_none(id) ? id_after(p->body, prefix) : id;
}

/* fixture.c: a small province and a browser without a socket, for tests of pages. */
#include "fixture.h"
#include "domain/criteria/store.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"

#include <ftw.h>
#include <stdio.h>

static Time clock_of(void *arg)
{
    const struct fixture *f = arg;
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
    static const char *const members[] = { "uyvien.1", "uyvien.2", "uyvien.3",
                                           "uyvien.4", "uyvien.5", "uyvien.6",
                                           "uyvien.7", "uyvien.8", "uyvien.9" };
    for (size_t i = 0; i < FIXTURE_SEATS; i++) {
        TRY(make_account(tx, members[i], 0, ID_NONE, &f->member[i]));
    }
    return tx_note(tx, S("fixture.filled"), ID_NONE);
}

Err fixture_tx(struct fixture *f, int action, int next_state, Id account,
               Err (*run)(struct tx *tx, void *arg), void *arg)
{
    f->now.v += TIME_SECOND / 1000; /* identifiers begin with it */
    struct problems *p = NEW(f->arena, struct problems);
    p->arena = f->arena;
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = action,
                         .next_state = next_state,
                         .arena = f->arena,
                         .problems = p,
                         .now = f->now,
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
    f->browser = (struct browser){
        .db = db, .app = f->app, .arena = f->arena, .clock = &f->now, .folder = f->folder
    };
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

static struct page send(struct fixture *f, const struct browse *r)
{
    struct page p = { .status = 0 };
    CHECK_ERR(browser_send(&f->browser, r, &p), OK);
    return p;
}

struct page fixture_send(struct fixture *f, Id as, enum http_method m, Str target, size_t n,
                         const struct http_field *form, size_t n_headers,
                         const struct http_field *headers)
{
    return send(f, &(struct browse){ .as = as,
                                     .method = m,
                                     .target = target,
                                     .n = n,
                                     .form = form,
                                     .n_headers = n_headers,
                                     .headers = headers });
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

struct page fixture_upload_files(struct fixture *f, Id as, Str target,
                                 const struct http_fields *form, size_t n_files,
                                 const struct browse_file *file)
{
    return send(f, &(struct browse){ .as = as,
                                     .method = HTTP_POST,
                                     .target = target,
                                     .n = form->n,
                                     .form = form->v,
                                     .n_files = n_files,
                                     .file = file });
}

struct page fixture_upload(struct fixture *f, Id as, Str target, size_t n,
                           const struct http_field *form, struct http_field file, Str file_name)
{
    struct browse_file one = { file.name, file_name, file.value };
    return send(f, &(struct browse){ .as = as,
                                     .method = HTTP_POST,
                                     .target = target,
                                     .n = n,
                                     .form = form,
                                     .n_files = 1,
                                     .file = &one });
}

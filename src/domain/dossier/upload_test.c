/* upload_test.c: files that come in pieces: the protocol, whose they are, what becomes of them. */
#include "domain/dossier/upload.h"
#include "domain/dossier/inside.h"
#include "fixture.h"
#include "messages.h"
#include "platform/http/http.h"

#include <sodium.h>

#define PDF                                                                                        \
    S("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                     \
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>"       \
      "endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")

struct way { /* a dossier of the first producer, and one file on its way to it */
    struct fixture *f;
    Id dossier;
    Str at, upload;
};

static struct way begin(struct db *db)
{
    struct way w = { .f = fixture_open(db) };
    struct page p = fixture_post(w.f, w.f->owner, S("/ho-so/moi"),
                                 FORM({ S("product"), S("") }, { S("name"), S("Mắm ruốc mẫu") },
                                      { S("set_no"), S("9") }, { S("kind"), S("1") },
                                      { S("target_star"), S("4") }));
    CHECK_INT(p.status, 303);
    w.dossier = page_id(&p, S("/ho-so/"));
    w.at = str_cat(w.f->arena, S("/ho-so/"), id_text(w.f->arena, w.dossier));
    return w;
}

static Str csrf_of(const struct fixture *f, Id as)
{
    for (size_t i = 0; i < f->browser.n_sessions; i++) {
        if (id_eq(f->browser.session[i].account, as)) {
            return f->browser.session[i].csrf;
        }
    }
    return S("");
}

/* One request of the protocol; a name "" among the headers is left out. */
struct tus {
    Id as;
    enum http_method method;
    Str target;
    bool json, no_secret;
    Str version, type, offset, length, metadata, checksum, body;
    bool has_body;
};

static struct page ask(struct fixture *f, const struct tus *t)
{
    struct page p;
    if (!id_none(t->as) && str_empty(csrf_of(f, t->as))) {
        (void)fixture_get(f, t->as, S("/ho-so")); /* so that there is a session */
    }
    const struct http_field all[] = {
        { S("Tus-Resumable"), str_none(t->version) ? S("1.0.0") : t->version },
        { S("X-CSRF-Token"), t->no_secret ? S("") : csrf_of(f, t->as) },
        { S("Content-Type"), t->type },
        { S("Upload-Offset"), t->offset },
        { S("Upload-Length"), t->length },
        { S("Upload-Metadata"), t->metadata },
        { S("Upload-Checksum"), t->checksum },
        { S("Accept"), t->json ? S("application/json") : S("*/*") },
    };
    struct http_field sent[COUNT_OF(all)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (!str_empty(all[i].value)) {
            sent[n++] = all[i];
        }
    }
    const struct browse_file body = { S(""), S(""), t->body };
    struct browse r = { .as = t->as,
                        .method = t->method,
                        .target = t->target,
                        .n_headers = n,
                        .headers = sent,
                        .n_files = t->has_body ? 1 : 0,
                        .file = &body };
    CHECK_ERR(browser_send(&f->browser, &r, &p), OK);
    return p;
}

static Str coded(const void *p, size_t n)
{
    size_t max = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_ORIGINAL);
    char *to = arena_alloc(test_arena(), max);
    (void)sodium_bin2base64(to, max, p, n, sodium_base64_VARIANT_ORIGINAL);
    return str_c(to);
}

static Str named(const char *name)
{
    return str_cat(test_arena(), S("filename "), coded(name, str_c(name).n));
}

static struct page create_as(struct way *w, Id as, const char *name, int64_t size)
{
    Str target = str_cat(w->f->arena, w->at, S("/minh-chung/E12/tai-tiep"));
    struct tus t = { .as = as,
                     .method = HTTP_POST,
                     .target = target,
                     .length = str_fmt(w->f->arena, "%lld", (long long)size),
                     .metadata = named(name) };
    struct page p = ask(w->f, &t);
    w->upload = p.location;
    return p;
}

static struct page create(struct way *w, const char *name, int64_t size)
{
    return create_as(w, w->f->owner, name, size);
}

static struct tus piece(const struct way *w, int64_t offset, Str body)
{
    return (struct tus){ .as = w->f->owner,
                         .method = HTTP_PATCH,
                         .target = w->upload,
                         .type = S("application/offset+octet-stream"),
                         .offset = str_fmt(w->f->arena, "%lld", (long long)offset),
                         .body = body,
                         .has_body = true };
}

static struct page send(const struct way *w, int64_t offset, Str body)
{
    struct tus t = piece(w, offset, body);
    return ask(w->f, &t);
}

static struct page verb(const struct way *w, Id as, enum http_method m)
{
    struct tus t = { .as = as, .method = m, .target = w->upload };
    return ask(w->f, &t);
}

static Str header(const struct page *p, const char *name)
{
    return http_get(&p->headers, str_c(name));
}

static Str folder(const struct way *w)
{
    Str id = str_skip(w->upload, w->at.n + S("/tai-tiep/").n);
    return str_fmt(w->f->arena, "%.*s/parts/%.*s", STR_ARG(w->f->folder), STR_ARG(id));
}

static void run_jobs(const struct way *w)
{
    int done = 0;
    CHECK_ERR(
        jobs_run_due(w->f->db, app_jobs, app_jobs_n, w->f->now, 50, &w->f->app->program, &done),
        OK);
}

TEST_DB(upload_in_pieces_becomes_a_paper)
{
    struct way w = begin(db);
    struct page p = create(&w, "phiếu kiểm nghiệm.pdf", (int64_t)PDF.n);
    CHECK_INT(p.status, 201);
    CHECK_STR(header(&p, "Tus-Resumable"), S("1.0.0"));
    CHECK(str_ends(header(&p, "Upload-Expires"), S(" GMT")));
    p = verb(&w, w.f->owner, HTTP_HEAD);
    CHECK_INT(p.status, 200);
    CHECK_STR(header(&p, "Upload-Offset"), S("0"));
    CHECK_STR(header(&p, "Cache-Control"), S("no-store"));
    p = send(&w, 0, str_sub(PDF, 0, 100));
    CHECK_INT(p.status, 204);
    CHECK_STR(header(&p, "Upload-Offset"), S("100"));
    p = verb(&w, w.f->owner, HTTP_HEAD);
    CHECK_STR(header(&p, "Upload-Offset"), S("100"));
    CHECK_STR(header(&p, "Upload-Length"), str_fmt(w.f->arena, "%zu", PDF.n));
    CHECK_INT(send(&w, 100, S("")).status, 204);
    p = send(&w, 100, str_skip(PDF, 100));
    CHECK_INT(p.status, 204);
    CHECK(str_find(header(&p, "Set-Cookie"), S("ocop-flash")) < header(&p, "Set-Cookie").n);
    p = verb(&w, w.f->owner, HTTP_HEAD); /* the answer may have been lost on the way */
    CHECK_STR(header(&p, "Upload-Offset"), header(&p, "Upload-Length"));
    p = verb(&w, w.f->owner, HTTP_GET);
    Id paper = page_id(&p, S("/giay-to/"));
    Str at = str_cat(w.f->arena, S("/giay-to/"), id_text(w.f->arena, paper));
    p = fixture_get(w.f, w.f->owner, str_cat(w.f->arena, at, S("/tep")));
    CHECK_STR(p.body, PDF);
    p = fixture_get(w.f, w.f->owner, str_cat(w.f->arena, w.at, S("/minh-chung/E12")));
    CHECK(page_has(&p, str_cat(w.f->arena, at, S("/tep#page=1"))));
    CHECK_INT(send(&w, 0, S("x")).status, 409); /* nothing is taken back */
    CHECK(file_exists(folder(&w)));
    run_jobs(&w);
    CHECK(!file_exists(folder(&w)));
    CHECK_INT(verb(&w, w.f->owner, HTTP_HEAD).status, 200); /* and who asks again is told */
    fixture_close(w.f);
}

TEST_DB(upload_tells_what_it_can)
{
    struct way w = begin(db);
    w.upload = str_cat(w.f->arena, w.at, S("/minh-chung/E12/tai-tiep"));
    struct page p = verb(&w, w.f->owner, HTTP_OPTIONS);
    CHECK_INT(p.status, 204);
    CHECK_STR(header(&p, "Tus-Version"), S("1.0.0"));
    CHECK_STR(header(&p, "Tus-Extension"), S("creation,expiration,checksum,termination"));
    CHECK_STR(header(&p, "Tus-Max-Size"), str_fmt(w.f->arena, "%d", LIMIT_UPLOAD_BYTES));
    CHECK_STR(header(&p, "Tus-Checksum-Algorithm"), S("sha256"));
    p = fixture_get(w.f, w.f->owner, str_cat(w.f->arena, w.at, S("/minh-chung/E12")));
    CHECK(page_has(&p, str_cat(w.f->arena, S("data-resume=\""), w.upload)));
    CHECK(page_has(&p, S("data-from=\"2097152\"")));
    fixture_close(w.f);
}

TEST_DB(upload_refuses_what_is_not_the_protocol)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    struct tus t = piece(&w, 0, PDF);
    t.version = S("0.9");
    struct page p = ask(w.f, &t);
    CHECK_INT(p.status, 412);
    CHECK_STR(header(&p, "Tus-Version"), S("1.0.0"));
    t = piece(&w, 0, PDF);
    t.type = S("application/octet-stream");
    CHECK_INT(ask(w.f, &t).status, 415);
    t = piece(&w, 0, PDF);
    t.offset = S("-1");
    CHECK_INT(ask(w.f, &t).status, 400);
    CHECK_INT(send(&w, 5, PDF).status, 409);
    CHECK_INT(send(&w, 0, str_cat(w.f->arena, PDF, S("more"))).status, 413);
    t = piece(&w, 0, PDF);
    t.no_secret = true;
    CHECK_INT(ask(w.f, &t).status, 403);
    Hash h = hash_of(S("something else"));
    t = piece(&w, 0, PDF);
    t.checksum = str_cat(w.f->arena, S("sha256 "), coded(h.b, sizeof h.b));
    CHECK_INT(ask(w.f, &t).status, 460);
    t.checksum = S("md5 AAAA");
    CHECK_INT(ask(w.f, &t).status, 400);
    p = verb(&w, w.f->owner, HTTP_HEAD); /* nothing of all this was kept */
    CHECK_STR(header(&p, "Upload-Offset"), S("0"));
    h = hash_of(PDF);
    t.checksum = str_cat(w.f->arena, S("sha256 "), coded(h.b, sizeof h.b));
    CHECK_INT(ask(w.f, &t).status, 204);
    t = (struct tus){ .as = w.f->owner,
                      .method = HTTP_POST,
                      .target = str_cat(w.f->arena, w.at, S("/minh-chung/E12/tai-tiep")) };
    CHECK_INT(ask(w.f, &t).status, 400); /* no length */
    t.length = S("0");
    CHECK_INT(ask(w.f, &t).status, 400);
    t.length = S("26214401");
    CHECK_INT(ask(w.f, &t).status, 413);
    t.length = S("10");
    t.metadata = S("filename %%%");
    CHECK_INT(ask(w.f, &t).status, 400);
    t.target = str_cat(w.f->arena, w.at, S("/minh-chung/E99/tai-tiep"));
    t.metadata = named("a.pdf");
    CHECK_INT(ask(w.f, &t).status, 404);
    fixture_close(w.f);
}

/* What is said of the paper is checked before the first byte is sent. */
TEST_DB(upload_checks_the_fields_first)
{
    struct way w = begin(db);
    struct tus t = { .as = w.f->owner,
                     .method = HTTP_POST,
                     .target = str_cat(w.f->arena, w.at, S("/minh-chung/E12/tai-tiep")),
                     .length = S("10"),
                     .json = true,
                     .metadata = str_fmt(w.f->arena, "filename YS5wZGY=,issued %.*s",
                                         STR_ARG(coded("1/1/2099", 8))) };
    struct page p = ask(w.f, &t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("\"field\":\"issued\"")));
    t.metadata = str_cat(w.f->arena, S("owner "), coded("1", 1));
    CHECK_INT(ask(w.f, &t).status, 422);
    fixture_close(w.f);
}

TEST_DB(upload_says_why_a_file_is_not_taken)
{
    struct way w = begin(db);
    Str text = S("chỉ là chữ, không phải giấy tờ");
    CHECK_INT(create(&w, "giấy.pdf", (int64_t)text.n).status, 201);
    CHECK_INT(send(&w, 0, str_sub(text, 0, 10)).status, 204);
    struct tus t = piece(&w, 10, str_skip(text, 10));
    t.json = true;
    struct page p = ask(w.f, &t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("giấy.pdf")) && page_has(&p, S("evidence.file-wrong-type")));
    CHECK_INT(verb(&w, w.f->owner, HTTP_HEAD).status, 410);
    CHECK_INT(send(&w, 10, str_skip(text, 10)).status, 410);
    p = verb(&w, w.f->owner, HTTP_GET);
    CHECK(page_has(&p, S("\"refused\"")) && page_has(&p, S("giấy.pdf")));
    p = fixture_get(w.f, w.f->owner, S("/giay-to"));
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_EMPTY)));
    run_jobs(&w);
    CHECK(!file_exists(folder(&w)));
    fixture_close(w.f);
}

static void nothing_there(const struct way *w, Id as)
{
    static const enum http_method verbs[] = { HTTP_HEAD, HTTP_GET, HTTP_OPTIONS, HTTP_DELETE };
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        CHECK_INT(verb(w, as, verbs[i]).status, 404);
    }
    struct tus t = piece(w, 0, PDF);
    t.as = as;
    CHECK_INT(ask(w->f, &t).status, 404);
}

TEST_DB(upload_of_another_does_not_exist)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    struct way mine = w;
    const Id others[] = { w.f->other_owner, w.f->commune, w.f->officer, w.f->admin };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        nothing_there(&w, others[i]);
        CHECK_INT(create_as(&mine, others[i], "a.pdf", 10).status, 404);
    }
    /* a second account of the same producer may do much with the dossier, not with this file */
    fixture_grant(w.f, w.f->member[0], ROLE_PRODUCER, w.f->producer);
    nothing_there(&w, w.f->member[0]);
    CHECK_INT(create_as(&mine, w.f->member[0], "b.pdf", 10).status, 201);
    nothing_there(&mine, w.f->owner);
    struct page p = verb(&w, w.f->owner, HTTP_HEAD);
    CHECK_STR(header(&p, "Upload-Offset"), S("0"));
    struct tus t = piece(&w, 0, PDF);
    t.as = ID_NONE;
    t.json = true;
    CHECK_INT(ask(w.f, &t).status, 401);
    fixture_close(w.f);
}

static Err move_on(struct tx *tx, void *arg)
{
    const struct way *w = arg;
    struct dossier d;
    TRY(dossier_get(tx, w->dossier, &d));
    return dossier_move_to(tx, &d, d.version, DOSSIER_AT_PROVINCE, DATE_NONE, S(""));
}

/* Permission is asked again at every piece. */
TEST_DB(upload_ends_with_the_permission)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    CHECK_INT(send(&w, 0, str_sub(PDF, 0, 50)).status, 204);
    CHECK_ERR(fixture_tx(w.f, COMMUNE_FORWARD, DOSSIER_AT_PROVINCE, w.f->commune, move_on, &w), OK);
    CHECK_INT(send(&w, 50, str_skip(PDF, 50)).status, 404);
    CHECK_INT(verb(&w, w.f->owner, HTTP_HEAD).status, 404);
    CHECK_INT(verb(&w, w.f->owner, HTTP_DELETE).status, 404);
    struct page p = fixture_get(w.f, w.f->owner, S("/giay-to"));
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_EMPTY)));
    fixture_close(w.f);
}

static Time clock_of(void *arg)
{
    const struct fixture *f = arg;
    return f->now;
}

/* The process ends between two pieces; a piece that was written and not acknowledged is no part of
 * the file. */
TEST_DB(upload_outlives_the_process)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    CHECK_INT(send(&w, 0, str_sub(PDF, 0, 50)).status, 204);
    CHECK_ERR(file_write(str_cat(w.f->arena, folder(&w), S("/half")), S("never acknowledged")), OK);
    struct config c = { .data = w.f->folder,
                        .base_url = S("http://localhost:8080"),
                        .site_name = S("OCOP") };
    struct app *again = NULL, *before = w.f->app;
    CHECK_ERR(app_open(&c, w.f->db, clock_of, w.f, &again), OK);
    w.f->browser.app = again;
    struct page p = verb(&w, w.f->owner, HTTP_HEAD);
    CHECK_STR(header(&p, "Upload-Offset"), S("50"));
    CHECK_INT(send(&w, 50, str_skip(PDF, 50)).status, 204);
    p = verb(&w, w.f->owner, HTTP_GET);
    Id paper = page_id(&p, S("/giay-to/"));
    p = fixture_get(w.f, w.f->owner,
                    str_fmt(w.f->arena, "/giay-to/%.*s/tep", STR_ARG(id_text(w.f->arena, paper))));
    CHECK_STR(p.body, PDF);
    w.f->browser.app = before;
    app_close(again);
    fixture_close(w.f);
}

/* A commit that fails leaves the offset where it was, and the piece may be sent again. */
TEST_DB(upload_piece_counts_only_when_committed)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    int failed = 0;
    for (int n = 1; n < 60; n++) {
        db_fault_after(db, n);
        struct tus t = piece(&w, 0, PDF);
        struct page p = ask(w.f, &t);
        db_fault_after(db, 0);
        failed += p.status == 500 ? 1 : 0;
        if (p.status == 204) {
            break;
        }
        p = verb(&w, w.f->owner, HTTP_HEAD);
        CHECK_STR(header(&p, "Upload-Offset"), S("0"));
    }
    CHECK(failed > 5);
    struct page p = fixture_get(w.f, w.f->owner, S("/giay-to"));
    CHECK(page_has(&p, S("1 giấy tờ")));
    fixture_close(w.f);
}

TEST_DB(upload_is_forgotten_after_its_days)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    CHECK_INT(send(&w, 0, str_sub(PDF, 0, 50)).status, 204);
    run_jobs(&w);
    CHECK(file_exists(folder(&w)));
    w.f->now.v += 6 * TIME_DAY;
    run_jobs(&w);
    struct page p = verb(&w, w.f->owner, HTTP_HEAD);
    CHECK_STR(header(&p, "Upload-Offset"), S("50"));
    w.f->now.v += 2 * TIME_DAY;
    CHECK_INT(verb(&w, w.f->owner, HTTP_HEAD).status, 404);
    run_jobs(&w);
    CHECK(!file_exists(folder(&w)));
    w.f->now.v -= 2 * TIME_DAY;
    CHECK_INT(verb(&w, w.f->owner, HTTP_HEAD).status, 404); /* the row is gone too */
    fixture_close(w.f);
}

TEST_DB(upload_is_dropped_by_its_owner)
{
    struct way w = begin(db);
    CHECK_INT(create(&w, "a.pdf", (int64_t)PDF.n).status, 201);
    CHECK_INT(send(&w, 0, str_sub(PDF, 0, 50)).status, 204);
    struct tus t = {
        .as = w.f->owner, .method = HTTP_DELETE, .target = w.upload, .no_secret = true
    };
    CHECK_INT(ask(w.f, &t).status, 403);
    CHECK_INT(verb(&w, w.f->owner, HTTP_DELETE).status, 204);
    CHECK_INT(verb(&w, w.f->owner, HTTP_HEAD).status, 404);
    CHECK_INT(verb(&w, w.f->owner, HTTP_DELETE).status, 404);
    run_jobs(&w);
    CHECK(!file_exists(folder(&w)));
    fixture_close(w.f);
}

static Err small_quota(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(setting_set(tx, S("evidence.quota_bytes"), tx_today(tx), S("400"), S("test")));
    return tx_note(tx, S("setting.set"), ID_NONE);
}

/* Files on their way count: room is promised once. */
TEST_DB(upload_keeps_the_quota)
{
    struct way w = begin(db);
    CHECK_ERR(fixture_tx(w.f, SETTING_EDIT, 0, w.f->leader, small_quota, NULL), OK);
    CHECK_INT(create(&w, "a.pdf", 300).status, 201);
    Str first = w.upload;
    CHECK_INT(create(&w, "b.pdf", 300).status, 422);
    w.upload = first;
    CHECK_INT(verb(&w, w.f->owner, HTTP_DELETE).status, 204);
    CHECK_INT(create(&w, "b.pdf", 300).status, 201);
    fixture_close(w.f);
}

TEST_DB(upload_of_one_producer_are_not_endless)
{
    struct way w = begin(db);
    for (int i = 0; i < UPLOAD_OPEN_MAX; i++) {
        CHECK_INT(create(&w, "a.pdf", 300).status, 201);
    }
    CHECK_INT(create(&w, "a.pdf", 300).status, 422);
    fixture_close(w.f);
}

/* ---- the header ---- */

TEST(upload_metadata_is_read)
{
    struct http_fields f;
    struct arena *a = test_arena();
    CHECK_ERR(http_parse_metadata(a, S("filename YS5wZGY=,empty,title S+G6vw=="), &f), OK);
    CHECK_STR(http_get(&f, S("filename")), S("a.pdf"));
    CHECK_STR(http_get(&f, S("empty")), S(""));
    CHECK_STR(http_get(&f, S("title")), S("K\xe1\xba\xbf"));
    CHECK_ERR(http_parse_metadata(a, S(""), &f), OK);
    CHECK_INT(f.n, 0);
    static const char *const bad[] = { "a YS5wZGY",   "a !!!!", "a YQ==,a YQ==", ",",
                                       "a YQ== YQ==", "a /w==", " ,a YQ==" };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        test_int(http_parse_metadata(a, str_c(bad[i]), &f), E_INPUT, bad[i], 0, "refused");
    }
}

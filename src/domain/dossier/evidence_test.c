/* evidence_test.c: the library of papers through the browser: what is taken, what is refused and
 * why, and that nobody sees another's. */
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/evidence.h"
#include "domain/product/product.h"
#include "fixture.h"
#include "messages.h"

#include <string.h>

#define PDF                                                                                        \
    S("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                     \
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>"       \
      "endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")

static const struct http_field good[] = {
    { S_INIT("type"), S_INIT("E12") },
    { S_INIT("title"), S_INIT("Phiếu kiểm nghiệm <mắm>") },
    { S_INIT("issuer"), S_INIT("Trung tâm mẫu") },
    { S_INIT("number"), S_INIT("12/KN") },
    { S_INIT("issued"), S_INIT("01/02/2026") },
    { S_INIT("expires"), S_INIT("01/02/2027") },
};

static struct page upload(struct fixture *f, Id as, Str bytes, const char *name)
{
    return fixture_upload(f, as, S("/giay-to"), COUNT_OF(good), good,
                          (struct http_field){ S("file"), bytes }, str_c(name));
}

static Str at(Id id, const char *tail)
{
    return str_fmt(test_arena(), "/giay-to/%.*s%s", STR_ARG(id_text(test_arena(), id)), tail);
}

static Id uploaded(struct fixture *f, Id as, Str bytes, const char *name)
{
    struct page p = upload(f, as, bytes, name);
    CHECK_INT(p.status, 303);
    return page_id(&p, S("/giay-to/"));
}

TEST_DB(evidence_upload_and_see)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_EMPTY)));
    p = fixture_get(f, f->owner, S("/giay-to/moi?loai=E05"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("value=\"E05\" selected")) && page_has(&p, S(" multiple")));
    CHECK(page_has(&p, S("upload.")));
    Id pdf = uploaded(f, f->owner, PDF, "Kiểm nghiệm.PDF");
    Id photo = uploaded(f, f->owner, fixture_photo(80), "IMG_1.jpeg");
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, S("Phiếu kiểm nghiệm &lt;mắm&gt;")) && page_has(&p, S("Còn hạn đến")));
    CHECK(page_has(&p, at(photo, "/anh")) && !page_has(&p, at(pdf, "/anh")));
    p = fixture_get(f, f->owner, at(pdf, ""));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("value=\"01/02/2027\"")) && page_has(&p, S("value=\"12/KN\"")));
    p = fixture_get(f, f->owner, at(pdf, "/tep"));
    CHECK_INT(p.status, 200);
    CHECK_STR(p.body, PDF);
    CHECK_STR(p.type, S("application/pdf"));
    CHECK(str_starts(http_get(&p.headers, S("Content-Disposition")), S("attachment")));
    CHECK(str_ends(http_get(&p.headers, S("Content-Disposition")), S("nghi%E1%BB%87m.pdf")));
    p = fixture_get(f, f->owner, at(photo, "/anh"));
    CHECK_INT(p.status, 200);
    CHECK_STR(p.type, S("image/jpeg"));
    CHECK_INT(fixture_get(f, f->owner, at(pdf, "/anh")).status, 404);
    fixture_close(f);
}

static bool locked_up(const struct page *p)
{
    Str policy = http_get(&p->headers, S("Content-Security-Policy"));
    CHECK(str_starts(policy, S("default-src 'none'")));
    return str_find(policy, S("sandbox")) < policy.n;
}

/* A viewer of PDF does not run in a sandbox; a picture needs none and stays in it. */
TEST_DB(evidence_can_be_looked_at)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_get(f, f->owner, at(uploaded(f, f->owner, PDF, "a.pdf"), "/tep"));
    CHECK_STR(p.type, S("application/pdf"));
    CHECK(!locked_up(&p));
    p = fixture_get(f, f->owner, at(uploaded(f, f->owner, fixture_photo(80), "b.jpg"), "/tep"));
    CHECK_STR(p.type, S("image/jpeg"));
    CHECK(locked_up(&p));
    fixture_close(f);
}

TEST_DB(evidence_same_content_once)
{
    struct fixture *f = fixture_open(db);
    Id one = uploaded(f, f->owner, fixture_photo(80), "a.jpg");
    CHECK(id_eq(uploaded(f, f->owner, fixture_photo(80), "b.jpg"), one));
    CHECK(!id_eq(uploaded(f, f->owner, fixture_photo(90), "c.jpg"), one));
    CHECK(!id_eq(uploaded(f, f->other_owner, fixture_photo(80), "a.jpg"),
                 one)); /* own row, one file */
    fixture_close(f);
}

/* Each refusal: status, the words, the link to the field, and what was typed is still there. */
static void refused(struct fixture *f, Str bytes, const char *name, enum storage_why why)
{
    struct page p = upload(f, f->owner, bytes, name);
    CHECK_INT(p.status, 422);
    Str words = i18n_text(LANG_VI, evidence_why_message(why));
    CHECK(page_has(&p, str_skip(words, str_find(words, S("}")) + 4)));
    CHECK(page_has(&p, str_c(name)) && page_has(&p, S("href=\"#file\"")));
    CHECK(page_has(&p, S("value=\"12/KN\"")) && page_has(&p, S("value=\"E12\" selected")));
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_EMPTY)));
}

TEST_DB(evidence_refuses_bad_files)
{
    struct fixture *f = fixture_open(db);
    Str photo = fixture_photo(80);
    refused(f, S("MZ\x90\0\x03\0 program"), "giay.pdf", STORAGE_WRONG_TYPE);
    refused(f, S("chỉ là chữ"), "giay.pdf", STORAGE_WRONG_TYPE);
    refused(f, S(""), "rong.pdf", STORAGE_EMPTY);
    refused(f, str_sub(photo, 0, photo.n / 2), "anh.jpg", STORAGE_CUT_OFF);
    refused(f, str_sub(PDF, 0, 60), "giay.pdf", STORAGE_CUT_OFF);
    refused(f, S("%PDF-1.4\ntrailer<</Encrypt 1 0 R>>\n%%EOF"), "khoa.pdf", STORAGE_ENCRYPTED);
    char *large = arena_alloc(f->arena, LIMIT_UPLOAD_BYTES + 1);
    refused(f, (Str){ large, LIMIT_UPLOAD_BYTES + 1 }, "lon.pdf", STORAGE_TOO_LARGE);
    fixture_close(f);
}

TEST_DB(evidence_refuses_bad_forms)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_post(f, f->owner, S("/giay-to"), COUNT_OF(good), good);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_FILE_NEEDED)));
    const struct http_field bad[] = { { S("type"), S("E99") },
                                      { S("issued"), S("31/02/2026") },
                                      { S("expires"), S("mai") },
                                      { S("owner"), S("1") } };
    struct http_field file = { S("file"), PDF };
    p = fixture_upload(f, f->owner, S("/giay-to"), COUNT_OF(bad), bad, file, S("a.pdf"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#type\"")) && page_has(&p, S("href=\"#issued\"")));
    CHECK(page_has(&p, S("href=\"#expires\"")) && page_has(&p, S("owner")));
    CHECK(page_has(&p, S("value=\"31/02/2026\"")));
    const struct http_field twice[] = { { S("type"), S("E01") }, { S("type"), S("E02") } };
    p = fixture_upload(f, f->owner, S("/giay-to"), COUNT_OF(twice), twice, file, S("a.pdf"));
    CHECK_INT(p.status, 422);
    const struct http_field days[] = { { S("type"), S("E01") },
                                       { S("issued"), S("01/01/2026") },
                                       { S("expires"), S("31/12/2025") } };
    p = fixture_upload(f, f->owner, S("/giay-to"), COUNT_OF(days), days, file, S("a.pdf"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_EXPIRES_FIRST)));
    const struct http_field future[] = { { S("type"), S("E01") }, { S("issued"), S("1/1/2030") } };
    p = fixture_upload(f, f->owner, S("/giay-to"), COUNT_OF(future), future, file, S("a.pdf"));
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_ISSUED_FUTURE)));
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_EMPTY)));
    fixture_close(f);
}

TEST_DB(evidence_validity_words)
{
    struct fixture *f = fixture_open(db);
    Date today = date_of(f->now);
    CHECK_INT(evidence_validity(DATE_NONE, today), EVIDENCE_NO_END);
    CHECK_INT(evidence_validity(date_add_days(today, -1), today), EVIDENCE_OVER);
    CHECK_INT(evidence_validity(today, today), EVIDENCE_SOON);
    CHECK_INT(evidence_validity(date_add_days(today, 90), today), EVIDENCE_SOON);
    CHECK_INT(evidence_validity(date_add_days(today, 91), today), EVIDENCE_GOOD);
    Id id = uploaded(f, f->owner, PDF, "a.pdf"); /* until 01/02/2027 */
    f->now.v += 250 * TIME_DAY;
    struct page p = fixture_get(f, f->owner, at(id, ""));
    CHECK(page_has(&p, S("Đã hết hạn ngày")));
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, S("1 giấy tờ đã hết hạn")));
    fixture_close(f);
}

static struct page change(struct fixture *f, Id as, Id id, const char *version, const char *title)
{
    return fixture_post(f, as, at(id, ""),
                        FORM({ S("version"), str_c(version) }, { S("type"), S("E11") },
                             { S("title"), str_c(title) }, { S("expires"), S("") }));
}

TEST_DB(evidence_change_and_remove)
{
    struct fixture *f = fixture_open(db);
    Id id = uploaded(f, f->owner, PDF, "a.pdf");
    CHECK_INT(change(f, f->owner, id, "1", "Công bố").status, 303);
    struct page p = fixture_get(f, f->owner, at(id, ""));
    CHECK(page_has(&p, S("Công bố</h1>")) && page_has(&p, S("value=\"E11\" selected")));
    CHECK_STR(page_input(&p, S("version")), S("2"));
    CHECK_INT(change(f, f->owner, id, "1", "Cũ").status, 409); /* another tab was first */
    CHECK_INT(change(f, f->owner, id, "x", "Cũ").status, 422);
    p = fixture_post(f, f->owner, at(id, ""),
                     FORM({ S("version"), S("2") }, { S("type"), S("E0") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#type\"")));
    CHECK_INT(fixture_post(f, f->owner, at(id, "/bo"), FORM({ S("version"), S("1") })).status, 409);
    CHECK_INT(fixture_post(f, f->owner, at(id, "/bo"), FORM({ S("version"), S("2") })).status, 303);
    CHECK_INT(fixture_get(f, f->owner, at(id, "")).status, 404);
    CHECK_INT(fixture_get(f, f->owner, at(id, "/tep")).status, 404);
    CHECK(!id_eq(uploaded(f, f->owner, PDF, "a.pdf"), id)); /* may be handed in anew */
    fixture_close(f);
}

TEST_DB(evidence_only_the_owner)
{
    struct fixture *f = fixture_open(db);
    Id id = uploaded(f, f->owner, fixture_photo(80), "a.jpg");
    const Id others[] = { f->other_owner, f->commune, f->officer, f->leader, f->admin };
    static const char *const gets[] = { "", "/tep", "/anh", "/anh?co=lon" };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        for (size_t k = 0; k < COUNT_OF(gets); k++) {
            CHECK_INT(fixture_get(f, others[i], at(id, gets[k])).status, 404);
        }
        CHECK_INT(change(f, others[i], id, "1", "x").status, 404);
        CHECK_INT(fixture_post(f, others[i], at(id, "/bo"), FORM({ S("version"), S("1") })).status,
                  404);
    }
    CHECK_INT(fixture_get(f, f->officer, S("/giay-to")).status, 404);
    CHECK_INT(upload(f, f->officer, PDF, "a.pdf").status, 404);
    struct page p = fixture_get(f, f->other_owner, S("/giay-to"));
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("Phiếu kiểm nghiệm")));
    CHECK_INT(fixture_get(f, ID_NONE, at(id, "/tep")).status, 303); /* to the sign-in */
    p = fixture_get(f, f->owner, at(id, ""));
    CHECK_STR(page_input(&p, S("version")), S("1"));
    fixture_close(f);
}

TEST_DB(evidence_of_an_ended_session)
{
    struct fixture *f = fixture_open(db);
    CHECK_INT(upload(f, ID_NONE, PDF, "a.pdf").status, 401); /* sign in again, not: no such page */
    struct http_field foreign[COUNT_OF(good) + 1];
    memcpy(foreign, good, sizeof good);
    foreign[COUNT_OF(good)] = (struct http_field){ S("csrf"), S("of another") };
    struct page p = fixture_upload(f, f->owner, S("/giay-to"), COUNT_OF(foreign), foreign,
                                   (struct http_field){ S("file"), PDF }, S("a.pdf"));
    CHECK_INT(p.status, 403);
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(!page_has(&p, S("Phiếu kiểm nghiệm")));
    fixture_close(f);
}

static Err small_quota(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(setting_set(tx, S("evidence.quota_bytes"), tx_today(tx), S("400"), S("test")));
    return tx_note(tx, S("setting.set"), ID_NONE);
}

TEST_DB(evidence_quota_is_kept)
{
    struct fixture *f = fixture_open(db);
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->leader, small_quota, NULL), OK);
    (void)uploaded(f, f->owner, PDF, "a.pdf"); /* 200 bytes and some */
    struct page p = upload(f, f->owner, fixture_photo(80), "b.jpg");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Kho giấy tờ đã đầy")) && page_has(&p, S("href=\"#file\"")));
    fixture_close(f);
}

TEST(evidence_types_are_fifteen)
{
    for (int no = 1; no <= EVIDENCE_TYPES; no++) {
        CHECK_INT(evidence_type_no(evidence_type_code(no)), no);
        CHECK(i18n_text(LANG_VI, evidence_type_name(no)).n > 0);
        CHECK(i18n_text(LANG_EN, evidence_type_hint(no)).n > 0);
    }
    CHECK_INT(evidence_type_no(S("E00")), 0);
    CHECK_INT(evidence_type_no(S("E16")), 0);
    CHECK_INT(evidence_type_no(S("")), 0);
}

static struct page upload_two(struct fixture *f, Str one, Str two, bool merge)
{
    struct http_fields form = { 0 };
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        http_add(f->arena, &form, good[i].name, good[i].value);
    }
    if (merge) {
        http_add(f->arena, &form, S("merge"), S("1"));
    }
    const struct browse_file files[] = { { S("file"), S("trang 1.jpg"), one },
                                         { S("file"), S("trang 2.jpg"), two } };
    return fixture_upload_files(f, f->owner, S("/giay-to"), &form, 2, files);
}

TEST_DB(evidence_several_at_once)
{
    struct fixture *f = fixture_open(db);
    struct page p = upload_two(f, fixture_photo(80), PDF, false);
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, S("/giay-to"));
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, S("2 giấy tờ")) && page_has(&p, S("&lt;mắm&gt; (2)")));
    p = upload_two(f, fixture_photo(90), S("hỏng"),
                   false); /* one is bad: none is kept, the bad one named */
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("“trang 2.jpg”")) && !page_has(&p, S("“trang 1.jpg”")));
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, S("2 giấy tờ")));
    fixture_close(f);
}

TEST_DB(evidence_pages_of_one_paper)
{
    struct fixture *f = fixture_open(db);
    struct page p = upload_two(f, fixture_photo(80), fixture_photo(90), true);
    CHECK_INT(p.status, 303);
    Id id = page_id(&p, S("/giay-to/"));
    p = fixture_get(f, f->owner, at(id, "/tep"));
    CHECK_STR(p.type, S("application/pdf"));
    CHECK(str_starts(p.body, S("%PDF-")));
    p = fixture_get(f, f->owner, at(id, ""));
    CHECK(page_has(&p, S("2 trang")));
    p = upload_two(f, fixture_photo(80), fixture_photo(90),
                   true); /* the same photographs: the same paper */
    CHECK(id_eq(page_id(&p, S("/giay-to/")), id));
    p = upload_two(f, fixture_photo(80), PDF, true);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, i18n_text(LANG_VI, M_EVIDENCE_MERGE_PICTURES)));
    fixture_close(f);
}

struct using
{
    struct fixture *f;
    Id evidence, dossier;
};

static Err use_in_dossier(struct tx *tx, void *arg)
{
    struct using *u = arg;
    struct product_new p = { .producer = u->f->producer, .name = S("Mắm ruốc mẫu"), .set_no = 9 };
    struct criteria_row set;
    Id product;
    bool found = false;
    TRY(product_create(tx, &p, &product));
    TRY(criteria_in_force(tx, 9, tx_today(tx), &found, &set));
    CHECK(found);
    u->dossier = tx_new_id(tx);
    TRY(dossier_insert(tx, u->dossier, product, u->f->producer, u->f->place, 1, 2026, 4, set.id,
                       DOSSIER_DRAFT, u->f->owner, tx_now(tx)));
    tx_grant(tx, DOSSIER_EDIT, 0);
    TRY(dossier_link_put(tx, u->dossier, S("E12"), u->evidence, 1, 1));
    return tx_note(tx, S("test.used"), u->dossier);
}

TEST_DB(evidence_says_where_it_is_used)
{
    struct fixture *f = fixture_open(db);
    struct using u = { f, uploaded(f, f->owner, PDF, "a.pdf"), ID_NONE };
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, use_in_dossier, &u), OK);
    struct page p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, S("Đang dùng ở 1 hồ sơ")));
    p = fixture_get(f, f->owner, at(u.evidence, ""));
    CHECK(page_has(&p, S("Mắm ruốc mẫu")));
    CHECK(page_has(&p, str_fmt(f->arena, "/ho-so/%.*s", STR_ARG(id_text(f->arena, u.dossier)))));
    CHECK(page_has(&p, S("1 hồ sơ đang dùng giấy tờ này")) && page_has(&p, S("Năm 2026")));
    fixture_close(f);
}

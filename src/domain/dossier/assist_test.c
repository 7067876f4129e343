/* assist_test.c: an officer fills in a draft; the producer confirms; four eyes; what nobody else
 * may do. */
#include "domain/dossier/assist.h"
#include "domain/dossier/inside.h"
#include "fixture.h"

#define PAGE_OF_PDF                                                                                \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                       \
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                           \
    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"                                                   \
    "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

struct play {
    struct fixture *f;
    Id id;
    Str at;
};

static Str path(const struct play *t, const char *tail)
{
    return str_cat(t->f->arena, t->at, str_c(tail));
}

static struct page open_for(struct fixture *f, Id who, Id producer)
{
    return fixture_post(f, who, S("/xa/ho-tro"),
                        FORM({ S("producer"), id_text(f->arena, producer) },
                             { S("name"), S("Nước mắm <b>bà Sáu</b>") }, { S("set_no"), S("9") },
                             { S("target_star"), S("4") }));
}

static struct play begin(struct db *db)
{
    struct play t = { .f = fixture_open(db) };
    struct page p = open_for(t.f, t.f->commune, t.f->producer);
    CHECK_INT(p.status, 303);
    t.id = page_id(&p, S("/ho-so/"));
    t.at = str_cat(t.f->arena, S("/ho-so/"), id_text(t.f->arena, t.id));
    return t;
}

static Str help_version(const struct play *t, Id who)
{
    struct page p = fixture_get(t->f, who, path(t, "/ho-tro"));
    CHECK_INT(p.status, 200);
    return page_input(&p, S("version"));
}

static struct page confirm(const struct play *t, Id who, const char *signer)
{
    return fixture_post(
        t->f, who, path(t, "/ho-tro/xac-nhan"),
        FORM({ S("version"), help_version(t, t->f->owner) }, { S("signer"), str_c(signer) }));
}

static struct page write_plan(const struct play *t, Id who, const char *words)
{
    return fixture_post(t->f, who, path(t, "/thong-tin/ke-hoach"),
                        FORM({ S("plan"), str_c(words) }));
}

struct reading {
    Id id;
    struct dossier d;
    struct dossier_help help;
    uint64_t flags;
};

static Err read_it(struct tx *tx, void *arg)
{
    struct reading *r = arg;
    TRY(dossier_get(tx, r->id, &r->d));
    TRY(dossier_help_get(tx, r->id, ID_NONE, &r->help));
    return dossier_help_flags(tx, &r->d, ID_NONE, &r->flags);
}

static struct reading now(const struct play *t)
{
    struct reading r = { .id = t->id };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, read_it, &r), OK);
    return r;
}

TEST_DB(assist_opens_and_fills_in_for_the_own_commune_only)
{
    struct play t = begin(db);
    struct fixture *f = t.f;
    CHECK_INT(open_for(f, f->commune, f->other_producer).status, 404);
    CHECK_INT(open_for(f, f->owner, f->producer).status, 404);
    CHECK_INT(fixture_post(f, f->commune, S("/xa/ho-tro"), FORM({ S("producer"), S("") })).status,
              422);
    struct page p = fixture_get(f, f->commune, t.at);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm &lt;b&gt;bà Sáu&lt;/b&gt;")));
    CHECK_INT(write_plan(&t, f->commune, "Thêm thùng gỗ").status, 303);
    CHECK_INT(fixture_get(f, f->commune, path(&t, "/giay-to")).status, 200);
    CHECK_INT(fixture_get(f, f->commune, path(&t, "/tu-cham/a")).status, 200);
    CHECK_INT(fixture_get(f, f->commune, path(&t, "/cau-chuyen")).status, 200);
    CHECK_INT(fixture_get(f, f->commune, path(&t, "/minh-chung/E03")).status, 200);
    CHECK_INT(fixture_get(f, f->other_commune, t.at).status, 404);
    CHECK_INT(fixture_get(f, f->officer, t.at).status, 404);
    CHECK_INT(write_plan(&t, f->other_commune, "Không").status, 404);
    p = fixture_get(f, f->commune, S("/xa/ho-tro"));
    CHECK(page_has(&p, S("Nước mắm &lt;b&gt;bà Sáu&lt;/b&gt;")));
    p = fixture_get(f, f->owner, path(&t, "/ho-tro")); /* who and when, for the producer */
    CHECK(page_has(&p, S("soạn giúp từ")));
    fixture_close(f);
}

static Id upload(const struct play *t, Id who, Str at, Str file, const char *title)
{
    struct page p =
        fixture_upload(t->f, who, at, FORM({ S("type"), S("E03") }, { S("title"), str_c(title) }),
                       (struct http_field){ S("file"), file }, S("giay.jpg"));
    CHECK_INT(p.status, 303);
    return page_id(&p, S("/giay-to/"));
}

static int attach(const struct play *t, Id who, Id paper, const char *page)
{
    return fixture_post(t->f, who, path(t, "/minh-chung/E03"),
                        FORM({ S("evidence"), id_text(t->f->arena, paper) },
                             { S("page_from"), str_c(page) }, { S("page_to"), S("1") }))
        .status;
}

/* Who helps uses what he brought and what stands in the draft, not the rest of the library. */
TEST_DB(assist_does_not_open_the_producers_library)
{
    struct play t = begin(db);
    struct fixture *f = t.f;
    Str row = path(&t, "/minh-chung/E03");
    Id own = upload(&t, f->owner, S("/giay-to"), fixture_photo(80), "Hợp đồng riêng");
    struct page p = fixture_get(f, f->owner, row);
    CHECK(page_has(&p, S("Hợp đồng riêng")));
    p = fixture_get(f, f->commune, row);
    CHECK(!page_has(&p, S("Hợp đồng riêng")));
    CHECK_INT(attach(&t, f->commune, own, "1"), 404);
    CHECK_INT(attach(&t, f->commune, own, "?"), 404);
    CHECK_INT(attach(&t, f->owner, own, "?"), 422);
    p = fixture_upload(f, f->commune, path(&t, "/minh-chung/E03/tai-len"),
                       FORM({ S("title"), S("Giấy của hộ") }),
                       (struct http_field){ S("file"), fixture_photo(90) }, S("giay.jpg"));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->commune, path(&t, "/minh-chung/E08"));
    CHECK(page_has(&p, S("Giấy của hộ"))); /* brought for one row, good for another */
    CHECK_INT(attach(&t, f->owner, own, "1"), 303);
    p = fixture_get(f, f->commune, row); /* the producer put it there */
    CHECK(page_has(&p, S("Hợp đồng riêng")));
    fixture_close(f);
}

/* Somebody who did not begin the help has no business with the producer's draft. */
TEST_DB(assist_of_one_officer_opens_nothing_for_another)
{
    struct play t = begin(db);
    fixture_grant(t.f, t.f->member[0], ROLE_COMMUNE, t.f->place);
    CHECK_INT(fixture_get(t.f, t.f->member[0], t.at).status, 404);
    CHECK_INT(write_plan(&t, t.f->member[0], "Không").status, 404);
    fixture_close(t.f);
}

TEST_DB(assist_is_not_handed_in_before_the_producer_confirms)
{
    struct play t = begin(db);
    struct fixture *f = t.f;
    struct page p = fixture_get(f, f->owner, path(&t, "/nop"));
    CHECK_INT(p.status, 303); /* to the confirmation */
    CHECK_INT(fixture_post(f, f->owner, path(&t, "/nop"), FORM({ S("version"), S("1") })).status,
              404);
    CHECK_INT(fixture_post(f, f->commune, path(&t, "/nop"), FORM({ S("version"), S("1") })).status,
              404);
    CHECK((now(&t).flags & FLAG_UNCONFIRMED) != 0);
    CHECK_INT(confirm(&t, f->owner, "").status, 422);
    CHECK_INT(fixture_post(f, f->commune, path(&t, "/ho-tro/xac-nhan"),
                           FORM({ S("version"), S("1") }, { S("signer"), S("Cán bộ") }))
                  .status,
              404); /* the officer does not confirm for the producer */
    CHECK_INT(confirm(&t, f->owner, "Trần Thị <i>Sáu</i>").status, 303);
    CHECK((now(&t).flags & FLAG_UNCONFIRMED) == 0);
    p = fixture_get(f, f->owner, path(&t, "/ho-tro"));
    CHECK(page_has(&p, S("Trần Thị &lt;i&gt;Sáu&lt;/i&gt;")));
    p = fixture_get(f, f->owner, path(&t, "/nop"));
    CHECK_INT(p.status, 200);
    p = fixture_post(f, f->owner, path(&t, "/nop"),
                     FORM({ S("version"), page_input(&p, S("version")) }));
    CHECK_INT(p.status, 422); /* what misses is told, as to everybody */
    CHECK_INT(write_plan(&t, f->commune, "Sửa sau khi xác nhận").status, 303);
    CHECK((now(&t).flags & FLAG_UNCONFIRMED) != 0); /* a later change asks again */
    CHECK_INT(fixture_post(f, f->owner, path(&t, "/ho-tro/xac-nhan"),
                           FORM({ S("version"), S("1") }, { S("signer"), S("Trần Thị Sáu") }))
                  .status,
              409);
    fixture_close(f);
}

TEST_DB(assist_confirmed_on_paper_for_those_without_an_account)
{
    struct play t = begin(db);
    struct fixture *f = t.f;
    Str at = path(&t, "/ho-tro/giay"), shown = help_version(&t, f->commune);
    struct http_field file = { S("paper"), S(PAGE_OF_PDF) };
    CHECK_INT(fixture_upload(f, f->commune, at,
                             FORM({ S("version"), shown }, { S("signer"), S("") }), file,
                             S("ky.pdf"))
                  .status,
              422);
    CHECK_INT(fixture_upload(f, f->commune, at,
                             FORM({ S("version"), shown }, { S("signer"), S("Bà Sáu") }),
                             (struct http_field){ S("paper"), S("không phải PDF") }, S("ky.pdf"))
                  .status,
              422);
    CHECK_INT(fixture_upload(f, f->other_commune, at,
                             FORM({ S("version"), shown }, { S("signer"), S("Bà Sáu") }), file,
                             S("ky.pdf"))
                  .status,
              404);
    struct page p = fixture_upload(f, f->commune, at,
                                   FORM({ S("version"), shown }, { S("signer"), S("Bà Sáu") }),
                                   file, S("ky.pdf"));
    CHECK_INT(p.status, 303);
    CHECK((now(&t).flags & FLAG_UNCONFIRMED) == 0);
    p = fixture_get(f, f->commune, path(&t, "/ho-tro"));
    Id paper = page_id(&p, str_cat(f->arena, t.at, S("/ho-tro/")));
    Str file_at = str_cat(f->arena, path(&t, "/ho-tro/"), id_text(f->arena, paper));
    CHECK_INT(fixture_get(f, f->owner, file_at).status, 200);
    CHECK_INT(fixture_get(f, f->other_owner, file_at).status, 404);
    CHECK_INT(fixture_get(f, f->officer, file_at).status, 404);
    CHECK_INT(fixture_get(f, f->commune, path(&t, "/nop")).status, 200);
    fixture_close(f);
}

struct helping {
    Id dossier, account;
    const char *apart;
};

static Err plant_help(struct tx *tx, void *arg)
{
    const struct helping *h = arg;
    TRY(dossier_assist_put(tx, h->dossier, h->account, tx_now(tx)));
    if (h->apart != NULL) {
        TRY(setting_set(tx, S("assist.four-eyes"), tx_today(tx), str_c(h->apart), S("test")));
    }
    return tx_note(tx, S("test.helped"), h->dossier);
}

TEST_DB(assist_who_helped_does_not_confirm_unless_the_setting_says_so)
{
    struct fixture *f = fixture_open(db);
    struct helping h = { .account = f->commune };
    h.dossier = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm");
    fixture_grant(f, f->member[0], ROLE_COMMUNE, f->place);
    Str at = str_cat(f->arena, S("/xa/"), id_text(f->arena, h.dossier));
    struct page p = fixture_get(f, f->commune, at);
    CHECK(page_has(&p, S("/xac-nhan\"")));
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, plant_help, &h), OK);
    p = fixture_get(f, f->commune, at);
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("/xac-nhan\"")) && page_has(&p, S("Bạn đã soạn giúp hồ sơ này")));
    CHECK_INT(fixture_post(f, f->commune, str_cat(f->arena, at, S("/xac-nhan")),
                           FORM({ S("version"), S("1") }))
                  .status,
              404);
    p = fixture_get(f, f->member[0], at); /* a colleague may */
    CHECK(page_has(&p, S("/xac-nhan\"")));
    h.apart = "0";
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, plant_help, &h), OK);
    p = fixture_get(f, f->commune, at);
    CHECK(page_has(&p, S("/xac-nhan\"")));
    fixture_close(f);
}

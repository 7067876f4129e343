/* album_test.c: photographs of one paper: gathered, put in order, merged; the bad one is named. */
#include "domain/dossier/album.h"
#include "domain/dossier/inside.h"
#include "fixture.h"
#include "messages.h"

#include <string.h>

struct shoot {
    struct fixture *f;
    Id dossier;
    Str at;
};

static struct shoot begin(struct db *db)
{
    struct shoot s = { .f = fixture_open(db) };
    struct page p = fixture_post(s.f, s.f->owner, S("/ho-so/moi"),
                                 FORM({ S("product"), S("") }, { S("name"), S("Mắm ruốc mẫu") },
                                      { S("set_no"), S("9") }, { S("kind"), S("1") },
                                      { S("target_star"), S("4") }));
    CHECK_INT(p.status, 303);
    s.dossier = page_id(&p, S("/ho-so/"));
    s.at =
        str_fmt(s.f->arena, "/ho-so/%.*s/minh-chung/E12", STR_ARG(id_text(s.f->arena, s.dossier)));
    return s;
}

static Str path(const struct shoot *s, const char *tail)
{
    return str_cat(s->f->arena, s->at, str_c(tail));
}

static struct page look(const struct shoot *s)
{
    return fixture_get(s->f, s->f->owner, path(s, "/anh"));
}

static struct page add(const struct shoot *s, const char *name, Str bytes)
{
    return fixture_upload(s->f, s->f->owner, path(s, "/anh"), NO_FORM,
                          (struct http_field){ S("file"), bytes }, str_c(name));
}

static size_t where(const struct page *p, const char *name)
{
    return str_find(p->body, str_c(name));
}

static struct shoot three(struct db *db)
{
    struct shoot s = begin(db);
    CHECK_INT(add(&s, "mot.jpg", fixture_photo(80)).status, 303);
    CHECK_INT(add(&s, "hai.jpg", fixture_photo(90)).status, 303);
    CHECK_INT(add(&s, "ba.jpg", fixture_photo(100)).status, 303);
    return s;
}

static struct page arrange(const struct shoot *s, const char *one, const char *two,
                           const char *three, const char *what)
{
    struct page p = look(s);
    return fixture_post(s->f, s->f->owner, path(s, "/gop"),
                        FORM({ S("seen"), page_input(&p, S("seen")) }, { S("no.1"), str_c(one) },
                             { S("no.2"), str_c(two) }, { S("no.3"), str_c(three) },
                             { S("do"), str_c(what) }));
}

TEST_DB(album_is_gathered_and_put_in_order)
{
    struct shoot s = three(db);
    struct page p = look(&s);
    CHECK_INT(p.status, 200);
    CHECK(where(&p, "mot.jpg") < where(&p, "hai.jpg"));
    CHECK(where(&p, "hai.jpg") < where(&p, "ba.jpg") && where(&p, "ba.jpg") < p.body.n);
    CHECK_INT(add(&s, "mot nua.jpg", fixture_photo(80)).status, 303); /* the same picture: once */
    p = look(&s);
    CHECK(!page_has(&p, S("mot nua.jpg")));
    CHECK_INT(arrange(&s, "3", "2", "1", "order").status, 303);
    p = look(&s);
    CHECK(where(&p, "ba.jpg") < where(&p, "hai.jpg") &&
          where(&p, "hai.jpg") < where(&p, "mot.jpg"));
    CHECK_INT(arrange(&s, "2", "1", "1", "order").status, 303); /* equal numbers: as they were */
    p = look(&s);
    CHECK(where(&p, "hai.jpg") < where(&p, "mot.jpg") &&
          where(&p, "mot.jpg") < where(&p, "ba.jpg"));
    p = fixture_get(s.f, s.f->owner, path(&s, "/anh/1"));
    CHECK_INT(p.status, 200);
    CHECK_STR(p.type, S("image/jpeg"));
    CHECK_INT(fixture_get(s.f, s.f->owner, path(&s, "/anh/4")).status, 404);
    p = fixture_get(s.f, s.f->owner, s.at);
    CHECK(page_has(&p, S("Có 3 ảnh đang chờ gộp")));
    fixture_close(s.f);
}

TEST_DB(album_becomes_one_paper)
{
    struct shoot s = three(db);
    struct page p = arrange(&s, "3", "1", "2", "merge");
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, s.at);
    p = fixture_get(s.f, s.f->owner, s.at);
    CHECK(page_has(&p, S("3 trang")) && page_has(&p, S("hai.pdf")));
    Id paper = page_id(&p, S("/giay-to/"));
    p = fixture_get(s.f, s.f->owner,
                    str_fmt(s.f->arena, "/giay-to/%.*s/tep", STR_ARG(id_text(s.f->arena, paper))));
    CHECK_STR(p.type, S("application/pdf"));
    p = look(&s);
    CHECK(page_has(&p, i18n_text(LANG_VI, M_ALBUM_NONE)));
    p = fixture_post(s.f, s.f->owner, path(&s, "/gop"),
                     FORM({ S("seen"), S("") }, { S("do"), S("merge") }));
    CHECK_INT(p.status, 409);
    fixture_close(s.f);
}

TEST_DB(album_names_the_bad_and_keeps_the_good)
{
    struct shoot s = begin(db);
    Str good = fixture_photo(80);
    const struct browse_file files[] = {
        { S("file"), S("tốt.jpg"), good },
        { S("file"), S("hỏng.jpg"), str_sub(good, 0, good.n / 2) },
        { S("file"), S("chữ.jpg"), S("chỉ là chữ") },
        { S("file"), S("cũng tốt.jpg"), fixture_photo(90) },
    };
    struct http_fields none = { 0 };
    struct page p = fixture_upload_files(s.f, s.f->owner, path(&s, "/anh"), &none, 4, files);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("“hỏng.jpg”")) && page_has(&p, S("“chữ.jpg”")));
    CHECK(!page_has(&p, S("“tốt.jpg”")) && page_has(&p, S("href=\"#file\"")));
    p = look(&s);
    CHECK(page_has(&p, S(">tốt.jpg")) && page_has(&p, S(">cũng tốt.jpg")));
    CHECK(!page_has(&p, S("hỏng.jpg")));
    p = fixture_post(s.f, s.f->owner, path(&s, "/anh"), NO_FORM);
    CHECK_INT(p.status, 422);
    fixture_close(s.f);
}

TEST_DB(album_refuses_bad_numbers_and_old_pages)
{
    struct shoot s = three(db);
    struct page p = arrange(&s, "3", "x", "1", "order");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#no-2\"")) && page_has(&p, S("value=\"x\"")));
    p = look(&s);
    Str seen = page_input(&p, S("seen"));
    CHECK(where(&p, "mot.jpg") < where(&p, "hai.jpg"));
    CHECK_INT(add(&s, "bon.jpg", fixture_photo(110)).status, 303);
    p = fixture_post(s.f, s.f->owner, path(&s, "/gop"),
                     FORM({ S("seen"), seen }, { S("no.1"), S("2") }, { S("no.2"), S("1") },
                          { S("no.3"), S("3") }, { S("do"), S("merge") }));
    CHECK_INT(p.status, 409); /* a fourth came in between */
    CHECK(page_has(&p, S("bon.jpg")));
    p = look(&s);
    seen = page_input(&p, S("seen"));
    p = fixture_post(s.f, s.f->owner, path(&s, "/gop"),
                     FORM({ S("seen"), seen }, { S("drop.1"), S("1") }, { S("no.2"), S("1") },
                          { S("drop.3"), S("1") }, { S("no.4"), S("2") }, { S("do"), S("order") }));
    CHECK_INT(p.status, 303);
    p = look(&s);
    CHECK(!page_has(&p, S("mot.jpg")) && !page_has(&p, S("ba.jpg")));
    CHECK(where(&p, "hai.jpg") < where(&p, "bon.jpg"));
    p = fixture_post(s.f, s.f->owner, path(&s, "/gop"),
                     FORM({ S("seen"), page_input(&p, S("seen")) }, { S("drop.1"), S("1") },
                          { S("drop.2"), S("1") }, { S("do"), S("merge") }));
    CHECK_INT(p.status, 422); /* nothing would be left */
    p = look(&s);
    CHECK(page_has(&p, S("hai.jpg")));
    fixture_close(s.f);
}

TEST_DB(album_has_an_end)
{
    struct shoot s = begin(db);
    for (int i = 0; i < ALBUM_MAX; i++) {
        CHECK_INT(add(&s, "a.jpg", fixture_photo(80 + i)).status, 303);
    }
    struct page p = add(&s, "thừa.jpg", fixture_photo(300));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("“thừa.jpg”")) && page_has(&p, S("tối đa 24 ảnh")));
    fixture_close(s.f);
}

static Err small_quota(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(setting_set(tx, S("evidence.quota_bytes"), tx_today(tx), S("1200"), S("test")));
    return tx_note(tx, S("setting.set"), ID_NONE);
}

TEST_DB(album_keeps_the_quota_and_to_itself)
{
    struct shoot s = begin(db);
    CHECK_ERR(fixture_tx(s.f, SETTING_EDIT, 0, s.f->leader, small_quota, NULL), OK);
    CHECK_INT(add(&s, "mot.jpg", fixture_photo(80)).status, 303);
    struct page p = add(&s, "hai.jpg", fixture_photo(400));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("kho giấy tờ đã đầy")));
    const Id others[] = { s.f->other_owner, s.f->commune, s.f->officer, s.f->admin };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        CHECK_INT(fixture_get(s.f, others[i], path(&s, "/anh")).status, 404);
        CHECK_INT(fixture_get(s.f, others[i], path(&s, "/anh/1")).status, 404);
        p = fixture_post(s.f, others[i], path(&s, "/gop"), FORM({ S("do"), S("merge") }));
        CHECK_INT(p.status, 404);
    }
    p = fixture_get(s.f, s.f->owner,
                    str_fmt(s.f->arena, "/ho-so/%.*s/minh-chung/E99/anh",
                            STR_ARG(id_text(s.f->arena, s.dossier))));
    CHECK_INT(p.status, 404);
    fixture_close(s.f);
}

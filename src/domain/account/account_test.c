/* account_test.c: signing in, registering, the password, the desk. */
#include "fixture.h"

static const struct http_field good_form[] = {
    { S_INIT("login"), S_INIT("htx.moi") },
    { S_INIT("name"), S_INIT("Trần Thị Thử") },
    { S_INIT("password"), S_INIT("thanh long chin do") },
    { S_INIT("kind"), S_INIT("1") },
    { S_INIT("producer_name"), S_INIT("HTX <b>Mới</b>") },
    { S_INIT("representative"), S_INIT("Trần Thị Thử") },
    { S_INIT("address"), S_INIT("thôn 1") },
};

static struct page sign_up(struct fixture *f, Id commune)
{
    struct http_field form[COUNT_OF(good_form) + 1];
    for (size_t i = 0; i < COUNT_OF(good_form); i++) {
        form[i] = good_form[i];
    }
    form[COUNT_OF(good_form)] = (struct http_field){ S("commune"), id_text(f->arena, commune) };
    return fixture_post(f, ID_NONE, S("/dang-ky"), COUNT_OF(form), form);
}

TEST_DB(account_register_signs_in)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_get(f, ID_NONE, S("/dang-ky"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Phường Mũi Né")));
    p = sign_up(f, f->place);
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, S("/ban-lam-viec"));
    p = sign_up(f, f->place); /* the button pressed twice */
    CHECK_INT(p.status, 303);
    p = fixture_post(f, ID_NONE, S("/dang-nhap"),
                     FORM({ S("login"), S("HTX.moi") }, { S("password"), S("thanh long chin do") },
                          { S("next"), S("//evil.example/") }));
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, S("/ban-lam-viec"));
    fixture_close(f);
}

TEST_DB(account_register_says_what_is_wrong)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_post(f, ID_NONE, S("/dang-ky"),
                                 FORM({ S("login"), S("x") }, { S("password"), S("short") },
                                      { S("tax_code"), S("12") }, { S("phone"), S("abc") },
                                      { S("producer_name"), S("HTX Giữ Lại") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#login\"")) && page_has(&p, S("href=\"#password\"")));
    CHECK(page_has(&p, S("href=\"#tax_code\"")) && page_has(&p, S("href=\"#phone\"")));
    CHECK(page_has(&p, S("href=\"#commune\"")) && page_has(&p, S("href=\"#kind\"")));
    CHECK(page_has(&p, S("value=\"HTX Giữ Lại\"")));
    p = fixture_post(f, ID_NONE, S("/dang-ky"), FORM({ S("is_admin"), S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("is_admin")));
    fixture_close(f);
}

TEST_DB(account_wrong_password_waits)
{
    struct fixture *f = fixture_open(db);
    CHECK_INT(sign_up(f, f->place).status, 303);
    struct page p;
    for (int i = 0; i < 5; i++) {
        p = fixture_post(f, ID_NONE, S("/dang-nhap"),
                         FORM({ S("login"), S("htx.moi") }, { S("password"), S("wrong") }));
        CHECK_INT(p.status, 422);
    }
    p = fixture_post(
        f, ID_NONE, S("/dang-nhap"),
        FORM({ S("login"), S("htx.moi") }, { S("password"), S("thanh long chin do") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("phút")));
    f->now.v += 60 * TIME_SECOND;
    p = fixture_post(
        f, ID_NONE, S("/dang-nhap"),
        FORM({ S("login"), S("htx.moi") }, { S("password"), S("thanh long chin do") }));
    CHECK_INT(p.status, 303);
    fixture_close(f);
}

TEST_DB(account_desk_shows_own_doors)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_get(f, ID_NONE, S("/ban-lam-viec"));
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, S("/dang-nhap?next=%2Fban-lam-viec"));
    p = fixture_get(f, f->owner, S("/ban-lam-viec"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("href=\"/ho-so\"")) && !page_has(&p, S("href=\"/tinh\"")));
    p = fixture_get(f, f->officer, S("/ban-lam-viec"));
    CHECK(page_has(&p, S("href=\"/tinh\"")) && !page_has(&p, S("href=\"/ho-so\"")));
    p = fixture_post(f, f->owner, S("/dang-xuat"), NO_FORM);
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->owner, S("/ban-lam-viec"));
    CHECK_INT(p.status, 303);
    fixture_close(f);
}

TEST_DB(account_forms_from_elsewhere_are_refused)
{
    struct fixture *f = fixture_open(db);
    const struct http_field from[] = { { S("Sec-Fetch-Site"), S("cross-site") } };
    struct page p =
        fixture_send(f, f->owner, HTTP_POST, S("/dang-xuat"), NO_FORM, COUNT_OF(from), from);
    CHECK_INT(p.status, 403);
    p = fixture_post(f, f->owner, S("/dang-xuat"), FORM({ S("csrf"), S("guess") }));
    CHECK_INT(p.status, 403);
    CHECK_INT(fixture_get(f, f->owner, S("/ban-lam-viec")).status, 200);
    fixture_close(f);
}

/* register_web_test.c: the officer's pages: reading a file first, importing it on a word, undoing.
 */
#include "domain/register/register.h"
#include "fixture.h"

static Str sample(const char *name)
{
    Str path = str_fmt(test_arena(), "data/demo/register/%s", name), bytes = S("");
    CHECK_ERR(file_read(test_arena(), path, LIMIT_SHEET_BYTES, &bytes), OK);
    return bytes;
}

static struct page upload(struct fixture *f, Id as, Str bytes, Str name)
{
    return fixture_upload(f, as, S("/so-dang-ky/nhap"), NO_FORM,
                          (struct http_field){ S("file"), bytes }, name);
}

static Str address(Id id, const char *tail)
{
    Str text = id_text(test_arena(), id);
    return str_fmt(test_arena(), "/so-dang-ky/nhap/%.*s%s", STR_ARG(text), tail);
}

static struct page post_version(struct fixture *f, Id as, Id id, const char *tail)
{
    struct page shown = fixture_get(f, as, address(id, ""));
    Str version = page_input(&shown, S("version"));
    return fixture_post(f, as, address(id, tail), FORM({ S("version"), version }));
}

TEST_DB(register_pages_read_first_then_import_then_undo)
{
    struct fixture *f = fixture_open(db);
    if (f == NULL) {
        return;
    }
    struct page p = fixture_get(f, f->officer, S("/so-dang-ky"));
    CHECK_INT(p.status, 200);
    p = upload(f, f->officer, sample("register-sample.xlsx"), S("sổ 2025.xlsx"));
    CHECK_INT(p.status, 303);
    Id id = page_id(&p, S("/so-dang-ky/nhap/"));
    p = fixture_get(f, f->officer, address(id, ""));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Không có ngày 18/13/2020.")));
    CHECK(page_has(&p, S("sổ 2025.xlsx")));
    CHECK(page_has(&p, S("/nhap\"")) && !page_has(&p, S("/hoan-tac\"")));
    p = fixture_get(f, f->officer, S("/so-dang-ky?q=suchi"));
    CHECK(!page_has(&p, S("Suchi 60"))); /* nothing was written yet */

    p = post_version(f, f->officer, id, "/nhap");
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->officer, S("/so-dang-ky?q=suchi"));
    CHECK(page_has(&p, S("Nước mắm Suchi 60°N")) && page_has(&p, S("9225/QĐ-UBND")));
    p = fixture_get(f, f->officer, S("/so-dang-ky?hieu-luc=3"));
    CHECK(page_has(&p, S("Hạt sen Tường Lam")) && page_has(&p, S("2 sản phẩm")));
    p = fixture_post(f, f->officer, address(id, "/nhap"), FORM({ S("version"), S("1") }));
    CHECK_INT(p.status, 404); /* already imported: no row of the policy any more */

    p = post_version(f, f->officer, id, "/hoan-tac");
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->officer, S("/so-dang-ky?q=suchi"));
    CHECK(!page_has(&p, S("Suchi 60")));
    p = fixture_get(f, f->officer, address(id, ""));
    CHECK(page_has(&p, S("hoàn tác lúc")));
    fixture_close(f);
}

TEST_DB(register_pages_refuse_with_the_reason_and_show_the_form_again)
{
    struct fixture *f = fixture_open(db);
    if (f == NULL) {
        return;
    }
    struct page p = upload(f, f->officer, S("%PDF-1.4 nothing"), S("a.pdf"));
    CHECK_INT(p.status, 422);
    p = upload(f, f->officer, S("a,b\n1,2\n"), S("a.csv"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Không tìm thấy bảng đăng ký")) && page_has(&p, S("type=\"file\"")));
    Str whole = sample("register-sample.xlsx");
    p = upload(f, f->officer, str_sub(whole, 0, whole.n / 2), S("cut.xlsx"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("bị cắt cụt")));
    p = fixture_post(f, f->officer, S("/so-dang-ky/nhap"), NO_FORM);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Hãy chọn một tệp")));
    p = fixture_get(f, f->owner, S("/so-dang-ky"));
    CHECK_INT(p.status, 404);
    p = upload(f, f->owner, whole, S("a.xlsx"));
    CHECK_INT(p.status, 404);
    fixture_close(f);
}

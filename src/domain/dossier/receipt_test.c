/* receipt_test.c: every file can be compared with what its producer has: hash, size, instant. */
#include "domain/dossier/evidence.h"
#include "fixture.h"
#include "messages.h"

#define PDF                                                                                        \
    S("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                     \
      "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>"       \
      "endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")

static Str sum(Str bytes)
{
    return hash_text(test_arena(), hash_of(bytes));
}

static Str begin(struct fixture *f)
{
    struct page p = fixture_post(f, f->owner, S("/ho-so/moi"),
                                 FORM({ S("product"), S("") }, { S("name"), S("Mắm ruốc mẫu") },
                                      { S("set_no"), S("9") }, { S("kind"), S("1") },
                                      { S("target_star"), S("4") }));
    CHECK_INT(p.status, 303);
    return str_cat(f->arena, S("/ho-so/"), id_text(f->arena, page_id(&p, S("/ho-so/"))));
}

static void attach(struct fixture *f, Str at, Str bytes, const char *name)
{
    struct page p = fixture_upload(f, f->owner, str_cat(f->arena, at, S("/minh-chung/E12/tai-len")),
                                   NO_FORM, (struct http_field){ S("file"), bytes }, str_c(name));
    CHECK_INT(p.status, 303);
}

TEST_DB(receipt_names_every_file)
{
    struct fixture *f = fixture_open(db);
    Str at = begin(f), picture = fixture_photo(80);
    Str receipt = str_cat(f->arena, at, S("/giay-to/bien-nhan"));
    struct page p = fixture_get(f, f->owner, receipt);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, i18n_text(LANG_VI, M_RECEIPT_NONE)));
    attach(f, at, PDF, "phiếu <1>.pdf");
    attach(f, at, picture, "ảnh.jpg");
    p = fixture_get(f, f->owner, receipt);
    CHECK(page_has(&p, S("phiếu &lt;1&gt;.pdf")) && page_has(&p, sum(PDF)));
    CHECK(page_has(&p, S("ảnh.jpg")) && page_has(&p, sum(picture)));
    CHECK(page_has(&p, i18n_text(LANG_VI, M_RECEIPT_KEPT))); /* the picture was drawn anew */
    p = fixture_get(f, f->owner, str_cat(f->arena, at, S("/minh-chung/E12")));
    CHECK(page_has(&p, str_sub(sum(PDF), 0, 12)) && !page_has(&p, sum(PDF)));
    Id paper = page_id(&p, S("/giay-to/"));
    p = fixture_get(f, f->owner, str_cat(f->arena, S("/giay-to/"), id_text(f->arena, paper)));
    CHECK(page_has(&p, sum(PDF)) || page_has(&p, sum(picture)));
    p = fixture_get(f, f->owner, S("/giay-to"));
    CHECK(page_has(&p, str_sub(sum(PDF), 0, 12)));
    const Id others[] = { f->other_owner, f->commune, f->officer, f->admin };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        CHECK_INT(fixture_get(f, others[i], receipt).status, 404);
    }
    fixture_close(f);
}

/* What is kept, downloaded again, has the hash the receipt says. */
TEST_DB(receipt_fits_what_is_kept)
{
    struct fixture *f = fixture_open(db);
    Str at = begin(f);
    attach(f, at, fixture_photo(90), "ảnh.jpg");
    struct page p = fixture_get(f, f->owner, str_cat(f->arena, at, S("/minh-chung/E12")));
    Id paper = page_id(&p, S("/giay-to/"));
    struct page kept = fixture_get(
        f, f->owner, str_fmt(f->arena, "/giay-to/%.*s/tep", STR_ARG(id_text(f->arena, paper))));
    p = fixture_get(f, f->owner, str_cat(f->arena, at, S("/giay-to/bien-nhan")));
    CHECK(page_has(&p, sum(kept.body)));
    fixture_close(f);
}

TEST_DB(receipt_of_a_submission_lists_its_files)
{
    struct fixture *f = fixture_open(db);
    Id id = fixture_dossier(f, f->owner, f->producer, 9, "Mắm ruốc mẫu");
    Str receipt = str_fmt(f->arena, "/ho-so/%.*s/bien-nhan", STR_ARG(id_text(f->arena, id)));
    struct page p = fixture_get(f, f->owner, receipt);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("hop-dong.pdf")) && page_has(&p, sum(PDF)));
    fixture_close(f);
}

/* renamed_test.c: a product that its producer renames after filing is scored, printed and
 * recognised under the name that was filed. */
#include "domain/council/table_test.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"

static const Str filed = { "Nước mắm &lt;Mũi Né&gt;", sizeof "Nước mắm &lt;Mũi Né&gt;" - 1 };
static const Str renamed = { "Nước chấm pha", sizeof "Nước chấm pha" - 1 };

static Err rename_it(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct product p;
    TRY(product_get(tx, t->product, &p));
    struct product_new now = { .producer = p.producer, .name = renamed, .set_no = p.set_no };
    return product_change(tx, p.id, p.version, &now);
}

static Err read_name(struct tx *tx, void *arg)
{
    struct table *t = ((void **)arg)[0];
    struct recognitions all;
    TRY(recognitions_of_product(tx, t->product, &all));
    *(Str *)((void **)arg)[1] = all.n == 1 ? all.v[0].product_name : S("?");
    return OK;
}

static void names_what_was_filed(struct table *t, Id who, Str at)
{
    struct page p = fixture_get(t->f, who, at);
    if (!CHECK_INT(p.status, 200) || !CHECK(page_has(&p, filed)) ||
        !CHECK(!page_has(&p, renamed))) {
        (void)test_check(false, __FILE__, __LINE__, str_cstr(t->f->arena, at));
    }
}

static Str of_session(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

TEST_DB(renamed_product_keeps_the_name_that_was_filed)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    Str name = S("");
    for (int i = 0; i < 3; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    CHECK_ERR(fixture_tx(f, PRODUCT_EDIT, 0, f->owner, rename_it, t), OK);
    static const char *const pages[] = { "", "/cuoc-hop", "/phan-cong" };
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        names_what_was_filed(t, f->secretary, of_session(t, pages[i]));
    }
    names_what_was_filed(t, f->member[1], t->sheet);
    names_what_was_filed(t, f->officer, S("/tinh?loc=tat-ca"));
    struct page p = fixture_post(f, f->secretary, str_cat(f->arena, t->page, S("/dong")), NO_FORM);
    CHECK_INT(p.status, 303);
    names_what_was_filed(t, f->secretary, t->page);
    names_what_was_filed(t, f->secretary, of_session(t, "/giay-to"));
    names_what_was_filed(t, f->secretary, of_session(t, "/do-lech"));
    names_what_was_filed(t, f->leader, S("/cong-nhan"));
    p = fixture_get(f, f->leader, S("/cong-nhan"));
    p = fixture_post(f, f->leader, S("/cong-nhan"),
                     FORM({ S("pick[]"), page_input(&p, S("pick[]")) },
                          { S("decision_no"), S("3981/QĐ-UBND") },
                          { S("decision_date"), S("10/6/2026") }));
    CHECK_INT(p.status, 303);
    void *both[] = { t, &name };
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, read_name, both), OK);
    CHECK_STR(name, S("Nước mắm <Mũi Né>"));
    fixture_close(f);
}

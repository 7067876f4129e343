/* eligibility_test.c: the plan's conditions: what the dossier shows, what the commune says. */
#include "domain/eligibility/eligibility.h"

#include "fixture.h"

static const struct eligibility_rule *rule(const struct eligibility_rules *all, Str code)
{
    for (size_t i = 0; i < all->n; i++) {
        if (str_eq(all->v[i].code, code)) {
            return &all->v[i];
        }
    }
    return NULL;
}

static const struct eligibility_rule *that(const struct eligibility_rules *all, Str code)
{
    const struct eligibility_rule *r = rule(all, code);
    BUG_UNLESS(r != NULL);
    return r;
}

TEST(eligibility_is_worked_out_from_papers_and_facts)
{
    struct dossier_fact fact = { S("material"), S("Cá cơm Mũi Né") };
    Date day, before;
    CHECK_ERR(date_make(2026, 11, 1, &day), OK);
    CHECK_ERR(date_make(2024, 12, 31, &before), OK);
    struct dossier_link link = { .target = S("E03"), .expires = day };
    struct dossier_content c = { .facts = { 1, &fact }, .links = { 1, &link } };
    struct eligibility_rules all;
    c.product.group_no = 1;
    CHECK_ERR(eligibility_check(test_arena(), &c, day, &all), OK);
    CHECK_INT(that(&all, S("origin"))->shown, SHOWN_YES); /* the last day is good */
    CHECK_INT(that(&all, S("ip"))->shown, SHOWN_ASK);
    CHECK_INT(that(&all, S("trade"))->shown, SHOWN_NO);
    CHECK_STR(that(&all, S("trade"))->missing[0], S("paper:E01"));
    CHECK_INT(that(&all, S("market"))->shown, SHOWN_YES); /* no market named: narrow */
    CHECK_ERR(eligibility_check(test_arena(), &c, date_add_days(day, 1), &all), OK);
    CHECK_STR(that(&all, S("origin"))->missing[0], S("over:E03"));
    CHECK(rule(&all, S("food")) != NULL);
    c.product.group_no = 4; /* handicraft */
    CHECK_ERR(eligibility_check(test_arena(), &c, day, &all), OK);
    CHECK(rule(&all, S("food")) == NULL);
    CHECK_ERR(eligibility_check(test_arena(), &c, before, &all), OK);
    CHECK_INT(all.n, 0); /* dated */
}

TEST_DB(eligibility_commune_confirms_with_a_note)
{
    struct fixture *f = fixture_open(db);
    Id id = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm Mũi Né");
    Str at = str_fmt(f->arena, "/ho-so/%.*s/dieu-kien", STR_ARG(id_text(f->arena, id)));
    struct page p = fixture_get(f, f->commune, at);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Hồ sơ cho thấy")) && page_has(&p, S("Kế hoạch 2037/KH-UBND")));
    p = fixture_post(f, f->commune, at, FORM({ S("v.ip"), S("2") }, { S("n.ip"), S("") }));
    CHECK_INT(p.status, 422); /* a refusal needs its reason */
    CHECK(page_has(&p, S("href=\"#n-ip\"")));
    p = fixture_post(f, f->commune, at, FORM({ S("v.trade"), S("1") }, { S("n.trade"), S("") }));
    CHECK_INT(p.status, 422); /* other than the dossier shows */
    p = fixture_post(f, f->commune, at,
                     FORM({ S("v.ip"), S("1") }, { S("n.ip"), S("") }, { S("v.village"), S("1") },
                          { S("n.village"), S("Làng nghề <i>Mũi Né</i>") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->owner, at);
    CHECK(page_has(&p, S("Làng nghề &lt;i&gt;")) && page_has(&p, S("Xã xác nhận: Đúng")));
    CHECK_INT(fixture_post(f, f->owner, at, FORM({ S("v.ip"), S("1") })).status, 404);
    CHECK_INT(fixture_post(f, f->commune, at, FORM({ S("v.ip"), S("7") })).status, 400);
    fixture_close(f);
}

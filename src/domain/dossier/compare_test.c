/* compare_test.c: what differs between two filed versions. */
#include "domain/dossier/compare.h"
#include "fixture.h"

static struct dossier_frozen version(struct dossier_fact *fact, struct dossier_link *link)
{
    struct dossier_frozen f = { .target_star = 4 };
    f.content.facts = (struct dossier_facts){ 1, fact };
    f.content.links = (struct dossier_links){ link == NULL ? 0 : 1, link };
    f.content.product.story = S("Chuyện");
    return f;
}

TEST(compare_fields_and_pages)
{
    struct dossier_fact x = { S("packing"), S("Chai 500 ml") }, y = { S("packing"), S("Chai 1 l") };
    struct dossier_link p = {
        .target = S("E03"), .evidence = { 7 }, .page_from = 1, .page_to = 2, .title = S("Hợp đồng")
    };
    struct dossier_link r = p;
    r.page_to = 5;
    struct dossier_frozen a = version(&x, &p), b = version(&y, &r), c = version(&y, NULL);
    struct dossier_diffs d;
    dossier_compare(test_arena(), &a, &b, &d);
    CHECK_INT(d.n, 2);
    CHECK_STR(d.v[0].about, S("packing"));
    CHECK_INT(d.v[0].how, HOW_CHANGED);
    CHECK_INT(d.v[1].where, WHERE_PAPERS);
    CHECK_INT(d.v[1].to[0], 2);
    CHECK_INT(d.v[1].to[1], 5);
    dossier_compare(test_arena(), &b, &c, &d);
    CHECK_INT(d.n, 1);
    CHECK_INT(d.v[0].how, HOW_REMOVED);
    dossier_compare(test_arena(), &c, &b, &d);
    CHECK_INT(d.v[0].how, HOW_ADDED);
    dossier_compare(test_arena(), &a, &a, &d);
    CHECK_INT(d.n, 0);
    b.target_star = 5;
    b.content.skips = (struct dossier_skips){ 1, &(struct dossier_skip){ S("E14"), S("chưa có") } };
    dossier_compare(test_arena(), &c, &b, &d);
    CHECK_INT(d.n, 3);
}

TEST_DB(compare_is_shown_to_those_who_may)
{
    struct fixture *f = fixture_open(db);
    Id id = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm Mũi Né");
    Str at = str_fmt(f->arena, "/ho-so/%.*s/so-sanh", STR_ARG(id_text(f->arena, id)));
    struct page p = fixture_get(f, f->commune, at);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Không có gì khác nhau")));
    CHECK_INT(fixture_get(f, f->owner, at).status, 200);
    CHECK_INT(fixture_get(f, f->other_owner, at).status, 404);
    CHECK_INT(fixture_get(f, f->other_commune, at).status, 404);
    CHECK_INT(fixture_get(f, f->owner, str_cat(f->arena, at, S("/1/2"))).status, 404);
    CHECK_INT(fixture_get(f, f->owner, str_cat(f->arena, at, S("/x/1"))).status, 404);
    fixture_close(f);
}

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

TEST(compare_names_the_criteria_whose_basis_changed)
{
    Str rows[] = { S("E03"), S("E07") };
    struct criteria_set *set = NEW(test_arena(), struct criteria_set);
    set->n_items = 3;
    set->item = NEW_N(test_arena(), struct criteria_item, 3);
    set->item[0] = (struct criteria_item){ .id = S("X.1"), .evidence = rows, .n_evidence = 1 };
    set->item[1] = (struct criteria_item){ .id = S("X.2"), .evidence = rows + 1, .n_evidence = 1 };
    set->item[2] = (struct criteria_item){ .id = S("X.3"), .commune = true };
    struct dossier_link p = { .target = S("E03"), .evidence = { 7 }, .page_from = 1, .page_to = 2 };
    struct dossier_link r = p, own = p;
    struct dossier_fact fact = { S("packing"), S("Chai") }, other = { S("packing"), S("Lon") };
    struct evidence e = { .id = { 7 }, .type = S("E03"), .title = S("Hợp đồng") }, renamed = e;
    struct dossier_frozen a = version(&fact, &p), b = version(&other, &r);
    struct commune_facts none = { 0 }, found = { 1, &(struct commune_fact){ .item = S("X.3") } };
    struct dossier_basis_changes c;
    renamed.title = S("Hợp đồng 2026");
    a.content.evidence = (struct evidences){ 1, &e };
    b.content.evidence = (struct evidences){ 1, &renamed };
    dossier_basis_of(test_arena(), set, &a, &b, &none, &none, &c);
    CHECK_INT(c.n, 0); /* a title, a general figure */
    r.page_to = 5;
    dossier_basis_of(test_arena(), set, &a, &b, &none, &found, &c);
    CHECK_INT(c.n, 2);
    CHECK_INT(c.v[0].item, 0);
    CHECK_INT(c.v[0].why, BASIS_PAPERS);
    CHECK_INT(c.v[1].item, 2);
    CHECK_INT(c.v[1].why, BASIS_COMMUNE);
    r = p;
    renamed.file.b[0] = 1; /* another scan */
    dossier_basis_of(test_arena(), set, &a, &b, &none, &none, &c);
    CHECK_INT(c.n, 1);
    renamed = e;
    own.target = S("X.2");
    b.content.links = (struct dossier_links){ 2, (struct dossier_link[]){ p, own } };
    b.content.answers =
        (struct dossier_answers){ 1, &(struct dossier_answer){ S("X.2"), S("X.2.o1"), S("") } };
    dossier_basis_of(test_arena(), set, &a, &b, &none, &none, &c);
    CHECK_INT(c.n, 1);
    CHECK_INT(c.v[0].item, 1);
    CHECK_INT(c.v[0].why, BASIS_PAPERS | BASIS_SELF);
}

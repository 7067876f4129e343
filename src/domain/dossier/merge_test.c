/* merge_test.c: two people of one producer on one page of a draft: what was changed by whom is
 * shown, nothing is overwritten unseen. */
#include "domain/dossier/inside.h"
#include "domain/dossier/pages.h"
#include "fixture.h"

struct pair { /* one draft, two people */
    struct fixture *f;
    Id a, b;
    Str at;
};

static struct pair begin(struct db *db)
{
    struct fixture *f = fixture_open(db);
    struct pair t = { .f = f, .a = f->owner, .b = f->member[0] };
    fixture_grant(f, t.b, ROLE_PRODUCER, f->producer);
    struct page p = fixture_post(f, t.a, S("/ho-so/moi"),
                                 FORM({ S("product"), S("") }, { S("name"), S("Nước mắm") },
                                      { S("set_no"), S("9") }, { S("kind"), S("1") },
                                      { S("target_star"), S("4") }));
    CHECK_INT(p.status, 303);
    t.at = str_cat(f->arena, S("/ho-so/"), id_text(f->arena, page_id(&p, S("/ho-so/"))));
    return t;
}

static Str path(const struct pair *t, const char *tail)
{
    return str_cat(t->f->arena, t->at, str_c(tail));
}

static struct page get(const struct pair *t, Id who, const char *tail)
{
    return fixture_get(t->f, who, path(t, tail));
}

TEST(dossier_merge_says_who_changed_what)
{
    struct arena *a = test_arena();
    const Str shown[] = { S("một"), S(""), S("ba") };
    Str seen = dossier_seen(a, COUNT_OF(shown), shown);
    struct dossier_merged m = dossier_merge(a, seen, 0, S("một"), S("một"));
    CHECK(!m.clash);
    m = dossier_merge(a, seen, 0, S("một"), S("của họ")); /* only they */
    CHECK(!m.clash);
    CHECK_STR(m.value, S("của họ"));
    m = dossier_merge(a, seen, 1, S("của tôi"), S("")); /* only I */
    CHECK(!m.clash);
    CHECK_STR(m.value, S("của tôi"));
    m = dossier_merge(a, seen, 2, S("của tôi"), S("của họ"));
    CHECK(m.clash);
    CHECK_STR(m.value, S("của tôi"));
    m = dossier_merge(a, seen, 2, S("như nhau"), S("như nhau")); /* both the same */
    CHECK(!m.clash);
    m = dossier_merge(a, S("hỏng"), 2, S("của tôi"), S("của họ")); /* not known: both are shown */
    CHECK(m.clash);
}

static struct page tell(const struct pair *t, Id who, const struct page *form, const char *alt,
                        const char *story)
{
    return fixture_post(t->f, who, path(t, "/cau-chuyen"),
                        FORM({ S("version"), page_input(form, S("version")) },
                             { S("seen"), page_input(form, S("seen")) },
                             { S("photo_alt"), str_c(alt) }, { S("story"), str_c(story) }));
}

TEST_DB(dossier_story_of_two_people_is_shown_side_by_side)
{
    struct pair t = begin(db);
    struct page mine = get(&t, t.a, "/cau-chuyen"), theirs = get(&t, t.b, "/cau-chuyen");
    CHECK(!page_has(&mine, S("oc-theirs")));
    CHECK_INT(tell(&t, t.b, &theirs, "Chai <em>mắm</em>", "Chuyện của bà Sáu").status, 303);
    struct page p = tell(&t, t.a, &mine, "", "Chuyện của ông Tư");
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("Chuyện của ông Tư")) && page_has(&p, S("Chuyện của bà Sáu")));
    CHECK(page_has(&p, S("oc-theirs")));
    CHECK(page_has(&p, S("value=\"Chai &lt;em&gt;mắm&lt;/em&gt;\""))); /* left alone: follows */
    struct page now = get(&t, t.b, "/cau-chuyen");
    CHECK(page_has(&now, S("Chuyện của bà Sáu")) && !page_has(&now, S("ông Tư")));
    /* seen and pressed again: it is saved */
    CHECK_INT(tell(&t, t.a, &p, "Chai <em>mắm</em>", "Chuyện của ông Tư").status, 303);
    now = get(&t, t.b, "/cau-chuyen");
    CHECK(page_has(&now, S("Chuyện của ông Tư")));
    CHECK_INT(fixture_post(t.f, t.a, path(&t, "/cau-chuyen"),
                           FORM({ S("version"), S("nhiều") }, { S("story"), S("Kể") }))
                  .status,
              400);
    fixture_close(t.f);
}

TEST_DB(dossier_facts_of_two_people_are_shown_side_by_side)
{
    struct pair t = begin(db);
    struct page mine = get(&t, t.a, "/thong-tin/don-vi"),
                theirs = get(&t, t.b, "/thong-tin/don-vi");
    CHECK_INT(fixture_post(t.f, t.b, path(&t, "/thong-tin/don-vi"),
                           FORM({ S("seen"), page_input(&theirs, S("seen")) },
                                { S("position"), S("Chủ nhiệm") }, { S("sex"), S("nu") },
                                { S("phone"), S("0252 3821 234") }))
                  .status,
              303);
    struct page p = fixture_post(t.f, t.a, path(&t, "/thong-tin/don-vi"),
                                 FORM({ S("seen"), page_input(&mine, S("seen")) },
                                      { S("position"), S("Giám đốc") }, { S("sex"), S("nam") },
                                      { S("phone"), page_input(&mine, S("phone")) }));
    CHECK_INT(p.status, 409);
    CHECK_STR(page_input(&p, S("position")), S("Giám đốc"));
    CHECK_STR(page_input(&p, S("phone")), S("0252 3821 234"));
    CHECK(page_has(&p, S("<p class=\"oc-theirs__text\">Chủ nhiệm</p>")));
    CHECK(page_has(&p, S("<p class=\"oc-theirs__text\">Nữ</p>")));
    CHECK(!page_has(&p, S("<p class=\"oc-theirs__text\">0252 3821 234</p>")));
    fixture_close(t.f);
}

TEST_DB(dossier_scores_of_two_people_are_shown_side_by_side)
{
    struct pair t = begin(db);
    struct page mine = get(&t, t.a, "/tu-cham/b"), theirs = get(&t, t.b, "/tu-cham/b");
    Str rest = str_skip(mine.body, str_find(mine.body, S("name=\"n.")) + 6);
    Str note = str_sub(rest, 0, str_find_c(rest, '"'));
    CHECK(note.n > 2);
    CHECK_INT(fixture_post(
                  t.f, t.b, path(&t, "/tu-cham/b"),
                  FORM({ S("seen"), page_input(&theirs, S("seen")) }, { note, S("Bà Sáu chấm") }))
                  .status,
              303);
    struct page p =
        fixture_post(t.f, t.a, path(&t, "/tu-cham/b"),
                     FORM({ S("seen"), page_input(&mine, S("seen")) }, { note, S("Ông Tư chấm") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("<p class=\"oc-theirs__text\">Bà Sáu chấm</p>")));
    CHECK(page_has(&p, S(">Ông Tư chấm</textarea>")));
    fixture_close(t.f);
}

/* advice_test.c: Tổ tư vấn looks, asks, reports, and never scores; members read its report beside
 * the sheet when it is in. */
#include "domain/council/advice.h"
#include "domain/council/table_test.h"

static Str at_council(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/hoi-dong/%.*s%s", STR_ARG(id_text(t->f->arena, t->council)),
                   tail);
}

static Str at_file(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/tu-van/%.*s%s", STR_ARG(id_text(t->f->arena, t->file)), tail);
}

static struct page join(struct table *t, Id who, Id account, Str leads)
{
    return fixture_post(t->f, who, at_council(t, "/to-tu-van"),
                        FORM({ S("account"), id_text(t->f->arena, account) },
                             { S("department"), S("Trung tâm Kiểm nghiệm") },
                             { S("leads"), leads }));
}

static struct page report(struct table *t, Id who, Str version, Str findings, Str what)
{
    return fixture_post(t->f, who, at_file(t, ""),
                        FORM({ S("version"), version }, { S("findings"), findings },
                             { S("advice"), S("xem kỹ nhãn <mới>") }, { S("do"), what }));
}

TEST_DB(advice_team_is_set_up_and_never_scores)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    Id expert = f->member[3];
    struct page p = fixture_post(f, f->officer, at_council(t, "/to-tu-van"), NO_FORM);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#account\"")) && page_has(&p, S("href=\"#department\"")));
    CHECK_INT(join(t, f->officer, f->owner, S("")).status, 422);     /* a producer's */
    CHECK_INT(join(t, f->officer, f->member[1], S("")).status, 422); /* has a seat */
    CHECK_INT(join(t, f->secretary, expert, S("")).status, 404);
    CHECK_INT(join(t, f->officer, expert, S("1")).status, 303);
    CHECK_INT(join(t, f->officer, expert, S("")).status, 422);        /* is there */
    CHECK_INT(join(t, f->officer, f->member[4], S("1")).status, 422); /* a second head */
    CHECK_INT(table_status(t, f->member[0], at_council(t, "/to-tu-van")), 200);
    /* looks at the file, and at nothing where points are given or seen */
    CHECK_INT(table_status(t, expert, S("/tu-van")), 200);
    CHECK_INT(table_status(t, expert, at_file(t, "")), 200);
    Str paper = str_fmt(f->arena, "%.*s/tep/%.*s", STR_ARG(at_file(t, "")),
                        STR_ARG(id_text(f->arena, t->paper)));
    CHECK_INT(table_status(t, expert, paper), 200);
    CHECK_INT(table_status(t, expert, t->sheet), 404);
    CHECK_INT(table_status(t, expert, t->page), 404);
    CHECK_INT(table_score(t, expert, table_best, "/nop").status, 404);
    CHECK_INT(table_status(t, f->member[0], at_file(t, "")), 404);
    CHECK_INT(table_status(t, f->officer, at_file(t, "")), 404);
    CHECK_INT(table_status(t, f->owner, paper), 404);
    /* and never gets a seat, its own or another's */
    struct http_field form[40];
    size_t n = table_council_form(t, 4, false, form);
    form[n++] = (struct http_field){ S("version"), S("1") };
    p = fixture_post(f, f->officer, at_council(t, ""), n, form);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("uyvien.4 đang ở trong Tổ tư vấn")));
    p = fixture_post(f, f->officer, at_council(t, "/uy-quyen"),
                     FORM({ S("member"), id_text(f->arena, f->member[1]) },
                          { S("substitute"), id_text(f->arena, expert) }));
    CHECK(page_has(&p, S("uyvien.4 đang ở trong Tổ tư vấn")));
    p = fixture_post(f, f->officer, at_council(t, "/to-tu-van/bo"),
                     FORM({ S("account"), id_text(f->arena, expert) }));
    CHECK_INT(p.status, 303);
    CHECK_INT(table_status(t, expert, at_file(t, "")), 404);
    CHECK_INT(table_status(t, expert, S("/tu-van")), 404);
    fixture_close(f);
}

TEST_DB(advice_report_is_seen_when_it_is_in)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    Id expert = f->member[3];
    CHECK_INT(join(t, f->officer, expert, S("1")).status, 303);
    struct page p = report(t, expert, S("0"), S("  "), S("hand_in"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#findings\"")) && page_has(&p, S("&lt;mới&gt;</textarea>")));
    CHECK_INT(report(t, expert, S("0"), S("đủ giấy tờ"), S("save")).status, 303);
    CHECK_INT(report(t, expert, S("0"), S("khác"), S("save")).status, 409);
    p = fixture_get(f, f->member[1], t->sheet);
    CHECK(!page_has(&p, S("đủ giấy tờ"))); /* a draft is nobody's but the team's */
    /* a test is asked for: no report before what came of it */
    CHECK_INT(fixture_post(f, expert, at_file(t, "/yeu-cau"), NO_FORM).status, 422);
    p = fixture_post(f, expert, at_file(t, "/yeu-cau"),
                     FORM({ S("kind"), S("2") }, { S("what"), S("hàm lượng đạm") }));
    CHECK_INT(p.status, 303);
    p = report(t, expert, S("1"), S("đủ giấy tờ"), S("hand_in"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#requests\"")) && page_has(&p, S("“hàm lượng đạm” chưa có")));
    p = fixture_get(f, expert, at_file(t, ""));
    Str request = page_input(&p, S("request"));
    Str answer = at_file(t, "/ket-qua");
    p = fixture_post(f, expert, answer,
                     FORM({ S("request"), request }, { S("done_on"), S("13/06/2026") },
                          { S("result"), S("40 độ") }));
    CHECK_INT(p.status, 422); /* tomorrow */
    CHECK(page_has(&p, S("href=\"#done_on\"")) && page_has(&p, S("40 độ</textarea>")));
    const struct http_field good[] = { { S("request"), request },
                                       { S("done_on"), S("12/06/2026") },
                                       { S("result"), S("40 độ đạm") } };
    CHECK_INT(fixture_post(f, expert, answer, COUNT_OF(good), good).status, 303);
    CHECK_INT(fixture_post(f, expert, answer, COUNT_OF(good), good).status, 409);
    CHECK_INT(report(t, expert, S("1"), S("đủ giấy tờ"), S("hand_in")).status, 303);
    CHECK_INT(report(t, expert, S("2"), S("thêm"), S("save")).status, 404); /* is in */
    p = fixture_get(f, f->member[1], t->sheet);
    CHECK(page_has(&p, S("Báo cáo của Tổ tư vấn")) && page_has(&p, S("đủ giấy tờ")));
    CHECK(page_has(&p, S("40 độ đạm")) && page_has(&p, S("xem kỹ nhãn &lt;mới&gt;")));
    fixture_close(f);
}

/* score_test.c: stars worked out by hand, on a set small enough to see through. */
#include "domain/criteria/criteria.h"
#include "platform/test/test.h"

/* Part A: 1 (40: 0/20/40, the top one the 4-star gate), part B: 2 (25: 5/25, 25 the 3-star gate)
 * and part C: 3 with cases a and b (20: 10/20), 4 (10: 0/10, only when 2 has points), 5 (5: 0/5,
 * the 0 not printed). */
static const char small_set[] =
    "{\"format\":\"ocop-criteria-1\",\"scheme\":{\"id\":\"T\",\"in_force_from\":\"2026-01-01\","
    "\"star_bands\":[{\"star\":5,\"min\":90},{\"star\":4,\"min\":70},{\"star\":3,\"min\":50},"
    "{\"star\":2,\"min\":30},{\"star\":1,\"min\":0}],\"sets\":[{\"id\":\"T-1\",\"no\":1,"
    "\"name_vi\":\"Thử\",\"complete\":true,\"parts\":["
    "{\"id\":\"T-1.A\",\"code\":\"A\",\"max\":40,\"sections\":[{\"id\":\"T-1.S1\",\"max\":40,"
    "\"items\":["
    "{\"id\":\"T-1.1\",\"code\":\"1\",\"max\":40,\"options\":[{\"id\":\"o1\",\"points\":0,\"label_"
    "vi\":\"x\"},"
    "{\"id\":\"o2\",\"points\":20,\"label_vi\":\"x\"},{\"id\":\"o3\",\"points\":40,\"min_star_"
    "gate\":4,\"label_vi\":\"x\"}]}]}]},"
    "{\"id\":\"T-1.B\",\"code\":\"B\",\"max\":25,\"sections\":[{\"id\":\"T-1.S2\",\"max\":25,"
    "\"items\":["
    "{\"id\":\"T-1.2\",\"code\":\"2\",\"max\":25,\"options\":[{\"id\":\"o1\",\"points\":5,\"label_"
    "vi\":\"x\"},"
    "{\"id\":\"o2\",\"points\":25,\"min_star_gate\":3,\"label_vi\":\"x\"}]}]}]},"
    "{\"id\":\"T-1.C\",\"code\":\"C\",\"max\":35,\"sections\":[{\"id\":\"T-1.S3\",\"max\":35,"
    "\"items\":["
    "{\"id\":\"T-1.3\",\"code\":\"3\",\"max\":20,\"cases\":[{\"id\":\"T-1.3.a\",\"code\":\"a\","
    "\"options\":["
    "{\"id\":\"o1\",\"points\":10,\"label_vi\":\"x\"},{\"id\":\"o2\",\"points\":20,\"label_vi\":"
    "\"x\"}]},"
    "{\"id\":\"T-1.3.b\",\"code\":\"b\",\"options\":[{\"id\":\"o1\",\"points\":10,\"label_vi\":"
    "\"x\"},"
    "{\"id\":\"o2\",\"points\":20,\"label_vi\":\"x\"}]}]},"
    "{\"id\":\"T-1.4\",\"code\":\"4\",\"max\":10,\"rules\":[{\"type\":\"depends_on\",\"text_vi\":"
    "\"x\","
    "\"items\":[\"T-1.2\"]}],\"options\":[{\"id\":\"o1\",\"points\":0,\"label_vi\":\"x\"},"
    "{\"id\":\"o2\",\"points\":10,\"label_vi\":\"x\"}]},"
    "{\"id\":\"T-1.5\",\"code\":\"5\",\"max\":5,\"options\":[{\"id\":\"o1\",\"points\":0,"
    "\"synthesized\":true,"
    "\"label_vi\":\"x\"},{\"id\":\"o2\",\"points\":5,\"label_vi\":\"x\"}]}]}]}]}]}}";

static struct criteria_sets small(void)
{
    struct criteria_sets sets = { .n = 0 };
    struct problems p = { .arena = test_arena() };
    CHECK_ERR(criteria_load(test_arena(), str_c(small_set), &p, &sets), OK);
    return sets;
}

/* One line through the reader and THE function. */
static Str scored(const char *rest)
{
    struct criteria_sets sets = small();
    struct out *o = out_new(1024 * 1024);
    Str line = str_fmt(test_arena(), "{\"id\":1,\"set\":\"T-1\",%s}", rest);
    bool fine = criteria_score_line(test_arena(), &sets, line, o);
    Str s = out_dup(test_arena(), o);
    CHECK_INT(fine, str_find(s, S("\"error\":")) == s.n);
    out_free(o);
    return s;
}
#define FULL "\"T-1.1.o3\",\"T-1.2.o2\",\"T-1.3.a.o2\",\"T-1.4.o2\",\"T-1.5.o2\""

TEST(criteria_score_full_sheet)
{
    CHECK_STR(scored("\"sheets\":[[" FULL "]]"),
              S("{\"id\":1,\"valid\":true,\"totals\":[100],\"mean\":[100,1],\"band\":5,\"star\":5,"
                "\"failing_gates\":[],\"spread\":0,\"diverges\":false,\"blank\":[0]}\n"));
}

/* 40 + 5 + 20 + 10 + 5 = 80 is the band of 4 stars, but the 3-star gate is missed: 2. */
TEST(criteria_score_missed_gate_of_three_gives_two)
{
    CHECK_STR(
        scored(
            "\"sheets\":[[\"T-1.1.o3\",[\"T-1.2\",5],\"T-1.3.b.o2\",\"T-1.4.o2\",\"T-1.5.o2\"]]"),
        S("{\"id\":1,\"valid\":true,\"totals\":[80],\"mean\":[80,1],\"band\":4,\"star\":2,"
          "\"failing_gates\":[\"T-1.2.o2\"],\"spread\":0,\"diverges\":false,\"blank\":[0]}\n"));
}

/* 100 and 80: mean 90 is the band of 5. Item 1: 40 and 20, the mean 30 misses the 4-star gate: 3.
 * By majority one of two is no majority either; two of three are. */
TEST(criteria_score_gate_by_mean_and_by_majority)
{
    static const char low[] = "\"T-1.1.o2\",\"T-1.2.o2\",\"T-1.3.a.o2\",\"T-1.4.o2\",\"T-1.5.o2\"";
    Str two = str_fmt(test_arena(), "\"sheets\":[[" FULL "],[%s]]", low);
    CHECK_STR(
        scored(two.p),
        S("{\"id\":1,\"valid\":true,\"totals\":[100,80],\"mean\":[90,1],\"band\":5,\"star\":3,"
          "\"failing_gates\":[\"T-1.1.o3\"],\"spread\":20,\"diverges\":true,\"blank\":[0,0]}\n"));
    two = str_fmt(test_arena(), "\"policy\":{\"gate\":\"majority\"},\"sheets\":[[" FULL "],[%s]]",
                  low);
    CHECK(str_find(scored(two.p), S("\"star\":3")) < scored(two.p).n);
    Str three = str_fmt(test_arena(),
                        "\"policy\":{\"gate\":\"majority\",\"divergence\":20},\"sheets\":[[" FULL
                        "],[%s],[" FULL "]]",
                        low);
    CHECK_STR(
        scored(three.p),
        S("{\"id\":1,\"valid\":true,\"totals\":[100,80,100],\"mean\":[280,3],\"band\":5,\"star\":5,"
          "\"failing_gates\":[],\"spread\":20,\"diverges\":false,\"blank\":[0,0,0]}\n"));
}

/* Blank items count 0; the gates above the band are listed too. 25 points: 1 star. */
TEST(criteria_score_blank_items)
{
    CHECK_STR(
        scored("\"sheets\":[[\"T-1.2.o2\"]]"),
        S("{\"id\":1,\"valid\":true,\"totals\":[25],\"mean\":[25,1],\"band\":1,\"star\":1,"
          "\"failing_gates\":[\"T-1.1.o3\"],\"spread\":0,\"diverges\":false,\"blank\":[4]}\n"));
    /* explicit: 1 and 4 print a 0 and must be answered; 3 and 5 print none */
    CHECK_STR(scored("\"policy\":{\"blank\":\"explicit\"},\"sheets\":[[\"T-1.2.o2\"]]"),
              S("{\"id\":1,\"valid\":false,\"errors\":[[[\"blank\",\"T-1.1\"],[\"blank\",\"T-1.4\"]"
                "]]}\n"));
}

TEST(criteria_score_every_fault)
{
    CHECK_STR(
        scored("\"policy\":{\"dependency\":\"reject\"},\"sheets\":[[\"T-1.9\",[\"T-1.3\",10],[\"T-"
               "1.1\",7],"
               "\"T-1.3.a.o1\",\"T-1.3.a.o2\",[\"T-1.3.b\",10],\"T-1.4.o2\",[\"T-1.1.o1\",0],\"T-1."
               "1\"],[]]"),
        S("{\"id\":1,\"valid\":false,\"errors\":[[[\"unknown\",\"T-1.9\"],[\"case_needed\",\"T-1."
          "3\"],"
          "[\"foreign_points\",\"T-1.1\"],[\"repeated\",\"T-1.3.a\"],[\"both_cases\",\"T-1.3\"],"
          "[\"unknown\",\"T-1.1.o1\"],[\"unknown\",\"T-1.1\"],[\"dependency\",\"T-1.4\"]],[]]}\n"));
}

TEST(criteria_score_excludes_bad_sheets)
{
    CHECK_STR(scored("\"policy\":{\"invalid\":\"exclude\"},\"sheets\":[[\"zz\"],[" FULL
                     "],[\"T-1.1.o9\"]]"),
              S("{\"id\":1,\"valid\":true,\"totals\":[100],\"mean\":[100,1],\"band\":5,\"star\":5,"
                "\"failing_gates\":[],\"spread\":0,\"diverges\":false,\"blank\":[0]}\n"));
    CHECK_STR(scored("\"policy\":{\"invalid\":\"exclude\"},\"sheets\":[[\"zz\"]]"),
              S("{\"id\":1,\"valid\":false,\"errors\":[[[\"unknown\",\"zz\"]]]}\n"));
    CHECK_STR(scored("\"sheets\":[]"), S("{\"id\":1,\"valid\":false,\"errors\":[]}\n"));
}

TEST(criteria_score_explains)
{
    struct criteria_sets sets = small();
    struct criteria_policy policy = criteria_default_policy();
    struct criteria_answer answers[] = { { .id = S("T-1.1.o2") },
                                         { .id = S("T-1.2.o2") },
                                         { .id = S("T-1.3.b.o2") },
                                         { .id = S("T-1.4.o2") } };
    struct criteria_sheet sheet = { COUNT_OF(answers), answers };
    struct criteria_result r;
    criteria_score(test_arena(), sets.v[0], &policy, 1, &sheet, &r);
    CHECK(r.valid && r.why == WHY_GATE && r.star == 3 && r.band == 4);
    CHECK_STR(r.failing[r.deciding].option->id, S("T-1.1.o3"));
    CHECK_INT(r.failing[r.deciding].got.num, 20);
    sheet.n = 1;
    criteria_score(test_arena(), sets.v[0], &policy, 1, &sheet, &r);
    CHECK(r.valid && r.why == WHY_BELOW && r.star == 1);
}

TEST(criteria_line_says_what_is_wrong)
{
    CHECK_STR(scored("\"sheets\":[[[\"T-1.1\",true]]]"),
              S("{\"id\":1,\"valid\":false,\"error\":\"sheets: an answer is neither [id, points] "
                "nor an option id\"}\n"));
    CHECK_STR(scored("\"policy\":{\"gate\":\"mode\"},\"sheets\":[]"),
              S("{\"id\":1,\"valid\":false,\"error\":\"policy gate: unknown value\"}\n"));
    CHECK_STR(scored("\"sheets\":[],\"sheets\":[]"),
              S("{\"id\":1,\"valid\":false,\"error\":\"a key stands twice\"}\n"));
    CHECK_STR(scored("\"note\":{\"a\":[1,\"]\"]},\"sheets\":[[[\"T-1.1\",1.5],[\"T-1.2\",2.5e1]]]"),
              S("{\"id\":1,\"valid\":false,\"errors\":[[[\"foreign_points\",\"T-1.1\"]]]}\n"));
    struct criteria_sets sets = small();
    struct out *o = out_new(4096);
    CHECK(!criteria_score_line(test_arena(), &sets,
                               S("{\"set\":\"X\",\"sheets\":[],\"id\":\"\\u1ea1\"}"), o));
    CHECK(!criteria_score_line(test_arena(), &sets, S("{\"set\":7,\"id\":2} "), o));
    CHECK(!criteria_score_line(test_arena(), &sets, S(""), o));
    CHECK_STR(out_view(o),
              S("{\"id\":\"\\u1ea1\",\"valid\":false,\"error\":\"set: unknown\"}\n"
                "{\"id\":2,\"valid\":false,\"error\":\"set: not a text\"}\n"
                "{\"id\":null,\"valid\":false,\"error\":\"not one JSON object: see column 1\"}\n"));
    out_free(o);
}

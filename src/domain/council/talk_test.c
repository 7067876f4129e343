/* talk_test.c: sheets far apart are discussed before a file closes; scoring again gives reasons;
 * every version stays. */
#include "domain/council/talk.h"
#include "domain/council/table_test.h"

#define ITEM "QD26-09.1.1"

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

static Str at_page(struct table *t, const char *tail)
{
    return str_cat(t->f->arena, t->page, str_c(tail));
}

static Str at_sheet(struct table *t, const char *tail)
{
    return str_cat(t->f->arena, t->sheet, str_c(tail));
}

/* Three members, the second far below the others. */
static struct table *apart(struct db *db)
{
    struct table *t = table_open(db, 3);
    table_hand_in(t, t->f->member[0], table_best);
    table_hand_in(t, t->f->member[1], low);
    table_hand_in(t, t->f->member[2], table_best);
    return t;
}

static struct page close_with(struct table *t, const char *words)
{
    return fixture_post(t->f, t->f->secretary, at_page(t, "/dong"),
                        FORM({ S("statement"), str_c(words) }));
}

/* The second member goes from the first level of the item to another. */
static struct page revise(struct table *t, const char *version, const char *option,
                          const char *reason)
{
    return fixture_post(t->f, t->f->member[1], at_sheet(t, "/cham-lai"),
                        FORM({ S("version"), str_c(version) },
                             { S("a." ITEM), str_cat(t->f->arena, S(ITEM ".o"), str_c(option)) },
                             { S("r." ITEM), str_c(reason) }));
}

/* ---- how far apart ---- */

TEST(talk_gaps_are_over_the_limit_only)
{
    struct arena *a = test_arena();
    int64_t totals[] = { 70, 81, 60, 71 };
    struct council_votes votes = { .n = COUNT_OF(totals) };
    struct criteria_result r = { .totals = totals };
    struct talk_gaps g;
    talk_gaps_of(a, &votes, &r, 10, &g);
    CHECK_INT(g.n, 3);
    CHECK_INT(g.v[0].apart, 21);
    CHECK_INT(g.v[0].a, 1);
    CHECK_INT(g.v[0].b, 2);
    CHECK_INT(g.v[1].apart, 11); /* 81 and 70; 70 and 60 are 10 apart, and let pass */
    CHECK_INT(g.v[1].b, 0);
    CHECK_INT(g.v[2].a, 3);
    talk_gaps_of(a, &votes, &r, 21, &g);
    CHECK_INT(g.n, 0);
}

/* ---- closing waits ---- */

TEST_DB(talk_closing_waits_for_the_discussion)
{
    struct table *t = apart(db);
    struct fixture *f = t->f;
    struct page p = close_with(t, "theo đa số");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Còn 2 cặp phiếu chênh nhau quá 10 điểm chưa được thảo luận")));
    p = fixture_get(f, f->secretary, at_page(t, "/dong"));
    CHECK(page_has(&p, S("/thao-luan")) && !page_has(&p, S("<button class=\"govuk-button\"")));
    p = fixture_get(f, f->secretary, at_page(t, "/thao-luan"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Chưa thảo luận")) && page_has(&p, S("Mở chấm lại tiêu chí 1.1")));
    CHECK(page_has(&p, S("Hợp đồng &lt;liên kết&gt;"))); /* the papers beside the criterion */
    p = table_talk(t, f->secretary, "0", S(ITEM));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->secretary, at_page(t, "/thao-luan"));
    CHECK(page_has(&p, S("xem lại &lt;hợp đồng&gt; liên kết")) && page_has(&p, S("uyvien.2")));
    CHECK(page_has(&p, S("Mở chấm lại các tiêu chí: 1.1.")) && !page_has(&p, S("Chưa thảo luận")));
    p = close_with(t, " ");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#statement\"")));
    CHECK_INT(close_with(t, "theo <đa số>").status, 303);
    p = fixture_get(f, f->officer, t->page);
    CHECK(page_has(&p, S("theo &lt;đa số&gt;")) && page_has(&p, S("xem lại &lt;hợp đồng&gt;")));
    CHECK_INT(table_talk(t, f->secretary, "1", S(ITEM)).status, 404); /* closed */
    CHECK_INT(table_status(t, f->member[1], at_sheet(t, "/cham-lai")), 404);
    fixture_close(f);
}

TEST_DB(talk_refuses_with_every_reason)
{
    struct table *t = apart(db);
    struct fixture *f = t->f;
    Str at = at_page(t, "/thao-luan");
    struct page p = fixture_post(
        f, f->secretary, at,
        FORM({ S("after"), S("0") }, { S("words"), S(" ") }, { S("i.QD26-09.9.9"), S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#words\"")) && page_has(&p, S("href=\"#present\"")));
    CHECK(page_has(&p, S("QD26-09.9.9")));
    p = fixture_post(f, f->secretary, at,
                     FORM({ S("after"), S("0") }, { S("words"), S("giữ lại chữ này") },
                          { S("i." ITEM), S("1") },
                          { str_cat(f->arena, S("p."), id_text(f->arena, f->member[4])), S("1") }));
    CHECK_INT(p.status, 422); /* no seat here */
    CHECK(page_has(&p, S("giữ lại chữ này</textarea>")));
    CHECK(page_has(&p, S("name=\"i." ITEM "\" type=\"checkbox\" value=\"1\" checked")));
    CHECK_INT(fixture_post(f, f->secretary, at, FORM({ S("words"), S("x") })).status, 400);
    CHECK_INT(table_talk(t, f->secretary, "0", S(ITEM)).status, 303);
    p = table_talk(t, f->secretary, "0", S(ITEM));
    CHECK_INT(p.status, 422); /* discussed meanwhile */
    CHECK(page_has(&p, S("Vừa có người ghi")));
    CHECK_INT(table_talk(t, f->member[0], "1", S(ITEM)).status, 303); /* the chair, once more */
    fixture_close(f);
}

TEST_DB(talk_nothing_to_discuss)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 3; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    struct page p = table_talk(t, f->secretary, "0", S(ITEM));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Không có hai phiếu nào")) && !page_has(&p, S("name=\"words\"")));
    CHECK_INT(close_with(t, "").status, 303);
    fixture_close(f);
}

/* ---- who may ---- */

TEST_DB(talk_blindness)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str at = at_page(t, "/thao-luan");
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], low);
    table_hand_in(t, f->member[2], table_best);
    CHECK_INT(table_status(t, f->secretary, at), 404); /* 3 of 5: not enough */
    CHECK_INT(table_status(t, f->member[0], at), 404);
    table_hand_in(t, f->member[3], table_best);
    const struct {
        Id who;
        int get, post;
    } rows[] = {
        { f->secretary, 200, 422 }, { f->member[0], 200, 422 }, { f->member[1], 200, 422 },
        { f->member[2], 200, 404 }, { f->member[4], 404, 404 }, { f->officer, 404, 404 },
        { f->leader, 404, 404 },    { f->owner, 404, 404 },     { f->commune, 404, 404 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CHECK_INT(table_status(t, rows[i].who, at), rows[i].get);
        struct page p = fixture_post(f, rows[i].who, at, FORM({ S("after"), S("0") }));
        CHECK_INT(p.status, rows[i].post);
    }
    struct page p = fixture_get(f, f->member[2], at);
    CHECK(page_has(&p, S("phiếu của tôi")) && !page_has(&p, S("uyvien.2:")));
    CHECK(!page_has(&p, S("name=\"words\"")));
    Str out = at_sheet(t, "/tu-choi");
    CHECK_INT(fixture_post(f, f->member[4], out, FORM({ S("reason"), S("góp vốn") })).status, 303);
    Str there = str_cat(f->arena, S("p."), id_text(f->arena, f->member[4]));
    p = fixture_get(f, f->secretary, at);
    CHECK(!page_has(&p, there)); /* recused: not in the room */
    p = fixture_post(f, f->secretary, at,
                     FORM({ S("after"), S("0") }, { S("words"), S("x") }, { there, S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("không được dự hồ sơ này")));
    fixture_close(f);
}

/* The chair of another council records nothing here. */
TEST_DB(talk_chair_of_another_council)
{
    struct table *t = apart(db);
    struct fixture *f = t->f;
    struct http_field form[40];
    size_t n = table_council_form(t, 3, false, form);
    form[12].value = id_text(f->arena, f->member[3]);
    form[15].value = id_text(f->arena, f->member[4]);
    CHECK_INT(fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form).status, 303);
    CHECK_INT(table_talk(t, f->member[3], "0", S(ITEM)).status, 404);
    CHECK_INT(table_status(t, f->member[3], at_page(t, "/thao-luan")), 404);
    fixture_close(f);
}

/* ---- scoring again ---- */

TEST_DB(talk_revision_only_what_was_opened)
{
    struct table *t = apart(db);
    struct fixture *f = t->f;
    Str at = at_sheet(t, "/cham-lai");
    CHECK_INT(table_status(t, f->member[1], at), 404); /* nothing opened yet */
    CHECK_INT(revise(t, "1", "3", "đã xem hợp đồng").status, 404);
    CHECK_INT(table_talk(t, f->secretary, "0", S(ITEM)).status, 303);
    struct page p = fixture_get(f, f->member[1], at);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("name=\"r." ITEM "\"")) && !page_has(&p, S("a.QD26-09.1.2")));
    p = revise(t, "1", "3", " ");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#r-QD26-09-1-1\"")));
    CHECK(page_has(&p, S("value=\"" ITEM ".o3\" data-points=\"5\" data-key=\"3\" checked")));
    p = revise(t, "1", "1", "giữ nguyên");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Chưa có tiêu chí nào thay đổi")));
    p = fixture_post(f, f->member[1], at,
                     FORM({ S("version"), S("1") }, { S("a.QD26-09.1.2"), S("QD26-09.1.2.o2") },
                          { S("r.QD26-09.1.2"), S("nhân tiện") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("không nằm trong các tiêu chí Hội đồng mở")));
    p = revise(t, "1", "3", "đã xem <hợp đồng>");
    CHECK_INT(p.status, 303);
    CHECK_INT(revise(t, "1", "2", "lần nữa").status, 422); /* it has a second version */
    CHECK_INT(revise(t, "2", "2", "lần nữa").status, 303);
    p = fixture_get(f, f->member[1], t->sheet);
    CHECK(page_has(&p, S("Phiếu có 3 bản")) && page_has(&p, S("đã xem &lt;hợp đồng&gt;")));
    CHECK(page_has(&p, S("value=\"" ITEM ".o2\" data-points=\"3\" data-key=\"2\" checked")));
    CHECK_INT(table_score(t, f->member[1], table_best, "/nop").status, 404); /* never all of it */
    p = fixture_get(f, f->member[0], t->sheet);
    CHECK(!page_has(&p, S("đã xem &lt;hợp đồng&gt;"))); /* each his own while it is open */
    fixture_close(f);
}

struct reading {
    struct table *t;
    struct council_outcome o;
};

static Err read_outcome(struct tx *tx, void *arg)
{
    struct reading *w = arg;
    return council_outcome_of(tx, w->t->f->app->program.criteria, w->t->file, &w->o);
}

static int64_t total(const struct reading *w)
{
    int64_t sum = 0;
    for (size_t i = 0; i < w->o.votes.n; i++) {
        sum += w->o.r.totals[i];
    }
    return sum;
}

TEST_DB(talk_result_counts_the_last_version)
{
    struct table *t = apart(db);
    struct fixture *f = t->f;
    struct reading after = { .t = t };
    CHECK_INT(table_talk(t, f->secretary, "0", S(ITEM)).status, 303);
    struct page p = fixture_get(f, f->member[0], t->page);
    CHECK(page_has(&p, S("xem lại &lt;hợp đồng&gt; liên kết")));
    CHECK_INT(revise(t, "1", "3", "đã xem hợp đồng").status, 303);
    CHECK_INT(close_with(t, "theo đa số").status, 303);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->secretary, read_outcome, &after), OK);
    CHECK_INT(after.o.votes.n, 3);
    CHECK_INT(after.o.votes.v[1].laters.n, 1);
    CHECK(after.o.votes.v[1].sound);
    const struct council_later *l = &after.o.votes.v[1].laters.v[0];
    CHECK_INT(total(&after), 200 + council_part_sum(t->set, &l->before, 0) +
                                 council_part_sum(t->set, &l->before, 1) +
                                 council_part_sum(t->set, &l->before, 2) +
                                 4); /* 1 point became 5 */
    CHECK_INT(after.o.stored.mean_num * 3, total(&after) * after.o.stored.mean_den);
    CHECK(
        !str_eq(council_vote_commitment(&after.o.votes.v[1]), after.o.votes.v[1].sheet.commitment));
    p = fixture_get(f, f->officer, t->page);
    CHECK(page_has(&p, S("Có 2 bản, tính bản cuối")) && page_has(&p, S("đã xem hợp đồng")));
    fixture_close(f);
}

TEST_DB(talk_rule_that_none_stays_apart)
{
    struct table *t = apart(db);
    struct fixture *f = t->f;
    Str rule =
        str_fmt(f->arena, "/hoi-dong/%.*s/thao-luan", STR_ARG(id_text(f->arena, t->council)));
    CHECK_INT(fixture_post(f, f->secretary, rule, NO_FORM).status, 404);
    CHECK_INT(fixture_post(f, f->officer, rule, NO_FORM).status, 303);
    struct page p = fixture_get(f, f->officer,
                                str_cat(f->arena, S("/hoi-dong/"), id_text(f->arena, t->council)));
    CHECK(page_has(&p, S("cho đến khi không còn lệch")));
    CHECK_INT(table_talk(t, f->secretary, "0", S(ITEM)).status, 303);
    p = close_with(t, "theo đa số");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Quy chế chỉ cho đóng khi không còn phiếu lệch")));
    CHECK_INT(fixture_post(f, f->officer, rule, FORM({ S("close_apart"), S("1") })).status, 303);
    CHECK_INT(close_with(t, "theo đa số").status, 303);
    fixture_close(f);
}

/* ---- all of it stays ---- */

static Err run_text(struct tx *tx, const char *text)
{
    struct db_stmt *s = NEW(test_arena(), struct db_stmt); /* statements are cached by address */
    *s = (struct db_stmt){
        .name = text, .sqlite = text, .pg = text, .kind = DB_DONE, .under = { SYSTEM_LOAD }
    };
    s->name =
        str_cstr(test_arena(), str_fmt(test_arena(), "t%02x%02x%02x", hash_of(str_c(text)).b[0],
                                       hash_of(str_c(text)).b[1], hash_of(str_c(text)).b[2]));
    return db_run(tx, s, NULL, NULL, NULL);
}

static Err run_one(struct tx *tx, void *arg)
{
    TRY(run_text(tx, arg));
    return tx_note(tx, S("test.tampered"), ID_NONE);
}

TEST_DB(talk_database_keeps_every_version)
{
    static const char *const writes[] = {
        "update sheet_version set no = 7",
        "delete from sheet_version",
        "update sheet_change set choice = '-'",
        "delete from sheet_change",
        "update file_talk set words = 'x'",
        "delete from file_talk",
        "update file_talk_item set item = 'x'",
        "delete from file_talk_present",
        "delete from file_talk_pair",
        "update file_statement set words = 'x'",
        "insert into sheet_version (id, sheet, no, talk, commitment, nonce, at) "
        "select id + 1, sheet, no + 1, talk, commitment, nonce, at from sheet_version",
        "insert into file_talk (id, file, no, words, account, at) "
        "select id + 1, file, no + 1, words, account, at from file_talk",
    };
    struct table *t = apart(db);
    CHECK_INT(table_talk(t, t->f->secretary, "0", S(ITEM)).status, 303);
    CHECK_INT(revise(t, "1", "3", "đã xem hợp đồng").status, 303);
    CHECK_INT(close_with(t, "theo đa số").status, 303);
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        char *text = str_cstr(test_arena(), str_c(writes[i]));
        CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, run_one, text), E_DB);
    }
    fixture_close(t->f);
}

TEST_DB(talk_finds_a_change_nobody_handed_in)
{
    struct table *t = apart(db);
    CHECK_INT(table_talk(t, t->f->secretary, "0", S(ITEM)).status, 303);
    CHECK_INT(revise(t, "1", "3", "đã xem hợp đồng").status, 303);
    char *text =
        str_cstr(test_arena(), S("insert into sheet_change (version, item, choice, note, reason) "
                                 "select id, 'QD26-09.1.2', '-', '', 'x' from sheet_version"));
    CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, run_one, text), OK);
    struct page p = close_with(t, "theo đa số");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Phiếu của uyvien.2 không còn khớp")));
    fixture_close(t->f);
}

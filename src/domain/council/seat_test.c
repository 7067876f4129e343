/* seat_test.c: a substitute acts for the seat in the period of the paper, never beside the member;
 * what binds one binds both. */
#include "domain/council/seat.h"
#include "domain/council/table_test.h"

static Str at_council(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/hoi-dong/%.*s%s", STR_ARG(id_text(t->f->arena, t->council)),
                   tail);
}

static Str at_session(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

static struct page ask(struct table *t, Id who, Id member, Id substitute, Str presides)
{
    struct arena *a = t->f->arena;
    return fixture_post(
        t->f, who, at_council(t, "/uy-quyen"),
        FORM({ S("member"), id_text(a, member) }, { S("substitute"), id_text(a, substitute) },
             { S("paper_no"), S("12/GUQ-SCT") }, { S("paper_date"), S("11/06/2026") },
             { S("from_day"), S("12/06/2026") }, { S("until_day"), S("19/06/2026") },
             { S("presides"), presides }, { S("reason"), S("đi công tác <xa>") }));
}

static void delegate(struct table *t, int member, int substitute)
{
    struct fixture *f = t->f;
    CHECK_INT(ask(t, f->officer, f->member[member], f->member[substitute], S("")).status, 303);
}

static void declare(struct table *t, Id who)
{
    struct page p =
        fixture_post(t->f, who, at_session(t, "/cam-ket"), FORM({ S("answer"), S("none") }));
    CHECK_INT(p.status, 303);
}

static struct page take_back(struct table *t, Id who, Str reason)
{
    struct page p = fixture_get(t->f, t->f->officer, at_council(t, "/uy-quyen"));
    return fixture_post(
        t->f, who, at_council(t, "/uy-quyen/ket-thuc"),
        FORM({ S("delegation"), page_input(&p, S("delegation")) }, { S("ended_reason"), reason }));
}

TEST_DB(seat_delegation_is_refused_with_every_reason)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct arena *a = f->arena;
    Str at = at_council(t, "/uy-quyen");
    struct page p = fixture_post(f, f->officer, at, NO_FORM);
    const char *const fields[] = { "member",   "substitute", "paper_no", "paper_date",
                                   "from_day", "until_day",  "reason" };
    CHECK_INT(p.status, 422);
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        CHECK(page_has(&p, str_fmt(a, "href=\"#%s\"", fields[i])));
    }
    p = fixture_post(f, f->officer, at,
                     FORM({ S("member"), id_text(a, f->member[2]) },
                          { S("substitute"), id_text(a, f->member[0]) },
                          { S("paper_no"), S("7/GUQ") }, { S("paper_date"), S("13/06/2026") },
                          { S("from_day"), S("10/06/2026") }, { S("until_day"), S("01/01/2028") },
                          { S("presides"), S("1") }, { S("reason"), S("ốm & mệt") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("uyvien.1 đã có ghế")) && page_has(&p, S("href=\"#paper_date\"")));
    CHECK(page_has(&p, S("href=\"#presides\"")) && page_has(&p, S("ngoài nhiệm kỳ")));
    CHECK(page_has(&p, S("trước ngày ký giấy")) && page_has(&p, S("ốm &amp; mệt</textarea>")));
    CHECK(page_has(&p, S("value=\"7/GUQ\"")) && page_has(&p, S("value=\"01/01/2028\"")));
    CHECK_INT(ask(t, f->officer, f->secretary, f->member[3], S("")).status, 422); /* no vote */
    CHECK_INT(ask(t, f->officer, f->member[1], f->owner, S("")).status, 422);     /* a producer's */
    CHECK_INT(ask(t, f->officer, f->member[3], f->member[4], S("")).status, 422); /* no seat */
    CHECK_INT(ask(t, f->secretary, f->member[1], f->member[3], S("")).status, 404);
    CHECK_INT(ask(t, f->member[0], f->member[1], f->member[3], S("")).status, 404);
    fixture_close(f);
}

TEST_DB(seat_one_substitute_a_seat_and_one_seat_a_substitute)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    delegate(t, 1, 3);
    struct page p = ask(t, f->officer, f->member[1], f->member[4], S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#from_day\"")) &&
          page_has(&p, S("đã được ủy quyền cho uyvien.4")));
    p = ask(t, f->officer, f->member[2], f->member[3], S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("đã thay uyvien.2")));
    fixture_close(f);
}

TEST_DB(seat_substitute_acts_for_the_seat_and_the_member_does_not)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    Time now = f->now;
    CHECK_INT(table_status(t, f->member[3], at_session(t, "")), 404);
    CHECK_INT(table_score(t, f->member[1], table_best, "").status, 303); /* a draft */
    delegate(t, 1, 3);
    CHECK_INT(table_status(t, f->member[3], at_session(t, "")), 200);
    CHECK_INT(table_status(t, f->member[3], t->sheet), 404); /* has not answered yet */
    CHECK_INT(table_status(t, f->member[1], t->sheet), 404); /* never both */
    CHECK_INT(table_score(t, f->member[1], table_best, "/nop").status, 404);
    struct page p = fixture_get(f, f->member[1], at_session(t, ""));
    CHECK(page_has(&p, S("đang do uyvien.4 chấm thay")));
    declare(t, f->member[3]);
    p = fixture_get(f, f->member[3], t->sheet);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("chấm thay cho ghế của uyvien.2 theo giấy ủy quyền số 12/GUQ-SCT")));
    CHECK_STR(page_input(&p, S("version")), S("2")); /* the seat's own draft */
    p = fixture_get(f, f->member[3], S("/ban-lam-viec"));
    CHECK_INT(p.status, 200);
    table_hand_in(t, f->member[3], table_best);
    CHECK_INT(table_score(t, f->member[3], table_best, "/nop").status, 404);
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[2], table_best);
    p = fixture_post(f, f->secretary, str_cat(f->arena, t->page, S("/dong")), NO_FORM);
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->officer, t->page);
    CHECK(page_has(&p, S("3 phiếu của 3 thành viên")) && page_has(&p, S("uyvien.2")));
    CHECK(page_has(&p, S("uyvien.4 chấm thay theo giấy ủy quyền số 12/GUQ-SCT")));
    Str paper =
        str_fmt(f->arena, "%.*s/phieu/%.*s-%.*s.pdf", STR_ARG(at_session(t, "")),
                STR_ARG(id_text(f->arena, t->file)), STR_ARG(id_text(f->arena, f->member[1])));
    CHECK_INT(table_status(t, f->member[3], paper), 200);
    CHECK_INT(table_status(t, f->member[0], paper), 404);
    f->now = (Time){ now.v + 8 * TIME_DAY }; /* 20 June */
    CHECK_INT(table_status(t, f->member[3], at_session(t, "")), 404);
    CHECK_INT(table_status(t, f->member[3], paper), 404);
    CHECK_INT(table_status(t, f->member[1], t->sheet), 200);
    fixture_close(f);
}

static int lowest(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

/* Sheets too far apart: the criteria a discussion opens are scored again by who acts for the seat.
 */
TEST_DB(seat_substitute_scores_again)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    delegate(t, 1, 3);
    declare(t, f->member[3]);
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[3], lowest);
    table_hand_in(t, f->member[2], table_best);
    Str item = S("QD26-09.1.1"), at = str_cat(f->arena, t->sheet, S("/cham-lai"));
    CHECK_INT(table_talk(t, f->secretary, "0", item).status, 303);
    size_t n;
    const struct http_field form[] = { { S("version"), S("1") },
                                       { str_cat(f->arena, S("a."), item),
                                         str_cat(f->arena, item, S(".o3")) },
                                       { str_cat(f->arena, S("r."), item), S("xem lại giấy") } };
    n = COUNT_OF(form);
    CHECK_INT(fixture_post(f, f->member[1], at, n, form).status, 404); /* the member is away */
    CHECK_INT(fixture_post(f, f->member[3], at, n, form).status, 303);
    struct page p = fixture_get(f, f->member[3], t->sheet);
    CHECK(page_has(&p, S("xem lại giấy")));
    p = fixture_post(f, f->secretary, str_cat(f->arena, t->page, S("/dong")),
                     FORM({ S("statement"), S("theo đa số") }));
    CHECK_INT(p.status, 303); /* every seal still holds */
    fixture_close(f);
}

static Err sheet_of_seat(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct score_sheet s;
    struct seat_actor actor;
    bool found = false;
    TRY(score_sheet_of(tx, t->file, t->f->member[3], &found, &s));
    CHECK(!found);
    TRY(score_sheet_of(tx, t->file, t->f->member[1], &found, &s));
    CHECK(found);
    TRY(seat_actor_of(tx, s.id, &found, &actor));
    CHECK(found && id_eq(actor.account, t->f->member[3]));
    CHECK_STR(actor.paper_no, S("12/GUQ-SCT"));
    struct council_votes votes;
    TRY(council_votes_of(tx, t->file, &votes));
    CHECK(votes.n == 1 && votes.v[0].sound);
    return OK;
}

TEST_DB(seat_sheet_is_the_seats_and_says_who_acted)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    delegate(t, 1, 3);
    declare(t, f->member[3]);
    table_hand_in(t, f->member[3], table_best);
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, sheet_of_seat, t), OK);
    fixture_close(f);
}

TEST_DB(seat_conflicts_bind_both)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Id sub = f->officer2;
    Str mark = str_cat(f->arena, S("c."), id_text(f->arena, t->file));
    Str why = str_cat(f->arena, S("r."), id_text(f->arena, t->file));
    CHECK_INT(fixture_post(f, f->member[1], str_cat(f->arena, t->sheet, S("/tu-choi")),
                           FORM({ S("reason"), S("người nhà") }))
                  .status,
              303);
    CHECK_INT(ask(t, f->officer, f->member[1], sub, S("")).status, 303);
    CHECK_INT(table_status(t, sub, t->sheet), 404); /* the member's conflict is the seat's */
    struct page p = fixture_get(f, sub, at_session(t, ""));
    CHECK(!page_has(&p, id_text(f->arena, t->file)));
    table_add_undeclared(t);
    mark = str_cat(f->arena, S("c."), id_text(f->arena, t->file));
    why = str_cat(f->arena, S("r."), id_text(f->arena, t->file));
    p = fixture_post(f, sub, at_session(t, "/cam-ket"),
                     FORM({ S("answer"), S("some") }, { mark, S("1") }, { why, S("góp vốn") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(table_status(t, sub, t->sheet), 404); /* the substitute's own */
    f->now = (Time){ f->now.v + 8 * TIME_DAY };
    declare(t, f->member[1]);
    CHECK_INT(table_status(t, f->member[1], t->sheet), 200); /* was not the member's */
    fixture_close(f);
}

static Err producer_name(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct session_file f;
    TRY(session_file_get(tx, t->file, &f));
    t->page = str_dup(t->f->arena, f.producer_name);
    return OK;
}

TEST_DB(seat_traces_of_the_absent_member_are_looked_for)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Id sub = f->officer2;
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    table_add_undeclared(t);
    CHECK_ERR(tx_run(f->db, &o, producer_name, t), OK);
    Str employer = t->page;
    struct page p = fixture_post(f, f->member[2], at_session(t, "/cam-ket"),
                                 FORM({ S("answer"), S("none") }, { S("employer"), employer }));
    CHECK_INT(p.status, 303);
    table_add_undeclared(t); /* the member has not answered for this one */
    CHECK_INT(ask(t, f->officer, f->member[2], sub, S("")).status, 303);
    declare(t, sub);
    CHECK_INT(table_status(t, sub, t->sheet), 404); /* the member works there */
    p = fixture_get(f, f->member[0], at_session(t, "/xung-dot"));
    CHECK(page_has(&p, S("uyvien.3")) && page_has(&p, S("Chủ thể là nơi thành viên làm việc")));
    fixture_close(f);
}

TEST_DB(seat_substitute_of_the_chair_presides_only_by_the_paper)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    Str hits = at_session(t, "/xung-dot"), close = str_cat(f->arena, t->page, S("/dong"));
    delegate(t, 0, 3);
    declare(t, f->member[3]);
    CHECK_INT(table_status(t, f->member[3], hits), 404);
    CHECK_INT(table_status(t, f->member[0], hits), 404); /* away */
    CHECK_INT(table_status(t, f->member[1], hits), 200);
    table_hand_in(t, f->member[3], table_best);
    table_hand_in(t, f->member[2], table_best);
    struct page p = fixture_get(f, f->secretary, close);
    CHECK(!page_has(&p, S("<button class=\"govuk-button\"")));
    table_hand_in(t, f->member[1], table_best); /* the vice-chair */
    p = fixture_get(f, f->secretary, close);
    CHECK(page_has(&p, S("<button class=\"govuk-button\"")));
    CHECK_INT(take_back(t, f->officer, S("lập lại theo văn bản mới")).status, 303);
    CHECK_INT(ask(t, f->officer, f->member[0], f->member[3], S("1")).status, 303);
    CHECK_INT(table_status(t, f->member[3], hits), 200);
    fixture_close(f);
}

TEST_DB(seat_chairs_sheet_by_a_substitute_is_no_chairs_sheet)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    CHECK_INT(ask(t, f->officer, f->member[0], f->officer2, S("")).status, 303);
    declare(t, f->officer2);
    table_hand_in(t, f->officer2, table_best);
    for (size_t i = 2; i < 5; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    Str close = str_cat(f->arena, t->page, S("/dong"));
    CHECK_INT(fixture_post(f, f->secretary, close, NO_FORM).status, 404); /* 4 of 5, no chair */
    struct page p = fixture_get(f, f->secretary, close);
    CHECK(page_has(&p, S("Chưa có phiếu của chủ tịch")));
    table_hand_in(t, f->member[1], table_best);
    CHECK_INT(fixture_post(f, f->secretary, close, NO_FORM).status, 303);
    fixture_close(f);
}

TEST_DB(seat_nobody_judges_a_file_twice)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    delegate(t, 1, 3);
    declare(t, f->member[3]);
    table_hand_in(t, f->member[3], table_best);
    CHECK_INT(take_back(t, f->officer, S("đã chấm xong")).status, 303);
    CHECK_INT(table_status(t, f->member[3], t->page), 404);
    delegate(t, 2, 3);
    CHECK_INT(table_status(t, f->member[3], at_session(t, "")), 200);
    CHECK_INT(table_status(t, f->member[3], t->sheet), 404);
    CHECK_INT(table_score(t, f->member[3], table_best, "/nop").status, 404);
    struct page p = fixture_get(f, f->member[3], at_session(t, ""));
    CHECK(!page_has(&p, id_text(f->arena, t->file)));
    fixture_close(f);
}

TEST_DB(seat_is_taken_back_at_once)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    delegate(t, 1, 3);
    declare(t, f->member[3]);
    struct page p = take_back(t, f->officer, S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#ended_reason\"")));
    CHECK_INT(take_back(t, f->secretary, S("về rồi")).status, 404);
    CHECK_INT(take_back(t, f->officer, S("về <sớm>")).status, 303);
    CHECK_INT(table_status(t, f->member[3], t->sheet), 404);
    CHECK_INT(table_status(t, f->member[3], at_session(t, "")), 404);
    CHECK_INT(table_status(t, f->member[1], t->sheet), 200);
    p = fixture_get(f, f->member[0], at_council(t, "/uy-quyen")); /* members see, nothing more */
    CHECK(page_has(&p, S("về &lt;sớm&gt;")) &&
          !page_has(&p, S("<form method=\"post\" action=\"/hoi-dong")));
    CHECK_INT(table_status(t, f->owner, at_council(t, "/uy-quyen")), 404);
    CHECK_INT(table_status(t, f->leader, at_council(t, "/uy-quyen")), 404);
    fixture_close(f);
}

TEST_DB(seat_changes_of_members_end_delegations)
{
    struct table *t = table_open(db, 4);
    struct fixture *f = t->f;
    struct http_field form[40];
    delegate(t, 3, 4);
    declare(t, f->member[4]);
    CHECK_INT(table_status(t, f->member[4], t->sheet), 200);
    size_t n = table_council_form(t, 5, false, form); /* the substitute gets a seat */
    form[n++] = (struct http_field){ S("version"), S("1") };
    struct page p = fixture_post(f, f->officer, at_council(t, ""), n, form);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("uyvien.5 đang được ủy quyền thay uyvien.4")));
    n = table_council_form(t, 4, false, form);
    form[n++] = (struct http_field){ S("version"), S("1") };
    CHECK_INT(fixture_post(f, f->officer, at_council(t, ""), n, form).status, 303);
    CHECK_INT(table_status(t, f->member[4], t->sheet), 200); /* the seat is there still */
    n = table_council_form(t, 3, false, form);               /* without the member */
    form[n++] = (struct http_field){ S("version"), S("2") };
    CHECK_INT(fixture_post(f, f->officer, at_council(t, ""), n, form).status, 303);
    CHECK_INT(table_status(t, f->member[4], at_session(t, "")), 404);
    p = fixture_get(f, f->officer, at_council(t, "/uy-quyen"));
    CHECK(page_has(&p, S("không còn ghế có quyền chấm")));
    fixture_close(f);
}

/* ---- the database itself ---- */

static Err run_text(struct tx *tx, const char *sqlite, const char *pg)
{
    struct db_stmt *s = NEW(test_arena(), struct db_stmt); /* statements are cached by address */
    *s = (struct db_stmt){
        .name = pg, .sqlite = sqlite, .pg = pg, .kind = DB_DONE, .under = { SYSTEM_LOAD }
    };
    return db_run(tx, s, NULL, NULL, NULL);
}

static Err tamper(struct tx *tx, void *arg)
{
    const char *sql = arg;
    TRY(run_text(tx, sql, sql));
    return tx_note(tx, S("test.tampered"), ID_NONE);
}

TEST_DB(seat_database_keeps_the_paper_and_the_actor)
{
    struct table *t = table_open(db, 3);
    static char writes[][100] = {
        "update seat_delegation set until_day = until_day + 30",
        "update seat_delegation set presides = 1",
        "delete from seat_delegation",
        "update score_sheet_actor set handed_in = 0",
        "delete from score_sheet_actor",
    };
    delegate(t, 1, 3);
    declare(t, t->f->member[3]);
    table_hand_in(t, t->f->member[3], table_best);
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, tamper, writes[i]), E_DB);
    }
    fixture_close(t->f);
}

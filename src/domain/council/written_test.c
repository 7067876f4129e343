/* written_test.c: a vote in writing: what it takes, who answers, when it closes, what the minutes
 * say; and when a re-evaluation may be filed. */
#include "domain/council/table_test.h"
#include "domain/council/written.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "domain/recognition/recognition.h"
#include "messages.h"

static const int64_t a_day = INT64_C(24) * 3600 * TIME_SECOND;

/* The table's session becomes one by written vote, its dossier a re-evaluation. */
struct turning {
    struct table *t;
    Date closes_on;
};

static Err turn(struct tx *tx, void *arg)
{
    static const struct db_col id[] = { { "id", DB_T_ID, false, 0 } };
    static const struct db_stmt again = { .name = "again",
                                          .sqlite = "update dossier set kind = 3 where id = ?1",
                                          .pg = "update dossier set kind = 3 where id = $1",
                                          .kind = DB_DONE,
                                          .params = id,
                                          .n_params = 1,
                                          .under = { SYSTEM_LOAD } };
    const struct turning *x = arg;
    union db_value v[] = { { .id = x->t->dossier } };
    TRY(db_run(tx, &again, v, NULL, NULL));
    TRY(session_written_insert(tx, x->t->session, x->closes_on));
    return tx_note(tx, S("test.turned"), x->t->session);
}

static struct table *written_table(struct db *db)
{
    struct table *t = table_open(db, 5);
    struct turning x = { t, date_add_days(date_of(t->f->now), 8) }; /* 20/6/2026 */
    CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, t->f->officer, turn, &x), OK);
    return t;
}

static struct page answer(struct table *t, Id member, Str agrees, Str why)
{
    struct arena *a = t->f->arena;
    CHECK_INT(table_score(t, member, table_best, "").status, 303);
    struct page now = fixture_get(t->f, member, t->sheet);
    Str version = page_input(&now, S("version"));
    return fixture_post(t->f, member, str_cat(a, t->sheet, S("/nop")),
                        FORM({ S("version"), str_none(version) ? S("0") : version },
                             { S("blank_ok"), S("1") }, { S("agrees"), agrees },
                             { S("agrees_why"), why }));
}

static struct page close_file(struct table *t)
{
    return fixture_post(t->f, t->f->secretary, str_cat(t->f->arena, t->page, S("/dong")), NO_FORM);
}

static Str session_at(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

TEST_DB(written_session_is_opened_on_the_councils_page)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str at = str_fmt(f->arena, "/hoi-dong/%.*s", STR_ARG(id_text(f->arena, t->council)));
    struct page p = fixture_get(f, f->secretary, at);
    CHECK(page_has(&p, S("Lấy ý kiến bằng văn bản")));
    p = fixture_post(f, f->secretary, str_cat(f->arena, at, S("/phien")),
                     FORM({ S("name"), S("Đánh giá lại đợt 1") }, { S("held_on"), S("20/06/2026") },
                          { S("how"), S("written") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->secretary,
                    str_cat(f->arena, S("/phien/"), id_text(f->arena, page_id(&p, S("/phien/")))));
    CHECK(page_has(&p, S("nhận ý kiến đến hết ngày")) && page_has(&p, S("20/06/2026")));
    CHECK(!page_has(&p, S("Họp ngày")));
    p = fixture_get(f, f->secretary, session_at(t, "")); /* the other one meets */
    CHECK(page_has(&p, S("Họp ngày")) && !page_has(&p, S("/hop")));
    CHECK_INT(fixture_post(f, f->secretary, session_at(t, "/hop"),
                           FORM({ S("met_on"), S("21/06/2026") }, { S("met_why"), S("Khó") }))
                  .status,
              404); /* not a written one */
    fixture_close(f);
}

struct taking {
    Id session, dossier;
};

static Err take(struct tx *tx, void *arg)
{
    const struct taking *x = arg;
    return council_written_takes(tx, x->session, x->dossier);
}

TEST_DB(written_session_takes_re_evaluations_only)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Id first = t->dossier;
    table_add_file(t); /* the second one becomes a re-evaluation */
    struct turning x = { t, date_add_days(date_of(f->now), 8) };
    struct taking yes = { t->session, t->dossier }, no = { t->session, first };
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->officer, take, &no), OK); /* a meeting takes any */
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->officer, turn, &x), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->officer, take, &yes), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->officer, take, &no), E_REFUSED);
    fixture_close(f);
}

TEST_DB(written_answer_comes_with_the_sheet)
{
    struct table *t = written_table(db);
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->member[0], t->sheet);
    CHECK(page_has(&p, S("name=\"agrees\"")) && page_has(&p, S("20/06/2026")));
    p = answer(t, f->member[0], S(""), S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#agrees\"")));
    p = answer(t, f->member[0], S("0"), S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#agrees_why\"")));
    CHECK_INT(answer(t, f->member[0], S("1"), S("")).status, 303);
    f->now.v += 8 * a_day; /* the last day */
    CHECK_INT(answer(t, f->member[1], S("1"), S("")).status, 303);
    f->now.v += a_day;
    p = answer(t, f->member[2], S("1"), S("Đọc kỹ rồi <b>"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Đã hết hạn nhận ý kiến")) && page_has(&p, S("Đọc kỹ rồi &lt;b&gt;")));
    fixture_close(f);
}

TEST_DB(written_vote_closes_when_all_agree_or_the_day_is_over)
{
    struct table *t = written_table(db);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 4; i++) {
        CHECK_INT(answer(t, f->member[i], S("1"), S("")).status, 303);
    }
    f->now.v += 8 * a_day; /* quorum is met, one is silent, and the day is not over */
    struct page p = close_file(t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("chưa hết hạn nhận ý kiến")));
    f->now.v += a_day;
    CHECK_INT(close_file(t).status, 303);
    p = fixture_get(f, f->secretary, t->page);
    CHECK(page_has(&p, S("Ý kiến bằng văn bản")) && page_has(&p, S("Đồng ý")));
    fixture_close(f);
}

TEST_DB(written_vote_closes_early_when_everybody_has_answered)
{
    struct table *t = written_table(db);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 5; i++) {
        CHECK_INT(answer(t, f->member[i], S("1"), S("")).status, 303);
    }
    CHECK_INT(close_file(t).status, 303);
    fixture_close(f);
}

TEST_DB(written_vote_with_another_view_needs_a_meeting)
{
    struct table *t = written_table(db);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 4; i++) {
        CHECK_INT(answer(t, f->member[i], S("1"), S("")).status, 303);
    }
    CHECK_INT(answer(t, f->member[4], S("0"), S("Nhãn mới chưa ghi hạn dùng")).status, 303);
    struct page p = close_file(t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("phải họp trước khi đóng hồ sơ")));
    p = fixture_get(f, f->secretary, session_at(t, ""));
    CHECK(page_has(&p, S("1 ý kiến khác")) && page_has(&p, S("/hop")));
    CHECK(!page_has(&p, S("Nhãn mới"))); /* how many, not what, before it is closed */
    p = fixture_get(f, f->member[1], session_at(t, ""));
    CHECK(!page_has(&p, S("ý kiến khác:")) && !page_has(&p, S("/hop")));
    p = fixture_post(f, f->secretary, session_at(t, "/hop"),
                     FORM({ S("met_on"), S("11/06/2026") }, { S("met_why"), S("") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#met_on\"")) && page_has(&p, S("href=\"#met_why\"")));
    CHECK(page_has(&p, S("11/06/2026")));
    p = fixture_post(f, f->secretary, session_at(t, "/hop"),
                     FORM({ S("met_on"), S("14/06/2026") }, { S("met_why"), S("Có ý kiến khác") }));
    CHECK_INT(p.status, 303);
    p = fixture_post(f, f->secretary, session_at(t, "/hop"),
                     FORM({ S("met_on"), S("15/06/2026") }, { S("met_why"), S("Lần nữa") }));
    CHECK_INT(p.status, 409);
    CHECK_INT(fixture_post(f, f->member[1], session_at(t, "/hop"), NO_FORM).status, 404);
    f->now.v += a_day; /* the day before the meeting */
    CHECK_INT(close_file(t).status, 422);
    f->now.v += a_day;
    CHECK_INT(close_file(t).status, 303);
    p = fixture_get(f, f->secretary, t->page);
    CHECK(page_has(&p, S("Nhãn mới chưa ghi hạn dùng")) && page_has(&p, S("14/06/2026")));
    fixture_close(f);
}

/* ---- the window ---- */

struct windowing {
    struct table *t;
    Id dossier;
    Date decided;
    struct dossier_window w;
};

static Err recognise(struct tx *tx, void *arg)
{
    struct windowing *x = arg;
    struct recognition_new n = { .product = x->t->product,
                                 .star = 3,
                                 .decision_no = S("1/QĐ-UBND"),
                                 .authority = S("UBND tỉnh Lâm Đồng"),
                                 .decision_date = x->decided,
                                 .from_day = DATE_NONE,
                                 .product_name = S("Nước mắm"),
                                 .producer_name = S("HTX"),
                                 .place_text = S("Mũi Né") };
    Id id;
    return recognition_record(tx, &n, &id);
}

static Err draft_again(struct tx *tx, void *arg)
{
    struct windowing *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->t->dossier, &d));
    x->dossier = tx_new_id(tx);
    TRY(dossier_insert(tx, x->dossier, x->t->product, x->t->f->producer, x->t->f->place,
                       DOSSIER_AGAIN, 2026, 3, d.criteria, DOSSIER_DRAFT, x->t->f->owner,
                       tx_now(tx)));
    return tx_note(tx, S("test.drafted"), x->dossier);
}

static Err look_out(struct tx *tx, void *arg)
{
    struct windowing *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->dossier, &d));
    TRY(dossier_window_of(tx, &d, &x->w));
    return dossier_window_check(tx, &d);
}

static Err on_day(struct windowing *x, const char *iso)
{
    struct problems problems = { .arena = test_arena() };
    Date d = DATE_NONE;
    CHECK_ERR(date_parse_iso(str_c(iso), &d), OK);
    x->t->f->now.v = time_start_of(d).v + 9 * 3600 * TIME_SECOND;
    struct tx_opts o = {
        .mode = TX_READ, .arena = test_arena(), .now = x->t->f->now, .problems = &problems
    };
    return tx_run(x->t->f->db, &o, look_out, x);
}

TEST_DB(window_of_a_re_evaluation_on_both_sides)
{
    struct windowing x = { .t = table_open(db, 5) };
    struct fixture *f = x.t->f;
    CHECK_ERR(date_parse_iso(S("2024-01-01"), &x.decided), OK); /* ends on 1/1/2027 */
    CHECK_ERR(fixture_tx(f, RECOGNITION_DECIDE, DOSSIER_RECOGNISED, f->leader, recognise, &x), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, DOSSIER_DRAFT, f->owner, draft_again, &x), OK);
    CHECK_ERR(on_day(&x, "2026-07-04"), E_REFUSED);
    CHECK(x.w.asked && x.w.early && !x.w.late);
    Str at = str_cat(f->arena, S("/ho-so/"), id_text(f->arena, x.dossier));
    struct page p = fixture_get(f, f->owner, at);
    CHECK(page_has(&p, S("Chưa đến thời gian nộp")) && page_has(&p, S("05/07/2026")));
    p = fixture_post(f, f->owner, str_cat(f->arena, at, S("/nop")), FORM({ S("version"), S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Chưa đến thời gian nộp hồ sơ đánh giá lại: nộp từ 05/07/2026")));
    CHECK_ERR(on_day(&x, "2026-07-05"), OK); /* 180 days before */
    CHECK(!x.w.early && !x.w.late && !x.w.missed);
    CHECK_ERR(on_day(&x, "2026-09-03"), OK); /* 120 days before */
    CHECK_ERR(on_day(&x, "2026-09-04"), E_REFUSED);
    CHECK(x.w.late && !x.w.early);
    fixture_close(f);
}

TEST_DB(window_that_closed_before_the_law_began_is_no_obstacle)
{
    struct windowing x = { .t = table_open(db, 5) };
    struct fixture *f = x.t->f;
    CHECK_ERR(date_parse_iso(S("2023-09-18"), &x.decided), OK); /* closed on 21/5/2026 */
    CHECK_ERR(fixture_tx(f, RECOGNITION_DECIDE, DOSSIER_RECOGNISED, f->leader, recognise, &x), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, DOSSIER_DRAFT, f->owner, draft_again, &x), OK);
    CHECK_ERR(on_day(&x, "2026-05-22"), OK);
    CHECK(x.w.missed);
    CHECK_ERR(on_day(&x, "2027-03-16"), OK); /* 179 days after its end */
    CHECK_ERR(on_day(&x, "2027-03-17"), E_REFUSED);
    fixture_close(f);
}

TEST_DB(written_vote_waits_for_sheets_that_look_again)
{
    struct table *t = written_table(db);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 5; i++) {
        CHECK_INT(answer(t, f->member[i], S("1"), S("")).status, 303);
    }
    table_supplement(t, S("QD26-09.1.1"));
    CHECK_INT(close_file(t).status, 404); /* no quorum */
    for (size_t i = 0; i < 4; i++) {
        table_keep(t, f->member[i], S("QD26-09.1.1"));
    }
    CHECK_INT(close_file(t).status, 422); /* a quorum, and one that waits */
    table_keep(t, f->member[4], S("QD26-09.1.1"));
    CHECK_INT(close_file(t).status, 303);
    fixture_close(f);
}

/* conflict_test.c: no file opens before the answer; traces go to the chair; nobody decides on
 * himself. */
#include "domain/council/conflict.h"
#include "domain/council/table_test.h"

static Str at_session(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

static Str of_file(struct table *t, const char *prefix)
{
    return str_cat(t->f->arena, str_c(prefix), id_text(t->f->arena, t->file));
}

TEST_DB(conflict_no_file_opens_before_the_answer)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str declare = at_session(t, "/cam-ket");
    table_add_undeclared(t);
    Str paper =
        str_fmt(f->arena, "%.*s/tep/%.*s", STR_ARG(t->sheet), STR_ARG(id_text(f->arena, t->paper)));
    CHECK_INT(table_status(t, f->member[1], t->sheet), 404);
    CHECK_INT(table_status(t, f->member[1], paper), 404);
    CHECK_INT(table_score(t, f->member[1], table_best, "").status, 404);
    CHECK_INT(table_score(t, f->member[1], table_best, "/nop").status, 404);
    struct page p = fixture_get(f, f->member[1], at_session(t, ""));
    CHECK(page_has(&p, S("Còn 1 hồ sơ chưa mở")) && !page_has(&p, t->sheet));
    CHECK(!page_has(&p, S("đã nộp đủ phiếu"))); /* nothing left to score is not all done */
    p = fixture_post(f, f->member[1], declare, NO_FORM);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#answer\"")));
    p = fixture_post(f, f->member[1], declare, FORM({ S("answer"), S("some") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(f, f->member[1], declare,
                     FORM({ S("answer"), S("none") }, { of_file(t, "c."), S("1") },
                          { of_file(t, "r."), S("em ruột") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("em ruột</textarea>")));
    p = fixture_post(f, f->member[1], declare, FORM({ S("answer"), S("none") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(table_status(t, f->member[1], t->sheet), 200);
    CHECK_INT(table_status(t, f->member[1], paper), 200);
    CHECK_INT(table_status(t, f->member[2], t->sheet), 404); /* each for himself */
    CHECK_INT(table_status(t, f->secretary, declare), 404);
    CHECK_INT(table_status(t, f->officer, declare), 404);
    fixture_close(f);
}

TEST_DB(conflict_marked_is_recused)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str declare = at_session(t, "/cam-ket");
    table_add_undeclared(t);
    struct page p = fixture_post(f, f->member[2], declare,
                                 FORM({ S("answer"), S("some") }, { of_file(t, "c."), S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p,
                   str_cat(f->arena, S("href=\"#"), view_element_id(f->arena, of_file(t, "r.")))));
    p = fixture_post(f, f->member[2], declare,
                     FORM({ S("answer"), S("some") }, { of_file(t, "c."), S("1") },
                          { of_file(t, "r."), S("góp vốn") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(table_status(t, f->member[2], t->sheet), 404);
    p = fixture_get(f, f->member[2], at_session(t, ""));
    CHECK(!page_has(&p, id_text(f->arena, t->file)));
    fixture_close(f);
}

/* ---- traces ---- */

static struct page declare_employer(struct table *t, Id who, Str employer)
{
    return fixture_post(t->f, who, at_session(t, "/cam-ket"),
                        FORM({ S("answer"), S("none") }, { S("employer"), employer }));
}

static Err producer_name(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct session_file f;
    TRY(session_file_get(tx, t->file, &f));
    t->page = str_dup(t->f->arena, f.producer_name);
    return OK;
}

static Str employer_of(struct table *t)
{
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, producer_name, t), OK);
    return t->page;
}

static struct page decide(struct table *t, Id who, Str hit, Str decision, Str reason)
{
    return fixture_post(
        t->f, who, at_session(t, "/xung-dot"),
        FORM({ S("hit"), hit }, { S("decision"), decision }, { S("reason"), reason }));
}

TEST_DB(conflict_found_goes_to_the_chair)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str hits = at_session(t, "/xung-dot");
    table_add_undeclared(t);
    CHECK_INT(declare_employer(t, f->member[3], employer_of(t)).status, 303);
    CHECK_INT(table_status(t, f->member[3], t->sheet), 404);
    struct page p = fixture_get(f, f->member[3], at_session(t, ""));
    CHECK(page_has(&p, S("Chờ chủ tịch xem xét")));
    CHECK_INT(table_status(t, f->member[3], hits), 404);
    CHECK_INT(table_status(t, f->secretary, hits), 404);
    CHECK_INT(table_status(t, f->officer, hits), 404);
    p = fixture_get(f, f->member[1], hits); /* the vice-chair, while the chair may */
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("uyvien.4")));
    p = fixture_get(f, f->member[0], hits);
    CHECK(page_has(&p, S("uyvien.4")) && page_has(&p, S("Chủ thể là nơi thành viên làm việc")));
    Str hit = page_input(&p, S("hit"));
    CHECK_INT(decide(t, f->member[1], hit, S("reject"), S("trùng tên")).status, 404);
    p = decide(t, f->member[0], hit, S("reject"), S(""));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#reason\"")));
    CHECK_INT(decide(t, f->member[0], hit, S("reject"), S("chỉ trùng tên")).status, 303);
    CHECK_INT(decide(t, f->member[0], hit, S("accept"), S("nữa")).status, 404); /* once */
    CHECK_INT(table_status(t, f->member[3], t->sheet), 200);
    fixture_close(f);
}

TEST_DB(conflict_of_the_chair_is_decided_by_the_vice_chair)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str hits = at_session(t, "/xung-dot");
    table_add_undeclared(t);
    CHECK_INT(declare_employer(t, f->member[0], employer_of(t)).status, 303);
    struct page p = fixture_get(f, f->member[0], hits);
    CHECK(!page_has(&p, S("name=\"hit\"")));
    p = fixture_get(f, f->member[1], hits);
    Str hit = page_input(&p, S("hit"));
    CHECK_INT(decide(t, f->member[0], hit, S("reject"), S("không sao")).status, 404);
    CHECK_INT(decide(t, f->member[1], hit, S("accept"), S("")).status, 303);
    CHECK_INT(table_status(t, f->member[0], t->sheet), 404);
    p = fixture_get(f, f->member[0], at_session(t, ""));
    CHECK(!page_has(&p, id_text(f->arena, t->file)));
    fixture_close(f);
}

TEST_DB(conflict_traces_are_a_setting)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str setting =
        str_fmt(f->arena, "/hoi-dong/%.*s/xung-dot", STR_ARG(id_text(f->arena, t->council)));
    CHECK_INT(fixture_post(f, f->secretary, setting, NO_FORM).status, 404);
    CHECK_INT(fixture_post(f, f->officer, setting, FORM({ S("kind.1"), S("1") })).status, 303);
    table_add_undeclared(t);
    CHECK_INT(declare_employer(t, f->member[3], employer_of(t)).status, 303);
    CHECK_INT(table_status(t, f->member[3], t->sheet), 200); /* not looked for */
    fixture_close(f);
}

TEST(conflict_find_explains_itself)
{
    struct arena *a = test_arena();
    const struct conflict_file f = { .producer = S("HTX Thanh Long"),
                                     .place = S("Xã Hàm Kiệm"),
                                     .tax_code = S("3400123456"),
                                     .address = S("Thôn Dân Hiệp"),
                                     .representative = S("Nguyễn Văn Sơn") };
    const struct conflict_interest nothing = { S(""), S(""), S(""), S("") };
    const struct conflict_interest all = { S("htx thanh  long"), S("0100000001, 3400123456"),
                                           S("xa ham kiem"), S("THÔN DÂN HIỆP") };
    CHECK_INT(conflict_find(a, 31, S("Nguyễn Thị Mai"), &nothing, &f), 0);
    CHECK_INT(conflict_find(a, 31, S("Nguyễn Thị Mai"), &all, &f),
              CONFLICT_TAX | CONFLICT_ADDRESS | CONFLICT_FAMILY_PLACE | CONFLICT_EMPLOYER);
    CHECK_INT(conflict_find(a, 31, S("Trần Thị Mai"), &all, &f),
              CONFLICT_TAX | CONFLICT_ADDRESS | CONFLICT_EMPLOYER);
    CHECK_INT(conflict_find(a, CONFLICT_TAX, S("Nguyễn Thị Mai"), &all, &f), CONFLICT_TAX);
    const struct conflict_interest part = { S(""), S("34001234"), S(""), S("") };
    CHECK_INT(conflict_find(a, 31, S("Trần Thị Mai"), &part, &f), 0); /* whole codes only */
}

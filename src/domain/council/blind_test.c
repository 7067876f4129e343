/* blind_test.c: nobody learns anything of a colleague's sheet before the own one is in. */
#include "domain/council/table_test.h"

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

TEST_DB(council_pages_say_nothing_of_colleagues)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str session = str_cat(f->arena, S("/phien/"), id_text(f->arena, t->session));
    Str pages[] = { S("/hoi-dong"), session, t->sheet, S("/ban-lam-viec") };
    Str before[COUNT_OF(pages)], officer = table_plain(t, f->officer, session);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        before[i] = table_plain(t, f->member[1], pages[i]);
    }
    table_hand_in(t, f->member[0], low);
    table_hand_in(t, f->member[2], table_best);
    CHECK_INT(table_score(t, f->member[3], low, "").status, 303);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        CHECK_STR(table_plain(t, f->member[1], pages[i]), before[i]); /* byte by byte */
    }
    CHECK_STR(table_plain(t, f->officer, session), officer);
    fixture_close(f);
}

TEST_DB(council_blindness_matrix)
{
    struct table *t = table_open(db, 3); /* members 3 and 4 are of no council */
    struct fixture *f = t->f;
    Str close = str_cat(f->arena, t->page, S("/dong"));
    Str paper =
        str_fmt(f->arena, "%.*s/tep/%.*s", STR_ARG(t->sheet), STR_ARG(id_text(f->arena, t->paper)));
    Str session = str_cat(f->arena, S("/phien/"), id_text(f->arena, t->session));
    table_hand_in(t, f->member[0], table_best);
    const struct {
        Id who;
        int sheet, page, close, paper, session;
    } rows[] = {
        { f->member[0], 200, 200, 404, 200, 200 }, /* own sheet is in */
        { f->member[1], 200, 404, 404, 200, 200 }, /* not yet */
        { f->secretary, 404, 404, 200, 200, 200 }, { f->officer, 404, 404, 404, 200, 200 },
        { f->leader, 404, 404, 404, 200, 404 },    { f->owner, 404, 404, 404, 404, 404 },
        { f->commune, 404, 404, 404, 404, 404 },   { f->admin, 404, 404, 404, 404, 404 },
        { f->member[3], 404, 404, 404, 404, 404 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CHECK_INT(table_status(t, rows[i].who, t->sheet), rows[i].sheet);
        CHECK_INT(table_status(t, rows[i].who, t->page), rows[i].page);
        CHECK_INT(table_status(t, rows[i].who, close), rows[i].close);
        CHECK_INT(table_status(t, rows[i].who, paper), rows[i].paper);
        CHECK_INT(table_status(t, rows[i].who, session), rows[i].session);
    }
    CHECK_INT(table_status(t, ID_NONE, t->sheet), 303); /* to the sign-in */
    CHECK_INT(table_score(t, f->secretary, low, "").status, 404);
    CHECK_INT(table_score(t, f->officer, low, "/nop").status, 404);
    CHECK_INT(table_score(t, f->member[3], low, "").status, 404);
    fixture_close(f);
}

TEST_DB(council_secretary_sees_names_but_no_points)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    table_hand_in(t, f->member[0], table_best);
    Str session = str_cat(f->arena, S("/phien/"), id_text(f->arena, t->session));
    struct page p = fixture_get(f, f->secretary, session);
    CHECK(page_has(&p, S("1 trên 5 phiếu")) && page_has(&p, S("uyvien.3")));
    CHECK(!page_has(&p, S("100")) && !page_has(&p, S("uyvien.1")));
    p = fixture_get(f, f->member[1], session);
    CHECK(!page_has(&p, S("phiếu đã nộp, cần")) && !page_has(&p, S("uyvien.3")));
    fixture_close(f);
}

TEST_DB(council_colleagues_have_no_names_until_closed)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], low);
    struct page p = fixture_get(f, f->member[0], t->page);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Hồ sơ chưa đóng")) && !page_has(&p, S("uyvien.2")));
    fixture_close(f);
}

TEST_DB(council_recused_member_no_longer_sees_the_file)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str session = str_cat(f->arena, S("/phien/"), id_text(f->arena, t->session));
    Str to = str_cat(f->arena, t->sheet, S("/tu-choi"));
    CHECK_INT(table_status(t, f->member[1], to), 200);
    struct page p = fixture_post(f, f->member[1], to, FORM({ S("reason"), S("") }));
    CHECK_INT(p.status, 422);
    CHECK_INT(fixture_post(f, f->member[1], to, FORM({ S("reason"), S("góp vốn") })).status, 303);
    CHECK_INT(table_status(t, f->member[1], t->sheet), 404);
    CHECK_INT(table_status(t, f->member[1], t->page), 404);
    CHECK_INT(fixture_post(f, f->member[1], to, FORM({ S("reason"), S("nữa") })).status, 404);
    CHECK_INT(table_score(t, f->member[1], low, "/nop").status, 404);
    p = fixture_get(f, f->member[1], session);
    CHECK(!page_has(&p, S("Nước mắm")));
    p = fixture_get(f, f->member[2], session);
    CHECK(page_has(&p, S("Nước mắm")));
    fixture_close(f);
}

struct asking {
    Id account;
    int64_t n;
};

static Err ask(struct tx *tx, void *arg)
{
    struct asking *w = arg;
    return council_waiting(tx, w->account, &w->n);
}

static int64_t waiting(struct table *t, Id account)
{
    struct asking w = { account, -1 };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, ask, &w), OK);
    return w.n;
}

TEST_DB(council_waiting_counts_what_is_left)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    table_hand_in(t, f->member[0], low);
    table_add_file(t);
    CHECK_INT(waiting(t, f->member[0]), 1);
    CHECK_INT(waiting(t, f->member[1]), 2);
    CHECK_INT(waiting(t, f->secretary), 0);
    fixture_close(f);
}

TEST_DB(council_papers_are_those_of_the_frozen_version)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str paper = id_text(f->arena, t->paper);
    struct page p = fixture_get(
        f, f->member[0], str_fmt(f->arena, "%.*s/anh/%.*s", STR_ARG(t->sheet), STR_ARG(paper)));
    CHECK_INT(p.status, 200);
    CHECK_STR(p.type, S("image/jpeg"));
    Id other = { t->paper.v + 1 };
    p = fixture_get(
        f, f->member[0],
        str_fmt(f->arena, "%.*s/tep/%.*s", STR_ARG(t->sheet), STR_ARG(id_text(f->arena, other))));
    CHECK_INT(p.status, 404);
    CHECK_INT(table_status(t, f->member[0], str_cat(f->arena, t->sheet, S("/ho-so.pdf"))), 404);
    fixture_close(f);
}

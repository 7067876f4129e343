/* assign_test.c: files spread over members: different departments, no conflicts, even loads; what
 * cannot be is said. */
#include "domain/council/assign.h"
#include "domain/council/table_test.h"

enum { MANY = 40 };

static struct assign_plan plan(size_t files, size_t seats, const char *const *departments)
{
    struct arena *a = test_arena();
    struct assign_plan p = { .members = 2, .n = files, .n_seats = seats };
    p.row = NEW_N(a, struct assign_row, files + 1);
    p.seat = NEW_N(a, struct assign_seat, seats + 1);
    p.barred = NEW_N(a, bool, files *seats + 1);
    for (size_t i = 0; i < files; i++) {
        p.row[i].file.id = (Id){ (int64_t)i + 1 };
    }
    for (size_t i = 0; i < seats; i++) {
        p.seat[i].account = (Id){ 100 + (int64_t)i };
        p.seat[i].department = str_c(departments[i]);
    }
    return p;
}

static void bar(struct assign_plan *p, size_t row, size_t seat)
{
    p->barred[row * p->n_seats + seat] = true;
}

static void check_rules(const struct assign_plan *p)
{
    for (size_t row = 0; row < p->n; row++) {
        const struct assign_row *r = &p->row[row];
        for (size_t i = 0; i < r->n; i++) {
            CHECK(!p->barred[row * p->n_seats + r->seat[i]]);
            for (size_t k = 0; k < i; k++) {
                CHECK(!str_eq(p->seat[r->seat[k]].department, p->seat[r->seat[i]].department));
            }
        }
    }
}

TEST(assign_is_even_and_of_different_departments)
{
    static const char *const departments[] = { "A", "A", "B", "C", "C", "D" };
    struct assign_plan p = plan(MANY, COUNT_OF(departments), departments);
    p.seat[5].elsewhere = 6; /* has work already */
    assign_spread(test_arena(), &p);
    check_rules(&p);
    int64_t least = MANY, most = 0, all = 0;
    for (size_t i = 0; i < p.n_seats; i++) {
        int64_t load = p.seat[i].files + p.seat[i].elsewhere;
        least = load < least ? load : least;
        most = load > most ? load : most;
        all += p.seat[i].files;
    }
    CHECK_INT(all, 2 * MANY);
    CHECK(most - least <= 1);
}

TEST(assign_uses_who_is_left)
{
    static const char *const departments[] = { "A", "B", "C" };
    struct assign_plan p = plan(3, COUNT_OF(departments), departments);
    bar(&p, 0, 0);
    bar(&p, 1, 0);
    bar(&p, 2, 0);
    bar(&p, 2, 1);
    assign_spread(test_arena(), &p);
    check_rules(&p);
    CHECK_INT(p.row[0].n, 2);
    CHECK_INT(p.row[1].n, 2);
    CHECK_INT(p.row[2].n, 1); /* one is left: said, not hidden */
    CHECK_INT(p.row[2].free, 1);
    CHECK_INT(p.row[2].departments, 1);
    CHECK_INT(p.seat[0].files, 0);
}

TEST(assign_same_department_is_not_two)
{
    static const char *const departments[] = { "Sở Y tế", "sở  y tế", "SỞ Y TẾ" };
    struct assign_plan p = plan(1, COUNT_OF(departments), departments);
    assign_spread(test_arena(), &p);
    CHECK_INT(p.row[0].n, 1);
    CHECK_INT(p.row[0].free, 3);
    CHECK_INT(p.row[0].departments, 1);
}

TEST(assign_twice_the_same)
{
    static const char *const departments[] = { "A", "B", "C", "D" };
    struct assign_plan x = plan(7, 4, departments), y = plan(7, 4, departments);
    assign_spread(test_arena(), &x);
    assign_spread(test_arena(), &y);
    CHECK_STR(assign_fingerprint(test_arena(), &x), assign_fingerprint(test_arena(), &y));
    y.row[0].seat[0] = (y.row[0].seat[0] + 1) % 4;
    CHECK(!str_eq(assign_fingerprint(test_arena(), &x), assign_fingerprint(test_arena(), &y)));
}

/* ---- pages ---- */

static Str at_session(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

static struct page apply(struct table *t, Id who)
{
    struct page p = fixture_get(t->f, t->f->secretary, at_session(t, "/phan-cong"));
    return fixture_post(t->f, who, at_session(t, "/phan-cong"),
                        FORM({ S("plan"), page_input(&p, S("plan")) }));
}

TEST_DB(assign_is_previewed_applied_and_seen)
{
    struct table *t = table_open(db, 3); /* the chair of one department, two of another */
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->secretary, at_session(t, "/phan-cong"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("uyvien.1 (Sở Nông nghiệp và Môi trường)")));
    CHECK(!page_has(&p, S("Đang giao")));
    p = fixture_get(f, f->member[0], at_session(t, ""));
    CHECK(!page_has(&p, S("Giao ông/bà báo cáo"))); /* a preview writes nothing */
    CHECK_INT(table_status(t, f->member[0], at_session(t, "/phan-cong")), 404);
    CHECK_INT(apply(t, f->member[0]).status, 404);
    CHECK_INT(apply(t, f->secretary).status, 303);
    p = fixture_get(f, f->member[0], at_session(t, ""));
    CHECK(page_has(&p, S("Giao ông/bà báo cáo")) && page_has(&p, S("được giao báo cáo 1 hồ sơ")));
    p = fixture_get(f, f->officer, at_session(t, "/phan-cong"));
    CHECK(page_has(&p, S("Đang giao")));
    p = fixture_get(f, f->secretary, at_session(t, ""));
    CHECK(!page_has(&p, S("Giao ông/bà báo cáo")));
    fixture_close(f);
}

TEST_DB(assign_says_what_cannot_be)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    CHECK_INT(apply(t, f->secretary).status, 303);
    struct page before = fixture_get(f, f->secretary, at_session(t, "/phan-cong"));
    Str plan = page_input(&before, S("plan"));
    struct page p = fixture_post(f, f->member[0], str_cat(f->arena, t->sheet, S("/tu-choi")),
                                 FORM({ S("reason"), S("người nhà") }));
    CHECK_INT(p.status, 303);
    p = fixture_post(f, f->secretary, at_session(t, "/phan-cong"), FORM({ S("plan"), plan }));
    CHECK_INT(p.status, 409); /* is no longer what was seen */
    CHECK(page_has(&p, S("chỉ còn 2 thành viên không vướng")) &&
          page_has(&p, S("thuộc 1 cơ quan")));
    CHECK(page_has(&p, S("có người nay không được báo cáo")));
    CHECK_INT(apply(t, f->secretary).status, 303);
    p = fixture_get(f, f->secretary, at_session(t, "/phan-cong"));
    CHECK(!page_has(&p, S("có người nay không được báo cáo")));
    fixture_close(f);
}

TEST_DB(assign_puts_the_own_files_first)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 3; i++) {
        table_add_file(t);
    }
    CHECK_INT(apply(t, f->officer).status, 303);
    for (size_t i = 1; i < 5; i++) { /* four of one department share four files */
        struct page p = fixture_get(f, f->member[i], at_session(t, ""));
        size_t mine = str_find(p.body, S("Giao ông/bà báo cáo"));
        Str rest = str_skip(p.body, str_find(p.body, S("<ol class=\"oc-agenda\">")));
        CHECK(mine < p.body.n);
        CHECK(page_has(&p, S("được giao báo cáo 1 hồ sơ")));
        CHECK(str_find(rest, S("Giao ông/bà báo cáo")) < str_find(rest, S("</li>")));
    }
    fixture_close(f);
}

/* lenient_test.c: who scores higher or lower than the others; exact, and only of closed files. */
#include "domain/council/lenient.h"
#include "domain/council/table_test.h"

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

static int one_less(const struct criteria_set *set, int item)
{
    int best = table_best(set, item);
    return str_eq(set->item[item].code, S("11")) ? best - 1 : best;
}

static Str at_session(struct table *t)
{
    return str_fmt(t->f->arena, "/phien/%.*s/do-lech", STR_ARG(id_text(t->f->arena, t->session)));
}

static void close_now(struct table *t, const char *words)
{
    struct page p = fixture_post(t->f, t->f->secretary, str_cat(t->f->arena, t->page, S("/dong")),
                                 FORM({ S("statement"), str_c(words) }));
    CHECK_INT(p.status, 303);
}

TEST(lenient_sums_are_exact)
{
    Frac f = { 0, 1 };
    CHECK_ERR(council_frac_add(frac_make(1, 6), frac_make(-5, 3), &f), OK);
    CHECK_INT(f.num, -3);
    CHECK_INT(f.den, 2);
    CHECK_ERR(council_frac_add(frac_make(1, 2), frac_make(-1, 2), &f), OK);
    CHECK_INT(f.num, 0);
    CHECK_INT(f.den, 1);
    CHECK_ERR(council_frac_add(frac_make(INT64_MAX, 1), frac_make(1, 1), &f), E_LIMIT);
    CHECK_ERR(council_frac_add(frac_make(1, INT64_MAX), frac_make(1, INT64_MAX - 1), &f), E_LIMIT);
}

struct reading {
    struct table *t;
    struct council_leniency l;
};

static Err read_all(struct tx *tx, void *arg)
{
    struct reading *w = arg;
    return council_leniency_of(tx, w->t->f->app->program.criteria, w->t->session, &w->l);
}

TEST_DB(lenient_members_and_stars_without_them)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct reading w = { .t = t };
    struct page p = fixture_get(f, f->secretary, at_session(t));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Chưa có hồ sơ nào đã đóng")));
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], one_less);
    table_hand_in(t, f->member[2], table_best);
    p = fixture_get(f, f->secretary, at_session(t));
    CHECK(page_has(&p, S("Chưa có hồ sơ nào đã đóng"))); /* open: nothing is told */
    close_now(t, "");
    table_add_file(t);
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], low);
    table_hand_in(t, f->member[2], table_best);
    CHECK_INT(table_talk(t, f->secretary, "0", S("QD26-09.1.1")).status, 303);
    close_now(t, "theo đa số");
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->secretary, read_all, &w), OK);
    CHECK_INT(w.l.members.n, 3);
    CHECK_INT(w.l.files.n, 2);
    const struct lenient_member *last = &w.l.members.v[2];
    CHECK(id_eq(last->account, f->member[1]));
    CHECK_INT(last->files, 2);
    int64_t least = 100 - w.l.files.v[1].mean.num * 3 / w.l.files.v[1].mean.den + 200;
    CHECK_INT(last->mean.num * 2, (-1 - least) * last->mean.den); /* (-1 - (100 - low)) / 2 */
    CHECK_INT(frac_cmp(w.l.members.v[0].mean, w.l.members.v[1].mean), 0);
    CHECK_INT(w.l.files.v[0].star, 5);
    CHECK(w.l.files.v[0].severe.asked && !w.l.files.v[0].severe.changes);
    CHECK_INT(w.l.files.v[1].severe.star, 5);
    CHECK(w.l.files.v[1].severe.changes); /* without the severe one it would be 5 */
    p = fixture_get(f, f->officer, at_session(t));
    CHECK(page_has(&p, S("Đổi hạng")) && page_has(&p, S("uyvien.2 (lệch thấp nhất)")));
    p = fixture_get(f, f->secretary, t->page);
    CHECK(page_has(&p, S("/do-lech\"")));
    fixture_close(f);
}

/* A later version of a sheet replaces what it changed and nothing else. */
TEST_DB(lenient_counts_the_last_version_of_a_sheet)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    struct reading w = { .t = t };
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], low);
    table_hand_in(t, f->member[2], table_best);
    CHECK_INT(table_talk(t, f->secretary, "0", S("QD26-09.1.1")).status, 303);
    struct page p =
        fixture_post(f, f->member[1], str_cat(f->arena, t->sheet, S("/cham-lai")),
                     FORM({ S("version"), S("1") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("r.QD26-09.1.1"), S("đã xem hợp đồng") }));
    CHECK_INT(p.status, 303);
    close_now(t, "theo đa số");
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->secretary, read_all, &w), OK);
    CHECK_INT(w.l.members.n, 3);
    const struct criteria_item *item = &t->set->item[0];
    CHECK_STR(item->id, S("QD26-09.1.1"));
    int64_t own = 0;
    for (int i = 1; i < t->set->n_items; i++) {
        own += t->set->item[i].cases[0].option[0].points;
    }
    own += item->cases[0].option[2].points;
    Frac mean = w.l.members.v[2].mean;
    CHECK_INT(mean.den, 1);
    CHECK_INT(mean.num, own - 100);
    CHECK_INT(w.l.files.v[0].mean.num * 3, (200 + own) * w.l.files.v[0].mean.den);
    fixture_close(f);
}

TEST_DB(lenient_only_for_who_may_see_every_closed_sheet)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    const struct {
        Id who;
        int status;
    } rows[] = {
        { f->secretary, 200 }, { f->officer, 200 }, { f->leader, 200 },  { f->member[0], 404 },
        { f->member[1], 404 }, { f->owner, 404 },   { f->commune, 404 }, { f->admin, 404 },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CHECK_INT(table_status(t, rows[i].who, at_session(t)), rows[i].status);
    }
    fixture_close(f);
}

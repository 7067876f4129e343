/* carry_test.c: a dossier opens with what the last filed one says, across sets and years. */
#include "domain/criteria/store.h"
#include "domain/dossier/inside.h"
#include "fixture.h"

struct carrying { /* what a test reads of the database */
    struct fixture *f;
    Id first, dossier, product;
    struct dossier d;
    struct dossier_content c;
    struct dossier_carry_marks marks;
    Id evidence;
};

static Err read_it(struct tx *tx, void *arg)
{
    struct carrying *x = arg;
    TRY(dossier_get(tx, x->dossier, &x->d));
    TRY(dossier_carry_marks(tx, x->dossier, &x->marks));
    return dossier_draft(tx, &x->d, &x->c);
}

static Err end_first(struct tx *tx, void *arg)
{
    struct carrying *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->first, &d));
    x->product = d.product;
    TRY(dossier_move(tx, d.id, d.version, DOSSIER_NOT_RECOGNISED, DATE_NONE, tx_now(tx)));
    return tx_note(tx, S("test.ended"), d.id);
}

static void read_now(struct carrying *x)
{
    struct tx_opts o = { .mode = TX_READ, .arena = x->f->arena, .now = x->f->now };
    CHECK_ERR(tx_run(x->f->db, &o, read_it, x), OK);
}

/* A filed dossier that came to its end, then a new one of the same product. */
static struct carrying open_again(struct db *db, int days)
{
    struct carrying x = { .f = fixture_open(db) };
    x.first = fixture_dossier(x.f, x.f->owner, x.f->producer, 9, "Nước mắm Mũi Né");
    CHECK_ERR(fixture_tx(x.f, RECOGNITION_DECLINE, 0, x.f->leader, end_first, &x), OK);
    x.f->now.v += (int64_t)days * 24 * 3600 * 1000000;
    struct page p = fixture_post(x.f, x.f->owner, S("/ho-so/moi"),
                                 FORM({ S("product"), id_text(x.f->arena, x.product) },
                                      { S("kind"), S("1") }, { S("target_star"), S("4") }));
    CHECK_INT(p.status, 303);
    x.dossier = page_id(&p, S("/ho-so/"));
    read_now(&x);
    return x;
}

static struct page page_of(const struct carrying *x, const char *tail)
{
    return fixture_get(
        x->f, x->f->owner,
        str_fmt(x->f->arena, "/ho-so/%.*s%s", STR_ARG(id_text(x->f->arena, x->dossier)), tail));
}

TEST_DB(carry_opens_with_the_last_filed)
{
    struct carrying x = open_again(db, 0);
    CHECK(x.c.answers.n > 0 && x.c.links.n > 0);
    CHECK_INT(dossier_carry_of(&x.marks, S("E03")), CARRY_KEPT);
    CHECK_INT(dossier_carry_of(&x.marks, S("E14")), CARRY_KEPT); /* the reason came along */
    CHECK_INT(dossier_carry_of(&x.marks, x.c.answers.v[0].item), CARRY_KEPT);
    CHECK_STR(dossier_fact(&x.c.facts, S("pledge")), S(""));
    struct page p = page_of(&x, "");
    CHECK(page_has(&p, S("Lấy từ hồ sơ trước")) && page_has(&p, S("Chỉ còn những việc này")));
    CHECK(!page_has(&p, S("hết hạn ngày")));
    p = page_of(&x, "/giay-to");
    CHECK(page_has(&p, S("Đã có từ hồ sơ trước, còn hạn")));
    fixture_close(x.f);
}

TEST_DB(carry_marks_what_lapsed)
{
    struct carrying x = open_again(db, 31); /* the contract was good for 30 days */
    struct page p = page_of(&x, "");
    CHECK(page_has(&p, S("Hợp đồng thu mua thanh long: hết hạn ngày")));
    p = page_of(&x, "/giay-to");
    CHECK(page_has(&p, S("đã hết hạn, cần thay")));
    fixture_close(x.f);
}

TEST_DB(carry_mark_ends_when_saved)
{
    struct carrying x = open_again(db, 0);
    Str item = x.c.answers.v[0].item;
    const char *tail = NULL;
    struct page p = { 0 };
    for (int part = 0; part < 3; part++) { /* whichever part the item is in takes it */
        static const char *const tails[] = { "/tu-cham/a", "/tu-cham/b", "/tu-cham/c" };
        tail = tails[part];
        p = fixture_post(
            x.f, x.f->owner,
            str_fmt(x.f->arena, "/ho-so/%.*s%s", STR_ARG(id_text(x.f->arena, x.dossier)), tail),
            FORM({ str_cat(x.f->arena, S("n."), item), S("đã xem lại") }));
        if (p.status == 303) {
            break;
        }
    }
    CHECK_INT(p.status, 303);
    read_now(&x);
    CHECK_INT(dossier_carry_of(&x.marks, item), CARRY_NOT);
    CHECK_INT(dossier_carry_of(&x.marks, S("E03")), CARRY_KEPT); /* others stand */
    fixture_close(x.f);
}

TEST_DB(carry_takes_nothing_of_another_producer)
{
    struct carrying x = open_again(db, 0);
    struct page p = fixture_post(x.f, x.f->other_owner, S("/ho-so/moi"),
                                 FORM({ S("product"), S("") }, { S("name"), S("Nước mắm Mũi Né") },
                                      { S("set_no"), S("9") }, { S("kind"), S("1") },
                                      { S("target_star"), S("3") }));
    CHECK_INT(p.status, 303);
    x.dossier = page_id(&p, S("/ho-so/"));
    read_now(&x);
    CHECK_INT(x.c.answers.n + x.c.links.n + x.marks.n, 0);
    fixture_close(x.f);
}

/* ---- between the sets of two laws ---- */

TEST(carry_answers_by_the_key_of_the_item)
{
    struct criteria_sets all;
    struct arena *a = test_arena();
    CHECK_ERR(criteria_load_builtin(a, &all), OK);
    int kept = 0, review = 0, blank = 0;
    for (int no = 1; no <= 26; no++) {
        const struct criteria_set *from = criteria_of_no(&all, S("QD148-2023"), no);
        const struct criteria_set *to = criteria_of_no(&all, S("QD26-2026"), no);
        for (int i = 0; from != NULL && to != NULL && i < from->n_items; i++) {
            int item = dossier_carry_item(from, to, from->item[i].id);
            if (item < 0) {
                continue;
            }
            CHECK_STR(to->item[item].key, from->item[i].key);
            const struct criteria_case *k = &from->item[i].cases[0];
            for (size_t n = 0; n < k->n; n++) {
                Str choice;
                struct criteria_ref ref;
                enum dossier_carry s =
                    dossier_carry_answer(a, from, to, k->option[n].id, item, &choice);
                kept += s == CARRY_KEPT;
                review += s == CARRY_REVIEW;
                blank += s == CARRY_BLANK;
                CHECK_INT(str_empty(choice), s == CARRY_BLANK);
                CHECK(str_empty(choice) ||
                      (criteria_lookup(to, choice, &ref) && ref.item == item && ref.option >= 0));
            }
        }
    }
    CHECK(kept > 0 && review > 0 && blank > 0);
}

TEST(carry_points_of_another_maximum_are_left_blank)
{
    struct criteria_sets all;
    struct arena *a = test_arena();
    Str choice;
    CHECK_ERR(criteria_load_builtin(a, &all), OK);
    const struct criteria_set *from = criteria_find(&all, S("QD148-09"));
    const struct criteria_set *to = criteria_find(&all, S("QD26-09"));
    int item = dossier_carry_item(from, to, S("QD148-09.8.a"));
    CHECK_STR(to->item[item].id, S("QD26-09.8")); /* of 2 points, now of 5 */
    struct criteria_ref ref;
    CHECK(criteria_lookup(from, S("QD148-09.8.a"), &ref));
    const struct criteria_option *o = &from->item[ref.item].cases[0].option[1]; /* 1 point */
    CHECK_INT(dossier_carry_answer(a, from, to, o->id, item, &choice), CARRY_BLANK);
    CHECK_STR(choice, S(""));
}

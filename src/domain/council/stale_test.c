/* stale_test.c: a sheet saved elsewhere since it was shown: both stand side by side, and only what
 * the member chooses is written. */
#include "domain/council/table_test.h"

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

struct asking {
    struct table *t;
    Str choice[2], remark;
    int64_t version;
};
static Err ask(struct tx *tx, void *arg)
{
    struct asking *w = arg;
    struct score_sheet s;
    struct score_answers answers;
    bool found = false;
    TRY(score_sheet_of(tx, w->t->file, w->t->f->member[0], &found, &s));
    TRY(score_answers_of(tx, s.id, &answers));
    w->version = s.version;
    w->remark = s.remark;
    for (size_t i = 0; i < answers.n; i++) {
        for (int k = 0; k < 2; k++) {
            if (str_eq(answers.v[i].item, w->t->set->item[k].id)) {
                w->choice[k] = answers.v[i].choice;
            }
        }
    }
    return OK;
}
static struct asking stored(struct table *t)
{
    struct asking w = { .t = t };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, ask, &w), OK);
    return w;
}

TEST_DB(sheet_saved_elsewhere_shows_both_and_overwrites_nothing)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Id me = f->member[0];
    CHECK_INT(table_score(t, me, low, "").status, 303); /* elsewhere: version 2 */
    struct page p =
        fixture_post(f, me, t->sheet,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("a.QD26-09.1.2"), S("QD26-09.1.2.o1") },
                          { S("remark"), S("dòng một\ndòng <hai>") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("name=\"k.QD26-09.1.1\"")) && page_has(&p, S("name=\"k.remark\"")));
    CHECK(page_has(&p, S("dòng một\ndòng &lt;hai&gt;")));
    CHECK(!page_has(&p, S("name=\"k.QD26-09.1.2\""))); /* alike */
    CHECK_STR(page_input(&p, S("version")), S("2"));
    CHECK_STR(stored(t).choice[0], S("QD26-09.1.1.o1"));
    CHECK_STR(stored(t).remark, S(""));

    p = fixture_post(f, me, t->sheet,
                     FORM({ S("version"), S("2") }, { S("t.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("u.QD26-09.1.1"), S("giữ chữ này") }));
    CHECK_INT(p.status, 422); /* no word on it */
    CHECK(page_has(&p, S("Chọn giữ như đang lưu")) && page_has(&p, S("giữ chữ này")));
    CHECK_INT(stored(t).version, 2);

    p = fixture_post(f, me, t->sheet,
                     FORM({ S("version"), S("1") }, { S("t.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("u.QD26-09.1.1"), S("giữ chữ này") },
                          { S("k.QD26-09.1.1"), S("sent") }));
    CHECK_INT(p.status, 409); /* and once more elsewhere */
    CHECK(page_has(&p, S("giữ chữ này")));

    p = fixture_post(f, me, t->sheet,
                     FORM({ S("version"), S("2") }, { S("t.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("u.QD26-09.1.1"), S("") }, { S("k.QD26-09.1.1"), S("stored") },
                          { S("u.remark"), S("dòng một\ndòng <hai>") },
                          { S("k.remark"), S("sent") }));
    CHECK_INT(p.status, 303);
    CHECK_STR(stored(t).choice[0], S("QD26-09.1.1.o1"));
    CHECK_STR(stored(t).remark, S("dòng một\ndòng <hai>"));

    p = fixture_post(f, me, t->sheet,
                     FORM({ S("version"), S("3") }, { S("t.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("u.QD26-09.1.1"), S("") }, { S("k.QD26-09.1.1"), S("sent") }));
    CHECK_INT(p.status, 303);
    CHECK_STR(stored(t).choice[0], S("QD26-09.1.1.o3"));
    CHECK_STR(stored(t).choice[1], S("QD26-09.1.2.o1"));
    fixture_close(f);
}

TEST_DB(sheet_handing_in_a_stale_sheet_hands_nothing_in)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    CHECK_INT(table_score(t, f->member[0], low, "").status, 303);
    struct page p = fixture_post(f, f->member[0], str_cat(f->arena, t->sheet, S("/nop")),
                                 FORM({ S("version"), S("0") }, { S("blank_ok"), S("1") },
                                      { S("a.QD26-09.1.1"), S("QD26-09.1.1.o3") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("name=\"k.QD26-09.1.1\"")));
    CHECK_INT(stored(t).version, 2);
    fixture_close(f);
}

TEST_DB(sheet_names_what_a_browser_keeps_by_account_and_file)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->member[0], t->sheet);
    Str key =
        str_fmt(f->arena, "data-keep=\"ocop-phieu.%.*s.%.*s\"",
                STR_ARG(id_text(f->arena, f->member[0])), STR_ARG(id_text(f->arena, t->file)));
    CHECK(page_has(&p, key));
    p = fixture_get(f, f->member[1], t->sheet);
    CHECK(!page_has(&p, key));
    fixture_close(f);
}

/* council_test.c: setting up a council, scoring, handing in, closing, and what is refused. */
#include "domain/council/table_test.h"
#include "domain/dossier/dossier.h"

static int item_no(const struct criteria_set *set, const char *code)
{
    for (int i = 0; i < set->n_items; i++) {
        if (str_eq(set->item[i].code, str_c(code))) {
            return i;
        }
    }
    return -1;
}

/* All the best but what the name says. */
static int no_environment(const struct criteria_set *set, int item)
{
    return item == item_no(set, "1.5") ? -1 : table_best(set, item);
}

static int one_less(const struct criteria_set *set, int item)
{
    return item == item_no(set, "11") ? 1 : table_best(set, item); /* 2 of 3 points, no mark */
}

static int nothing(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return -1;
}

static int lowest(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

/* ---- setting up ---- */

TEST_DB(council_is_refused_with_every_reason)
{
    struct table *t = table_open(db, 5);
    struct http_field form[40];
    size_t n = table_council_form(t, 3, true, form);
    form[12 + 3].value = form[12].value; /* the second member is the first once more */
    form[12 + 2].value = S("3");         /* no chair */
    form[0].value = S("");
    form[2].value = S("13/06/2026"); /* tomorrow */
    struct page p = fixture_post(t->f, t->f->officer, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#name\"")) && page_has(&p, S("href=\"#decision_date\"")));
    CHECK(page_has(&p, S("href=\"#member-1-account\"")) && page_has(&p, S("href=\"#members\"")));
    CHECK(page_has(&p, S("hai cơ quan trở lên")) && page_has(&p, S("đúng một chủ tịch")));
    CHECK(page_has(&p, S("value=\"643/QĐ-UBND\"")));
    fixture_close(t->f);
}

TEST_DB(council_takes_no_producers_and_no_foreign_fields)
{
    struct table *t = table_open(db, 5);
    struct http_field form[40];
    size_t n = table_council_form(t, 3, false, form);
    form[12].value = id_text(t->f->arena, t->f->owner);
    struct page p = fixture_post(t->f, t->f->officer, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#member-0-account\"")));
    n = table_council_form(t, 3, false, form);
    form[n++] = (struct http_field){ S("demo"), S("1") };
    CHECK_INT(fixture_post(t->f, t->f->officer, S("/hoi-dong/moi"), n, form).status, 422);
    n = table_council_form(t, 3, false, form);
    form[n++] = (struct http_field){ S("gate"), S("majority") };
    CHECK_INT(fixture_post(t->f, t->f->officer, S("/hoi-dong/moi"), n, form).status, 422);
    CHECK_INT(fixture_post(t->f, t->f->secretary, S("/hoi-dong/moi"), n, form).status, 404);
    fixture_close(t->f);
}

TEST_DB(council_change_gives_and_ends_roles)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str address = str_cat(f->arena, S("/hoi-dong/"), id_text(f->arena, t->council));
    struct http_field form[40];
    CHECK_INT(table_status(t, f->member[4], t->sheet), 200);
    size_t n = table_council_form(t, 4, false, form);
    form[n++] = (struct http_field){ S("version"), S("1") };
    CHECK_INT(fixture_post(f, f->officer, address, n, form).status, 303);
    CHECK_INT(table_status(t, f->member[4], t->sheet), 404);
    CHECK_INT(table_status(t, f->member[3], t->sheet), 200);
    CHECK_INT(fixture_post(f, f->officer, address, n, form).status, 409); /* stale */
    table_hand_in(t, f->member[3], table_best);
    n = table_council_form(t, 3, false, form); /* without the one who has a sheet */
    form[n++] = (struct http_field){ S("version"), S("2") };
    struct page p = fixture_post(f, f->officer, address, n, form);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("uyvien.4 đã có phiếu chấm")));
    n = table_council_form(t, 4, false, form);
    form[n++] = (struct http_field){ S("version"), S("2") };
    form[5].value = S("50"); /* the quorum, after a sheet is in */
    CHECK_INT(fixture_post(f, f->officer, address, n, form).status, 422);
    fixture_close(f);
}

/* ---- a sheet ---- */

TEST_DB(council_sheet_keeps_drafts)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct page p = fixture_get(f, f->member[0], t->sheet);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm &lt;Mũi Né&gt;")) && page_has(&p, S("cá cơm trong tỉnh")));
    CHECK(page_has(&p, S("xã thấy dưới 50%")) && page_has(&p, S("Hợp đồng &lt;liên kết&gt;")));
    p = fixture_post(f, f->member[0], t->sheet,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o2") },
                          { S("n.QD26-09.1.1"), S("ghi riêng 17") }, { S("a.QD26-09.1.2"), S("-") },
                          { S("remark"), S("tốt") }, { S("next"), S("QD26-09-S2") }));
    CHECK_INT(p.status, 303);
    CHECK(str_ends(p.location, S("#QD26-09-S2")));
    p = fixture_get(f, f->member[0], t->sheet);
    CHECK(page_has(&p, S("value=\"QD26-09.1.1.o2\" data-points=\"3\" data-key=\"2\" checked")));
    CHECK(page_has(&p, S("value=\"ghi riêng 17\"")) && page_has(&p, S(">tốt</textarea>")));
    CHECK(page_has(&p, S("<strong data-total>3</strong>")));
    CHECK(page_has(&p, S("<span data-left>29</span>")));
    p = fixture_get(f, f->member[1], t->sheet);
    CHECK(!page_has(&p, S("ghi riêng 17")));
    fixture_close(f);
}

TEST_DB(council_sheet_answers_a_script)
{
    struct table *t = table_open(db, 5);
    const struct http_field json[] = { { S("Accept"), S("application/json") } };
    struct page p = fixture_send(
        t->f, t->f->member[0], HTTP_POST, t->sheet,
        FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o2") }), 1, json);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("\"version\":2")));
    p = fixture_send(t->f, t->f->member[0], HTTP_POST, t->sheet,
                     FORM({ S("version"), S("1") }, { S("a.QD26-09.1.1"), S("-") }), 1, json);
    CHECK_INT(p.status, 409);
    fixture_close(t->f);
}

TEST_DB(council_sheet_says_what_is_wrong)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct page p =
        fixture_post(f, f->member[0], t->sheet,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.2.o1") },
                          { S("a.QD26-09.9.9"), S("-") }, { S("n.QD26-09.1.3"), S("giữ lại") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#a-QD26-09-1-1\"")) && page_has(&p, S("giữ lại")));
    p = fixture_post(f, f->member[0], t->sheet,
                     FORM({ S("version"), S("0") }, { S("star"), S("5") }));
    CHECK_INT(p.status, 422); /* foreign */
    p = fixture_post(f, f->member[0], t->sheet,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("-") },
                          { S("a.QD26-09.1.1"), S("QD26-09.1.1.o1") }));
    CHECK_INT(p.status, 422); /* double */
    p = fixture_post(f, f->member[0], t->sheet, FORM({ S("a.QD26-09.1.1"), S("-") }));
    CHECK_INT(p.status, 400); /* the version is missing */
    CHECK_INT(table_score(t, f->member[0], lowest, "").status, 303);
    p = fixture_post(f, f->member[0], t->sheet,
                     FORM({ S("version"), S("1") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o3") }));
    CHECK_INT(p.status, 409); /* stale: both are shown */
    CHECK(page_has(&p, S("name=\"t.QD26-09.1.1\" value=\"QD26-09.1.1.o3\"")));
    fixture_close(f);
}

TEST_DB(council_hand_in_asks_about_blanks)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    Str to = str_cat(f->arena, t->sheet, S("/nop"));
    struct page p =
        fixture_post(f, f->member[0], to,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o3") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Còn 30 tiêu chí")) && page_has(&p, S("href=\"#blank_ok\"")));
    CHECK(page_has(&p, S("value=\"QD26-09.1.1.o3\" data-points=\"5\" data-key=\"3\" checked")));
    p = fixture_post(f, f->member[0], to,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o3") },
                          { S("blank_ok"), S("1") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->member[0], t->sheet);
    CHECK(page_has(&p, S("Mã cam kết")) && !page_has(&p, S("/nop\"")));
    CHECK_INT(table_score(t, f->member[0], table_best, "").status, 404); /* in for good */
    CHECK_INT(table_score(t, f->member[0], table_best, "/nop").status, 404);
    fixture_close(f);
}

TEST_DB(council_hand_in_follows_the_regulation)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct http_field form[40];
    size_t n = table_council_form(t, 5, false, form);
    form[n++] = (struct http_field){ S("version"), S("1") };
    form[10].value = S("explicit");
    form[11].value = S("reject");
    Str address = str_cat(f->arena, S("/hoi-dong/"), id_text(f->arena, t->council));
    CHECK_INT(fixture_post(f, f->officer, address, n, form).status, 303);
    struct page p = table_score(t, f->member[0], nothing, "/nop");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#a-QD26-09-1-4\">Tiêu chí")));  /* prints a 0 */
    CHECK(!page_has(&p, S("href=\"#a-QD26-09-1-1\">Tiêu chí"))); /* prints none */
    p = fixture_post(f, f->member[0], str_cat(f->arena, t->sheet, S("/nop")),
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.5.1"), S("QD26-09.5.1.o1") },
                          { S("a.QD26-09.5.2"), S("QD26-09.5.2.o3") }));
    CHECK(page_has(&p, S("href=\"#a-QD26-09-5-2\">Tiêu chí"))); /* a structure without a story */
    table_hand_in(t, f->member[0], table_best);
    fixture_close(f);
}

/* ---- closing ---- */

static struct page close_file(struct table *t, Id account)
{
    return fixture_post(t->f, account, str_cat(t->f->arena, t->page, S("/dong")), NO_FORM);
}

TEST_DB(council_closes_with_a_quorum_and_an_exact_mean)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], table_best);
    CHECK_INT(close_file(t, f->secretary).status, 404); /* 2 of 3 are under 75 per cent */
    struct page p = fixture_get(f, f->secretary, str_cat(f->arena, t->page, S("/dong")));
    CHECK(page_has(&p, S("2 trên 3 phiếu")) && page_has(&p, S("uyvien.3")));
    CHECK(!page_has(&p, S("<button class=\"govuk-button\"")));
    table_hand_in(t, f->member[2], one_less);
    CHECK_INT(close_file(t, f->officer).status, 404);
    CHECK_INT(close_file(t, f->member[0]).status, 404);
    p = close_file(t, f->secretary);
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, t->page);
    CHECK_INT(close_file(t, f->secretary).status, 404); /* a second click */
    p = fixture_get(f, f->officer, t->page);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("99 2/3 điểm")) && page_has(&p, S("99,67")));
    CHECK(page_has(&p, S("<strong>5 sao</strong>")) && page_has(&p, S("uyvien.2")));
    CHECK(page_has(&p, S("nên kết quả là 5 sao")));
    CHECK_INT(table_status(t, f->leader, t->page), 200);
    CHECK_INT(table_status(t, f->owner, t->page), 404);
    fixture_close(f);
}

static Err read_result(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct score_result r;
    struct dossier d;
    bool found = false;
    TRY(score_result_of_dossier(tx, t->dossier, &found, &r));
    TRY(dossier_get(tx, t->dossier, &d));
    CHECK(found);
    CHECK_INT(r.mean_num, 97);
    CHECK_INT(r.mean_den, 1);
    CHECK_INT(r.band, 5);
    CHECK_INT(r.star, 3);
    CHECK(str_find(r.detail, S("QD26-09.1.5.o1")) < r.detail.n);
    CHECK_INT(d.state, DOSSIER_SCORED);
    return OK;
}

TEST_DB(council_star_is_lowered_by_a_missed_condition)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 4; i++) {
        table_hand_in(t, f->member[i], no_environment);
    }
    CHECK_INT(close_file(t, f->secretary).status, 303);
    struct page p = fixture_get(f, f->secretary, t->page);
    CHECK(page_has(&p, S("<strong>3 sao</strong>")) && page_has(&p, S("khung 5 sao")));
    CHECK(page_has(&p, S("điều kiện 4 sao ở tiêu chí 1.5")));
    CHECK(page_has(&p, S("Vì vậy kết quả là 3 sao.")) && page_has(&p, S("chỉ 0 điểm")));
    CHECK(page_has(&p, S("oc-points__blank")));
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->secretary, read_result, t), OK);
    CHECK_INT(table_score(t, f->member[4], table_best, "/nop").status, 404); /* too late */
    CHECK_INT(table_status(t, f->member[4], t->page), 200);                  /* closed: public */
    fixture_close(f);
}

TEST_DB(council_needs_the_chair)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    for (size_t i = 1; i < 5; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    CHECK_INT(close_file(t, f->secretary).status, 404);
    struct page p = fixture_get(f, f->secretary, str_cat(f->arena, t->page, S("/dong")));
    CHECK(page_has(&p, S("Chưa có phiếu của chủ tịch")));
    p = fixture_post(f, f->member[0], str_cat(f->arena, t->sheet, S("/tu-choi")),
                     FORM({ S("reason"), S("người nhà") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(close_file(t, f->secretary).status, 303); /* the vice-chair stands in */
    p = fixture_get(f, f->officer, t->page);
    CHECK(page_has(&p, S("4 phiếu của 5 thành viên")));
    fixture_close(f);
}

TEST_DB(council_says_when_members_diverge)
{
    struct table *t = table_open(db, 3);
    table_hand_in(t, t->f->member[0], table_best);
    table_hand_in(t, t->f->member[1], lowest);
    table_hand_in(t, t->f->member[2], table_best);
    CHECK_INT(close_file(t, t->f->secretary).status, 422); /* talk_test.c tells the rest */
    CHECK_INT(table_talk(t, t->f->secretary, "0", S("QD26-09.1.1")).status, 303);
    struct page q = fixture_post(t->f, t->f->secretary, str_cat(t->f->arena, t->page, S("/dong")),
                                 FORM({ S("statement"), S("theo đa số") }));
    CHECK_INT(q.status, 303);
    struct page p = fixture_get(t->f, t->f->officer, t->page);
    CHECK(page_has(&p, S("quá mức 10 điểm")));
    fixture_close(t->f);
}

/* ---- what is in stays as it is ---- */

static Err run_text(struct tx *tx, const char *sqlite, const char *pg, Id sheet)
{
    static const struct db_col params[] = { { "sheet", DB_T_ID, false, 0 } };
    const struct db_stmt s = { .name = str_cstr(test_arena(),
                                                str_fmt(test_arena(), "t%zu",
                                                        (size_t)hash_of(str_c(pg)).b[0] << 8 |
                                                            hash_of(str_c(pg)).b[1])),
                               .sqlite = sqlite,
                               .pg = pg,
                               .kind = DB_DONE,
                               .params = params,
                               .n_params = id_none(sheet) ? 0 : 1,
                               .under = { SYSTEM_LOAD } };
    const union db_value v[] = { { .id = sheet } };
    struct db_stmt *kept = NEW(test_arena(), struct db_stmt); /* statements are cached by address */
    *kept = s;
    return db_run(tx, kept, v, NULL, NULL);
}

struct tampering {
    struct table *t;
    const char *sqlite, *pg;
    bool unlock; /* takes the triggers away first, as an administrator could */
};

static Err tamper(struct tx *tx, void *arg)
{
    const struct tampering *w = arg;
    struct score_sheet s;
    bool found = false;
    TRY(score_sheet_of(tx, w->t->file, w->t->f->member[0], &found, &s));
    if (w->unlock) {
        TRY(run_text(tx, "drop trigger score_answer_in_u",
                     "drop trigger score_answer_in on score_answer", ID_NONE));
    }
    TRY(run_text(tx, w->sqlite, w->pg, s.id));
    return tx_note(tx, S("test.tampered"), s.id);
}

TEST_DB(council_database_refuses_to_change_a_sheet_that_is_in)
{
    struct table *t = table_open(db, 3);
    const struct tampering writes[] = {
        { t, "update score_answer set choice = '-' where sheet = ?1",
          "update score_answer set choice = '-' where sheet = $1", false },
        { t, "delete from score_answer where sheet = ?1",
          "delete from score_answer where sheet = $1", false },
        { t, "insert into score_answer (sheet, item, choice, note) values (?1, 'x', '-', '')",
          "insert into score_answer (sheet, item, choice, note) values ($1, 'x', '-', '')", false },
        { t, "update score_sheet set state = 1 where id = ?1",
          "update score_sheet set state = 1 where id = $1", false },
        { t, "delete from score_sheet where id = ?1", "delete from score_sheet where id = $1",
          false },
    };
    table_hand_in(t, t->f->member[0], table_best);
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        struct tampering w = writes[i];
        CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, tamper, &w), E_DB);
    }
    fixture_close(t->f);
}

TEST_DB(council_finds_an_answer_changed_after_handing_in)
{
    struct table *t = table_open(db, 3);
    struct tampering w = { t,
                           "update score_answer set choice = 'QD26-09.1.1.o1' where sheet = ?1 and "
                           "item = 'QD26-09.1.1'",
                           "update score_answer set choice = 'QD26-09.1.1.o1' where sheet = $1 and "
                           "item = 'QD26-09.1.1'",
                           true };
    for (size_t i = 0; i < 3; i++) {
        table_hand_in(t, t->f->member[i], table_best);
    }
    CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, tamper, &w), OK);
    struct page p = close_file(t, t->f->secretary);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Phiếu của uyvien.1 không còn khớp")));
    p = fixture_get(t->f, t->f->member[1], t->page);
    CHECK(page_has(&p, S("không còn khớp với mã cam kết")));
    fixture_close(t->f);
}

TEST(council_commitment_covers_every_answer)
{
    struct arena *a = test_arena();
    struct score_answer v[] = { { S("b"), S("b.o1"), S("") }, { S("a"), S("-"), S("x") } };
    struct score_answer w[] = { { S("a"), S("-"), S("x") }, { S("b"), S("b.o1"), S("") } };
    struct score_answers x = { 2, v }, y = { 2, w };
    Id file = { 7 }, account = { 8 };
    CHECK_STR(council_canonical(a, file, account, STR_NONE, S(""), &x),
              council_canonical(a, file, account, STR_NONE, S(""), &y));
    Hash h =
        council_commitment(S("nonce"), council_canonical(a, file, account, STR_NONE, S(""), &x));
    w[0].note = S("y");
    CHECK(!hash_eq(h, council_commitment(
                          S("nonce"), council_canonical(a, file, account, STR_NONE, S(""), &y))));
    CHECK(!hash_eq(h, council_commitment(
                          S("other"), council_canonical(a, file, account, STR_NONE, S(""), &x))));
}

TEST(council_exact_means)
{
    struct arena *a = test_arena();
    CHECK_STR(council_exact(a, frac_make(541, 7)), S("77 2/7"));
    CHECK_STR(council_exact(a, frac_make(210, 3)), S("70"));
    CHECK_STR(council_exact(a, frac_make(1, 3)), S("0 1/3"));
}

/* rescore_test.c: a supplement while the council scores: the dossier keeps its seat, only what
 * changed is scored again, every version of a sheet stays and names the dossier it is about. */
#include "domain/council/rescore.h"
#include "domain/council/table_test.h"
#include "domain/criteria/store.h"

#define ITEM "QD26-09.1.1"
#define OTHER "QD26-09.1.2"

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

static Str at_dossier(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/ho-so/%.*s%s", STR_ARG(id_text(t->f->arena, t->dossier)), tail);
}

static struct page close_file(struct table *t)
{
    return fixture_post(t->f, t->f->secretary, at_page(t, "/dong"),
                        FORM({ S("statement"), S("đã xem") }));
}

/* The member's word on the item. option "": none is sent. */
static struct page say(struct table *t, Id who, const char *option, bool keep)
{
    struct page p = fixture_get(t->f, who, at_sheet(t, "/ban-moi"));
    Str version = page_input(&p, S("version")), filed = page_input(&p, S("filed"));
    struct http_field form[4] = {
        { S("version"), str_none(version) ? S("1") : version },
        { S("filed"), str_none(filed) ? S("") : filed },
    };
    size_t n = 2;
    if (option[0] != '\0') {
        form[n++] =
            (struct http_field){ S("a." ITEM), str_cat(t->f->arena, S(ITEM ".o"), str_c(option)) };
    }
    if (keep) {
        form[n++] = (struct http_field){ S("k." ITEM), S("1") };
    }
    return fixture_post(t->f, who, at_sheet(t, "/ban-moi"), n, form);
}

/* Three members, all of the same mind. */
static struct table *scored(struct db *db)
{
    struct table *t = table_open(db, 3);
    for (size_t i = 0; i < 3; i++) {
        table_hand_in(t, t->f->member[i], table_best);
    }
    return t;
}

struct reading {
    struct table *t;
    struct council_outcome o;
    struct dossier d;
};
static Err read_outcome(struct tx *tx, void *arg)
{
    struct reading *r = arg;
    TRY(council_outcome_of(tx, r->t->f->app->program.criteria, r->t->file, &r->o));
    TRY(dossier_get(tx, r->t->dossier, &r->d));
    return tx_note(tx, S("test.read"), r->t->file);
}
static struct reading outcome(struct table *t)
{
    struct reading r = { .t = t };
    CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, t->f->secretary, read_outcome, &r), OK);
    return r;
}

static Err run_one(struct tx *tx, void *arg)
{
    const char *text = arg;
    struct db_stmt *s = NEW(test_arena(), struct db_stmt); /* statements are cached by address */
    *s = (struct db_stmt){
        .name = text, .sqlite = text, .pg = text, .kind = DB_DONE, .under = { SYSTEM_LOAD }
    };
    Hash h = hash_of(str_c(text));
    s->name =
        str_cstr(test_arena(), str_fmt(test_arena(), "r%02x%02x%02x", h.b[0], h.b[1], h.b[2]));
    TRY(db_run(tx, s, NULL, NULL, NULL));
    return tx_note(tx, S("test.tampered"), ID_NONE);
}

/* ---- the whole way ---- */

TEST_DB(rescore_only_what_changed_is_scored_again)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    struct reading before = outcome(t);
    table_supplement(t, S(ITEM));
    struct page p = fixture_get(f, f->member[0], t->sheet);
    CHECK(page_has(&p, S("còn 1 tiêu chí cần chấm lại")) && page_has(&p, S("bản nộp số 2")));
    p = fixture_get(f, f->member[0], at_sheet(t, "/ban-moi"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("giấy tờ minh chứng đã thay đổi")) && page_has(&p, S("/so-sanh/1/2")));
    CHECK(page_has(&p, S("a." ITEM)) && !page_has(&p, S("a." OTHER)));
    p = fixture_get(f, f->secretary, at_page(t, "/dong"));
    CHECK(page_has(&p, S("còn chờ được chấm lại")) && page_has(&p, S("1.1")));
    CHECK(!page_has(&p, S("<button class=\"govuk-button\"")));
    CHECK_INT(close_file(t).status, 404); /* none of the sheets counts towards the quorum */
    CHECK_INT(say(t, f->member[0], "", false).status, 422);
    CHECK_INT(say(t, f->member[0], "1", true).status, 422); /* two words */
    CHECK_INT(say(t, f->member[0], "", true).status, 303);
    CHECK_INT(say(t, f->member[0], "", true).status, 404); /* once */
    CHECK_INT(say(t, f->member[1], "1", false).status, 303);
    CHECK_INT(close_file(t).status, 404);
    CHECK_INT(say(t, f->member[2], "2", false).status, 303);
    p = fixture_get(f, f->member[1], t->sheet);
    CHECK(page_has(&p, S("sau khi có bản hồ sơ số 2")));
    p = fixture_get(f, f->secretary, at_page(t, "/dong"));
    CHECK(!page_has(&p, S("còn chờ được chấm lại")) && page_has(&p, S("bản nộp số 2")));
    CHECK_INT(close_file(t).status, 303);
    struct reading after = outcome(t);
    CHECK(!id_eq(after.o.f.filed, before.o.f.filed) && id_eq(after.o.f.filed, after.d.filed));
    CHECK_INT(after.o.votes.n, 3);
    for (size_t i = 0; i < after.o.votes.n; i++) {
        const struct council_vote *v = &after.o.votes.v[i];
        CHECK(v->sound);
        CHECK_INT(v->laters.n, 1);
        CHECK_INT(v->laters.v[0].row.filed_no, 2);
        CHECK_INT(v->laters.v[0].changes.n, 1); /* everything else carries over */
        CHECK(v->laters.v[0].changes.v[0].kept == (i == 0));
    }
    p = fixture_get(f, f->officer, t->page);
    CHECK(page_has(&p, S("sau khi có bản hồ sơ số 2")) && page_has(&p, S("giữ nguyên")));
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 404); /* closed */
    CHECK_INT(table_lay(t).status, 404);
    fixture_close(f);
}

TEST_DB(rescore_closing_waits_and_says_for_what)
{
    struct table *t = table_open(db, 4);
    struct fixture *f = t->f;
    for (size_t i = 0; i < 4; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 303);
    struct page p = close_file(t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("đang chờ chủ thể bổ sung đến hết ngày 30/06/2026")));
    CHECK_INT(table_attach(t, S(ITEM)).status, 303);
    CHECK_INT(table_hand_in_more(t).status, 303);
    p = close_file(t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Hãy đưa bản ấy lên bàn trước")));
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 422); /* that first */
    CHECK_INT(table_lay(t).status, 303);
    CHECK_INT(say(t, f->member[0], "", true).status, 303);
    CHECK_INT(say(t, f->member[1], "", true).status, 303);
    CHECK_INT(say(t, f->member[2], "", true).status, 303); /* three of four: the quorum is there */
    p = close_file(t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Tiêu chí 1.1")) && !page_has(&p, S("điểm của")));
    CHECK_INT(say(t, f->member[3], "", true).status, 303);
    CHECK_INT(close_file(t).status, 303);
    fixture_close(f);
}

TEST_DB(rescore_nothing_scored_changed_binds_the_sheets_anew)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    CHECK_INT(table_ask(t, S("qua-trinh"), "30/06/2026").status, 303);
    CHECK_INT(table_hand_in_more(t).status, 303);
    struct page p = fixture_get(f, f->secretary, at_page(t, "/bo-sung"));
    CHECK(page_has(&p, S("Không có căn cứ chấm điểm nào thay đổi")));
    CHECK_INT(table_lay(t).status, 303);
    p = fixture_get(f, f->member[0], t->sheet);
    CHECK(page_has(&p, S("Phiếu đã chấm trên bản nộp số 1. Phiếu có hiệu lực với bản số 2")));
    CHECK_INT(table_status(t, f->member[0], at_sheet(t, "/ban-moi")), 404);
    CHECK_INT(close_file(t).status, 303);
    struct reading after = outcome(t);
    CHECK_INT(after.o.votes.v[0].laters.n, 0);
    CHECK(after.o.votes.v[0].sound && id_eq(after.o.f.filed, after.d.filed));
    fixture_close(f);
}

TEST_DB(rescore_secretary_adds_what_figures_change)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    CHECK_INT(table_ask(t, S("ket-qua"), "30/06/2026").status, 303);
    CHECK_INT(table_hand_in_more(t).status, 303);
    struct page p = fixture_get(f, f->secretary, at_page(t, "/bo-sung"));
    Str filed = page_input(&p, S("filed"));
    p = fixture_post(f, f->secretary, at_page(t, "/bo-sung/ban-moi"),
                     FORM({ S("filed"), filed }, { S("i.QD26-09.9.9"), S("1") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(f, f->secretary, at_page(t, "/bo-sung/ban-moi"),
                     FORM({ S("filed"), id_text(f->arena, t->filed) }));
    CHECK_INT(p.status, 409); /* that lies there already */
    p = fixture_post(f, f->secretary, at_page(t, "/bo-sung/ban-moi"),
                     FORM({ S("filed"), filed }, { S("i." ITEM), S("1") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->member[0], at_sheet(t, "/ban-moi"));
    CHECK(page_has(&p, S("thư ký đề nghị xem lại")));
    fixture_close(f);
}

/* ---- the producer ---- */

static Err rename_product(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct product p;
    TRY(product_get(tx, t->product, &p));
    struct product_new n = { .producer = p.producer, .name = S("Tên khác"), .set_no = p.set_no };
    TRY(product_change(tx, p.id, p.version, &n));
    return tx_note(tx, S("test.renamed"), p.id);
}

TEST_DB(rescore_producer_changes_what_was_asked_and_nothing_else)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    CHECK_INT(table_attach(t, S(ITEM)).status, 404); /* nothing is asked */
    CHECK_INT(table_status(t, f->owner, at_dossier(t, "/nop")), 303);
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 303);
    struct page p = fixture_get(f, f->owner, at_dossier(t, ""));
    CHECK(page_has(&p, S("Hội đồng chờ bổ sung đến hết")) && page_has(&p, S("bổ sung &lt;hợp")));
    p = table_attach(t, S(OTHER));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("chỉ sửa được những nội dung Hội đồng đề nghị")));
    CHECK_INT(table_attach(t, S("E01")).status, 422);
    CHECK_INT(fixture_post(f, f->owner, at_dossier(t, "/minh-chung/E14/khong-co"),
                           FORM({ S("reason"), S("không có") }))
                  .status,
              422);
    CHECK_INT(fixture_post(f, f->owner, at_dossier(t, "/minh-chung/E03/go"),
                           FORM({ S("evidence"), id_text(f->arena, t->paper) }))
                  .status,
              422);
    CHECK_INT(table_attach(t, S(ITEM)).status, 303);
    CHECK_ERR(fixture_tx(f, PRODUCT_EDIT, 0, f->owner, rename_product, t), OK);
    p = table_hand_in_more(t);
    CHECK_INT(p.status, 303);
    CHECK_INT(table_attach(t, S(ITEM)).status, 404); /* handed in */
    struct reading r = outcome(t);
    CHECK_INT(r.d.state, DOSSIER_IN_COUNCIL); /* it keeps its seat */
    CHECK(!id_eq(r.d.filed, t->filed) && id_eq(r.o.f.filed, t->filed));
    CHECK_STR(r.d.filed_name, S("Nước mắm <Mũi Né>")); /* nobody asked for another name */
    p = fixture_get(f, f->owner, at_dossier(t, "/bien-nhan"));
    CHECK_INT(p.status, 200);
    fixture_close(f);
}

TEST_DB(rescore_answers_first)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 303);
    struct page p = fixture_get(f, f->owner, at_dossier(t, "/nop"));
    Str version = page_input(&p, S("version"));
    p = fixture_post(f, f->owner, at_dossier(t, "/nop"),
                     FORM({ S("version"), str_none(version) ? S("2") : version }));
    CHECK_INT(p.status, 422);
    CHECK_INT(table_hand_in_more(t).status, 303);
    fixture_close(f);
}

/* The same with a district's council: the state stays. */
static Err ask_below(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct dossier d;
    Id request = tx_new_id(tx);
    TRY(dossier_get(tx, t->dossier, &d));
    TRY(dossier_request_insert(tx, request, d.id, 1, S(ITEM), S("thiếu"), t->f->secretary,
                               tx_now(tx)));
    TRY(dossier_ask_begin(tx, &d, date_add_days(tx_today(tx), 9), 1, &request));
    tx_grant(tx, SYSTEM_JOB, 0);
    return dossier_move(tx, d.id, d.version, DOSSIER_IN_DISTRICT, DATE_NONE, tx_now(tx));
}

TEST_DB(rescore_producer_hands_in_to_a_districts_council)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    CHECK_ERR(fixture_tx(f, FILE_ASK, 0, f->secretary, ask_below, t), OK);
    CHECK_INT(table_attach(t, S(OTHER)).status, 422);
    CHECK_INT(table_attach(t, S(ITEM)).status, 303);
    CHECK_INT(table_hand_in_more(t).status, 303);
    struct reading r = outcome(t);
    CHECK_INT(r.d.state, DOSSIER_IN_DISTRICT);
    CHECK(!id_eq(r.d.filed, t->filed));
    fixture_close(f);
}

/* ---- it never blocks ---- */

TEST_DB(rescore_called_off_or_lapsed_the_file_closes)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 303);
    CHECK_INT(
        fixture_post(f, f->secretary, at_page(t, "/bo-sung/thoi"), FORM({ S("x"), S("") })).status,
        422);
    CHECK_INT(fixture_post(f, f->secretary, at_page(t, "/bo-sung/thoi"), 0, NULL).status, 303);
    CHECK_INT(fixture_post(f, f->secretary, at_page(t, "/bo-sung/thoi"), 0, NULL).status, 409);
    CHECK_INT(table_attach(t, S(ITEM)).status, 404);
    CHECK_INT(table_ask(t, S(ITEM), "20/06/2026").status, 303);
    f->now.v += INT64_C(30) * 24 * 3600 * 1000000;
    CHECK_INT(table_attach(t, S(ITEM)).status, 404); /* the day is past */
    struct page p = fixture_get(f, f->secretary, at_page(t, "/bo-sung"));
    CHECK(page_has(&p, S("hạn đã hết ngày")));
    CHECK_INT(close_file(t).status, 303);
    fixture_close(f);
}

TEST_DB(rescore_the_regulation_says_whether_a_council_may_ask)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    Str at = str_fmt(f->arena, "/hoi-dong/%.*s/bo-sung", STR_ARG(id_text(f->arena, t->council)));
    CHECK_INT(fixture_post(f, f->officer, at, FORM({ S("ask_days"), S("61") })).status, 422);
    CHECK_INT(fixture_post(f, f->secretary, at, FORM({ S("ask_days"), S("5") })).status, 404);
    CHECK_INT(fixture_post(f, f->officer, at, FORM({ S("ask_days"), S("5") })).status, 303);
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 422);
    struct page p = fixture_get(f, f->secretary, at_page(t, "/bo-sung"));
    CHECK(page_has(&p, S("không cho phép đề nghị bổ sung")) && !page_has(&p, S("text.1")));
    CHECK_INT(
        fixture_post(f, f->officer, at, FORM({ S("may_ask"), S("1") }, { S("ask_days"), S("5") }))
            .status,
        303);
    CHECK_INT(table_ask(t, S("E99"), "30/06/2026").status, 422);
    CHECK_INT(table_ask(t, S(ITEM), "01/01/2026").status, 422);
    CHECK_INT(table_ask(t, S(ITEM), "01/01/2029").status, 422);
    CHECK_INT(table_ask(t, S(ITEM), "30/06/2026").status, 303);
    fixture_close(f);
}

/* ---- drafts, blindness, later discussions ---- */

TEST_DB(rescore_a_draft_is_asked_before_it_is_handed_in)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    CHECK_INT(table_score(t, f->member[0], table_best, "").status, 303);
    struct page old = fixture_get(f, f->member[0], t->sheet);
    struct page fresh = fixture_get(f, f->member[1], t->sheet); /* never saved */
    table_supplement(t, S(ITEM));
    Str filed = page_input(&old, S("filed")), option = S(OTHER ".o1");
    struct page p = fixture_post(f, f->member[0], t->sheet,
                                 FORM({ S("version"), page_input(&old, S("version")) },
                                      { S("filed"), filed }, { S("a." OTHER), option }));
    CHECK_INT(p.status, 409);
    p = fixture_post(f, f->member[1], t->sheet,
                     FORM({ S("version"), page_input(&fresh, S("version")) }, { S("filed"), filed },
                          { S("a." OTHER), option }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("Trên bàn đã có bản hồ sơ mới")));
    p = fixture_get(f, f->member[0], t->sheet);
    CHECK(page_has(&p, S("Cần chấm lại:")));
    p = fixture_post(
        f, f->member[0], at_sheet(t, "/nop"),
        FORM({ S("version"), page_input(&p, S("version")) }, { S("blank_ok"), S("1") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("căn cứ đã thay đổi")));
    CHECK_INT(say(t, f->member[0], "", true).status, 303);
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], table_best); /* begun on the new version: nothing is asked */
    CHECK_INT(table_score(t, f->member[2], low, "").status, 303);
    table_hand_in(t, f->member[2], table_best);
    CHECK_INT(close_file(t).status, 303);
    CHECK(outcome(t).o.votes.v[0].sound);
    fixture_close(f);
}

TEST_DB(rescore_another_level_on_the_sheet_is_a_word_too)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    CHECK_INT(table_score(t, f->member[0], table_best, "").status, 303);
    table_supplement(t, S(ITEM));
    table_hand_in(t, f->member[0], low);
    CHECK_INT(table_status(t, f->member[0], at_sheet(t, "/ban-moi")), 404);
    fixture_close(f);
}

TEST_DB(rescore_stays_blind)
{
    struct table *t = scored(db);
    struct fixture *f = t->f;
    CHECK_INT(table_status(t, f->member[0], t->page), 200);
    table_supplement(t, S(ITEM));
    CHECK_INT(table_status(t, f->member[0], t->page), 404); /* until the own word is in */
    Str mine = table_plain(t, f->member[0], t->sheet);
    Str close = table_plain(t, f->secretary, at_page(t, "/dong"));
    CHECK_INT(say(t, f->member[1], "1", false).status, 303);
    CHECK_STR(table_plain(t, f->member[0], t->sheet), mine);
    CHECK(!str_eq(table_plain(t, f->secretary, at_page(t, "/dong")), close)); /* one more is in */
    CHECK_INT(table_status(t, f->member[1], t->page), 200);
    CHECK_INT(table_status(t, f->secretary, at_sheet(t, "/ban-moi")), 404);
    CHECK_INT(table_status(t, f->member[3], at_sheet(t, "/ban-moi")), 404); /* of no council */
    CHECK_INT(table_status(t, f->owner, at_page(t, "/bo-sung")), 404);
    CHECK_INT(table_status(t, f->member[0], at_page(t, "/bo-sung")), 404);
    CHECK_INT(table_status(t, f->officer, at_page(t, "/bo-sung")), 404);
    fixture_close(f);
}

TEST_DB(rescore_and_discussions_make_one_row_of_versions)
{
    struct table *t = table_open(db, 3);
    struct fixture *f = t->f;
    table_hand_in(t, f->member[0], table_best);
    table_hand_in(t, f->member[1], low);
    table_hand_in(t, f->member[2], table_best);
    CHECK_INT(table_talk(t, f->secretary, "0", S(OTHER)).status, 303);
    table_supplement(t, S(ITEM));
    CHECK_INT(table_status(t, f->secretary, at_page(t, "/thao-luan")), 404); /* no quorum */
    CHECK_INT(table_status(t, f->member[1], at_sheet(t, "/cham-lai")), 404); /* that first */
    for (size_t i = 0; i < 3; i++) {
        CHECK_INT(say(t, f->member[i], "", true).status, 303);
    }
    struct page p = fixture_post(f, f->member[1], at_sheet(t, "/cham-lai"),
                                 FORM({ S("version"), S("2") }, { S("a." OTHER), S(OTHER ".o2") },
                                      { S("r." OTHER), S("đã bàn") }));
    CHECK_INT(p.status, 303);
    table_supplement(t, S("QD26-09.1.3"));
    for (size_t i = 0; i < 3; i++) {
        p = fixture_get(f, f->member[i], at_sheet(t, "/ban-moi"));
        p = fixture_post(f, f->member[i], at_sheet(t, "/ban-moi"),
                         FORM({ S("version"), page_input(&p, S("version")) },
                              { S("filed"), page_input(&p, S("filed")) },
                              { S("k.QD26-09.1.3"), S("1") }));
        CHECK_INT(p.status, 303);
    }
    CHECK_INT(close_file(t).status, 303);
    struct reading after = outcome(t);
    const struct council_vote *v = &after.o.votes.v[1];
    CHECK_INT(v->laters.n, 3);
    for (size_t i = 0; i < v->laters.n; i++) {
        CHECK_INT(v->laters.v[i].row.no, (int64_t)i + 2);
    }
    CHECK_INT(v->laters.v[0].row.filed_no, 2);
    CHECK_INT(v->laters.v[1].row.talk_no, 1);
    CHECK_INT(v->laters.v[2].row.filed_no, 3);
    CHECK(v->sound && after.o.votes.v[0].sound);
    fixture_close(f);
}

TEST_DB(rescore_a_recused_member_is_not_waited_for)
{
    struct table *t = table_open(db, 4);
    struct fixture *f = t->f;
    CHECK_INT(table_score(t, f->member[3], table_best, "").status, 303);
    for (size_t i = 0; i < 3; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    CHECK_INT(fixture_post(f, f->member[3], at_sheet(t, "/tu-choi"),
                           FORM({ S("reason"), S("người nhà") }))
                  .status,
              303);
    table_supplement(t, S(ITEM));
    CHECK_INT(table_status(t, f->member[3], at_sheet(t, "/ban-moi")), 404);
    for (size_t i = 0; i < 3; i++) {
        CHECK_INT(say(t, f->member[i], "", true).status, 303);
    }
    CHECK_INT(close_file(t).status, 303);
    fixture_close(f);
}

/* ---- nothing is written over ---- */

TEST_DB(rescore_finds_a_word_nobody_said)
{
    struct table *t = scored(db);
    table_supplement(t, S(ITEM));
    for (size_t i = 0; i < 3; i++) {
        CHECK_INT(say(t, t->f->member[i], "", true).status, 303);
    }
    const char *const writes[] = {
        "update sheet_rescore set no = 7",
        "delete from sheet_rescore",
        "update sheet_rescore_item set choice = '-'",
        "delete from sheet_rescore_item",
        "update sheet_recheck set done_at = null where done_at is not null",
        "delete from sheet_recheck",
        "update file_laid set no = 7",
        "delete from file_laid",
        "update file_laid_item set why = 7",
        "delete from file_laid_item",
        "update dossier_ask set until_day = 0",
        "delete from dossier_ask",
        "delete from dossier_ask_request",
    };
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        char *text = str_cstr(test_arena(), str_c(writes[i]));
        CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, run_one, text), E_DB);
    }
    char *text = str_cstr(test_arena(),
                          S("insert into sheet_rescore_item (version, item, choice, note, kept) "
                            "select id, '" OTHER "', '-', '', 0 from sheet_rescore"));
    CHECK_ERR(fixture_tx(t->f, SYSTEM_LOAD, 0, ID_NONE, run_one, text), OK);
    struct page p = close_file(t);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("không còn khớp")));
    fixture_close(t->f);
}

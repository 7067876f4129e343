/* recognition_test.c: status by day; deciding on scored dossiers, closing those below, revoking,
 * the certificate as people and machines read it. */
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.h"
#include "domain/product/product.h"
#include "domain/recognition/certificate.h"
#include "domain/recognition/decide.h"
#include "fixture.h"
#include "messages.h"
#include <unistd.h>

static Date on(int y, int m, int d)
{
    Date r = DATE_NONE;
    CHECK_ERR(date_make(y, m, d, &r), OK);
    return r;
}

TEST(recognition_status_by_day)
{
    Date from = on(2023, 6, 12), until = on(2026, 6, 12), revoked = on(2025, 1, 1);
    CHECK_INT(recognition_status(on(2023, 6, 11), from, until, DATE_NONE, 180), STATUS_FUTURE);
    CHECK_INT(recognition_status(from, from, until, DATE_NONE, 180), STATUS_VALID);
    CHECK_INT(recognition_status(on(2025, 12, 13), from, until, DATE_NONE, 180), STATUS_VALID);
    CHECK_INT(recognition_status(on(2025, 12, 14), from, until, DATE_NONE, 180), STATUS_SOON);
    CHECK_INT(recognition_status(on(2026, 6, 11), from, until, DATE_NONE, 180), STATUS_SOON);
    CHECK_INT(recognition_status(until, from, until, DATE_NONE, 180), STATUS_EXPIRED);
    CHECK_INT(recognition_status(on(2024, 12, 31), from, until, revoked, 180), STATUS_VALID);
    CHECK_INT(recognition_status(revoked, from, until, revoked, 180), STATUS_REVOKED);
    CHECK_INT(recognition_status(from, DATE_NONE, DATE_NONE, DATE_NONE, 180), STATUS_NEVER);
}

/* ---- a scored dossier, put there as the council leaves it ---- */

struct scored {
    const char *product;
    int64_t star, mean_num, mean_den, band;
    const char *detail;
    Id id, product_id, place, producer, account, closed_by;
};

static Err plant_product(struct tx *tx, void *arg)
{
    struct scored *s = arg;
    struct product_new p = { .producer = s->producer, .name = str_c(s->product), .set_no = 9 };
    return product_create(tx, &p, &s->product_id);
}

static Err plant_dossier(struct tx *tx, void *arg)
{
    struct scored *s = arg;
    bool found = false;
    struct criteria_row set;
    TRY(criteria_in_force(tx, 9, tx_today(tx), &found, &set));
    s->id = tx_new_id(tx);
    TRY(dossier_insert(tx, s->id, s->product_id, s->producer, s->place, 1, 2026, 4, set.id,
                       DOSSIER_SCORED, s->account, tx_now(tx)));
    return tx_note(tx, S("test.planted"), s->id);
}

static Err plant_version(struct tx *tx, void *arg)
{
    struct scored *s = arg;
    /* one id for the version, its council, session and file */
    TRY(dossier_version_insert(tx, s->id, s->id, 1, S("{}"), hash_of(S("{}")),
                               id_text(tx_arena(tx), s->id), s->account, tx_now(tx)));
    return tx_note(tx, S("test.planted"), s->id);
}

/* The council's tables are another room's: their rows are planted by statements of this test. */
static Err plant_result(struct tx *tx, void *arg)
{
    static const struct db_col ids[] = { { "id", DB_T_ID, false, 0 } };
    static const struct db_col file[] = { { "id", DB_T_ID, false, 0 }, { "by", DB_T_ID, true, 0 } };
    static const struct db_col result[] = {
        { "id", DB_T_ID, false, 0 },    { "num", DB_T_INT, false, 0 },
        { "den", DB_T_INT, false, 0 },  { "band", DB_T_INT, false, 0 },
        { "star", DB_T_INT, false, 0 }, { "detail", DB_T_STR, false, 0 },
        { "at", DB_T_TIME, false, 0 },
    };
#define PLANT(name_, cols_, columns, lite, pg_)                                                    \
    static const struct db_stmt name_ = {                                                          \
        .name = #name_,                                                                            \
        .sqlite = "insert into " columns " values (" lite ")",                                     \
        .pg = "insert into " columns " values (" pg_ ")",                                          \
        .kind = DB_DONE,                                                                           \
        .params = cols_,                                                                           \
        .n_params = COUNT_OF(cols_),                                                               \
        .under = { SYSTEM_LOAD }                                                                   \
    }
    PLANT(plant_council, ids,
          "council (id, name, decision_no, decision_date, from_day, quorum_percent, chair_needed, "
          "gate, title_mark, blank, dependency, divergence, demo, created_at, version)",
          "?1, 'HĐ', '1', 1, 1, 75, 1, 'mean', 'lowest', 'zero', 'ignore', 10, 1, 1, 1",
          "$1, 'HĐ', '1', 1, 1, 75, 1, 'mean', 'lowest', 'zero', 'ignore', 10, 1, 1, 1");
    PLANT(plant_session, ids,
          "council_session (id, council, name, held_on, created_at, created_by, version)",
          "?1, ?1, 'Phiên', 1, 1, 1, 1", "$1, $1, 'Phiên', 1, 1, 1, 1");
    PLANT(plant_file, file,
          "session_file (id, session, council, dossier, filed, position, state, closed_by, "
          "closed_at, version)",
          "?1, ?1, ?1, ?1, ?1, 1, 2, ?2, 1, 1", "$1, $1, $1, $1, $1, 1, 2, $2, 1, 1");
    PLANT(plant_score, result,
          "score_result (file, members, sheets, mean_num, mean_den, band, star, spread, diverges, "
          "detail, at)",
          "?1, 5, 5, ?2, ?3, ?4, ?5, 1, 0, ?6, ?7", "$1, 5, 5, $2, $3, $4, $5, 1, 0, $6, $7");
#undef PLANT
    const struct scored *s = arg;
    union db_value id[] = { { .id = s->id }, { .id = s->closed_by } };
    union db_value score[] = { { .id = s->id },       { .i = s->mean_num },
                               { .i = s->mean_den },  { .i = s->band },
                               { .i = s->star },      { .str = str_c(s->detail) },
                               { .time = tx_now(tx) } };
    TRY(db_run(tx, &plant_council, id, NULL, NULL));
    TRY(db_run(tx, &plant_session, id, NULL, NULL));
    TRY(db_run(tx, &plant_file, id, NULL, NULL));
    TRY(db_run(tx, &plant_score, score, NULL, NULL));
    return tx_note(tx, S("test.planted"), s->id);
}

static struct scored plant(struct fixture *f, const char *product, int64_t star, int64_t mean)
{
    struct scored s = { .product = product,
                        .star = star,
                        .mean_num = mean,
                        .mean_den = 3,
                        .band = mean >= 270   ? 5
                                : mean >= 210 ? 4
                                : mean >= 150 ? 3
                                              : 2,
                        .detail = "{\"failing_gates\":[]}",
                        .place = f->place,
                        .producer = f->producer,
                        .account = f->owner,
                        .closed_by = f->secretary };
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->owner, plant_product, &s), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, plant_dossier, &s), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_SUBMIT, 0, f->owner, plant_version, &s), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->owner, plant_result, &s), OK);
    return s;
}

static Str pick(const struct scored *s, int version)
{
    return str_fmt(test_arena(), "%.*s-%d", STR_ARG(id_text(test_arena(), s->id)), version);
}

static struct page decide(struct fixture *f, Id as, Str box, Str number, Str date)
{
    return fixture_post(
        f, as, S("/cong-nhan"),
        FORM({ S("pick[]"), box }, { S("decision_no"), number }, { S("decision_date"), date }));
}

struct looking {
    Id id;
    struct dossier dossier;
    struct recognitions all;
};

static Err look(struct tx *tx, void *arg)
{
    struct looking *l = arg;
    TRY(dossier_get(tx, l->id, &l->dossier));
    return recognitions_of_product(tx, l->dossier.product, &l->all);
}

static struct looking now_of(struct fixture *f, const struct scored *s)
{
    struct looking l = { .id = s->id };
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, look, &l), OK);
    return l;
}

/* ---- deciding ---- */

TEST_DB(recognition_list_is_for_officer_and_leader)
{
    struct fixture *f = fixture_open(db);
    struct scored s = plant(f, "Nước mắm <Mũi Né>", 4, 233);
    struct page p = fixture_get(f, f->leader, S("/cong-nhan"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm &lt;Mũi Né&gt;")) && page_has(&p, S("77,67")));
    CHECK(page_has(&p, S("4 sao")) && page_has(&p, S("UBND tỉnh Lâm Đồng")));
    CHECK(page_has(&p, pick(&s, 1)));
    p = fixture_get(f, f->officer, S("/cong-nhan"));
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("pick[]")) && !page_has(&p, S("decision_no")));
    CHECK_INT(fixture_get(f, f->owner, S("/cong-nhan")).status, 404);
    CHECK_INT(fixture_get(f, f->commune, S("/cong-nhan")).status, 404);
    CHECK_INT(decide(f, f->officer, pick(&s, 1), S("1/QĐ"), S("12/06/2026")).status, 404);
    CHECK_INT(now_of(f, &s).all.n, 0);
    fixture_close(f);
}

TEST_DB(recognition_decision_recognises_several_at_once)
{
    struct fixture *f = fixture_open(db);
    struct scored a = plant(f, "Nước mắm", 4, 233), b = plant(f, "Mực một nắng", 3, 160);
    struct page p = fixture_post(f, f->leader, S("/cong-nhan"),
                                 FORM({ S("pick[]"), pick(&a, 1) }, { S("pick[]"), pick(&b, 1) },
                                      { S("decision_no"), S("3981/QĐ-UBND") },
                                      { S("decision_date"), S("10/6/2026") }));
    CHECK_INT(p.status, 303);
    struct looking l = now_of(f, &a), m = now_of(f, &b);
    CHECK_INT(l.dossier.state, DOSSIER_RECOGNISED);
    if (CHECK_INT(l.all.n, 1) && CHECK_INT(m.all.n, 1)) {
        const struct recognition *r = &l.all.v[0];
        CHECK_INT(r->star, 4);
        CHECK_INT(m.all.v[0].star, 3);
        CHECK_STR(r->authority, S("UBND tỉnh Lâm Đồng"));
        CHECK_STR(r->score_text, S("77,67"));
        CHECK_STR(r->product_name, S("Nước mắm"));
        CHECK_STR(r->producer_name, S("HTX Mẫu Mũi Né"));
        CHECK_STR(r->certificate_no, S("01/2026/GCN-OCOP"));
        CHECK_STR(m.all.v[0].certificate_no, S("02/2026/GCN-OCOP"));
        CHECK_INT(r->from_day.v, on(2026, 6, 10).v);
        CHECK_INT(r->until_day.v, on(2029, 6, 10).v);
    }
    p = fixture_get(f, f->leader, S("/cong-nhan"));
    CHECK(page_has(&p, S("3981/QĐ-UBND")) && page_has(&p, S("09/06/2029")));
    CHECK(!page_has(&p, S("pick[]")));
    p = fixture_get(f, ID_NONE, S("/vi/san-pham"));
    CHECK(page_has(&p, S("Nước mắm")) && page_has(&p, S("Mực một nắng")));
    fixture_close(f);
}

TEST_DB(recognition_decision_says_what_is_wrong_and_keeps_the_form)
{
    struct fixture *f = fixture_open(db);
    struct scored a = plant(f, "Nước mắm", 4, 233), five = plant(f, "Thanh long sấy", 5, 275);
    struct scored low = plant(f, "Bánh rế", 2, 120);
    struct page p = decide(f, f->leader, pick(&a, 1), S(""), S("13/06/2026")); /* tomorrow */
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#decision_no\"")) && page_has(&p, S("href=\"#decision_date\"")));
    CHECK(page_has(&p, S("value=\"13/06/2026\"")) && page_has(&p, S(" checked")));
    p = fixture_post(
        f, f->leader, S("/cong-nhan"),
        FORM({ S("decision_no"), S("7/QĐ <b>") }, { S("decision_date"), S("hôm nay") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#pick\"")) && page_has(&p, S("href=\"#decision_date\"")));
    CHECK(page_has(&p, S("value=\"7/QĐ &lt;b&gt;\"")));
    p = decide(f, f->leader, pick(&low, 1), S("7/QĐ"), S("12/06/2026"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Bánh rế chưa đạt 3 sao")));
    p = fixture_post(f, f->leader, S("/cong-nhan"),
                     FORM({ S("pick[]"), pick(&a, 1) }, { S("pick[]"), pick(&five, 1) },
                          { S("decision_no"), S("7/QĐ") },
                          { S("decision_date"), S("12/06/2026") }));
    CHECK_INT(p.status, 422); /* the Ministry decides on five stars */
    CHECK(page_has(&p, S("do Bộ Nông nghiệp và Môi trường quyết định")) ||
          page_has(&p, S("do UBND tỉnh Lâm Đồng quyết định")));
    p = decide(f, f->leader, pick(&a, 2), S("7/QĐ"), S("12/06/2026"));
    CHECK_INT(p.status, 422); /* changed since it was shown */
    CHECK(page_has(&p, S("vừa được người khác xử lý")));
    CHECK_INT(decide(f, f->leader, S("nonsense"), S("7/QĐ"), S("12/06/2026")).status, 400);
    CHECK_INT(now_of(f, &a).all.n + now_of(f, &five).all.n + now_of(f, &low).all.n, 0);
    p = decide(f, f->leader, pick(&five, 1), S("99/QĐ-BNNMT"), S("12/06/2026"));
    CHECK_INT(p.status, 303);
    struct looking l = now_of(f, &five);
    if (CHECK_INT(l.all.n, 1)) {
        CHECK_STR(l.all.v[0].authority, S("Bộ Nông nghiệp và Môi trường"));
    }
    fixture_close(f);
}

TEST_DB(recognition_button_pressed_twice_records_once)
{
    struct fixture *f = fixture_open(db);
    struct scored a = plant(f, "Nước mắm", 4, 233);
    CHECK_INT(decide(f, f->leader, pick(&a, 1), S("7/QĐ"), S("12/06/2026")).status, 303);
    CHECK_INT(decide(f, f->leader, pick(&a, 1), S("7/QĐ"), S("12/06/2026")).status, 422);
    CHECK_INT(now_of(f, &a).all.n, 1);
    fixture_close(f);
}

TEST_DB(recognition_needs_other_hands_than_the_councils)
{
    struct fixture *f = fixture_open(db);
    f->secretary = f->leader; /* who closed the file may not decide on it */
    struct scored a = plant(f, "Nước mắm", 4, 233);
    struct page p = fixture_get(f, f->leader, S("/cong-nhan"));
    CHECK(page_has(&p, S("Bạn đã đóng phiếu chấm")) && !page_has(&p, S("name=\"pick[]\"")));
    CHECK_INT(decide(f, f->leader, pick(&a, 1), S("7/QĐ"), S("12/06/2026")).status, 404);
    CHECK_INT(now_of(f, &a).all.n, 0);
    fixture_close(f);
}

TEST_DB(recognition_below_three_stars_is_closed_without_one)
{
    struct fixture *f = fixture_open(db);
    struct scored low = plant(f, "Bánh rế", 2, 120), a = plant(f, "Nước mắm", 4, 233);
    struct page p =
        fixture_post(f, f->leader, S("/cong-nhan/khong-dat"), FORM({ S("pick[]"), pick(&a, 1) }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Nước mắm đã đạt từ 3 sao")));
    p = fixture_post(f, f->leader, S("/cong-nhan/khong-dat"), NO_FORM);
    CHECK_INT(p.status, 422);
    p = fixture_post(f, f->leader, S("/cong-nhan/khong-dat"), FORM({ S("pick[]"), pick(&low, 1) }));
    CHECK_INT(p.status, 303);
    CHECK_INT(now_of(f, &low).dossier.state, DOSSIER_NOT_RECOGNISED);
    CHECK_INT(now_of(f, &low).all.n, 0);
    CHECK_INT(now_of(f, &a).dossier.state, DOSSIER_SCORED);
    fixture_close(f);
}

TEST_DB(recognition_page_tells_which_gate_held_the_star_down)
{
    struct fixture *f = fixture_open(db);
    struct criteria_sets sets;
    CHECK_ERR(criteria_load_builtin(f->arena, &sets), OK);
    const struct criteria_set *set = criteria_of_no(&sets, S("QD26-2026"), 9);
    set = set != NULL ? set : criteria_find(&sets, S("QD26-09"));
    const struct criteria_item *item = NULL;
    const struct criteria_option *gate = NULL;
    for (int i = 0; set != NULL && i < set->n_items && gate == NULL; i++) {
        for (size_t k = 0; k < set->item[i].cases[0].n; k++) {
            if (set->item[i].cases[0].option[k].gate == 4) {
                item = &set->item[i];
                gate = &item->cases[0].option[k];
            }
        }
    }
    if (!CHECK(gate != NULL)) {
        return;
    }
    struct scored s = { .product = "Nước mắm",
                        .star = 3,
                        .mean_num = 78,
                        .mean_den = 1,
                        .band = 4,
                        .place = f->place,
                        .producer = f->producer,
                        .account = f->owner,
                        .closed_by = f->secretary };
    s.detail =
        str_fmt(f->arena, "{\"failing_gates\":[{\"option\":\"%.*s\"}]}", STR_ARG(gate->id)).p;
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->owner, plant_product, &s), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, plant_dossier, &s), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_SUBMIT, 0, f->owner, plant_version, &s), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->owner, plant_result, &s), OK);
    struct page p = fixture_get(f, f->leader, S("/cong-nhan"));
    CHECK(page_has(&p, S("Điểm trong khung 4 sao, nhưng chưa đạt điều kiện")));
    CHECK(page_has(&p, item->title));
    fixture_close(f);
}

/* ---- one recognition ---- */

static Str recognised(struct fixture *f, const char *product)
{
    struct scored a = plant(f, product, 4, 233);
    CHECK_INT(decide(f, f->leader, pick(&a, 1), S("3981/QĐ-UBND"), S("12/06/2026")).status, 303);
    struct looking l = now_of(f, &a);
    CHECK_INT(l.all.n, 1);
    return l.all.n == 1 ? id_text(f->arena, l.all.v[0].id) : S("");
}

static Str path_of(Str id, const char *tail)
{
    return str_fmt(test_arena(), "/cong-nhan/%.*s%s", STR_ARG(id), tail);
}

/* A post-control's conclusion, which a revocation follows. */
static struct page find(struct fixture *f, Id as, Str id, Str paper, Str day)
{
    return fixture_post(f, as, path_of(id, "/ket-luan"),
                        FORM({ S("find_paper"), paper }, { S("find_on"), day },
                             { S("find_ground"), S("c") },
                             { S("find_what"), S("Mẫu không đạt <i>") }));
}

TEST_DB(recognition_page_is_seen_by_its_producer_only)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm");
    struct page p = fixture_get(f, f->owner, path_of(id, ""));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Đang có hiệu lực")) && page_has(&p, S("11/06/2029")));
    CHECK(!page_has(&p, S("/thu-hoi")));
    CHECK_INT(fixture_get(f, f->other_owner, path_of(id, "")).status, 404);
    CHECK_INT(fixture_get(f, f->other_owner, path_of(id, "/giay-chung-nhan.pdf")).status, 404);
    CHECK_INT(fixture_post(f, f->owner, path_of(id, "/thu-hoi"), NO_FORM).status, 404);
    CHECK_INT(fixture_get(f, f->leader, S("/cong-nhan/0000000000001")).status, 404);
    p = fixture_get(f, f->leader, path_of(id, ""));
    CHECK(!page_has(&p, S("/thu-hoi")) && page_has(&p, S("/ket-luan"))); /* nothing concluded */
    CHECK_INT(find(f, f->officer, id, S("12/KL"), S("12/06/2026")).status, 303);
    p = fixture_get(f, f->leader, path_of(id, ""));
    CHECK(page_has(&p, S("/thu-hoi")));
    p = fixture_get(f, f->officer, path_of(id, ""));
    CHECK(!page_has(&p, S("/thu-hoi")));
    p = fixture_get(f, f->owner, path_of(id, "")); /* whom it is about is told */
    CHECK(page_has(&p, S("12/KL")) && page_has(&p, S("27/06/2026")));
    CHECK(!page_has(&p, S("/thu-hoi")) && !page_has(&p, S("/ket-luan")));
    CHECK_INT(find(f, f->owner, id, S("13/KL"), S("12/06/2026")).status, 404);
    CHECK_INT(find(f, f->commune, id, S("13/KL"), S("12/06/2026")).status, 404);
    fixture_close(f);
}

TEST_DB(recognition_revoked_with_decision_and_ground)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm");
    CHECK_INT(find(f, f->officer, id, S("12/KL"), S("12/06/2026")).status, 303);
    struct page p = fixture_post(f, f->leader, path_of(id, "/thu-hoi"),
                                 FORM({ S("version"), S("1") }, { S("decision"), S("") },
                                      { S("revoked_on"), S("01/06/2026") },
                                      { S("reason"), S("Kết luận 12/KL") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#decision\"")) && page_has(&p, S("href=\"#ground\"")));
    CHECK(page_has(&p, S("href=\"#revoked_on\""))); /* before the recognition began */
    CHECK(page_has(&p, S("Kết luận 12/KL")));
    const struct http_field good[] = { { S("version"), S("1") },
                                       { S("decision"), S("44/QĐ-UBND") },
                                       { S("revoked_on"), S("12/06/2026") },
                                       { S("ground"), S("a") },
                                       { S("reason"), S("Kết luận 12/KL") } };
    p = fixture_post(f, f->leader, path_of(id, "/thu-hoi"), COUNT_OF(good), good);
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->leader, path_of(id, ""));
    CHECK(page_has(&p, S("Đã bị thu hồi")) && page_has(&p, S("44/QĐ-UBND")));
    CHECK(page_has(&p, S("giả mạo. Kết luận 12/KL")) && !page_has(&p, S("/thu-hoi")));
    p = fixture_post(f, f->leader, path_of(id, "/thu-hoi"), COUNT_OF(good), good);
    CHECK_INT(p.status, 409); /* the first one counts */
    fixture_close(f);
}

/* ---- the conclusion and its term ---- */

static struct page withdraw(struct fixture *f, Str id, Str day)
{
    return fixture_post(f, f->leader, path_of(id, "/thu-hoi"),
                        FORM({ S("version"), S("1") }, { S("decision"), S("44/QĐ-UBND") },
                             { S("revoked_on"), day }, { S("ground"), S("c") },
                             { S("reason"), S("Kết luận 12/KL") }));
}

TEST_DB(recognition_revocation_follows_a_conclusion)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm");
    struct page p = withdraw(f, id, S("12/06/2026"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Chưa có kết luận")) && page_has(&p, S("href=\"#find_paper\"")));
    p = find(f, f->leader, id, S(""), S("13/06/2026")); /* tomorrow */
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#find_paper\"")) && page_has(&p, S("href=\"#find_on\"")));
    CHECK(page_has(&p, S("Mẫu không đạt &lt;i&gt;")) && page_has(&p, S("13/06/2026")));
    p = find(f, f->leader, id, S("12/KL"), S("11/06/2026")); /* before it was recognised */
    CHECK_INT(p.status, 422);
    f->now.v += 5 * 24 * 3600 * TIME_SECOND;
    CHECK_INT(find(f, f->officer, id, S("12/KL"), S("15/06/2026")).status, 303);
    p = withdraw(f, id, S("14/06/2026"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("trước ngày của kết luận 12/KL")));
    p = withdraw(f, id, S("15/06/2026"));
    CHECK_INT(p.status, 303);
    CHECK_INT(find(f, f->officer, id, S("14/KL"), S("16/06/2026")).status, 409); /* over */
    fixture_close(f);
}

TEST_DB(recognition_decision_to_revoke_within_fifteen_days)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm");
    CHECK_INT(find(f, f->officer, id, S("12/KL"), S("12/06/2026")).status, 303);
    f->now.v += 15 * 24 * 3600 * TIME_SECOND;
    struct page p = fixture_get(f, f->leader, path_of(id, ""));
    CHECK(page_has(&p, S("chậm nhất ngày")) && page_has(&p, S("27/06/2026")));
    CHECK(!page_has(&p, S("Đã quá hạn")));
    f->now.v += 24 * 3600 * TIME_SECOND;
    p = fixture_get(f, f->leader, path_of(id, ""));
    CHECK(page_has(&p, S("Đã quá hạn")));
    CHECK_INT(withdraw(f, id, S("28/06/2026")).status, 303); /* late, and still due */
    p = fixture_get(f, f->leader, path_of(id, ""));
    CHECK(page_has(&p, S("Đã bị thu hồi")) && !page_has(&p, S("Đã quá hạn")));
    fixture_close(f);
}

struct concluding {
    Id product, recognition;
    Date on, due;
};

static Err record_old(struct tx *tx, void *arg)
{
    struct concluding *c = arg;
    struct recognition_new n = { .product = c->product,
                                 .star = 4,
                                 .decision_no = S("9/QĐ-UBND"),
                                 .authority = S("UBND tỉnh Lâm Đồng"),
                                 .decision_date = c->on,
                                 .from_day = DATE_NONE,
                                 .product_name = S("Nước mắm"),
                                 .producer_name = S("HTX"),
                                 .place_text = S("Mũi Né") };
    return recognition_record(tx, &n, &c->recognition);
}

static Err conclude(struct tx *tx, void *arg)
{
    struct concluding *c = arg;
    struct recognition_findings all;
    struct recognition_found f = { .recognition = c->recognition,
                                   .ground = S("dd"),
                                   .paper_no = S("11/XN-UBND"),
                                   .what = S("Đã ngừng sản xuất"),
                                   .found_on = c->on };
    TRY(recognition_find(tx, &f));
    TRY(recognition_findings_of(tx, c->recognition, &all));
    c->due = all.v[0].due;
    return OK;
}

TEST_DB(recognition_term_is_that_of_the_law_on_the_day_of_the_conclusion)
{
    struct fixture *f = fixture_open(db);
    struct scored a = plant(f, "Nước mắm", 4, 233);
    struct concluding c = { .product = a.product_id, .on = on(2026, 5, 20) };
    CHECK_ERR(fixture_tx(f, RECOGNITION_DECIDE, DOSSIER_RECOGNISED, f->leader, record_old, &c), OK);
    c.on = on(2026, 5, 21); /* the last day of a law without a term */
    CHECK_ERR(fixture_tx(f, RECOGNITION_FIND, 0, f->officer, conclude, &c), OK);
    CHECK(date_none(c.due));
    f->now.v += TIME_SECOND; /* the last one counts */
    c.on = on(2026, 5, 22);
    CHECK_ERR(fixture_tx(f, RECOGNITION_FIND, 0, f->officer, conclude, &c), OK);
    CHECK_INT(c.due.v, on(2026, 6, 6).v);
    fixture_close(f);
}

/* ---- its last day: the law's months, and the transition ---- */

struct held {
    Id product;
    Date decided, until, holds;
    int state;
};

static Err read_held(struct tx *tx, void *arg)
{
    struct held *h = arg;
    TRY(recognition_until(tx, h->decided, h->decided, &h->until));
    return recognition_holds_until(tx, h->product, h->until, &h->holds);
}

static Err plant_renewal(struct tx *tx, void *arg)
{
    struct scored *s = arg;
    bool found = false;
    struct criteria_row set;
    TRY(criteria_in_force(tx, 9, tx_today(tx), &found, &set));
    TRY(dossier_insert(tx, tx_new_id(tx), s->product_id, s->producer, s->place, DOSSIER_AGAIN, 2026,
                       4, set.id, DOSSIER_AT_COMMUNE, s->account, tx_now(tx)));
    return tx_note(tx, S("test.planted"), s->product_id);
}

static struct held held_on(struct fixture *f, Id product, Date decided, Date today)
{
    struct held h = { .product = product, .decided = decided };
    f->now.v = time_start_of(today).v + 9 * 3600 * TIME_SECOND;
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, read_held, &h), OK);
    return h;
}

TEST_DB(recognition_holds_while_a_renewal_that_missed_the_window_is_on_its_way)
{
    struct fixture *f = fixture_open(db);
    struct scored a = plant(f, "Nước mắm", 4, 233);
    /* the window of 120 days closed on 21/5/2026, the day before the law began */
    Date missed = on(2023, 9, 18), met = on(2023, 9, 19), end = on(2026, 9, 18);
    struct held h = held_on(f, a.product_id, missed, end);
    CHECK_INT(h.until.v, end.v); /* 36 months by the law of the decision's day */
    CHECK_INT(h.holds.v, end.v); /* nothing is on its way */
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, plant_renewal, &a), OK);
    CHECK_INT(held_on(f, a.product_id, missed, date_add_days(end, -1)).holds.v, end.v);
    CHECK_INT(held_on(f, a.product_id, missed, end).holds.v, end.v + 180);
    CHECK_INT(held_on(f, a.product_id, missed, date_add_days(end, 179)).holds.v, end.v + 180);
    CHECK_INT(held_on(f, a.product_id, missed, date_add_days(end, 180)).holds.v, end.v);
    CHECK_INT(held_on(f, a.product_id, met, on(2026, 9, 19)).holds.v, on(2026, 9, 19).v);
    fixture_close(f);
}

struct renewal {
    struct scored of;
    Id dossier;
    int state; /* to be moved to */
    Str code;
};

static Err open_renewal(struct tx *tx, void *arg)
{
    struct renewal *r = arg;
    struct criteria_row set;
    struct product p;
    bool found = false;
    TRY(criteria_in_force(tx, 9, tx_today(tx), &found, &set));
    TRY(product_get(tx, r->of.product_id, &p));
    r->code = p.code;
    r->dossier = tx_new_id(tx);
    TRY(dossier_insert(tx, r->dossier, p.id, r->of.producer, r->of.place, DOSSIER_AGAIN, 2026, 4,
                       set.id, DOSSIER_AT_COMMUNE, r->of.account, tx_now(tx)));
    return tx_note(tx, S("test.planted"), r->dossier);
}

static Err move_renewal(struct tx *tx, void *arg)
{
    struct renewal *r = arg;
    struct dossier d;
    TRY(dossier_get(tx, r->dossier, &d));
    return dossier_move_to(tx, &d, d.version, r->state, DATE_NONE, S(""));
}

/* The public page is kept ready: it changes with the renewal's step, not at midnight. */
TEST_DB(recognition_public_page_follows_a_renewal_at_once)
{
    struct fixture *f = fixture_open(db);
    struct renewal r = { .of = plant(f, "Nước mắm", 4, 233) };
    struct concluding c = { .product = r.of.product_id, .on = on(2023, 9, 18) };
    CHECK_ERR(fixture_tx(f, RECOGNITION_DECIDE, DOSSIER_RECOGNISED, f->leader, record_old, &c), OK);
    f->now.v = time_start_of(on(2026, 9, 18)).v + 9 * 3600 * TIME_SECOND;
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, open_renewal, &r), OK);
    Str at = str_cat(f->arena, S("/p/"), r.code), holds = S("ợc dùng đến khi có kết quả");
    at = fixture_get(f, ID_NONE, at).location; /* the code's page in the visitor's language */
    struct page p = fixture_get(f, ID_NONE, at);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, holds));
    r.state = DOSSIER_WITHDRAWN;
    CHECK_ERR(fixture_tx(f, DOSSIER_WITHDRAW, r.state, f->owner, move_renewal, &r), OK);
    p = fixture_get(f, ID_NONE, at);
    CHECK(!page_has(&p, holds));
    fixture_close(f);
}

/* ---- the certificate ---- */

static Str text_of(Str pdf)
{
    Str path = str_fmt(test_arena(), "/tmp/ocop-certificate-%d.pdf", (int)getpid()), text = S("");
    CHECK_ERR(file_write(path, pdf), OK);
    CHECK_ERR(test_output(str_fmt(test_arena(), "pdftotext -layout %s -", path.p), &text), OK);
    (void)unlink(path.p);
    return text;
}

static bool has(Str text, Str what)
{
    return str_find(text, what) < text.n;
}

static Str scanned(Str pdf)
{
    Str base = str_fmt(test_arena(), "/tmp/ocop-scan-%d", (int)getpid()), got = S("");
    CHECK_ERR(file_write(str_cat(test_arena(), base, S(".pdf")), pdf), OK);
    CHECK_ERR(test_output(str_fmt(test_arena(),
                                  "pdftoppm -r 150 -singlefile -png %s.pdf %s && zbarimg -q --raw "
                                  "%s.png 2>/dev/null; rm -f %s.pdf %s.png",
                                  base.p, base.p, base.p, base.p, base.p),
                          &got),
              OK);
    return str_trim(got);
}

TEST_DB(certificate_is_the_same_before_and_after_its_job)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm cá cơm Mũi Né");
    struct page before = fixture_get(f, f->owner, path_of(id, "/giay-chung-nhan.pdf"));
    CHECK_INT(before.status, 200);
    CHECK_STR(before.type, S("application/pdf"));
    Str text = text_of(before.body);
    CHECK(has(text, S("GIẤY CHỨNG NHẬN")) && has(text, S("Nước mắm cá cơm Mũi Né")));
    CHECK(has(text, S("HTX Mẫu Mũi Né")) && has(text, S("HẠNG 4 SAO (BỐN SAO)")));
    CHECK(has(text, S("3981/QĐ-UBND")) && has(text, S("01/2026/GCN-OCOP")));
    CHECK(has(text, S("12/06/2026")) && has(text, S("11/06/2029")));
    Str address = scanned(before.body);
    CHECK(str_starts(address, S("http://localhost:8080/p/")));
    struct page p = fixture_get(f, ID_NONE, str_skip(address, S("http://localhost:8080").n));
    CHECK_INT(p.status, 302);
    p = fixture_get(f, ID_NONE, p.location);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Đang có hiệu lực")) && page_has(&p, S("Nước mắm cá cơm Mũi Né")));

    int done = 0;
    CHECK_ERR(jobs_run_due(db, app_jobs, app_jobs_n, f->now, 10, &f->app->program, &done), OK);
    CHECK_INT(done, 1);
    struct page after = fixture_get(f, f->owner, path_of(id, "/giay-chung-nhan.pdf"));
    CHECK_INT(after.status, 200);
    CHECK_STR(after.type, S("application/pdf"));
    CHECK(str_eq(before.body, after.body));
    CHECK_ERR(recognition_job_certificate(db, f->arena,
                                          &(struct job){ .subject = page_id(&p, S("/khong-co/")) },
                                          &f->app->program),
              E_NONE);
    fixture_close(f);
}

TEST_DB(certificate_of_a_revoked_recognition_says_so)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm");
    CHECK_INT(find(f, f->officer, id, S("12/KL"), S("12/06/2026")).status, 303);
    struct page p = fixture_post(f, f->leader, path_of(id, "/thu-hoi"),
                                 FORM({ S("version"), S("1") }, { S("decision"), S("44/QĐ-UBND") },
                                      { S("revoked_on"), S("12/06/2026") },
                                      { S("ground"), S("dd") }, { S("reason"), S("Đã giải thể") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->owner, path_of(id, "/giay-chung-nhan.pdf"));
    CHECK(has(text_of(p.body), S("ĐÃ BỊ THU HỒI")));
    fixture_close(f);
}

TEST(certificate_holds_the_longest_names)
{
    char name[3 * LIMIT_LINE];
    for (size_t i = 0; i + 8 < sizeof name; i += 8) {
        memcpy(name + i, "ươngg ", 8);
    }
    struct recognition r = { .star = 5,
                             .decision_no = S("123456/QĐ-BNNMT-KTHT&PTNT"),
                             .authority = S("Bộ Nông nghiệp và Môi trường"),
                             .product_name = { name, 8 * 50 },
                             .producer_name = { name, 8 * 50 },
                             .place_text = { name, 8 * 30 },
                             .decision_date = on(2026, 6, 12),
                             .from_day = on(2026, 6, 12),
                             .until_day = on(2029, 6, 12),
                             .revoked_on = DATE_NONE };
    struct certificate c = { &r, S("3f7kq2m9x0a1b2c3d4e5f6g7h8"),
                             S("https://ocop.lamdong.gov.vn") };
    Str one, two;
    CHECK_ERR(certificate_make(test_arena(), &c, &one), OK);
    CHECK_ERR(certificate_make(test_arena(), &c, &two), OK);
    CHECK(str_eq(one, two));
    CHECK_STR(scanned(one), S("https://ocop.lamdong.gov.vn/p/3f7kq2m9x0a1b2c3d4e5f6g7h8"));
}

TEST_DB(certificate_labels_are_for_valid_recognitions)
{
    struct fixture *f = fixture_open(db);
    Str id = recognised(f, "Nước mắm cá cơm Mũi Né");
    struct page p = fixture_get(f, f->owner, path_of(id, "/tem.pdf"));
    CHECK_INT(p.status, 200);
    CHECK(has(text_of(p.body), S("Quét mã để kiểm tra")));
    CHECK(str_starts(scanned(p.body), S("http://localhost:8080/p/")));
    CHECK_INT(fixture_get(f, f->other_owner, path_of(id, "/tem.pdf")).status, 404);
    CHECK_INT(find(f, f->officer, id, S("12/KL"), S("12/06/2026")).status, 303);
    p = fixture_post(f, f->leader, path_of(id, "/thu-hoi"),
                     FORM({ S("version"), S("1") }, { S("decision"), S("44/QĐ-UBND") },
                          { S("revoked_on"), S("12/06/2026") }, { S("ground"), S("d") },
                          { S("reason"), S("Dán sai") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(fixture_get(f, f->owner, path_of(id, "/tem.pdf")).status, 404);
    fixture_close(f);
}

/* district_test.c: a round of the base plan: commune, district, province; who sees what, who
 * decides on which star, what is passed up. */
#include "domain/province/district_test.h"
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.h"
#include "domain/recognition/recognition.h"

/* ---- sheets that give so many stars ---- */

static int wanted, level;

static int chosen(const struct criteria_set *set, int item)
{
    const struct criteria_case *c = &set->item[item].cases[0];
    size_t at = ((c->n - 1) * (size_t)level + 50) / 100;
    for (size_t i = at + 1; i < c->n; i++) {
        at = c->option[i].gate > 0 && c->option[i].gate <= wanted ? i : at;
    }
    return (int)at;
}

/* The lowest level that gives the stars. */
static void choose_level(const struct criteria_set *set, int stars)
{
    struct criteria_policy policy = criteria_default_policy();
    wanted = stars;
    for (level = 0; level <= 100; level++) {
        struct score_answers answers = { .v = NEW_N(test_arena(), struct score_answer,
                                                    (size_t)set->n_items) };
        struct criteria_result r;
        for (int i = 0; i < set->n_items; i++) {
            Str option = set->item[i].cases[0].option[chosen(set, i)].id;
            answers.v[answers.n++] = (struct score_answer){ set->item[i].id, option, S("") };
        }
        struct criteria_sheet sheet = council_sheet(test_arena(), &answers);
        criteria_score(test_arena(), set, &policy, 1, &sheet, &r);
        if (r.valid && r.star == stars) {
            return;
        }
    }
    CHECK(false);
}

/* ---- councils ---- */

static Id session_of(struct district *d, Id by, const char *held_on)
{
    struct fixture *f = d->f;
    struct http_field form[40];
    size_t n = table_council_form(&d->t, 3, false, form);
    form[2].value = form[3].value = S("01/05/2025");
    form[4].value = S("31/12/2025");
    struct page p = fixture_post(f, by, S("/hoi-dong/moi"), n, form);
    CHECK_INT(p.status, 303);
    Id council = page_id(&p, S("/hoi-dong/"));
    p = fixture_post(f, by, district_path(d, "/hoi-dong", council, "/phien"),
                     FORM({ S("name"), S("Phiên tháng 5") }, { S("held_on"), str_c(held_on) }));
    CHECK_INT(p.status, 303);
    return page_id(&p, S("/phien/"));
}

struct finding {
    struct district *d;
    Id dossier;
};

static Err find_file(struct tx *tx, void *arg)
{
    struct finding *x = arg;
    struct session_file_ref ref;
    struct dossier dossier;
    bool found = false;
    TRY(session_file_open_of(tx, x->dossier, &found, &ref));
    x->d->t.file = ref.id;
    x->d->t.session = ref.session;
    TRY(dossier_get(tx, x->dossier, &dossier));
    TRY(criteria_cache_get(x->d->f->app->program.criteria, tx, dossier.criteria, &x->d->t.set));
    return found ? OK : E_NONE;
}

/* On the table of the level's session, scored by all three, closed by the secretary. */
static void score(struct district *d, Id dossier, bool below, int stars)
{
    struct fixture *f = d->f;
    struct finding x = { d, dossier };
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    Id by = below ? d->officer : f->officer;
    Str at = district_path(d, below ? "/huyen" : "/tinh", dossier, "");
    Id session = below ? d->session : d->province_session;
    struct page p = fixture_post(f, by, str_cat(f->arena, at, S("/hoi-dong")),
                                 FORM({ S("version"), district_version(d, by, at) },
                                      { S("session"), id_text(f->arena, session) }));
    CHECK_INT(p.status, 303);
    CHECK_ERR(tx_run(f->db, &o, find_file, &x), OK);
    d->t.sheet = district_path(d, "/phieu", d->t.file, "");
    d->t.page = str_fmt(f->arena, "/phien/%.*s/ho-so/%.*s", STR_ARG(id_text(f->arena, session)),
                        STR_ARG(id_text(f->arena, d->t.file)));
    choose_level(d->t.set, stars);
    for (size_t i = 0; i < 3; i++) {
        p = fixture_post(f, f->member[i], district_path(d, "/phien", session, "/cam-ket"),
                         FORM({ S("answer"), S("none") }));
        CHECK_INT(p.status, 303);
        table_hand_in(&d->t, f->member[i], chosen);
    }
    p = fixture_post(f, f->secretary, str_cat(f->arena, d->t.page, S("/dong")), NO_FORM);
    CHECK_INT(p.status, 303);
}

static struct district *open_round(struct db *db)
{
    struct district *d = district_open(db);
    d->session = session_of(d, d->officer, "28/05/2025");
    d->province_session = session_of(d, d->f->officer, "26/06/2025");
    return d;
}

static struct page decide(struct district *d, Id by, Id dossier, const char *number)
{
    struct dossier x = district_dossier(d, dossier);
    Str pick = str_fmt(d->f->arena, "%.*s-%lld", STR_ARG(id_text(d->f->arena, dossier)),
                       (long long)x.version);
    struct out *day CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(day, date_of(d->f->now));
    return fixture_post(d->f, by, S("/cong-nhan"),
                        FORM({ S("pick[]"), pick }, { S("decision_no"), str_c(number) },
                             { S("decision_date"), out_dup(d->f->arena, day) }));
}

static struct page pass(struct district *d, Id by, Id dossier, const char *paper)
{
    Str at = district_path(d, "/huyen", dossier, "");
    struct page p = fixture_get(d->f, d->officer, at);
    Str version = page_input(&p, S("version"));
    if (str_none(version)) {
        version = str_fmt(d->f->arena, "%lld", (long long)district_dossier(d, dossier).version);
    }
    return fixture_post(d->f, by, str_cat(d->f->arena, at, S("/trinh")),
                        FORM({ S("version"), version }, { S("paper_no"), str_c(paper) }));
}

struct recognised {
    Id product;
    struct recognitions all;
};

static Err read_recognised(struct tx *tx, void *arg)
{
    struct recognised *r = arg;
    return recognitions_of_product(tx, r->product, &r->all);
}

static struct recognition recognition_of(struct district *d, Id dossier)
{
    struct recognised r = { .product = district_dossier(d, dossier).product };
    struct tx_opts o = { .mode = TX_READ, .arena = d->f->arena, .now = d->f->now };
    CHECK_ERR(tx_run(d->f->db, &o, read_recognised, &r), OK);
    return r.all.n == 1 ? r.all.v[0]
                        : (struct recognition){ .authority = S(""), .decision_no = S("") };
}

/* ---- the tests ---- */

TEST_DB(district_has_what_its_communes_send_and_nobody_else)
{
    struct district *d = district_open(db);
    struct fixture *f = d->f;
    Id id = district_filed(d, "Nước mắm huyện", true);
    struct dossier x = district_dossier(d, id);
    CHECK_INT(x.state, DOSSIER_AT_DISTRICT);
    CHECK_INT(x.due.v, district_day("2025-06-10").v); /* 15 working days */
    Str below = district_path(d, "/huyen", id, ""), above = district_path(d, "/tinh", id, "");
    CHECK_INT(fixture_get(f, d->officer, below).status, 200);
    CHECK_INT(fixture_get(f, d->leader, below).status, 200);
    CHECK_INT(fixture_get(f, d->far_officer, below).status, 404);
    CHECK_INT(fixture_get(f, d->far_leader, below).status, 404);
    CHECK_INT(fixture_get(f, f->officer, below).status, 404);
    CHECK_INT(fixture_get(f, f->officer, above).status, 404);
    struct page p = fixture_get(f, d->officer, S("/huyen"));
    CHECK(p.status == 200 && page_has(&p, S("Nước mắm huyện")));
    p = fixture_get(f, d->far_officer, S("/huyen"));
    CHECK(p.status == 200 && !page_has(&p, S("Nước mắm huyện")));
    p = fixture_get(f, f->officer, S("/tinh?loc=tat-ca"));
    CHECK(p.status == 200 && !page_has(&p, S("Nước mắm huyện")));
    CHECK_INT(fixture_get(f, f->officer, S("/huyen")).status, 404);
    CHECK_INT(fixture_get(f, d->officer, S("/tinh")).status, 404);
    p = fixture_get(f, d->officer, S("/ban-lam-viec"));
    CHECK(page_has(&p, S("href=\"/huyen\"")) && page_has(&p, S("Hồ sơ cấp huyện")));
    /* back to the producer, and back again */
    p = fixture_post(f, d->officer, district_path(d, "/huyen", id, "/tra-lai"),
                     FORM({ S("version"), district_version(d, d->officer, below) },
                          { S("target.1"), S("E03") }, { S("text.1"), S("Chụp lại") }));
    CHECK_INT(p.status, 303);
    CHECK(str_starts(p.location, S("/huyen/")));
    CHECK_INT(district_dossier(d, id).state, DOSSIER_RETURNED);
    CHECK_INT(fixture_get(f, d->officer, below).status, 200);
    CHECK_INT(fixture_get(f, d->far_officer, below).status, 404);
    CHECK_INT(fixture_get(f, f->officer, above).status, 404);
    fixture_close(f);
}

/* The draft of its decision: by the law of that day, in the words of a district, with what it
 * decides on and nothing of the province. */
static void speaks_for_the_district(struct district *d)
{
    static const char *const said[] = {
        "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Quyết định số 148/QĐ-TTg",
        "Xét đề nghị của Thủ trưởng Cơ quan thường trực OCOP cấp huyện tại Tờ trình",
        "các xã, phường, thị trấn",
        "Cơ quan thường trực OCOP tỉnh (báo cáo);",
        "Điều 1. Công nhận 1 sản phẩm của",
    };
    static const char *const foreign[] = { "Giám đốc Sở", "UBND tỉnh", "26/2026", "đặc khu" };
    struct page p = fixture_get(d->f, d->officer,
                                district_path(d, "/phien", d->session, "/giay-to/quyet-dinh.pdf"));
    CHECK_INT(p.status, 200);
    Str words = test_pdf_words(p.body);
    for (size_t i = 0; i < COUNT_OF(said); i++) {
        CHECK(str_find(words, str_c(said[i])) < words.n);
    }
    for (size_t i = 0; i < COUNT_OF(foreign); i++) {
        CHECK(str_find(words, str_c(foreign[i])) == words.n);
    }
}

TEST_DB(district_council_is_its_own)
{
    struct district *d = open_round(db);
    struct fixture *f = d->f;
    Id id = district_filed(d, "Nước mắm", true);
    Str at = district_path(d, "/huyen", id, "");
    struct page p = fixture_get(f, d->officer, at);
    Str theirs = id_text(f->arena, d->province_session);
    CHECK(page_has(&p, id_text(f->arena, d->session)) && !page_has(&p, theirs));
    p = fixture_post(
        f, d->officer, str_cat(f->arena, at, S("/hoi-dong")),
        FORM({ S("version"), district_version(d, d->officer, at) }, { S("session"), theirs }));
    CHECK_INT(p.status, 422);
    CHECK_INT(district_dossier(d, id).state, DOSSIER_AT_DISTRICT);
    Str session = district_path(d, "/phien", d->session, "");
    CHECK_INT(fixture_get(f, d->officer, session).status, 200);
    CHECK_INT(fixture_get(f, d->far_officer, session).status, 404);
    CHECK_INT(fixture_get(f, f->member[0], session).status, 200);
    p = fixture_get(f, d->far_officer, S("/hoi-dong"));
    CHECK(p.status == 200 && !page_has(&p, S("Hội đồng OCOP tỉnh 2026")));
    p = fixture_get(f, d->officer, S("/hoi-dong/moi"));
    CHECK(page_has(&p, S("value=\"district\"")) && !page_has(&p, S("value=\"province\"")));
    score(d, id, true, 3);
    CHECK_INT(fixture_get(f, d->officer, d->t.page).status, 200);
    CHECK_INT(fixture_get(f, d->far_officer, d->t.page).status, 404);
    p = fixture_get(f, d->officer, district_path(d, "/phien", d->session, "/giay-to"));
    CHECK_INT(p.status, 200);
    speaks_for_the_district(d);
    district_at(d, "2025-07-01"); /* no district: nobody acts in its council */
    CHECK_INT(fixture_get(f, f->member[0], session).status, 404);
    CHECK_INT(fixture_get(f, d->officer, session).status, 404);
    CHECK_INT(fixture_get(f, f->officer, session).status, 200);
    fixture_close(f);
}

TEST_DB(district_recognises_three_stars_and_passes_four_up)
{
    struct district *d = open_round(db);
    struct fixture *f = d->f;
    Id three = district_filed(d, "Mắm ruốc", true), four = district_filed(d, "Nước mắm", true);
    score(d, three, true, 3);
    score(d, four, true, 4);
    struct dossier x = district_dossier(d, three);
    CHECK_INT(x.state, DOSSIER_DISTRICT_SCORED);
    CHECK_INT(x.due.v, district_day("2025-05-31").v);
    struct page p = fixture_get(f, d->leader, S("/cong-nhan"));
    CHECK(page_has(&p, S("UBND thành phố Phan Thiết")) && page_has(&p, S("Trình cấp tỉnh")));
    p = fixture_get(f, d->far_leader, S("/cong-nhan"));
    CHECK(p.status == 200 && !page_has(&p, S("Mắm ruốc")));
    CHECK_INT(decide(d, f->leader, three, "11/QĐ-UBND").status, 404);
    CHECK_INT(decide(d, d->far_leader, three, "11/QĐ-UBND").status, 404);
    CHECK_INT(decide(d, d->officer, three, "11/QĐ-UBND").status, 404);
    CHECK_INT(decide(d, d->leader, four, "11/QĐ-UBND").status, 422);
    CHECK_INT(pass(d, d->officer, three, "45/TTr-UBND").status, 422);
    CHECK_INT(decide(d, d->leader, three, "11/QĐ-UBND").status, 303);
    struct recognition r = recognition_of(d, three);
    CHECK_INT(r.star, 3);
    CHECK_STR(r.authority, S("UBND thành phố Phan Thiết"));
    Str one = district_path(d, "/cong-nhan", r.id, "");
    CHECK_INT(fixture_get(f, d->leader, one).status, 200);
    CHECK_INT(fixture_get(f, d->far_leader, one).status, 404);
    /* four stars: the province, with the district's result beside its own */
    p = pass(d, d->officer, four, "");
    CHECK(p.status == 422 && page_has(&p, S("href=\"#paper_no\"")));
    CHECK_INT(pass(d, d->far_officer, four, "45/TTr-UBND").status, 404);
    CHECK_INT(pass(d, d->officer, four, "45/TTr-UBND").status, 303);
    CHECK_INT(district_dossier(d, four).state, DOSSIER_AT_PROVINCE);
    Str above = district_path(d, "/tinh", four, "");
    p = fixture_get(f, f->officer, above);
    CHECK(p.status == 200 && page_has(&p, S("Kết quả chấm của các cấp")));
    CHECK(page_has(&p, S("Cấp huyện")) && page_has(&p, S("4 sao")));
    CHECK_INT(fixture_get(f, d->officer, district_path(d, "/huyen", four, "")).status, 200);
    score(d, four, false, 4);
    x = district_dossier(d, four);
    CHECK_INT(x.state, DOSSIER_SCORED);
    CHECK_INT(x.due.v, district_day("2025-07-14").v);
    p = fixture_get(f, f->officer, above);
    CHECK(page_has(&p, S("Cấp huyện")) && page_has(&p, S("Cấp tỉnh")));
    CHECK_INT(decide(d, d->leader, four, "12/QĐ-UBND").status, 404);
    CHECK_INT(decide(d, f->leader, four, "12/QĐ-UBND").status, 303);
    CHECK_STR(recognition_of(d, four).authority, S("UBND tỉnh Bình Thuận"));
    fixture_close(f);
}

TEST_DB(district_decides_on_what_the_province_scores_lower)
{
    struct district *d = open_round(db);
    struct fixture *f = d->f;
    Id id = district_filed(d, "Nước mắm", true);
    score(d, id, true, 4);
    CHECK_INT(pass(d, d->officer, id, "45/TTr-UBND").status, 303);
    score(d, id, false, 3);
    CHECK_INT(district_dossier(d, id).state, DOSSIER_DISTRICT_SCORED);
    CHECK_INT(decide(d, f->leader, id, "13/QĐ-UBND").status, 404);
    CHECK_INT(decide(d, d->leader, id, "13/QĐ-UBND").status, 303);
    CHECK_STR(recognition_of(d, id).authority, S("UBND thành phố Phan Thiết"));
    fixture_close(f);
}

static Err own_level(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(setting_set(tx, S("QD148-2023.lower"), tx_today(tx), S("own"), S("quy chế")));
    return tx_note(tx, S("test.setting"), ID_NONE);
}

TEST_DB(district_or_the_province_as_the_setting_says)
{
    struct district *d = open_round(db);
    struct fixture *f = d->f;
    Id id = district_filed(d, "Nước mắm", true);
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->leader, own_level, NULL), OK);
    score(d, id, true, 4);
    CHECK_INT(pass(d, d->officer, id, "45/TTr-UBND").status, 303);
    score(d, id, false, 3);
    CHECK_INT(district_dossier(d, id).state, DOSSIER_SCORED);
    CHECK_INT(decide(d, d->leader, id, "13/QĐ-UBND").status, 404);
    CHECK_INT(decide(d, f->leader, id, "13/QĐ-UBND").status, 303);
    CHECK_STR(recognition_of(d, id).authority, S("UBND tỉnh Bình Thuận"));
    fixture_close(f);
}

/* regime_test.c: the law by date: both sides of every day, both ways into a new law, and a loader
 * that reports every fault. */
#include "domain/regime/regime.h"
#include "fixture.h"
#include "domain/dossier/clock.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "domain/recognition/recognition.h"
#include "messages.h"
#include "platform/base/embedded.h"

static Date day(const char *iso)
{
    Date d = DATE_NONE;
    CHECK_ERR(date_parse_iso(str_c(iso), &d), OK);
    return d;
}

static struct regimes all(void)
{
    struct regimes r = { 0 };
    CHECK_ERR(regime_load_builtin(test_arena(), &r), OK);
    return r;
}

static Str id_on(const struct regimes *r, const char *iso)
{
    const struct regime *x = regime_on(r, day(iso));
    return x == NULL ? S("-") : x->id;
}

TEST(regime_both_sides_of_every_day)
{
    struct regimes r = all();
    CHECK_INT(r.n, 3);
    CHECK_STR(id_on(&r, "2023-02-23"), S("-"));
    CHECK_STR(id_on(&r, "2023-02-24"), S("QD148-2023"));
    CHECK_STR(id_on(&r, "2025-07-05"), S("QD148-2023"));
    CHECK_STR(id_on(&r, "2025-07-06"), S("QD1489-2025"));
    CHECK_STR(id_on(&r, "2026-05-21"), S("QD1489-2025"));
    CHECK_STR(id_on(&r, "2026-05-22"), S("QD26-2026"));
    CHECK_STR(id_on(&r, "2031-01-01"), S("QD26-2026"));
}

TEST(regime_who_recognises_which_star)
{
    struct regimes r = all();
    static const char *const tiers[3][3] = { { "district", "province", "centre" },
                                             { "province", "province", "centre" },
                                             { "province", "province", "centre" } };
    for (size_t i = 0; i < r.n; i++) {
        for (int star = 3; star <= 5; star++) {
            const struct regime_recognises *x = regime_recognises(&r.v[i], star);
            if (CHECK(x != NULL)) {
                CHECK_STR(x->tier, str_c(tiers[i][star - 3]));
            }
        }
        CHECK(regime_recognises(&r.v[i], 2) == NULL);
    }
}

/* What a paper of that day names, one letter an act: a the law on local government of 2015, b of
 * 2025, 1 QĐ 148, 2 QĐ 1489, 3 QĐ 26. */
static Str acts_on(const struct regimes *r, const char *law, const char *iso)
{
    static const char *const words[] = { "19 tháng 6 năm 2015", "16 tháng 6 năm 2025", "148/QĐ-TTg",
                                         "1489/QĐ-TTg", "26/2026/QĐ-TTg" };
    const struct regime *x = regime_find(r, str_c(law));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    for (size_t i = 0; i < x->acts.n; i++) {
        for (size_t w = 0; w < COUNT_OF(words); w++) {
            Str text = x->acts.v[i].text;
            if (regime_act_on(&x->acts.v[i], day(iso)) &&
                str_find(text, str_c(words[w])) < text.n) {
                out_c(o, "ab123"[w]);
            }
        }
    }
    return out_dup(test_arena(), o);
}

TEST(regime_names_the_acts_of_the_day)
{
    struct regimes r = all();
    CHECK_STR(acts_on(&r, "QD148-2023", "2025-06-30"), S("a1"));
    CHECK_STR(acts_on(&r, "QD148-2023", "2025-07-01"), S("b1"));
    CHECK_STR(acts_on(&r, "QD1489-2025", "2025-07-06"), S("b12"));
    CHECK_STR(acts_on(&r, "QD26-2026", "2026-05-22"), S("b3"));
    for (size_t i = 0; i < r.n; i++) {
        Str sheet = regime_sheet_act(&r.v[i]);
        CHECK(str_find(sheet, i < 2 ? S("148/QĐ-TTg") : S("26/2026/QĐ-TTg")) < sheet.n);
    }
}

static Str of(const struct regimes *r, const char *filed, int64_t kind, bool decided,
              const char *iso)
{
    struct regime_case c = { .filed = str_c(filed), .kind = kind, .decided = decided };
    const struct regime *x = regime_of(r, &c, day(iso));
    return x == NULL ? S("-") : x->id;
}

TEST(regime_dossier_keeps_its_law_until_the_transition_ends)
{
    struct regimes r = all();
    /* first and upgrade: 60 days from 22/5/2026; re-evaluation: 30 (Đ.12) */
    for (int64_t kind = 1; kind <= 2; kind++) {
        CHECK_STR(of(&r, "QD1489-2025", kind, false, "2026-07-21"), S("QD1489-2025"));
        CHECK_STR(of(&r, "QD1489-2025", kind, false, "2026-07-22"), S("QD26-2026"));
        CHECK_STR(of(&r, "QD148-2023", kind, false, "2026-07-21"), S("QD148-2023"));
        CHECK_STR(of(&r, "QD148-2023", kind, false, "2026-07-22"), S("QD26-2026"));
    }
    CHECK_STR(of(&r, "QD1489-2025", 3, false, "2026-06-21"), S("QD1489-2025"));
    CHECK_STR(of(&r, "QD1489-2025", 3, false, "2026-06-22"), S("QD26-2026"));
    /* from 148 to 1489 no transition is known: it goes on as filed */
    CHECK_STR(of(&r, "QD148-2023", 1, false, "2025-07-06"), S("QD148-2023"));
    /* decided: for good; a draft: today's */
    CHECK_STR(of(&r, "QD148-2023", 1, true, "2027-01-01"), S("QD148-2023"));
    CHECK_STR(of(&r, "", 1, false, "2026-05-21"), S("QD1489-2025"));
    CHECK_STR(of(&r, "", 1, false, "2026-05-22"), S("QD26-2026"));
    CHECK_STR(of(&r, "nonsense", 1, false, "2026-05-22"), S("-"));
    struct regime_case c = { .filed = S("QD1489-2025"), .kind = 3 };
    CHECK_INT(regime_last_day(&r, &c, day("2026-06-01")).v, day("2026-06-21").v);
    c.kind = 1;
    CHECK_INT(regime_last_day(&r, &c, day("2026-06-01")).v, day("2026-07-21").v);
    CHECK(date_none(regime_last_day(&r, &c, day("2026-07-22"))));
    c.filed = S("QD26-2026");
    CHECK(date_none(regime_last_day(&r, &c, day("2026-06-01"))));
}

TEST(regime_closing_days_of_the_plan_and_of_the_rounds)
{
    struct regimes r = all();
    struct regime_closing c[4];
    /* the base plan: before 16/5, 31/5 at the latest, before 30/6, 15/7, 30/7/2025 */
    static const char *const plan[] = { "2025-05-16", "2025-05-31", "2025-06-30", "2025-07-15",
                                        "2025-07-30" };
    const struct regime *base = regime_find(&r, S("QD148-2023"));
    CHECK_INT(base->calendar.n, COUNT_OF(plan));
    for (size_t i = 0; i < base->calendar.n && i < COUNT_OF(plan); i++) {
        CHECK_INT(base->calendar.v[i].day.v, day(plan[i]).v);
        CHECK(base->calendar.v[i].before == (i != 1));
    }
    CHECK_INT(regime_closings(base, day("2025-05-15"), 4, c), 4);
    CHECK_INT(c[0].day.v, day("2025-05-15").v);
    CHECK_INT(regime_closings(base, day("2025-05-16"), 4, c), 4);
    CHECK_INT(c[0].day.v, day("2025-05-31").v);
    CHECK_INT(regime_closings(base, day("2025-07-30"), 4, c), 0);
    const struct regime *now = regime_find(&r, S("QD26-2026"));
    CHECK_INT(regime_closings(now, day("2026-05-22"), 4, c), 4);
    CHECK_INT(c[0].day.v, day("2026-07-29").v);
    CHECK_INT(c[1].day.v, day("2026-10-29").v);
    CHECK_INT(c[2].day.v, day("2027-01-29").v);
    CHECK_INT(c[3].day.v, day("2027-04-29").v);
    CHECK_INT(regime_closings(now, day("2026-10-29"), 1, c), 1);
    CHECK_INT(c[0].day.v, day("2026-10-29").v);
    CHECK_INT(regime_closings(now, day("2026-10-30"), 1, c), 1);
    CHECK_INT(c[0].day.v, day("2027-01-29").v);
}

TEST(regime_grace_of_certificates_that_missed_the_window)
{
    struct regimes r = all();
    const struct regime *now = regime_find(&r, S("QD26-2026"));
    /* window closed on 21/5/2026, the day before the law began: ends 18/9/2026 */
    Date missed = date_add_days(now->from, 119), met = date_add_days(now->from, 120);
    CHECK(regime_grace(now, missed, true, missed));
    CHECK(regime_grace(now, missed, true, date_add_days(missed, 179)));
    CHECK(!regime_grace(now, missed, true, date_add_days(missed, 180)));
    CHECK(!regime_grace(now, missed, false, missed));
    CHECK(!regime_grace(now, met, true, met));
    CHECK(!regime_grace(&r.v[0], missed, true, missed));
}

/* ---- the loader ---- */

static Str file_of(const char *path)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), str_c(path))) {
            return embedded_text(&data_files[i]);
        }
    }
    return S("");
}

static Str swapped(Str t, const char *from, const char *to)
{
    size_t at = str_find(t, str_c(from));
    CHECK(at < t.n);
    Str head = str_cat(test_arena(), str_sub(t, 0, at), str_c(to));
    return str_cat(test_arena(), head, str_skip(t, at + str_c(from).n));
}

TEST(regime_loader_reports_each_fault)
{
    static const struct {
        const char *from, *to;
        int key;
    } cases[] = {
        { "\"from\": \"2026-05-22\"", "\"from\": \"2026-02-30\"", M_REGIME_FAULT_DATE },
        { "\"until\": null", "\"until\": \"2026-01-01\"", M_REGIME_FAULT_DATE },
        { "\"title\": \"UBND cấp xã\"", "\"title\": \"\"", M_REGIME_FAULT_TEXT },
        { "\"star\": 4", "\"star\": 3", M_REGIME_FAULT_STAR },
        { "\"star\": 4", "\"star\": 3", M_REGIME_FAULT_NOBODY },
        { "\"tier\": \"centre\"", "\"tier\": \"district\"", M_REGIME_FAULT_TIER },
        { "\"id\": \"centre\"", "\"id\": \"province\"", M_REGIME_FAULT_DOUBLE },
        { "\"days\": 15", "\"days\": -15", M_REGIME_FAULT_DAYS },
        { "\"days\": 15", "\"days\": null", M_REGIME_FAULT_WHY },
        { "\"state\": \"AT_COMMUNE\"", "\"state\": \"AT_PROVINCE\"", M_REGIME_FAULT_STATE },
        { "\"state\": \"AT_COMMUNE\"", "\"state\": \"AT_PROVINCE\"", M_REGIME_FAULT_NO_STEP },
        { "{serial}-{year}", "{year}", M_REGIME_FAULT_CODE },
        { "{province}", "{county}", M_REGIME_FAULT_CODE },
        { "\"n\": 120", "\"n\": 180", M_REGIME_FAULT_WINDOW },
        { "\"propose\": \"04-30\"", "\"propose\": \"02-29\"", M_REGIME_FAULT_ROUND },
        { "\"propose\": \"04-30\"", "\"propose\": \"06-30\"", M_REGIME_FAULT_ROUND },
        { "\"kind\": 2", "\"kind\": 1", M_REGIME_FAULT_KIND },
        { "\"source\": \"QĐ 26/2026/QĐ-TTg Đ.8\"", "\"source\": \"\"", M_REGIME_FAULT_SOURCE },
        { "\"verified\": true", "\"verified\": \"yes\"", M_REGIME_FAULT_VERIFIED },
        { ", \"setting\": \"province.days\"", "", M_REGIME_FAULT_SETTING },
        { "\"criteria\"", "\"kriteria\"", M_REGIME_FAULT_MISSING },
        { "\"rounds\"", "\"runden\"", M_REGIME_FAULT_LIST },
        { "\"step\": \"agency\"", "\"step\": \"moon\"", M_REGIME_FAULT_STATE },
        { "\"acts\"", "\"akten\"", M_REGIME_FAULT_LIST },
        { ", \"sheet\": true", "", M_REGIME_FAULT_SHEET_ACT },
        { "ngày 16 tháng 6 năm 2025\"", "\", \"from\": \"2025-13-01\"", M_REGIME_FAULT_DATE },
    };
    Str good = file_of("regimes/qd26-2026.json");
    struct problems p = { .arena = test_arena() };
    struct regime r;
    CHECK_ERR(regime_load(test_arena(), good, &p, &r), OK);
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        p = (struct problems){ .arena = test_arena() };
        Str bad = swapped(good, cases[i].from, cases[i].to);
        CHECK_ERR(regime_load(test_arena(), bad, &p, &r), E_REFUSED);
        bool found = false;
        for (size_t k = 0; k < p.n; k++) {
            found = found || p.v[k].key == cases[i].key;
        }
        if (!CHECK(found)) {
            log_line(LOG_WARN, "test", "case %zu: %s", i, cases[i].to);
        }
    }
    /* all of them, not the first */
    Str two =
        swapped(swapped(good, "\"days\": 15", "\"days\": 9999"), "\"star\": 5", "\"star\": 9");
    p = (struct problems){ .arena = test_arena() };
    CHECK_ERR(regime_load(test_arena(), two, &p, &r), E_REFUSED);
    CHECK_INT(p.n, 3); /* the term, the star, and nobody for five stars */
    CHECK_ERR(regime_load(test_arena(), S("{\"format\":\"ocop-regime-2\"}"), &p, &r), E_INPUT);
    CHECK_ERR(regime_load(test_arena(), S("{"), &p, &r), E_INPUT);
}

TEST(regime_loader_wants_them_to_follow_each_other)
{
    struct problems p = { .arena = test_arena() };
    struct regimes r = all();
    CHECK_ERR(regime_check_order(&r, &p), OK);
    r.v[0].until = date_add_days(r.v[0].until, -1); /* a day without any law */
    CHECK_ERR(regime_check_order(&r, &p), E_REFUSED);
    r.v[0].until = date_add_days(r.v[0].until, 2); /* a day with two */
    CHECK_ERR(regime_check_order(&r, &p), E_REFUSED);
    r = all();
    r.v[2].id = r.v[1].id;
    CHECK_ERR(regime_check_order(&r, &p), E_REFUSED);
    r = all();
    r.v[2].transition.n = 2;
    CHECK_ERR(regime_check_order(&r, &p), E_REFUSED);
}

/* ---- in the program ---- */

static Time morning(const char *iso)
{
    return (Time){ time_start_of(day(iso)).v + 9 * 3600 * TIME_SECOND };
}

struct asked {
    Id dossier;
    int64_t star, days;
    struct dossier d;
    Str law, authority, setting, value;
    Date due;
};

static Err read_law(struct tx *tx, void *arg)
{
    struct asked *x = arg;
    const struct regime *r;
    TRY(dossier_get(tx, x->dossier, &x->d));
    TRY(dossier_regime(tx, x->dossier, &r));
    x->law = r->id;
    TRY(dossier_authority(tx, x->dossier, x->star, &x->authority));
    TRY(dossier_clock_due(tx, x->dossier, DOSSIER_AT_PROVINCE, &x->due));
    return regime_step_days(tx, regime_step(r, DOSSIER_AT_PROVINCE), &x->days);
}

static struct asked law_of(struct fixture *f, Id dossier, int64_t star)
{
    struct asked x = { .dossier = dossier, .star = star };
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, read_law, &x), OK);
    return x;
}

TEST_DB(regime_a_dossier_keeps_the_law_it_was_filed_under)
{
    struct fixture *f = fixture_open(db);
    f->now = morning("2026-05-21");
    Id old = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm cũ");
    f->now = morning("2026-05-22");
    Id new = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm mới");
    CHECK_STR(law_of(f, old, 3).law, S("QD1489-2025"));
    CHECK_STR(law_of(f, new, 3).law, S("QD26-2026"));
    f->now = morning("2026-07-21");
    CHECK_STR(law_of(f, old, 3).law, S("QD1489-2025"));
    f->now = morning("2026-07-22");
    CHECK_STR(law_of(f, old, 3).law, S("QD26-2026"));
    CHECK_STR(law_of(f, new, 4).authority, S("UBND tỉnh Lâm Đồng"));
    CHECK_STR(law_of(f, new, 5).authority, S("Bộ Nông nghiệp và Môi trường"));
    fixture_close(f);
}

TEST_DB(regime_the_district_decides_three_stars_in_the_base_plan)
{
    struct fixture *f = fixture_open(db);
    f->now = morning("2025-05-20");
    Id dossier = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm 2025");
    struct asked x = law_of(f, dossier, 3);
    CHECK_STR(x.law, S("QD148-2023"));
    CHECK_STR(x.authority, S("UBND cấp huyện")); /* the commune of the fixture is one of today's */
    CHECK_STR(law_of(f, dossier, 4).authority, S("UBND tỉnh Bình Thuận"));
    fixture_close(f);
}

static Err put_setting(struct tx *tx, void *arg)
{
    const struct asked *x = arg;
    TRY(setting_set(tx, x->setting, tx_today(tx), x->value, S("quy chế Hội đồng")));
    return tx_note(tx, S("test.setting"), ID_NONE);
}

TEST_DB(regime_what_is_not_verified_is_a_setting)
{
    struct fixture *f = fixture_open(db);
    Id dossier = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm");
    CHECK_INT(law_of(f, dossier, 3).days, 15);
    struct asked days = { .setting = S("province.days"), .value = S("7") };
    struct asked who = { .setting = S("recognition.authority.3"), .value = S("UBND tỉnh Mẫu") };
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->leader, put_setting, &days), OK);
    CHECK_ERR(fixture_tx(f, SETTING_EDIT, 0, f->leader, put_setting, &who), OK);
    CHECK_INT(law_of(f, dossier, 3).days, 7);
    CHECK_STR(law_of(f, dossier, 3).authority, S("UBND tỉnh Mẫu"));
    fixture_close(f);
}

struct coded {
    const char *commune, *kind, *district, *on;
    Str code;
};

static Err make_code(struct tx *tx, void *arg)
{
    struct coded *c = arg;
    struct regimes r;
    struct place p;
    Id id;
    bool doubt;
    TRY(regime_load_builtin(tx_arena(tx), &r));
    TRY(place_match(tx, str_c(c->commune), day(c->on), &id, &doubt));
    TRY(place_get(tx, id, &p));
    return dossier_code_of(tx, regime_on(&r, day(c->on)), &p, 7, 2025, &c->code);
}

TEST_DB(regime_code_of_the_product_before_and_after_the_districts)
{
    struct fixture *f = fixture_open(db);
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    struct coded old = { .commune = "Thị trấn Liên Hương (huyện Tuy Phong)", .on = "2025-05-20" };
    CHECK_ERR(tx_run(f->db, &o, make_code, &old), OK);
    CHECK_STR(old.code, S("60-595-22969-7-2025"));
    struct coded now = { .commune = "Phường Mũi Né", .on = "2025-07-06" };
    CHECK_ERR(tx_run(f->db, &o, make_code, &now), OK);
    CHECK_STR(now.code, S("68-22918-7-2025"));
    /* 1/7 to 5/7/2025: still the base plan's format, but no district any more */
    struct coded gap = { .commune = "Phường Mũi Né", .on = "2025-07-05" };
    CHECK_ERR(tx_run(f->db, &o, make_code, &gap), OK);
    CHECK_STR(gap.code, S("68-22918-7-2025"));
    fixture_close(f);
}

static Err read_window(struct tx *tx, void *arg)
{
    struct regime_window *w = arg;
    const struct regime *r;
    TRY(regime_today(tx, &r));
    return regime_window(tx, r, day("2027-01-01"), w);
}

TEST_DB(regime_window_of_a_re_evaluation)
{
    struct tx_opts o = { .mode = TX_READ, .arena = test_arena(), .now = morning("2026-05-22") };
    struct regime_window w;
    CHECK_ERR(tx_run(db, &o, read_window, &w), OK);
    CHECK_INT(day("2027-01-01").v - w.open.v, 180);
    CHECK_INT(day("2027-01-01").v - w.close.v, 120);
    o.now = morning("2026-05-21");
    CHECK_ERR(tx_run(db, &o, read_window, &w), OK);
    CHECK(date_none(w.close)); /* before, no last day was set */
}

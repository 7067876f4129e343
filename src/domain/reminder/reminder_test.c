/* reminder_test.c: the job of every day under a clock of our own, and the desk of each role. */
#include "domain/reminder/reminder.h"
#include "domain/council/table_test.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"
#include "fixture.h"

static Time morning(const char *iso)
{
    Date d = DATE_NONE;
    CHECK_ERR(date_parse_iso(str_c(iso), &d), OK);
    return (Time){ time_start_of(d).v + 10 * 3600 * TIME_SECOND };
}

static Err run_on(struct fixture *f, const char *iso)
{
    int64_t said = 0;
    return reminder_run(f->db, f->arena, morning(iso), &said);
}

struct said {
    Id dossier;
    struct reminders all;
};

static Err read_said(struct tx *tx, void *arg)
{
    struct said *s = arg;
    return reminder_said(tx, s->dossier, &s->all);
}

static struct reminders said_of(struct fixture *f, Id dossier)
{
    struct said s = { .dossier = dossier };
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, read_said, &s), OK);
    return s.all;
}

/* Filed on 12/06/2026, due on Friday 03/07/2026 (15 working days). */
TEST_DB(reminder_near_then_late_then_above_each_once)
{
    struct fixture *f = fixture_open(db);
    Id d = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm");
    CHECK_ERR(run_on(f, "2026-06-29"), OK);
    CHECK_INT(said_of(f, d).n, 0);
    CHECK_ERR(run_on(f, "2026-06-30"), OK); /* three working days before */
    struct reminders r = said_of(f, d);
    if (CHECK_INT(r.n, 1)) {
        CHECK_INT(r.v[0].kind, REMINDER_NEAR);
        CHECK_INT(r.v[0].level, 1);
    }
    CHECK_ERR(run_on(f, "2026-07-01"), OK);
    CHECK_ERR(run_on(f, "2026-07-03"), OK); /* the last day is not late */
    CHECK_INT(said_of(f, d).n, 1);
    CHECK_ERR(run_on(f, "2026-07-04"), OK);
    CHECK_ERR(run_on(f, "2026-07-05"), OK);
    r = said_of(f, d);
    if (CHECK_INT(r.n, 3)) {
        CHECK_INT(r.v[1].kind, REMINDER_LATE);
        CHECK_INT(r.v[2].kind, REMINDER_LATE);
        CHECK_INT(r.v[1].level + r.v[2].level, 3);
    }
    fixture_close(f);
}

TEST_DB(reminder_old_rules_end)
{
    struct fixture *f = fixture_open(db);
    f->now = morning("2026-05-21");
    Id d = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm");
    CHECK_ERR(run_on(f, "2026-05-21"), OK);
    CHECK_ERR(run_on(f, "2026-05-22"), OK);
    size_t before = said_of(f, d).n;
    CHECK_ERR(run_on(f, "2026-07-20"), OK); /* 60 days: until 21/07/2026 */
    struct reminders r = said_of(f, d);
    size_t law = 0;
    for (size_t i = before; i < r.n; i++) {
        law += r.v[i].kind == REMINDER_LAW ? 1 : 0;
    }
    CHECK_INT(law, 2); /* to whoever has it and to the next level */
    fixture_close(f);
}

/* Whatever statement fails, the other dossier is said, and the next run says the rest, once. */
TEST_DB(reminder_one_failure_does_not_stop_the_rest)
{
    struct fixture *f = fixture_open(db);
    Id a = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm một");
    Id b = fixture_dossier(f, f->other_owner, f->other_producer, 9, "Nước mắm hai");
    int64_t said = 0;
    bool one = false;
    for (int n = 1; n < 40 && !one; n++) {
        db_fault_after(db, n);
        Err e = reminder_run(db, f->arena, morning("2026-07-01"), &said);
        db_fault_after(db, 0);
        size_t of_a = said_of(f, a).n, of_b = said_of(f, b).n;
        one = e == E_IO && of_a == 0 && of_b == 1; /* the first failed, the second did not */
        CHECK(e == OK || e == E_IO);
        if (of_a == 1) {
            break;
        }
    }
    CHECK(one);
    CHECK_ERR(run_on(f, "2026-07-01"), OK);
    CHECK_INT(said_of(f, a).n, 1);
    CHECK_INT(said_of(f, b).n, 1);
    fixture_close(f);
}

static Err schedule(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(reminder_schedule(tx));
    return tx_note(tx, S("test.scheduled"), ID_NONE);
}

static int jobs_on(struct fixture *f, const char *iso)
{
    int done = 0;
    CHECK_ERR(jobs_run_due(f->db, app_jobs, app_jobs_n, morning(iso), 50, &f->app->program, &done),
              OK);
    return done;
}

TEST_DB(reminder_job_puts_itself_again_every_day)
{
    struct fixture *f = fixture_open(db);
    Id d = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm");
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, schedule, NULL), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, schedule, NULL), OK); /* once a day */
    CHECK_INT(jobs_on(f, "2026-06-12"), 1);
    CHECK_INT(jobs_on(f, "2026-06-12"), 0);
    CHECK_INT(jobs_on(f, "2026-06-13"), 1);
    CHECK_INT(jobs_on(f, "2026-06-13"), 0);
    CHECK_INT(said_of(f, d).n, 0);
    CHECK_INT(jobs_on(f, "2026-07-06"), 1); /* the machine was off for three weeks */
    CHECK_INT(said_of(f, d).n, 2);
    CHECK_INT(jobs_on(f, "2026-07-07"), 1);
    fixture_close(f);
}

/* ---- the desk ---- */

static bool desk_has(struct fixture *f, Id who, Str text)
{
    struct page p = fixture_get(f, who, S("/ban-lam-viec"));
    CHECK_INT(p.status, 200);
    return page_has(&p, text);
}

TEST_DB(reminder_desk_of_commune_and_province)
{
    struct fixture *f = fixture_open(db);
    Id d = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm <i>Mẫu</i>");
    CHECK(desk_has(f, f->commune, S("1 hồ sơ chờ xã kiểm tra")));
    CHECK(!desk_has(f, f->other_commune, S("hồ sơ chờ xã")));
    CHECK(!desk_has(f, f->officer, S("quá hạn ở")));
    f->now = morning("2026-07-01");
    CHECK_ERR(run_on(f, "2026-07-01"), OK);
    CHECK(desk_has(f, f->commune, S("Sắp đến hạn: Nước mắm &lt;i&gt;Mẫu&lt;/i&gt;")));
    CHECK(!desk_has(f, f->other_commune, S("Sắp đến hạn")));
    f->now = morning("2026-07-06");
    CHECK_ERR(run_on(f, "2026-07-06"), OK);
    CHECK(desk_has(f, f->commune, S("Quá hạn: Nước mắm")));
    CHECK(!desk_has(f, f->commune, S("Sắp đến hạn")));
    CHECK(desk_has(f, f->commune, S("oc-todo__row--late")));
    CHECK(desk_has(f, f->officer, S("1 hồ sơ quá hạn ở phường Mũi Né")));
    CHECK(!desk_has(f, f->officer, S("Nước mắm"))); /* the province cannot open it yet */
    /* a supplement is asked for: the clock stands, nothing is late any more */
    Str show = str_cat(f->arena, S("/xa/"), id_text(f->arena, d));
    struct page p = fixture_get(f, f->commune, show);
    p = fixture_post(f, f->commune, str_cat(f->arena, show, S("/yeu-cau")),
                     FORM({ S("version"), page_input(&p, S("version")) }, { S("target"), S("") },
                          { S("text"), S("Chụp lại hợp đồng") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->commune, show);
    p = fixture_post(f, f->commune, str_cat(f->arena, show, S("/tra-lai")),
                     FORM({ S("version"), page_input(&p, S("version")) }));
    CHECK_INT(p.status, 303);
    CHECK(!desk_has(f, f->commune, S("Quá hạn")) && !desk_has(f, f->officer, S("quá hạn ở")));
    CHECK(desk_has(f, f->owner, S("1 yêu cầu chưa trả lời")));
    CHECK(!desk_has(f, f->other_owner, S("yêu cầu")));
    fixture_close(f);
}

TEST_DB(reminder_desk_of_the_council_and_the_leader)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    CHECK(desk_has(f, f->member[0], S("1 phiếu cần chấm")));
    for (size_t i = 0; i < FIXTURE_MEMBERS; i++) {
        table_hand_in(t, f->member[i], table_best);
    }
    CHECK(!desk_has(f, f->member[0], S("phiếu cần chấm")));
    CHECK(!desk_has(f, f->leader, S("chờ quyết định")));
    fixture_close(f);
}

static Err fail_job(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    (void)db;
    (void)a;
    (void)j;
    (void)arg;
    return E_IO;
}

TEST_DB(reminder_desk_of_the_admin_shows_failed_jobs)
{
    static const struct jobs_kind kinds[] = { { JOB_REMIND, "remind", fail_job, 1 } };
    struct fixture *f = fixture_open(db);
    int done = 0;
    CHECK(!desk_has(f, f->admin, S("việc tự động bị lỗi")));
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, schedule, NULL), OK);
    CHECK_ERR(jobs_run_due(f->db, kinds, 1, f->now, 9, NULL, &done), OK);
    CHECK(desk_has(f, f->admin, S("1 việc tự động bị lỗi")));
    CHECK(!desk_has(f, f->officer, S("việc tự động bị lỗi")));
    fixture_close(f);
}

struct old {
    Id product, producer;
    Date from;
    const char *name;
};

static Err recognise(struct tx *tx, void *arg)
{
    struct old *o = arg;
    struct product_new p = {
        .producer = o->producer, .name = str_c(o->name), .set_no = 9, .demo = true
    };
    struct recognition_new r = { .star = 3,
                                 .decision_no = S("12/QĐ-UBND"),
                                 .authority = S("UBND tỉnh"),
                                 .decision_date = o->from,
                                 .from_day = o->from,
                                 .product_name = str_c(o->name),
                                 .producer_name = S("HTX Mẫu"),
                                 .place_text = S("Mũi Né") };
    Id id;
    TRY(product_create(tx, &p, &r.product));
    return recognition_record(tx, &r, &id);
}

/* Ends on 01/03/2027: from 02/09/2026 to 01/11/2026 (180 and 120 days before). */
TEST_DB(reminder_desk_of_a_producer_with_a_certificate_that_ends)
{
    struct fixture *f = fixture_open(db);
    struct old o = { .producer = f->producer, .name = "Nước mắm cũ" };
    CHECK_ERR(date_make(2024, 3, 1, &o.from), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, recognise, &o), OK);
    f->now = morning("2026-09-01");
    CHECK(!desk_has(f, f->owner, S("Nước mắm cũ")));
    f->now = morning("2026-09-02");
    CHECK(desk_has(f, f->owner, S("Nộp hồ sơ đánh giá lại từ 02/09/2026 đến 01/11/2026")));
    CHECK(!desk_has(f, f->other_owner, S("Nước mắm cũ")));
    f->now = morning("2026-11-01");
    CHECK(!desk_has(f, f->owner, S("oc-todo__row--late")));
    f->now = morning("2026-11-02");
    CHECK(desk_has(f, f->owner, S("oc-todo__row--late")));
    CHECK(desk_has(f, f->owner, S("Hạn nộp hồ sơ đánh giá lại là 01/11/2026")));
    fixture_close(f);
}

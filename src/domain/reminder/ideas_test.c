/* ideas_test.c: terms of ideas under a clock of our own: near, over, said once, to whom. */
#include "domain/idea/idea.h"
#include "domain/reminder/reminder.h"
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
    f->now = morning(iso);
    return reminder_run(f->db, f->arena, f->now, &said);
}

struct said {
    Id idea;
    struct reminder_ideas all;
};

static Err read_said(struct tx *tx, void *arg)
{
    struct said *s = arg;
    return reminder_idea_said(tx, s->idea, &s->all);
}

static struct reminder_ideas said_of(struct fixture *f, Id idea)
{
    struct said s = { .idea = idea };
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, read_said, &s), OK);
    return s.all;
}

static struct page press(struct fixture *f, Id who, Id idea, const char *step, const char *opinion)
{
    Str at = str_cat(f->arena, S("/y-tuong/"), id_text(f->arena, idea));
    struct page p = fixture_get(f, who, at);
    struct http_field form[] = { { S("version"), page_input(&p, S("version")) },
                                 { S("reason"), S("Có sẵn nguyên liệu") },
                                 { S("opinion"), str_c(opinion) } };
    return fixture_post(f, who, str_cat(f->arena, at, str_c(step)), opinion[0] == 0 ? 2 : 3, form);
}

/* Sent on Friday 12/06/2026: the commune has ten working days, until 26/06/2026. */
static Id sent(struct fixture *f, Id owner, const char *name)
{
    struct http_field form[] = {
        { S("year"), S("2026") },        { S("product"), S("") },
        { S("name"), str_c(name) },      { S("set_no"), S("9") },
        { S("target_star"), S("3") },    { S("description"), S("Nước mắm") },
        { S("materials"), S("Cá cơm") }, { S("novelty"), S("Ủ chum sành") },
        { S("version"), S("1") }
    };
    struct page p = fixture_post(f, owner, S("/y-tuong/moi"), COUNT_OF(form) - 1, form);
    CHECK_INT(p.status, 303);
    Id id = page_id(&p, S("/y-tuong/"));
    Str at = str_cat(f->arena, S("/y-tuong/"), id_text(f->arena, id));
    p = fixture_post(f, owner, str_cat(f->arena, at, S("/gui")), COUNT_OF(form), form);
    CHECK_INT(p.status, 303);
    return id;
}

static bool desk_has(struct fixture *f, Id who, Str text)
{
    struct page p = fixture_get(f, who, S("/ban-lam-viec"));
    CHECK_INT(p.status, 200);
    return page_has(&p, text);
}

TEST_DB(reminder_idea_near_then_late_each_once)
{
    struct fixture *f = fixture_open(db);
    Id i = sent(f, f->owner, "Mắm <i>gừng</i>");
    CHECK_ERR(run_on(f, "2026-06-22"), OK);
    CHECK_INT(said_of(f, i).n, 0);
    CHECK(!desk_has(f, f->commune, S("Ý tưởng sắp đến hạn")));
    CHECK_ERR(run_on(f, "2026-06-23"), OK); /* three working days before */
    CHECK_ERR(run_on(f, "2026-06-24"), OK);
    struct reminder_ideas r = said_of(f, i);
    if (CHECK_INT(r.n, 1)) {
        CHECK_INT(r.v[0].kind, REMINDER_NEAR);
        CHECK_INT(r.v[0].level, 1);
    }
    CHECK(desk_has(f, f->commune, S("Ý tưởng sắp đến hạn: Mắm &lt;i&gt;gừng&lt;/i&gt;")));
    CHECK(!desk_has(f, f->other_commune, S("Ý tưởng sắp đến hạn")));
    CHECK(!desk_has(f, f->officer, S("Ý tưởng sắp đến hạn")));
    CHECK_ERR(run_on(f, "2026-06-26"), OK); /* the last day is not late */
    CHECK_INT(said_of(f, i).n, 1);
    CHECK_ERR(run_on(f, "2026-06-27"), OK);
    CHECK_ERR(run_on(f, "2026-06-29"), OK);
    CHECK_INT(said_of(f, i).n, 3); /* late: to the commune and above it */
    CHECK(desk_has(f, f->commune, S("Ý tưởng quá hạn: Mắm")));
    CHECK(!desk_has(f, f->commune, S("Ý tưởng sắp đến hạn")));
    CHECK(desk_has(f, f->commune, S("1 ý tưởng đã quá hạn")));
    CHECK(desk_has(f, f->officer, S("1 ý tưởng quá hạn cho ý kiến ở phường Mũi Né")));
    CHECK(!desk_has(f, f->officer, S("gừng")));
    CHECK(!desk_has(f, f->leader, S("quá hạn lựa chọn")));
    fixture_close(f);
}

/* After the commune's word on 29/06/2026 the province has fifteen working days: until 20/07/2026.
 */
TEST_DB(reminder_idea_goes_with_the_idea)
{
    struct fixture *f = fixture_open(db);
    Id i = sent(f, f->owner, "Mắm gừng");
    CHECK_ERR(run_on(f, "2026-06-29"), OK);
    CHECK_INT(press(f, f->commune, i, "/y-kien", "1").status, 303);
    CHECK(!desk_has(f, f->commune, S("Ý tưởng quá hạn")));
    CHECK(!desk_has(f, f->officer, S("quá hạn cho ý kiến")));
    size_t before = said_of(f, i).n;
    CHECK_ERR(run_on(f, "2026-07-14"), OK);
    CHECK_INT(said_of(f, i).n, before);
    CHECK_ERR(run_on(f, "2026-07-15"), OK);
    CHECK_INT(said_of(f, i).n, before + 1);
    CHECK(desk_has(f, f->officer, S("Ý tưởng sắp đến hạn: Mắm gừng")));
    CHECK(!desk_has(f, f->commune, S("Ý tưởng sắp đến hạn")));
    CHECK_ERR(run_on(f, "2026-07-21"), OK);
    CHECK(desk_has(f, f->officer, S("Ý tưởng quá hạn: Mắm gừng")));
    CHECK(desk_has(f, f->leader, S("1 ý tưởng quá hạn lựa chọn ở cấp tỉnh")));
    CHECK(!desk_has(f, f->leader, S("Mắm gừng")));
    CHECK_INT(press(f, f->officer, i, "/chon", "").status, 303);
    CHECK(!desk_has(f, f->officer, S("Ý tưởng quá hạn")));
    CHECK(!desk_has(f, f->leader, S("quá hạn lựa chọn")));
    before = said_of(f, i).n;
    CHECK_ERR(run_on(f, "2026-09-01"), OK); /* selected: no term runs */
    CHECK_INT(said_of(f, i).n, before);
    fixture_close(f);
}

/* Whatever statement fails, the dossier and the other idea are said; the next run says the rest. */
TEST_DB(reminder_idea_failure_does_not_stop_the_rest)
{
    struct fixture *f = fixture_open(db);
    Id dossier = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm");
    Id a = sent(f, f->owner, "Mắm một"), b = sent(f, f->other_owner, "Mắm hai");
    Time day = morning("2026-06-24");
    int64_t said = 0;
    bool one = false;
    CHECK(!id_none(dossier));
    for (int n = 1; n < 40 && !one; n++) {
        db_fault_after(db, n);
        Err e = reminder_run(db, f->arena, day, &said);
        db_fault_after(db, 0);
        CHECK(e == OK || e == E_IO);
        one = e == E_IO && said_of(f, a).n == 0 && said_of(f, b).n == 1;
        if (said_of(f, a).n == 1) {
            break;
        }
    }
    CHECK(one);
    CHECK_ERR(reminder_run(db, f->arena, day, &said), OK);
    CHECK_INT(said_of(f, a).n, 1);
    CHECK_INT(said_of(f, b).n, 1);
    fixture_close(f);
}

/* What was said stays as it was said. */
static Err say_twice(struct tx *tx, void *arg)
{
    const Id *idea = arg;
    Date due = date_add_days(tx_today(tx), 1);
    for (int k = 0; k < 2; k++) {
        TRY(reminder_idea_put(tx, tx_new_id(tx), *idea, REMINDER_NEAR, 1, IDEA_AT_COMMUNE, due,
                              tx_today(tx), tx_now(tx)));
    }
    return tx_note(tx, S("test.said"), *idea);
}

TEST_DB(reminder_idea_is_said_once)
{
    struct fixture *f = fixture_open(db);
    Id i = sent(f, f->owner, "Mắm gừng");
    CHECK_ERR(fixture_tx(f, SYSTEM_JOB, 0, ID_NONE, say_twice, &i), OK);
    CHECK_ERR(fixture_tx(f, SYSTEM_JOB, 0, ID_NONE, say_twice, &i), OK);
    CHECK_INT(said_of(f, i).n, 1);
    fixture_close(f);
}

/* calendar_test.c: working days over weekends, holidays and swapped days. */
#include "domain/calendar/calendar.h"
#include "platform/test/test.h"

static Date day(const char *iso)
{
    Date d = DATE_NONE;
    CHECK_ERR(date_parse_iso(str_c(iso), &d), OK);
    return d;
}

static void check_add(struct tx *tx, const char *from, int64_t n, const char *want)
{
    Date got = DATE_NONE;
    struct out *o CLEANUP(out_cleanup) = out_new(20);
    CHECK_ERR(calendar_add_working_days(tx, day(from), n, &got), OK);
    out_date_iso(o, got);
    CHECK_STR(out_view(o), str_c(want));
}

static Err count(struct tx *tx, void *arg)
{
    (void)arg;
    bool works = false;
    int64_t n = 0;
    check_add(tx, "2026-06-12", 0, "2026-06-12");  /* nothing to add */
    check_add(tx, "2026-06-12", 1, "2026-06-15");  /* Friday, then Monday */
    check_add(tx, "2026-06-12", 15, "2026-07-03"); /* three weeks */
    check_add(tx, "2026-02-13", 1, "2026-02-23");  /* over the lunar new year */
    check_add(tx, "2026-04-24", 1, "2026-04-28");  /* day off in place of a Sunday holiday */
    check_add(tx, "2026-08-21", 1, "2026-08-22");  /* a Saturday worked in exchange */
    check_add(tx, "2026-08-28", 1, "2026-09-03");  /* for this Monday */
    check_add(tx, "2029-01-05", 1, "2029-01-08");  /* beyond the table: weekdays */
    TRY(calendar_is_working_day(tx, day("2026-09-02"), &works));
    CHECK(!works);
    TRY(calendar_is_working_day(tx, day("2026-08-22"), &works));
    CHECK(works);
    TRY(calendar_working_days_between(tx, day("2026-06-12"), day("2026-07-03"), &n));
    CHECK_INT(n, 15);
    TRY(calendar_working_days_between(tx, day("2026-07-03"), day("2026-06-12"), &n));
    CHECK_INT(n, 0);
    return OK;
}

TEST_DB(calendar_counts_working_days)
{
    struct tx_opts o = { .mode = TX_READ, .arena = test_arena(), .now = test_now() };
    CHECK_ERR(tx_run(db, &o, count, NULL), OK);
}

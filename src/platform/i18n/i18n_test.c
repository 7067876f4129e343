/* i18n_test.c: the formats of both languages. */
#include "platform/i18n/i18n.h"
#include "platform/test/test.h"

static Str frac(enum lang l, int64_t n, int64_t d)
{
    struct out *o = out_new(1000);
    i18n_frac(o, l, frac_make(n, d));
    Str s = out_dup(test_arena(), o);
    out_free(o);
    return s;
}

TEST(i18n_fractions_lose_only_trailing_zeros)
{
    CHECK_STR(frac(LANG_VI, 233, 3), S("77,67"));
    CHECK_STR(frac(LANG_VI, 155, 2), S("77,5"));
    CHECK_STR(frac(LANG_VI, 70, 1), S("70"));
    CHECK_STR(frac(LANG_VI, 100, 1), S("100"));
    CHECK_STR(frac(LANG_VI, 0, 1), S("0"));
    CHECK_STR(frac(LANG_EN, 233, 3), S("77.67"));
    CHECK_STR(frac(LANG_EN, 12345678, 10), S("1,234,567.8"));
}

TEST(i18n_dates_and_numbers)
{
    struct out *o = out_new(1000);
    Date d;
    CHECK_ERR(date_make(2026, 6, 12, &d), OK);
    i18n_date_weekday(o, LANG_VI, d);
    out_c(o, '|');
    i18n_date_weekday(o, LANG_EN, d);
    out_c(o, '|');
    i18n_money(o, LANG_VI, (Money){ 1234567 });
    out_c(o, '|');
    i18n_int(o, LANG_EN, -1234567);
    out_c(o, '|');
    i18n_time(o, LANG_EN, test_now());
    i18n_date(o, LANG_VI, DATE_NONE);
    CHECK_STR(out_view(o), S("thứ Sáu 12/06/2026|Friday 12 June "
                             "2026|1.234.567\u00a0₫|-1,234,567|09:30, 12 June 2026"));
    out_free(o);
}

TEST(i18n_keys_and_arguments)
{
    CHECK_INT(i18n_key(S("dossier.state.draft")), M_DOSSIER_STATE_DRAFT);
    CHECK_INT(i18n_key(S("no.such.key")), M_NONE);
    Str s = i18n_fmt(test_arena(), LANG_VI, M_VIEW_PAGE_OF, S("2"), S("<b>"), STR_NONE);
    CHECK_STR(s, S("Trang 2 trên <b>"));
}

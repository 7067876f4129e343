/* review.c: words of an office's list. */
#include "domain/review/review.h"
#include "domain/calendar/calendar.h"
#include "messages.h"

enum { SOON_DAYS = 3 };

static Str count_words(const struct view *w, int key, int64_t n)
{
    return i18n_fmt(w->arena, w->lang, key, view_arg_int(w, n), STR_NONE, STR_NONE);
}

Err review_due_of(struct tx *tx, const struct view *w, Date due, struct review_due *ret)
{
    *ret = (struct review_due){ .day = due };
    if (date_none(due)) {
        return OK;
    }
    Date today = tx_today(tx);
    int64_t days = 0;
    if (date_cmp(due, today) < 0) {
        TRY(calendar_working_days_between(tx, due, today, &days));
        ret->late = true;
        ret->left = count_words(w, M_REVIEW_LATE, days > 0 ? days : 1);
        return OK;
    }
    TRY(calendar_working_days_between(tx, today, due, &days));
    ret->soon = days <= SOON_DAYS;
    ret->left =
        days == 0 ? i18n_text(w->lang, M_REVIEW_DUE_TODAY) : count_words(w, M_REVIEW_LEFT, days);
    return OK;
}

Str review_about(const struct view *w, Str code, Str more)
{
    if (str_empty(code)) {
        return more;
    }
    return i18n_fmt(w->arena, w->lang, M_REVIEW_ABOUT, code, more, STR_NONE);
}

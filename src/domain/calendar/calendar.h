/* calendar.h: working days of Vietnamese offices: Monday to Friday without public holidays, with
 * the swapped days the Government announces (data/holidays/vn.csv). */
#ifndef CALENDAR_H
#define CALENDAR_H
#include "platform/db/db.h"

/* Is the day a working day? A day outside the years of the table goes by its weekday alone. */
Err calendar_is_working_day(struct tx *tx, Date d, bool *ret) MUST;
/* The n-th working day after d: with n = 1 the next working day; n = 0 is d itself. Counting begins
 * on the day after receipt (Bộ luật Dân sự 2015 Đ.147: the first day is not counted). */
Err calendar_add_working_days(struct tx *tx, Date d, int64_t n, Date *ret) MUST;
/* Working days after `from` up to and including `to`; 0 when to is not later. */
Err calendar_working_days_between(struct tx *tx, Date from, Date to, int64_t *ret) MUST;

#endif

/* date.h: civil days of Vietnam and instants. Nobody but time_wall_clock() asks the clock; see
 * tx_now(). */
#include "platform/base/base.h"

#ifndef BASE_DATE_H
#define BASE_DATE_H
typedef struct {
    int32_t v; /* days since 1970-01-01, Vietnam's civil day; DATE_NONE when absent */
} Date;
typedef struct {
    int64_t v; /* microseconds since 1970-01-01T00:00Z; TIME_NONE when absent */
} Time;

#define DATE_NONE ((Date){ INT32_MIN })
#define TIME_NONE ((Time){ INT64_MIN })
#define TIME_SECOND INT64_C(1000000)
#define TIME_DAY (INT64_C(86400) * TIME_SECOND)

struct ymd {
    int year, month, day;
};

bool date_none(Date d);
bool time_none(Time t);
/* E_INPUT when there is no such day; years 1900..2200. */
Err date_make(int year, int month, int day, Date *ret) MUST;
struct ymd date_ymd(Date d);
/* As people write it: 1/7/2025, 01-07-2025, 1.7.25, "ngày 1 tháng 7 năm 2025". Day before month. */
Err date_parse_vi(Str s, Date *ret) MUST;
/* 2025-07-01 only. */
Err date_parse_iso(Str s, Date *ret) MUST;
/* Same day of the month n months later; a day that does not exist becomes the month's last
 * (31/08 + 6 months = 28/02 or 29/02). Recognition: date + 36 months is the first day no longer
 * valid. */
Date date_add_months(Date d, int n);
Date date_add_days(Date d, int n);
int date_weekday(Date d); /* 0 = Monday */
int date_cmp(Date a, Date b);
/* The civil day in Vietnam (+07:00, no summer time) of an instant. */
Date date_of(Time t);
Time time_start_of(Date d);               /* 00:00 in Vietnam */
void out_date_vi(struct out *o, Date d);  /* 01/07/2025 */
void out_date_iso(struct out *o, Date d); /* 2025-07-01 */
void out_date_long_vi(
    struct out *o,
    Date d); /* ngày 01 tháng 7 năm 2025 (Decree 30/2020: 0 before days < 10 and months 1, 2) */
void out_time_vi(struct out *o, Time t);  /* 10:32 01/07/2025 */
void out_time_iso(struct out *o, Time t); /* 2025-07-01T10:32:05+07:00 */
/* The machine's clock. Only platform/db (tx_now), logs and the server loop may call it. */
Time time_wall_clock(void);

#endif

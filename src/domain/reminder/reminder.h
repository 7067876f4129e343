/* reminder.h: nhắc việc: terms that are near or over are said to whoever has the dossier and to the
 * next level, by a job of every day; and what waits for somebody at the desk. */
#ifndef REMINDER_H
#define REMINDER_H
#include "domain/program/program.h"
#include "domain/reminder/reminder.sql.h"
#include "platform/jobs/jobs.h"
#include "platform/web/web.h"

enum { REMINDER_NEAR_DAYS = 3 }; /* working days; the setting reminder.days */

/* Numbers are stored; never renumber. */
enum reminder_kind {
    REMINDER_NEAR = 1, /* the term ends within the setting's days */
    REMINDER_LATE,     /* it is over */
    REMINDER_LAW       /* the old rules end for this dossier (QĐ 26/2026 Đ.12) */
};

/* Puts the job of the transaction's day, once (key: the day). Under any action. */
Err reminder_schedule(struct tx *tx) MUST;
/* The job of a day (JOB_REMIND): says what is to be said of dossiers and of ideas, each of them in
 * a transaction of its own, so that one that fails leaves the others; then puts the job of the next
 * day. The last error when some failed: the job is tried again, and what was said stays said once.
 */
Err reminder_job(struct db *db, struct arena *a, const struct job *j, void *arg) MUST;
/* The same at an instant (tests own the clock). ret_said: dossiers and ideas looked at without an
 * error. */
Err reminder_run(struct db *db, struct arena *a, Time now, int64_t *ret_said) MUST;

/* ---- the desk ---- */

struct reminder_card {
    Str title, text;
    Str href;
    bool late;
};
struct reminder_cards {
    size_t n, cap;
    struct reminder_card *v;
};
/* What waits for the signed-in person, by every role held, most pressing first. Nothing that its
 * pages would not show. */
Err reminder_todo(struct req *q, struct reminder_cards *ret) MUST;

#endif

/* inside.h: what the files of the reminder room share. Only files of this room include it. */
#ifndef REMINDER_INSIDE_H
#define REMINDER_INSIDE_H
#include "domain/reminder/reminder.h"

enum reminder_level { LEVEL_OWN = 1, LEVEL_ABOVE = 2 };

/* A transaction of the day's job. */
Err reminder_in_tx(struct db *db, struct arena *a, Time now, Err (*f)(struct tx *tx, void *arg),
                   void *arg) MUST;
/* One failure is kept in *last and reported at the end; else *said counts one more. */
void reminder_keep(Err e, Err *last, int64_t *said);

/* ---- ideas.c ---- */
/* Says the terms of ideas that end by `near` or are over, each in a transaction of its own. Adds to
 * *said; the last error when some failed. */
Err reminder_say_ideas(struct db *db, struct arena *a, Time now, Date near, int64_t *said) MUST;

#endif

/* escalate.c: the job of every day: which terms are near or over, said once to each level. */
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/dossier/dossier.h"
#include "domain/province/province.h"
#include "domain/province/follow.h"
#include "domain/regime/regime.h"
#include "domain/reminder/inside.h"

enum { NEAR_MAX = 60, MORNING_HOURS = 5 };

struct round { /* of one day */
    Date near; /* last day that is near */
    struct reminder_cases cases;
    struct reminder_fileds filed;
    struct regimes laws;
};

static Err read_day(struct tx *tx, void *arg)
{
    struct round *r = arg;
    int64_t days = 0;
    TRY(setting_int(tx, S("reminder.days"), REMINDER_NEAR_DAYS, &days));
    days = days < 0 ? 0 : days > NEAR_MAX ? NEAR_MAX : days;
    TRY(calendar_add_working_days(tx, tx_today(tx), days, &r->near));
    TRY(reminder_due(tx, r->near, &r->cases));
    return reminder_undecided(tx, &r->filed);
}

static Err say(struct tx *tx, Id dossier, enum reminder_kind kind, int level, int64_t state,
               Date due)
{
    return reminder_put(tx, tx_new_id(tx), dossier, kind, level, state, due, tx_today(tx),
                        tx_now(tx));
}

/* Near: to whoever has it. Over: to the next level, too. */
static Err say_term(struct tx *tx, void *arg)
{
    const struct reminder_case *c = arg;
    bool late = date_cmp(c->due, tx_today(tx)) < 0;
    TRY(say(tx, c->dossier, late ? REMINDER_LATE : REMINDER_NEAR, LEVEL_OWN, c->state, c->due));
    if (late) {
        TRY(say(tx, c->dossier, REMINDER_LATE, LEVEL_ABOVE, c->state, c->due));
    }
    return tx_note(tx, S("dossier.reminded"), c->dossier);
}

struct law_end {
    const struct reminder_filed *of;
    Date last;
};

static Err say_law(struct tx *tx, void *arg)
{
    const struct law_end *x = arg;
    TRY(say(tx, x->of->dossier, REMINDER_LAW, LEVEL_OWN, x->of->state, x->last));
    TRY(say(tx, x->of->dossier, REMINDER_LAW, LEVEL_ABOVE, x->of->state, x->last));
    return tx_note(tx, S("dossier.reminded"), x->of->dossier);
}

Err reminder_in_tx(struct db *db, struct arena *a, Time now, Err (*f)(struct tx *tx, void *arg),
                   void *arg)
{
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = SYSTEM_JOB,
                         .arena = a,
                         .now = now,
                         .actor = { .name = S("ocop") } };
    return tx_run(db, &o, f, arg);
}

void reminder_keep(Err e, Err *last, int64_t *said)
{
    if (e == OK) {
        (*said)++;
    } else {
        *last = e;
    }
}

Err reminder_run(struct db *db, struct arena *a, Time now, int64_t *ret_said)
{
    struct round r = { 0 };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = now };
    Err last = OK;
    int64_t said = 0;
    TRY(tx_run(db, &o, read_day, &r));
    TRY(regime_load_builtin(a, &r.laws));
    for (size_t i = 0; i < r.cases.n; i++) {
        reminder_keep(reminder_in_tx(db, a, now, say_term, &r.cases.v[i]), &last, &said);
    }
    for (size_t i = 0; i < r.filed.n; i++) {
        const struct reminder_filed *f = &r.filed.v[i];
        struct regime_case c = { .filed = f->regime, .kind = f->kind };
        const struct regime *next = regime_on(&r.laws, date_of(now));
        struct law_end x = { f, regime_last_day(&r.laws, &c, date_of(now)) };
        bool began = next != NULL && !str_eq(next->id, f->regime);
        if (began && !date_none(x.last) && date_cmp(x.last, r.near) <= 0) {
            reminder_keep(reminder_in_tx(db, a, now, say_law, &x), &last, &said);
        }
    }
    Err ideas = reminder_say_ideas(db, a, now, r.near, &said);
    *ret_said = said;
    return ideas != OK ? ideas : last;
}

/* ---- every day ---- */

static Err put_for(struct tx *tx, Date day)
{
    struct out *key CLEANUP(out_cleanup) = out_new(40);
    out_date_iso(key, day);
    Time at = { time_start_of(day).v + MORNING_HOURS * 3600 * TIME_SECOND };
    Time now = tx_now(tx);
    return jobs_put(tx, JOB_REMIND, ID_NONE, out_view(key), out_view(key), at.v < now.v ? now : at);
}

Err reminder_schedule(struct tx *tx)
{
    return put_for(tx, tx_today(tx));
}

static Err put_next(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(put_for(tx, date_add_days(tx_today(tx), 1)));
    return tx_note(tx, S("reminder.scheduled"), ID_NONE);
}

Err reminder_job(struct db *db, struct arena *a, const struct job *j, void *arg)
{
    int64_t said = 0, gone_on = 0;
    (void)arg;
    TRY(reminder_in_tx(db, a, j->now, put_next,
                       NULL)); /* first: whatever happens today, tomorrow comes */
    Err follow = province_follow(db, a, j->now, &gone_on);
    Err over = province_take_over(db, a, j->now, &gone_on);
    TRY(reminder_run(db, a, j->now, &said)); /* whatever failed before, reminders are sent */
    return follow != OK ? follow : over;
}

/* ideas.c: the terms of ideas: the commune's opinion, the province's selection; near or over, said
 * once to each level. */
#include "domain/access/access.h"
#include "domain/reminder/inside.h"

struct round {
    Date near;
    struct reminder_idea_cases cases;
};

static Err read_round(struct tx *tx, void *arg)
{
    struct round *r = arg;
    return reminder_ideas_due(tx, r->near, &r->cases);
}

static Err say(struct tx *tx, const struct reminder_idea_case *c, enum reminder_kind kind,
               enum reminder_level level)
{
    return reminder_idea_put(tx, tx_new_id(tx), c->idea, kind, level, c->state, c->due,
                             tx_today(tx), tx_now(tx));
}

/* Near: to whoever has it. Over: to the next level, too. */
static Err say_term(struct tx *tx, void *arg)
{
    const struct reminder_idea_case *c = arg;
    bool late = date_cmp(c->due, tx_today(tx)) < 0;
    TRY(say(tx, c, late ? REMINDER_LATE : REMINDER_NEAR, LEVEL_OWN));
    if (late) {
        TRY(say(tx, c, REMINDER_LATE, LEVEL_ABOVE));
    }
    return tx_note(tx, S("idea.reminded"), c->idea);
}

Err reminder_say_ideas(struct db *db, struct arena *a, Time now, Date near, int64_t *said)
{
    struct round r = { .near = near };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = now };
    Err last = OK;
    TRY(tx_run(db, &o, read_round, &r));
    for (size_t i = 0; i < r.cases.n; i++) {
        reminder_keep(reminder_in_tx(db, a, now, say_term, &r.cases.v[i]), &last, said);
    }
    return last;
}

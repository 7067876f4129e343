/* demo.c: loading the demonstration province, once, never on top of real data. */
#include "domain/demo/inside.h"
#include "domain/access/access.h"
#include "domain/register/register.h"

Err demo_step(struct demo *d, enum demo_person who, int action, int next_state,
              Err (*f)(struct tx *tx, void *arg), void *arg)
{
    struct problems problems = { .arena = d->arena };
    Id account = who == DEMO_PEOPLE ? ID_NONE : d->account[who];
    struct tx_opts o = { .mode = TX_WRITE,
                         .action = action,
                         .next_state = next_state,
                         .arena = d->arena,
                         .problems = &problems,
                         .now = *d->at,
                         .actor = { .account = account, .name = S("demo") } };
    d->at->v += 60 * TIME_SECOND;
    Err e = tx_run(d->db, &o, f, arg);
    if (e == E_REFUSED) {
        int key = problems.n > 0 ? problems.v[0].key : 0;
        return fault(E_BUG, "a step of the demonstration was refused: message %d, field %.*s", key,
                     problems.n > 0 ? (int)problems.v[0].field.n : 0,
                     problems.n > 0 && problems.v[0].field.p != NULL ? problems.v[0].field.p : "");
    }
    return e;
}

static Err look(struct tx *tx, void *arg)
{
    return demo_state(tx, arg);
}

static Err load_register(struct tx *tx, void *arg)
{
    (void)arg;
    return register_load_demo(tx);
}

static Err load(struct demo *d)
{
    TRY(demo_read_words(&d->words));
    TRY(demo_step(d, DEMO_PEOPLE, SYSTEM_LOAD, 0, load_register, d));
    TRY(demo_step(d, DEMO_PEOPLE, SYSTEM_LOAD, 0, demo_dress_all, d));
    TRY(demo_step(d, DEMO_PEOPLE, SYSTEM_LOAD, 0, demo_make_people, d));
    return OK;
}

Err demo_load(struct db *db, struct program *p, Time *clock, Err (*play)(struct demo *d, void *arg),
              void *arg)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct demo d = { .db = db, .arena = a, .program = p };
    struct demo_counts n;
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = *clock };
    TRY(tx_run(db, &o, look, &n));
    if (n.real_accounts > 0 || n.real_producers > 0) {
        return E_REFUSED;
    }
    if (n.accounts > 0) {
        return OK;
    }
    d.now = *clock;
    d.at = clock;
    d.at->v -= 120 * TIME_DAY;
    Err e = load(&d);
    if (e == OK) {
        e = play(&d, arg);
    }
    json_decref(d.words.file);
    *clock = d.now;
    return e;
}

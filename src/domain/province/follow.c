/* follow.c: producers whose commune has ended go on at the one that has its territory. */
#include "domain/province/follow.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.h"
#include "domain/idea/idea.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"
#include "domain/product/product.h"
#include "messages.h"

/* The open dossiers and ideas, and the words the products are found by. */
static Err take_along(struct tx *tx, Id producer, Id place)
{
    struct follow_products products;
    TRY(dossier_places_put(tx, producer, place, tx_today(tx)));
    TRY(idea_places_put(tx, producer, place, tx_today(tx)));
    TRY(follow_products(tx, producer, &products));
    for (size_t i = 0; i < products.n; i++) {
        TRY(product_index(tx, products.v[i].id));
    }
    return OK;
}

static Err move(struct tx *tx, const struct follow_producer *p, Id to)
{
    struct place place;
    TRY(place_get(tx, to, &place));
    TRY(producer_place_put(tx, p->id, p->version, to,
                           place_full_name(tx_arena(tx), place.kind, place.name)));
    TRY(take_along(tx, p->id, to));
    return tx_note(tx, S("producer.place_followed"), p->id);
}

/* ---- every day ---- */

static Err follow_one(struct tx *tx, void *arg)
{
    const struct follow_producer *p = arg;
    Id to;
    bool ask = false;
    TRY(place_today(tx, p->place, tx_today(tx), &to, &ask));
    return id_none(to) ? E_NONE : move(tx, p, to);
}

static Err catch_up(struct tx *tx, void *arg)
{
    const struct follow_one *x = arg;
    TRY(take_along(tx, x->id, x->place));
    return tx_note(tx, S("producer.place_followed"), x->id);
}

struct left {
    struct follow_producers producers;
    struct follow_ones behind;
};

static Err read_left(struct tx *tx, void *arg)
{
    struct left *l = arg;
    TRY(follow_left(tx, tx_today(tx), &l->producers));
    return follow_behind(tx, tx_today(tx), &l->behind);
}

static void run(struct db *db, struct tx_opts *o, Err (*f)(struct tx *tx, void *arg), void *arg,
                Err *last, int64_t *n)
{
    Err e = tx_run(db, o, f, arg);
    *n += e == OK ? 1 : 0;
    *last = e == OK || e == E_NONE ? *last : e; /* E_NONE: a person must say */
}

Err province_follow(struct db *db, struct arena *a, Time now, int64_t *ret_n)
{
    struct left l;
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = now };
    Err last = OK;
    *ret_n = 0;
    TRY(tx_run(db, &o, read_left, &l));
    o.mode = TX_WRITE;
    o.action = SYSTEM_JOB;
    o.actor.name = S("ocop");
    for (size_t i = 0; i < l.producers.n; i++) {
        run(db, &o, follow_one, &l.producers.v[i], &last, ret_n);
    }
    for (size_t i = 0; i < l.behind.n; i++) {
        run(db, &o, catch_up, &l.behind.v[i], &last, ret_n);
    }
    return last;
}

/* ---- by an officer's word ---- */

Err follow_choices_of(struct tx *tx, Id old, struct follow_choices *ret)
{
    struct arena *a = tx_arena(tx);
    struct place_successors next;
    TRY(place_successors(tx, old, &next));
    *ret = (struct follow_choices){ .v = NEW_N(a, struct follow_choice, next.n + 1) };
    for (size_t i = 0; i < next.n; i++) {
        Id today;
        bool ask = false;
        TRY(place_today(tx, next.v[i].new, tx_today(tx), &today, &ask));
        if (!id_none(today)) {
            struct place p;
            TRY(place_get(tx, today, &p));
            ret->v[ret->n++] =
                (struct follow_choice){ today, place_full_name(a, p.kind, p.name), next.v[i].note };
        }
    }
    return OK;
}

Err follow_choose(struct tx *tx, const struct follow_producer *p, Id place)
{
    struct follow_choices c;
    bool found = false;
    TRY(follow_choices_of(tx, p->place, &c));
    for (size_t i = 0; i < c.n; i++) {
        found = found || id_eq(c.v[i].place, place);
    }
    return found
               ? move(tx, p, place)
               : refuse_field(tx, str_cat(tx_arena(tx), S("place."), id_text(tx_arena(tx), p->id)),
                              M_FOLLOW_OTHER, p->name, STR_NONE);
}

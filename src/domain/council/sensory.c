/* sensory.c: coded samples: the design, the draw, what a seat wrote. */
#include "domain/council/sensory.h"
#include "messages.h"

enum { WORDS_MAX_CHARS = 1000 };

/* ---- the design ---- */

size_t sensory_rows(size_t n)
{
    return n % 2 == 0 ? n : 2 * n;
}

/* The first row is 0, 1, n-1, 2, n-2, ...: neighbours differ by every step but 0 once. The others
 * add one to every sample; for an odd n the same rows from behind make the steps even. */
void sensory_row(size_t n, size_t row, size_t *ret)
{
    size_t add = row % n;
    bool mirrored = row >= n;
    for (size_t place = 0; place < n; place++) {
        size_t first = place == 0 ? 0 : place % 2 == 1 ? (place + 1) / 2 : n - place / 2;
        ret[mirrored ? n - 1 - place : place] = (first + add) % n;
    }
}

/* Numbers that do not fill the last round are thrown again. */
static uint32_t roll_random(void *arg, uint32_t n)
{
    uint32_t r = 0, last = UINT32_MAX - UINT32_MAX % n;
    (void)arg;
    do {
        random_bytes(&r, sizeof r);
    } while (r >= last);
    return r % n;
}

struct sensory_dice sensory_random(void)
{
    return (struct sensory_dice){ roll_random, NULL };
}

static size_t *shuffled(struct arena *a, size_t n, struct sensory_dice dice)
{
    size_t *v = NEW_N(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        v[i] = i;
    }
    for (size_t i = n; i > 1; i--) {
        size_t k = dice.roll(dice.arg, (uint32_t)i), x = v[i - 1];
        v[i - 1] = v[k];
        v[k] = x;
    }
    return v;
}

struct sensory_plan sensory_plan_of(struct arena *a, size_t n, size_t seats,
                                    struct sensory_dice dice)
{
    const size_t *codes = shuffled(a, SENSORY_CODES, dice), *sample = shuffled(a, n, dice),
                 *rows = shuffled(a, sensory_rows(n), dice);
    size_t *order = NEW_N(a, size_t, seats * n + 1), *row = NEW_N(a, size_t, n + 1);
    struct sensory_plan p = { n, seats, NEW_N(a, int64_t, n + 1), order };
    for (size_t i = 0; i < n; i++) {
        p.code[i] = SENSORY_CODE_LEAST + (int64_t)codes[i];
    }
    for (size_t s = 0; s < seats; s++) {
        sensory_row(n, rows[s % sensory_rows(n)], row);
        for (size_t place = 0; place < n; place++) {
            order[s * n + place] = sample[row[place]];
        }
    }
    return p;
}

/* ---- the draw ---- */

static Err check_draw(struct tx *tx, Id session, const struct sensory_files *files)
{
    struct sensory_round r;
    bool drawn = false;
    TRY(sensory_round_of(tx, session, &drawn, &r));
    if (drawn && r.answers > 0) {
        return refuse(tx, M_SENSORY_TASTED, STR_NONE, STR_NONE);
    }
    return files->n >= SENSORY_SAMPLES_LEAST && files->n <= SENSORY_SAMPLES_MAX
               ? OK
               : refuse(tx, M_SENSORY_HOW_MANY, str_fmt(tx_arena(tx), "%d", SENSORY_SAMPLES_LEAST),
                        str_fmt(tx_arena(tx), "%d", SENSORY_SAMPLES_MAX));
}

static Err put_orders(struct tx *tx, Id session, const struct council_seats *voters,
                      const struct sensory_plan *p)
{
    for (size_t s = 0; s < p->seats; s++) {
        for (size_t place = 0; place < p->n; place++) {
            TRY(sensory_serving_put(tx, session, voters->v[s].account, (int64_t)place + 1,
                                    p->code[p->order[s * p->n + place]]));
        }
    }
    return OK;
}

Err sensory_draw(struct tx *tx, const struct council_session *s, struct sensory_dice dice)
{
    struct arena *a = tx_arena(tx);
    struct sensory_files files;
    struct council_seats seats;
    TRY(sensory_files(tx, s->id, &files));
    TRY(check_draw(tx, s->id, &files));
    TRY(council_seats_of(tx, s->council, &seats));
    struct council_seats voters = { .v = NEW_N(a, struct council_seat, seats.n + 1) };
    for (size_t i = 0; i < seats.n; i++) {
        if (seats.v[i].position <= COUNCIL_VOTER) {
            voters.v[voters.n++] = seats.v[i];
        }
    }
    struct sensory_plan p = sensory_plan_of(a, files.n, voters.n, dice);
    TRY(sensory_servings_clear(tx, s->id));
    TRY(sensory_samples_clear(tx, s->id));
    TRY(sensory_round_put(tx, s->id, tx_account(tx), tx_now(tx)));
    for (size_t i = 0; i < p.n; i++) {
        TRY(sensory_sample_put(tx, s->id, p.code[i], files.v[i].id));
    }
    TRY(put_orders(tx, s->id, &voters, &p));
    return tx_note(tx, S("sensory.drawn"), s->id); /* the log does not hold the key */
}

Err sensory_is_open(struct tx *tx, Id session, bool *ret)
{
    struct sensory_state s;
    TRY(sensory_open(tx, session, &s));
    *ret = s.files > 0 && s.open_files == 0;
    return OK;
}

/* ---- what a seat wrote ---- */

static const struct sensory_cup *glass_of(const struct sensory_cups *all, int64_t code)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].code == code) {
            return &all->v[i];
        }
    }
    return NULL;
}

static Err check_mark(struct tx *tx, const struct sensory_cups *all, const struct sensory_mark *m)
{
    struct arena *a = tx_arena(tx);
    Str code = str_fmt(a, "%lld", (long long)m->code);
    Err e = OK;
    if (glass_of(all, m->code) == NULL) {
        return refuse(tx, M_SENSORY_CODE_UNKNOWN, code, STR_NONE);
    }
    for (int i = 0; i < SENSORY_MARKS; i++) {
        if (m->mark[i] < 0 || m->mark[i] > SENSORY_SCALE) {
            e = refuse_field(tx, str_fmt(a, "m.%.*s.%d", STR_ARG(code), i), M_SENSORY_MARK, code,
                             STR_NONE);
        }
    }
    if (utf8_length(m->words) > WORDS_MAX_CHARS) {
        e = refuse_field(tx, str_cat(a, S("w."), code), M_SENSORY_WORDS_LONG, code, STR_NONE);
    }
    return e;
}

static bool same(const struct sensory_cup *g, const struct sensory_mark *m)
{
    const int64_t now[SENSORY_MARKS] = { g->look, g->smell, g->taste, g->feel, g->whole };
    bool same = str_eq(g->words, m->words);
    for (int i = 0; i < SENSORY_MARKS; i++) {
        same = same && now[i] == m->mark[i];
    }
    return same;
}

Err sensory_taste(struct tx *tx, Id session, Id seat, int64_t version, size_t n,
                  const struct sensory_mark *v)
{
    struct sensory_cups all;
    bool open = false;
    int64_t now = 0;
    Err e = OK;
    TRY(sensory_is_open(tx, session, &open));
    if (open) {
        return refuse(tx, M_SENSORY_OPENED, STR_NONE, STR_NONE);
    }
    TRY(sensory_glasses(tx, session, seat, &all));
    for (size_t i = 0; i < all.n; i++) {
        now += all.v[i].version;
    }
    for (size_t i = 0; i < n; i++) {
        e = check_mark(tx, &all, &v[i]) == OK ? e : E_REFUSED;
    }
    TRY(e);
    if (now != version) {
        return E_STALE;
    }
    for (size_t i = 0; i < n; i++) {
        const int64_t *k = v[i].mark;
        const struct sensory_cup *cup = glass_of(&all, v[i].code);
        if (cup != NULL && !same(cup, &v[i])) {
            TRY(sensory_answer_put(tx, session, seat, v[i].code, k[0], k[1], k[2], k[3], k[4],
                                   v[i].words, tx_account(tx), tx_now(tx)));
        }
    }
    return tx_note(tx, S("sensory.tasted"), session);
}

/* assign.c: spreading the files of a session over its members. */
#include "domain/council/assign.h"

/* ---- the spreading: pure ---- */

static bool is_barred(const struct assign_plan *p, size_t row, size_t seat)
{
    return p->barred[row * p->n_seats + seat];
}

static int64_t load_of(const struct assign_seat *s)
{
    return s->files + s->elsewhere;
}

/* Departments as numbers: the first seat with the same one, as people read it. */
static size_t *departments_of(struct arena *a, const struct assign_plan *p)
{
    size_t *of = NEW_N(a, size_t, p->n_seats + 1);
    for (size_t i = 0; i < p->n_seats; i++) {
        Str mine = vi_fold(a, p->seat[i].department);
        of[i] = i;
        for (size_t k = 0; k < i; k++) {
            if (str_eq(vi_fold(a, p->seat[k].department), mine)) {
                of[i] = of[k];
                break;
            }
        }
    }
    return of;
}

static void count_free(const struct assign_plan *p, const size_t *department, size_t row)
{
    struct assign_row *r = &p->row[row];
    for (size_t i = 0; i < p->n_seats; i++) {
        bool first = !is_barred(p, row, i);
        r->free += first ? 1 : 0;
        for (size_t k = 0; k < i && first; k++) {
            first = is_barred(p, row, k) || department[k] != department[i];
        }
        r->departments += first ? 1 : 0;
    }
}

/* May the seat report on the row, leaving place `but` of it out of account? */
static bool fits(const struct assign_plan *p, const size_t *department, size_t row, size_t seat,
                 size_t but)
{
    const struct assign_row *r = &p->row[row];
    bool ok = !is_barred(p, row, seat);
    for (size_t i = 0; i < r->n && ok; i++) {
        ok = i == but || department[r->seat[i]] != department[seat];
    }
    return ok;
}

static void fill(struct assign_plan *p, const size_t *department, size_t row)
{
    struct assign_row *r = &p->row[row];
    while ((int64_t)r->n < p->members) {
        size_t best = p->n_seats;
        for (size_t i = 0; i < p->n_seats; i++) {
            if (fits(p, department, row, i, r->n) &&
                (best == p->n_seats || load_of(&p->seat[i]) < load_of(&p->seat[best]))) {
                best = i;
            }
        }
        if (best == p->n_seats) {
            return; /* no department is left */
        }
        p->seat[best].files++;
        r->seat[r->n++] = best;
    }
}

/* Hands one place over to the least busy seat that fits, when that evens the loads. */
static bool even_place(struct assign_plan *p, const size_t *department, size_t row, size_t place)
{
    struct assign_seat *from = &p->seat[p->row[row].seat[place]];
    size_t best = p->n_seats;
    for (size_t i = 0; i < p->n_seats; i++) {
        if (fits(p, department, row, i, place) && load_of(&p->seat[i]) + 1 < load_of(from) &&
            (best == p->n_seats || load_of(&p->seat[i]) < load_of(&p->seat[best]))) {
            best = i;
        }
    }
    if (best == p->n_seats) {
        return false;
    }
    from->files--;
    p->seat[best].files++;
    p->row[row].seat[place] = best;
    return true;
}

/* Every move makes the sum of the squared loads smaller, so that it ends. */
static void even_out(struct assign_plan *p, const size_t *department)
{
    bool moved = true;
    while (moved) {
        moved = false;
        for (size_t row = 0; row < p->n; row++) {
            for (size_t place = 0; place < p->row[row].n; place++) {
                moved = even_place(p, department, row, place) || moved;
            }
        }
    }
}

void assign_spread(struct arena *a, struct assign_plan *p)
{
    const size_t *department = departments_of(a, p);
    bool *done = NEW_N(a, bool, p->n + 1);
    for (size_t i = 0; i < p->n; i++) {
        count_free(p, department, i);
    }
    for (size_t round = 0; round < p->n; round++) { /* where there is the least choice first */
        size_t next = p->n;
        for (size_t i = 0; i < p->n; i++) {
            if (!done[i] && (next == p->n || p->row[i].free < p->row[next].free)) {
                next = i;
            }
        }
        done[next] = true;
        fill(p, department, next);
    }
    even_out(p, department);
}

/* ---- from the session ---- */

static size_t seat_at(const struct assign_plan *p, Id account)
{
    size_t i = 0;
    while (i < p->n_seats && !id_eq(p->seat[i].account, account)) {
        i++;
    }
    return i;
}

static Err add_seats(struct tx *tx, const struct council_session *s, struct assign_plan *p)
{
    struct council_seats seats;
    struct assign_loads loads;
    TRY(council_seats_of(tx, s->council, &seats));
    TRY(assign_loads(tx, s->council, s->id, &loads));
    p->seat = NEW_N(tx_arena(tx), struct assign_seat, seats.n + 1);
    for (size_t i = 0; i < seats.n; i++) {
        if (seats.v[i].position <= COUNCIL_VOTER) {
            p->seat[p->n_seats++] = (struct assign_seat){ .account = seats.v[i].account,
                                                          .name = seats.v[i].name,
                                                          .department = seats.v[i].department };
        }
    }
    for (size_t i = 0; i < loads.n; i++) {
        size_t at = seat_at(p, loads.v[i].seat);
        if (at < p->n_seats) {
            p->seat[at].elsewhere = loads.v[i].n;
        }
    }
    return OK;
}

static Err add_files(struct tx *tx, const struct council_session *s, struct assign_plan *p)
{
    struct assign_files files;
    struct assign_conflicts conflicts;
    TRY(assign_files(tx, s->id, &files));
    TRY(assign_conflicts(tx, s->id, tx_today(tx), &conflicts));
    p->row = NEW_N(tx_arena(tx), struct assign_row, files.n + 1);
    bool *barred = NEW_N(tx_arena(tx), bool, files.n * p->n_seats + 1);
    for (size_t i = 0; i < files.n; i++) {
        p->row[p->n++].file = files.v[i];
    }
    for (size_t i = 0; i < conflicts.n; i++) {
        size_t seat = seat_at(p, conflicts.v[i].seat);
        for (size_t row = 0; row < p->n && seat < p->n_seats; row++) {
            if (id_eq(p->row[row].file.id, conflicts.v[i].file)) {
                barred[row * p->n_seats + seat] = true;
            }
        }
    }
    p->barred = barred;
    return OK;
}

Err assign_plan_of(struct tx *tx, const struct council_session *s, struct assign_plan *ret)
{
    struct assign_plan p = { .members = ASSIGN_MEMBERS };
    int64_t members = 0;
    TRY(setting_int(tx, S("assignment.members"), ASSIGN_MEMBERS, &members));
    if (members >= 1 && members <= ASSIGN_MEMBERS_MAX) {
        p.members = members;
    }
    TRY(add_seats(tx, s, &p));
    TRY(add_files(tx, s, &p));
    assign_spread(tx_arena(tx), &p);
    *ret = p;
    return OK;
}

Str assign_fingerprint(struct arena *a, const struct assign_plan *p)
{
    struct hash_state h;
    hash_start(&h);
    for (size_t row = 0; row < p->n; row++) {
        Str file = id_text(a, p->row[row].file.id);
        hash_add(&h, file.p, file.n);
        for (size_t i = 0; i < p->row[row].n; i++) {
            Str seat = str_cat(a, S(" "), id_text(a, p->seat[p->row[row].seat[i]].account));
            hash_add(&h, seat.p, seat.n);
        }
        hash_add(&h, "\n", 1);
    }
    return hash_text(a, hash_end(&h));
}

Err assign_apply(struct tx *tx, const struct council_session *s, Str shown)
{
    struct assign_plan p;
    TRY(assign_plan_of(tx, s, &p));
    if (!str_eq(shown, assign_fingerprint(tx_arena(tx), &p))) {
        return E_STALE;
    }
    TRY(assign_clear(tx, s->id));
    for (size_t row = 0; row < p.n; row++) {
        for (size_t i = 0; i < p.row[row].n; i++) {
            TRY(assign_put(tx, p.row[row].file.id, p.seat[p.row[row].seat[i]].account,
                           tx_account(tx), tx_now(tx)));
        }
    }
    return tx_note(tx, S("council.files_assigned"), s->id);
}

/* meeting.c: a meeting as somebody stands to it: its order, the file on the table, who is there. */
#include "domain/council/anchor.h"
#include "domain/council/meeting.h"
#include "domain/access/access.h"
#include "messages.h"

enum { NAMES_MAX = 8000, NOTE_MAX_CHARS = 4000 };

/* ---- the order ---- */

static int64_t count_bits(MeetingSeats x)
{
    int64_t n = 0;
    for (; x != 0; x &= x - 1) {
        n++;
    }
    return n;
}

int64_t meeting_moves(size_t n, const MeetingSeats *away, const size_t *order)
{
    MeetingSeats out = 0;
    int64_t moves = 0;
    for (size_t i = 0; i < n; i++) {
        moves += count_bits(out ^ away[order[i]]);
        out = away[order[i]];
    }
    return moves;
}

void meeting_order(struct arena *a, size_t n, const MeetingSeats *away, size_t *order)
{
    bool *done = NEW_N(a, bool, n + 1);
    size_t *as_filed = NEW_N(a, size_t, n + 1);
    MeetingSeats out = 0;
    for (size_t k = 0; k < n; k++) {
        size_t best = n;
        as_filed[k] = k;
        for (size_t i = 0; i < n; i++) {
            if (!done[i] &&
                (best == n || count_bits(out ^ away[i]) < count_bits(out ^ away[best]))) {
                best = i;
            }
        }
        done[best] = true;
        order[k] = best;
        out = away[best];
    }
    if (meeting_moves(n, away, as_filed) <= meeting_moves(n, away, order)) {
        for (size_t k = 0; k < n; k++) {
            order[k] = k;
        }
    }
}

/* ---- the agenda ---- */

static MeetingSeats seat_bit(const struct meeting_persons *people, Id seat)
{
    for (size_t i = 0; i < people->n && i < COUNCIL_SEATS_MAX; i++) {
        if (id_eq(people->v[i].seat, seat)) {
            return (MeetingSeats)1 << i;
        }
    }
    return 0;
}

static void add_aside(struct arena *a, const struct meeting_persons *people,
                      const struct meeting_asides *all, struct meeting_item *m)
{
    struct out *names CLEANUP(out_cleanup) = out_new(NAMES_MAX);
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].file, m->line.id)) {
            out_raw(names, names->n > 0 ? S(", ") : S(""));
            out_raw(names, all->v[i].name);
            m->away |= seat_bit(people, all->v[i].seat);
        }
    }
    m->aside = out_dup(a, names);
}

/* session_files_of() puts what a seat reports on first; the meeting goes by numbers. */
static void sort_by_number(size_t n, struct meeting_item *v)
{
    for (size_t i = 1; i < n; i++) {
        struct meeting_item x = v[i];
        size_t k = i;
        for (; k > 0 && v[k - 1].line.position > x.line.position; k--) {
            v[k] = v[k - 1];
        }
        v[k] = x;
    }
}

static Err add_agenda(struct tx *tx, Id account, struct meeting *m)
{
    struct arena *a = tx_arena(tx);
    struct session_file_lines lines;
    struct meeting_asides aside;
    TRY(session_files_of(tx, m->s.id, account, m->me.seat.account, &lines));
    TRY(meeting_apart(tx, m->s.id, tx_today(tx), &aside));
    size_t n = lines.n;
    struct meeting_item *filed = NEW_N(a, struct meeting_item, n + 1);
    MeetingSeats *away = NEW_N(a, MeetingSeats, n + 1);
    size_t *order = NEW_N(a, size_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        filed[i].line = lines.v[i];
        add_aside(a, &m->people, &aside, &filed[i]);
    }
    sort_by_number(n, filed);
    for (size_t i = 0; i < n; i++) {
        away[i] = filed[i].away;
        order[i] = i;
    }
    m->moves_as_filed = meeting_moves(n, away, order);
    meeting_order(a, n, away, order);
    m->moves = meeting_moves(n, away, order);
    m->agenda = (struct meeting_items){ n, NEW_N(a, struct meeting_item, n + 1) };
    for (size_t i = 0; i < n; i++) {
        m->agenda.v[i] = filed[order[i]];
    }
    return OK;
}

const struct meeting_item *meeting_item_of(const struct meeting *m, Id file)
{
    for (size_t i = 0; i < m->agenda.n && !id_none(file); i++) {
        if (id_eq(m->agenda.v[i].line.id, file)) {
            return &m->agenda.v[i];
        }
    }
    return NULL;
}

bool meeting_hidden(const struct meeting_item *item)
{
    return item->line.recused || item->line.held;
}

/* ---- who is there ---- */

/* As with sheets: who may not judge the file still counts among the seats, and a vice-chair stands
 * in for a chair who may not judge it or is represented by somebody who does not preside. */
struct meeting_quorum meeting_quorum_for(const struct meeting *m, Id file)
{
    const struct meeting_item *item = meeting_item_of(m, file);
    struct meeting_quorum r = { .chair_in = !m->c.chair_needed };
    bool chair_away = false, vice_in = false;
    for (size_t i = 0; i < m->people.n; i++) {
        const struct meeting_person *p = &m->people.v[i];
        bool aside = item != NULL && (item->away & seat_bit(&m->people, p->seat)) != 0;
        bool counts = p->there && !aside;
        if (p->position > COUNCIL_VOTER) {
            continue;
        }
        r.seats++;
        r.there += counts ? 1 : 0;
        r.chair_in = r.chair_in || (p->position == COUNCIL_CHAIR && p->presides && counts);
        chair_away = chair_away || (p->position == COUNCIL_CHAIR && (aside || !p->presides));
        vice_in = vice_in || (p->position == COUNCIL_VICE && p->presides && counts);
    }
    r.chair_in = r.chair_in || (chair_away && vice_in);
    r.needed = (r.seats * m->c.quorum_percent + 99) / 100;
    r.met = r.there > 0 && r.there >= r.needed && r.chair_in;
    return r;
}

static bool is_there(const struct meeting *m, Id account)
{
    for (size_t i = 0; i < m->people.n; i++) {
        if (id_eq(m->people.v[i].account, account) && m->people.v[i].there) {
            return true;
        }
    }
    return false;
}

/* ---- the whole ---- */

Err meeting_of(struct tx *tx, const struct council_session *s, Id account, struct meeting *ret)
{
    struct meeting_table table = { .file = ID_NONE };
    struct meeting_comings came;
    struct meeting m = { .s = *s };
    bool found = false;
    TRY(council_get(tx, s->council, &m.c));
    TRY(council_actor_of(tx, s->council, account, &m.me));
    TRY(anchor_owed(tx, s->id, s->council, &m.me, account, &m.me.owes));
    TRY(meeting_people(tx, s->id, tx_today(tx), &m.people));
    TRY(meeting_came(tx, s->id, &came));
    TRY(add_agenda(tx, account, &m));
    TRY(meeting_table_of(tx, s->id, &found, &table));
    TRY(meeting_votes(tx, s->id, &m.votes));
    m.came = (int64_t)came.n;
    m.there = is_there(&m, account);
    m.now = found ? table.file : ID_NONE;
    m.on = meeting_item_of(&m, m.now);
    m.locked = m.on != NULL && meeting_hidden(m.on);
    m.quorum = meeting_quorum_for(&m, ID_NONE);
    if (m.votes.n > 0 && !meeting_vote_closed(&m.votes.v[m.votes.n - 1])) {
        m.open = &m.votes.v[m.votes.n - 1];
    }
    *ret = m;
    return OK;
}

/* ---- leading it ---- */

Err meeting_put_on_table(struct tx *tx, const struct meeting *m, Id file, Id was)
{
    if (!id_none(file) && meeting_item_of(m, file) == NULL) {
        return refuse_field(tx, S("file"), M_MEETING_FILE_FOREIGN, STR_NONE, STR_NONE);
    }
    if (!id_eq(was, m->now)) {
        return E_STALE;
    }
    if (m->open != NULL) {
        return refuse_field(tx, S("file"), M_MEETING_VOTE_IS_OPEN, STR_NONE, STR_NONE);
    }
    TRY(meeting_table_add(tx, tx_new_id(tx), m->s.id, file, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("meeting.table"), id_none(file) ? m->s.id : file);
}

static bool among(size_t n, const Id *v, Id id)
{
    for (size_t i = 0; i < n; i++) {
        if (id_eq(v[i], id)) {
            return true;
        }
    }
    return false;
}

Err meeting_note_presence(struct tx *tx, const struct meeting *m, int64_t after, size_t n,
                          const Id *there)
{
    size_t known = 0;
    for (size_t i = 0; i < m->people.n; i++) {
        known += among(n, there, m->people.v[i].seat) ? 1 : 0;
    }
    if (known != n) {
        return refuse_field(tx, S("present"), M_MEETING_PERSON_FOREIGN, STR_NONE, STR_NONE);
    }
    if (after != m->came) {
        return E_STALE;
    }
    for (size_t i = 0; i < m->people.n; i++) {
        const struct meeting_person *p = &m->people.v[i];
        bool is = among(n, there, p->seat);
        if (p->there != is) {
            TRY(meeting_presence_add(tx, tx_new_id(tx), m->s.id, p->seat, p->account, is,
                                     tx_account(tx), tx_now(tx)));
        }
    }
    return tx_note(tx, S("meeting.presence"), m->s.id);
}

static const struct meeting_note *note_of(const struct meeting_notes *all, Id id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].id, id)) {
            return &all->v[i];
        }
    }
    return NULL;
}

Err meeting_take_note(struct tx *tx, const struct meeting *m, Id file, Id corrects, Str words)
{
    struct meeting_notes all;
    Err e = OK;
    TRY(meeting_notes(tx, m->s.id, &all));
    const struct meeting_note *old = note_of(&all, corrects);
    if (!id_none(corrects) && old == NULL) {
        return refuse_field(tx, S("corrects"), M_MEETING_NOTE_FOREIGN, STR_NONE, STR_NONE);
    }
    if (!id_none(file) && meeting_item_of(m, file) == NULL) {
        e = refuse_field(tx, S("about"), M_MEETING_FILE_FOREIGN, STR_NONE, STR_NONE);
    }
    if (str_empty(str_trim(words)) || utf8_length(words) > NOTE_MAX_CHARS) {
        e = refuse_field(tx, S("note"), M_MEETING_WORDS_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(e);
    if (old != NULL && old->corrected) {
        return E_STALE;
    }
    Id id = tx_new_id(tx);
    TRY(meeting_note_add(tx, id, m->s.id, old != NULL ? old->file : file, corrects, str_trim(words),
                         tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("meeting.note"), id);
}

/* ---- for the minutes ---- */

static void add_stays(struct arena *a, const struct meeting_comings *all, struct meeting_stays *ret)
{
    ret->v = NEW_N(a, struct meeting_stay, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct meeting_coming *c = &all->v[i];
        struct meeting_stay *last = ret->n > 0 ? &ret->v[ret->n - 1] : NULL;
        bool inside = last != NULL && id_eq(last->seat, c->seat) && time_none(last->until);
        if (inside && !(c->there && id_eq(last->account, c->account))) {
            last->until = c->at; /* left, or somebody else took the seat */
        }
        if (c->there && !(inside && id_eq(last->account, c->account))) {
            ret->v[ret->n++] = (struct meeting_stay){ .seat = c->seat,
                                                      .account = c->account,
                                                      .name = c->name,
                                                      .position = c->position,
                                                      .from = c->at,
                                                      .until = TIME_NONE };
        }
    }
}

Err meeting_record_of(struct tx *tx, const struct council_session *s, struct meeting_record *ret)
{
    struct arena *a = tx_arena(tx);
    struct meeting_comings came;
    struct council_seats seats;
    struct meeting_record r = { .held = false };
    TRY(meeting_came(tx, s->id, &came));
    TRY(council_seats_of(tx, s->council, &seats));
    TRY(meeting_notes(tx, s->id, &r.notes));
    TRY(meeting_votes(tx, s->id, &r.votes));
    add_stays(a, &came, &r.stays);
    for (size_t i = 0; i < seats.n; i++) {
        bool was = false;
        for (size_t k = 0; k < r.stays.n && !was; k++) {
            was = id_eq(r.stays.v[k].seat, seats.v[i].account);
        }
        r.seats += seats.v[i].position <= COUNCIL_VOTER ? 1 : 0;
        r.came += seats.v[i].position <= COUNCIL_VOTER && was ? 1 : 0;
    }
    r.held = came.n > 0 || r.notes.n > 0 || r.votes.n > 0;
    *ret = r;
    return OK;
}

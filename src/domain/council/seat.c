/* seat.c: who acts for a seat: the member, or a substitute by written delegation. */
#include "domain/council/composition.h"
#include "domain/council/seat.h"
#include "domain/access/access.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/identity/identity.h"

enum { NUMBER_MAX_CHARS = 60, REASON_MAX_CHARS = 500 };

/* ---- who acts ---- */

Err council_district_today(struct tx *tx, Id council, bool *ret_ended, Id *ret)
{
    struct council_unit u;
    bool found = false;
    Date today = tx_today(tx);
    *ret = ID_NONE;
    *ret_ended = false;
    TRY(council_unit_of(tx, council, &found, &u));
    if (found) {
        *ret_ended = date_cmp(u.valid_from, today) > 0 ||
                     (!date_none(u.valid_to) && date_cmp(u.valid_to, today) < 0);
        *ret = *ret_ended ? ID_NONE : u.unit;
    }
    return OK;
}

Err council_district_named(struct tx *tx, Id council, bool *ret_found, Str *ret_kind, Str *ret_name)
{
    struct council_unit u = { .kind = S(""), .name = S("") };
    TRY(council_unit_of(tx, council, ret_found, &u));
    *ret_kind = u.kind;
    *ret_name = u.name;
    return OK;
}

Err council_actor_of(struct tx *tx, Id council, Id account, struct council_actor *ret)
{
    struct council_actor a = { .seated = false };
    Id district;
    bool ended = false;
    TRY(seat_acting(tx, council, account, tx_today(tx), &a.seated, &a.seat));
    TRY(council_district_today(tx, council, &ended, &district));
    if (!a.seated || ended) {
        *ret = (struct council_actor){ .seat = { .account = account } };
        return OK;
    }
    a.substitute = !id_none(a.seat.delegation);
    a.votes = a.seat.position <= COUNCIL_VOTER && !a.seat.away ? account : ID_NONE;
    a.presides = a.seat.position <= COUNCIL_VICE && a.seat.presides && !a.seat.away;
    *ret = a;
    return OK;
}

enum seat_stage seat_stage_of(const struct seat_delegation *g, Date today)
{
    return !time_none(g->ended_at)             ? SEAT_ENDED
           : date_cmp(g->until_day, today) < 0 ? SEAT_OVER
           : date_cmp(g->from_day, today) > 0  ? SEAT_COMING
                                               : SEAT_LASTING;
}

static bool is_live(const struct seat_delegation *g, Date today)
{
    enum seat_stage s = seat_stage_of(g, today);
    return s == SEAT_LASTING || s == SEAT_COMING;
}

/* ---- what a delegation may be ---- */

static void wrong(struct tx *tx, bool *ok, Str field, int key, Str word)
{
    (void)refuse_field(tx, field, key, word, STR_NONE);
    *ok = false;
}

static void check_paper(struct tx *tx, const struct seat_paper *p, bool *ok)
{
    if (str_empty(p->paper_no) || utf8_length(p->paper_no) > NUMBER_MAX_CHARS) {
        wrong(tx, ok, S("paper_no"), M_SEAT_NUMBER_NEEDED, STR_NONE);
    }
    if (date_none(p->paper_date) || date_cmp(p->paper_date, tx_today(tx)) > 0) {
        wrong(tx, ok, S("paper_date"), M_SEAT_DATE_PAST, STR_NONE);
    }
    if (str_empty(p->reason) || utf8_length(p->reason) > REASON_MAX_CHARS) {
        wrong(tx, ok, S("reason"), M_SEAT_REASON_NEEDED, STR_NONE);
    }
}

static void check_period(struct tx *tx, const struct council *c, const struct seat_paper *p,
                         bool *ok)
{
    bool days = !date_none(p->from_day) && !date_none(p->until_day);
    if (date_none(p->from_day)) {
        wrong(tx, ok, S("from_day"), M_SEAT_FROM_NEEDED, STR_NONE);
    } else if (!date_none(p->paper_date) && date_cmp(p->from_day, p->paper_date) < 0) {
        wrong(tx, ok, S("from_day"), M_SEAT_FROM_BEFORE_PAPER, STR_NONE);
    } else if (date_cmp(p->from_day, c->from_day) < 0) {
        wrong(tx, ok, S("from_day"), M_SEAT_OUTSIDE_TERM, STR_NONE);
    }
    if (date_none(p->until_day)) {
        wrong(tx, ok, S("until_day"), M_SEAT_UNTIL_NEEDED, STR_NONE);
    } else if (days && date_cmp(p->until_day, p->from_day) < 0) {
        wrong(tx, ok, S("until_day"), M_SEAT_BACKWARDS, STR_NONE);
    } else if (date_cmp(p->until_day, tx_today(tx)) < 0) {
        wrong(tx, ok, S("until_day"), M_SEAT_PERIOD_OVER, STR_NONE);
    } else if (!date_none(c->until_day) && date_cmp(p->until_day, c->until_day) > 0) {
        wrong(tx, ok, S("until_day"), M_SEAT_OUTSIDE_TERM, STR_NONE);
    }
}

static Err check_people(struct tx *tx, const struct council *c, const struct seat_paper *p,
                        bool *ok)
{
    struct council_seat seat = { .position = 0 }, other;
    struct council_candidates all;
    bool seated = false, sits = false, candidate = false;
    TRY(council_seat_of(tx, c->id, p->member, &seated, &seat));
    TRY(council_seat_of(tx, c->id, p->substitute, &sits, &other));
    TRY(council_candidates(tx, ROLE_PRODUCER, &all));
    for (size_t i = 0; i < all.n && !candidate; i++) {
        candidate = id_eq(all.v[i].id, p->substitute);
    }
    if (!seated || seat.position > COUNCIL_VOTER) {
        wrong(tx, ok, S("member"), M_SEAT_MEMBER_NEEDED, STR_NONE);
    }
    if (sits) {
        wrong(tx, ok, S("substitute"), M_SEAT_SUBSTITUTE_SITS, other.name);
    } else if (!candidate) {
        wrong(tx, ok, S("substitute"), M_SEAT_SUBSTITUTE_NEEDED, STR_NONE);
    }
    struct advice_person adviser;
    bool advises = false;
    TRY(advice_person_of(tx, c->id, p->substitute, &advises, &adviser));
    if (advises) {
        wrong(tx, ok, S("substitute"), M_ADVICE_ADVISES, adviser.name);
    }
    if (p->presides && seated && seat.position > COUNCIL_VICE) {
        wrong(tx, ok, S("presides"), M_SEAT_NOTHING_TO_PRESIDE, seat.name);
    }
    return OK;
}

/* One person acts for a seat on a day, and nobody for two. */
static void check_overlaps(struct tx *tx, const struct seat_delegations *all,
                           const struct seat_paper *p, bool *ok)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct seat_delegation *g = &all->v[i];
        if (!is_live(g, tx_today(tx)) || date_none(p->from_day) || date_none(p->until_day) ||
            date_cmp(g->from_day, p->until_day) > 0 || date_cmp(g->until_day, p->from_day) < 0) {
            continue;
        }
        if (id_eq(g->member, p->member)) {
            wrong(tx, ok, S("from_day"), M_SEAT_TAKEN, g->substitute_name);
        } else if (id_eq(g->substitute, p->substitute)) {
            wrong(tx, ok, S("substitute"), M_SEAT_SUBSTITUTE_BUSY, g->member_name);
        }
    }
}

/* ---- recording and ending ---- */

Err seat_delegate(struct tx *tx, const struct council *c, const struct seat_paper *p, Id *ret)
{
    struct seat_delegations all;
    bool ok = true;
    check_paper(tx, p, &ok);
    check_period(tx, c, p, &ok);
    TRY(check_people(tx, c, p, &ok));
    TRY(seat_delegations(tx, c->id, &all));
    check_overlaps(tx, &all, p, &ok);
    if (!ok) {
        return E_REFUSED;
    }
    Id id = tx_new_id(tx);
    TRY(seat_delegation_insert(tx, id, c->id, p->member, p->substitute, p->paper_no, p->paper_date,
                               p->from_day, p->until_day, p->presides, p->reason, tx_account(tx),
                               tx_now(tx)));
    TRY(identity_grant_role(tx, p->substitute, ROLE_MEMBER, c->id, p->from_day, p->until_day));
    TRY(tx_note(tx, S("council.seat_delegated"), id));
    *ret = id;
    return OK;
}

/* A substitute's role, from the delegations that are left. last: the council's last day. */
static Err grant_again(struct tx *tx, Id council, Id substitute, Date last)
{
    struct seat_delegations all;
    TRY(identity_end_role(tx, substitute, ROLE_MEMBER, council));
    TRY(seat_delegations(tx, council, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct seat_delegation *g = &all.v[i];
        if (!id_eq(g->substitute, substitute) || !is_live(g, tx_today(tx))) {
            continue;
        }
        bool longer = !date_none(last) && date_cmp(g->until_day, last) > 0;
        TRY(identity_grant_role(tx, substitute, ROLE_MEMBER, council, g->from_day,
                                longer ? last : g->until_day));
    }
    return OK;
}

Err seat_end(struct tx *tx, Id council, Id delegation, Str reason)
{
    struct seat_delegations all;
    struct council c;
    if (str_empty(reason) || utf8_length(reason) > REASON_MAX_CHARS) {
        return refuse_field(tx, S("ended_reason"), M_SEAT_END_REASON_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(council_get(tx, council, &c));
    TRY(seat_delegations(tx, council, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (id_eq(all.v[i].id, delegation)) {
            TRY(seat_delegation_end(tx, delegation, tx_account(tx), tx_now(tx), reason));
            TRY(grant_again(tx, council, all.v[i].substitute, c.until_day));
            return tx_note(tx, S("council.seat_taken_back"), delegation);
        }
    }
    return E_NONE;
}

/* ---- when the seats change ---- */

static bool sits(const struct council_seats *seats, Id account, int64_t last_position)
{
    for (size_t i = 0; i < seats->n; i++) {
        if (id_eq(seats->v[i].account, account)) {
            return seats->v[i].position <= last_position;
        }
    }
    return false;
}

Err seat_check_members(struct tx *tx, Id council, const struct council_seats *seats)
{
    struct seat_delegations all;
    Err e = OK;
    TRY(seat_delegations(tx, council, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct seat_delegation *g = &all.v[i];
        if (is_live(g, tx_today(tx)) && sits(seats, g->substitute, COUNCIL_SECRETARY)) {
            e = refuse_field(tx, S("members"), M_SEAT_STANDS_IN, g->substitute_name,
                             g->member_name);
        }
    }
    return e;
}

Err seat_members_changed(struct tx *tx, Id council, const struct council_seats *seats, Date until)
{
    struct seat_delegations all;
    TRY(seat_delegations(tx, council, &all));
    for (size_t i = 0; i < all.n; i++) {
        const struct seat_delegation *g = &all.v[i];
        if (!is_live(g, tx_today(tx))) {
            continue;
        }
        if (!sits(seats, g->member, COUNCIL_VOTER)) {
            TRY(seat_delegation_end(tx, g->id, tx_account(tx), tx_now(tx),
                                    i18n_text(LANG_VI, M_SEAT_MEMBER_LEFT)));
            TRY(tx_note(tx, S("council.seat_taken_back"), g->id));
        }
        TRY(grant_again(tx, council, g->substitute, until));
    }
    return OK;
}

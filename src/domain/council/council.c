/* council.c: the council's rules: who sits in it, its regulation, its sessions and agenda. */
#include "domain/council/written.h"
#include "domain/access/access.h"
#include "domain/council/advice.h"
#include "domain/council/composition.h"
#include "domain/council/seat.h"
#include "messages.h"
#include "platform/identity/identity.h"

enum { NAME_MAX_CHARS = 200, NUMBER_MAX_CHARS = 60 };

/* ---- the regulation's words ---- */

static bool word_of(Str word, const char *first, const char *second, const char *third, int *ret)
{
    const char *const words[] = { first, second, third };
    for (int i = 0; i < 3; i++) {
        if (words[i] != NULL && str_eq(word, str_c(words[i]))) {
            *ret = i;
            return true;
        }
    }
    return false;
}

/* The words of criteria_default_policy(). */
struct council_new council_usual(void)
{
    return (struct council_new){ .decision_date = DATE_NONE,
                                 .from_day = DATE_NONE,
                                 .until_day = DATE_NONE,
                                 .quorum_percent = COUNCIL_QUORUM,
                                 .chair_needed = true,
                                 .gate = S("mean"),
                                 .title_mark = S("lowest"),
                                 .blank = S("zero"),
                                 .dependency = S("ignore"),
                                 .divergence = criteria_default_policy().divergence };
}

static bool policy_of_words(Str gate, Str title_mark, Str blank, Str dependency, int64_t divergence,
                            struct criteria_policy *ret)
{
    int g = 0, t = 0, b = 0, d = 0;
    if (!word_of(gate, "mean", "majority", NULL, &g) ||
        !word_of(title_mark, "lowest", "full", "ignore", &t) ||
        !word_of(blank, "zero", "explicit", NULL, &b) ||
        !word_of(dependency, "ignore", "reject", NULL, &d)) {
        return false;
    }
    *ret = criteria_default_policy();
    ret->gate = g == 0 ? GATE_MEAN : GATE_MAJORITY;
    ret->title_mark = t == 0 ? TITLE_LOWEST : t == 1 ? TITLE_FULL : TITLE_IGNORE;
    ret->blank = b == 0 ? BLANK_ZERO : BLANK_EXPLICIT;
    ret->dependency = d == 0 ? DEPENDENCY_IGNORE : DEPENDENCY_REJECT;
    ret->divergence = divergence;
    return true;
}

bool council_policy_of(const struct council *c, struct criteria_policy *ret)
{
    return policy_of_words(c->gate, c->title_mark, c->blank, c->dependency, c->divergence, ret);
}

/* ---- what a council may be ---- */

static void wrong(struct tx *tx, bool *ok, Str field, int key)
{
    (void)refuse_field(tx, field, key, STR_NONE, STR_NONE);
    *ok = false;
}

static void check_term(struct tx *tx, const struct council_new *n, bool *ok)
{
    if (str_empty(n->name) || utf8_length(n->name) > NAME_MAX_CHARS) {
        wrong(tx, ok, S("name"), M_COUNCIL_NAME_NEEDED);
    }
    if (str_empty(n->decision_no) || utf8_length(n->decision_no) > NUMBER_MAX_CHARS) {
        wrong(tx, ok, S("decision_no"), M_COUNCIL_NUMBER_NEEDED);
    }
    if (date_none(n->decision_date) || date_cmp(n->decision_date, tx_today(tx)) > 0) {
        wrong(tx, ok, S("decision_date"), M_COUNCIL_DATE_PAST);
    }
    if (date_none(n->from_day)) {
        wrong(tx, ok, S("from_day"), M_COUNCIL_FROM_NEEDED);
    } else if (!date_none(n->until_day) && date_cmp(n->until_day, n->from_day) < 0) {
        wrong(tx, ok, S("until_day"), M_COUNCIL_TERM_BACKWARDS);
    }
}

static void check_regulation(struct tx *tx, const struct council_new *n, bool *ok)
{
    struct criteria_policy p;
    if (n->quorum_percent < 1 || n->quorum_percent > 100) {
        wrong(tx, ok, S("quorum_percent"), M_COUNCIL_QUORUM_RANGE);
    }
    if (n->divergence < 0 || n->divergence > CRITERIA_TOTAL) {
        wrong(tx, ok, S("divergence"), M_COUNCIL_DIVERGENCE_RANGE);
    }
    if (!policy_of_words(n->gate, n->title_mark, n->blank, n->dependency, n->divergence, &p)) {
        wrong(tx, ok, S("gate"), M_COUNCIL_POLICY_UNKNOWN);
    }
}

/* Departments are compared as people read them: without case, marks and double blanks. */
static bool same_department(struct arena *a, Str x, Str y)
{
    return str_eq(vi_fold(a, x), vi_fold(a, y));
}

static Str seat_field(struct arena *a, size_t i, const char *part)
{
    return str_fmt(a, "member.%zu.%s", i, part);
}

static void check_one_seat(struct tx *tx, const struct council_seats *s, size_t i, bool *ok)
{
    struct arena *a = tx_arena(tx);
    const struct council_seat *seat = &s->v[i];
    if (id_none(seat->account)) {
        wrong(tx, ok, seat_field(a, i, "account"), M_COUNCIL_ACCOUNT_NEEDED);
    }
    if (str_empty(seat->department) || utf8_length(seat->department) > NAME_MAX_CHARS) {
        wrong(tx, ok, seat_field(a, i, "department"), M_COUNCIL_DEPARTMENT_NEEDED);
    }
    if (seat->position < COUNCIL_CHAIR || seat->position > COUNCIL_SECRETARY) {
        wrong(tx, ok, seat_field(a, i, "position"), M_COUNCIL_POSITION_NEEDED);
    }
    for (size_t k = 0; k < i; k++) {
        if (!id_none(seat->account) && id_eq(s->v[k].account, seat->account)) {
            wrong(tx, ok, seat_field(a, i, "account"), M_COUNCIL_MEMBER_TWICE);
            return;
        }
    }
}

static void check_seats(struct tx *tx, const struct council_seats *s, bool *ok)
{
    size_t chairs = 0, secretaries = 0, voters = 0;
    bool several = false;
    Str department = STR_NONE;
    for (size_t i = 0; i < s->n; i++) {
        check_one_seat(tx, s, i, ok);
        const struct council_seat *seat = &s->v[i];
        chairs += seat->position == COUNCIL_CHAIR ? 1 : 0;
        secretaries += seat->position == COUNCIL_SECRETARY ? 1 : 0;
        if (seat->position <= COUNCIL_VOTER) {
            voters++;
            department = str_none(department) ? seat->department : department;
            several = several || !same_department(tx_arena(tx), department, seat->department);
        }
    }
    if (chairs != 1) {
        wrong(tx, ok, S("members"), M_COUNCIL_ONE_CHAIR);
    }
    if (secretaries != 1) {
        wrong(tx, ok, S("members"), M_COUNCIL_ONE_SECRETARY);
    }
    if (voters < 3) {
        wrong(tx, ok, S("members"), M_COUNCIL_THREE_VOTERS);
    }
    if (!several) {
        wrong(tx, ok, S("members"), M_COUNCIL_TWO_DEPARTMENTS);
    }
}

/* Producers judge nobody; names come from the accounts. */
static Err name_seats(struct tx *tx, const struct council_seats *s, bool *ok)
{
    struct council_candidates all;
    TRY(council_candidates(tx, ROLE_PRODUCER, &all));
    for (size_t i = 0; i < s->n; i++) {
        bool found = false;
        for (size_t k = 0; k < all.n && !found; k++) {
            found = id_eq(all.v[k].id, s->v[i].account);
            s->v[i].name = found ? all.v[k].name : s->v[i].name;
        }
        if (!found && !id_none(s->v[i].account)) {
            wrong(tx, ok, seat_field(tx_arena(tx), i, "account"), M_COUNCIL_ACCOUNT_FOREIGN);
        }
    }
    return OK;
}

static Str tier_of(const struct council_new *n)
{
    return str_empty(n->tier) ? COMPOSITION_PROVINCE : n->tier;
}

static Err check(struct tx *tx, const struct council_new *n)
{
    bool ok = true;
    check_term(tx, n, &ok);
    check_regulation(tx, n, &ok);
    check_seats(tx, &n->seats, &ok);
    TRY(name_seats(tx, &n->seats, &ok));
    if (!date_none(n->decision_date)) {
        Err e = composition_check(tx, n->decision_date, tier_of(n), &n->seats);
        ok = ok && e == OK;
        TRY(e == E_REFUSED ? OK : e);
    }
    return ok ? OK : E_REFUSED;
}

static int role_of(int64_t position)
{
    return position == COUNCIL_SECRETARY ? ROLE_SECRETARY : ROLE_MEMBER;
}

static Err seat(struct tx *tx, Id council, const struct council_seat *s, Date until)
{
    TRY(council_seat_insert(tx, council, s->account, s->name, str_trim(s->department),
                            s->position));
    return identity_grant_role(tx, s->account, role_of(s->position), council, tx_today(tx), until);
}

Err council_create(struct tx *tx, const struct council_new *n, Id *ret)
{
    TRY(check(tx, n));
    Id id = tx_new_id(tx);
    TRY(council_insert(tx, id, n->name, n->decision_no, n->decision_date, n->from_day, n->until_day,
                       n->quorum_percent, n->chair_needed, n->gate, n->title_mark, n->blank,
                       n->dependency, n->divergence, n->demo, tx_now(tx)));
    for (size_t i = 0; i < n->seats.n; i++) {
        TRY(seat(tx, id, &n->seats.v[i], n->until_day));
    }
    TRY(council_tier_put(tx, id, tier_of(n)));
    if (!id_none(n->district)) {
        TRY(council_district_put(tx, id, n->district));
    }
    TRY(tx_note(tx, S("council.created"), id));
    *ret = id;
    return OK;
}

static bool same_regulation(const struct council *c, const struct council_new *n)
{
    return c->quorum_percent == n->quorum_percent && c->chair_needed == n->chair_needed &&
           str_eq(c->gate, n->gate) && str_eq(c->title_mark, n->title_mark) &&
           str_eq(c->blank, n->blank) && str_eq(c->dependency, n->dependency) &&
           c->divergence == n->divergence;
}

static const struct council_seat *seat_in(const struct council_seats *s, Id account)
{
    for (size_t i = 0; i < s->n; i++) {
        if (id_eq(s->v[i].account, account)) {
            return &s->v[i];
        }
    }
    return NULL;
}

/* Takes all seats and their roles away, to be given anew; a member with a sheet keeps the seat. */
static Err clear_seats(struct tx *tx, Id council, const struct council_seats *old,
                       const struct council_seats *now)
{
    bool ok = true;
    for (size_t i = 0; i < old->n; i++) {
        const struct council_seat *was = &old->v[i], *is = seat_in(now, was->account);
        struct council_use use;
        TRY(council_seat_sheets(tx, council, was->account, &use));
        if (use.sheets > 0 && (is == NULL || is->position != was->position)) {
            (void)refuse_field(tx, S("members"), M_COUNCIL_MEMBER_HAS_SHEETS, was->name, STR_NONE);
            ok = false;
        }
        TRY(council_seat_remove(tx, council, was->account));
        TRY(identity_end_role(tx, was->account, role_of(was->position), council));
    }
    return ok ? OK : E_REFUSED;
}

Err council_change(struct tx *tx, const struct council *c, int64_t version,
                   const struct council_new *n)
{
    TRY(check(tx, n));
    TRY(seat_check_members(tx, c->id, &n->seats));
    TRY(advice_check_members(tx, c->id, &n->seats));
    struct council_use use;
    struct council_seats old;
    TRY(council_in_use(tx, c->id, &use));
    if (use.sheets > 0 && !same_regulation(c, n)) {
        return refuse_field(tx, S("quorum_percent"), M_COUNCIL_REGULATION_FIXED, STR_NONE,
                            STR_NONE);
    }
    TRY(council_update(tx, c->id, version, n->name, n->decision_no, n->decision_date, n->from_day,
                       n->until_day, n->quorum_percent, n->chair_needed, n->gate, n->title_mark,
                       n->blank, n->dependency, n->divergence));
    TRY(council_seats_of(tx, c->id, &old));
    TRY(clear_seats(tx, c->id, &old, &n->seats));
    for (size_t i = 0; i < n->seats.n; i++) {
        TRY(seat(tx, c->id, &n->seats.v[i], n->until_day));
    }
    TRY(council_tier_put(tx, c->id, tier_of(n)));
    TRY(seat_members_changed(tx, c->id, &n->seats, n->until_day));
    return tx_note(tx, S("council.changed"), c->id);
}

/* ---- sessions ---- */

Err council_open_session(struct tx *tx, const struct council *c, Str name, Date held_on, Id *ret)
{
    bool ok = true;
    if (str_empty(name) || utf8_length(name) > NAME_MAX_CHARS) {
        wrong(tx, &ok, S("name"), M_COUNCIL_SESSION_NAME_NEEDED);
    }
    if (date_none(held_on) || date_cmp(held_on, tx_today(tx)) < 0) {
        wrong(tx, &ok, S("held_on"), M_COUNCIL_SESSION_DAY_PAST);
    } else if (date_cmp(held_on, c->from_day) < 0 ||
               (!date_none(c->until_day) && date_cmp(held_on, c->until_day) > 0)) {
        wrong(tx, &ok, S("held_on"), M_COUNCIL_SESSION_DAY_TERM);
    }
    if (!ok) {
        return E_REFUSED;
    }
    Id id = tx_new_id(tx);
    TRY(council_session_insert(tx, id, c->id, name, held_on, tx_account(tx), tx_now(tx)));
    TRY(tx_note(tx, S("council.session_opened"), id));
    *ret = id;
    return OK;
}

Err council_add_file(struct tx *tx, Id session, Id dossier, Id filed)
{
    struct council_session s;
    struct council c;
    struct session_file_ref other;
    struct session_file_position last;
    bool found = false;
    TRY(council_session_get(tx, session, &s));
    TRY(council_get(tx, s.council, &c));
    if (date_cmp(s.held_on, tx_today(tx)) < 0 ||
        (!date_none(c.until_day) && date_cmp(c.until_day, tx_today(tx)) < 0)) {
        return refuse_field(tx, S("session"), M_COUNCIL_SESSION_OVER, s.name, STR_NONE);
    }
    TRY(council_written_takes(tx, session, dossier));
    TRY(session_file_open_of(tx, dossier, &found, &other));
    if (found) {
        return refuse_field(tx, S("session"), M_COUNCIL_FILE_THERE, STR_NONE, STR_NONE);
    }
    TRY(session_file_last(tx, session, &last));
    Id id = tx_new_id(tx);
    TRY(session_file_insert(tx, id, session, c.id, dossier, filed, last.n + 1, SCORING_OPEN));
    return tx_note(tx, S("council.file_added"), id);
}

Err council_waiting(struct tx *tx, Id account, int64_t *ret)
{
    struct council_waiting_row row;
    TRY(council_waiting_n(tx, account, tx_today(tx), &row));
    *ret = row.n;
    return OK;
}

Err council_quorum_of(struct tx *tx, const struct council *c, Id file, struct council_quorum *ret)
{
    struct session_tally t;
    TRY(session_file_tally(tx, file, tx_today(tx), &t));
    struct council_quorum q = { .seats = t.seats, .sheets = t.sheets };
    q.needed = (t.seats * c->quorum_percent + 99) / 100;
    q.enough = t.sheets > 0 && t.sheets >= q.needed;
    q.chair_in = !c->chair_needed || t.chair_sheets > 0 || (t.chair_away > 0 && t.vice_sheets > 0);
    q.met = q.enough && q.chair_in;
    *ret = q;
    return OK;
}

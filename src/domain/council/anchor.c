/* anchor.c: anchor files: put by the secretary, confirmed by the chair, scored by the members. */
#include "domain/council/anchor.h"
#include "domain/access/access.h"
#include "domain/council/conflict.h"
#include "domain/council/talk.h"
#include "messages.h"

enum { REASON_MAX_CHARS = 2000 };

int anchor_state_of(const struct anchor *a)
{
    return !time_none(a->ended_at)       ? ANCHOR_ENDED
           : !time_none(a->confirmed_at) ? ANCHOR_OPEN
                                         : ANCHOR_DRAFT;
}

/* ---- who must not judge it ---- */

/* What was declared or decided on the dossier; else traces in what is stored of the producer,
 * unless the chair has said that they are none. */
static Err tied(struct tx *tx, Id council, Id file, Id account, bool *ret)
{
    struct anchor_stand s;
    struct conflict_kinds kinds;
    struct conflict_interest i = { S(""), S(""), S(""), S("") };
    bool found = false;
    TRY(anchor_stand(tx, file, account, &s));
    *ret = s.conflict;
    if (s.conflict || s.cleared) {
        return OK;
    }
    TRY(conflict_kinds_of(tx, council, &kinds));
    TRY(conflict_interest_last(tx, account, &found, &i));
    struct conflict_file f = { .file = file,
                               .producer = s.producer,
                               .place = s.place,
                               .tax_code = str_none(s.tax_code) ? S("") : s.tax_code,
                               .address = s.address,
                               .representative = s.representative,
                               .helped = s.helped };
    *ret = conflict_find(tx_arena(tx), kinds.kinds, s.name, &i, &f) != 0;
    return OK;
}

static Err tied_either(struct tx *tx, Id council, Id file, Id account, Id seat, bool *ret)
{
    TRY(tied(tx, council, file, account, ret));
    return *ret || id_none(seat) || id_eq(account, seat) ? OK : tied(tx, council, file, seat, ret);
}

Err anchor_conflict(struct tx *tx, const struct anchor *a, Id account, Id seat, bool *ret)
{
    struct anchor_writer w;
    TRY(anchor_written_by(tx, a->id, account, &w));
    *ret = w.wrote;
    return w.wrote ? OK : tied_either(tx, a->council, a->file, account, seat, ret);
}

/* ---- preparing ---- */

/* The chair's seat, or the first vice-chair's, of those who preside today and may judge the file.
 */
static Err leader_of(struct tx *tx, Id council, Id file, Id *ret)
{
    struct anchor_seats seats;
    TRY(anchor_seats(tx, council, tx_today(tx), &seats));
    *ret = ID_NONE;
    for (size_t i = 0; i < seats.n && id_none(*ret); i++) {
        const struct anchor_seat *s = &seats.v[i];
        bool conflict = false;
        if (s->position <= COUNCIL_VICE && s->presides) {
            TRY(tied_either(tx, council, file, s->account, s->substitute, &conflict));
            *ret = conflict ? ID_NONE : s->account;
        }
    }
    return OK;
}

Err anchor_put(struct tx *tx, const struct council_session *s, Id file, Id *ret)
{
    struct anchor_fit fit;
    Id leads = ID_NONE, id = tx_new_id(tx);
    TRY(anchor_fits(tx, s->id, file, &fit));
    if (fit.open_files == 0) {
        return refuse(tx, M_ANCHOR_SESSION_OVER, STR_NONE, STR_NONE);
    }
    if (fit.taken) {
        return refuse_field(tx, S("file"), M_ANCHOR_TAKEN, STR_NONE, STR_NONE);
    }
    if (!fit.fits) {
        return refuse_field(tx, S("file"), M_ANCHOR_NOT_CONCLUDED, STR_NONE, STR_NONE);
    }
    if (fit.anchors >= ANCHORS_MAX) {
        return refuse_field(tx, S("file"), M_ANCHOR_TOO_MANY,
                            str_fmt(tx_arena(tx), "%d", ANCHORS_MAX), STR_NONE);
    }
    TRY(leader_of(tx, s->council, file, &leads));
    if (id_none(leads)) {
        return refuse(tx, M_ANCHOR_NOBODY_LEADS, STR_NONE, STR_NONE);
    }
    TRY(anchor_insert(tx, id, s->id, file, leads, tx_account(tx), tx_now(tx)));
    TRY(tx_note(tx, S("anchor.put"), id));
    *ret = id;
    return OK;
}

Err anchor_remove(struct tx *tx, const struct anchor *a, int64_t version)
{
    if (version != a->version) {
        return E_STALE;
    }
    TRY(anchor_references_clear(tx, a->id));
    TRY(anchor_delete(tx, a->id, version));
    return tx_note(tx, S("anchor.removed"), a->id);
}

Err anchor_write(struct tx *tx, const struct anchor *a, const struct criteria_set *set,
                 const struct council_draft *d)
{
    TRY(council_check_draft(tx, set, d));
    if (a->version != d->version) {
        (void)refuse(tx, M_COUNCIL_SHEET_ELSEWHERE, STR_NONE, STR_NONE);
        return E_STALE;
    }
    TRY(anchor_touch(tx, a->id, d->version, tx_now(tx)));
    for (size_t i = 0; i < d->answers.n; i++) {
        const struct score_answer *w = &d->answers.v[i];
        TRY(anchor_reference_put(tx, a->id, w->item, w->choice, str_trim(w->note), tx_account(tx)));
    }
    return tx_note(tx, S("anchor.written"), a->id);
}

/* ---- confirming ---- */

static Err check_whole(struct tx *tx, const struct criteria_set *set,
                       const struct score_answers *reference)
{
    Err e = OK;
    for (int i = 0; i < set->n_items; i++) {
        const struct score_answer *w = council_answer_of(reference, set->item[i].id);
        if (w == NULL || str_empty(w->choice) || str_empty(str_trim(w->note))) {
            e = refuse_field(tx, str_cat(tx_arena(tx), S("a."), set->item[i].id),
                             M_ANCHOR_NO_REASON, set->item[i].code, set->item[i].title);
        }
    }
    return e;
}

static Err policy_of(const struct council *c, struct criteria_policy *ret)
{
    return council_policy_of(c, ret) ? OK : fault(E_DB, "a council's regulation is unknown");
}

Err anchor_confirm(struct tx *tx, const struct anchor *a, const struct council *c,
                   const struct criteria_set *set, int64_t version)
{
    struct anchor_writer w;
    struct score_answers reference;
    struct criteria_policy policy;
    if (version != a->version) {
        (void)refuse(tx, M_ANCHOR_CHANGED, STR_NONE, STR_NONE);
        return E_STALE;
    }
    TRY(anchor_written_by(tx, a->id, tx_account(tx), &w));
    if (w.wrote) {
        return refuse(tx, M_ANCHOR_FOUR_EYES, STR_NONE, STR_NONE);
    }
    TRY(policy_of(c, &policy));
    TRY(anchor_reference_of(tx, a->id, &reference));
    TRY(check_whole(tx, set, &reference));
    TRY(council_check_scorable(tx, set, &policy, &reference));
    TRY(anchor_confirmed_put(tx, a->id, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("anchor.confirmed"), a->id);
}

/* ---- members' sheets ---- */

/* The sheet of the seat that the acting account fills, made when there is none. */
static Err own_sheet(struct tx *tx, const struct anchor *a, Id seat, struct anchor_sheet *ret)
{
    bool found = false;
    TRY(anchor_sheet_of(tx, a->id, seat, &found, ret));
    if (!found) {
        TRY(anchor_sheet_insert(tx, tx_new_id(tx), a->id, seat, tx_account(tx), tx_now(tx)));
        TRY(anchor_sheet_of(tx, a->id, seat, &found, ret));
    }
    return found ? OK : E_NONE;
}

static Err write_answer(struct tx *tx, Id sheet, const struct score_answer *w)
{
    return str_empty(w->choice) && str_empty(w->note)
               ? anchor_answer_clear(tx, sheet, w->item)
               : anchor_answer_put(tx, sheet, w->item, w->choice, w->note);
}

Err anchor_save(struct tx *tx, const struct anchor *a, const struct criteria_set *set,
                const struct council_draft *d, struct anchor_sheet *ret)
{
    struct anchor_sheet s;
    struct council_actor me;
    bool found = false;
    TRY(council_check_draft(tx, set, d));
    TRY(council_actor_of(tx, a->council, tx_account(tx), &me));
    TRY(anchor_sheet_of(tx, a->id, me.seat.account, &found, &s));
    if ((found ? s.version : 0) != d->version) {
        (void)refuse(tx, M_COUNCIL_SHEET_ELSEWHERE, STR_NONE, STR_NONE);
        return E_STALE;
    }
    TRY(own_sheet(tx, a, me.seat.account, &s));
    TRY(anchor_sheet_touch(tx, s.id, s.version, tx_account(tx), d->remark, tx_now(tx)));
    for (size_t i = 0; i < d->answers.n; i++) {
        TRY(write_answer(tx, s.id, &d->answers.v[i]));
    }
    TRY(tx_note(tx, S("anchor.saved"), a->id));
    return anchor_sheet_of(tx, a->id, me.seat.account, &found, ret);
}

Err anchor_hand_in(struct tx *tx, const struct anchor *a, const struct council *c,
                   const struct criteria_set *set, bool blank_ok)
{
    struct council_actor me;
    struct criteria_policy policy;
    struct anchor_sheet s;
    struct score_answers answers;
    TRY(policy_of(c, &policy));
    TRY(council_actor_of(tx, a->council, tx_account(tx), &me));
    TRY(own_sheet(tx, a, me.seat.account, &s));
    TRY(anchor_sheet_answers(tx, s.id, &answers));
    TRY(council_check_scorable(tx, set, &policy, &answers));
    int64_t blanks = council_unseen(set, &answers);
    if (blanks > 0 && !blank_ok) {
        return refuse_field(tx, S("blank_ok"), M_COUNCIL_BLANKS,
                            str_fmt(tx_arena(tx), "%lld", (long long)blanks), STR_NONE);
    }
    TRY(anchor_sheet_hand_in(tx, s.id, tx_now(tx)));
    return tx_note(tx, S("anchor.handed_in"), a->id);
}

Err anchor_recuse(struct tx *tx, const struct anchor *a, Str reason)
{
    if (str_empty(str_trim(reason)) || utf8_length(reason) > REASON_MAX_CHARS) {
        return refuse_field(tx, S("reason"), M_COUNCIL_RECUSE_REASON, STR_NONE, STR_NONE);
    }
    TRY(anchor_recusal_put(tx, a->id, tx_account(tx), str_trim(reason), tx_now(tx)));
    return tx_note(tx, S("anchor.recused"), a->id);
}

/* ---- together ---- */

static bool is_in(const struct anchor_sheet_ins *in, Id seat)
{
    for (size_t i = 0; i < in->n; i++) {
        if (id_eq(in->v[i].seat, seat)) {
            return true;
        }
    }
    return false;
}

/* Does the seat have to score the anchor, and nobody stands in its way? */
static Err scores(struct tx *tx, const struct anchor *a, const struct anchor_seat *s, bool *ret)
{
    Id acts = id_none(s->substitute) ? s->account : s->substitute;
    bool conflict = true;
    if (!id_eq(s->account, a->leads) && !id_eq(acts, a->confirmed_by)) {
        TRY(anchor_conflict(tx, a, acts, s->account, &conflict));
    }
    *ret = !conflict;
    return OK;
}

Err anchor_people_of(struct tx *tx, const struct anchor *a, struct anchor_people *ret)
{
    struct anchor_seats seats;
    struct anchor_sheet_ins in;
    struct anchor_people p = { 0, 0, false, S("") };
    struct arena *mem = tx_arena(tx);
    TRY(anchor_seats(tx, a->council, tx_today(tx), &seats));
    TRY(anchor_sheets_in(tx, a->id, &in));
    for (size_t i = 0; i < seats.n; i++) {
        const struct anchor_seat *s = &seats.v[i];
        bool has = is_in(&in, s->account), must = has;
        if (!has) {
            TRY(scores(tx, a, s, &must));
        }
        p.seats += must ? 1 : 0;
        p.in += has ? 1 : 0;
        if (must && !has) {
            p.missing = str_empty(p.missing)
                            ? s->name
                            : str_cat(mem, p.missing, str_cat(mem, S(", "), s->name));
        }
    }
    p.all_in = p.seats > 0 && p.in == p.seats;
    *ret = p;
    return OK;
}

Err anchor_end(struct tx *tx, const struct anchor *a)
{
    TRY(anchor_ended_put(tx, a->id, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("anchor.ended"), a->id);
}

/* ---- what there is to do, and the regulation ---- */

static Err add_todo(struct tx *tx, const struct anchor *a, const struct council_actor *me,
                    Id account, struct anchor_todo *ret)
{
    struct anchor_ripe ripe;
    struct anchor_sheet s;
    bool conflict = false, found = false;
    bool leads = me->presides && id_eq(me->seat.account, a->leads);
    bool knows = leads || (!id_none(a->confirmed_by) && id_eq(account, a->confirmed_by));
    int state = anchor_state_of(a);
    TRY(anchor_conflict(tx, a, account, me->seat.account, &conflict));
    if (conflict || (state == ANCHOR_DRAFT && !leads)) {
        return OK;
    }
    TRY(anchor_sheet_of(tx, a->id, me->seat.account, &found, &s));
    TRY(anchor_ripeness(tx, a->id, &ripe));
    bool in = found && s.state == SHEET_SUBMITTED;
    ret->seen++;
    ret->to_confirm += state == ANCHOR_DRAFT && ripe.items > 0 && ripe.lacking == 0 ? 1 : 0;
    ret->to_score += state == ANCHOR_OPEN && !knows && !in && !id_none(me->votes) ? 1 : 0;
    return OK;
}

Err anchor_todo_of(struct tx *tx, Id session, const struct council_actor *me, Id account,
                   struct anchor_todo *ret)
{
    struct anchors all;
    struct anchor_todo t = { 0, 0, 0 };
    TRY(anchors_of(tx, session, &all));
    for (size_t i = 0; i < all.n; i++) {
        TRY(add_todo(tx, &all.v[i], me, account, &t));
    }
    *ret = t;
    return OK;
}

Err anchor_owed(struct tx *tx, Id session, Id council, const struct council_actor *me, Id account,
                bool *ret)
{
    struct anchor_rule rule;
    struct anchor_todo t = { 0, 0, 0 };
    TRY(anchor_rule_of(tx, council, &rule));
    if (rule.first) {
        TRY(anchor_todo_of(tx, session, me, account, &t));
    }
    *ret = t.to_score > 0;
    return OK;
}

Err anchor_set_rule(struct tx *tx, Id council, bool first)
{
    TRY(anchor_rule_put(tx, council, first));
    return tx_note(tx, S("council.anchor_rule_set"), council);
}

/* advice.c: Tổ tư vấn: its people, its report on a file, visits and tests. */
#include "domain/council/advice.h"
#include "domain/access/access.h"
#include "messages.h"
#include "platform/identity/identity.h"

enum { NAME_MAX_CHARS = 200, WORDS_MAX_CHARS = 500, REPORT_MAX_CHARS = 6000 };

static void wrong(struct tx *tx, bool *ok, Str field, int key, Str word)
{
    (void)refuse_field(tx, field, key, word, STR_NONE);
    *ok = false;
}

/* ---- the team ---- */

static Err stands_in(struct tx *tx, Id council, Id account, bool *ret)
{
    struct seat_delegations all;
    *ret = false;
    TRY(seat_delegations(tx, council, &all));
    for (size_t i = 0; i < all.n; i++) {
        *ret = *ret || (id_eq(all.v[i].substitute, account) && time_none(all.v[i].ended_at) &&
                        date_cmp(all.v[i].until_day, tx_today(tx)) >= 0);
    }
    return OK;
}

static Err check_person(struct tx *tx, const struct council *c, Id account, bool *ok, Str *ret_name)
{
    struct council_candidates all;
    struct council_seat seat;
    struct advice_person there;
    bool sits = false, in = false, substitute = false, found = false;
    TRY(council_candidates(tx, ROLE_PRODUCER, &all));
    for (size_t i = 0; i < all.n && !found; i++) {
        found = id_eq(all.v[i].id, account);
        *ret_name = found ? all.v[i].name : S("");
    }
    TRY(council_seat_of(tx, c->id, account, &sits, &seat));
    TRY(advice_person_of(tx, c->id, account, &in, &there));
    TRY(stands_in(tx, c->id, account, &substitute));
    if (!found) {
        wrong(tx, ok, S("account"), M_ADVICE_ACCOUNT_NEEDED, STR_NONE);
    } else if (sits || substitute) {
        wrong(tx, ok, S("account"), M_ADVICE_SCORES, *ret_name);
    } else if (in) {
        wrong(tx, ok, S("account"), M_ADVICE_THERE, *ret_name);
    }
    return OK;
}

Err advice_join(struct tx *tx, const struct council *c, Id account, Str department, bool leads)
{
    struct advice_persons team;
    Str name = S("");
    bool ok = true;
    TRY(check_person(tx, c, account, &ok, &name));
    if (str_empty(department) || utf8_length(department) > NAME_MAX_CHARS) {
        wrong(tx, &ok, S("department"), M_ADVICE_DEPARTMENT_NEEDED, STR_NONE);
    }
    TRY(advice_team(tx, c->id, &team));
    for (size_t i = 0; i < team.n && leads; i++) {
        if (team.v[i].leads) {
            wrong(tx, &ok, S("leads"), M_ADVICE_ONE_HEAD, team.v[i].name);
        }
    }
    if (!ok) {
        return E_REFUSED;
    }
    TRY(advice_person_put(tx, c->id, account, name, department, leads));
    TRY(identity_grant_role(tx, account, ROLE_ADVISER, c->id, tx_today(tx), c->until_day));
    return tx_note(tx, S("council.adviser_joined"), c->id);
}

Err advice_leave(struct tx *tx, const struct council *c, Id account)
{
    TRY(advice_person_remove(tx, c->id, account));
    TRY(identity_end_role(tx, account, ROLE_ADVISER, c->id));
    return tx_note(tx, S("council.adviser_left"), c->id);
}

Err advice_check_members(struct tx *tx, Id council, const struct council_seats *seats)
{
    struct advice_persons team;
    Err e = OK;
    TRY(advice_team(tx, council, &team));
    for (size_t i = 0; i < team.n; i++) {
        for (size_t k = 0; k < seats->n; k++) {
            if (id_eq(team.v[i].account, seats->v[k].account)) {
                e = refuse_field(tx, S("members"), M_ADVICE_ADVISES, team.v[i].name, STR_NONE);
            }
        }
    }
    return e;
}

/* ---- the report ---- */

static Err check_report(struct tx *tx, Id file, const struct advice_words *w)
{
    struct advice_requests asked;
    bool ok = true;
    if (utf8_length(w->findings) > REPORT_MAX_CHARS ||
        (w->hand_in && str_empty(str_trim(w->findings)))) {
        wrong(tx, &ok, S("findings"), M_ADVICE_FINDINGS_NEEDED, STR_NONE);
    }
    if (utf8_length(w->advice) > REPORT_MAX_CHARS ||
        (w->hand_in && str_empty(str_trim(w->advice)))) {
        wrong(tx, &ok, S("advice"), M_ADVICE_ADVICE_NEEDED, STR_NONE);
    }
    TRY(advice_requests(tx, file, &asked));
    for (size_t i = 0; i < asked.n && w->hand_in; i++) {
        if (date_none(asked.v[i].done_on)) {
            wrong(tx, &ok, S("requests"), M_ADVICE_OPEN_REQUEST, asked.v[i].what);
        }
    }
    return ok ? OK : E_REFUSED;
}

Err advice_save(struct tx *tx, Id file, const struct advice_words *w)
{
    struct advice_report now;
    bool found = false;
    TRY(check_report(tx, file, w));
    TRY(advice_report_of(tx, file, &found, &now));
    if ((found ? now.version : 0) != w->version) {
        return E_STALE;
    }
    int64_t state = w->hand_in ? ADVICE_IN : ADVICE_DRAFT;
    TRY(found ? advice_report_save(tx, file, w->version, w->findings, w->advice, state,
                                   tx_account(tx), tx_now(tx))
              : advice_report_insert(tx, file, w->findings, w->advice, state, tx_account(tx),
                                     tx_now(tx)));
    return tx_note(tx, w->hand_in ? S("council.advice_handed_in") : S("council.advice_saved"),
                   file);
}

Err advice_ask(struct tx *tx, Id file, int64_t kind, Str what)
{
    bool ok = true;
    if (kind < ADVICE_VISIT || kind > ADVICE_SUPPLEMENT) {
        wrong(tx, &ok, S("kind"), M_ADVICE_KIND_NEEDED, STR_NONE);
    }
    if (str_empty(what) || utf8_length(what) > WORDS_MAX_CHARS) {
        wrong(tx, &ok, S("what"), M_ADVICE_WHAT_NEEDED, STR_NONE);
    }
    if (!ok) {
        return E_REFUSED;
    }
    TRY(advice_request_insert(tx, tx_new_id(tx), file, kind, what, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("council.advice_asked"), file);
}

Err advice_answer(struct tx *tx, Id file, Id request, Date done_on, Str result)
{
    bool ok = true;
    if (date_none(done_on) || date_cmp(done_on, tx_today(tx)) > 0) {
        wrong(tx, &ok, S("done_on"), M_ADVICE_DONE_PAST, STR_NONE);
    }
    if (str_empty(result) || utf8_length(result) > REPORT_MAX_CHARS) {
        wrong(tx, &ok, S("result"), M_ADVICE_RESULT_NEEDED, STR_NONE);
    }
    if (!ok) {
        return E_REFUSED;
    }
    TRY(advice_request_done(tx, request, file, done_on, result, tx_account(tx)));
    return tx_note(tx, S("council.advice_answered"), file);
}

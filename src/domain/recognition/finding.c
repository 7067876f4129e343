/* finding.c: what was concluded about a recognition, the term that follows, and the revocation. */
#include "domain/access/access.h"
#include "domain/recognition/decide.h"
#include "domain/regime/regime.h"
#include "messages.h"

enum { PAPER_MAX = 60 };

static Err refuse_gaps(struct tx *tx, const struct recognition_found *f, Date from_day)
{
    Err e = OK;
    if (recognition_ground_message(f->ground) == M_NONE) {
        e = refuse_field(tx, S("find_ground"), M_DECIDE_GROUND_NEEDED, STR_NONE, STR_NONE);
    }
    if (str_empty(f->paper_no) || utf8_length(f->paper_no) > PAPER_MAX) {
        e = refuse_field(tx, S("find_paper"), M_DECIDE_FIND_PAPER_NEEDED, STR_NONE, STR_NONE);
    }
    if (str_empty(f->what)) {
        e = refuse_field(tx, S("find_what"), M_DECIDE_FIND_WHAT_NEEDED, STR_NONE, STR_NONE);
    }
    if (date_none(f->found_on) || date_cmp(f->found_on, from_day) < 0 ||
        date_cmp(f->found_on, tx_today(tx)) > 0) {
        e = refuse_field(tx, S("find_on"), M_DECIDE_FIND_DAY, STR_NONE, STR_NONE);
    }
    return e;
}

/* Days after the conclusion, by the law of its day; none when that law sets none. */
static Err due_of(struct tx *tx, Date found_on, Date *ret)
{
    const struct regime *law;
    int64_t days = 0;
    TRY(regime_at(tx, found_on, &law));
    TRY(regime_int(tx, &law->revocation_days, &days));
    *ret = days == 0 ? DATE_NONE : date_add_days(found_on, (int)days);
    return OK;
}

Err recognition_find(struct tx *tx, const struct recognition_found *f)
{
    struct recognition r;
    Date due;
    TRY(recognition_get(tx, f->recognition, &r));
    TRY(date_none(r.revoked_on) ? OK : E_STALE);
    TRY(refuse_gaps(tx, f, r.from_day));
    TRY(due_of(tx, f->found_on, &due));
    TRY(recognition_finding_insert(tx, tx_new_id(tx), r.id, f->ground, f->paper_no, f->found_on,
                                   f->what, due, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("recognition.found"), r.id);
}

static Err refuse_words(struct tx *tx, Str decision, Str reason)
{
    Err e = OK;
    if (str_empty(decision)) {
        e = refuse_field(tx, S("decision"), M_RECOGNITION_NUMBER_NEEDED, STR_NONE, STR_NONE);
    }
    if (str_empty(reason)) {
        e = refuse_field(tx, S("reason"), M_RECOGNITION_REASON_NEEDED, STR_NONE, STR_NONE);
    }
    return e;
}

Err recognition_revoke(struct tx *tx, Id id, int64_t version, Date on, Str decision, Str reason)
{
    struct recognition r;
    struct recognition_findings found;
    TRY(recognition_get(tx, id, &r));
    TRY(recognition_findings_of(tx, id, &found));
    Err e = refuse_words(tx, decision, reason);
    if (date_none(on) || date_cmp(on, r.from_day) < 0 || date_cmp(on, tx_today(tx)) > 0) {
        e = refuse_field(tx, S("revoked_on"), M_RECOGNITION_REVOKE_DAY, STR_NONE, STR_NONE);
    } else if (found.n > 0 && date_cmp(on, found.v[0].found_on) < 0) {
        e = refuse_field(tx, S("revoked_on"), M_DECIDE_REVOKE_BEFORE, found.v[0].paper_no,
                         STR_NONE);
    }
    if (found.n == 0) {
        e = refuse_field(tx, S("find_paper"), M_DECIDE_REVOKE_UNFOUND, STR_NONE, STR_NONE);
    }
    TRY(e);
    TRY(recognition_revoke_put(tx, id, version, on, decision, reason));
    bool late = !date_none(found.v[0].due) && date_cmp(on, found.v[0].due) > 0;
    TRY(tx_note(tx, late ? S("recognition.revoked-late") : S("recognition.revoked"), id));
    return tx_touch_public(tx);
}

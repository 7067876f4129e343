/* written.c: sessions without a meeting: which dossiers, which answers, when a file may close. */
#include "domain/council/written.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "messages.h"
#include "platform/i18n/i18n.h"

Err council_written_of(struct tx *tx, Id session, struct council_written *ret)
{
    struct session_written w;
    *ret = (struct council_written){ .closes_on = DATE_NONE, .met_on = DATE_NONE };
    TRY(session_written_get(tx, session, &ret->is, &w));
    if (ret->is) {
        ret->closes_on = w.closes_on;
        ret->met_on = w.met_on;
        ret->met_why = str_none(w.met_why) ? S("") : w.met_why;
        ret->asks = date_none(w.met_on);
    }
    return OK;
}

Err council_open_written(struct tx *tx, const struct council *c, Str name, Date closes_on, Id *ret)
{
    Id id;
    TRY(council_open_session(tx, c, name, closes_on, &id));
    TRY(session_written_insert(tx, id, closes_on));
    *ret = id;
    return OK;
}

Err council_written_takes(struct tx *tx, Id session, Id dossier)
{
    struct council_written w;
    struct dossier d;
    const struct regime *law;
    int64_t written = 0;
    TRY(council_written_of(tx, session, &w));
    if (!w.asks) {
        return OK;
    }
    TRY(dossier_get(tx, dossier, &d));
    TRY(dossier_regime(tx, dossier, &law));
    TRY(regime_int(tx, &law->renewal_written, &written));
    return d.kind == DOSSIER_AGAIN && written > 0
               ? OK
               : refuse_field(tx, S("session"), M_COUNCIL_WRITTEN_AGAIN_ONLY, law->title, STR_NONE);
}

Err council_written_answer(struct tx *tx, const struct session_file *f, Id seat, Str agrees,
                           Str reason)
{
    struct council_written w;
    TRY(council_written_of(tx, f->session, &w));
    if (!w.asks) {
        return OK;
    }
    Err e = OK;
    bool yes = str_eq(agrees, S("1"));
    if (!yes && !str_eq(agrees, S("0"))) {
        e = refuse_field(tx, S("agrees"), M_COUNCIL_WRITTEN_SAY, STR_NONE, STR_NONE);
    } else if (!yes && str_empty(reason)) {
        e = refuse_field(tx, S("agrees_why"), M_COUNCIL_WRITTEN_WHY_NEEDED, STR_NONE, STR_NONE);
    }
    if (date_cmp(tx_today(tx), w.closes_on) > 0) {
        e = refuse(tx, M_COUNCIL_WRITTEN_OVER, STR_NONE, STR_NONE);
    }
    TRY(e);
    return written_answer_put(tx, f->id, seat, yes, reason, tx_now(tx));
}

static Str day_of(struct tx *tx, Date d)
{
    struct out *o CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(o, d);
    return out_dup(tx_arena(tx), o);
}

Err council_written_may_close(struct tx *tx, const struct session_file *f)
{
    struct council_written w;
    struct written_answers all;
    struct written_silent silent;
    TRY(council_written_of(tx, f->session, &w));
    if (!w.is) {
        return OK;
    }
    if (!w.asks) {
        return date_cmp(tx_today(tx), w.met_on) >= 0
                   ? OK
                   : refuse(tx, M_COUNCIL_WRITTEN_MEETS_FIRST, day_of(tx, w.met_on), STR_NONE);
    }
    TRY(written_silent(tx, f->id, &silent));
    if (silent.n > 0 && date_cmp(tx_today(tx), w.closes_on) <= 0) {
        return refuse(tx, M_COUNCIL_WRITTEN_NOT_YET, day_of(tx, w.closes_on), STR_NONE);
    }
    TRY(written_answers_of(tx, f->id, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (!all.v[i].agrees) {
            return refuse(tx, M_COUNCIL_WRITTEN_DIFFERS, STR_NONE, STR_NONE);
        }
    }
    return OK;
}

Err council_written_meet(struct tx *tx, Id session, Date on, Str why)
{
    struct council_written w;
    TRY(council_written_of(tx, session, &w));
    TRY(w.is ? OK : E_NONE);
    TRY(w.asks ? OK : E_STALE);
    Err e = OK;
    if (date_none(on) || date_cmp(on, tx_today(tx)) < 0) {
        e = refuse_field(tx, S("met_on"), M_COUNCIL_SESSION_DAY_PAST, STR_NONE, STR_NONE);
    }
    if (str_empty(why)) {
        e = refuse_field(tx, S("met_why"), M_COUNCIL_WRITTEN_MEET_WHY, STR_NONE, STR_NONE);
    }
    TRY(e);
    TRY(session_written_meet(tx, session, on, why, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("council.meeting-called"), session);
}

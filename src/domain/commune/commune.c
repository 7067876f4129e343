/* commune.c: the rules of the commune's work: requests, return, forwarding. */
#include "domain/commune/commune.h"
#include "domain/access/access.h"
#include "domain/dossier/clock.h"
#include "messages.h"

/* ---- requests ---- */

static bool is_target(const struct review_targets *allowed, Str id)
{
    for (size_t i = 0; i < allowed->n; i++) {
        if (str_eq(allowed->v[i].id, id)) {
            return true;
        }
    }
    return false;
}

Err commune_request(struct tx *tx, const struct dossier *d, const struct review_targets *allowed,
                    const struct commune_ask *ask, int64_t *ret_no)
{
    Err e = OK;
    if (!is_target(allowed, ask->target)) {
        e = refuse_field(tx, ask->target_field, M_COMMUNE_TARGET_FOREIGN, STR_NONE, STR_NONE);
    }
    if (str_empty(ask->text)) {
        e = refuse_field(tx, ask->text_field, M_COMMUNE_REQUEST_TEXT_NEEDED, STR_NONE, STR_NONE);
    } else if (utf8_length(ask->text) > COMMUNE_TEXT_MAX) {
        e = refuse_field(tx, ask->text_field, M_COMMUNE_REQUEST_TEXT_LONG, STR_NONE, STR_NONE);
    }
    TRY(e);
    struct dossier_request_no last;
    TRY(dossier_request_last(tx, d->id, &last));
    Id id = tx_new_id(tx);
    TRY(dossier_request_insert(tx, id, d->id, last.n + 1, ask->target, ask->text, tx_account(tx),
                               tx_now(tx)));
    *ret_no = last.n + 1;
    return tx_note(tx, S("dossier.request_asked"), id);
}

Err commune_request_close(struct tx *tx, const struct dossier *d, int64_t version, int64_t no)
{
    struct dossier_request r;
    TRY(dossier_request_of(tx, d->id, no, &r));
    TRY(dossier_touch(tx, d->id, version));
    TRY(dossier_request_close(tx, r.id, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("dossier.request_closed"), r.id);
}

/* ---- moves ---- */

Err commune_return(struct tx *tx, const struct dossier *d, int64_t version)
{
    struct dossier_open_requests open;
    TRY(dossier_requests_open(tx, d->id, &open));
    if (open.n == 0) {
        return refuse(tx, M_COMMUNE_REQUEST_MISSING, STR_NONE, STR_NONE);
    }
    TRY(dossier_clock_stop(tx, d));
    return dossier_move_to(tx, d, version, tx_next_state(tx), DATE_NONE, S(""));
}

Err commune_forward(struct tx *tx, const struct dossier *d, int64_t version,
                    const struct commune_subjects *s)
{
    Err e = OK;
    struct dossier_open_requests open;
    TRY(dossier_requests_open(tx, d->id, &open));
    if (open.n > 0) {
        e = refuse(tx, M_COMMUNE_REQUESTS_OPEN, str_fmt(tx_arena(tx), "%lld", (long long)open.n),
                   STR_NONE);
    }
    struct commune_findings f;
    TRY(commune_findings_of(tx, d, s, &f));
    for (int k = 0; k < COMMUNE_FACTS; k++) {
        if (f.v[k].earlier || f.v[k].verdict == VERDICT_OPEN) {
            e = refuse_field(tx, str_fmt(tx_arena(tx), "finding.%d", k + 1),
                             M_COMMUNE_FINDING_MISSING, i18n_text(LANG_VI, s->v[k].title),
                             STR_NONE);
        }
    }
    TRY(e);
    Date due;
    TRY(dossier_clock_stop(tx, d));
    TRY(dossier_clock_due(tx, d->id, tx_next_state(tx), &due));
    return dossier_move_to(tx, d, version, tx_next_state(tx), due, S(""));
}

Err commune_waiting(struct tx *tx, Id place, int64_t *ret_n, int64_t *ret_late)
{
    struct commune_count c;
    TRY(commune_counts(tx, place, tx_today(tx), &c));
    *ret_n = c.waiting;
    *ret_late = c.late;
    return OK;
}

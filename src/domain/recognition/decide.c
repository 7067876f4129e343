/* decide.c: one decision on several scored dossiers. */
#include "domain/recognition/decide.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "domain/program/program.h"
#include "domain/regime/regime.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/jobs/jobs.h"

/* ---- the number of a certificate ---- */

static Str filled(struct tx *tx, Str format, Str serial, int year)
{
    struct out *o CLEANUP(out_cleanup) = out_new(1000);
    while (format.n > 0) {
        if (str_starts(format, S("{serial}"))) {
            out_raw(o, serial);
            format = str_skip(format, 8);
        } else if (str_starts(format, S("{year}"))) {
            out_int(o, year);
            format = str_skip(format, 6);
        } else {
            out_c(o, format.p[0]);
            format = str_skip(format, 1);
        }
    }
    return out_dup(tx_arena(tx), o);
}

Err decide_certificate_no(struct tx *tx, int year, Str *ret)
{
    Str format, fallback = S("{serial}/{year}/GCN-OCOP");
    TRY(setting_get(tx, S("recognition.certificate_format"), fallback, &format));
    if (str_find(format, S("{serial}")) == format.n || format.n > 100) {
        format = fallback; /* every certificate would have the same number */
    }
    struct recognition_n n;
    TRY(recognition_certificates(tx, filled(tx, format, S("%"), year), &n));
    /* numbers brought in from the old register may leave gaps or stand in the way */
    for (int64_t serial = n.n + 1;; serial++) {
        struct recognition_n used;
        Str text = str_fmt(tx_arena(tx), "%02lld", (long long)serial);
        Str no = filled(tx, format, text, year);
        TRY(recognition_certificate_used(tx, no, &used));
        if (used.n == 0) {
            *ret = no;
            return OK;
        }
    }
}

/* ---- what is decided on ---- */

/* The picked rows; a dossier that is not as it was shown is refused by name. */
static Err rows_of(struct tx *tx, const struct decide_picks *picks, struct decide_dossier **ret)
{
    if (picks->n == 0 || picks->n > DECIDE_MAX) {
        return refuse_field(tx, S("pick"), picks->n == 0 ? M_DECIDE_NONE : M_DECIDE_MANY, STR_NONE,
                            STR_NONE);
    }
    struct decide_dossier *rows = NEW_N(tx_arena(tx), struct decide_dossier, picks->n);
    Err e = OK;
    for (size_t i = 0; i < picks->n; i++) {
        bool found = false;
        TRY(decide_dossier_get(tx, picks->v[i].dossier, &found, &rows[i]));
        if (!found) {
            return E_NONE;
        }
        bool scored = rows[i].state == DOSSIER_SCORED || rows[i].state == DOSSIER_DISTRICT_SCORED;
        if (!scored || rows[i].version != picks->v[i].version) {
            e = refuse_field(tx, S("pick"), M_DECIDE_CHANGED, rows[i].product_name, STR_NONE);
        }
    }
    *ret = rows;
    return e;
}

static Err check_words(struct tx *tx, const struct decision *d)
{
    Err e = OK;
    if (str_empty(d->number) || utf8_length(d->number) > 60) {
        e = refuse_field(tx, S("decision_no"), M_RECOGNITION_NUMBER_NEEDED, STR_NONE, STR_NONE);
    }
    if (date_none(d->date) || date_cmp(d->date, tx_today(tx)) > 0) {
        e = refuse_field(tx, S("decision_date"), M_RECOGNITION_DATE_PAST, STR_NONE, STR_NONE);
    }
    return e;
}

static Err check_row(struct tx *tx, const struct decision *d, const struct decide_dossier *row,
                     Str authority)
{
    Err e = OK;
    if (row->star < 3) {
        return refuse_field(tx, S("pick"), M_DECIDE_BELOW_THREE, row->product_name, STR_NONE);
    }
    if (row->state == DOSSIER_DISTRICT_SCORED) {
        const struct regime *r;
        TRY(dossier_regime(tx, row->dossier, &r));
        if (!str_eq(regime_tier_of(r, row->star), REGIME_DISTRICT)) {
            return refuse_field(tx, S("pick"), M_DECIDE_PASS_UP, row->product_name,
                                str_fmt(tx_arena(tx), "%lld", (long long)row->star));
        }
    }
    Str own;
    TRY(dossier_authority(tx, row->dossier, row->star, &own));
    if (!str_eq(own, authority)) {
        e = refuse_field(tx, S("pick"), M_DECIDE_MIXED, row->product_name, own);
    }
    Date from, to;
    int year = date_ymd(d->date).year;
    TRY(date_make(year, 1, 1, &from));
    TRY(date_make(year, 12, 31, &to));
    struct recognition_n same;
    TRY(recognition_same_decision(tx, row->product, d->number, from, to, &same));
    if (same.n > 0) {
        e = refuse_field(tx, S("decision_no"), M_DECIDE_DOUBLE, d->number, row->product_name);
    }
    return e;
}

/* ---- deciding ---- */

static Err move(struct tx *tx, const struct decide_dossier *row, Str note)
{
    struct dossier d;
    TRY(dossier_get(tx, row->dossier, &d));
    return dossier_move_to(tx, &d, row->version, tx_next_state(tx), DATE_NONE, note);
}

static Err record(struct tx *tx, const struct decision *d, const struct decide_dossier *row,
                  Str authority)
{
    struct out *score CLEANUP(out_cleanup) = out_new(100);
    out_frac_vi(score, frac_make(row->mean_num, row->mean_den), 2);
    struct recognition_new n = { .product = row->product,
                                 .dossier = row->dossier,
                                 .result = row->result,
                                 .account = tx_account(tx),
                                 .star = row->star,
                                 .decision_no = d->number,
                                 .authority = authority,
                                 .decision_date = d->date,
                                 .from_day = d->date,
                                 .product_name = row->product_name,
                                 .producer_name = row->producer_name,
                                 .place_text = row->place_text,
                                 .score_text = out_dup(tx_arena(tx), score) };
    TRY(decide_certificate_no(tx, date_ymd(d->date).year, &n.certificate_no));
    Id id;
    TRY(recognition_record(tx, &n, &id));
    TRY(move(tx, row, d->number));
    return jobs_put(tx, JOB_CERTIFICATE, id, STR_NONE, STR_NONE, TIME_NONE);
}

Err recognition_decide(struct tx *tx, const struct decision *d)
{
    struct decide_dossier *rows = NULL;
    Err words = check_words(tx, d), e = rows_of(tx, &d->picks, &rows);
    if (e == OK && words == OK) {
        Str authority;
        TRY(dossier_authority(tx, rows[0].dossier, rows[0].star, &authority));
        for (size_t i = 0; i < d->picks.n; i++) {
            Err row = check_row(tx, d, &rows[i], authority);
            e = e == OK ? row : e;
        }
        for (size_t i = 0; e == OK && i < d->picks.n; i++) {
            TRY(record(tx, d, &rows[i], authority));
        }
    }
    return e != OK ? e : words;
}

Err recognition_decline(struct tx *tx, const struct decide_picks *picks)
{
    struct decide_dossier *rows = NULL;
    TRY(rows_of(tx, picks, &rows));
    Err e = OK;
    for (size_t i = 0; i < picks->n; i++) {
        if (rows[i].star >= 3) {
            e = refuse_field(tx, S("pick"), M_DECIDE_ENOUGH, rows[i].product_name, STR_NONE);
        }
    }
    TRY(e);
    for (size_t i = 0; i < picks->n; i++) {
        TRY(move(tx, &rows[i], S("")));
    }
    return OK;
}

/* ---- grounds of a revocation ---- */

static const struct {
    const char *code;
    int message;
} grounds[] = {
    { "a", M_DECIDE_GROUND_A }, { "b", M_DECIDE_GROUND_B },   { "c", M_DECIDE_GROUND_C },
    { "d", M_DECIDE_GROUND_D }, { "dd", M_DECIDE_GROUND_DD }, { "e", M_DECIDE_GROUND_E },
};

size_t recognition_grounds(void)
{
    return COUNT_OF(grounds);
}

Str recognition_ground(size_t i, int *ret_message)
{
    BUG_UNLESS(i < COUNT_OF(grounds));
    *ret_message = grounds[i].message;
    return str_c(grounds[i].code);
}

int recognition_ground_message(Str code)
{
    for (size_t i = 0; i < COUNT_OF(grounds); i++) {
        if (str_eq(code, str_c(grounds[i].code))) {
            return grounds[i].message;
        }
    }
    return M_NONE;
}

Str recognition_reason(struct arena *a, Str ground, Str text)
{
    int message = recognition_ground_message(ground);
    if (message == M_NONE || str_empty(text)) {
        return STR_NONE;
    }
    return i18n_fmt(a, LANG_VI, M_DECIDE_REASON, i18n_text(LANG_VI, message), text, STR_NONE);
}

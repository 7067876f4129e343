/* submit.c: opening a dossier, freezing and handing it in, taking it back, answering requests. */
#include "domain/access/access.h"
#include "domain/calendar/calendar.h"
#include "domain/criteria/store.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/clock.h"
#include "domain/dossier/inside.h"
#include "domain/dossier/law.h"
#include "domain/place/place.h"
#include "domain/program/program.h"
#include "messages.h"
#include "platform/jobs/jobs.h"

enum { STAR_LEAST = 3, STAR_MOST = 5, CONTENT_BYTES = 4096 };

/* ---- opening ---- */

static Err check_new(struct tx *tx, const struct dossier_new *n, const struct producer *p)
{
    bool ok = true;
    if (id_none(p->place)) {
        (void)refuse(tx, M_DOSSIER_NO_COMMUNE, STR_NONE, STR_NONE);
        ok = false;
    }
    if (n->target_star < STAR_LEAST || n->target_star > STAR_MOST) {
        (void)refuse_field(tx, S("target_star"), M_DOSSIER_TARGET_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    if (n->kind < DOSSIER_FIRST || n->kind > DOSSIER_AGAIN) {
        (void)refuse_field(tx, S("kind"), M_DOSSIER_KIND_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    if (id_none(n->product) && (n->kind == DOSSIER_UPGRADE || n->kind == DOSSIER_AGAIN)) {
        (void)refuse_field(tx, S("product"), M_DOSSIER_PRODUCT_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    return ok ? OK : E_REFUSED;
}

/* The criteria in force today for the set; refuses what may not be chosen. */
static Err choose_set(struct tx *tx, int64_t set_no, const struct producer *p, Id *ret)
{
    struct criteria_row row;
    bool found = false;
    if (set_no < 1) {
        return refuse_field(tx, S("set_no"), M_PRODUCT_SET_NEEDED, STR_NONE, STR_NONE);
    }
    if (!producer_may_use_set(p->kind, set_no)) {
        return refuse_field(tx, S("set_no"), M_DOSSIER_SET_NOT_FOR_KIND,
                            i18n_text(LANG_VI, producer_kind_message(p->kind)), STR_NONE);
    }
    TRY(dossier_criteria_today(tx, set_no, &found, &row));
    if (!found) {
        return refuse_field(tx, S("set_no"), M_DOSSIER_SET_NOT_IN_FORCE, STR_NONE, STR_NONE);
    }
    *ret = row.id;
    return OK;
}

/* An own product: may it be proposed in this way now? */
static Err check_own(struct tx *tx, const struct dossier_new *n, struct product *ret, Id *ret_open)
{
    struct dossier_ref open = { ID_NONE };
    bool found = false;
    TRY(product_get(tx, n->product, ret));
    if (!id_eq(ret->producer, n->producer)) {
        return E_NONE;
    }
    TRY(dossier_open_of_product(tx, n->product, &found, &open));
    if (found) {
        *ret_open = open.id;
        return refuse_field(tx, S("product"), M_DOSSIER_OPEN_ALREADY, ret->name, STR_NONE);
    }
    if (n->kind != DOSSIER_FIRST && id_none(ret->latest)) {
        return refuse_field(tx, S("kind"), M_DOSSIER_NEVER_RECOGNISED, ret->name, STR_NONE);
    }
    return OK;
}

static Err make_product(struct tx *tx, const struct dossier_new *n, const struct producer *p,
                        Id *ret)
{
    struct product_new made = {
        .producer = n->producer, .name = n->name, .set_no = n->set_no, .demo = p->demo
    };
    return product_create(tx, &made, ret);
}

Err dossier_open(struct tx *tx, const struct dossier_new *n, Id *ret, Id *ret_open)
{
    struct producer p;
    struct product own = { .set_no = n->set_no };
    Id criteria, product = n->product, id = tx_new_id(tx);
    *ret_open = ID_NONE;
    TRY(producer_get(tx, n->producer, &p));
    Err e = check_new(tx, n, &p);
    if (!id_none(product)) {
        TRY(check_own(tx, n, &own, ret_open));
    } else if (str_empty(n->name)) {
        e = refuse_field(tx, S("name"), M_PRODUCT_NAME_NEEDED, STR_NONE, STR_NONE);
    }
    int64_t set_no = own.set_no > 0 ? own.set_no : n->set_no;
    TRY(choose_set(tx, set_no, &p, &criteria));
    TRY(e);
    if (id_none(product)) {
        TRY(make_product(tx, n, &p, &product));
    }
    TRY(dossier_insert(tx, id, product, n->producer, p.place, n->kind, date_ymd(tx_today(tx)).year,
                       n->target_star, criteria, DOSSIER_DRAFT, tx_account(tx), tx_now(tx)));
    TRY(dossier_move_note(tx, tx_new_id(tx), id, 0, DOSSIER_DRAFT, tx_account(tx), S(""),
                          tx_now(tx)));
    TRY(tx_note(tx, S("dossier.opened"), id));
    if (n->criteria != NULL && !id_none(n->product)) {
        TRY(dossier_carry_forward(tx, n, id, criteria));
    }
    *ret = id;
    return OK;
}

/* ---- numbers ---- */

/* The format with {serial}, {year} and {commune} filled in. */
static Str number_of(struct arena *a, Str format, int64_t serial, int64_t year, Str commune)
{
    const struct {
        Str name, value;
    } known[] = {
        { S("{serial}"), str_fmt(a, "%lld", (long long)serial) },
        { S("{year}"), str_fmt(a, "%lld", (long long)year) },
        { S("{commune}"), commune },
    };
    struct out *o CLEANUP(out_cleanup) = out_new(CONTENT_BYTES);
    while (format.n > 0) {
        size_t i = 0;
        while (i < COUNT_OF(known) && !str_starts(format, known[i].name)) {
            i++;
        }
        if (i < COUNT_OF(known)) {
            out_raw(o, known[i].value);
            format = str_skip(format, known[i].name.n);
        } else {
            out_c(o, format.p[0]);
            format = str_skip(format, 1);
        }
    }
    return out_dup(a, o);
}

static Err give_receipt(struct tx *tx, const struct dossier *d, const struct place *place, Str *ret)
{
    struct dossier_count n;
    Str format;
    int64_t year = date_ymd(tx_today(tx)).year;
    Date first, last;
    TRY(date_make((int)year, 1, 1, &first));
    TRY(date_make((int)year + 1, 1, 1, &last));
    TRY(dossier_receipts(tx, d->place, time_start_of(first), time_start_of(last), &n));
    TRY(setting_get(tx, S("receipt.format"), S("{serial}/{year}/TN-OCOP-{commune}"), &format));
    *ret = number_of(tx_arena(tx), format, n.n + 1, year, place->code);
    return OK;
}

/* By the format of the law; QĐ 26/2026 Phụ lục II: (T)-(X)-(STT)-20YY. */
static Err give_code(struct tx *tx, const struct dossier *d, const struct place *place, Str *ret)
{
    struct dossier_count n;
    if (!str_empty(d->code)) {
        *ret = d->code;
        return OK;
    }
    TRY(dossier_serial(tx, d->place, d->year, &n));
    const struct regime *law;
    TRY(dossier_regime(tx, d->id, &law));
    return dossier_code_of(tx, law, place, n.n + 1, d->year, ret);
}

/* ---- handing in ---- */

/* Every field asked, with what stands in it, so that a version needs no other record. */
static void fill_facts(struct arena *a, const struct dossier *d, struct dossier_content *c)
{
    struct dossier_facts all = { .v = NEW_N(a, struct dossier_fact, dossier_fields_n) };
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        if (dossier_field_asked(f, d)) { /* empty ones too: left empty on purpose */
            all.v[all.n++] = (struct dossier_fact){ str_c(f->name), dossier_field_value(c, f) };
        }
    }
    c->facts = all;
}

static Err refuse_gaps(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                       const struct dossier_content *c)
{
    struct dossier_gaps gaps;
    Err e = OK;
    TRY(dossier_gaps_of(tx, d, set, c, &gaps));
    for (size_t i = 0; i < gaps.n; i++) {
        e = refuse(tx, gaps.v[i].key, gaps.v[i].a0, gaps.v[i].a1);
    }
    return e;
}

static Err keep_version(struct tx *tx, const struct dossier_frozen *f, Str content)
{
    TRY(dossier_version_insert(tx, f->version, f->dossier, f->no, content, hash_of(content),
                               f->receipt, f->submitted_by, f->submitted_at));
    for (size_t i = 0; i < f->content.evidence.n; i++) {
        TRY(dossier_version_file_put(tx, f->version, f->content.evidence.v[i].id,
                                     f->content.evidence.v[i].file));
    }
    return jobs_put(tx, JOB_DOSSIER_PDF, f->version, STR_NONE, id_text(tx_arena(tx), f->version),
                    TIME_NONE);
}

static Err freeze(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                  struct dossier_content *c, struct dossier_frozen *f)
{
    struct place place;
    struct dossier_last last;
    TRY(place_get(tx, d->place, &place));
    TRY(dossier_version_last(tx, d->id, &last));
    fill_facts(tx_arena(tx), d, c);
    *f = (struct dossier_frozen){ .version = tx_new_id(tx),
                                  .dossier = d->id,
                                  .criteria = d->criteria,
                                  .submitted_by = tx_account(tx),
                                  .no = last.n + 1,
                                  .kind = d->kind,
                                  .target_star = d->target_star,
                                  .year = d->year,
                                  .set = set->id,
                                  .submitted_at = tx_now(tx),
                                  .content = *c };
    TRY(give_code(tx, d, &place, &f->code));
    return give_receipt(tx, d, &place, &f->receipt);
}

/* A draft of an old law's criteria cannot be filed under the new one. */
static Err refuse_old_criteria(struct tx *tx, const struct dossier *d,
                               const struct criteria_set *set)
{
    const struct regime *law;
    Str scheme;
    TRY(dossier_regime(tx, d->id, &law));
    TRY(regime_text(tx, &law->criteria, &scheme));
    return str_eq(scheme, set->scheme) ? OK
                                       : refuse(tx, M_DOSSIER_CRITERIA_OLD, law->title, STR_NONE);
}

/* To the commune, whose term begins or goes on; a council keeps the dossier, and its term. */
static Err hand_over(struct tx *tx, const struct dossier *d, const struct dossier_frozen *f)
{
    Date due;
    if (dossier_with_council(d)) {
        Str name = f->content.product.name;
        return dossier_file_more(tx, d->id, d->version, f->version, name,
                                 vi_fold(tx_arena(tx), name), tx_account(tx));
    }
    TRY(dossier_clock_due(tx, d->id, DOSSIER_AT_COMMUNE, &due));
    return dossier_file_move(tx, d->id, d->version, tx_next_state(tx), f->code, f->version, due,
                             tx_account(tx), tx_now(tx));
}

Err dossier_submit(struct tx *tx, const struct dossier *d, int64_t version,
                   const struct criteria_set *set, Id *ret_version)
{
    struct dossier_content c = { 0 };
    struct dossier_frozen f;
    TRY(version == d->version ? OK : E_STALE);
    TRY(dossier_to_file(tx, d, set, &c));
    TRY(refuse_old_criteria(tx, d, set));
    Err window = dossier_window_check(tx, d);
    TRY(refuse_gaps(tx, d, set, &c));
    TRY(window);
    TRY(freeze(tx, d, set, &c, &f));
    TRY(dossier_law_keep_today(tx, d->id));
    TRY(hand_over(tx, d, &f));
    TRY(keep_version(tx, &f, dossier_canonical(tx_arena(tx), &f)));
    if (dossier_with_council(d)) {
        TRY(dossier_ask_end(tx, d->id, f.version));
    }
    TRY(dossier_moved(
        tx, d, tx_next_state(tx),
        i18n_fmt(tx_arena(tx), LANG_VI, M_DOSSIER_RECEIPT_NO, f.receipt, S(""), S(""))));
    TRY(tx_note(tx, S("dossier.submitted"), d->id));
    *ret_version = f.version;
    return OK;
}

/* ---- afterwards ---- */

Err dossier_withdraw(struct tx *tx, const struct dossier *d, int64_t version, Str reason)
{
    if (str_empty(reason) || utf8_length(reason) > LIMIT_LINE) {
        return refuse_field(tx, S("reason"), M_DOSSIER_REASON_NEEDED, STR_NONE, STR_NONE);
    }
    return dossier_move_to(tx, d, version, tx_next_state(tx), DATE_NONE, reason);
}

Err dossier_answer_request(struct tx *tx, const struct dossier *d, int64_t no, Str answer)
{
    struct dossier_request r;
    TRY(dossier_request_of(tx, d->id, no, &r));
    if (str_empty(answer)) {
        return refuse_field(tx, str_fmt(tx_arena(tx), "answer-%lld", (long long)no),
                            M_DOSSIER_ANSWER_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(dossier_request_answer(tx, r.id, answer, tx_now(tx)));
    TRY(dossier_touch(tx, d->id, d->version));
    return tx_note(tx, S("dossier.request-answered"), d->id);
}

Err dossier_set_target(struct tx *tx, const struct dossier *d, int64_t version, int64_t star)
{
    if (star < STAR_LEAST || star > STAR_MOST) {
        return refuse_field(tx, S("target_star"), M_DOSSIER_TARGET_NEEDED, STR_NONE, STR_NONE);
    }
    if (dossier_with_council(d)) { /* nobody asks for that */
        return refuse_field(tx, S("target_star"), M_DOSSIER_NOT_ASKED, STR_NONE, STR_NONE);
    }
    TRY(dossier_target(tx, d->id, version, star));
    return tx_note(tx, S("dossier.target"), d->id);
}

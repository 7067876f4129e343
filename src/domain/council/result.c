/* result.c: closing a file: commitments checked, the one function asked, its verdict explained. */
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/council/composition.h"
#include "domain/council/rescore.h"
#include "domain/council/talk.h"
#include "domain/council/written.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "messages.h"
#include "platform/i18n/i18n.h"
#include "platform/json/json.h"

#include <stdlib.h>

enum { DETAIL_MAX = 256 * 1024, MEAN_DIGITS = 2 };

/* ---- the sheets that are in ---- */

static bool is_sealed(Str commitment, Str nonce, Str canonical)
{
    if (commitment.n != sizeof(Hash) || str_empty(nonce)) {
        return false;
    }
    Hash is = council_commitment(nonce, canonical);
    return str_eq(commitment, (Str){ (const char *)is.b, sizeof is.b });
}

/* first: the answers of the first version. Every later one seals the one before. a: forgotten after
 * each sheet. */
static bool is_sound(struct arena *a, const struct council_vote *v,
                     const struct score_answers *first)
{
    const struct score_sheet_in *s = &v->sheet;
    Str before = s->commitment;
    bool sound = is_sealed(
        before, s->nonce,
        council_canonical(a, s->file, s->account, council_hex(a, s->dossier), s->remark, first));
    for (size_t i = 0; i < v->laters.n && sound; i++) {
        const struct council_later *l = &v->laters.v[i];
        Str canonical = council_canonical_later(a, s->account, before, &l->row, &l->changes);
        sound =
            l->row.no == (int64_t)i + 2 && is_sealed(l->row.commitment, l->row.nonce, canonical);
        before = l->row.commitment;
    }
    return sound;
}

/* Those of one sheet; all are in the order of sheets. */
static struct score_answers answers_among(struct arena *a, const struct score_answer_ins *all,
                                          Id sheet)
{
    struct score_answers of = { .v = NULL };
    size_t from = 0;
    while (from < all->n && !id_eq(all->v[from].sheet, sheet)) {
        from++;
    }
    while (from + of.n < all->n && id_eq(all->v[from + of.n].sheet, sheet)) {
        of.n++;
    }
    of.v = NEW_N(a, struct score_answer, of.n + 1);
    for (size_t i = 0; i < of.n; i++) {
        const struct score_answer_in *x = &all->v[from + i];
        of.v[i] = (struct score_answer){ x->item, x->choice, x->note };
    }
    return of;
}

Err council_votes_of(struct tx *tx, Id file, struct council_votes *ret)
{
    struct arena *a = tx_arena(tx), *work CLEANUP(arena_cleanup) = arena_new();
    struct score_sheet_ins in;
    struct score_answer_ins answers;
    struct sheet_versions rows;
    struct sheet_changes changes;
    TRY(score_sheets_in(tx, file, &in)); /* a file at a time: a session has hundreds of sheets */
    TRY(score_answers_in(tx, file, &answers));
    TRY(sheet_versions_of(tx, file, &rows));
    TRY(sheet_changes_of(tx, file, &changes));
    struct council_votes votes = { .n = in.n, .v = NEW_N(a, struct council_vote, in.n + 1) };
    for (size_t i = 0; i < in.n; i++) {
        struct council_vote *v = &votes.v[i];
        v->sheet = in.v[i];
        v->answers = answers_among(a, &answers, v->sheet.id);
        struct score_answers first = v->answers;
        v->laters = council_laters_among(a, &rows, &changes, v->sheet.id, &v->answers);
        v->sound = is_sound(work, v, &first);
        arena_reset(work);
    }
    *ret = votes;
    return OK;
}

static const struct sheet_version *last_of(const struct council_vote *v)
{
    return v->laters.n == 0 ? NULL : &v->laters.v[v->laters.n - 1].row;
}

Str council_vote_commitment(const struct council_vote *v)
{
    return last_of(v) == NULL ? v->sheet.commitment : last_of(v)->commitment;
}

Time council_vote_at(const struct council_vote *v)
{
    return last_of(v) == NULL ? v->sheet.submitted_at : last_of(v)->at;
}

static int by_commitment(const void *x, const void *y)
{
    const struct council_vote *a = x, *b = y;
    return str_cmp(a->sheet.commitment, b->sheet.commitment);
}

void council_votes_mix(struct council_votes *votes)
{
    if (votes->n > 1) {
        qsort(votes->v, votes->n, sizeof *votes->v, by_commitment);
    }
}

Err council_votes_score(struct arena *a, const struct council *c, const struct criteria_set *set,
                        const struct council_votes *votes, struct criteria_result *ret)
{
    struct criteria_policy policy;
    if (!council_policy_of(c, &policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    struct criteria_sheet *sheets = NEW_N(a, struct criteria_sheet, votes->n + 1);
    for (size_t i = 0; i < votes->n; i++) {
        sheets[i] = council_sheet(a, &votes->v[i].answers);
    }
    criteria_score(a, set, &policy, votes->n, sheets, ret);
    /* every sheet was scorable when it was handed in */
    return ret->valid ? OK : fault(E_DB, "sheets of one file do not score");
}

/* ---- in plain words ---- */

Str council_exact(struct arena *a, Frac f)
{
    int64_t whole = f.num / f.den, rest = f.num % f.den;
    return rest == 0
               ? str_fmt(a, "%lld", (long long)whole)
               : str_fmt(a, "%lld %lld/%lld", (long long)whole, (long long)rest, (long long)f.den);
}

static Str number(struct arena *a, int64_t v)
{
    return str_fmt(a, "%lld", (long long)v);
}

static Str decimal(struct arena *a, Frac f)
{
    struct out *o CLEANUP(out_cleanup) = out_new(60);
    out_frac_vi(o, f, MEAN_DIGITS);
    return out_dup(a, o);
}

static Str say(struct arena *a, int key, Str a0, Str a1, Str a2)
{
    return i18n_fmt(a, LANG_VI, key, a0, a1, a2);
}

static Str band_words(struct arena *a, const struct criteria_set *set, int band)
{
    Str low = number(a, set->band_min[band]);
    return band == 5
               ? say(a, M_COUNCIL_BAND_TOP, low, STR_NONE, STR_NONE)
               : say(a, M_COUNCIL_BAND_FROM_TO, low, number(a, set->band_min[band + 1]), STR_NONE);
}

struct council_failing council_gate_words(struct arena *a, const struct criteria_set *set,
                                          const struct criteria_policy *p,
                                          const struct criteria_result *r,
                                          const struct criteria_gate *g)
{
    const struct criteria_item *item = &set->item[g->item];
    return (struct council_failing){
        .where = say(a, M_COUNCIL_GATE_WHERE, item->code, item->title, number(a, g->star)),
        .need =
            say(a, M_COUNCIL_GATE_NEED, g->option->label, number(a, g->option->points), STR_NONE),
        .got = p->gate == GATE_MEAN
                   ? say(a, M_COUNCIL_GOT_MEAN, council_exact(a, g->got), STR_NONE, STR_NONE)
                   : say(a, M_COUNCIL_GOT_MAJORITY, number(a, g->got.num),
                         number(a, (int64_t)r->members), STR_NONE),
    };
}

static Str why_gate(struct arena *a, const struct criteria_set *set,
                    const struct criteria_policy *p, const struct criteria_result *r)
{
    struct council_failing g = council_gate_words(a, set, p, r, &r->failing[r->deciding]);
    return say(a, M_COUNCIL_WHY_GATE, g.where, g.need, g.got);
}

Str council_explanation(struct arena *a, const struct criteria_set *set,
                        const struct criteria_policy *p, const struct criteria_result *r)
{
    Str mean = say(a, M_COUNCIL_WHY_MEAN, decimal(a, r->mean), band_words(a, set, r->band),
                   number(a, r->band));
    Str why = r->why == WHY_GATE
                  ? why_gate(a, set, p, r)
                  : say(a, r->why == WHY_BELOW ? M_COUNCIL_WHY_BELOW : M_COUNCIL_WHY_BAND,
                        number(a, r->star), STR_NONE, STR_NONE);
    Str end = r->why == WHY_GATE ? say(a, M_COUNCIL_WHY_END, number(a, r->star), STR_NONE, STR_NONE)
                                 : S("");
    return str_trim(str_fmt(a, "%.*s %.*s %.*s", STR_ARG(mean), STR_ARG(why), STR_ARG(end)));
}

/* ---- what is stored ---- */

static void put_policy(struct json_out *j, const struct council *c)
{
    json_key(j, "policy");
    json_obj(j);
    json_key(j, "gate");
    json_put(j, c->gate);
    json_key(j, "title_mark");
    json_put(j, c->title_mark);
    json_key(j, "blank");
    json_put(j, c->blank);
    json_key(j, "dependency");
    json_put(j, c->dependency);
    json_key(j, "divergence");
    json_put_int(j, c->divergence);
    json_key(j, "quorum_percent");
    json_put_int(j, c->quorum_percent);
    json_end_obj(j);
}

static void put_numbers(struct json_out *j, const char *key, size_t n, const int64_t *v)
{
    json_key(j, key);
    json_arr(j);
    for (size_t i = 0; i < n; i++) {
        json_put_int(j, v[i]);
    }
    json_end_arr(j);
}

static void put_gates(struct json_out *j, const struct criteria_result *r)
{
    json_key(j, "failing_gates");
    json_arr(j);
    for (size_t i = 0; i < r->n_failing; i++) {
        json_obj(j);
        json_key(j, "id");
        json_put(j, r->failing[i].option->id);
        json_key(j, "star");
        json_put_int(j, r->failing[i].star);
        json_key(j, "got");
        json_arr(j);
        json_put_int(j, r->failing[i].got.num);
        json_put_int(j, r->failing[i].got.den);
        json_end_arr(j);
        json_end_obj(j);
    }
    json_end_arr(j);
}

static Str detail(struct arena *a, const struct criteria_set *set, const struct council *c,
                  const struct criteria_policy *p, const struct criteria_result *r)
{
    static const char *const why[] = {
        [WHY_BAND] = "band", [WHY_GATE] = "gate", [WHY_BELOW] = "below"
    };
    struct out *o CLEANUP(out_cleanup) = out_new(DETAIL_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "set");
    json_put(&j, set->id);
    put_policy(&j, c);
    put_numbers(&j, "totals", r->members, r->totals);
    put_numbers(&j, "blank", r->members, r->blank);
    put_gates(&j, r);
    json_key(&j, "why");
    json_put(&j, str_c(why[r->why]));
    json_key(&j, "explanation");
    json_put(&j, council_explanation(a, set, p, r));
    json_end_obj(&j);
    BUG_UNLESS(!o->over);
    return out_dup(a, o);
}

/* ---- closing ---- */

static Err check_votes(struct tx *tx, const struct council_votes *votes)
{
    Err e = OK;
    for (size_t i = 0; i < votes->n; i++) {
        if (!votes->v[i].sound) {
            e = refuse(tx, M_COUNCIL_SHEET_CHANGED, votes->v[i].sheet.name, STR_NONE);
        }
    }
    return e;
}

static Err check_quorum(struct tx *tx, const struct council *c, Id file,
                        struct council_quorum *quorum)
{
    struct arena *a = tx_arena(tx);
    TRY(council_quorum_of(tx, c, file, quorum));
    Err e = OK;
    if (!quorum->enough) {
        e = refuse(tx, M_COUNCIL_NO_QUORUM, number(a, quorum->sheets), number(a, quorum->needed));
    }
    if (!quorum->chair_in) {
        e = refuse(tx, M_COUNCIL_NO_CHAIR, STR_NONE, STR_NONE);
    }
    return e;
}

static Err store(struct tx *tx, Id file, const struct council_quorum *quorum,
                 const struct criteria_result *r, Str words)
{
    return score_result_insert(tx, file, quorum->seats, (int64_t)r->members, r->mean.num,
                               r->mean.den, r->band, r->star, r->spread, r->diverges, words,
                               tx_now(tx));
}

/* The file still lies where its dossier is: not with a council of a district that has passed it on
 * or is no more. */
Err council_check_place(struct tx *tx, const struct session_file *f, struct dossier *ret)
{
    struct council_unit unit;
    bool below = false;
    TRY(dossier_get(tx, f->dossier, ret));
    TRY(council_unit_of(tx, f->council, &below, &unit));
    return below == (ret->state == DOSSIER_IN_DISTRICT)
               ? OK
               : refuse(tx, M_COUNCIL_FILE_GONE, STR_NONE, STR_NONE);
}

static Err move_dossier(struct tx *tx, const struct dossier *d, int64_t star)
{
    Date due = d->due;
    int state = 0;
    TRY(dossier_scored_state(tx, d, star, &state));
    if (d->kind != DOSSIER_AGAIN || date_none(due)) {
        TRY(dossier_plan_day(tx, d->id, state, &due));
        due = date_none(due) ? d->due : due;
    }
    return dossier_move_to(tx, d, d->version, state, due, S(""));
}

Err council_close(struct tx *tx, const struct session_file *f, const struct council *c,
                  const struct criteria_set *set, Str statement)
{
    struct arena *a = tx_arena(tx);
    struct council_quorum quorum;
    struct council_votes votes;
    struct criteria_policy policy;
    struct criteria_result r;
    if (!council_policy_of(c, &policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    struct dossier dossier;
    TRY(council_check_place(tx, f, &dossier));
    Err fresh = rescore_check_close(tx, f, &dossier, set);
    TRY(fresh == E_REFUSED ? OK : fresh);
    TRY(check_quorum(tx, c, f->id, &quorum));
    TRY(fresh);
    TRY(council_written_may_close(tx, f));
    TRY(council_votes_of(tx, f->id, &votes));
    TRY(check_votes(tx, &votes));
    TRY(council_votes_score(a, c, set, &votes, &r));
    TRY(talk_check_close(tx, f, c, set, statement));
    TRY(store(tx, f->id, &quorum, &r, detail(a, set, c, &policy, &r)));
    TRY(session_file_close(tx, f->id, f->version, SCORING_CLOSED, tx_account(tx), tx_now(tx)));
    TRY(move_dossier(tx, &dossier, r.star));
    return tx_note(tx, S("council.file_closed"), f->id);
}

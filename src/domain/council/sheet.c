/* sheet.c: a seat's own sheet: drafts, handing in with a commitment, recusal. */
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "domain/council/rescore.h"
#include "domain/council/talk.h"
#include "messages.h"
#include "platform/json/json.h"

#include <stdlib.h>

enum { NOTE_MAX_CHARS = 2000, CANONICAL_MAX = 1024 * 1024 };

/* ---- the canonical form ---- */

static int by_item(const void *x, const void *y)
{
    const struct score_answer *a = x, *b = y;
    return str_cmp(a->item, b->item);
}

/* Sorted here and not by the database: the engines disagree on the order of text. */
static struct score_answers sorted(struct arena *a, const struct score_answers *in)
{
    struct score_answers s = { .n = in->n, .v = NEW_N(a, struct score_answer, in->n + 1) };
    for (size_t i = 0; i < in->n; i++) {
        s.v[i] = in->v[i];
    }
    qsort(s.v, s.n, sizeof *s.v, by_item);
    return s;
}

Str council_hex(struct arena *a, Str bytes)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    if (str_none(bytes)) {
        return STR_NONE;
    }
    out_hex(o, bytes.p, bytes.n);
    return out_dup(a, o);
}

Str council_canonical(struct arena *a, Id file, Id account, Str dossier, Str remark,
                      const struct score_answers *answers)
{
    struct score_answers s = sorted(a, answers);
    struct out *o CLEANUP(out_cleanup) = out_new(CANONICAL_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "file");
    json_put_id(&j, file);
    json_key(&j, "account");
    json_put_id(&j, account);
    if (!str_none(dossier)) {
        json_key(&j, "dossier");
        json_put(&j, dossier);
    }
    json_key(&j, "remark");
    json_put(&j, remark);
    json_key(&j, "answers");
    json_arr(&j);
    for (size_t i = 0; i < s.n; i++) {
        json_arr(&j);
        json_put(&j, s.v[i].item);
        json_put(&j, s.v[i].choice);
        json_put(&j, s.v[i].note);
        json_end_arr(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    BUG_UNLESS(!o->over);
    return out_dup(a, o);
}

Hash council_commitment(Str nonce, Str canonical)
{
    struct hash_state h;
    hash_start(&h);
    hash_add(&h, nonce.p, nonce.n);
    hash_add(&h, canonical.p, canonical.n);
    return hash_end(&h);
}

static bool is_choice(Str choice)
{
    return !str_eq(choice, COUNCIL_NOTHING_YET) && !str_eq(choice, COUNCIL_NONE_CHOSEN);
}

struct criteria_sheet council_sheet(struct arena *a, const struct score_answers *answers)
{
    struct criteria_answer *v = NEW_N(a, struct criteria_answer, answers->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < answers->n; i++) {
        if (is_choice(answers->v[i].choice)) {
            v[n++] = (struct criteria_answer){ .id = answers->v[i].choice };
        }
    }
    return (struct criteria_sheet){ n, v };
}

/* ---- drafts ---- */

static bool item_of(const struct criteria_set *set, Str id, int *ret)
{
    struct criteria_ref ref;
    if (!criteria_lookup(set, id, &ref) || !str_eq(set->item[ref.item].id, id)) {
        return false;
    }
    *ret = ref.item;
    return true;
}

Err council_check_answer(struct tx *tx, const struct criteria_set *set,
                         const struct score_answer *w)
{
    Str field = str_cat(tx_arena(tx), S("a."), w->item);
    struct criteria_ref ref;
    int item = 0;
    if (!item_of(set, w->item, &item)) {
        return refuse_field(tx, field, M_COUNCIL_ITEM_UNKNOWN, w->item, STR_NONE);
    }
    if (is_choice(w->choice) &&
        (!criteria_lookup(set, w->choice, &ref) || ref.item != item || ref.option < 0)) {
        return refuse_field(tx, field, M_COUNCIL_OPTION_UNKNOWN, set->item[item].code, STR_NONE);
    }
    if (utf8_length(w->note) > NOTE_MAX_CHARS) {
        return refuse_field(tx, str_cat(tx_arena(tx), S("n."), w->item), M_COUNCIL_NOTE_LONG,
                            set->item[item].code, STR_NONE);
    }
    return OK;
}

Err council_check_draft(struct tx *tx, const struct criteria_set *set,
                        const struct council_draft *d)
{
    Err e = OK;
    for (size_t i = 0; i < d->answers.n; i++) {
        if (council_check_answer(tx, set, &d->answers.v[i]) != OK) {
            e = E_REFUSED;
        }
    }
    if (utf8_length(d->remark) > NOTE_MAX_CHARS) {
        e = refuse_field(tx, S("remark"), M_COUNCIL_REMARK_LONG, STR_NONE, STR_NONE);
    }
    return e;
}

/* The sheet of the seat that the acting account fills, made when there is none. A substitute is
 * written down beside it. */
static Err own_sheet(struct tx *tx, const struct session_file *f, bool handed_in,
                     struct score_sheet *ret)
{
    struct council_actor me;
    bool found = false;
    TRY(council_actor_of(tx, f->council, tx_account(tx), &me));
    TRY(score_sheet_of(tx, f->id, me.seat.account, &found, ret));
    if (!found) {
        TRY(score_sheet_insert(tx, tx_new_id(tx), f->id, me.seat.account, SHEET_DRAFT, S(""),
                               tx_now(tx)));
        TRY(score_sheet_of(tx, f->id, me.seat.account, &found, ret));
    }
    if (me.substitute) {
        TRY(seat_actor_put(tx, ret->id, tx_account(tx), me.seat.delegation, handed_in, tx_now(tx)));
    }
    return found ? OK : E_NONE;
}

/* was: the answers before. Another score is a word on what changed under it. */
static Err write_answer(struct tx *tx, Id sheet, const struct score_answers *was,
                        const struct score_answer *w)
{
    const struct score_answer *is = council_answer_of(was, w->item);
    if (is != NULL && !str_eq(is->choice, w->choice)) {
        TRY(sheet_recheck_done(tx, sheet, w->item, tx_now(tx)));
    }
    return str_empty(w->choice) && str_empty(w->note)
               ? score_answer_clear(tx, sheet, w->item)
               : score_answer_put(tx, sheet, w->item, w->choice, w->note);
}

Err council_save(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                 const struct council_draft *d, struct score_sheet *ret)
{
    struct score_sheet s;
    struct council_actor me;
    struct score_answers was;
    bool found = false, changed = false;
    TRY(council_check_draft(tx, set, d));
    TRY(council_actor_of(tx, f->council, tx_account(tx), &me));
    TRY(score_sheet_of(tx, f->id, me.seat.account, &found, &s));
    if (!id_none(d->filed)) {
        TRY(rescore_changed_since(tx, f->id, d->filed, &changed));
    }
    if (changed) {
        (void)refuse(tx, M_RESCORE_STALE, STR_NONE, STR_NONE);
        return E_STALE;
    }
    if ((found ? s.version : 0) != d->version) {
        (void)refuse(tx, M_COUNCIL_SHEET_ELSEWHERE, STR_NONE, STR_NONE);
        return E_STALE;
    }
    TRY(own_sheet(tx, f, false, &s));
    TRY(score_sheet_touch(tx, s.id, s.version, d->remark, tx_now(tx)));
    TRY(score_answers_of(tx, s.id, &was));
    for (size_t i = 0; i < d->answers.n; i++) {
        TRY(write_answer(tx, s.id, &was, &d->answers.v[i]));
    }
    TRY(tx_note(tx, S("sheet.saved"), s.id));
    return score_sheet_of(tx, f->id, s.account, &found, ret);
}

/* ---- handing in ---- */

static int fault_message(enum criteria_fault f)
{
    return f == FAULT_BLANK        ? M_COUNCIL_FAULT_BLANK
           : f == FAULT_DEPENDENCY ? M_COUNCIL_FAULT_DEPENDENCY
                                   : M_COUNCIL_FAULT_OTHER;
}

/* What the scoring function itself would not take, item by item. */
Err council_check_scorable(struct tx *tx, const struct criteria_set *set,
                           const struct criteria_policy *policy,
                           const struct score_answers *answers)
{
    struct arena *a = tx_arena(tx);
    struct criteria_sheet sheet = council_sheet(a, answers);
    struct criteria_result r;
    criteria_score(a, set, policy, 1, &sheet, &r);
    const struct criteria_errors *e = &r.errors[0];
    for (size_t i = 0; i < e->n; i++) {
        struct criteria_ref ref;
        if (criteria_lookup(set, e->v[i].id, &ref)) {
            const struct criteria_item *item = &set->item[ref.item];
            (void)refuse_field(tx, str_cat(a, S("a."), item->id), fault_message(e->v[i].fault),
                               item->code, item->title);
        } else {
            (void)refuse(tx, M_COUNCIL_FAULT_OTHER, e->v[i].id, STR_NONE);
        }
    }
    return e->n == 0 ? OK : E_REFUSED;
}

const struct score_answer *council_answer_of(const struct score_answers *s, Str item)
{
    for (size_t i = 0; i < s->n; i++) {
        if (str_eq(s->v[i].item, item)) {
            return &s->v[i];
        }
    }
    return NULL;
}

int64_t council_unseen(const struct criteria_set *set, const struct score_answers *answers)
{
    int64_t n = 0;
    for (int i = 0; i < set->n_items; i++) {
        const struct score_answer *w = council_answer_of(answers, set->item[i].id);
        n += w == NULL || str_empty(w->choice) ? 1 : 0;
    }
    return n;
}

static Err note_hand_in(struct tx *tx, Id sheet, Hash commitment)
{
    struct arena *a = tx_arena(tx);
    Str hex = hash_text(a, commitment);
    return tx_note_detail(tx, S("sheet.handed_in"), sheet,
                          str_fmt(a, "{\"commitment\":\"%.*s\"}", STR_ARG(hex)));
}

Err council_hand_in(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                    bool blank_ok)
{
    struct arena *a = tx_arena(tx);
    struct council c;
    struct criteria_policy policy;
    struct score_sheet s;
    struct score_answers answers;
    struct file_version on;
    TRY(council_get(tx, f->council, &c));
    if (!council_policy_of(&c, &policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    TRY(own_sheet(tx, f, true, &s));
    TRY(score_answers_of(tx, s.id, &answers));
    TRY(rescore_check_draft(tx, f->id, s.id, set));
    TRY(council_check_scorable(tx, set, &policy, &answers));
    int64_t blanks = council_unseen(set, &answers);
    if (blanks > 0 && !blank_ok) {
        return refuse_field(tx, S("blank_ok"), M_COUNCIL_BLANKS,
                            str_fmt(a, "%lld", (long long)blanks), STR_NONE);
    }
    char *nonce = arena_alloc(a, COUNCIL_NONCE);
    random_bytes(nonce, COUNCIL_NONCE);
    Str salt = { nonce, COUNCIL_NONCE };
    TRY(file_version_of(tx, f->id, &on));
    Hash h = council_commitment(
        salt, council_canonical(a, f->id, s.account, council_hex(a, on.hash), s.remark, &answers));
    TRY(score_sheet_hand_in(tx, s.id, SHEET_SUBMITTED, h, salt, tx_now(tx)));
    return note_hand_in(tx, s.id, h);
}

Err council_recuse(struct tx *tx, Id file, Str reason)
{
    if (str_empty(reason) || utf8_length(reason) > NOTE_MAX_CHARS) {
        return refuse_field(tx, S("reason"), M_COUNCIL_RECUSE_REASON, STR_NONE, STR_NONE);
    }
    TRY(session_recusal_put(tx, file, tx_account(tx), reason, tx_now(tx)));
    return tx_note(tx, S("council.recused"), file);
}

/* versions.c: later versions of a sheet: what they changed, why, and what seals them. */
#include "domain/access/access.h"
#include "domain/council/talk.h"
#include "messages.h"
#include "platform/json/json.h"

#include <stdlib.h>

enum { REASON_MAX_CHARS = 2000, CANONICAL_MAX = 1024 * 1024 };

/* ---- the canonical form ---- */

static int by_item(const void *x, const void *y)
{
    const struct sheet_change *a = x, *b = y;
    return str_cmp(a->item, b->item);
}

/* Sorted here and not by the database: the engines disagree on the order of text. */
static struct sheet_changes sorted(struct arena *a, const struct sheet_changes *in)
{
    struct sheet_changes s = { .n = in->n, .v = NEW_N(a, struct sheet_change, in->n + 1) };
    for (size_t i = 0; i < in->n; i++) {
        s.v[i] = in->v[i];
    }
    qsort(s.v, s.n, sizeof *s.v, by_item);
    return s;
}

static void put_hex(struct json_out *j, struct arena *a, Str bytes)
{
    json_put(j, council_hex(a, bytes));
}

Str council_canonical_later(struct arena *a, Id account, Str before, const struct sheet_version *v,
                            const struct sheet_changes *changes)
{
    struct sheet_changes s = sorted(a, changes);
    struct out *o CLEANUP(out_cleanup) = out_new(CANONICAL_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "sheet");
    json_put_id(&j, v->sheet);
    json_key(&j, "account");
    json_put_id(&j, account);
    json_key(&j, "version");
    json_put_int(&j, v->no);
    if (id_none(v->talk)) {
        json_key(&j, "dossier");
        put_hex(&j, a, v->dossier);
    } else {
        json_key(&j, "discussion");
        json_put_id(&j, v->talk);
    }
    json_key(&j, "before");
    put_hex(&j, a, before);
    json_key(&j, "changes");
    json_arr(&j);
    for (size_t i = 0; i < s.n; i++) {
        json_arr(&j);
        json_put(&j, s.v[i].item);
        json_put(&j, s.v[i].choice);
        json_put(&j, s.v[i].note);
        json_put(&j, id_none(v->talk) ? (s.v[i].kept ? S("kept") : S("changed")) : s.v[i].reason);
        json_end_arr(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    BUG_UNLESS(!o->over);
    return out_dup(a, o);
}

/* ---- reading ---- */

struct score_answers council_answers_after(struct arena *a, const struct score_answers *was,
                                           const struct sheet_changes *c)
{
    struct score_answers s = { .v = NEW_N(a, struct score_answer, was->n + c->n + 1) };
    for (size_t i = 0; i < was->n; i++) {
        s.v[s.n++] = was->v[i];
    }
    for (size_t i = 0; i < c->n; i++) {
        struct score_answer is = { c->v[i].item, c->v[i].choice, c->v[i].note };
        size_t at = 0;
        while (at < s.n && !str_eq(s.v[at].item, is.item)) {
            at++;
        }
        s.v[at] = is;
        s.n = at == s.n ? s.n + 1 : s.n;
    }
    return s;
}

static struct sheet_changes changes_of(struct arena *a, const struct sheet_changes *all, Id version)
{
    struct sheet_changes s = { .v = NEW_N(a, struct sheet_change, all->n + 1) };
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].version, version)) {
            s.v[s.n++] = all->v[i];
        }
    }
    return s;
}

struct council_laters council_laters_among(struct arena *a, const struct sheet_versions *rows,
                                           const struct sheet_changes *all, Id sheet,
                                           struct score_answers *answers)
{
    struct council_laters l = { .v = NEW_N(a, struct council_later, rows->n + 1) };
    for (size_t i = 0; i < rows->n; i++) {
        if (id_eq(rows->v[i].sheet, sheet)) {
            struct council_later *v = &l.v[l.n++];
            v->row = rows->v[i];
            v->changes = changes_of(a, all, v->row.id);
            v->before = *answers;
            *answers = council_answers_after(a, answers, &v->changes);
        }
    }
    return l;
}

Err council_laters_of(struct tx *tx, Id file, Id sheet, struct score_answers *answers,
                      struct council_laters *ret)
{
    struct sheet_versions rows;
    struct sheet_changes all;
    TRY(sheet_versions_of(tx, file, &rows));
    TRY(sheet_changes_of(tx, file, &all));
    *ret = council_laters_among(tx_arena(tx), &rows, &all, sheet, answers);
    return OK;
}

/* ---- the next version ---- */

struct revising {
    struct tx *tx;
    const struct criteria_set *set;
    struct score_sheet sheet;
    struct score_answers answers; /* that count now */
    struct council_laters laters;
    struct talk talk; /* the last discussion */
    struct talk_items open;
};

static bool is_open(const struct revising *r, Str item)
{
    for (size_t i = 0; i < r->open.n; i++) {
        if (id_eq(r->open.v[i].talk, r->talk.id) && str_eq(r->open.v[i].item, item)) {
            return true;
        }
    }
    return false;
}

static Err check_change(const struct revising *r, const struct sheet_change *c)
{
    struct arena *a = tx_arena(r->tx);
    struct score_answer w = { c->item, c->choice, c->note };
    struct criteria_ref ref;
    TRY(council_check_answer(r->tx, r->set, &w));
    Str code = criteria_lookup(r->set, c->item, &ref) ? r->set->item[ref.item].code : c->item;
    if (!is_open(r, c->item)) {
        return refuse_field(r->tx, str_cat(a, S("a."), c->item), M_COUNCIL_REVISE_NOT_OPEN, code,
                            STR_NONE);
    }
    if (str_empty(str_trim(c->reason)) || utf8_length(c->reason) > REASON_MAX_CHARS) {
        return refuse_field(r->tx, str_cat(a, S("r."), c->item), M_COUNCIL_REVISE_REASON, code,
                            STR_NONE);
    }
    return OK;
}

/* What of the form differs from the sheet; all reasons at once. */
static Err differing(const struct revising *r, const struct sheet_changes *in,
                     struct sheet_changes *ret)
{
    Err e = OK;
    *ret = (struct sheet_changes){ .v = NEW_N(tx_arena(r->tx), struct sheet_change, in->n + 1) };
    for (size_t i = 0; i < in->n; i++) {
        const struct sheet_change *c = &in->v[i];
        const struct score_answer *was = council_answer_of(&r->answers, c->item);
        bool same = str_eq(was == NULL ? S("") : was->choice, c->choice) &&
                    str_eq(was == NULL ? S("") : was->note, c->note);
        if (same) {
            continue;
        }
        if (check_change(r, c) != OK) {
            e = E_REFUSED;
        }
        ret->v[ret->n] = *c;
        ret->v[ret->n++].reason = str_trim(c->reason);
    }
    if (ret->n == 0) {
        e = refuse(r->tx, M_COUNCIL_REVISE_NOTHING, STR_NONE, STR_NONE);
    }
    return e;
}

static Err begin(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                 struct revising *r)
{
    bool found = false;
    struct talks talks;
    struct council_actor me; /* a substitute writes on the seat's sheet */
    *r = (struct revising){ .tx = tx, .set = set };
    TRY(council_actor_of(tx, f->council, tx_account(tx), &me));
    TRY(score_sheet_of(tx, f->id, me.seat.account, &found, &r->sheet));
    TRY(talks_of(tx, f->id, &talks));
    if (!found || r->sheet.state != SHEET_SUBMITTED || talks.n == 0) {
        return E_NONE;
    }
    r->talk = talks.v[talks.n - 1];
    TRY(score_answers_of(tx, r->sheet.id, &r->answers));
    TRY(council_laters_of(tx, f->id, r->sheet.id, &r->answers, &r->laters));
    return talk_items_of(tx, f->id, &r->open);
}

/* Under a nonce of its own, over the commitment before. */
static Err seal(const struct revising *r, const struct sheet_changes *c)
{
    struct tx *tx = r->tx;
    struct arena *a = tx_arena(tx);
    Str before =
        r->laters.n == 0 ? r->sheet.commitment : r->laters.v[r->laters.n - 1].row.commitment;
    struct sheet_version v = { .id = tx_new_id(tx),
                               .sheet = r->sheet.id,
                               .no = (int64_t)r->laters.n + 2,
                               .talk = r->talk.id };
    char *nonce = arena_alloc(a, COUNCIL_NONCE);
    random_bytes(nonce, COUNCIL_NONCE);
    Str salt = { nonce, COUNCIL_NONCE };
    Hash h = council_commitment(salt, council_canonical_later(a, r->sheet.account, before, &v, c));
    TRY(sheet_version_insert(tx, v.id, v.sheet, v.no, v.talk, h, salt, tx_now(tx)));
    for (size_t i = 0; i < c->n; i++) {
        const struct sheet_change *x = &c->v[i];
        TRY(sheet_change_put(tx, v.id, x->item, x->choice, x->note, x->reason));
    }
    Str hex = hash_text(a, h);
    return tx_note_detail(
        tx, S("sheet.revised"), r->sheet.id,
        str_fmt(a, "{\"version\":%lld,\"commitment\":\"%.*s\"}", (long long)v.no, STR_ARG(hex)));
}

Err talk_revise(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                const struct talk_revision *in)
{
    struct revising r;
    struct council c;
    struct criteria_policy policy;
    struct sheet_changes changes;
    TRY(begin(tx, f, set, &r));
    if (in->version != (int64_t)r.laters.n + 1) {
        return refuse_field(tx, S("version"), M_COUNCIL_SHEET_STALE, STR_NONE, STR_NONE);
    }
    TRY(differing(&r, &in->changes, &changes));
    TRY(council_get(tx, f->council, &c));
    if (!council_policy_of(&c, &policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    struct score_answers now = council_answers_after(tx_arena(tx), &r.answers, &changes);
    TRY(council_check_scorable(tx, set, &policy, &now));
    return seal(&r, &changes);
}

/* rescore.c: a supplement while the council scores: what is asked of the producer, and which
 * criteria of which sheets are looked at again. */
#include "domain/council/rescore.h"
#include "domain/access/access.h"
#include "domain/council/seat.h"
#include "domain/council/talk.h"
#include "messages.h"

/* ---- the rule ---- */

Err rescore_set_rule(struct tx *tx, Id council, bool may_ask, int64_t days)
{
    if (days < 1 || days > RESCORE_DAYS_MAX) {
        return refuse_field(tx, S("ask_days"), M_RESCORE_RULE_DAYS, STR_NONE, STR_NONE);
    }
    TRY(ask_rule_put(tx, council, may_ask, days));
    return tx_note(tx, S("council.ask_rule_set"), council);
}

/* ---- asking ---- */

static Err check_ask(struct tx *tx, const struct session_file *f, const struct dossier *d,
                     Date until, size_t n)
{
    struct ask_rule rule;
    Err e = OK;
    TRY(ask_rule_of(tx, f->council, &rule));
    if (!rule.may_ask) {
        return refuse(tx, M_RESCORE_MAY_NOT_ASK, STR_NONE, STR_NONE);
    }
    if (!id_eq(d->filed, f->filed)) {
        return refuse(tx, M_RESCORE_LAY_FIRST, STR_NONE, STR_NONE);
    }
    if (date_none(until) || date_cmp(until, tx_today(tx)) < 0 ||
        until.v - tx_today(tx).v > RESCORE_DAYS_MAX) {
        e = refuse_field(tx, S("until"), M_RESCORE_UNTIL_WRONG, STR_NONE, STR_NONE);
    }
    if (n == 0) {
        e = refuse_field(tx, S("text.1"), M_RESCORE_NOTHING_ASKED, STR_NONE, STR_NONE);
    }
    return e;
}

Err rescore_ask(struct tx *tx, const struct session_file *f, const struct review_targets *allowed,
                Date until, size_t n, const struct commune_ask *ask)
{
    struct dossier d;
    Id *ids = NEW_N(tx_arena(tx), Id, n + 1);
    TRY(council_check_place(tx, f, &d));
    Err e = check_ask(tx, f, &d, until, n);
    for (size_t i = 0; i < n; i++) {
        int64_t no = 0;
        struct dossier_request r = { .id = ID_NONE };
        Err one = commune_request(tx, &d, allowed, &ask[i], &no);
        if (one != OK && one != E_REFUSED) {
            return one;
        }
        if (one == OK) {
            TRY(dossier_request_of(tx, d.id, no, &r));
        }
        ids[i] = r.id;
        e = one != OK ? one : e;
    }
    TRY(e);
    return dossier_ask_begin(tx, &d, until, n, ids);
}

Err rescore_call_off(struct tx *tx, const struct session_file *f)
{
    struct dossier d;
    TRY(council_check_place(tx, f, &d));
    return dossier_ask_call_off(tx, &d);
}

/* ---- the later version ---- */

static Err basis_between(struct tx *tx, const struct criteria_set *set, Id before, Id after,
                         struct dossier_basis_changes *ret)
{
    struct dossier_frozen x, y;
    struct commune_facts of_x, of_y;
    TRY(dossier_frozen(tx, before, &x));
    TRY(dossier_frozen(tx, after, &y));
    TRY(commune_facts(tx, before, &of_x));
    TRY(commune_facts(tx, after, &of_y));
    dossier_basis_of(tx_arena(tx), set, &x, &y, &of_x, &of_y, ret);
    return OK;
}

Err rescore_next_of(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                    struct rescore_next *ret)
{
    struct dossier d;
    *ret = (struct rescore_next){ .there = false };
    TRY(file_version_of(tx, f->id, &ret->now));
    TRY(dossier_get(tx, f->dossier, &d));
    if (f->state != SCORING_OPEN || !dossier_with_council(&d) || id_eq(d.filed, f->filed)) {
        return OK;
    }
    ret->there = true;
    TRY(dossier_version_head(tx, d.filed, &ret->next));
    return basis_between(tx, set, f->filed, d.filed, &ret->changes);
}

static int index_of(const struct criteria_set *set, Str item)
{
    struct criteria_ref ref;
    return criteria_lookup(set, item, &ref) && str_eq(set->item[ref.item].id, item) ? ref.item : -1;
}

/* What the program found, and what the secretary adds. */
static Err why_of(struct tx *tx, const struct criteria_set *set,
                  const struct dossier_basis_changes *found, size_t n, const Str *more,
                  int64_t *ret_why)
{
    Err e = OK;
    for (size_t i = 0; i < found->n; i++) {
        ret_why[found->v[i].item] |= found->v[i].why;
    }
    for (size_t i = 0; i < n; i++) {
        int item = index_of(set, more[i]);
        if (item < 0) {
            e = refuse_field(tx, str_cat(tx_arena(tx), S("i."), more[i]), M_COUNCIL_ITEM_UNKNOWN,
                             more[i], STR_NONE);
        } else if (ret_why[item] == 0) {
            ret_why[item] = BASIS_OTHER;
        }
    }
    return e;
}

Err rescore_lay(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                Id filed, size_t n, const Str *more)
{
    struct dossier d;
    struct rescore_next next;
    struct file_laids laids;
    int64_t *why = NEW_N(tx_arena(tx), int64_t, CRITERIA_ITEMS_MAX), asked = 0;
    TRY(council_check_place(tx, f, &d));
    TRY(rescore_next_of(tx, f, set, &next));
    if (!next.there || !id_eq(next.next.id, filed)) {
        (void)refuse(tx, M_RESCORE_LAY_STALE, STR_NONE, STR_NONE);
        return E_STALE;
    }
    TRY(why_of(tx, set, &next.changes, n, more, why));
    TRY(file_laids(tx, f->id, &laids));
    Id id = tx_new_id(tx);
    TRY(file_laid_insert(tx, id, f->id, (int64_t)laids.n + 1, f->filed, filed, tx_account(tx),
                         tx_now(tx)));
    for (int i = 0; i < set->n_items; i++) {
        if (why[i] != 0) {
            TRY(file_laid_item_put(tx, id, set->item[i].id, why[i]));
            TRY(sheet_recheck_put(tx, id, set->item[i].id));
            asked++;
        }
    }
    if (asked > 0) {
        TRY(sheet_drafts_turn(tx, f->id));
    }
    TRY(session_file_lay(tx, f->id, f->version, filed));
    return tx_note_detail(tx, S("council.version_laid"), f->id,
                          str_fmt(tx_arena(tx), "{\"version\":%lld,\"asked\":%lld}",
                                  (long long)next.next.no, (long long)asked));
}

Err rescore_changed_since(struct tx *tx, Id file, Id filed, bool *ret)
{
    struct file_laids laids;
    struct file_laid_items items;
    int64_t since = 0;
    *ret = false;
    TRY(file_laids(tx, file, &laids));
    TRY(file_laid_items(tx, file, &items));
    for (size_t i = 0; i < laids.n; i++) {
        since = id_eq(laids.v[i].filed, filed) ? laids.v[i].no : since;
    }
    for (size_t i = 0; i < laids.n; i++) {
        for (size_t k = 0; k < items.n && laids.v[i].no > since; k++) {
            *ret = *ret || id_eq(items.v[k].laid, laids.v[i].id);
        }
    }
    return OK;
}

/* ---- the member's word ---- */

static const struct file_laid *laid_of(const struct file_laids *all, Id laid)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].id, laid)) {
            return &all->v[i];
        }
    }
    return NULL;
}

Err rescore_opens_of(struct tx *tx, Id file, Id sheet, const struct criteria_set *set,
                     struct rescore_opens *ret)
{
    struct sheet_rechecks rows;
    struct file_laids laids;
    struct rescore_open *of = NEW_N(tx_arena(tx), struct rescore_open, CRITERIA_ITEMS_MAX);
    *ret =
        (struct rescore_opens){ .v = NEW_N(tx_arena(tx), struct rescore_open, CRITERIA_ITEMS_MAX) };
    TRY(sheet_rechecks(tx, sheet, &rows));
    TRY(file_laids(tx, file, &laids));
    for (size_t i = 0; i < rows.n; i++) {
        int item = index_of(set, rows.v[i].item);
        const struct file_laid *l = laid_of(&laids, rows.v[i].laid);
        if (item >= 0 && l != NULL) {
            struct rescore_open *o = &of[item];
            o->before_no = o->why == 0 ? l->before_no : o->before_no;
            o->now_no = l->filed_no;
            o->why |= rows.v[i].why;
        }
    }
    for (int i = 0; i < set->n_items; i++) {
        if (of[i].why != 0) {
            of[i].item = i;
            ret->v[ret->n++] = of[i];
        }
    }
    return OK;
}

struct saying {
    struct tx *tx;
    const struct session_file *f;
    const struct criteria_set *set;
    struct score_sheet sheet;
    struct score_answers answers; /* that count now */
    struct council_laters laters;
    struct rescore_opens opens;
    struct council_actor me;
};

static Err begin(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                 struct saying *s)
{
    bool found = false;
    *s = (struct saying){ .tx = tx, .f = f, .set = set };
    TRY(council_actor_of(tx, f->council, tx_account(tx), &s->me));
    TRY(score_sheet_of(tx, f->id, s->me.seat.account, &found, &s->sheet));
    if (!found) {
        return E_NONE;
    }
    TRY(rescore_opens_of(tx, f->id, s->sheet.id, set, &s->opens));
    TRY(score_answers_of(tx, s->sheet.id, &s->answers));
    TRY(council_laters_of(tx, f->id, s->sheet.id, &s->answers, &s->laters));
    return s->opens.n > 0 ? OK : E_NONE;
}

static bool is_stale(const struct saying *s, const struct rescore_word *w)
{
    int64_t version =
        s->sheet.state == SHEET_SUBMITTED ? (int64_t)s->laters.n + 1 : s->sheet.version;
    return w->version != version || !id_eq(w->filed, s->f->filed);
}

/* The word on one criterion: kept, or something else than before. */
static Err word_on(const struct saying *s, const struct rescore_word *w,
                   const struct rescore_open *o, struct sheet_changes *ret)
{
    const struct criteria_item *item = &s->set->item[o->item];
    const struct score_answer *was = council_answer_of(&s->answers, item->id);
    struct sheet_change x = { .item = item->id,
                              .choice = was == NULL ? S("") : was->choice,
                              .note = was == NULL ? S("") : was->note };
    Str before = x.choice;
    bool kept = false;
    for (size_t i = 0; i < w->changes.n; i++) {
        if (str_eq(w->changes.v[i].item, item->id)) {
            x.choice = w->changes.v[i].choice;
            x.note = w->changes.v[i].note;
            kept = w->changes.v[i].kept;
        }
    }
    struct score_answer answer = { x.item, x.choice, x.note };
    TRY(council_check_answer(s->tx, s->set, &answer));
    if (kept == !str_eq(before, x.choice)) {
        return refuse_field(s->tx, str_cat(tx_arena(s->tx), S("a."), item->id),
                            kept ? M_RESCORE_TWO_WORDS : M_RESCORE_NO_WORD, item->code, STR_NONE);
    }
    x.kept = kept;
    x.reason = S("");
    ret->v[ret->n++] = x;
    return OK;
}

static Err words_of(const struct saying *s, const struct rescore_word *w, struct sheet_changes *ret)
{
    Err e = OK;
    *ret =
        (struct sheet_changes){ .v = NEW_N(tx_arena(s->tx), struct sheet_change, s->opens.n + 1) };
    for (size_t i = 0; i < s->opens.n; i++) {
        Err one = word_on(s, w, &s->opens.v[i], ret);
        if (one != OK && one != E_REFUSED) {
            return one;
        }
        e = one != OK ? one : e;
    }
    return e;
}

static Err write_draft(const struct saying *s, const struct sheet_changes *c)
{
    struct tx *tx = s->tx;
    if (s->me.substitute) {
        TRY(seat_actor_put(tx, s->sheet.id, tx_account(tx), s->me.seat.delegation, false,
                           tx_now(tx)));
    }
    TRY(score_sheet_touch(tx, s->sheet.id, s->sheet.version, s->sheet.remark, tx_now(tx)));
    for (size_t i = 0; i < c->n; i++) {
        TRY(score_answer_put(tx, s->sheet.id, c->v[i].item, c->v[i].choice, c->v[i].note));
    }
    return tx_note(tx, S("sheet.looked_again"), s->sheet.id);
}

/* Under a nonce of its own, over the commitment before and the hash of what was scored. */
static Err seal(const struct saying *s, const struct sheet_changes *c)
{
    struct tx *tx = s->tx;
    struct arena *a = tx_arena(tx);
    struct file_version on;
    Str before =
        s->laters.n == 0 ? s->sheet.commitment : s->laters.v[s->laters.n - 1].row.commitment;
    TRY(file_version_of(tx, s->f->id, &on));
    struct sheet_version v = { .id = tx_new_id(tx),
                               .sheet = s->sheet.id,
                               .no = (int64_t)s->laters.n + 2,
                               .talk = ID_NONE,
                               .dossier = on.hash };
    char *nonce = arena_alloc(a, COUNCIL_NONCE);
    random_bytes(nonce, COUNCIL_NONCE);
    Str salt = { nonce, COUNCIL_NONCE };
    Hash h = council_commitment(salt, council_canonical_later(a, s->sheet.account, before, &v, c));
    TRY(sheet_rescore_insert(tx, v.id, v.sheet, v.no, on.id, h, salt, tx_now(tx)));
    for (size_t i = 0; i < c->n; i++) {
        const struct sheet_change *x = &c->v[i];
        TRY(sheet_rescore_item_put(tx, v.id, x->item, x->choice, x->note, x->kept));
    }
    Str hex = hash_text(a, h);
    return tx_note_detail(tx, S("sheet.rescored"), s->sheet.id,
                          str_fmt(a, "{\"version\":%lld,\"dossier\":%lld,\"commitment\":\"%.*s\"}",
                                  (long long)v.no, (long long)on.no, STR_ARG(hex)));
}

static Err check_all(const struct saying *s, const struct sheet_changes *c)
{
    struct council council;
    struct criteria_policy policy;
    TRY(council_get(s->tx, s->f->council, &council));
    if (!council_policy_of(&council, &policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    struct score_answers now = council_answers_after(tx_arena(s->tx), &s->answers, c);
    return council_check_scorable(s->tx, s->set, &policy, &now);
}

Err rescore_say(struct tx *tx, const struct session_file *f, const struct criteria_set *set,
                const struct rescore_word *w)
{
    struct saying s;
    struct sheet_changes changes;
    TRY(begin(tx, f, set, &s));
    if (is_stale(&s, w)) {
        (void)refuse(tx, M_RESCORE_STALE, STR_NONE, STR_NONE);
        return E_STALE;
    }
    TRY(words_of(&s, w, &changes));
    if (s.sheet.state == SHEET_SUBMITTED) {
        TRY(check_all(&s, &changes));
        TRY(seal(&s, &changes));
    } else {
        TRY(write_draft(&s, &changes));
    }
    for (size_t i = 0; i < changes.n; i++) {
        TRY(sheet_recheck_done(tx, s.sheet.id, changes.v[i].item, tx_now(tx)));
    }
    return OK;
}

Err rescore_check_draft(struct tx *tx, Id file, Id sheet, const struct criteria_set *set)
{
    struct rescore_opens opens;
    Err e = OK;
    TRY(rescore_opens_of(tx, file, sheet, set, &opens));
    for (size_t i = 0; i < opens.n; i++) {
        const struct criteria_item *item = &set->item[opens.v[i].item];
        e = refuse_field(tx, str_cat(tx_arena(tx), S("a."), item->id), M_RESCORE_DRAFT_WAITS,
                         item->code, item->title);
    }
    return e;
}

/* ---- closing ---- */

Err rescore_waiting_of(struct tx *tx, Id file, const struct criteria_set *set,
                       struct rescore_waiting *ret)
{
    struct file_rechecks rows;
    *ret = (struct rescore_waiting){ .v = NEW_N(tx_arena(tx), int, (size_t)set->n_items + 1) };
    TRY(file_rechecks(tx, file, &rows));
    for (int i = 0; i < set->n_items; i++) {
        for (size_t k = 0; k < rows.n; k++) {
            if (str_eq(rows.v[k].item, set->item[i].id)) {
                ret->v[ret->n++] = i;
            }
        }
    }
    return OK;
}

Err rescore_check_close(struct tx *tx, const struct session_file *f, const struct dossier *d,
                        const struct criteria_set *set)
{
    struct dossier_ask k;
    struct rescore_waiting waiting;
    bool found = false, open = false;
    Err e = OK;
    TRY(dossier_ask_now(tx, d, &found, &open, &k));
    if (open) {
        struct out *day CLEANUP(out_cleanup) = out_new(40);
        out_date_vi(day, k.until_day);
        e = refuse(tx, M_RESCORE_STILL_ASKED, out_dup(tx_arena(tx), day), STR_NONE);
    }
    if (!id_eq(d->filed, f->filed)) {
        e = refuse(tx, M_RESCORE_LAY_FIRST, STR_NONE, STR_NONE);
    }
    TRY(rescore_waiting_of(tx, f->id, set, &waiting));
    for (size_t i = 0; i < waiting.n; i++) {
        const struct criteria_item *item = &set->item[waiting.v[i]];
        e = refuse(tx, M_RESCORE_CLOSE_ITEM, item->code, item->title);
    }
    TRY(e);
    return dossier_ask_end(tx, d->id, ID_NONE);
}

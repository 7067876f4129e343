/* ask.c: what a council asked for while it scores, and what the producer may hand in. */
#include "domain/dossier/ask.h"
#include "domain/access/access.h"
#include "domain/dossier/inside.h"
#include "messages.h"

bool dossier_with_council(const struct dossier *d)
{
    return d->state == DOSSIER_IN_COUNCIL || d->state == DOSSIER_IN_DISTRICT;
}

/* ---- rounds ---- */

Err dossier_ask_now(struct tx *tx, const struct dossier *d, bool *ret_found, bool *ret_open,
                    struct dossier_ask *ret)
{
    TRY(dossier_ask_last(tx, d->id, ret_found, ret));
    *ret_open = *ret_found && dossier_with_council(d) && time_none(ret->ended_at) &&
                date_cmp(tx_today(tx), ret->until_day) <= 0;
    return OK;
}

Err dossier_ask_begin(struct tx *tx, const struct dossier *d, Date until, size_t n,
                      const Id *requests)
{
    struct dossier_ask last = { .no = 0 };
    bool found = false;
    Id id = tx_new_id(tx);
    TRY(dossier_ask_end(tx, d->id, ID_NONE));
    TRY(dossier_ask_last(tx, d->id, &found, &last));
    TRY(dossier_ask_insert(tx, id, d->id, found ? last.no + 1 : 1, until, tx_account(tx),
                           tx_now(tx)));
    for (size_t i = 0; i < n; i++) {
        TRY(dossier_ask_request_put(tx, requests[i], id));
    }
    struct out *day CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(day, until);
    Str count = str_fmt(tx_arena(tx), "%zu", n);
    TRY(dossier_moved(
        tx, d, (int)d->state,
        i18n_fmt(tx_arena(tx), LANG_VI, M_DOSSIER_ASK_NOTE, count, out_view(day), STR_NONE)));
    return tx_note(tx, S("dossier.council_asked"), id);
}

Err dossier_ask_call_off(struct tx *tx, const struct dossier *d)
{
    struct dossier_ask last;
    bool found = false;
    TRY(dossier_ask_last(tx, d->id, &found, &last));
    if (!found || !time_none(last.ended_at)) {
        return E_STALE;
    }
    TRY(dossier_ask_end(tx, d->id, ID_NONE));
    return dossier_moved(tx, d, (int)d->state, i18n_text(LANG_VI, M_DOSSIER_ASK_OFF_NOTE));
}

Err dossier_ask_end(struct tx *tx, Id dossier, Id filed)
{
    struct dossier_ask last;
    bool found = false;
    TRY(dossier_ask_last(tx, dossier, &found, &last));
    if (!found || !time_none(last.ended_at)) {
        return OK;
    }
    TRY(dossier_ask_close_requests(tx, last.id, tx_account(tx), tx_now(tx)));
    TRY(dossier_ask_finish(tx, last.id, tx_account(tx), tx_now(tx), filed));
    return tx_note(tx, S("dossier.council_ask_ended"), last.id);
}

/* ---- what may be changed ---- */

static bool names(const struct dossier_ask_targets *asked, Str target)
{
    for (size_t i = 0; i < asked->n; i++) {
        if (str_empty(asked->v[i].target) || str_eq(asked->v[i].target, target)) {
            return true;
        }
    }
    return false;
}

static Err asked_now(struct tx *tx, const struct dossier *d, struct dossier_ask_targets *ret)
{
    struct dossier_ask k;
    bool found = false, open = false;
    *ret = (struct dossier_ask_targets){ 0 };
    TRY(dossier_ask_now(tx, d, &found, &open, &k));
    return open ? dossier_ask_targets(tx, k.id, ret) : OK;
}

Err dossier_may_change(struct tx *tx, const struct dossier *d, Str field, Str target)
{
    struct dossier_ask_targets asked;
    if (!dossier_with_council(d)) {
        return OK;
    }
    TRY(asked_now(tx, d, &asked));
    return names(&asked, target) ? OK
                                 : refuse_field(tx, field, M_DOSSIER_NOT_ASKED, STR_NONE, STR_NONE);
}

/* ---- what is handed in ---- */

struct laying { /* one over the other */
    struct arena *a;
    const struct dossier_ask_targets *asked;
    const struct dossier_content *filed, *draft;
};

static void lay_facts(const struct laying *l, struct dossier_content *ret)
{
    ret->facts = (struct dossier_facts){ .v = NEW_N(l->a, struct dossier_fact, dossier_fields_n) };
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        bool anew = names(l->asked, str_c(dossier_part_slug(f->part)));
        Str value = dossier_field_value(anew ? l->draft : l->filed, f);
        ret->facts.v[ret->facts.n++] = (struct dossier_fact){ str_c(f->name), value };
    }
}

static void lay_answers(const struct laying *l, const struct criteria_set *set,
                        struct dossier_content *ret)
{
    ret->answers = (struct dossier_answers){ .v = NEW_N(l->a, struct dossier_answer,
                                                        (size_t)set->n_items + 1) };
    for (int i = 0; i < set->n_items; i++) {
        Str item = set->item[i].id;
        const struct dossier_answer *w = dossier_answer_of(
            names(l->asked, item) ? &l->draft->answers : &l->filed->answers, item);
        if (w != NULL) {
            ret->answers.v[ret->answers.n++] = *w;
        }
    }
}

static void lay_links(const struct laying *l, const struct dossier_content *from, bool asked,
                      struct dossier_content *ret)
{
    for (size_t i = 0; i < from->links.n; i++) {
        const struct dossier_link *k = &from->links.v[i];
        const struct evidence *e = dossier_paper_of(from, k->evidence);
        if (names(l->asked, k->target) != asked || e == NULL) {
            continue;
        }
        ret->links.v[ret->links.n++] = *k;
        if (dossier_paper_of(ret, k->evidence) == NULL) {
            ret->evidence.v[ret->evidence.n++] = *e;
        }
    }
}

static void lay_skips(const struct laying *l, const struct dossier_content *from, bool asked,
                      struct dossier_content *ret)
{
    for (size_t i = 0; i < from->skips.n; i++) {
        if (names(l->asked, from->skips.v[i].type) == asked) {
            ret->skips.v[ret->skips.n++] = from->skips.v[i];
        }
    }
}

void dossier_supplement(struct arena *a, const struct criteria_set *set,
                        const struct dossier_ask_targets *asked,
                        const struct dossier_content *filed, struct dossier_content *draft)
{
    struct dossier_content was = *draft, *ret = draft;
    struct laying l = { a, asked, filed, &was };
    size_t most = filed->links.n + was.links.n + 1;
    ret->producer =
        names(asked, str_c(dossier_part_slug(PART_UNIT))) ? was.producer : filed->producer;
    ret->product =
        names(asked, str_c(dossier_part_slug(PART_PRODUCT))) ? was.product : filed->product;
    lay_facts(&l, ret);
    lay_answers(&l, set, ret);
    ret->links = (struct dossier_links){ .v = NEW_N(a, struct dossier_link, most) };
    ret->evidence = (struct evidences){ .v = NEW_N(a, struct evidence, most) };
    lay_links(&l, &was, true, ret);
    lay_links(&l, filed, false, ret);
    ret->skips = (struct dossier_skips){ .v = NEW_N(a, struct dossier_skip,
                                                    filed->skips.n + was.skips.n + 1) };
    lay_skips(&l, &was, true, ret);
    lay_skips(&l, filed, false, ret);
}

Err dossier_to_file(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                    struct dossier_content *ret)
{
    struct dossier_ask_targets asked;
    struct dossier_frozen filed;
    TRY(dossier_draft(tx, d, ret));
    if (!dossier_with_council(d) || id_none(d->filed)) {
        return OK;
    }
    TRY(asked_now(tx, d, &asked));
    TRY(dossier_frozen(tx, d->filed, &filed));
    dossier_supplement(tx_arena(tx), set, &asked, &filed.content, ret);
    return OK;
}

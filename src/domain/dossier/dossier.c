/* dossier.c: loading a dossier, what it says now, and moving it on. */
#include "domain/dossier/dossier.h"
#include "domain/dossier/assist.h"
#include "domain/access/access.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/inside.h"
#include "domain/dossier/law.h"
#include "messages.h"

int dossier_kind_message(int64_t kind)
{
    static const int keys[] = { M_NONE, M_DOSSIER_KIND_1, M_DOSSIER_KIND_2, M_DOSSIER_KIND_3 };
    return kind >= DOSSIER_FIRST && kind <= DOSSIER_AGAIN ? keys[kind] : M_NONE;
}

/* ---- loading ---- */

Err dossier_subject(struct tx *tx, const struct dossier *d, struct access_subject *ret)
{
    struct dossier_open_requests open;
    struct dossier_count forwarded, had = { 0 };
    struct dossier_ask k;
    bool asked = false, open_now = false;
    Id district;
    TRY(dossier_requests_open(tx, d->id, &open));
    TRY(dossier_forwarded(tx, d->id, DOSSIER_AT_PROVINCE, &forwarded));
    TRY(dossier_district(tx, d, &district));
    if (!id_none(district)) {
        TRY(dossier_forwarded(tx, d->id, DOSSIER_AT_DISTRICT, &had));
    }
    TRY(dossier_ask_now(tx, d, &asked, &open_now, &k));
    *ret = (struct access_subject){
        .id = d->id,
        .owner = d->producer,
        .place = d->place,
        .district = district,
        .author = id_none(d->submitted_by) ? d->created_by : d->submitted_by,
        .state = (int)d->state,
        .flags = (open.n == 0 ? FLAG_COMPLETE : 0U) | (forwarded.n > 0 ? FLAG_FORWARDED : 0U) |
                 (id_none(district) ? 0U : FLAG_DISTRICT) | (had.n > 0 ? FLAG_DISTRICT_HAD : 0U) |
                 (open_now ? FLAG_ASKED : 0U),
        .row = d,
    };
    return OK;
}

static bool acts_for(const struct req *q, Id producer)
{
    for (size_t i = 0; i < q->actor.n_roles; i++) {
        if (id_eq(q->actor.role[i].scope, producer)) {
            return true;
        }
    }
    return false;
}

/* What the producer has changed since, and how often, is his until he hands it in again; while he
 * has it nobody else moves it, so that nobody else needs the version. */
static void as_handed_in(struct dossier *d, bool asked)
{
    if (!str_none(d->filed_name)) {
        d->product_name = d->filed_name;
        d->target_star = d->filed_star;
    }
    d->version = d->state == DOSSIER_RETURNED || asked ? 0 : d->version;
}

Err dossier_load_id(struct req *q, Id id)
{
    if (id_none(id)) {
        return E_NONE;
    }
    struct dossier *d = NEW(q->arena, struct dossier);
    TRY(dossier_get(q->tx, id, d));
    TRY(dossier_subject(q->tx, d, &q->subject));
    TRY(dossier_help_flags(q->tx, d, q->actor.account, &q->subject.flags));
    if (!acts_for(q, d->producer) && !web_may(q, DOSSIER_EDIT)) {
        as_handed_in(d, (q->subject.flags & FLAG_ASKED) != 0);
    }
    return OK;
}

Err dossier_load(struct req *q)
{
    return dossier_load_id(q, web_path_id(q, 0));
}

const struct dossier *dossier_of(const struct req *q)
{
    BUG_UNLESS(q->subject.row != NULL);
    return q->subject.row;
}

/* ---- content ---- */

static bool has_paper(const struct evidences *all, Id id)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].id, id)) {
            return true;
        }
    }
    return false;
}

static Err papers_of_links(struct tx *tx, const struct dossier_links *links, struct evidences *ret)
{
    *ret = (struct evidences){ .v = NEW_N(tx_arena(tx), struct evidence, links->n + 1) };
    for (size_t i = 0; i < links->n; i++) {
        if (!has_paper(ret, links->v[i].evidence)) {
            TRY(evidence_get(tx, links->v[i].evidence, &ret->v[ret->n]));
            ret->n++;
        }
    }
    return OK;
}

Err dossier_draft(struct tx *tx, const struct dossier *d, struct dossier_content *ret)
{
    TRY(producer_get(tx, d->producer, &ret->producer));
    TRY(product_get(tx, d->product, &ret->product));
    TRY(dossier_facts(tx, d->id, &ret->facts));
    TRY(dossier_answers(tx, d->id, &ret->answers));
    TRY(dossier_links(tx, d->id, &ret->links));
    TRY(dossier_skips(tx, d->id, &ret->skips));
    return papers_of_links(tx, &ret->links, &ret->evidence);
}

Str dossier_fact(const struct dossier_facts *facts, Str field)
{
    for (size_t i = 0; i < facts->n; i++) {
        if (str_eq(facts->v[i].field, field)) {
            return facts->v[i].value;
        }
    }
    return S("");
}

const struct dossier_answer *dossier_answer_of(const struct dossier_answers *answers, Str item)
{
    for (size_t i = 0; i < answers->n; i++) {
        if (str_eq(answers->v[i].item, item)) {
            return &answers->v[i];
        }
    }
    return NULL;
}

const struct evidence *dossier_paper_of(const struct dossier_content *c, Id evidence)
{
    for (size_t i = 0; i < c->evidence.n; i++) {
        if (id_eq(c->evidence.v[i].id, evidence)) {
            return &c->evidence.v[i];
        }
    }
    return NULL;
}

/* ---- moving ---- */

Err dossier_moved(struct tx *tx, const struct dossier *d, int state, Str note)
{
    TRY(dossier_move_note(tx, tx_new_id(tx), d->id, d->state, state, tx_account(tx), note,
                          tx_now(tx)));
    return d->kind == DOSSIER_AGAIN ? tx_touch_public(tx) : OK;
}

Err dossier_move_to(struct tx *tx, const struct dossier *d, int64_t version, int state, Date due,
                    Str note)
{
    TRY(dossier_move(tx, d->id, version, state, due, tx_now(tx)));
    TRY(dossier_moved(tx, d, state, note));
    return tx_note_detail(tx, S("dossier.moved"), d->id,
                          str_fmt(tx_arena(tx), "{\"from\":%d,\"to\":%d}", (int)d->state, state));
}

/* apply.c: the good rows of a register into the programme, each thing once; what was done is
 * written down. */
#include "domain/access/access.h"
#include "domain/producer/producer.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"
#include "domain/register/effects.h"
#include "domain/register/inside.h"
#include "platform/json/json.h"

struct ids {    /* a set of producers already dealt with: the first row that names one wins */
    size_t cap; /* a power of two, at least twice as many as can come */
    Id *v;
};
struct applying {
    struct tx *tx;
    struct arena *a;
    struct register_book *b;
    struct register_done done;
    int64_t seq;
    bool demo;
    struct ids seen;
};

static bool first_time(struct ids *set, Id id)
{
    size_t i = ((uint64_t)id.v * UINT64_C(0x9E3779B97F4A7C15)) >> 20 & (set->cap - 1);
    while (!id_none(set->v[i])) {
        if (id_eq(set->v[i], id)) {
            return false;
        }
        i = (i + 1) & (set->cap - 1);
    }
    set->v[i] = id;
    return true;
}

static Err effect(struct applying *p, enum register_effect_kind kind, Id object, Str name,
                  Str before)
{
    int64_t *count = kind == EFFECT_PRODUCER_MADE      ? &p->done.producers
                     : kind == EFFECT_PRODUCT_MADE     ? &p->done.products
                     : kind == EFFECT_RECOGNITION_MADE ? &p->done.recognitions
                                                       : &p->done.changes;
    ++*count;
    return register_effect_insert(p->tx, p->done.id, p->seq++, (int64_t)kind, object, name, before);
}

/* ---- producers ---- */

static Err find_producer(struct applying *p, const struct register_entity *e, Id *ret)
{
    struct register_knowns by_tax;
    struct register_nameds named;
    *ret = ID_NONE;
    if (e->tax.n > 0) {
        TRY(register_producers_by_tax(p->tx, e->tax, &by_tax));
        if (by_tax.n > 0) {
            *ret = by_tax.v[0].id;
            return OK;
        }
    }
    TRY(register_producers_named(p->tx, vi_fold(p->a, e->name), e->kind, &named));
    Str place = vi_fold(p->a, e->commune);
    for (size_t i = 0; i < named.n; i++) {
        bool tax_fits = e->tax.n == 0 || str_empty(named.v[i].tax_code);
        if (tax_fits && str_eq(vi_fold(p->a, named.v[i].place_text), place)) {
            *ret = named.v[i].id;
            return OK;
        }
    }
    return OK;
}

/* What the register says, laid over what is known; blank cells change nothing. */
static struct producer_new merged(const struct register_entity *e, const struct producer *old)
{
    struct producer_new n = register_producer_values(old);
    n.kind = e->kind;
    n.name = e->name;
    n.place_text = e->commune.n > 0 ? e->commune : n.place_text;
    n.place = !id_none(e->place_now) ? e->place_now : n.place;
    n.address = e->address.n > 0 ? e->address : n.address;
    n.representative = e->representative.n > 0 ? e->representative : n.representative;
    n.phone = e->phone.n > 0 ? e->phone : n.phone;
    n.tax_code = e->tax.n > 0 ? e->tax : n.tax_code;
    return n;
}

static bool same_values(const struct producer_new *x, const struct producer_new *y)
{
    return x->kind == y->kind && str_eq(x->name, y->name) && str_eq(x->place_text, y->place_text) &&
           id_eq(x->place, y->place) && str_eq(x->address, y->address) &&
           str_eq(x->representative, y->representative) && str_eq(x->phone, y->phone) &&
           str_eq(x->tax_code, y->tax_code);
}

static Err index_products(struct tx *tx, Id producer)
{
    struct products all;
    TRY(products_of_producer(tx, producer, &all));
    for (size_t i = 0; i < all.n; i++) {
        TRY(product_index(tx, all.v[i].id));
    }
    return OK;
}

static Err change_producer(struct applying *p, const struct register_entity *e)
{
    struct producer old;
    TRY(producer_get(p->tx, e->producer_id, &old));
    struct producer_new is = register_producer_values(&old), want = merged(e, &old);
    if (same_values(&is, &want)) {
        return OK;
    }
    TRY(producer_rewrite(p->tx, old.id, &want));
    TRY(index_products(p->tx, old.id));
    return effect(p, EFFECT_PRODUCER_CHANGED, old.id, old.name,
                  register_producer_json(p->a, &is, old.version + 1));
}

static Err apply_entity(struct applying *p, struct register_entity *e)
{
    if (e->kind == 0) {
        return OK;
    }
    TRY(find_producer(p, e, &e->producer_id));
    if (!id_none(e->producer_id)) {
        return first_time(&p->seen, e->producer_id) ? change_producer(p, e) : OK;
    }
    const struct producer_new n = { .kind = e->kind,
                                    .name = e->name,
                                    .tax_code = e->tax,
                                    .place_text = e->commune,
                                    .place = e->place_now,
                                    .address = e->address,
                                    .representative = e->representative,
                                    .phone = e->phone,
                                    .demo = p->demo };
    TRY(producer_adopt(p->tx, &n, &e->producer_id));
    BUG_UNLESS(first_time(&p->seen, e->producer_id));
    return effect(p, EFFECT_PRODUCER_MADE, e->producer_id, e->name, S(""));
}

/* ---- products ---- */

static Err apply_product(struct applying *p, struct register_row *row)
{
    const struct register_entity *e = &p->b->entity[row->entity];
    struct register_product known;
    bool found = false;
    TRY(register_product_named(p->tx, e->producer_id, vi_fold(p->a, row->product), &found, &known));
    if (!found) {
        const struct product_new n = { .producer = e->producer_id,
                                       .name = row->product,
                                       .group_no = row->group,
                                       .demo = p->demo };
        TRY(product_create(p->tx, &n, &row->product_id));
        return effect(p, EFFECT_PRODUCT_MADE, row->product_id, row->product, S(""));
    }
    row->product_id = known.id;
    if (row->group == 0 || row->group == known.group_no || known.set_no > 0) {
        return OK;
    }
    struct product was;
    TRY(product_get(p->tx, known.id, &was));
    TRY(product_group_put(p->tx, known.id, row->group));
    return effect(p, EFFECT_PRODUCT_CHANGED, known.id, row->product,
                  str_fmt(p->a, "{\"group\":%lld,\"after\":%lld}", (long long)known.group_no,
                          (long long)was.version + 1));
}

/* ---- recognitions ---- */

/* The same decision of the product: its number, within the year numbers are given. */
static const struct recognition *same_decision(struct arena *a, const struct recognitions *all,
                                               const struct register_round *x)
{
    Str number = vi_fold(a, x->number);
    for (size_t i = 0; i < all->n; i++) {
        const struct recognition *k = &all->v[i];
        if (date_ymd(k->decision_date).year == date_ymd(x->date).year &&
            str_eq(vi_fold(a, k->decision_no), number)) {
            return k;
        }
    }
    return NULL;
}

static Err change_recognition(struct applying *p, const struct recognition *k,
                              const struct register_round *x, Str name)
{
    bool same = k->star == x->star && date_cmp(k->decision_date, x->date) == 0 &&
                str_eq(k->authority, x->authority);
    if (same || !id_none(k->dossier)) {
        return OK; /* what a council decided here is not the register's to change */
    }
    Date until;
    TRY(recognition_until(p->tx, x->date, x->date, &until));
    TRY(recognition_register_put(p->tx, k->id, x->star, x->date, x->authority, x->date, until));
    TRY(recognition_renew_latest(p->tx, k->product));
    return effect(p, EFFECT_RECOGNITION_CHANGED, k->id, name, register_recognition_json(p->a, k));
}

static Err apply_round(struct applying *p, const struct register_row *row, int round)
{
    const struct register_round *x = &row->round[round];
    const struct register_entity *e = &p->b->entity[row->entity];
    struct recognitions all;
    if (!x->taken) {
        return OK;
    }
    TRY(recognitions_of_product(p->tx, row->product_id, &all));
    const struct recognition *known = same_decision(p->a, &all, x);
    if (known != NULL) {
        return change_recognition(p, known, x, row->product);
    }
    const struct recognition_new n = { .product = row->product_id,
                                       .account = tx_account(p->tx),
                                       .star = x->star,
                                       .decision_no = x->number,
                                       .decision_date = x->date,
                                       .from_day = DATE_NONE,
                                       .authority = x->authority,
                                       .product_name = row->product,
                                       .producer_name = e->name,
                                       .place_text = e->commune };
    Id id;
    TRY(recognition_record(p->tx, &n, &id));
    Str name = str_fmt(p->a, "%.*s, %.*s", STR_ARG(row->product), STR_ARG(x->number));
    return effect(p, EFFECT_RECOGNITION_MADE, id, name, S(""));
}

static Err apply_row(struct applying *p, struct register_row *row)
{
    if (!row->takes || id_none(p->b->entity[row->entity].producer_id)) {
        return OK;
    }
    TRY(apply_product(p, row));
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        TRY(apply_round(p, row, k));
    }
    return OK;
}

/* ---- the report and the rows, kept ---- */

static Str row_json(struct arena *a, const struct register_book *b, const struct register_row *row)
{
    const struct register_entity *e = b->n_entities > 0 ? &b->entity[row->entity] : NULL;
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "product");
    json_put(&j, row->product);
    json_key(&j, "producer");
    json_put(&j, e != NULL ? e->name : STR_NONE);
    json_key(&j, "commune");
    json_put(&j, e != NULL ? e->commune : STR_NONE);
    json_key(&j, "recognitions");
    json_arr(&j);
    for (int k = 0; k < REGISTER_ROUNDS; k++) {
        const struct register_round *x = &row->round[k];
        if (!x->stated) {
            continue;
        }
        json_obj(&j);
        json_key(&j, "star");
        json_put_int(&j, x->star);
        json_key(&j, "date");
        json_put_date(&j, x->date);
        json_key(&j, "number");
        json_put(&j, x->number);
        json_key(&j, "authority");
        json_put(&j, x->authority);
        json_key(&j, "taken");
        json_put_bool(&j, x->taken);
        json_end_obj(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    return out_dup(a, o);
}

static Err keep_issues(struct tx *tx, Id import, const struct register_book *b)
{
    for (size_t i = 0; i < b->n_issues; i++) {
        const struct register_issue *x = &b->issue[i];
        TRY(register_issue_insert(tx, import, (int64_t)i, x->row, x->cell, (int64_t)x->severity,
                                  x->code, x->message, x->action));
    }
    return OK;
}

static Err keep_rows(struct applying *p)
{
    for (size_t i = 0; i < p->b->n_rows; i++) {
        const struct register_row *row = &p->b->row[i];
        Id place = p->b->n_entities > 0 ? p->b->entity[row->entity].place_then : ID_NONE;
        TRY(register_row_insert(p->tx, p->done.id, row->line + 1, row->product_id, place,
                                row->expiry, row->bad, row_json(p->a, p->b, row)));
    }
    return OK;
}

Err register_keep_checked(struct tx *tx, const struct register_import_new *n,
                          const struct register_book *b, Id *ret)
{
    Id id = tx_new_id(tx);
    TRY(register_import_insert(tx, id, n->file_name, n->file, b->sheet, (int64_t)b->n_rows, b->good,
                               IMPORT_CHECKED, n->demo, tx_account(tx), tx_now(tx)));
    TRY(keep_issues(tx, id, b));
    TRY(tx_note(tx, S("register.checked"), id));
    *ret = id;
    return OK;
}

static Err start(struct applying *p, const struct register_import_new *n, Id checked)
{
    const struct register_book *b = p->b;
    p->done.id = checked;
    if (!id_none(checked)) {
        TRY(register_import_go(p->tx, checked, IMPORT_DONE, tx_account(p->tx), tx_now(p->tx),
                               (int64_t)b->n_rows, b->good));
        TRY(register_issues_cut(p->tx, checked));
    } else {
        p->done.id = tx_new_id(p->tx);
        TRY(register_import_insert(p->tx, p->done.id, n->file_name, n->file, b->sheet,
                                   (int64_t)b->n_rows, b->good, IMPORT_DONE, n->demo,
                                   tx_account(p->tx), tx_now(p->tx)));
    }
    return keep_issues(p->tx, p->done.id, b);
}

Err register_import(struct tx *tx, const struct register_import_new *n, struct register_book *b,
                    Id checked, struct register_done *ret)
{
    struct applying p = { .tx = tx, .a = tx_arena(tx), .b = b, .demo = n->demo };
    for (p.seen.cap = 16; p.seen.cap < 2 * b->n_entities + 2; p.seen.cap *= 2) {
    }
    p.seen.v = NEW_N(p.a, Id, p.seen.cap);
    TRY(start(&p, n, checked));
    for (size_t i = 0; i < b->n_entities; i++) {
        TRY(apply_entity(&p, &b->entity[i]));
    }
    for (size_t i = 0; i < b->n_rows; i++) {
        TRY(apply_row(&p, &b->row[i]));
    }
    TRY(keep_rows(&p));
    const struct register_done *d = &p.done;
    TRY(register_import_counts(tx, d->id, d->producers, d->products, d->recognitions, d->changes));
    TRY(tx_note(tx, S("register.imported"), d->id));
    if (p.seq > 0) {
        TRY(tx_touch_public(tx));
    }
    *ret = p.done;
    return OK;
}

Err register_load_demo(struct tx *tx)
{
    Str bytes;
    struct workbook book;
    struct register_book b;
    struct register_done done;
    TRY(register_own_file("demo/register/register-sample.xlsx", &bytes));
    TRY(register_open(tx, bytes, &book));
    TRY(register_read(tx, &book, &b));
    const struct register_import_new n = { .file_name = S("register-sample.xlsx"),
                                           .file = hash_of(bytes),
                                           .demo = true };
    return register_import(tx, &n, &b, ID_NONE, &done);
}

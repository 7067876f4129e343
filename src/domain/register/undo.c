/* undo.c: an import taken back as a whole, unless something later stands on it. */
#include "domain/access/access.h"
#include "domain/product/product.h"
#include "domain/register/effects.h"
#include "domain/register/register.h"
#include "messages.h"
#include "platform/json/json.h"

struct producer_new register_producer_values(const struct producer *p)
{
    return (struct producer_new){ .kind = p->kind,
                                  .name = p->name,
                                  .tax_code = str_none(p->tax_code) ? S("") : p->tax_code,
                                  .place_text = p->place_text,
                                  .place = p->place,
                                  .address = p->address,
                                  .representative = p->representative,
                                  .phone = str_none(p->phone) ? S("") : p->phone };
}

static void key_text(struct json_out *j, const char *key, Str value)
{
    json_key(j, key);
    json_put(j, value);
}

Str register_producer_json(struct arena *a, const struct producer_new *p, int64_t after)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "kind");
    json_put_int(&j, p->kind);
    json_key(&j, "place");
    json_put_int(&j, p->place.v);
    key_text(&j, "name", p->name);
    key_text(&j, "tax", p->tax_code);
    key_text(&j, "place_text", p->place_text);
    key_text(&j, "address", p->address);
    key_text(&j, "representative", p->representative);
    key_text(&j, "phone", p->phone);
    json_key(&j, "after");
    json_put_int(&j, after);
    json_end_obj(&j);
    return out_dup(a, o);
}

Str register_recognition_json(struct arena *a, const struct recognition *r)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_FORM_BYTES);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "star");
    json_put_int(&j, r->star);
    json_key(&j, "date");
    json_put_int(&j, r->decision_date.v);
    json_key(&j, "from");
    json_put_int(&j, r->from_day.v);
    json_key(&j, "until");
    json_put_int(&j, r->until_day.v);
    key_text(&j, "authority", r->authority);
    json_key(&j, "after");
    json_put_int(&j, r->version + 1);
    json_end_obj(&j);
    return out_dup(a, o);
}

/* ---- what stands in the way ---- */

static Err refuse_hindrances(struct tx *tx, Id id)
{
    static const int keys[] = { M_NONE,
                                M_REGISTER_UNDO_DOSSIER,
                                M_REGISTER_UNDO_EVIDENCE,
                                M_REGISTER_UNDO_ACCOUNT,
                                M_REGISTER_UNDO_PRODUCT,
                                M_REGISTER_UNDO_RECOGNITION,
                                M_REGISTER_UNDO_CERTIFICATE,
                                M_REGISTER_UNDO_LATER };
    struct register_hindrances all;
    TRY(register_hindrances(tx, id, &all));
    Err e = OK;
    for (size_t i = 0; i < all.n; i++) {
        e = refuse(tx, keys[all.v[i].kind], all.v[i].name, all.v[i].what);
    }
    return e;
}

/* A changed record must still be as the import left it. */
static Err check_version(struct tx *tx, const struct register_effect *x, const json_t *before,
                         int64_t version)
{
    if (json_i(before, "after", 0) == version) {
        return OK;
    }
    return refuse(tx, M_REGISTER_UNDO_CHANGED, x->name, STR_NONE);
}

/* ---- taking back ---- */

static Str text_of(struct arena *a, const json_t *j, const char *key)
{
    Str s = json_str(j, key);
    return str_none(s) ? S("") : str_dup(a, s);
}

static Err put_producer_back(struct tx *tx, const struct register_effect *x, const json_t *j)
{
    struct arena *a = tx_arena(tx);
    struct producer now;
    struct products all;
    TRY(producer_get(tx, x->object, &now));
    TRY(check_version(tx, x, j, now.version));
    const struct producer_new was = { .kind = json_i(j, "kind", 0),
                                      .place = { json_i(j, "place", 0) },
                                      .name = text_of(a, j, "name"),
                                      .tax_code = text_of(a, j, "tax"),
                                      .place_text = text_of(a, j, "place_text"),
                                      .address = text_of(a, j, "address"),
                                      .representative = text_of(a, j, "representative"),
                                      .phone = text_of(a, j, "phone") };
    TRY(producer_rewrite(tx, x->object, &was));
    TRY(products_of_producer(tx, x->object, &all));
    for (size_t i = 0; i < all.n; i++) {
        TRY(product_index(tx, all.v[i].id));
    }
    return OK;
}

static Err put_product_back(struct tx *tx, const struct register_effect *x, const json_t *j)
{
    struct product now;
    TRY(product_get(tx, x->object, &now));
    TRY(check_version(tx, x, j, now.version));
    return product_group_put(tx, x->object, json_i(j, "group", 0));
}

static Err put_recognition_back(struct tx *tx, const struct register_effect *x, const json_t *j)
{
    struct recognition now;
    TRY(recognition_get(tx, x->object, &now));
    TRY(check_version(tx, x, j, now.version));
    TRY(recognition_register_put(
        tx, x->object, json_i(j, "star", 0), (Date){ (int32_t)json_i(j, "date", 0) },
        text_of(tx_arena(tx), j, "authority"), (Date){ (int32_t)json_i(j, "from", 0) },
        (Date){ (int32_t)json_i(j, "until", 0) }));
    return recognition_renew_latest(tx, now.product);
}

static Err put_back(struct tx *tx, const struct register_effect *x)
{
    json_t *j CLEANUP(json_cleanup) = NULL;
    int line = 0;
    TRY(json_read(x->before, LIMIT_FORM_BYTES, &j, &line));
    if (x->kind == EFFECT_PRODUCER_CHANGED) {
        return put_producer_back(tx, x, j);
    }
    return x->kind == EFFECT_PRODUCT_CHANGED ? put_product_back(tx, x, j)
                                             : put_recognition_back(tx, x, j);
}

static Err take_back(struct tx *tx, const struct register_effect *x)
{
    struct recognition r;
    switch ((enum register_effect_kind)x->kind) {
    case EFFECT_RECOGNITION_MADE:
        TRY(recognition_get(tx, x->object, &r));
        TRY(recognition_delete(tx, x->object));
        return recognition_renew_latest(tx, r.product);
    case EFFECT_PRODUCT_MADE:
        TRY(product_words_cut(tx, x->object));
        return product_delete(tx, x->object);
    case EFFECT_PRODUCER_MADE:
        return producer_delete(tx, x->object);
    case EFFECT_PRODUCER_CHANGED:
    case EFFECT_PRODUCT_CHANGED:
    case EFFECT_RECOGNITION_CHANGED:
        return put_back(tx, x);
    }
    return fault(E_BUG, "an import's effect of unknown kind");
}

Err register_undo(struct tx *tx, Id id, int64_t version)
{
    struct register_effects all;
    TRY(register_import_undone(tx, id, version, IMPORT_UNDONE, tx_account(tx), tx_now(tx)));
    TRY(refuse_hindrances(tx, id));
    TRY(register_effects(tx, id, &all)); /* the last first */
    for (size_t i = 0; i < all.n; i++) {
        TRY(take_back(tx, &all.v[i]));
    }
    TRY(tx_note(tx, S("register.undone"), id));
    return tx_touch_public(tx);
}

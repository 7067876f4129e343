/* product.c: making, changing and indexing products. */
#include "domain/product/product.h"
#include "domain/access/access.h"
#include "messages.h"

enum { CODE_BYTES = 16 };

int64_t product_group_of_set(int64_t set_no)
{
    static const int last[] = { 13, 17, 20, 22, 25, 26 }; /* last set of groups I..VI */
    for (size_t i = 0; i < COUNT_OF(last); i++) {
        if (set_no >= 1 && set_no <= last[i]) {
            return (int64_t)i + 1;
        }
    }
    return 0;
}

int product_group_message(int64_t group_no)
{
    static const int keys[] = { M_PRODUCT_GROUP_0, M_PRODUCT_GROUP_1, M_PRODUCT_GROUP_2,
                                M_PRODUCT_GROUP_3, M_PRODUCT_GROUP_4, M_PRODUCT_GROUP_5,
                                M_PRODUCT_GROUP_6 };
    return group_no >= 0 && group_no <= 6 ? keys[group_no] : M_PRODUCT_GROUP_0;
}

Err product_index(struct tx *tx, Id id)
{
    struct arena *a = tx_arena(tx);
    struct product p;
    TRY(product_get(tx, id, &p));
    Str words = str_fmt(a, "%.*s %.*s %.*s %.*s", STR_ARG(p.name),
                        STR_ARG(str_none(p.name_en) ? S("") : p.name_en), STR_ARG(p.producer_name),
                        STR_ARG(p.place_text));
    TRY(product_words_cut(tx, id));
    return product_words_put(tx, id, vi_fold(a, words));
}

static Err check(struct tx *tx, const struct product_new *p)
{
    bool ok = true;
    if (str_empty(p->name) || utf8_length(p->name) > LIMIT_LINE) {
        (void)refuse_field(tx, S("name"), M_PRODUCT_NAME_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    if (p->set_no < 0 || p->set_no > 26) {
        (void)refuse_field(tx, S("set_no"), M_PRODUCT_SET_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    if (!str_empty(p->buy_url) && !str_starts(p->buy_url, S("https://"))) {
        (void)refuse_field(tx, S("buy_url"), M_PRODUCT_BUY_URL_FORM, STR_NONE, STR_NONE);
        ok = false;
    }
    return ok ? OK : E_REFUSED;
}

static Str or_none(Str s)
{
    return str_empty(s) ? STR_NONE : s;
}

Err product_create(struct tx *tx, const struct product_new *p, Id *ret)
{
    struct arena *a = tx_arena(tx);
    TRY(check(tx, p));
    Id id = tx_new_id(tx);
    int64_t group = p->group_no > 0 ? p->group_no : product_group_of_set(p->set_no);
    TRY(product_insert(tx, id, p->producer, id_token(a, CODE_BYTES), p->name, vi_fold(a, p->name),
                       vi_sort_key(a, p->name), or_none(p->name_en), p->set_no, group,
                       or_none(p->story), or_none(p->story_en), or_none(p->photo),
                       or_none(p->photo_alt), or_none(p->buy_url), p->demo, tx_now(tx)));
    TRY(product_index(tx, id));
    TRY(tx_note(tx, S("product.created"), id));
    *ret = id;
    return OK;
}

Err product_change(struct tx *tx, Id id, int64_t version, const struct product_new *p)
{
    struct arena *a = tx_arena(tx);
    TRY(check(tx, p));
    TRY(product_update(tx, id, version, p->name, vi_fold(a, p->name), vi_sort_key(a, p->name),
                       or_none(p->name_en), or_none(p->story), or_none(p->story_en),
                       or_none(p->photo_alt), or_none(p->buy_url)));
    TRY(product_index(tx, id));
    TRY(tx_note(tx, S("product.changed"), id));
    return tx_touch_public(tx);
}

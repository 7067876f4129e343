/* producer.c: the record of a producer and what must be right in it. */
#include "domain/producer/producer.h"
#include "domain/access/access.h"
#include "messages.h"

int producer_kind_message(int64_t kind)
{
    static const int keys[] = { M_NONE,
                                M_PRODUCER_KIND_1,
                                M_PRODUCER_KIND_2,
                                M_PRODUCER_KIND_3,
                                M_PRODUCER_KIND_4,
                                M_PRODUCER_KIND_5,
                                M_PRODUCER_KIND_6,
                                M_PRODUCER_KIND_7,
                                M_PRODUCER_KIND_8 };
    return kind >= 1 && kind <= PRODUCER_KINDS ? keys[kind] : M_NONE;
}

bool producer_may_use_set(int64_t kind, int64_t set_no)
{
    bool tourism_only = kind == PRODUCER_ASSOCIATION || kind == PRODUCER_CENTRE;
    return !tourism_only || set_no == SET_TOURISM;
}

static bool only(Str s, const char *extra)
{
    for (size_t i = 0; i < s.n; i++) {
        bool digit = s.p[i] >= '0' && s.p[i] <= '9';
        if (!digit && str_find_c(str_c(extra), s.p[i]) == str_c(extra).n) {
            return false;
        }
    }
    return true;
}

static bool is_tax_code(Str s)
{
    bool branch =
        s.n == 14 && s.p[10] == '-' && only(str_sub(s, 0, 10), "") && only(str_skip(s, 11), "");
    return branch || ((s.n == 10 || s.n == 12 || s.n == 13) && only(s, ""));
}

static bool is_email(Str s)
{
    size_t at = str_find_c(s, '@');
    Str host = str_skip(s, at + 1);
    return at > 0 && at < s.n && str_find_c(host, '.') < host.n && str_find_c(s, ' ') == s.n &&
           str_find_c(host, '@') == host.n;
}

static void need(struct tx *tx, const char *field, Str value, int key, bool *ok)
{
    if (str_empty(value) || utf8_length(value) > LIMIT_LINE) {
        (void)refuse_field(tx, str_c(field), str_empty(value) ? key : M_PRODUCER_TOO_LONG, STR_NONE,
                           STR_NONE);
        *ok = false;
    }
}

static void no(struct tx *tx, const char *field, bool bad, int key, bool *ok)
{
    if (bad) {
        (void)refuse_field(tx, str_c(field), key, STR_NONE, STR_NONE);
        *ok = false;
    }
}

Err producer_check(struct tx *tx, const struct producer_new *p)
{
    bool ok = true;
    no(tx, "kind", p->kind < 1 || p->kind > PRODUCER_KINDS, M_PRODUCER_KIND_NEEDED, &ok);
    need(tx, "producer_name", p->name, M_PRODUCER_NAME_NEEDED, &ok);
    need(tx, "representative", p->representative, M_PRODUCER_REPRESENTATIVE_NEEDED, &ok);
    need(tx, "address", p->address, M_PRODUCER_ADDRESS_NEEDED, &ok);
    no(tx, "tax_code", !str_empty(p->tax_code) && !is_tax_code(p->tax_code),
       M_PRODUCER_TAX_CODE_FORM, &ok);
    no(tx, "phone",
       !str_empty(p->phone) && (!only(p->phone, " +.()-") || p->phone.n < 8 || p->phone.n > 20),
       M_PRODUCER_PHONE_FORM, &ok);
    no(tx, "email", !str_empty(p->email) && !is_email(p->email), M_PRODUCER_EMAIL_FORM, &ok);
    no(tx, "website",
       !str_empty(p->website) && !str_starts(p->website, S("https://")) &&
           !str_starts(p->website, S("http://")),
       M_PRODUCER_WEBSITE_FORM, &ok);
    return ok ? OK : E_REFUSED;
}

static Str or_none(Str s)
{
    return str_empty(s) ? STR_NONE : s;
}

static Err write_new(struct tx *tx, const struct producer_new *p, Id *ret)
{
    struct arena *a = tx_arena(tx);
    Id id = tx_new_id(tx);
    TRY(producer_insert(tx, id, p->kind, p->name, vi_fold(a, p->name), vi_sort_key(a, p->name),
                        or_none(p->tax_code), p->place, p->place_text, p->address,
                        p->representative, or_none(p->phone), or_none(p->email), p->public_contact,
                        or_none(p->website), p->demo, tx_now(tx)));
    TRY(tx_note(tx, S("producer.created"), id));
    *ret = id;
    return OK;
}

Err producer_create(struct tx *tx, const struct producer_new *p, Id *ret)
{
    TRY(producer_check(tx, p));
    return write_new(tx, p, ret);
}

Err producer_adopt(struct tx *tx, const struct producer_new *p, Id *ret)
{
    bool ok = true;
    no(tx, "kind", p->kind < 1 || p->kind > PRODUCER_KINDS, M_PRODUCER_KIND_NEEDED, &ok);
    need(tx, "producer_name", p->name, M_PRODUCER_NAME_NEEDED, &ok);
    return ok ? write_new(tx, p, ret) : E_REFUSED;
}

Err producer_rewrite(struct tx *tx, Id id, const struct producer_new *p)
{
    struct arena *a = tx_arena(tx);
    TRY(producer_register_put(tx, id, p->kind, p->name, vi_fold(a, p->name),
                              vi_sort_key(a, p->name), or_none(p->tax_code), p->place,
                              p->place_text, p->address, p->representative, or_none(p->phone)));
    return tx_note(tx, S("producer.rewritten"), id);
}

Err producer_change(struct tx *tx, Id id, int64_t version, const struct producer_new *p)
{
    struct arena *a = tx_arena(tx);
    TRY(producer_check(tx, p));
    TRY(producer_update(tx, id, version, p->kind, p->name, vi_fold(a, p->name),
                        vi_sort_key(a, p->name), or_none(p->tax_code), p->address,
                        p->representative, or_none(p->phone), or_none(p->email), p->public_contact,
                        or_none(p->website)));
    TRY(tx_note(tx, S("producer.changed"), id));
    return tx_touch_public(tx);
}

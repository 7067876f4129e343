/* account.c: a visitor becomes a producer. */
#include "domain/account/account.h"
#include "domain/access/access.h"
#include "domain/place/place.h"
#include "messages.h"
#include "platform/identity/identity.h"

/* The chosen commune must exist today: an old one has no officer who could answer. */
static Err settle_place(struct tx *tx, struct producer_new *p)
{
    struct place place;
    Err e = id_none(p->place) ? E_NONE : place_get(tx, p->place, &place);
    if (e != OK && e != E_NONE) {
        return e;
    }
    Date today = tx_today(tx);
    if (e == E_NONE || place.level != 3 || date_cmp(place.valid_from, today) > 0 ||
        (!date_none(place.valid_to) && date_cmp(place.valid_to, today) < 0)) {
        return refuse_field(tx, S("commune"), M_ACCOUNT_COMMUNE_NEEDED, STR_NONE, STR_NONE);
    }
    p->place_text = place_full_name(tx_arena(tx), place.kind, place.name);
    return OK;
}

Err account_register(struct tx *tx, const struct account_new *n, Id *ret)
{
    struct producer_new p = n->producer;
    Err place = settle_place(tx, &p);
    if (place != OK && place != E_REFUSED) {
        return place;
    }
    Err checked = producer_check(tx, &p);
    struct identity_account_new a = { .login = n->login, .name = n->name, .demo = p.demo };
    Id account = ID_NONE, producer = ID_NONE;
    TRY(identity_create_hashed(tx, &a, n->password_hash, &account));
    TRY(place);
    TRY(checked);
    TRY(producer_create(tx, &p, &producer));
    TRY(identity_grant_role(tx, account, ROLE_PRODUCER, producer, tx_today(tx), DATE_NONE));
    TRY(tx_note(tx, S("account.registered"), account));
    *ret = account;
    return OK;
}

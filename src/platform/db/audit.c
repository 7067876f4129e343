/* audit.c: the append-only, hash-chained log of everything that was done. */
#include "platform/db/driver.h"
#include "platform/db/platform.sql.h"

#include <string.h>

static void add_int(struct hash_state *h, int64_t v)
{
    unsigned char b[8];
    for (int i = 0; i < 8; i++) {
        b[i] = (unsigned char)((uint64_t)v >> (56 - 8 * i));
    }
    hash_add(h, b, sizeof b);
}

static void add_text(struct hash_state *h, Str s)
{
    add_int(h, (int64_t)s.n); /* lengths first: no two rows share their bytes */
    hash_add(h, s.p, s.n);
}

static Hash chain(const struct audit_row *r, Hash before)
{
    struct hash_state h;
    hash_start(&h);
    hash_add(&h, before.b, sizeof before.b);
    add_int(&h, r->seq);
    add_int(&h, r->at.v);
    add_int(&h, r->account.v);
    add_int(&h, r->action);
    add_text(&h, r->what);
    add_int(&h, r->object.v);
    add_text(&h, r->detail);
    return hash_end(&h);
}

Err tx_note_detail(struct tx *tx, Str what, Id object, Str json)
{
    struct audit_head head;
    TRY(audit_head_take(tx, &head));
    struct audit_row r = {
        .seq = head.seq + 1,
        .at = tx->now,
        .account = tx->o.actor.account,
        .action = tx->o.action,
        .what = what,
        .object = object,
        .detail = str_none(json) ? S("") : json,
    };
    r.hash = chain(&r, head.hash);
    TRY(audit_append(tx, r.seq, r.at, r.account, r.action, r.what, r.object, r.detail, r.hash));
    TRY(audit_head_set(tx, r.seq, r.hash));
    tx->noted = true;
    return OK;
}

Err tx_note(struct tx *tx, Str what, Id object)
{
    return tx_note_detail(tx, what, object, STR_NONE);
}

static Err verify(struct tx *tx, void *arg)
{
    int64_t *bad = arg;
    Hash before = { { 0 } };
    int64_t seq = 0;
    for (;;) {
        struct audit_rows page;
        TRY(audit_page(tx, seq, 1000, &page));
        for (size_t i = 0; i < page.n; i++) {
            const struct audit_row *r = &page.v[i];
            if (r->seq != seq + 1 || !hash_eq(chain(r, before), r->hash)) {
                *bad = seq + 1;
                return E_DB;
            }
            before = r->hash;
            seq = r->seq;
        }
        if (page.n == 0) {
            break;
        }
    }
    struct audit_head head;
    TRY(audit_head_take(tx, &head));
    if (head.seq != seq || !hash_eq(head.hash, before)) {
        *bad = seq + 1;
        return E_DB;
    }
    return OK;
}

Err audit_verify(struct db *db, int64_t *ret_bad)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct tx_opts o = {
        .mode = TX_WRITE, .action = DB_UNDER_PLATFORM, .arena = a, .now = TIME_NONE
    };
    return tx_run(db, &o, verify,
                  ret_bad); /* a writing transaction: the head stands still meanwhile */
}

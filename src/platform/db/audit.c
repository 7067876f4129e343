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

/* What verify() goes through: the arena holds one page at a time. */
struct verifying {
    int64_t bad;
    int64_t seq;
    Hash before;
};

static Err verify_page(struct tx *tx, struct verifying *v, bool *ret_last)
{
    struct audit_rows page;
    TRY(audit_page(tx, v->seq, 1000, &page));
    for (size_t i = 0; i < page.n; i++) {
        const struct audit_row *r = &page.v[i];
        if (r->seq != v->seq + 1 || !hash_eq(chain(r, v->before), r->hash)) {
            v->bad = v->seq + 1;
            return E_DB;
        }
        v->before = r->hash;
        v->seq = r->seq;
    }
    *ret_last = page.n == 0;
    return OK;
}

static Err verify(struct tx *tx, void *arg)
{
    struct verifying *v = arg;
    *v = (struct verifying){ 0 };
    struct audit_head head;
    TRY(audit_head_take(tx, &head));
    bool last = false;
    while (!last) {
        TRY(verify_page(tx, v, &last));
        arena_reset(tx_arena(tx)); /* ours alone, see audit_verify */
    }
    if (head.seq != v->seq || !hash_eq(head.hash, v->before)) {
        v->bad = v->seq + 1;
        return E_DB;
    }
    return OK;
}

Err audit_verify(struct db *db, int64_t *ret_bad)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = TIME_NONE };
    struct verifying v = { 0 };
    Err e = tx_run(db, &o, verify, &v);
    if (v.bad != 0) {
        *ret_bad = v.bad;
    }
    return e;
}

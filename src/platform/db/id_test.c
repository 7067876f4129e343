/* id_test.c: identifiers of one transaction, made at one instant. */
#include "platform/test/test.h"

enum { MANY = 20000 };

static Err make_many(struct tx *tx, void *arg)
{
    Id *ids = arg;
    for (size_t i = 0; i < MANY; i++) {
        ids[i] = tx_new_id(tx);
    }
    return OK;
}

TEST_DB(db_ids_of_one_instant_differ)
{
    Id *ids = NEW_N(test_arena(), Id, MANY);
    struct tx_opts o = { .mode = TX_READ, .arena = test_arena(), .now = test_now() };
    CHECK_ERR(tx_run(db, &o, make_many, ids), OK);
    int same = 0;
    for (size_t i = 1; i < MANY; i++) {
        same += ids[i].v <= ids[i - 1].v ? 1 : 0; /* rising, so all differ */
    }
    CHECK_INT(same, 0);
}

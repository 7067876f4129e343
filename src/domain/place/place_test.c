/* place_test.c: units before and after 1/7/2025. */
#include "domain/access/access.h"
#include "domain/place/place.h"
#include "platform/test/test.h"

static Date day(int y, int m, int d)
{
    Date r = DATE_NONE;
    CHECK_ERR(date_make(y, m, d, &r), OK);
    return r;
}

static Err load(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(place_load_builtin(tx));
    return place_load_builtin(tx); /* a second time changes nothing */
}

static Err look(struct tx *tx, void *arg)
{
    (void)arg;
    struct place_n n;
    TRY(place_count(tx, &n));
    CHECK_INT(n.n, 263);
    struct places communes;
    TRY(place_communes_on(tx, S("60"), day(2025, 6, 30), &communes));
    CHECK_INT(communes.n, 0); /* communes of 2025 hang under districts */
    TRY(place_communes_on(tx, S(""), day(2025, 6, 30), &communes));
    CHECK_INT(communes.n, 121);
    TRY(place_communes_on(tx, S("68"), day(2025, 7, 1), &communes));
    CHECK_INT(communes.n, 124);

    struct place p;
    bool found = false;
    TRY(place_on(tx, S("22918"), day(2025, 6, 30), &found, &p));
    CHECK(found);
    CHECK_STR(p.name, S("Hàm Tiến"));
    TRY(place_on(tx, S("22918"), day(2025, 7, 1), &found, &p));
    CHECK(found);
    CHECK_STR(p.name, S("Mũi Né"));
    Id mui_ne = p.id, id;
    bool doubt, ask;
    TRY(place_match(tx, S("P. Mũi Né"), day(2026, 1, 1), &id, &doubt));
    CHECK(id_eq(id, mui_ne));
    TRY(place_match(tx, S("phường phú thủy"), day(2026, 1, 1), &id, &doubt));
    CHECK(!id_none(id) && !doubt);
    TRY(place_match(tx, S("Tân Hà"), day(2025, 1, 1), &id, &doubt));
    CHECK(id_none(id) && doubt);
    TRY(place_match(tx, S("Xã Tân Hà (huyện Đức Linh)"), day(2025, 1, 1), &id, &doubt));
    CHECK(!id_none(id) && !doubt);
    TRY(place_match(tx, S("Atlantis"), day(2025, 1, 1), &id, &doubt));
    CHECK(id_none(id) && !doubt);

    TRY(place_on(tx, S("22942"), day(2024, 11, 30), &found, &p)); /* Đức Nghĩa: two steps */
    CHECK(found);
    TRY(place_today(tx, p.id, day(2026, 1, 1), &id, &ask));
    TRY(place_get(tx, id, &p));
    CHECK_STR(p.name, S("Phan Thiết"));
    TRY(place_on(tx, S("22978"), day(2025, 6, 30), &found, &p)); /* Phong Phú: split */
    TRY(place_today(tx, p.id, day(2026, 1, 1), &id, &ask));
    CHECK(id_none(id) && ask);
    return OK;
}

TEST_DB(units_carry_dates_successions_and_splits)
{
    struct tx_opts o = {
        .mode = TX_WRITE, .action = SYSTEM_LOAD, .arena = test_arena(), .now = test_now()
    };
    CHECK_ERR(tx_run(db, &o, load, NULL), OK);
    o.mode = TX_READ;
    CHECK_ERR(tx_run(db, &o, look, NULL), OK);
}

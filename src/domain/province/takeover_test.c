/* takeover_test.c: districts end on 30/6/2025; what they have left goes on at the province from
 * 6/7/2025, once; both sides of every day. */
#include "domain/province/district_test.h"
#include "domain/access/access.h"
#include "domain/dossier/clock.sql.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"

/* ---- dossiers as the districts leave them ---- */

struct leaving {
    struct district *d;
    Id id, file;
    int state;
    int64_t star; /* of the district's result; 0: none */
};

static Err make_council(struct tx *tx, void *arg)
{
    struct leaving *x = arg;
    Date held = district_day("2025-06-27");
    Id council = tx_new_id(tx);
    TRY(council_insert(tx, council, S("Hội đồng Phan Thiết"), S("9/QĐ-UBND"), tx_today(tx),
                       tx_today(tx), DATE_NONE, 75, true, S("mean"), S("lowest"), S("zero"),
                       S("ignore"), 10, true, tx_now(tx)));
    TRY(council_seat_insert(tx, council, x->d->f->member[0], S("uyvien.1"), S("UBND"),
                            COUNCIL_CHAIR));
    TRY(council_tier_put(tx, council, S("district")));
    TRY(council_district_put(tx, council, x->d->unit));
    x->d->session = tx_new_id(tx);
    TRY(council_session_insert(tx, x->d->session, council, S("Phiên huyện"), held, tx_account(tx),
                               tx_now(tx)));
    return tx_note(tx, S("test.council"), council);
}

static Err leave(struct tx *tx, void *arg)
{
    struct leaving *x = arg;
    struct dossier d;
    struct session_file_ref ref;
    bool found = false;
    TRY(dossier_get(tx, x->id, &d));
    tx_grant(tx, PROVINCE_TO_COUNCIL, 0);
    TRY(dossier_move(tx, x->id, d.version, DOSSIER_IN_DISTRICT, DATE_NONE, tx_now(tx)));
    TRY(council_add_file(tx, x->d->session, x->id, d.filed));
    TRY(session_file_open_of(tx, x->id, &found, &ref));
    x->file = ref.id;
    tx_grant(tx, SYSTEM_LOAD, 0);
    if (x->star > 0) {
        TRY(session_file_close(tx, ref.id, 1, SCORING_CLOSED, x->d->f->secretary, tx_now(tx)));
        TRY(score_result_insert(tx, ref.id, 1, 1, x->star * 20, 1, x->star, x->star, 0, false,
                                S("{}"), tx_now(tx)));
    }
    tx_grant(tx, DISTRICT_PASS, 0);
    TRY(dossier_get(tx, x->id, &d));
    if (x->state == DOSSIER_AT_PROVINCE) { /* in time, with the district's result */
        TRY(dossier_move_note(tx, tx_new_id(tx), x->id, DOSSIER_DISTRICT_SCORED, x->state,
                              x->d->officer, S("45/TTr-UBND"), tx_now(tx)));
    }
    if (x->state != DOSSIER_IN_DISTRICT) {
        TRY(dossier_move(tx, x->id, d.version, x->state, d.due, tx_now(tx)));
    }
    return tx_note(tx, S("test.left"), x->id);
}

static Id left(struct district *d, const char *name, int state, int64_t star)
{
    struct leaving x = { .d = d, .state = state, .star = star };
    x.id = district_filed(d, name, state != DOSSIER_AT_COMMUNE);
    if (state != DOSSIER_AT_COMMUNE && state != DOSSIER_AT_DISTRICT) {
        CHECK_ERR(fixture_tx(d->f, SYSTEM_LOAD, 0, ID_NONE, leave, &x), OK);
    }
    return x.id;
}

struct looking {
    Id id;
    Str law, authority, note;
    size_t moves;
    struct dossier d;
};

static Err look(struct tx *tx, void *arg)
{
    struct looking *x = arg;
    const struct regime *r;
    struct dossier_move_rows moves;
    TRY(dossier_get(tx, x->id, &x->d));
    TRY(dossier_regime(tx, x->id, &r));
    x->law = r->id;
    TRY(dossier_authority(tx, x->id, 3, &x->authority));
    TRY(dossier_moves(tx, x->id, &moves));
    x->moves = moves.n;
    x->note = moves.v[moves.n - 1].note;
    return OK;
}

static struct looking look_at(struct district *d, Id id)
{
    struct looking x = { .id = id };
    struct tx_opts o = { .mode = TX_READ, .arena = d->f->arena, .now = d->f->now };
    CHECK_ERR(tx_run(d->f->db, &o, look, &x), OK);
    return x;
}

static int64_t run(struct district *d, const char *iso)
{
    int64_t n = -1;
    district_at(d, iso);
    CHECK_ERR(province_take_over(d->f->db, d->f->arena, d->f->now, &n), OK);
    return n;
}

TEST_DB(takeover_moves_what_districts_left_once)
{
    struct district *d = district_open(db);
    struct fixture *f = d->f;
    struct leaving c = { .d = d };
    district_at(d, "2025-06-20");
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, make_council, &c), OK);
    Id commune = left(d, "Ở xã", DOSSIER_AT_COMMUNE, 0);
    Id agency = left(d, "Ở huyện", DOSSIER_AT_DISTRICT, 0);
    Id council = left(d, "Đang chấm", DOSSIER_IN_DISTRICT, 0);
    Id three = left(d, "Ba sao", DOSSIER_DISTRICT_SCORED, 3);
    Id four = left(d, "Bốn sao", DOSSIER_DISTRICT_SCORED, 4);
    Id passed = left(d, "Đã trình", DOSSIER_AT_PROVINCE, 4);
    /* the district's last day, the first days without one, the last day of the old law */
    static const char *const before[] = { "2025-06-30", "2025-07-01", "2025-07-05" };
    for (size_t i = 0; i < COUNT_OF(before); i++) {
        CHECK_INT(run(d, before[i]), 0);
        CHECK_INT(look_at(d, agency).d.state, DOSSIER_AT_DISTRICT);
        CHECK_STR(look_at(d, agency).law, S("QD148-2023"));
        Str at = district_path(d, "/huyen", agency, "");
        CHECK_INT(fixture_get(f, d->officer, at).status, i == 0 ? 200 : 404);
        CHECK_INT(fixture_get(f, d->officer, S("/huyen")).status, i == 0 ? 200 : 404);
    }
    CHECK_INT(run(d, "2025-07-06"), 5);
    struct looking x = look_at(d, agency);
    CHECK_INT(x.d.state, DOSSIER_AT_PROVINCE);
    CHECK_STR(x.law, S("QD1489-2025"));
    CHECK_INT(x.d.due.v, district_day("2025-07-25").v); /* a Sunday; 15 working days */
    CHECK(str_find(x.note, S("06/07/2025")) < x.note.n && str_find(x.note, S("1489")) < x.note.n);
    CHECK_STR(x.authority, S("UBND tỉnh Lâm Đồng"));
    CHECK_INT(look_at(d, council).d.state, DOSSIER_AT_PROVINCE);
    x = look_at(d, three); /* the result is kept and waits for the province's decision */
    CHECK_INT(x.d.state, DOSSIER_SCORED);
    CHECK(str_find(x.note, S("3 sao")) < x.note.n);
    CHECK_STR(x.authority, S("UBND tỉnh Lâm Đồng"));
    x = look_at(d, four);
    CHECK_INT(x.d.state, DOSSIER_AT_PROVINCE);
    CHECK(str_find(x.note, S("4 sao")) < x.note.n);
    x = look_at(d, commune); /* where it is, under the new law */
    CHECK_INT(x.d.state, DOSSIER_AT_COMMUNE);
    CHECK_STR(x.law, S("QD1489-2025"));
    x = look_at(d, passed); /* passed up in time: as it was */
    CHECK_INT(x.d.state, DOSSIER_AT_PROVINCE);
    CHECK_STR(x.law, S("QD148-2023"));
    size_t moves = look_at(d, three).moves;
    CHECK_INT(run(d, "2025-07-06"), 0);
    CHECK_INT(run(d, "2025-07-07"), 0);
    CHECK_INT(look_at(d, three).moves, moves);
    struct page p = fixture_get(f, f->officer, district_path(d, "/tinh", agency, ""));
    CHECK_INT(p.status, 200);
    p = fixture_get(f, f->leader, S("/cong-nhan"));
    CHECK(page_has(&p, S("Ba sao")) && page_has(&p, S("UBND tỉnh Lâm Đồng")));
    /* and on into the law of 22/5/2026, by its own transition */
    district_at(d, "2026-05-21");
    CHECK_STR(look_at(d, agency).law, S("QD1489-2025"));
    district_at(d, "2026-05-22");
    CHECK_STR(look_at(d, agency).law, S("QD1489-2025"));
    district_at(d, "2026-07-21");
    CHECK_STR(look_at(d, agency).law, S("QD1489-2025"));
    district_at(d, "2026-07-22");
    CHECK_STR(look_at(d, agency).law, S("QD26-2026"));
    fixture_close(f);
}

static Err anew(struct tx *tx, void *arg)
{
    (void)arg;
    TRY(setting_set(tx, S("QD1489-2025.district.result"), tx_today(tx), S("anew"), S("quy chế")));
    return tx_note(tx, S("test.setting"), ID_NONE);
}

TEST_DB(takeover_begins_anew_when_the_setting_says_so)
{
    struct district *d = district_open(db);
    struct leaving c = { .d = d };
    district_at(d, "2025-06-20");
    CHECK_ERR(fixture_tx(d->f, SYSTEM_LOAD, 0, ID_NONE, make_council, &c), OK);
    Id three = left(d, "Ba sao", DOSSIER_DISTRICT_SCORED, 3);
    CHECK_ERR(fixture_tx(d->f, SETTING_EDIT, 0, d->f->leader, anew, NULL), OK);
    CHECK_INT(run(d, "2025-07-06"), 1);
    CHECK_INT(look_at(d, three).d.state, DOSSIER_AT_PROVINCE);
    fixture_close(d->f);
}

/* Forwarded while there is no district any more and no new law yet: to the province. */
TEST_DB(takeover_communes_send_to_the_province_from_the_first_day_without_districts)
{
    struct district *d = district_open(db);
    struct fixture *f = d->f;
    static const char *const days[] = { "2025-06-30", "2025-07-01", "2025-07-05" };
    Id id[COUNT_OF(days)];
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        district_at(d, "2025-06-27");
        id[i] = district_filed(d, days[i], false);
        district_at(d, days[i]);
        Str at = district_path(d, "/xa", id[i], "");
        struct page p = fixture_post(f, f->commune, str_cat(f->arena, at, S("/chuyen")),
                                     FORM({ S("version"), district_version(d, f->commune, at) }));
        CHECK_INT(p.status, 303);
        CHECK_INT(look_at(d, id[i]).d.state, i == 0 ? DOSSIER_AT_DISTRICT : DOSSIER_AT_PROVINCE);
    }
    CHECK_INT(run(d, "2025-07-06"), 3);
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        CHECK_INT(look_at(d, id[i]).d.state, DOSSIER_AT_PROVINCE);
        CHECK_STR(look_at(d, id[i]).law, S("QD1489-2025"));
    }
    fixture_close(f);
}

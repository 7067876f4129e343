/* access_below_test.c: a district in the world of authority: its people, its council, and dossiers
 * of its communes in every state. */
#include "access_world_test.h"
#include "domain/council/council.h"
#include "domain/dossier/clock.sql.h"
#include "domain/dossier/dossier.h"
#include "domain/place/place.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"

enum { SET_FISH_SAUCE = 9 };
#define PAGE_OF_PDF                                                                                \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                       \
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                           \
    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"                                                   \
    "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

/* ---- a district that there still is ---- */

static Err plant_unit(struct tx *tx, const char *code, const char *name, int64_t level, Id parent,
                      Id *ret)
{
    Date from;
    TRY(date_make(2020, 1, 1, &from));
    *ret = tx_new_id(tx);
    return place_insert(tx, *ret, str_c(code), str_c(name), level == 2 ? S("huyện") : S("xã"),
                        level, parent, from, DATE_NONE, S("test"), str_c(name),
                        vi_fold(tx_arena(tx), str_c(name)), str_c(name));
}

static Err plant_place(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct place near;
    TRY(place_get(tx, w->f->place, &near));
    TRY(plant_unit(tx, "90001", "Thử Một", 2, near.parent, &w->district));
    TRY(plant_unit(tx, "90002", "Thử Hai", 2, near.parent, &w->far_district));
    TRY(plant_unit(tx, "90003", "Thử Ba", 3, w->district, &w->hamlet));
    struct producer_new p = { .kind = PRODUCER_COOPERATIVE,
                              .name = S("HTX huyện Thử Một"),
                              .place = w->hamlet,
                              .place_text = S("Xã Thử Ba"),
                              .address = S("thôn thử"),
                              .representative = S("Người Thử"),
                              .demo = true };
    tx_grant(tx, PRODUCER_REGISTER, 0);
    TRY(producer_create(tx, &p, &w->upland));
    return tx_note(tx, S("test.place"), w->hamlet);
}

static Err plant_council(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct council c;
    Date decided;
    struct council_seat seats[] = {
        { .account = w->below_seat[0], .department = S("UBND huyện"), .position = COUNCIL_CHAIR },
        { .account = w->below_seat[1], .department = S("Phòng Y tế"), .position = COUNCIL_VOTER },
        { .account = w->below_seat[3], .department = S("Phòng Y tế"), .position = COUNCIL_VOTER },
        { .account = w->below_seat[2], .department = S("VP"), .position = COUNCIL_SECRETARY },
    };
    TRY(date_make(2025, 6, 1, &decided));
    struct council_new n = council_usual();
    n.name = S("Hội đồng huyện Thử Một");
    n.decision_no = S("8/QĐ-UBND");
    n.decision_date = decided;
    n.from_day = decided;
    n.tier = S("district");
    n.district = w->district;
    n.seats = (struct council_seats){ COUNT_OF(seats), seats };
    TRY(council_create(tx, &n, &w->below_council));
    TRY(council_get(tx, w->below_council, &c));
    tx_grant(tx, SESSION_OPEN, 0);
    TRY(council_open_session(tx, &c, S("Phiên huyện"), tx_today(tx), &w->below_session));
    return tx_note(tx, S("test.council"), w->below_council);
}

void world_make_below(struct world *w)
{
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant_place, w), OK);
    CHECK_ERR(fixture_tx(w->f, COUNCIL_MANAGE, 0, w->below, plant_council, w), OK);
    fixture_grant(w->f, w->hamlet_officer, ROLE_COMMUNE, w->hamlet);
    fixture_grant(w->f, w->below, ROLE_DISTRICT, w->district);
    fixture_grant(w->f, w->far_below, ROLE_DISTRICT, w->far_district);
    fixture_grant(w->f, w->below_leader, ROLE_DISTRICT_LEADER, w->district);
    fixture_grant(w->f, w->far_leader, ROLE_DISTRICT_LEADER, w->far_district);
}

/* ---- dossiers ---- */

struct below {
    struct world *w;
    Id id, file, closed_by;
    int state;
    bool had, asked;
};

/* Filed while the law had districts; moved by hand. */
static Err settle(struct tx *tx, void *arg)
{
    struct below *x = arg;
    struct dossier d;
    struct storage_file file;
    TRY(dossier_law_change(tx, x->id, S("QD148-2023")));
    TRY(dossier_get(tx, x->id, &d));
    TRY(storage_put(x->w->f->app->program.storage, S(PAGE_OF_PDF), STORAGE_PDF, &file));
    TRY(dossier_pdf_put(tx, d.filed, file.hash, 1, tx_now(tx)));
    if (d.state != x->state) {
        TRY(dossier_move(tx, x->id, d.version, x->state, DATE_NONE, tx_now(tx)));
    }
    if (x->had) {
        TRY(dossier_move_note(tx, tx_new_id(tx), x->id, DOSSIER_AT_COMMUNE, DOSSIER_AT_DISTRICT,
                              x->w->hamlet_officer, S(""), tx_now(tx)));
    }
    if (x->asked) {
        tx_grant(tx, COMMUNE_REQUEST, 0);
        TRY(dossier_request_insert(tx, tx_new_id(tx), x->id, 1, S("E03"), S("Chụp lại cho rõ"),
                                   x->w->hamlet_officer, tx_now(tx)));
    }
    return tx_note(tx, S("test.below"), x->id);
}

static Err find_paper(struct tx *tx, void *arg)
{
    struct world_thing *t = arg;
    struct dossier_links links;
    TRY(dossier_links(tx, t->id, &links));
    t->paper = links.n > 0 ? links.v[0].evidence : t->paper;
    return OK;
}

static Id file_below(struct world *w, int state, const char *about, bool had, bool asked)
{
    struct below x = { .w = w, .state = state, .had = had, .asked = asked };
    x.id = fixture_dossier(w->f, w->f->owner, w->upland, SET_FISH_SAUCE, about);
    CHECK_ERR(fixture_tx(w->f, SYSTEM_JOB, 0, ID_NONE, settle, &x), OK);
    return x.id;
}

static struct world_thing *describe(struct world *w, Id id, int state, const char *about, bool had)
{
    struct world_thing *t = world_add(w, WORLD_DOSSIER, about, id);
    struct tx_opts o = { .mode = TX_READ, .arena = w->f->arena, .now = w->f->now };
    t->owner = w->upland;
    t->place = w->hamlet;
    t->district = w->district;
    t->state = state;
    t->complete = true;
    t->had = had;
    CHECK_ERR(tx_run(w->f->db, &o, find_paper, t), OK);
    return t;
}

static void add_dossier(struct world *w, int state, const char *about, bool had, bool asked)
{
    Id id = file_below(w, state, about, had, asked);
    describe(w, id, state, about, had)->complete = !asked;
}

/* ---- before the district's council ---- */

static Err table(struct tx *tx, void *arg)
{
    struct below *x = arg;
    struct dossier d;
    struct session_file_ref ref;
    bool found = false;
    TRY(dossier_get(tx, x->id, &d));
    TRY(council_add_file(tx, x->w->below_session, x->id, d.filed));
    TRY(session_file_open_of(tx, x->id, &found, &ref));
    x->file = ref.id;
    return found ? OK : E_NONE;
}

static Err close_file(struct tx *tx, void *arg)
{
    struct below *x = arg;
    struct dossier d;
    TRY(session_file_close(tx, x->file, 1, SCORING_CLOSED, x->closed_by, tx_now(tx)));
    TRY(score_result_insert(tx, x->file, 5, 4, 60, 1, 3, 3, 0, false, S("{}"), tx_now(tx)));
    tx_grant(tx, FILE_CLOSE, SCORING_CLOSED);
    TRY(dossier_get(tx, x->id, &d));
    TRY(dossier_move(tx, x->id, d.version, DOSSIER_DISTRICT_SCORED, DATE_NONE, tx_now(tx)));
    return tx_note(tx, S("test.closed"), x->file);
}

static struct below scored(struct world *w, const char *about, Id closed_by)
{
    struct below x = { .w = w, .closed_by = closed_by };
    x.id = file_below(w, DOSSIER_IN_DISTRICT, about, true, false);
    CHECK_ERR(fixture_tx(w->f, PROVINCE_TO_COUNCIL, 0, w->below, table, &x), OK);
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, close_file, &x), OK);
    return x;
}

static Err read_version(struct tx *tx, void *arg)
{
    struct below *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->id, &d));
    x->state = (int)d.version;
    return OK;
}

static void add_picks(struct world *w, const char *about, Id closed_by)
{
    struct below x = scored(w, about, closed_by);
    struct tx_opts o = { .mode = TX_READ, .arena = w->f->arena, .now = w->f->now };
    CHECK_ERR(tx_run(w->f->db, &o, read_version, &x), OK);
    struct world_thing *t = world_add(w, WORLD_PICKS, about, x.id);
    t->state = DOSSIER_DISTRICT_SCORED;
    t->district = w->district;
    t->author = closed_by;
    t->pick = str_fmt(test_arena(), "%.*s-%d", STR_ARG(id_text(test_arena(), x.id)), x.state);
}

static void add_file(struct world *w)
{
    struct below x = scored(w, "file below: closed", w->below_seat[2]);
    struct world_thing *t = world_add(w, WORLD_FILE, "file below: closed", x.file);
    t->outer = w->below_session;
    struct world_thing filed = { .id = x.id };
    struct tx_opts o = { .mode = TX_READ, .arena = w->f->arena, .now = w->f->now };
    CHECK_ERR(tx_run(w->f->db, &o, find_paper, &filed), OK);
    t->paper = filed.paper;
    t->council = w->below_council;
    t->district = w->district;
    t->state = SCORING_CLOSED;
    t->dossier_state = DOSSIER_DISTRICT_SCORED;
    t = world_add(w, WORLD_COUNCIL, "council below", w->below_council);
    t->council = w->below_council;
    t->district = w->district;
    t = world_add(w, WORLD_SESSION, "session below", w->below_session);
    t->council = w->below_council;
    t->district = w->district;
}

static Err recognise(struct tx *tx, void *arg)
{
    struct below *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->id, &d));
    x->file = tx_new_id(tx);
    TRY(recognition_insert(
        tx, x->file, d.product, x->id, ID_NONE, 1, 3, S("12/QĐ-UBND"), tx_today(tx),
        S("UBND huyện Thử Một"), tx_today(tx), date_add_days(tx_today(tx), 1000), S("Nước mắm"),
        S("HTX huyện"), S("Xã Thử Ba"), S("60"), S("2/2026/GCN"), x->w->below_leader, tx_now(tx)));
    TRY(product_latest_put(tx, d.product, x->file));
    TRY(tx_touch_public(tx));
    return tx_note(tx, S("test.recognised"), x->file);
}

void world_add_little_below(struct world *w)
{
    struct below x = scored(w, "below: with a result", w->below_seat[2]);
    (void)describe(w, x.id, DOSSIER_DISTRICT_SCORED, "below: with a result", true);
}

void world_add_below(struct world *w)
{
    static const struct {
        int state;
        const char *about;
        bool had, asked;
    } all[] = {
        { DOSSIER_AT_COMMUNE, "below: at the commune", false, false },
        { DOSSIER_AT_COMMUNE, "below: at the commune, a request open", false, true },
        { DOSSIER_RETURNED, "below: returned by the commune", false, true },
        { DOSSIER_RETURNED, "below: returned by the district", true, true },
        { DOSSIER_AT_DISTRICT, "below: at the district", true, false },
        { DOSSIER_IN_DISTRICT, "below: in council", true, false },
        { DOSSIER_DISTRICT_SCORED, "below: with a result", true, false },
        { DOSSIER_AT_PROVINCE, "below: passed up", true, false },
        { DOSSIER_IN_COUNCIL, "below: in the province's council", true, false },
        { DOSSIER_SCORED, "below: scored", true, false },
        { DOSSIER_RECOGNISED, "below: recognised", true, false },
        { DOSSIER_NOT_RECOGNISED, "below: not recognised", true, false },
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        add_dossier(w, all[i].state, all[i].about, all[i].had, all[i].asked);
    }
    add_file(w);
    add_picks(w, "below: a file the secretary closed", w->below_seat[2]);
    add_picks(w, "below: a file the leader closed himself", w->below_leader);
    struct below x = { .w = w };
    x.id = file_below(w, DOSSIER_RECOGNISED, "below: with a certificate", true, false);
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, recognise, &x), OK);
    struct world_thing *t = world_add(w, WORLD_RECOGNITION, "recognition below", x.file);
    t->owner = w->upland;
    t->district = w->district;
}

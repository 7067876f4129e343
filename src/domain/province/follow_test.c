/* follow_test.c: communes end on 30/6/2025; producers and what they have under way go on at the one
 * that has the territory; splits wait for an officer; what is with agencies stays. */
#include "domain/province/district_test.h"
#include "domain/access/access.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"
#include "domain/province/follow.h"

struct seen {
    Id producer, dossier;
    struct producer p;
    struct dossier d;
    struct place at, dossier_at;
};

static Err look(struct tx *tx, void *arg)
{
    struct seen *s = arg;
    TRY(producer_get(tx, s->producer, &s->p));
    TRY(dossier_get(tx, s->dossier, &s->d));
    TRY(place_get(tx, s->p.place, &s->at));
    return place_get(tx, s->d.place, &s->dossier_at);
}

static struct seen now_of(struct district *d, Id dossier)
{
    struct seen s = { .producer = d->producer, .dossier = dossier };
    CHECK_ERR(fixture_tx(d->f, SYSTEM_LOAD, 0, ID_NONE, look, &s), OK);
    return s;
}

static int64_t run(struct district *d)
{
    int64_t n = 0;
    CHECK_ERR(province_follow(d->f->db, d->f->arena, d->f->now, &n), OK);
    return n;
}

/* The producer moves to the commune of that code, as of the days before the mergers. */
static Err settle(struct tx *tx, void *arg)
{
    struct district *d = arg;
    struct place p;
    struct producer r;
    bool found = false;
    TRY(place_on(tx, S("22978"), district_day("2025-06-30"), &found, &p));
    TRY(producer_get(tx, d->producer, &r));
    tx_grant(tx, SYSTEM_JOB, 0);
    TRY(producer_place_put(tx, r.id, r.version, p.id, S("Xã Phong Phú")));
    return tx_note(tx, S("test.settled"), r.id);
}

TEST_DB(follow_moves_what_a_commune_had_on_both_sides_of_the_day)
{
    struct district *d = district_open(db);
    Id here = district_filed(d, "Nước mắm", false), above = district_filed(d, "Mắm ruốc", true);
    district_at(d, "2025-06-30");
    CHECK_INT(run(d), 0);
    struct seen before = now_of(d, here);
    CHECK(id_eq(before.d.place, d->place));
    district_at(d, "2025-07-01");
    CHECK_INT(run(d), 1);
    struct seen s = now_of(d, here);
    CHECK(!id_eq(s.p.place, d->place) && id_eq(s.d.place, s.p.place));
    CHECK(date_none(s.at.valid_to) && !date_none(before.at.valid_to));
    CHECK_STR(s.p.place_text, place_full_name(d->f->arena, s.at.kind, s.at.name));
    CHECK(id_eq(now_of(d, above).d.place, d->place)); /* an agency has it */
    CHECK_INT(run(d), 0);
    /* the new commune's officer has it, the old one's no longer */
    fixture_grant(d->f, d->f->other_commune, ROLE_COMMUNE, s.p.place);
    Str at = district_path(d, "/xa", here, "");
    CHECK_INT(fixture_get(d->f, d->f->other_commune, at).status, 200);
    CHECK_INT(fixture_get(d->f, d->f->commune, at).status, 404);
    fixture_close(d->f);
}

TEST_DB(follow_asks_where_a_commune_was_split)
{
    struct district *d = district_open(db);
    struct fixture *f = d->f;
    Str at = S("/tinh/dia-ban");
    Id id = district_filed(d, "Nước mắm", false);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, settle, d), OK);
    district_at(d, "2025-07-01");
    CHECK_INT(run(d), 0); /* nobody guesses */
    struct page p = fixture_get(f, f->officer, S("/ban-lam-viec"));
    CHECK(page_has(&p, at));
    p = fixture_get(f, f->officer, at);
    CHECK(p.status == 200 && page_has(&p, S("Xã Phong Phú (Tuy Phong)")) &&
          page_has(&p, S("Nha Mé")));
    Str field = str_cat(f->arena, S("place."), id_text(f->arena, d->producer));
    Str version = str_cat(f->arena, S("version."), id_text(f->arena, d->producer));
    struct seen s = now_of(d, id);
    Str shown = str_fmt(f->arena, "%lld", (long long)s.p.version);
    p = fixture_post(f, f->officer, at, NO_FORM);
    CHECK(p.status == 422 && page_has(&p, S("Chưa chọn đơn vị mới")));
    p = fixture_post(f, f->officer, at, /* a commune, but not one of the two */
                     FORM({ field, id_text(f->arena, f->place) }, { version, shown }));
    CHECK(p.status == 422 && page_has(&p, S("chọn một trong các đơn vị")));
    CHECK(id_eq(now_of(d, id).p.place, s.p.place));
    CHECK_INT(fixture_get(f, f->commune, at).status, 404);
    CHECK_INT(fixture_post(f, f->owner, at, FORM({ field, id_text(f->arena, f->place) })).status,
              404);
    p = fixture_get(f, f->officer, at);
    Str first = page_input(&p, field);
    CHECK_INT(fixture_post(f, f->officer, at, FORM({ field, first }, { version, S("77") })).status,
              409);
    CHECK_INT(fixture_post(f, f->officer, at, FORM({ field, first }, { version, shown })).status,
              303);
    s = now_of(d, id);
    CHECK_STR(id_text(f->arena, s.p.place), first);
    CHECK(date_none(s.at.valid_to));
    p = fixture_get(f, f->officer, at);
    CHECK(page_has(&p, S("Mọi chủ thể đều thuộc")));
    fixture_close(f);
}

/* district_play_test.c: what the tests of districts share. */
#include "domain/province/district_test.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"

Date district_day(const char *iso)
{
    Date d = DATE_NONE;
    CHECK_ERR(date_parse_iso(str_c(iso), &d), OK);
    return d;
}

void district_at(struct district *d, const char *iso)
{
    d->f->now = (Time){ time_start_of(district_day(iso)).v + 9 * 3600 * TIME_SECOND };
}

static Err make_person(struct tx *tx, const char *login, int role, Id scope, Id *ret)
{
    struct identity_account_new n = { .login = str_c(login), .name = str_c(login), .demo = true };
    TRY(identity_create(tx, &n, ret));
    return identity_grant_role(tx, *ret, role, scope, tx_today(tx), DATE_NONE);
}

static Err fill(struct tx *tx, void *arg)
{
    struct district *d = arg;
    struct place unit;
    bool doubt = false, found = false;
    TRY(place_match(tx, S("Phường Mũi Né"), tx_today(tx), &d->place, &doubt));
    TRY(place_district_on(tx, d->place, tx_today(tx), &found, &unit));
    CHECK(found);
    CHECK_STR(unit.name, S("Phan Thiết"));
    d->unit = unit.id;
    TRY(place_on(tx, S("594"), tx_today(tx), &found, &unit));
    d->far_unit = unit.id;
    struct producer_new p = { .kind = PRODUCER_COOPERATIVE,
                              .name = S("HTX Mũi Né 2025"),
                              .place = d->place,
                              .place_text = S("Phường Mũi Né"),
                              .address = S("khu phố mẫu"),
                              .representative = S("Nguyễn Văn Mẫu"),
                              .demo = true };
    TRY(producer_create(tx, &p, &d->producer));
    TRY(make_person(tx, "huyen.1", ROLE_DISTRICT, d->unit, &d->officer));
    TRY(make_person(tx, "huyen.khac", ROLE_DISTRICT, d->far_unit, &d->far_officer));
    TRY(make_person(tx, "lanhdao.huyen", ROLE_DISTRICT_LEADER, d->unit, &d->leader));
    TRY(make_person(tx, "lanhdao.khac", ROLE_DISTRICT_LEADER, d->far_unit, &d->far_leader));
    return tx_note(tx, S("test.district"), d->unit);
}

struct district *district_open(struct db *db)
{
    struct district *d = NEW(test_arena(), struct district);
    d->f = fixture_open(db);
    if (d->f == NULL) {
        return NULL;
    }
    district_at(d, "2025-05-20");
    d->t.f = d->f;
    CHECK_ERR(fixture_tx(d->f, SYSTEM_LOAD, 0, ID_NONE, fill, d), OK);
    fixture_grant(d->f, d->f->owner, ROLE_PRODUCER, d->producer);
    fixture_grant(d->f, d->f->commune, ROLE_COMMUNE, d->place);
    fixture_grant(d->f, d->f->officer, ROLE_OFFICER, ID_NONE); /* the fixture's begin in 2026 */
    fixture_grant(d->f, d->f->leader, ROLE_LEADER, ID_NONE);
    return d;
}

Str district_path(struct district *d, const char *home, Id id, const char *tail)
{
    return str_fmt(d->f->arena, "%s/%.*s%s", home, STR_ARG(id_text(d->f->arena, id)), tail);
}

Str district_version(struct district *d, Id as, Str page)
{
    struct page p = fixture_get(d->f, as, page);
    CHECK_INT(p.status, 200);
    return page_input(&p, S("version"));
}

Id district_filed(struct district *d, const char *name, bool forwarded)
{
    struct fixture *f = d->f;
    Id id = fixture_dossier(f, f->owner, d->producer, 9, name);
    Str at = district_path(d, "/xa", id, "");
    struct page p = fixture_post(
        f, f->commune, str_cat(f->arena, at, S("/xac-nhan")),
        FORM({ S("version"), district_version(d, f->commune, at) }, { S("finding.1"), S("agree") },
             { S("note.1"), S("") }, { S("finding.2"), S("agree") }, { S("note.2"), S("") },
             { S("finding.3"), S("none") }, { S("note.3"), S("Ý tưởng từ nơi khác") },
             { S("finding.4"), S("agree") }, { S("note.4"), S("") }));
    CHECK_INT(p.status, 303);
    if (forwarded) {
        p = fixture_post(f, f->commune, str_cat(f->arena, at, S("/chuyen")),
                         FORM({ S("version"), district_version(d, f->commune, at) }));
        CHECK_INT(p.status, 303);
    }
    return id;
}

struct reading {
    Id id;
    struct dossier d;
};

static Err read(struct tx *tx, void *arg)
{
    struct reading *r = arg;
    return dossier_get(tx, r->id, &r->d);
}

struct dossier district_dossier(struct district *d, Id id)
{
    struct reading r = { .id = id };
    struct tx_opts o = { .mode = TX_READ, .arena = d->f->arena, .now = d->f->now };
    CHECK_ERR(tx_run(d->f->db, &o, read, &r), OK);
    return r.d;
}

/* district_test.h: for tests of districts: a commune of Phan Thiết in 2025, the district's people,
 * and another district. */
#ifndef PROVINCE_DISTRICT_TEST_H
#define PROVINCE_DISTRICT_TEST_H
#include "domain/council/composition.h"
#include "domain/council/table_test.h"
#include "domain/province/province.h"

struct district {
    struct fixture *f;
    struct table t; /* the file that is being scored */
    Id place, producer, unit, far_unit;
    Id officer, far_officer, leader, far_leader;
    Id session, province_session; /* of the district's and the province's council */
};

Date district_day(const char *iso);
/* 9 o'clock. */
void district_at(struct district *d, const char *iso);
/* Opened on 20/5/2025; no council yet. */
struct district *district_open(struct db *db);
/* Filed and looked at by the commune; sent on when asked. */
Id district_filed(struct district *d, const char *name, bool forwarded);
struct dossier district_dossier(struct district *d, Id id);
/* Address of the dossier: "/huyen/ID", with a tail. */
Str district_path(struct district *d, const char *home, Id id, const char *tail);
/* The version that the page shows. */
Str district_version(struct district *d, Id as, Str page);
#endif

/* people.c: invented people for every role, and the three producers whose dossiers are played. */
#include "domain/access/access.h"
#include "domain/demo/inside.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"
#include "platform/identity/identity.h"

const struct demo_account demo_accounts[] = {
    [DEMO_COOPERATIVE] = { "chuthe.htx", "chủ thể: HTX Thanh Long Xanh (mẫu), Xã Hàm Kiệm" },
    [DEMO_HOUSEHOLD] = { "chuthe.ho", "chủ thể: Hộ mẫu Biển Mặn, Phường Mũi Né" },
    [DEMO_ENTERPRISE] = { "chuthe.dn", "chủ thể: Công ty Nắng Gió (mẫu), Phường Mũi Né" },
    [DEMO_COMMUNE_1] = { "xa.hamkiem", "cán bộ OCOP Xã Hàm Kiệm" },
    [DEMO_COMMUNE_2] = { "xa.muine", "cán bộ OCOP Phường Mũi Né" },
    [DEMO_OFFICER_1] = { "tinh.1", "cơ quan thường trực OCOP tỉnh" },
    [DEMO_OFFICER_2] = { "tinh.2", "cơ quan thường trực OCOP tỉnh, người thứ hai" },
    [DEMO_LEADER] = { "lanhdao", "lãnh đạo UBND tỉnh" },
    [DEMO_SECRETARY] = { "thuky", "thư ký Hội đồng" },
    [DEMO_CHAIR] = { "chutich", "chủ tịch Hội đồng" },
    [DEMO_MEMBER_1] = { "uyvien.1", "ủy viên Hội đồng, Sở Nông nghiệp và Môi trường" },
    [DEMO_MEMBER_2] = { "uyvien.2", "ủy viên Hội đồng, Sở Công Thương" },
    [DEMO_MEMBER_3] = { "uyvien.3", "ủy viên Hội đồng, Sở Y tế" },
    [DEMO_MEMBER_4] = { "uyvien.4", "ủy viên Hội đồng, Sở Khoa học và Công nghệ" },
    [DEMO_ADMIN] = { "quantri", "quản trị hệ thống" },
    [DEMO_DISTRICT_OFFICER] = { "huyen.1", "cơ quan thường trực OCOP thành phố Phan Thiết", true },
    [DEMO_DISTRICT_LEADER] = { "lanhdao.huyen", "lãnh đạo UBND thành phố Phan Thiết", true },
    [DEMO_DISTRICT_SECRETARY] = { "thuky.huyen", "thư ký Hội đồng cấp huyện", true },
    [DEMO_DISTRICT_CHAIR] = { "uyvien.huyen.1", "chủ tịch Hội đồng cấp huyện", true },
    [DEMO_DISTRICT_MEMBER_1] = { "uyvien.huyen.2", "ủy viên Hội đồng cấp huyện", true },
    [DEMO_DISTRICT_MEMBER_2] = { "uyvien.huyen.3", "ủy viên Hội đồng cấp huyện", true },
    [DEMO_PEOPLE] = { NULL, NULL },
};

static const struct {
    const char *name;
    int role, scope; /* scope: 0 none, 1..3 producer, 4..5 place, 6 district */
} people[DEMO_PEOPLE] = {
    [DEMO_COOPERATIVE] = { "Nguyễn Thị Mẫu", ROLE_PRODUCER, 1 },
    [DEMO_HOUSEHOLD] = { "Trần Văn Thử", ROLE_PRODUCER, 2 },
    [DEMO_ENTERPRISE] = { "Lê Thị Nghiệm", ROLE_PRODUCER, 3 },
    [DEMO_COMMUNE_1] = { "Phạm Văn Mẫu", ROLE_COMMUNE, 4 },
    [DEMO_COMMUNE_2] = { "Võ Thị Thử", ROLE_COMMUNE, 5 },
    [DEMO_OFFICER_1] = { "Đặng Văn Nghiệm", ROLE_OFFICER, 0 },
    [DEMO_OFFICER_2] = { "Bùi Thị Mẫu", ROLE_OFFICER, 0 },
    [DEMO_LEADER] = { "Hồ Văn Thử", ROLE_LEADER, 0 },
    [DEMO_SECRETARY] = { "Ngô Thị Nghiệm", 0, 0 }, /* roles of the council come with its seats */
    [DEMO_CHAIR] = { "Dương Văn Mẫu", 0, 0 },
    [DEMO_MEMBER_1] = { "Lý Thị Thử", 0, 0 },
    [DEMO_MEMBER_2] = { "Mai Văn Nghiệm", 0, 0 },
    [DEMO_MEMBER_3] = { "Đỗ Thị Mẫu", 0, 0 },
    [DEMO_MEMBER_4] = { "Phan Văn Thử", 0, 0 },
    [DEMO_ADMIN] = { "Quản trị mẫu", ROLE_ADMIN, 0 },
    [DEMO_DISTRICT_OFFICER] = { "Châu Thị Mẫu", ROLE_DISTRICT, 6 },
    [DEMO_DISTRICT_LEADER] = { "Tạ Văn Nghiệm", ROLE_DISTRICT_LEADER, 6 },
    [DEMO_DISTRICT_SECRETARY] = { "Quách Thị Thử", 0, 0 },
    [DEMO_DISTRICT_CHAIR] = { "Lương Văn Mẫu", 0, 0 },
    [DEMO_DISTRICT_MEMBER_1] = { "Thái Thị Nghiệm", 0, 0 },
    [DEMO_DISTRICT_MEMBER_2] = { "Kiều Văn Thử", 0, 0 },
};

static Err make_producers(struct demo *d, struct tx *tx)
{
    bool doubt = false, found = false;
    struct place district;
    Date day = date_of(d->now); /* the units of the day that is shown */
    static const char *const communes[] = { "Xã Hàm Kiệm", "Phường Mũi Né" };
    for (size_t i = 0; i < COUNT_OF(communes); i++) {
        TRY(place_match(tx, str_c(communes[i]), day, &d->place[i], &doubt));
        if (id_none(d->place[i])) {
            return fault(E_BUG, "the demonstration's commune %s is not there", communes[i]);
        }
    }
    TRY(place_district_on(tx, d->place[1], day, &found, &district));
    d->district = found ? district.id : ID_NONE;
    const struct producer_new producers[] = {
        { .kind = PRODUCER_COOPERATIVE,
          .name = S("HTX Thanh Long Xanh (mẫu)"),
          .place = d->place[0],
          .place_text = S("Xã Hàm Kiệm"),
          .address = S("Thôn Dân Bình"),
          .representative = S("Nguyễn Thị Mẫu"),
          .phone = S("0900 000 201"),
          .public_contact = true,
          .demo = true },
        { .kind = PRODUCER_HOUSEHOLD,
          .name = S("Hộ mẫu Biển Mặn"),
          .place = d->place[1],
          .place_text = S("Phường Mũi Né"),
          .address = S("Khu phố 5"),
          .representative = S("Trần Văn Thử"),
          .phone = S("0900 000 202"),
          .demo = true },
        { .kind = PRODUCER_ENTERPRISE,
          .name = S("Công ty TNHH Nắng Gió (mẫu)"),
          .place = d->place[1],
          .place_text = S("Phường Mũi Né"),
          .address = S("Khu phố 14"),
          .representative = S("Lê Thị Nghiệm"),
          .phone = S("0900 000 203"),
          .public_contact = true,
          .demo = true },
    };
    for (size_t i = 0; i < COUNT_OF(producers); i++) {
        TRY(producer_create(tx, &producers[i], &d->producer[i]));
    }
    return OK;
}

Err demo_make_people(struct tx *tx, void *arg)
{
    struct demo *d = arg;
    TRY(make_producers(d, tx));
    Str hash =
        identity_hash_password(d->arena, DEMO_PASSWORD); /* the same for all: once is enough */
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        if (demo_accounts[i].district && id_none(d->district)) {
            continue;
        }
        struct identity_account_new n = { .login = str_c(demo_accounts[i].login),
                                          .name = str_c(people[i].name),
                                          .demo = true };
        TRY(identity_create_hashed(tx, &n, hash, &d->account[i]));
        int scope = people[i].scope;
        Id over = scope == 0   ? ID_NONE
                  : scope <= 3 ? d->producer[scope - 1]
                  : scope <= 5 ? d->place[scope - 4]
                               : d->district;
        if (people[i].role != 0) {
            TRY(identity_grant_role(tx, d->account[i], people[i].role, over, tx_today(tx),
                                    DATE_NONE));
        }
    }
    return tx_note(tx, S("demo.people"), ID_NONE);
}

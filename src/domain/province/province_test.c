/* province_test.c: the standing agency's list, return, the way to the council, batches, access. */
#include "domain/province/province.h"
#include "domain/access/access.h"
#include "domain/council/council.h"
#include "fixture.h"

struct office {
    struct fixture *f;
    Id council, session, dossier;
    Str show;
};

static Str text_of(const struct office *t, Id id)
{
    return id_text(t->f->arena, id);
}

static Err open_council(struct tx *tx, void *arg)
{
    struct office *t = arg;
    Date from, day;
    TRY(date_make(2026, 6, 1, &from));
    TRY(date_make(2026, 6, 30, &day));
    t->council = tx_new_id(tx);
    t->session = tx_new_id(tx);
    TRY(council_insert(tx, t->council, S("Hội đồng OCOP tỉnh"), S("643/QĐ-UBND"), from, from,
                       DATE_NONE, 75, true, S("mean"), S("lowest"), S("zero"), S("ignore"), 10,
                       true, tx_now(tx)));
    TRY(council_session_insert(tx, t->session, t->council, S("Phiên đợt 1"), day, tx_account(tx),
                               tx_now(tx)));
    TRY(council_seat_insert(tx, t->council, t->f->member[0], S("uyvien.1"), S("Sở Công Thương"),
                            COUNCIL_VOTER));
    return tx_note(tx, S("fixture.council"), t->council);
}

/* A dossier that the commune has looked at and sent on. */
static Id forwarded(struct fixture *f, const char *name)
{
    Id id = fixture_dossier(f, f->owner, f->producer, 9, name);
    Str base = str_cat(f->arena, S("/xa/"), id_text(f->arena, id));
    struct page p = fixture_get(f, f->commune, base);
    p = fixture_post(f, f->commune, str_cat(f->arena, base, S("/xac-nhan")),
                     FORM({ S("version"), page_input(&p, S("version")) },
                          { S("finding.1"), S("agree") }, { S("note.1"), S("") },
                          { S("finding.2"), S("agree") }, { S("note.2"), S("") },
                          { S("finding.3"), S("none") }, { S("note.3"), S("Ý tưởng từ nơi khác") },
                          { S("finding.4"), S("agree") }, { S("note.4"), S("") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->commune, base);
    p = fixture_post(f, f->commune, str_cat(f->arena, base, S("/chuyen")),
                     FORM({ S("version"), page_input(&p, S("version")) }));
    CHECK_INT(p.status, 303);
    return id;
}

static struct office open_office(struct db *db)
{
    struct office t = { .f = fixture_open(db) };
    CHECK_ERR(fixture_tx(t.f, SYSTEM_LOAD, 0, ID_NONE, open_council, &t), OK);
    fixture_grant(t.f, t.f->member[0], ROLE_MEMBER, t.council);
    t.dossier = forwarded(t.f, "Nước mắm Mẫu");
    t.show = str_cat(t.f->arena, S("/tinh/"), text_of(&t, t.dossier));
    return t;
}

static Str at(const struct office *t, const char *tail)
{
    return str_cat(t->f->arena, t->show, str_c(tail));
}

static Str version(const struct office *t)
{
    struct page p = fixture_get(t->f, t->f->officer, t->show);
    CHECK_INT(p.status, 200);
    return page_input(&p, S("version"));
}

static struct page list(const struct office *t, const char *query)
{
    return fixture_get(t->f, t->f->officer, str_cat(t->f->arena, S("/tinh"), str_c(query)));
}

TEST_DB(province_list_finds_and_counts)
{
    struct office t = open_office(db);
    (void)forwarded(t.f, "Thanh long sấy");
    (void)fixture_dossier(t.f, t.f->other_owner, t.f->other_producer, 9, "Còn ở xã");
    struct page p = list(&t, "");
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm Mẫu")) && page_has(&p, S("Thanh long sấy")));
    CHECK(!page_has(&p, S("Còn ở xã")) && page_has(&p, S("2 hồ sơ")));
    CHECK(page_has(&p, S("Xem 1 nội dung xã thấy khác với tự chấm")));
    p = list(&t, "?q=nuoc+mam");
    CHECK(page_has(&p, S("Nước mắm Mẫu")) && !page_has(&p, S("Thanh long sấy")));
    p = list(&t, "?q=%25");
    CHECK_INT(p.status, 200);
    p = list(&t, "?q=68-");
    CHECK(page_has(&p, S("Thanh long sấy")));
    p = list(&t, "?loc=hoi-dong");
    CHECK(page_has(&p, S("0 hồ sơ")) && page_has(&p, S("oc-empty")));
    p = list(&t, "?page=99999");
    CHECK_INT(p.status, 200);
    t.f->now.v += 40 * TIME_DAY;
    p = list(&t, "");
    CHECK(page_has(&p, S("Có 2 hồ sơ đã quá hạn xem xét")) && page_has(&p, S("Quá hạn")));
    fixture_close(t.f);
}

TEST_DB(province_page_shows_differences)
{
    struct office t = open_office(db);
    struct page p = fixture_get(t.f, t.f->officer, t.show);
    CHECK(page_has(&p, S("Xã thấy khác với tự chấm ở 1 nội dung")));
    CHECK(page_has(&p, S("Ý tưởng từ nơi khác")));
    CHECK(page_has(&p, S("Hợp đồng thu mua thanh long")));
    p = fixture_get(t.f, t.f->leader, t.show); /* reads, and may do nothing */
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, at(&t, "/tra-lai")) && !page_has(&p, at(&t, "/hoi-dong")));
    fixture_close(t.f);
}

TEST_DB(province_others_see_nothing)
{
    struct office t = open_office(db);
    struct fixture *f = t.f;
    Id at_commune = fixture_dossier(f, f->other_owner, f->other_producer, 9, "Còn ở xã");
    const Id strangers[] = { f->owner, f->commune, f->other_commune, f->admin, f->member[0] };
    for (size_t i = 0; i < COUNT_OF(strangers); i++) {
        CHECK_INT(fixture_get(f, strangers[i], S("/tinh")).status, 404);
        CHECK_INT(fixture_get(f, strangers[i], t.show).status, 404);
        CHECK_INT(fixture_get(f, strangers[i], S("/tinh/hoi-dong")).status, 404);
        CHECK_INT(fixture_post(f, strangers[i], S("/tinh/hoi-dong"), NO_FORM).status, 404);
        CHECK_INT(fixture_post(f, strangers[i], at(&t, "/tra-lai"), NO_FORM).status, 404);
        CHECK_INT(fixture_post(f, strangers[i], at(&t, "/hoi-dong"), NO_FORM).status, 404);
    }
    CHECK_INT(fixture_post(f, f->leader, at(&t, "/hoi-dong"), NO_FORM).status, 404);
    Str early = str_cat(f->arena, S("/tinh/"), id_text(f->arena, at_commune));
    CHECK_INT(fixture_get(f, f->officer, early).status, 404);
    early = str_cat(f->arena, S("/tinh/hoi-dong?ho-so="), id_text(f->arena, at_commune));
    CHECK_INT(fixture_get(f, f->officer, early).status, 404);
    fixture_close(f);
}

TEST_DB(province_return_names_what_is_missing)
{
    struct office t = open_office(db);
    Str v = version(&t);
    struct page p =
        fixture_post(t.f, t.f->officer, at(&t, "/tra-lai"),
                     FORM({ S("version"), v }, { S("target.1"), S("") }, { S("text.1"), S("") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#text-1\"")));
    p = fixture_post(t.f, t.f->officer, at(&t, "/tra-lai"),
                     FORM({ S("version"), v }, { S("target.1"), S("E02") },
                          { S("text.1"), S("Giấy mờ") }, { S("target.2"), S("E99") },
                          { S("text.2"), S("lời đã gõ") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#target-2\"")) && page_has(&p, S(">lời đã gõ</textarea>")));
    for (int i = 0; i < 2; i++) {
        p = fixture_post(t.f, t.f->officer, at(&t, "/tra-lai"),
                         FORM({ S("version"), v }, { S("target.1"), S("E02") },
                              { S("text.1"), S("Giấy mờ") }, { S("target.2"), S("") },
                              { S("text.2"), S("Thiếu mẫu nhãn") }, { S("idem"), S("hai-lan") }));
        CHECK_INT(p.status, 303);
    }
    p = fixture_get(t.f, t.f->officer, t.show);
    CHECK(page_has(&p, S("Yêu cầu số 2")) && !page_has(&p, S("Yêu cầu số 3")));
    p = list(&t, "?loc=bo-sung");
    CHECK(page_has(&p, S("Chủ thể đang bổ sung 2 yêu cầu")));
    CHECK_INT(fixture_post(t.f, t.f->officer, at(&t, "/tra-lai"),
                           FORM({ S("version"), v }, { S("text.1"), S("x") }))
                  .status,
              404);
    /* It comes back through the commune, which sees what was asked. */
    fixture_hand_in_again(t.f, t.f->owner, t.dossier);
    p = fixture_get(t.f, t.f->commune, str_cat(t.f->arena, S("/xa/"), text_of(&t, t.dossier)));
    CHECK(page_has(&p, S("Giấy mờ")) && page_has(&p, S("Đã chụp lại")));
    CHECK_INT(fixture_get(t.f, t.f->officer, t.show).status, 404);
    fixture_close(t.f);
}

TEST_DB(province_to_council_by_session)
{
    struct office t = open_office(db);
    Str v = version(&t), session = text_of(&t, t.session);
    struct page p = fixture_get(t.f, t.f->officer, t.show);
    CHECK(page_has(&p, S("Phiên đợt 1, thứ Ba 30/06/2026")));
    p = fixture_post(t.f, t.f->officer, at(&t, "/hoi-dong"), FORM({ S("version"), v }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#session\"")));
    p = fixture_post(t.f, t.f->officer, at(&t, "/hoi-dong"),
                     FORM({ S("version"), v }, { S("session"), text_of(&t, t.council) }));
    CHECK_INT(p.status, 422);
    p = fixture_post(t.f, t.f->officer, at(&t, "/hoi-dong"),
                     FORM({ S("version"), S("1") }, { S("session"), session }));
    CHECK_INT(p.status, 409);
    for (int i = 0; i < 2; i++) {
        p = fixture_post(
            t.f, t.f->officer, at(&t, "/hoi-dong"),
            FORM({ S("version"), v }, { S("session"), session }, { S("idem"), S("mot-lan") }));
        CHECK_INT(p.status, 303);
    }
    CHECK_INT(fixture_post(t.f, t.f->officer, at(&t, "/hoi-dong"),
                           FORM({ S("version"), v }, { S("session"), session }))
                  .status,
              404);
    p = list(&t, "?loc=hoi-dong");
    CHECK(page_has(&p, S("1 hồ sơ")) && page_has(&p, S("Nước mắm Mẫu")));
    fixture_close(t.f);
}

TEST_DB(province_members_open_files_of_their_table_only)
{
    struct office t = open_office(db);
    struct fixture *f = t.f;
    struct page p = fixture_get(f, f->officer, t.show);
    Str base = str_fmt(f->arena, "/ho-so/%.*s/tep/", STR_ARG(text_of(&t, t.dossier)));
    Str file = str_cat(f->arena, base, id_text(f->arena, page_id(&p, base)));
    CHECK_INT(fixture_get(f, f->officer, file).status, 200);
    CHECK_INT(fixture_get(f, f->leader, file).status, 200);
    CHECK_INT(fixture_get(f, f->member[0], file).status, 404);
    p = fixture_post(f, f->officer, at(&t, "/hoi-dong"),
                     FORM({ S("version"), version(&t) }, { S("session"), text_of(&t, t.session) }));
    CHECK_INT(p.status, 303);
    CHECK_INT(fixture_get(f, f->member[0], file).status, 404); /* not before the member answered */
    p = fixture_post(f, f->member[0],
                     str_fmt(f->arena, "/phien/%.*s/cam-ket", STR_ARG(text_of(&t, t.session))),
                     FORM({ S("answer"), S("none") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(fixture_get(f, f->member[0], file).status, 200);
    CHECK_INT(fixture_get(f, f->member[1], file).status, 404);
    fixture_close(f);
}

TEST_DB(province_batch_is_all_or_nothing)
{
    struct office t = open_office(db);
    struct fixture *f = t.f;
    Id second = forwarded(f, "Thanh long sấy");
    Str one = text_of(&t, t.dossier), two = text_of(&t, second);
    Str session = text_of(&t, t.session);
    Str preview = str_fmt(f->arena, "/tinh/hoi-dong?ho-so=%.*s&ho-so=%.*s&ho-so=%.*s", STR_ARG(one),
                          STR_ARG(two), STR_ARG(one));
    struct page p = fixture_get(f, f->officer, preview);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Đưa 2 hồ sơ ra Hội đồng")));
    CHECK(page_has(&p, S("Xã thấy khác với tự chấm ở 1 nội dung")));
    Str name1 = str_cat(f->arena, S("dossier."), one),
        name2 = str_cat(f->arena, S("dossier."), two);
    Str v1 = page_input(&p, name1), v2 = page_input(&p, name2);
    p = fixture_post(f, f->officer, S("/tinh/hoi-dong"), FORM({ name1, v1 }, { name2, v2 }));
    CHECK_INT(p.status, 422); /* no session: the preview again */
    CHECK(page_has(&p, S("Thanh long sấy")) && page_has(&p, S("href=\"#session\"")));
    p = fixture_post(f, f->officer, S("/tinh/hoi-dong"),
                     FORM({ name1, v1 }, { name2, S("1") }, { S("session"), session }));
    CHECK_INT(p.status, 409);
    p = list(&t, "");
    CHECK(page_has(&p, S("2 hồ sơ"))); /* nothing moved */
    CHECK_INT(
        fixture_post(f, f->officer, S("/tinh/hoi-dong"), FORM({ S("session"), session })).status,
        422);
    CHECK_INT(fixture_post(f, f->officer, S("/tinh/hoi-dong"),
                           FORM({ S("dossier.xyz"), S("1") }, { S("session"), session }))
                  .status,
              400);
    CHECK_INT(fixture_post(f, f->officer, S("/tinh/hoi-dong"),
                           FORM({ name1, v1 }, { name1, v1 }, { S("session"), session }))
                  .status,
              422);
    p = fixture_post(f, f->officer, S("/tinh/hoi-dong"),
                     FORM({ name1, v1 }, { name2, v2 }, { S("session"), session }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->officer, preview);
    CHECK(page_has(&p, S("không còn chờ ở tỉnh")) && page_has(&p, S("Chưa chọn hồ sơ nào")));
    fixture_close(f);
}

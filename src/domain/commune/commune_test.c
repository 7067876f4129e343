/* commune_test.c: the commune's list, findings, requests, clock, moves, and who may see them. */
#include "domain/commune/commune.h"
#include "domain/access/access.h"
#include "domain/dossier/clock.h"
#include "fixture.h"

struct desk { /* a dossier before the commune, and its addresses */
    struct fixture *f;
    Id dossier;
    Str show;
};

static struct desk open_desk(struct db *db)
{
    struct desk t = { .f = fixture_open(db) };
    t.dossier = fixture_dossier(t.f, t.f->owner, t.f->producer, 9, "Nước mắm <i>Mẫu</i>");
    t.show = str_cat(t.f->arena, S("/xa/"), id_text(t.f->arena, t.dossier));
    return t;
}

static Str at(const struct desk *t, const char *tail)
{
    return str_cat(t->f->arena, t->show, str_c(tail));
}

static Str version(const struct desk *t)
{
    struct page p = fixture_get(t->f, t->f->commune, t->show);
    CHECK_INT(p.status, 200);
    return page_input(&p, S("version"));
}

static Err read_one(struct tx *tx, void *arg)
{
    struct dossier *d = arg;
    return dossier_get(tx, d->id, d);
}

static struct dossier now(const struct desk *t)
{
    struct dossier d = { .id = t->dossier };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, read_one, &d), OK);
    return d;
}

static struct page say_all(const struct desk *t)
{
    return fixture_post(t->f, t->f->commune, at(t, "/xac-nhan"),
                        FORM({ S("version"), version(t) }, { S("finding.1"), S("agree") },
                             { S("note.1"), S("") }, { S("finding.2"), S("QD26-09.3.3.o3") },
                             { S("note.2"), S("Có 12 lao động, xem danh sách") },
                             { S("finding.3"), S("none") }, { S("note.3"), S("Chưa thấy căn cứ") },
                             { S("finding.4"), S("agree") }, { S("note.4"), S("") }));
}

static struct page ask(const struct desk *t, Str target, Str text)
{
    return fixture_post(
        t->f, t->f->commune, at(t, "/yeu-cau"),
        FORM({ S("version"), version(t) }, { S("target"), target }, { S("text"), text }));
}

static struct page press(const struct desk *t, const char *tail)
{
    return fixture_post(t->f, t->f->commune, at(t, tail), FORM({ S("version"), version(t) }));
}

/* The days go by. */
static void days_pass(struct desk *t, int days)
{
    t->f->now.v += days * TIME_DAY;
}

TEST_DB(commune_list_says_what_and_until_when)
{
    struct desk t = open_desk(db);
    struct page p = fixture_get(t.f, t.f->commune, S("/xa"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm &lt;i&gt;Mẫu&lt;/i&gt;")));
    CHECK(page_has(&p, S("thứ Sáu 03/07/2026")) && page_has(&p, S("còn 15 ngày làm việc")));
    CHECK(page_has(&p, S("xác nhận 4 nội dung")));
    days_pass(&t, 24); /* Monday 06/07/2026 */
    p = fixture_get(t.f, t.f->commune, S("/xa"));
    CHECK(page_has(&p, S("Quá hạn 1 ngày làm việc")) && page_has(&p, S("1 hồ sơ đã quá hạn")));
    p = fixture_get(t.f, t.f->commune, S("/xa?loc=chuyen"));
    CHECK(!page_has(&p, S("Nước mắm")) && page_has(&p, S("oc-empty")));
    fixture_close(t.f);
}

TEST_DB(commune_others_see_nothing)
{
    struct desk t = open_desk(db);
    struct fixture *f = t.f;
    const Id strangers[] = { f->other_commune, f->officer, f->owner, f->leader, f->admin };
    static const char *const posts[] = { "/xac-nhan", "/yeu-cau", "/yeu-cau/1/dong", "/tra-lai",
                                         "/chuyen" };
    for (size_t i = 0; i < COUNT_OF(strangers); i++) {
        CHECK_INT(fixture_get(f, strangers[i], t.show).status, 404);
        CHECK_INT(fixture_get(f, strangers[i], at(&t, "/mau-03")).status, 404);
        for (size_t k = 0; k < COUNT_OF(posts); k++) {
            struct page p =
                fixture_post(f, strangers[i], at(&t, posts[k]), FORM({ S("version"), S("2") }));
            CHECK_INT(p.status, 404);
        }
    }
    struct page p = fixture_get(f, f->other_commune, S("/xa"));
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("Nước mắm")));
    CHECK_INT(fixture_get(f, ID_NONE, t.show).status, 303);
    CHECK_INT(fixture_post(f, ID_NONE, at(&t, "/chuyen"), NO_FORM).status, 401);
    CHECK_INT(now(&t).state, DOSSIER_AT_COMMUNE);
    fixture_close(t.f);
}

TEST_DB(commune_page_shows_what_was_filed)
{
    struct desk t = open_desk(db);
    struct page p = fixture_get(t.f, t.f->commune, t.show);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Hợp đồng thu mua thanh long (trang 2 đến 3)")));
    CHECK(page_has(&p, S("có hợp đồng &lt;b&gt;kèm theo&lt;/b&gt;")));
    CHECK(page_has(&p, S("Không áp dụng: chưa áp dụng hệ thống nào")));
    CHECK(page_has(&p, S("Có, còn hạn đến 12/07/2026")) && page_has(&p, S("Chưa có trong hồ sơ")));
    CHECK(page_has(&p, S("Đồng ý: chủ thể không chọn mức nào")));
    CHECK(!page_has(&p, at(&t, "/tra-lai"))); /* nothing asked yet */
    CHECK(!page_has(&p, at(&t, "/chuyen")));
    fixture_close(t.f);
}

TEST_DB(commune_findings_are_kept)
{
    struct desk t = open_desk(db);
    struct page p = fixture_post(t.f, t.f->commune, at(&t, "/xac-nhan"),
                                 FORM({ S("version"), version(&t) }, { S("finding.1"), S("agree") },
                                      { S("note.1"), S("") }, { S("note.2"), S("") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK(page_has(&p, S("Còn 3 nội dung chưa xác nhận")) || page_has(&p, S("đã xong 1/4")));
    CHECK_INT(say_all(&t).status, 303);
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK(page_has(&p, S("đã xong 4/4")) && page_has(&p, at(&t, "/chuyen")));
    CHECK(page_has(&p, S("Có 12 lao động, xem danh sách")));
    p = fixture_get(t.f, t.f->commune, at(&t, "/mau-03"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Chưa thấy căn cứ")) && page_has(&p, S("khác với tự đánh giá")));
    CHECK(page_has(&p, S("Mũi Né, ngày 12 tháng 6 năm 2026")) && !page_has(&p, S("Bản nháp")));
    fixture_close(t.f);
}

TEST_DB(commune_findings_refused_keep_what_was_typed)
{
    struct desk t = open_desk(db);
    struct page p = fixture_post(
        t.f, t.f->commune, at(&t, "/xac-nhan"),
        FORM({ S("version"), version(&t) }, { S("finding.1"), S("none") }, { S("note.1"), S("") },
             { S("finding.2"), S("QD26-09.1.1.o3") }, { S("note.2"), S("nhận xét đã gõ") },
             { S("note.3"), S("lời không kèm mức") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#note-1\"")) && page_has(&p, S("href=\"#finding-2\"")));
    CHECK(page_has(&p, S("href=\"#finding-3\"")));
    CHECK(page_has(&p, S(">nhận xét đã gõ</textarea>")));
    CHECK(page_has(&p, S(">lời không kèm mức</textarea>")));
    p = fixture_post(t.f, t.f->commune, at(&t, "/xac-nhan"), FORM({ S("version"), version(&t) }));
    CHECK_INT(p.status, 422);
    p = fixture_post(t.f, t.f->commune, at(&t, "/xac-nhan"),
                     FORM({ S("version"), version(&t) }, { S("star"), S("5") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(t.f, t.f->commune, at(&t, "/xac-nhan"),
                     FORM({ S("version"), version(&t) }, { S("finding.1"), S("agree") },
                          { S("finding.1"), S("none") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(t.f, t.f->commune, at(&t, "/xac-nhan"), FORM({ S("finding.1"), S("agree") }));
    CHECK_INT(p.status, 400);
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK(page_has(&p, S("đã xong 0/4")));
    fixture_close(t.f);
}

TEST_DB(commune_stale_and_doubled)
{
    struct desk t = open_desk(db);
    Str old = version(&t);
    CHECK_INT(say_all(&t).status, 303);
    struct page p = fixture_post(
        t.f, t.f->commune, at(&t, "/xac-nhan"),
        FORM({ S("version"), old }, { S("finding.1"), S("agree") }, { S("note.1"), S("") }));
    CHECK_INT(p.status, 409);
    p = fixture_post(t.f, t.f->commune, at(&t, "/yeu-cau"),
                     FORM({ S("version"), old }, { S("target"), S("E02") },
                          { S("text"), S("Viết trên trang cũ") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("Viết trên trang cũ"))); /* nothing typed is lost */
    CHECK(page_has(&p, S("Đã có người sửa nội dung này")));
    CHECK_STR(page_input(&p, S("version")), version(&t)); /* read again, it may be sent */
    p = fixture_post(t.f, t.f->commune, at(&t, "/chuyen"), FORM({ S("version"), old }));
    CHECK_INT(p.status, 409);
    Str v = version(&t);
    for (int i = 0; i < 2; i++) { /* the button pressed twice: the same answer, one request */
        p = fixture_post(t.f, t.f->commune, at(&t, "/yeu-cau"),
                         FORM({ S("version"), v }, { S("target"), S("E02") },
                              { S("text"), S("Chụp lại") }, { S("idem"), S("bam-hai-lan") }));
        CHECK_INT(p.status, 303);
    }
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK(page_has(&p, S("Yêu cầu số 1")) && !page_has(&p, S("Yêu cầu số 2")));
    v = version(&t);
    for (int i = 0; i < 2; i++) { /* also where the first press has moved the dossier on */
        p = fixture_post(t.f, t.f->commune, at(&t, "/tra-lai"),
                         FORM({ S("version"), v }, { S("idem"), S("tra-hai-lan") }));
        CHECK_INT(p.status, 303);
        CHECK_STR(p.location, t.show);
    }
    CHECK_INT(now(&t).state, DOSSIER_RETURNED);
    fixture_close(t.f);
}

TEST_DB(commune_forward_needs_everything)
{
    struct desk t = open_desk(db);
    struct page p = press(&t, "/chuyen");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Chưa xác nhận: Nguồn gốc sản phẩm")));
    CHECK(page_has(&p, S("Chưa xác nhận: Bản sắc, trí tuệ địa phương")));
    CHECK_INT(say_all(&t).status, 303);
    CHECK_INT(ask(&t, S("QD26-09.1.1"), S("Bổ sung hợp đồng")).status, 303);
    CHECK_INT(press(&t, "/chuyen").status, 404); /* the policy: an open request */
    CHECK_INT(press(&t, "/yeu-cau/1/dong").status, 303);
    CHECK_INT(press(&t, "/yeu-cau/7/dong").status, 404);
    CHECK_INT(press(&t, "/tra-lai").status, 404); /* nothing to supplement */
    CHECK_INT(press(&t, "/chuyen").status, 303);
    struct dossier d = now(&t);
    CHECK_INT(d.state, DOSSIER_AT_PROVINCE);
    Date due;
    CHECK_ERR(date_make(2026, 7, 3, &due), OK);
    CHECK_INT(d.due.v, due.v);
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("/xac-nhan\"")) && page_has(&p, S("Xã thấy khác với tự chấm")));
    CHECK_INT(press(&t, "/chuyen").status, 404);
    fixture_close(t.f);
}

TEST_DB(commune_requests_are_checked)
{
    struct desk t = open_desk(db);
    struct page p = ask(&t, S("khong-co"), S("lời đã gõ"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#target\"")) && page_has(&p, S(">lời đã gõ</textarea>")));
    CHECK_INT(ask(&t, S(""), S("")).status, 422);
    p = fixture_post(t.f, t.f->commune, at(&t, "/yeu-cau"),
                     FORM({ S("version"), version(&t) }, { S("text"), S("thiếu ô") }));
    CHECK_INT(p.status, 422);
    CHECK_INT(ask(&t, S(""), S("Cả hồ sơ")).status, 303);
    CHECK_INT(ask(&t, S("E05"), S("Danh sách lao động")).status, 303);
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK(page_has(&p, S("Yêu cầu số 2")) && page_has(&p, at(&t, "/tra-lai")));
    CHECK_INT(press(&t, "/yeu-cau/1/dong").status, 303);
    CHECK_INT(press(&t, "/yeu-cau/1/dong").status, 409); /* closed already */
    fixture_close(t.f);
}

TEST_DB(commune_clock_stands_with_the_producer)
{
    struct desk t = open_desk(db);
    CHECK_INT(say_all(&t).status, 303);
    days_pass(&t, 5); /* Wednesday 17/06: three working days used */
    CHECK_INT(ask(&t, S("E02"), S("Chụp lại trang 2")).status, 303);
    CHECK_INT(press(&t, "/tra-lai").status, 303);
    CHECK(date_none(now(&t).due));
    struct page p = fixture_get(t.f, t.f->commune, S("/xa?loc=tra"));
    CHECK(page_has(&p, S("Chờ chủ thể bổ sung 1 yêu cầu")) && !page_has(&p, S("oc-due")));
    days_pass(&t, 12); /* Monday 29/06: the twelve days do not count */
    fixture_hand_in_again(t.f, t.f->owner, t.dossier);
    Date due; /* twelve working days after 29/06 */
    CHECK_ERR(date_make(2026, 7, 15, &due), OK);
    CHECK_INT(now(&t).due.v, due.v);
    p = fixture_get(t.f, t.f->commune, t.show);
    CHECK(page_has(&p, S("Đã chụp lại")) && page_has(&p, S("đã xong 0/4")));
    CHECK(page_has(&p, S("Có 12 lao động, xem danh sách"))); /* nothing to type again */
    CHECK_INT(press(&t, "/yeu-cau/1/dong").status, 303);
    CHECK_INT(press(&t, "/chuyen").status, 422); /* said about an earlier version */
    CHECK_INT(say_all(&t).status, 303);
    CHECK_INT(press(&t, "/chuyen").status, 303);
    fixture_close(t.f);
}

TEST_DB(commune_sheet_with_two_of_the_four)
{
    struct fixture *f = fixture_open(db);
    struct desk t = { .f = f };
    t.dossier = fixture_dossier(f, f->owner, f->producer, 26, "Du lịch làng chài");
    t.show = str_cat(f->arena, S("/xa/"), id_text(f->arena, t.dossier));
    struct page p = fixture_get(f, f->commune, t.show);
    CHECK(page_has(&p, S("Bộ tiêu chí này không chấm điểm nội dung này")));
    p = fixture_post(f, f->commune, at(&t, "/xac-nhan"),
                     FORM({ S("version"), version(&t) }, { S("finding.1"), S("agree") },
                          { S("note.1"), S("") }));
    CHECK_INT(p.status, 422); /* words are the finding here */
    CHECK(page_has(&p, S("href=\"#note-1\"")));
    p = fixture_post(f, f->commune, at(&t, "/xac-nhan"),
                     FORM({ S("version"), version(&t) }, { S("finding.1"), S("agree") },
                          { S("note.1"), S("Cá đánh ở biển Mũi Né") }));
    CHECK_INT(p.status, 303);
    fixture_close(f);
}

TEST_DB(commune_file_of_the_frozen_version)
{
    struct desk t = open_desk(db);
    struct fixture *f = t.f;
    struct page p = fixture_get(f, f->commune, t.show);
    Str base = str_cat(f->arena, S("/ho-so/"),
                       str_cat(f->arena, id_text(f->arena, t.dossier), S("/tep/")));
    Id evidence = page_id(&p, base);
    Str file = str_cat(f->arena, base, id_text(f->arena, evidence));
    p = fixture_get(f, f->commune, file);
    CHECK_INT(p.status, 200);
    CHECK_STR(p.type, S("application/pdf"));
    CHECK(str_starts(p.body, S("%PDF")));
    CHECK_INT(fixture_get(f, f->owner, file).status, 200);
    CHECK_INT(fixture_get(f, f->other_owner, file).status, 404);
    CHECK_INT(fixture_get(f, f->other_commune, file).status, 404);
    CHECK_INT(fixture_get(f, f->officer, file).status, 404); /* not at the province yet */
    CHECK_INT(fixture_get(f, f->member[0], file).status, 404);
    CHECK_INT(fixture_get(f, f->commune, str_cat(f->arena, base, S("0000000000001"))).status, 404);
    fixture_close(f);
}

/* The producer reads what a request is about, and is led to the page where it is mended. */
TEST_DB(commune_request_leads_the_producer)
{
    struct desk t = open_desk(db);
    CHECK_INT(ask(&t, S("ket-qua"), S("Ghi doanh thu năm 2025")).status, 303);
    CHECK_INT(press(&t, "/tra-lai").status, 303);
    Str mine = str_cat(t.f->arena, S("/ho-so/"), id_text(t.f->arena, t.dossier));
    struct page p = fixture_get(t.f, t.f->owner, mine);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Ghi doanh thu năm 2025")));
    CHECK(page_has(&p, str_cat(t.f->arena, mine, S("/thong-tin/ket-qua"))));
    fixture_close(t.f);
}

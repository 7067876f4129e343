/* duplicate_test.c: alike or not, and 20,000 products. */
#include "domain/duplicate/duplicate.h"

#include <time.h>

#include "domain/dossier/dossier.h"
#include "fixture.h"

static struct duplicate_text named(const char *name)
{
    return (struct duplicate_text){ { [ALIKE_NAME] = str_c(name) } };
}

static struct duplicate_likeness likeness(const char *x, const char *y)
{
    struct duplicate_text p = named(x), q = named(y);
    return duplicate_compare(test_arena(), &p, &q);
}

TEST(duplicate_marks_case_and_order_hardly_count)
{
    CHECK_INT(likeness("Nước mắm Phú Quý", "NUOC MAM PHU QUI").field[ALIKE_NAME], ALIKE_SAME);
    CHECK(likeness("Nước mắm nhĩ cá cơm", "Nước mắm cá cơm nhĩ").alike);
    CHECK(!likeness("Nước mắm cá cơm", "Thanh long sấy dẻo").alike);
    CHECK(!likeness("", "Nước mắm").alike);
    CHECK_INT(likeness("", "Nước mắm").field[ALIKE_NAME], -1);
}

TEST(duplicate_other_name_same_thing)
{
    struct duplicate_text x = { { S("Mắm ruốc Mũi Né"), S("Ruốc tươi, muối hạt Bình Thuận"),
                                  S("Ủ chượp 12 tháng trong thùng gỗ, phơi nắng"),
                                  S("Chai thủy tinh 500 ml, hộp giấy") } };
    struct duplicate_text y = x;
    y.field[ALIKE_NAME] = S("Đặc sản biển xanh");
    struct duplicate_likeness l = duplicate_compare(test_arena(), &x, &y);
    CHECK(l.alike && l.field[ALIKE_NAME] < ALIKE_FIELD);
    CHECK_INT(l.field[ALIKE_MATERIAL], ALIKE_SAME);
    y.field[ALIKE_MATERIAL] = S("Thanh long ruột đỏ");
    y.field[ALIKE_PROCESS] = S("Sấy lạnh 40 độ");
    CHECK(!duplicate_compare(test_arena(), &x, &y).alike);
}

static Str path_of(struct fixture *f, Id dossier, const char *tail)
{
    return str_fmt(f->arena, "/ho-so/%.*s%s", STR_ARG(id_text(f->arena, dossier)), tail);
}

TEST_DB(duplicate_officer_decides_and_says_why)
{
    struct fixture *f = fixture_open(db);
    (void)fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm cá cơm Mũi Né");
    Id second = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm Mũi Né cá cơm");
    struct page p = fixture_get(f, f->commune, path_of(f, second, "/trung-lap"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm cá cơm Mũi Né")));
    Str other = page_input(&p, S("other"));
    p = fixture_get(f, f->commune, str_cat(f->arena, S("/xa/"), id_text(f->arena, second)));
    CHECK(page_has(&p, S("Có 1 sản phẩm gần giống chưa có kết luận")));
    p = fixture_post(f, f->commune, path_of(f, second, "/trung-lap"),
                     FORM({ S("other"), other }, { S("same"), S("1") }, { S("reason"), S("") }));
    CHECK_INT(p.status, 422); /* why? */
    p = fixture_post(f, f->commune, path_of(f, second, "/trung-lap"),
                     FORM({ S("other"), other }, { S("same"), S("0") },
                          { S("reason"), S("Khác độ đạm và <b>cách ủ</b>") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->owner, path_of(f, second, "/trung-lap"));
    CHECK(page_has(&p, S("Là hai sản phẩm khác nhau")) &&
          page_has(&p, S("Khác độ đạm và &lt;b&gt;")));
    p = fixture_post(f, f->owner, path_of(f, second, "/trung-lap"),
                     FORM({ S("other"), other }, { S("same"), S("0") }, { S("reason"), S("x") }));
    CHECK_INT(p.status, 404); /* not for the producer to decide */
    p = fixture_post(f, f->commune, path_of(f, second, "/trung-lap"),
                     FORM({ S("other"), id_text(f->arena, second) }, { S("same"), S("0") },
                          { S("reason"), S("x") }));
    CHECK_INT(p.status, 404); /* not one of those found */
    fixture_close(f);
}

TEST_DB(duplicate_is_shown_when_a_product_is_registered)
{
    struct fixture *f = fixture_open(db);
    (void)fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm cá cơm Mũi Né");
    struct page p = fixture_post(
        f, f->owner, S("/ho-so/moi"),
        FORM({ S("product"), S("") }, { S("name"), S("Nuoc mam ca com Mui Ne loai 1") },
             { S("set_no"), S("9") }, { S("kind"), S("1") }, { S("target_star"), S("3") }));
    CHECK_INT(p.status, 303);
    CHECK(str_ends(p.location, S("/trung-lap")));
    /* what is only drafted stays out of the offices' sight */
    Id draft = page_id(&p, S("/ho-so/"));
    Id filed = fixture_dossier(f, f->owner, f->producer, 9, "Nước mắm cá cơm Mũi Né hạng 1");
    p = fixture_get(f, f->commune, path_of(f, filed, "/trung-lap"));
    CHECK(!page_has(&p, S("loai 1")));
    CHECK_INT(fixture_get(f, f->commune, path_of(f, draft, "/trung-lap")).status, 404);
    fixture_close(f);
}

/* ---- 20,000 products ---- */

enum { MANY = 20000, OF_ONE = 200 };

struct many {
    struct fixture *f;
    struct duplicate_hits hits;
    Id last;
    int64_t us;
};

static Err make_many(struct tx *tx, void *arg)
{
    struct many *m = arg;
    struct arena *a = tx_arena(tx);
    static const char *const things[] = { "Nước mắm",     "Thanh long sấy", "Hạt điều rang",
                                          "Mật ong rừng", "Tôm khô",        "Bánh tráng" };
    for (int i = 0; i < MANY; i++) {
        Id id = tx_new_id(tx),
           owner = i % (MANY / OF_ONE) == 0 ? m->f->producer : m->f->other_producer;
        Str name = str_fmt(a, "%s số %d vùng %d", things[i % 6], i, i % 97);
        TRY(product_insert(tx, id, owner, str_fmt(a, "code%d", i), name, vi_fold(a, name), name,
                           STR_NONE, 9, 1, STR_NONE, STR_NONE, STR_NONE, STR_NONE, STR_NONE, true,
                           tx_now(tx)));
        m->last = id;
    }
    return tx_note(tx, S("test.many"), m->last);
}

static int64_t micros(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static Err find_one(struct tx *tx, void *arg)
{
    struct many *m = arg;
    struct duplicate_text is = named("Nước mắm số 300 vùng 9");
    int64_t start = micros();
    TRY(duplicate_find(tx, m->f->producer, ID_NONE, &is, true, &m->hits));
    m->us = micros() - start;
    return OK;
}

TEST_DB(duplicate_among_twenty_thousand)
{
    struct many m = { .f = fixture_open(db) };
    CHECK_ERR(fixture_tx(m.f, SYSTEM_LOAD, 0, ID_NONE, make_many, &m), OK);
    struct tx_opts o = { .mode = TX_READ, .arena = m.f->arena, .now = m.f->now };
    CHECK_ERR(tx_run(db, &o, find_one, &m), OK);
    CHECK(m.hits.n > 0 && m.hits.n < OF_ONE);
    for (size_t i = 1; i < m.hits.n; i++) {
        CHECK(m.hits.v[i - 1].like.score >= m.hits.v[i].like.score);
    }
    log_line(LOG_INFO, "duplicate.bench", "duplicates of one producer's %d of %d products: %lld us",
             OF_ONE, MANY, (long long)m.us);
    fixture_close(m.f);
}

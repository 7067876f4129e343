/* portal_test.c: a search says the same as reading every product: which, how many, in which order,
 * page by page, on both engines. */
#include "domain/access/access.h"
#include "domain/portal/portal.h"
#include "domain/product/product.h"
#include "fixture.h"

enum { PRODUCTS = 150 };

static const char *const first[] = { "Nước mắm", "Nước ép", "Mắm ruốc", "Cà phê" };
static const char *const second[] = { "Phú Hài", "Hồng Phúc", "Hải Phú" };

/* Stars, groups and days so that every filter has both sides. Every seventh has no recognition. */
static Err plant(struct tx *tx, void *arg)
{
    const struct fixture *f = arg;
    struct arena *a = tx_arena(tx);
    for (int i = 0; i < PRODUCTS; i++) {
        Id id, ignored;
        struct product_new p = { .producer = f->producer,
                                 .name = str_fmt(a, "%s %s %d", first[i % 4], second[i / 4 % 3],
                                                 i * 7919 % 1000),
                                 .set_no = i % 26 + 1 };
        TRY(product_create(tx, &p, &id));
        Date day = date_add_days(tx_today(tx), -(i * 37 % 1400) - 1);
        struct recognition_new r = { .product = id,
                                     .star = i % 3 + 3,
                                     .decision_no = str_fmt(a, "%d/QĐ-UBND", i + 1),
                                     .authority = S("Ủy ban nhân dân tỉnh"),
                                     .decision_date = day,
                                     .from_day = day,
                                     .product_name = p.name,
                                     .producer_name = S("HTX"),
                                     .place_text = S("Phan Thiết") };
        if (i % 7 != 0) {
            TRY(recognition_record(tx, &r, &ignored));
        }
    }
    return tx_note(tx, S("test.planted"), ID_NONE);
}

/* Every word asked for is in the name, the producer's name or the place; the last one may be the
 * beginning of a word. */
static bool has_words(struct arena *a, const struct portal_card *c, Str folded)
{
    Str all = str_fmt(a, "%.*s %.*s %.*s", STR_ARG(c->name), STR_ARG(c->producer_name),
                      STR_ARG(c->place_text));
    Str words = str_fmt(a, " %.*s ", STR_ARG(vi_fold(a, all)));
    while (folded.n > 0) {
        Str one = str_cut(&folded, ' ');
        Str want = str_fmt(a, folded.n > 0 ? " %.*s " : " %.*s", STR_ARG(one));
        if (str_find(words, want) == words.n) {
            return false;
        }
    }
    return true;
}

static Err all_cards(struct tx *tx, struct portal_query q, struct portal_cards *ret)
{
    int64_t total = 0;
    *ret = (struct portal_cards){ 0 };
    struct portal_card *v = NEW_N(tx_arena(tx), struct portal_card, PRODUCTS);
    for (q.page = 1; q.page == 1 || ret->n < (size_t)total; q.page++) {
        struct portal_cards page;
        TRY(portal_search(tx, &q, &page, &total));
        CHECK(page.n == PORTAL_PER_PAGE || ret->n + page.n == (size_t)total);
        if (page.n == 0 || ret->n + page.n > PRODUCTS) {
            break;
        }
        memcpy(v + ret->n, page.v, page.n * sizeof *v);
        ret->n += page.n;
    }
    CHECK_INT(ret->n, total);
    ret->v = v;
    return OK;
}

static Err compare(struct tx *tx, void *arg)
{
    static const char *const asked[] = { "nuoc",     "NƯỚC MẮM", "mam nuoc", "phu hai",
                                         "ca phe h", "nuoc xyz", "p",        "1" };
    (void)arg;
    struct arena *a = tx_arena(tx);
    for (int status = 0; status <= 3; status++) {
        for (int star = 0; star <= 5; star += 5) {
            struct portal_query q = { .q = S(""), .status = status, .star = star, .group = star };
            struct portal_cards all, found;
            TRY(all_cards(tx, q, &all));
            CHECK(all.n > 0);
            for (size_t w = 0; w < COUNT_OF(asked); w++) {
                size_t at = 0;
                q.q = str_c(asked[w]);
                TRY(all_cards(tx, q, &found));
                for (size_t i = 0; i < all.n; i++) {
                    if (has_words(a, &all.v[i], vi_fold(a, q.q))) {
                        CHECK(at < found.n && id_eq(found.v[at].id, all.v[i].id) &&
                              found.v[at].star == all.v[i].star &&
                              date_cmp(found.v[at].until_day, all.v[i].until_day) == 0);
                        at++;
                    }
                }
                CHECK_INT(found.n, at);
            }
        }
    }
    return OK;
}

TEST_DB(portal_search_is_exact)
{
    struct fixture *f = fixture_open(db);
    struct tx_opts o = {
        .mode = TX_WRITE, .action = SYSTEM_LOAD, .arena = test_arena(), .now = test_now()
    };
    CHECK_ERR(tx_run(db, &o, plant, f), OK);
    o.mode = TX_READ;
    CHECK_ERR(tx_run(db, &o, compare, f), OK);
    fixture_close(f);
}

/* ---- the law under every page ---- */

TEST_DB(portal_foot_names_the_law_of_the_day)
{
    static const struct {
        const char *day, *law;
    } days[] = { { "2025-07-05", "Căn cứ Quyết định 148/QĐ-TTg ngày" },
                 { "2025-07-06", "Căn cứ Quyết định 148/QĐ-TTg sửa đổi bởi Quyết định 1489" },
                 { "2026-05-22", "Căn cứ Quyết định 26/2026/QĐ-TTg" } };
    struct fixture *f = fixture_open(db);
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        Date d;
        CHECK_ERR(date_parse_iso(str_c(days[i].day), &d), OK);
        f->now = (Time){ time_start_of(d).v + 9 * 3600 * TIME_SECOND };
        struct page p = fixture_get(f, ID_NONE, S("/dang-nhap"));
        CHECK(page_has(&p, str_c(days[i].law)));
        for (size_t k = 0; k < COUNT_OF(days); k++) {
            CHECK(k == i || !page_has(&p, str_c(days[k].law)));
        }
    }
    fixture_close(f);
}

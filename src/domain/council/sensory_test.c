/* sensory_test.c: coded samples: the design is balanced, and before the files are closed nobody but
 * the secretary learns which code is which product. */
#include "domain/council/sensory.h"
#include "domain/council/table_test.h"

/* ---- the design ---- */

enum { MOST = 9 };

TEST(sensory_design_is_balanced)
{
    for (size_t n = 2; n <= MOST; n++) {
        size_t rows = sensory_rows(n), each = rows / n, row[MOST];
        size_t in_place[MOST][MOST] = { 0 }, follows[MOST][MOST] = { 0 };
        for (size_t r = 0; r < rows; r++) {
            sensory_row(n, r, row);
            for (size_t k = 0; k < n; k++) {
                CHECK(row[k] < n);
                in_place[row[k]][k]++;
                if (k > 0) {
                    follows[row[k - 1]][row[k]]++;
                }
            }
        }
        for (size_t a = 0; a < n; a++) {
            for (size_t b = 0; b < n; b++) {
                CHECK_INT(in_place[a][b], each);
                CHECK_INT(follows[a][b], a == b ? 0 : each);
            }
        }
    }
}

/* The tests' own source: a plain sequence. */
static uint32_t roll(void *arg, uint32_t n)
{
    uint32_t *state = arg;
    *state = *state * 1664525U + 1013904223U;
    return (*state >> 8) % n;
}

TEST(sensory_plan_follows_the_dice)
{
    uint32_t one = 1, again = 1, other = 2;
    struct sensory_plan p =
        sensory_plan_of(test_arena(), 5, 12, (struct sensory_dice){ roll, &one });
    struct sensory_plan same =
        sensory_plan_of(test_arena(), 5, 12, (struct sensory_dice){ roll, &again });
    struct sensory_plan differs =
        sensory_plan_of(test_arena(), 5, 12, (struct sensory_dice){ roll, &other });
    bool alike = true;
    for (size_t i = 0; i < p.n; i++) {
        CHECK(p.code[i] >= SENSORY_CODE_LEAST && p.code[i] <= 999);
        CHECK_INT(same.code[i], p.code[i]);
        alike = alike && differs.code[i] == p.code[i];
        for (size_t k = 0; k < i; k++) {
            CHECK(p.code[i] != p.code[k]);
        }
    }
    CHECK(!alike);
    for (size_t s = 0; s < p.seats; s++) {
        bool seen[5] = { false };
        for (size_t k = 0; k < p.n; k++) {
            seen[p.order[s * p.n + k]] = true;
            CHECK_INT(same.order[s * p.n + k], p.order[s * p.n + k]);
        }
        CHECK(seen[0] && seen[1] && seen[2] && seen[3] && seen[4]);
    }
}

TEST(sensory_random_source_stays_in_bounds)
{
    struct sensory_dice dice = sensory_random();
    size_t count[7] = { 0 };
    for (int i = 0; i < 7000; i++) {
        uint32_t r = dice.roll(dice.arg, 7);
        CHECK(r < 7);
        count[r % 7]++;
    }
    for (int i = 0; i < 7; i++) {
        CHECK(count[i] > 700 && count[i] < 1300); /* far outside what chance does */
    }
}

/* ---- in a session ---- */

static Str at(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

struct tasting {
    struct table *t;
    struct sensory_samples key;
    struct sensory_cups glasses;
    Id seat;
    uint32_t state;
};
static Err draw(struct tx *tx, void *arg)
{
    struct tasting *w = arg;
    struct council_session s;
    TRY(council_session_get(tx, w->t->session, &s));
    return sensory_draw(tx, &s, (struct sensory_dice){ roll, &w->state });
}
static Err look(struct tx *tx, void *arg)
{
    struct tasting *w = arg;
    TRY(sensory_key(tx, w->t->session, &w->key));
    return sensory_glasses(tx, w->t->session, w->seat, &w->glasses);
}
static void read_key(struct tasting *w)
{
    struct tx_opts o = { .mode = TX_READ, .arena = w->t->f->arena, .now = w->t->f->now };
    CHECK_ERR(tx_run(w->t->f->db, &o, look, w), OK);
}
/* The same codes and orders, the other product under each code. */
static Err swap(struct tx *tx, void *arg)
{
    struct tasting *w = arg;
    const struct sensory_sample *k = w->key.v;
    struct sensory_servings all;
    TRY(sensory_servings(tx, w->t->session, &all));
    TRY(sensory_servings_clear(tx, w->t->session));
    TRY(sensory_samples_clear(tx, w->t->session));
    TRY(sensory_sample_put(tx, w->t->session, k[0].code, k[1].file));
    TRY(sensory_sample_put(tx, w->t->session, k[1].code, k[0].file));
    for (size_t i = 0; i < all.n; i++) {
        TRY(sensory_serving_put(tx, w->t->session, all.v[i].seat, all.v[i].place, all.v[i].code));
    }
    return tx_note(tx, S("sensory.swapped"), w->t->session);
}

static struct tasting drawn(struct table *t)
{
    struct tasting w = { .t = t, .seat = t->f->member[1], .state = 7 };
    table_add_file(t);
    CHECK_ERR(fixture_tx(t->f, SENSORY_KEY, 0, t->f->secretary, draw, &w), OK);
    read_key(&w);
    CHECK_INT(w.key.n, 2);
    return w;
}

static struct page taste(struct tasting *w, Id who, const char *version, const char *mark,
                         const char *words)
{
    struct arena *a = w->t->f->arena;
    long long code = (long long)w->key.v[0].code;
    return fixture_post(w->t->f, who, at(w->t, "/nem"),
                        FORM({ S("version"), str_c(version) },
                             { str_fmt(a, "m.%lld.2", code), str_c(mark) },
                             { str_fmt(a, "w.%lld", code), str_c(words) }));
}

TEST_DB(sensory_secretary_draws_and_holds_the_key)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct page p = fixture_post(f, f->secretary, at(t, "/cam-quan"), NO_FORM);
    CHECK_INT(p.status, 422); /* one file: nothing to hide */
    table_add_file(t);
    CHECK_INT(fixture_post(f, f->secretary, at(t, "/cam-quan"), NO_FORM).status, 303);
    p = fixture_get(f, f->secretary, at(t, "/cam-quan"));
    CHECK(page_has(&p, S("Bảng mã")) && page_has(&p, S("Nước mắm &lt;Mũi Né&gt;")));
    p = fixture_get(f, f->secretary, at(t, "/cam-quan/phuc-vu"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("uyvien.1")) && !page_has(&p, S("Nước mắm")));
    Id others[] = { f->member[0], f->member[1], f->officer, f->leader,
                    f->admin,     f->owner,     f->commune, f->member[4] };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        CHECK_INT(table_status(t, others[i], at(t, "/cam-quan")), 404);
        CHECK_INT(table_status(t, others[i], at(t, "/cam-quan/phuc-vu")), 404);
        CHECK_INT(fixture_post(f, others[i], at(t, "/cam-quan"), NO_FORM).status, 404);
    }
    CHECK_INT(table_status(t, f->secretary, at(t, "/nem")),
              404); /* who holds the key never tastes */
    fixture_close(f);
}

TEST_DB(sensory_nobody_can_match_code_and_product)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct tasting w = drawn(t);
    Id who[] = { f->member[0], f->member[1], f->member[4], f->officer, f->leader, f->admin };
    Str pages[] = { S("/hoi-dong"),
                    S("/ban-lam-viec"),
                    at(t, ""),
                    at(t, "/nem"),
                    at(t, "/giay-to"),
                    t->sheet,
                    at(t, "/do-lech"),
                    t->page,
                    at(t, "/phan-cong"),
                    at(t, "/cam-quan"),
                    at(t, "/phieu-excel") };
    struct page before[COUNT_OF(who)][COUNT_OF(pages)];
    for (size_t i = 0; i < COUNT_OF(who); i++) {
        for (size_t k = 0; k < COUNT_OF(pages); k++) {
            before[i][k] = fixture_get(f, who[i], pages[k]);
            if (before[i][k].status == 200) {
                before[i][k].body = table_plain(t, who[i], pages[k]);
            }
        }
    }
    CHECK_INT(before[1][3].status, 200);
    CHECK(page_has(&before[1][3], str_fmt(f->arena, "mã %lld", (long long)w.key.v[0].code)));
    CHECK_ERR(fixture_tx(f, SENSORY_KEY, 0, f->secretary, swap, &w), OK);
    for (size_t i = 0; i < COUNT_OF(who); i++) {
        for (size_t k = 0; k < COUNT_OF(pages); k++) {
            CHECK_INT(table_status(t, who[i], pages[k]), before[i][k].status);
            if (before[i][k].status == 200) {
                CHECK_STR(table_plain(t, who[i], pages[k]), before[i][k].body); /* byte by byte */
            }
        }
    }
    fixture_close(f);
}

TEST_DB(sensory_recused_members_taste_every_code)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    table_add_file(t);
    Str to = str_cat(f->arena, t->sheet, S("/tu-choi"));
    CHECK_INT(fixture_post(f, f->member[1], to, FORM({ S("reason"), S("góp vốn") })).status, 303);
    struct tasting w = { .t = t, .seat = f->member[1], .state = 3 };
    CHECK_ERR(fixture_tx(f, SENSORY_KEY, 0, f->secretary, draw, &w), OK);
    read_key(&w);
    CHECK_INT(w.glasses.n, 2); /* a code that is missing would tell */
    fixture_close(f);
}

TEST_DB(sensory_answers_are_kept_by_code)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct tasting w = drawn(t);
    CHECK_INT(taste(&w, f->member[1], "0", "12", "x").status, 422);
    CHECK_INT(taste(&w, f->member[1], "0", "7", "đậm <vị>").status, 303);
    struct page p = taste(&w, f->member[1], "0", "3", "giữ chữ này");
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("giữ chữ này")));
    p = fixture_get(f, f->member[1], at(t, "/nem"));
    CHECK(page_has(&p, S("đậm &lt;vị&gt;")) && !page_has(&p, S("Nước mắm")));
    p = fixture_get(f, f->member[0], at(t, "/nem"));
    CHECK(!page_has(&p, S("đậm")));
    CHECK_INT(taste(&w, f->officer, "0", "7", "").status, 404);
    CHECK_INT(taste(&w, f->secretary, "0", "7", "").status, 404);
    w.key.v[0].code = w.key.v[0].code == 100 ? 101 : 100;
    if (w.key.v[1].code != w.key.v[0].code) {
        CHECK_INT(taste(&w, f->member[1], "1", "7", "").status, 422); /* no such glass */
    }
    CHECK_INT(fixture_post(f, f->secretary, at(t, "/cam-quan"), NO_FORM).status, 422); /* tasted */
    fixture_close(f);
}

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

static void close_file(struct table *t)
{
    for (size_t i = 0; i < 5; i++) {
        table_hand_in(t, t->f->member[i], low);
    }
    struct page p =
        fixture_post(t->f, t->f->secretary, str_cat(t->f->arena, t->page, S("/dong")), NO_FORM);
    CHECK_INT(p.status, 303);
}

TEST_DB(sensory_key_opens_when_every_file_is_closed)
{
    struct table *t = table_open(db, 5);
    struct fixture *f = t->f;
    struct table first = *t;
    struct tasting w = drawn(t);
    w.key.v[0].code = id_eq(w.key.v[0].file, t->file) ? w.key.v[0].code : w.key.v[1].code;
    CHECK_INT(taste(&w, f->member[1], "0", "7", "đậm vị").status, 303);
    close_file(t);
    struct page p = fixture_get(f, f->member[1], t->page);
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("đậm vị"))); /* the other file is still open */
    p = fixture_get(f, f->member[1], at(t, "/nem"));
    CHECK(!page_has(&p, S("Nước mắm")));
    close_file(&first);
    p = fixture_get(f, f->member[1], t->page);
    CHECK(page_has(&p, S("Nếm mẫu mã hóa (tham khảo)")) && page_has(&p, S("đậm vị")));
    CHECK(page_has(&p, S("7 trên 9 (1 người)")));
    p = fixture_get(f, f->member[1], first.page);
    CHECK(!page_has(&p, S("đậm vị")));
    p = fixture_get(f, f->member[1], at(t, "/nem"));
    CHECK(page_has(&p, S("Nước mắm")));
    CHECK_INT(taste(&w, f->member[1], "1", "2", "đổi ý").status, 422);
    CHECK_INT(fixture_post(f, f->secretary, at(t, "/cam-quan"), NO_FORM).status, 422);
    fixture_close(f);
}

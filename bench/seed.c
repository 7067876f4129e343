/* seed.c: a province of any size for measurements: seed DB_URL PRODUCTS; writes through the rules
 * of the domain, in batches, and prints the code of one product. */
#include "app.h"
#include "domain/access/access.h"
#include "domain/place/place.h"
#include "domain/producer/producer.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"

#include <stdio.h>

enum { BATCH = 500, PER_PRODUCER = 4 };

static const char *const kinds[] = {
    "Nước mắm",    "Thanh long sấy", "Cà phê bột",   "Hạt điều rang", "Tiêu đen", "Mật ong rừng",
    "Rượu sim",    "Cá cơm khô",     "Nước ép nho",  "Bánh tráng",    "Gạo thơm", "Yến sào",
    "Trà dây leo", "Sầu riêng",      "Mực một nắng", "Muối biển"
};
static const char *const manners[] = { "truyền thống", "nguyên chất", "hảo hạng",  "loại đặc biệt",
                                       "hữu cơ",       "thượng hạng", "gia truyền" };
static const char *const houses[] = { "Phú Hài", "Hồng Phúc", "Minh Tâm", "Sông Lũy", "Tà Cú",
                                      "Bảy Bé",  "Hòa Thắng", "Đức Linh", "Lộc An" };

struct seed {
    int64_t from, to;
    struct places communes;
    Id producer;
    Str producer_name, place;
};

/* Scattered, but the same at every run. */
static const char *pick(const char *const *list, size_t n, int64_t i)
{
    return list[(size_t)((uint64_t)i * UINT64_C(11400714819323198485) >> 40) % n];
}

static Err make_producer(struct tx *tx, struct seed *s, int64_t i)
{
    struct arena *a = tx_arena(tx);
    const struct place *at = &s->communes.v[(size_t)(i * 7) % s->communes.n];
    s->place = place_full_name(a, at->kind, at->name);
    s->producer_name = str_fmt(a, "Hợp tác xã %s %lld", pick(houses, COUNT_OF(houses), i),
                               (long long)i / PER_PRODUCER + 1);
    struct producer_new p = { .kind = PRODUCER_COOPERATIVE,
                              .name = s->producer_name,
                              .place = at->id,
                              .place_text = s->place,
                              .address = S("Thôn 1"),
                              .representative = S("Nguyễn Văn Mẫu"),
                              .public_contact = true,
                              .phone = S("0252 3800 000"),
                              .demo = true };
    return producer_create(tx, &p, &s->producer);
}

static Err make_product(struct tx *tx, const struct seed *s, int64_t i)
{
    struct arena *a = tx_arena(tx);
    Id id;
    struct product_new p = {
        .producer = s->producer,
        .name = str_fmt(a, "%s %s %s %lld", pick(kinds, COUNT_OF(kinds), i),
                        pick(manners, COUNT_OF(manners), i + 7),
                        pick(houses, COUNT_OF(houses), i + 99), (long long)i),
        .name_en = str_fmt(a, "Speciality no. %lld", (long long)i),
        .story = S("Làm theo cách của ông bà, ủ mười hai tháng trong thùng gỗ bời lời ở làng chài "
                   "cạnh biển, không thêm hương liệu <và> không thêm chất bảo quản."),
        .set_no = i % 26 + 1,
        .demo = true
    };
    TRY(product_create(tx, &p, &id));
    Date decided = date_add_days(tx_today(tx), -(int)(i % 1400) - 1);
    struct recognition_new r = { .product = id,
                                 .star = i % 3 + 3,
                                 .decision_no =
                                     str_fmt(a, "%lld/QĐ-UBND", (long long)(i % 3000) + 1),
                                 .authority = S("Ủy ban nhân dân tỉnh"),
                                 .decision_date = decided,
                                 .from_day = decided,
                                 .product_name = p.name,
                                 .producer_name = s->producer_name,
                                 .place_text = s->place };
    Id ignored;
    return recognition_record(tx, &r, &ignored);
}

static Err batch(struct tx *tx, void *arg)
{
    struct seed *s = arg;
    TRY(place_communes_on(tx, S(""), tx_today(tx), &s->communes));
    for (int64_t i = s->from; i < s->to; i++) {
        if (i % PER_PRODUCER == 0) {
            TRY(make_producer(tx, s, i));
        }
        TRY(make_product(tx, s, i));
    }
    return tx_note(tx, S("bench.seeded"), ID_NONE);
}

static Err fill(struct db *db, int64_t n)
{
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct problems p = { .arena = a };
    TRY(db_migrate(db));
    TRY(app_load_builtin(db, a, TIME_NONE));
    for (int64_t i = 0; i < n; i += BATCH) {
        struct seed s = { .from = i, .to = i + BATCH < n ? i + BATCH : n };
        struct tx_opts o = { .mode = TX_WRITE,
                             .action = SYSTEM_LOAD,
                             .arena = a,
                             .problems = &p,
                             .now = TIME_NONE,
                             .actor = { .name = S("bench") } };
        TRY(tx_run(db, &o, batch, &s));
        arena_reset(a);
        p = (struct problems){ .arena = a };
    }
    return OK;
}

int main(int argc, char **argv)
{
    int64_t n = 0;
    struct db *db = NULL;
    hash_init();
    if (argc != 3 || number_parse(str_c(argv[2]), 1, 10000000, &n) != OK) {
        (void)fprintf(stderr, "usage: seed sqlite:PATH|postgresql://... PRODUCTS\n");
        return 2;
    }
    Err e = db_open(str_c(argv[1]), &db);
    if (e == OK) {
        e = fill(db, n);
    }
    db_close(db);
    (void)printf("%s\n", e == OK ? "seeded" : "failed");
    return e == OK ? 0 : 1;
}

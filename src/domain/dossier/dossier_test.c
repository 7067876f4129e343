/* dossier_test.c: the producer's side: opening, drafts, papers, self-assessment, handing in. */
#include "domain/criteria/store.h"
#include "domain/dossier/inside.h"
#include "fixture.h"
#include "platform/json/json.h"

struct play { /* a dossier of the first producer, and its address */
    struct fixture *f;
    Id id;
    Str at;
};

static Str path(const struct play *t, const char *tail)
{
    return str_cat(t->f->arena, t->at, str_c(tail));
}

static struct page get(const struct play *t, const char *tail)
{
    return fixture_get(t->f, t->f->owner, path(t, tail));
}

static struct page open_one(struct fixture *f, const char *name, const char *set)
{
    return fixture_post(f, f->owner, S("/ho-so/moi"),
                        FORM({ S("product"), S("") }, { S("name"), str_c(name) },
                             { S("set_no"), str_c(set) }, { S("kind"), S("1") },
                             { S("target_star"), S("4") }));
}

static struct play begin(struct db *db)
{
    struct play t = { .f = fixture_open(db) };
    struct page p = open_one(t.f, "Nước mắm <b>Mũi Né</b>", "9");
    CHECK_INT(p.status, 303);
    t.id = page_id(&p, S("/ho-so/"));
    t.at = str_cat(t.f->arena, S("/ho-so/"), id_text(t.f->arena, t.id));
    return t;
}

struct reading {
    Id id;
    struct dossier d;
    struct dossier_content c;
    struct dossier_versions versions;
    const struct criteria_set *set;
    struct criteria_cache *cache;
};

static Err read_all(struct tx *tx, void *arg)
{
    struct reading *r = arg;
    TRY(dossier_get(tx, r->id, &r->d));
    TRY(dossier_draft(tx, &r->d, &r->c));
    TRY(dossier_versions(tx, r->id, &r->versions));
    return criteria_cache_get(r->cache, tx, r->d.criteria, &r->set);
}

static struct reading now(const struct play *t)
{
    struct reading r = { .id = t->id, .cache = t->f->app->program.criteria };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, read_all, &r), OK);
    return r;
}

/* ---- filling in ---- */

static struct page fill_part(const struct play *t, enum dossier_part part)
{
    struct http_field form[64];
    size_t n = 0;
    struct reading r = now(t);
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        if (f->part != part || !f->needed || !dossier_field_asked(f, &r.d)) {
            continue;
        }
        Str value = f->input == FACT_FLAG     ? S("1")
                    : f->input == FACT_NUMBER ? S("12")
                    : f->input == FACT_MONEY  ? S("1.200.000.000")
                    : f->input == FACT_PHONE  ? S("0252 3821 234")
                                              : S("Điều đã viết");
        form[n++] = (struct http_field){ str_c(f->name), value };
    }
    Str tail = str_fmt(t->f->arena, "/thong-tin/%s", dossier_part_slug(part));
    return fixture_post(t->f, t->f->owner, path(t, tail.p), n, form);
}

static void skip_papers(const struct play *t)
{
    struct dossier_papers all;
    CHECK_ERR(dossier_papers_for(t->f->arena, PRODUCER_COOPERATIVE, 9, &all), OK);
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].must) {
            Str tail = str_fmt(t->f->arena, "/minh-chung/%.*s/khong-co", STR_ARG(all.v[i].type));
            struct page p = fixture_post(t->f, t->f->owner, path(t, tail.p),
                                         FORM({ S("reason"), S("Sẽ nộp bản giấy") }));
            CHECK_INT(p.status, 303);
        }
    }
}

/* The first level of every item; with best: the last one. */
static void answer_all(const struct play *t, bool best)
{
    struct reading r = now(t);
    for (int part = 0; part < 3; part++) {
        struct http_field form[CRITERIA_ITEMS_MAX];
        size_t n = 0;
        for (int i = 0; i < r.set->n_items; i++) {
            const struct criteria_case *k = &r.set->item[i].cases[0];
            if (r.set->section[r.set->item[i].section].part == part) {
                form[n++] = (struct http_field){ str_cat(t->f->arena, S("c."), r.set->item[i].id),
                                                 k->option[best ? k->n - 1 : 0].id };
            }
        }
        static const char *const tails[] = { "/tu-cham/a", "/tu-cham/b", "/tu-cham/c" };
        CHECK_INT(fixture_post(t->f, t->f->owner, path(t, tails[part]), n, form).status, 303);
    }
}

static void fill_all(const struct play *t)
{
    for (int part = 0; part < DOSSIER_PARTS; part++) {
        CHECK_INT(fill_part(t, (enum dossier_part)part).status, 303);
    }
    skip_papers(t);
    answer_all(t, true);
}

static Str shown_version(const struct play *t)
{
    struct page p = get(t, "/nop");
    CHECK_INT(p.status, 200);
    return page_input(&p, S("version"));
}

static struct page hand_in(const struct play *t, Str idem)
{
    return fixture_post(t->f, t->f->owner, path(t, "/nop"),
                        FORM({ S("version"), shown_version(t) }, { S("idem"), idem }));
}

/* ---- opening ---- */

TEST_DB(dossier_opens_under_a_set_in_force)
{
    struct play t = begin(db);
    struct reading r = now(&t);
    CHECK_STR(r.set->id, S("QD26-09"));
    CHECK_INT(r.d.state, DOSSIER_DRAFT);
    CHECK(id_eq(r.d.place, t.f->place));
    struct page p = fixture_get(t.f, t.f->owner, S("/ho-so"));
    CHECK(page_has(&p, S("Nước mắm &lt;b&gt;Mũi Né&lt;/b&gt;")) && page_has(&p, S("Đang soạn")));
    CHECK(!page_has(&p, S("<b>Mũi Né")));
    CHECK(page_has(&p, S("năm 2026"))); /* a year is not grouped */
    p = get(&t, "");
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Còn thiếu gì để đạt 4 sao")) && page_has(&p, S("Đã xong 0 trong")));
    p = fixture_get(t.f, t.f->owner, S("/ho-so/moi"));
    CHECK(page_has(&p, S("Tương, nước mắm, gia vị dạng lỏng khác")));
    fixture_close(t.f);
}

TEST_DB(dossier_opening_refuses_what_cannot_be)
{
    struct play t = begin(db);
    struct page p = open_one(t.f, "", "9");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#name\"")));
    p = open_one(t.f, "Bánh tráng giữ lại", "0");
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("href=\"#set_no\"")) && page_has(&p, S("Bánh tráng giữ lại")));
    Str product = id_text(t.f->arena, now(&t).d.product);
    p = fixture_post(
        t.f, t.f->owner, S("/ho-so/moi"),
        FORM({ S("product"), product }, { S("kind"), S("1") }, { S("target_star"), S("3") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, t.at) && page_has(&p, S("hồ sơ thứ hai")));
    p = fixture_post(
        t.f, t.f->other_owner, S("/ho-so/moi"),
        FORM({ S("product"), product }, { S("kind"), S("1") }, { S("target_star"), S("3") }));
    CHECK_INT(p.status, 404); /* not theirs */
    p = fixture_post(t.f, t.f->owner, S("/ho-so/moi"),
                     FORM({ S("product"), S("") }, { S("name"), S("Mới") }, { S("set_no"), S("9") },
                          { S("kind"), S("2") }, { S("target_star"), S("4") }));
    CHECK_INT(p.status, 422); /* an upgrade of nothing */
    p = fixture_post(t.f, t.f->owner, S("/ho-so/moi"), FORM({ S("state"), S("7") }));
    CHECK_INT(p.status, 422); /* a foreign field */
    fixture_close(t.f);
}

static Err open_as_association(struct tx *tx, void *arg)
{
    struct fixture *f = arg;
    struct producer_new p = { .kind = PRODUCER_ASSOCIATION,
                              .name = S("Hội du lịch mẫu"),
                              .place = f->place,
                              .place_text = S("Phường Mũi Né"),
                              .address = S("thôn mẫu"),
                              .representative = S("Người Mẫu"),
                              .demo = true };
    struct dossier_new n = {
        .set_no = 9, .target_star = 3, .kind = DOSSIER_FIRST, .name = S("Nước mắm")
    };
    Id open, id;
    TRY(producer_create(tx, &p, &n.producer));
    return dossier_open(tx, &n, &id, &open);
}

static Err none_in_force(struct tx *tx, void *arg)
{
    struct fixture *f = arg;
    struct dossier_new n = { .producer = f->producer,
                             .set_no = 27,
                             .target_star = 3,
                             .kind = DOSSIER_FIRST,
                             .name = S("Nước mắm") };
    Id open, id;
    return dossier_open(tx, &n, &id, &open);
}

TEST_DB(dossier_set_must_fit_the_producer)
{
    struct fixture *f = fixture_open(db);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, f->owner, open_as_association, f), E_REFUSED);
    CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, none_in_force, f), E_REFUSED);
    fixture_close(f);
}

/* ---- facts ---- */

TEST_DB(dossier_facts_keep_what_is_wrong)
{
    struct play t = begin(db);
    struct page p = get(&t, "/thong-tin/don-vi");
    CHECK_INT(p.status, 200);
    CHECK_STR(page_input(&p, S("unit_name")), S("HTX Mẫu Mũi Né")); /* from the record */
    p = fixture_post(t.f, t.f->owner, path(&t, "/thong-tin/don-vi"),
                     FORM({ S("unit_name"), S("HTX \"Mới\"") }, { S("phone"), S("abc") },
                          { S("founded"), S("31/02/2020") }));
    CHECK_INT(p.status, 303);
    p = fixture_get(t.f, t.f->owner, p.location);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("href=\"#phone\"")) && page_has(&p, S("href=\"#founded\"")));
    CHECK(page_has(&p, S("value=\"abc\"")) && page_has(&p, S("value=\"31/02/2020\"")));
    CHECK(page_has(&p, S("HTX &quot;Mới&quot;")) || page_has(&p, S("HTX &#34;Mới&#34;")));
    p = get(&t, "");
    CHECK(page_has(&p, S("Cần sửa")));
    CHECK_INT(get(&t, "/thong-tin/khong-co").status, 404);
    p = fixture_post(t.f, t.f->owner, path(&t, "/thong-tin/don-vi"),
                     FORM({ S("unit_name"), S("x") }, { S("plan"), S("y") }));
    CHECK_INT(p.status, 422); /* a field of another page */
    p = fixture_post(t.f, t.f->owner, path(&t, "/thong-tin/don-vi"),
                     FORM({ S("position"), S("Giám đốc") }, { S("position"), S("Chủ") }));
    CHECK_INT(p.status, 422); /* sent twice */
    fixture_close(t.f);
}

TEST_DB(dossier_two_windows_lose_nothing)
{
    struct play t = begin(db);
    struct page p = get(&t, "/thong-tin/ke-hoach");
    Str seen = page_input(&p, S("seen"));
    CHECK_INT(fixture_post(t.f, t.f->owner, path(&t, "/thong-tin/ke-hoach"),
                           FORM({ S("seen"), seen }, { S("plan"), S("Cửa sổ một") }))
                  .status,
              303);
    p = fixture_post(t.f, t.f->owner, path(&t, "/thong-tin/ke-hoach"),
                     FORM({ S("seen"), seen }, { S("plan"), S("Cửa sổ hai") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("Cửa sổ hai")));
    struct reading r = now(&t);
    CHECK_STR(dossier_fact(&r.c.facts, S("plan")), S("Cửa sổ một"));
    p = fixture_post(
        t.f, t.f->owner, path(&t, "/thong-tin/ke-hoach"),
        FORM({ S("seen"), page_input(&p, S("seen")) }, { S("plan"), S("Cửa sổ hai") }));
    CHECK_INT(p.status, 303);
    fixture_close(t.f);
}

/* ---- self-assessment ---- */

TEST_DB(dossier_sheet_adds_up_and_names_gates)
{
    struct play t = begin(db);
    answer_all(&t, false);
    struct page p = get(&t, "/tu-cham/a");
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Ủy ban nhân dân xã sẽ xác nhận")) && page_has(&p, S("data-needs=")));
    answer_all(&t, true);
    struct reading r = now(&t);
    struct dossier_self self;
    dossier_assess(t.f->arena, &r.d, r.set, &r.c.answers, &self);
    CHECK_INT(self.total, 100);
    CHECK_INT(self.result.star, 5);
    CHECK_INT(self.n_gates, 0);
    p = get(&t, "");
    CHECK(page_has(&p, S("đã đủ điều kiện 4 sao")));
    p = fixture_post(t.f, t.f->owner, path(&t, "/tu-cham/a"),
                     FORM({ S("c.QD26-09.1.1"), S("QD26-09.1.2.o1") }));
    CHECK_INT(p.status, 422); /* the level of another item */
    CHECK(page_has(&p, S("href=\"#c-QD26-09-1-1\"")));
    p = fixture_post(t.f, t.f->owner, path(&t, "/tu-cham/a"),
                     FORM({ S("c.QD26-08.1.1"), S("QD26-08.1.1.o1") }));
    CHECK_INT(p.status, 422); /* an item of another set */
    p = fixture_post(t.f, t.f->owner, path(&t, "/tu-cham/a"),
                     FORM({ S("c.QD26-09.1.1"), S("") }, { S("n.QD26-09.1.1"), S("") },
                          { S("then"), S("minh-chung/QD26-09.1.1") }));
    CHECK_STR(p.location, path(&t, "/minh-chung/QD26-09.1.1"));
    r = now(&t);
    CHECK(dossier_answer_of(&r.c.answers, S("QD26-09.1.1")) == NULL);
    CHECK_INT(get(&t, "/tu-cham/d").status, 404);
    fixture_close(t.f);
}

/* ---- papers ---- */

static const char PDF[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
                          "trailer<</Root 1 0 R>>\n%%EOF\n";

static struct page upload(const struct play *t, Id as, const char *tail, Str bytes, Str expires)
{
    struct http_field file = { S("file"), bytes };
    return fixture_upload(t->f, as, path(t, tail),
                          FORM({ S("title"), S("Bản công bố") }, { S("expires"), expires }), file,
                          S("cong bo.pdf"));
}

TEST_DB(dossier_paper_proves_many_criteria)
{
    struct play t = begin(db);
    struct page p = upload(&t, t.f->owner, "/minh-chung/E11/tai-len", str_c(PDF), S("31/12/2027"));
    CHECK_INT(p.status, 303);
    struct reading r = now(&t);
    CHECK_INT(r.c.links.n, 1);
    Str paper = r.c.links.n == 1 ? id_text(t.f->arena, r.c.links.v[0].evidence) : S("");
    p = fixture_post(
        t.f, t.f->owner, path(&t, "/minh-chung/QD26-09.2.3"),
        FORM({ S("evidence"), paper }, { S("page_from"), S("1") }, { S("page_to"), S("1") }));
    CHECK_INT(p.status, 303);
    p = fixture_post(t.f, t.f->owner, path(&t, "/minh-chung/QD26-09.2.3"),
                     FORM({ S("evidence"), paper }, { S("page_to"), S("9") }));
    CHECK_INT(p.status, 422); /* pages it does not have */
    CHECK(page_has(&p, S("có 1 trang")));
    p = get(&t, "/giay-to");
    CHECK(page_has(&p, S("Bản công bố")) && page_has(&p, S("Bắt buộc")));
    p = get(&t, "/tu-cham/a");
    CHECK(page_has(&p, S("Bản công bố")));
    p = upload(&t, t.f->owner, "/minh-chung/E12/tai-len", S("no pdf"), S(""));
    CHECK_INT(p.status, 422);
    CHECK_INT(get(&t, "/minh-chung/E99").status, 404);
    CHECK_INT(get(&t, "/minh-chung/QD26-08.1.1").status, 404);
    p = fixture_post(t.f, t.f->owner, path(&t, "/minh-chung/E11/go"),
                     FORM({ S("evidence"), paper }));
    CHECK_INT(p.status, 303);
    CHECK_INT(now(&t).c.links.n, 1);
    fixture_close(t.f);
}

TEST_DB(dossier_expired_paper_is_a_gap)
{
    struct play t = begin(db);
    fill_all(&t);
    CHECK_INT(upload(&t, t.f->owner, "/minh-chung/E12/tai-len", str_c(PDF), S("01/01/2026")).status,
              303);
    struct page p = get(&t, "/nop");
    CHECK(page_has(&p, S("Giấy tờ đã hết hạn")) && page_has(&p, S("/minh-chung/E12")));
    fixture_close(t.f);
}

TEST(dossier_papers_follow_kind_and_set)
{
    struct dossier_papers food, tour, household;
    struct arena *a = test_arena();
    CHECK_ERR(dossier_papers_for(a, PRODUCER_ENTERPRISE, 9, &food), OK);
    CHECK_ERR(dossier_papers_for(a, PRODUCER_ASSOCIATION, 26, &tour), OK);
    CHECK_ERR(dossier_papers_for(a, PRODUCER_HOUSEHOLD, 1, &household), OK);
    CHECK_INT(food.n, 15);
    CHECK(tour.n < food.n && household.n < food.n);
    CHECK(food.n > 0 && food.v[0].must && !str_empty(food.v[0].why) && !str_empty(food.v[0].title));
    CHECK(household.n > 0 && !household.v[0].must);
    for (size_t i = 0; i < tour.n; i++) {
        CHECK(!str_eq(tour.v[i].type, S("E03")) && !str_eq(tour.v[i].type, S("E12")));
    }
    for (int64_t kind = 1; kind <= PRODUCER_KINDS; kind++) {
        for (int64_t set = 1; set <= 26; set++) {
            struct dossier_papers all;
            CHECK_ERR(dossier_papers_for(a, kind, set, &all), OK);
            CHECK(!producer_may_use_set(kind, set) || all.n > 0);
        }
    }
}

/* ---- handing in ---- */

TEST_DB(dossier_gaps_come_all_at_once)
{
    struct play t = begin(db);
    struct page p = get(&t, "/nop");
    CHECK(page_has(&p, S("Thiếu giấy tờ")) && page_has(&p, S("Chưa tự chấm tiêu chí")));
    CHECK(page_has(&p, S("/thong-tin/san-pham?xem=loi#packing")));
    p = hand_in(&t, S("k1"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Thiếu giấy tờ")) && page_has(&p, S("Chưa nhập: Mô tả sản phẩm")));
    CHECK_INT(now(&t).versions.n, 0);
    CHECK_INT(now(&t).d.state, DOSSIER_DRAFT);
    fixture_close(t.f);
}

TEST_DB(dossier_handed_in_is_frozen)
{
    struct play t = begin(db);
    fill_all(&t);
    struct page p = hand_in(&t, S("k1"));
    CHECK_INT(p.status, 303);
    CHECK_STR(p.location, path(&t, "/bien-nhan"));
    struct reading r = now(&t);
    CHECK_INT(r.d.state, DOSSIER_AT_COMMUNE);
    CHECK_STR(r.d.code, S("68-22918-1-2026"));
    CHECK_INT(r.versions.n, 1);
    struct out *due CLEANUP(out_cleanup) = out_new(20);
    out_date_iso(due, r.d.due);
    CHECK_STR(out_view(due), S("2026-07-03")); /* 15 working days after 12/06/2026 */
    p = get(&t, "/bien-nhan");
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("1/2026/TN-OCOP-22918")) &&
          page_has(&p, hash_text(t.f->arena, r.versions.v[0].hash)));
    CHECK(page_has(&p, S("thứ Sáu 03/07/2026")));
    p = get(&t, "/ban-nop/1");
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("Nước mắm &lt;b&gt;Mũi Né&lt;/b&gt;")));
    CHECK_INT(get(&t, "/ban-nop/2").status, 404);
    CHECK_INT(get(&t, "/ho-so.pdf").status, 404); /* not made yet */
    CHECK_INT(get(&t, "/thong-tin/don-vi").status, 404);
    CHECK_INT(get(&t, "/nop").status, 303);
    fixture_close(t.f);
}

TEST_DB(dossier_double_click_gives_one_receipt)
{
    struct play t = begin(db);
    fill_all(&t);
    Str version = shown_version(&t);
    struct http_field form[] = { { S("version"), version }, { S("idem"), S("one-click") } };
    struct page a = fixture_post(t.f, t.f->owner, path(&t, "/nop"), COUNT_OF(form), form);
    struct page b = fixture_post(t.f, t.f->owner, path(&t, "/nop"), COUNT_OF(form), form);
    CHECK_INT(a.status, 303);
    CHECK_INT(b.status, 303);
    CHECK_STR(b.location, a.location);
    CHECK_INT(now(&t).versions.n, 1);
    fixture_close(t.f);
}

TEST_DB(dossier_stale_version_is_not_filed)
{
    struct play t = begin(db);
    fill_all(&t);
    Str version = shown_version(&t);
    CHECK_INT(fill_part(&t, PART_PLAN).status, 303); /* another window */
    struct page p =
        fixture_post(t.f, t.f->owner, path(&t, "/nop"), FORM({ S("version"), version }));
    CHECK_INT(p.status, 409);
    CHECK_INT(now(&t).versions.n, 0);
    CHECK_INT(fixture_post(t.f, t.f->owner, path(&t, "/nop"), NO_FORM).status, 422);
    fixture_close(t.f);
}

struct frozen_arg {
    Id version;
    struct dossier_frozen f;
    Str stored;
};

static Err read_frozen(struct tx *tx, void *arg)
{
    struct frozen_arg *x = arg;
    struct dossier_version row;
    TRY(dossier_version_get(tx, x->version, &row));
    x->stored = row.content;
    return dossier_frozen(tx, x->version, &x->f);
}

TEST_DB(dossier_frozen_text_is_canonical)
{
    struct play t = begin(db);
    fill_all(&t);
    CHECK_INT(upload(&t, t.f->owner, "/minh-chung/E11/tai-len", str_c(PDF), S("")).status, 303);
    CHECK_INT(hand_in(&t, S("k")).status, 303);
    struct reading r = now(&t);
    struct frozen_arg x = { .version = r.d.filed };
    struct tx_opts o = { .mode = TX_READ, .arena = t.f->arena, .now = t.f->now };
    CHECK_ERR(tx_run(t.f->db, &o, read_frozen, &x), OK);
    CHECK_STR(dossier_canonical(t.f->arena, &x.f), x.stored); /* read and written again */
    json_t *j CLEANUP(json_cleanup) = NULL;
    int line = 0;
    CHECK_ERR(json_read(x.stored, 1000000, &j, &line), OK);
    char *sorted = json_dumps(j, JSON_COMPACT | JSON_SORT_KEYS);
    char *as_it_is = json_dumps(j, JSON_COMPACT);
    CHECK_STR(str_c(sorted), str_c(as_it_is)); /* keys come sorted */
    free(sorted);
    free(as_it_is);
    CHECK_INT(x.f.content.evidence.n, 1);
    CHECK_INT(x.f.content.links.n, 1);
    CHECK(hash_eq(hash_of(x.stored), x.f.hash));
    CHECK_STR(dossier_fact(&x.f.content.facts, S("unit_name")), S("Điều đã viết"));
    fixture_close(t.f);
}

/* The statements of the program do not offer it: these two exist only here. */
#define BREAK(what, text)                                                                          \
    {                                                                                              \
        .name = "test_dossier_" what, .sqlite = (text), .pg = (text), .file = __FILE__,            \
        .line = __LINE__, .kind = DB_DONE, .under = { SYSTEM_LOAD },                               \
    }
static const struct db_stmt breaks[] = {
    BREAK("edit", "update dossier_version set content = '{}'"),
    BREAK("cut", "delete from dossier_version"),
};

static Err break_version(struct tx *tx, void *arg)
{
    return db_run(tx, arg, NULL, NULL, NULL);
}

TEST_DB(dossier_version_cannot_be_changed)
{
    struct play t = begin(db);
    fill_all(&t);
    CHECK_INT(hand_in(&t, S("k")).status, 303);
    struct reading r = now(&t);
    for (size_t i = 0; i < COUNT_OF(breaks); i++) {
        struct db_stmt s = breaks[i];
        CHECK(fixture_tx(t.f, SYSTEM_LOAD, 0, t.f->owner, break_version, &s) != OK);
    }
    struct frozen_arg x = { .version = r.d.filed };
    struct tx_opts o = { .mode = TX_READ, .arena = t.f->arena, .now = t.f->now };
    CHECK_ERR(tx_run(t.f->db, &o, read_frozen, &x), OK);
    fixture_close(t.f);
}

/* ---- back and again ---- */

static Err send_back(struct tx *tx, void *arg)
{
    struct reading *r = arg;
    TRY(dossier_request_insert(tx, tx_new_id(tx), r->id, 1, S("E12"), S("Thiếu kiểm nghiệm"),
                               tx_account(tx), tx_now(tx)));
    return dossier_move_to(tx, &r->d, r->d.version, DOSSIER_RETURNED, DATE_NONE, S("Bổ sung"));
}

TEST_DB(dossier_returned_is_answered_and_filed_again)
{
    struct play t = begin(db);
    fill_all(&t);
    CHECK_INT(hand_in(&t, S("k1")).status, 303);
    struct reading r = now(&t);
    CHECK_ERR(fixture_tx(t.f, PROVINCE_RETURN, 0, t.f->officer, send_back, &r), OK);
    struct page p = get(&t, "");
    CHECK(page_has(&p, S("Thiếu kiểm nghiệm")) && page_has(&p, S("answer-1")));
    CHECK_INT(hand_in(&t, S("k2")).status, 422); /* the request is not answered */
    p = fixture_post(t.f, t.f->owner, path(&t, "/yeu-cau/1"), FORM({ S("answer-1"), S("") }));
    CHECK_INT(p.status, 422);
    p = fixture_post(t.f, t.f->owner, path(&t, "/yeu-cau/1"),
                     FORM({ S("answer-1"), S("Đã thêm phiếu") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(fixture_post(t.f, t.f->owner, path(&t, "/yeu-cau/7"), FORM({ S("answer-7"), S("x") }))
                  .status,
              404);
    CHECK_INT(hand_in(&t, S("k3")).status, 303);
    r = now(&t);
    CHECK_INT(r.versions.n, 2);
    CHECK_STR(r.versions.n == 2 ? r.versions.v[1].receipt : S(""), S("2/2026/TN-OCOP-22918"));
    CHECK_STR(r.d.code, S("68-22918-1-2026"));
    fixture_close(t.f);
}

TEST_DB(dossier_withdrawal_needs_a_reason)
{
    struct play t = begin(db);
    struct page p = get(&t, "");
    Str version = page_input(&p, S("version"));
    p = fixture_post(t.f, t.f->owner, path(&t, "/rut"), FORM({ S("version"), version }));
    CHECK_INT(p.status, 422);
    p = fixture_post(t.f, t.f->owner, path(&t, "/rut"),
                     FORM({ S("version"), version }, { S("reason"), S("Đổi ý") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(now(&t).d.state, DOSSIER_WITHDRAWN);
    CHECK_INT(get(&t, "/nop").status, 303);
    fixture_close(t.f);
}

/* ---- whose ---- */

TEST_DB(dossier_of_another_is_not_there)
{
    static const char *const gets[] = {
        "",          "/thong-tin/don-vi", "/giay-to", "/tu-cham/a", "/minh-chung/E11",
        "/nop",      "/cau-chuyen",       "/anh",     "/bien-nhan", "/ban-nop/1",
        "/ho-so.pdf"
    };
    static const char *const posts[] = { "/thong-tin/don-vi",
                                         "/tu-cham/a",
                                         "/minh-chung/E11",
                                         "/minh-chung/E11/go",
                                         "/minh-chung/E11/khong-co",
                                         "/cau-chuyen",
                                         "/nop",
                                         "/rut",
                                         "/muc-tieu",
                                         "/yeu-cau/1" };
    struct play t = begin(db);
    fill_all(&t);
    CHECK_INT(upload(&t, t.f->owner, "/minh-chung/E11/tai-len", str_c(PDF), S("")).status, 303);
    CHECK_INT(upload(&t, t.f->other_owner, "/minh-chung/E11/tai-len", str_c(PDF), S("")).status,
              404);
    for (int filed = 0; filed < 2; filed++) {
        for (size_t i = 0; i < COUNT_OF(gets); i++) {
            CHECK_INT(fixture_get(t.f, t.f->other_owner, path(&t, gets[i])).status, 404);
        }
        for (size_t i = 0; i < COUNT_OF(posts); i++) {
            CHECK_INT(fixture_post(t.f, t.f->other_owner, path(&t, posts[i]), NO_FORM).status, 404);
        }
        if (filed == 0) {
            CHECK_INT(hand_in(&t, S("k")).status, 303);
        }
    }
    struct reading r = now(&t);
    Str file =
        str_fmt(t.f->arena, "/tep/%.*s", STR_ARG(id_text(t.f->arena, r.c.links.v[0].evidence)));
    CHECK_INT(get(&t, file.p).status, 200);
    CHECK_INT(fixture_get(t.f, t.f->other_owner, path(&t, file.p)).status, 404);
    struct page p = fixture_get(t.f, t.f->other_owner, S("/ho-so"));
    CHECK(!page_has(&p, S("Mũi Né&lt;")));
    fixture_close(t.f);
}

TEST_DB(dossier_json_says_the_same)
{
    struct play t = begin(db);
    const struct http_field json[] = { { S("Accept"), S("application/json") } };
    struct page p = fixture_send(t.f, t.f->owner, HTTP_GET, S("/ho-so"), NO_FORM, 1, json);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("\"state\":1")) && page_has(&p, id_text(t.f->arena, t.id)));
    p = fixture_send(t.f, t.f->owner, HTTP_GET, t.at, NO_FORM, 1, json);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("\"target_star\":4")));
    p = fixture_send(t.f, t.f->other_owner, HTTP_GET, t.at, NO_FORM, 1, json);
    CHECK_INT(p.status, 404);
    p = fixture_send(t.f, t.f->owner, HTTP_POST, path(&t, "/nop"),
                     FORM({ S("version"), shown_version(&t) }), 1, json);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("dossier.gap-paper")));
    fixture_close(t.f);
}

TEST_DB(dossier_story_is_kept_and_escaped)
{
    struct play t = begin(db);
    struct page p = get(&t, "/cau-chuyen");
    Str version = page_input(&p, S("version"));
    p = fixture_post(t.f, t.f->owner, path(&t, "/cau-chuyen"),
                     FORM({ S("version"), version }, { S("story"), S("Kể <i>chuyện</i>") },
                          { S("photo_alt"), S("") }));
    CHECK_INT(p.status, 303);
    p = get(&t, "/cau-chuyen");
    CHECK(page_has(&p, S("Kể &lt;i&gt;chuyện&lt;/i&gt;")));
    p = fixture_post(t.f, t.f->owner, path(&t, "/cau-chuyen"),
                     FORM({ S("version"), version }, { S("story"), S("Kể lại") }));
    CHECK_INT(p.status, 409); /* another window was first */
    CHECK(page_has(&p, S("Kể lại")));
    fixture_close(t.f);
}

TEST_DB(dossier_offices_see_it_only_when_filed)
{
    struct play t = begin(db);
    CHECK_INT(fixture_get(t.f, t.f->commune, t.at).status, 404);
    CHECK_INT(fixture_get(t.f, t.f->officer, t.at).status, 404);
    fill_all(&t);
    CHECK_INT(hand_in(&t, S("k")).status, 303);
    struct page p = fixture_get(t.f, t.f->commune, t.at);
    CHECK_INT(p.status, 200);
    CHECK(!page_has(&p, S("/rut")) && !page_has(&p, S("/thong-tin/")));
    CHECK_INT(fixture_get(t.f, t.f->commune, path(&t, "/ban-nop/1")).status, 200);
    CHECK_INT(fixture_get(t.f, t.f->other_commune, t.at).status, 404);
    CHECK_INT(fixture_get(t.f, t.f->officer, t.at).status, 404); /* not with the province yet */
    fixture_close(t.f);
}

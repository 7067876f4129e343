/* idea_test.c: an idea from the producer to the year's list and into a dossier; terms, refusals,
 * what nobody else may see. */
#include "domain/idea/idea.h"
#include "domain/dossier/inside.h"
#include "fixture.h"
#include "platform/sheet/sheet.h"
#include "platform/sheet/write.h"

struct play {
    struct fixture *f;
    Id id;
    Str at;
};

static Str year_now(const struct fixture *f)
{
    return str_fmt(f->arena, "%d", date_ymd(date_of(f->now)).year);
}

static struct play begin(struct db *db, const char *name)
{
    struct play t = { .f = fixture_open(db) };
    struct page p = fixture_post(
        t.f, t.f->owner, S("/y-tuong/moi"),
        FORM({ S("year"), year_now(t.f) }, { S("product"), S("") }, { S("name"), str_c(name) }));
    CHECK_INT(p.status, 303);
    t.id = page_id(&p, S("/y-tuong/"));
    t.at = str_cat(t.f->arena, S("/y-tuong/"), id_text(t.f->arena, t.id));
    return t;
}

static Str path(const struct play *t, const char *tail)
{
    return str_cat(t->f->arena, t->at, str_c(tail));
}

static struct page get(const struct play *t, Id who)
{
    return fixture_get(t->f, who, t->at);
}

static Str version(const struct play *t, Id who)
{
    struct page p = get(t, who);
    CHECK_INT(p.status, 200);
    return page_input(&p, S("version"));
}

static struct page send(const struct play *t, const char *name, const char *set, Str shown)
{
    return fixture_post(t->f, t->f->owner, path(t, "/gui"),
                        FORM({ S("version"), shown }, { S("year"), year_now(t->f) },
                             { S("product"), S("") }, { S("name"), str_c(name) },
                             { S("set_no"), str_c(set) }, { S("target_star"), S("4") },
                             { S("description"), S("Nước mắm 40 độ đạm") },
                             { S("materials"), S("Cá cơm Mũi Né, muối Cà Ná") },
                             { S("novelty"), S("Ủ thùng gỗ") }));
}

static struct page say(const struct play *t, Id who, const char *opinion, const char *reason)
{
    return fixture_post(t->f, who, path(t, "/y-kien"),
                        FORM({ S("version"), version(t, t->f->commune) },
                             { S("opinion"), str_c(opinion) }, { S("reason"), str_c(reason) }));
}

static struct page decide(const struct play *t, const char *tail, const char *reason)
{
    return fixture_post(
        t->f, t->f->officer, path(t, tail),
        FORM({ S("version"), version(t, t->f->officer) }, { S("reason"), str_c(reason) }));
}

static struct play sent(struct db *db)
{
    struct play t = begin(db, "Nước mắm <b>Mũi Né</b>");
    CHECK_INT(send(&t, "Nước mắm <b>Mũi Né</b>", "9", version(&t, t.f->owner)).status, 303);
    return t;
}

struct reading {
    Id id, dossier;
    struct idea i;
    struct idea_moveds moves;
    struct dossier d;
    struct dossier_content c;
};

static Err read_all(struct tx *tx, void *arg)
{
    struct reading *r = arg;
    TRY(idea_get(tx, r->id, &r->i));
    TRY(idea_moves(tx, r->id, &r->moves));
    if (!id_none(r->i.dossier)) {
        TRY(dossier_get(tx, r->i.dossier, &r->d));
        TRY(dossier_draft(tx, &r->d, &r->c));
    }
    return OK;
}

static struct reading now(const struct play *t)
{
    struct reading r = { .id = t->id };
    struct tx_opts o = { .mode = TX_READ, .arena = t->f->arena, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, read_all, &r), OK);
    return r;
}

static bool shows(struct fixture *f, Id who, const char *at, Str text)
{
    struct page p = fixture_get(f, who, str_c(at));
    CHECK_INT(p.status, 200);
    return page_has(&p, text);
}

/* ---- writing ---- */

TEST_DB(idea_draft_keeps_and_sending_asks_for_what_misses)
{
    struct play t = begin(db, "Nước mắm");
    struct page p =
        fixture_post(t.f, t.f->owner, path(&t, "/gui"),
                     FORM({ S("version"), version(&t, t.f->owner) }, { S("year"), year_now(t.f) },
                          { S("name"), S("Nước mắm") }, { S("description"), S("Đậm <i>đà</i>") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Đậm &lt;i&gt;đà&lt;/i&gt;"))); /* kept */
    CHECK(page_has(&p, S("#set_no")) && page_has(&p, S("#materials")) &&
          page_has(&p, S("#novelty")) && page_has(&p, S("#target_star")));
    CHECK_INT(now(&t).i.state, IDEA_DRAFT);
    p = fixture_post(t.f, t.f->owner, t.at,
                     FORM({ S("version"), version(&t, t.f->owner) }, { S("year"), S("2019") },
                          { S("name"), S("") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("#name")) && page_has(&p, S("#year")));
    p = fixture_post(t.f, t.f->owner, S("/y-tuong/moi"),
                     FORM({ S("year"), year_now(t.f) }, { S("name"), S("nước  MẮM") }));
    CHECK_INT(p.status, 422); /* the same name in the same year */
    p = fixture_post(t.f, t.f->owner, t.at, FORM({ S("version"), S("x") }, { S("name"), S("A") }));
    CHECK_INT(p.status, 400);
    fixture_close(t.f);
}

TEST_DB(idea_stale_draft_is_kept_and_told)
{
    struct play t = begin(db, "Nước mắm");
    Str shown = version(&t, t.f->owner);
    CHECK_INT(send(&t, "Nước mắm", "0", shown).status, 422); /* no set: nothing was saved */
    CHECK_STR(version(&t, t.f->owner), shown);
    struct page p = fixture_post(t.f, t.f->owner, t.at,
                                 FORM({ S("version"), shown }, { S("year"), year_now(t.f) },
                                      { S("name"), S("Nước mắm một") }));
    CHECK_INT(p.status, 303);
    p = fixture_post(t.f, t.f->owner, t.at,
                     FORM({ S("version"), shown }, { S("year"), year_now(t.f) },
                          { S("name"), S("Nước mắm hai") }));
    CHECK_INT(p.status, 409);
    CHECK_STR(page_input(&p, S("name")), S("Nước mắm hai"));
    CHECK_STR(now(&t).i.name, S("Nước mắm một"));
    fixture_close(t.f);
}

/* ---- steps ---- */

TEST_DB(idea_goes_to_commune_and_province_with_terms)
{
    struct play t = sent(db);
    struct reading r = now(&t);
    CHECK_INT(r.i.state, IDEA_AT_COMMUNE);
    /* 12/06/2026 is a Friday: ten working days later */
    CHECK_INT(date_ymd(r.i.due).day, 26);
    CHECK_INT(date_ymd(r.i.due).month, 6);
    CHECK_INT(get(&t, t.f->other_commune).status, 404);
    CHECK_INT(get(&t, t.f->other_owner).status, 404);
    CHECK(shows(t.f, t.f->commune, "/xa/y-tuong", S("Nước mắm &lt;b&gt;Mũi Né&lt;/b&gt;")));
    CHECK(!shows(t.f, t.f->other_commune, "/xa/y-tuong", S("Nước mắm")));
    CHECK(shows(t.f, t.f->commune, "/ban-lam-viec", S("1 ý tưởng chờ xã cho ý kiến")));
    CHECK_INT(send(&t, "Nước mắm khác", "9", S("2")).status, 404); /* no draft any more */
    CHECK_INT(say(&t, t.f->commune, "", "Có vùng nguyên liệu").status, 422);
    struct page p = say(&t, t.f->commune, "2", "");
    CHECK_INT(p.status, 422);
    CHECK_INT(say(&t, t.f->other_commune, "1", "Có").status, 404);
    CHECK_INT(say(&t, t.f->commune, "2", "Vùng nguyên liệu <i>còn</i> nhỏ").status, 303);
    r = now(&t);
    CHECK_INT(r.i.state, IDEA_AT_PROVINCE);
    CHECK_INT(r.i.opinion, IDEA_AGAINST);
    CHECK_INT(r.moves.n, 3);
    p = get(&t, t.f->owner);
    CHECK(page_has(&p, S("Vùng nguyên liệu &lt;i&gt;còn&lt;/i&gt; nhỏ")));
    CHECK(page_has(&p, S("Ý tưởng năm 2026")));
    CHECK(shows(t.f, t.f->officer, "/ban-lam-viec", S("1 ý tưởng chờ tỉnh lựa chọn")));
    CHECK_INT(decide(&t, "/khong-chon", "").status, 422);
    CHECK_INT(decide(&t, "/chon", "Hướng phát triển tốt").status, 303);
    CHECK_INT(now(&t).i.state, IDEA_SELECTED);
    fixture_close(t.f);
}

TEST_DB(idea_late_steps_are_marked_and_counted)
{
    struct play t = sent(db);
    CHECK(!shows(t.f, t.f->commune, "/xa/y-tuong", S("oc-alert")));
    t.f->now.v += INT64_C(20) * 24 * 3600 * TIME_SECOND;
    CHECK(shows(t.f, t.f->commune, "/xa/y-tuong", S("1 ý tưởng quá hạn")));
    CHECK(shows(t.f, t.f->officer, "/tinh/y-tuong", S("1 ý tưởng quá hạn ở các xã")));
    CHECK(shows(t.f, t.f->officer, "/tinh/y-tuong/danh-sach",
                S("Bước cho ý kiến của xã: 0 đúng hạn, 1 quá hạn.")));
    CHECK_INT(say(&t, t.f->commune, "1", "Có vùng nguyên liệu").status, 303);
    CHECK_INT(decide(&t, "/khong-chon", "Trùng sản phẩm đã có").status, 303);
    CHECK(shows(t.f, t.f->officer, "/tinh/y-tuong/danh-sach",
                S("Bước cho ý kiến của xã: 0 đúng hạn, 1 quá hạn.")));
    CHECK(shows(t.f, t.f->officer, "/tinh/y-tuong/danh-sach",
                S("Bước lựa chọn của tỉnh: 1 đúng hạn, 0 quá hạn.")));
    CHECK(!shows(t.f, t.f->officer, "/tinh/y-tuong/danh-sach", S("Nước mắm")));
    struct page p = get(&t, t.f->owner);
    CHECK(page_has(&p, S("quá hạn")) && page_has(&p, S("Trùng sản phẩm đã có")));
    CHECK_INT(
        fixture_post(t.f, t.f->owner, path(&t, "/ho-so"), FORM({ S("version"), S("4") })).status,
        404); /* not selected: no dossier */
    fixture_close(t.f);
}

TEST_DB(idea_is_withdrawn_by_its_producer_only)
{
    struct play t = sent(db);
    Str shown = version(&t, t.f->owner);
    CHECK_INT(fixture_post(t.f, t.f->other_owner, path(&t, "/rut"),
                           FORM({ S("version"), shown }, { S("reason"), S("Thôi") }))
                  .status,
              404);
    CHECK_INT(fixture_post(t.f, t.f->owner, path(&t, "/rut"),
                           FORM({ S("version"), shown }, { S("reason"), S("") }))
                  .status,
              422);
    CHECK_INT(fixture_post(t.f, t.f->owner, path(&t, "/rut"),
                           FORM({ S("version"), S("1") }, { S("reason"), S("Chưa sẵn sàng") }))
                  .status,
              409);
    CHECK_INT(fixture_post(t.f, t.f->owner, path(&t, "/rut"),
                           FORM({ S("version"), shown }, { S("reason"), S("Chưa sẵn sàng") }))
                  .status,
              303);
    CHECK_INT(now(&t).i.state, IDEA_WITHDRAWN);
    CHECK_INT(get(&t, t.f->commune).status, 404);
    CHECK(!shows(t.f, t.f->commune, "/xa/y-tuong?loc=tat-ca", S("Nước mắm")));
    fixture_close(t.f);
}

/* ---- the dossier ---- */

TEST_DB(idea_selected_opens_one_dossier_with_its_facts)
{
    struct play t = sent(db);
    CHECK_INT(say(&t, t.f->commune, "1", "Có vùng nguyên liệu").status, 303);
    CHECK_INT(decide(&t, "/chon", "Tốt").status, 303);
    CHECK(shows(t.f, t.f->owner, "/ban-lam-viec", S("1 ý tưởng được chọn, chưa mở hồ sơ")));
    Str shown = version(&t, t.f->owner);
    struct page p =
        fixture_post(t.f, t.f->owner, path(&t, "/ho-so"), FORM({ S("version"), shown }));
    CHECK_INT(p.status, 303);
    Id dossier = page_id(&p, S("/ho-so/"));
    struct reading r = now(&t);
    CHECK(id_eq(r.i.dossier, dossier));
    CHECK_STR(r.d.product_name, S("Nước mắm <b>Mũi Né</b>"));
    CHECK_INT(r.d.set_no, 9);
    CHECK_INT(r.d.target_star, 4);
    CHECK_INT(r.d.kind, DOSSIER_FIRST);
    CHECK_STR(dossier_fact(&r.c.facts, S("description")), S("Nước mắm 40 độ đạm"));
    CHECK_STR(dossier_fact(&r.c.facts, S("material")), S("Cá cơm Mũi Né, muối Cà Ná"));
    CHECK_STR(dossier_fact(&r.c.facts, S("quality")), S("Ủ thùng gỗ"));
    p = fixture_post(t.f, t.f->owner, path(&t, "/ho-so"), FORM({ S("version"), shown }));
    CHECK_INT(p.status, 303); /* pressed again: the same one */
    CHECK(id_eq(page_id(&p, S("/ho-so/")), dossier));
    CHECK_INT(fixture_get(t.f, t.f->commune,
                          str_cat(t.f->arena, S("/ho-so/"), id_text(t.f->arena, dossier)))
                  .status,
              404); /* the draft is nobody else's */
    fixture_close(t.f);
}

/* ---- the year's list ---- */

TEST_DB(idea_list_of_the_year_is_a_page_and_two_files)
{
    struct play t = begin(db, "=1+1 \"mắm\"");
    CHECK_INT(send(&t, "=1+1 \"mắm\"", "9", version(&t, t.f->owner)).status, 303);
    CHECK_INT(say(&t, t.f->commune, "1", "Có").status, 303);
    CHECK_INT(decide(&t, "/chon", "Tốt").status, 303);
    CHECK(shows(t.f, t.f->officer, "/tinh/y-tuong/danh-sach", S("=1+1 &quot;mắm&quot;")) ||
          shows(t.f, t.f->officer, "/tinh/y-tuong/danh-sach", S("=1+1 &#34;mắm&#34;")));
    CHECK(shows(t.f, t.f->leader, "/tinh/y-tuong/danh-sach", S("OCOP năm 2026")));
    CHECK(!shows(t.f, t.f->leader, "/tinh/y-tuong/danh-sach?nam=2025", S("mắm")));
    CHECK_INT(fixture_get(t.f, t.f->commune, S("/tinh/y-tuong/danh-sach")).status, 404);
    struct page p = fixture_get(t.f, t.f->officer, S("/tinh/y-tuong/danh-sach.csv"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("\"'=1+1 \"\"mắm\"\"\"")));
    p = fixture_get(t.f, t.f->officer, S("/tinh/y-tuong/danh-sach.xlsx"));
    CHECK_INT(p.status, 200);
    struct workbook b;
    enum sheet_why why;
    if (CHECK_ERR(sheet_read_xlsx(t.f->arena, p.body, &b, &why), OK)) {
        CHECK_INT(b.v[0].rows, 2);
        CHECK_STR(sheet_at(&b.v[0], 1, 1)->text, S("=1+1 \"mắm\""));
        CHECK(!sheet_at(&b.v[0], 1, 1)->formula);
        CHECK_INT(sheet_at(&b.v[0], 1, 0)->type, SHEET_NUMBER);
    }
    CHECK_INT(fixture_get(t.f, t.f->commune, S("/tinh/y-tuong/danh-sach.xlsx")).status, 404);
    fixture_close(t.f);
}

/* The statements of the program do not offer it: these exist only here. */
#define BREAK(what, text)                                                                          \
    {                                                                                              \
        .name = "test_idea_" what, .sqlite = (text), .pg = (text), .file = __FILE__,               \
        .line = __LINE__, .kind = DB_DONE, .under = { SYSTEM_LOAD },                               \
    }
static const struct db_stmt breaks[] = {
    BREAK("edit", "update idea_move set note = 'khác'"),
    BREAK("cut", "delete from idea_move"),
};

static Err break_steps(struct tx *tx, void *arg)
{
    return db_run(tx, arg, NULL, NULL, NULL);
}

TEST_DB(idea_steps_cannot_be_rewritten)
{
    struct play t = sent(db);
    for (size_t i = 0; i < COUNT_OF(breaks); i++) {
        struct db_stmt s = breaks[i];
        CHECK(fixture_tx(t.f, SYSTEM_LOAD, 0, t.f->owner, break_steps, &s) != OK);
    }
    CHECK_INT(now(&t).moves.n, 2);
    fixture_close(t.f);
}

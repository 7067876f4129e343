/* table_test.c: a council of five, a session, and a dossier on the table. */
#include "domain/council/table_test.h"
#include "domain/commune/commune.h"
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.h"
#include "platform/storage/storage.h"

enum { SET_FISH_SAUCE = 9 };

/* A green picture, 8 x 8. */
static const unsigned char png[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
    0x52, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x08, 0x08, 0x02, 0x00, 0x00, 0x00, 0x4b,
    0x6d, 0x29, 0xdc, 0x00, 0x00, 0x00, 0x11, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x10,
    0x89, 0xb0, 0xc6, 0x8a, 0x18, 0x86, 0x96, 0x04, 0x00, 0x46, 0xf8, 0x29, 0xc1, 0x08, 0x7b,
    0x60, 0xea, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};

static Err plant_paper(struct tx *tx, struct table *t)
{
    struct storage_file file;
    Str bytes = { (const char *)png, sizeof png };
    TRY(storage_put(t->f->app->program.storage, bytes, STORAGE_PNG, &file));
    tx_grant(tx, EVIDENCE_ADD, 0);
    t->paper = tx_new_id(tx);
    TRY(evidence_insert(tx, t->paper, t->f->producer, S("E03"), S("Hợp đồng <liên kết>"), STR_NONE,
                        STR_NONE, DATE_NONE, DATE_NONE, file.hash, file.original, S("hop-dong.png"),
                        STORAGE_PNG, file.size, 1, t->f->owner, tx_now(tx)));
    tx_grant(tx, DOSSIER_EDIT, 0);
    TRY(dossier_link_put(tx, t->dossier, S("E03"), t->paper, 1, 1));
    return dossier_answer_put(tx, t->dossier, S("QD26-09.1.1"), S("QD26-09.1.1.o2"),
                              S("tự chấm: cá cơm trong tỉnh"), tx_now(tx));
}

static Err freeze(struct tx *tx, struct table *t)
{
    struct dossier d;
    struct dossier_frozen f = { .no = 1, .receipt = id_text(tx_arena(tx), t->dossier) };
    TRY(dossier_get(tx, t->dossier, &d));
    TRY(dossier_draft(tx, &d, &f.content));
    f.version = t->filed = tx_new_id(tx);
    f.dossier = d.id;
    f.criteria = d.criteria;
    f.submitted_by = t->f->owner;
    f.kind = d.kind;
    f.target_star = d.target_star;
    f.year = d.year;
    f.code = str_cat(tx_arena(tx), S("L-"), f.receipt);
    f.set = t->set->id;
    f.submitted_at = tx_now(tx);
    Str content = dossier_canonical(tx_arena(tx), &f);
    tx_grant(tx, DOSSIER_SUBMIT, 0);
    TRY(dossier_version_insert(tx, f.version, d.id, 1, content, hash_of(content), f.receipt,
                               f.submitted_by, tx_now(tx)));
    for (size_t i = 0; i < f.content.evidence.n; i++) {
        TRY(dossier_version_file_put(tx, f.version, f.content.evidence.v[i].id,
                                     f.content.evidence.v[i].file));
    }
    TRY(dossier_file_move(tx, d.id, d.version, DOSSIER_IN_COUNCIL, f.code, f.version, DATE_NONE,
                          t->f->owner, tx_now(tx)));
    tx_grant(tx, COMMUNE_CONFIRM, 0);
    return commune_fact_put(tx, f.version, S("QD26-09.1.1"), false, S("QD26-09.1.1.o1"),
                            S("xã thấy dưới 50%"), t->f->commune, tx_now(tx));
}

static Err plant(struct tx *tx, void *arg)
{
    struct table *t = arg;
    struct product_new p = { .producer = t->f->producer,
                             .name = S("Nước mắm <Mũi Né>"),
                             .set_no = SET_FISH_SAUCE };
    struct criteria_row row;
    bool found = false;
    TRY(product_create(tx, &p, &t->product));
    TRY(criteria_in_force(tx, SET_FISH_SAUCE, tx_today(tx), &found, &row));
    TRY(criteria_cache_get(t->f->app->program.criteria, tx, row.id, &t->set));
    tx_grant(tx, DOSSIER_CREATE, 0);
    t->dossier = tx_new_id(tx);
    TRY(dossier_insert(tx, t->dossier, t->product, t->f->producer, t->f->place, DOSSIER_FIRST, 2026,
                       4, row.id, DOSSIER_DRAFT, t->f->owner, tx_now(tx)));
    TRY(plant_paper(tx, t));
    TRY(freeze(tx, t));
    tx_grant(tx, PROVINCE_TO_COUNCIL, DOSSIER_IN_COUNCIL);
    TRY(council_add_file(tx, t->session, t->dossier, t->filed));
    struct session_file_ref ref;
    TRY(session_file_open_of(tx, t->dossier, &found, &ref));
    t->file = ref.id;
    return OK;
}

size_t table_council_form(struct table *t, size_t members, bool one_department,
                          struct http_field *form)
{
    static const char *const positions[FIXTURE_SEATS] = { "1", "2", "3", "3", "3",
                                                          "3", "3", "3", "3" };
    struct arena *a = t->f->arena;
    size_t n = 0;
    const struct http_field facts[] = {
        { S("name"), S("Hội đồng OCOP tỉnh 2026") },
        { S("decision_no"), S("643/QĐ-UBND") },
        { S("decision_date"), S("01/06/2026") },
        { S("from_day"), S("01/06/2026") },
        { S("until_day"), S("31/12/2027") },
        { S("quorum_percent"), S("75") },
        { S("divergence"), S("10") },
        { S("chair_needed"), S("1") },
        { S("gate"), S("mean") },
        { S("title_mark"), S("lowest") },
        { S("blank"), S("zero") },
        { S("dependency"), S("ignore") },
    };
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        form[n++] = facts[i];
    }
    for (size_t i = 0; i <= members; i++) {
        bool secretary = i == members;
        Str department =
            one_department || i == 0 ? S("Sở Nông nghiệp và Môi trường") : S("Sở Công Thương");
        form[n++] =
            (struct http_field){ str_fmt(a, "member.%zu.account", i),
                                 id_text(a, secretary ? t->f->secretary : t->f->member[i]) };
        form[n++] = (struct http_field){ str_fmt(a, "member.%zu.department", i), department };
        form[n++] = (struct http_field){ str_fmt(a, "member.%zu.position", i),
                                         secretary ? S("4") : str_c(positions[i]) };
    }
    return n;
}

static void declare(struct table *t)
{
    Str at = str_fmt(t->f->arena, "/phien/%.*s/cam-ket", STR_ARG(id_text(t->f->arena, t->session)));
    for (size_t i = 0; i < t->members; i++) {
        struct page p = fixture_post(t->f, t->f->member[i], at, FORM({ S("answer"), S("none") }));
        CHECK_INT(p.status, 303);
    }
}

void table_add_file(struct table *t)
{
    table_add_undeclared(t);
    declare(t);
}

void table_add_undeclared(struct table *t)
{
    CHECK_ERR(fixture_tx(t->f, PRODUCT_CREATE, 0, t->f->owner, plant, t), OK);
    t->sheet = str_cat(t->f->arena, S("/phieu/"), id_text(t->f->arena, t->file));
    t->page =
        str_fmt(t->f->arena, "/phien/%.*s/ho-so/%.*s", STR_ARG(id_text(t->f->arena, t->session)),
                STR_ARG(id_text(t->f->arena, t->file)));
}

struct table *table_open(struct db *db, size_t members)
{
    struct fixture *f = fixture_open(db);
    struct table *t = NEW(test_arena(), struct table);
    struct http_field form[48];
    t->f = f;
    if (f == NULL) {
        return NULL;
    }
    size_t n = table_council_form(t, members, false, form);
    struct page p = fixture_post(f, f->officer, S("/hoi-dong/moi"), n, form);
    if (!CHECK_INT(p.status, 303)) {
        return NULL;
    }
    t->council = page_id(&p, S("/hoi-dong/"));
    Str address = str_fmt(f->arena, "/hoi-dong/%.*s/phien", STR_ARG(id_text(f->arena, t->council)));
    p = fixture_post(f, f->secretary, address,
                     FORM({ S("name"), S("Phiên đợt 1") }, { S("held_on"), S("20/06/2026") }));
    CHECK_INT(p.status, 303);
    t->session = page_id(&p, S("/phien/"));
    t->members = members;
    table_add_file(t);
    return t;
}

/* ---- sheets ---- */

int table_best(const struct criteria_set *set, int item)
{
    return (int)set->item[item].cases[0].n - 1;
}

struct page table_score(struct table *t, Id account, table_choice *choose, const char *tail)
{
    struct arena *a = t->f->arena;
    struct http_field form[CRITERIA_ITEMS_MAX + 2];
    size_t n = 0;
    struct page now = fixture_get(t->f, account, t->sheet);
    Str version = page_input(&now, S("version"));
    form[n++] = (struct http_field){ S("version"), str_none(version) ? S("0") : version };
    form[n++] = (struct http_field){ S("blank_ok"), S("1") };
    for (int i = 0; i < t->set->n_items; i++) {
        int at = choose(t->set, i);
        if (at >= 0) {
            form[n++] = (struct http_field){ str_cat(a, S("a."), t->set->item[i].id),
                                             t->set->item[i].cases[0].option[at].id };
        }
    }
    return fixture_post(t->f, account, str_cat(a, t->sheet, str_c(tail)), n, form);
}

void table_hand_in(struct table *t, Id account, table_choice *choose)
{
    struct page p = table_score(t, account, choose, "/nop");
    CHECK_INT(p.status, 303);
}

struct page table_talk(struct table *t, Id account, const char *after, Str item)
{
    struct arena *a = t->f->arena;
    return fixture_post(t->f, account, str_cat(a, t->page, S("/thao-luan")),
                        FORM({ S("after"), str_c(after) },
                             { S("words"), S("xem lại <hợp đồng> liên kết") },
                             { str_cat(a, S("i."), item), S("1") },
                             { str_cat(a, S("p."), id_text(a, t->f->member[0])), S("1") },
                             { str_cat(a, S("p."), id_text(a, t->f->member[1])), S("1") }));
}

/* ---- a supplement ---- */

static Str dossier_at(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/ho-so/%.*s%s", STR_ARG(id_text(t->f->arena, t->dossier)), tail);
}

struct page table_ask(struct table *t, Str target, const char *until)
{
    return fixture_post(t->f, t->f->secretary, str_cat(t->f->arena, t->page, S("/bo-sung")),
                        FORM({ S("target.1"), target }, { S("text.1"), S("bổ sung <hợp đồng>") },
                             { S("text.2"), S("") }, { S("until"), str_c(until) }));
}

struct page table_attach(struct table *t, Str item)
{
    Str at = str_cat(t->f->arena, dossier_at(t, "/minh-chung/"), item);
    return fixture_post(t->f, t->f->owner, at,
                        FORM({ S("evidence"), id_text(t->f->arena, t->paper) }));
}

static Err open_requests(struct tx *tx, void *arg)
{
    struct dossier_requests *ret = ((void **)arg)[1];
    return dossier_requests(tx, *(const Id *)((void **)arg)[0], ret);
}

struct page table_hand_in_more(struct table *t)
{
    struct arena *a = t->f->arena;
    struct dossier_requests all = { 0 };
    void *arg[] = { &t->dossier, &all };
    struct tx_opts o = { .mode = TX_READ, .arena = a, .now = t->f->now };
    CHECK_ERR(tx_run(t->f->db, &o, open_requests, arg), OK);
    for (size_t i = 0; i < all.n; i++) {
        if (time_none(all.v[i].closed_at)) {
            Str no = str_fmt(a, "%lld", (long long)all.v[i].no);
            CHECK_INT(fixture_post(t->f, t->f->owner, str_cat(a, dossier_at(t, "/yeu-cau/"), no),
                                   FORM({ str_cat(a, S("answer-"), no), S("đã có") }))
                          .status,
                      303);
        }
    }
    struct page p = fixture_get(t->f, t->f->owner, dossier_at(t, "/nop"));
    Str version = page_input(&p, S("version"));
    return fixture_post(t->f, t->f->owner, dossier_at(t, "/nop"),
                        FORM({ S("version"), str_none(version) ? S("0") : version }));
}

struct page table_lay(struct table *t)
{
    Str at = str_cat(t->f->arena, t->page, S("/bo-sung"));
    struct page p = fixture_get(t->f, t->f->secretary, at);
    Str filed = page_input(&p, S("filed"));
    return fixture_post(t->f, t->f->secretary, str_cat(t->f->arena, at, S("/ban-moi")),
                        FORM({ S("filed"), str_none(filed) ? S("") : filed }));
}

void table_supplement(struct table *t, Str item)
{
    CHECK_INT(table_ask(t, item, "30/06/2026").status, 303);
    CHECK_INT(table_attach(t, item).status, 303);
    CHECK_INT(table_hand_in_more(t).status, 303);
    CHECK_INT(table_lay(t).status, 303);
}

void table_keep(struct table *t, Id account, Str item)
{
    struct arena *a = t->f->arena;
    Str at = str_cat(a, t->sheet, S("/ban-moi"));
    struct page p = fixture_get(t->f, account, at);
    p = fixture_post(t->f, account, at,
                     FORM({ S("version"), page_input(&p, S("version")) },
                          { S("filed"), page_input(&p, S("filed")) },
                          { str_cat(a, S("k."), item), S("1") }));
    CHECK_INT(p.status, 303);
}

int table_status(struct table *t, Id account, Str target)
{
    return fixture_get(t->f, account, target).status;
}

Str table_plain(struct table *t, Id account, Str target)
{
    struct page p = fixture_get(t->f, account, target);
    Str mark = S("name=\"idem\" value=\"");
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    Str rest = p.body;
    CHECK_INT(p.status, 200);
    for (size_t at = str_find(rest, mark); at < rest.n; at = str_find(rest, mark)) {
        out_raw(o, str_sub(rest, 0, at));
        rest = str_skip(rest, at + mark.n);
        rest = str_skip(rest, str_find_c(rest, '"'));
    }
    out_raw(o, rest);
    return out_dup(t->f->arena, o);
}

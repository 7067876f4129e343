/* anchor_test.c: anchor files: who prepares and confirms them, who is blind until when, and that
 * nothing of them counts anywhere. */
#include "domain/council/anchor.h"
#include "domain/council/table_test.h"
#include "domain/dossier/dossier.h"

/* ---- a session that is over, and one with anchors ---- */

struct calm {
    struct table *t;
    struct table old; /* the concluded file */
    Id anchor;
    Str at, list; /* "/phieu-mau/A", "/phien/S/mau" */
};

static int low(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

static Err recognise(struct tx *tx, void *arg)
{
    const struct table *t = arg;
    struct dossier d;
    TRY(dossier_get(tx, t->dossier, &d));
    TRY(dossier_move(tx, d.id, d.version, DOSSIER_RECOGNISED, DATE_NONE, tx_now(tx)));
    return tx_note(tx, S("test.recognised"), d.id);
}

static Str session_at(struct table *t, const char *tail)
{
    return str_fmt(t->f->arena, "/phien/%.*s%s", STR_ARG(id_text(t->f->arena, t->session)), tail);
}

enum { NOBODY = -1 };

/* The first file is closed and recognised; a second session has one file open. aside: the member
 * who stands aside from the first. */
static struct calm concluded(struct db *db, int aside)
{
    struct calm c = { .t = table_open(db, 5) };
    struct table *t = c.t;
    struct fixture *f = t->f;
    if (aside != NOBODY) {
        Str to = str_cat(f->arena, t->sheet, S("/tu-choi"));
        CHECK_INT(fixture_post(f, f->member[aside], to, FORM({ S("reason"), S("góp vốn") })).status,
                  303);
    }
    for (int i = 0; i < 5; i++) {
        if (i != aside) {
            table_hand_in(t, f->member[i], low);
        }
    }
    struct page p = fixture_post(f, f->secretary, str_cat(f->arena, t->page, S("/dong")), NO_FORM);
    CHECK_INT(p.status, 303);
    CHECK_ERR(fixture_tx(f, RECOGNITION_DECIDE, DOSSIER_RECOGNISED, f->leader, recognise, t), OK);
    c.old = *t;
    Str open = str_fmt(f->arena, "/hoi-dong/%.*s/phien", STR_ARG(id_text(f->arena, t->council)));
    p = fixture_post(f, f->secretary, open,
                     FORM({ S("name"), S("Phiên đợt 2") }, { S("held_on"), S("25/06/2026") }));
    CHECK_INT(p.status, 303);
    t->session = page_id(&p, S("/phien/"));
    table_add_file(t);
    c.list = session_at(t, "/mau");
    return c;
}

static struct page put(struct calm *c, Id who, Id file)
{
    struct fixture *f = c->t->f;
    struct page p = fixture_post(f, who, c->list, FORM({ S("file"), id_text(f->arena, file) }));
    if (p.status == 303) {
        c->anchor = page_id(&p, S("/phieu-mau/"));
        c->at = str_cat(f->arena, S("/phieu-mau/"), id_text(f->arena, c->anchor));
    }
    return p;
}

static Str at(const struct calm *c, const char *tail)
{
    return str_cat(c->t->f->arena, c->at, str_c(tail));
}

/* Posts a sheet or a reference of so many items; notes: NULL for none. */
static struct page write_sheet(struct calm *c, Id who, const char *page, const char *post,
                               table_choice *choose, const char *notes)
{
    struct arena *a = c->t->f->arena;
    struct http_field form[2 * CRITERIA_ITEMS_MAX + 2];
    size_t n = 0;
    struct page now = fixture_get(c->t->f, who, at(c, page));
    Str version = page_input(&now, S("version"));
    form[n++] = (struct http_field){ S("version"), str_none(version) ? S("0") : version };
    form[n++] = (struct http_field){ S("blank_ok"), S("1") };
    for (int i = 0; i < c->t->set->n_items; i++) {
        const struct criteria_item *item = &c->t->set->item[i];
        form[n++] = (struct http_field){ str_cat(a, S("a."), item->id),
                                         item->cases[0].option[choose(c->t->set, i)].id };
        if (notes != NULL) {
            form[n++] = (struct http_field){ str_cat(a, S("n."), item->id), str_c(notes) };
        }
    }
    return fixture_post(c->t->f, who, at(c, post), n, form);
}

static int second(const struct criteria_set *set, int item)
{
    return set->item[item].cases[0].n > 1 ? 1 : 0;
}

static struct page confirm(struct calm *c, Id who)
{
    struct page now = fixture_get(c->t->f, who, at(c, "/tham-chieu"));
    Str version = page_input(&now, S("version"));
    return fixture_post(c->t->f, who, at(c, "/xac-nhan"),
                        FORM({ S("version"), str_none(version) ? S("0") : version }));
}

/* Put, written and confirmed. */
static struct calm open_anchor(struct db *db, int aside)
{
    struct calm c = concluded(db, aside);
    struct fixture *f = c.t->f;
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    struct page p = write_sheet(&c, f->secretary, "/lap", "/lap", second, "lý do <mật>");
    CHECK_INT(p.status, 303);
    CHECK_INT(confirm(&c, f->member[0]).status, 303);
    return c;
}

static void score(struct calm *c, Id who, table_choice *choose)
{
    struct page p = write_sheet(c, who, "", "/nop", choose, NULL);
    CHECK_INT(p.status, 303);
}

/* ---- preparing ---- */

TEST_DB(anchor_only_concluded_files_of_another_session)
{
    struct calm c = concluded(db, NOBODY);
    struct fixture *f = c.t->f;
    struct page p = fixture_get(f, f->secretary, c.list);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, id_text(f->arena, c.old.file)));
    CHECK(!page_has(&p, id_text(f->arena, c.t->file)));
    p = fixture_get(f, f->secretary, str_cat(f->arena, c.list, S("?q=khong+co")));
    CHECK(!page_has(&p, id_text(f->arena, c.old.file)));
    CHECK_INT(put(&c, f->secretary, c.t->file).status, 422); /* still open, of this session */
    p = fixture_post(f, f->secretary, c.list, NO_FORM);
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Chưa chọn hồ sơ")));
    CHECK_INT(put(&c, f->member[0], c.old.file).status, 404);
    CHECK_INT(put(&c, f->officer, c.old.file).status, 404);
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 422); /* there already */
    fixture_close(f);
}

TEST_DB(anchor_is_put_once_by_a_double_click)
{
    struct calm c = concluded(db, NOBODY);
    struct fixture *f = c.t->f;
    Str file = id_text(f->arena, c.old.file);
    for (int i = 0; i < 2; i++) {
        struct page p = fixture_post(f, f->secretary, c.list,
                                     FORM({ S("file"), file }, { S("idem"), S("mot-lan") }));
        CHECK_INT(p.status, 303);
    }
    struct page p = fixture_get(f, f->secretary, c.list);
    Str rest = str_skip(p.body, str_find(p.body, S("/bo\"")) + 1);
    CHECK(rest.n > 0 && str_find(rest, S("/bo\"")) == rest.n); /* one */
    fixture_close(f);
}

TEST_DB(anchor_proposals_are_shown_and_never_taken_silently)
{
    struct calm c = concluded(db, NOBODY);
    struct fixture *f = c.t->f;
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    struct page p = fixture_get(f, f->secretary, at(&c, "/lap"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("đề xuất")) && page_has(&p, S("(5 phiếu)")));
    CHECK(page_has(&p, str_fmt(f->arena, "action=\"%.*s/lap\"", STR_ARG(c.at))));
    p = fixture_get(f, f->member[0], at(&c, "/tham-chieu"));
    CHECK(page_has(&p, S("Chưa chấm")) && page_has(&p, S("Chưa có lý do")));
    Str yes = at(&c, "/xac-nhan");
    CHECK_INT(fixture_post(f, f->member[0], yes, FORM({ S("version"), S("1") })).status, 422);
    CHECK_INT(write_sheet(&c, f->secretary, "/lap", "/lap", second, NULL).status, 303);
    p = fixture_post(f, f->member[0], yes, FORM({ S("version"), S("2") }));
    CHECK_INT(p.status, 422); /* levels without reasons */
    CHECK(page_has(&p, S("chưa có mức hoặc lý do")));
    p = fixture_get(f, f->member[0], session_at(c.t, ""));
    CHECK(!page_has(&p, S("chờ ông/bà xác nhận")));
    CHECK_INT(write_sheet(&c, f->secretary, "/lap", "/lap", second, "lý do").status, 303);
    p = fixture_get(f, f->member[0], session_at(c.t, ""));
    CHECK(page_has(&p, S("Có 1 phiếu tham chiếu chờ ông/bà xác nhận")));
    p = fixture_get(f, f->member[1], c.list);
    CHECK(!page_has(&p, S("Nước mắm")));
    fixture_close(f);
}

TEST_DB(anchor_reference_keeps_what_was_typed)
{
    struct calm c = concluded(db, NOBODY);
    struct fixture *f = c.t->f;
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    struct page p =
        fixture_post(f, f->secretary, at(&c, "/lap"),
                     FORM({ S("version"), S("1") }, { S("a.QD26-09.1.1"), S("QD26-09.1.2.o1") },
                          { S("n.QD26-09.1.1"), S("giữ <chữ> này") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("giữ &lt;chữ&gt; này")));
    CHECK_INT(write_sheet(&c, f->secretary, "/lap", "/lap", second, "a").status, 303);
    p = fixture_post(f, f->secretary, at(&c, "/lap"),
                     FORM({ S("version"), S("1") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o1") },
                          { S("n.QD26-09.1.1"), S("bản cũ") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("bản cũ")));
    CHECK(page_has(&p, str_fmt(f->arena, "action=\"%.*s/lap\"", STR_ARG(c.at))));
    p = fixture_post(f, f->secretary, at(&c, "/bo"), FORM({ S("version"), S("1") }));
    CHECK_INT(p.status, 409);
    p = fixture_post(f, f->secretary, at(&c, "/bo"), FORM({ S("version"), S("2") }));
    CHECK_INT(p.status, 303);
    CHECK_INT(table_status(c.t, f->secretary, at(&c, "/tham-chieu")), 404);
    fixture_close(f);
}

TEST_DB(anchor_reference_needs_a_second_person)
{
    struct calm c = concluded(db, NOBODY);
    struct fixture *f = c.t->f;
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    CHECK_INT(write_sheet(&c, f->secretary, "/lap", "/lap", second, "lý do").status, 303);
    Id others[] = { f->secretary, f->member[1], f->member[2], f->officer, f->leader, f->owner };
    for (size_t i = 0; i < COUNT_OF(others); i++) {
        struct page p =
            fixture_post(f, others[i], at(&c, "/xac-nhan"), FORM({ S("version"), S("2") }));
        CHECK_INT(p.status, 404);
    }
    struct page p =
        fixture_post(f, f->member[0], at(&c, "/xac-nhan"), FORM({ S("version"), S("1") }));
    CHECK_INT(p.status, 409); /* it has changed since */
    CHECK_INT(confirm(&c, f->member[0]).status, 303);
    CHECK_INT(table_status(c.t, f->secretary, at(&c, "/lap")), 404); /* it stays */
    p = fixture_post(f, f->secretary, at(&c, "/bo"), FORM({ S("version"), S("2") }));
    CHECK_INT(p.status, 404);
    CHECK_INT(table_status(c.t, f->member[0], c.at), 404); /* who knows it does not score */
    fixture_close(f);
}

/* The data store itself refuses what no page lets through. */
static Err confirm_own(struct tx *tx, void *arg)
{
    const struct calm *c = arg;
    TRY(anchor_confirmed_put(tx, c->anchor, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("test.confirmed"), c->anchor);
}
static Err write_late(struct tx *tx, void *arg)
{
    const struct calm *c = arg;
    TRY(anchor_reference_put(tx, c->anchor, S("QD26-09.1.1"), S("QD26-09.1.1.o1"), S("x"),
                             tx_account(tx)));
    return tx_note(tx, S("test.written"), c->anchor);
}

TEST_DB(anchor_tables_hold_four_eyes_and_the_confirmed_reference)
{
    struct calm c = concluded(db, NOBODY);
    struct fixture *f = c.t->f;
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    CHECK_INT(write_sheet(&c, f->secretary, "/lap", "/lap", second, "lý do").status, 303);
    CHECK(fixture_tx(f, ANCHOR_CONFIRM, 0, f->secretary, confirm_own, &c) != OK);
    CHECK_INT(confirm(&c, f->member[0]).status, 303);
    CHECK(fixture_tx(f, ANCHOR_EDIT, 0, f->secretary, write_late, &c) != OK);
    fixture_close(f);
}

/* ---- blind until the own sheet is in ---- */

TEST_DB(anchor_member_is_blind_until_the_own_sheet_is_in)
{
    struct calm c = open_anchor(db, NOBODY);
    struct fixture *f = c.t->f;
    Str pages[] = { c.list, c.at, session_at(c.t, ""), S("/ban-lam-viec"), S("/hoi-dong") };
    Str before[COUNT_OF(pages)];
    struct page p;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        before[i] = table_plain(c.t, f->member[1], pages[i]);
        CHECK(str_find(before[i], S("lý do")) == before[i].n);
    }
    static const char *const shut[] = { "/tham-chieu", "/doi-chieu", "/phan-bo", "/lap" };
    for (size_t i = 0; i < COUNT_OF(shut); i++) {
        CHECK_INT(table_status(c.t, f->member[1], at(&c, shut[i])), 404);
        struct http_field json = { S("Accept"), S("application/json") };
        p = fixture_send(f, f->member[1], HTTP_GET, at(&c, shut[i]), NO_FORM, 1, &json);
        CHECK_INT(p.status, 404);
    }
    score(&c, f->member[2], table_best);
    score(&c, f->member[3], low);
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        CHECK_STR(table_plain(c.t, f->member[1], pages[i]), before[i]); /* byte by byte */
    }
    p = fixture_get(f, f->secretary, c.list);
    CHECK(page_has(&p, S("2 trên 4 phiếu")) && page_has(&p, S("uyvien.2")));
    CHECK_INT(table_status(c.t, f->secretary, at(&c, "/phan-bo")), 404); /* not all are in */
    p = write_sheet(&c, f->member[1], "", "/nop", second, NULL);
    CHECK_INT(p.status, 303);
    p = fixture_get(f, f->member[1], at(&c, "/doi-chieu"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("lý do &lt;mật&gt;")) && page_has(&p, S("0 trên")));
    CHECK_INT(table_status(c.t, f->member[1], at(&c, "/phan-bo")), 404);
    CHECK_INT(table_status(c.t, f->member[1], c.at), 404); /* it is in for good */
    fixture_close(f);
}

TEST_DB(anchor_sheet_is_kept_and_refused_as_a_real_one)
{
    struct calm c = open_anchor(db, NOBODY);
    struct fixture *f = c.t->f;
    Str blank = at(&c, "/nop");
    struct page p =
        fixture_post(f, f->member[1], blank,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o1") },
                          { S("remark"), S("giữ <lời>") }));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("giữ &lt;lời&gt;")));
    p = fixture_post(f, f->member[1], c.at,
                     FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), S("QD26-09.1.1.o2") }));
    CHECK_INT(p.status, 303);
    struct http_field json = { S("Accept"), S("application/json") };
    struct http_field form[] = { { S("version"), S("2") },
                                 { S("a.QD26-09.1.1"), S("QD26-09.1.1.o1") } };
    p = fixture_send(f, f->member[1], HTTP_POST, c.at, COUNT_OF(form), form, 1, &json);
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("\"version\":3")));
    p = fixture_post(f, f->member[1], c.at,
                     FORM({ S("version"), S("1") }, { S("n.QD26-09.1.1"), S("muộn") }));
    CHECK_INT(p.status, 409);
    CHECK(page_has(&p, S("muộn")));
    CHECK(page_has(&p, str_fmt(f->arena, "action=\"%.*s\"", STR_ARG(c.at))));
    p = fixture_get(f, f->member[2], c.at);
    CHECK(!page_has(&p, S("checked"))); /* each his own */
    CHECK(page_has(&p, str_fmt(f->arena, "action=\"%.*s/nop\"", STR_ARG(c.at))));
    fixture_close(f);
}

TEST_DB(anchor_is_never_given_to_a_member_with_a_conflict)
{
    struct calm c = open_anchor(db, 4);
    struct fixture *f = c.t->f;
    struct page p = fixture_get(f, f->member[4], c.list);
    CHECK(!page_has(&p, S("Nước mắm")));
    p = fixture_get(f, f->member[4], session_at(c.t, ""));
    CHECK(!page_has(&p, S("ồ sơ mẫu")));
    CHECK_INT(table_status(c.t, f->member[4], c.at), 404);
    Str paper = str_fmt(f->arena, "/tep/%.*s", STR_ARG(id_text(f->arena, c.old.paper)));
    CHECK_INT(table_status(c.t, f->member[4], str_cat(f->arena, c.at, paper)), 404);
    CHECK_INT(table_status(c.t, f->member[1], str_cat(f->arena, c.at, paper)), 200);
    Str out = at(&c, "/tu-choi");
    CHECK_INT(fixture_post(f, f->member[3], out, FORM({ S("reason"), S("") })).status, 422);
    CHECK_INT(fixture_post(f, f->member[3], out, FORM({ S("reason"), S("họ hàng") })).status, 303);
    CHECK_INT(table_status(c.t, f->member[3], c.at), 404);
    score(&c, f->member[1], low);
    score(&c, f->member[2], table_best);
    CHECK_INT(table_status(c.t, f->secretary, at(&c, "/phan-bo")), 200); /* nobody else has to */
    fixture_close(f);
}

TEST_DB(anchor_chair_with_a_conflict_leaves_it_to_the_vice_chair)
{
    struct calm c = concluded(db, 0);
    struct fixture *f = c.t->f;
    CHECK_INT(put(&c, f->secretary, c.old.file).status, 303);
    CHECK_INT(write_sheet(&c, f->secretary, "/lap", "/lap", second, "lý do").status, 303);
    struct page p = fixture_get(f, f->member[0], c.list);
    CHECK(!page_has(&p, S("Nước mắm")));
    CHECK_INT(table_status(c.t, f->member[0], at(&c, "/tham-chieu")), 404);
    CHECK_INT(confirm(&c, f->member[0]).status, 404);
    CHECK_INT(confirm(&c, f->member[1]).status, 303);
    CHECK_INT(table_status(c.t, f->member[0], c.at), 404);
    CHECK_INT(table_status(c.t, f->member[2], c.at), 200);
    fixture_close(f);
}

/* ---- together ---- */

TEST_DB(anchor_spread_opens_when_all_are_in_or_it_ends)
{
    struct calm c = open_anchor(db, NOBODY);
    struct fixture *f = c.t->f;
    score(&c, f->member[1], low);
    score(&c, f->member[2], low);
    score(&c, f->member[3], table_best);
    Id both[] = { f->secretary, f->member[0] };
    CHECK_INT(fixture_post(f, f->member[0], at(&c, "/ket-thuc"), NO_FORM).status, 404);
    CHECK_INT(table_status(c.t, f->member[0], at(&c, "/phan-bo")), 404);
    CHECK_INT(fixture_post(f, f->secretary, at(&c, "/ket-thuc"), NO_FORM).status, 303);
    for (size_t i = 0; i < COUNT_OF(both); i++) {
        struct page p = fixture_get(f, both[i], at(&c, "/phan-bo"));
        CHECK_INT(p.status, 200);
        CHECK(page_has(&p, S("3 phiếu")) && !page_has(&p, S("uyvien.2")));
    }
    CHECK_INT(table_status(c.t, f->member[4], c.at), 404); /* too late */
    CHECK_INT(table_status(c.t, f->member[4], at(&c, "/doi-chieu")), 404);
    CHECK_INT(table_status(c.t, f->member[1], at(&c, "/doi-chieu")), 200);
    CHECK_INT(table_status(c.t, f->officer, at(&c, "/phan-bo")), 404);
    fixture_close(f);
}

TEST(anchor_level_nearest_to_the_mean)
{
    struct criteria_sets sets;
    CHECK_ERR(criteria_load_builtin(test_arena(), &sets), OK);
    const struct criteria_set *set = sets.v[0];
    struct score_answers sheets[3];
    struct score_answer answer[3];
    const struct criteria_case *k = &set->item[0].cases[0];
    struct anchor_proposal p;
    anchor_nearest(set, 0, 0, sheets, &p);
    CHECK(str_empty(p.choice));
    for (size_t i = 0; i < 3; i++) {
        answer[i] =
            (struct score_answer){ set->item[0].id, k->option[i == 0 ? 0 : k->n - 1].id, S("") };
        sheets[i] = (struct score_answers){ 1, &answer[i] };
    }
    anchor_nearest(set, 0, 1, sheets, &p);
    CHECK_STR(p.choice, k->option[0].id);
    anchor_nearest(set, 0, 3, sheets, &p);
    CHECK_INT(p.sheets, 3);
    CHECK(frac_cmp(p.mean, frac_make(k->option[0].points + 2 * k->option[k->n - 1].points, 3)) ==
          0);
    int64_t least = INT64_MAX;
    for (size_t j = 0; j < k->n; j++) {
        int64_t d = 3 * k->option[j].points - k->option[0].points - 2 * k->option[k->n - 1].points;
        least = (d < 0 ? -d : d) < least ? (d < 0 ? -d : d) : least;
    }
    struct criteria_ref ref;
    CHECK(criteria_lookup(set, p.choice, &ref) && ref.item == 0 && ref.option >= 0);
    int64_t got =
        3 * k->option[ref.option].points - k->option[0].points - 2 * k->option[k->n - 1].points;
    CHECK_INT(got < 0 ? -got : got, least);
    answer[0].choice = answer[1].choice = answer[2].choice = COUNCIL_NONE_CHOSEN;
    anchor_nearest(set, 0, 3, sheets, &p);
    CHECK_STR(p.choice, k->option[0].points == 0 ? k->option[0].id : COUNCIL_NONE_CHOSEN);
}

/* ---- nothing of it counts ---- */

/* What people see of the session's files and of its closing, and what is stored. */
struct facts {
    struct score_result result;
    Str leniency;
    int64_t waiting;
};
struct looking {
    Id file, account;
    struct facts *ret;
};
static Err look(struct tx *tx, void *arg)
{
    struct looking *l = arg;
    bool found = false;
    TRY(score_result_get(tx, l->file, &found, &l->ret->result));
    return council_waiting(tx, l->account, &l->ret->waiting);
}

static struct facts close_and_look(struct calm *c)
{
    struct table *t = c->t;
    struct fixture *f = t->f;
    struct facts x = { 0 };
    for (size_t i = 0; i < 5; i++) {
        table_hand_in(t, f->member[i], second);
    }
    struct page p = fixture_post(f, f->secretary, str_cat(f->arena, t->page, S("/dong")), NO_FORM);
    CHECK_INT(p.status, 303);
    struct looking l = { t->file, f->member[1], &x };
    struct tx_opts o = { .mode = TX_READ, .arena = f->arena, .now = f->now };
    CHECK_ERR(tx_run(f->db, &o, look, &l), OK);
    x.leniency = table_plain(t, f->secretary, session_at(t, "/do-lech"));
    return x;
}

/* Ids and instants differ between two fixtures; what was counted does not. */
TEST_DB(anchor_counts_nowhere)
{
    struct db *other = NULL;
    if (!CHECK_ERR(test_db_open(db_engine(db), &other), OK)) {
        return;
    }
    struct calm plain = concluded(other, NOBODY);
    struct facts without = close_and_look(&plain);
    struct score_result kept = without.result;
    Str detail = str_dup(test_arena(), kept.detail); /* which level each sheet chose */
    fixture_close(plain.t->f);
    test_db_close(other);
    struct calm c = open_anchor(db, NOBODY);
    struct fixture *f = c.t->f;
    Str before = table_plain(c.t, f->officer, session_at(c.t, ""));
    Str old = table_plain(c.t, f->member[1], c.old.page);
    struct page closing = fixture_get(f, f->secretary, str_cat(f->arena, c.t->page, S("/dong")));
    CHECK(page_has(&closing, S("0 trên 5 phiếu")));
    for (size_t i = 1; i < 5; i++) {
        score(&c, f->member[i], i % 2 == 0 ? low : table_best);
    }
    CHECK_STR(table_plain(c.t, f->officer, session_at(c.t, "")), before);
    CHECK_STR(table_plain(c.t, f->member[1], c.old.page), old); /* of the concluded file */
    closing = fixture_get(f, f->secretary, str_cat(f->arena, c.t->page, S("/dong")));
    CHECK(page_has(&closing, S("0 trên 5 phiếu")));
    struct facts with = close_and_look(&c);
    CHECK_STR(with.result.detail, detail);
    CHECK_INT(with.result.members, kept.members);
    CHECK_INT(with.result.sheets, kept.sheets);
    CHECK_INT(with.result.mean_num, kept.mean_num);
    CHECK_INT(with.result.mean_den, kept.mean_den);
    CHECK_INT(with.result.star, kept.star);
    CHECK_INT(with.result.spread, kept.spread);
    CHECK_INT(with.waiting, without.waiting);
    CHECK(str_find(with.leniency, S("1. Nước mắm")) < with.leniency.n);
    CHECK(str_find(with.leniency, S("2. ")) == with.leniency.n);
    fixture_close(f);
}

/* ---- the regulation ---- */

TEST_DB(anchor_regulation_may_ask_for_them_first)
{
    struct calm c = open_anchor(db, 4);
    struct fixture *f = c.t->f;
    Str rule =
        str_fmt(f->arena, "/hoi-dong/%.*s/ho-so-mau", STR_ARG(id_text(f->arena, c.t->council)));
    CHECK_INT(table_status(c.t, f->member[1], c.t->sheet), 200); /* the default: no */
    CHECK_INT(fixture_post(f, f->secretary, rule, FORM({ S("anchor_first"), S("1") })).status, 404);
    CHECK_INT(fixture_post(f, f->officer, rule, FORM({ S("anchor_first"), S("1") })).status, 303);
    struct page p = fixture_get(f, f->member[1], session_at(c.t, ""));
    CHECK(page_has(&p, S("Quy chế của Hội đồng yêu cầu")));
    CHECK(!page_has(&p, c.t->sheet));
    CHECK_INT(table_status(c.t, f->member[1], c.t->sheet), 404);
    CHECK_INT(table_score(c.t, f->member[1], low, "/nop").status, 404);
    CHECK_INT(table_status(c.t, f->member[0], c.t->sheet), 200); /* confirmed the reference */
    CHECK_INT(table_status(c.t, f->member[4], c.t->sheet), 200); /* must not judge the anchor */
    score(&c, f->member[1], low);
    CHECK_INT(table_status(c.t, f->member[1], c.t->sheet), 200);
    CHECK_INT(fixture_post(f, f->secretary, at(&c, "/ket-thuc"), NO_FORM).status, 303);
    CHECK_INT(table_status(c.t, f->member[2], c.t->sheet), 200); /* it is over: binds nobody */
    fixture_close(f);
}

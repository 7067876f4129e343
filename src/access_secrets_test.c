/* access_secrets_test.c: what somebody must not see of others, secret by secret, in two worlds. */
#include "access_world_test.h"
#include "domain/commune/commune.h"
#include "domain/criteria/draft.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/evidence.h"
#include "domain/product/product.h"
#include "domain/register/register.sql.h"

static const struct world_thing *thing(const struct world *w, const char *about)
{
    for (size_t i = 0; i < w->n; i++) {
        if (str_eq(str_c(w->thing[i].about), str_c(about))) {
            return &w->thing[i];
        }
    }
    BUG_UNLESS(false);
    return NULL;
}

static void hide(struct world *w, enum world_kind kind, Id id, Id part)
{
    w->secret = (struct world_secret){ kind, id, part };
}

/* ---- of producers ---- */

static Err product_of(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct dossier d;
    TRY(dossier_get(tx, w->secret.id, &d));
    w->secret.part = d.product;
    return OK;
}

/* A dossier and its product. */
static void hide_dossier(struct world *w, Id id)
{
    struct tx_opts o = { .mode = TX_READ, .arena = w->f->arena, .now = w->f->now };
    hide(w, WORLD_DOSSIER, id, ID_NONE);
    CHECK_ERR(tx_run(w->f->db, &o, product_of, w), OK);
}

static void another_draft(struct world *w, int number)
{
    if (number == 1) {
        struct page p = fixture_post(w->f, w->f->other_owner, S("/ho-so/moi"),
                                     FORM({ S("product"), S("") }, { S("name"), S("Bí mật mắm") },
                                          { S("set_no"), S("9") }, { S("kind"), S("1") },
                                          { S("target_star"), S("5") }));
        CHECK_INT(p.status, 303);
        hide_dossier(w, page_id(&p, S("/ho-so/")));
    }
}

TEST_DB(access_secret_draft)
{
    two_worlds(db, &(struct two_worlds){ "a new draft", another_draft, { "other owner" } });
}

static Err type_on(struct tx *tx, void *arg)
{
    struct world *w = arg;
    Id id = thing(w, "sent back by the province")->id;
    TRY(dossier_fact_put(tx, id, S("product.volume"), S("bí mật"), tx_now(tx)));
    TRY(dossier_answer_put(tx, id, S("QD26-09.1.1"), S("QD26-09.1.1.o1"), S("bí mật"), tx_now(tx)));
    TRY(dossier_link_put(tx, id, S("QD26-09.1.1"), w->t->paper, 1, 1));
    TRY(dossier_skip_put(tx, id, S("E15"), S("bí mật")));
    return tx_note(tx, S("test.typed"), id);
}

static void typed_while_returned(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, DOSSIER_EDIT, 0, w->f->owner, type_on, w), OK);
    }
}

TEST_DB(access_secret_typed_but_not_handed_in)
{
    two_worlds(db, &(struct two_worlds){
                       "typed into a returned dossier", typed_while_returned, { "owner" } });
}

static Err supplement(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct dossier d;
    TRY(dossier_get(tx, thing(w, "in council, asked")->id, &d));
    TRY(dossier_link_put(tx, d.id, S("E03"), w->t->paper, 1, 1));
    TRY(dossier_answer_put(tx, d.id, S("QD26-09.1.1"), S("QD26-09.1.1.o1"), S("bí mật"),
                           tx_now(tx)));
    TRY(dossier_touch(tx, d.id, d.version));
    return tx_note(tx, S("test.supplemented"), d.id);
}

static void supplemented_in_council(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, DOSSIER_EDIT, 0, w->f->owner, supplement, w), OK);
    }
}

/* The council sees it when it is handed in. */
TEST_DB(access_secret_supplement_not_handed_in)
{
    two_worlds(db, &(struct two_worlds){
                       "typed in while a council waits", supplemented_in_council, { "owner" } });
}

static Err rename_product(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct dossier d;
    struct product p;
    TRY(dossier_get(tx, thing(w, "sent back by the province")->id, &d));
    TRY(dossier_target(tx, d.id, d.version, 5));
    TRY(product_get(tx, d.product, &p));
    struct product_new n = {
        .producer = p.producer, .name = S("Bí mật mắm"), .set_no = p.set_no, .story = S("bí mật")
    };
    TRY(product_change(tx, p.id, p.version, &n));
    return tx_note(tx, S("test.renamed"), p.id);
}

static void renamed_while_returned(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, DOSSIER_EDIT, 0, w->f->owner, rename_product, w), OK);
    }
}

/* Until it is handed in again, others have it under the name it was handed in with. */
TEST_DB(access_secret_name_and_story_not_handed_in)
{
    two_worlds(db, &(struct two_worlds){
                       "a returned product's new name", renamed_while_returned, { "owner" } });
}

static void filed_elsewhere(struct world *w, int number)
{
    if (number == 1) {
        hide_dossier(
            w, fixture_dossier(w->f, w->f->other_owner, w->f->other_producer, 9, "Bí mật mắm"));
    }
}

TEST_DB(access_secret_dossier_of_another_commune)
{
    two_worlds(db, &(struct two_worlds){ "filed at another commune",
                                         filed_elsewhere,
                                         { "other owner", "other commune" } });
}

static Err add_paper(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct evidence e;
    TRY(evidence_get(tx, w->t->paper, &e));
    Id id = tx_new_id(tx);
    TRY(evidence_insert(tx, id, e.producer, S("E03"), S("bí mật"), STR_NONE, STR_NONE, DATE_NONE,
                        DATE_NONE, e.file, e.file, S("bi-mat.png"), e.kind, e.size, 1, w->f->owner,
                        tx_now(tx)));
    hide(w, WORLD_EVIDENCE, id, ID_NONE);
    return tx_note(tx, S("test.paper"), id);
}

static void a_paper(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, EVIDENCE_ADD, 0, w->f->owner, add_paper, w), OK);
    }
}

TEST_DB(access_secret_paper_in_the_library)
{
    two_worlds(db, &(struct two_worlds){ "a paper nobody filed", a_paper, { "owner" } });
}

static void idea_and_picture(struct world *w, int number)
{
    struct fixture *f = w->f;
    if (number == 1) {
        struct page p =
            fixture_upload(f, f->other_owner, S("/giay-to"),
                           FORM({ S("type"), S("E03") }, { S("title"), S("bí mật") }),
                           (struct http_field){ S("file"), fixture_photo(80) }, S("anh.jpg"));
        CHECK_INT(p.status, 303);
        Id picture = page_id(&p, S("/giay-to/"));
        p = fixture_post(f, f->other_owner, S("/y-tuong/moi"),
                         FORM({ S("year"), S("2026") }, { S("product"), S("") },
                              { S("name"), S("Bí mật mắm") }, { S("set_no"), S("9") },
                              { S("target_star"), S("4") }, { S("description"), S("bí mật") },
                              { S("materials"), S("Cá cơm") }, { S("novelty"), S("bí mật") }));
        CHECK_INT(p.status, 303);
        hide(w, WORLD_IDEA, page_id(&p, S("/y-tuong/")), picture);
    }
}

/* Whoever takes in the same picture, or writes of a product of that name, learns nothing of it. */
TEST_DB(access_secret_idea_and_picture)
{
    two_worlds(db, &(struct two_worlds){
                       "an idea not sent, a picture", idea_and_picture, { "other owner" } });
}

/* ---- of the commune and the province ---- */

static Err confirm(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct dossier d;
    TRY(dossier_get(tx, thing(w, "at the commune")->id, &d));
    TRY(commune_fact_put(tx, d.filed, S("QD26-09.1.1"), false, S("QD26-09.1.1.o1"), S("bí mật"),
                         w->f->commune, tx_now(tx)));
    return tx_note(tx, S("test.confirmed"), d.id);
}

static void a_finding(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, COMMUNE_CONFIRM, 0, w->f->commune, confirm, w), OK);
    }
}

TEST_DB(access_secret_finding_not_yet_forwarded)
{
    two_worlds(db, &(struct two_worlds){ "a finding of the commune", a_finding, { "commune" } });
}

static Err ask_privately(struct tx *tx, void *arg)
{
    struct world *w = arg;
    Id id = thing(w, "at the commune")->id;
    TRY(dossier_request_insert(tx, tx_new_id(tx), id, 1, S("E03"), S("bí mật"), w->f->commune,
                               tx_now(tx)));
    return tx_note(tx, S("test.asked"), id);
}

static void a_request(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, COMMUNE_REQUEST, 0, w->f->commune, ask_privately, w), OK);
    }
}

/* The producer may see it coming; nobody else. */
TEST_DB(access_secret_request_not_yet_sent)
{
    two_worlds(db, &(struct two_worlds){ "a request", a_request, { "commune", "owner" } });
}

static Err check_import(struct tx *tx, void *arg)
{
    struct world *w = arg;
    Id id = tx_new_id(tx);
    TRY(register_import_insert(tx, id, S("bi-mat.xlsx"), hash_of(S("x")), S("Sheet1"), 1, 1,
                               IMPORT_CHECKED, false, w->f->officer, tx_now(tx)));
    hide(w, WORLD_IMPORT, id, ID_NONE);
    return tx_note(tx, S("test.import"), id);
}

static void an_import(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, check_import, w), OK);
    }
}

TEST_DB(access_secret_import)
{
    two_worlds(db, &(struct two_worlds){ "an import",
                                         an_import,
                                         { "officer", "second officer", "leader and officer" } });
}

static Err draft_set(struct tx *tx, void *arg)
{
    struct world *w = arg;
    Id id;
    TRY(criteria_supersede(tx, thing(w, "set: published")->id, date_add_days(tx_today(tx), 50),
                           &id));
    hide(w, WORLD_CRITERIA, id, ID_NONE);
    return tx_note(tx, S("test.set"), id);
}

static void a_set(struct world *w, int number)
{
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, CRITERIA_SUPERSEDE, CRITERIA_DRAFT, w->f->officer, draft_set, w),
                  OK);
    }
}

TEST_DB(access_secret_draft_of_a_set)
{
    two_worlds(db, &(struct two_worlds){
                       "a draft of a criteria set",
                       a_set,
                       { "officer", "second officer", "leader and officer", "leader" } });
}

/* ---- of the council ---- */

static int lowest(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

static table_choice *choice_of(int number)
{
    return number == 0 ? lowest : table_best;
}

static void a_sheet_begun(struct world *w, int number)
{
    CHECK_INT(table_score(w->t, w->f->member[1], choice_of(number), "").status, 303);
}

TEST_DB(access_secret_sheet_begun)
{
    two_worlds(db, &(struct two_worlds){ "a sheet begun", a_sheet_begun, { "vice-chair" } });
}

static void a_sheet_in(struct world *w, int number)
{
    if (number == 1) {
        table_hand_in(w->t, w->f->member[1], table_best);
    }
}

/* The secretary sees who is in; the chair's own sheet is in. */
TEST_DB(access_secret_sheet_handed_in)
{
    two_worlds(db, &(struct two_worlds){
                       "a sheet handed in", a_sheet_in, { "vice-chair", "chair", "secretary" } });
}

static void points(struct world *w, table_choice *choose)
{
    for (size_t i = 1; i < 4; i++) {
        table_hand_in(w->t, w->f->member[i], choose);
    }
}

/* A little better than the lowest: not further apart than the regulation lets pass. */
static int a_little(const struct criteria_set *set, int item)
{
    return item < 3 ? 1 : lowest(set, item);
}

static void near_points(struct world *w, int number)
{
    points(w, number == 0 ? lowest : a_little);
}

static void far_points(struct world *w, int number)
{
    points(w, choice_of(number));
}

/* Everybody is in but the recused; the file is not closed: the secretary knows who, not what. */
TEST_DB(access_secret_points_before_closing)
{
    two_worlds(db, &(struct two_worlds){ "points before closing",
                                         near_points,
                                         { "chair", "vice-chair", "member", "member 4" } });
}

/* Too far apart: who leads the discussion has to know that, and on what. */
TEST_DB(access_secret_points_far_apart)
{
    two_worlds(
        db, &(struct two_worlds){ "points far apart",
                                  far_points,
                                  { "chair", "vice-chair", "member", "member 4", "secretary" } });
}

static void a_result(struct world *w, int number)
{
    far_points(w, number);
    struct page p = table_talk(w->t, w->f->secretary, "0", S("QD26-09.1.1"));
    CHECK_INT(p.status, number == 0 ? 422 : 303); /* nothing to discuss, or sheets far apart */
    Str at = str_cat(w->f->arena, w->t->page, S("/dong"));
    p = fixture_post(w->f, w->f->secretary, at, FORM({ S("statement"), S("theo đa số") }));
    CHECK_INT(p.status, 303);
}

/* Closed and not yet decided: the producer and the commune wait for the decision. */
TEST_DB(access_secret_result_before_the_decision)
{
    two_worlds(db, &(struct two_worlds){ "a result before the decision",
                                         a_result,
                                         { "chair", "vice-chair", "member", "member 4", "secretary",
                                           "officer", "second officer", "leader",
                                           "leader and officer" } });
}

/* ---- of the meeting ---- */

static Str meeting_at(struct world *w, const char *tail)
{
    return str_fmt(w->f->arena, "/phien/%.*s/cuoc-hop%s",
                   STR_ARG(id_text(w->f->arena, w->t->session)), tail);
}

static void meeting_do(struct world *w, Id who, const char *what, size_t n,
                       const struct http_field *form)
{
    CHECK_INT(fixture_post(w->f, who, meeting_at(w, what), n, form).status, 303);
}

/* Everybody has come, the first file is on the table, and a proposal is put to the vote. */
static Str meet(struct world *w, Str note, Str proposal)
{
    struct arena *a = w->f->arena;
    struct http_field form[FIXTURE_MEMBERS + 1] = { { S("after"), S("0") } };
    Str file = id_text(a, w->t->file);
    for (size_t i = 0; i < FIXTURE_MEMBERS; i++) {
        form[i + 1] =
            (struct http_field){ str_cat(a, S("p."), id_text(a, w->f->member[i])), S("1") };
    }
    meeting_do(w, w->f->secretary, "/co-mat", COUNT_OF(form), form);
    meeting_do(w, w->f->secretary, "/ho-so", FORM({ S("file"), file }, { S("was"), S("") }));
    meeting_do(w, w->f->secretary, "/ghi-chep",
               FORM({ S("about"), file }, { S("corrects"), S("") }, { S("note"), note }));
    meeting_do(w, w->f->secretary, "/bieu-quyet",
               FORM({ S("was"), file }, { S("kind"), S("1") }, { S("proposal"), proposal }));
    struct page p = fixture_get(w->f, w->f->secretary, meeting_at(w, ""));
    return page_input(&p, S("vote"));
}

static void answers(struct world *w, Str vote, size_t from, const char *what)
{
    for (size_t i = from; i < 4; i++) {
        meeting_do(w, w->f->member[i], "/tra-loi",
                   FORM({ S("vote"), vote }, { S("answer"), str_c(what) }));
    }
}

static void a_vote_on_the_file(struct world *w, int number)
{
    Str vote = number == 0 ? meet(w, S("bí mật"), S("một"))
                           : meet(w, S("điều bí mật dài hơn"), S("một điều khác"));
    answers(w, vote, 0, number == 0 ? "1" : "2");
    meeting_do(w, w->f->secretary, "/ket-thuc", FORM({ S("vote"), vote }));
}

/* What is said and voted of a file is not for the member who stands aside; others have minutes. */
TEST_DB(access_secret_of_the_meeting_on_a_file)
{
    two_worlds(db, &(struct two_worlds){ "notes and a vote on a file",
                                         a_vote_on_the_file,
                                         { "chair", "vice-chair", "member", "member 4", "secretary",
                                           "officer", "second officer", "leader",
                                           "leader and officer" } });
}

static void an_answer(struct world *w, int number)
{
    answers(w, meet(w, S("a"), S("b")), 3, number == 0 ? "1" : "2");
}

TEST_DB(access_secret_answer_in_an_open_vote)
{
    two_worlds(db, &(struct two_worlds){ "an answer in an open vote", an_answer, { "member 4" } });
}

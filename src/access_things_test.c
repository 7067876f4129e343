/* access_things_test.c: everything that may be asked about, in every state it can be in. */
#include "access_world_test.h"
#include "domain/criteria/draft.h"
#include "domain/council/rescore.h"
#include "domain/dossier/assist.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/evidence.h"
#include "domain/idea/idea.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"
#include "domain/register/register.h"
#include "domain/register/register.sql.h"

enum { SET_FISH_SAUCE = 9 };
#define PAGE_OF_PDF                                                                                \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                       \
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                           \
    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"                                                   \
    "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

struct planting {
    struct world *w;
    struct world_thing *t;
    Id id, product;
    const char *name;
    int state;
    int64_t set_no; /* of criteria */
};

/* ---- dossiers ---- */

static Err plant_draft(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct fixture *f = x->w->f;
    struct product_new p = { .producer = f->producer,
                             .name = str_c(x->name),
                             .set_no = SET_FISH_SAUCE };
    struct criteria_row set;
    bool found = false;
    TRY(product_create(tx, &p, &x->product));
    TRY(criteria_in_force(tx, SET_FISH_SAUCE, tx_today(tx), &found, &set));
    x->id = tx_new_id(tx);
    TRY(dossier_insert(tx, x->id, x->product, f->producer, f->place, DOSSIER_FIRST, 2026, 4, set.id,
                       DOSSIER_DRAFT, f->owner, tx_now(tx)));
    return tx_note(tx, S("test.planted"), x->id);
}

static Err move(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->id, &d));
    if (d.state != x->state) {
        TRY(dossier_move(tx, x->id, d.version, x->state, DATE_NONE, tx_now(tx)));
    }
    return tx_note(tx, S("test.moved"), x->id);
}

/* What jobs would have made meanwhile: the PDF of the filed version; and the product's picture. */
static Err plant_files(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct dossier d;
    struct dossier_links links;
    struct product product;
    struct evidence picture;
    struct storage_file file;
    TRY(dossier_get(tx, x->id, &d));
    TRY(dossier_links(tx, x->id, &links));
    x->t->paper = links.n > 0 ? links.v[0].evidence : x->w->t->paper;
    if (!id_none(d.filed)) {
        TRY(storage_put(x->w->f->app->program.storage, S(PAGE_OF_PDF), STORAGE_PDF, &file));
        TRY(dossier_pdf_put(tx, d.filed, file.hash, 1, tx_now(tx)));
    }
    TRY(product_get(tx, d.product, &product));
    TRY(evidence_get(tx, x->w->t->paper, &picture));
    Str hash = { (const char *)picture.file.b, sizeof picture.file.b };
    TRY(product_photo_put(tx, product.id, hash, S("một chai nước mắm")));
    return tx_note(tx, S("test.planted"), x->id);
}

static Err ask_for_more(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    TRY(dossier_request_insert(tx, tx_new_id(tx), x->id, 1, S("E03"), S("Chụp lại cho rõ"),
                               x->w->f->commune, tx_now(tx)));
    return tx_note(tx, S("test.asked"), x->id);
}

static Err note_forwarded(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    TRY(dossier_move_note(tx, tx_new_id(tx), x->id, DOSSIER_AT_COMMUNE, DOSSIER_AT_PROVINCE,
                          x->w->f->commune, S(""), tx_now(tx)));
    return tx_note(tx, S("test.forwarded"), x->id);
}

static struct world_thing *add_dossier(struct world *w, int state, const char *about, bool complete)
{
    struct fixture *f = w->f;
    struct planting x = { .w = w, .name = about, .state = state };
    if (state == DOSSIER_DRAFT) {
        CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, f->owner, plant_draft, &x), OK);
    } else {
        x.id = fixture_dossier(f, f->owner, f->producer, SET_FISH_SAUCE, about);
        CHECK_ERR(fixture_tx(f, COMMUNE_FORWARD, state, f->commune, move, &x), OK);
    }
    if (!complete) {
        CHECK_ERR(fixture_tx(f, COMMUNE_REQUEST, 0, f->commune, ask_for_more, &x), OK);
    }
    struct world_thing *t = x.t = world_add(w, WORLD_DOSSIER, about, x.id);
    CHECK_ERR(fixture_tx(f, SYSTEM_LOAD, 0, ID_NONE, plant_files, &x), OK);
    t->owner = f->producer;
    t->place = f->place;
    t->state = state;
    t->complete = complete;
    return t;
}

/* Once at the province, then sent back. */
static void add_sent_back(struct world *w)
{
    struct world_thing *t = add_dossier(w, DOSSIER_RETURNED, "sent back by the province", false);
    struct planting x = { .w = w, .id = t->id };
    CHECK_ERR(fixture_tx(w->f, COMMUNE_FORWARD, 0, w->f->commune, note_forwarded, &x), OK);
    t->forwarded = true;
}

/* Filled in by the commune's officer; confirmed: the producer has said so since. */
static Err plant_help(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct dossier d;
    TRY(dossier_get(tx, x->id, &d));
    TRY(dossier_assist_put(tx, x->id, x->product, tx_now(tx)));
    if (x->state != 0) {
        TRY(dossier_assent_put(tx, tx_new_id(tx), x->id, d.version, ASSENT_ACCOUNT, STR_NONE,
                               STR_NONE, S("Chủ hộ"), x->w->f->owner, tx_now(tx)));
    }
    return tx_note(tx, S("test.helped"), x->id);
}

static void add_helped(struct world *w, int state, Id helper, const char *about, bool confirmed)
{
    struct world_thing *t = add_dossier(w, state, about, true);
    struct planting x = { .w = w, .id = t->id, .product = helper, .state = confirmed ? 1 : 0 };
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant_help, &x), OK);
    t->helper = helper;
    t->unconfirmed = !confirmed;
}

/* The council that has it asked for a paper. */
static Err plant_ask(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct dossier d;
    Id request = tx_new_id(tx);
    TRY(dossier_get(tx, x->id, &d));
    TRY(dossier_request_insert(tx, request, x->id, 1, S("E03"), S("Thiếu phụ lục"),
                               x->w->f->secretary, tx_now(tx)));
    return dossier_ask_begin(tx, &d, date_add_days(tx_today(tx), 30), 1, &request);
}

static void asks(struct world *w, struct world_thing *t)
{
    struct planting x = { .w = w, .id = t->id };
    CHECK_ERR(fixture_tx(w->f, FILE_ASK, 0, w->f->secretary, plant_ask, &x), OK);
    t->asked = true;
    t->complete = false;
}

static void add_asked(struct world *w)
{
    static const struct {
        int state;
        bool confirmed, asked;
        const char *about;
    } helped[] = {
        { DOSSIER_IN_COUNCIL, false, false, "in council, helped" },
        { DOSSIER_IN_COUNCIL, false, true, "in council, helped, asked" },
        { DOSSIER_IN_COUNCIL, true, false, "in council, helped, confirmed" },
        { DOSSIER_IN_COUNCIL, true, true, "in council, helped, confirmed, asked" },
        { DOSSIER_IN_DISTRICT, false, true, "in a district, helped, asked" },
        { DOSSIER_IN_DISTRICT, true, false, "in a district, helped, confirmed" },
        { DOSSIER_IN_DISTRICT, true, true, "in a district, helped, confirmed, asked" },
    };
    asks(w, add_dossier(w, DOSSIER_IN_COUNCIL, "in council, asked", true));
    asks(w, add_dossier(w, DOSSIER_IN_DISTRICT, "in a district, asked", true));
    add_dossier(w, DOSSIER_IN_DISTRICT, "in a district", true);
    for (size_t i = 0; i < COUNT_OF(helped); i++) {
        add_helped(w, helped[i].state, w->f->commune, helped[i].about, helped[i].confirmed);
        if (helped[i].asked) {
            asks(w, &w->thing[w->n - 1]);
        }
    }
    add_helped(w, DOSSIER_IN_COUNCIL, w->f->other_commune, "in council, helped by another", false);
    asks(w, &w->thing[w->n - 1]);
    add_helped(w, DOSSIER_IN_COUNCIL, w->f->other_commune, "in council, by another, confirmed",
               true);
    asks(w, &w->thing[w->n - 1]);
    add_helped(w, DOSSIER_IN_DISTRICT, w->f->other_commune, "in a district, by another, confirmed",
               true);
    asks(w, &w->thing[w->n - 1]);
}

/* By the commune's officer, and by one who has since gone to another commune. */
static void add_all_helped(struct world *w)
{
    Id here = w->f->commune, gone = w->f->other_commune;
    add_helped(w, DOSSIER_DRAFT, here, "draft, helped", false);
    add_helped(w, DOSSIER_DRAFT, here, "draft, helped, confirmed", true);
    add_helped(w, DOSSIER_RETURNED, here, "returned, helped", false);
    add_helped(w, DOSSIER_RETURNED, here, "returned, helped, confirmed", true);
    add_helped(w, DOSSIER_AT_COMMUNE, here, "at the commune, helped", true);
    add_helped(w, DOSSIER_DRAFT, gone, "draft, helped by another", false);
    add_helped(w, DOSSIER_DRAFT, gone, "draft, helped by another, confirmed", true);
}

/* ---- papers, recognitions, imports, sets ---- */

static Err plant_recognition(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct storage_file file;
    struct product p;
    struct evidence picture;
    TRY(evidence_get(tx, x->w->t->paper, &picture));
    Str photo = { (const char *)picture.file.b, sizeof picture.file.b };
    TRY(product_photo_put(tx, x->product, photo, S("một chai nước mắm")));
    TRY(storage_put(x->w->f->app->program.storage, S(PAGE_OF_PDF), STORAGE_PDF, &file));
    x->id = tx_new_id(tx);
    TRY(recognition_insert(tx, x->id, x->product, ID_NONE, ID_NONE, 1, 4, S("11/QĐ-UBND"),
                           tx_today(tx), S("UBND tỉnh"), tx_today(tx),
                           date_add_days(tx_today(tx), 1000), S("Nước mắm"), S("HTX Mẫu"),
                           S("Mũi Né"), S("80"), S("1/2026/GCN"), x->w->f->leader, tx_now(tx)));
    TRY(recognition_certificate_put(tx, x->id, file.hash));
    TRY(product_latest_put(tx, x->product, x->id));
    TRY(product_get(tx, x->product, &p));
    x->t = world_add(x->w, WORLD_PRODUCT, "recognised product", p.id);
    x->t->code = str_dup(test_arena(), p.code);
    TRY(tx_touch_public(tx));
    return tx_note(tx, S("test.recognised"), x->id);
}

static Err plant_import(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct storage_file file;
    TRY(storage_put(x->w->f->app->program.storage, S(PAGE_OF_PDF), STORAGE_PDF, &file));
    x->id = tx_new_id(tx);
    TRY(register_import_insert(tx, x->id, S("so.xlsx"), file.hash, S("Sheet1"), 0, 0, x->state,
                               false, x->w->f->officer, tx_now(tx)));
    return tx_note(tx, S("test.import"), x->id);
}

static Err plant_set(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct criteria_row row;
    struct criteria_text_row text;
    bool found = false;
    TRY(criteria_in_force(tx, x->set_no, tx_today(tx), &found, &row));
    tx_grant(tx, CRITERIA_SUPERSEDE, CRITERIA_DRAFT);
    x->id = row.id;
    if (x->state == CRITERIA_PUBLISHED) {
        return tx_note(tx, S("test.set"), x->id);
    }
    TRY(criteria_supersede(tx, row.id, date_add_days(tx_today(tx), 40), &x->id));
    if (x->state == CRITERIA_SUPERSEDED) {
        TRY(criteria_content(tx, x->id, &text));
        tx_grant(tx, CRITERIA_PUBLISH, CRITERIA_SUPERSEDED);
        TRY(criteria_publish_write(tx, x->id, text.version, text.content, hash_of(text.content),
                                   CRITERIA_SUPERSEDED, x->w->f->officer2, tx_now(tx)));
    }
    return tx_note(tx, S("test.set"), x->id);
}

static Err find_first_draft(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct criteria_rows all;
    TRY(criteria_set_rows(tx, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].state == CRITERIA_DRAFT && id_none(all.v[i].edited_by)) {
            x->id = all.v[i].id;
        }
    }
    return OK;
}

static void add_set(struct world *w, int64_t set_no, int state, Id by, const char *about)
{
    struct planting x = { .w = w, .set_no = set_no, .state = state };
    CHECK_ERR(fixture_tx(w->f, CRITERIA_SUPERSEDE, 0, by, plant_set, &x), OK);
    struct world_thing *t = world_add(w, WORLD_CRITERIA, about, x.id);
    t->state = state;
    t->author = by;
}

static void add_sets(struct world *w)
{
    struct planting x = { .w = w };
    CHECK_ERR(fixture_tx(w->f, CRITERIA_EDIT, 0, ID_NONE, find_first_draft, &x), OK);
    CHECK(!id_none(x.id));
    world_add(w, WORLD_CRITERIA, "set: draft of the data files", x.id)->state = CRITERIA_DRAFT;
    add_set(w, 10, CRITERIA_DRAFT, w->f->officer, "set: the officer's draft");
    add_set(w, 11, CRITERIA_PUBLISHED, ID_NONE, "set: published");
    add_set(w, 11, CRITERIA_SUPERSEDED, w->f->officer, "set: superseded");
    add_set(w, 12, CRITERIA_DRAFT, w->both, "set: draft of one who leads now");
}

/* ---- ideas ---- */

static Err plant_idea(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct fixture *f = x->w->f;
    x->id = tx_new_id(tx);
    TRY(idea_insert(tx, x->id, f->producer, f->place, 2026, ID_NONE, str_c(x->name),
                    vi_fold(tx_arena(tx), str_c(x->name)), SET_FISH_SAUCE, 4, S("Nước mắm"),
                    S("Cá cơm"), S("Ủ thùng gỗ"), IDEA_DRAFT, f->owner, tx_now(tx)));
    if (x->state != IDEA_DRAFT) {
        TRY(idea_step_put(tx, x->id, 1, x->state, DATE_NONE, IDEA_FOR, tx_now(tx)));
    }
    TRY(idea_move_put(tx, tx_new_id(tx), x->id, IDEA_DRAFT, x->state, DATE_NONE, f->owner,
                      S("Lý do"), tx_now(tx)));
    return tx_note(tx, S("test.idea"), x->id);
}

static void add_ideas(struct world *w)
{
    static const char *const names[] = { [IDEA_DRAFT] = "idea: draft",
                                         [IDEA_AT_COMMUNE] = "idea: at the commune",
                                         [IDEA_AT_PROVINCE] = "idea: at the province",
                                         [IDEA_SELECTED] = "idea: selected",
                                         [IDEA_NOT_SELECTED] = "idea: not selected",
                                         [IDEA_WITHDRAWN] = "idea: withdrawn" };
    for (int state = IDEA_DRAFT; state <= IDEA_WITHDRAWN; state++) {
        struct planting x = { .w = w, .name = names[state], .state = state };
        CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant_idea, &x), OK);
        struct world_thing *t = world_add(w, WORLD_IDEA, names[state], x.id);
        t->owner = w->f->producer;
        t->place = w->f->place;
        t->author = w->f->owner;
        t->state = state;
    }
}

/* A recognised product with its paper and its certificate. */
static void add_public(struct world *w)
{
    struct planting x = { .w = w, .product = w->t->product };
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant_recognition, &x), OK);
    world_add(w, WORLD_RECOGNITION, "recognition", x.id)->owner = w->f->producer;
    world_add(w, WORLD_EVIDENCE, "paper", w->t->paper)->owner = w->f->producer;
}

static void add_import(struct world *w, int state, const char *about)
{
    struct planting x = { .w = w, .state = state };
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant_import, &x), OK);
    struct world_thing *t = world_add(w, WORLD_IMPORT, about, x.id);
    t->state = state;
    t->author = w->f->officer;
}

void world_add_dossiers(struct world *w)
{
    static const char *const names[] = {
        [DOSSIER_DRAFT] = "draft",           [DOSSIER_AT_COMMUNE] = "at the commune",
        [DOSSIER_RETURNED] = "returned",     [DOSSIER_AT_PROVINCE] = "at the province",
        [DOSSIER_IN_COUNCIL] = "in council", [DOSSIER_SCORED] = "scored",
        [DOSSIER_RECOGNISED] = "recognised", [DOSSIER_NOT_RECOGNISED] = "not recognised",
        [DOSSIER_WITHDRAWN] = "withdrawn",
    };
    for (int state = DOSSIER_DRAFT; state <= DOSSIER_WITHDRAWN; state++) {
        add_dossier(w, state, names[state], state != DOSSIER_RETURNED);
    }
    add_dossier(w, DOSSIER_AT_COMMUNE, "at the commune, a request open", false);
    add_sent_back(w);
    add_all_helped(w);
    add_asked(w);
    add_public(w);
    static const char *const imports[] = { [IMPORT_DONE] = "import done",
                                           [IMPORT_UNDONE] = "import undone",
                                           [IMPORT_CHECKED] = "import checked" };
    for (int state = IMPORT_DONE; state <= IMPORT_CHECKED; state++) {
        add_import(w, state, imports[state]);
    }
    add_sets(w);
    add_ideas(w);
}

/* ---- before the council ---- */

static int lowest(const struct criteria_set *set, int item)
{
    (void)set;
    (void)item;
    return 0;
}

/* in: so many members have handed in. */
static struct world_thing *bare_file(struct world *w, const char *about, size_t in)
{
    struct table *t = w->t;
    struct world_thing *file = world_add(w, WORLD_FILE, about, t->file);
    file->outer = t->session;
    file->paper = t->paper;
    file->council = t->council;
    file->state = SCORING_OPEN;
    file->dossier_state = DOSSIER_IN_COUNCIL;
    for (size_t i = 0; i < in; i++) {
        table_hand_in(t, w->f->member[i], lowest);
        file->in[file->n_in++] = w->f->member[i];
    }
    return file;
}

/* The same, the last member recused. */
static struct world_thing *add_file(struct world *w, const char *about, size_t in)
{
    struct world_thing *file = bare_file(w, about, in);
    struct page p =
        fixture_post(w->f, w->f->member[4], str_cat(w->f->arena, w->t->sheet, S("/tu-choi")),
                     FORM({ S("reason"), S("góp vốn") }));
    CHECK_INT(p.status, 303);
    file->recused[file->n_recused++] = w->f->member[4];
    return file;
}

/* The dossier of the table's last file, as a dossier. */
static void add_tabled(struct world *w, const struct world_thing *file, const char *about)
{
    struct planting x = { .w = w, .id = w->t->dossier };
    struct world_thing *d = x.t = world_add(w, WORLD_DOSSIER, about, x.id);
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant_files, &x), OK);
    d->owner = w->f->producer;
    d->place = w->f->place;
    d->council = file->council;
    d->state = file->dossier_state;
    d->complete = true;
    d->n_recused = file->n_recused;
    for (size_t i = 0; i < file->n_recused; i++) {
        d->recused[i] = file->recused[i];
    }
}

/* A file closed by somebody who may not close it through the pages. */
static Err close_by_hand(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct table *t = x->w->t;
    TRY(session_file_close(tx, t->file, 1, SCORING_CLOSED, x->id, tx_now(tx)));
    TRY(score_result_insert(tx, t->file, 5, 4, 80, 1, 4, 4, 0, false, S("{}"), tx_now(tx)));
    tx_grant(tx, FILE_CLOSE, SCORING_CLOSED);
    x->id = t->dossier;
    x->state = DOSSIER_SCORED;
    return move(tx, x);
}

static void add_picks(struct world *w, const char *about, Id closed_by)
{
    struct planting x = { .w = w, .id = closed_by };
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, close_by_hand, &x), OK);
    struct world_thing *t = world_add(w, WORLD_PICKS, about, w->t->dossier);
    t->state = DOSSIER_SCORED;
    t->author = closed_by;
    t->pick = str_fmt(test_arena(), "%.*s-1", STR_ARG(id_text(test_arena(), t->id)));
}

/* The dossier went on after the council; its file lies there still. */
static void add_gone_on(struct world *w, int state, const char *about)
{
    struct planting x = { .w = w, .state = state };
    table_add_file(w->t);
    x.id = w->t->dossier;
    CHECK_ERR(fixture_tx(w->f, COMMUNE_FORWARD, state, w->f->commune, move, &x), OK);
    struct world_thing *file = add_file(w, about, 1);
    file->dossier_state = state;
    add_tabled(w, file, about);
}

/* What the pages never let happen: a sheet of somebody without a seat, a recusal after handing in,
 * a discussion after that. */
static Err haunt(struct tx *tx, void *arg)
{
    struct world *w = arg;
    TRY(score_sheet_insert(tx, tx_new_id(tx), w->t->file, w->ghost, SHEET_SUBMITTED, S(""),
                           tx_now(tx)));
    TRY(session_recusal_put(tx, w->t->file, w->f->member[0], S("góp vốn"), tx_now(tx)));
    Id talk = tx_new_id(tx);
    TRY(talk_insert(tx, talk, w->t->file, 1, S("đã bàn"), w->f->secretary, tx_now(tx)));
    TRY(talk_item_put(tx, talk, S("QD26-09.1.1")));
    return tx_note(tx, S("test.haunted"), w->t->file);
}

static void add_ghostly(struct world *w)
{
    struct world_thing *file = add_file(w, "file: of ghosts", 1);
    for (size_t i = 2; i < 4; i++) { /* enough without the vice-chair */
        table_hand_in(w->t, w->f->member[i], lowest);
        file->in[file->n_in++] = w->f->member[i];
    }
    file->quorum = file->reopened = true;
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, haunt, w), OK);
    file->in[file->n_in++] = w->ghost;
    file->recused[file->n_recused++] = w->f->member[0];
    add_tabled(w, file, "of ghosts");
}

/* A later version lies on the table, as if the papers of one criterion had changed. */
static Err lay(struct tx *tx, void *arg)
{
    struct world *w = arg;
    const struct world_thing *file = &w->thing[w->n - 1];
    Id laid = tx_new_id(tx);
    TRY(file_laid_insert(tx, laid, w->t->file, 1, w->t->filed, w->t->filed, w->f->secretary,
                         tx_now(tx)));
    TRY(file_laid_item_put(tx, laid, S("QD26-09.1.1"), BASIS_PAPERS));
    TRY(sheet_recheck_put(tx, laid, S("QD26-09.1.1")));
    tx_grant(tx, SHEET_RESCORE, 0);
    for (size_t i = 0; i < file->n_in; i++) {
        struct score_sheet sheet;
        bool found = false, stale = false;
        for (size_t k = 0; k < file->n_stale; k++) {
            stale = stale || id_eq(file->stale[k], file->in[i]);
        }
        TRY(score_sheet_of(tx, w->t->file, file->in[i], &found, &sheet));
        if (found && !stale) {
            TRY(sheet_recheck_done(tx, sheet.id, S("QD26-09.1.1"), tx_now(tx)));
        }
    }
    return tx_note(tx, S("test.laid"), w->t->file);
}

static Err reopen(struct tx *tx, void *arg)
{
    struct world *w = arg;
    Id talk = tx_new_id(tx);
    TRY(talk_insert(tx, talk, w->t->file, 1, S("đã bàn"), w->f->secretary, tx_now(tx)));
    TRY(talk_item_put(tx, talk, S("QD26-09.1.1")));
    return tx_note(tx, S("test.reopened"), w->t->file);
}

/* Everybody is in, and the vice-chair has to look again; and one of ghosts. */
static void add_stale(struct world *w)
{
    table_add_file(w->t);
    struct world_thing *file = bare_file(w, "file: the vice-chair looks again", 5);
    file->quorum = file->reopened = true;
    file->stale[file->n_stale++] = w->f->member[1];
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, reopen, w), OK);
    CHECK_ERR(fixture_tx(w->f, FILE_LAY, 0, w->f->secretary, lay, w), OK);
    add_tabled(w, file, "before the council, looked at again");
    table_add_file(w->t);
    file = add_file(w, "file: of ghosts who look again", 1);
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, haunt, w), OK);
    file->reopened = true;
    file->in[file->n_in++] = w->ghost;
    file->recused[file->n_recused++] = w->f->member[0];
    file->stale[file->n_stale++] = w->f->member[0];
    file->stale[file->n_stale++] = w->ghost;
    CHECK_ERR(fixture_tx(w->f, FILE_LAY, 0, w->f->secretary, lay, w), OK);
    add_tabled(w, file, "of ghosts who look again");
}

static void close_through_the_page(struct world *w, struct world_thing *file)
{
    Str at = str_cat(w->f->arena, w->t->page, S("/dong"));
    CHECK_INT(fixture_post(w->f, w->f->secretary, at, NO_FORM).status, 303);
    file->quorum = true;
    file->state = SCORING_CLOSED;
    file->dossier_state = DOSSIER_SCORED;
}

/* The advisory team's report is in: nobody of the team changes it any more. */
static void report_in(struct world *w, struct world_thing *file)
{
    struct arena *a = w->f->arena;
    struct page p =
        fixture_post(w->f, w->adviser, str_cat(a, S("/tu-van/"), id_text(a, file->id)),
                     FORM({ S("version"), S("0") }, { S("findings"), S("Đã xem tại chỗ") },
                          { S("advice"), S("Xem kỹ nhãn") }, { S("do"), S("hand_in") }));
    CHECK_INT(p.status, 303);
    file->in[file->n_in++] = w->adviser;
}

void world_add_files(struct world *w)
{
    struct table *t = w->t;
    struct world_thing *file = add_file(w, "file: one sheet in", 1);
    CHECK_INT(table_score(t, w->f->member[1], lowest, "").status, 303);
    add_tabled(w, file, "before the council");
    table_add_file(t);
    file = add_file(w, "file: ripe", 4);
    file->quorum = true;
    report_in(w, file);
    add_tabled(w, file, "before the council, ripe");
    table_add_file(t);
    file = add_file(w, "file: closed", 4);
    close_through_the_page(w, file);
    add_tabled(w, file, "scored by the council");
    table_add_file(t);
    file = bare_file(w, "file: closed, one sheet missing", 4);
    close_through_the_page(w, file);
    add_tabled(w, file, "scored by the council, one sheet missing");
    table_add_file(t);
    add_ghostly(w);
    add_stale(w);
    add_gone_on(w, DOSSIER_AT_PROVINCE, "on the table, back at the province");
    add_gone_on(w, DOSSIER_IN_DISTRICT, "on the table, as in a district");
    add_gone_on(w, DOSSIER_DISTRICT_SCORED, "on the table, as scored in a district");
    add_gone_on(w, DOSSIER_RECOGNISED, "on the table, recognised");
    add_gone_on(w, DOSSIER_NOT_RECOGNISED, "on the table, not recognised");
    table_add_file(t);
    add_picks(w, "a file the leader closed himself", w->both);
    table_add_file(t);
    add_picks(w, "a file the secretary closed", w->f->secretary);
}

void world_add_few(struct world *w)
{
    static const struct {
        int state;
        const char *about;
    } few[] = { { DOSSIER_DRAFT, "draft" },
                { DOSSIER_AT_COMMUNE, "at the commune" },
                { DOSSIER_RETURNED, "returned" },
                { DOSSIER_AT_PROVINCE, "at the province" } };
    add_tabled(w, add_file(w, "file: one sheet in", 1), "before the council");
    for (size_t i = 0; i < COUNT_OF(few); i++) {
        add_dossier(w, few[i].state, few[i].about, few[i].state != DOSSIER_RETURNED);
    }
    add_dossier(w, DOSSIER_AT_COMMUNE, "at the commune, a request open", false);
    add_helped(w, DOSSIER_DRAFT, w->f->commune, "draft, helped", false);
    add_sent_back(w);
    asks(w, add_dossier(w, DOSSIER_IN_COUNCIL, "in council, asked", true));
    add_public(w);
    add_import(w, IMPORT_DONE, "import done");
    add_import(w, IMPORT_CHECKED, "import checked");
    add_set(w, 10, CRITERIA_DRAFT, w->f->officer, "set: the officer's draft");
    add_set(w, 11, CRITERIA_PUBLISHED, ID_NONE, "set: published");
    add_ideas(w);
    world_add_little_below(w);
    world_add_little_anchors(w);
}

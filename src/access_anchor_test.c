/* access_anchor_test.c: anchors on the files of the table, in every state; and what of them is
 * secret. */
#include "access_world_test.h"
#include "domain/council/anchor.h"

struct planting {
    struct world *w;
    Id file, leads;
    int state;
    size_t n_in;       /* members 1, 2, ... have handed in */
    bool chair, first; /* the chair, or member 1, must not judge it */
    bool ghost;        /* somebody without a seat has handed in */
    const char *choice;
    Id id;
};

static Err plant_sheet(struct tx *tx, const struct planting *x, Id seat, Str choice)
{
    Id sheet = tx_new_id(tx);
    TRY(anchor_sheet_insert(tx, sheet, x->id, seat, seat, tx_now(tx)));
    TRY(anchor_answer_put(tx, sheet, S("QD26-09.1.1"), choice, S("")));
    return anchor_sheet_hand_in(tx, sheet, tx_now(tx));
}

static Err plant(struct tx *tx, void *arg)
{
    struct planting *x = arg;
    struct fixture *f = x->w->f;
    Str choice = x->choice == NULL ? S("QD26-09.1.1.o1") : str_c(x->choice);
    x->id = tx_new_id(tx);
    TRY(anchor_insert(tx, x->id, x->w->t->session, x->file, x->leads, f->secretary, tx_now(tx)));
    TRY(anchor_reference_put(tx, x->id, S("QD26-09.1.1"), choice, S("bí mật"), f->secretary));
    if (x->state >= ANCHOR_OPEN) {
        TRY(anchor_confirmed_put(tx, x->id, x->leads, tx_now(tx)));
    }
    for (size_t i = 1; i <= x->n_in; i++) {
        TRY(plant_sheet(tx, x, f->member[i], S("QD26-09.1.1.o1")));
    }
    if (x->ghost) {
        TRY(plant_sheet(tx, x, x->w->ghost, S("QD26-09.1.1.o1")));
    }
    if (x->state == ANCHOR_ENDED) {
        TRY(anchor_ended_put(tx, x->id, f->secretary, tx_now(tx)));
    }
    tx_grant(tx, ANCHOR_SCORE, 0);
    if (x->chair) {
        TRY(anchor_recusal_put(tx, x->id, f->member[0], S("góp vốn"), tx_now(tx)));
    }
    if (x->first) {
        TRY(anchor_recusal_put(tx, x->id, f->member[1], S("góp vốn"), tx_now(tx)));
    }
    return tx_note(tx, S("test.anchor"), x->id);
}

static const struct world_thing *file_of(const struct world *w, const char *about)
{
    for (size_t i = 0; i < w->n; i++) {
        if (w->thing[i].kind == WORLD_FILE && str_eq(str_c(w->thing[i].about), str_c(about))) {
            return &w->thing[i];
        }
    }
    BUG_UNLESS(false);
    return NULL;
}

static struct world_thing *add(struct world *w, const char *about, const char *file,
                               struct planting x)
{
    const struct world_thing *on = file_of(w, file);
    x.w = w;
    x.file = on->id;
    CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant, &x), OK);
    struct world_thing *t = world_add(w, WORLD_ANCHOR, about, x.id);
    t->council = w->t->council;
    t->paper = on->paper;
    t->state = x.state;
    t->leads = x.leads;
    for (size_t i = 1; i <= x.n_in; i++) {
        t->in[t->n_in++] = w->f->member[i];
    }
    for (size_t i = 0; i < on->n_recused; i++) {
        t->recused[t->n_recused++] = on->recused[i];
    }
    if (x.ghost) {
        t->in[t->n_in++] = w->ghost;
    }
    if (x.chair) {
        t->recused[t->n_recused++] = w->f->member[0];
    }
    if (x.first) {
        t->recused[t->n_recused++] = w->f->member[1];
    }
    return t;
}

/* Led by the chair, by a chair who must not judge it, and by somebody of another council: no page
 * lets the last two come about. */
void world_add_anchors(struct world *w)
{
    Id chair = w->f->member[0];
    (void)add(w, "anchor: prepared", "file: one sheet in",
              (struct planting){ .leads = chair, .state = ANCHOR_DRAFT });
    (void)add(w, "anchor: open", "file: ripe",
              (struct planting){ .leads = chair, .state = ANCHOR_OPEN, .n_in = 1 });
    add(w, "anchor: all in", "file: closed",
        (struct planting){ .leads = chair, .state = ANCHOR_OPEN, .n_in = 3 })
        ->quorum = true;
    (void)add(w, "anchor: ended", "file: closed, one sheet missing",
              (struct planting){ .leads = chair, .state = ANCHOR_ENDED, .n_in = 1, .ghost = true });
    (void)add(w, "anchor: prepared, a conflict", "file: of ghosts",
              (struct planting){ .leads = chair, .state = ANCHOR_DRAFT });
    add(w, "anchor: all in, a conflict", "on the table, back at the province",
        (struct planting){ .leads = chair, .state = ANCHOR_OPEN, .n_in = 3, .chair = true })
        ->quorum = true;
    (void)add(w, "anchor: ended, a conflict", "on the table, as in a district",
              (struct planting){
                  .leads = chair, .state = ANCHOR_ENDED, .n_in = 1, .chair = true, .first = true });
    Id other = w->stranger;
    (void)add(w, "anchor: prepared, led elsewhere", "on the table, as scored in a district",
              (struct planting){ .leads = other, .state = ANCHOR_DRAFT });
    add(w, "anchor: all in, led elsewhere", "on the table, recognised",
        (struct planting){ .leads = other, .state = ANCHOR_OPEN, .n_in = 3, .chair = true })
        ->quorum = true;
    (void)add(w, "anchor: ended, led elsewhere", "on the table, not recognised",
              (struct planting){ .leads = other, .state = ANCHOR_ENDED, .n_in = 1 });
}

void world_add_little_anchors(struct world *w)
{
    static const int states[] = { ANCHOR_DRAFT, ANCHOR_OPEN };
    struct table before = *w->t; /* whose file the secrets are about */
    for (size_t i = 0; i < COUNT_OF(states); i++) {
        table_add_file(w->t);
        struct planting x = {
            .w = w, .file = w->t->file, .leads = w->f->member[0], .state = states[i]
        };
        CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant, &x), OK);
        struct world_thing *t = world_add(w, WORLD_ANCHOR, "anchor", x.id);
        t->council = w->t->council;
        t->paper = w->t->paper;
        t->state = x.state;
        t->leads = x.leads;
    }
    *w->t = before;
}

/* ---- what is secret ---- */

static void another_reference(struct world *w, int number)
{
    struct planting x = { .leads = w->f->member[0], .state = ANCHOR_OPEN, .n_in = 1 };
    x.choice = number == 0 ? "QD26-09.1.1.o1" : "QD26-09.1.1.o2";
    (void)add(w, "anchor", "file: one sheet in", x);
}

/* Until the own sheet is in, the reference is the secretary's and the chair's. */
TEST_DB(access_secret_reference_of_an_anchor)
{
    two_worlds(db, &(struct two_worlds){ "the reference of an anchor",
                                         another_reference,
                                         { "secretary", "chair", "vice-chair" } });
}

static void another_sheet(struct world *w, int number)
{
    struct planting x = { .w = w, .leads = w->f->member[0], .state = ANCHOR_OPEN };
    struct world_thing *t = add(w, "anchor", "file: one sheet in", x);
    Str at = str_cat(w->f->arena, S("/phieu-mau/"), id_text(w->f->arena, t->id));
    Str choice = number == 0 ? S("QD26-09.1.1.o1") : S("QD26-09.1.1.o2");
    struct page p = fixture_post(
        w->f, w->f->member[1], str_cat(w->f->arena, at, S("/nop")),
        FORM({ S("version"), S("0") }, { S("a.QD26-09.1.1"), choice }, { S("blank_ok"), S("1") }));
    CHECK_INT(p.status, 303);
    t->in[t->n_in++] = w->f->member[1];
}

/* The secretary and the chair know who is in. */
TEST_DB(access_secret_sheet_of_an_anchor)
{
    two_worlds(db, &(struct two_worlds){ "a sheet of an anchor", another_sheet, { "vice-chair" } });
}

static void one_prepared(struct world *w, int number)
{
    struct planting x = { .w = w,
                          .file = file_of(w, "file: one sheet in")->id,
                          .leads = w->f->member[0],
                          .state = ANCHOR_DRAFT };
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant, &x), OK);
    }
}

TEST_DB(access_secret_anchor_not_yet_confirmed)
{
    two_worlds(db, &(struct two_worlds){
                       "an anchor being prepared", one_prepared, { "secretary", "chair" } });
}

static void one_open(struct world *w, int number)
{
    struct planting x = { .w = w,
                          .file = file_of(w, "file: one sheet in")->id,
                          .leads = w->f->member[0],
                          .state = ANCHOR_OPEN };
    if (number == 1) {
        CHECK_ERR(fixture_tx(w->f, SYSTEM_LOAD, 0, ID_NONE, plant, &x), OK);
    }
}

/* A member who must not judge the dossier learns not even that there is an anchor. */
TEST_DB(access_secret_anchor_with_a_conflict)
{
    two_worlds(
        db, &(struct two_worlds){ "an anchor",
                                  one_open,
                                  { "secretary", "chair", "vice-chair", "member", "member 4" } });
}

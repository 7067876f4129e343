/* fixture_dossier.c: a dossier that was handed in, for tests of those who receive it. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/dossier/clock.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "fixture.h"

#include <gd.h>

#define ONE_PAGE                                                                                   \
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"                                       \
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"                                           \
    "3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"                                                   \
    "trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"

struct filing {
    struct fixture *f;
    Id producer, product, dossier, evidence, version;
    int64_t set_no;
    const char *name;
    Id criteria;
};

static Err make_product(struct tx *tx, void *arg)
{
    struct filing *x = arg;
    struct criteria_row set;
    bool found = false;
    TRY(criteria_in_force(tx, x->set_no, tx_today(tx), &found, &set));
    if (!found) {
        return E_NONE;
    }
    x->criteria = set.id;
    struct product_new p = {
        .producer = x->producer, .name = str_c(x->name), .set_no = x->set_no, .demo = true
    };
    return product_create(tx, &p, &x->product);
}

static Err open_dossier(struct tx *tx, void *arg)
{
    struct filing *x = arg;
    struct producer p;
    TRY(producer_get(tx, x->producer, &p));
    x->dossier = tx_new_id(tx);
    TRY(dossier_insert(tx, x->dossier, x->product, x->producer, p.place, DOSSIER_FIRST, 2026, 4,
                       x->criteria, DOSSIER_DRAFT, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("fixture.opened"), x->dossier);
}

static Err add_paper(struct tx *tx, void *arg)
{
    struct filing *x = arg;
    struct storage_file file;
    TRY(storage_put(x->f->app->program.storage, S(ONE_PAGE), STORAGE_PDF, &file));
    x->evidence = tx_new_id(tx);
    TRY(evidence_insert(tx, x->evidence, x->producer, S("E03"), S("Hợp đồng thu mua thanh long"),
                        STR_NONE, STR_NONE, DATE_NONE, date_add_days(tx_today(tx), 30), file.hash,
                        file.original, S("hop-dong.pdf"), file.kind, file.size, 6, tx_account(tx),
                        tx_now(tx)));
    return tx_note(tx, S("fixture.added"), x->evidence);
}

/* The second option of every criterion of the commune but the last, which stays blank. */
static Err write_answers(struct tx *tx, void *arg)
{
    struct filing *x = arg;
    const struct criteria_set *set;
    TRY(criteria_cache_get(x->f->app->program.criteria, tx, x->criteria, &set));
    int last = 0;
    for (int i = 0; i < set->n_items; i++) {
        last = set->item[i].commune ? i : last;
    }
    for (int i = 0; i < last; i++) {
        const struct criteria_item *item = &set->item[i];
        if (item->commune) {
            TRY(dossier_answer_put(tx, x->dossier, item->id, item->cases[0].option[1].id,
                                   S("có hợp đồng <b>kèm theo</b>"), tx_now(tx)));
            TRY(dossier_link_put(tx, x->dossier, item->id, x->evidence, 2, 3));
        }
    }
    TRY(dossier_link_put(tx, x->dossier, S("E03"), x->evidence, 1, 6));
    TRY(dossier_skip_put(tx, x->dossier, S("E14"), S("chưa áp dụng hệ thống nào")));
    return tx_note(tx, S("fixture.answered"), x->dossier);
}

static Err hand_in(struct tx *tx, void *arg)
{
    struct filing *x = arg;
    struct dossier d;
    struct dossier_last last;
    TRY(dossier_get(tx, x->dossier, &d));
    TRY(dossier_version_last(tx, x->dossier, &last));
    x->version = tx_new_id(tx);
    struct arena *a = tx_arena(tx);
    struct dossier_frozen v = {
        .version = x->version,
        .dossier = d.id,
        .criteria = d.criteria,
        .submitted_by = tx_account(tx),
        .no = last.n + 1,
        .kind = d.kind,
        .target_star = d.target_star,
        .year = d.year,
        .code = str_none(d.code) ? str_fmt(a, "68-%.*s-2026", STR_ARG(id_text(a, d.id))) : d.code,
        .receipt = str_fmt(a, "%.*s/%lld", STR_ARG(id_text(a, d.id)), (long long)last.n + 1),
        .submitted_at = tx_now(tx),
    };
    TRY(dossier_draft(tx, &d, &v.content));
    Str text = dossier_canonical(a, &v);
    TRY(dossier_version_insert(tx, v.version, d.id, v.no, text, hash_of(text), v.receipt,
                               tx_account(tx), tx_now(tx)));
    for (size_t i = 0; i < v.content.evidence.n; i++) {
        TRY(dossier_version_file_put(tx, v.version, v.content.evidence.v[i].id,
                                     v.content.evidence.v[i].file));
    }
    Date due;
    TRY(dossier_law_keep_today(tx, d.id));
    TRY(dossier_clock_due(tx, d.id, DOSSIER_AT_COMMUNE, &due));
    TRY(dossier_file_move(tx, d.id, d.version, DOSSIER_AT_COMMUNE, v.code, v.version, due,
                          tx_account(tx), tx_now(tx)));
    TRY(dossier_move_note(tx, tx_new_id(tx), d.id, d.state, DOSSIER_AT_COMMUNE, tx_account(tx),
                          S(""), tx_now(tx)));
    return tx_note(tx, S("fixture.filed"), d.id);
}

Id fixture_dossier(struct fixture *f, Id owner, Id producer, int64_t set_no, const char *name)
{
    struct filing x = { .f = f, .producer = producer, .set_no = set_no, .name = name };
    bool ok = CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, owner, make_product, &x), OK) &&
              CHECK_ERR(fixture_tx(f, DOSSIER_CREATE, 0, owner, open_dossier, &x), OK) &&
              CHECK_ERR(fixture_tx(f, EVIDENCE_ADD, 0, owner, add_paper, &x), OK) &&
              CHECK_ERR(fixture_tx(f, DOSSIER_EDIT, 0, owner, write_answers, &x), OK) &&
              CHECK_ERR(fixture_tx(f, DOSSIER_SUBMIT, DOSSIER_AT_COMMUNE, owner, hand_in, &x), OK);
    return ok ? x.dossier : ID_NONE;
}

static Err answer_all(struct tx *tx, void *arg)
{
    struct filing *x = arg;
    struct dossier_requests all;
    TRY(dossier_requests(tx, x->dossier, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (time_none(all.v[i].closed_at)) {
            TRY(dossier_request_answer(tx, all.v[i].id, S("Đã chụp lại"), tx_now(tx)));
        }
    }
    return tx_note(tx, S("fixture.answered"), x->dossier);
}

void fixture_hand_in_again(struct fixture *f, Id owner, Id dossier)
{
    struct filing x = { .f = f, .dossier = dossier };
    CHECK_ERR(fixture_tx(f, DOSSIER_ANSWER_REQUEST, 0, owner, answer_all, &x), OK);
    CHECK_ERR(fixture_tx(f, DOSSIER_SUBMIT, DOSSIER_AT_COMMUNE, owner, hand_in, &x), OK);
}

Str fixture_photo(int width)
{
    int n = 0;
    gdImagePtr im = gdImageCreateTrueColor(width, 60);
    gdImageFilledRectangle(im, 0, 0, width / 2, 30, gdTrueColor(200, 30, 30));
    void *p = gdImageJpegPtr(im, &n, 90);
    Str made = str_dup(test_arena(), (Str){ p, (size_t)n });
    gdFree(p);
    gdImageDestroy(im);
    return made;
}

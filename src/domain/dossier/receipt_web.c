/* receipt_web.c: the receipt of each file: its name, what was received and what is kept by SHA-256,
 * how large and when; to be printed and compared. */
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"

Err dossier_slips_of(struct req *q, const struct evidences *all, struct dossier_slips *ret)
{
    struct dossier_slip_list r = { .v = NEW_N(q->arena, struct dossier_slip, all->n + 1) };
    for (size_t i = 0; i < all->n; i++) {
        const struct evidence *e = &all->v[i];
        struct evidence now; /* a frozen version does not say when the file came */
        TRY(evidence_get(q->tx, e->id, &now));
        bool same = hash_eq(e->file, e->original);
        r.v[r.n++] = (struct dossier_slip){
            .title = e->title,
            .name = e->file_name,
            .size = evidence_size_words(q, e->size),
            .at = now.added_at,
            .pages = e->pages,
            .merged = evidence_is_merged(e),
            .sent = evidence_is_merged(e) ? STR_NONE : hash_text(q->arena, e->original),
            .kept = same ? STR_NONE : hash_text(q->arena, e->file),
        };
    }
    *ret = (struct dossier_slips){ .files = r, .total = (int64_t)r.n };
    return OK;
}

Err dossier_show_files(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_content c = { 0 };
    struct dossier_files_page v = { .d = *d, .now = tx_now(q->tx) };
    TRY(dossier_draft(q->tx, d, &c));
    TRY(dossier_slips_of(q, &c.evidence, &v.slips));
    v.producer = c.producer.name;
    dossier_files_page_html(q->out, q->view, &v);
    return OK;
}

/* submit_web.c: looking it all over, handing in, the receipt, the filed versions and their files.
 */
#include "domain/access/access.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/law.h"
#include "domain/dossier/pages.h"
#include "domain/place/place.h"

/* ---- before ---- */

static Err fill_gaps(struct req *q, const struct dossier *d, const struct criteria_set *set,
                     const struct dossier_content *c, struct dossier_check_page *v)
{
    struct dossier_gaps gaps;
    TRY(dossier_gaps_of(q->tx, d, set, c, &gaps));
    v->gaps.v = NEW_N(q->arena, struct dossier_go, gaps.n + 2);
    int window = M_NONE;
    Str day;
    TRY(dossier_window_refusal(q->tx, d, &window, &day));
    if (window != M_NONE) {
        v->gaps.v[v->gaps.n++] =
            (struct dossier_go){ dossier_words2(q, window, day, STR_NONE),
                                 { str_cat(q->arena, S("/ho-so/"), id_text(q->arena, d->id)) } };
    }
    for (size_t i = 0; i < gaps.n; i++) {
        v->gaps.v[v->gaps.n++] =
            (struct dossier_go){ dossier_words2(q, gaps.v[i].key, gaps.v[i].a0, gaps.v[i].a1),
                                 { gaps.v[i].href } };
    }
    return OK;
}

static void fill_advice(struct req *q, const struct dossier *d, const struct criteria_set *set,
                        const struct dossier_content *c, struct dossier_check_page *v)
{
    struct dossier_self self;
    dossier_assess(q->arena, d, set, &c->answers, &self);
    v->advice.v = NEW_N(q->arena, Str, 3);
    if (self.short_of > 0) {
        v->advice.v[v->advice.n++] =
            dossier_words2(q, M_DOSSIER_ADVICE_POINTS, view_arg_int(q->view, self.total),
                           view_arg_int(q->view, d->target_star));
    }
    if (self.n_gates > 0) {
        v->advice.v[v->advice.n++] =
            dossier_words2(q, M_DOSSIER_ADVICE_GATES, view_arg_int(q->view, (int64_t)self.n_gates),
                           view_arg_int(q->view, d->target_star));
    }
    if (str_empty(c->product.photo)) {
        v->advice.v[v->advice.n++] = dossier_words(q, M_DOSSIER_ADVICE_PHOTO);
    }
}

Err dossier_show_check(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct dossier_content c = { 0 };
    struct dossier_check_page v = { .d = *d };
    TRY(dossier_criteria(q, d->criteria, &set));
    TRY(dossier_to_file(q->tx, d, set, &c));
    TRY(fill_gaps(q, d, set, &c, &v));
    fill_advice(q, d, set, &c, &v);
    TRY(dossier_read(q, d, set, &c, true, &v.reading));
    v.n_gaps = (int64_t)v.gaps.n;
    if (v.gaps.n > 0) {
        q->view->problems.n = 0; /* the page lists them itself, each with its link */
        q->view->failed = false;
    }
    dossier_check_page_html(q->out, q->view, &v);
    return OK;
}

/* Going back after handing in leads to the dossier, where the receipt is. */
Err dossier_look_over(struct req *q)
{
    if (web_may(q, DOSSIER_EDIT) && (q->subject.flags & FLAG_UNCONFIRMED) != 0) {
        return web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S("/ho-tro"));
    }
    return web_may(q, DOSSIER_SUBMIT) ? dossier_show_check(q)
                                      : web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S(""));
}

Err dossier_do_submit(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    int64_t version;
    Id filed;
    TRY(web_form_check(q, ""));
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &version));
    TRY(dossier_criteria(q, d->criteria, &set));
    TRY(dossier_submit(q->tx, d, version, set, &filed));
    return web_see_other(q, S("/ho-so/"), d->id, S("/bien-nhan"));
}

/* ---- after ---- */

Err dossier_show_receipt(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_version last;
    struct dossier_pdf pdf;
    struct place place;
    struct dossier_frozen f;
    bool has_pdf = false;
    if (id_none(d->filed)) {
        return E_NONE;
    }
    TRY(dossier_version_get(q->tx, d->filed, &last));
    TRY(dossier_pdf_get(q->tx, last.id, &has_pdf, &pdf));
    TRY(place_get(q->tx, d->place, &place));
    TRY(dossier_frozen(q->tx, last.id, &f));
    struct dossier_receipt_page v = {
        .d = *d,
        .receipt = last.receipt,
        .hash = hash_text(q->arena, last.hash),
        .by = last.submitted_by_name,
        .place = place_full_name(q->arena, place.kind, place.name),
        .no = last.no,
        .at = last.submitted_at,
        .has_pdf = has_pdf,
    };
    TRY(dossier_slips_of(q, &f.content.evidence, &v.slips));
    TRY(dossier_left(q, d->due, &v.left));
    dossier_receipt_page_html(q->out, q->view, &v);
    return OK;
}

static Err version_of(struct req *q, struct dossier_version *ret)
{
    struct dossier_versions all;
    int64_t no;
    if (number_parse(q->path_param[1], 1, INT32_MAX, &no) != OK) {
        return E_NONE;
    }
    TRY(dossier_versions(q->tx, dossier_of(q)->id, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].no == no) {
            *ret = all.v[i];
            return OK;
        }
    }
    return E_NONE;
}

Err dossier_show_filed(struct req *q)
{
    const struct criteria_set *set;
    struct dossier_version row;
    struct dossier_frozen f;
    TRY(version_of(q, &row));
    TRY(dossier_frozen(q->tx, row.id, &f));
    TRY(dossier_criteria(q, f.criteria, &set));
    struct dossier_filed_page v = { .d = *dossier_of(q),
                                    .no = f.no,
                                    .receipt = f.receipt,
                                    .hash = hash_text(q->arena, f.hash),
                                    .at = f.submitted_at };
    v.d.product_name = f.content.product.name; /* of that version */
    TRY(dossier_read(q, dossier_of(q), set, &f.content, false, &v.reading));
    dossier_filed_page_html(q->out, q->view, &v);
    return OK;
}

Err dossier_send_pdf(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_pdf pdf;
    bool found = false;
    if (id_none(d->filed)) {
        return E_NONE;
    }
    TRY(dossier_pdf_get(q->tx, d->filed, &found, &pdf));
    if (!found) {
        return E_NONE;
    }
    web_header(q, S("Content-Type"), S("application/pdf"));
    return web_file(q, pdf.file, str_fmt(q->arena, "ho-so-%.*s.pdf", STR_ARG(d->code)), false);
}

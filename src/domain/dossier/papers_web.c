/* papers_web.c: the papers of a dossier: the list of types, and one page a row or criterion. */
#include "domain/dossier/album.h"
#include "domain/dossier/assist.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"
#include "domain/dossier/upload.h"

/* ---- the list ---- */

static Str paper_words(struct req *q, const struct dossier_link *l)
{
    return str_fmt(q->arena, "%.*s · %.*s", STR_ARG(dossier_pages_words(q, l)),
                   STR_ARG(evidence_status(q, l->expires).text));
}

struct dossier_lines dossier_papers_of(struct req *q, const struct dossier_content *c, Str target)
{
    struct dossier_lines lines = { .v = NEW_N(q->arena, struct dossier_line, c->links.n + 1) };
    for (size_t i = 0; i < c->links.n; i++) {
        if (str_eq(c->links.v[i].target, target)) {
            lines.v[lines.n++] = (struct dossier_line){ .label = c->links.v[i].title,
                                                        .value = paper_words(q, &c->links.v[i]) };
        }
    }
    return lines;
}

static struct dossier_paper_row row_of(struct req *q, const struct dossier_content *c,
                                       const struct dossier_paper *p,
                                       const struct dossier_carry_marks *marks)
{
    enum dossier_status s = dossier_paper_status(c, p, tx_today(q->tx));
    const struct dossier_skip *skip = dossier_skip_of(c, p->type);
    Str tail = str_cat(q->arena, S("minh-chung/"), p->type);
    return (struct dossier_paper_row){
        .type = p->type,
        .title = p->title,
        .why = p->why,
        .source = p->source,
        .must = p->must,
        .skip = skip != NULL ? skip->reason : STR_NONE,
        .carry = dossier_carry_words(q, dossier_carry_of(marks, p->type), s == TASK_MEND),
        .tag = dossier_tag(q, s),
        .papers = dossier_papers_of(q, c, p->type),
        .href = { dossier_path(q, dossier_of(q)->id, tail.p) },
    };
}

Err dossier_show_papers(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_content c = { 0 };
    struct dossier_papers all;
    struct dossier_carry_marks marks;
    TRY(dossier_carry_marks(q->tx, d->id, &marks));
    TRY(dossier_draft(q->tx, d, &c));
    TRY(dossier_papers_for(q->arena, d->producer_kind, d->set_no, &all));
    struct dossier_papers_page v = { .d = *d, .all = (int64_t)all.n };
    v.rows.v = NEW_N(q->arena, struct dossier_paper_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        v.done += dossier_paper_status(&c, &all.v[i], tx_today(q->tx)) == TASK_DONE;
        v.rows.v[v.rows.n++] = row_of(q, &c, &all.v[i], &marks);
    }
    dossier_papers_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- one row or criterion ---- */

static struct dossier_attached attached_of(struct req *q, const struct evidence *e, int64_t from,
                                           int64_t to)
{
    Str type = S("");
    bool over = !date_none(e->expires) && date_cmp(e->expires, tx_today(q->tx)) < 0;
    if (dossier_paper_title(q->arena, e->type, &type) != OK) {
        type = e->type;
    }
    return (struct dossier_attached){ .id = e->id,
                                      .title = e->title,
                                      .type = type,
                                      .validity = evidence_status(q, e->expires).text,
                                      .over = over,
                                      .file_name = e->file_name,
                                      .size = evidence_size_words(q, e->size),
                                      .sum = evidence_sum_words(q->arena, e),
                                      .at = e->added_at,
                                      .from = from,
                                      .to = to,
                                      .pages = e->pages };
}

static bool links_it(const struct dossier_content *c, Str target, Id evidence)
{
    for (size_t i = 0; i < c->links.n; i++) {
        if (str_eq(c->links.v[i].target, target) && id_eq(c->links.v[i].evidence, evidence)) {
            return true;
        }
    }
    return false;
}

static void fill_attached(struct req *q, const struct dossier_content *c,
                          struct dossier_target_page *v)
{
    v->attached.v = NEW_N(q->arena, struct dossier_attached, c->links.n + 1);
    for (size_t i = 0; i < c->links.n; i++) {
        const struct dossier_link *l = &c->links.v[i];
        if (str_eq(l->target, v->target)) {
            v->attached.v[v->attached.n++] =
                attached_of(q, dossier_paper_of(c, l->evidence), l->page_from, l->page_to);
        }
    }
}

/* Papers of the library that may be attached: those of the row's own type first. */
static Err fill_library(struct req *q, const struct dossier_content *c,
                        struct dossier_target_page *v)
{
    struct evidences all;
    struct dossier_usable_papers usable;
    TRY(evidence_of_producer(q->tx, v->d.producer, &all));
    TRY(dossier_papers_usable(q->tx, &v->d, q->actor.account, &usable));
    v->library.v = NEW_N(q->arena, struct dossier_attached, all.n + 1);
    for (int own = 1; own >= 0; own--) {
        for (size_t i = 0; i < all.n; i++) {
            const struct evidence *e = &all.v[i];
            if (str_eq(e->type, v->target) == (own == 1) && !links_it(c, v->target, e->id) &&
                dossier_is_usable(&usable, e->id)) {
                v->library.v[v->library.n++] = attached_of(q, e, 1, e->pages);
            }
        }
    }
    return OK;
}

static Err describe_type(struct req *q, struct dossier_target_page *v)
{
    struct dossier_papers all;
    TRY(dossier_paper_title(q->arena, v->target, &v->title));
    TRY(dossier_papers_for(q->arena, v->d.producer_kind, v->d.set_no, &all));
    for (size_t i = 0; i < all.n; i++) {
        if (str_eq(all.v[i].type, v->target)) {
            v->why = all.v[i].why;
            v->source = all.v[i].source;
        }
    }
    v->is_type = true;
    v->back = (Url){ dossier_path(q, v->d.id, "giay-to") };
    v->back_text = dossier_words(q, M_DOSSIER_BACK_PAPERS);
    return OK;
}

static Err describe(struct req *q, struct dossier_target_page *v)
{
    const struct criteria_set *set;
    struct criteria_ref ref;
    TRY(dossier_criteria(q, v->d.criteria, &set));
    if (!criteria_lookup(set, v->target, &ref) || ref.kase >= 0 || ref.option >= 0) {
        return describe_type(q, v);
    }
    const struct criteria_item *item = &set->item[ref.item];
    Str id = view_element_id(q->arena, str_cat(q->arena, S("c."), item->id));
    Str tail = str_fmt(q->arena, "tu-cham/%s#%.*s",
                       dossier_sheet_slug(set->section[item->section].part), STR_ARG(id));
    v->title = str_fmt(q->arena, "%.*s %.*s", STR_ARG(item->code), STR_ARG(item->title));
    v->why = dossier_words(q, M_DOSSIER_TARGET_WHY);
    v->back = (Url){ dossier_path(q, v->d.id, tail.p) };
    v->back_text = dossier_words(q, M_DOSSIER_BACK_SHEET);
    return OK;
}

static struct view_field box(struct req *q, const char *name, int label, int hint)
{
    Str typed = web_form(q, str_c(name));
    struct view_field f =
        view_field(q->view, str_c(name), label, hint, str_none(typed) ? S("") : typed);
    f.optional = true;
    return f;
}

static void fill_boxes(struct req *q, const struct dossier_content *c,
                       struct dossier_target_page *v)
{
    const struct dossier_skip *skip = dossier_skip_of(c, v->target);
    v->file = evidence_file_field(q, S("file"), M_DOSSIER_UPLOAD, M_DOSSIER_UPLOAD_HINT, true);
    v->paper_title = box(q, "title", M_DOSSIER_PAPER_TITLE, M_DOSSIER_PAPER_TITLE_HINT);
    v->number = box(q, "number", M_DOSSIER_PAPER_NUMBER, M_NONE);
    v->issuer = box(q, "issuer", M_DOSSIER_PAPER_ISSUER, M_NONE);
    v->issued = box(q, "issued", M_DOSSIER_PAPER_ISSUED, M_DOSSIER_DAY_HINT);
    v->expires = box(q, "expires", M_DOSSIER_PAPER_EXPIRES, M_DOSSIER_PAPER_EXPIRES_HINT);
    v->number.width = v->issued.width = v->expires.width = S("20");
    v->reason = box(q, "reason", M_DOSSIER_SKIP_REASON, M_DOSSIER_SKIP_HINT);
    v->reason.optional = false;
    v->skipped = skip != NULL;
    if (skip != NULL && str_empty(v->reason.value)) {
        v->reason.value = skip->reason;
    }
}

Err dossier_show_target(struct req *q)
{
    struct dossier_content c = { 0 };
    struct dossier_target_page v = { .d = *dossier_of(q), .target = q->path_param[1] };
    struct album_pages photos;
    TRY(describe(q, &v));
    TRY(dossier_draft(q->tx, dossier_of(q), &c));
    fill_attached(q, &c, &v);
    TRY(fill_library(q, &c, &v));
    fill_boxes(q, &c, &v);
    TRY(upload_from(q->tx, &v.from_bytes));
    TRY(album_pages(q->tx, v.d.id, v.target, &photos));
    v.photos = (int64_t)photos.n;
    v.show_upload = v.library.n == 0 || q->http->form.n > 0;
    q->view->title = v.title;
    dossier_target_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- changes ---- */

static Err target_path(struct req *q, int flash)
{
    web_flash(q, flash, STR_NONE);
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id,
                         str_cat(q->arena, S("/minh-chung/"), q->path_param[1]));
}

/* A page number as typed; empty: the fallback. */
static Err page_number(struct req *q, Str name, int64_t fallback, int64_t *ret)
{
    Str s = web_form(q, name);
    if (str_empty(s)) {
        *ret = fallback;
        return OK;
    }
    return web_form_int(q, name, 1, INT32_MAX, ret);
}

Err dossier_do_attach(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct evidence e;
    struct dossier_usable_papers usable;
    struct dossier_link l = { .target = q->path_param[1],
                              .evidence = web_form_id(q, S("evidence")) };
    TRY(web_form_check(q, "evidence page_from page_to"));
    if (id_none(l.evidence)) {
        return problem_add(&q->problems, S("evidence"), M_DOSSIER_CHOOSE_PAPER, STR_NONE, STR_NONE);
    }
    TRY(dossier_papers_usable(q->tx, d, q->actor.account, &usable));
    if (!dossier_is_usable(&usable, l.evidence)) {
        return E_NONE; /* before anything else is said of it: another's does not exist */
    }
    TRY(evidence_get(q->tx, l.evidence, &e));
    Err from = page_number(q, S("page_from"), 1, &l.page_from);
    Err to = page_number(q, S("page_to"), e.pages, &l.page_to);
    TRY(from);
    TRY(to);
    TRY(dossier_criteria(q, d->criteria, &set));
    TRY(dossier_attach(q->tx, d, set, &l));
    TRY(dossier_touch(q->tx, d->id, d->version));
    return target_path(q, M_DOSSIER_ATTACHED);
}

Err dossier_do_upload(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct evidence_ids ids;
    TRY(dossier_criteria(q, d->criteria, &set));
    struct evidence_new like = { .producer = d->producer,
                                 .type = upload_type_of(set, q->path_param[1]) };
    TRY(web_form_check(q, "file title number issuer issued expires"));
    Err fields = evidence_read_fields(q, &like.fields);
    Err files = q->files.n > 0 ? OK
                               : problem_add(&q->problems, S("file"), M_DOSSIER_FILE_NEEDED,
                                             STR_NONE, STR_NONE);
    TRY(fields);
    TRY(files);
    TRY(evidence_from_files(q, S("file"), &like, &ids));
    for (size_t i = 0; i < ids.n; i++) {
        struct evidence e;
        TRY(evidence_get(q->tx, ids.v[i], &e));
        struct dossier_link l = {
            .target = q->path_param[1], .evidence = e.id, .page_from = 1, .page_to = e.pages
        };
        TRY(dossier_attach(q->tx, d, set, &l));
    }
    TRY(dossier_touch(q->tx, d->id, d->version));
    return target_path(q, M_DOSSIER_UPLOADED);
}

Err dossier_do_detach(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    TRY(web_form_check(q, "evidence"));
    TRY(dossier_detach(q->tx, d, q->path_param[1], web_form_id(q, S("evidence"))));
    TRY(dossier_touch(q->tx, d->id, d->version));
    return target_path(q, M_DOSSIER_DETACHED);
}

Err dossier_do_skip(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    TRY(web_form_check(q, "reason undo"));
    bool undo = web_form_flag(q, S("undo"));
    Str reason = undo ? S("") : web_form(q, S("reason"));
    if (!undo && str_empty(reason)) {
        return problem_add(&q->problems, S("reason"), M_DOSSIER_SKIP_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(dossier_skip_paper(q->tx, d, q->path_param[1], reason));
    TRY(dossier_touch(q->tx, d->id, d->version));
    web_flash(q, M_DOSSIER_SAVED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), d->id, S("/giay-to"));
}

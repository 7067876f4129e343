/* evidence_web.c: the pages of a producer's library. Parse, call the domain, choose a view. */
#include "domain/dossier/evidence_web.h"
#include "domain/access/access.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/evidence_view.h"

enum { THUMB_SMALL = 240, THUMB_LARGE = 1200 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* ---- whose ---- */

/* The library of the producer for whom the actor may act; the policy says which that is. */
static Err load_own(struct req *q)
{
    for (size_t i = 0; i < q->actor.n_roles; i++) {
        struct access_subject s = { .owner = q->actor.role[i].scope };
        if (web_may_on(q, EVIDENCE_ADD, &s)) {
            q->subject = s;
            break;
        }
    }
    return OK;
}

static Err load_one(struct req *q)
{
    struct evidence *e = NEW(q->arena, struct evidence);
    TRY(evidence_get(q->tx, web_path_id(q, 0), e));
    if (e->removed) {
        return E_NONE;
    }
    q->subject = (struct access_subject){ .id = e->id, .owner = e->producer, .row = e };
    return OK;
}

static const struct evidence *paper(const struct req *q)
{
    return q->subject.row;
}

/* ---- words ---- */

/* "814 KB", "1,1 MB", "2 GB" */
Str evidence_size_words(struct req *q, int64_t bytes)
{
    static const struct {
        int64_t unit;
        Str name;
    } t[] = { { INT64_C(1) << 30, S_INIT(" GB") }, { 1 << 20, S_INIT(" MB") } };
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    for (size_t i = 0; i < COUNT_OF(t); i++) {
        if (bytes >= t[i].unit - t[i].unit / 20) {
            int64_t tenths = (bytes * 10 + t[i].unit / 2) / t[i].unit;
            i18n_frac(o, q->lang, frac_make(tenths, 10));
            out_raw(o, t[i].name);
            return out_dup(q->arena, o);
        }
    }
    i18n_int(o, q->lang, (bytes + 1023) / 1024);
    out_raw(o, S(" KB"));
    return out_dup(q->arena, o);
}

Str evidence_sum_words(struct arena *a, const struct evidence *e)
{
    return str_fmt(a, "%.12s…", hash_text(a, e->original).p);
}

struct view_status evidence_status(struct req *q, Date expires)
{
    static const struct {
        Str code;
        int words;
    } t[] = {
        [EVIDENCE_NO_END] = { S_INIT("unknown"), M_EVIDENCE_NO_END },
        [EVIDENCE_GOOD] = { S_INIT("valid"), M_EVIDENCE_GOOD },
        [EVIDENCE_SOON] = { S_INIT("soon"), M_EVIDENCE_SOON },
        [EVIDENCE_OVER] = { S_INIT("expired"), M_EVIDENCE_OVER },
    };
    enum evidence_validity v = evidence_validity(expires, tx_today(q->tx));
    Str day = v == EVIDENCE_NO_END ? STR_NONE : view_arg_date(q->view, expires);
    return (struct view_status){ t[v].code,
                                 i18n_fmt(q->arena, q->lang, t[v].words, day, STR_NONE, STR_NONE) };
}

static struct evidence_row row_of(struct req *q, const struct evidence *e)
{
    return (struct evidence_row){ .id = e->id,
                                  .title = e->title,
                                  .issuer = e->issuer,
                                  .number = e->number,
                                  .issued = e->issued,
                                  .size = evidence_size_words(q, e->size),
                                  .validity = evidence_status(q, e->expires),
                                  .sum = evidence_sum_words(q->arena, e),
                                  .is_picture = e->kind != STORAGE_PDF,
                                  .pages = e->pages };
}

/* ---- the list ---- */

static int64_t uses_of(const struct evidence_use_counts *c, Id id)
{
    for (size_t i = 0; i < c->n; i++) {
        if (id_eq(c->v[i].evidence, id)) {
            return c->v[i].n;
        }
    }
    return 0;
}

/* The papers come in the order of their types. */
static void fill_groups(struct req *q, const struct evidences *all,
                        const struct evidence_use_counts *uses, struct evidence_list *l)
{
    l->groups.v = NEW_N(q->arena, struct evidence_group, EVIDENCE_TYPES + 1);
    struct evidence_row *rows = NEW_N(q->arena, struct evidence_row, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct evidence *e = &all->v[i];
        if (i == 0 || !str_eq(e->type, all->v[i - 1].type)) {
            int no = evidence_type_no(e->type);
            l->groups.v[l->groups.n++] =
                (struct evidence_group){ .name = i18n_text(q->lang, evidence_type_name(no)),
                                         .papers = { 0, rows + i } };
        }
        rows[i] = row_of(q, e);
        rows[i].uses = uses_of(uses, e->id);
        l->groups.v[l->groups.n - 1].papers.n++;
        enum evidence_validity v = evidence_validity(e->expires, tx_today(q->tx));
        l->soon += v == EVIDENCE_SOON;
        l->over += v == EVIDENCE_OVER;
    }
    l->total = (int64_t)all->n;
}

static Err show_list(struct req *q)
{
    struct evidences all;
    struct evidence_use_counts uses;
    struct evidence_sum sum;
    int64_t quota;
    TRY(evidence_of_producer(q->tx, web_scope(q), &all));
    TRY(evidence_use_counts(q->tx, web_scope(q), &uses));
    TRY(evidence_total(q->tx, web_scope(q), &sum));
    TRY(evidence_quota(q->tx, &quota));
    struct evidence_list l = { .used = evidence_size_words(q, sum.bytes),
                               .quota = evidence_size_words(q, quota) };
    fill_groups(q, &all, &uses, &l);
    evidence_list_html(q->out, q->view, &l);
    return OK;
}

/* ---- boxes ---- */

void evidence_type_options(struct req *q, struct view_field *f)
{
    f->options.v = NEW_N(q->arena, struct view_option, EVIDENCE_TYPES + 1);
    f->options.v[f->options.n++] =
        (struct view_option){ .value = S(""), .text = i18n_text(q->lang, M_EVIDENCE_TYPE_CHOOSE) };
    for (int no = 1; no <= EVIDENCE_TYPES; no++) {
        Str code = evidence_type_code(no);
        f->options.v[f->options.n++] =
            (struct view_option){ .value = code,
                                  .text = i18n_text(q->lang, evidence_type_name(no)),
                                  .chosen = str_eq(code, f->value) };
    }
}

/* What was typed, or else what is there. */
static struct view_field box(struct req *q, Str name, int label, int hint, Str there)
{
    Str typed = web_form_raw(q, name);
    struct view_field f =
        view_field(q->view, name, label, hint, or_empty(str_none(typed) ? there : typed));
    f.optional = true;
    return f;
}

static Str day_text(struct req *q, Date d)
{
    if (date_none(d)) {
        return S("");
    }
    struct out *o CLEANUP(out_cleanup) = out_new(100);
    out_date_vi(o, d);
    return out_dup(q->arena, o);
}

static struct evidence_boxes boxes_of(struct req *q, Str type, const struct evidence_fields *f)
{
    struct evidence_boxes b = {
        .type = box(q, S("type"), M_EVIDENCE_TYPE, M_EVIDENCE_TYPE_HINT, type),
        .title = box(q, S("title"), M_EVIDENCE_NAME, M_EVIDENCE_NAME_HINT, f->title),
        .issuer = box(q, S("issuer"), M_EVIDENCE_ISSUER, M_EVIDENCE_ISSUER_HINT, f->issuer),
        .number = box(q, S("number"), M_EVIDENCE_NUMBER, M_NONE, f->number),
        .issued =
            box(q, S("issued"), M_EVIDENCE_ISSUED, M_EVIDENCE_DAY_HINT, day_text(q, f->issued)),
        .expires = box(q, S("expires"), M_EVIDENCE_EXPIRES, M_EVIDENCE_EXPIRES_HINT,
                       day_text(q, f->expires)),
    };
    b.type.optional = false;
    b.number.width = b.issued.width = b.expires.width = S("20");
    evidence_type_options(q, &b.type);
    return b;
}

Err evidence_read_fields(struct req *q, struct evidence_fields *ret)
{
    *ret = (struct evidence_fields){ .title = web_form(q, S("title")),
                                     .issuer = web_form(q, S("issuer")),
                                     .number = web_form(q, S("number")),
                                     .issued = DATE_NONE,
                                     .expires = DATE_NONE };
    Err issued = web_form_date(q, S("issued"), true, &ret->issued);
    Err expires = web_form_date(q, S("expires"), true, &ret->expires);
    TRY(issued);
    return expires;
}

/* ---- a new paper ---- */

struct view_field evidence_file_field(struct req *q, Str name, int label, int hint, bool many)
{
    struct view_field f = view_field(q->view, name, label, hint, S(""));
    f.type = S("application/pdf,image/jpeg,image/png");
    f.multiple = many;
    q->view->script = (Url){ web_asset(q, S("upload.js")) };
    return f;
}

static Err show_new(struct req *q)
{
    static const struct evidence_fields nothing = { .issued = { INT32_MIN },
                                                    .expires = { INT32_MIN } };
    struct evidence_new_page v = {
        .boxes = boxes_of(q, web_query(q, S("loai")), &nothing),
        .file = evidence_file_field(q, S("file"), M_EVIDENCE_FILE, M_EVIDENCE_FILE_HINT, true),
        .merge = web_form_flag(q, S("merge")),
        .max_files = LIMIT_UPLOAD_FILES,
        .max_mb = LIMIT_UPLOAD_BYTES / (1024 * 1024),
    };
    evidence_new_page_html(q->out, q->view, &v);
    return OK;
}

static Err refuse_file(struct req *q, const struct web_taken *t)
{
    return problem_add(&q->problems, t->field, evidence_why_message(t->why),
                       str_sub(t->name, 0, 120), STR_NONE);
}

/* The files of the field that were taken; every other one is a problem. */
static Err taken_files(struct req *q, Str field, struct web_takens *ret)
{
    Err e = OK;
    struct web_takens t = { .v = NEW_N(q->arena, struct web_taken, q->files.n + 1) };
    for (size_t i = 0; i < q->files.n; i++) {
        if (!str_eq(q->files.v[i].field, field)) {
            continue;
        }
        if (q->files.v[i].why != STORAGE_OK) {
            e = refuse_file(q, &q->files.v[i]);
        } else {
            t.v[t.n++] = q->files.v[i];
        }
    }
    TRY(e);
    *ret = t;
    return OK;
}

/* Photographs that are the pages of one paper become one PDF in the place of all. */
static Err merge_pages(struct req *q, struct web_takens *t)
{
    Hash *page = NEW_N(q->arena, Hash, t->n);
    struct hash_state originals;
    hash_start(&originals);
    for (size_t i = 0; i < t->n; i++) {
        if (t->v[i].file.kind != STORAGE_JPEG && t->v[i].file.kind != STORAGE_PNG) {
            return problem_add(&q->problems, S("file"), M_EVIDENCE_MERGE_PICTURES, STR_NONE,
                               STR_NONE);
        }
        page[i] = t->v[i].file.hash;
        hash_add(&originals, t->v[i].file.original.b, sizeof t->v[i].file.original.b);
    }
    TRY(storage_album(web_storage(q), page, t->n, &t->v[0].file));
    t->v[0].file.original = hash_end(&originals);
    t->n = 1;
    return OK;
}

static Err add_each(struct req *q, const struct web_takens *t, const struct evidence_new *like,
                    struct evidence_ids *ret)
{
    struct evidence_ids ids = { .v = NEW_N(q->arena, Id, t->n + 1) };
    for (size_t i = 0; i < t->n; i++) {
        struct evidence_new n = *like;
        bool was_there = false;
        n.file = t->v[i].file;
        if (utf8_clean_line(q->arena, t->v[i].name, &n.file_name) != OK) {
            n.file_name = S("");
        }
        if (i > 0 && !str_empty(like->fields.title)) {
            n.fields.title = str_fmt(q->arena, "%.*s (%zu)", STR_ARG(like->fields.title), i + 1);
        }
        /* The first refusal ends it: the same reasons would come once a file. */
        TRY(evidence_add(q->tx, &n, &ids.v[ids.n++], &was_there));
        ids.were_there += was_there;
    }
    *ret = ids;
    return OK;
}

Err evidence_from_files(struct req *q, Str field, const struct evidence_new *like,
                        struct evidence_ids *ret)
{
    struct web_takens t;
    TRY(taken_files(q, field, &t));
    return add_each(q, &t, like, ret);
}

/* Everything that is wrong with this form, in one answer. */
static Err add_checked(struct req *q, struct evidence_new *like, struct evidence_ids *ret)
{
    struct web_takens t = { 0 };
    Err form = web_form_check(q, "file type title issuer number issued expires merge");
    Err fields = evidence_read_fields(q, &like->fields);
    Err files = taken_files(q, S("file"), &t);
    if (files == OK && t.n == 0) {
        files = problem_add(&q->problems, S("file"), M_EVIDENCE_FILE_NEEDED, STR_NONE, STR_NONE);
    }
    if (files == OK && t.n > 1 && web_form_flag(q, S("merge"))) {
        files = merge_pages(q, &t);
    }
    Err said = evidence_check(q->tx, like->type, &like->fields);
    TRY(form);
    TRY(fields);
    TRY(files);
    TRY(said);
    return add_each(q, &t, like, ret);
}

static Err add(struct req *q)
{
    struct evidence_new like = { .producer = q->subject.owner,
                                 .type = or_empty(web_form(q, S("type"))) };
    struct evidence_ids ids;
    TRY(add_checked(q, &like, &ids));
    if (ids.were_there > 0) {
        web_flash(q, ids.n == 1 ? M_EVIDENCE_WAS_THERE : M_EVIDENCE_SOME_WERE_THERE,
                  view_arg_int(q->view, (int64_t)ids.were_there));
    } else {
        web_flash(q, M_EVIDENCE_SAVED, view_arg_int(q->view, (int64_t)ids.n));
    }
    return ids.n == 1 ? web_see_other(q, S("/giay-to/"), ids.v[0], S(""))
                      : web_see_other(q, S("/giay-to"), ID_NONE, S(""));
}

/* ---- one paper ---- */

static Err load_uses(struct req *q, Id id, struct evidence_use_rows *ret)
{
    struct evidence_uses uses;
    TRY(evidence_uses(q->tx, id, &uses));
    struct evidence_use_rows r = { .v = NEW_N(q->arena, struct evidence_use_row, uses.n + 1) };
    for (size_t i = 0; i < uses.n; i++) {
        const struct evidence_use *u = &uses.v[i];
        r.v[r.n++] = (struct evidence_use_row){
            .dossier = u->dossier,
            .product = u->product,
            .state = i18n_text(q->lang, dossier_state_message((int)u->state)),
            .year = str_fmt(q->arena, "%lld", (long long)u->year),
            .targets = u->targets,
        };
    }
    *ret = r;
    return OK;
}

static Err show_one(struct req *q)
{
    const struct evidence *e = paper(q);
    struct evidence_fields f = { e->title, e->issuer, e->number, e->issued, e->expires };
    int64_t typed_version;
    bool same = hash_eq(e->file, e->original), merged = evidence_is_merged(e);
    struct evidence_show v = {
        .paper = row_of(q, e),
        .type_name = i18n_text(q->lang, evidence_type_name(evidence_type_no(e->type))),
        .file_name = e->file_name,
        .version = e->version,
        .added = e->added_at,
        .sent = merged ? STR_NONE : hash_text(q->arena, e->original),
        .kept = same ? STR_NONE : hash_text(q->arena, e->file),
        .merged = merged,
        .boxes = boxes_of(q, e->type, &f),
        .may_edit = web_may(q, EVIDENCE_EDIT),
    };
    /* Shown again after a refusal: still an answer to the version that was on the screen. */
    if (number_parse(or_empty(web_form(q, S("version"))), 1, INT64_MAX, &typed_version) == OK) {
        v.version = typed_version;
    }
    TRY(load_uses(q, e->id, &v.uses));
    v.paper.uses = (int64_t)v.uses.n;
    q->view->title = e->title;
    evidence_show_html(q->out, q->view, &v);
    return OK;
}

static Err change(struct req *q)
{
    struct evidence_fields f;
    int64_t version = 0;
    Err form = web_form_check(q, "type title issuer number issued expires");
    Err fields = evidence_read_fields(q, &f);
    TRY(form);
    TRY(fields);
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &version));
    TRY(evidence_change(q->tx, paper(q), version, or_empty(web_form(q, S("type"))), &f));
    web_flash(q, M_EVIDENCE_CHANGED, STR_NONE);
    return web_see_other(q, S("/giay-to/"), paper(q)->id, S(""));
}

static Err drop(struct req *q)
{
    int64_t version = 0;
    TRY(web_form_check(q, ""));
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &version));
    TRY(evidence_drop(q->tx, paper(q), version));
    web_flash(q, M_EVIDENCE_REMOVED, paper(q)->title);
    return web_see_other(q, S("/giay-to"), ID_NONE, S(""));
}

static Err send_file(struct req *q)
{
    const struct evidence *e = paper(q);
    web_header(q, S("Content-Type"), storage_mime((enum storage_kind)e->kind));
    return web_file(q, e->file, evidence_file_name(q->arena, e), e->kind != STORAGE_PDF);
}

static Err send_thumb(struct req *q)
{
    bool large = str_eq(web_query(q, S("co")), S("lon"));
    Str path;
    TRY(storage_thumb(web_storage(q), q->arena, paper(q)->file, large ? THUMB_LARGE : THUMB_SMALL,
                      &path));
    q->response->file = path;
    web_header(q, S("Content-Type"), S("image/jpeg"));
    web_header(q, S("Cache-Control"), S("private, max-age=3600"));
    return OK;
}

const struct route evidence_routes[] = {
    { HTTP_GET, "/giay-to", EVIDENCE_VIEW, load_own, show_list, NULL, M_EVIDENCE_TITLE, 0 },
    { HTTP_GET, "/giay-to/moi", EVIDENCE_ADD, load_own, show_new, NULL, M_EVIDENCE_ADD, 0 },
    { HTTP_POST, "/giay-to", EVIDENCE_ADD, load_own, add, show_new, M_EVIDENCE_ADD, WEB_FILES },
    { HTTP_GET, "/giay-to/:id", EVIDENCE_VIEW, load_one, show_one, NULL, M_EVIDENCE_TITLE, 0 },
    { HTTP_POST, "/giay-to/:id", EVIDENCE_EDIT, load_one, change, show_one, M_EVIDENCE_TITLE, 0 },
    { HTTP_POST, "/giay-to/:id/bo", EVIDENCE_EDIT, load_one, drop, show_one, M_EVIDENCE_TITLE, 0 },
    { HTTP_GET, "/giay-to/:id/tep", EVIDENCE_VIEW, load_one, send_file, NULL, 0, WEB_RAW },
    { HTTP_GET, "/giay-to/:id/anh", EVIDENCE_VIEW, load_one, send_thumb, NULL, 0, WEB_RAW },
    { .run = NULL },
};

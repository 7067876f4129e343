/* pages.c: the list of sets, one set as a sheet, publishing, superseding, files. */
#include "domain/criteria/pages.h"
#include "domain/access/access.h"
#include "domain/criteria/criteria.views.h"
#include "messages.h"

enum { FILE_BYTES_MAX = 4 * 1024 * 1024 };

Err criteria_load_subject(struct req *q)
{
    struct criteria_row *row = NEW(q->arena, struct criteria_row);
    TRY(criteria_set_row(q->tx, web_path_id(q, 0), row));
    q->subject = (struct access_subject){
        .id = row->id, .state = (int)row->state, .author = row->edited_by, .row = row
    };
    return OK;
}

/* A file brings drafts: asked as editing one. */
static Err load_new(struct req *q)
{
    q->subject = (struct access_subject){ .state = CRITERIA_DRAFT };
    return OK;
}

/* ---- list ---- */

static struct criteria_scheme_view *scheme_of(struct req *q, struct criteria_scheme_views *l,
                                              const struct criteria_head *h, size_t most)
{
    for (size_t i = 0; i < l->n; i++) {
        if (str_eq(l->v[i].title, h->scheme)) {
            return &l->v[i];
        }
    }
    struct criteria_scheme_view *v = &l->v[l->n++];
    *v = (struct criteria_scheme_view){
        .title = h->scheme,
        .element = str_fmt(q->arena, "quyet-dinh-%zu", l->n),
        .sets = { .v = NEW_N(q->arena, struct criteria_head, most) },
    };
    return v;
}

static Err show_list(struct req *q)
{
    struct criteria_rows rows;
    TRY(criteria_set_rows(q->tx, &rows));
    struct criteria_list v = {
        .schemes = { .v = NEW_N(q->arena, struct criteria_scheme_view, rows.n) },
        .may_import = web_may_ever(q, CRITERIA_EDIT),
    };
    for (size_t i = 0; i < rows.n; i++) {
        struct access_subject s = { .id = rows.v[i].id, .state = (int)rows.v[i].state };
        if (web_may_on(q, CRITERIA_VIEW, &s)) {
            struct criteria_head h = criteria_head_of(q, &rows.v[i]);
            struct criteria_scheme_view *g = scheme_of(q, &v.schemes, &h, rows.n);
            g->sets.v[g->sets.n++] = h;
        }
    }
    criteria_list_html(q->out, q->view, &v);
    return OK;
}

/* ---- one set ---- */

static Err show_set(struct req *q)
{
    struct problems faults = { .arena = q->arena };
    struct criteria_row row;
    struct criteria_set *s;
    TRY(criteria_draft_get(q->tx, q->subject.id, &faults, &row, &s));
    struct criteria_show v = {
        .head = criteria_head_of(q, &row),
        .parts = criteria_parts_of(q, s),
        .knock_outs = { .v = NEW_N(q->arena, struct criteria_note, s->n_knock_outs) },
        .draft = row.state == CRITERIA_DRAFT,
        .may_edit = web_may(q, CRITERIA_EDIT),
        .may_publish = web_may(q, CRITERIA_PUBLISH) && faults.n == 0,
        .may_supersede = web_may(q, CRITERIA_SUPERSEDE),
        .own_draft = web_may(q, CRITERIA_EDIT) && !web_may(q, CRITERIA_PUBLISH),
        .sums = criteria_sums_of(q, s, &faults),
    };
    for (size_t i = 0; i < s->n_knock_outs; i++) {
        v.knock_outs.v[v.knock_outs.n++] = (struct criteria_note){ .text = s->knock_out[i].text };
    }
    Str typed = web_form(q, S("from"));
    v.from = view_field(q->view, S("from"), M_CRITERIA_SUPERSEDE_FROM,
                        M_CRITERIA_SUPERSEDE_FROM_HINT, str_none(typed) ? S("") : typed);
    v.from.width = S("10");
    q->view->title = row.name;
    criteria_show_html(q->out, q->view, &v);
    return OK;
}

static Err do_publish(struct req *q)
{
    const struct criteria_row *row = q->subject.row;
    int64_t version = 0;
    TRY(web_form_check(q, ""));
    TRY(web_form_int(q, S("version"), 1, INT32_MAX, &version));
    TRY(criteria_publish(q->tx, row->id, version));
    web_flash(q, M_CRITERIA_PUBLISHED, row->name);
    return web_see_other(q, S("/tieu-chi/"), row->id, S(""));
}

static Err do_supersede(struct req *q)
{
    Date from;
    Id id;
    TRY(web_form_check(q, "from"));
    TRY(web_form_date(q, S("from"), false, &from));
    TRY(criteria_supersede(q->tx, q->subject.id, from, &id));
    web_flash(q, M_CRITERIA_SUPERSEDED, STR_NONE);
    return web_see_other(q, S("/tieu-chi/"), id, S("/sua"));
}

/* ---- files ---- */

static Err show_import(struct req *q)
{
    Str typed = web_form_raw(q, S("text"));
    struct criteria_import_page v = {
        .file = view_field(q->view, S("file"), M_CRITERIA_IMPORT_FILE, M_CRITERIA_IMPORT_FILE_HINT,
                           S("")),
        .text = view_field(q->view, S("text"), M_CRITERIA_IMPORT_PASTE, M_NONE,
                           str_none(typed) ? S("") : typed),
    };
    v.file.type = S(".json,application/json");
    v.file.optional = v.text.optional = true;
    v.text.rows = 8;
    criteria_import_page_html(q->out, q->view, &v);
    return OK;
}

/* The file, or what was pasted. The file is read where the server put it: it is no evidence and
 * does not go into the storage. */
static Err sent_text(struct req *q, Str *ret)
{
    const struct http_uploads *u = &q->http->uploads;
    for (size_t i = 0; i < u->n; i++) {
        if (!str_eq(u->v[i].field, S("file")) || u->v[i].size == 0) {
            continue;
        }
        Err e =
            u->v[i].too_large ? E_LIMIT : file_read(q->arena, u->v[i].path, FILE_BYTES_MAX, ret);
        return e == E_LIMIT ? problem_add(&q->problems, S("file"), M_CRITERIA_IMPORT_LARGE,
                                          STR_NONE, STR_NONE)
                            : e;
    }
    *ret = str_trim(web_form_raw(q, S("text")));
    return str_empty(*ret)
               ? problem_add(&q->problems, S("file"), M_CRITERIA_IMPORT_NOTHING, STR_NONE, STR_NONE)
               : OK;
}

/* web_form_check without its bound on the length of a text: a file may be pasted. */
static Err only_known_fields(struct req *q)
{
    const struct http_fields *f = &q->http->form;
    Err e = OK;
    for (size_t i = 0; i < f->n; i++) {
        Str name = f->v[i].name;
        if (!str_eq(name, S("csrf")) && !str_eq(name, S("idem")) && !str_eq(name, S("text"))) {
            e = problem_add(&q->problems, STR_NONE, M_WEB_FIELD_FOREIGN, str_sub(name, 0, 60),
                            STR_NONE);
        }
    }
    return e;
}

static Err do_import(struct req *q)
{
    Str text;
    int64_t n = 0;
    TRY(only_known_fields(q));
    TRY(sent_text(q, &text));
    TRY(criteria_import(q->tx, text, &n));
    web_flash(q, M_CRITERIA_IMPORTED, str_fmt(q->arena, "%lld", (long long)n));
    return web_redirect(q, 303, S("/tieu-chi"));
}

const struct route criteria_routes[] = {
    { .method = HTTP_GET,
      .path = "/tieu-chi",
      .action = CRITERIA_VIEW,
      .run = show_list,
      .title = M_CRITERIA_LIST_TITLE },
    { .method = HTTP_GET,
      .path = "/tieu-chi/nhap",
      .action = CRITERIA_EDIT,
      .load = load_new,
      .run = show_import,
      .title = M_CRITERIA_IMPORT_TITLE },
    { .method = HTTP_POST,
      .path = "/tieu-chi/nhap",
      .action = CRITERIA_EDIT,
      .load = load_new,
      .run = do_import,
      .redisplay = show_import,
      .title = M_CRITERIA_IMPORT_TITLE,
      .flags = WEB_FILES },
    { .method = HTTP_GET,
      .path = "/tieu-chi/:id",
      .action = CRITERIA_VIEW,
      .load = criteria_load_subject,
      .run = show_set,
      .title = M_CRITERIA_LIST_TITLE },
    { .method = HTTP_GET,
      .path = "/tieu-chi/:id/sua",
      .action = CRITERIA_EDIT,
      .load = criteria_load_subject,
      .run = criteria_show_edit,
      .title = M_CRITERIA_EDIT_TITLE },
    { .method = HTTP_POST,
      .path = "/tieu-chi/:id/sua",
      .action = CRITERIA_EDIT,
      .load = criteria_load_subject,
      .run = criteria_do_edit,
      .redisplay = criteria_show_edit,
      .title = M_CRITERIA_EDIT_TITLE },
    { .method = HTTP_POST,
      .path = "/tieu-chi/:id/cong-bo",
      .action = CRITERIA_PUBLISH,
      .load = criteria_load_subject,
      .run = do_publish,
      .redisplay = show_set,
      .title = M_CRITERIA_LIST_TITLE },
    { .method = HTTP_POST,
      .path = "/tieu-chi/:id/thay-the",
      .action = CRITERIA_SUPERSEDE,
      .load = criteria_load_subject,
      .run = do_supersede,
      .redisplay = show_set,
      .title = M_CRITERIA_LIST_TITLE },
    { .run = NULL },
};

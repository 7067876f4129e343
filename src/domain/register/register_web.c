/* register_web.c: the register's pages: the list, a file read and reported, imported on a word,
 * undone. */
#include "domain/register/register_web.h"
#include "domain/access/access.h"
#include "domain/product/product.h"
#include "domain/recognition/recognition.h"
#include "domain/register/register.views.h"
#include "messages.h"

enum { PAST_SHOWN = 30, ISSUES_SHOWN = 500 };

/* ---- the list ---- */

static struct view_field choice(struct req *q, const char *name, int label, int64_t chosen,
                                const int *keys, size_t n)
{
    struct view_field f = view_field(q->view, str_c(name), label, M_NONE, STR_NONE);
    f.options.v = NEW_N(q->arena, struct view_option, n);
    for (size_t i = 0; i < n; i++) {
        if (keys[i] == M_NONE) {
            continue;
        }
        f.options.v[f.options.n++] = (struct view_option){ .value = str_fmt(q->arena, "%zu", i),
                                                           .text = i18n_text(q->lang, keys[i]),
                                                           .chosen = (int64_t)i == chosen };
    }
    return f;
}

static const int group_keys[] = { M_REGISTER_ANY_GROUP, M_PRODUCT_GROUP_1, M_PRODUCT_GROUP_2,
                                  M_PRODUCT_GROUP_3,    M_PRODUCT_GROUP_4, M_PRODUCT_GROUP_5,
                                  M_PRODUCT_GROUP_6 };
static const int star_keys[] = { M_REGISTER_ANY_STAR, M_NONE,           M_NONE, M_REGISTER_STAR_3,
                                 M_REGISTER_STAR_4,   M_REGISTER_STAR_5 };
static const int status_keys[] = { M_REGISTER_ANY_STATUS, M_REGISTER_STATUS_1, M_REGISTER_STATUS_2,
                                   M_REGISTER_STATUS_3 };

static Err item_of(struct req *q, const struct register_line *l, int64_t soon,
                   struct register_item *ret)
{
    struct recognitions all;
    TRY(recognitions_of_product(q->tx, l->id, &all));
    Date holds;
    TRY(recognition_holds_until(q->tx, l->id, l->until_day, &holds));
    enum recognition_status s =
        recognition_status(tx_today(q->tx), l->from_day, holds, l->revoked_on, soon);
    *ret = (struct register_item){
        .name = l->name,
        .producer = l->producer,
        .place = l->place_text,
        .group = i18n_text(q->lang, product_group_message(l->group_no)),
        .public_page = { str_cat(q->arena, S("/vi/san-pham/"), l->code) },
        .status = { recognition_status_code(s), i18n_text(q->lang, recognition_status_message(s)) },
        .history = { .v = NEW_N(q->arena, struct register_entry, all.n + 1) },
    };
    for (size_t i = 0; i < all.n; i++) {
        const struct recognition *r = &all.v[i];
        ret->history.v[ret->history.n++] =
            (struct register_entry){ r->star, r->decision_no, r->authority, r->decision_date,
                                     r->until_day };
    }
    return OK;
}

static Err run_list(struct req *q)
{
    Str typed = web_query(q, S("q"));
    Str fold = vi_fold(q->arena, str_none(typed) ? S("") : typed);
    Str words = fold.n > 0 ? str_fmt(q->arena, "%%%.*s%%", STR_ARG(fold)) : S("");
    int64_t group = web_query_int(q, S("nhom"), 0, 6, 0),
            star = web_query_int(q, S("sao"), 0, 5, 0);
    int64_t status = web_query_int(q, S("hieu-luc"), 0, 3, 0), soon = 0;
    int64_t page = web_query_int(q, S("page"), 1, 100000, 1);
    Date today = tx_today(q->tx);
    struct register_list_n n;
    struct register_lines lines;
    TRY(recognition_soon_days(q->tx, &soon));
    TRY(register_list_count(q->tx, words, group, star, status, today, &n));
    TRY(register_list(q->tx, words, group, star, status, today, (page - 1) * REGISTER_PER_PAGE,
                      REGISTER_PER_PAGE, &lines));
    struct register_page v = {
        .q = str_none(typed) ? S("") : typed,
        .group = choice(q, "nhom", M_REGISTER_GROUP, group, group_keys, COUNT_OF(group_keys)),
        .star = choice(q, "sao", M_REGISTER_STAR_LABEL, star, star_keys, COUNT_OF(star_keys)),
        .status =
            choice(q, "hieu-luc", M_REGISTER_STATUS, status, status_keys, COUNT_OF(status_keys)),
        .total = n.n,
        .paging =
            view_paging(q->arena, q->http->path, q->http->query_text, page, n.n, REGISTER_PER_PAGE),
        .may_import = web_may_ever(q, REGISTER_IMPORT),
        .items = { .v = NEW_N(q->arena, struct register_item, lines.n + 1) },
    };
    for (size_t i = 0; i < lines.n; i++) {
        TRY(item_of(q, &lines.v[i], soon, &v.items.v[v.items.n++]));
    }
    register_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- upload ---- */

static Err show_upload(struct req *q)
{
    struct register_pasts past;
    TRY(register_pasts(q->tx, PAST_SHOWN, &past));
    struct register_upload v = {
        .file = view_field(q->view, S("file"), M_REGISTER_FILE, M_REGISTER_FILE_HINT, STR_NONE),
        .past = { .v = NEW_N(q->arena, struct register_past_row, past.n + 1) },
    };
    v.file.type = S(".xlsx,.csv");
    for (size_t i = 0; i < past.n; i++) {
        const struct register_past *p = &past.v[i];
        v.past.v[v.past.n++] =
            (struct register_past_row){ p->id,      p->file_name, p->made_by_name, (int)p->state,
                                        p->made_at, p->row_count, p->good };
    }
    register_upload_html(q->out, q->view, &v);
    return OK;
}

static int why_message(enum storage_why why)
{
    switch (why) {
    case STORAGE_EMPTY:
        return M_REGISTER_FILE_EMPTY;
    case STORAGE_TOO_LARGE:
        return M_REGISTER_FILE_TOO_LARGE;
    case STORAGE_CUT_OFF:
        return M_REGISTER_FILE_NOT_ZIP;
    case STORAGE_ENCRYPTED:
        return M_REGISTER_FILE_ENCRYPTED;
    case STORAGE_OK:
    case STORAGE_WRONG_TYPE:
    case STORAGE_TOO_MANY_PIXELS:
        return M_REGISTER_FILE_NOT_WORKBOOK;
    }
    return M_REGISTER_FILE_NOT_WORKBOOK;
}

/* The one file of the form; anything else is refused. */
static Err sent_file(struct req *q, const struct web_taken **ret)
{
    for (size_t i = 0; i < q->files.n; i++) {
        const struct web_taken *t = &q->files.v[i];
        if (!str_eq(t->field, S("file"))) {
            continue;
        }
        bool workbook = t->file.kind == STORAGE_XLSX || t->file.kind == STORAGE_CSV;
        if (t->why == STORAGE_OK && workbook) {
            *ret = t;
            return OK;
        }
        return refuse_field(q->tx, S("file"), why_message(t->why), STR_NONE, STR_NONE);
    }
    return refuse_field(q->tx, S("file"), M_REGISTER_FILE_EMPTY, STR_NONE, STR_NONE);
}

static Err read_stored(struct req *q, Hash file, struct register_book *ret)
{
    Str bytes;
    struct workbook book;
    TRY(storage_read(web_storage(q), q->arena, file, &bytes));
    TRY(register_open(q->tx, bytes, &book));
    return register_read(q->tx, &book, ret);
}

static Str file_name(struct req *q, Str name)
{
    Str clean = S("");
    if (utf8_clean_line(q->arena, name, &clean) != OK || clean.n == 0 ||
        utf8_length(clean) > LIMIT_LINE) {
        return i18n_text(q->lang, M_REGISTER_FILE);
    }
    return clean;
}

static Err run_upload(struct req *q)
{
    const struct web_taken *t = NULL;
    struct register_book b;
    Id id;
    TRY(web_form_check(q, ""));
    TRY(sent_file(q, &t));
    BUG_UNLESS(t != NULL); /* gcc cannot see it */
    TRY(read_stored(q, t->file.hash, &b));
    const struct register_import_new n = { .file_name = file_name(q, t->name),
                                           .file = t->file.hash };
    TRY(register_keep_checked(q->tx, &n, &b, &id));
    return web_see_other(q, S("/so-dang-ky/nhap/"), id, S(""));
}

/* ---- one import ---- */

static Err load_import(struct req *q)
{
    Id id = web_path_id(q, 0);
    if (id_none(id)) {
        return E_NONE;
    }
    struct register_past *p = NEW(q->arena, struct register_past);
    TRY(register_past_get(q->tx, id, p));
    q->subject = (struct access_subject){
        .id = p->id, .author = p->made_by, .state = (int)p->state, .row = p
    };
    return OK;
}

static Err group_of(struct req *q, Id import, int64_t severity, int64_t n,
                    struct register_group_shown *ret)
{
    static const struct {
        const char *code;
        int title, about;
    } kinds[] = { { "", M_NONE, M_NONE },
                  { "error", M_REGISTER_ERRORS, M_REGISTER_ERRORS_ABOUT },
                  { "warning", M_REGISTER_WARNINGS, M_REGISTER_WARNINGS_ABOUT },
                  { "note", M_REGISTER_NOTES, M_REGISTER_NOTES_ABOUT } };
    struct register_founds all;
    TRY(register_issues_of(q->tx, import, severity, ISSUES_SHOWN, &all));
    *ret = (struct register_group_shown){ .code = str_c(kinds[severity].code),
                                          .title = kinds[severity].title,
                                          .about = kinds[severity].about,
                                          .n = n,
                                          .more = n - (int64_t)all.n };
    ret->issues.v = NEW_N(q->arena, struct register_shown, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct register_found *x = &all.v[i];
        ret->issues.v[ret->issues.n++] =
            (struct register_shown){ x->row_no, x->cell, x->message, x->action };
    }
    return OK;
}

static Err show_report(struct req *q)
{
    const struct register_past *p = q->subject.row;
    struct register_issue_counts counts;
    TRY(register_issue_counts(q->tx, p->id, &counts));
    struct register_report v = {
        .id = p->id,
        .file_name = p->file_name,
        .by = p->made_by_name,
        .state = (int)p->state,
        .at = p->made_at,
        .undone_at = p->undone_at,
        .rows = p->row_count,
        .good = p->good,
        .bad = p->row_count - p->good,
        .version = p->version,
        .producers = p->producers,
        .products = p->products,
        .recognitions = p->recognitions,
        .changes = p->changes,
        .may_go = p->state == IMPORT_CHECKED && web_may(q, REGISTER_IMPORT),
        .may_undo = p->state == IMPORT_DONE && web_may(q, REGISTER_UNDO),
        .groups = { .v = NEW_N(q->arena, struct register_group_shown, counts.n + 1) },
    };
    for (size_t i = 0; i < counts.n; i++) {
        const struct register_issue_count *c = &counts.v[i];
        TRY(group_of(q, p->id, c->severity, c->n, &v.groups.v[v.groups.n++]));
    }
    q->view->title = p->file_name;
    register_report_html(q->out, q->view, &v);
    return OK;
}

static Err check_version(struct req *q, const struct register_past *p)
{
    int64_t version = 0;
    TRY(web_form_check(q, ""));
    TRY(web_form_int(q, S("version"), 1, INT32_MAX, &version));
    return version == p->version ? OK : E_STALE;
}

static Err run_go(struct req *q)
{
    const struct register_past *p = q->subject.row;
    struct register_book b;
    struct register_done done;
    TRY(check_version(q, p));
    TRY(read_stored(q, p->file, &b));
    const struct register_import_new n = { .file_name = p->file_name, .file = p->file };
    TRY(register_import(q->tx, &n, &b, p->id, &done));
    web_flash(q, M_REGISTER_IMPORTED, str_fmt(q->arena, "%lld", (long long)done.products));
    return web_see_other(q, S("/so-dang-ky/nhap/"), p->id, S(""));
}

static Err run_undo(struct req *q)
{
    const struct register_past *p = q->subject.row;
    TRY(check_version(q, p));
    TRY(register_undo(q->tx, p->id, p->version));
    web_flash(q, M_REGISTER_UNDONE, STR_NONE);
    return web_see_other(q, S("/so-dang-ky/nhap/"), p->id, S(""));
}

const struct route register_routes[] = {
    { .method = HTTP_GET,
      .path = "/so-dang-ky",
      .action = REGISTER_VIEW,
      .run = run_list,
      .title = M_REGISTER_TITLE },
    { .method = HTTP_GET,
      .path = "/so-dang-ky/nhap",
      .action = REGISTER_IMPORT,
      .run = show_upload,
      .title = M_REGISTER_IMPORT_TITLE },
    { .method = HTTP_POST,
      .path = "/so-dang-ky/nhap",
      .action = REGISTER_IMPORT,
      .run = run_upload,
      .redisplay = show_upload,
      .title = M_REGISTER_IMPORT_TITLE,
      .flags = WEB_FILES },
    { .method = HTTP_GET,
      .path = "/so-dang-ky/nhap/:id",
      .action = REGISTER_VIEW,
      .load = load_import,
      .run = show_report,
      .title = M_REGISTER_IMPORT_TITLE },
    { .method = HTTP_POST,
      .path = "/so-dang-ky/nhap/:id/nhap",
      .action = REGISTER_IMPORT,
      .load = load_import,
      .run = run_go,
      .redisplay = show_report,
      .title = M_REGISTER_IMPORT_TITLE },
    { .method = HTTP_POST,
      .path = "/so-dang-ky/nhap/:id/hoan-tac",
      .action = REGISTER_UNDO,
      .load = load_import,
      .run = run_undo,
      .redisplay = show_report,
      .title = M_REGISTER_IMPORT_TITLE },
    { .run = NULL },
};

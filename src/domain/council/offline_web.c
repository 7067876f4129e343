/* offline_web.c: /phien/:id/phieu-excel: the own sheets as a workbook, sent back, looked at, taken.
 */
#include "domain/access/access.h"
#include "domain/council/anchor.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/council/offline.h"
#include "domain/program/program.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

/* ---- what there is to score ---- */

static Err add_sheet(struct req *q, const struct session_file_line *l, struct offline_desk *d)
{
    struct offline_sheet *s = &d->v[d->n++];
    TRY(session_file_get(q->tx, l->id, &s->f));
    return council_set_of(q, l->criteria, &s->set);
}

/* Of the files of the session those that the policy lets the account score now; of the others it
 * may see, why not. Recused ones are not even named. */
static Err desk_of(struct req *q, struct offline_desk *d)
{
    Id session = web_path_id(q, 0), council = q->subject.council;
    struct session_file_lines lines;
    struct council_actor me;
    struct council_session s;
    TRY(council_session_get(q->tx, session, &s));
    TRY(council_actor_of(q->tx, council, q->actor.account, &me));
    TRY(anchor_owed(q->tx, session, council, &me, q->actor.account, &me.owes));
    TRY(session_files_of(q->tx, session, q->actor.account, me.seat.account, &lines));
    *d = (struct offline_desk){ .session = session,
                                .seat = me.seat.account,
                                .session_name = s.name,
                                .v = NEW_N(q->arena, struct offline_sheet, lines.n + 1),
                                .gone = NEW_N(q->arena, struct offline_gone, lines.n + 1) };
    for (size_t i = 0; i < lines.n; i++) {
        const struct session_file_line *l = &lines.v[i];
        struct access_subject subject = council_line_subject(q, l, &me);
        if (web_may_on(q, SHEET_SCORE, &subject)) {
            TRY(add_sheet(q, l, d));
        } else if (web_may_on(q, SHEET_VIEW, &subject)) {
            d->gone[d->n_gone++] = (struct offline_gone){ l->id, l->sheet_state == SHEET_SUBMITTED
                                                                     ? M_OFFLINE_SHEET_IN
                                                                     : M_OFFLINE_FILE_CLOSED };
        }
    }
    return offline_fill(q->tx, d);
}

/* ---- the page, the workbook ---- */

Err council_show_offline(struct req *q)
{
    struct offline_desk d;
    struct offline_uploads past;
    struct council_actor me;
    TRY(desk_of(q, &d));
    TRY(council_actor_of(q->tx, q->subject.council, q->actor.account, &me));
    TRY(offline_uploads_of(q->tx, d.session, q->actor.account, &past));
    struct council_offline_page v = {
        .session = d.session,
        .name = d.session_name,
        .files = (int64_t)d.n,
        .file = view_field(q->view, S("file"), M_OFFLINE_FILE, M_OFFLINE_FILE_HINT, STR_NONE),
        .past = { .v = NEW_N(q->arena, struct council_upload_line, past.n + 1) },
    };
    v.file.type = S(".xlsx");
    TRY(council_seat_words(q, q->subject.council, &me, &v.seat_words));
    for (size_t i = 0; i < past.n; i++) {
        const struct offline_upload *u = &past.v[i];
        v.past.v[v.past.n++] = (struct council_upload_line){
            u->name,
            { str_fmt(q->arena, "/phien/%.*s/phieu-excel/%.*s",
                      STR_ARG(id_text(q->arena, d.session)), STR_ARG(id_text(q->arena, u->id))) },
            u->at,
            u->stored_at,
        };
    }
    council_offline_page_html(q->out, q->view, &v);
    return OK;
}

Err council_send_workbook(struct req *q)
{
    struct offline_desk d;
    Str bytes;
    TRY(desk_of(q, &d));
    TRY(offline_workbook(q->tx, &d, q->lang, &bytes));
    return web_bytes(q, storage_mime(STORAGE_XLSX), S("phieu-cham.xlsx"), bytes, false);
}

/* ---- sending it back ---- */

static Err sent_file(struct req *q, const struct web_taken **ret)
{
    for (size_t i = 0; i < q->files.n; i++) {
        const struct web_taken *t = &q->files.v[i];
        if (str_eq(t->field, S("file")) && t->why != STORAGE_EMPTY) {
            *ret = t;
            return t->why == STORAGE_OK && t->file.kind == STORAGE_XLSX
                       ? OK
                       : refuse_field(q->tx, S("file"),
                                      t->why == STORAGE_ENCRYPTED ? M_OFFLINE_FILE_ENCRYPTED
                                                                  : M_OFFLINE_FILE_NOT_WORKBOOK,
                                      STR_NONE, STR_NONE);
        }
    }
    return refuse_field(q->tx, S("file"), M_OFFLINE_FILE_NONE, STR_NONE, STR_NONE);
}

static Err read_file(struct req *q, Hash file, struct offline_reading *ret)
{
    struct offline_desk d;
    Str bytes;
    TRY(storage_read(web_storage(q), q->arena, file, &bytes));
    TRY(desk_of(q, &d));
    return offline_read(q->tx, &d, bytes, ret);
}

static Str file_name(struct req *q, Str name)
{
    Str clean = S("");
    if (utf8_clean_line(q->arena, name, &clean) != OK || clean.n == 0 ||
        utf8_length(clean) > LIMIT_LINE) {
        return S("phieu-cham.xlsx");
    }
    return clean;
}

Err council_do_upload(struct req *q)
{
    const struct web_taken *t = NULL;
    struct offline_reading r;
    Id session = web_path_id(q, 0), id = tx_new_id(q->tx);
    TRY(web_form_check(q, ""));
    TRY(sent_file(q, &t));
    BUG_UNLESS(t != NULL); /* gcc cannot see it */
    TRY(read_file(q, t->file.hash, &r));
    TRY(offline_upload_insert(q->tx, id, session, q->actor.account, t->file.hash,
                              file_name(q, t->name), tx_now(q->tx)));
    TRY(tx_note(q->tx, S("sheet.workbook_sent"), id));
    Str tail = str_cat(q->arena, S("/phieu-excel/"), id_text(q->arena, id));
    return web_see_other(q, S("/phien/"), session, tail);
}

/* The account's own upload for the session: in the address, or in the form that takes it. */
static Err upload_of(struct req *q, struct offline_upload *ret)
{
    Id id = q->http->method == HTTP_POST ? web_form_id(q, S("upload")) : web_path_id(q, 1);
    return offline_upload_get(q->tx, id, web_path_id(q, 0), q->actor.account, ret);
}

/* ---- looking at it ---- */

static Str level_words(struct req *q, const struct criteria_set *set, Str choice)
{
    struct criteria_ref ref;
    if (str_eq(choice, COUNCIL_NONE_CHOSEN)) {
        return i18n_text(q->lang, M_OFFLINE_ZERO);
    }
    if (!criteria_lookup(set, choice, &ref) || ref.option < 0) {
        return i18n_text(q->lang, M_OFFLINE_NOT_YET);
    }
    const struct criteria_option *o = &set->item[ref.item].cases[ref.kase].option[ref.option];
    return i18n_fmt(q->arena, q->lang, M_OFFLINE_LEVEL, number(q, o->points), o->label, STR_NONE);
}

static Str error_at(const struct req *q, Str field)
{
    for (size_t i = 0; i < q->view->problems.n; i++) {
        if (str_eq(q->view->problems.v[i].field, field)) {
            return q->view->problems.v[i].text;
        }
    }
    return S("");
}

static struct council_offline_change change_of(struct req *q, const struct offline_tab *t,
                                               const struct offline_change *c)
{
    const struct criteria_set *set = t->to->set;
    Str field = offline_field(q->arena, t, c), chosen = or_empty(web_form(q, field));
    Str id = view_element_id(q->arena, field);
    struct council_offline_change v = {
        .code = S(""),
        .title = i18n_text(q->lang, M_COUNCIL_REMARK),
        .cell = c->cell,
        .now = S(""),
        .then = S(""),
        .now_note = c->now.note,
        .then_note = c->then.note,
        .field = field,
        .id_stored = id,
        .id_sent = str_cat(q->arena, id, S("-sent")),
        .error = error_at(q, field),
        .clash = c->clash,
        .stored = str_eq(chosen, S("stored")),
        .sent = str_eq(chosen, S("sent")),
    };
    if (c->item >= 0) {
        v.code = set->item[c->item].code;
        v.title = set->item[c->item].title;
        v.now = level_words(q, set, c->now.choice);
        v.then = level_words(q, set, c->then.choice);
    }
    return v;
}

static Str fault_words(struct req *q, const struct offline_fault *f)
{
    Str what = i18n_fmt(q->arena, q->lang, f->key, or_empty(f->a0), or_empty(f->a1), STR_NONE);
    return str_empty(f->cell)
               ? what
               : i18n_fmt(q->arena, q->lang, M_OFFLINE_AT_CELL, f->cell, what, STR_NONE);
}

/* "take.FILE", "v.FILE" */
static Str tab_field(struct req *q, const char *name, const struct offline_tab *t)
{
    return str_cat(q->arena, str_c(name), id_text(q->arena, t->to->f.id));
}

static void add_tab(struct req *q, const struct offline_tab *t, struct council_upload_page *v)
{
    struct council_offline_tab *to = &v->tabs.v[v->tabs.n++];
    *to = (struct council_offline_tab){
        .tab = t->name, .n = (int64_t)t->n, .clashes = t->clashes, .blank = t->blank
    };
    to->faults.v = NEW_N(q->arena, struct council_offline_fault, t->n_faults + 1);
    for (size_t i = 0; i < t->n_faults; i++) {
        to->faults.v[to->faults.n++].text = fault_words(q, &t->fault[i]);
    }
    if (t->to == NULL) {
        to->product = S("");
        return;
    }
    to->product = t->to->f.product_name;
    to->sheet = council_href(q, "/phieu/", t->to->f.id, "");
    to->version = t->to->has_sheet ? t->to->sheet.version : 0;
    to->version_field = tab_field(q, "v.", t);
    to->take_field = tab_field(q, "take.", t);
    to->take_id = view_element_id(q->arena, to->take_field);
    to->take = q->http->method != HTTP_POST || web_form_flag(q, to->take_field);
    to->open = t->n_faults == 0 && t->n > 0;
    v->open += to->open ? 1 : 0;
    to->changes.v = NEW_N(q->arena, struct council_offline_change, t->n + 1);
    for (size_t i = 0; i < t->n; i++) {
        to->changes.v[to->changes.n++] = change_of(q, t, &t->v[i]);
    }
}

/* What is wrong with the whole file by now is told on the page. */
Err council_show_upload(struct req *q)
{
    struct offline_upload u;
    struct offline_reading r = { 0 };
    TRY(upload_of(q, &u));
    struct council_upload_page v = { .session = web_path_id(q, 0),
                                     .upload = u.id,
                                     .name = u.name,
                                     .refused = S(""),
                                     .at = u.at,
                                     .stored_at = u.stored_at };
    Err e = read_file(q, u.file, &r);
    if (e == E_REFUSED) {
        v.refused = i18n_text(q->lang, M_OFFLINE_FILE_NOT_YOURS);
    } else {
        TRY(e);
    }
    v.tabs.v = NEW_N(q->arena, struct council_offline_tab, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        add_tab(q, &r.v[i], &v);
    }
    council_upload_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- taking it ---- */

static Err word_of(struct req *q, const struct offline_tab *t, struct offline_word *w)
{
    enum offline_side *side = NEW_N(q->arena, enum offline_side, t->n + 1);
    *w = (struct offline_word){ .side = side };
    if (t->to == NULL) {
        return OK;
    }
    w->take = web_form_flag(q, tab_field(q, "take.", t));
    Str version = or_empty(web_form(q, tab_field(q, "v.", t)));
    if (w->take && number_parse(version, 0, INT64_MAX, &w->version) != OK) {
        return E_INPUT;
    }
    for (size_t k = 0; k < t->n; k++) {
        Str chosen = or_empty(web_form(q, offline_field(q->arena, t, &t->v[k])));
        side[k] = str_eq(chosen, S("sent"))     ? OFFLINE_SENT
                  : str_eq(chosen, S("stored")) ? OFFLINE_STORED
                                                : OFFLINE_UNDECIDED;
    }
    return OK;
}

Err council_do_take(struct req *q)
{
    struct offline_upload u;
    struct offline_reading r;
    TRY(web_form_check(q, "upload take.* v.* k.*"));
    TRY(upload_of(q, &u));
    TRY(read_file(q, u.file, &r));
    struct offline_word *word = NEW_N(q->arena, struct offline_word, r.n + 1);
    for (size_t i = 0; i < r.n; i++) {
        TRY(word_of(q, &r.v[i], &word[i]));
    }
    TRY(offline_store(q->tx, &u, &r, word));
    web_flash(q, M_OFFLINE_STORED, STR_NONE);
    return web_see_other(q, S("/phien/"), web_path_id(q, 0), S(""));
}

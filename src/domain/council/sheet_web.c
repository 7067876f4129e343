/* sheet_web.c: taking a member's sheet, and sending the papers beside it. */
#include "domain/access/access.h"
#include "domain/council/inside.h"
#include "domain/council/sheet_page.h"
#include "domain/council/written.h"
#include "domain/dossier/dossier.h"
#include "messages.h"
#include "platform/json/json.h"

enum { PICTURE_PX = 640 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* ---- the form ---- */

Err council_draft_of(struct req *q, const struct criteria_set *set, struct council_draft *d)
{
    const struct council_case *k = council_case_of(q);
    struct council_answers_now now;
    TRY(council_answers_stored(q, k, set, &now));
    *d = (struct council_draft){ .version = 0, .remark = k->sheet.remark };
    if (number_parse(or_empty(web_form(q, S("version"))), 0, INT64_MAX, &d->version) != OK) {
        return E_INPUT;
    }
    if (!str_none(web_form_raw(q, S("remark")))) {
        d->remark = or_empty(web_form_text(q, S("remark")));
    }
    d->remark = or_empty(d->remark);
    d->filed = web_form_id(q, S("filed"));
    if (council_is_settled(q)) {
        return council_settled_draft(q, d);
    }
    struct http_fields choices = web_form_all(q, S("a.")), notes = web_form_all(q, S("n."));
    d->answers.v = NEW_N(q->arena, struct score_answer, choices.n + notes.n + 1);
    for (size_t i = 0; i < choices.n; i++) {
        Str item = str_skip(choices.v[i].name, 2);
        Str note = web_form(q, str_cat(q->arena, S("n."), item));
        d->answers.v[d->answers.n++] =
            (struct score_answer){ item, or_empty(web_form(q, choices.v[i].name)),
                                   str_none(note) ? council_note_now(set, &now, item) : note };
    }
    for (size_t i = 0; i < notes.n; i++) {
        Str item = str_skip(notes.v[i].name, 2);
        if (str_none(web_form_raw(q, str_cat(q->arena, S("a."), item)))) {
            d->answers.v[d->answers.n++] =
                (struct score_answer){ item, council_choice_now(set, &now, item),
                                       or_empty(web_form(q, notes.v[i].name)) };
        }
    }
    return OK;
}

static Err save(struct req *q, struct score_sheet *ret, const struct criteria_set **ret_set)
{
    const struct council_case *k = council_case_of(q);
    struct council_draft d;
    TRY(web_form_check(q, COUNCIL_SHEET_FIELDS));
    TRY(council_set_of(q, k->f.criteria, ret_set));
    TRY(council_draft_of(q, *ret_set, &d));
    return council_save(q->tx, &k->f, *ret_set, &d, ret);
}

Err council_answer_saved(struct req *q, int64_t version, Time saved_at)
{
    struct out *o CLEANUP(out_cleanup) = out_new(1000);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "version");
    json_put_int(&j, version);
    json_key(&j, "saved_at");
    json_put_time(&j, saved_at);
    json_end_obj(&j);
    return web_json(q, 200, out_view(o));
}

Str council_sheet_place(struct req *q, const struct criteria_set *set)
{
    Str next = or_empty(web_form(q, S("next")));
    for (int i = 0; i < set->n_sections; i++) {
        if (str_eq(next, view_element_id(q->arena, set->section[i].id))) {
            return str_cat(q->arena, S("#"), next);
        }
    }
    return str_eq(next, S("remark")) ? S("#remark") : S("");
}

Err council_do_save(struct req *q)
{
    const struct criteria_set *set;
    struct score_sheet s;
    TRY(save(q, &s, &set));
    if (q->wants_json) {
        return council_answer_saved(q, s.version, s.saved_at);
    }
    web_flash(q, M_COUNCIL_DRAFT_SAVED, STR_NONE);
    return web_see_other(q, S("/phieu/"), s.file, council_sheet_place(q, set));
}

Err council_do_hand_in(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    const struct criteria_set *set;
    struct score_sheet s;
    TRY(save(q, &s, &set));
    Err e = council_written_answer(q->tx, &k->f, s.account, or_empty(web_form(q, S("agrees"))),
                                   or_empty(web_form_text(q, S("agrees_why"))));
    TRY(council_hand_in(q->tx, &k->f, set, web_form_flag(q, S("blank_ok"))));
    TRY(e);
    web_flash(q, M_COUNCIL_HANDED_IN, k->f.product_name);
    return web_see_other(q, S("/phien/"), k->f.session, S(""));
}

/* ---- papers of the frozen version ---- */

static Err paper_of(struct req *q, struct dossier_frozen_file *ret)
{
    Id id = web_path_id(q, 1);
    return id_none(id) ? E_NONE : dossier_version_file(q->tx, council_case_of(q)->f.filed, id, ret);
}

/* A frozen file never changes under its address. */
static void keep_an_hour(struct req *q)
{
    web_header(q, S("Cache-Control"), S("private, max-age=3600"));
}

Err council_send_paper(struct req *q)
{
    struct dossier_frozen_file f;
    TRY(paper_of(q, &f));
    web_header(q, S("Content-Type"), storage_mime((enum storage_kind)f.kind));
    keep_an_hour(q);
    return web_file(q, f.file, f.file_name, true);
}

Err council_send_picture(struct req *q)
{
    struct dossier_frozen_file f;
    Str path;
    TRY(paper_of(q, &f));
    if (f.kind != STORAGE_JPEG && f.kind != STORAGE_PNG) {
        return E_NONE;
    }
    TRY(storage_thumb(web_storage(q), q->arena, f.file, PICTURE_PX, &path));
    web_header(q, S("Content-Type"), storage_mime(STORAGE_JPEG));
    keep_an_hour(q);
    q->response->file = path;
    return OK;
}

Err council_send_pdf(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    struct dossier_pdf pdf;
    bool found = false;
    TRY(dossier_pdf_get(q->tx, k->f.filed, &found, &pdf));
    if (!found) {
        return E_NONE;
    }
    web_header(q, S("Content-Type"), storage_mime(STORAGE_PDF));
    return web_file(q, pdf.file, S("ho-so.pdf"), true);
}

/* upload_web.c: tus 1.0 for the papers of a dossier: core, creation, expiration, checksum (SHA-256)
 * and termination. https://tus.io/protocols/resumable-upload */
#include "domain/access/access.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/dossier_web.h"
#include "domain/dossier/evidence_web.h"
#include "domain/dossier/pages.h"
#include "domain/dossier/upload.h"
#include "platform/json/json.h"

#include <unistd.h>

enum {
    STATUS_CONFLICT = 409,
    STATUS_GONE = 410,
    STATUS_VERSION = 412,
    STATUS_TOO_LARGE = 413,
    STATUS_TYPE = 415,
    STATUS_CHECKSUM = 460
};

/* The dossier comes first: the pages' dossier_of() finds it there. */
struct upload_seen {
    struct dossier d;
    struct upload u;
};

static const struct upload *upload_of(const struct req *q)
{
    const struct upload_seen *s = q->subject.row;
    return &s->u;
}

/* Whose upload it is not finds nothing there, whatever he may do with the dossier. */
static Err load(struct req *q)
{
    struct upload_seen *s = NEW(q->arena, struct upload_seen);
    TRY(dossier_load(q));
    TRY(upload_get(q->tx, web_path_id(q, 1), &s->u));
    if (!id_eq(s->u.account, q->actor.account) || !id_eq(s->u.dossier, dossier_of(q)->id) ||
        s->u.ends_at.v <= tx_now(q->tx).v) {
        return E_NONE;
    }
    s->d = *dossier_of(q);
    q->subject.row = s;
    return OK;
}

/* ---- the protocol's words ---- */

static void header_int(struct req *q, Str name, int64_t n)
{
    web_header(q, name, str_fmt(q->arena, "%lld", (long long)n));
}

/* "Thu, 03 Dec 2026 07:00:00 GMT" */
static Str http_day(struct arena *a, Time t)
{
    static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    Date day = date_of((Time){ t.v - 7 * 3600 * TIME_SECOND }); /* the day in Greenwich */
    struct ymd d = date_ymd(day);
    int second = (int)(t.v / TIME_SECOND % 86400);
    return str_fmt(a, "%s, %02d %s %d %02d:%02d:%02d GMT", days[date_weekday(day)], d.day,
                   months[d.month - 1], d.year, second / 3600, second / 60 % 60, second % 60);
}

static void say_version(struct req *q)
{
    web_header(q, S("Tus-Resumable"), S("1.0.0"));
    web_header(q, S("Cache-Control"), S("no-store"));
}

static Err say(struct req *q, int status)
{
    say_version(q);
    web_status(q, status);
    return OK;
}

/* Another version than ours is not understood; *ret_done: that was the answer. */
static bool other_version(struct req *q)
{
    if (str_eq(http_get(&q->http->headers, S("Tus-Resumable")), S("1.0.0"))) {
        return false;
    }
    web_header(q, S("Tus-Version"), S("1.0.0"));
    BUG_UNLESS(say(q, STATUS_VERSION) == OK);
    return true;
}

static bool header_number(struct req *q, Str name, int64_t *ret)
{
    Str s = http_get(&q->http->headers, name);
    return !str_empty(s) && http_count(&q->http->headers, name) == 1 &&
           number_parse(s, 0, INT64_MAX, ret) == OK;
}

static Err tell(struct req *q)
{
    web_header(q, S("Tus-Version"), S("1.0.0"));
    web_header(q, S("Tus-Extension"), S("creation,expiration,checksum,termination"));
    web_header(q, S("Tus-Checksum-Algorithm"), S("sha256"));
    header_int(q, S("Tus-Max-Size"), LIMIT_UPLOAD_BYTES);
    return say(q, 204);
}

static Str path_of(struct req *q, Id upload)
{
    return str_fmt(q->arena, "/ho-so/%.*s/tai-tiep/%.*s",
                   STR_ARG(id_text(q->arena, dossier_of(q)->id)),
                   STR_ARG(id_text(q->arena, upload)));
}

/* ---- creation ---- */

/* What is said of the paper comes as metadata, under the names of the form's fields. */
static Err read_metadata(struct req *q, struct upload_new *n)
{
    struct http_request *said = NEW(q->arena, struct http_request);
    *said = *q->http;
    TRY(http_parse_metadata(q->arena, http_get(&q->http->headers, S("Upload-Metadata")),
                            &said->form));
    q->http = said;
    TRY(web_form_check(q, "filename filetype title number issuer issued expires"));
    n->file_name = web_form(q, S("filename"));
    if (str_empty(n->file_name) || utf8_length(n->file_name) > LIMIT_LINE) {
        n->file_name = S("file");
    }
    return evidence_read_fields(q, &n->fields);
}

static Err create(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct upload_new n = { .target = q->path_param[1] };
    struct upload u;
    Id id;
    if (other_version(q)) {
        return OK;
    }
    if (!header_number(q, S("Upload-Length"), &n.size) || n.size == 0) {
        return E_INPUT;
    }
    if (n.size > LIMIT_UPLOAD_BYTES) {
        return say(q, STATUS_TOO_LARGE);
    }
    TRY(dossier_criteria(q, d->criteria, &set));
    if (!dossier_target_known(set, n.target)) {
        return E_NONE;
    }
    TRY(dossier_may_change(q->tx, d, STR_NONE, n.target));
    TRY(read_metadata(q, &n));
    TRY(upload_begin(q->tx, d, upload_type_of(set, n.target), &n, &id));
    TRY(upload_get(q->tx, id, &u));
    web_header(q, S("Location"), path_of(q, id));
    web_header(q, S("Upload-Expires"), http_day(q->arena, u.ends_at));
    return say(q, 201);
}

/* ---- how far it is ---- */

static Err head(struct req *q)
{
    const struct upload *u = upload_of(q);
    if (other_version(q)) {
        return OK;
    }
    if (!str_none(u->refused)) {
        return say(q, STATUS_GONE);
    }
    header_int(q, S("Upload-Offset"), id_none(u->evidence) ? u->done : u->size);
    header_int(q, S("Upload-Length"), u->size);
    web_header(q, S("Upload-Expires"), http_day(q->arena, u->ends_at));
    return say(q, 200);
}

/* The same for our own page, with why it was not taken or what became of it. */
static Err show(struct req *q)
{
    const struct upload *u = upload_of(q);
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "name");
    json_put(&j, u->file_name);
    json_key(&j, "size");
    json_put_int(&j, u->size);
    json_key(&j, "done");
    json_put_int(&j, u->done);
    if (!id_none(u->evidence)) {
        json_key(&j, "paper");
        json_put(&j, str_cat(q->arena, S("/giay-to/"), id_text(q->arena, u->evidence)));
    }
    if (!str_none(u->refused)) {
        json_key(&j, "refused");
        json_put(&j, i18n_fmt(q->arena, q->lang, i18n_key(u->refused),
                              str_sub(u->file_name, 0, 120), STR_NONE, STR_NONE));
    }
    json_end_obj(&j);
    say_version(q);
    return web_json(q, 200, out_dup(q->arena, o));
}

/* ---- the next piece ---- */

struct piece {
    struct req *q;
    int64_t size;
    Str name; /* of the piece in the store; none: only turned away */
    bool last;
    struct storage_file file; /* last: what was taken */
    enum storage_why why;
};

/* The permission of a moment ago may be gone: the dossier may have been handed in meanwhile. */
static Err settle(struct tx *tx, void *arg)
{
    struct piece *p = arg;
    struct req *q = p->q;
    int64_t then = upload_of(q)->done;
    const struct criteria_set *set;
    Id paper;
    q->tx = tx;
    TRY(load(q));
    const struct upload *u = upload_of(q);
    if (!web_may(q, DOSSIER_EDIT)) {
        return E_NONE;
    }
    if (u->done != then) {
        return E_STALE;
    }
    if (p->last && p->why != STORAGE_OK) {
        return upload_turn_away(tx, u, p->why);
    }
    TRY(upload_add(tx, u, p->size, p->name));
    if (!p->last) {
        return OK;
    }
    TRY(dossier_criteria(q, dossier_of(q)->criteria, &set));
    return upload_become(tx, u, dossier_of(q), set, &p->file, &paper);
}

/* A piece with a checksum counts only whole. */
static int check_sum(struct req *q, Str path, bool *ret_ok)
{
    Str said = http_get(&q->http->headers, S("Upload-Checksum")), coded = said, wanted, bytes;
    *ret_ok = true;
    if (str_none(said)) {
        return 0;
    }
    *ret_ok = false;
    Str how = str_cut(&coded, ' ');
    if (!str_eq(how, S("sha256")) || http_base64(q->arena, coded, &wanted) != OK) {
        return 400;
    }
    if (q->http->cut_off || file_read(q->arena, path, LIMIT_UPLOAD_BYTES, &bytes) != OK) {
        return STATUS_CHECKSUM;
    }
    Hash h = hash_of(bytes);
    *ret_ok = str_eq(wanted, (Str){ (const char *)h.b, sizeof h.b });
    return *ret_ok ? 0 : STATUS_CHECKSUM;
}

struct joining {
    Id upload;
    struct upload_parts parts;
};

static Err read_parts(struct tx *tx, void *arg)
{
    struct joining *j = arg;
    return upload_parts(tx, j->upload, &j->parts);
}

/* The whole file, looked at as any other. */
static Err take_whole(struct req *q, struct piece *p)
{
    struct joining j = { .upload = upload_of(q)->id };
    Str path;
    TRY(web_tx(q, TX_READ, 0, read_parts, &j));
    struct storage_names names = { .v = NEW_N(q->arena, Str, j.parts.n + 1) };
    for (size_t i = 0; i < j.parts.n; i++) {
        names.v[names.n++] = j.parts.v[i].name;
    }
    names.v[names.n++] = p->name;
    Err e = storage_part_join(web_storage(q), q->arena, j.upload, &names, &path);
    if (e == E_NONE) { /* a folder restored without its pieces */
        p->why = STORAGE_CUT_OFF;
        return OK;
    }
    TRY(e);
    e = storage_take(web_storage(q), path, EVIDENCE_KINDS, &p->file, &p->why);
    (void)unlink(str_cstr(q->arena, path));
    return e == E_REFUSED ? OK : e;
}

static Err keep_piece(struct req *q, struct piece *p, Str path)
{
    const struct upload *u = upload_of(q);
    TRY(storage_part_keep(web_storage(q), q->arena, u->id, path, &p->name));
    Err e = p->last ? take_whole(q, p) : OK;
    if (e == OK) {
        e = web_tx(q, TX_WRITE, DOSSIER_EDIT, settle, p);
        q->tx = NULL;
    }
    if (e != OK || p->why != STORAGE_OK) {
        storage_part_forget(web_storage(q), q->arena, u->id, p->name);
    }
    return e;
}

/* Why the head alone says no; 0: it does not. */
static int refused_status(struct req *q, int64_t *ret_offset)
{
    const struct upload *u = upload_of(q);
    const struct http_uploads *came = &q->http->uploads;
    if (!http_is_stream(q->arena, http_get(&q->http->headers, S("Content-Type")))) {
        return STATUS_TYPE;
    }
    if (!str_none(u->refused)) {
        return STATUS_GONE;
    }
    if (!header_number(q, S("Upload-Offset"), ret_offset) || came->n != 1) {
        return 400;
    }
    if (*ret_offset != u->done) {
        return STATUS_CONFLICT;
    }
    return came->v[0].too_large || came->v[0].size > u->size - u->done ||
                   u->parts >= UPLOAD_PARTS_MAX
               ? STATUS_TOO_LARGE
               : 0;
}

static Err patch(struct req *q)
{
    int64_t offset = 0;
    if (other_version(q)) {
        return OK;
    }
    int status = refused_status(q, &offset);
    if (status != 0) {
        return say(q, status);
    }
    const struct http_upload *came = &q->http->uploads.v[0];
    const struct upload *u = upload_of(q);
    struct piece p = { .q = q, .size = came->size, .last = offset + came->size == u->size };
    bool sum_ok;
    status = check_sum(q, came->path, &sum_ok);
    if (!sum_ok) {
        return say(q, status);
    }
    Str name = u->file_name;
    if (p.size > 0) {
        TRY(keep_piece(q, &p, came->path));
    }
    if (p.why != STORAGE_OK) {
        return problem_add(&q->problems, S("file"), evidence_why_message(p.why),
                           str_sub(name, 0, 120), STR_NONE);
    }
    if (p.last) {
        web_flash(q, M_DOSSIER_UPLOADED, STR_NONE);
    }
    header_int(q, S("Upload-Offset"), offset + p.size);
    return say(q, 204);
}

/* ---- no more ---- */

static Err drop(struct req *q)
{
    if (other_version(q)) {
        return OK;
    }
    TRY(upload_drop(q->tx, upload_of(q)));
    return say(q, 204);
}

#define MADE "/ho-so/:id/minh-chung/:target/tai-tiep"
#define AT "/ho-so/:id/tai-tiep/:upload"
/* clang-format off */
const struct route upload_routes[] = {
    { HTTP_OPTIONS, MADE, DOSSIER_EDIT, dossier_load, tell, NULL, M_UPLOAD_TITLE, WEB_RAW },
    { HTTP_POST, MADE, DOSSIER_EDIT, dossier_load, create, NULL, M_UPLOAD_TITLE, WEB_RAW },
    { HTTP_OPTIONS, AT, DOSSIER_EDIT, load, tell, NULL, M_UPLOAD_TITLE, WEB_RAW },
    { HTTP_HEAD, AT, DOSSIER_EDIT, load, head, NULL, M_UPLOAD_TITLE, WEB_RAW },
    { HTTP_GET, AT, DOSSIER_EDIT, load, show, NULL, M_UPLOAD_TITLE, WEB_RAW },
    { HTTP_PATCH, AT, DOSSIER_EDIT, load, patch, NULL, M_UPLOAD_TITLE, WEB_RAW | WEB_NO_TX | WEB_STREAM },
    { HTTP_DELETE, AT, DOSSIER_EDIT, load, drop, NULL, M_UPLOAD_TITLE, WEB_RAW },
    { .run = NULL },
};
/* clang-format on */

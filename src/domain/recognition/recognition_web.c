/* recognition_web.c: the addresses of recognition: deciding, one recognition, its certificate, its
 * revocation. */
#include "domain/recognition/recognition_web.h"
#include "domain/access/access.h"
#include "domain/program/program.h"
#include "domain/recognition/certificate.h"
#include "domain/recognition/pages.h"
#include "messages.h"

static Err run_decide(struct req *q)
{
    TRY(web_form_check(q, "pick[] decision_no decision_date"));
    struct decision d = { .number = web_form(q, S("decision_no")),
                          .picks = *(const struct decide_picks *)q->subject.row };
    Err date = web_form_date(q, S("decision_date"), false, &d.date);
    if (date != OK) {
        d.date = tx_today(q->tx); /* the other reasons are told as well */
    }
    TRY(recognition_decide(q->tx, &d));
    TRY(date);
    web_flash(q, M_DECIDE_DONE, d.number);
    return web_redirect(q, 303, S("/cong-nhan"));
}

static Err run_decline(struct req *q)
{
    TRY(web_form_check(q, "pick[]"));
    TRY(recognition_decline(q->tx, q->subject.row));
    web_flash(q, M_DECIDE_BELOW_DONE, STR_NONE);
    return web_redirect(q, 303, S("/cong-nhan"));
}

static Err run_revoke(struct req *q)
{
    TRY(web_form_check(q, "decision revoked_on ground reason"));
    const struct recognition *r = q->subject.row;
    int64_t version = 0;
    if (number_parse(web_form_raw(q, S("version")), 1, INT64_MAX, &version) != OK) {
        return E_INPUT;
    }
    Date on = DATE_NONE;
    Str ground = web_form(q, S("ground")), text = web_form_text(q, S("reason"));
    Err e = web_form_date(q, S("revoked_on"), false, &on);
    if (recognition_ground_message(ground) == M_NONE) {
        e = problem_add(&q->problems, S("ground"), M_DECIDE_GROUND_NEEDED, STR_NONE, STR_NONE);
        ground = S("e"); /* the other reasons are told as well */
    }
    if (date_none(on)) {
        on = tx_today(q->tx);
    }
    TRY(recognition_revoke(q->tx, r->id, version, on, web_form(q, S("decision")),
                           recognition_reason(q->arena, ground, text)));
    TRY(e);
    web_flash(q, M_DECIDE_REVOKE_DONE, STR_NONE);
    return web_see_other(q, S("/cong-nhan/"), r->id, S(""));
}

static Err run_find(struct req *q)
{
    TRY(web_form_check(q, "find_ground find_paper find_on find_what"));
    const struct recognition *r = q->subject.row;
    struct recognition_found f = { .recognition = r->id,
                                   .ground = web_form(q, S("find_ground")),
                                   .paper_no = web_form(q, S("find_paper")),
                                   .what = web_form_text(q, S("find_what")) };
    Err e = web_form_date(q, S("find_on"), false, &f.found_on);
    if (e != OK) {
        f.found_on = tx_today(q->tx); /* the other reasons are told as well */
    }
    TRY(recognition_find(q->tx, &f));
    TRY(e);
    web_flash(q, M_DECIDE_FIND_DONE, f.paper_no);
    return web_see_other(q, S("/cong-nhan/"), r->id, S(""));
}

/* The stored paper; made anew while its job has not run yet, and for a revoked recognition, whose
 * paper says so. */
static Err run_certificate(struct req *q)
{
    const struct recognition *r = q->subject.row;
    const struct program *p = web_app(q);
    struct recognition_owner owner;
    TRY(recognition_owner(q->tx, r->id, tx_today(q->tx), &owner));
    Str name = i18n_text(q->lang, M_CERTIFICATE_FILE);
    Hash h;
    if (date_none(r->revoked_on) && !str_none(r->certificate) && r->certificate.n == sizeof h.b) {
        memcpy(h.b, r->certificate.p, sizeof h.b);
        web_header(q, S("Content-Type"), storage_mime(STORAGE_PDF));
        Err e = web_file(q, h, name, true);
        if (e != E_NONE) {
            return e;
        }
    }
    struct certificate c = { r, owner.product_code, p->base_url };
    Str pdf;
    TRY(certificate_make(q->arena, &c, &pdf));
    return web_bytes(q, storage_mime(STORAGE_PDF), name, pdf, true);
}

/* Labels only while the stars may be shown. */
static Err run_labels(struct req *q)
{
    const struct recognition *r = q->subject.row;
    const struct program *p = web_app(q);
    struct recognition_owner owner;
    Date holds;
    TRY(recognition_holds_until(q->tx, r->product, r->until_day, &holds));
    enum recognition_status s =
        recognition_status(tx_today(q->tx), r->from_day, holds, r->revoked_on, 0);
    if (s != STATUS_VALID) {
        return E_NONE;
    }
    TRY(recognition_owner(q->tx, r->id, tx_today(q->tx), &owner));
    struct certificate c = { r, owner.product_code, p->base_url };
    Str pdf;
    TRY(certificate_labels(q->arena, &c, &pdf));
    return web_bytes(q, storage_mime(STORAGE_PDF), i18n_text(q->lang, M_CERTIFICATE_LABELS_FILE),
                     pdf, true);
}

const struct route recognition_routes[] = {
    { .method = HTTP_GET,
      .path = "/cong-nhan",
      .action = RECOGNITION_LIST,
      .run = recognition_show_list,
      .title = M_DECIDE_TITLE },
    { .method = HTTP_POST,
      .path = "/cong-nhan",
      .action = RECOGNITION_DECIDE,
      .load = recognition_load_picks,
      .run = run_decide,
      .redisplay = recognition_show_list,
      .title = M_DECIDE_TITLE },
    { .method = HTTP_POST,
      .path = "/cong-nhan/khong-dat",
      .action = RECOGNITION_DECLINE,
      .load = recognition_load_picks,
      .run = run_decline,
      .redisplay = recognition_show_list,
      .title = M_DECIDE_TITLE },
    { .method = HTTP_GET,
      .path = "/cong-nhan/:id",
      .action = CERTIFICATE_VIEW,
      .load = recognition_load,
      .run = recognition_show_one,
      .title = M_DECIDE_TITLE },
    { .method = HTTP_POST,
      .path = "/cong-nhan/:id/thu-hoi",
      .action = RECOGNITION_REVOKE,
      .load = recognition_load,
      .run = run_revoke,
      .redisplay = recognition_show_one,
      .title = M_DECIDE_TITLE },
    { .method = HTTP_POST,
      .path = "/cong-nhan/:id/ket-luan",
      .action = RECOGNITION_FIND,
      .load = recognition_load,
      .run = run_find,
      .redisplay = recognition_show_one,
      .title = M_DECIDE_TITLE },
    { .method = HTTP_GET,
      .path = "/cong-nhan/:id/giay-chung-nhan.pdf",
      .action = CERTIFICATE_VIEW,
      .load = recognition_load,
      .run = run_certificate,
      .title = M_DECIDE_TITLE,
      .flags = WEB_RAW },
    { .method = HTTP_GET,
      .path = "/cong-nhan/:id/tem.pdf",
      .action = CERTIFICATE_VIEW,
      .load = recognition_load,
      .run = run_labels,
      .title = M_DECIDE_TITLE,
      .flags = WEB_RAW },
    { .run = NULL },
};

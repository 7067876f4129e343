/* show.c: rows to what the templates print. */
#include "domain/portal/portal.h"
#include "domain/producer/producer.h"
#include "domain/product/product.h"
#include "messages.h"
#include "platform/qr/qr.h"

static Str lang_prefix(const struct view *w)
{
    return w->lang == LANG_VI ? S("/vi") : S("/en");
}

static Url address(const struct view *w, Str path, Str code)
{
    return (Url){ str_cat(w->arena, str_cat(w->arena, lang_prefix(w), path), code) };
}

static struct view_status status_shown(const struct view *w, enum recognition_status s)
{
    return (struct view_status){ recognition_status_code(s),
                                 i18n_text(w->lang, recognition_status_message(s)) };
}

static Url photo_address(const struct view *w, Str photo, Str code)
{
    return str_none(photo) ? (Url){ STR_NONE } : (Url){ str_cat(w->arena, S("/anh/"), code) };
}

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

struct portal_tile portal_tile_of(const struct view *w, const struct portal_card *c, Date today,
                                  int64_t soon_days)
{
    bool english = w->lang == LANG_EN && !str_empty(c->name_en);
    return (struct portal_tile){
        .name = english ? c->name_en : c->name,
        .producer = c->producer_name,
        .place = c->place_text,
        .alt = or_empty(c->photo_alt),
        .href = address(w, S("/san-pham/"), c->code),
        .photo = photo_address(w, c->photo, c->code),
        .group = c->group_no,
        .stars = { c->star },
        .status = status_shown(
            w, recognition_status(today, c->from_day, c->until_day, c->revoked_on, soon_days)),
    };
}

static Err add_rounds(struct tx *tx, const struct view *w, Id product, int64_t soon,
                      struct portal_page *p)
{
    struct recognitions all;
    TRY(recognitions_of_product(tx, product, &all));
    p->rounds.v = NEW_N(w->arena, struct portal_round, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct recognition *r = &all.v[i];
        Date holds;
        TRY(recognition_holds_until(tx, product, r->until_day, &holds));
        enum recognition_status s =
            recognition_status(tx_today(tx), r->from_day, holds, r->revoked_on, soon);
        p->rounds.v[p->rounds.n++] = (struct portal_round){
            .round = r->round,
            .stars = { r->star },
            .decision_no = r->decision_no,
            .authority = r->authority,
            .name = r->product_name,
            .status = i18n_text(w->lang, recognition_status_message(s)),
            .from_day = r->from_day,
            .until_day = date_add_days(r->until_day, -1),
            .decision_date = r->decision_date,
        };
    }
    return OK;
}

/* Contacts only when the producer chose to show them. */
static void add_producer(const struct view *w, const struct portal_item *i, struct portal_page *p)
{
    p->producer = i->producer_name;
    p->producer_kind = i18n_text(w->lang, producer_kind_message(i->producer_kind));
    p->place = i->place_text;
    p->recognised_place = i->recognised_place;
    p->place_changed = !str_eq(i->place_text, i->recognised_place);
    p->website = (Url){ or_empty(i->website) };
    p->buy_url = (Url){ or_empty(i->buy_url) };
    if (i->public_contact) {
        p->address = i->address;
        p->phone = or_empty(i->phone);
        p->email = or_empty(i->email);
    }
}

Err portal_page_of(struct tx *tx, const struct view *w, struct qr_memo *qrs, Str code,
                   struct portal_page *ret)
{
    struct portal_item i;
    int64_t soon = 0;
    TRY(portal_product(tx, code, &i));
    TRY(recognition_soon_days(tx, &soon));
    Date today = tx_today(tx), holds;
    TRY(recognition_holds_until(tx, i.id, i.until_day, &holds));
    enum recognition_status s = recognition_status(today, i.from_day, holds, i.revoked_on, soon);
    bool english = w->lang == LANG_EN && !str_empty(i.name_en);
    struct portal_page p = {
        .code = i.code,
        .name = english ? i.name_en : i.name,
        .other_name = english ? i.name : or_empty(i.name_en),
        .story = or_empty(w->lang == LANG_EN && !str_empty(i.story_en) ? i.story_en : i.story),
        .alt = or_empty(i.photo_alt),
        .group = i18n_text(w->lang, product_group_message(i.group_no)),
        .group_no = i.group_no,
        .decision_no = i.decision_no,
        .authority = i.authority,
        .certificate_no = or_empty(i.certificate_no),
        .decision_date = i.decision_date,
        .from_day = i.from_day,
        .until_day = i.until_day,
        .last_day = date_add_days(i.until_day, -1),
        .grace = date_cmp(holds, i.until_day) > 0 ? date_add_days(holds, -1) : DATE_NONE,
        .days_left = s == STATUS_VALID || s == STATUS_SOON ? holds.v - today.v : 0,
        .revoked_on = i.revoked_on,
        .revoke_decision = or_empty(i.revoke_decision),
        .revoke_reason = or_empty(i.revoke_reason),
        .photo = photo_address(w, i.photo, i.code),
        .page = address(w, S("/san-pham/"), i.code),
        .check = address(w, S("/kiem-tra/"), i.code),
        .check_address = str_cat(w->arena, str_cat(w->arena, w->base_url, S("/p/")), i.code),
        .stars = { i.star },
        .status = status_shown(w, s),
        .meaning = i18n_text(w->lang, recognition_status_meaning(s)),
    };
    TRY(qr_svg(w->arena, qrs, p.check_address,
               i18n_fmt(w->arena, w->lang, M_PORTAL_QR_TITLE, p.name, STR_NONE, STR_NONE), &p.qr));
    add_producer(w, &i, &p);
    TRY(add_rounds(tx, w, i.id, soon, &p));
    *ret = p;
    return OK;
}

/* list.c: dossiers that wait for a decision, and what has been recognised. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/dossier/dossier.h"
#include "domain/dossier/law.h"
#include "domain/place/place.h"
#include "domain/program/program.h"
#include "domain/recognition/pages.h"
#include "domain/recognition/recognition.views.h"
#include "domain/regime/regime.h"
#include "messages.h"
#include "platform/json/json.h"

enum { PER_PAGE = 30 };

/* ---- what was picked: "id-version" ---- */

static bool parse_pick(Str value, struct decide_pick *ret)
{
    Str id = str_cut(&value, '-');
    return id_parse(id, &ret->dossier) == OK &&
           number_parse(value, 1, INT64_MAX, &ret->version) == OK;
}

static Err picks_of(struct req *q, struct decide_picks *ret)
{
    struct http_fields boxes = web_form_all(q, S("pick[]"));
    *ret = (struct decide_picks){ .v = NEW_N(q->arena, struct decide_pick, boxes.n + 1) };
    for (size_t i = 0; i < boxes.n; i++) {
        if (!parse_pick(boxes.v[i].value, &ret->v[ret->n++])) {
            return E_INPUT;
        }
    }
    return OK;
}

static bool was_picked(const struct decide_picks *picks, Id dossier)
{
    for (size_t i = 0; i < picks->n; i++) {
        if (id_eq(picks->v[i].dossier, dossier)) {
            return true;
        }
    }
    return false;
}

/* Of one district, or of the province: picks of two levels or districts are nobody's. */
static Err same_place(struct req *q, Id dossier, bool first, const struct decide_dossier *d)
{
    struct dossier whole;
    Id district = ID_NONE;
    if (d->state == DOSSIER_DISTRICT_SCORED) {
        TRY(dossier_get(q->tx, dossier, &whole));
        TRY(dossier_district(q->tx, &whole, &district));
        TRY(id_none(district) ? E_NONE : OK);
    }
    if (!first && !id_eq(district, q->subject.district)) {
        return E_NONE;
    }
    q->subject.district = district;
    q->subject.state = id_none(district) ? DOSSIER_SCORED : DOSSIER_DISTRICT_SCORED;
    return OK;
}

/* Nothing picked: the refusal is told to whoever may decide at all. */
static Err no_picks(struct req *q)
{
    const struct access_role *role = NULL;
    if (access_ever(&access_policy, &q->actor, RECOGNITION_DECIDE, &role) && role != NULL &&
        !id_none(role->scope)) {
        struct place_n n;
        TRY(place_stands(q->tx, role->scope, tx_today(q->tx), &n));
        q->subject.district = n.n > 0 ? role->scope : ID_NONE;
        q->subject.state = DOSSIER_DISTRICT_SCORED;
    }
    return OK;
}

Err recognition_load_picks(struct req *q)
{
    struct decide_picks *picks = NEW(q->arena, struct decide_picks);
    TRY(picks_of(q, picks));
    q->subject = (struct access_subject){ .state = DOSSIER_SCORED, .row = picks };
    if (picks->n == 0) {
        return no_picks(q);
    }
    for (size_t i = 0, seen = 0; i < picks->n; i++) {
        bool found = false;
        struct decide_dossier d;
        TRY(decide_dossier_get(q->tx, picks->v[i].dossier, &found, &d));
        if (!found) {
            continue; /* refused with the others */
        }
        TRY(same_place(q, picks->v[i].dossier, seen++ == 0, &d));
        if (id_eq(d.closed_by, q->actor.account)) {
            q->subject.author = q->actor.account;
        }
    }
    return OK;
}

/* ---- why so many stars ---- */

/* The gates that kept the star below its band, in the sheet's words. Option ids stand as texts or
 * as objects with an "id" in the detail of the result. */
static void put_gates(struct out *o, const struct criteria_set *set, const json_t *gates,
                      const struct decide_dossier *d)
{
    for (size_t i = 0; i < json_array_size(gates); i++) {
        Str id = json_str(json_array_get(gates, i), "option");
        struct criteria_ref ref;
        if (str_none(id) || !criteria_lookup(set, id, &ref) || ref.option < 0) {
            continue;
        }
        const struct criteria_item *item = &set->item[ref.item];
        const struct criteria_case *c = &item->cases[ref.kase < 0 ? 0 : ref.kase];
        const struct criteria_option *option = &c->option[ref.option];
        if (option->gate <= d->star || option->gate > d->band) {
            continue;
        }
        if (o->n > 0) {
            out_raw(o, S("; "));
        }
        out_raw(o, item->code);
        out_raw(o, S(" "));
        out_raw(o, item->title);
        out_raw(o, S(" – "));
        out_raw(o, option->label);
    }
}

static Err why(struct req *q, const struct decide_dossier *d, Str *ret)
{
    if (d->star >= d->band) {
        *ret = i18n_text(q->lang, M_DECIDE_WHY_BAND);
        return OK;
    }
    struct program *p = web_app(q);
    const struct criteria_set *set = NULL;
    TRY(criteria_cache_get(p->criteria, q->tx, d->criteria, &set));
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    json_t *detail CLEANUP(json_cleanup) = NULL;
    int line = 0;
    if (json_read(d->detail, LIMIT_PAGE_BYTES, &detail, &line) == OK) {
        put_gates(o, set, json_object_get(detail, "failing_gates"), d);
    }
    *ret = i18n_fmt(q->arena, q->lang, o->n > 0 ? M_DECIDE_WHY_GATE : M_DECIDE_WHY_GATE_UNKNOWN,
                    str_fmt(q->arena, "%d", (int)d->band), out_dup(q->arena, o), STR_NONE);
    return OK;
}

/* ---- the page ---- */

static Err add_card(struct req *q, const struct decide_dossier *d, const struct decide_picks *picks,
                    struct decide_cards *to)
{
    Str id = id_text(q->arena, d->dossier);
    struct access_subject s = {
        .id = d->dossier, .author = d->closed_by, .state = (int)d->state, .district = web_scope(q)
    };
    int action = d->star >= 3 ? RECOGNITION_DECIDE : RECOGNITION_DECLINE;
    bool may = web_may_on(q, action, &s);
    struct decide_card c = {
        .value = may ? str_fmt(q->arena, "%.*s-%lld", STR_ARG(id), (long long)d->version) : S(""),
        .id = str_cat(q->arena, S("pick-"), id),
        .product = d->product_name,
        .producer = d->producer_name,
        .place = d->place_text,
        .code = str_none(d->code) ? S("") : d->code,
        .authority = S(""),
        .dossier = { str_cat(q->arena, S("/ho-so/"), id) },
        .mean = frac_make(d->mean_num, d->mean_den),
        .star = d->star,
        .chosen = was_picked(picks, d->dossier),
        .own = !may && web_may_ever(q, action),
    };
    if (d->star >= 3) {
        TRY(dossier_authority(q->tx, d->dossier, d->star, &c.authority));
    }
    TRY(why(q, d, &c.why));
    to->v[to->n++] = c;
    return OK;
}

/* Does the district that the page is of pass it up? */
static Err is_above(struct req *q, const struct decide_dossier *d, bool *ret)
{
    const struct regime *r;
    *ret = false;
    if (d->state == DOSSIER_DISTRICT_SCORED) {
        TRY(dossier_regime(q->tx, d->dossier, &r));
        Str tier = regime_tier_of(r, d->star);
        *ret = !str_empty(tier) && !str_eq(tier, REGIME_DISTRICT);
    }
    return OK;
}

static Err add_waiting(struct req *q, struct recognition_list *v)
{
    struct decide_dossiers all;
    struct decide_picks picks = { 0 };
    Id district = web_scope(q);
    TRY(decide_waiting(q->tx, id_none(district) ? DOSSIER_SCORED : DOSSIER_DISTRICT_SCORED,
                       district, &all));
    TRY(picks_of(q, &picks));
    struct decide_cards *lists[] = { &v->province, &v->ministry, &v->below, &v->above };
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        lists[i]->v = NEW_N(q->arena, struct decide_card, all.n + 1);
    }
    for (size_t i = 0; i < all.n; i++) {
        int64_t star = all.v[i].star;
        bool above = false;
        TRY(is_above(q, &all.v[i], &above));
        TRY(add_card(q, &all.v[i], &picks, lists[above ? 3 : star >= 5 ? 1 : star >= 3 ? 0 : 2]));
        if (above) {
            struct decide_card *c = &v->above.v[v->above.n - 1];
            c->value = S(""); /* not to be picked */
            c->own = false;
            c->dossier =
                (Url){ str_cat(q->arena, S("/huyen/"), id_text(q->arena, all.v[i].dossier)) };
        }
    }
    return OK;
}

static Err add_recent(struct req *q, struct recognition_list *v)
{
    struct recognition_n total;
    struct recognition_lines lines;
    int64_t soon = 0, page = web_query_int(q, S("page"), 1, 100000, 1);
    TRY(recognition_count(q->tx, web_scope(q), &total));
    TRY(recognition_recent(q->tx, web_scope(q), PER_PAGE, (page - 1) * PER_PAGE, &lines));
    TRY(recognition_soon_days(q->tx, &soon));
    v->recent.v = NEW_N(q->arena, struct recognition_row, lines.n + 1);
    for (size_t i = 0; i < lines.n; i++) {
        const struct recognition_line *l = &lines.v[i];
        struct view_status status;
        struct recognition r = { .product = l->product,
                                 .from_day = l->from_day,
                                 .until_day = l->until_day,
                                 .revoked_on = l->revoked_on };
        TRY(recognition_status_shown(q, &r, soon, &status, NULL));
        v->recent.v[v->recent.n++] = (struct recognition_row){
            .href = { str_cat(q->arena, S("/cong-nhan/"), id_text(q->arena, l->id)) },
            .product = l->product_name,
            .producer = l->producer_name,
            .place = l->place_text,
            .decision_no = l->decision_no,
            .star = l->star,
            .decision_date = l->decision_date,
            .last_day = date_add_days(l->until_day, -1),
            .status = status,
        };
    }
    v->paging = view_paging(q->arena, S("/cong-nhan"), S(""), page, total.n, PER_PAGE);
    return OK;
}

static Str error_of(const struct req *q, Str field)
{
    for (size_t i = 0; i < q->view->problems.n; i++) {
        if (str_eq(q->view->problems.v[i].field, field)) {
            return q->view->problems.v[i].text;
        }
    }
    return S("");
}

Err recognition_show_list(struct req *q)
{
    Str number = web_form(q, S("decision_no")), date = web_form(q, S("decision_date"));
    struct recognition_list v = { .may_decide = web_may_ever(q, RECOGNITION_DECIDE) };
    struct place_n stands = { 1 };
    if (!id_none(web_scope(q))) {
        TRY(place_stands(q->tx, web_scope(q), tx_today(q->tx), &stands));
    }
    TRY(stands.n > 0 ? OK : E_NONE);
    v.number = view_field(q->view, S("decision_no"), M_DECIDE_NUMBER, M_DECIDE_NUMBER_HINT,
                          str_none(number) ? S("") : number);
    v.date = view_field(q->view, S("decision_date"), M_DECIDE_DATE, M_DECIDE_DATE_HINT,
                        str_none(date) ? S("") : date);
    v.number.width = S("20");
    v.date.width = S("10");
    bool below = str_ends(q->http->path, S("/khong-dat"));
    v.pick_error = below ? S("") : error_of(q, S("pick"));
    v.below_error = below ? error_of(q, S("pick")) : S("");
    TRY(add_waiting(q, &v));
    TRY(add_recent(q, &v));
    q->view->title = i18n_text(q->lang, M_DECIDE_TITLE);
    recognition_list_html(q->out, q->view, &v);
    return OK;
}

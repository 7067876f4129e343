/* list.c: ideas of a producer, a commune, the province; most pressing first. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/idea/idea.views.h"
#include "domain/idea/pages.h"
#include "messages.h"
#include "platform/json/json.h"

enum { JSON_MAX = 4 * 1024 * 1024, YEAR_LEAST = 2020, YEAR_MOST = 2200 };

static Str words(const struct req *q, int key)
{
    return i18n_text(q->lang, key);
}

int64_t idea_year_of(struct req *q)
{
    return web_query_int(q, S("nam"), YEAR_LEAST, YEAR_MOST, date_ymd(tx_today(q->tx)).year);
}

void idea_years(struct req *q, const char *path, int64_t year, struct review_chips *ret)
{
    int64_t now = date_ymd(tx_today(q->tx)).year;
    ret->v = NEW_N(q->arena, struct review_chip, 4);
    for (int64_t y = now - 1; y <= now + 1; y++) {
        ret->v[ret->n++] =
            (struct review_chip){ .text = str_fmt(q->arena, "%lld", (long long)y),
                                  .href = { str_fmt(q->arena, "%s?nam=%lld", path, (long long)y) },
                                  .current = y == year };
    }
}

int idea_kind_message(Id product)
{
    return id_none(product) ? M_IDEA_KIND_NEW : M_IDEA_KIND_BETTER;
}

Err idea_set_name(struct req *q, int64_t set_no, Str *ret)
{
    struct criteria_rows sets;
    *ret = S("");
    TRY(criteria_sets_in_force(q->tx, tx_today(q->tx), &sets));
    for (size_t i = 0; i < sets.n; i++) {
        if (sets.v[i].set_no == set_no) {
            *ret = sets.v[i].name;
        }
    }
    return OK;
}

/* ---- rows ---- */

static Str todo_of(const struct req *q, const struct idea *i, bool own)
{
    static const int offices[] = { [IDEA_AT_COMMUNE] = M_IDEA_TODO_COMMUNE,
                                   [IDEA_AT_PROVINCE] = M_IDEA_TODO_PROVINCE,
                                   [IDEA_NOT_SELECTED] = M_NONE };
    if (own) {
        return i->state == IDEA_DRAFT                             ? words(q, M_IDEA_TODO_SEND)
               : i->state == IDEA_SELECTED && id_none(i->dossier) ? words(q, M_IDEA_TODO_OPEN)
                                                                  : STR_NONE;
    }
    int key = (size_t)i->state < COUNT_OF(offices) ? offices[i->state] : M_NONE;
    return key == M_NONE ? STR_NONE : words(q, key);
}

static Err row_of(struct req *q, const struct idea *i, bool own, struct review_row *ret)
{
    Str year = str_fmt(q->arena, "%lld", (long long)i->year);
    *ret = (struct review_row){
        .href = { str_cat(q->arena, S("/y-tuong/"), id_text(q->arena, i->id)) },
        .product = i->name,
        .about = own ? i18n_fmt(q->arena, q->lang, M_IDEA_ABOUT_OWN,
                                words(q, idea_kind_message(i->product)), year, STR_NONE)
                     : str_fmt(q->arena, "%.*s · %.*s", STR_ARG(i->producer_name),
                               STR_ARG(i->place_text)),
        .state = words(q, idea_state_message((int)i->state)),
        .todo = todo_of(q, i, own),
    };
    return review_due_of(q->tx, q->view, i->due, &ret->due);
}

static Err rows_of(struct req *q, const struct ideas *all, bool own, struct review_rows *ret)
{
    ret->v = NEW_N(q->arena, struct review_row, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        TRY(row_of(q, &all->v[i], own, &ret->v[ret->n++]));
    }
    return OK;
}

static Err json_list(struct req *q, const struct ideas *all)
{
    struct out *o CLEANUP(out_cleanup) = out_new(JSON_MAX);
    struct json_out j = json_begin(o);
    json_obj(&j);
    json_key(&j, "ideas");
    json_arr(&j);
    for (size_t i = 0; i < all->n; i++) {
        const struct idea *x = &all->v[i];
        json_obj(&j);
        json_key(&j, "id");
        json_put_id(&j, x->id);
        json_key(&j, "name");
        json_put(&j, x->name);
        json_key(&j, "producer");
        json_put(&j, x->producer_name);
        json_key(&j, "year");
        json_put_int(&j, x->year);
        json_key(&j, "set");
        json_put_int(&j, x->set_no);
        json_key(&j, "target_star");
        json_put_int(&j, x->target_star);
        json_key(&j, "state");
        json_put_int(&j, x->state);
        json_key(&j, "state_text");
        json_put(&j, words(q, idea_state_message((int)x->state)));
        json_key(&j, "due");
        json_put_date(&j, x->due);
        json_key(&j, "version");
        json_put_int(&j, x->version);
        json_end_obj(&j);
    }
    json_end_arr(&j);
    json_end_obj(&j);
    return web_json(q, 200, out_dup(q->arena, o));
}

/* ---- the producer's ---- */

Err idea_show_own(struct req *q)
{
    struct ideas all;
    struct idea_list v = { .title = words(q, M_IDEA_MINE),
                           .lead = words(q, M_IDEA_MINE_TEXT),
                           .empty = words(q, M_IDEA_NONE_OWN),
                           .may_new = web_may_ever(q, IDEA_CREATE) };
    TRY(ideas_of_producer(q->tx, web_scope(q), &all));
    if (q->wants_json) {
        return json_list(q, &all);
    }
    TRY(rows_of(q, &all, true, &v.rows));
    v.paging = view_paging(q->arena, q->http->path, q->http->query_text, 1, (int64_t)all.n,
                           (int64_t)all.n + 1);
    idea_list_html(q->out, q->view, &v);
    return OK;
}

/* ---- the offices' ---- */

static const struct tab {
    const char *word;
    int state, title;
} commune_tabs[] = { { "cho", IDEA_AT_COMMUNE, M_IDEA_TAB_COMMUNE },
                     { "tinh", IDEA_AT_PROVINCE, M_IDEA_TAB_SENT_ON },
                     { "chon", IDEA_SELECTED, M_IDEA_TAB_SELECTED },
                     { "khong", IDEA_NOT_SELECTED, M_IDEA_TAB_NOT },
                     { "tat-ca", 0, M_IDEA_TAB_ALL } },
  province_tabs[] = { { "cho", IDEA_AT_PROVINCE, M_IDEA_TAB_PROVINCE },
                      { "xa", IDEA_AT_COMMUNE, M_IDEA_TAB_AT_COMMUNE },
                      { "chon", IDEA_SELECTED, M_IDEA_TAB_SELECTED },
                      { "khong", IDEA_NOT_SELECTED, M_IDEA_TAB_NOT },
                      { "tat-ca", 0, M_IDEA_TAB_ALL } };
enum { TABS = COUNT_OF(commune_tabs) };

static int64_t count_in(const struct idea_count *c, int state)
{
    switch (state) {
    case IDEA_AT_COMMUNE:
        return c->at_commune;
    case IDEA_AT_PROVINCE:
        return c->at_province;
    case IDEA_SELECTED:
        return c->selected;
    case IDEA_NOT_SELECTED:
        return c->not_selected;
    default:
        return c->at_commune + c->at_province + c->selected + c->not_selected;
    }
}

static size_t chips_of(struct req *q, const struct tab *tabs, const char *path,
                       const struct idea_count *c, struct idea_list *v)
{
    Str asked = web_query(q, S("loc"));
    size_t tab = 0;
    v->chips.v = NEW_N(q->arena, struct review_chip, TABS);
    for (size_t i = 0; i < TABS; i++) {
        tab = str_eq(asked, str_c(tabs[i].word)) ? i : tab;
        v->chips.v[v->chips.n++] =
            (struct review_chip){ .text = words(q, tabs[i].title),
                                  .n = count_in(c, tabs[i].state),
                                  .href = { str_fmt(q->arena, "%s?nam=%lld&loc=%s", path,
                                                    (long long)v->year, tabs[i].word) } };
    }
    v->chips.v[tab].current = true;
    return tab;
}

static Err office_list(struct req *q, Id place, const struct tab *tabs, const char *path,
                       struct idea_list *v)
{
    struct ideas all;
    struct idea_count c;
    int64_t page = web_query_int(q, S("page"), 1, 100000, 1);
    v->year = idea_year_of(q);
    v->year_text = str_fmt(q->arena, "%lld", (long long)v->year);
    TRY(idea_counts(q->tx, v->year, place, tx_today(q->tx), &c));
    size_t tab = chips_of(q, tabs, path, &c, v);
    idea_years(q, path, v->year, &v->years);
    TRY(ideas_of_year(q->tx, v->year, place, tabs[tab].state, REVIEW_PER_PAGE,
                      (page - 1) * REVIEW_PER_PAGE, &all));
    if (q->wants_json) {
        return json_list(q, &all);
    }
    TRY(rows_of(q, &all, false, &v->rows));
    v->late = id_none(place) ? c.late_province : c.late_commune;
    v->late_communes = id_none(place) ? c.late_commune : 0;
    v->empty = words(q, M_IDEA_NONE_HERE);
    v->paging = view_paging(q->arena, q->http->path, q->http->query_text, page,
                            count_in(&c, tabs[tab].state), REVIEW_PER_PAGE);
    idea_list_html(q->out, q->view, v);
    return OK;
}

Err idea_show_commune(struct req *q)
{
    struct idea_list v = { .title = words(q, M_IDEA_COMMUNE),
                           .lead = words(q, M_IDEA_COMMUNE_TEXT),
                           .back = { S("/xa") },
                           .back_text = words(q, M_IDEA_BACK_COMMUNE) };
    return office_list(q, web_scope(q), commune_tabs, "/xa/y-tuong", &v);
}

Err idea_show_province(struct req *q)
{
    struct idea_list v = { .title = words(q, M_IDEA_PROVINCE),
                           .lead = words(q, M_IDEA_PROVINCE_TEXT),
                           .may_plan = true,
                           .back = { S("/tinh") },
                           .back_text = words(q, M_IDEA_BACK_PROVINCE) };
    return office_list(q, ID_NONE, province_tabs, "/tinh/y-tuong", &v);
}

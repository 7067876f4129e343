/* list.c: the list of the standing agency: search, states with counts, rows that can be ticked. */
#include "domain/access/access.h"
#include "domain/province/pages.h"
#include "domain/province/province.views.h"
#include "messages.h"

struct tab {
    const char *word;
    int state, title;
};
static const struct tab province_tabs[] = {
    { "cho", DOSSIER_AT_PROVINCE, M_PROVINCE_TAB_WAITING },
    { "bo-sung", DOSSIER_RETURNED, M_PROVINCE_TAB_RETURNED },
    { "hoi-dong", DOSSIER_IN_COUNCIL, M_PROVINCE_TAB_COUNCIL },
    { "da-cham", DOSSIER_SCORED, M_PROVINCE_TAB_SCORED },
    { "cong-nhan", DOSSIER_RECOGNISED, M_PROVINCE_TAB_RECOGNISED },
    { "chua-dat", DOSSIER_NOT_RECOGNISED, M_PROVINCE_TAB_NOT },
    { "tat-ca", 0, M_PROVINCE_TAB_ALL },
};
static const struct tab district_tabs[] = {
    { "cho", DOSSIER_AT_DISTRICT, M_PROVINCE_TAB_WAITING },
    { "bo-sung", DOSSIER_RETURNED, M_PROVINCE_TAB_RETURNED },
    { "hoi-dong", DOSSIER_IN_DISTRICT, M_PROVINCE_TAB_COUNCIL },
    { "da-cham", DOSSIER_DISTRICT_SCORED, M_PROVINCE_TAB_SCORED },
    { "trinh", DOSSIER_AT_PROVINCE, M_DISTRICT_TAB_PASSED }, /* and what follows there */
    { "cong-nhan", DOSSIER_RECOGNISED, M_PROVINCE_TAB_RECOGNISED },
    { "chua-dat", DOSSIER_NOT_RECOGNISED, M_PROVINCE_TAB_NOT },
    { "tat-ca", 0, M_PROVINCE_TAB_ALL },
};
struct tabs {
    size_t n;
    const struct tab *v;
    bool district;
};

/* The last one: all. */
static size_t tab_of(struct req *q, const struct tabs *t, bool searched)
{
    Str asked = web_query(q, S("loc"));
    for (size_t i = 0; i < t->n; i++) {
        if (str_eq(asked, str_c(t->v[i].word))) {
            return i;
        }
    }
    return searched ? t->n - 1 : 0;
}

static bool is_in(const struct tabs *t, size_t tab, int64_t state)
{
    int of = t->v[tab].state;
    bool passed = t->district && of == DOSSIER_AT_PROVINCE &&
                  (state == DOSSIER_IN_COUNCIL || state == DOSSIER_SCORED);
    return of == 0 || state == of || passed;
}

static Str todo_of(const struct view *w, const struct province_row *r)
{
    switch (r->state) {
    case DOSSIER_AT_PROVINCE:
    case DOSSIER_AT_DISTRICT:
        return r->differs > 0 ? i18n_fmt(w->arena, w->lang, M_PROVINCE_TODO_DIFFERS,
                                         view_arg_int(w, r->differs), STR_NONE, STR_NONE)
                              : i18n_text(w->lang, M_PROVINCE_TODO_CHECK);
    case DOSSIER_RETURNED:
        return i18n_fmt(w->arena, w->lang, M_PROVINCE_TODO_PRODUCER, view_arg_int(w, r->asked),
                        STR_NONE, STR_NONE);
    case DOSSIER_SCORED:
        return i18n_text(w->lang, M_PROVINCE_TODO_DECISION);
    case DOSSIER_DISTRICT_SCORED:
        return i18n_text(w->lang, M_DISTRICT_TODO_DECISION);
    default:
        return STR_NONE;
    }
}

static Err row_of(struct req *q, const struct tabs *t, const struct province_row *r,
                  struct review_row *ret)
{
    const struct view *w = q->view;
    Str id = id_text(q->arena, r->id);
    Str who = str_fmt(q->arena, "%.*s · %.*s", STR_ARG(r->producer), STR_ARG(r->place_text));
    *ret = (struct review_row){
        .href = { str_fmt(q->arena, "%.*s/%.*s", STR_ARG(province_home(q)), STR_ARG(id)) },
        .product = r->product,
        .about = review_about(w, r->code, who),
        .state = i18n_text(w->lang, dossier_state_message((int)r->state)),
        .todo = t->district && r->state == DOSSIER_AT_PROVINCE ? STR_NONE : todo_of(w, r),
        .may_tick = r->state == t->v[0].state && web_may_ever(q, PROVINCE_TO_COUNCIL),
        .tick = id,
        .tick_id = str_cat(q->arena, S("chon-"), id),
    };
    return review_due_of(q->tx, w, r->state == t->v[0].state ? r->due : DATE_NONE, &ret->due);
}

/* A code is searched as written: letters, digits and dashes; words as folded. */
static Str code_of(struct arena *a, Str typed)
{
    for (size_t i = 0; i < typed.n; i++) {
        char c = typed.p[i];
        bool plain =
            (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
        if (!plain) {
            return S("");
        }
    }
    return str_lower_ascii(a, typed);
}

static Err add_chips(struct req *q, const struct tabs *t, size_t tab, Id district,
                     struct province_list *v)
{
    struct province_counts counts;
    TRY(province_counts(q->tx, district, &counts));
    v->chips.v = NEW_N(q->arena, struct review_chip, t->n);
    for (size_t i = 0; i < t->n; i++) {
        struct review_chip *c = &v->chips.v[v->chips.n++];
        *c = (struct review_chip){ .text = i18n_text(q->lang, t->v[i].title), .current = i == tab };
        for (size_t k = 0; k < counts.n; k++) {
            c->n += is_in(t, i, counts.v[k].state) ? counts.v[k].n : 0;
        }
        struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL * 4);
        out_raw(o, str_fmt(q->arena, "%.*s?loc=%s", STR_ARG(v->home), t->v[i].word));
        if (v->searched) {
            out_raw(o, S("&q="));
            out_url(o, v->q);
        }
        c->href = (Url){ out_dup(q->arena, o) };
    }
    return OK;
}

static Err add_rows(struct req *q, const struct tabs *t, const struct province_rows *rows,
                    struct province_list *v)
{
    v->rows.v = NEW_N(q->arena, struct review_row, rows->n + 1);
    for (size_t i = 0; i < rows->n; i++) {
        TRY(row_of(q, t, &rows->v[i], &v->rows.v[v->rows.n]));
        v->may_pick = v->may_pick || v->rows.v[v->rows.n].may_tick;
        v->rows.n++;
    }
    return OK;
}

Err province_show_list(struct req *q)
{
    Str typed = web_query(q, S("q"));
    Id district;
    TRY(province_district_of(q, &district));
    struct tabs t = { COUNT_OF(province_tabs), province_tabs, false };
    if (!id_none(district)) {
        t = (struct tabs){ COUNT_OF(district_tabs), district_tabs, true };
    }
    struct province_list v = { .home = province_home(q),
                               .self = province_at(q, ""),
                               .batch = province_at(q, "/hoi-dong"),
                               .district = t.district,
                               .q = str_none(typed) ? S("") : typed };
    v.searched = v.q.n > 0;
    size_t tab = tab_of(q, &t, v.searched);
    int state = t.v[tab].state;
    v.state = str_c(t.v[tab].word);
    Str words = vi_fold(q->arena, v.q), code = code_of(q->arena, v.q);
    int64_t page = web_query_int(q, S("page"), 1, 100000, 1), waiting = 0;
    struct province_rows rows;
    struct province_n found;
    TRY(province_found(q->tx, district, state, words, code, &found));
    TRY(province_rows(q->tx, district, state, words, code, REVIEW_PER_PAGE,
                      (page - 1) * REVIEW_PER_PAGE, &rows));
    TRY(province_waiting(q->tx, district, &waiting, &v.late));
    TRY(add_chips(q, &t, tab, district, &v));
    v.total = found.n;
    TRY(add_rows(q, &t, &rows, &v));
    v.paging =
        view_paging(q->arena, q->http->path, q->http->query_text, page, v.total, REVIEW_PER_PAGE);
    province_list_html(q->out, q->view, &v);
    return OK;
}

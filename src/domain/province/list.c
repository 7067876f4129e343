/* list.c: the list of the standing agency: search, states with counts, rows that can be ticked. */
#include "domain/access/access.h"
#include "domain/province/pages.h"
#include "domain/province/province.views.h"
#include "messages.h"

static const struct {
    const char *word;
    int state, title;
} tabs[] = {
    { "cho", DOSSIER_AT_PROVINCE, M_PROVINCE_TAB_WAITING },
    { "bo-sung", DOSSIER_RETURNED, M_PROVINCE_TAB_RETURNED },
    { "hoi-dong", DOSSIER_IN_COUNCIL, M_PROVINCE_TAB_COUNCIL },
    { "da-cham", DOSSIER_SCORED, M_PROVINCE_TAB_SCORED },
    { "cong-nhan", DOSSIER_RECOGNISED, M_PROVINCE_TAB_RECOGNISED },
    { "chua-dat", DOSSIER_NOT_RECOGNISED, M_PROVINCE_TAB_NOT },
    { "tat-ca", 0, M_PROVINCE_TAB_ALL },
};
enum { TAB_ALL = COUNT_OF(tabs) - 1 };

static size_t tab_of(struct req *q, bool searched)
{
    Str asked = web_query(q, S("loc"));
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        if (str_eq(asked, str_c(tabs[i].word))) {
            return i;
        }
    }
    return searched ? TAB_ALL : 0;
}

static Str todo_of(const struct view *w, const struct province_row *r)
{
    switch (r->state) {
    case DOSSIER_AT_PROVINCE:
        return r->differs > 0 ? i18n_fmt(w->arena, w->lang, M_PROVINCE_TODO_DIFFERS,
                                         view_arg_int(w, r->differs), STR_NONE, STR_NONE)
                              : i18n_text(w->lang, M_PROVINCE_TODO_CHECK);
    case DOSSIER_RETURNED:
        return i18n_fmt(w->arena, w->lang, M_PROVINCE_TODO_PRODUCER, view_arg_int(w, r->asked),
                        STR_NONE, STR_NONE);
    case DOSSIER_SCORED:
        return i18n_text(w->lang, M_PROVINCE_TODO_DECISION);
    default:
        return STR_NONE;
    }
}

static Err row_of(struct req *q, const struct province_row *r, struct review_row *ret)
{
    const struct view *w = q->view;
    Str id = id_text(q->arena, r->id);
    Str who = str_fmt(q->arena, "%.*s · %.*s", STR_ARG(r->producer), STR_ARG(r->place_text));
    *ret = (struct review_row){
        .href = { str_cat(q->arena, S("/tinh/"), id) },
        .product = r->product,
        .about = review_about(w, r->code, who),
        .state = i18n_text(w->lang, dossier_state_message((int)r->state)),
        .todo = todo_of(w, r),
        .may_tick = r->state == DOSSIER_AT_PROVINCE && web_may_ever(q, PROVINCE_TO_COUNCIL),
        .tick = id,
        .tick_id = str_cat(q->arena, S("chon-"), id),
    };
    return review_due_of(q->tx, w, r->state == DOSSIER_AT_PROVINCE ? r->due : DATE_NONE, &ret->due);
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

static Err add_chips(struct req *q, size_t tab, struct province_list *v)
{
    struct province_counts counts;
    TRY(province_counts(q->tx, &counts));
    v->chips.v = NEW_N(q->arena, struct review_chip, COUNT_OF(tabs));
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        struct review_chip *c = &v->chips.v[v->chips.n++];
        *c = (struct review_chip){ .text = i18n_text(q->lang, tabs[i].title), .current = i == tab };
        for (size_t k = 0; k < counts.n; k++) {
            bool in = tabs[i].state == 0 || counts.v[k].state == tabs[i].state;
            c->n += in ? counts.v[k].n : 0;
        }
        struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_URL * 4);
        out_raw(o, str_fmt(q->arena, "/tinh?loc=%s", tabs[i].word));
        if (v->searched) {
            out_raw(o, S("&q="));
            out_url(o, v->q);
        }
        c->href = (Url){ out_dup(q->arena, o) };
    }
    return OK;
}

Err province_show_list(struct req *q)
{
    Str typed = web_query(q, S("q"));
    struct province_list v = { .q = str_none(typed) ? S("") : typed };
    v.searched = v.q.n > 0;
    size_t tab = tab_of(q, v.searched);
    v.state = str_c(tabs[tab].word);
    Str words = vi_fold(q->arena, v.q), code = code_of(q->arena, v.q);
    int64_t page = web_query_int(q, S("page"), 1, 100000, 1), late = 0, waiting = 0;
    struct province_rows rows;
    struct province_n found;
    TRY(province_found(q->tx, tabs[tab].state, words, code, &found));
    TRY(province_rows(q->tx, tabs[tab].state, words, code, REVIEW_PER_PAGE,
                      (page - 1) * REVIEW_PER_PAGE, &rows));
    TRY(province_waiting(q->tx, &waiting, &late));
    TRY(add_chips(q, tab, &v));
    v.total = found.n;
    v.late = late;
    v.rows.v = NEW_N(q->arena, struct review_row, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        TRY(row_of(q, &rows.v[i], &v.rows.v[v.rows.n]));
        v.may_pick = v.may_pick || v.rows.v[v.rows.n].may_tick;
        v.rows.n++;
    }
    v.paging =
        view_paging(q->arena, q->http->path, q->http->query_text, page, v.total, REVIEW_PER_PAGE);
    province_list_html(q->out, q->view, &v);
    return OK;
}

/* list.c: the commune's list: overdue first, what to do, until when. */
#include "domain/access/access.h"
#include "domain/commune/commune.views.h"
#include "domain/commune/pages.h"
#include "messages.h"

/* The three views of the list; the state stands for what it shows (AT_PROVINCE: it and what
 * follows). */
static const struct {
    const char *word;
    int state, title, empty;
} tabs[] = {
    { "cho", DOSSIER_AT_COMMUNE, M_COMMUNE_TAB_WAITING, M_COMMUNE_NONE_WAITING },
    { "tra", DOSSIER_RETURNED, M_COMMUNE_TAB_RETURNED, M_COMMUNE_NONE_RETURNED },
    { "chuyen", DOSSIER_AT_PROVINCE, M_COMMUNE_TAB_FORWARDED, M_COMMUNE_NONE_FORWARDED },
};

static size_t tab_of(struct req *q)
{
    Str asked = web_query(q, S("loc"));
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        if (str_eq(asked, str_c(tabs[i].word))) {
            return i;
        }
    }
    return 0;
}

static Str todo_of(const struct view *w, const struct commune_row *r)
{
    if (r->state == DOSSIER_RETURNED) {
        return i18n_fmt(w->arena, w->lang, M_COMMUNE_TODO_PRODUCER, view_arg_int(w, r->asked),
                        STR_NONE, STR_NONE);
    }
    if (r->state != DOSSIER_AT_COMMUNE) {
        return STR_NONE;
    }
    if (r->unanswered > 0) {
        return i18n_fmt(w->arena, w->lang, M_COMMUNE_TODO_RETURN, view_arg_int(w, r->unanswered),
                        STR_NONE, STR_NONE);
    }
    if (r->asked > 0) {
        return i18n_fmt(w->arena, w->lang, M_COMMUNE_TODO_ANSWERS, view_arg_int(w, r->asked),
                        STR_NONE, STR_NONE);
    }
    if (r->findings < COMMUNE_FACTS) {
        return i18n_fmt(w->arena, w->lang, M_COMMUNE_TODO_CONFIRM,
                        view_arg_int(w, COMMUNE_FACTS - r->findings), STR_NONE, STR_NONE);
    }
    return i18n_text(w->lang, M_COMMUNE_TODO_FORWARD);
}

static Err row_of(struct req *q, const struct commune_row *r, struct review_row *ret)
{
    const struct view *w = q->view;
    *ret = (struct review_row){
        .href = { str_cat(q->arena, S("/xa/"), id_text(q->arena, r->id)) },
        .product = r->product,
        .about = review_about(w, r->code, r->producer),
        .state = i18n_text(w->lang, dossier_state_message((int)r->state)),
        .todo = todo_of(w, r),
    };
    return review_due_of(q->tx, w, r->state == DOSSIER_AT_COMMUNE ? r->due : DATE_NONE, &ret->due);
}

Err commune_show_list(struct req *q)
{
    size_t tab = tab_of(q);
    int64_t page = web_query_int(q, S("page"), 1, 100000, 1);
    struct commune_count c;
    struct commune_rows rows;
    struct commune_list v = { .empty = i18n_text(q->lang, tabs[tab].empty) };
    TRY(commune_counts(q->tx, web_scope(q), tx_today(q->tx), &c));
    TRY(commune_rows(q->tx, web_scope(q), tabs[tab].state, REVIEW_PER_PAGE,
                     (page - 1) * REVIEW_PER_PAGE, &rows));
    const int64_t counts[] = { c.waiting, c.returned, c.forwarded };
    v.late = c.late;
    v.chips.v = NEW_N(q->arena, struct review_chip, COUNT_OF(tabs));
    for (size_t i = 0; i < COUNT_OF(tabs); i++) {
        v.chips.v[v.chips.n++] =
            (struct review_chip){ .text = i18n_text(q->lang, tabs[i].title),
                                  .n = counts[i],
                                  .href = { str_fmt(q->arena, "/xa?loc=%s", tabs[i].word) },
                                  .current = i == tab };
    }
    v.rows.v = NEW_N(q->arena, struct review_row, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) {
        TRY(row_of(q, &rows.v[i], &v.rows.v[v.rows.n++]));
    }
    v.paging = view_paging(q->arena, q->http->path, q->http->query_text, page, counts[tab],
                           REVIEW_PER_PAGE);
    commune_list_html(q->out, q->view, &v);
    return OK;
}

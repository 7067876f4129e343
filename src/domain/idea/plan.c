/* plan.c: the year's list of registered products: a page to print, XLSX and CSV. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/idea/idea.views.h"
#include "domain/idea/pages.h"
#include "domain/place/place.h"
#include "messages.h"
#include "platform/sheet/write.h"

enum { COLUMNS = 8 };

static Str words(const struct req *q, int key)
{
    return i18n_text(q->lang, key);
}

static Str set_of(const struct criteria_rows *sets, struct arena *a, int64_t set_no)
{
    for (size_t i = 0; i < sets->n; i++) {
        if (sets->v[i].set_no == set_no) {
            return str_fmt(a, "%lld. %.*s", (long long)set_no, STR_ARG(sets->v[i].name));
        }
    }
    return str_fmt(a, "%lld", (long long)set_no);
}

static Err rows_of(struct req *q, int64_t year, struct idea_plan_rows *ret)
{
    struct idea_lines all;
    struct criteria_rows sets;
    TRY(idea_plan(q->tx, year, &all));
    TRY(criteria_sets_in_force(q->tx, tx_today(q->tx), &sets));
    ret->v = NEW_N(q->arena, struct idea_plan_row, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct idea_line *l = &all.v[i];
        ret->v[ret->n++] = (struct idea_plan_row){
            .no = (int64_t)i + 1,
            .star = l->target_star,
            .name = l->name,
            .producer = l->producer,
            .place = place_full_name(q->arena, l->unit_kind, l->unit_name),
            .set = set_of(&sets, q->arena, l->set_no),
            .kind = words(q, idea_kind_message(l->own)),
            .decided = date_of(l->decided_at),
        };
    }
    return OK;
}

/* How the offices kept their terms: of the steps they have ended, and of those still with them. */
static Err count_steps(struct req *q, struct idea_plan_page *v)
{
    struct idea_steps steps;
    struct idea_count c;
    TRY(idea_late_steps(q->tx, v->year, ID_NONE, &steps));
    TRY(idea_counts(q->tx, v->year, ID_NONE, tx_today(q->tx), &c));
    v->at_commune = c.at_commune;
    v->at_province = c.at_province;
    v->not_selected = c.not_selected;
    v->late_commune = c.late_commune;
    v->late_province = c.late_province;
    for (size_t i = 0; i < steps.n; i++) {
        bool commune = steps.v[i].state == IDEA_AT_COMMUNE;
        *(commune ? &v->late_commune : &v->late_province) += steps.v[i].late;
        *(commune ? &v->in_time_commune : &v->in_time_province) += steps.v[i].n - steps.v[i].late;
    }
    return OK;
}

Err idea_show_plan(struct req *q)
{
    struct idea_plan_page v = { .year = idea_year_of(q) };
    TRY(rows_of(q, v.year, &v.rows));
    TRY(count_steps(q, &v));
    v.total = (int64_t)v.rows.n;
    for (size_t i = 0; i < v.rows.n; i++) {
        bool fresh = str_eq(v.rows.v[i].kind, words(q, M_IDEA_KIND_NEW));
        *(fresh ? &v.new_ones : &v.improved) += 1;
    }
    v.year_text = str_fmt(q->arena, "%lld", (long long)v.year);
    idea_years(q, "/tinh/y-tuong/danh-sach", v.year, &v.years);
    q->view->title = i18n_fmt(q->arena, q->lang, M_IDEA_PLAN, v.year_text, STR_NONE, STR_NONE);
    idea_plan_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- files ---- */

static Err table_of(struct req *q, int64_t year, struct sheet_table *ret)
{
    static const int titles[COLUMNS] = { M_IDEA_NO,  M_IDEA_NAME, M_IDEA_PRODUCER, M_IDEA_PLACE,
                                         M_IDEA_SET, M_IDEA_STAR, M_IDEA_KIND,     M_IDEA_DECIDED };
    struct idea_plan_rows rows = { 0 };
    TRY(rows_of(q, year, &rows));
    struct sheet_column *col = NEW_N(q->arena, struct sheet_column, COLUMNS);
    for (size_t c = 0; c < COLUMNS; c++) {
        col[c] = (struct sheet_column){ words(q, titles[c]),
                                        titles[c] == M_IDEA_NO || titles[c] == M_IDEA_STAR };
    }
    Str *cell = NEW_N(q->arena, Str, (rows.n + 1) * COLUMNS);
    for (size_t i = 0; i < rows.n; i++) {
        const struct idea_plan_row *r = &rows.v[i];
        const Str line[COLUMNS] = { str_fmt(q->arena, "%lld", (long long)r->no),
                                    r->name,
                                    r->producer,
                                    r->place,
                                    r->set,
                                    str_fmt(q->arena, "%lld", (long long)r->star),
                                    r->kind,
                                    view_arg_date(q->view, r->decided) };
        memcpy(cell + i * COLUMNS, line, sizeof line);
    }
    *ret = (struct sheet_table){ .name = str_fmt(q->arena, "%lld", (long long)year),
                                 .cols = COLUMNS,
                                 .rows = rows.n,
                                 .col = col,
                                 .cell = cell,
                                 .made = tx_now(q->tx) };
    return OK;
}

static Str file_name(struct req *q, int64_t year, const char *ending)
{
    return str_fmt(q->arena, "san-pham-dang-ky-%lld.%s", (long long)year, ending);
}

Err idea_send_csv(struct req *q)
{
    struct sheet_table t;
    int64_t year = idea_year_of(q);
    TRY(table_of(q, year, &t));
    return web_bytes(q, S("text/csv; charset=utf-8"), file_name(q, year, "csv"),
                     sheet_write_csv(q->arena, &t), false);
}

Err idea_send_xlsx(struct req *q)
{
    struct sheet_table t;
    Str bytes;
    int64_t year = idea_year_of(q);
    TRY(table_of(q, year, &t));
    TRY(sheet_write_xlsx(q->arena, &t, &bytes));
    return web_bytes(q, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                     file_name(q, year, "xlsx"), bytes, false);
}

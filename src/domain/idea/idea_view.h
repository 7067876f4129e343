/* idea_view.h: what the pages of ideas show. */
#ifndef IDEA_VIEW_H
#define IDEA_VIEW_H
#include "domain/dossier/dossier.views.h"
#include "domain/idea/idea.h"
#include "domain/review/review.views.h"
#include "platform/view/view.views.h"

struct idea_list {
    Str title, lead, empty, year_text;
    int64_t year, late, late_communes;
    struct review_chips years, chips;
    struct review_rows rows;
    struct view_paging paging;
    bool may_new, may_plan;
    Url back;
    Str back_text;
};
struct idea_step_line {
    Str what, who, note;
    Time at;
    bool late; /* after the last day of the step */
};
struct idea_step_lines {
    size_t n;
    struct idea_step_line *v;
};
struct idea_form_page { /* a new one, or a draft */
    Str id;             /* empty: new */
    int64_t version;
    bool has_products, stale, may_withdraw;
    struct view_field year, product, name, target, description, materials, novelty, reason;
    struct dossier_sets sets;
};
struct idea_page { /* sent: to read, and what the reader may do */
    struct idea i;
    Str state, kind, set, opinion, year;
    struct review_due due;
    struct idea_step_lines steps;
    bool may_open, may_withdraw, may_say, may_decide, is_open, stale;
    Url back;
    struct view_field say, reason;
};
struct idea_plan_row {
    int64_t no, star;
    Str name, producer, place, set, kind;
    Date decided;
};
struct idea_plan_rows {
    size_t n;
    struct idea_plan_row *v;
};
struct idea_plan_page {
    int64_t year, total, new_ones, improved, at_commune, at_province, not_selected, in_time_commune,
        late_commune, in_time_province, late_province;
    Str year_text;
    struct review_chips years;
    struct idea_plan_rows rows;
};

#endif

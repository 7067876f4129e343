/* eligibility_view.h: what the page of the plan's conditions shows. */
#ifndef ELIGIBILITY_VIEW_H
#define ELIGIBILITY_VIEW_H
#include "domain/eligibility/eligibility.h"
#include "platform/view/view.views.h"

struct eligibility_row {
    Str code, title, why, source, shown, tone, missing;
    bool said;
    Str verdict, note, who;
    Time at;
    struct view_field say, words;
};
struct eligibility_rows {
    size_t n;
    struct eligibility_row *v;
};
struct eligibility_group {
    Str title, text;
    struct eligibility_rows rows;
};
struct eligibility_groups {
    size_t n;
    struct eligibility_group *v;
};
struct eligibility_page {
    struct dossier d;
    Url back;
    bool may;
    int64_t open;
    struct eligibility_groups groups;
};

#endif

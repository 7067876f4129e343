/* regime_view.h: what the workflow's page prints. */
#ifndef REGIME_VIEW_H
#define REGIME_VIEW_H
#include "domain/regime/workflow.h"
#include "platform/view/view.h"

struct workflow_value { /* a value of the law with where it comes from */
    Str name, value, source;
    bool verified;
};
struct workflow_closing {
    Date day;
    Str title;
    bool verified;
};
struct workflow_law { /* one to choose */
    Str title;
    Url href;
    Date from;
    bool current;
};
/* clang-format off */
struct workflow_values { size_t n; struct workflow_value *v; };
struct workflow_closings { size_t n; struct workflow_closing *v; };
struct workflow_laws { size_t n; struct workflow_law *v; };
struct workflow_machines_shown { size_t n; struct workflow_shown *v; };
/* clang-format on */
struct workflow_page {
    struct view_field day;
    Date on;
    Str law;
    struct workflow_laws laws;
    struct workflow_closings closings;
    struct workflow_machines_shown machines;
    struct workflow_values values;
};

#endif

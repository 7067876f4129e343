/* commune_view.h: what the commune's pages show. */
#ifndef COMMUNE_VIEW_H
#define COMMUNE_VIEW_H
#include "domain/commune/commune.h"
#include "domain/review/review.h"
#include "domain/review/review.views.h"
#include "platform/view/view.views.h"

struct commune_list {
    struct review_chips chips;
    struct review_rows rows;
    struct view_paging paging;
    int64_t late;
    Str empty;
};

#endif

/* commune_view.h: what the commune's pages show. */
#ifndef COMMUNE_VIEW_H
#define COMMUNE_VIEW_H
#include "domain/commune/commune.h"
#include "domain/dossier/dossier.views.h"
#include "domain/review/review.views.h"
#include "platform/view/view.views.h"

struct commune_list {
    struct review_chips chips;
    struct review_rows rows;
    struct view_paging paging;
    int64_t late;
    Str empty;
};
struct commune_finding_form { /* one of the four, to be said */
    struct commune_said said;
    Str producer_note;
    struct review_files files;
    struct view_field finding, note;
    bool done, earlier;
};
struct commune_finding_forms {
    size_t n;
    struct commune_finding_form *v;
};
struct commune_show {
    int64_t alike; /* products like this one without a decision */
    Str id, code, state;
    int64_t version, target_star, said, left;
    struct review_due due;
    struct review_reading reading;
    struct dossier_reading all;
    struct review_requests requests;
    struct commune_finding_forms forms;
    struct commune_saids saids;
    struct view_field target, text;
    bool may_confirm, may_request, may_return, may_forward, is_here, four_eyes;
};
struct commune_form03 { /* Mẫu 03, to print */
    Str place, when, code, receipt;
    struct review_reading reading;
    struct commune_saids saids;
    Str producer, kind, representative, address, phone, tax_code;
    int64_t missing, samples;
    bool complete;
    Str id;
};

#endif

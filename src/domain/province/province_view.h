/* province_view.h: what the pages of the standing agency show. */
#ifndef PROVINCE_VIEW_H
#define PROVINCE_VIEW_H
#include "domain/commune/commune.views.h"
#include "domain/province/province.h"
#include "domain/dossier/dossier.views.h"
#include "domain/review/review.views.h"

struct province_list {
    Str home;      /* "/tinh", or "/huyen" for a district's agency */
    bool district; /* the latter */
    Url self, batch;
    Str q, state; /* what is asked for: words, and the chip that is on */
    struct review_chips chips;
    struct review_rows rows;
    struct view_paging paging;
    int64_t total, late;
    bool may_pick; /* rows can be ticked and sent to the council */
    bool searched;
};
struct province_batch_row {
    Str product, about, warning;
    Str id;
    int64_t version;
};
struct province_batch_rows {
    size_t n;
    struct province_batch_row *v;
};
struct province_batch { /* what would be sent, before it is */
    Url self, batch;
    struct province_batch_rows rows, left_out;
    int64_t rows_n;
    struct view_field session;
    bool no_session;
};
struct province_follow_row {    /* a producer whose commune was split */
    struct view_field producer; /* radios: the communes it may lie in now */
    Str id;
    int64_t version;
};
struct province_follow_rows {
    size_t n;
    struct province_follow_row *v;
};
struct province_follow_page {
    struct province_follow_rows rows;
    int64_t rows_n;
};
struct province_ask { /* one line of the return form */
    int64_t no;
    struct view_field target, text;
};
struct province_asks {
    size_t n;
    struct province_ask *v;
};
struct province_stage_shown { /* what a council found, and where its sheets and minutes are */
    int tier;                 /* message */
    Str session, council, mean;
    int64_t star;
    Date held_on;
    Url result, papers; /* empty: not for this reader */
};
struct province_stages_shown {
    size_t n;
    struct province_stage_shown *v;
};
struct province_show {
    Url self, to_council, give_back, pass;
    bool district; /* it lies there */
    struct province_stages_shown stages;
    int64_t passed_star; /* of the district's result that may be passed up; 0: none */
    struct view_field paper_no;
    int64_t alike; /* products like this one without a decision */
    Str id, code, state, about;
    int64_t version, target_star;
    struct review_due due;
    struct review_reading reading;
    struct dossier_reading all;
    struct review_requests requests;
    struct commune_saids saids;
    struct province_asks asks;
    struct view_field session;
    bool no_session, may_return, may_council;
};

#endif

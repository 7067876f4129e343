/* rescore_view.h: what the pages of a supplement show: the secretary's, and the member's word on
 * criteria whose basis changed. Part of council_view.h. */
#ifndef COUNCIL_RESCORE_VIEW_H
#define COUNCIL_RESCORE_VIEW_H
#include "domain/council/council.h"
#include "domain/review/review.views.h"
#include "platform/view/view.h"

struct council_file_version { /* "Bản nộp số 2", its hash, since when */
    int64_t no;
    Str hash;
};
struct council_ask_line {
    int64_t no;
    struct view_field target, text;
};
struct council_ask_lines {
    size_t n;
    struct council_ask_line *v;
};
struct council_basis_row { /* a criterion and why it is asked again */
    Str item, why;
};
struct council_basis_rows {
    size_t n;
    struct council_basis_row *v;
};
struct council_laid_row { /* what came on the table in the session */
    int64_t no, before;
    Str who;
    Time at;
    Url compare;
    struct council_basis_rows items;
};
struct council_laid_rows {
    size_t n;
    struct council_laid_row *v;
};
struct council_ask_page {
    Id session, file, next_id;
    Str product, producer;
    struct council_file_version now, next;
    bool waits;          /* something was handed in: next */
    bool asked, may_ask; /* the producer may still hand in; the regulation lets the council ask */
    bool lapsed;         /* was asked, and the day is past */
    Time next_at;
    Url compare;
    struct council_basis_rows changes;
    struct view_checks more;
    Date ask_until;
    Str ask_left, asked_by;
    Time asked_at;
    struct council_ask_lines asks;
    struct view_field until;
    int64_t days;
    struct review_requests requests;
    struct council_laid_rows laids;
};

#endif

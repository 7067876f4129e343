/* register_view.h: what the pages of the register may show. */
#ifndef REGISTER_VIEW_H
#define REGISTER_VIEW_H
#include "domain/access/access.h"
#include "domain/register/register.h"
#include "platform/view/view.h"

/* ---- the register as a list ---- */
struct register_entry { /* one recognition of a product's history */
    int64_t star;
    Str number, authority;
    Date date, until;
};
struct register_entries {
    size_t n;
    struct register_entry *v;
};
struct register_item {
    Str name, producer, place, group;
    Url public_page;
    struct view_status status;
    struct register_entries history; /* the latest first */
};
struct register_items {
    size_t n;
    struct register_item *v;
};
struct register_page {
    Str q;
    struct view_field group, star, status;
    struct register_items items;
    int64_t total;
    struct view_paging paging;
    bool may_import;
};

/* ---- an upload and what was uploaded before ---- */
struct register_past_row {
    Id id;
    Str file_name, by;
    int state;
    Time at;
    int64_t rows, good;
};
struct register_past_rows {
    size_t n;
    struct register_past_row *v;
};
struct register_upload {
    struct view_field file;
    struct register_past_rows past;
};

/* ---- the report of one ---- */
struct register_shown {
    int64_t row;
    Str cell, message, action;
};
struct register_shown_list {
    size_t n;
    struct register_shown *v;
};
struct register_group_shown {
    Str code; /* error, warning, note: class */
    int title, about;
    int64_t n, more; /* more: not shown */
    struct register_shown_list issues;
};
struct register_groups {
    size_t n;
    struct register_group_shown *v;
};
struct register_report {
    Id id;
    Str file_name, by;
    int state;
    Time at, undone_at;
    int64_t rows, good, bad, version;
    int64_t producers, products, recognitions, changes;
    struct register_groups groups;
    bool may_go, may_undo;
};

#endif

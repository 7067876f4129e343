/* criteria_view.h: what the templates of the criteria pages print. */
#ifndef CRITERIA_VIEW_H
#define CRITERIA_VIEW_H
#include "domain/criteria/criteria.h"
#include "platform/view/view.h"

struct criteria_note {
    Str text;
    int kind; /* of a rule: message that introduces it */
};
struct criteria_notes {
    size_t n;
    struct criteria_note *v;
};
/* name: of the form fields ("i3.c0.o1"); element: the same for ids on the page. */
struct criteria_option_view {
    Str name, element, label, points, label_error, points_error;
    int64_t gate, number;
    bool synthesized;
};
struct criteria_option_views {
    size_t n;
    struct criteria_option_view *v;
};
struct criteria_case_view {
    Str name, element, code, title; /* code and title: none when the item has no cases */
    struct criteria_option_views options;
};
struct criteria_case_views {
    size_t n;
    struct criteria_case_view *v;
};
struct criteria_item_view {
    Str name, element, code, title, max, max_error, subgroup;
    int64_t title_gate;
    bool commune, has_title_gate;
    struct criteria_case_views cases;
    struct criteria_notes rules, papers;
};
struct criteria_item_views {
    size_t n;
    struct criteria_item_view *v;
};
struct criteria_section_view {
    Str name, element, code, title, max, max_error;
    struct criteria_item_views items;
};
struct criteria_section_views {
    size_t n;
    struct criteria_section_view *v;
};
struct criteria_part_view {
    Str code, title;
    int64_t max;
    struct criteria_section_views sections;
};
struct criteria_part_views {
    size_t n;
    struct criteria_part_view *v;
};

/* ---- sums ---- */

struct criteria_sum {
    Str what;
    Url href;
    int64_t sum, want;
    bool good, strong;
};
struct criteria_sum_list {
    size_t n;
    struct criteria_sum *v;
};
struct criteria_gate_sum {
    int64_t star, n, floor;
};
struct criteria_gate_sums {
    size_t n;
    struct criteria_gate_sum *v;
};
struct criteria_fault_view {
    Str text;
    Url href; /* none: no single place */
};
struct criteria_fault_views {
    size_t n;
    struct criteria_fault_view *v;
};
struct criteria_sums {
    struct criteria_sum_list rows;
    struct criteria_gate_sums gates;
    struct criteria_fault_views faults;
    int64_t n_faults;
};

/* ---- pages ---- */

struct criteria_head {
    Id id;
    int64_t no, revision, version, samples;
    Str name, scheme, group;
    int state; /* message key */
    Str state_code;
    Date from, until;
};
struct criteria_heads {
    size_t n;
    struct criteria_head *v;
};
struct criteria_scheme_view {
    Str title, element;
    struct criteria_heads sets;
};
struct criteria_scheme_views {
    size_t n;
    struct criteria_scheme_view *v;
};
struct criteria_list {
    struct criteria_scheme_views schemes;
    bool may_import;
};
struct criteria_show {
    struct criteria_head head;
    struct criteria_part_views parts;
    struct criteria_notes knock_outs;
    bool draft, may_edit, may_publish, may_supersede, own_draft;
    struct criteria_sums sums; /* of a draft */
    struct view_field from;
};
struct criteria_edit {
    struct criteria_head head;
    struct criteria_part_views parts;
    struct criteria_sums sums;
    struct view_field from;
};
struct criteria_import_page {
    struct view_field file, text;
};

#endif

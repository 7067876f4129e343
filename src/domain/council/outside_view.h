/* outside_view.h: what the pages of sheets outside the ordinary one show: workbooks, coded samples.
 */
#ifndef COUNCIL_OUTSIDE_VIEW_H
#define COUNCIL_OUTSIDE_VIEW_H
#include "platform/view/view.h"

/* ---- the own sheets as a workbook ---- */

struct council_upload_line {
    Str name;
    Url href;
    Time at, stored_at;
};
struct council_upload_lines {
    size_t n;
    struct council_upload_line *v;
};
struct council_offline_page {
    Id session;
    Str name, seat_words;
    int64_t files; /* to be scored */
    struct view_field file;
    struct council_upload_lines past;
};
struct council_offline_change {
    Str code, title, cell, now, now_note, then, then_note;
    Str field, id_stored, id_sent, error; /* of a clash: a choice between the two */
    bool clash, stored, sent;
};
struct council_offline_changes {
    size_t n;
    struct council_offline_change *v;
};
struct council_offline_fault {
    Str text;
};
struct council_offline_faults {
    size_t n;
    struct council_offline_fault *v;
};
struct council_offline_tab {
    Str tab, product, version_field, take_field, take_id;
    Url sheet;
    int64_t version, n, clashes, blank;
    bool take, open; /* open: may be taken */
    struct council_offline_faults faults;
    struct council_offline_changes changes;
};
struct council_offline_tabs {
    size_t n;
    struct council_offline_tab *v;
};
struct council_upload_page {
    Id session, upload;
    Str name, refused; /* refused: why nothing of it is taken any more */
    Time at, stored_at;
    int64_t open; /* tabs that may be taken */
    struct council_offline_tabs tabs;
};

/* ---- coded samples ---- */

struct council_key_row {
    int64_t code;
    Str product, producer;
};
struct council_key_rows {
    size_t n;
    struct council_key_row *v;
};
struct council_key_page {
    Id session;
    Str name, drawn_by;
    bool drawn, open, may_draw;
    Time drawn_at;
    struct council_key_rows samples;
};
struct council_serving_code {
    int64_t place, code;
};
struct council_serving_codes {
    size_t n;
    struct council_serving_code *v;
};
struct council_serving_row {
    Str name, department;
    struct council_serving_codes codes;
};
struct council_serving_rows {
    size_t n;
    struct council_serving_row *v;
};
struct council_serving_page {
    Id session;
    Str name;
    Date held_on;
    struct council_serving_rows rows;
};
struct council_glass {
    int64_t place, code;
    Str product; /* once the key is open */
    struct view_checks marks;
    struct view_field words;
};
struct council_glasses {
    size_t n;
    struct council_glass *v;
};
struct council_taste_page {
    Id session;
    Str name, seat_words;
    bool open, may_write;
    int64_t version;
    struct council_glasses glasses;
};
struct council_taste_mean {
    int label; /* message key */
    Str mean;
};
struct council_taste_means {
    size_t n;
    struct council_taste_mean *v;
};
struct council_taste_word {
    Str text;
};
struct council_taste_words {
    size_t n;
    struct council_taste_word *v;
};

#endif

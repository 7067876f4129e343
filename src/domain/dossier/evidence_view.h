/* evidence_view.h: what the pages of the library see. */
#ifndef EVIDENCE_VIEW_H
#define EVIDENCE_VIEW_H
#include "domain/dossier/evidence.h"
#include "platform/view/view.h"

/* One paper in a list: number and dates only when known. */
struct evidence_row {
    Id id;
    Str title, issuer, number, size, sum;
    Date issued;
    struct view_status validity;
    bool is_picture;
    int64_t pages, uses;
};
struct evidence_rows {
    size_t n;
    struct evidence_row *v;
};
struct evidence_group {
    Str name;
    struct evidence_rows papers;
};
struct evidence_groups {
    size_t n;
    struct evidence_group *v;
};
struct evidence_list {
    struct evidence_groups groups;
    int64_t total, soon, over; /* papers; of these soon out, out */
    Str used, quota;           /* "12 MB" of "2.048 MB" */
};

/* The boxes that say what a paper is; the same for a new one and for one that is there. */
struct evidence_boxes {
    struct view_field type, title, issuer, number, issued, expires;
};
struct evidence_new_page {
    struct evidence_boxes boxes;
    struct view_field file;
    bool merge; /* ticked */
    int64_t max_files;
    int64_t max_mb;
};
struct evidence_use_row {
    Id dossier;
    Str product, state, year; /* a year is not grouped like a number */
    int64_t targets;
};
struct evidence_use_rows {
    size_t n;
    struct evidence_use_row *v;
};
struct evidence_show {
    struct evidence_row paper;
    Str type_name, file_name, sent, kept; /* SHA-256 in full; kept: only when it differs */
    bool merged;
    int64_t version;
    Time added;
    struct evidence_boxes boxes;
    struct evidence_use_rows uses;
    bool may_edit;
};

#endif

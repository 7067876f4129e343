/* anchor_view.h: what the pages of anchor files show. */
#ifndef COUNCIL_ANCHOR_VIEW_H
#define COUNCIL_ANCHOR_VIEW_H
#include "platform/view/view.h"

struct council_anchor_row {
    Id id;
    int64_t version;
    Str product, producer, place, set_name, leads, state_class;
    int state;       /* message key */
    Str in, missing; /* how many are in and who is missing: for the secretary and who confirms */
    bool may_score, may_compare, may_read, may_edit, may_confirm, may_spread, may_end, started;
};
struct council_anchor_rows {
    size_t n;
    struct council_anchor_row *v;
};
struct council_anchors_page {
    Id session;
    Str name, seat_words, words; /* words: looked for */
    bool may_put, full, over, first;
    int64_t most;
    struct council_anchor_rows rows;
    struct view_field file; /* concluded dossiers to choose from */
    bool has_files;
};

/* The reference as it is read; and confirmed. */
struct council_reference_row {
    Str code, title, level, reason, mean;
    int64_t points, max;
    bool lacks; /* a reason, or a level */
};
struct council_reference_rows {
    size_t n;
    struct council_reference_row *v;
};
struct council_reference_page {
    Id anchor, session;
    int64_t version, total, star, lacking;
    Str product, producer, place, set_name, name, leads, confirmed_by;
    Time confirmed_at;
    bool may_confirm, may_edit, confirmed, may_spread;
    struct council_reference_rows rows;
};

/* The own sheet beside the reference. */
struct council_beside_row {
    Str code, title, own, reference, reason, note, differs; /* differs: "+2" */
    int64_t own_points, reference_points;
};
struct council_beside_rows {
    size_t n;
    struct council_beside_row *v;
};
struct council_beside_page {
    Id session;
    Str name, product, producer, place, total_differs;
    int64_t own_total, own_star, reference_total, reference_star, differing, items, same_n;
    struct council_beside_rows rows, same; /* those that differ, the widest first; the others */
};

/* All sheets together. */
struct council_scatter_level {
    int64_t points, n, width; /* of the bar, of 100 */
    bool reference;
};
struct council_scatter_levels {
    size_t n;
    struct council_scatter_level *v;
};
struct council_scatter_row {
    Str code, title, mean;
    int64_t max, reference, spread, height; /* of the picture */
    struct council_scatter_levels levels;
};
struct council_scatter_rows {
    size_t n;
    struct council_scatter_row *v;
};
struct council_scatter_page {
    Id session;
    Str name, product, producer, mean;
    int64_t sheets, seats, reference_total, least, most;
    bool ended;
    struct council_scatter_rows rows; /* the widest first */
};

#endif

/* review.h: an office's list of dossiers: chips with counts, rows that say what to do and until when,
 * numbered requests. Parts of the commune's and the province's pages. */
#ifndef REVIEW_H
#define REVIEW_H
#include "domain/dossier/dossier.h"
#include "platform/view/view.h"

enum { REVIEW_PER_PAGE = 30 };

struct review_due { /* until when, and how long that is */
    Date day;      /* none: no term runs */
    Str left;      /* "còn 9 ngày làm việc" */
    bool late, soon;
};
struct review_chip { /* one view of a list, with how many are in it */
    Str text;
    int64_t n;
    Url href;
    bool current;
};
struct review_chips {
    size_t n;
    struct review_chip *v;
};
struct review_row { /* one dossier of a list */
    Url href;
    Str product, about, state;
    Str todo; /* what to do now; none: nothing */
    bool may_tick;
    Str tick, tick_id; /* value and element of the tick box */
    struct review_due due;
};
struct review_rows {
    size_t n;
    struct review_row *v;
};
struct review_request { /* one numbered request */
    int64_t no;
    Str about, text, answer, close_to; /* close_to: address of the closing form, or none */
    Time asked_at, answered_at, closed_at;
    int64_t version;
};
struct review_requests {
    size_t n;
    struct review_request *v;
    int64_t open;
};

/* The last day with its working days left or overdue. due none: none runs. */
Err review_due_of(struct tx *tx, const struct view *w, Date due, struct review_due *ret) MUST;
/* "Hồ sơ 68-22918-01-2026 · HTX Phú Cường": code (when there is one) and whatever follows. */
Str review_about(const struct view *w, Str code, Str more);

/* Templates: review_chips, review_row, review_due, review_request: "domain/review/review.views.h". */
#endif

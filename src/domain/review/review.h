/* review.h: what an office sees of dossiers: lists with chips, what to do and until when; a frozen
 * version made readable; numbered requests. Parts of the commune's and the province's pages. */
#ifndef REVIEW_H
#define REVIEW_H
#include "domain/dossier/dossier.h"
#include "platform/view/view.h"

enum { REVIEW_PER_PAGE = 30 };

struct review_due { /* until when, and how long that is */
    Date day;       /* none: no term runs */
    Str left;       /* "còn 9 ngày làm việc" */
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
    Str about, text, answer;
    Str dossier; /* the closing form's, where the commune may close it */
    bool may_close;
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

/* ---- what a request may be about ---- */

struct review_target {
    Str id, text; /* as stored: '' the whole, a part, a paper, a criterion; in words */
};
struct review_targets {
    size_t n;
    struct review_target *v;
};
/* The whole, the parts of Mẫu 01 and 02, the 15 papers, the criteria of the set. */
void review_targets_of(const struct view *w, const struct criteria_set *set,
                       struct review_targets *ret);
/* In words; the id itself when it is none of them. */
Str review_target_text(const struct review_targets *t, Str id);
/* Select field with the targets. */
struct view_field review_target_field(const struct view *w, const struct review_targets *t,
                                      Str name, Str chosen);
/* Every request of the dossier. may_close: open ones get the commune's closing form. */
Err review_requests_of(struct tx *tx, const struct view *w, const struct dossier *d,
                       const struct review_targets *t, bool may_close, struct review_requests *ret)
    MUST;

/* ---- a frozen version, readable ---- */

struct review_file { /* a paper behind a criterion */
    Str title, pages;
    Url href;
};
struct review_files {
    size_t n;
    struct review_file *v;
};
struct review_paper { /* a paper of Mẫu 02 that applies to this producer and product */
    Str code, title;
    bool must;
    Str mark, words; /* "yes", "soon", "no", "skip": class and icon; what that means */
    struct review_files files;
};
struct review_papers {
    size_t n;
    struct review_paper *v;
    int64_t missing, expired; /* of those that must be there */
};
struct review_reading { /* what was filed, when, and are the papers there */
    Str product, set, receipt, filed_by;
    int64_t no;
    Time filed_at;
    struct review_papers papers;
};
/* today: the day validity is judged on. Files open under /ho-so/ID/tep/. */
Err review_read(const struct view *w, const struct criteria_set *set,
                const struct dossier_frozen *f, Date today, struct review_reading *ret) MUST;
/* The files that stand behind a criterion or a paper row. */
struct review_files review_files_of(const struct view *w, const struct dossier_frozen *f,
                                    Str target);
/* "Nguyên liệu trong tỉnh từ 50% đến dưới 75% (3 điểm)"; none: nothing chosen. */
Str review_option_text(const struct view *w, const struct criteria_set *set, Str option);

/* Templates in "domain/review/review.views.h": review_chip, review_row, review_due, review_request,
 * review_file, review_paper. */
#endif

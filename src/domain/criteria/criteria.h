/* criteria.h: what others may know of criteria sets (bộ tiêu chí): their shape, loading, and THE
 * scoring function. */
#ifndef CRITERIA_H
#define CRITERIA_H
#include "platform/db/db.h"

enum {
    CRITERIA_TOTAL = 100,
    CRITERIA_POINTS_MAX = 1000, /* of a file; what a sheet may print is the item's maximum */
    CRITERIA_ITEMS_MAX = 80,
    CRITERIA_CASES_MAX = 4,
    CRITERIA_MEMBERS_MAX = 200,
    CRITERIA_LINE_BYTES_MAX = 4 * 1024 * 1024,
    CRITERIA_LINE_SHEETS_MAX = 10 * 1000, /* headless: more than any council has */
    CRITERIA_LINE_ANSWERS_MAX = 1000
};

struct criteria_option {
    Str id; /* full: QD26-09.1.1.o1 */
    int64_t points;
    int gate;         /* 0, or the star for which this option or a higher one is the minimum */
    bool synthesized; /* not printed on the sheet */
    Str label;
};
/* The options of an item, or of one of its cases (set 26). */
struct criteria_case {
    Str id; /* item id, or QD26-26.8.a */
    Str code, title;
    size_t n;
    struct criteria_option *option;
};
struct criteria_rule {
    Str type, text;
    size_t n_items;
    int *item; /* indices */
};
struct criteria_item {
    Str id, code, key, title, subgroup;
    int64_t max;
    int title_gate; /* star printed on the title (QĐ 148), 0 none */
    bool commune;   /* one of the commune's four assessments (Mẫu 03) */
    bool has_cases;
    bool zero_printed; /* the sheet prints a 0 option */
    int section;
    size_t n_cases;
    struct criteria_case *cases; /* one when has_cases is false */
    size_t n_rules;
    struct criteria_rule *rule;
    size_t n_evidence;
    Str *evidence; /* E01..E15 */
};
/* A printed sub-heading over items of a section (sets 11 and 13); items name its code. */
struct criteria_subgroup {
    Str code, title;
    int64_t max;
};
struct criteria_section {
    Str id, code, title;
    int64_t max;
    int part;
    int first, n; /* items */
    size_t n_subgroups;
    struct criteria_subgroup *subgroup;
};
struct criteria_part {
    Str id, code, title;
    int64_t max;
    int first, n; /* sections */
};
struct criteria_text {
    Str id, text;
};
struct criteria_set {
    Str id, name, name_en, group, scheme;
    int no;
    int64_t samples;
    bool complete;     /* adds up: may score */
    Date from, lapses; /* of the scheme */
    int band_min[6];   /* [star] least mean for 1..5 */
    struct criteria_part part[3];
    int n_sections, n_items;
    struct criteria_section *section;
    struct criteria_item *item;
    size_t n_knock_outs;
    struct criteria_text *knock_out;
    struct criteria_index *index;
};
struct criteria_sets {
    size_t n;
    struct criteria_set **v;
};

/* Loads one scheme file ({"format":"ocop-criteria-1","scheme":{...}}) into the arena, checking
 * every set. A fault of the shape (not JSON, a missing member) is E_INPUT, with the first reason in
 * problems. Sums that do not add up
 * (parts 40/25/35, total 100, section, subgroup and item maxima), an option above its item's
 * maximum, falling points, an unknown gate, double or unknown ids and check sums that disagree are
 * reported in problems with the id concerned, all of them: E_REFUSED. A set marked incomplete may
 * fail its sums only; it comes in with complete = false. */
Err criteria_load(struct arena *a, Str json, struct problems *problems, struct criteria_sets *ret)
    MUST;
/* A file of one set that is being completed: whatever its shape allows comes in, and faults holds
 * everything that keeps it from being published, sums included, whatever the file says of itself.
 * complete: nothing does. Check sums are not compared. E_INPUT: the shape is wrong. */
Err criteria_load_draft(struct arena *a, Str json, struct problems *faults,
                        struct criteria_set **ret) MUST;
/* The rows of the table of papers in Mẫu 02: E01 to E15. */
bool criteria_evidence_known(Str code);
/* Least points of an item that meet all its gates up to the star. */
int64_t criteria_item_floor(const struct criteria_item *item, int star);
/* Every set of the data files in the program. */
Err criteria_load_builtin(struct arena *a, struct criteria_sets *ret) MUST;
/* NULL when there is none. */
const struct criteria_set *criteria_find(const struct criteria_sets *sets, Str id);
const struct criteria_set *criteria_of_no(const struct criteria_sets *sets, Str scheme, int no);
/* What an id names: item index, case index (-1: the item itself), option index (-1: none). False:
 * unknown in this set. */
struct criteria_ref {
    int item, kase, option;
};
bool criteria_lookup(const struct criteria_set *s, Str id, struct criteria_ref *ret);

/* ---- scoring: pure, exact, no clock, no database ---- */

enum criteria_gate_policy { GATE_MEAN, GATE_MAJORITY };
enum criteria_title_policy { TITLE_LOWEST, TITLE_FULL, TITLE_IGNORE };
enum criteria_invalid_policy { INVALID_REJECT, INVALID_EXCLUDE };
enum criteria_dependency_policy { DEPENDENCY_IGNORE, DEPENDENCY_REJECT };
enum criteria_blank_policy { BLANK_ZERO, BLANK_EXPLICIT };
/* The council regulation's choices where the Decision is silent; all zero is the default but
 * divergence, which is 10. */
struct criteria_policy {
    enum criteria_gate_policy gate;
    enum criteria_title_policy title_mark;
    enum criteria_invalid_policy invalid;
    enum criteria_dependency_policy dependency;
    enum criteria_blank_policy blank;
    int64_t divergence;
};
struct criteria_policy criteria_default_policy(void);

/* One answer as given: a full option id (points none), or an item or case id with points. */
struct criteria_answer {
    Str id;
    int64_t points;
    bool has_points;
};
struct criteria_sheet {
    size_t n;
    const struct criteria_answer *v;
};
enum criteria_fault {
    FAULT_UNKNOWN,
    FAULT_CASE_NEEDED,
    FAULT_FOREIGN_POINTS,
    FAULT_REPEATED,
    FAULT_BOTH_CASES,
    FAULT_DEPENDENCY,
    FAULT_BLANK
};
const char *criteria_fault_name(enum criteria_fault f); /* "unknown", "case_needed", ... */
struct criteria_error {
    enum criteria_fault fault;
    Str id;
};
struct criteria_errors {
    size_t n, cap;
    struct criteria_error *v;
};
struct criteria_gate {
    const struct criteria_option *option;
    int item;
    int star;
    Frac got; /* mean policy: the members' mean; majority: members at or above */
    bool met;
};
/* Which rule decided the star, for the printed explanation. */
enum criteria_why { WHY_BAND, WHY_GATE, WHY_BELOW };
struct criteria_result {
    bool valid;
    size_t members;          /* sheets counted */
    int64_t *totals, *blank; /* a member counted, in order */
    Frac mean;
    int band, star;
    size_t n_failing;
    struct criteria_gate *failing; /* also above the band, in sheet order */
    int64_t spread;
    bool diverges;
    enum criteria_why why;
    int deciding; /* WHY_GATE: index into failing of the first gate that held the star down */
    struct criteria_errors *errors; /* a member given, when invalid */
    size_t n_errors;
};
/* Sheets of one dossier to star (QĐ 26/2026 Đ.3.3 and Phụ lục II; QĐ 148/2023 alike). Items not
 * named are blank and count 0. Star = the highest whose band and whose gates, with those of all
 * lower stars, are met. Everything returned lives in the arena. No sheets: invalid without errors.
 * The set must be complete. */
void criteria_score(struct arena *a, const struct criteria_set *set,
                    const struct criteria_policy *policy, size_t n,
                    const struct criteria_sheet *sheets, struct criteria_result *ret);

/* Headless scoring: one line of JSON (without its end) to one line of JSON (with it). In:
 *   {"id","set":"QD26-09","policy":{...},"sheets":[[ANSWER,...],...]}, one list a member; ANSWER is
 *   [item or case id, points] or a full option id. policy may set gate (mean|majority), title_mark
 *   (lowest|full|ignore), invalid (reject|exclude), dependency (ignore|reject), blank
 *   (zero|explicit) and divergence (10); the first named is the default.
 * Out:
 * {"id","valid":true,"totals","mean","band","star","failing_gates","spread","diverges","blank"} or
 * {"id","valid":false,"errors":[[["code","id"],..] a member]}. False: the line itself is no good
 * (not JSON, an unknown set or policy, a set that is a draft, an answer of another shape):
 * {"id","valid":false,"error":"why"}; id is null when it has none. Other members of the object are
 * let pass. */
bool criteria_score_line(struct arena *a, const struct criteria_sets *sets, Str text, struct out *o)
    MUST;
/* The line of a fault; id is raw JSON. */
void criteria_line_refuse(struct out *o, Str id, Str why);

#endif

/* inside.h: the parts of a dossier: facts, papers, self-assessment, gaps; private to the room. */
#ifndef DOSSIER_INSIDE_H
#define DOSSIER_INSIDE_H
#include "domain/dossier/carry.sql.h"
#include "domain/dossier/dossier.h"

/* ---- facts (Mẫu 01, Mẫu 02) ---- */

enum dossier_part {
    PART_UNIT,    /* chủ thể */
    PART_PRODUCT, /* sản phẩm */
    PART_HISTORY, /* quá trình, tổ chức */
    PART_RESULTS, /* kết quả */
    PART_PLAN,    /* kế hoạch */
    PART_PLEDGE,  /* cam kết */
    DOSSIER_PARTS
};
enum dossier_input {
    FACT_LINE,
    FACT_TEXT,
    FACT_NUMBER,
    FACT_MONEY,
    FACT_DAY,
    FACT_PHONE,
    FACT_EMAIL,
    FACT_SEX,
    FACT_FLAG
};
struct dossier_field {
    const char *name;
    enum dossier_part part;
    enum dossier_input input;
    bool needed;
    int kind; /* asked only in dossiers of this kind; 0: in all */
    int label, hint;
};
/* The fields in the order of the forms. */
extern const struct dossier_field dossier_fields[];
extern const size_t dossier_fields_n;
/* "don-vi", ... : the part of an address; DOSSIER_PARTS when unknown. */
enum dossier_part dossier_part_of(Str slug);
const char *dossier_part_slug(enum dossier_part p);
int dossier_part_message(enum dossier_part p);
bool dossier_field_asked(const struct dossier_field *f, const struct dossier *d);
/* What stands in a field: as saved, before the first saving taken from the producer's record. */
Str dossier_field_value(const struct dossier_content *c, const struct dossier_field *f);
/* Message key of what is wrong with the value; M_NONE: nothing. A needed field that is empty is
 * wrong too. */
int dossier_field_problem(const struct dossier_content *c, const struct dossier_field *f);
/* Saves what was typed, right or wrong. */
Err dossier_save_facts(struct tx *tx, const struct dossier *d, const struct dossier_facts *typed)
    MUST;

/* ---- status of a task ---- */

enum dossier_status { TASK_TODO, TASK_DOING, TASK_DONE, TASK_MEND };
int dossier_status_message(enum dossier_status s);
enum dossier_status dossier_part_status(const struct dossier *d, const struct dossier_content *c,
                                        enum dossier_part p);

/* ---- papers (E01..E15) ---- */

/* Title of a type; the type itself when unknown. */
Err dossier_paper_title(struct arena *a, Str type, Str *ret) MUST;
enum dossier_status dossier_paper_status(const struct dossier_content *c,
                                         const struct dossier_paper *p, Date today);
const struct dossier_skip *dossier_skip_of(const struct dossier_content *c, Str type);
/* Is it a row of Mẫu 02 or a criterion of the set? */
bool dossier_target_known(const struct criteria_set *set, Str target);
/* Attaches a paper of the producer to a criterion (item id) or a row of Mẫu 02 (type). Refuses
 * pages that the paper does not have; E_NONE: not the producer's paper, no such target. */
Err dossier_attach(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                   const struct dossier_link *link) MUST;
Err dossier_detach(struct tx *tx, const struct dossier *d, Str target, Id evidence) MUST;
/* Says why a type does not apply; an empty reason takes it back. */
Err dossier_skip_paper(struct tx *tx, const struct dossier *d, Str type, Str reason) MUST;

/* ---- self-assessment ---- */

struct dossier_self {
    struct criteria_result result;
    int64_t total, part[3];
    size_t answered, needed; /* items */
    int64_t short_of;        /* points missing to the band of the target star */
    size_t n_gates;
    const struct criteria_gate **gate; /* not met, of the target star and below: the highest of each
                                          item */
};
/* The one sheet of the producer, by the same function that decides in the council. */
void dossier_assess(struct arena *a, const struct dossier *d, const struct criteria_set *set,
                    const struct dossier_answers *answers, struct dossier_self *ret);
enum dossier_status dossier_assess_status(const struct criteria_set *set, int part,
                                          const struct dossier_answers *answers);
/* Saves answers and notes of a part; an empty choice and note clears the item. Refuses (field
 * "c.ITEM") a choice that is no option of the item. */
Err dossier_save_answers(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                         const struct dossier_answers *given) MUST;

/* ---- handing in ---- */

struct dossier_gap {
    int key;
    Str a0, a1;
    Str href; /* where it is mended */
};
struct dossier_gaps {
    size_t n, cap;
    struct dossier_gap *v;
};
/* Everything mandatory that misses, all at once. */
Err dossier_gaps_of(struct tx *tx, const struct dossier *d, const struct criteria_set *set,
                    const struct dossier_content *c, struct dossier_gaps *ret) MUST;
/* Freezes what the dossier says now, numbers it, and sends it to the commune: version, hash,
 * receipt, last day, job for the PDF. Refuses with every gap. E_STALE when it was changed since
 * `version` was shown. */
Err dossier_submit(struct tx *tx, const struct dossier *d, int64_t version,
                   const struct criteria_set *set, Id *ret_version) MUST;
Err dossier_withdraw(struct tx *tx, const struct dossier *d, int64_t version, Str reason) MUST;
Err dossier_answer_request(struct tx *tx, const struct dossier *d, int64_t no, Str answer) MUST;
Err dossier_set_target(struct tx *tx, const struct dossier *d, int64_t version, int64_t star) MUST;

/* ---- what was taken over from the last filed dossier of the product ---- */

/* Numbers are stored; never renumber. */
enum dossier_carry {
    CARRY_NOT = 0, /* not taken over, or saved since */
    CARRY_KEPT,    /* stands as it was */
    CARRY_REVIEW,  /* taken over, but the criterion changed: to be looked at */
    CARRY_BLANK,   /* the criterion is new or changed so much that it is blank */
    CARRY_YEAR     /* figures of an earlier year: to be looked at */
};
/* Facts, answers (by the item's key where the set is another one), papers that are still there and
 * reasons for papers that do not apply, out of the last version that this producer filed of the
 * product. Pledge, signer and what an upgrade has to say anew are not taken over. Nothing when no
 * version was filed. */
Err dossier_carry_forward(struct tx *tx, const struct dossier_new *n, Id dossier, Id criteria) MUST;
/* The answer in the new set that says what the old one said: same words, else same points of the
 * same maximum; *ret_choice empty when there is none. Pure. */
enum dossier_carry dossier_carry_answer(struct arena *a, const struct criteria_set *from,
                                        const struct criteria_set *to, Str choice, int item,
                                        Str *ret_choice);
/* The item of the other set that stands for this one; -1: none. */
int dossier_carry_item(const struct criteria_set *from, const struct criteria_set *to, Str item);
enum dossier_carry dossier_carry_of(const struct dossier_carry_marks *marks, Str target);
/* "part:san-pham" */
Str dossier_carry_part(struct arena *a, enum dossier_part p);

/* After a step of the dossier: its line in the timeline. What the public sees of a recognition
 * depends on whether its re-evaluation is on its way (QĐ 26/2026 Đ.12), so pages kept ready are
 * made anew. */
Err dossier_moved(struct tx *tx, const struct dossier *d, int state, Str note) MUST;

#endif

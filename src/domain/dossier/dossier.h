/* dossier.h: hồ sơ đề nghị đánh giá, phân hạng (QĐ 26/2026 Đ.6-7): what the rest of the program
 * may know of it: loading, its content as a draft and as filed, moving it on. */
#ifndef DOSSIER_H
#define DOSSIER_H
#include "domain/criteria/criteria.h"
#include "domain/dossier/dossier.sql.h"
#include "domain/dossier/evidence.h"
#include "domain/producer/producer.h"
#include "domain/product/product.h"
#include "platform/web/web.h"

/* Numbers are stored; never renumber. */
enum dossier_kind {
    DOSSIER_FIRST = 1, /* đánh giá lần đầu */
    DOSSIER_UPGRADE,   /* nâng hạng */
    DOSSIER_AGAIN      /* đánh giá lại */
};

/* What a dossier says: the same for a draft and for a frozen version. Lists are in the order of
 * their statements (field, item, target, type); a link names evidence of the list by id. */
struct dossier_content {
    struct producer producer; /* as it stands now (draft) or as filed */
    struct product product;
    struct dossier_facts facts;
    struct dossier_answers answers;
    struct dossier_links links;
    struct evidences evidence; /* every paper that a link names, once */
    struct dossier_skips skips;
};

/* A version as filed; never changes. */
struct dossier_frozen {
    Id version; /* dossier_version.id: the council's session_file.filed */
    Id dossier, criteria, submitted_by;
    int64_t no, kind, target_star, year;
    Str code, receipt, set, submitted_by_name;
    Hash hash; /* SHA-256 of the canonical JSON */
    Time submitted_at;
    struct dossier_content content;
};

/* ---- for routes of every room ---- */

/* load() of "/...:id...": path parameter 0 is a dossier. Fills the subject: owner, place, author
 * (who filed it, before that who opened it), state, FLAG_COMPLETE when no supplement request is
 * open, FLAG_FORWARDED when the province has had it. Others than the producer get the product's
 * name and the star asked for as handed in. E_NONE: no such dossier. */
Err dossier_load(struct req *q) MUST;
/* What the policy is asked about when it is asked about d. */
Err dossier_subject(struct tx *tx, const struct dossier *d, struct access_subject *ret) MUST;
/* The same for an id that came another way. */
Err dossier_load_id(struct req *q, Id id) MUST;
/* The dossier that load put into the subject. */
const struct dossier *dossier_of(const struct req *q);

/* ---- content ---- */

/* What the producer has written so far. */
Err dossier_draft(struct tx *tx, const struct dossier *d, struct dossier_content *ret) MUST;
/* A version as filed, parsed, after its hash was checked (E_DB when it does not match). */
Err dossier_frozen(struct tx *tx, Id version, struct dossier_frozen *ret) MUST;
/* The canonical text of a version: JSON, keys sorted, no blanks. Pure: equal content gives equal
 * text. */
Str dossier_canonical(struct arena *a, const struct dossier_frozen *f);
/* Value of a fact; empty when there is none. */
Str dossier_fact(const struct dossier_facts *facts, Str field);
/* Message key of a field's label ("Tên chủ thể"); M_NONE when there is no such field. */
int dossier_fact_message(Str field);
/* The answer of an item; NULL when it is blank. */
const struct dossier_answer *dossier_answer_of(const struct dossier_answers *answers, Str item);
/* A paper by id; NULL when no link names it. */
const struct evidence *dossier_paper_of(const struct dossier_content *c, Id evidence);

/* ---- papers of Mẫu 02 (E01..E15) ---- */

struct dossier_paper {
    Str type, title, why, source;
    bool must; /* the dossier is not taken without it or a reason */
};
struct dossier_papers {
    size_t n;
    struct dossier_paper *v;
};
/* The types that apply to this kind of producer and this product set, from
 * data/criteria/papers.csv, with the titles of data/criteria/common.json. */
Err dossier_papers_for(struct arena *a, int64_t producer_kind, int64_t set_no,
                       struct dossier_papers *ret) MUST;

/* ---- what a criterion's score rests on ---- */

/* Bits; stored, never renumber. */
enum dossier_basis {
    BASIS_PAPERS = 1,  /* papers behind it, their pages, or the papers themselves */
    BASIS_SELF = 2,    /* the producer's own level, or the note to it */
    BASIS_COMMUNE = 4, /* what the commune found */
    BASIS_OTHER = 8    /* by the word of the council's secretary */
};
struct dossier_basis_change {
    int item; /* of the set */
    int64_t why;
};
struct dossier_basis_changes { /* in the order of the sheet */
    size_t n;
    struct dossier_basis_change *v;
};
/* Is what is attached to the target (item, or row of Mẫu 02) shown beside the criterion? */
bool dossier_target_backs(const struct criteria_item *item, Str target);
/* Criteria whose basis differs between two filed versions, and why; with what the commune found on
 * each. Pure. */
void dossier_basis_of(struct arena *a, const struct criteria_set *set,
                      const struct dossier_frozen *x, const struct dossier_frozen *y,
                      const struct commune_facts *of_x, const struct commune_facts *of_y,
                      struct dossier_basis_changes *ret);

/* ---- for pages ---- */

struct dossier_reading; /* dossier.views.h: "use dossier_reading" prints it */
/* The whole content readable; change: with links to the pages where it is changed. */
Err dossier_read(struct req *q, const struct dossier *d, const struct criteria_set *set,
                 const struct dossier_content *c, bool change, struct dossier_reading *ret) MUST;

struct dossier_sets; /* dossier.views.h: "use dossier_sets" prints the choice "set_no" */
/* The product sets in force today that the kind of producer may use. */
Err dossier_sets_of(struct req *q, Id producer, Str chosen, struct dossier_sets *ret) MUST;

struct duplicate_hits; /* domain/duplicate/duplicate.h */
/* Other products of the producer that are like the dossier's, as far as the reader may know: the
 * producer also drafts, everybody else what was filed. E_NONE: nothing was filed yet. */
Err dossier_alike_of(struct req *q, const struct dossier *d, struct duplicate_hits *ret) MUST;

/* ---- opening ---- */

/* Registers a product (or takes the producer's own, n->product) and opens its dossier under the set
 * in force today. Refuses: no set, a set the kind of producer may not use, a name missing, a
 * producer without a commune, upgrade or re-evaluation of a product never recognised, a second open
 * dossier of the product (*ret_open says which). */
struct dossier_new {
    Id producer, product; /* product none: a new one */
    int64_t set_no, target_star, kind;
    Str name;
    struct criteria_cache *criteria; /* for what the last dossier answered; NULL: nothing is taken
                                        over */
};
Err dossier_open(struct tx *tx, const struct dossier_new *n, Id *ret, Id *ret_open) MUST;

/* ---- moving ---- */

/* Moves the dossier on and writes its line in the timeline and in the audit log. E_STALE when
 * somebody changed it since `version` was shown. due: last day of whoever has it then; none: no
 * limit. note: words for the producer, or empty. */
Err dossier_move_to(struct tx *tx, const struct dossier *d, int64_t version, int state, Date due,
                    Str note) MUST;
/* Message key: first, upgrade, re-evaluation in words. */
int dossier_kind_message(int64_t kind);

#endif

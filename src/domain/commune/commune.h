/* commune.h: cấp xã: completeness, the four assessments of Mẫu 03, requests, forwarding (QĐ 26/2026
 * Đ.7.2). */
#ifndef COMMUNE_H
#define COMMUNE_H
#include "domain/commune/commune.sql.h"
#include "domain/criteria/criteria.h"
#include "domain/review/review.h"

enum { COMMUNE_FACTS = 4, COMMUNE_TEXT_MAX = 4000 };

/* One of the four assessments of Đ.7.2, in the law's order. Where a sheet prints no such criterion
 * (set 26 has two of the four) the commune writes its finding in words. */
struct commune_subject {
    Str id;                           /* what is stored: the item's id, or M03.1 .. M03.4 */
    int title;                        /* message key: as the law names it */
    const struct criteria_item *item; /* NULL: in words only */
    Str chosen;                       /* the producer's option; none: left blank */
};
struct commune_subjects {
    struct commune_subject v[COMMUNE_FACTS];
};
/* chosen stays none: the caller reads it from the frozen version. */
void commune_subjects_of(const struct criteria_set *set, struct commune_subjects *ret);

/* What the officer found about one subject. */
enum commune_verdict {
    VERDICT_OPEN = 0, /* nothing said yet */
    VERDICT_AGREES,   /* as the producer chose; in words only: confirmed */
    VERDICT_OTHER,    /* another level of the sheet */
    VERDICT_NONE      /* no level holds; in words only: not confirmed */
};
struct commune_finding {
    enum commune_verdict verdict;
    Str choice; /* VERDICT_OTHER: the option found true */
    Str note;
    bool earlier; /* said about an earlier version: to be confirmed again */
};
struct commune_findings {
    struct commune_finding v[COMMUNE_FACTS];
    int64_t n; /* how many are said about the version filed now */
    Str who;   /* who said the last of these, and when */
    Time at;
};
/* The findings on the version filed now; where there is none, the one on the latest earlier version
 * (earlier is true), so that nothing is typed again after a supplement. */
Err commune_findings_of(struct tx *tx, const struct dossier *d, const struct commune_subjects *s,
                        struct commune_findings *ret) MUST;
/* Saves what is said; an open finding is left as it was. Refuses, each on its field
 * (finding.<n>, note.<n>, n from 1): an option the sheet does not have for this item, a note
 * without a verdict, a missing note where the commune disagrees or speaks in words only. Another
 * version of the dossier than shown: E_STALE. */
Err commune_confirm(struct tx *tx, const struct dossier *d, int64_t version,
                    const struct commune_subjects *s, const struct commune_findings *f) MUST;

/* A finding beside the self-assessment, in words: for Mẫu 03 and for those who read it. */
struct commune_said {
    int64_t no;
    Str title, criterion; /* as the law names it; as the sheet does, or none */
    Str chosen, found;    /* the producer's level and the commune's, or none */
    Str note;
    bool said, differs, in_words, agrees;
};
struct commune_saids {
    size_t n;
    struct commune_said *v;
    int64_t differing;
};
/* Only findings about the version filed now count as said. */
void commune_said_of(const struct view *w, const struct criteria_set *set,
                     const struct commune_subjects *s, const struct commune_findings *f,
                     struct commune_saids *ret);
/* The set, the frozen version and the subjects with the producer's choices, of the dossier in the
 * request's subject. */
struct commune_case {
    const struct dossier *d;
    const struct criteria_set *set;
    struct dossier_frozen frozen;
    struct commune_subjects subjects;
    struct commune_findings findings;
};
Err commune_case_of(struct req *q, struct commune_case *ret) MUST;

/* A numbered request to the producer, about a paper, a criterion, a part, or the whole ('').
 * Refuses (fields target, text) what `allowed` does not name, and an empty or too long text. */
struct commune_ask {
    Str target, text;
    Str target_field, text_field; /* form names the refusals go to */
};
Err commune_request(struct tx *tx, const struct dossier *d, const struct review_targets *allowed,
                    const struct commune_ask *ask, int64_t *ret_no) MUST;
Err commune_request_close(struct tx *tx, const struct dossier *d, int64_t version, int64_t no) MUST;
/* Back to the producer with its open requests; the commune's clock stands. Refuses without one. */
Err commune_return(struct tx *tx, const struct dossier *d, int64_t version) MUST;
/* To the province. Refuses while a finding is missing (each named) or a request open. */
Err commune_forward(struct tx *tx, const struct dossier *d, int64_t version,
                    const struct commune_subjects *s) MUST;
/* For the desk: how many dossiers wait for the commune, how many are late. */
Err commune_waiting(struct tx *tx, Id place, int64_t *ret_n, int64_t *ret_late) MUST;

#endif

/* recognition_view.h: what the working pages of recognition print. */
#ifndef RECOGNITION_VIEW_H
#define RECOGNITION_VIEW_H
#include "domain/recognition/recognition.h"
#include "platform/view/view.h"

/* A dossier with a result. */
struct decide_card {
    Str value; /* of the box: dossier and version */
    Str id;    /* element */
    Str product, producer, place, code, authority;
    Str why; /* which rule decided the star */
    Url dossier;
    Frac mean;
    int64_t star;
    bool chosen, own; /* own: four eyes, no box */
};
struct decide_cards {
    size_t n;
    struct decide_card *v;
};
struct recognition_row {
    Url href;
    Str product, producer, place, decision_no;
    int64_t star;
    Date decision_date, last_day;
    struct view_status status;
};
struct recognition_rows {
    size_t n;
    struct recognition_row *v;
};
struct recognition_list {
    bool may_decide;
    Str pick_error, below_error;
    struct decide_cards province, ministry, below;
    struct decide_cards above; /* of a district: what it does not decide on but passes up */
    struct view_field number, date;
    struct recognition_rows recent;
    struct view_paging paging;
};

struct recognition_round_shown {
    Url href;
    int64_t round, star;
    Str decision_no, status;
    Date from_day, last_day;
    bool here;
};
struct recognition_rounds_shown {
    size_t n;
    struct recognition_round_shown *v;
};
struct recognition_finding_shown {
    Str ground, paper_no, what;
    Date found_on, due; /* due none: no term */
    bool late;          /* and still not revoked */
};
struct recognition_findings_shown {
    size_t n;
    struct recognition_finding_shown *v;
};
struct recognition_show {
    Id id;
    int64_t version, star;
    struct view_status status;
    Str meaning;
    Str product, producer, place, decision_no, authority, score, certificate_no;
    Date decision_date, from_day, last_day, revoked_on;
    Date grace; /* the last day it may be used while its re-evaluation is on its way; none: no */
    Str revoke_decision, revoke_reason;
    Url check, certificate, labels; /* labels: none when no longer valid */
    struct recognition_rounds_shown rounds;
    bool may_revoke, may_find, letter; /* letter: its dossier was scored here */
    struct recognition_findings_shown findings;
    struct view_field find_ground, find_paper, find_date, find_what;
    struct view_field revoke_number, revoke_date, ground, what;
};

#endif

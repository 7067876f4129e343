/* anchor_case.h: an anchor as the asking account stands to it; private to the room's pages. */
#ifndef COUNCIL_ANCHOR_CASE_H
#define COUNCIL_ANCHOR_CASE_H
#include "domain/council/anchor.h"
#include "domain/council/inside.h"

struct anchor_standing {
    struct access_subject subject;
    struct anchor_people people; /* never shown to who scores it */
    bool has_sheet;
    struct anchor_sheet sheet;
};
/* me: the account in the council of the anchor's session. */
Err anchor_standing_of(struct req *q, const struct anchor *a, const struct council_actor *me,
                       struct anchor_standing *ret) MUST;

/* q->subject.row of "/phieu-mau/:anchor...": begins with a council_case, so that the pages of a
 * sheet take it as theirs: its f is the concluded file, under the anchor's session. */
struct anchor_case {
    struct council_case k;
    struct anchor a;
    struct anchor_standing stand;
};
const struct anchor_case *anchor_case_of(const struct req *q);

#endif

/* lenient.h: who scores higher or lower than the others of a session, and whether that decides a
 * star: advice for the council, never a change of a result. Private to the room. */
#ifndef COUNCIL_LENIENT_H
#define COUNCIL_LENIENT_H
#include "domain/council/council.h"

struct lenient_member {
    Id account;
    Str name;
    int64_t files; /* closed ones with a sheet of the member and of somebody else */
    Frac mean;     /* of own total less the others' mean, file by file */
};
struct lenient_members {
    size_t n;
    struct lenient_member *v;
};
/* A closed file without one member's sheet. */
struct lenient_without {
    bool asked; /* the member has a sheet here, and others have */
    Frac mean;
    int star;
    bool changes; /* the star is another one */
};
struct lenient_file {
    Id id;
    int64_t position, star;
    Str product;
    Frac mean;
    struct lenient_without lenient, severe;
};
struct lenient_files {
    size_t n;
    struct lenient_file *v;
};
struct council_leniency {
    struct lenient_members members; /* the most lenient first, the most severe last */
    struct lenient_files files;     /* closed, in the order of the agenda */
};
/* Over the closed files of the session. E_LIMIT when a mean does not fit. */
Err council_leniency_of(struct tx *tx, struct criteria_cache *cache, Id session,
                        struct council_leniency *ret) MUST;
/* Exact and reduced; E_LIMIT when it does not fit. */
Err council_frac_add(Frac x, Frac y, Frac *ret) MUST;

#endif

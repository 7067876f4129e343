/* place.h: đơn vị hành chính: units with dates, successions, splits that need a person, reused
 * codes.
 */
#ifndef PLACE_H
#define PLACE_H
#include "domain/place/place.sql.h"

/* Loads the units of the program's data files into an empty table; does nothing when there are any.
 * The counts must agree with the data files; a broken file is E_BUG. Runs under SYSTEM_LOAD. */
Err place_load_builtin(struct tx *tx) MUST;
/* "Phường Mũi Né", "Đặc khu Phú Quý": as it stands alone. */
Str place_full_name(struct arena *a, Str kind, Str name);
/* A commune as people write it ("P. Mũi Né", "Thị trấn Liên Hương (huyện Tuy Phong)") to the unit
 * valid on that day. *ret stays ID_NONE when none or several fit; ret_doubt: several fit. */
Err place_match(struct tx *tx, Str text, Date on, Id *ret, bool *ret_doubt) MUST;
/* The unit that has the territory of `old` on the day, followed through mergers and new names. A
 * split leaves *ret ID_NONE and sets *ret_ask: a person must say. */
Err place_today(struct tx *tx, Id old, Date on, Id *ret, bool *ret_ask) MUST;

/* ---- a commune as registers write it, with what stands around it ---- */
enum { PLACE_NEAR = 3 };
struct place_ask {
    Str text;    /* "TT. Tân Nghĩa" */
    Str address; /* may name the district: "Thôn 2, xã Đức Thịnh, huyện Đức Linh" */
    Date on;
};
struct place_answer {
    Id id;          /* none: no unit or several fit */
    Str kind, name; /* as written, the kind in full: "xã", "Đức Thịnh" */
    bool district_known;
    struct place district; /* named in text or address and valid on that day */
    struct places several; /* n >= 2: all that fit */
    size_t n_near;         /* when none fits: similar names, nearest first; within the district when
                              it is known */
    Str near[PLACE_NEAR];
};
/* Never guesses: one exact name (or alias) within the named district, or none. */
Err place_look(struct tx *tx, const struct place_ask *ask, struct place_answer *ret) MUST;

#endif

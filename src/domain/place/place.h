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

#endif

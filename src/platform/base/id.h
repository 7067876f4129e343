/* id.h: identifiers made by the application, the same on both engines. */
#include "platform/base/base.h"

#ifndef BASE_ID_H
#define BASE_ID_H
typedef struct {
    int64_t v; /* > 0; 0 is "none" (SQL null) */
} Id;
#define ID_NONE ((Id){ 0 })

/* Time-ordered: 41 bits of milliseconds since 2020, 22 random bits. */
Id id_new(Time now);
bool id_none(Id id);
bool id_eq(Id a, Id b);
/* 13 characters of Crockford's base 32, lower case; what addresses show. */
void out_id(struct out *o, Id id);
Str id_text(struct arena *a, Id id);
/* Refuses (E_INPUT) anything that out_id would not write. */
Err id_parse(Str s, Id *ret) MUST;
/* n random bytes as unpadded lower-case base 32 (n * 8 / 5 rounded up characters): tokens, public
 * codes. */
Str id_token(struct arena *a, size_t n);

#endif

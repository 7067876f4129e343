/* str.h: text as pointer and length, UTF-8. A Str never owns; its memory belongs to an arena or is
 * literal. */
#include "platform/base/base.h"

#ifndef BASE_STR_H
#define BASE_STR_H
typedef struct {
    const char *p; /* NULL: absent (SQL null), which is not the same as empty */
    size_t n;
} Str;

#define S(lit) ((Str){ "" lit, sizeof(lit) - 1 })
#define S_INIT(lit)                                                                                \
    {                                                                                              \
        "" lit, sizeof(lit) - 1                                                                    \
    }
#define STR_NONE ((Str){ NULL, 0 })
#define STR_ARG(s) (int)(s).n, (s).p /* for "%.*s" in logs only */

Str str_c(const char *c); /* from a NUL-terminated string; NULL gives STR_NONE */
bool str_none(Str s);
bool str_empty(Str s); /* none or length 0 */
bool str_eq(Str a, Str b);
bool str_eq_nocase(Str a, Str b); /* ASCII letters only */
int str_cmp(Str a, Str b);        /* bytes; shorter first */
bool str_starts(Str s, Str prefix);
bool str_ends(Str s, Str suffix);
Str str_sub(Str s, size_t from, size_t to); /* clamped */
Str str_skip(Str s, size_t n);
Str str_trim(Str s); /* ASCII blanks, tabs, line ends at both sides */
/* Index of the first occurrence, or s.n when there is none. */
size_t str_find(Str s, Str what);
size_t str_find_c(Str s, char c);
/* Cuts the part before the first c off *rest and returns it; when there is no c, all of it. */
Str str_cut(Str *rest, char c);
Str str_dup(struct arena *a, Str s);
char *str_cstr(struct arena *a, Str s); /* NUL-terminated copy, for system calls */
Str str_lower_ascii(struct arena *a, Str s);
Str str_cat(struct arena *a, Str x, Str y);
/* printf into the arena; system border and logs. */
Str str_fmt(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif

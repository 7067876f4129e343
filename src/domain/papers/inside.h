/* inside.h: words and numbers the papers share; private to the room. */
#ifndef PAPERS_INSIDE_H
#define PAPERS_INSIDE_H
#include "domain/papers/papers.h"
#include "messages.h"

/* Papers are Vietnamese. */
Str papers_t(int key);
Str papers_f(struct arena *a, int key, Str a0, Str a1, Str a2);
Str papers_int(struct arena *a, int64_t v);
Str papers_mean(struct arena *a, Frac f); /* "77,67", as the screen */
Str papers_day(struct arena *a, Date d);  /* 05/02/2026 */
Str papers_long_day(struct arena *a, Date d);
/* "09:30 05/02/2026" */
Str papers_time(struct arena *a, Time t);
Str papers_or(Str s, Str other); /* other when s is empty */
Str papers_address(struct arena *a, const struct producer *p);
/* "4 sao", or "Chưa đạt 3 sao". */
Str papers_star(struct arena *a, int64_t star);
int64_t papers_year(const struct papers_session *s);
/* A head of the council: its name in capitals. */
struct paper_head papers_council_head(struct arena *a, const struct papers_names *n,
                                      const struct council *c);
/* A head of the standing agency under the People's Committee. */
struct paper_head papers_agency_head(struct arena *a, const struct papers_names *n, int kind);
struct paper_opts papers_opts(Str title, const struct papers_names *n, Time made, bool preview);
/* When the last file was closed; before that the day of the session. */
Time papers_made(const struct papers_session *s);
/* Who sits as chair, secretary; none without. */
Str papers_seat_name(const struct papers_session *s, int position);
/* Total of a sheet. */
int64_t papers_total(const struct criteria_set *set, const struct score_answers *answers);

#endif

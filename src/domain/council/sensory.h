/* sensory.h: tasting of coded samples, optional for a session: random codes, an order of serving
 * for each seat, and marks written against the code. The secretary alone holds the key until every
 * file of the session is closed; then the marks are information beside the result, never part of
 * it. */
#ifndef COUNCIL_SENSORY_H
#define COUNCIL_SENSORY_H
#include "domain/council/council.h"
#include "domain/council/sensory.sql.h"

enum {
    SENSORY_CODE_LEAST = 100,
    SENSORY_CODES = 900,
    SENSORY_SAMPLES_LEAST = 2,
    SENSORY_SAMPLES_MAX = 60, /* more than anybody tastes in a day */
    SENSORY_MARKS = 5,        /* look, smell, taste, feel, whole */
    SENSORY_SCALE = 9
};

/* ---- the design: pure ---- */

/* Rows of a Williams design of n samples: in all of them together every sample stands once in every
 * place (n even; twice when n is odd) and follows every other equally often. */
size_t sensory_rows(size_t n);
/* The samples 0..n-1 in the order of this row. */
void sensory_row(size_t n, size_t row, size_t *ret);

struct sensory_dice { /* a number below n, each equally likely */
    uint32_t (*roll)(void *arg, uint32_t n);
    void *arg;
};
/* The platform's random source. */
struct sensory_dice sensory_random(void);
struct sensory_plan {
    size_t n, seats;
    int64_t *code;       /* of each sample, all different */
    const size_t *order; /* seats * n: the sample at each place */
};
/* Codes, samples and rows are drawn; seats take the rows in turn. */
struct sensory_plan sensory_plan_of(struct arena *a, size_t n, size_t seats,
                                    struct sensory_dice dice);

/* ---- in a session ---- */

/* Draws codes and orders for the open files and the seats that vote: every seat tastes every
 * sample, also of files it must not judge, so that no missing code tells what it is. Refuses fewer
 * than two files or too many, and a session where somebody has tasted already. */
Err sensory_draw(struct tx *tx, const struct council_session *s, struct sensory_dice dice) MUST;
/* May everybody of the session see the key? */
Err sensory_is_open(struct tx *tx, Id session, bool *ret) MUST;

struct sensory_mark {
    int64_t code;
    int64_t mark[SENSORY_MARKS]; /* 0: none */
    Str words;
};
/* Keeps what a seat wrote. version: sum of the versions shown. Refuses (field "m.CODE.N") marks
 * outside 0..9, (field "w.CODE") too many words, (no field) a code that the seat was not served and
 * a tasting whose key is open. E_STALE when it was saved elsewhere. */
Err sensory_taste(struct tx *tx, Id session, Id seat, int64_t version, size_t n,
                  const struct sensory_mark *v) MUST;

#endif

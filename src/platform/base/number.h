/* number.h: range-checked numbers, money in đồng, exact fractions. No floating point. */
#include "platform/base/base.h"

#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H
typedef struct {
    int64_t v; /* đồng */
} Money;

/* A reduced fraction, den > 0. */
typedef struct {
    int64_t num, den;
} Frac;

/* Strict decimal: optional '-', digits, within [min, max]; anything else E_INPUT. */
Err number_parse(Str s, int64_t min, int64_t max, int64_t *ret) MUST;
/* As people type it: blanks and thousands dots allowed ("12.000.000"). */
Err number_parse_lenient(Str s, int64_t min, int64_t max, int64_t *ret) MUST;
/* Sum with overflow refused (E_LIMIT). */
Err number_add(int64_t a, int64_t b, int64_t *ret) MUST;
/* Reduced; den must not be 0. */
Frac frac_make(int64_t num, int64_t den);
int frac_cmp(Frac a, Frac b); /* exact, no overflow for |num|, den < 2^62 */
/* Floor of the fraction times 10^digits; for display rounding half up use frac_round. */
int64_t frac_round(Frac f, int digits);
/* "77,67": Vietnamese decimal comma, rounded half up to `digits` (0..6), trailing zeros kept. */
void out_frac_vi(struct out *o, Frac f, int digits);
/* "1.234.567" */
void out_int_vi(struct out *o, int64_t v);

#endif

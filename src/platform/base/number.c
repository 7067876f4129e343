/* number.c: range-checked numbers and exact fractions. */
#include "platform/base/base.h"

Err number_parse(Str s, int64_t min, int64_t max, int64_t *ret)
{
    bool negative = s.n > 0 && s.p[0] == '-';
    size_t i = negative ? 1 : 0;
    if (i == s.n) {
        return E_INPUT;
    }
    int64_t v = 0;
    for (; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return E_INPUT;
        }
        int64_t digit = s.p[i] - '0';
        if (__builtin_mul_overflow(v, (int64_t)10, &v) ||
            __builtin_sub_overflow(v, digit, &v)) { /* kept negative: INT64_MIN fits */
            return E_INPUT;
        }
    }
    if (!negative && __builtin_sub_overflow((int64_t)0, v, &v)) {
        return E_INPUT;
    }
    if (v < min || v > max) {
        return E_INPUT;
    }
    *ret = v;
    return OK;
}

Err number_parse_lenient(Str s, int64_t min, int64_t max, int64_t *ret)
{
    char digits[40];
    size_t n = 0, group = 0;
    bool dotted = false;
    s = str_trim(s);
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == ' ' ||
            c == '.') { /* a dot must be followed by three digits: 1.234 is no decimal */
            if (dotted && group != 3) {
                return E_INPUT;
            }
            dotted = true;
            group = 0;
            continue;
        }
        if (n == sizeof digits) {
            return E_INPUT;
        }
        digits[n++] = c;
        group++;
    }
    if (dotted && group != 3) {
        return E_INPUT;
    }
    return number_parse((Str){ digits, n }, min, max, ret);
}

Err number_add(int64_t a, int64_t b, int64_t *ret)
{
    int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        return E_LIMIT;
    }
    *ret = sum;
    return OK;
}

static int64_t gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a < 0 ? -a : a;
}

Frac frac_make(int64_t num, int64_t den)
{
    BUG_UNLESS(den != 0 && den != INT64_MIN && num != INT64_MIN);
    int64_t g = gcd(num, den);
    if (den < 0) {
        g = -g;
    }
    return (Frac){ num / g, den / g };
}

int frac_cmp(Frac a, Frac b)
{
    __extension__ typedef __int128 wide;
    wide x = (wide)a.num * b.den, y = (wide)b.num * a.den;
    return (x > y) - (x < y);
}

int64_t frac_round(Frac f, int digits)
{
    __extension__ typedef __int128 wide;
    BUG_UNLESS(digits >= 0 && digits <= 6);
    wide num = f.num;
    for (int i = 0; i < digits; i++) {
        num *= 10;
    }
    wide twice = 2 * num + f.den; /* half up: floor(x + 1/2) */
    wide den = 2 * (wide)f.den;
    wide q = twice / den;
    if (twice % den < 0) {
        q--;
    }
    return (int64_t)q;
}

void out_frac_vi(struct out *o, Frac f, int digits)
{
    int64_t v = frac_round(f, digits), scale = 1;
    for (int i = 0; i < digits; i++) {
        scale *= 10;
    }
    if (v < 0) {
        out_c(o, '-');
        v = -v;
    }
    out_int_vi(o, v / scale);
    if (digits > 0) {
        out_c(o, ',');
        for (int64_t unit = scale / 10; unit > 0; unit /= 10) {
            out_c(o, (char)('0' + v % scale / unit % 10));
        }
    }
}

void out_int_vi(struct out *o, int64_t v)
{
    struct out plain;
    out_init(&plain, 32);
    out_int(&plain, v);
    Str s = out_view(&plain);
    if (str_starts(s, S("-"))) {
        out_c(o, '-');
        s = str_skip(s, 1);
    }
    for (size_t i = 0; i < s.n; i++) {
        if (i > 0 && (s.n - i) % 3 == 0) {
            out_c(o, '.');
        }
        out_c(o, s.p[i]);
    }
    out_done(&plain);
}

/* negotiate.c: which variant of an answer: Accept-Encoding and If-None-Match. */
#include "platform/http/http.h"

/* q in thousandths: 0 .. 1000; anything malformed counts as 0, "not wanted". */
static int quality(Str s)
{
    s = str_trim(s);
    if (s.n == 0 || s.n > 5 || (s.p[0] != '0' && s.p[0] != '1') || (s.n > 1 && s.p[1] != '.')) {
        return 0;
    }
    int q = (s.p[0] - '0') * 1000, unit = 100;
    for (size_t i = 2; i < s.n; i++, unit /= 10) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return 0;
        }
        q += (s.p[i] - '0') * unit;
    }
    return q > 1000 ? 0 : q;
}

static int quality_of(Str params)
{
    while (params.n > 0) {
        Str value = str_cut(&params, ';');
        Str name = str_trim(str_cut(&value, '='));
        if (str_eq_nocase(name, S("q"))) {
            return quality(value);
        }
    }
    return 1000;
}

enum http_encoding http_choose_encoding(Str accept, bool has_gzip, bool has_brotli)
{
    int gzip = -1, brotli = -1, identity = -1, any = -1;
    while (accept.n > 0) {
        Str params = str_cut(&accept, ',');
        Str name = str_trim(str_cut(&params, ';'));
        int q = quality_of(params);
        if (str_eq_nocase(name, S("gzip")) || str_eq_nocase(name, S("x-gzip"))) {
            gzip = q;
        } else if (str_eq_nocase(name, S("br"))) {
            brotli = q;
        } else if (str_eq_nocase(name, S("identity"))) {
            identity = q;
        } else if (str_eq(name, S("*"))) {
            any = q;
        }
    }
    gzip = gzip >= 0 ? gzip : any;
    brotli = brotli >= 0 ? brotli : any;
    identity =
        identity >= 0 ? identity : 1; /* always allowed, liked least, unless said otherwise */
    if (has_brotli && brotli > 0 && brotli >= identity && (!has_gzip || brotli >= gzip)) {
        return HTTP_BROTLI;
    }
    return has_gzip && gzip > 0 && gzip >= identity ? HTTP_GZIP : HTTP_IDENTITY;
}

static Str strong_part(Str etag)
{
    return str_starts(etag, S("W/")) ? str_skip(etag, 2) : etag;
}

bool http_etag_matches(Str list, Str etag)
{
    if (str_empty(etag)) {
        return false;
    }
    while (list.n > 0) {
        Str one = str_trim(str_cut(&list, ','));
        if (str_eq(one, S("*")) || str_eq(strong_part(one), strong_part(etag))) {
            return true;
        }
    }
    return false;
}

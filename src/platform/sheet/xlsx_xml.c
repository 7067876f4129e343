/* xlsx_xml.c: expat with no document types and no entities, and the small texts of cells. */
#include "platform/sheet/xlsx.h"

#include <expat.h>

struct walking {
    const struct xlsx_walk *w;
    XML_Parser parser;
    Err e;
    bool doctype;
};

static Str local_name(const char *name)
{
    Str s = str_c(name);
    size_t colon = str_find_c(s, ':');
    return colon < s.n ? str_skip(s, colon + 1) : s;
}

static void keep(struct walking *k, Err e)
{
    if (e != OK && k->e == OK) {
        k->e = e;
        (void)XML_StopParser(k->parser, XML_FALSE);
    }
}

static void XMLCALL on_start(void *arg, const XML_Char *name, const XML_Char **attrs)
{
    struct walking *k = arg;
    if (k->e == OK) {
        keep(k, k->w->start(k->w->arg, local_name(name), (const char *const *)attrs));
    }
}

static void XMLCALL on_end(void *arg, const XML_Char *name)
{
    struct walking *k = arg;
    if (k->e == OK) {
        keep(k, k->w->end(k->w->arg, local_name(name)));
    }
}

static void XMLCALL on_text(void *arg, const XML_Char *s, int n)
{
    struct walking *k = arg;
    if (k->e == OK && n > 0) {
        keep(k, k->w->text(k->w->arg, (Str){ s, (size_t)n }));
    }
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *system_id,
                               const XML_Char *public_id, int has_internal)
{
    struct walking *k = arg;
    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal;
    k->doctype = true;
    keep(k, E_INPUT);
}

Err xlsx_walk_xml(struct xlsx *x, Str xml, const struct xlsx_walk *w)
{
    struct walking k = { .w = w, .parser = XML_ParserCreate(NULL) };
    BUG_UNLESS(k.parser != NULL && xml.n <= LIMIT_SHEET_UNPACKED);
    XML_SetUserData(k.parser, &k);
    XML_SetElementHandler(k.parser, on_start, on_end);
    XML_SetStartDoctypeDeclHandler(k.parser, on_doctype);
    if (w->text != NULL) {
        XML_SetCharacterDataHandler(k.parser, on_text);
    }
    enum XML_Status status = XML_Parse(k.parser, xml.p, (int)xml.n, 1);
    XML_ParserFree(k.parser);
    if (k.e != OK && !k.doctype) {
        return k.e;
    }
    return status == XML_STATUS_OK ? OK : xlsx_refuse(x, SHEET_BROKEN_XML);
}

Str xlsx_attr(const char *const *attrs, const char *local)
{
    for (size_t i = 0; attrs[i] != NULL; i += 2) {
        if (str_eq(local_name(attrs[i]), str_c(local))) {
            return str_c(attrs[i + 1]);
        }
    }
    return STR_NONE;
}

/* ---- small texts ---- */

static int hex(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The code point of "_xHHHH_" at i, or -1. */
static int escape_at(Str s, size_t i)
{
    if (i + 7 > s.n || s.p[i] != '_' || s.p[i + 1] != 'x' || s.p[i + 6] != '_') {
        return -1;
    }
    int v = 0;
    for (size_t k = i + 2; k < i + 6; k++) {
        int h = hex(s.p[k]);
        if (h < 0) {
            return -1;
        }
        v = v * 16 + h;
    }
    return v;
}

Str xlsx_unescape(struct arena *a, Str s)
{
    if (str_find(s, S("_x")) == s.n) {
        return s;
    }
    struct out o;
    out_init(&o, s.n + 1);
    for (size_t i = 0; i < s.n;) {
        int v = escape_at(s, i);
        if (v < 0 || (v >= 0xD800 && v <= 0xDFFF)) {
            out_c(&o, s.p[i++]);
            continue;
        }
        i += 7;
        if (v < 0x20) {
            out_c(&o, v == '\n' ? '\n' : ' ');
        } else {
            utf8_put(&o, (uint32_t)v);
        }
    }
    Str r = out_dup(a, &o);
    out_done(&o);
    return r;
}

enum { PLAIN_DIGITS = 18 };

/* Takes "-12.50E+3" apart; false: not a number of that form. */
static bool take_number(Str s, Str *whole, Str *part, int64_t *exponent)
{
    Str mantissa = s;
    *exponent = 0;
    size_t e = str_find_c(s, 'E') < s.n ? str_find_c(s, 'E') : str_find_c(s, 'e');
    if (e < s.n) {
        mantissa = str_sub(s, 0, e);
        Str x = str_skip(s, e + 1);
        x = str_starts(x, S("+")) ? str_skip(x, 1) : x;
        if (number_parse(x, -PLAIN_DIGITS, PLAIN_DIGITS, exponent) != OK) {
            return false;
        }
    }
    size_t dot = str_find_c(mantissa, '.');
    *whole = str_sub(mantissa, 0, dot);
    *part = str_skip(mantissa, dot < mantissa.n ? dot + 1 : dot);
    for (size_t i = 0; i < mantissa.n; i++) {
        char c = mantissa.p[i];
        if (i != dot && (c < '0' || c > '9')) {
            return false;
        }
    }
    return whole->n > 0 && whole->n + part->n <= PLAIN_DIGITS;
}

Str xlsx_plain_number(struct arena *a, Str s)
{
    Str number = str_trim(s), whole, part;
    bool minus = str_starts(number, S("-"));
    int64_t exponent;
    if (!take_number(minus ? str_skip(number, 1) : number, &whole, &part, &exponent)) {
        return number;
    }
    struct out o;
    out_init(&o, 4 * PLAIN_DIGITS);
    Str digits = str_cat(a, whole, part);
    int64_t point = (int64_t)whole.n + exponent;
    bool is_whole = point > 0 && point <= PLAIN_DIGITS;
    bool leading = true;
    for (int64_t i = 0; is_whole && i < point; i++) {
        char c = i < (int64_t)digits.n ? digits.p[i] : '0';
        leading = leading && c == '0' && i + 1 < point;
        if (!leading) {
            out_c(&o, c);
        }
    }
    for (int64_t i = point; is_whole && i < (int64_t)digits.n; i++) {
        is_whole = digits.p[i] == '0';
    }
    Str r = out_dup(a, &o);
    out_done(&o);
    if (!is_whole) {
        return number;
    }
    return minus && !str_eq(r, S("0")) ? str_cat(a, S("-"), r) : r;
}

bool xlsx_ref(Str s, int64_t *ret_row, int64_t *ret_col)
{
    size_t i = 0;
    int64_t col = 0;
    for (; i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && i < 4; i++) {
        col = col * 26 + (s.p[i] - 'A' + 1);
    }
    int64_t row = 0;
    if (i == 0 || number_parse(str_skip(s, i), 1, INT32_MAX, &row) != OK) {
        return false;
    }
    *ret_row = row - 1;
    *ret_col = col - 1;
    return true;
}

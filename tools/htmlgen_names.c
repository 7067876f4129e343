/* htmlgen_names.c: the shapes of names in a template. */
#include "htmlgen_names.h"

bool name_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool name_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool name_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool name_is_identifier(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!name_is_lower(s.p[i]) && s.p[i] != '_' && (i == 0 || !name_is_digit(s.p[i]))) {
            return false;
        }
    }
    return s.n > 0;
}

bool name_is_path(Str s)
{
    while (true) {
        size_t dot = str_find_c(s, '.');
        if (!name_is_identifier(str_sub(s, 0, dot))) {
            return false;
        }
        if (dot == s.n) {
            return true;
        }
        s = str_skip(s, dot + 1);
    }
}

bool name_is_constant(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!name_is_upper(s.p[i]) && s.p[i] != '_' && (i == 0 || !name_is_digit(s.p[i]))) {
            return false;
        }
    }
    return s.n > 0 && name_is_upper(s.p[0]);
}

bool name_is_number(Str s)
{
    size_t from = s.n > 1 && s.p[0] == '-' ? 1 : 0;
    for (size_t i = from; i < s.n; i++) {
        if (!name_is_digit(s.p[i])) {
            return false;
        }
    }
    return s.n > from && s.n < 18;
}

bool name_is_key(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!name_is_lower(s.p[i]) && !name_is_digit(s.p[i]) && s.p[i] != '.' && s.p[i] != '-' &&
            s.p[i] != '_') {
            return false;
        }
    }
    return s.n > 0 && name_is_lower(s.p[0]);
}

/* route.c: from an address to a row of the map of the site. */
#include "platform/web/inside.h"

static size_t split(Str path, Str *segment)
{
    size_t n = 0;
    Str rest = str_skip(path, 1);
    if (rest.n == 0) {
        return 0;
    }
    while (rest.p != NULL && n < WEB_SEGMENTS) {
        size_t slash = str_find_c(rest, '/');
        segment[n++] = str_sub(rest, 0, slash);
        rest = slash < rest.n ? str_skip(rest, slash + 1) : STR_NONE;
    }
    return rest.p == NULL ? n : WEB_SEGMENTS + 1;
}

static bool fits(const char *pattern, const Str *segment, size_t n, struct web_match *m)
{
    Str rest = str_skip(str_c(pattern), 1);
    size_t i = 0, params = 0;
    while (rest.n > 0) {
        Str part = str_cut(&rest, '/');
        if (i >= n) {
            return false;
        }
        if (part.p[0] == ':') {
            if (segment[i].n == 0 || params >= WEB_PATH_PARAMS) {
                return false;
            }
            m->param[params++] = segment[i];
        } else if (!str_eq(part, segment[i])) {
            return false;
        }
        i++;
    }
    return i == n;
}

static bool method_fits(const struct route *r, enum http_method m)
{
    return r->method == m || (r->method == HTTP_GET && m == HTTP_HEAD);
}

bool web_match(const struct web_config *c, enum http_method method, Str path, struct web_match *ret)
{
    Str segment[WEB_SEGMENTS + 1];
    size_t n = split(path, segment);
    bool known = false;
    struct web_match m = { .lang = LANG_VI };
    if (n > WEB_SEGMENTS) {
        return false;
    }
    m.has_lang = n > 0 && (str_eq(segment[0], S("vi")) || str_eq(segment[0], S("en")));
    if (m.has_lang) {
        m.lang = segment[0].p[0] == 'v' ? LANG_VI : LANG_EN;
    }
    for (const struct route *const *table = c->routes; *table != NULL; table++) {
        for (const struct route *r = *table; r->run != NULL; r++) {
            bool wants_lang = str_starts(str_c(r->path), S("/:lang"));
            const char *pattern = wants_lang ? r->path + 6 : r->path;
            if (wants_lang != m.has_lang ||
                !fits(*pattern == '\0' ? "/" : pattern, segment + m.has_lang, n - m.has_lang, &m)) {
                continue;
            }
            known = true;
            if (method_fits(r, method)) {
                m.route = r;
                *ret = m;
                return true;
            }
        }
    }
    m.route = NULL;
    *ret = m;
    return known;
}

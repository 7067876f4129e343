/* framing.c: may this head be trusted to say where the body ends? RFC 9112; the answer to request
 * smuggling. */
#include "platform/http/http.h"

static bool token_char(unsigned char c)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != 0 && strchr(others, c) != NULL);
}

static bool is_token(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!token_char((unsigned char)s.p[i])) {
            return false;
        }
    }
    return s.n > 0;
}

static bool has_control(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return true;
        }
    }
    return false;
}

/* A host and an optional port: nothing that could be read as user, path or list. */
static bool is_host(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
        if (!ok) {
            return false;
        }
    }
    return s.n > 0 && s.n <= 255;
}

Err http_check_framing(const struct http_fields *headers)
{
    size_t lengths = 0, hosts = 0, encodings = 0;
    for (size_t i = 0; i < headers->n; i++) {
        const struct http_field *h = &headers->v[i];
        if (!is_token(h->name) || has_control(h->value)) {
            return E_INPUT;
        }
        if (str_eq_nocase(h->name, S("content-length"))) {
            int64_t n = 0;
            lengths++;
            if (str_starts(h->value, S("-")) || number_parse(h->value, 0, INT64_MAX, &n) != OK) {
                return E_INPUT;
            }
        } else if (str_eq_nocase(h->name, S("transfer-encoding"))) {
            encodings++;
            if (!str_eq_nocase(h->value, S("chunked"))) {
                return E_INPUT;
            }
        } else if (str_eq_nocase(h->name, S("host"))) {
            hosts++;
            if (!is_host(h->value)) {
                return E_INPUT;
            }
        }
    }
    bool ok = hosts == 1 && lengths + encodings <= 1;
    return ok ? OK : E_INPUT;
}

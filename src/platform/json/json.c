/* json.c: reading JSON through jansson, with our bounds put before it. */
#include "platform/json/json.h"

/* jansson's own depth limit is 2048 and cannot be set, so brackets are counted first. Text in
 * quotes is passed over; malformed text is left for jansson to refuse. */
static bool too_deep(Str text, unsigned max)
{
    unsigned depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (quoted) {
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            if (++depth > max) {
                return true;
            }
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return false;
}

Err json_read(Str text, size_t max, json_t **ret, int *ret_line)
{
    *ret_line = 0;
    if (text.n > max) {
        return E_LIMIT;
    }
    if (str_none(text) || too_deep(text, LIMIT_JSON_DEPTH)) {
        return E_INPUT;
    }
    json_error_t why;
    json_t *j = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &why);
    if (j == NULL) {
        *ret_line = why.line;
        return E_INPUT;
    }
    *ret = j;
    return OK;
}

void json_cleanup(json_t **j)
{
    json_decref(*j);
}

Str json_str(const json_t *obj, const char *key)
{
    const json_t *v = json_object_get(obj, key);
    return json_is_string(v) ? (Str){ json_string_value(v), json_string_length(v) } : STR_NONE;
}

int64_t json_i(const json_t *obj, const char *key, int64_t fallback)
{
    const json_t *v = json_object_get(obj, key);
    return json_is_integer(v) ? (int64_t)json_integer_value(v) : fallback;
}

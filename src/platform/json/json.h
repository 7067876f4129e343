/* json.h: reading through jansson with our bounds, writing with our own typed writer. */
#ifndef JSON_H
#define JSON_H
#include "platform/base/base.h"
#include <jansson.h>

/* Strict UTF-8, no duplicate keys, depth at most LIMIT_JSON_DEPTH, at most max bytes. E_INPUT with
 * *ret_line. Owner calls json_decref. */
Err json_read(Str text, size_t max, json_t **ret, int *ret_line) MUST;
void json_cleanup(json_t **j);                    /* for CLEANUP */
Str json_str(const json_t *obj, const char *key); /* STR_NONE when absent or no string */
int64_t json_i(const json_t *obj, const char *key, int64_t fallback);

/* Writer: commas and nesting are kept by it; bugs assert. */
struct json_out {
    struct out *o;
    unsigned depth;
    uint64_t first; /* bit a level: nothing written yet */
    bool after_key;
};
struct json_out json_begin(struct out *o);
void json_obj(struct json_out *j);
void json_arr(struct json_out *j);
void json_end_obj(struct json_out *j);
void json_end_arr(struct json_out *j);
void json_key(struct json_out *j, const char *key);
void json_put(struct json_out *j, Str s); /* null when none */
void json_put_int(struct json_out *j, int64_t v);
void json_put_bool(struct json_out *j, bool b);
void json_put_null(struct json_out *j);
void json_put_id(struct json_out *j, Id id);
void json_put_date(struct json_out *j, Date d); /* ISO, null when none */
void json_put_time(struct json_out *j, Time t);

#endif

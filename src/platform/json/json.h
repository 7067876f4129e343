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

/* Scanner: reads strictly (RFC 8259, UTF-8, no NUL in text) from front to back and builds no tree.
 * E_INPUT leaves it where it stopped; whoever got it gives up. */
enum { JSON_SCAN_NUMBER_MAX = 1000 * 1000 * 1000 };
struct json_scan {
    struct arena *a; /* for texts with escapes */
    const char *p, *end;
};
struct json_scan json_scan_begin(struct arena *a, Str text);
char json_scan_peek(struct json_scan *s); /* next character that is no blank, 0 at the end */
bool json_scan_take(struct json_scan *s, char c); /* false: another one comes */
/* Decoded; without escapes it points into the text read. */
Err json_scan_text(struct json_scan *s, Str *ret) MUST;
/* 1, 1.0 and 10e-1 are whole; *ret_whole is false and *ret 0 for a fraction or for more than
 * JSON_SCAN_NUMBER_MAX either way. */
Err json_scan_number(struct json_scan *s, int64_t *ret, bool *ret_whole) MUST;
/* Any value, as written; depth at most LIMIT_JSON_DEPTH. */
Err json_scan_value(struct json_scan *s, Str *ret_raw) MUST;
bool json_scan_done(struct json_scan *s); /* only blanks are left */

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

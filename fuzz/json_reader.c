/* json_reader.c: what json_read takes, our writer prints, and reading that gives the same value. */
#include "platform/json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The depth is bounded by LIMIT_JSON_DEPTH, which json_read has checked. False: holds a real
 * number, which the program never writes. */
static bool print(struct json_out *w, json_t *v)
{
    const char *key = NULL;
    json_t *child = NULL;
    size_t i = 0;
    bool ok = true;
    if (json_is_object(v)) {
        json_obj(w);
        json_object_foreach(v, key, child)
        {
            json_key(w, key);
            ok = print(w, child) && ok;
        }
        json_end_obj(w);
    } else if (json_is_array(v)) {
        json_arr(w);
        json_array_foreach(v, i, child)
        {
            ok = print(w, child) && ok;
        }
        json_end_arr(w);
    } else if (json_is_string(v)) {
        json_put(w, (Str){ json_string_value(v), json_string_length(v) });
    } else if (json_is_integer(v)) {
        json_put_int(w, (int64_t)json_integer_value(v));
    } else if (json_is_boolean(v)) {
        json_put_bool(w, json_is_true(v));
    } else {
        json_put_null(w);
        ok = json_is_null(v);
    }
    return ok;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    json_t *j CLEANUP(json_cleanup) = NULL;
    json_t *again CLEANUP(json_cleanup) = NULL;
    int line = 0;
    if (json_read((Str){ (const char *)data, size }, 64 * 1024, &j, &line) != OK) {
        return 0;
    }
    struct out o;
    out_init(&o, 1024 * 1024);
    struct json_out w = json_begin(&o);
    bool comparable = print(&w, j);
    BUG_UNLESS(w.depth == 0 && !o.over);
    BUG_UNLESS(json_read(out_view(&o), o.max, &again, &line) == OK);
    BUG_UNLESS(!comparable || json_equal(j, again));
    out_done(&o);
    return 0;
}

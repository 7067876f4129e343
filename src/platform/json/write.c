/* write.c: the typed JSON writer; it keeps the commas and the nesting. */
#include "platform/json/json.h"

enum { LEVELS = 63 };

struct json_out json_begin(struct out *o)
{
    return (struct json_out){ .o = o, .first = 1 };
}

/* What stands between the last thing written and the next value. */
static void before_value(struct json_out *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    uint64_t level = UINT64_C(1) << j->depth;
    if ((j->first & level) == 0) {
        BUG_UNLESS(j->depth > 0); /* two values at the top */
        out_c(j->o, ',');
    }
    j->first &= ~level;
}

static void open_level(struct json_out *j, char c)
{
    before_value(j);
    out_c(j->o, c);
    BUG_UNLESS(j->depth < LEVELS);
    j->depth++;
    j->first |= UINT64_C(1) << j->depth;
}

static void close_level(struct json_out *j, char c)
{
    BUG_UNLESS(j->depth > 0 && !j->after_key);
    j->depth--;
    out_c(j->o, c);
}

void json_obj(struct json_out *j)
{
    open_level(j, '{');
}

void json_arr(struct json_out *j)
{
    open_level(j, '[');
}

void json_end_obj(struct json_out *j)
{
    close_level(j, '}');
}

void json_end_arr(struct json_out *j)
{
    close_level(j, ']');
}

void json_key(struct json_out *j, const char *key)
{
    BUG_UNLESS(j->depth > 0 && !j->after_key);
    before_value(j);
    out_json(j->o, str_c(key));
    out_c(j->o, ':');
    j->after_key = true;
}

void json_put(struct json_out *j, Str s)
{
    if (str_none(s)) {
        json_put_null(j);
        return;
    }
    before_value(j);
    out_json(j->o, s);
}

void json_put_int(struct json_out *j, int64_t v)
{
    before_value(j);
    out_int(j->o, v);
}

void json_put_bool(struct json_out *j, bool b)
{
    before_value(j);
    out_raw(j->o, b ? S("true") : S("false"));
}

void json_put_null(struct json_out *j)
{
    before_value(j);
    out_raw(j->o, S("null"));
}

void json_put_id(struct json_out *j, Id id)
{
    if (id_none(id)) {
        json_put_null(j);
        return;
    }
    before_value(j);
    out_c(j->o, '"');
    out_id(j->o, id);
    out_c(j->o, '"');
}

void json_put_date(struct json_out *j, Date d)
{
    if (date_none(d)) {
        json_put_null(j);
        return;
    }
    before_value(j);
    out_c(j->o, '"');
    out_date_iso(j->o, d);
    out_c(j->o, '"');
}

void json_put_time(struct json_out *j, Time t)
{
    if (time_none(t)) {
        json_put_null(j);
        return;
    }
    before_value(j);
    out_c(j->o, '"');
    out_time_iso(j->o, t);
    out_c(j->o, '"');
}

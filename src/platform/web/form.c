/* form.c: what came in by forms and addresses, cleaned and checked. */
#include "platform/web/web.h"

Str web_form_raw(const struct req *q, Str name)
{
    return http_get(&q->http->form, name);
}

Str web_form(struct req *q, Str name)
{
    Str raw = web_form_raw(q, name), clean;
    if (str_none(raw) || utf8_clean_line(q->arena, raw, &clean) != OK) {
        return STR_NONE;
    }
    return clean;
}

Str web_form_text(struct req *q, Str name)
{
    Str raw = web_form_raw(q, name), clean;
    if (str_none(raw) || utf8_clean_text(q->arena, raw, &clean) != OK) {
        return STR_NONE;
    }
    return str_trim(clean);
}

Id web_form_id(struct req *q, Str name)
{
    Id id = ID_NONE;
    Str s = web_form_raw(q, name);
    return !str_none(s) && id_parse(s, &id) == OK ? id : ID_NONE;
}

bool web_form_flag(struct req *q, Str name)
{
    return str_eq(web_form_raw(q, name), S("1"));
}

struct http_fields web_form_all(struct req *q, Str prefix)
{
    struct http_fields all = { 0 };
    for (size_t i = 0; i < q->http->form.n; i++) {
        const struct http_field *f = &q->http->form.v[i];
        if (str_starts(f->name, prefix)) {
            http_add(q->arena, &all, f->name, f->value);
        }
    }
    return all;
}

Err web_form_int(struct req *q, Str name, int64_t min, int64_t max, int64_t *ret)
{
    Str s = web_form(q, name);
    if (str_empty(s)) {
        return problem_add(&q->problems, name, M_WEB_NUMBER_NEEDED, STR_NONE, STR_NONE);
    }
    if (number_parse_lenient(s, min, max, ret) != OK) {
        struct out *o CLEANUP(out_cleanup) = out_new(100);
        i18n_int(o, q->lang, min);
        Str low = out_dup(q->arena, o);
        out_reset(o);
        i18n_int(o, q->lang, max);
        return problem_add(&q->problems, name, M_WEB_NUMBER_RANGE, low, out_dup(q->arena, o));
    }
    return OK;
}

Err web_form_date(struct req *q, Str name, bool optional, Date *ret)
{
    Str s = web_form(q, name);
    if (str_empty(s)) {
        *ret = DATE_NONE;
        return optional ? OK
                        : problem_add(&q->problems, name, M_WEB_DATE_NEEDED, STR_NONE, STR_NONE);
    }
    if (date_parse_vi(s, ret) != OK && date_parse_iso(s, ret) != OK) {
        return problem_add(&q->problems, name, M_WEB_DATE_FORM, s, STR_NONE);
    }
    return OK;
}

/* Is the name one of the blank-separated words? "evidence.*" covers all that begin so. */
static bool is_allowed(Str allowed, Str name)
{
    while (allowed.n > 0) {
        Str word = str_cut(&allowed, ' ');
        if (str_ends(word, S("*")) ? str_starts(name, str_sub(word, 0, word.n - 1))
                                   : str_eq(word, name)) {
            return true;
        }
    }
    return false;
}

Err web_form_check(struct req *q, const char *allowed)
{
    const struct http_fields *f = &q->http->form;
    Err e = OK;
    for (size_t i = 0; i < f->n; i++) {
        Str name = f->v[i].name, clean;
        if (!is_allowed(S("csrf idem version next"), name) && !is_allowed(str_c(allowed), name)) {
            e = problem_add(&q->problems, STR_NONE, M_WEB_FIELD_FOREIGN, str_sub(name, 0, 60),
                            STR_NONE);
        } else if (!str_ends(name, S("[]")) && http_count(f, name) > 1) {
            e = problem_add(&q->problems, name, M_WEB_FIELD_DOUBLE, str_sub(name, 0, 60), STR_NONE);
        } else if (utf8_clean_text(q->arena, f->v[i].value, &clean) != OK) {
            e = problem_add(&q->problems, name, M_WEB_FIELD_CONTROL, STR_NONE, STR_NONE);
        } else if (utf8_length(clean) > LIMIT_TEXT) {
            e = problem_add(&q->problems, name, M_WEB_FIELD_LONG, STR_NONE, STR_NONE);
        }
    }
    return e;
}

Str web_query(struct req *q, Str name)
{
    Str raw = http_get(&q->http->query, name), clean;
    if (str_none(raw) || utf8_clean_line(q->arena, raw, &clean) != OK ||
        utf8_length(clean) > LIMIT_LINE) {
        return STR_NONE;
    }
    return clean;
}

int64_t web_query_int(struct req *q, Str name, int64_t min, int64_t max, int64_t fallback)
{
    int64_t v = fallback;
    Str s = http_get(&q->http->query, name);
    return !str_none(s) && number_parse(s, min, max, &v) == OK ? v : fallback;
}

Id web_path_id(struct req *q, int i)
{
    Id id = ID_NONE;
    Str s = q->path_param[i];
    return !str_none(s) && id_parse(s, &id) == OK ? id : ID_NONE;
}

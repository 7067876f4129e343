/* view.c: printing by type, form fields, paging. */
#include "platform/view/view.h"

void view_put_str(struct out *o, const struct view *w, Str s)
{
    (void)w;
    out_html(o, s);
}

void view_put_html(struct out *o, const struct view *w, Html h)
{
    (void)w;
    out_raw(o, h.s);
}

void view_put_id(struct out *o, const struct view *w, Id id)
{
    (void)w;
    out_id(o, id);
}

void view_put_int(struct out *o, const struct view *w, int64_t v)
{
    (void)w;
    out_int(o, v);
}

void view_put_i(struct out *o, const struct view *w, int v)
{
    view_put_int(o, w, v);
}

void view_put_money(struct out *o, const struct view *w, Money m)
{
    i18n_money(o, w->lang, m);
}

void view_put_date(struct out *o, const struct view *w, Date d)
{
    i18n_date(o, w->lang, d);
}

void view_put_time(struct out *o, const struct view *w, Time t)
{
    i18n_time(o, w->lang, t);
}

void view_put_frac(struct out *o, const struct view *w, Frac f)
{
    i18n_frac(o, w->lang, f);
}

void view_put_num(struct out *o, const struct view *w, int64_t v)
{
    i18n_int(o, w->lang, v);
}

void view_put_day(struct out *o, const struct view *w, Date d)
{
    i18n_date_weekday(o, w->lang, d);
}

void view_put_t(struct out *o, const struct view *w, int key, const Str arg[3])
{
    Str s = i18n_text(w->lang, key);
    size_t from = 0;
    for (size_t i = 0; i + 2 < s.n; i++) {
        if (s.p[i] == '{') {
            out_html(o, str_sub(s, from, i));
            out_html(o, arg[s.p[i + 1] - '0']);
            i += 2;
            from = i + 1;
        }
    }
    out_html(o, str_skip(s, from));
}

void view_put_message(struct out *o, const struct view *w, int key)
{
    out_html(o, i18n_text(w->lang, key));
}

void view_put_url(struct out *o, const struct view *w, Str s)
{
    (void)w;
    out_url(o, s);
}

void view_put_href(struct out *o, const struct view *w, Url u)
{
    (void)w;
    static const char *const schemes[] = { "https://", "http://", "mailto:", "tel:", "#" };
    bool local = str_starts(u.s, S("/")) && !str_starts(u.s, S("//")) && !str_starts(u.s, S("/\\"));
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        local = local || str_starts(u.s, str_c(schemes[i]));
    }
    out_html(o, local ? u.s : S("#"));
}

bool view_has_str(Str s)
{
    return s.n > 0;
}

bool view_has_html(Html h)
{
    return h.s.n > 0;
}

bool view_has_url(Url u)
{
    return u.s.n > 0;
}

bool view_has_id(Id id)
{
    return !id_none(id);
}

bool view_has_date(Date d)
{
    return !date_none(d);
}

bool view_has_time(Time t)
{
    return !time_none(t);
}

/* ---- arguments of messages ---- */

Str view_arg_str(const struct view *w, Str s)
{
    (void)w;
    return s;
}

/* Runs a printer into the request's arena. */
#define ARG(w, call)                                                                               \
    do {                                                                                           \
        struct out text;                                                                           \
        out_init(&text, 256);                                                                      \
        call;                                                                                      \
        Str made = out_dup((w)->arena, &text);                                                     \
        out_done(&text);                                                                           \
        return made;                                                                               \
    } while (0)

Str view_arg_int(const struct view *w, int64_t v)
{
    ARG(w, i18n_int(&text, w->lang, v));
}

Str view_arg_i(const struct view *w, int v)
{
    return view_arg_int(w, v);
}

Str view_arg_money(const struct view *w, Money m)
{
    ARG(w, i18n_money(&text, w->lang, m));
}

Str view_arg_date(const struct view *w, Date d)
{
    ARG(w, i18n_date(&text, w->lang, d));
}

Str view_arg_time(const struct view *w, Time t)
{
    ARG(w, i18n_time(&text, w->lang, t));
}

Str view_arg_frac(const struct view *w, Frac f)
{
    ARG(w, i18n_frac(&text, w->lang, f));
}

/* ---- fields ---- */

Str view_element_id(struct arena *a, Str name)
{
    char *p = str_cstr(a, name);
    for (size_t i = 0; i < name.n; i++) {
        if (p[i] == '.' || p[i] == '[' || p[i] == ']') {
            p[i] = '-';
        }
    }
    return (Str){ p, name.n };
}

struct view_field view_field(const struct view *w, Str name, int label, int hint, Str value)
{
    struct view_field f = {
        .name = name,
        .id = view_element_id(w->arena, name),
        .label = i18n_text(w->lang, label),
        .value = value,
        .type = S("text"),
        .rows = 5,
    };
    if (hint != M_NONE) {
        f.hint = i18n_text(w->lang, hint);
    }
    for (size_t i = 0; i < w->problems.n; i++) {
        if (str_eq(w->problems.v[i].field, name)) {
            f.error = w->problems.v[i].text;
            break;
        }
    }
    return f;
}

struct view_paging view_paging(struct arena *a, Str path, Str query, int64_t page, int64_t total,
                               int64_t per_page)
{
    struct out o;
    out_init(&o, LIMIT_URL * 2);
    out_raw(&o, path);
    char sep = '?';
    while (query.n > 0) {
        Str part = str_cut(&query, '&');
        if (part.n > 0 && !str_starts(part, S("page="))) {
            out_c(&o, sep);
            out_raw(&o, part);
            sep = '&';
        }
    }
    out_c(&o, sep);
    struct view_paging p = { .base = { out_dup(a, &o) }, .page = page, .total = total };
    out_done(&o);
    p.pages = total == 0 ? 1 : (total + per_page - 1) / per_page;
    p.has_prev = page > 1;
    p.has_next = page < p.pages;
    p.prev = page - 1;
    p.next = page + 1;
    return p;
}

/* i18n.c: messages and the formats of the reader's language. */
#include "platform/i18n/i18n.h"

Str i18n_text(enum lang lang, int key)
{
    BUG_UNLESS(key >= 0 && key < M__MAX);
    return messages[key].text[lang];
}

/* Calls the piece functions for literal text and for placeholders. */
void i18n_put(struct out *o, enum lang lang, int key, const Str arg[3])
{
    Str s = i18n_text(lang, key);
    size_t from = 0;
    for (size_t i = 0; i + 2 < s.n; i++) {
        if (s.p[i] == '{') {
            out_raw(o, str_sub(s, from, i));
            out_raw(o, arg[s.p[i + 1] - '0']);
            i += 2;
            from = i + 1;
        }
    }
    out_raw(o, str_skip(s, from));
}

Str i18n_fmt(struct arena *a, enum lang lang, int key, Str a0, Str a1, Str a2)
{
    struct out o;
    out_init(&o, LIMIT_FORM_BYTES);
    i18n_put(&o, lang, key, (const Str[3]){ a0, a1, a2 });
    Str s = out_dup(a, &o);
    out_done(&o);
    return s;
}

int i18n_key(Str name)
{
    for (int i = 1; i < M__MAX; i++) {
        if (str_eq(name, str_c(messages[i].key))) {
            return i;
        }
    }
    return M_NONE;
}

void i18n_int(struct out *o, enum lang lang, int64_t v)
{
    size_t from = o->n;
    out_int_vi(o, v);
    for (size_t i = from; lang == LANG_EN && i < o->n; i++) {
        if (o->p[i] == '.') {
            o->p[i] = ',';
        }
    }
}

void i18n_money(struct out *o, enum lang lang, Money m)
{
    i18n_int(o, lang, m.v);
    out_raw(o, S("\u00a0₫"));
}

static const char *const months_en[] = { "January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December" };
static const char *const days_en[] = { "Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday" };
static const char *const days_vi[] = { "thứ Hai", "thứ Ba",  "thứ Tư",  "thứ Năm",
                                       "thứ Sáu", "thứ Bảy", "Chủ nhật" };

void i18n_date(struct out *o, enum lang lang, Date d)
{
    if (date_none(d)) {
        return;
    }
    if (lang == LANG_VI) {
        out_date_vi(o, d);
        return;
    }
    struct ymd c = date_ymd(d);
    out_fmt(o, "%d %s %d", c.day, months_en[c.month - 1], c.year);
}

void i18n_time(struct out *o, enum lang lang, Time t)
{
    if (time_none(t)) {
        return;
    }
    struct out text;
    out_init(&text, 64);
    out_time_vi(&text, t);
    if (lang == LANG_VI) {
        out_raw(o, out_view(&text));
    } else {
        out_raw(o, str_sub(out_view(&text), 0, 5));
        out_raw(o, S(", "));
        i18n_date(o, lang, date_of(t));
    }
    out_done(&text);
}

void i18n_frac(struct out *o, enum lang lang, Frac f)
{
    size_t from = o->n;
    out_frac_vi(o, f, 2);
    while (o->n > from && o->p[o->n - 1] == '0' && o->n - from > 2) {
        o->n--;
        if (o->p[o->n - 1] == ',') {
            o->n--;
            return;
        }
    }
    for (size_t i = from; lang == LANG_EN && i < o->n; i++) {
        o->p[i] = o->p[i] == ',' ? '.' : o->p[i] == '.' ? ',' : o->p[i];
    }
}

void i18n_date_weekday(struct out *o, enum lang lang, Date d)
{
    if (date_none(d)) {
        return;
    }
    out_raw(o, str_c((lang == LANG_VI ? days_vi : days_en)[date_weekday(d)]));
    out_c(o, ' ');
    i18n_date(o, lang, d);
}

/* view.h: the page frame, form fields, tables, paging, errors: the shared templates, and the
 * printing by type. */
#ifndef VIEW_H
#define VIEW_H
#include "platform/i18n/i18n.h"

/* An address from outside (a producer's web shop); printed only by {{ href }}. */
typedef struct {
    Str s;
} Url;

/* One entry of a navigation. */
struct view_link {
    Url href;
    Str text;
    bool current;
};
struct view_links {
    size_t n;
    struct view_link *v;
};
/* A reason why the rules said no, ready to print. href "#field" when it concerns one. */
struct view_problem {
    Str field;
    Str id; /* element to go to */
    Str text;
};
struct view_problems {
    size_t n;
    struct view_problem *v;
};

enum view_frame { VIEW_PUBLIC, VIEW_STAFF, VIEW_BARE };

/* What every template knows besides its own struct. Made by platform/web for each request. */
struct view {
    struct arena *arena;
    enum lang lang;
    enum view_frame frame;
    Str base_url;  /* "https://ocop.example.vn", no slash at the end */
    Str path;      /* of this page, without language prefix */
    Str title;     /* of this page, in words */
    Str site_name; /* "OCOP Bình Thuận – Lâm Đồng" from the settings */
    bool demo;     /* banner: demonstration data */
    bool signed_in;
    Str user_name, user_role; /* words */
    Url css, js;              /* addresses of the hashed assets */
    Html csrf;                /* hidden input with the token, for every form */
    Str idem;                 /* a fresh idempotency key for forms ({{ w.csrf }} includes it) */
    struct view_links nav;
    struct view_problems problems; /* shown by the frame as the error summary */
    bool failed;                   /* there are problems: title starts with "Lỗi: " */
    Url alternate;                 /* the same page in the other language, or none */
    Str description;               /* meta description of public pages, or none */
    Html head;  /* extra <head> markup made by view_ functions (JSON-LD, Open Graph), or empty */
    Url script; /* address of one more deferred script, or none */
    int64_t refresh; /* seconds after which the page opens again where there is no JavaScript; 0:
                        never */
    Time now;
    Str flash; /* a message shown once, or none */
    Str law;   /* the act in force today, in its own words, for the foot; or none */
    Str query; /* what stands in the header's search box */
};

/* Printing by type; generated templates call PUT. */
void view_put_str(struct out *o, const struct view *w, Str s);
void view_put_html(struct out *o, const struct view *w, Html h);
void view_put_id(struct out *o, const struct view *w, Id id);
void view_put_int(struct out *o, const struct view *w,
                  int64_t v); /* plain digits: addresses, values */
void view_put_i(struct out *o, const struct view *w, int v);
void view_put_money(struct out *o, const struct view *w, Money m);
void view_put_date(struct out *o, const struct view *w, Date d);
void view_put_time(struct out *o, const struct view *w, Time t);
void view_put_frac(struct out *o, const struct view *w, Frac f);
#define PUT(o, w, x)                                                                               \
    _Generic((x), Str                                                                              \
             : view_put_str, Html                                                                  \
             : view_put_html, Id                                                                   \
             : view_put_id, int64_t                                                                \
             : view_put_int, int                                                                   \
             : view_put_i, Money                                                                   \
             : view_put_money, Date                                                                \
             : view_put_date, Time                                                                 \
             : view_put_time, Frac                                                                 \
             : view_put_frac)((o), (w), (x))
/* Message with escaped arguments. */
void view_put_t(struct out *o, const struct view *w, int key, const Str arg[3]);
void view_put_message(struct out *o, const struct view *w, int key); /* without arguments */
/* An argument of a message, formatted by type into the request's arena. */
Str view_arg_str(const struct view *w, Str s);
Str view_arg_int(const struct view *w, int64_t v);
Str view_arg_i(const struct view *w, int v);
Str view_arg_money(const struct view *w, Money m);
Str view_arg_date(const struct view *w, Date d);
Str view_arg_time(const struct view *w, Time t);
Str view_arg_frac(const struct view *w, Frac f);
#define VIEW_ARG(w, x)                                                                             \
    _Generic((x), Str                                                                              \
             : view_arg_str, int64_t                                                               \
             : view_arg_int, int                                                                   \
             : view_arg_i, Money                                                                   \
             : view_arg_money, Date                                                                \
             : view_arg_date, Time                                                                 \
             : view_arg_time, Frac                                                                 \
             : view_arg_frac)((w), (x))
/* {{ if }}: a bool, or a number that is not 0. {{ if has x }}: text that is not empty, an id, a
 * date, or markup. */
#define VIEW_BOOL(x)                                                                               \
    _Generic((x), bool : (x), int : (x) != 0, int64_t : (x) != 0, size_t : (x) != 0)
bool view_has_str(Str s);
bool view_has_html(Html h);
bool view_has_url(Url u);
bool view_has_id(Id id);
bool view_has_date(Date d);
bool view_has_time(Time t);
#define view_has(x)                                                                                \
    _Generic((x), Str                                                                              \
             : view_has_str, Html                                                                  \
             : view_has_html, Url                                                                  \
             : view_has_url, Id                                                                    \
             : view_has_id, Date                                                                   \
             : view_has_date, Time                                                                 \
             : view_has_time)(x)
void view_put_num(struct out *o, const struct view *w, int64_t v); /* grouped: 1.234 */
void view_put_day(struct out *o, const struct view *w, Date d);    /* with the weekday */
/* {{ url }}: percent-encoded for a query or a path segment. */
void view_put_url(struct out *o, const struct view *w, Str s);
/* {{ href }}: "#" when the scheme is not allowed. */
void view_put_href(struct out *o, const struct view *w, Url u);
#define VIEW_NUM(o, w, x) view_put_num((o), (w), _Generic((x), int : (int64_t)(x), int64_t : (x)))
#define VIEW_URL(o, w, x)                                                                          \
    _Generic((x), Str                                                                              \
             : view_put_url, Id                                                                    \
             : view_put_id, int64_t                                                                \
             : view_put_int, int                                                                   \
             : view_put_i)((o), (w), (x))
#define VIEW_HREF(o, w, x) view_put_href((o), (w), (x))

/* Frame: called by platform/web around a page's body: doctype, head, header, nav, error summary,
 * main, footer. */
void view_open(struct out *o, const struct view *w);
void view_close(struct out *o, const struct view *w);

/* ---- form fields: one struct a field, filled by view_field_*, printed by {{ use view_text field
 * }} etc. ---- */
struct view_option {
    Str value, text, hint;
    bool chosen;
};
struct view_options {
    size_t n;
    struct view_option *v;
};
struct view_field {
    Str name;  /* form name and id */
    Str label; /* words */
    Str hint;  /* words or none */
    Str value; /* as typed */
    Str error; /* words or none; found in w->problems by name */
    Str id;    /* element id: the name with . and [ ] as - */
    Str type;  /* text, email, tel, password, number: input type */
    Str autocomplete;
    Str width;                   /* govuk-input--width-N or none */
    bool multiple;               /* file box: several at once */
    bool optional;               /* label gets "(không bắt buộc)" */
    int64_t rows;                /* textarea */
    struct view_options options; /* radios, select, checkboxes */
};
struct view_checks { /* several of them, one below the other */
    size_t n;
    struct view_field *v;
};
/* Element id of a form name: . [ ] become -. */
Str view_element_id(struct arena *a, Str name);
/* A field with its label and hint from the catalogue (M_NONE: none), its value, and its error out
 * of w->problems. */
struct view_field view_field(const struct view *w, Str name, int label, int hint, Str value);

/* Prev/next paging over a list: "page" parameter kept beside the rest of the query. */
struct view_paging {
    Url base; /* path and query without page, ends with '?' or '&' */
    int64_t page, pages, total;
    bool has_prev, has_next;
    int64_t prev, next;
};
/* A page that only says something: errors, confirmations. */
struct view_message {
    Str heading, text, link_text;
    Url link;
};
/* A product's status in words, with its icon: valid, soon, expired, suspended, revoked, never. */
struct view_status {
    Str code; /* "valid", "soon", "expired", "suspended", "revoked", "unknown": class and icon */
    Str text;
};
struct view_paging view_paging(struct arena *a, Str path, Str query, int64_t page, int64_t total,
                               int64_t per_page);

/* The shared templates view_text, view_textarea, view_radios, view_select, view_checkboxes,
 * view_file, view_date (three boxes) and view_pager are generated: include
 * "platform/view/view.views.h". */
#endif

/* form.c: writing an idea: a draft is kept as typed, sending asks for what misses. */
#include "domain/access/access.h"
#include "domain/idea/idea.views.h"
#include "domain/idea/pages.h"
#include "messages.h"

enum { PRODUCTS_SHOWN = 190 };

static Str words(const struct req *q, int key)
{
    return i18n_text(q->lang, key);
}

static Str number(struct arena *a, int64_t n)
{
    return n == 0 ? S("") : str_fmt(a, "%lld", (long long)n);
}

/* What was typed; before that what is saved. */
static Str typed(struct req *q, const char *name, Str saved, bool text)
{
    if (str_none(web_form_raw(q, S("year"))) && str_none(web_form_raw(q, S("description")))) {
        return saved; /* not this form */
    }
    Str s = text ? web_form_text(q, str_c(name)) : web_form(q, str_c(name));
    return str_none(s) ? S("") : s;
}

static struct view_field line(struct req *q, const char *name, int label, int hint, Str saved)
{
    return view_field(q->view, str_c(name), label, hint, typed(q, name, saved, false));
}

static struct view_field area(struct req *q, const char *name, int label, int hint, Str saved)
{
    struct view_field f =
        view_field(q->view, str_c(name), label, hint, typed(q, name, saved, true));
    f.rows = 5;
    return f;
}

static void option(struct view_field *f, Str value, Str text)
{
    f->options.v[f->options.n++] =
        (struct view_option){ .value = value, .text = text, .chosen = str_eq(value, f->value) };
}

static void years(struct req *q, const struct idea *saved, struct idea_form_page *v)
{
    int64_t now = date_ymd(tx_today(q->tx)).year;
    v->year = line(q, "year", M_IDEA_YEAR, M_IDEA_YEAR_HINT,
                   number(q->arena, saved->year == 0 ? now : saved->year));
    v->year.options.v = NEW_N(q->arena, struct view_option, 2);
    for (int64_t y = now; y <= now + 1; y++) {
        option(&v->year, number(q->arena, y), number(q->arena, y));
    }
}

static void stars(struct req *q, const struct idea *saved, struct idea_form_page *v)
{
    static const int levels[] = { M_DOSSIER_STAR_3, M_DOSSIER_STAR_4, M_DOSSIER_STAR_5 };
    v->target =
        line(q, "target_star", M_IDEA_STAR, M_IDEA_STAR_HINT, number(q->arena, saved->target_star));
    v->target.options.v = NEW_N(q->arena, struct view_option, COUNT_OF(levels));
    for (int i = 0; i < (int)COUNT_OF(levels); i++) {
        option(&v->target, number(q->arena, i + 3), words(q, levels[i]));
    }
}

static Err products(struct req *q, const struct idea *saved, struct idea_form_page *v)
{
    struct products all;
    Str chosen = id_none(saved->product) ? S("") : id_text(q->arena, saved->product);
    TRY(products_of_producer(q->tx, q->subject.owner, &all));
    v->has_products = all.n > 0;
    v->product = line(q, "product", M_IDEA_PRODUCT, M_IDEA_PRODUCT_HINT, chosen);
    v->product.options.v = NEW_N(q->arena, struct view_option, PRODUCTS_SHOWN + 1);
    option(&v->product, S(""), words(q, M_DOSSIER_PRODUCT_NEW));
    for (size_t i = 0; i < all.n && i < PRODUCTS_SHOWN; i++) {
        option(&v->product, id_text(q->arena, all.v[i].id), all.v[i].name);
    }
    return OK;
}

/* saved: all empty for a new one. */
static Err show_form(struct req *q, const struct idea *saved, struct idea_form_page *v)
{
    years(q, saved, v);
    stars(q, saved, v);
    TRY(products(q, saved, v));
    v->name = line(q, "name", M_IDEA_NAME, M_IDEA_NAME_HINT, saved->name);
    v->description =
        area(q, "description", M_IDEA_DESCRIPTION, M_IDEA_DESCRIPTION_HINT, saved->description);
    v->materials = area(q, "materials", M_IDEA_MATERIALS, M_IDEA_MATERIALS_HINT, saved->materials);
    v->novelty = area(q, "novelty", M_IDEA_NOVELTY, M_IDEA_NOVELTY_HINT, saved->novelty);
    Str reason = web_form(q, S("reason"));
    v->reason = view_field(q->view, S("reason"), M_IDEA_REASON_WITHDRAW, M_NONE,
                           str_none(reason) ? S("") : reason);
    TRY(dossier_sets_of(q, q->subject.owner,
                        typed(q, "set_no", number(q->arena, saved->set_no), false), &v->sets));
    idea_form_page_html(q->out, q->view, v);
    return OK;
}

Err idea_show_new(struct req *q)
{
    struct idea empty = {
        .name = S(""), .description = S(""), .materials = S(""), .novelty = S("")
    };
    struct idea_form_page v = { .id = S("") };
    return show_form(q, &empty, &v);
}

Err idea_show_draft(struct req *q)
{
    const struct idea *i = idea_of(q);
    Str sent = web_form_raw(q, S("version"));
    struct idea_form_page v = { .id = id_text(q->arena, i->id),
                                .version = i->version,
                                .may_withdraw = web_may(q, IDEA_WITHDRAW) };
    v.stale = !str_none(sent) && !str_eq(sent, number(q->arena, i->version));
    return show_form(q, i, &v);
}

/* ---- saving ---- */

static Err number_of(struct req *q, const char *name, int64_t most, int64_t *ret)
{
    Str s = web_form(q, str_c(name));
    *ret = 0;
    return str_empty(s) ? OK : number_parse(s, 0, most, ret);
}

static Str text_of(struct req *q, const char *name)
{
    Str s = web_form_text(q, str_c(name));
    return str_none(s) ? S("") : s;
}

/* The name of an own product stands for a name that was left empty. */
static Err name_of(struct req *q, struct idea_form *f)
{
    struct product p;
    Str typed_name = web_form(q, S("name"));
    f->name = str_none(typed_name) ? S("") : typed_name;
    if (str_empty(f->name) && !id_none(f->product)) {
        TRY(product_get(q->tx, f->product, &p));
        f->name = id_eq(p.producer, q->subject.owner) ? p.name : S("");
    }
    return OK;
}

static Err form_of(struct req *q, struct idea_form *ret)
{
    TRY(web_form_check(q, "year product name set_no target_star description materials novelty"));
    *ret = (struct idea_form){ .product = web_form_id(q, S("product")),
                               .description = text_of(q, "description"),
                               .materials = text_of(q, "materials"),
                               .novelty = text_of(q, "novelty") };
    if (id_none(ret->product) && !str_empty(web_form(q, S("product")))) {
        return E_INPUT;
    }
    TRY(number_of(q, "year", 9999, &ret->year));
    TRY(number_of(q, "set_no", 99, &ret->set_no));
    TRY(number_of(q, "target_star", 9, &ret->target_star));
    return name_of(q, ret);
}

Err idea_version_of(struct req *q, int64_t *ret)
{
    return number_parse(web_form_raw(q, S("version")), 1, INT64_MAX, ret) == OK ? OK : E_INPUT;
}

Err idea_do_new(struct req *q)
{
    struct idea_form f;
    Id id;
    TRY(form_of(q, &f));
    TRY(idea_create(q->tx, q->subject.owner, &f, &id));
    web_flash(q, M_IDEA_SAVED, STR_NONE);
    return web_see_other(q, S("/y-tuong/"), id, S(""));
}

Err idea_do_save(struct req *q)
{
    struct idea_form f;
    int64_t version;
    TRY(form_of(q, &f));
    TRY(idea_version_of(q, &version));
    TRY(idea_save(q->tx, idea_of(q), version, &f));
    web_flash(q, M_IDEA_SAVED, STR_NONE);
    return web_see_other(q, S("/y-tuong/"), idea_of(q)->id, S(""));
}

Err idea_do_send(struct req *q)
{
    struct idea_form f;
    struct idea now;
    int64_t version;
    TRY(form_of(q, &f));
    TRY(idea_version_of(q, &version));
    TRY(idea_save(q->tx, idea_of(q), version, &f));
    TRY(idea_get(q->tx, idea_of(q)->id, &now));
    TRY(idea_send(q->tx, &now, now.version));
    web_flash(q, M_IDEA_SENT, STR_NONE);
    return web_see_other(q, S("/y-tuong/"), now.id, S(""));
}

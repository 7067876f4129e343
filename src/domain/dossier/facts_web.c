/* facts_web.c: one page a part of the forms; every page saves, right or wrong. */
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/pages.h"

static Err part_of(const struct req *q, enum dossier_part *ret)
{
    *ret = dossier_part_of(q->path_param[1]);
    return *ret < DOSSIER_PARTS ? OK : E_NONE;
}

static bool on_page(const struct dossier_field *f, const struct dossier *d, enum dossier_part p)
{
    return f->part == p && dossier_field_asked(f, d);
}

/* What the page showed, for the stale check. */
static Str seen_of(struct req *q, const struct dossier_content *c, enum dossier_part p)
{
    Str *values = NEW_N(q->arena, Str, dossier_fields_n);
    size_t n = 0;
    for (size_t i = 0; i < dossier_fields_n; i++) {
        if (on_page(&dossier_fields[i], dossier_of(q), p)) {
            values[n++] = dossier_field_value(c, &dossier_fields[i]);
        }
    }
    return dossier_seen(q->arena, n, values);
}

/* ---- showing ---- */

static void sexes(struct req *q, struct view_field *f)
{
    f->options.v = NEW_N(q->arena, struct view_option, 2);
    f->options.v[f->options.n++] =
        (struct view_option){ .value = S("nam"), .text = dossier_words(q, M_DOSSIER_SEX_MALE) };
    f->options.v[f->options.n++] =
        (struct view_option){ .value = S("nu"), .text = dossier_words(q, M_DOSSIER_SEX_FEMALE) };
    for (size_t i = 0; i < f->options.n; i++) {
        f->options.v[i].chosen = str_eq(f->options.v[i].value, f->value);
    }
}

static struct dossier_fact_row row_of(struct req *q, const struct dossier_field *f, Str value)
{
    struct dossier_fact_row r = {
        .field = view_field(q->view, str_c(f->name), f->label, f->hint, value),
        .is_text = f->input == FACT_TEXT,
        .is_radios = f->input == FACT_SEX,
        .is_flag = f->input == FACT_FLAG,
    };
    r.field.optional = !f->needed && f->input != FACT_FLAG;
    r.field.rows = 6;
    if (f->input == FACT_SEX) {
        sexes(q, &r.field);
    } else if (f->input == FACT_PHONE) {
        r.field.type = S("tel");
        r.field.width = S("20");
    } else if (f->input == FACT_EMAIL) {
        r.field.type = S("email");
    } else if (f->input == FACT_NUMBER || f->input == FACT_MONEY || f->input == FACT_DAY) {
        r.field.width = S("20");
    }
    return r;
}

/* Puts what is wrong on this page into the summary and beside the fields. */
static void show_problems(struct req *q, const struct dossier_content *c, enum dossier_part p)
{
    struct view_problems *all = &q->view->problems;
    all->v = NEW_N(q->arena, struct view_problem, dossier_fields_n + 1);
    all->n = 0;
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        int key = on_page(f, dossier_of(q), p) ? dossier_field_problem(c, f) : M_NONE;
        if (key != M_NONE) {
            all->v[all->n++] = (struct view_problem){
                .field = str_c(f->name),
                .id = view_element_id(q->arena, str_c(f->name)),
                .text = dossier_words1(q, key, dossier_words(q, f->label)),
            };
        }
    }
    q->view->failed = all->n > 0;
}

/* What a value reads like, for somebody who did not type it. */
static Str readable(const struct req *q, const struct dossier_field *f, Str value)
{
    if (f->input == FACT_SEX && !str_empty(value)) {
        return dossier_words(q,
                             str_eq(value, S("nam")) ? M_DOSSIER_SEX_MALE : M_DOSSIER_SEX_FEMALE);
    }
    if (f->input == FACT_FLAG) {
        return dossier_words(q, str_empty(value) ? M_DOSSIER_NOT_TICKED : M_DOSSIER_TICKED);
    }
    return value;
}

static Str typed_or(struct req *q, const struct dossier_field *f, Str saved)
{
    if (q->http->form.n == 0) {
        return saved;
    }
    Str typed =
        f->input == FACT_TEXT ? web_form_text(q, str_c(f->name)) : web_form(q, str_c(f->name));
    return str_none(typed) ? S("") : typed;
}

/* The i-th row of the page; stale: somebody saved it since it was shown as `sent`. */
static struct dossier_fact_row shown_row(struct req *q, const struct dossier_field *f, Str saved,
                                         Str sent, size_t i)
{
    struct dossier_merged m = { .value = typed_or(q, f, saved) };
    if (!str_none(sent)) {
        m = dossier_merge(q->arena, sent, i, m.value, saved);
    }
    struct dossier_fact_row r = row_of(q, f, m.value);
    if (m.clash) {
        r.theirs = dossier_theirs(r.field.label, readable(q, f, saved));
    }
    return r;
}

Err dossier_show_facts(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_content c = { 0 };
    enum dossier_part p;
    TRY(part_of(q, &p));
    TRY(dossier_draft(q->tx, d, &c));
    bool again = q->http->form.n > 0, mend = str_eq(web_query(q, S("xem")), S("loi"));
    if (!again && mend) {
        show_problems(q, &c, p);
    }
    struct dossier_facts_page v = { .d = *d,
                                    .slug = str_c(dossier_part_slug(p)),
                                    .title = dossier_words(q, dossier_part_message(p)),
                                    .seen = seen_of(q, &c, p),
                                    .step = (int64_t)p + 1,
                                    .steps = DOSSIER_PARTS };
    Str sent = web_form_raw(q, S("seen"));
    v.stale = again && !str_none(sent) && !str_eq(v.seen, sent);
    if (v.stale) {
        web_status(q, 409);
    }
    v.rows.v = NEW_N(q->arena, struct dossier_fact_row, dossier_fields_n);
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        if (on_page(f, d, p)) {
            v.rows.v[v.rows.n] =
                shown_row(q, f, dossier_field_value(&c, f), v.stale ? sent : STR_NONE, v.rows.n);
            v.rows.n++;
        }
    }
    q->view->title = v.title;
    dossier_facts_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- saving ---- */

static Err check_form(struct req *q, enum dossier_part p)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    out_raw(o, S("seen then"));
    for (size_t i = 0; i < dossier_fields_n; i++) {
        if (on_page(&dossier_fields[i], dossier_of(q), p)) {
            out_c(o, ' ');
            out_raw(o, str_c(dossier_fields[i].name));
        }
    }
    return web_form_check(q, str_cstr(q->arena, out_view(o)));
}

static struct dossier_facts typed_facts(struct req *q, enum dossier_part p)
{
    struct dossier_facts all = { .v = NEW_N(q->arena, struct dossier_fact, dossier_fields_n) };
    for (size_t i = 0; i < dossier_fields_n; i++) {
        const struct dossier_field *f = &dossier_fields[i];
        bool sent = !str_none(web_form_raw(q, str_c(f->name))) || f->input == FACT_FLAG;
        if (sent && on_page(f, dossier_of(q), p)) { /* what is not sent stays as it is */
            all.v[all.n++] = (struct dossier_fact){ str_c(f->name), typed_or(q, f, S("")) };
        }
    }
    return all;
}

static bool all_right(struct req *q, const struct dossier_content *c, enum dossier_part p)
{
    for (size_t i = 0; i < dossier_fields_n; i++) {
        if (on_page(&dossier_fields[i], dossier_of(q), p) &&
            dossier_field_problem(c, &dossier_fields[i]) != M_NONE) {
            return false;
        }
    }
    return true;
}

static Err go_on(struct req *q, enum dossier_part p, bool right)
{
    const struct dossier *d = dossier_of(q);
    if (str_eq(web_form_raw(q, S("then")), S("later")) || (right && p + 1 >= DOSSIER_PARTS)) {
        web_flash(q, M_DOSSIER_SAVED, STR_NONE);
        return web_see_other(q, S("/ho-so/"), d->id, S(""));
    }
    web_flash(q, right ? M_DOSSIER_SAVED : M_DOSSIER_SAVED_MEND, STR_NONE);
    if (!right) {
        return web_see_other(q, S("/ho-so/"), d->id,
                             str_fmt(q->arena, "/thong-tin/%s?xem=loi", dossier_part_slug(p)));
    }
    if (p + 1 == PART_PLEDGE) {
        return web_see_other(q, S("/ho-so/"), d->id, S(""));
    }
    enum dossier_part next = (enum dossier_part)(p + 1);
    return web_see_other(q, S("/ho-so/"), d->id,
                         str_fmt(q->arena, "/thong-tin/%s", dossier_part_slug(next)));
}

Err dossier_do_facts(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct dossier_content c = { 0 };
    enum dossier_part p;
    TRY(part_of(q, &p));
    TRY(check_form(q, p));
    TRY(dossier_draft(q->tx, d, &c));
    Str seen = web_form_raw(q, S("seen"));
    if (!str_none(seen) && !str_eq(seen, seen_of(q, &c, p))) {
        return dossier_stale(q);
    }
    struct dossier_facts typed = typed_facts(q, p);
    TRY(dossier_save_facts(q->tx, d, &typed));
    TRY(dossier_draft(q->tx, d, &c));
    return go_on(q, p, all_right(q, &c, p));
}

/* stale_page.c: a sheet saved elsewhere since it was shown: what is stored beside what was sent,
 * item by item, and the member's word on each. Nothing is written over by itself. */
#include "domain/council/sheet_page.h"
#include "domain/council/council.views.h"
#include "messages.h"

/* The form of this page posts what was sent as "t.ITEM" and "u.ITEM" and the word on it as
 * "k.ITEM"; the ordinary form as "a.ITEM" and "n.ITEM". The remark is "u.remark", "k.remark"; or
 * "remark". */

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str field(struct req *q, const char *prefix, Str item)
{
    return str_cat(q->arena, str_c(prefix), item);
}

static Str either(struct req *q, const char *first, const char *second, Str item)
{
    Str v = web_form(q, field(q, first, item));
    return str_none(v) ? web_form(q, field(q, second, item)) : v;
}

static Str remark_sent(struct req *q)
{
    Str v = web_form_text(q, S("u.remark"));
    return str_none(v) ? web_form_text(q, S("remark")) : v;
}

bool council_is_stale(struct req *q, const struct council_case *k)
{
    int64_t version = 0;
    return q->http->method == HTTP_POST &&
           number_parse(or_empty(web_form(q, S("version"))), 0, INT64_MAX, &version) == OK &&
           version != (k->has_sheet ? k->sheet.version : 0);
}

bool council_is_settled(struct req *q)
{
    return web_form_all(q, S("t.")).n > 0 || !str_none(web_form_raw(q, S("u.remark")));
}

Str council_level_words(struct req *q, const struct criteria_set *set, Str choice)
{
    struct criteria_ref ref;
    if (str_eq(choice, COUNCIL_NONE_CHOSEN)) {
        return i18n_text(q->lang, M_OFFLINE_ZERO);
    }
    if (!criteria_lookup(set, choice, &ref) || ref.option < 0) {
        return i18n_text(q->lang, M_OFFLINE_NOT_YET);
    }
    const struct criteria_option *o = &set->item[ref.item].cases[ref.kase].option[ref.option];
    return i18n_fmt(q->arena, q->lang, M_OFFLINE_LEVEL,
                    str_fmt(q->arena, "%lld", (long long)o->points), o->label, STR_NONE);
}

static struct council_stale_row row_of(struct req *q, Str item)
{
    struct council_stale_row r = { .field = field(q, "k.", item),
                                   .choice_field = field(q, "t.", item),
                                   .note_field = field(q, "u.", item) };
    Str chosen = or_empty(web_form(q, r.field));
    struct view_field asked = view_field(q->view, r.field, M_NONE, M_NONE, STR_NONE);
    r.id = view_element_id(q->arena, r.field);
    r.id_sent = str_cat(q->arena, r.id, S("-sent"));
    r.error = or_empty(asked.error);
    r.keep = str_eq(chosen, S("stored"));
    r.sent = str_eq(chosen, S("sent"));
    return r;
}

static void add_item(const struct council_making *m, const struct council_answers_now *stored,
                     int i, struct council_stale_page *v)
{
    struct req *q = m->q;
    const struct criteria_item *item = &m->set->item[i];
    Str choice = either(q, "t.", "a.", item->id), note = either(q, "u.", "n.", item->id);
    choice = str_none(choice) ? stored->choice[i] : choice;
    note = str_none(note) ? stored->note[i] : note;
    if (str_eq(choice, stored->choice[i]) && str_eq(note, stored->note[i])) {
        return;
    }
    struct council_stale_row *r = &v->rows.v[v->rows.n++];
    *r = row_of(q, item->id);
    r->is_item = true;
    r->code = item->code;
    r->title = item->title;
    r->now = council_level_words(q, m->set, stored->choice[i]);
    r->now_note = stored->note[i];
    r->then = council_level_words(q, m->set, choice);
    r->then_note = note;
    r->choice = choice;
}

Err council_show_stale(struct req *q, const struct council_making *m)
{
    const struct council_case *k = m->k;
    struct council_answers_now stored;
    TRY(council_answers_stored(q, k, m->set, &stored));
    struct council_stale_page v = { .at = council_sheet_at(q, k),
                                    .filed = k->f.filed,
                                    .product = k->f.product_name,
                                    .keep = council_keep_key(q, q->subject.id),
                                    .version = k->has_sheet ? k->sheet.version : 0,
                                    .saved_at = k->has_sheet ? k->sheet.saved_at : TIME_NONE };
    v.rows.v = NEW_N(q->arena, struct council_stale_row, (size_t)m->set->n_items + 1);
    for (int i = 0; i < m->set->n_items; i++) {
        add_item(m, &stored, i, &v);
    }
    Str remark = remark_sent(q), now = k->has_sheet ? k->sheet.remark : S("");
    if (!str_none(remark) && !str_eq(remark, now)) {
        struct council_stale_row *r = &v.rows.v[v.rows.n++];
        *r = row_of(q, S("remark"));
        r->code = r->now = r->then = r->choice = S("");
        r->title = i18n_text(q->lang, M_COUNCIL_REMARK);
        r->now_note = now;
        r->then_note = remark;
    }
    q->view->title = v.product;
    q->view->script = (Url){ web_asset(q, S("score.js")) };
    council_stale_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- the member's word ---- */

static Err word_on(struct req *q, Str item, bool *ret_sent)
{
    Str word = or_empty(web_form(q, field(q, "k.", item)));
    *ret_sent = str_eq(word, S("sent"));
    return *ret_sent || str_eq(word, S("stored"))
               ? OK
               : refuse_field(q->tx, field(q, "k.", item), M_COUNCIL_STALE_CHOOSE, STR_NONE,
                              STR_NONE);
}

Err council_settled_draft(struct req *q, struct council_draft *d)
{
    struct http_fields choices = web_form_all(q, S("t."));
    Err e = OK;
    bool sent = false;
    d->answers.n = 0;
    d->answers.v = NEW_N(q->arena, struct score_answer, choices.n + 1);
    for (size_t i = 0; i < choices.n; i++) {
        Str item = str_skip(choices.v[i].name, 2);
        if (word_on(q, item, &sent) != OK) {
            e = E_REFUSED;
        } else if (sent) {
            d->answers.v[d->answers.n++] =
                (struct score_answer){ item, or_empty(web_form(q, choices.v[i].name)),
                                       or_empty(web_form(q, field(q, "u.", item))) };
        }
    }
    if (!str_none(web_form_raw(q, S("u.remark")))) {
        if (word_on(q, S("remark"), &sent) != OK) {
            e = E_REFUSED;
        } else if (sent) {
            d->remark = or_empty(remark_sent(q));
        }
    }
    return e;
}

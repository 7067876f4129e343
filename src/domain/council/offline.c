/* offline.c: a member's own sheets of a session as one workbook: what is written into it. */
#include "domain/council/offline_form.h"
#include "messages.h"
#include "platform/sheet/write.h"

enum { CELLS_OF_ITEM = 8, CELLS_BESIDE = 40, LEVELS_BYTES = 16 * 1024 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct arena *a, int64_t v)
{
    return str_fmt(a, "%lld", (long long)v);
}

Err offline_fill(struct tx *tx, struct offline_desk *d)
{
    for (size_t i = 0; i < d->n; i++) {
        struct offline_sheet *s = &d->v[i];
        struct offline_hash h;
        TRY(offline_set_hash(tx, s->f.criteria, &h));
        s->hash = h.hash;
        TRY(score_sheet_of(tx, s->f.id, d->seat, &s->has_sheet, &s->sheet));
        if (s->has_sheet) {
            TRY(score_answers_of(tx, s->sheet.id, &s->answers));
        }
    }
    return OK;
}

/* ---- levels of an item, numbered as on the scoring page ---- */

struct offline_levels offline_levels_of(struct arena *a, const struct criteria_item *item)
{
    struct offline_levels l = { 0 };
    for (size_t k = 0; k < item->n_cases; k++) {
        l.n += item->cases[k].n;
    }
    l.v = NEW_N(a, const struct criteria_option *, l.n + 1);
    l.n = 0;
    for (size_t k = 0; k < item->n_cases; k++) {
        for (size_t j = 0; j < item->cases[k].n; j++) {
            l.v[l.n++] = &item->cases[k].option[j];
        }
    }
    for (size_t i = 0; i < l.n; i++) {
        for (size_t k = 0; k < i; k++) {
            l.doubled = l.doubled || l.v[i]->points == l.v[k]->points;
        }
    }
    return l;
}

struct offline_text offline_stored(const struct offline_sheet *s, int item)
{
    struct offline_text t = { S(""), S("") };
    for (size_t i = 0; i < s->answers.n; i++) {
        if (str_eq(s->answers.v[i].item, s->set->item[item].id)) {
            t = (struct offline_text){ s->answers.v[i].choice, s->answers.v[i].note };
        }
    }
    return t;
}

struct offline_cells offline_cells_of(struct arena *a, const struct criteria_item *item,
                                      struct offline_text t)
{
    struct offline_levels l = offline_levels_of(a, item);
    struct offline_cells c = { S(""), S(""), t.note };
    if (str_eq(t.choice, COUNCIL_NONE_CHOSEN)) {
        c.points = S("0");
        c.level = l.doubled ? S("0") : S("");
    }
    for (size_t i = 0; i < l.n; i++) {
        if (str_eq(l.v[i]->id, t.choice)) {
            c.points = number(a, l.v[i]->points);
            c.level = l.doubled ? number(a, (int64_t)i + 1) : S("");
        }
    }
    return c;
}

Str offline_base(struct arena *a, struct offline_cells c)
{
    struct hash_state h;
    hash_start(&h);
    const Str parts[] = { c.points, c.level, c.note };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        Str part = str_trim(parts[i]);
        hash_add(&h, part.p, part.n);
        hash_add(&h, "\n", 1);
    }
    return str_sub(hash_text(a, hash_end(&h)), 0, OFFLINE_BASE_DIGITS);
}

Str offline_seal(struct arena *a, size_t n, const Str *part)
{
    struct hash_state h;
    hash_start(&h);
    for (size_t i = 0; i < n; i++) {
        hash_add(&h, part[i].p, part[i].n);
        hash_add(&h, "\n", 1);
    }
    return hash_text(a, hash_end(&h));
}

/* ---- one tab ---- */

struct tab {
    struct arena *a;
    enum lang lang;
    size_t n;
    struct sheet_form_cell *v;
    size_t n_sealed;
    Str *sealed;
};

static void put(struct tab *t, int row, int col, Str text, enum sheet_look look)
{
    t->v[t->n++] = (struct sheet_form_cell){ .row = row, .col = col, .text = text, .look = look };
}

static Str words(const struct tab *t, int key, Str a0, Str a1)
{
    return i18n_fmt(t->a, t->lang, key, a0, a1, STR_NONE);
}

static Str levels_text(const struct tab *t, const struct criteria_item *item,
                       const struct offline_levels *l)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LEVELS_BYTES);
    size_t at = 0;
    for (size_t k = 0; k < item->n_cases; k++) {
        if (item->has_cases && !str_empty(item->cases[k].title)) {
            out_raw(o, item->cases[k].title);
            out_raw(o, S("\n"));
        }
        for (size_t j = 0; j < item->cases[k].n; j++, at++) {
            const struct criteria_option *p = &item->cases[k].option[j];
            if (l->doubled) {
                out_raw(o, words(t, M_OFFLINE_LEVEL_NO, number(t->a, (int64_t)at + 1), STR_NONE));
                out_raw(o, S(" "));
            }
            out_raw(o, words(t, M_OFFLINE_LEVEL, number(t->a, p->points), p->label));
            if (p->gate > 0) {
                out_raw(o, S(" "));
                out_raw(o, words(t, M_OFFLINE_GATE, number(t->a, p->gate), STR_NONE));
            }
            out_raw(o, S("\n"));
        }
    }
    out_raw(o, words(t, M_OFFLINE_LEVEL, S("0"), i18n_text(t->lang, M_COUNCIL_NONE_OF_THESE)));
    return out_dup(t->a, o);
}

static bool has_text(const Str *v, size_t n, Str s)
{
    for (size_t i = 0; i < n; i++) {
        if (str_eq(v[i], s)) {
            return true;
        }
    }
    return false;
}

/* The boxes of an item: points, the level where points do not say which, a note. */
static void put_boxes(struct tab *t, int row, const struct offline_levels *l,
                      struct offline_cells c)
{
    Str *points = NEW_N(t->a, Str, l->n + 1), *levels = NEW_N(t->a, Str, l->n + 1);
    size_t n = 0;
    points[n++] = S("0");
    levels[0] = S("0");
    for (size_t i = 0; i < l->n; i++) {
        Str p = number(t->a, l->v[i]->points);
        levels[i + 1] = number(t->a, (int64_t)i + 1);
        if (!has_text(points, n, p)) {
            points[n++] = p;
        }
    }
    put(t, row, OFFLINE_POINTS, c.points, SHEET_LOOK_FILL);
    struct sheet_form_cell *box = &t->v[t->n - 1];
    box->number = true;
    box->n_choices = n;
    box->choice = points;
    box->refusal = i18n_text(t->lang, M_OFFLINE_BOX_POINTS);
    put(t, row, OFFLINE_LEVEL, c.level, l->doubled ? SHEET_LOOK_FILL : SHEET_LOOK_PLAIN);
    if (l->doubled) {
        box = &t->v[t->n - 1];
        box->number = true;
        box->n_choices = l->n + 1;
        box->choice = levels;
        box->refusal = i18n_text(t->lang, M_OFFLINE_BOX_LEVEL);
    }
    put(t, row, OFFLINE_NOTE, c.note, SHEET_LOOK_FILL);
}

static void put_base(struct tab *t, int row, Str key, struct offline_cells c)
{
    Str base = offline_base(t->a, c);
    put(t, row, OFFLINE_KEY, key, SHEET_LOOK_PLAIN);
    put(t, row, OFFLINE_BASE, base, SHEET_LOOK_PLAIN);
    t->sealed[t->n_sealed++] = key;
    t->sealed[t->n_sealed++] = base;
}

static void put_item(struct tab *t, int row, const struct offline_sheet *s, int i)
{
    const struct criteria_item *item = &s->set->item[i];
    struct offline_levels l = offline_levels_of(t->a, item);
    struct offline_cells c = offline_cells_of(t->a, item, offline_stored(s, i));
    Str title = item->title;
    if (item->title_gate > 0) {
        title =
            str_fmt(t->a, "%.*s %.*s", STR_ARG(title),
                    STR_ARG(words(t, M_OFFLINE_GATE, number(t->a, item->title_gate), STR_NONE)));
    }
    put(t, row, OFFLINE_CODE, item->code, SHEET_LOOK_PLAIN);
    put(t, row, OFFLINE_TITLE, title, SHEET_LOOK_PLAIN);
    put(t, row, OFFLINE_LEVELS, levels_text(t, item, &l), SHEET_LOOK_PLAIN);
    put_boxes(t, row, &l, c);
    put_base(t, row, item->id, c);
}

/* What says where the tab belongs: locked, and under a seal with what was downloaded. */
static void put_marks(struct tab *t, int row, const struct offline_desk *d,
                      const struct offline_sheet *s)
{
    static const int labels[] = {
        M_OFFLINE_MARK_SESSION, M_OFFLINE_MARK_FILE, M_OFFLINE_MARK_FILED,
        M_OFFLINE_MARK_MEMBER,  M_OFFLINE_MARK_SET,  M_OFFLINE_MARK_SHEET
    };
    const Str value[] = {
        id_text(t->a, d->session), id_text(t->a, s->f.id),
        id_text(t->a, s->f.filed), id_text(t->a, d->seat),
        hash_text(t->a, s->hash),  number(t->a, s->has_sheet ? s->sheet.version : 0)
    };
    for (size_t i = 0; i < COUNT_OF(labels); i++, row++) {
        put(t, row, OFFLINE_TITLE, i18n_text(t->lang, labels[i]), SHEET_LOOK_PLAIN);
        put(t, row, OFFLINE_LEVELS, value[i], SHEET_LOOK_PLAIN);
        put(t, row, OFFLINE_KEY, str_c(offline_marks[i]), SHEET_LOOK_PLAIN);
        t->sealed[t->n_sealed++] = value[i];
    }
    put(t, row, OFFLINE_TITLE, i18n_text(t->lang, M_OFFLINE_MARK_SEAL), SHEET_LOOK_PLAIN);
    put(t, row, OFFLINE_LEVELS, offline_seal(t->a, t->n_sealed, t->sealed), SHEET_LOOK_PLAIN);
    put(t, row, OFFLINE_KEY, str_c(offline_marks[OFFLINE_SEAL]), SHEET_LOOK_PLAIN);
}

static const int widths[] = { 7, 38, 62, 9, 7, 34, 0, 0 };

static struct sheet_form make_tab(struct arena *a, enum lang lang, const struct offline_desk *d,
                                  const struct offline_sheet *s)
{
    static const int heads[] = { M_OFFLINE_HEAD_CODE,   M_OFFLINE_HEAD_TITLE, M_OFFLINE_HEAD_LEVELS,
                                 M_OFFLINE_HEAD_POINTS, M_OFFLINE_HEAD_LEVEL, M_OFFLINE_HEAD_NOTE };
    struct tab t = { .a = a, .lang = lang };
    int row = OFFLINE_HEAD;
    t.v = NEW_N(a, struct sheet_form_cell, (size_t)s->set->n_items * CELLS_OF_ITEM + CELLS_BESIDE);
    t.sealed = NEW_N(a, Str, (size_t)s->set->n_items * 2 + CELLS_BESIDE);
    put(&t, 0, 0, s->f.product_name, SHEET_LOOK_TITLE);
    put(&t, 1, 0, s->f.producer_name, SHEET_LOOK_TITLE);
    put(&t, 2, OFFLINE_TITLE, s->set->name, SHEET_LOOK_PLAIN);
    put(&t, 2, OFFLINE_LEVELS, i18n_text(lang, M_OFFLINE_HOW), SHEET_LOOK_PLAIN);
    for (int i = 0; i < (int)COUNT_OF(heads); i++) {
        put(&t, row, i, i18n_text(lang, heads[i]), SHEET_LOOK_HEAD);
    }
    for (int i = 0; i < s->set->n_items; i++) {
        put_item(&t, ++row, s, i);
    }
    struct offline_cells remark = { S(""), S(""),
                                    s->has_sheet ? or_empty(s->sheet.remark) : S("") };
    put(&t, ++row, OFFLINE_TITLE, i18n_text(lang, M_COUNCIL_REMARK), SHEET_LOOK_PLAIN);
    put(&t, row, OFFLINE_NOTE, remark.note, SHEET_LOOK_FILL);
    put_base(&t, row, S(OFFLINE_REMARK), remark);
    put_marks(&t, row + 2, d, s);
    return (struct sheet_form){ .name =
                                    words(&t, M_OFFLINE_TAB, number(a, s->f.position), STR_NONE),
                                .n = t.n,
                                .cell = t.v,
                                .head = OFFLINE_HEAD + 1,
                                .cols = COUNT_OF(widths),
                                .width = widths };
}

Err offline_workbook(struct tx *tx, const struct offline_desk *d, enum lang lang, Str *ret)
{
    struct arena *a = tx_arena(tx);
    struct sheet_form *form = NEW_N(a, struct sheet_form, d->n + 1);
    struct sheet_form_cell nothing = { .text = i18n_text(lang, M_OFFLINE_NOTHING) };
    for (size_t i = 0; i < d->n; i++) {
        form[i] = make_tab(a, lang, d, &d->v[i]);
    }
    if (d->n == 0) {
        form[0] = (struct sheet_form){ .name = S("0"), .n = 1, .cell = &nothing };
    }
    return sheet_write_forms(a, d->n == 0 ? 1 : d->n, form, tx_now(tx), ret);
}

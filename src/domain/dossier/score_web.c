/* score_web.c: the self-assessment on the real sheet, one page a part. */
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/pages.h"

static Err load_part(struct req *q, const struct criteria_set **set, int *part)
{
    *part = dossier_sheet_part(q->path_param[1]);
    if (*part < 0) {
        return E_NONE;
    }
    return dossier_criteria(q, dossier_of(q)->criteria, set);
}

static bool in_part(const struct criteria_set *set, int item, int part)
{
    return set->section[set->item[item].section].part == part;
}

static Str seen_of(struct req *q, const struct criteria_set *set, int part,
                   const struct dossier_answers *answers)
{
    Str *values = NEW_N(q->arena, Str, (size_t)set->n_items * 2 + 1);
    size_t n = 0;
    for (int i = 0; i < set->n_items; i++) {
        if (in_part(set, i, part)) {
            const struct dossier_answer *w = dossier_answer_of(answers, set->item[i].id);
            values[n++] = w != NULL ? w->choice : S("");
            values[n++] = w != NULL ? w->note : S("");
        }
    }
    return dossier_seen(q->arena, n, values);
}

/* ---- showing ---- */

static struct dossier_levels levels_of(struct req *q, const struct criteria_case *k, Str id,
                                       Str chosen)
{
    struct dossier_levels all = { .v = NEW_N(q->arena, struct dossier_level, k->n + 1) };
    for (size_t i = 0; i < k->n; i++) {
        const struct criteria_option *o = &k->option[i];
        Str gate = o->gate > 0
                       ? dossier_words1(q, M_DOSSIER_LEVEL_GATE, view_arg_i(q->view, o->gate))
                       : STR_NONE;
        all.v[all.n++] =
            (struct dossier_level){ .id = str_cat(q->arena, id, view_element_id(q->arena, o->id)),
                                    .value = o->id,
                                    .text = o->label,
                                    .gate = gate,
                                    .points = o->points,
                                    .star = o->gate,
                                    .chosen = str_eq(o->id, chosen) };
    }
    return all;
}

static Str typed_or(struct req *q, Str name, Str saved, bool note)
{
    if (q->http->form.n == 0) {
        return saved;
    }
    Str typed = note ? web_form_text(q, name) : web_form(q, name);
    return str_none(typed) ? saved : typed;
}

static Str level_text(const struct criteria_item *item, Str choice)
{
    for (size_t i = 0; i < item->n_cases; i++) {
        for (size_t k = 0; k < item->cases[i].n; k++) {
            if (str_eq(item->cases[i].option[k].id, choice)) {
                return item->cases[i].option[k].label;
            }
        }
    }
    return choice;
}

/* Where an item stands among the fields of its page, when somebody saved the page since it was
 * shown as `sent`; sent none: nobody did. */
struct place_on_page {
    Str sent;
    size_t at;
};

static struct dossier_merged merged(struct req *q, struct place_on_page on, Str typed, Str saved)
{
    return str_none(on.sent) ? (struct dossier_merged){ .value = typed }
                             : dossier_merge(q->arena, on.sent, on.at, typed, saved);
}

static void note_of(struct req *q, const struct dossier_answer *w, struct place_on_page on,
                    struct dossier_item *v)
{
    Str note = str_cat(q->arena, S("n."), v->item), saved = w != NULL ? w->note : S("");
    on.at++;
    struct dossier_merged m = merged(q, on, typed_or(q, note, saved, true), saved);
    v->note = view_field(q->view, note, M_DOSSIER_ITEM_NOTE, M_NONE, m.value);
    v->note.rows = 2;
    if (m.clash) {
        v->note_theirs = dossier_theirs(v->note.label, saved);
    }
}

static struct dossier_item item_of(struct req *q, const struct criteria_item *item,
                                   const struct dossier_content *c,
                                   const struct dossier_carry_marks *marks, struct place_on_page on)
{
    const struct dossier_answer *w = dossier_answer_of(&c->answers, item->id);
    Str name = str_cat(q->arena, S("c."), item->id), saved = w != NULL ? w->choice : S("");
    struct dossier_merged m = merged(q, on, typed_or(q, name, saved, false), saved);
    Str chosen = m.value;
    struct dossier_item v = {
        .name = name,
        .id = view_element_id(q->arena, name),
        .item = item->id,
        .code = item->code,
        .title = item->title,
        .max = item->max,
        .commune = item->commune,
        .blank = str_empty(chosen),
        .error = view_field(q->view, name, M_NONE, M_NONE, S("")).error,
        .next = str_cat(q->arena, S("minh-chung/"), item->id),
        .papers = dossier_papers_of(q, c, item->id),
        .carry = dossier_carry_words(q, dossier_carry_of(marks, item->id), false),
    };
    note_of(q, w, on, &v);
    if (m.clash) {
        v.theirs = dossier_theirs(item->title, level_text(item, saved));
    }
    v.rules.v = NEW_N(q->arena, Str, item->n_rules + 1);
    for (size_t i = 0; i < item->n_rules; i++) {
        v.rules.v[v.rules.n++] = item->rule[i].text;
    }
    v.cases.v = NEW_N(q->arena, struct dossier_case, item->n_cases + 1);
    for (size_t i = 0; i < item->n_cases; i++) {
        v.cases.v[v.cases.n++] =
            (struct dossier_case){ .title = item->has_cases ? item->cases[i].title : STR_NONE,
                                   .levels = levels_of(q, &item->cases[i], S("o-"), chosen) };
    }
    return v;
}

static int64_t points_in(const struct criteria_set *set, int section,
                         const struct dossier_answers *answers)
{
    int64_t sum = 0;
    for (size_t i = 0; i < answers->n; i++) {
        struct criteria_ref ref;
        if (criteria_lookup(set, answers->v[i].choice, &ref) && ref.option >= 0 &&
            set->item[ref.item].section == section) {
            int kase = ref.kase < 0 ? 0 : ref.kase;
            sum += set->item[ref.item].cases[kase].option[ref.option].points;
        }
    }
    return sum;
}

static Err fill_sections(struct req *q, const struct criteria_set *set, int part,
                         const struct dossier_content *c, struct dossier_score_page *v)
{
    struct dossier_carry_marks marks;
    struct place_on_page on = { v->stale ? web_form_raw(q, S("seen")) : STR_NONE, 0 };
    TRY(dossier_carry_marks(q->tx, v->d.id, &marks));
    v->sections.v = NEW_N(q->arena, struct dossier_sheet_section, (size_t)set->n_sections);
    for (int s = 0; s < set->n_sections; s++) {
        const struct criteria_section *from = &set->section[s];
        if (from->part != part) {
            continue;
        }
        struct dossier_sheet_section *to = &v->sections.v[v->sections.n++];
        *to = (struct dossier_sheet_section){ .code = from->code,
                                              .title = from->title,
                                              .max = from->max,
                                              .got = points_in(set, s, &c->answers) };
        to->items.v = NEW_N(q->arena, struct dossier_item, (size_t)from->n + 1);
        for (int i = from->first; i < from->first + from->n; i++) {
            to->items.v[to->items.n++] = item_of(q, &set->item[i], c, &marks, on);
            on.at += 2; /* the choice and its note */
        }
    }
    return OK;
}

static void fill_tabs(struct req *q, const struct criteria_set *set, int part,
                      const struct dossier_self *self, struct dossier_score_page *v)
{
    v->tabs.v = NEW_N(q->arena, struct dossier_sheet_tab, 3);
    for (int i = 0; i < 3; i++) {
        Str tail = str_cat(q->arena, S("tu-cham/"), str_c(dossier_sheet_slug(i)));
        v->tabs.v[v->tabs.n++] =
            (struct dossier_sheet_tab){ .code = set->part[i].code,
                                        .text = set->part[i].title,
                                        .href = { dossier_path(q, v->d.id, tail.p) },
                                        .got = self->part[i],
                                        .max = set->part[i].max,
                                        .current = i == part };
    }
    v->knock_outs.v = NEW_N(q->arena, Str, set->n_knock_outs + 1);
    for (size_t i = 0; i < set->n_knock_outs; i++) {
        v->knock_outs.v[v->knock_outs.n++] = set->knock_out[i].text;
    }
}

static Str bands_of(struct arena *a, const struct criteria_set *set)
{
    return str_fmt(a, "%d %d %d %d %d", set->band_min[1], set->band_min[2], set->band_min[3],
                   set->band_min[4], set->band_min[5]);
}

Err dossier_show_score(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct dossier_content c = { 0 };
    struct dossier_self self;
    int part;
    TRY(load_part(q, &set, &part));
    TRY(dossier_draft(q->tx, d, &c));
    dossier_assess(q->arena, d, set, &c.answers, &self);
    struct dossier_score_page v = {
        .d = *d,
        .slug = str_c(dossier_sheet_slug(part)),
        .title =
            dossier_words2(q, M_DOSSIER_SHEET_PART, set->part[part].code, set->part[part].title),
        .seen = seen_of(q, set, part, &c.answers),
        .got = self.part[part],
        .max = set->part[part].max,
        .total = self.total,
        .others = self.total - self.part[part],
        .bands = bands_of(q->arena, set),
    };
    Str sent = web_form_raw(q, S("seen"));
    v.stale = !str_none(sent) && !str_eq(v.seen, sent);
    if (v.stale) {
        web_status(q, 409);
    }
    fill_tabs(q, set, part, &self, &v);
    TRY(fill_sections(q, set, part, &c, &v));
    dossier_missing_of(q, d, set, &self, &v.missing);
    q->view->title = v.title;
    q->view->script = (Url){ web_asset(q, S("sheet.js")) };
    dossier_score_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- saving ---- */

/* Answers of this page's items; an item that was not sent keeps what it has. Foreign items: E_INPUT
 * with the name. */
static Err typed_answers(struct req *q, const struct criteria_set *set, int part,
                         const struct dossier_answers *saved, struct dossier_answers *ret)
{
    ret->n = 0;
    ret->v = NEW_N(q->arena, struct dossier_answer, (size_t)set->n_items);
    for (int i = 0; i < set->n_items; i++) {
        Str id = set->item[i].id;
        Str choice = web_form(q, str_cat(q->arena, S("c."), id));
        Str note = web_form_text(q, str_cat(q->arena, S("n."), id));
        if (str_none(choice) && str_none(note)) {
            continue;
        }
        if (!in_part(set, i, part)) {
            return problem_add(&q->problems, STR_NONE, M_WEB_FIELD_FOREIGN, id, STR_NONE);
        }
        const struct dossier_answer *w = dossier_answer_of(saved, id);
        ret->v[ret->n++] = (struct dossier_answer){
            .item = id,
            .choice = !str_none(choice) ? choice : (w != NULL ? w->choice : S("")),
            .note = !str_none(note) ? note : (w != NULL ? w->note : S(""))
        };
    }
    return OK;
}

/* Every field named c.* or n.* must name an item of the set. */
static Err check_names(struct req *q, const struct criteria_set *set)
{
    Err e = web_form_check(q, "seen then c.* n.*");
    for (size_t i = 0; i < q->http->form.n; i++) {
        Str name = q->http->form.v[i].name;
        struct criteria_ref ref;
        if ((str_starts(name, S("c.")) || str_starts(name, S("n."))) &&
            (!criteria_lookup(set, str_skip(name, 2), &ref) || ref.kase >= 0 || ref.option >= 0)) {
            e = problem_add(&q->problems, STR_NONE, M_WEB_FIELD_FOREIGN, str_sub(name, 0, 60),
                            STR_NONE);
        }
    }
    return e;
}

static Err go_on(struct req *q, const struct criteria_set *set, int part)
{
    const struct dossier *d = dossier_of(q);
    Str then = web_form_raw(q, S("then"));
    struct criteria_ref ref;
    if (!str_none(then) && str_starts(then, S("minh-chung/")) &&
        criteria_lookup(set, str_skip(then, 11), &ref) && ref.option < 0) {
        return web_see_other(q, S("/ho-so/"), d->id, str_cat(q->arena, S("/"), then));
    }
    web_flash(q, M_DOSSIER_SAVED, STR_NONE);
    if (str_eq(then, S("next")) && part < 2) {
        return web_see_other(q, S("/ho-so/"), d->id,
                             str_fmt(q->arena, "/tu-cham/%s", dossier_sheet_slug(part + 1)));
    }
    if (str_eq(then, S("next")) || str_eq(then, S("later"))) {
        return web_see_other(q, S("/ho-so/"), d->id, S(""));
    }
    return web_see_other(q, S("/ho-so/"), d->id,
                         str_fmt(q->arena, "/tu-cham/%s", dossier_sheet_slug(part)));
}

Err dossier_do_score(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    const struct criteria_set *set;
    struct dossier_answers saved, typed;
    int part;
    TRY(load_part(q, &set, &part));
    TRY(check_names(q, set));
    TRY(dossier_answers(q->tx, d->id, &saved));
    Str seen = web_form_raw(q, S("seen"));
    if (!str_none(seen) && !str_eq(seen, seen_of(q, set, part, &saved))) {
        return dossier_stale(q);
    }
    TRY(typed_answers(q, set, part, &saved, &typed));
    TRY(dossier_save_answers(q->tx, d, set, &typed));
    return go_on(q, set, part);
}

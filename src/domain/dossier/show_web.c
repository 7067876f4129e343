/* show_web.c: one dossier: what is to be done, what misses for the star, and where it is now. */
#include "domain/access/access.h"
#include "domain/criteria/store.h"
#include "domain/dossier/ask.h"
#include "domain/dossier/dossier.views.h"
#include "domain/dossier/law.h"
#include "domain/dossier/assist.sql.h"
#include "domain/dossier/pages.h"
#include "domain/duplicate/duplicate.h"

/* ---- tasks ---- */

static void task(struct req *q, struct dossier_tasks *t, Str title, Str hint, Str href,
                 enum dossier_status s)
{
    t->v = arena_grow(q->arena, t->v, t->n, &t->cap, sizeof *t->v);
    t->v[t->n++] = (struct dossier_task){ title, hint, { href }, dossier_tag(q, s) };
}

static void count(struct dossier_bar *bar, int64_t *done, enum dossier_status s)
{
    bar->percent++; /* the number of tasks, until all are counted */
    *done += s == TASK_DONE;
}

static void fact_tasks(struct req *q, const struct dossier *d, const struct dossier_content *c,
                       const struct dossier_carry_marks *marks, struct dossier_show *v,
                       int64_t *done)
{
    struct dossier_task_group *g = &v->groups.v[v->groups.n++];
    g->title = dossier_words(q, M_DOSSIER_GROUP_FACTS);
    for (int p = PART_UNIT; p < PART_PLEDGE; p++) {
        enum dossier_status s = dossier_part_status(d, c, (enum dossier_part)p);
        Str tail =
            str_cat(q->arena, S("thong-tin/"), str_c(dossier_part_slug((enum dossier_part)p)));
        enum dossier_carry from =
            dossier_carry_of(marks, dossier_carry_part(q->arena, (enum dossier_part)p));
        s = from == CARRY_YEAR && s == TASK_DONE ? TASK_DOING : s;
        task(q, &g->tasks, dossier_words(q, dossier_part_message((enum dossier_part)p)),
             dossier_carry_words(q, from, false), dossier_path(q, d->id, tail.p), s);
        count(&v->bar, done, s);
    }
    bool photo = !str_empty(c->product.photo), story = !str_empty(c->product.story);
    enum dossier_status s = photo && story ? TASK_DONE : (photo || story ? TASK_DOING : TASK_TODO);
    task(q, &g->tasks, dossier_words(q, M_DOSSIER_STORY), dossier_words(q, M_DOSSIER_STORY_ADVICE),
         dossier_path(q, d->id, "cau-chuyen"), s);
    count(&v->bar, done, s);
}

static Err paper_task(struct req *q, const struct dossier *d, const struct dossier_content *c,
                      struct dossier_show *v, int64_t *done)
{
    struct dossier_papers all;
    TRY(dossier_papers_for(q->arena, d->producer_kind, d->set_no, &all));
    int64_t must = 0, have = 0, some = 0;
    bool mend = false;
    for (size_t i = 0; i < all.n; i++) {
        enum dossier_status s = dossier_paper_status(c, &all.v[i], tx_today(q->tx));
        must += all.v[i].must;
        have += all.v[i].must && s == TASK_DONE;
        some += s == TASK_DONE;
        mend |= s == TASK_MEND;
    }
    enum dossier_status s =
        mend ? TASK_MEND : (have == must ? TASK_DONE : (some > 0 ? TASK_DOING : TASK_TODO));
    struct dossier_task_group *g = &v->groups.v[v->groups.n++];
    g->title = dossier_words(q, M_DOSSIER_GROUP_PAPERS);
    task(q, &g->tasks, dossier_words(q, M_DOSSIER_PAPERS),
         dossier_words2(q, M_DOSSIER_PAPERS_COUNT, view_arg_int(q->view, have),
                        view_arg_int(q->view, must)),
         dossier_path(q, d->id, "giay-to"), s);
    count(&v->bar, done, s);
    return OK;
}

static void score_tasks(struct req *q, const struct dossier *d, const struct criteria_set *set,
                        const struct dossier_content *c, const struct dossier_self *self,
                        struct dossier_show *v, int64_t *done)
{
    struct dossier_task_group *g = &v->groups.v[v->groups.n++];
    g->title = dossier_words(q, M_DOSSIER_GROUP_SELF);
    for (int part = 0; part < 3; part++) {
        enum dossier_status s = dossier_assess_status(set, part, &c->answers);
        Str tail = str_cat(q->arena, S("tu-cham/"), str_c(dossier_sheet_slug(part)));
        task(q, &g->tasks,
             dossier_words2(q, M_DOSSIER_SHEET_PART, set->part[part].code, set->part[part].title),
             dossier_words2(q, M_DOSSIER_POINTS_OF, view_arg_int(q->view, self->part[part]),
                            view_arg_int(q->view, set->part[part].max)),
             dossier_path(q, d->id, tail.p), s);
        count(&v->bar, done, s);
    }
}

static void last_tasks(struct req *q, const struct dossier *d, const struct dossier_content *c,
                       struct dossier_show *v, int64_t *done)
{
    struct dossier_task_group *g = &v->groups.v[v->groups.n++];
    enum dossier_status pledge = dossier_part_status(d, c, PART_PLEDGE);
    g->title = dossier_words(q, M_DOSSIER_GROUP_SUBMIT);
    task(q, &g->tasks, dossier_words(q, M_DOSSIER_PART_PLEDGE), STR_NONE,
         dossier_path(q, d->id, "thong-tin/cam-ket"), pledge);
    count(&v->bar, done, pledge);
    task(q, &g->tasks, dossier_words(q, M_DOSSIER_CHECK), dossier_words(q, M_DOSSIER_CHECK_HINT),
         dossier_path(q, d->id, "nop"), TASK_TODO);
}

static Err fill_tasks(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    enum { GROUPS = 4 };
    const struct criteria_set *set;
    struct dossier_content c = { 0 };
    struct dossier_self self;
    struct dossier_carry_marks marks;
    int64_t done = 0;
    TRY(dossier_criteria(q, d->criteria, &set));
    TRY(dossier_draft(q->tx, d, &c));
    dossier_assess(q->arena, d, set, &c.answers, &self);
    v->groups.v = NEW_N(q->arena, struct dossier_task_group, GROUPS);
    TRY(dossier_carry_marks(q->tx, d->id, &marks));
    TRY(dossier_carried_of(q, d, set, &c, &v->carried));
    fact_tasks(q, d, &c, &marks, v, &done);
    TRY(paper_task(q, d, &c, v, &done));
    score_tasks(q, d, set, &c, &self, v, &done);
    last_tasks(q, d, &c, v, &done);
    v->bar.text = dossier_words2(q, M_DOSSIER_PROGRESS, view_arg_int(q->view, done),
                                 view_arg_int(q->view, v->bar.percent));
    v->bar.percent = done * 100 / v->bar.percent;
    dossier_missing_of(q, d, set, &self, &v->missing);
    return OK;
}

/* ---- what misses for the star ---- */

static Str gate_words(struct req *q, const struct criteria_set *set, const struct criteria_gate *g)
{
    const struct criteria_item *item = &set->item[g->item];
    Str about = str_fmt(q->arena, "%.*s %.*s", STR_ARG(item->code), STR_ARG(item->title));
    return i18n_fmt(q->arena, q->lang, M_DOSSIER_GATE, about, g->option->label,
                    view_arg_i(q->view, g->star));
}

void dossier_missing_of(struct req *q, const struct dossier *d, const struct criteria_set *set,
                        const struct dossier_self *self, struct dossier_missing *ret)
{
    *ret = (struct dossier_missing){
        .total = self->total,
        .target = d->target_star,
        .band_min = set->band_min[d->target_star],
        .short_of = self->short_of,
        .star = self->result.valid ? self->result.star : 0,
        .reached = self->short_of == 0 && self->n_gates == 0,
        .n_gates = (int64_t)self->n_gates,
    };
    ret->gates.v = NEW_N(q->arena, struct dossier_gate_row, self->n_gates + 1);
    for (size_t i = 0; i < self->n_gates; i++) {
        const struct criteria_gate *g = self->gate[i];
        const struct criteria_item *item = &set->item[g->item];
        Str name = str_cat(q->arena, S("c."), item->id);
        Str tail = str_fmt(q->arena, "tu-cham/%s#%.*s",
                           dossier_sheet_slug(set->section[item->section].part),
                           STR_ARG(view_element_id(q->arena, name)));
        ret->gates.v[ret->gates.n++] =
            (struct dossier_gate_row){ .text = gate_words(q, set, g),
                                       .input = name,
                                       .points = g->option->points,
                                       .href = { dossier_path(q, d->id, tail.p) } };
    }
}

/* ---- where it is ---- */

static Err fill_moves(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    struct dossier_move_rows all;
    TRY(dossier_moves(q->tx, d->id, &all));
    v->moves.v = NEW_N(q->arena, struct dossier_move_line, all.n + 1);
    for (size_t i = all.n; i > 0; i--) {
        const struct dossier_move_row *m = &all.v[i - 1];
        v->moves.v[v->moves.n++] = (struct dossier_move_line){
            .what = dossier_words(q, dossier_state_message((int)m->to_state)),
            .who = m->who,
            .note = m->note,
            .at = m->at
        };
    }
    return OK;
}

static Err fill_versions(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    struct dossier_versions all;
    TRY(dossier_versions(q->tx, d->id, &all));
    v->versions.v = NEW_N(q->arena, struct dossier_version_line, all.n + 1);
    for (size_t i = all.n; i > 0; i--) {
        v->versions.v[v->versions.n++] =
            (struct dossier_version_line){ d->id, all.v[i - 1].no, i > 1 ? all.v[i - 2].no : 0,
                                           all.v[i - 1].receipt, all.v[i - 1].submitted_at };
    }
    return OK;
}

/* What a request is about, in words, and the page where it is mended. */
static Err request_about(struct req *q, const struct dossier *d, const struct criteria_set *set,
                         const struct dossier_request *r, struct dossier_request_box *b)
{
    struct criteria_ref ref;
    if (criteria_lookup(set, r->target, &ref)) {
        const struct criteria_item *item = &set->item[ref.item];
        Str name = view_element_id(q->arena, str_cat(q->arena, S("c."), item->id));
        Str tail = str_fmt(q->arena, "tu-cham/%s#%.*s",
                           dossier_sheet_slug(set->section[item->section].part), STR_ARG(name));
        b->about = str_fmt(q->arena, "%.*s %.*s", STR_ARG(item->code), STR_ARG(item->title));
        b->href = (Url){ dossier_path(q, d->id, tail.p) };
        return OK;
    }
    Err e = dossier_paper_title(q->arena, r->target, &b->about);
    if (e == OK) {
        Str tail = str_cat(q->arena, S("minh-chung/"), r->target);
        b->href = (Url){ dossier_path(q, d->id, tail.p) };
        return OK;
    }
    enum dossier_part part = dossier_part_of(r->target);
    if (part < DOSSIER_PARTS) {
        Str tail = str_cat(q->arena, S("thong-tin/"), r->target);
        b->about = dossier_words(q, dossier_part_message(part));
        b->href = (Url){ dossier_path(q, d->id, tail.p) };
        return OK;
    }
    b->about = dossier_words(q, M_DOSSIER_REQUEST_WHOLE);
    return e == E_NONE ? OK : e;
}

static Err fill_requests(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    const struct criteria_set *set;
    struct dossier_requests all;
    TRY(dossier_criteria(q, d->criteria, &set));
    TRY(dossier_requests(q->tx, d->id, &all));
    v->requests.v = NEW_N(q->arena, struct dossier_request_box, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct dossier_request *r = &all.v[i];
        struct dossier_request_box *b = &v->requests.v[v->requests.n++];
        *b = (struct dossier_request_box){ .no = r->no,
                                           .text = r->text,
                                           .answer = r->answer,
                                           .asked_at = r->asked_at,
                                           .answered_at = r->answered_at,
                                           .closed_at = r->closed_at };
        b->may_answer = time_none(r->closed_at) && web_may(q, DOSSIER_ANSWER_REQUEST);
        Str name = str_fmt(q->arena, "answer-%lld", (long long)r->no);
        Str typed = web_form_text(q, name);
        b->box = view_field(q->view, name, M_DOSSIER_ANSWER, M_DOSSIER_ANSWER_HINT,
                            !str_none(typed) ? typed : (str_none(r->answer) ? S("") : r->answer));
        b->box.rows = 4;
        TRY(request_about(q, d, set, r, b));
    }
    return OK;
}

static void fill_forms(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    static const int levels[] = { M_DOSSIER_STAR_3, M_DOSSIER_STAR_4, M_DOSSIER_STAR_5 };
    v->target = view_field(q->view, S("target_star"), M_DOSSIER_TARGET, M_NONE,
                           str_fmt(q->arena, "%lld", (long long)d->target_star));
    v->target.options.v = NEW_N(q->arena, struct view_option, COUNT_OF(levels));
    for (int i = 3; i <= 5; i++) {
        v->target.options.v[v->target.options.n++] =
            (struct view_option){ .value = str_fmt(q->arena, "%d", i),
                                  .text = dossier_words(q, levels[i - 3]),
                                  .chosen = i == d->target_star };
    }
    Str typed = web_form(q, S("reason"));
    v->reason = view_field(q->view, S("reason"), M_DOSSIER_WITHDRAW_REASON, M_NONE,
                           str_none(typed) ? S("") : typed);
}

static Err fill_window(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    struct dossier_window w;
    TRY(dossier_window_of(q->tx, d, &w));
    v->window = !w.asked   ? M_NONE
                : w.early  ? M_DOSSIER_WINDOW_NOT_YET
                : w.late   ? M_DOSSIER_WINDOW_GONE
                : w.missed ? M_DOSSIER_WINDOW_MISSED
                           : M_DOSSIER_WINDOW_NOW;
    v->window_open = w.open;
    v->window_close = w.close;
    return OK;
}

/* What the council that has it asked for. */
static Err fill_ask(struct req *q, const struct dossier *d, struct dossier_show *v)
{
    struct dossier_ask k;
    bool found = false;
    v->council = dossier_with_council(d);
    TRY(dossier_ask_now(q->tx, d, &found, &v->asked, &k));
    v->tasks = v->editable;
    if (v->asked) {
        struct dossier_ask_targets targets;
        TRY(dossier_ask_targets(q->tx, k.id, &targets));
        v->tasks = false;
        for (size_t i = 0; i < targets.n; i++) {
            v->tasks = v->tasks || (v->editable && str_empty(targets.v[i].target));
        }
        v->ask_until = k.until_day;
        v->next = dossier_words(q, M_DOSSIER_NEXT_ASKED);
        TRY(dossier_left(q, k.until_day, &v->ask_left));
    }
    return OK;
}

Err dossier_show_one(struct req *q)
{
    const struct dossier *d = dossier_of(q);
    struct criteria_row row;
    if (q->wants_json) {
        return dossier_json_one(q);
    }
    TRY(criteria_set_row(q->tx, d->criteria, &row));
    bool own = id_eq(web_scope(q), d->producer);
    struct dossier_help help;
    TRY(dossier_help_get(q->tx, d->id, ID_NONE, &help));
    struct dossier_show v = {
        .d = *d,
        .kind = dossier_words(q, dossier_kind_message(d->kind)),
        .set = row.name,
        .state = dossier_words(q, dossier_state_message((int)d->state)),
        .who = dossier_words(q, dossier_who_message(d->state)),
        .next = dossier_words(q, dossier_next_message(d->state)),
        .own = own,
        .helped = help.helpers > 0,
        .unconfirmed = (q->subject.flags & FLAG_UNCONFIRMED) != 0,
        .editable = web_may(q, DOSSIER_EDIT),
        .may_submit = web_may(q, DOSSIER_SUBMIT),
        .may_withdraw = web_may(q, DOSSIER_WITHDRAW),
    };
    if (v.editable) {
        struct duplicate_hits alike;
        TRY(dossier_alike_of(q, d, &alike));
        v.alike = (int64_t)alike.open;
        TRY(fill_tasks(q, d, &v));
    }
    TRY(fill_ask(q, d, &v));
    fill_forms(q, d, &v);
    TRY(fill_window(q, d, &v));
    TRY(fill_requests(q, d, &v));
    TRY(fill_moves(q, d, &v));
    TRY(fill_versions(q, d, &v));
    TRY(dossier_left(q, d->due, &v.left));
    q->view->title = d->product_name;
    dossier_show_html(q->out, q->view, &v);
    return OK;
}

/* ---- small changes ---- */

Err dossier_do_target(struct req *q)
{
    int64_t star, version;
    TRY(web_form_check(q, "target_star"));
    TRY(web_form_int(q, S("target_star"), 3, 5, &star));
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &version));
    TRY(dossier_set_target(q->tx, dossier_of(q), version, star));
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S(""));
}

Err dossier_do_withdraw(struct req *q)
{
    int64_t version;
    TRY(web_form_check(q, "reason"));
    TRY(web_form_int(q, S("version"), 1, INT64_MAX, &version));
    Str reason = web_form(q, S("reason"));
    TRY(dossier_withdraw(q->tx, dossier_of(q), version, str_none(reason) ? S("") : reason));
    web_flash(q, M_DOSSIER_WITHDRAWN, STR_NONE);
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S(""));
}

Err dossier_do_answer(struct req *q)
{
    int64_t no;
    TRY(web_form_check(q, "answer-*"));
    if (number_parse(q->path_param[1], 1, INT32_MAX, &no) != OK) {
        return E_NONE;
    }
    Str answer = web_form_text(q, str_fmt(q->arena, "answer-%lld", (long long)no));
    TRY(dossier_answer_request(q->tx, dossier_of(q), no, str_none(answer) ? S("") : answer));
    web_flash(q, M_DOSSIER_ANSWERED, STR_NONE);
    return web_see_other(q, S("/ho-so/"), dossier_of(q)->id, S("#yeu-cau"));
}

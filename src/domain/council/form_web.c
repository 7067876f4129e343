/* form_web.c: the pages where a council is set up, shown and changed. */
#include "domain/access/access.h"
#include "domain/council/anchor.h"
#include "domain/council/council.views.h"
#include "domain/council/composition.h"
#include "domain/council/conflict.h"
#include "domain/council/talk.sql.h"
#include "domain/council/inside.h"
#include "domain/council/rescore.h"
#include "domain/council/seat.h"
#include "domain/council/written.h"
#include "messages.h"

enum { ROWS_LEAST = 9, ROWS_MORE = 3 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

static Str day(struct req *q, Date d)
{
    if (date_none(d)) {
        return S("");
    }
    struct out *o CLEANUP(out_cleanup) = out_new(40);
    out_date_vi(o, d);
    return out_dup(q->arena, o);
}

/* ---- what the form holds: as typed, or as stored ---- */

struct form_row {
    Str account, department, position;
};
struct form_values {
    Str name, decision_no, decision_date, from_day, until_day, quorum, divergence, chair, tier;
    Str gate, title_mark, blank, dependency;
    size_t n;
    struct form_row row[COUNCIL_SEATS_MAX];
};

static Str part_of(struct req *q, size_t i, const char *part)
{
    return or_empty(web_form(q, str_fmt(q->arena, "member.%zu.%s", i, part)));
}

/* Empty rows are left out, so that row and seat have the same number. */
static void typed_rows(struct req *q, struct form_values *f)
{
    for (size_t i = 0; i < COUNCIL_SEATS_MAX; i++) {
        struct form_row r = { part_of(q, i, "account"), part_of(q, i, "department"),
                              part_of(q, i, "position") };
        if (r.account.n + r.department.n + r.position.n > 0) {
            f->row[f->n++] = r;
        }
    }
}

static struct form_values *typed(struct req *q)
{
    struct form_values *f = NEW(q->arena, struct form_values);
    const struct {
        const char *name;
        Str *to;
    } fields[] = {
        { "name", &f->name },
        { "decision_no", &f->decision_no },
        { "decision_date", &f->decision_date },
        { "from_day", &f->from_day },
        { "until_day", &f->until_day },
        { "quorum_percent", &f->quorum },
        { "divergence", &f->divergence },
        { "chair_needed", &f->chair },
        { "gate", &f->gate },
        { "title_mark", &f->title_mark },
        { "blank", &f->blank },
        { "dependency", &f->dependency },
        { "tier", &f->tier },
    };
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        *fields[i].to = or_empty(web_form(q, str_c(fields[i].name)));
    }
    typed_rows(q, f);
    return f;
}

static struct form_values *fresh(struct req *q)
{
    struct form_values *f = NEW(q->arena, struct form_values);
    struct council_new usual = council_usual();
    *f = (struct form_values){ .name = S(""),
                               .decision_no = S(""),
                               .decision_date = S(""),
                               .from_day = day(q, tx_today(q->tx)),
                               .until_day = S(""),
                               .quorum = number(q, usual.quorum_percent),
                               .divergence = number(q, usual.divergence),
                               .chair = S("1"),
                               .gate = usual.gate,
                               .title_mark = usual.title_mark,
                               .blank = usual.blank,
                               .dependency = usual.dependency,
                               .tier = COMPOSITION_PROVINCE };
    return f;
}

static Err stored(struct req *q, const struct council *c, struct form_values **ret)
{
    struct council_seats seats;
    struct council_tier tier;
    struct form_values *f = NEW(q->arena, struct form_values);
    TRY(council_seats_of(q->tx, c->id, &seats));
    TRY(council_tier_of(q->tx, c->id, &tier));
    *f = (struct form_values){ .name = c->name,
                               .decision_no = c->decision_no,
                               .decision_date = day(q, c->decision_date),
                               .from_day = day(q, c->from_day),
                               .until_day = day(q, c->until_day),
                               .quorum = number(q, c->quorum_percent),
                               .divergence = number(q, c->divergence),
                               .chair = c->chair_needed ? S("1") : S(""),
                               .gate = c->gate,
                               .title_mark = c->title_mark,
                               .blank = c->blank,
                               .dependency = c->dependency,
                               .tier = tier.tier };
    for (size_t i = 0; i < seats.n && i < COUNCIL_SEATS_MAX; i++) {
        f->row[f->n++] = (struct form_row){ id_text(q->arena, seats.v[i].account),
                                            seats.v[i].department, number(q, seats.v[i].position) };
    }
    *ret = f;
    return OK;
}

/* ---- the page ---- */

static void add_option(struct view_field *f, Str value, Str text)
{
    f->options.v[f->options.n++] =
        (struct view_option){ .value = value, .text = text, .chosen = str_eq(value, f->value) };
}

static struct view_field choice(struct req *q, const char *name, int label, Str value, size_t n,
                                const char *const *words, const int *texts)
{
    struct view_field f = view_field(q->view, str_c(name), label, M_NONE, value);
    f.options.v = NEW_N(q->arena, struct view_option, n);
    for (size_t i = 0; i < n; i++) {
        add_option(&f, str_c(words[i]), i18n_text(q->lang, texts[i]));
    }
    return f;
}

static void add_policy(struct req *q, const struct form_values *f, struct council_form *v)
{
    static const char *const gates[] = { "mean", "majority" };
    static const char *const titles[] = { "lowest", "full", "ignore" };
    static const char *const blanks[] = { "zero", "explicit" };
    static const char *const dependencies[] = { "ignore", "reject" };
    static const char *const tiers[] = { "province", "district" };
    static const int tier_texts[] = { M_COMPOSITION_TIER_PROVINCE, M_COMPOSITION_TIER_DISTRICT };
    static const int gate_texts[] = { M_COUNCIL_GATE_MEAN, M_COUNCIL_GATE_MAJORITY };
    static const int title_texts[] = { M_COUNCIL_TITLE_LOWEST, M_COUNCIL_TITLE_FULL,
                                       M_COUNCIL_TITLE_IGNORE };
    static const int blank_texts[] = { M_COUNCIL_BLANK_ZERO, M_COUNCIL_BLANK_EXPLICIT };
    static const int dependency_texts[] = { M_COUNCIL_DEPENDENCY_IGNORE,
                                            M_COUNCIL_DEPENDENCY_REJECT };
    bool own = !id_none(q->subject.district); /* a district sets up its own: nothing to choose */
    Str tier = own ? COMPOSITION_DISTRICT : str_empty(f->tier) ? COMPOSITION_PROVINCE : f->tier;
    v->tier =
        choice(q, "tier", M_COMPOSITION_TIER, tier, own ? 1 : 2, tiers + own, tier_texts + own);
    v->gate = choice(q, "gate", M_COUNCIL_GATE, f->gate, 2, gates, gate_texts);
    v->title_mark =
        choice(q, "title_mark", M_COUNCIL_TITLE_MARK, f->title_mark, 3, titles, title_texts);
    v->blank = choice(q, "blank", M_COUNCIL_BLANK, f->blank, 2, blanks, blank_texts);
    v->dependency = choice(q, "dependency", M_COUNCIL_DEPENDENCY, f->dependency, 2, dependencies,
                           dependency_texts);
}

static struct council_row row_of(struct req *q, size_t i, const struct form_row *r,
                                 const struct council_candidates *people)
{
    struct council_row row = { .no = (int64_t)i + 1 };
    row.account = view_field(q->view, str_fmt(q->arena, "member.%zu.account", i), M_COUNCIL_ACCOUNT,
                             M_NONE, r->account);
    row.account.options.v = NEW_N(q->arena, struct view_option, people->n + 1);
    add_option(&row.account, S(""), i18n_text(q->lang, M_COUNCIL_ACCOUNT_CHOOSE));
    for (size_t k = 0; k < people->n; k++) {
        const struct council_candidate *p = &people->v[k];
        add_option(&row.account, id_text(q->arena, p->id),
                   str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(p->name), STR_ARG(p->login)));
    }
    row.department = view_field(q->view, str_fmt(q->arena, "member.%zu.department", i),
                                M_COUNCIL_DEPARTMENT, M_NONE, r->department);
    row.position = view_field(q->view, str_fmt(q->arena, "member.%zu.position", i),
                              M_COUNCIL_POSITION, M_NONE, r->position);
    row.position.options.v = NEW_N(q->arena, struct view_option, COUNCIL_SECRETARY + 1);
    add_option(&row.position, S(""), i18n_text(q->lang, M_COUNCIL_POSITION_CHOOSE));
    for (int64_t p = COUNCIL_CHAIR; p <= COUNCIL_SECRETARY; p++) {
        add_option(&row.position, number(q, p), i18n_text(q->lang, council_position_message(p)));
    }
    return row;
}

static Err add_rows(struct req *q, const struct form_values *f, struct council_form *v)
{
    struct council_candidates people;
    TRY(council_candidates(q->tx, ROLE_PRODUCER, &people));
    size_t n = f->n + ROWS_MORE > ROWS_LEAST ? f->n + ROWS_MORE : ROWS_LEAST;
    n = n > COUNCIL_SEATS_MAX ? COUNCIL_SEATS_MAX : n;
    v->rows.v = NEW_N(q->arena, struct council_row, n);
    for (size_t i = 0; i < n; i++) {
        struct form_row empty = { S(""), S(""), S("") };
        v->rows.v[v->rows.n++] = row_of(q, i, i < f->n ? &f->row[i] : &empty, &people);
    }
    v->members_error = view_field(q->view, S("members"), M_COUNCIL_MEMBERS, M_NONE, S("")).error;
    return OK;
}

static struct view_field line(struct req *q, const char *name, int label, int hint, Str value,
                              const char *width)
{
    struct view_field f = view_field(q->view, str_c(name), label, hint, value);
    f.width = width == NULL ? STR_NONE : str_c(width);
    return f;
}

static Err show_form(struct req *q, const struct form_values *f, struct council_form *v)
{
    v->name = line(q, "name", M_COUNCIL_NAME, M_COUNCIL_NAME_HINT, f->name, NULL);
    v->decision_no = line(q, "decision_no", M_COUNCIL_DECISION_NO, M_NONE, f->decision_no, "20");
    v->decision_date = line(q, "decision_date", M_COUNCIL_DECISION_DATE, M_COUNCIL_DATE_HINT,
                            f->decision_date, "10");
    v->from_day = line(q, "from_day", M_COUNCIL_FROM_DAY, M_COUNCIL_DATE_HINT, f->from_day, "10");
    v->until_day =
        line(q, "until_day", M_COUNCIL_UNTIL_DAY, M_COUNCIL_DATE_HINT, f->until_day, "10");
    v->until_day.optional = true;
    v->quorum = line(q, "quorum_percent", M_COUNCIL_QUORUM, M_NONE, f->quorum, "3");
    v->divergence =
        line(q, "divergence", M_COUNCIL_DIVERGENCE, M_COUNCIL_DIVERGENCE_HINT, f->divergence, "3");
    v->chair = line(q, "chair_needed", M_COUNCIL_CHAIR, M_COUNCIL_CHAIR_HINT, f->chair, NULL);
    add_policy(q, f, v);
    TRY(add_rows(q, f, v));
    council_form_html(q->out, q->view, v);
    return OK;
}

Err council_show_new(struct req *q)
{
    struct council_form v = { .is_new = true,
                              .action = { S("/hoi-dong/moi") },
                              .back = { S("/hoi-dong") } };
    return show_form(q, q->http->method == HTTP_POST ? typed(q) : fresh(q), &v);
}

Err council_show_edit(struct req *q)
{
    const struct council *c = q->subject.row;
    struct form_values *f = NULL;
    struct council_use use;
    TRY(council_in_use(q->tx, c->id, &use));
    struct council_form v = { .action = council_href(q, "/hoi-dong/", c->id, ""),
                              .back = council_href(q, "/hoi-dong/", c->id, ""),
                              .version = c->version,
                              .fixed = use.sheets > 0 };
    if (q->http->method == HTTP_POST) {
        f = typed(q);
    } else {
        TRY(stored(q, c, &f));
    }
    return show_form(q, f, &v);
}

/* ---- taking the form ---- */

static Date quiet_date(Str s)
{
    Date d = DATE_NONE;
    return date_parse_vi(s, &d) == OK || date_parse_iso(s, &d) == OK ? d : DATE_NONE;
}

static int64_t quiet_number(Str s, int64_t fallback)
{
    int64_t v = fallback;
    return number_parse_lenient(s, 0, 1000, &v) == OK ? v : fallback;
}

static Err council_typed(struct req *q, struct council_new *n)
{
    struct form_values *f = typed(q);
    *n = (struct council_new){ .name = f->name,
                               .decision_no = f->decision_no,
                               .decision_date = quiet_date(f->decision_date),
                               .from_day = quiet_date(f->from_day),
                               .quorum_percent = quiet_number(f->quorum, -1),
                               .divergence = quiet_number(f->divergence, -1),
                               .chair_needed = web_form_flag(q, S("chair_needed")),
                               .gate = f->gate,
                               .title_mark = f->title_mark,
                               .blank = f->blank,
                               .dependency = f->dependency,
                               .tier = f->tier };
    if (!id_none(q->subject.district)) { /* its own: no other level to choose */
        n->tier = COMPOSITION_DISTRICT;
        n->district = q->subject.district;
    }
    n->seats.v = NEW_N(q->arena, struct council_seat, f->n + 1);
    for (size_t i = 0; i < f->n; i++) {
        struct council_seat *s = &n->seats.v[n->seats.n++];
        *s = (struct council_seat){ .department = f->row[i].department,
                                    .position = quiet_number(f->row[i].position, 0) };
        if (id_parse(f->row[i].account, &s->account) != OK) {
            s->account = ID_NONE; /* refused on its field */
        }
    }
    return web_form_date(q, S("until_day"), true, &n->until_day);
}

#define COUNCIL_FIELDS                                                                             \
    "name decision_no decision_date from_day until_day quorum_percent divergence chair_needed "    \
    "gate title_mark blank dependency tier member.*"

/* Done; and a word when departments are missing that the law names. */
static Err say_done(struct req *q, Id council, const struct council_new *n, int done)
{
    struct composition c;
    struct council_tier tier;
    TRY(council_tier_of(q->tx, council, &tier));
    TRY(composition_on(q->tx, n->decision_date, tier.tier, &n->seats, &c));
    bool lacks = c.met < c.musts;
    web_flash(q, lacks ? M_COMPOSITION_DONE_LACKS : done,
              lacks ? number(q, c.musts - c.met) : STR_NONE);
    return OK;
}

Err council_do_new(struct req *q)
{
    struct council_new n;
    Id id = ID_NONE;
    TRY(web_form_check(q, COUNCIL_FIELDS));
    Err e = council_typed(q, &n);
    Err made = council_create(q->tx, &n, &id);
    TRY(e);
    TRY(made);
    TRY(say_done(q, id, &n, M_COUNCIL_CREATED));
    return web_see_other(q, S("/hoi-dong/"), id, S(""));
}

Err council_do_edit(struct req *q)
{
    const struct council *c = q->subject.row;
    struct council_new n;
    int64_t version = 0;
    TRY(web_form_check(q, COUNCIL_FIELDS));
    if (number_parse(or_empty(web_form(q, S("version"))), 1, INT64_MAX, &version) != OK) {
        return E_INPUT;
    }
    Err e = council_typed(q, &n);
    Err made = council_change(q->tx, c, version, &n);
    TRY(e);
    TRY(made);
    TRY(say_done(q, c->id, &n, M_COUNCIL_CHANGED));
    return web_see_other(q, S("/hoi-dong/"), c->id, S(""));
}

/* ---- /hoi-dong/:id ---- */

/* "Ông A dự thay đến hết ngày ..." today; empty when the member sits here. */
static Str who_stands_in(struct req *q, const struct seat_delegations *all, Id member)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct seat_delegation *g = &all->v[i];
        if (id_eq(g->member, member) && seat_stage_of(g, tx_today(q->tx)) == SEAT_LASTING) {
            return i18n_fmt(q->arena, q->lang, M_SEAT_STAND_IN_UNTIL, g->substitute_name,
                            day(q, g->until_day), STR_NONE);
        }
    }
    return S("");
}

static Err add_people(struct req *q, Id council, struct council_show *v)
{
    struct council_seats seats;
    struct seat_delegations away;
    TRY(council_seats_of(q->tx, council, &seats));
    TRY(seat_delegations(q->tx, council, &away));
    v->people.v = NEW_N(q->arena, struct council_person, seats.n + 1);
    for (size_t i = 0; i < seats.n; i++) {
        const struct council_seat *s = &seats.v[i];
        v->people.v[v->people.n++] =
            (struct council_person){ s->name, s->department,
                                     i18n_text(q->lang, council_position_message(s->position)),
                                     who_stands_in(q, &away, s->account) };
    }
    return OK;
}

static Err add_composition(struct req *q, const struct council *c, struct council_show *v)
{
    struct composition of;
    struct council_tier tier;
    struct council_seats seats;
    TRY(council_tier_of(q->tx, c->id, &tier));
    TRY(council_seats_of(q->tx, c->id, &seats));
    TRY(composition_on(q->tx, c->decision_date, tier.tier, &seats, &of));
    v->tier = str_eq(tier.tier, COMPOSITION_DISTRICT) ? M_COMPOSITION_TIER_DISTRICT
                                                      : M_COMPOSITION_TIER_PROVINCE;
    v->regime = of.regime;
    v->musts = of.musts;
    v->met = of.met;
    v->complete = of.met == of.musts;
    v->rules.v = NEW_N(q->arena, struct council_rule_line, of.n + 1);
    for (size_t i = 0; i < of.n; i++) {
        const struct composition_line *l = &of.v[i];
        v->rules.v[v->rules.n++] = (struct council_rule_line){ .title = l->title,
                                                               .source = l->source,
                                                               .who = l->who,
                                                               .must = l->must,
                                                               .met = l->n > 0,
                                                               .verified = l->verified };
    }
    return OK;
}

static Err add_sessions(struct req *q, Id council, struct council_show *v)
{
    struct council_session_lines all;
    TRY(council_sessions_of(q->tx, council, &all));
    v->sessions.v = NEW_N(q->arena, struct council_meeting, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct council_session_line *s = &all.v[i];
        v->sessions.v[v->sessions.n++] =
            (struct council_meeting){ s->name, s->held_on, council_href(q, "/phien/", s->id, ""),
                                      s->files, s->closed };
    }
    return OK;
}

static void add_rules(const struct council *c, struct council_show *v)
{
    struct criteria_policy p;
    if (!council_policy_of(c, &p)) {
        return;
    }
    v->gate = p.gate == GATE_MEAN ? M_COUNCIL_RULE_GATE_MEAN : M_COUNCIL_RULE_GATE_MAJORITY;
    v->title_mark = p.title_mark == TITLE_LOWEST ? M_COUNCIL_RULE_TITLE_LOWEST
                    : p.title_mark == TITLE_FULL ? M_COUNCIL_RULE_TITLE_FULL
                                                 : M_COUNCIL_RULE_TITLE_IGNORE;
    v->blank = p.blank == BLANK_ZERO ? M_COUNCIL_RULE_BLANK_ZERO : M_COUNCIL_RULE_BLANK_EXPLICIT;
    v->dependency = p.dependency == DEPENDENCY_IGNORE ? M_COUNCIL_RULE_DEPENDENCY_IGNORE
                                                      : M_COUNCIL_RULE_DEPENDENCY_REJECT;
}

Err council_show_council(struct req *q)
{
    const struct council *c = q->subject.row;
    struct council_show v = {
        .id = c->id,
        .name = c->name,
        .decision_no = c->decision_no,
        .decision_date = c->decision_date,
        .from_day = c->from_day,
        .until_day = c->until_day,
        .quorum = c->quorum_percent,
        .divergence = c->divergence,
        .chair_needed = c->chair_needed,
        .manages = web_may(q, COUNCIL_MANAGE),
        .may_open = web_may(q, SESSION_OPEN),
    };
    add_rules(c, &v);
    TRY(add_people(q, c->id, &v));
    TRY(add_composition(q, c, &v));
    TRY(add_sessions(q, c->id, &v));
    v.session_name = line(q, "name", M_COUNCIL_SESSION_NAME, M_COUNCIL_SESSION_NAME_HINT,
                          or_empty(web_form(q, S("name"))), NULL);
    v.held_on = line(q, "held_on", M_COUNCIL_HELD_ON, M_COUNCIL_DATE_HINT,
                     or_empty(web_form(q, S("held_on"))), "10");
    v.how = council_how_field(q);
    struct conflict_kinds kinds;
    TRY(conflict_kinds_of(q->tx, c->id, &kinds));
    v.kinds = council_kind_boxes(q, kinds.kinds);
    struct talk_rule rule;
    TRY(talk_rule_of(q->tx, c->id, &rule));
    v.apart_rule = rule.close_apart ? M_COUNCIL_RULE_APART_MAY : M_COUNCIL_RULE_APART_NEVER;
    v.close_apart = line(q, "close_apart", M_COUNCIL_CLOSE_APART_BOX, M_NONE,
                         rule.close_apart ? S("1") : S(""), NULL);
    struct ask_rule ask;
    TRY(ask_rule_of(q->tx, c->id, &ask));
    Str days = web_form(q, S("ask_days"));
    v.ask_rule = ask.may_ask ? M_RESCORE_RULE_MAY : M_RESCORE_RULE_NOT;
    v.ask_rule_days = ask.days;
    v.may_ask = line(q, "may_ask", M_RESCORE_RULE_BOX, M_NONE, ask.may_ask ? S("1") : S(""), NULL);
    v.ask_days = line(q, "ask_days", M_RESCORE_RULE_DAYS_LABEL, M_NONE,
                      str_none(days) ? str_fmt(q->arena, "%lld", (long long)ask.days) : days, "3");
    struct anchor_rule anchors;
    TRY(anchor_rule_of(q->tx, c->id, &anchors));
    v.anchor_rule = anchors.first ? M_ANCHOR_RULE_FIRST : M_ANCHOR_RULE_FREE;
    v.anchor_first =
        line(q, "anchor_first", M_ANCHOR_RULE_BOX, M_NONE, anchors.first ? S("1") : S(""), NULL);
    q->view->title = c->name;
    council_show_html(q->out, q->view, &v);
    return OK;
}

Err council_do_session(struct req *q)
{
    const struct council *c = q->subject.row;
    Id id = ID_NONE;
    TRY(web_form_check(q, "name held_on how"));
    Str name = or_empty(web_form(q, S("name")));
    Date day = quiet_date(or_empty(web_form(q, S("held_on"))));
    TRY(str_eq(or_empty(web_form(q, S("how"))), S("written"))
            ? council_open_written(q->tx, c, name, day, &id)
            : council_open_session(q->tx, c, name, day, &id));
    web_flash(q, M_COUNCIL_SESSION_CREATED, STR_NONE);
    return web_see_other(q, S("/phien/"), id, S(""));
}

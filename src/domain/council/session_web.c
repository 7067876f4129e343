/* session_web.c: pages of councils' lists, sessions and their agenda, closing, recusal. */
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/anchor.h"
#include "domain/council/conflict.h"
#include "domain/council/inside.h"
#include "domain/council/rescore.h"
#include "domain/council/sensory.h"
#include "domain/council/talk.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static int64_t percent(int64_t part, int64_t whole)
{
    return whole > 0 ? part * 100 / whole : 0;
}

/* ---- /hoi-dong ---- */

static Err add_mine(struct req *q, struct council_list *v)
{
    struct council_session_mines mine;
    TRY(council_sessions_mine(q->tx, q->actor.account, tx_today(q->tx), &mine));
    v->mine.v = NEW_N(q->arena, struct council_mine, mine.n + 1);
    for (size_t i = 0; i < mine.n; i++) {
        const struct council_session_mine *m = &mine.v[i];
        bool votes = m->position <= COUNCIL_VOTER;
        v->mine.v[v->mine.n++] = (struct council_mine){
            .name = m->name,
            .council = m->council_name,
            .role = i18n_text(q->lang, council_position_message(m->position)),
            .held_on = m->held_on,
            .href = council_href(q, "/phien/", m->id, ""),
            .files = m->files,
            .done = m->handed_in,
            .left = votes ? m->to_score : m->still_open,
            .percent = percent(m->handed_in, m->files),
            .votes = votes,
            .watches = !votes,
        };
    }
    return OK;
}

/* The district whose councils the actor manages; none: the province's officer sees all. */
static Id district_of(struct req *q)
{
    const struct access_role *role = NULL;
    bool may = access_ever(&access_policy, &q->actor, COUNCIL_MANAGE, &role);
    return may && role != NULL ? role->scope : ID_NONE;
}

static Err add_all(struct req *q, struct council_list *v)
{
    struct council_lines all;
    TRY(council_lines(q->tx, district_of(q), &all));
    v->all.v = NEW_N(q->arena, struct council_card, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct council_line *c = &all.v[i];
        v->all.v[v->all.n++] = (struct council_card){
            .name = c->name,
            .decision_no = c->decision_no,
            .decision_date = c->decision_date,
            .until_day = c->until_day,
            .href = council_href(q, "/hoi-dong/", c->id, ""),
            .seats = c->seats,
            .sessions = c->sessions,
            .open_files = c->open_files,
            .over = !date_none(c->until_day) && date_cmp(c->until_day, tx_today(q->tx)) < 0,
        };
    }
    return OK;
}

Err council_show_list(struct req *q)
{
    struct council_list v = { .manages = web_may_ever(q, COUNCIL_MANAGE) };
    TRY(add_mine(q, &v));
    if (v.manages) {
        TRY(add_all(q, &v));
    }
    council_list_html(q->out, q->view, &v);
    return OK;
}

/* ---- /phien/:id ---- */

struct watching { /* what the secretary may know while sheets come in */
    bool may;
    struct council c;
    struct session_missing_lines missing;
};

static Str names_missing(struct req *q, const struct session_missing_lines *m, Id file)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT * 4);
    for (size_t i = 0; i < m->n; i++) {
        if (id_eq(m->v[i].file, file)) {
            out_raw(o, o->n > 0 ? S(", ") : S(""));
            out_raw(o, m->v[i].name);
        }
    }
    return out_dup(q->arena, o);
}

/* The file as the policy asks about it; the same flags as load_case() of one file. */
struct access_subject council_line_subject(const struct req *q, const struct session_file_line *l,
                                           const struct council_actor *me)
{
    struct access_subject s = q->subject;
    s.id = l->id;
    s.state = (int)l->state;
    s.member = me->votes;
    bool in = l->sheet_state == SHEET_SUBMITTED;
    bool owed = me->owes && l->state == SCORING_OPEN && !in;
    s.flags = (in ? FLAG_SHEET_IN : 0U) | (l->recused || l->held ? FLAG_CONFLICT : 0U) |
              (l->declared && !owed ? FLAG_DECLARED : 0U) | (l->reopened ? FLAG_REOPENED : 0U) |
              (l->stale ? FLAG_STALE : 0U);
    return s;
}

static void say_state(struct council_agenda_row *r, const struct session_file_line *l, bool votes)
{
    r->closed = l->state == SCORING_CLOSED;
    r->handed_in = l->sheet_state == SHEET_SUBMITTED;
    if (r->closed) {
        r->state = M_COUNCIL_LINE_CLOSED;
        r->state_class = S("closed");
    } else if (!votes) {
        r->state = M_COUNCIL_LINE_OPEN;
        r->state_class = S("open");
    } else {
        r->started = l->sheet_state == SHEET_DRAFT;
        r->state = r->handed_in ? M_COUNCIL_LINE_IN
                   : r->started ? M_COUNCIL_LINE_STARTED
                                : M_COUNCIL_LINE_TODO;
        r->state_class = r->handed_in ? S("in") : r->started ? S("started") : S("todo");
    }
}

static Err agenda_row(struct req *q, const struct session_file_line *l,
                      const struct council_actor *me, const struct watching *w,
                      struct council_agenda_row *r)
{
    struct access_subject s = council_line_subject(q, l, me);
    const struct criteria_set *set;
    TRY(council_set_of(q, l->criteria, &set));
    *r = (struct council_agenda_row){
        .no = l->position,
        .product = l->product_name,
        .producer = l->producer_name,
        .place = l->place_text,
        .code = or_empty(l->dossier_code),
        .answered = l->answered,
        .items = set->n_items,
        .star = l->star,
        .sheet = council_href(q, "/phieu/", l->id, ""),
        .scores = council_file_href(q, web_path_id(q, 0), l->id, ""),
        .close = council_file_href(q, web_path_id(q, 0), l->id, "/dong"),
        .to_score = web_may_on(q, SHEET_SCORE, &s),
        .may_open_sheet = web_may_on(q, SHEET_VIEW, &s) && l->sheet_state != 0,
        .may_see_scores = web_may_on(q, SCORES_VIEW, &s),
        .may_revise = web_may_on(q, SHEET_REVISE, &s),
        .revise = council_href(q, "/phieu/", l->id, "/cham-lai"),
        .may_rescore = web_may_on(q, SHEET_RESCORE, &s),
        .rescore = council_href(q, "/phieu/", l->id, "/ban-moi"),
        .may_ask = web_may_on(q, FILE_ASK, &s),
        .ask = council_file_href(q, web_path_id(q, 0), l->id, "/bo-sung"),
        .watched = w->may && l->state == SCORING_OPEN,
        .assigned = l->assigned && l->state == SCORING_OPEN && !id_none(s.member),
    };
    say_state(r, l, !id_none(s.member));
    if (r->may_rescore) {
        r->state = M_RESCORE_LINE;
        r->state_class = S("todo");
    }
    if (l->held && !r->closed) {
        r->held = true;
        r->state = M_COUNCIL_LINE_WAITS;
    }
    if (r->watched) {
        struct council_quorum quorum;
        TRY(council_quorum_of(q->tx, &w->c, l->id, &quorum));
        r->quorum = council_quorum_words(q, &quorum);
        r->missing = names_missing(q, &w->missing, l->id);
    }
    return OK;
}

static Err watch(struct req *q, const struct council_session *s, struct watching *w)
{
    *w = (struct watching){ .may = web_may(q, PROGRESS_VIEW) };
    if (w->may) {
        TRY(council_get(q->tx, s->council, &w->c));
        TRY(session_missing(q->tx, s->id, &w->missing));
    }
    return OK;
}

static Err add_anchors(struct req *q, const struct council_session *s, struct council_actor *me,
                       struct council_session_page *v)
{
    struct anchor_todo todo;
    TRY(anchor_todo_of(q->tx, s->id, me, q->actor.account, &todo));
    TRY(anchor_owed(q->tx, s->id, s->council, me, q->actor.account, &me->owes));
    v->owes = me->owes;
    v->anchors_to_score = todo.to_score;
    v->anchors_to_confirm = todo.to_confirm;
    v->may_see_anchors = web_may(q, ANCHOR_PUT) || (web_may(q, ANCHOR_VIEW) && todo.seen > 0);
    return OK;
}

static Err add_agenda(struct req *q, const struct council_session *s,
                      struct council_session_page *v)
{
    struct session_file_lines files;
    struct council_actor me;
    struct watching w;
    TRY(watch(q, s, &w));
    TRY(council_actor_of(q->tx, s->council, q->actor.account, &me));
    TRY(add_anchors(q, s, &me, v));
    TRY(session_files_of(q->tx, s->id, q->actor.account, me.seat.account, &files));
    TRY(council_seat_words(q, s->council, &me, &v->seat_words));
    v->votes = !id_none(me.votes);
    v->watches = w.may;
    v->agenda.v = NEW_N(q->arena, struct council_agenda_row, files.n + 1);
    for (size_t i = 0; i < files.n; i++) {
        if (files.v[i].recused) {
            continue; /* the member asked not to judge it: it is no longer theirs to see */
        }
        struct council_agenda_row *r = &v->agenda.v[v->agenda.n++];
        TRY(agenda_row(q, &files.v[i], &me, &w, r));
        v->files++;
        v->assigned += r->assigned ? 1 : 0;
        v->undeclared +=
            v->votes && files.v[i].state == SCORING_OPEN && !files.v[i].declared ? 1 : 0;
        v->done += r->handed_in ? 1 : 0;
        if (r->to_score && v->left++ == 0) {
            v->next_sheet = r->sheet;
            v->next_product = r->product;
        }
    }
    v->all_done = v->votes && v->files > 0 && v->done == v->files;
    return OK;
}

Err council_show_session(struct req *q)
{
    const struct council_session *s = q->subject.row;
    struct sensory_round round;
    bool drawn = false;
    struct council_session_page v = {
        .id = s->id,
        .name = s->name,
        .council = s->council_name,
        .held_on = s->held_on,
        .council_href = council_href(q, "/hoi-dong/", s->council, ""),
    };
    v.may_compare = web_may(q, LENIENCY_VIEW);
    TRY(add_agenda(q, s, &v));
    v.may_assign = web_may(q, FILE_ASSIGN);
    v.may_attend = web_may(q, MEETING_VIEW);
    v.may_hold_key = web_may(q, SENSORY_KEY);
    TRY(sensory_round_of(q->tx, s->id, &drawn, &round));
    v.may_taste = drawn && web_may(q, SENSORY_TASTE);
    v.may_take_away = v.votes && v.left > 0 && web_may(q, SHEET_OFFLINE);
    TRY(council_add_written_session(q, s->id, &v));
    if (web_may(q, CONFLICT_DECIDE)) {
        struct conflict_hits hits;
        TRY(conflict_to_decide(q->tx, s->id, q->actor.account, &hits));
        v.hits = (int64_t)hits.n;
    }
    q->view->title = s->name;
    council_session_page_html(q->out, q->view, &v);
    return OK;
}

/* ---- closing ---- */

/* How far apart the sheets are, told only when enough are in. */
static Err add_gaps(struct req *q, const struct council_case *k, struct council_close_page *v)
{
    const struct criteria_set *set;
    struct talk_state s;
    struct talk_rule rule;
    TRY(council_set_of(q, k->f.criteria, &set));
    TRY(talk_state_of(q->tx, &k->f, &k->c, set, &s));
    TRY(talk_rule_of(q->tx, k->f.council, &rule));
    v->ripe = true;
    v->gaps = (int64_t)s.gaps.n;
    v->undiscussed = s.undiscussed;
    v->must_agree = !rule.close_apart;
    v->may_close = v->may_close && s.undiscussed == 0 && (s.gaps.n == 0 || rule.close_apart);
    v->ask_statement = v->may_close && s.gaps.n > 0;
    v->statement = view_field(q->view, S("statement"), M_COUNCIL_STATEMENT_LABEL,
                              M_COUNCIL_STATEMENT_HINT, or_empty(web_form_text(q, S("statement"))));
    v->statement.rows = 4;
    return OK;
}

/* What the council waits for: by criterion, never by member. */
static Err add_fresh(struct req *q, const struct council_case *k, struct council_close_page *v)
{
    const struct criteria_set *set;
    struct dossier d;
    struct dossier_ask ask;
    struct rescore_waiting waiting;
    bool found = false;
    TRY(council_set_of(q, k->f.criteria, &set));
    TRY(dossier_get(q->tx, k->f.dossier, &d));
    if (k->f.state != SCORING_OPEN) {
        return OK;
    }
    TRY(dossier_ask_now(q->tx, &d, &found, &v->asked, &ask));
    v->ask_until = v->asked ? ask.until_day : DATE_NONE;
    v->next = dossier_with_council(&d) && !id_eq(d.filed, k->f.filed);
    TRY(rescore_waiting_of(q->tx, k->f.id, set, &waiting));
    v->waiting.v = NEW_N(q->arena, struct council_text, waiting.n + 1);
    for (size_t i = 0; i < waiting.n; i++) {
        v->waiting.v[v->waiting.n++] =
            (struct council_text){ council_item_words(q, set, waiting.v[i]) };
    }
    if (v->asked || v->next || v->waiting.n > 0) {
        v->may_close = false;
        v->ask_statement = false;
    }
    return OK;
}

Err council_show_close(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    struct session_missing_lines missing;
    TRY(session_missing(q->tx, k->f.session, &missing));
    struct council_close_page v = {
        .session = k->f.session,
        .file = k->f.id,
        .product = k->f.product_name,
        .producer = k->f.producer_name,
        .missing = names_missing(q, &missing, k->f.id),
        .quorum = council_quorum_words(q, &k->quorum),
        .may_close = web_may(q, FILE_CLOSE),
        .divergence = k->c.divergence,
        .may_talk = web_may(q, TALK_VIEW),
        .talk = council_file_href(q, k->f.session, k->f.id, "/thao-luan"),
        .may_ask = web_may(q, FILE_ASK),
        .ask = council_file_href(q, k->f.session, k->f.id, "/bo-sung"),
    };
    TRY(council_version_said(q, k->f.id, &v.on));
    if (v.may_talk) {
        TRY(add_gaps(q, k, &v));
    }
    TRY(add_fresh(q, k, &v));
    council_close_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_close(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    const struct criteria_set *set;
    TRY(web_form_check(q, "statement"));
    TRY(council_set_of(q, k->f.criteria, &set));
    TRY(council_close(q->tx, &k->f, &k->c, set, or_empty(web_form_text(q, S("statement")))));
    web_flash(q, M_COUNCIL_CLOSED_DONE, STR_NONE);
    return web_redirect(q, 303, council_file_href(q, k->f.session, k->f.id, "").s);
}

/* ---- recusal ---- */

Err council_show_recusal(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    struct council_recusal_page v = { .at = { k->at },
                                      .to = { str_cat(q->arena, k->at, S("/tu-choi")) },
                                      .product = k->f.product_name,
                                      .producer = k->f.producer_name };
    v.reason = view_field(q->view, S("reason"), M_COUNCIL_RECUSE_REASON_LABEL, M_NONE,
                          or_empty(web_form_text(q, S("reason"))));
    v.reason.rows = 4;
    council_recusal_page_html(q->out, q->view, &v);
    return OK;
}

Err council_do_recuse(struct req *q)
{
    const struct council_case *k = council_case_of(q);
    TRY(web_form_check(q, "reason"));
    TRY(council_recuse(q->tx, k->f.id, or_empty(web_form_text(q, S("reason")))));
    web_flash(q, M_COUNCIL_RECUSED, k->f.product_name);
    return web_see_other(q, S("/phien/"), k->f.session, S(""));
}

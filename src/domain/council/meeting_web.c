/* meeting_web.c: the page of a meeting: what is on the table, on everybody's screen. A member who
 * may not judge the file on the table finds the screen locked and nothing of it anywhere. */
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/council/meeting.h"
#include "domain/council/written.h"
#include "messages.h"

enum { REFRESH_SECONDS = 10, MARK_LENGTH = 20 };

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

struct making {
    struct req *q;
    struct meeting m;
};

Err council_load_meeting(struct req *q)
{
    struct council_written w;
    TRY(council_load_session(q));
    TRY(council_written_of(q->tx, q->subject.id, &w));
    return w.asks ? E_NONE : OK;
}

/* ---- the table and the agenda ---- */

static Err add_table(const struct making *k, struct council_meeting_page *v)
{
    const struct meeting_item *on = k->m.on;
    v->locked = k->m.locked;
    v->waits = v->locked && !on->line.recused;
    if (on == NULL || v->locked) {
        return OK;
    }
    struct access_subject s = council_line_subject(k->q, &on->line, &k->m.me);
    v->no = on->line.position;
    v->product = on->line.product_name;
    v->producer = on->line.producer_name;
    v->aside = v->leads ? on->aside : S("");
    v->closed = on->line.state == SCORING_CLOSED;
    v->has_sheet = web_may_on(k->q, SHEET_VIEW, &s);
    v->sheet = council_href(k->q, "/phieu/", on->line.id, "");
    return council_version_said(k->q, on->line.id, &v->on);
}

static void add_agenda(const struct making *k, struct council_meeting_page *v)
{
    const struct meeting_items *all = &k->m.agenda;
    v->agenda.v = NEW_N(k->q->arena, struct council_meeting_file, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct session_file_line *l = &all->v[i].line;
        if (!meeting_hidden(&all->v[i])) {
            v->agenda.v[v->agenda.n++] =
                (struct council_meeting_file){ .id = l->id,
                                               .no = l->position,
                                               .product = l->product_name,
                                               .producer = l->producer_name,
                                               .aside = v->leads ? all->v[i].aside : S(""),
                                               .now = id_eq(l->id, k->m.now),
                                               .closed = l->state == SCORING_CLOSED };
        }
    }
    if (v->leads) {
        v->moves = i18n_fmt(k->q->arena, k->q->lang, M_MEETING_MOVES, number(k->q, k->m.moves),
                            number(k->q, k->m.moves_as_filed), STR_NONE);
    }
}

/* ---- who is there ---- */

static Str person_field(struct req *q, Id seat)
{
    return str_cat(q->arena, S("p."), id_text(q->arena, seat));
}

static void add_people(const struct making *k, struct council_meeting_page *v)
{
    struct req *q = k->q;
    bool typed = !str_none(web_form_raw(q, S("after")));
    const struct meeting_persons *all = &k->m.people;
    v->people.v = NEW_N(q->arena, struct council_meeting_person, all->n + 1);
    v->present.v = NEW_N(q->arena, struct view_field, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct meeting_person *p = &all->v[i];
        Str role = i18n_text(q->lang, council_position_message(p->position));
        Str name = person_field(q, p->seat);
        bool on = typed ? web_form_flag(q, name) : p->there;
        struct view_field f = view_field(q->view, name, M_NONE, M_NONE, on ? S("1") : S(""));
        f.label = str_fmt(q->arena, "%.*s (%.*s)", STR_ARG(p->name), STR_ARG(role));
        v->present.v[v->present.n++] = f;
        v->people.v[v->people.n++] = (struct council_meeting_person){ .name = p->name,
                                                                      .role = role,
                                                                      .department = p->department,
                                                                      .stands_for = p->stands_for,
                                                                      .there = p->there,
                                                                      .since = p->since };
    }
    v->came = k->m.came;
    v->present_error = view_field(q->view, S("present"), M_NONE, M_NONE, S("")).error;
    const struct meeting_quorum *n = &k->m.quorum;
    v->met = n->met;
    v->quorum = i18n_fmt(q->arena, q->lang, M_MEETING_QUORUM, number(q, n->there),
                         number(q, n->seats), number(q, n->needed));
    v->quorum =
        str_fmt(q->arena, "%.*s %.*s", STR_ARG(v->quorum),
                STR_ARG(i18n_text(q->lang, n->met                 ? M_MEETING_QUORUM_MET
                                           : n->there < n->needed ? M_MEETING_QUORUM_NOT
                                                                  : M_MEETING_QUORUM_CHAIR)));
}

/* ---- notes and votes: nothing of a file that is not theirs to see ---- */

static bool hidden_file(const struct making *k, Id file)
{
    const struct meeting_item *item = meeting_item_of(&k->m, file);
    return item != NULL && meeting_hidden(item);
}

static Err add_notes(const struct making *k, struct council_meeting_page *v)
{
    struct meeting_notes all;
    TRY(meeting_notes(k->q->tx, k->m.s.id, &all));
    v->notes.v = NEW_N(k->q->arena, struct council_meeting_note, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct meeting_note *x = &all.v[i];
        if (!hidden_file(k, x->file)) {
            v->notes.v[v->notes.n++] =
                (struct council_meeting_note){ .id = x->id,
                                               .product = x->product,
                                               .words = x->words,
                                               .by = x->name,
                                               .at = x->at,
                                               .corrects = !id_none(x->corrects),
                                               .corrected = x->corrected,
                                               .may_correct = v->leads && !x->corrected };
        }
    }
    return OK;
}

static struct council_meeting_vote vote_of(const struct making *k, const struct meeting_vote *x)
{
    bool closed = meeting_vote_closed(x);
    return (struct council_meeting_vote){
        .id = x->id,
        .no = x->no,
        .kind = meeting_kind_message(x->kind),
        .rule = meeting_rule_message(x->rule),
        .product = x->product,
        .words = x->words,
        .by = x->name,
        .told = closed ? meeting_told(k->q->arena, k->q->lang, x) : S(""),
        .at = closed ? x->closed_at : x->at,
        .carried = x->carried,
        .decides = meeting_decision(&k->m.votes, x->file) == x && !id_none(x->file),
    };
}

static void add_votes(const struct making *k, struct council_meeting_page *v)
{
    v->votes.v = NEW_N(k->q->arena, struct council_meeting_vote, k->m.votes.n + 1);
    for (size_t i = k->m.votes.n; i > 0; i--) {
        const struct meeting_vote *x = &k->m.votes.v[i - 1];
        if (meeting_vote_closed(x) && !hidden_file(k, x->file)) {
            v->votes.v[v->votes.n++] = vote_of(k, x);
        }
    }
}

static int answer_message(int64_t answer)
{
    return answer == MEETING_YES  ? M_MEETING_YES
           : answer == MEETING_NO ? M_MEETING_NO
                                  : M_MEETING_ABSTAIN;
}

static Err add_open(const struct making *k, struct council_meeting_page *v)
{
    struct req *q = k->q;
    const struct meeting *m = &k->m;
    struct meeting_ballots all;
    v->has_seat = !id_none(m->me.votes);
    v->is_there = m->there;
    if (m->open == NULL || m->locked || hidden_file(k, m->open->file)) {
        return OK;
    }
    TRY(meeting_ballots(q->tx, m->open->id, &all));
    v->voting = true;
    v->open = vote_of(k, m->open);
    v->undeclared = v->has_seat && m->on != NULL && !m->on->line.declared;
    v->may_answer = v->has_seat && m->there && !v->undeclared;
    if (v->has_seat && !v->may_answer) {
        v->why_not = i18n_text(q->lang, m->there ? M_MEETING_DECLARE_FIRST : M_MEETING_ABSENT);
    }
    for (size_t i = 0; i < all.n && v->has_seat; i++) {
        if (id_eq(all.v[i].seat, m->me.seat.account)) {
            v->own = i18n_text(q->lang, answer_message(all.v[i].answer));
        }
    }
    if (v->puts) {
        v->answered = i18n_fmt(q->arena, q->lang, M_MEETING_ANSWERED, number(q, (int64_t)all.n),
                               number(q, meeting_quorum_for(m, m->open->file).there), STR_NONE);
    }
    return OK;
}

/* ---- the forms ---- */

static void add_option(struct view_field *f, Str value, Str text)
{
    f->options.v[f->options.n++] =
        (struct view_option){ .value = value, .text = text, .chosen = str_eq(value, f->value) };
}

static struct view_field field(struct req *q, const char *name, int label, int hint, Str otherwise)
{
    Str typed = web_form_text(q, str_c(name));
    return view_field(q->view, str_c(name), label, hint, str_none(typed) ? otherwise : typed);
}

/* The note that is being corrected, asked for by its address or on the form that came back. */
static void add_correction(const struct making *k, struct council_meeting_page *v)
{
    struct req *q = k->q;
    Id wanted = web_form_id(q, S("corrects"));
    if (id_none(wanted) && id_parse(or_empty(web_query(q, S("sua"))), &wanted) != OK) {
        return;
    }
    for (size_t i = 0; i < v->notes.n; i++) {
        const struct council_meeting_note *x = &v->notes.v[i];
        if (id_eq(x->id, wanted) && x->may_correct) {
            v->corrects = wanted;
            v->note = field(q, "note", M_MEETING_CORRECTION, M_NONE, x->words);
            v->note.rows = 4;
        }
    }
}

static void add_forms(const struct making *k, struct council_meeting_page *v)
{
    struct req *q = k->q;
    v->kind = field(q, "kind", M_MEETING_KIND, M_NONE, k->m.on != NULL ? S("1") : S("4"));
    v->kind.options.v = NEW_N(q->arena, struct view_option, MEETING_OTHER);
    for (int i = MEETING_CONCLUSION; i <= MEETING_OTHER; i++) {
        add_option(&v->kind, number(q, i), i18n_text(q->lang, meeting_kind_message(i)));
    }
    v->proposal = field(q, "proposal", M_MEETING_PROPOSAL, M_MEETING_PROPOSAL_HINT, S(""));
    v->proposal.rows = 3;
    v->about = field(q, "about", M_MEETING_ABOUT, M_MEETING_ABOUT_HINT,
                     id_none(k->m.now) ? S("") : id_text(q->arena, k->m.now));
    v->about.options.v = NEW_N(q->arena, struct view_option, v->agenda.n + 1);
    add_option(&v->about, S(""), i18n_text(q->lang, M_MEETING_WHOLE));
    for (size_t i = 0; i < v->agenda.n; i++) {
        add_option(&v->about, id_text(q->arena, v->agenda.v[i].id), v->agenda.v[i].product);
    }
    v->note = field(q, "note", M_MEETING_NOTE, M_NONE, S(""));
    v->note.rows = 4;
    if (v->leads) {
        add_correction(k, v);
    }
}

/* ---- the page, and the mark by which a browser sees that it has changed ---- */

static Err make(struct making *k, struct council_meeting_page *v)
{
    struct req *q = k->q;
    const struct council_session *s = q->subject.row;
    TRY(meeting_of(q->tx, s, q->actor.account, &k->m));
    *v = (struct council_meeting_page){
        .session = s->id,
        .now = k->m.locked ? ID_NONE : k->m.now,
        .name = s->name,
        .mark = S(""),
        .held_on = s->held_on,
        .leads = web_may(q, MEETING_LEAD),
        .puts = web_may(q, MEETING_PUT) && !k->m.locked,
        .seconds = REFRESH_SECONDS,
        .seen = TIME_NONE,
        .product = S(""),
        .producer = S(""),
        .aside = S(""),
        .own = S(""),
        .answered = S(""),
        .why_not = S(""),
        .moves = S(""),
    };
    TRY(add_table(k, v));
    add_agenda(k, v);
    add_people(k, v);
    TRY(add_notes(k, v));
    add_votes(k, v);
    return add_open(k, v);
}

/* Over what the reader is shown, but for empty forms, and nothing else: what is not theirs to see
 * moves no mark. */
static Str mark_of(struct req *q, const struct council_meeting_page *v)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_PAGE_BYTES);
    struct view w = *q->view;
    w.csrf = (Html){ S("") };
    w.idem = S("");
    council_meeting_page_html(o, &w, v);
    return str_sub(hash_text(q->arena, hash_of(out_view(o))), 0, MARK_LENGTH);
}

Err council_show_meeting(struct req *q)
{
    struct making k = { .q = q };
    struct council_meeting_page v;
    TRY(make(&k, &v));
    if (!q->view->failed) {
        v.mark = mark_of(q, &v);
    }
    add_forms(&k, &v);
    v.seen = tx_now(q->tx);
    v.follows = !v.puts && !q->view->failed && str_none(web_query(q, S("dung")));
    q->view->refresh = v.follows ? REFRESH_SECONDS : 0;
    q->view->script = (Url){ web_asset(q, S("meeting.js")) };
    council_meeting_page_html(q->out, q->view, &v);
    return OK;
}

Err council_tell_meeting(struct req *q)
{
    struct making k = { .q = q };
    struct council_meeting_page v;
    TRY(make(&k, &v));
    Str mark = mark_of(q, &v), tag = str_fmt(q->arena, "\"%.*s\"", STR_ARG(mark));
    web_header(q, S("Content-Type"), S("text/plain; charset=utf-8"));
    web_header(q, S("ETag"), tag);
    Str known = http_get(&q->http->headers, S("If-None-Match"));
    if (!str_none(known) && http_etag_matches(known, tag)) {
        web_status(q, 304);
        return OK;
    }
    out_raw(q->response->body, mark);
    return OK;
}

/* ---- what is done on it ---- */

static Err back_to_it(struct req *q, int said)
{
    const struct council_session *s = q->subject.row;
    web_flash(q, said, STR_NONE);
    return web_see_other(q, S("/phien/"), s->id, S("/cuoc-hop"));
}

static Err begin(struct req *q, const char *fields, struct meeting *m)
{
    TRY(web_form_check(q, fields));
    return meeting_of(q->tx, q->subject.row, q->actor.account, m);
}

Err council_do_table(struct req *q)
{
    struct meeting m;
    TRY(begin(q, "file was", &m));
    TRY(meeting_put_on_table(q->tx, &m, web_form_id(q, S("file")), web_form_id(q, S("was"))));
    return back_to_it(q, M_MEETING_TABLE_DONE);
}

Err council_do_presence(struct req *q)
{
    struct meeting m;
    TRY(begin(q, "after p.*", &m));
    struct http_fields marks = web_form_all(q, S("p."));
    Id *there = NEW_N(q->arena, Id, marks.n + 1);
    size_t n = 0;
    int64_t after = 0;
    for (size_t i = 0; i < marks.n; i++) {
        if (id_parse(str_skip(marks.v[i].name, 2), &there[n]) != OK) {
            return E_INPUT;
        }
        n += web_form_flag(q, marks.v[i].name) ? 1 : 0;
    }
    if (number_parse(or_empty(web_form(q, S("after"))), 0, INT64_MAX, &after) != OK) {
        return E_INPUT;
    }
    TRY(meeting_note_presence(q->tx, &m, after, n, there));
    return back_to_it(q, M_MEETING_PRESENCE_DONE);
}

Err council_do_note(struct req *q)
{
    struct meeting m;
    TRY(begin(q, "about corrects note", &m));
    TRY(meeting_take_note(q->tx, &m, web_form_id(q, S("about")), web_form_id(q, S("corrects")),
                          or_empty(web_form_text(q, S("note")))));
    return back_to_it(q, M_MEETING_NOTE_DONE);
}

Err council_do_put(struct req *q)
{
    struct meeting m;
    int64_t kind = 0;
    TRY(begin(q, "was kind proposal", &m));
    if (number_parse(or_empty(web_form(q, S("kind"))), 0, MEETING_OTHER, &kind) != OK) {
        kind = 0; /* told on its field */
    }
    TRY(meeting_put_vote(q->tx, &m, web_form_id(q, S("was")), kind,
                         or_empty(web_form_text(q, S("proposal")))));
    return back_to_it(q, M_MEETING_PUT_DONE);
}

Err council_do_answer_vote(struct req *q)
{
    struct meeting m;
    int64_t answer = 0;
    TRY(begin(q, "vote answer", &m));
    if (number_parse(or_empty(web_form(q, S("answer"))), 0, MEETING_ABSTAIN, &answer) != OK) {
        answer = 0;
    }
    TRY(meeting_answer_vote(q->tx, &m, web_form_id(q, S("vote")), answer));
    return back_to_it(q, M_MEETING_ANSWER_DONE);
}

Err council_do_close_vote(struct req *q)
{
    struct meeting m;
    TRY(begin(q, "vote", &m));
    TRY(meeting_close_vote(q->tx, &m, web_form_id(q, S("vote"))));
    return back_to_it(q, M_MEETING_CLOSE_DONE);
}

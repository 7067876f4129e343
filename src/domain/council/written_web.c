/* written_web.c: what pages of the council say of a vote in writing, and calling a meeting. */
#include "domain/access/access.h"
#include "domain/council/inside.h"
#include "domain/council/written.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static struct view_field choice(struct req *q, Str name, int label, size_t n,
                                const struct view_option *options, Str value)
{
    struct view_field f = view_field(q->view, name, label, M_NONE, value);
    f.options.v = NEW_N(q->arena, struct view_option, n);
    for (size_t i = 0; i < n; i++) {
        f.options.v[f.options.n] = options[i];
        f.options.v[f.options.n++].chosen = str_eq(options[i].value, value);
    }
    return f;
}

struct view_field council_how_field(struct req *q)
{
    Str how = or_empty(web_form(q, S("how")));
    const struct view_option options[] = {
        { .value = S("meeting"), .text = i18n_text(q->lang, M_COUNCIL_HOW_MEETING) },
        { .value = S("written"), .text = i18n_text(q->lang, M_COUNCIL_HOW_WRITTEN) },
    };
    return choice(q, S("how"), M_COUNCIL_HOW, COUNT_OF(options), options,
                  str_empty(how) ? S("meeting") : how);
}

Err council_add_written_sheet(struct req *q, Id session, struct council_sheet_page *v)
{
    struct council_written w;
    TRY(council_written_of(q->tx, session, &w));
    v->written = w.asks && v->may_score;
    v->closes_on = w.closes_on;
    const struct view_option options[] = {
        { .value = S("1"), .text = i18n_text(q->lang, M_COUNCIL_WRITTEN_YES) },
        { .value = S("0"), .text = i18n_text(q->lang, M_COUNCIL_WRITTEN_NO) },
    };
    v->agrees = choice(q, S("agrees"), M_COUNCIL_WRITTEN_QUESTION, COUNT_OF(options), options,
                       or_empty(web_form(q, S("agrees"))));
    v->agrees_why =
        view_field(q->view, S("agrees_why"), M_COUNCIL_WRITTEN_WHY, M_COUNCIL_WRITTEN_WHY_HINT,
                   or_empty(web_form_text(q, S("agrees_why"))));
    v->agrees_why.rows = 3;
    return OK;
}

Err council_add_written_session(struct req *q, Id session, struct council_session_page *v)
{
    struct council_written w;
    TRY(council_written_of(q->tx, session, &w));
    v->written = w.is;
    v->in_writing = w.asks;
    v->met_on = w.met_on;
    v->met_why = or_empty(w.met_why);
    v->may_meet = w.asks && web_may(q, SESSION_OPEN);
    if (w.asks && v->watches) {
        struct written_differing n;
        TRY(written_differing(q->tx, session, &n));
        v->differing = n.answers;
    }
    v->meet_on = view_field(q->view, S("met_on"), M_COUNCIL_HELD_ON, M_COUNCIL_DATE_HINT,
                            or_empty(web_form(q, S("met_on"))));
    v->meet_on.width = S("10");
    v->meet_why = view_field(q->view, S("met_why"), M_COUNCIL_WRITTEN_MEET_REASON, M_NONE,
                             or_empty(web_form_text(q, S("met_why"))));
    v->meet_why.rows = 3;
    return OK;
}

Err council_add_written_result(struct req *q, const struct session_file *f,
                               struct council_result_page *v)
{
    struct council_written w;
    struct written_answers all;
    TRY(council_written_of(q->tx, f->session, &w));
    TRY(written_answers_of(q->tx, f->id, &all));
    v->written = w.is;
    v->closes_on = w.closes_on;
    v->met_on = w.met_on;
    v->answers.v = NEW_N(q->arena, struct council_answer_shown, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct written_answer *x = &all.v[i];
        v->answers.v[v->answers.n++] =
            (struct council_answer_shown){ v->closed ? x->name : S(""), x->reason, x->agrees };
    }
    return OK;
}

Err council_do_meet(struct req *q)
{
    const struct council_session *s = q->subject.row;
    Date on = DATE_NONE;
    TRY(web_form_check(q, "met_on met_why"));
    Err e = web_form_date(q, S("met_on"), false, &on);
    if (e != OK) {
        on = tx_today(q->tx); /* the other reasons are told as well */
    }
    TRY(council_written_meet(q->tx, s->id, on, or_empty(web_form_text(q, S("met_why")))));
    TRY(e);
    web_flash(q, M_COUNCIL_WRITTEN_MEET_DONE, STR_NONE);
    return web_see_other(q, S("/phien/"), s->id, S(""));
}

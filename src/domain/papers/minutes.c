/* minutes.c: biên bản họp Hội đồng: who was there, who stood aside, what was voted, what follows.
 */
#include "domain/papers/inside.h"

struct making {
    struct arena *a;
    struct paper *p;
    const struct papers_session *s;
};

static int position_words(int64_t position)
{
    return position == COUNCIL_CHAIR   ? M_PAPERS_AS_CHAIR
           : position == COUNCIL_VICE  ? M_PAPERS_AS_VICE
           : position == COUNCIL_VOTER ? M_PAPERS_AS_VOTER
                                       : M_PAPERS_AS_SECRETARY;
}

static int64_t sheets_of(const struct papers_session *s, Id account)
{
    int64_t n = 0;
    for (size_t f = 0; f < s->n; f++) {
        const struct council_votes *votes = &s->file[f].o.votes;
        for (size_t i = 0; i < votes->n; i++) {
            n += id_eq(votes->v[i].sheet.account, account) ? 1 : 0;
        }
    }
    return n;
}

/* Who sat there: the member, or the member with the substitute who handed the sheets in. */
static Str who_sat(const struct making *m, const struct council_seat *seat)
{
    for (size_t f = 0; f < m->s->n; f++) {
        const struct council_votes *votes = &m->s->file[f].o.votes;
        for (size_t i = 0; i < votes->n; i++) {
            const struct score_sheet_in *sheet = &votes->v[i].sheet;
            if (id_eq(sheet->account, seat->account) && !str_empty(sheet->acted_by)) {
                return papers_f(m->a, M_SEAT_PAPER_STOOD_IN, seat->name, sheet->acted_by,
                                sheet->acted_paper);
            }
        }
    }
    return seat->name;
}

static void put_presence(const struct making *m)
{
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 7, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_NAME), 28, PAPER_LEFT },
                                            { papers_t(M_PAPERS_DEPARTMENT), 32, PAPER_LEFT },
                                            { papers_t(M_PAPERS_POSITION), 17, PAPER_LEFT },
                                            { papers_t(M_PAPERS_PRESENCE), 16, PAPER_CENTRE } };
    paper_text(m->p, PAPER_HEADING, papers_t(M_PAPERS_MINUTES_2));
    paper_table(m->p, 12, COUNT_OF(columns), columns);
    for (size_t i = 0; i < m->s->seats.n; i++) {
        const struct council_seat *seat = &m->s->seats.v[i];
        int64_t n = sheets_of(m->s, seat->account);
        Str there = seat->position > COUNCIL_VOTER
                        ? papers_t(M_PAPERS_TAKES_MINUTES)
                        : papers_f(m->a, M_PAPERS_SHEETS_N, papers_int(m->a, n),
                                   papers_int(m->a, (int64_t)m->s->n - m->s->open), STR_NONE);
        const Str cells[] = { papers_int(m->a, (int64_t)i + 1), who_sat(m, seat), seat->department,
                              papers_t(position_words(seat->position)), there };
        paper_row(m->p, false, cells);
    }
    paper_table_end(m->p);
}

/* Who was in the room from when till when, as the secretary noted it. */
static void put_stays(const struct making *m)
{
    const struct meeting_record *r = &m->s->meeting;
    if (r->stays.n == 0) {
        return;
    }
    paper_text(m->p, PAPER_BODY,
               papers_f(m->a, M_PAPERS_MEETING_CAME, papers_int(m->a, r->came),
                        papers_int(m->a, r->seats), STR_NONE));
    for (size_t i = 0; i < r->stays.n; i++) {
        const struct meeting_stay *x = &r->stays.v[i];
        bool left = !time_none(x->until);
        paper_text(m->p, PAPER_LINE,
                   papers_f(m->a, left ? M_PAPERS_MEETING_STAY : M_PAPERS_MEETING_STAYED, x->name,
                            papers_time(m->a, x->from),
                            left ? papers_time(m->a, x->until) : STR_NONE));
    }
}

static void put_recusals(const struct making *m)
{
    size_t n = 0;
    paper_text(m->p, PAPER_HEADING, papers_t(M_PAPERS_MINUTES_3));
    for (size_t f = 0; f < m->s->n; f++) {
        const struct council_outcome *o = &m->s->file[f].o;
        for (size_t i = 0; i < o->recused.n; i++, n++) {
            paper_text(m->p, PAPER_BODY,
                       papers_f(m->a, M_PAPERS_RECUSED, o->recused.v[i].name, o->f.product_name,
                                o->recused.v[i].reason));
        }
    }
    if (n == 0) {
        paper_text(m->p, PAPER_BODY, papers_t(M_PAPERS_NO_RECUSALS));
    }
}

/* "92; 90; 88": every total, in the order of the sheets. */
static Str totals_of(struct arena *a, const struct council_outcome *o)
{
    struct out *out CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    for (size_t i = 0; i < o->votes.n; i++) {
        out_raw(out, i > 0 ? S("; ") : S(""));
        out_int(out, o->r.totals[i]);
    }
    return out_dup(a, out);
}

static void put_votes(const struct making *m)
{
    const struct paper_column columns[] = { { papers_t(M_PAPERS_COL_NO), 7, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_PRODUCT), 26, PAPER_LEFT },
                                            { papers_t(M_PAPERS_PRODUCER), 24, PAPER_LEFT },
                                            { papers_t(M_PAPERS_COL_SHEETS), 9, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_TOTALS), 15, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_MEAN), 9, PAPER_CENTRE },
                                            { papers_t(M_PAPERS_COL_RANK), 10, PAPER_CENTRE } };
    paper_text(m->p, PAPER_HEADING, papers_t(M_PAPERS_MINUTES_4));
    paper_table(m->p, 12, COUNT_OF(columns), columns);
    for (size_t f = 0; f < m->s->n; f++) {
        const struct council_outcome *o = &m->s->file[f].o;
        const struct score_result *z = &o->stored;
        const Str open[] = { papers_int(m->a, o->f.position),
                             o->f.product_name,
                             o->f.producer_name,
                             S(""),
                             S(""),
                             S(""),
                             papers_t(M_PAPERS_NOT_CLOSED) };
        const Str closed[] = {
            papers_int(m->a, o->f.position),
            o->f.product_name,
            o->f.producer_name,
            str_fmt(m->a, "%lld/%lld", (long long)z->sheets, (long long)z->members),
            o->closed ? totals_of(m->a, o) : S(""),
            o->closed ? papers_mean(m->a, (Frac){ z->mean_num, z->mean_den }) : S(""),
            papers_star(m->a, z->star)
        };
        paper_row(m->p, false, o->closed ? closed : open);
    }
    paper_table_end(m->p);
}

static void put_counts(const struct making *m)
{
    int64_t n[6] = { 0 };
    for (size_t f = 0; f < m->s->n; f++) {
        const struct council_outcome *o = &m->s->file[f].o;
        n[o->closed && o->stored.star >= 3 ? o->stored.star : o->closed ? 1 : 0]++;
    }
    paper_text(m->p, PAPER_BODY,
               papers_f(m->a, M_PAPERS_COUNT_ALL, papers_int(m->a, (int64_t)m->s->n - n[0]),
                        STR_NONE, STR_NONE));
    for (int star = 5; star >= 3; star--) {
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_COUNT_STAR, papers_int(m->a, n[star]),
                            papers_int(m->a, star), STR_NONE));
    }
    paper_text(m->p, PAPER_BODY,
               papers_f(m->a, M_PAPERS_COUNT_BELOW, papers_int(m->a, n[1]), STR_NONE, STR_NONE));
    if (n[0] > 0) {
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_COUNT_OPEN, papers_int(m->a, n[0]), STR_NONE, STR_NONE));
    }
}

/* ---- the meeting: notes, votes, and what the group decided apart from the sheets ---- */

static Str about(Str product)
{
    return str_empty(product) ? papers_t(M_MEETING_WHOLE) : product;
}

/* Of a note that was corrected only the correction is printed. */
static void put_notes(const struct making *m)
{
    const struct meeting_notes *all = &m->s->meeting.notes;
    for (size_t i = 0; i < all->n; i++) {
        const struct meeting_note *x = &all->v[i];
        if (!x->corrected) {
            paper_text(m->p, PAPER_BODY,
                       papers_f(m->a, M_PAPERS_MEETING_NOTE, about(x->product),
                                str_fmt(m->a, "%.*s, %.*s", STR_ARG(papers_time(m->a, x->at)),
                                        STR_ARG(x->name)),
                                x->words));
        }
    }
}

static void put_group_votes(const struct making *m)
{
    const struct meeting_votes *all = &m->s->meeting.votes;
    for (size_t i = 0; i < all->n; i++) {
        const struct meeting_vote *x = &all->v[i];
        bool closed = meeting_vote_closed(x);
        Str head = papers_f(m->a, M_PAPERS_MEETING_VOTE, papers_int(m->a, x->no),
                            papers_t(meeting_kind_message(x->kind)), about(x->product));
        Str told = closed ? meeting_told(m->a, LANG_VI, x) : papers_t(M_PAPERS_MEETING_OPEN);
        const struct paper_run runs[] = {
            { str_cat(m->a, head, S(" ")), true, false },
            { str_cat(m->a, x->words, S(" ")), false, false },
            { closed ? str_cat(m->a, told, S(" ")) : told, false, false },
            { closed ? papers_t(meeting_rule_message(x->rule)) : S(""), false, true },
            { closed ? str_fmt(m->a, " %.*s.",
                               STR_ARG(papers_t(x->carried ? M_MEETING_CARRIED : M_MEETING_LOST)))
                     : S(""),
              true, false }
        };
        paper_runs(m->p, PAPER_BODY, COUNT_OF(runs), runs);
    }
}

static void put_decisions(const struct making *m)
{
    size_t n = 0;
    for (size_t f = 0; f < m->s->n; f++) {
        const struct session_file *file = &m->s->file[f].o.f;
        const struct meeting_vote *x = meeting_decision(&m->s->meeting.votes, file->id);
        if (x != NULL) {
            n++;
            paper_text(m->p, PAPER_BODY,
                       papers_f(m->a, M_PAPERS_MEETING_DECISION, file->product_name,
                                papers_t(meeting_kind_message(x->kind)), papers_int(m->a, x->no)));
        }
    }
    if (n > 0) {
        paper_text(m->p, PAPER_BODY, papers_t(M_MEETING_APART));
    }
}

static void put_meeting(const struct making *m)
{
    const struct meeting_record *r = &m->s->meeting;
    if (r->notes.n + r->votes.n > 0) {
        paper_text(m->p, PAPER_HEADING, papers_t(M_PAPERS_MINUTES_MEETING));
        put_notes(m);
        put_group_votes(m);
        put_decisions(m);
    }
}

/* ---- discussions of sheets ---- */

static Str present_at(const struct making *m, const struct council_outcome *o, Id talk)
{
    struct out *out CLEANUP(out_cleanup) = out_new(LIMIT_TEXT * 4);
    for (size_t i = 0; i < o->talk_presents.n; i++) {
        if (id_eq(o->talk_presents.v[i].talk, talk)) {
            out_raw(out, out->n > 0 ? S(", ") : S(""));
            out_raw(out, o->talk_presents.v[i].name);
        }
    }
    return out_dup(m->a, out);
}

static bool opens(const struct council_outcome *o, Id talk, Str item)
{
    for (size_t i = 0; i < o->talk_items.n; i++) {
        if (id_eq(o->talk_items.v[i].talk, talk) && str_eq(o->talk_items.v[i].item, item)) {
            return true;
        }
    }
    return false;
}

/* In the order of the sheet. */
static Str opened_by(const struct making *m, const struct council_outcome *o, Id talk)
{
    struct out *out CLEANUP(out_cleanup) = out_new(LIMIT_TEXT * 4);
    for (int i = 0; i < o->set->n_items; i++) {
        if (opens(o, talk, o->set->item[i].id)) {
            out_raw(out, out->n > 0 ? S(", ") : S(""));
            out_raw(out, o->set->item[i].code);
        }
    }
    return out_dup(m->a, out);
}

/* What was said of sheets far apart, who scored again, and why it was closed all the same. */
static void put_talks(const struct making *m, const struct council_outcome *o)
{
    for (size_t i = 0; i < o->talks.n; i++) {
        const struct talk *t = &o->talks.v[i];
        Str items = opened_by(m, o, t->id);
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_TALK, papers_int(m->a, t->no),
                            papers_long_day(m->a, date_of(t->at)), t->words));
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_TALK_THERE, present_at(m, o, t->id),
                            str_empty(items) ? papers_t(M_PAPERS_TALK_NONE) : items, STR_NONE));
    }
    for (size_t i = 0; i < o->votes.n; i++) {
        const struct council_vote *v = &o->votes.v[i];
        if (v->laters.n > 0) {
            paper_text(m->p, PAPER_BODY,
                       papers_f(m->a, M_PAPERS_VERSIONS, v->sheet.name,
                                papers_int(m->a, (int64_t)v->laters.n + 1), STR_NONE));
        }
    }
    if (o->stayed_apart) {
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_STATEMENT, o->statement.words, STR_NONE, STR_NONE));
    }
}

/* What was scored, and what it took the place of while the council sat. */
static void put_version(const struct making *m, const struct papers_file *f)
{
    paper_text(
        m->p, PAPER_LINE,
        str_fmt(m->a, "%.*s: %.*s.", STR_ARG(papers_t(M_RESCORE_PAPER_ON)),
                STR_ARG(papers_f(m->a, M_RESCORE_PAPER_VERSION, papers_int(m->a, f->frozen.no),
                                 hash_text(m->a, f->frozen.hash), STR_NONE))));
    for (size_t i = 0; i < f->o.laids.n; i++) {
        const struct file_laid *l = &f->o.laids.v[i];
        paper_text(m->p, PAPER_LINE,
                   papers_f(m->a, M_RESCORE_PAPER_LAID, papers_int(m->a, l->filed_no),
                            papers_int(m->a, l->before_no), papers_long_day(m->a, date_of(l->at))));
    }
}

static void put_conclusions(const struct making *m)
{
    bool met = m->s->meeting.notes.n + m->s->meeting.votes.n > 0;
    paper_text(m->p, PAPER_HEADING, papers_t(met ? M_PAPERS_MINUTES_6 : M_PAPERS_MINUTES_5));
    put_counts(m);
    for (size_t f = 0; f < m->s->n; f++) {
        const struct council_outcome *o = &m->s->file[f].o;
        if (!o->closed) {
            continue;
        }
        const struct paper_run runs[] = {
            { str_fmt(m->a, "%lld. %.*s (%.*s): ", (long long)o->f.position,
                      STR_ARG(o->f.product_name), STR_ARG(o->f.producer_name)),
              true, false },
            { o->explanation, false, false },
            { o->stored.diverges ? papers_f(m->a, M_PAPERS_DIVERGES,
                                            papers_int(m->a, o->stored.spread), STR_NONE, STR_NONE)
                                 : S(""),
              false, true }
        };
        paper_runs(m->p, PAPER_BODY, COUNT_OF(runs), runs);
        put_version(m, &m->s->file[f]);
        put_talks(m, o);
    }
}

/* How the council worked: at a meeting, in writing, or in writing and then at a meeting. */
static void put_procedure(const struct making *m)
{
    const struct council_written *w = &m->s->written;
    if (!w->is) {
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_MINUTES_WHEN, papers_long_day(m->a, m->s->s.held_on),
                            STR_NONE, STR_NONE));
        return;
    }
    paper_text(m->p, PAPER_BODY,
               papers_f(m->a, M_PAPERS_MINUTES_WRITTEN, papers_long_day(m->a, w->closes_on),
                        STR_NONE, STR_NONE));
    if (!w->asks) {
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_MINUTES_MET, papers_long_day(m->a, w->met_on),
                            w->met_why, STR_NONE));
    }
}

/* What members answered in writing, of closed files. */
static void put_answers(const struct making *m)
{
    for (size_t f = 0; f < m->s->n; f++) {
        const struct papers_file *file = &m->s->file[f];
        int64_t agree = 0;
        for (size_t i = 0; i < file->answers.n; i++) {
            agree += file->answers.v[i].agrees ? 1 : 0;
        }
        if (!m->s->written.is || !file->o.closed) {
            continue;
        }
        paper_text(m->p, PAPER_BODY,
                   papers_f(m->a, M_PAPERS_ANSWERS_N, file->o.f.product_name,
                            papers_int(m->a, agree),
                            papers_int(m->a, (int64_t)file->answers.n - agree)));
        for (size_t i = 0; i < file->answers.n; i++) {
            const struct written_answer *x = &file->answers.v[i];
            if (!x->agrees) {
                paper_text(m->p, PAPER_BODY,
                           papers_f(m->a, M_PAPERS_ANSWER_OTHER, x->name, x->reason, STR_NONE));
            }
        }
    }
}

struct paper *papers_minutes(struct arena *a, const struct papers_session *s)
{
    struct paper_opts opts =
        papers_opts(papers_t(M_PAPERS_MINUTES_TITLE), &s->names, papers_made(s), s->open > 0);
    struct making m = { a, paper_new(a, &opts), s };
    struct paper_head h = papers_council_head(a, &s->names, &s->c);
    h.date = s->s.held_on;
    h.number = papers_t(M_PAPERS_MINUTES_NUMBER);
    h.kind = papers_t(M_PAPERS_MINUTES_KIND);
    h.subject = papers_f(a,
                         s->written.is && s->written.asks ? M_PAPERS_MINUTES_SUBJECT_WRITTEN
                                                          : M_PAPERS_MINUTES_SUBJECT,
                         s->s.name, STR_NONE, STR_NONE);
    paper_head(m.p, &h);
    paper_text(m.p, PAPER_HEADING, papers_t(M_PAPERS_MINUTES_1));
    put_procedure(&m);
    paper_text(m.p, PAPER_BODY,
               papers_f(a, M_PAPERS_MINUTES_BASIS, s->c.decision_no,
                        papers_long_day(a, s->c.decision_date), s->c.name));
    put_presence(&m);
    put_stays(&m);
    put_recusals(&m);
    put_votes(&m);
    put_answers(&m);
    put_meeting(&m);
    put_conclusions(&m);
    paper_text(m.p, PAPER_BODY, papers_t(M_PAPERS_MINUTES_END));
    paper_sign(m.p,
               &(const struct paper_signer){ .role = papers_t(M_PAPERS_SECRETARY),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT),
                                             .name = papers_seat_name(s, COUNCIL_SECRETARY) },
               &(const struct paper_signer){ .lead = papers_t(M_PAPERS_FOR_COUNCIL),
                                             .role = papers_t(M_PAPERS_CHAIR),
                                             .hint = papers_t(M_PAPERS_SIGN_HINT),
                                             .name = papers_seat_name(s, COUNCIL_CHAIR) },
               0, NULL);
    return m.p;
}

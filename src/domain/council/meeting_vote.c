/* meeting_vote.c: what the council answers as a group: put, answered, counted. Never the sheets. */
#include "domain/access/access.h"
#include "domain/council/meeting.h"
#include "messages.h"

enum { PROPOSAL_MAX_CHARS = 2000 };

/* ---- words and rules ---- */

int meeting_kind_message(int64_t kind)
{
    return kind == MEETING_CONCLUSION   ? M_MEETING_KIND_CONCLUSION
           : kind == MEETING_SUPPLEMENT ? M_MEETING_KIND_SUPPLEMENT
           : kind == MEETING_POSTPONE   ? M_MEETING_KIND_POSTPONE
                                        : M_MEETING_KIND_OTHER;
}

int meeting_rule_message(int64_t rule)
{
    return rule == MEETING_OF_CAST      ? M_MEETING_RULE_CAST
           : rule == MEETING_OF_SEATS   ? M_MEETING_RULE_SEATS
           : rule == MEETING_TWO_THIRDS ? M_MEETING_RULE_TWO_THIRDS
                                        : M_MEETING_RULE_PRESENT;
}

int64_t meeting_needed(enum meeting_rule rule, int64_t voters, int64_t cast, int64_t seats)
{
    int64_t two_thirds = (2 * voters + 2) / 3;
    return rule == MEETING_OF_CAST      ? cast / 2 + 1
           : rule == MEETING_OF_SEATS   ? seats / 2 + 1
           : rule == MEETING_TWO_THIRDS ? (two_thirds > 0 ? two_thirds : 1)
                                        : voters / 2 + 1;
}

static Err rule_of_today(struct tx *tx, int64_t *ret)
{
    Str word = STR_NONE;
    TRY(setting_get(tx, S("council.majority"), S("present"), &word));
    *ret = str_eq(word, S("cast"))         ? MEETING_OF_CAST
           : str_eq(word, S("seats"))      ? MEETING_OF_SEATS
           : str_eq(word, S("two_thirds")) ? MEETING_TWO_THIRDS
                                           : MEETING_OF_PRESENT;
    return OK;
}

bool meeting_vote_closed(const struct meeting_vote *v)
{
    return !time_none(v->closed_at);
}

const struct meeting_vote *meeting_decision(const struct meeting_votes *votes, Id file)
{
    for (size_t i = votes->n; i > 0; i--) {
        const struct meeting_vote *v = &votes->v[i - 1];
        if (id_eq(v->file, file) && v->carried && v->kind != MEETING_OTHER) {
            return v;
        }
    }
    return NULL;
}

static Str words_of(struct arena *a, enum lang lang, int key, int64_t x, int64_t y, int64_t z)
{
    return i18n_fmt(a, lang, key, str_fmt(a, "%lld", (long long)x),
                    str_fmt(a, "%lld", (long long)y), str_fmt(a, "%lld", (long long)z));
}

Str meeting_told(struct arena *a, enum lang lang, const struct meeting_vote *v)
{
    int64_t silent = v->voters - v->in_favour - v->against - v->abstained;
    Str counts = words_of(a, lang, M_MEETING_COUNTS, v->in_favour, v->against, v->abstained);
    Str rest = words_of(a, lang, M_MEETING_COUNTS_OF, silent, v->voters, v->needed);
    return str_fmt(a, "%.*s %.*s", STR_ARG(counts), STR_ARG(rest));
}

/* ---- putting ---- */

/* The secretary leads every vote; a chair who may not judge the file, or is not there, none. */
static Err check_leads(struct tx *tx, const struct meeting *m)
{
    if (m->locked) {
        return refuse(tx, M_MEETING_MAY_NOT_JUDGE, STR_NONE, STR_NONE);
    }
    return m->me.presides && !m->there ? refuse(tx, M_MEETING_ABSENT, STR_NONE, STR_NONE) : OK;
}

static Str number(struct tx *tx, int64_t n)
{
    return str_fmt(tx_arena(tx), "%lld", (long long)n);
}

static Err check_quorum(struct tx *tx, const struct meeting *m)
{
    struct meeting_quorum q = meeting_quorum_for(m, m->now);
    if (q.there < q.needed || q.there == 0) {
        return refuse(tx, M_MEETING_NO_QUORUM, number(tx, q.there), number(tx, q.needed));
    }
    return q.chair_in ? OK : refuse(tx, M_MEETING_NO_CHAIR, STR_NONE, STR_NONE);
}

static Err check_proposal(struct tx *tx, const struct meeting *m, int64_t kind, Str words)
{
    Err e = OK;
    if (kind < MEETING_CONCLUSION || kind > MEETING_OTHER) {
        e = refuse_field(tx, S("kind"), M_MEETING_KIND_NEEDED, STR_NONE, STR_NONE);
    } else if (kind != MEETING_OTHER && m->on == NULL) {
        e = refuse_field(tx, S("kind"), M_MEETING_KIND_NEEDS_FILE, STR_NONE, STR_NONE);
    }
    if (str_empty(str_trim(words)) || utf8_length(words) > PROPOSAL_MAX_CHARS) {
        e = refuse_field(tx, S("proposal"), M_MEETING_PROPOSAL_NEEDED, STR_NONE, STR_NONE);
    }
    return e;
}

Err meeting_put_vote(struct tx *tx, const struct meeting *m, Id was, int64_t kind, Str words)
{
    int64_t rule = MEETING_OF_PRESENT;
    TRY(check_leads(tx, m));
    if (!id_eq(was, m->now)) {
        return E_STALE;
    }
    if (m->open != NULL) {
        return refuse(tx, M_MEETING_VOTE_IS_OPEN, STR_NONE, STR_NONE);
    }
    TRY(check_proposal(tx, m, kind, words));
    TRY(check_quorum(tx, m));
    TRY(rule_of_today(tx, &rule));
    Id id = tx_new_id(tx);
    TRY(meeting_vote_add(tx, id, m->s.id, (int64_t)m->votes.n + 1, m->now, kind, str_trim(words),
                         rule, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("meeting.vote_put"), id);
}

/* ---- answering ---- */

Err meeting_answer_vote(struct tx *tx, const struct meeting *m, Id vote, int64_t answer)
{
    if (id_none(m->me.votes)) {
        return refuse(tx, M_MEETING_NO_VOTE, STR_NONE, STR_NONE);
    }
    if (m->locked) { /* the same whether there is a vote or not */
        return refuse(tx, M_MEETING_MAY_NOT_JUDGE, STR_NONE, STR_NONE);
    }
    if (!m->there) {
        return refuse(tx, M_MEETING_ABSENT, STR_NONE, STR_NONE);
    }
    if (m->on != NULL && !m->on->line.declared) {
        return refuse(tx, M_MEETING_DECLARE_FIRST, STR_NONE, STR_NONE);
    }
    if (m->open == NULL || !id_eq(m->open->id, vote)) {
        return refuse(tx, M_MEETING_VOTE_OVER, STR_NONE, STR_NONE);
    }
    if (answer < MEETING_YES || answer > MEETING_ABSTAIN) {
        return refuse_field(tx, S("answer"), M_MEETING_ANSWER_NEEDED, STR_NONE, STR_NONE);
    }
    TRY(meeting_ballot_add(tx, tx_new_id(tx), vote, m->me.seat.account, tx_account(tx), answer,
                           tx_now(tx)));
    return tx_note(tx, S("meeting.ballot"), vote);
}

/* ---- counting ---- */

static const struct meeting_ballot *ballot_of(const struct meeting_ballots *all, Id seat)
{
    for (size_t i = 0; i < all->n; i++) {
        if (id_eq(all->v[i].seat, seat)) {
            return &all->v[i];
        }
    }
    return NULL;
}

struct count {
    int64_t seats, voters, answers[MEETING_ABSTAIN + 1];
};

/* Voters: there, or have answered; and may judge the file now. */
static struct count count_all(const struct meeting *m, const struct meeting_ballots *ballots)
{
    const struct meeting_item *item = meeting_item_of(m, m->open->file);
    struct count n = { 0, 0, { 0 } };
    for (size_t i = 0; i < m->people.n; i++) {
        const struct meeting_person *p = &m->people.v[i];
        const struct meeting_ballot *b = ballot_of(ballots, p->seat);
        bool aside = item != NULL && (item->away & ((MeetingSeats)1 << i)) != 0;
        if (p->position > COUNCIL_VOTER) {
            continue;
        }
        n.seats++;
        n.voters += !aside && (p->there || b != NULL) ? 1 : 0;
        n.answers[b != NULL && !aside ? b->answer : 0]++;
    }
    return n;
}

Err meeting_close_vote(struct tx *tx, const struct meeting *m, Id vote)
{
    struct meeting_ballots ballots;
    TRY(check_leads(tx, m));
    if (m->open == NULL || !id_eq(m->open->id, vote)) {
        return E_STALE;
    }
    TRY(meeting_ballots(tx, vote, &ballots));
    struct count n = count_all(m, &ballots);
    int64_t yes = n.answers[MEETING_YES], no = n.answers[MEETING_NO];
    int64_t needed = meeting_needed((enum meeting_rule)m->open->rule, n.voters, yes + no, n.seats);
    TRY(meeting_result_add(tx, vote, n.voters, needed, yes, no, n.answers[MEETING_ABSTAIN],
                           yes >= needed, tx_account(tx), tx_now(tx)));
    return tx_note(tx, S("meeting.vote_closed"), vote);
}

/* result_web.c: the result of a file: who gave what, the mean, the star and why. */
#include "domain/access/access.h"
#include "domain/council/council.views.h"
#include "domain/council/inside.h"
#include "domain/council/talk.h"
#include "messages.h"
#include "platform/json/json.h"

/* The chart in user units: 3 a point, from 44. */
enum { CHART_LEFT = 44, CHART_POINT = 3, CHART_TOP = 24, CHART_ROW = 18, DETAIL_MAX = 1 << 20 };

struct making {
    struct req *q;
    const struct council_case *k;
    const struct criteria_set *set;
    struct council_votes votes;
    struct criteria_policy policy;
    struct criteria_result r;
    bool closed;
};

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

static Str number(struct req *q, int64_t v)
{
    return str_fmt(q->arena, "%lld", (long long)v);
}

static Str decimal(struct req *q, Frac f)
{
    struct out *o CLEANUP(out_cleanup) = out_new(60);
    i18n_frac(o, q->lang, f);
    return out_dup(q->arena, o);
}

static const struct criteria_option *option_of(const struct making *m, const struct council_vote *v,
                                               int item)
{
    return council_chosen(m->set, &v->answers, item);
}

static int64_t sum_of(const struct making *m, const struct council_vote *v, int part)
{
    return council_part_sum(m->set, &v->answers, part);
}

static int64_t blanks_of(const struct making *m, const struct council_vote *v)
{
    int64_t n = 0;
    for (int i = 0; i < m->set->n_items; i++) {
        n += option_of(m, v, i) == NULL ? 1 : 0;
    }
    return n;
}

static void add_ballots(const struct making *m, struct council_result_page *v)
{
    struct req *q = m->q;
    v->ballots.v = NEW_N(q->arena, struct council_ballot, m->votes.n + 1);
    for (size_t i = 0; i < m->votes.n; i++) {
        const struct council_vote *vote = &m->votes.v[i];
        struct council_ballot *b = &v->ballots.v[v->ballots.n++];
        *b = (struct council_ballot){
            .no = i18n_fmt(q->arena, q->lang, M_COUNCIL_BALLOT_NO, number(q, (int64_t)i + 1),
                           STR_NONE, STR_NONE),
            .a = sum_of(m, vote, 0),
            .b = sum_of(m, vote, 1),
            .c = sum_of(m, vote, 2),
            .blank = blanks_of(m, vote),
            .versions = (int64_t)vote->laters.n + 1,
            .sound = vote->sound,
        };
        v->revised = v->revised || (m->closed && vote->laters.n > 0);
        if (m->closed) {
            b->name = vote->sheet.name;
            b->department = vote->sheet.department;
            b->role = i18n_text(q->lang, council_position_message(vote->sheet.position));
            b->remark = vote->sheet.remark;
            b->acted = str_empty(vote->sheet.acted_by)
                           ? S("")
                           : i18n_fmt(q->arena, q->lang, M_SEAT_ACTED, vote->sheet.acted_by,
                                      vote->sheet.acted_paper, STR_NONE);
            b->laters = council_laters_said(q, m->set, &vote->laters, &vote->answers);
        }
        b->total = b->a + b->b + b->c;
        b->bar_y = CHART_TOP + (int64_t)i * CHART_ROW;
        b->bar_width = b->total * CHART_POINT;
        b->text_y = b->bar_y + 10;
        b->text_x = CHART_LEFT + CRITERIA_TOTAL * CHART_POINT + 4; /* clear of bars and mean */
        v->tampered = v->tampered || !vote->sound;
    }
}

static void add_chart(const struct making *m, struct council_result_page *v)
{
    v->axis_y = 8 + (int64_t)m->votes.n * CHART_ROW;
    v->mean_y = CHART_TOP - 6 + v->axis_y;
    v->chart_height = v->mean_y + 16;
    v->mean_x = CHART_LEFT + frac_round((Frac){ m->r.mean.num * CHART_POINT, m->r.mean.den }, 0);
    v->bands.v = NEW_N(m->q->arena, struct council_band_shape, 5);
    for (int s = 1; s <= 5; s++) {
        int64_t from = m->set->band_min[s], to = s == 5 ? CRITERIA_TOTAL : m->set->band_min[s + 1];
        struct council_band_shape *b = &v->bands.v[v->bands.n++];
        *b = (struct council_band_shape){ .x = CHART_LEFT + from * CHART_POINT,
                                          .width = (to - from) * CHART_POINT,
                                          .star = s };
        b->label_x = b->x + b->width / 2 - 8;
    }
}

/* ---- criterion by criterion ---- */

static struct council_result_row *row_begin(const struct making *m, struct council_result_page *v)
{
    struct council_result_row *r = &v->rows.v[v->rows.n++];
    r->cells.v = NEW_N(m->q->arena, struct council_cell, m->votes.n + 1);
    return r;
}

static void add_item(const struct making *m, int item, struct council_result_page *v)
{
    struct council_result_row *r = row_begin(m, v);
    int64_t sum = 0;
    r->code = m->set->item[item].code;
    r->title = m->set->item[item].title;
    for (size_t i = 0; i < m->votes.n; i++) {
        const struct criteria_option *o = option_of(m, &m->votes.v[i], item);
        sum += o == NULL ? 0 : o->points;
        r->cells.v[r->cells.n++] =
            (struct council_cell){ o == NULL ? S("–") : number(m->q, o->points), o == NULL };
    }
    r->mean = decimal(m->q, frac_make(sum, (int64_t)m->votes.n));
}

static void add_part(const struct making *m, int part, struct council_result_page *v)
{
    struct council_result_row *r = row_begin(m, v);
    int64_t all = 0;
    r->strong = true;
    r->code = i18n_fmt(m->q->arena, m->q->lang, M_COUNCIL_PART_SUM, m->set->part[part].code,
                       STR_NONE, STR_NONE);
    r->title = m->set->part[part].title;
    for (size_t i = 0; i < m->votes.n; i++) {
        int64_t sum = sum_of(m, &m->votes.v[i], part);
        all += sum;
        r->cells.v[r->cells.n++] = (struct council_cell){ number(m->q, sum), false };
    }
    r->mean = decimal(m->q, frac_make(all, (int64_t)m->votes.n));
}

static void add_rows(const struct making *m, struct council_result_page *v)
{
    v->rows.v = NEW_N(m->q->arena, struct council_result_row, CRITERIA_ITEMS_MAX + 4);
    for (int p = 0; p < (int)COUNT_OF(m->set->part); p++) {
        add_part(m, p, v);
        for (int i = 0; i < m->set->n_items; i++) {
            if (m->set->section[m->set->item[i].section].part == p) {
                add_item(m, i, v);
            }
        }
    }
}

static void add_failing(const struct making *m, struct council_result_page *v)
{
    struct req *q = m->q;
    v->failing.v = NEW_N(q->arena, struct council_failing, m->r.n_failing + 1);
    for (size_t i = 0; i < m->r.n_failing; i++) {
        const struct criteria_gate *g = &m->r.failing[i];
        v->failing.v[v->failing.n++] = council_gate_words(q->arena, m->set, &m->policy, &m->r, g);
    }
}

/* ---- the verdict ---- */

static Err add_stored(const struct making *m, struct council_result_page *v)
{
    struct req *q = m->q;
    struct score_result z;
    bool found = false;
    TRY(score_result_get(q->tx, m->k->f.id, &found, &z));
    if (!found) {
        return fault(E_DB, "a closed file has no result");
    }
    json_t *detail CLEANUP(json_cleanup) = NULL;
    int at = 0;
    TRY(json_read(z.detail, DETAIL_MAX, &detail, &at));
    Frac mean = { z.mean_num, z.mean_den };
    v->explanation = str_dup(q->arena, or_empty(json_str(detail, "explanation")));
    v->exact = council_exact(q->arena, mean);
    v->decimal = decimal(q, mean);
    v->star.n = z.star;
    v->verdict = z.star >= 3 ? i18n_fmt(q->arena, q->lang, M_COUNCIL_VERDICT, number(q, z.star),
                                        STR_NONE, STR_NONE)
                             : i18n_text(q->lang, M_COUNCIL_VERDICT_LOW);
    v->closed_at = z.at;
    v->seats = z.members;
    v->sheets = z.sheets;
    v->spread = z.spread;
    v->diverges = z.diverges;
    return OK;
}

static void add_so_far(const struct making *m, struct council_result_page *v)
{
    v->sheets = (int64_t)m->votes.n;
    v->decimal = decimal(m->q, m->r.mean);
    v->exact = council_exact(m->q->arena, m->r.mean);
    v->spread = m->r.spread;
    v->diverges = m->r.diverges;
    v->closed_at = TIME_NONE;
}

static Err begin(struct req *q, struct making *m)
{
    *m = (struct making){ .q = q, .k = council_case_of(q) };
    m->closed = m->k->f.state == SCORING_CLOSED;
    TRY(council_set_of(q, m->k->f.criteria, &m->set));
    TRY(council_votes_of(q->tx, m->k->f.id, &m->votes));
    if (m->votes.n == 0) {
        return E_NONE;
    }
    if (!m->closed) {
        council_votes_mix(&m->votes);
    }
    if (!council_policy_of(&m->k->c, &m->policy)) {
        return fault(E_DB, "a council's regulation is unknown");
    }
    return council_votes_score(q->arena, &m->k->c, m->set, &m->votes, &m->r);
}

/* What was said, and why it was closed though sheets stayed apart. */
static Err add_talks(const struct making *m, struct council_result_page *v)
{
    struct req *q = m->q;
    const struct session_file *f = &m->k->f;
    struct file_statement s;
    bool found = false;
    v->may_talk = m->r.diverges && web_may(q, TALK_VIEW);
    v->talk = council_file_href(q, f->session, f->id, "/thao-luan");
    TRY(council_talks_said(q, f->id, m->set, &v->said));
    TRY(file_statement_of(q->tx, f->id, &found, &s));
    v->session_id = f->session;
    v->may_compare = m->closed && web_may(q, LENIENCY_VIEW);
    v->statement = found ? s.words : S("");
    v->statement_by = found ? s.name : S("");
    return OK;
}

Err council_show_result(struct req *q)
{
    struct making m;
    TRY(begin(q, &m));
    const struct session_file *f = &m.k->f;
    struct council_result_page v = {
        .file = f->id,
        .product = f->product_name,
        .producer = f->producer_name,
        .place = f->place_text,
        .code = or_empty(f->dossier_code),
        .set_name = m.set->name,
        .session = f->session_name,
        .session_href = council_href(q, "/phien/", f->session, ""),
        .closed = m.closed,
        .names = m.closed,
        .divergence = m.k->c.divergence,
    };
    if (m.closed) {
        TRY(add_stored(&m, &v));
    } else {
        add_so_far(&m, &v);
    }
    TRY(council_version_said(q, f->id, &v.on));
    add_ballots(&m, &v);
    add_chart(&m, &v);
    add_rows(&m, &v);
    add_failing(&m, &v);
    TRY(council_add_written_result(q, f, &v));
    TRY(council_add_sensory_result(q, f->id, &v));
    TRY(add_talks(&m, &v));
    q->view->title = v.product;
    council_result_page_html(q->out, q->view, &v);
    return OK;
}

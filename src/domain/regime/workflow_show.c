/* workflow_show.c: a workflow as a picture, a table, and the page of the manual. */
#include "domain/regime/workflow.h"
#include "domain/regime/regime.views.h"
#include "messages.h"
#include "platform/i18n/i18n.h"

enum {
    BOX_W = 138,
    BOX_H = 46,
    COL_0 = 14,
    COL_STEP = 182,
    LINE_0 = 10,
    LINE_STEP = 96,
    LETTERS = 17, /* that fit into a line of a box */
    HEAD = 7,
    BESIDE = 9 /* from the middle, where two lines run side by side */
};

static Str words(int key)
{
    return i18n_text(LANG_VI, key);
}

static const struct workflow_state *state_of(const struct workflow *w, int state)
{
    for (size_t i = 0; i < w->states.n; i++) {
        if (w->states.v[i].state == state) {
            return &w->states.v[i];
        }
    }
    return NULL;
}

/* ---- boxes ---- */

static struct workflow_box box_of(const struct workflow_state *s)
{
    struct workflow_box b = { .x = COL_0 + (int64_t)s->col * COL_STEP,
                              .y = LINE_0 + (int64_t)s->line * LINE_STEP,
                              .text = words(s->name),
                              .text2 = S(""),
                              .final = s->final };
    b.text_x = b.x + BOX_W / 2;
    b.text_y = b.y + BOX_H / 2 + 5;
    b.line2_y = b.y + BOX_H / 2 + 14;
    if (utf8_length(b.text) > LETTERS) { /* two lines, cut at the blank nearest the middle */
        size_t best = 0, half = b.text.n / 2;
        for (size_t i = 0; i < b.text.n; i++) {
            size_t far = i > half ? i - half : half - i;
            size_t was = best > half ? best - half : half - best;
            best = b.text.p[i] == ' ' && (best == 0 || far < was) ? i : best;
        }
        if (best > 0) {
            b.text2 = str_skip(b.text, best + 1);
            b.text = str_sub(b.text, 0, best);
            b.text_y = b.y + BOX_H / 2 - 4;
        }
    }
    return b;
}

/* ---- arrows ---- */

struct spot {
    int64_t x, y;
};

/* Where the line from the middle of a box towards d leaves it. */
static struct spot edge(struct spot c, int64_t dx, int64_t dy)
{
    int64_t ax = dx < 0 ? -dx : dx, ay = dy < 0 ? -dy : dy;
    bool sides = ax * BOX_H > ay * BOX_W; /* leaves at the left or right side */
    int64_t num = sides ? BOX_W / 2 : BOX_H / 2, den = sides ? ax : ay;
    return (struct spot){ c.x + dx * num / den, c.y + dy * num / den };
}

static struct workflow_arrow arrow_of(struct arena *a, const struct workflow_state *from,
                                      const struct workflow_state *to, bool both)
{
    struct workflow_box p = box_of(from), q = box_of(to);
    struct spot m = { p.x + BOX_W / 2, p.y + BOX_H / 2 }, n = { q.x + BOX_W / 2, q.y + BOX_H / 2 };
    int64_t dx = n.x - m.x, dy = n.y - m.y;
    int64_t side = both ? BESIDE : 0, ox = dy == 0 ? 0 : (dy > 0 ? -side : side);
    int64_t oy = dy == 0 ? (dx > 0 ? side : -side) : 0;
    struct spot s = edge(m, dx, dy), e = edge(n, -dx, -dy);
    s = (struct spot){ s.x + ox, s.y + oy };
    e = (struct spot){ e.x + ox, e.y + oy };
    /* the head: from the tip back along the line and out to both sides; length by the longer way */
    int64_t lx = e.x - s.x, ly = e.y - s.y, ax = lx < 0 ? -lx : lx, ay = ly < 0 ? -ly : ly;
    int64_t len = ax > ay ? ax + ay / 3 : ay + ax / 3; /* near enough for an arrow head */
    int64_t bx = e.x - lx * HEAD / len, by = e.y - ly * HEAD / len;
    int64_t wx = ly * (HEAD - 2) / len, wy = lx * (HEAD - 2) / len;
    /* past a column the middle may be somebody else's: the number stands nearer the beginning */
    int64_t part = dx > COL_STEP || dx < -COL_STEP ? 4 : 2;
    return (struct workflow_arrow){
        .path = str_fmt(a, "M%lld %lldL%lld %lld", (long long)s.x, (long long)s.y, (long long)e.x,
                        (long long)e.y),
        .head = str_fmt(a, "M%lld %lldL%lld %lldL%lld %lldZ", (long long)e.x, (long long)e.y,
                        (long long)(bx - wx), (long long)(by + wy), (long long)(bx + wx),
                        (long long)(by - wy)),
        .x = s.x + (e.x - s.x) / part,
        .y = s.y + (e.y - s.y) / part,
    };
}

static bool joined(const struct workflow *w, int from, int to)
{
    for (size_t i = 0; i < w->moves.n; i++) {
        if (w->moves.v[i].from == from && w->moves.v[i].to == to) {
            return true;
        }
    }
    return false;
}

/* ---- the table ---- */

static Str term_of(struct arena *a, const struct workflow_move *m)
{
    if (m->days != REGIME_NO_DAYS) {
        return i18n_fmt(a, LANG_VI, M_WORKFLOW_DAYS, str_fmt(a, "%lld", (long long)m->days),
                        STR_NONE, STR_NONE);
    }
    return str_empty(m->no_days) ? words(m->why) : m->no_days;
}

static Str who_of(struct arena *a, const struct workflow_move *m)
{
    Str role = words(access_role_message(m->role));
    if (m->relation != REL_OTHER_HAND && m->relation != REL_DISTRICT_HAND) {
        return role;
    }
    return str_fmt(a, "%.*s (%.*s)", STR_ARG(role), STR_ARG(words(M_WORKFLOW_OTHER_HAND)));
}

static Str state_words(const struct workflow *w, int state)
{
    const struct workflow_state *s = state_of(w, state);
    BUG_UNLESS(s != NULL); /* the checker knows every state a move names */
    return words(s->name);
}

static struct workflow_row row_of(struct arena *a, const struct workflow *w,
                                  const struct workflow_move *m, int64_t no)
{
    return (struct workflow_row){
        .no = no,
        .from = m->from == 0 ? words(M_WORKFLOW_BEGIN) : state_words(w, m->from),
        .to = m->from == m->to ? words(M_WORKFLOW_STAYS) : state_words(w, m->to),
        .who = who_of(a, m),
        .does = words(m->does),
        .gives = words(m->gives),
        .term = term_of(a, m),
        .basis = str_c(m->basis),
    };
}

/* ---- together ---- */

void workflow_show(struct arena *a, const struct workflow *w, struct workflow_shown *ret)
{
    struct workflow_svg *g = &ret->svg;
    *ret = (struct workflow_shown){ .svg = { .id = str_c(w->id), .title = words(w->title) } };
    g->boxes.v = NEW_N(a, struct workflow_box, w->states.n);
    g->arrows.v = NEW_N(a, struct workflow_arrow, w->moves.n);
    ret->rows.v = NEW_N(a, struct workflow_row, w->moves.n);
    int lines = 0, cols = 1;
    for (size_t i = 0; i < w->states.n; i++) {
        g->boxes.v[g->boxes.n++] = box_of(&w->states.v[i]);
        lines = w->states.v[i].line > lines ? w->states.v[i].line : lines;
        cols = w->states.v[i].col > cols ? w->states.v[i].col : cols;
    }
    g->width = 2 * COL_0 + (int64_t)cols * COL_STEP + BOX_W;
    g->height = 2 * LINE_0 + (int64_t)lines * LINE_STEP + BOX_H;
    for (size_t i = 0; i < w->moves.n; i++) {
        const struct workflow_move *m = &w->moves.v[i];
        Str no = str_fmt(a, "%zu", i + 1);
        ret->rows.v[ret->rows.n++] = row_of(a, w, m, (int64_t)i + 1);
        if (m->from == 0 || m->from == m->to) {
            continue;
        }
        struct workflow_arrow x =
            arrow_of(a, state_of(w, m->from), state_of(w, m->to), joined(w, m->to, m->from));
        size_t k = 0;
        while (k < g->arrows.n && !str_eq(g->arrows.v[k].path, x.path)) {
            k++;
        }
        if (k < g->arrows.n) { /* another way between the same two */
            g->arrows.v[k].numbers =
                str_fmt(a, "%.*s, %.*s", STR_ARG(g->arrows.v[k].numbers), STR_ARG(no));
        } else {
            x.numbers = no;
            g->arrows.v[g->arrows.n++] = x;
        }
    }
}

/* ---- the manual's page ---- */

static void print_machine(struct arena *a, const struct workflow *w, struct out *o)
{
    struct workflow_shown s;
    workflow_show(a, w, &s);
    out_fmt(o, "\n### %.*s\n\n```mermaid\nstateDiagram-v2\n", STR_ARG(s.svg.title));
    for (size_t i = 0; i < w->states.n; i++) {
        out_fmt(o, "    s%d: %.*s\n", w->states.v[i].state, STR_ARG(words(w->states.v[i].name)));
    }
    out_fmt(o, "    [*] --> s%d\n", w->start);
    for (size_t i = 0; i < w->moves.n; i++) {
        const struct workflow_move *m = &w->moves.v[i];
        if (m->from != 0 && m->from != m->to) {
            out_fmt(o, "    s%d --> s%d: %zu\n", m->from, m->to, i + 1);
        }
    }
    for (size_t i = 0; i < w->states.n; i++) {
        if (w->states.v[i].final) {
            out_fmt(o, "    s%d --> [*]\n", w->states.v[i].state);
        }
    }
    out_raw(o, S("```\n\n| | Từ | Đến | Ai | Việc | Phải có | Thời hạn | Căn cứ "
                 "|\n|---|---|---|---|---|---|---|---|\n"));
    for (size_t i = 0; i < s.rows.n; i++) {
        const struct workflow_row *r = &s.rows.v[i];
        out_fmt(o, "| %lld | %.*s | %.*s | %.*s | %.*s | %.*s | %.*s | %.*s |\n", (long long)r->no,
                STR_ARG(r->from), STR_ARG(r->to), STR_ARG(r->who), STR_ARG(r->does),
                STR_ARG(r->gives), STR_ARG(r->term), STR_ARG(r->basis));
    }
}

void workflow_print(struct arena *a, const struct regimes *all, struct out *o)
{
    out_raw(o,
            S("# Quy trình / workflow\n\nWritten by `ocop workflow` from the policy table "
              "(src/domain/access/policy.c), src/domain/regime/workflow.c and data/regimes. Do "
              "not edit.\nTerms are those of the law as written; settings may override them.\n"));
    for (size_t i = 0; i < all->n; i++) {
        const struct regime *r = &all->v[i];
        out_fmt(o, "\n## %.*s (", STR_ARG(r->title));
        out_date_vi(o, r->from);
        out_raw(o, S(" – "));
        if (!date_none(r->until)) {
            out_date_vi(o, r->until);
        }
        out_raw(o, S(")\n"));
        for (int m = 0; m < (i + 1 == all->n ? WORKFLOW_MACHINES : 1); m++) {
            struct workflow w;
            workflow_of(a, &access_policy, (enum workflow_machine)m, r, &w);
            print_machine(a, &w, o);
        }
    }
}

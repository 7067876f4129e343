/* workflow.c: the machines out of the policy table; and whether they hold. */
#include "domain/regime/workflow.h"
#include "messages.h"

/* ---- what the table does not say: names, places in the picture, what is given ---- */

/* clang-format off */
static const struct workflow_state dossier_states[] = {
    { DOSSIER_DRAFT, M_DOSSIER_STATE_DRAFT, false, true, 1, 0 },
    { DOSSIER_AT_COMMUNE, M_DOSSIER_STATE_AT_COMMUNE, false, false, 1, 1 },
    { DOSSIER_RETURNED, M_DOSSIER_STATE_RETURNED, false, false, 0, 1 },
    { DOSSIER_AT_PROVINCE, M_DOSSIER_STATE_AT_PROVINCE, false, false, 1, 2 },
    { DOSSIER_IN_COUNCIL, M_DOSSIER_STATE_IN_COUNCIL, false, false, 1, 3 },
    { DOSSIER_SCORED, M_DOSSIER_STATE_SCORED, false, false, 1, 4 },
    { DOSSIER_RECOGNISED, M_DOSSIER_STATE_RECOGNISED, true, false, 1, 5 },
    { DOSSIER_NOT_RECOGNISED, M_DOSSIER_STATE_NOT_RECOGNISED, true, false, 0, 5 },
    { DOSSIER_WITHDRAWN, M_DOSSIER_STATE_WITHDRAWN, true, false, 0, 0 },
};
/* Where there are districts: the same, with theirs; the province stands beside. */
static const struct workflow_state district_states[] = {
    { DOSSIER_DRAFT, M_DOSSIER_STATE_DRAFT, false, true, 1, 0 },
    { DOSSIER_AT_COMMUNE, M_DOSSIER_STATE_AT_COMMUNE, false, false, 1, 1 },
    { DOSSIER_RETURNED, M_DOSSIER_STATE_RETURNED, false, false, 0, 1 },
    { DOSSIER_AT_DISTRICT, M_DOSSIER_STATE_AT_DISTRICT, false, false, 1, 2 },
    { DOSSIER_IN_DISTRICT, M_DOSSIER_STATE_IN_DISTRICT, false, false, 1, 3 },
    { DOSSIER_DISTRICT_SCORED, M_DOSSIER_STATE_DISTRICT_SCORED, false, false, 1, 4 },
    { DOSSIER_AT_PROVINCE, M_DOSSIER_STATE_AT_PROVINCE, false, false, 2, 4 },
    { DOSSIER_IN_COUNCIL, M_DOSSIER_STATE_IN_COUNCIL, false, false, 2, 5 },
    { DOSSIER_SCORED, M_DOSSIER_STATE_SCORED, false, false, 2, 6 },
    { DOSSIER_RECOGNISED, M_DOSSIER_STATE_RECOGNISED, true, false, 1, 6 },
    { DOSSIER_NOT_RECOGNISED, M_DOSSIER_STATE_NOT_RECOGNISED, true, false, 0, 7 },
    { DOSSIER_WITHDRAWN, M_DOSSIER_STATE_WITHDRAWN, true, false, 0, 0 },
};
static const struct workflow_state file_states[] = {
    { SCORING_OPEN, M_WORKFLOW_FILE_OPEN, false, false, 1, 0 },
    { SCORING_CLOSED, M_WORKFLOW_FILE_CLOSED, true, false, 1, 1 },
};
static const struct workflow_state criteria_states[] = {
    { CRITERIA_DRAFT, M_WORKFLOW_CRITERIA_DRAFT, false, false, 1, 0 },
    { CRITERIA_PUBLISHED, M_WORKFLOW_CRITERIA_PUBLISHED, false, true, 1, 1 },
};
static const struct workflow_state import_states[] = {
    { IMPORT_CHECKED, M_WORKFLOW_IMPORT_CHECKED, false, true, 1, 0 },
    { IMPORT_DONE, M_WORKFLOW_IMPORT_DONE, false, true, 1, 1 },
    { IMPORT_UNDONE, M_WORKFLOW_IMPORT_UNDONE, true, false, 1, 2 },
};
static const struct workflow_state idea_states[] = {
    { IDEA_DRAFT, M_IDEA_STATE_DRAFT, false, true, 1, 0 },
    { IDEA_AT_COMMUNE, M_IDEA_STATE_AT_COMMUNE, false, false, 1, 1 },
    { IDEA_AT_PROVINCE, M_IDEA_STATE_AT_PROVINCE, false, false, 1, 2 },
    { IDEA_SELECTED, M_IDEA_STATE_SELECTED, true, false, 1, 3 },
    { IDEA_NOT_SELECTED, M_IDEA_STATE_NOT_SELECTED, true, false, 0, 3 },
    { IDEA_WITHDRAWN, M_IDEA_STATE_WITHDRAWN, true, false, 0, 0 },
};
#define STATES(s) { COUNT_OF(s), s }
static const struct {
    const char *id;
    int title, start;
    uint64_t flags;
    struct workflow_states states;
} machines[WORKFLOW_MACHINES] = {
    [WORKFLOW_DOSSIER] = { "dossier", M_WORKFLOW_DOSSIER, DOSSIER_DRAFT, FLAG_COMPLETE, STATES(dossier_states) },
    [WORKFLOW_FILE] = { "file", M_WORKFLOW_FILE, SCORING_OPEN, 0, STATES(file_states) },
    [WORKFLOW_CRITERIA] = { "criteria", M_WORKFLOW_CRITERIA, CRITERIA_DRAFT, 0, STATES(criteria_states) },
    [WORKFLOW_IMPORT] = { "import", M_WORKFLOW_IMPORT, IMPORT_CHECKED, 0, STATES(import_states) },
    [WORKFLOW_IDEA] = { "idea", M_WORKFLOW_IDEA, IDEA_DRAFT, 0, STATES(idea_states) },
};

/* Every action that moves a machine on, or changes a flag it waits for. from, to: where they differ
 * from the policy's row, which is about another thing (closing a file moves its dossier too, an idea
 * opens one). */
static const struct deed {
    enum workflow_machine machine;
    int action, from, to;
    uint64_t sets, clears;
    int does, gives, why; /* why: no term, for machines and states without one in the regime */
} deeds[] = {
    { WORKFLOW_DOSSIER, DOSSIER_CREATE, 0, 0, 0, 0, M_WORKFLOW_CREATE, M_WORKFLOW_CREATE_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, DOSSIER_ASSIST, 0, 0, FLAG_HELPS | FLAG_UNCONFIRMED, 0, M_WORKFLOW_ASSIST, M_WORKFLOW_ASSIST_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, DOSSIER_ASSENT, DOSSIER_DRAFT, DOSSIER_DRAFT, 0, FLAG_UNCONFIRMED, M_WORKFLOW_ASSENT, M_WORKFLOW_ASSENT_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, DOSSIER_ASSENT_PAPER, DOSSIER_DRAFT, DOSSIER_DRAFT, 0, FLAG_UNCONFIRMED, M_WORKFLOW_ASSENT_PAPER, M_WORKFLOW_ASSENT_PAPER_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, IDEA_OPEN, 0, DOSSIER_DRAFT, 0, 0, M_WORKFLOW_IDEA_OPEN, M_WORKFLOW_IDEA_OPEN_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, DOSSIER_SUBMIT, 0, 0, 0, FLAG_ASKED, M_WORKFLOW_SUBMIT, M_WORKFLOW_SUBMIT_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, DOSSIER_WITHDRAW, 0, 0, 0, 0, M_WORKFLOW_WITHDRAW, M_WORKFLOW_WITHDRAW_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_DOSSIER, COMMUNE_REQUEST, DOSSIER_AT_COMMUNE, DOSSIER_AT_COMMUNE, 0, FLAG_COMPLETE, M_WORKFLOW_REQUEST, M_WORKFLOW_REQUEST_GIVES, 0 },
    { WORKFLOW_DOSSIER, COMMUNE_CLOSE_REQUEST, DOSSIER_AT_COMMUNE, DOSSIER_AT_COMMUNE, FLAG_COMPLETE, 0, M_WORKFLOW_CLOSE_REQUEST, M_WORKFLOW_CLOSE_REQUEST_GIVES, 0 },
    { WORKFLOW_DOSSIER, COMMUNE_RETURN, 0, 0, 0, 0, M_WORKFLOW_RETURN, M_WORKFLOW_RETURN_GIVES, 0 },
    { WORKFLOW_DOSSIER, COMMUNE_FORWARD, 0, 0, 0, 0, M_WORKFLOW_FORWARD, M_WORKFLOW_FORWARD_GIVES, 0 },
    { WORKFLOW_DOSSIER, PROVINCE_RETURN, 0, 0, 0, FLAG_COMPLETE, M_WORKFLOW_RETURN, M_WORKFLOW_RETURN_GIVES, 0 },
    { WORKFLOW_DOSSIER, PROVINCE_TO_COUNCIL, 0, 0, 0, 0, M_WORKFLOW_TO_COUNCIL, M_WORKFLOW_TO_COUNCIL_GIVES, 0 },
    { WORKFLOW_DOSSIER, DISTRICT_PASS, 0, 0, 0, 0, M_WORKFLOW_PASS, M_WORKFLOW_PASS_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_ASK, DOSSIER_IN_DISTRICT, DOSSIER_IN_DISTRICT, FLAG_ASKED, 0, M_WORKFLOW_ASK, M_WORKFLOW_REQUEST_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_ASK, DOSSIER_IN_DISTRICT, DOSSIER_IN_DISTRICT, 0, FLAG_ASKED, M_WORKFLOW_CALL_OFF, M_WORKFLOW_CALL_OFF_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_ASK, DOSSIER_IN_COUNCIL, DOSSIER_IN_COUNCIL, FLAG_ASKED, 0, M_WORKFLOW_ASK, M_WORKFLOW_REQUEST_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_ASK, DOSSIER_IN_COUNCIL, DOSSIER_IN_COUNCIL, 0, FLAG_ASKED, M_WORKFLOW_CALL_OFF, M_WORKFLOW_CALL_OFF_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_CLOSE, DOSSIER_IN_DISTRICT, DOSSIER_DISTRICT_SCORED, 0, 0, M_WORKFLOW_CLOSE, M_WORKFLOW_CLOSE_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_CLOSE, DOSSIER_IN_COUNCIL, DOSSIER_SCORED, 0, 0, M_WORKFLOW_CLOSE, M_WORKFLOW_CLOSE_GIVES, 0 },
    { WORKFLOW_DOSSIER, FILE_CLOSE, DOSSIER_IN_COUNCIL, DOSSIER_DISTRICT_SCORED, 0, 0, M_WORKFLOW_CLOSE_LOWER, M_WORKFLOW_CLOSE_LOWER_GIVES, 0 },
    { WORKFLOW_DOSSIER, RECOGNITION_DECIDE, 0, 0, 0, 0, M_WORKFLOW_DECIDE, M_WORKFLOW_DECIDE_GIVES, 0 },
    { WORKFLOW_DOSSIER, RECOGNITION_DECLINE, 0, 0, 0, 0, M_WORKFLOW_DECLINE, M_WORKFLOW_DECLINE_GIVES, 0 },
    { WORKFLOW_FILE, CONFLICT_DECLARE, SCORING_OPEN, SCORING_OPEN, FLAG_DECLARED, 0, M_WORKFLOW_DECLARE, M_WORKFLOW_DECLARE_GIVES, M_WORKFLOW_SESSION_TIME },
    { WORKFLOW_FILE, SHEET_SUBMIT, SCORING_OPEN, SCORING_OPEN, FLAG_QUORUM | FLAG_SHEET_IN, 0, M_WORKFLOW_SHEET, M_WORKFLOW_SHEET_GIVES, M_WORKFLOW_SESSION_TIME },
    { WORKFLOW_FILE, SHEET_RECUSE, SCORING_OPEN, SCORING_OPEN, FLAG_CONFLICT, 0, M_WORKFLOW_RECUSE, M_WORKFLOW_RECUSE_GIVES, M_WORKFLOW_SESSION_TIME },
    /* a later version of the dossier: sheets on the one before do not count until they are looked at */
    { WORKFLOW_FILE, FILE_LAY, SCORING_OPEN, SCORING_OPEN, FLAG_STALE, FLAG_QUORUM, M_WORKFLOW_LAY, M_WORKFLOW_LAY_GIVES, M_WORKFLOW_SESSION_TIME },
    { WORKFLOW_FILE, SHEET_RESCORE, SCORING_OPEN, SCORING_OPEN, FLAG_QUORUM, FLAG_STALE, M_WORKFLOW_RESCORE, M_WORKFLOW_RESCORE_GIVES, M_WORKFLOW_SESSION_TIME },
    /* a seat given to somebody else: the only way on when too many are recused */
    { WORKFLOW_FILE, COUNCIL_MANAGE, SCORING_OPEN, SCORING_OPEN, 0, FLAG_CONFLICT | FLAG_SHEET_IN, M_WORKFLOW_SEAT, M_WORKFLOW_SEAT_GIVES, M_WORKFLOW_SESSION_TIME },
    { WORKFLOW_FILE, FILE_CLOSE, 0, 0, 0, 0, M_WORKFLOW_CLOSE, M_WORKFLOW_CLOSE_GIVES, M_WORKFLOW_SESSION_TIME },
    { WORKFLOW_CRITERIA, CRITERIA_PUBLISH, 0, 0, 0, 0, M_WORKFLOW_PUBLISH, M_WORKFLOW_PUBLISH_GIVES, M_WORKFLOW_NO_LAW },
    { WORKFLOW_CRITERIA, CRITERIA_SUPERSEDE, 0, 0, 0, 0, M_WORKFLOW_SUPERSEDE, M_WORKFLOW_SUPERSEDE_GIVES, M_WORKFLOW_NO_LAW },
    { WORKFLOW_IMPORT, REGISTER_IMPORT, 0, 0, 0, 0, M_WORKFLOW_TAKE, M_WORKFLOW_TAKE_GIVES, M_WORKFLOW_NO_LAW },
    { WORKFLOW_IMPORT, REGISTER_UNDO, 0, 0, 0, 0, M_WORKFLOW_UNDO, M_WORKFLOW_UNDO_GIVES, M_WORKFLOW_NO_LAW },
    { WORKFLOW_IDEA, IDEA_CREATE, 0, 0, 0, 0, M_WORKFLOW_IDEA_CREATE, M_WORKFLOW_IDEA_CREATE_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_IDEA, IDEA_SEND, 0, 0, 0, 0, M_WORKFLOW_IDEA_SEND, M_WORKFLOW_IDEA_SEND_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_IDEA, IDEA_WITHDRAW, 0, 0, 0, 0, M_WORKFLOW_IDEA_WITHDRAW, M_WORKFLOW_IDEA_REASON_GIVES, M_WORKFLOW_OWN_TIME },
    { WORKFLOW_IDEA, IDEA_OPINION, 0, 0, 0, 0, M_WORKFLOW_IDEA_OPINION, M_WORKFLOW_IDEA_OPINION_GIVES, M_WORKFLOW_NO_LAW },
    { WORKFLOW_IDEA, IDEA_SELECT, 0, 0, 0, 0, M_WORKFLOW_IDEA_SELECT, M_WORKFLOW_IDEA_REASON_GIVES, M_WORKFLOW_NO_LAW },
    { WORKFLOW_IDEA, IDEA_DECLINE, 0, 0, 0, 0, M_WORKFLOW_IDEA_DECLINE, M_WORKFLOW_IDEA_REASON_GIVES, M_WORKFLOW_NO_LAW },
};
/* clang-format on */

/* ---- building ---- */

static void add_move(struct workflow *w, const struct access_rule *r, const struct deed *d,
                     const struct regime *law, int from, int to)
{
    uint64_t needs = r->needs & ~(uint64_t)FLAG_DISTRICT; /* of the law, not of the way */
    uint64_t never = r->never & ~(uint64_t)FLAG_DISTRICT;
    BUG_UNLESS(w->moves.n < WORKFLOW_MOVES_MAX &&
               (needs | never | d->sets | d->clears) < WORKFLOW_ANY_FLAGS);
    struct workflow_move m = { .action = r->action,
                               .role = r->role,
                               .relation = r->relation,
                               .from = from,
                               .to = to,
                               /* of another thing's row: its conditions are not this one's */
                               .needs = d->from != 0 && to != from ? 0 : needs,
                               .never = never,
                               .sets = d->sets,
                               .clears = d->clears,
                               .does = d->does,
                               .gives = d->gives,
                               .why = d->why,
                               .days = REGIME_NO_DAYS,
                               .no_days = S(""),
                               .basis = r->basis };
    const struct regime_step *s = d->machine == WORKFLOW_DOSSIER ? regime_step(law, from) : NULL;
    if (s != NULL) {
        m.days = s->days;
        m.no_days = s->days == REGIME_NO_DAYS ? s->why : S("");
    }
    if (d->machine == WORKFLOW_IDEA && (from == IDEA_AT_COMMUNE || from == IDEA_AT_PROVINCE)) {
        const struct regime_value *v =
            from == IDEA_AT_COMMUNE ? &law->idea_commune : &law->idea_province;
        m.days = v->n == 0 ? REGIME_NO_DAYS : v->n;
    }
    w->moves.v[w->moves.n++] = m;
}

static bool is_district(int state)
{
    return state == DOSSIER_AT_DISTRICT || state == DOSSIER_IN_DISTRICT ||
           state == DOSSIER_DISTRICT_SCORED;
}

/* Rows and ways of districts only where there are some, and the others only where there are none.
 */
static bool fits_law(const struct access_rule *r, const struct deed *d, const struct regime *law)
{
    bool there = regime_has_tier(law, REGIME_DISTRICT);
    bool below = d->machine == WORKFLOW_DOSSIER && (is_district(d->from) || is_district(d->to));
    bool role = r->relation == REL_DISTRICT || r->relation == REL_DISTRICT_HAND;
    bool asks = (r->needs & FLAG_DISTRICT) != 0;
    return there ? (r->never & FLAG_DISTRICT) == 0 : !below && !role && !asks;
}

static void add_row(struct workflow *w, const struct access_rule *r, const struct deed *d,
                    const struct regime *law)
{
    if (d->to != 0) {
        add_move(w, r, d, law, d->from, d->to);
        return;
    }
    if (r->to == 0) {
        return;
    }
    if (r->from == ACCESS_ANY_STATE || r->from == ACCESS_IN(ACCESS_STATE_NONE)) {
        add_move(w, r, d, law, 0, r->to);
        return;
    }
    for (size_t i = 0; i < w->states.n; i++) {
        if ((r->from & ACCESS_IN(w->states.v[i].state)) != 0) {
            add_move(w, r, d, law, w->states.v[i].state, r->to);
        }
    }
}

void workflow_of(struct arena *a, const struct access_table *t, enum workflow_machine m,
                 const struct regime *r, struct workflow *ret)
{
    *ret = (struct workflow){ .id = machines[m].id,
                              .title = machines[m].title,
                              .start = machines[m].start,
                              .start_flags = machines[m].flags,
                              .states = machines[m].states };
    if (m == WORKFLOW_DOSSIER && regime_has_tier(r, REGIME_DISTRICT)) {
        ret->states = (struct workflow_states)STATES(district_states);
    }
    ret->moves.v = NEW_N(a, struct workflow_move, WORKFLOW_MOVES_MAX);
    for (size_t k = 0; k < COUNT_OF(deeds); k++) {
        for (size_t i = 0; i < t->n && deeds[k].machine == m; i++) {
            if (t->v[i].action == deeds[k].action && fits_law(&t->v[i], &deeds[k], r)) {
                add_row(ret, &t->v[i], &deeds[k], r);
            }
        }
    }
}

/* ---- checking ---- */

static void add_fault(struct arena *a, struct workflow_faults *f, const struct workflow_fault *x)
{
    for (size_t i = 0; i < f->n; i++) {
        const struct workflow_fault *y = &f->v[i];
        if (y->kind == x->kind && y->state == x->state && y->action == x->action) {
            return;
        }
    }
    f->v = arena_grow(a, f->v, f->n, &f->cap, sizeof *f->v);
    f->v[f->n++] = *x;
}

static int index_of(const struct workflow *w, int state)
{
    for (size_t i = 0; i < w->states.n; i++) {
        if (w->states.v[i].state == state) {
            return (int)i;
        }
    }
    return -1;
}

/* Where it can come: a state with a set of flags is one place. */
struct walk {
    const struct workflow *w;
    bool seen[WORKFLOW_STATES_MAX][WORKFLOW_ANY_FLAGS];
    bool ends[WORKFLOW_STATES_MAX][WORKFLOW_ANY_FLAGS]; /* a final state can be reached from it */
};

static bool may(const struct workflow_move *m, int state, uint64_t flags)
{
    return m->from == state && (flags & m->needs) == m->needs && (flags & m->never) == 0;
}

static uint64_t after(const struct workflow_move *m, uint64_t flags)
{
    return (flags | m->sets) & ~m->clears;
}

/* One round over all places; true while something new is found. */
static bool spread(struct walk *k)
{
    bool more = false;
    for (size_t s = 0; s < k->w->states.n; s++) {
        for (uint64_t f = 0; f < WORKFLOW_ANY_FLAGS; f++) {
            for (size_t i = 0; i < k->w->moves.n && k->seen[s][f]; i++) {
                const struct workflow_move *m = &k->w->moves.v[i];
                int to = index_of(k->w, m->to);
                if (to < 0 || !may(m, k->w->states.v[s].state, f)) {
                    continue;
                }
                uint64_t g = after(m, f);
                more = more || !k->seen[to][g] || (k->ends[to][g] && !k->ends[s][f]);
                k->seen[to][g] = true;
                k->ends[s][f] = k->ends[s][f] || k->ends[to][g];
            }
        }
    }
    return more;
}

/* Does the role hold a move out of the state that waits for a flag only the other role brings? */
static bool waits_for(const struct workflow *w, int state, uint64_t flags, int role, int other)
{
    for (size_t i = 0; i < w->moves.n; i++) {
        const struct workflow_move *m = &w->moves.v[i];
        if (m->from != state || m->role != role || may(m, state, flags)) {
            continue;
        }
        uint64_t missing = m->needs & ~flags, blocking = m->never & flags;
        for (size_t k = 0; k < w->moves.n; k++) {
            const struct workflow_move *x = &w->moves.v[k];
            if (x->from == state && x->role == other &&
                ((x->sets & missing) != 0 || (x->clears & blocking) != 0)) {
                return true;
            }
        }
    }
    return false;
}

static void hangs(struct arena *a, const struct workflow *w, int state, uint64_t flags,
                  struct workflow_faults *ret)
{
    struct workflow_fault x = { .kind = WORKFLOW_DEAD_END, .state = state, .flags = flags };
    for (int r = 0; r < ACCESS_ROLES && x.kind == WORKFLOW_DEAD_END; r++) {
        for (int o = r; o < ACCESS_ROLES; o++) {
            if (waits_for(w, state, flags, r, o) && waits_for(w, state, flags, o, r)) {
                x = (struct workflow_fault){ WORKFLOW_DEADLOCK, state, 0, r, o, flags };
                break;
            }
        }
    }
    add_fault(a, ret, &x);
}

static void check_moves(struct arena *a, const struct workflow *w, struct workflow_faults *ret)
{
    for (size_t i = 0; i < w->moves.n; i++) {
        const struct workflow_move *m = &w->moves.v[i];
        int from = m->from == 0 ? 0 : index_of(w, m->from);
        struct workflow_fault x = { .state = m->from, .action = m->action };
        if (from < 0 || index_of(w, m->to) < 0) {
            x.kind = WORKFLOW_FOREIGN;
            add_fault(a, ret, &x);
        } else if (m->from != 0 && w->states.v[from].final) {
            x.kind = WORKFLOW_NOT_FINAL;
            add_fault(a, ret, &x);
        }
        if (m->days == REGIME_NO_DAYS && m->why == M_NONE && str_empty(m->no_days)) {
            x.kind = WORKFLOW_NO_TERM;
            add_fault(a, ret, &x);
        }
        if (m->does == M_NONE || m->gives == M_NONE) {
            x.kind = WORKFLOW_NOTHING_SAID;
            add_fault(a, ret, &x);
        }
    }
}

static bool has_exit(const struct workflow *w, int state)
{
    for (size_t i = 0; i < w->moves.n; i++) {
        if (w->moves.v[i].from == state && w->moves.v[i].to != state) {
            return true;
        }
    }
    return false;
}

static void check_state(struct arena *a, const struct walk *k, size_t s,
                        struct workflow_faults *ret)
{
    const struct workflow_state *st = &k->w->states.v[s];
    struct workflow_fault x = { .kind = WORKFLOW_NO_EXIT, .state = st->state };
    bool seen = false;
    if (!st->final && !has_exit(k->w, st->state)) {
        add_fault(a, ret, &x);
        return;
    }
    for (uint64_t f = 0; f < WORKFLOW_ANY_FLAGS; f++) {
        seen = seen || k->seen[s][f];
        if (k->seen[s][f] && !k->ends[s][f]) {
            hangs(a, k->w, st->state, f, ret);
        }
    }
    if (!seen) {
        x.kind = WORKFLOW_UNREACHABLE;
        add_fault(a, ret, &x);
    }
}

void workflow_check(struct arena *a, const struct workflow *w, struct workflow_faults *ret)
{
    struct walk *k = NEW(a, struct walk);
    *ret = (struct workflow_faults){ 0 };
    k->w = w;
    BUG_UNLESS(w->states.n <= WORKFLOW_STATES_MAX && w->start_flags < WORKFLOW_ANY_FLAGS);
    check_moves(a, w, ret);
    int start = index_of(w, w->start);
    BUG_UNLESS(start >= 0);
    k->seen[start][w->start_flags] = true;
    for (size_t s = 0; s < w->states.n; s++) {
        for (size_t f = 0; f < WORKFLOW_ANY_FLAGS; f++) {
            k->ends[s][f] = w->states.v[s].final || w->states.v[s].rest;
        }
    }
    while (spread(k)) {
    }
    for (size_t s = 0; s < w->states.n; s++) {
        check_state(a, k, s, ret);
    }
}

void workflow_check_table(struct arena *a, const struct access_table *t,
                          struct workflow_faults *ret)
{
    *ret = (struct workflow_faults){ 0 };
    for (size_t i = 0; i < t->n; i++) {
        bool known = t->v[i].to == 0;
        for (size_t k = 0; k < COUNT_OF(deeds); k++) {
            known = known || deeds[k].action == t->v[i].action;
        }
        if (!known) {
            add_fault(a, ret,
                      &(struct workflow_fault){ .kind = WORKFLOW_NOTHING_SAID,
                                                .action = t->v[i].action });
        }
    }
}

const char *workflow_fault_name(enum workflow_fault_kind k)
{
    static const char *const names[] = {
        "unreachable state", "no exit", "exit of a final state", "foreign state", "deadlock",
        "dead end",          "no term", "nothing said"
    };
    return names[k];
}

Str workflow_fault_text(struct arena *a, const struct workflow *w, const struct workflow_fault *f)
{
    Str roles = S("");
    if (f->kind == WORKFLOW_DEADLOCK) {
        roles =
            str_fmt(a, " between %s and %s", access_role_name(f->role), access_role_name(f->other));
    }
    return str_fmt(a, "%s: %s: state %d%s%s%.*s (flags %llu)", w == NULL ? "table" : w->id,
                   workflow_fault_name(f->kind), f->state, f->action != 0 ? ", " : "",
                   f->action != 0 ? access_action_name(f->action) : "", STR_ARG(roles),
                   (unsigned long long)f->flags);
}

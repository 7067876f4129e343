/* workflow_test.c: the machines hold; the checker finds what does not; random traces of random
 * actors agree with a model written by hand. */
#include "domain/regime/workflow.h"
#include "fixture.h"

static void laws(struct regimes *r)
{
    CHECK_ERR(regime_load_builtin(test_arena(), r), OK);
}

static bool faulty(const struct workflow_faults *f, enum workflow_fault_kind k, int state)
{
    for (size_t i = 0; i < f->n; i++) {
        if (f->v[i].kind == k && (state == 0 || f->v[i].state == state)) {
            return true;
        }
    }
    return false;
}

TEST(workflow_every_machine_holds_under_every_law)
{
    struct regimes r;
    struct workflow_faults f;
    laws(&r);
    workflow_check_table(test_arena(), &access_policy, &f);
    CHECK_INT(f.n, 0);
    for (size_t i = 0; i < r.n; i++) {
        for (int m = 0; m < WORKFLOW_MACHINES; m++) {
            struct workflow w;
            workflow_of(test_arena(), &access_policy, (enum workflow_machine)m, &r.v[i], &w);
            workflow_check(test_arena(), &w, &f);
            CHECK_INT(f.n, 0);
            CHECK(w.moves.n > 0);
        }
    }
}

/* The dossier's machine, to be broken. */
static struct workflow dossier(struct regimes *r)
{
    struct workflow w;
    laws(r);
    workflow_of(test_arena(), &access_policy, WORKFLOW_DOSSIER, &r->v[2], &w);
    return w;
}

static struct workflow_move *move_of(struct workflow *w, int action)
{
    for (size_t i = 0; i < w->moves.n; i++) {
        if (w->moves.v[i].action == action) {
            return &w->moves.v[i];
        }
    }
    CHECK(false);
    return &w->moves.v[0];
}

TEST(workflow_checker_finds_each_fault)
{
    struct regimes r;
    struct workflow_faults f;
    struct workflow w = dossier(&r);
    move_of(&w, PROVINCE_TO_COUNCIL)->to = DOSSIER_SCORED; /* nobody comes into the council */
    workflow_check(test_arena(), &w, &f);
    CHECK(faulty(&f, WORKFLOW_UNREACHABLE, DOSSIER_IN_COUNCIL));
    w = dossier(&r);
    *move_of(&w, FILE_CLOSE) = w.moves.v[0];
    workflow_check(test_arena(), &w, &f);
    CHECK(faulty(&f, WORKFLOW_NO_EXIT, DOSSIER_IN_COUNCIL));
    w = dossier(&r);
    move_of(&w, FILE_CLOSE)->from = DOSSIER_RECOGNISED;
    workflow_check(test_arena(), &w, &f);
    CHECK(faulty(&f, WORKFLOW_NOT_FINAL, DOSSIER_RECOGNISED));
    w = dossier(&r);
    move_of(&w, FILE_CLOSE)->to = 42;
    workflow_check(test_arena(), &w, &f);
    CHECK(faulty(&f, WORKFLOW_FOREIGN, DOSSIER_IN_COUNCIL));
    w = dossier(&r);
    move_of(&w, COMMUNE_FORWARD)->days = REGIME_NO_DAYS;
    move_of(&w, DOSSIER_SUBMIT)->gives = 0;
    workflow_check(test_arena(), &w, &f);
    CHECK_INT(f.n, 2);
    CHECK(faulty(&f, WORKFLOW_NO_TERM, 0) && faulty(&f, WORKFLOW_NOTHING_SAID, 0));
    /* members may all recuse themselves; without another hand on the seats it would hang for ever
     */
    workflow_of(test_arena(), &access_policy, WORKFLOW_FILE, &r.v[2], &w);
    move_of(&w, COUNCIL_MANAGE)->clears = 0;
    workflow_check(test_arena(), &w, &f);
    CHECK(faulty(&f, WORKFLOW_DEAD_END, SCORING_OPEN));
}

/* The commune waits for the province's word, and the province for the commune's. */
TEST(workflow_checker_finds_two_roles_that_wait_for_each_other)
{
    static const struct workflow_state states[] = { { 1, 1, false, false, 0, 0 },
                                                    { 2, 1, true, false, 0, 1 } };
    struct workflow_move moves[] = {
        { .role = ROLE_COMMUNE, .from = 1, .to = 2, .needs = 1, .does = 1, .gives = 1, .days = 1 },
        { .role = ROLE_COMMUNE,
          .from = 1,
          .to = 1,
          .needs = 1,
          .sets = 2,
          .does = 1,
          .gives = 1,
          .days = 1 },
        { .role = ROLE_OFFICER,
          .from = 1,
          .to = 1,
          .needs = 2,
          .sets = 1,
          .does = 1,
          .gives = 1,
          .days = 1 },
    };
    struct workflow w = { .id = "test",
                          .start = 1,
                          .states = { COUNT_OF(states), states },
                          .moves = { COUNT_OF(moves), moves } };
    struct workflow_faults f;
    workflow_check(test_arena(), &w, &f);
    CHECK(faulty(&f, WORKFLOW_DEADLOCK, 1));
    for (size_t i = 0; i < f.n; i++) {
        if (f.v[i].kind == WORKFLOW_DEADLOCK) {
            CHECK_INT(f.v[i].role, ROLE_COMMUNE);
            CHECK_INT(f.v[i].other, ROLE_OFFICER);
        }
    }
    moves[2].needs = 0; /* one of them may speak first */
    workflow_check(test_arena(), &w, &f);
    CHECK_INT(f.n, 0);
}

/* ---- random traces against a model written by hand ---- */

enum { TRACES = 100000, STEPS = 32, SEATS = 3 };
enum who { /* actors; the place of each in the fixture below */
           A_PRODUCER,
           A_STRANGER,
           A_COMMUNE,
           A_OTHER_COMMUNE,
           A_OFFICER,
           A_LEADER,
           A_LEADER_SECRETARY,
           A_SECRETARY,
           A_OTHER_SECRETARY,
           A_MEMBER_1,
           A_MEMBER_2,
           A_MEMBER_3,
           A_OTHER_MEMBER,
           A_ADMIN,
           A_VISITOR,
           ACTORS
};
static const Id own = { 101 }, foreign = { 102 }, place = { 201 }, other_place = { 202 };
static const Id council = { 301 }, other_council = { 302 };
static const int deeds[] = { DOSSIER_SUBMIT,  DOSSIER_WITHDRAW, DOSSIER_ANSWER_REQUEST,
                             DOSSIER_EDIT,    COMMUNE_CONFIRM,  COMMUNE_REQUEST,
                             COMMUNE_RETURN,  COMMUNE_FORWARD,  COMMUNE_CLOSE_REQUEST,
                             PROVINCE_RETURN, SHEET_SCORE,      PROVINCE_TO_COUNCIL,
                             SHEET_SUBMIT,    SHEET_RECUSE,     RECOGNITION_DECIDE,
                             FILE_CLOSE,      SCORES_VIEW,      RECOGNITION_DECLINE,
                             FILE_ASK };

static struct access_actor actor_of(enum who w)
{
    static const struct {
        int role[2];
        const Id *scope[2];
    } of[ACTORS] = {
        [A_PRODUCER] = { { ROLE_PRODUCER }, { &own } },
        [A_STRANGER] = { { ROLE_PRODUCER }, { &foreign } },
        [A_COMMUNE] = { { ROLE_COMMUNE }, { &place } },
        [A_OTHER_COMMUNE] = { { ROLE_COMMUNE }, { &other_place } },
        [A_OFFICER] = { { ROLE_OFFICER }, { NULL } },
        [A_LEADER] = { { ROLE_LEADER }, { NULL } },
        [A_LEADER_SECRETARY] = { { ROLE_LEADER, ROLE_SECRETARY }, { NULL, &council } },
        [A_SECRETARY] = { { ROLE_SECRETARY }, { &council } },
        [A_OTHER_SECRETARY] = { { ROLE_SECRETARY }, { &other_council } },
        [A_MEMBER_1] = { { ROLE_MEMBER }, { &council } },
        [A_MEMBER_2] = { { ROLE_MEMBER }, { &council } },
        [A_MEMBER_3] = { { ROLE_MEMBER }, { &council } },
        [A_OTHER_MEMBER] = { { ROLE_MEMBER }, { &other_council } },
        [A_ADMIN] = { { ROLE_ADMIN }, { NULL } },
    };
    struct access_actor a = { .account = { w == A_VISITOR ? 0 : 1000 + (int64_t)w } };
    for (size_t i = 0; i < 2 && w != A_VISITOR; i++) {
        if (of[w].role[i] != 0) {
            Id scope = of[w].scope[i] != NULL ? *of[w].scope[i] : ID_NONE;
            a.role[a.n_roles++] = (struct access_role){ of[w].role[i], scope };
        }
    }
    return a;
}

struct world {
    int state, file;            /* of the dossier; of its file, 0: on no table */
    int open;                   /* requests */
    bool asked;                 /* by the council that has it */
    bool in[SEATS], out[SEATS]; /* sheet handed in; recused */
    int closed_by;              /* actor who closed the file */
    int approvals, closings, sheets;
};

static int sheets_in(const struct world *w)
{
    int n = 0;
    for (int i = 0; i < SEATS; i++) {
        n += w->in[i] ? 1 : 0;
    }
    return n;
}

/* The model: what the law and the council's regulation let whom do. Knows nothing of the table. */
static bool lawful(const struct world *w, enum who who, int deed)
{
    bool producer = who == A_PRODUCER, commune = who == A_COMMUNE, officer = who == A_OFFICER;
    bool with_producer = w->state == DOSSIER_DRAFT || w->state == DOSSIER_RETURNED;
    bool seat = who >= A_MEMBER_1 && who <= A_MEMBER_3;
    int s = seat ? (int)who - A_MEMBER_1 : 0;
    bool leader = who == A_LEADER || who == A_LEADER_SECRETARY;
    bool secretary = who == A_SECRETARY || who == A_LEADER_SECRETARY;
    switch (deed) {
    case DOSSIER_SUBMIT:
    case DOSSIER_EDIT:
        return producer && (with_producer || w->asked);
    case DOSSIER_WITHDRAW:
        return producer && (with_producer || w->state == DOSSIER_AT_COMMUNE);
    case DOSSIER_ANSWER_REQUEST:
        return producer && (w->state == DOSSIER_RETURNED || w->asked);
    case FILE_ASK:
        return secretary && w->file == SCORING_OPEN;
    case COMMUNE_CONFIRM:
    case COMMUNE_REQUEST:
    case COMMUNE_CLOSE_REQUEST:
        return commune && w->state == DOSSIER_AT_COMMUNE;
    case COMMUNE_RETURN:
        return commune && w->state == DOSSIER_AT_COMMUNE && w->open > 0;
    case COMMUNE_FORWARD:
        return commune && w->state == DOSSIER_AT_COMMUNE && w->open == 0;
    case PROVINCE_RETURN:
    case PROVINCE_TO_COUNCIL:
        return officer && w->state == DOSSIER_AT_PROVINCE;
    case SHEET_SCORE:
    case SHEET_SUBMIT:
    case SHEET_RECUSE:
        return seat && w->file == SCORING_OPEN && !w->in[s] && !w->out[s];
    case FILE_CLOSE:
        return secretary && w->file == SCORING_OPEN && sheets_in(w) >= 2;
    case SCORES_VIEW:
        if (seat) {
            return !w->out[s] &&
                   (w->file == SCORING_CLOSED || (w->file == SCORING_OPEN && w->in[s]));
        }
        return w->file == SCORING_CLOSED && (secretary || officer || leader);
    case RECOGNITION_DECIDE:
    case RECOGNITION_DECLINE:
        return leader && w->state == DOSSIER_SCORED && w->closed_by != (int)who;
    default:
        return false;
    }
}

/* What load() would say of the thing the deed is about. */
static struct access_subject subject_of(const struct world *w, enum who who, int deed)
{
    bool seat = who >= A_MEMBER_1 && who <= A_MEMBER_3;
    int s = seat ? (int)who - A_MEMBER_1 : 0;
    struct access_subject x = { .owner = own, .place = place, .state = w->state };
    if (deed == SHEET_SCORE || deed == SHEET_SUBMIT || deed == SHEET_RECUSE || deed == FILE_CLOSE ||
        deed == SCORES_VIEW || deed == FILE_ASK) {
        x = (struct access_subject){ .council = council, .state = w->file };
        x.member = actor_of(who).account;
        x.flags = (seat && w->in[s] ? FLAG_SHEET_IN : 0) | (seat && w->out[s] ? FLAG_CONFLICT : 0) |
                  (sheets_in(w) >= 2 ? FLAG_QUORUM : 0) | (seat ? FLAG_DECLARED : 0);
        return x;
    }
    x.flags = (w->open == 0 ? FLAG_COMPLETE : 0U) | (w->asked ? FLAG_ASKED : 0U);
    x.author.v = deed == RECOGNITION_DECIDE || deed == RECOGNITION_DECLINE ? 1000 + w->closed_by
                                                                           : 1000 + A_PRODUCER;
    return x;
}

/* The deed is done, by the model. */
static void act(struct world *w, enum who who, int deed)
{
    switch (deed) {
    case DOSSIER_SUBMIT:
        w->state = w->asked ? w->state : DOSSIER_AT_COMMUNE; /* it keeps its seat */
        w->asked = false;
        break;
    case FILE_ASK:
        w->asked = true;
        break;
    case DOSSIER_WITHDRAW:
        w->state = DOSSIER_WITHDRAWN;
        break;
    case COMMUNE_REQUEST:
        w->open++;
        break;
    case COMMUNE_CLOSE_REQUEST:
        w->open -= w->open > 0 ? 1 : 0;
        break;
    case COMMUNE_RETURN:
        w->state = DOSSIER_RETURNED;
        break;
    case PROVINCE_RETURN:
        w->open++;
        w->state = DOSSIER_RETURNED;
        break;
    case COMMUNE_FORWARD:
        w->state = DOSSIER_AT_PROVINCE;
        break;
    case PROVINCE_TO_COUNCIL:
        w->state = DOSSIER_IN_COUNCIL;
        w->file = SCORING_OPEN;
        break;
    case SHEET_SUBMIT:
        w->in[who - A_MEMBER_1] = true;
        w->sheets++;
        break;
    case SHEET_RECUSE:
        w->out[who - A_MEMBER_1] = true;
        break;
    case FILE_CLOSE:
        w->asked = false;
        w->file = SCORING_CLOSED;
        w->state = DOSSIER_SCORED;
        w->closed_by = (int)who;
        w->closings++;
        break;
    case RECOGNITION_DECIDE:
        w->state = DOSSIER_RECOGNISED;
        w->approvals++;
        break;
    case RECOGNITION_DECLINE:
        w->state = DOSSIER_NOT_RECOGNISED;
        w->approvals++;
        break;
    default:
        break;
    }
}

static uint64_t roll(uint64_t *seed, uint64_t n) /* xorshift64* */
{
    *seed ^= *seed >> 12;
    *seed ^= *seed << 25;
    *seed ^= *seed >> 27;
    return (*seed * UINT64_C(2685821657736338717) >> 33) % n;
}

struct tally {
    int64_t asked, granted, decided, disagree, wrong_to, twice;
    int64_t visits[DOSSIER_WITHDRAWN + 1];
};

static bool ask(const struct world *w, enum who who, int deed, int *ret_to)
{
    struct access_actor a = actor_of(who);
    struct access_subject s = subject_of(w, who, deed);
    struct access_grant g;
    bool ok = access_check(&access_policy, &a, deed, &s, &g, NULL) == OK;
    *ret_to = ok ? g.rule->to : 0;
    return ok;
}

/* Deeds that may happen once only in a state: asked again at once they must be refused. */
static bool once(int deed)
{
    return deed == DOSSIER_SUBMIT || deed == DOSSIER_WITHDRAW || deed == COMMUNE_RETURN ||
           deed == COMMUNE_FORWARD || deed == PROVINCE_RETURN || deed == PROVINCE_TO_COUNCIL ||
           deed == SHEET_SUBMIT || deed == SHEET_RECUSE || deed == FILE_CLOSE ||
           deed == RECOGNITION_DECIDE || deed == RECOGNITION_DECLINE;
}

static void trace(uint64_t *seed, struct tally *t)
{
    struct world w = { .state = DOSSIER_DRAFT, .closed_by = -1 };
    for (int i = 0; i < STEPS; i++) {
        enum who who = (enum who)roll(seed, ACTORS);
        int deed = deeds[roll(seed, COUNT_OF(deeds))], to = 0, again = 0;
        /* every other step is one that somebody may do, so that traces come far (a withdrawal
         * would end most of them) */
        for (int k = 0;
             k < 60 && i % 2 == 0 && (deed == DOSSIER_WITHDRAW || !lawful(&w, who, deed)); k++) {
            who = (enum who)roll(seed, ACTORS);
            deed = deeds[roll(seed, COUNT_OF(deeds))];
        }
        bool ok = ask(&w, who, deed, &to);
        t->asked++;
        t->disagree += ok != lawful(&w, who, deed) ? 1 : 0;
        if (!ok) {
            continue;
        }
        act(&w, who, deed);
        t->granted++;
        t->visits[w.state]++;
        t->wrong_to += to != 0 && to != (deed == FILE_CLOSE ? w.file : w.state) ? 1 : 0;
        t->twice += once(deed) && ask(&w, who, deed, &again) ? 1 : 0;
        t->twice += w.approvals > 1 || w.closings > 1 || w.sheets > SEATS ? 1 : 0;
    }
    t->decided += w.approvals;
}

TEST(workflow_random_traces_agree_with_the_model)
{
    struct tally t = { 0 };
    uint64_t seed = UINT64_C(0x9E3779B97F4A7C15);
    for (int i = 0; i < TRACES; i++) {
        trace(&seed, &t);
    }
    CHECK_INT(t.disagree, 0);
    CHECK_INT(t.wrong_to, 0);
    CHECK_INT(t.twice, 0);
    CHECK_INT(t.asked, (int64_t)TRACES * STEPS);
    CHECK(t.granted > t.asked / 10);
    CHECK(t.decided > TRACES / 100); /* they come to the end, too */
    for (int s = DOSSIER_DRAFT; s <= DOSSIER_WITHDRAWN; s++) {
        CHECK(t.visits[s] > 1000);
    }
}

/* A table with one wrong row is found by the same traces. */
TEST(workflow_random_traces_would_find_a_wrong_row)
{
    struct access_rule *rows = NEW_N(test_arena(), struct access_rule, access_policy.n);
    struct access_table table = access_policy;
    int64_t found = 0;
    uint64_t seed = 7;
    for (size_t i = 0; i < table.n; i++) {
        rows[i] = access_policy.v[i];
        if (rows[i].action == RECOGNITION_DECIDE) {
            rows[i].relation = REL_ANY; /* four eyes forgotten */
        }
    }
    table.v = rows;
    struct world w = { .state = DOSSIER_SCORED, .file = SCORING_CLOSED };
    w.closed_by = A_LEADER_SECRETARY;
    for (int i = 0; i < 2000; i++) {
        enum who who = (enum who)roll(&seed, ACTORS);
        struct access_actor a = actor_of(who);
        struct access_subject s = subject_of(&w, who, RECOGNITION_DECIDE);
        struct access_grant g;
        bool ok = access_check(&table, &a, RECOGNITION_DECIDE, &s, &g, NULL) == OK;
        found += ok != lawful(&w, who, RECOGNITION_DECIDE) ? 1 : 0;
    }
    CHECK(found > 0);
}

/* ---- the page ---- */

TEST_DB(workflow_page_shows_the_law_of_the_day)
{
    struct fixture *f = fixture_open(db);
    struct page p = fixture_get(f, f->commune, S("/quy-trinh"));
    CHECK_INT(p.status, 200);
    CHECK(page_has(&p, S("<svg")) && page_has(&p, S("Quyết định 26/2026/QĐ-TTg")));
    CHECK(page_has(&p, S("15 ngày làm việc")) && page_has(&p, S("Ngày cuối: 29/07/2026")));
    p = fixture_get(f, f->admin, S("/quy-trinh?ngay=05/07/2025"));
    CHECK(page_has(&p, S("3 sao: UBND cấp huyện")));
    CHECK(page_has(&p, S("Ngày cuối: 14/07/2025")));
    p = fixture_get(f, f->admin, S("/quy-trinh?ngay=06/07/2025"));
    CHECK(page_has(&p, S("3 sao: UBND tỉnh Lâm Đồng")));
    p = fixture_get(f, f->admin, S("/quy-trinh?ngay=31/02/2025"));
    CHECK_INT(p.status, 422);
    CHECK(page_has(&p, S("Ngày này không đọc được")) && page_has(&p, S("31/02/2025")));
    CHECK_INT(fixture_get(f, ID_NONE, S("/quy-trinh")).status, 303);
    fixture_close(f);
}

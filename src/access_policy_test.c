/* access_policy_test.c: the policy table itself: every row decides something, every state can be
 * reached and left, and no hand does alone what the law gives to two. */
#include "access_world_test.h"

/* ---- every row decides something ---- */

/* Rows that no route asks for, and why they stand. A row here that a route does ask for fails. */
static const struct {
    int action;
    const char *why;
} not_asked[] = {
    { ACCOUNT_MANAGE, "the command line makes accounts; the row names who may" },
    { PRODUCER_VIEW, "a producer is shown inside dossiers; no page of its own yet" },
    { PRODUCER_EDIT, "edited through the dossier's facts" },
    { PRODUCT_CREATE, "a product is opened with its first dossier" },
    { PRODUCT_VIEW, "a product is shown inside dossiers" },
    { PRODUCT_EDIT, "edited through the dossier's story" },
    { PLACE_VIEW, "units are shown by their names only" },
    { SETTING_EDIT, "no page of settings yet" },
    { AUDIT_VIEW, "no page of the log yet" },
};

/* Relations that the subject of the only routes makes true by itself. */
static bool true_by_itself(const struct access_rule *row, const struct access_rule *instead)
{
    bool library = row->action == EVIDENCE_ADD || row->action == DOSSIER_CREATE ||
                   row->action == IDEA_CREATE || row->action == DOSSIER_ASSIST;
    return library && instead != NULL && instead->relation != row->relation;
}

/* What the things planted here cannot show, and the test that does ask: single sheets as papers
 * (papers_test.c); members who have not answered for a file yet, and the chair of another council
 * (conflict_test.c, talk_test.c, meeting_test.c); where a dossier is forwarded to
 * (district_test.c). */
static bool asked_elsewhere(const struct access_rule *row, const struct access_rule *instead)
{
    bool answered = instead != NULL && ((row->needs & ~instead->needs) & FLAG_DECLARED) != 0;
    bool presides =
        row->action == CONFLICT_DECIDE ||
        ((row->action == TALK_RECORD || row->action == MEETING_PUT) && row->role == ROLE_MEMBER);
    bool chair = presides && instead != NULL && instead->relation != row->relation;
    uint64_t way =
        instead == NULL ? 0 : (row->needs ^ instead->needs) | (row->never ^ instead->never);
    bool which = row->action == COMMUNE_FORWARD && (way & FLAG_DISTRICT) != 0;
    return row->action == SHEET_PAPER || answered || chair || which;
}

/* One word of the table changed. */
enum { MUTANTS_MAX = 1600 };
struct mutant {
    const struct access_rule *row, *instead; /* instead NULL: left out */
    const char *what;
    int detail;
    bool noticed; /* somebody may something that he might not, or the other way */
};
struct mutation {
    struct world *w;
    bool asked[ACTION__MAX];
    size_t n;
    struct mutant mutant[MUTANTS_MAX];
};

static struct access_rule *mutate(struct mutation *m, const struct access_rule *row,
                                  const char *what, int detail)
{
    BUG_UNLESS(m->n < MUTANTS_MAX);
    struct access_rule *r = NEW(test_arena(), struct access_rule);
    *r = *row;
    m->mutant[m->n++] = (struct mutant){ .row = row, .instead = r, .what = what, .detail = detail };
    return r;
}

/* The row without itself, without one state, without one condition, without its relation. */
static void mutants_of(struct mutation *m, const struct access_rule *row)
{
    (void)mutate(m, row, "the row", 0);
    m->mutant[m->n - 1].instead = NULL;
    for (int s = 0; s < 64 && row->from != ACCESS_ANY_STATE; s++) {
        if ((row->from & ACCESS_IN(s)) != 0) {
            mutate(m, row, "its state", s)->from &= ~ACCESS_IN(s);
        }
    }
    for (int b = 0; b < 64; b++) {
        uint64_t bit = UINT64_C(1) << b;
        if ((row->needs & bit) != 0) {
            mutate(m, row, "its need", b)->needs &= ~bit;
        }
        if ((row->never & bit) != 0) {
            mutate(m, row, "its never", b)->never &= ~bit;
        }
    }
    if (row->relation != REL_ANY) {
        mutate(m, row, "its relation", row->relation)->relation = REL_ANY;
    }
}

/* One cell of the matrix: which mutants would change it? */
static void cell(struct mutation *m, int action, const struct world_who *who,
                 const struct world_thing *seen)
{
    bool may = world_may(who, action, seen, NULL, NULL);
    for (size_t i = 0; i < m->n; i++) {
        struct mutant *x = &m->mutant[i];
        if (!x->noticed && x->row->action == action) {
            x->noticed = world_may(who, action, seen, x->row, x->instead) != may;
        }
    }
}

static void cells(void *arg, const struct route *r, const struct world_recipe *recipe)
{
    struct mutation *m = arg;
    m->asked[r->action] = true;
    for (size_t i = 0; i < m->w->n; i++) {
        for (size_t k = 0; k < m->w->n_who; k++) {
            if (m->w->thing[i].kind == recipe->kind) {
                struct world_thing seen = world_seen(recipe, &m->w->who[k], &m->w->thing[i]);
                cell(m, r->action, &m->w->who[k], &seen);
            }
        }
    }
}

static bool explained(int action)
{
    for (size_t i = 0; i < COUNT_OF(not_asked); i++) {
        if (not_asked[i].action == action) {
            return true;
        }
    }
    return false;
}

TEST_DB(access_every_word_of_the_policy_decides_something)
{
    struct world *w = world_open(db);
    if (w == NULL) {
        return;
    }
    struct mutation *m = NEW(test_arena(), struct mutation);
    m->w = w;
    for (size_t i = 0; i < access_policy.n; i++) {
        mutants_of(m, &access_policy.v[i]);
    }
    world_each_route(cells, m);
    for (size_t i = 0; i < m->n; i++) {
        const struct mutant *x = &m->mutant[i];
        int action = x->row->action;
        const char *at =
            str_cstr(w->f->arena, str_fmt(w->f->arena, "row %td, %s, %s without %s %d",
                                          x->row - access_policy.v, access_action_name(action),
                                          access_role_name(x->row->role), x->what, x->detail));
        test_check(m->asked[action] != explained(action), at, 0, "asked by a route, or explained");
        test_check(!m->asked[action] || asked_elsewhere(x->row, x->instead) ||
                       x->noticed != true_by_itself(x->row, x->instead),
                   at, 0, "would be noticed");
    }
    fixture_close(w->f);
}

/* ---- the dossier's life ---- */

static bool may_run(const struct db_stmt *s, int action)
{
    for (size_t i = 0; i < DB_UNDER_MAX && s->under[i] != 0; i++) {
        if (s->under[i] == action) {
            return true;
        }
    }
    return false;
}

/* Actions that move a dossier are those its statements let run. */
static bool moves_dossier(int action)
{
    static const char *const moving[] = { "dossier_insert", "dossier_move", "dossier_file_move" };
    for (size_t i = 0; i < db_all_statements_n; i++) {
        for (size_t k = 0; k < COUNT_OF(moving); k++) {
            if (str_eq(str_c(db_all_statements[i]->name), str_c(moving[k])) &&
                may_run(db_all_statements[i], action)) {
                return true;
            }
        }
    }
    return false;
}

/* Closing a file moves the dossier on its table along; the row speaks of the file's state. */
static const struct access_rule with_the_file = { .action = FILE_CLOSE,
                                                  .role = ROLE_SECRETARY,
                                                  .from = ACCESS_IN(DOSSIER_IN_COUNCIL),
                                                  .to = DOSSIER_SCORED };

static const struct access_rule with_the_file_below = { .action = FILE_CLOSE,
                                                        .role = ROLE_SECRETARY,
                                                        .from = ACCESS_IN(DOSSIER_IN_DISTRICT),
                                                        .to = DOSSIER_DISTRICT_SCORED };
/* The province's council gives fewer stars than the province decides on. */
static const struct access_rule with_the_file_lower = { .action = FILE_CLOSE,
                                                        .role = ROLE_SECRETARY,
                                                        .from = ACCESS_IN(DOSSIER_IN_COUNCIL),
                                                        .to = DOSSIER_DISTRICT_SCORED };

/* A dossier begins out of an idea; the row speaks of the idea's state. */
static const struct access_rule out_of_an_idea = {
    .action = IDEA_OPEN, .role = ROLE_PRODUCER, .from = ACCESS_ANY_STATE, .to = DOSSIER_DRAFT
};

struct life {
    size_t n;
    const struct access_rule *move[64];
};

static struct life life_of_dossier(void)
{
    struct life l = { 0 };
    for (size_t i = 0; i < access_policy.n; i++) {
        const struct access_rule *r = &access_policy.v[i];
        if (moves_dossier(r->action)) {
            test_check(r->to != 0, access_action_name(r->action), 0,
                       "a row that moves names the next state");
            l.move[l.n++] = r->action == FILE_CLOSE  ? &with_the_file
                            : r->action == IDEA_OPEN ? &out_of_an_idea
                                                     : r;
        }
    }
    l.move[l.n++] = &with_the_file_below;
    l.move[l.n++] = &with_the_file_lower;
    return l;
}

/* States reached from a draft by moves of these roles. What an officer hands in for a producer
 * needs the producer's word, too. */
static uint64_t reached(const struct life *l, uint64_t roles)
{
    uint64_t states = ACCESS_IN(DOSSIER_DRAFT), before = 0;
    while (states != before) {
        before = states;
        for (size_t i = 0; i < l->n; i++) {
            bool from = (l->move[i]->from & states) != 0;
            uint64_t hands = UINT64_C(1) << l->move[i]->role;
            if ((l->move[i]->needs & FLAG_HELPS) != 0) {
                hands |= UINT64_C(1) << ROLE_PRODUCER;
            }
            if (from && (roles & hands) == hands) {
                states |= ACCESS_IN(l->move[i]->to);
            }
        }
    }
    return states;
}

TEST(access_every_dossier_state_is_reached_and_left)
{
    const uint64_t final = ACCESS_IN(DOSSIER_RECOGNISED) | ACCESS_IN(DOSSIER_NOT_RECOGNISED) |
                           ACCESS_IN(DOSSIER_WITHDRAWN);
    struct life l = life_of_dossier();
    CHECK_INT(l.n, 25);
    uint64_t states = reached(&l, UINT64_MAX);
    for (int s = DOSSIER_DRAFT; s <= DOSSIER_DISTRICT_SCORED; s++) {
        bool exit = false;
        for (size_t i = 0; i < l.n; i++) {
            bool begins = l.move[i]->to == DOSSIER_DRAFT;
            bool stays = l.move[i]->to == s;
            exit = exit || (!begins && !stays && (l.move[i]->from & ACCESS_IN(s)) != 0);
        }
        CHECK((states & ACCESS_IN(s)) != 0);
        CHECK_INT(exit, (final & ACCESS_IN(s)) == 0);
    }
}

/* Without any one of the five offices nothing is recognised: neither by the province, where there
 * are no districts, nor by a district. */
TEST(access_recognition_takes_every_office)
{
    static const int offices[2][5] = {
        { ROLE_PRODUCER, ROLE_COMMUNE, ROLE_OFFICER, ROLE_SECRETARY, ROLE_LEADER },
        { ROLE_PRODUCER, ROLE_COMMUNE, ROLE_DISTRICT, ROLE_SECRETARY, ROLE_DISTRICT_LEADER }
    };
    const uint64_t level[2] = { (UINT64_C(1) << ROLE_OFFICER) | (UINT64_C(1) << ROLE_LEADER),
                                (UINT64_C(1) << ROLE_DISTRICT) |
                                    (UINT64_C(1) << ROLE_DISTRICT_LEADER) };
    struct life l = life_of_dossier();
    for (size_t k = 0; k < COUNT_OF(offices); k++) {
        uint64_t without = ~level[1 - k]; /* the other level decides nothing here */
        CHECK(reached(&l, without) & ACCESS_IN(DOSSIER_RECOGNISED));
        for (size_t i = 0; i < COUNT_OF(offices[k]); i++) {
            uint64_t others = without & ~(UINT64_C(1) << offices[k][i]);
            CHECK_INT(reached(&l, others) & ACCESS_IN(DOSSIER_RECOGNISED), 0);
        }
    }
}

/* ---- rows that must never be otherwise ---- */

static bool four_eyes(int action)
{
    return action == RECOGNITION_DECIDE || action == RECOGNITION_DECLINE ||
           action == CRITERIA_PUBLISH;
}

TEST(access_rows_that_must_hold)
{
    for (size_t i = 0; i < access_policy.n; i++) {
        const struct access_rule *r = &access_policy.v[i];
        const char *at = access_action_name(r->action);
        bool scores = r->action == SCORES_VIEW && r->role == ROLE_MEMBER;
        bool open = r->from == ACCESS_ANY_STATE || (r->from & ACCESS_IN(SCORING_OPEN)) != 0;
        bool below = r->role == ROLE_DISTRICT || r->role == ROLE_DISTRICT_LEADER;
        bool hand = r->relation == (below ? REL_DISTRICT_HAND : REL_OTHER_HAND);
        test_check(!four_eyes(r->action) || hand, at, 0, "four eyes");
        test_check(!below || r->relation == REL_DISTRICT || r->relation == REL_DISTRICT_HAND ||
                       r->action == DISTRICT_LIST || r->action == COUNCIL_LIST ||
                       r->action == RECOGNITION_LIST,
                   at, 0, "a district has its own only");
        test_check(r->action != SCORES_VIEW || !open || (r->needs & FLAG_SHEET_IN) != 0, at, 0,
                   "no colleague's sheet before the own one is in");
        test_check(!scores || (r->never & FLAG_CONFLICT) != 0, at, 0, "the recused see nothing");
        test_check(r->role != ROLE_ADMIN || r->action == ACCOUNT_MANAGE || r->action == AUDIT_VIEW,
                   at, 0, "the administrator touches no dossier and no sheet");
        test_check(r->role != ROLE_PRODUCER || r->relation == REL_OWN ||
                       r->action == DOSSIER_LIST || r->action == IDEA_LIST,
                   at, 0, "a producer has his own only");
        test_check(r->role != ROLE_COMMUNE || r->relation == REL_PLACE ||
                       r->action == COMMUNE_LIST || r->action == IDEA_COMMUNE_LIST,
                   at, 0, "a commune has its own only");
        test_check(r->basis != NULL && r->basis[0] != '\0', at, 0, "a basis");
        bool draft = r->from == ACCESS_ANY_STATE || (r->from & ACCESS_IN(DOSSIER_DRAFT)) != 0;
        bool reads = r->action == DOSSIER_VIEW || r->action == DOSSIER_FILE ||
                     r->action == COMMUNE_VIEW || r->action == PROVINCE_VIEW;
        test_check(!reads || !draft || r->role == ROLE_PRODUCER || (r->needs & FLAG_HELPS) != 0, at,
                   0, "a draft is the producer's alone, and of the officer who helps");
        test_check(r->action != DOSSIER_SUBMIT || (r->never & FLAG_UNCONFIRMED) != 0, at, 0,
                   "nothing is handed in that the producer has not confirmed");
        test_check(r->action != COMMUNE_CONFIRM || (r->never & FLAG_FOUR_EYES) != 0, at, 0,
                   "who helped does not confirm");
    }
}

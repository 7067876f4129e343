/* access_world_test.c: everybody who may ask, and the policy as a plain reader reads it. */
#include "access_world_test.h"
#include "domain/council/council.h"

/* ---- who ---- */

struct naming {
    const char *login;
    Id id;
};

static Err make_account(struct tx *tx, void *arg)
{
    struct naming *n = arg;
    struct identity_account_new a = { .login = str_c(n->login),
                                      .name = str_c(n->login),
                                      .demo = true };
    TRY(identity_create(tx, &a, &n->id));
    return tx_note(tx, S("test.account"), n->id);
}

static Id account(struct world *w, const char *login)
{
    struct naming n = { login, ID_NONE };
    CHECK_ERR(fixture_tx(w->f, ACCOUNT_MANAGE, 0, ID_NONE, make_account, &n), OK);
    return n.id;
}

static struct world_who *person(struct world *w, const char *name, Id id, int role, Id scope)
{
    struct world_who *p = &w->who[w->n_who++];
    BUG_UNLESS(w->n_who <= WORLD_WHO_MAX);
    *p = (struct world_who){ .name = name, .account = id };
    if (role != 0) {
        p->role[p->n_roles++] = (struct access_role){ role, scope };
    }
    return p;
}

static void seat(struct world_who *p, Id council, bool votes)
{
    p->seat = council;
    p->votes = votes;
}

static void add_people(struct world *w)
{
    struct fixture *f = w->f;
    Id council = w->t->council;
    static const char *const members[] = { "chair", "vice-chair", "member", "member 4",
                                           "recused member" };
    person(w, "visitor", ID_NONE, 0, ID_NONE);
    person(w, "owner", f->owner, ROLE_PRODUCER, f->producer);
    person(w, "other owner", f->other_owner, ROLE_PRODUCER, f->other_producer);
    person(w, "commune", f->commune, ROLE_COMMUNE, f->place);
    person(w, "other commune", f->other_commune, ROLE_COMMUNE, f->other_place);
    person(w, "officer", f->officer, ROLE_OFFICER, ID_NONE);
    person(w, "second officer", f->officer2, ROLE_OFFICER, ID_NONE);
    person(w, "leader", f->leader, ROLE_LEADER, ID_NONE);
    struct world_who *both = person(w, "leader and officer", w->both, ROLE_LEADER, ID_NONE);
    both->role[both->n_roles++] = (struct access_role){ ROLE_OFFICER, ID_NONE };
    seat(person(w, "secretary", f->secretary, ROLE_SECRETARY, council), council, false);
    for (size_t i = 0; i < FIXTURE_MEMBERS; i++) {
        seat(person(w, members[i], f->member[i], ROLE_MEMBER, council), council, true);
    }
    seat(person(w, "member elsewhere", w->stranger, ROLE_MEMBER, w->other_council),
         w->other_council, true);
    seat(person(w, "secretary elsewhere", w->clerk, ROLE_SECRETARY, w->other_council),
         w->other_council, false);
    person(w, "role without a seat", w->ghost, ROLE_MEMBER, council);
    seat(person(w, "adviser", w->adviser, ROLE_ADVISER, council), council, false);
    seat(person(w, "adviser elsewhere", w->other_adviser, ROLE_ADVISER, w->other_council),
         w->other_council, false);
    person(w, "commune of a district", w->hamlet_officer, ROLE_COMMUNE, w->hamlet);
    person(w, "district", w->below, ROLE_DISTRICT, w->district);
    person(w, "other district", w->far_below, ROLE_DISTRICT, w->far_district);
    person(w, "district leader", w->below_leader, ROLE_DISTRICT_LEADER, w->district);
    person(w, "other district's leader", w->far_leader, ROLE_DISTRICT_LEADER, w->far_district);
    person(w, "admin", f->admin, ROLE_ADMIN, ID_NONE);
    person(w, "bare account", w->bare, 0, ID_NONE);
}

static Err make_council(struct tx *tx, void *arg)
{
    struct world *w = arg;
    struct council_seat seats[] = {
        { .account = w->stranger, .department = S("Sở Y tế"), .position = COUNCIL_CHAIR },
        { .account = w->second, .department = S("Sở Công Thương"), .position = COUNCIL_VOTER },
        { .account = w->third, .department = S("Sở Công Thương"), .position = COUNCIL_VOTER },
        { .account = w->clerk, .department = S("Văn phòng"), .position = COUNCIL_SECRETARY },
    };
    struct council_new n = council_usual();
    n.name = S("Hội đồng khác");
    n.decision_no = S("7/QĐ-UBND");
    n.decision_date = tx_today(tx);
    n.from_day = tx_today(tx);
    n.seats = (struct council_seats){ COUNT_OF(seats), seats };
    TRY(council_create(tx, &n, &w->other_council));
    return tx_note(tx, S("test.council"), w->other_council);
}

Id world_nobody(Id id)
{
    return (Id){ id.v ^ (1 << 20) };
}

struct world_thing *world_add(struct world *w, enum world_kind kind, const char *about, Id id)
{
    struct world_thing *t = &w->thing[w->n++];
    BUG_UNLESS(w->n <= WORLD_THINGS_MAX);
    *t = (struct world_thing){ .kind = kind, .about = about, .id = id };
    return t;
}

static void advises(struct world *w, Id who, Id council)
{
    struct arena *a = w->f->arena;
    Str at = str_fmt(a, "/hoi-dong/%.*s/to-tu-van", STR_ARG(id_text(a, council)));
    struct page p =
        fixture_post(w->f, w->f->officer, at,
                     FORM({ S("account"), id_text(a, who) },
                          { S("department"), S("Trung tâm Kiểm nghiệm") }, { S("leads"), S("1") }));
    CHECK_INT(p.status, 303);
}

static struct world *open_people(struct db *db)
{
    struct world *w = NEW(test_arena(), struct world);
    log_set_level(LOG_ERROR); /* refused forms by the thousand */
    world_same_luck();
    w->t = table_open(db, FIXTURE_MEMBERS);
    if (!CHECK(w->t != NULL)) {
        return NULL;
    }
    w->f = w->t->f;
    w->stranger = account(w, "uyvien.khac");
    w->second = account(w, "uyvien.khac.2");
    w->third = account(w, "uyvien.khac.3");
    w->clerk = account(w, "thuky.khac");
    w->both = account(w, "lanhdao.canbo");
    w->ghost = account(w, "uyvien.cu");
    w->bare = account(w, "chua.co.vaitro");
    w->adviser = account(w, "tuvan");
    w->other_adviser = account(w, "tuvan.khac");
    w->hamlet_officer = account(w, "xa.thu");
    w->below = account(w, "huyen.thu");
    w->far_below = account(w, "huyen.khac");
    w->below_leader = account(w, "lanhdao.huyen");
    w->far_leader = account(w, "lanhdao.huyen.khac");
    w->below_seat[0] = account(w, "uyvien.huyen.1");
    w->below_seat[1] = account(w, "uyvien.huyen.2");
    w->below_seat[2] = account(w, "thuky.huyen");
    w->below_seat[3] = account(w, "uyvien.huyen.3");
    world_make_below(w);
    fixture_grant(w->f, w->both, ROLE_LEADER, ID_NONE);
    fixture_grant(w->f, w->both, ROLE_OFFICER, ID_NONE);
    fixture_grant(w->f, w->ghost, ROLE_MEMBER, w->t->council);
    CHECK_ERR(fixture_tx(w->f, COUNCIL_MANAGE, 0, w->f->officer, make_council, w), OK);
    advises(w, w->adviser, w->t->council);
    advises(w, w->other_adviser, w->other_council);
    add_people(w);
    world_add(w, WORLD_NOTHING, "nothing", ID_NONE);
    world_add(w, WORLD_LIBRARY, "own library", ID_NONE);
    world_add(w, WORLD_BATCH, "batch", ID_NONE)->state = DOSSIER_AT_PROVINCE;
    world_add(w, WORLD_NEW_CRITERIA, "new set", ID_NONE)->state = CRITERIA_DRAFT;
    world_add(w, WORLD_PICKS, "no picks", ID_NONE)->state = DOSSIER_SCORED;
    world_add(w, WORLD_COUNCIL, "council", w->t->council)->council = w->t->council;
    world_add(w, WORLD_SESSION, "session", w->t->session)->council = w->t->council;
    return w;
}

/* Sessions begin here, before luck is the same each time: no two of them alike. */
static void sign_in(struct world *w)
{
    for (size_t i = 0; i < w->n_who; i++) {
        CHECK_INT(fixture_get(w->f, w->who[i].account, S("/vi")).status, 200);
    }
}

struct world *world_open(struct db *db)
{
    struct world *w = open_people(db);
    if (w != NULL) {
        world_add_files(w);
        world_add_dossiers(w);
        world_add_below(w);
        world_add_anchors(w);
        sign_in(w);
    }
    return w;
}

struct world *world_open_small(struct db *db)
{
    struct world *w = open_people(db);
    if (w != NULL) {
        world_add_few(w);
        sign_in(w);
    }
    return w;
}

/* ---- the policy ---- */

static bool named(const Id *v, size_t n, Id id)
{
    for (size_t i = 0; i < n; i++) {
        if (id_eq(v[i], id)) {
            return true;
        }
    }
    return false;
}

static bool in_relation(int relation, const struct world_who *who, Id scope,
                        const struct world_thing *t)
{
    bool seated = !id_none(t->council) && id_eq(scope, t->council) && id_eq(who->seat, t->council);
    switch ((enum relation)relation) {
    case REL_ANY:
        return true;
    case REL_OWN:
        return !id_none(t->owner) && id_eq(scope, t->owner);
    case REL_PLACE:
        return !id_none(t->place) && id_eq(scope, t->place);
    case REL_COUNCIL:
        return seated;
    case REL_COUNCIL_SELF:
        return seated && who->votes;
    case REL_OTHER_HAND:
        return !id_eq(who->account, t->author);
    case REL_SELF:
        return id_eq(who->account, t->id);
    case REL_DISTRICT:
        return !id_none(t->district) && id_eq(scope, t->district);
    case REL_DISTRICT_HAND:
        return !id_none(t->district) && id_eq(scope, t->district) &&
               !id_eq(who->account, t->author);
    }
    return false;
}

static bool in_state(const struct access_rule *r, int state)
{
    return r->from == ACCESS_ANY_STATE || ((r->from >> state) & 1) == 1;
}

static bool presides(const struct world_who *who)
{
    Str name = str_c(who->name);
    return str_eq(name, S("chair")) || str_eq(name, S("vice-chair"));
}

static bool fits(const struct access_rule *r, const struct world_who *who,
                 const struct world_thing *t)
{
    const struct {
        uint64_t flag;
        bool set;
    } flags[] = {
        { FLAG_SHEET_IN, named(t->in, t->n_in, who->account) },
        { FLAG_CONFLICT, named(t->recused, t->n_recused, who->account) },
        { FLAG_QUORUM, t->quorum },
        { FLAG_COMPLETE, t->complete },
        { FLAG_FORWARDED, t->forwarded },
        { FLAG_DECLARED, true }, /* table_add_file() has the members answer */
        { FLAG_HELPS, !id_none(t->helper) && id_eq(t->helper, who->account) },
        { FLAG_FOUR_EYES, !id_none(t->helper) && id_eq(t->helper, who->account) },
        { FLAG_UNCONFIRMED, t->unconfirmed },
        { FLAG_PRESIDES,
          t->kind == WORLD_ANCHOR
              ? !id_none(t->leads) && id_eq(t->leads, who->account)
              : (t->kind == WORLD_SESSION || t->kind == WORLD_FILE) && presides(who) },
        { FLAG_REOPENED, t->reopened },
        { FLAG_DISTRICT, t->kind == WORLD_DOSSIER && !id_none(t->district) },
        { FLAG_DISTRICT_HAD, t->had },
        { FLAG_ASKED, t->asked },
        { FLAG_STALE, named(t->stale, t->n_stale, who->account) },
    };
    for (size_t i = 0; i < COUNT_OF(flags); i++) {
        if (((r->needs & flags[i].flag) != 0 && !flags[i].set) ||
            ((r->never & flags[i].flag) != 0 && flags[i].set)) {
            return false;
        }
    }
    if (!in_state(r, t->state)) {
        return false;
    }
    if (r->role == ROLE_VISITOR) {
        return true;
    }
    if (r->role == ROLE_SIGNED_IN) {
        return !id_none(who->account);
    }
    for (size_t i = 0; i < who->n_roles; i++) {
        if (who->role[i].role == r->role && in_relation(r->relation, who, who->role[i].scope, t)) {
            return true;
        }
    }
    return false;
}

bool world_may(const struct world_who *who, int action, const struct world_thing *t,
               const struct access_rule *row, const struct access_rule *instead)
{
    for (size_t i = 0; i < access_policy.n; i++) {
        const struct access_rule *r = &access_policy.v[i];
        r = r == row ? instead : r;
        if (r != NULL && r->action == action && fits(r, who, t)) {
            return true;
        }
    }
    return false;
}

bool world_open_to_all(int action)
{
    for (size_t i = 0; i < access_policy.n; i++) {
        if (access_policy.v[i].action == action && access_policy.v[i].role == ROLE_VISITOR) {
            return true;
        }
    }
    return false;
}

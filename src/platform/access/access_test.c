/* access_test.c: the mechanism, on a small table of its own. */
#include "platform/access/access.h"
#include "platform/test/test.h"

enum { DO_SEE = 1, DO_MOVE, AS_KEEPER = 1, AS_ANY = 7, WHERE_ANY = 0, WHERE_OWN };

static bool related(int relation, const struct access_actor *a, const struct access_role *r,
                    const struct access_subject *s)
{
    (void)a;
    return relation == WHERE_ANY || (r != NULL && id_eq(r->scope, s->owner));
}

static const struct access_rule rules[] = {
    { DO_SEE, 0, WHERE_ANY, ACCESS_IN(2), 0, 0, 0, "open when published" },
    { DO_SEE, AS_KEEPER, WHERE_OWN, ACCESS_ANY_STATE, 0, 0, 0, "own" },
    { DO_MOVE, AS_KEEPER, WHERE_OWN, ACCESS_IN(1), 2, 4, 8, "own draft" },
};
static const struct access_table table = { rules, COUNT_OF(rules), related, AS_ANY };

static Err ask(const struct access_actor *a, int action, struct access_subject s)
{
    struct access_grant g;
    return access_check(&table, a, action, &s, &g, NULL);
}

TEST(access_rows_need_role_relation_state_and_flags)
{
    struct access_actor visitor = { .account = ID_NONE };
    struct access_actor keeper = { .account = { 5 },
                                   .n_roles = 1,
                                   .role = { { AS_KEEPER, { 9 } } } };
    struct access_subject own = { .owner = { 9 }, .state = 1, .flags = 4 };
    struct access_subject other = own, moved = own, bare = own, barred = own;
    other.owner = (Id){ 10 };
    moved.state = 2;
    bare.flags = 0;
    barred.flags = 4 | 8;
    CHECK_INT(ask(&visitor, DO_SEE, own), E_DENIED);
    CHECK_INT(ask(&visitor, DO_SEE, moved), OK);
    CHECK_INT(ask(&keeper, DO_SEE, own), OK);
    CHECK_INT(ask(&keeper, DO_SEE, other), E_DENIED);
    CHECK_INT(ask(&keeper, DO_MOVE, own), OK);
    CHECK_INT(ask(&keeper, DO_MOVE, moved), E_DENIED);
    CHECK_INT(ask(&keeper, DO_MOVE, bare), E_DENIED);
    CHECK_INT(ask(&keeper, DO_MOVE, barred), E_DENIED);
    CHECK_INT(ask(&keeper, 77, own), E_DENIED);
}

TEST(access_ever_says_through_which_role)
{
    struct access_actor keeper = { .account = { 5 },
                                   .n_roles = 1,
                                   .role = { { AS_KEEPER, { 9 } } } };
    const struct access_role *role = NULL;
    CHECK(access_ever(&table, &keeper, DO_MOVE, &role));
    CHECK(role != NULL && role->scope.v == 9);
    struct access_actor visitor = { .account = ID_NONE };
    CHECK(!access_ever(&table, &visitor, DO_MOVE, &role));
}

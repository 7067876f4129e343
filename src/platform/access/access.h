/* access.h: the mechanism of permission: one table of rows, one question. No rule and no role name
 * lives here. */
#ifndef PLATFORM_ACCESS_H
#define PLATFORM_ACCESS_H
#include "platform/db/db.h"

enum { ACCESS_ROLES_MAX = 8, ACCESS_STATE_NONE = 0 };
#define ACCESS_IN(state) (UINT64_C(1) << (state))
#define ACCESS_ANY_STATE UINT64_MAX

/* A role held by an account, with its scope. */
struct access_role {
    int role;
    Id scope; /* the producer, place or council it holds for; none: the whole province */
};
struct access_actor {
    Id account; /* none: visitor */
    size_t n_roles;
    struct access_role role[ACCESS_ROLES_MAX];
};

/* What is asked about. load() of a route fills it. Relations are worked out by domain/access from
 * it. */
struct access_subject {
    Id id;
    Id owner;    /* producer it belongs to */
    Id place;    /* commune it belongs to */
    Id council;  /* council it is before */
    Id district; /* district it belongs to, while there is one */
    Id author;   /* account that made or submitted it: four-eyes rows refuse the same person */
    Id member;   /* account to whom a sheet belongs */
    int state;
    uint64_t flags;  /* named conditions worked out by load(): enum in domain/access */
    const void *row; /* the loaded record, for the handler */
};

struct access_rule {
    int action, role, relation;
    uint64_t from;     /* states */
    int to;            /* next state, 0: none */
    uint64_t needs;    /* flags that must be set */
    uint64_t never;    /* flags that must not be set */
    const char *basis; /* law or rule, for the manual */
};
struct access_table {
    const struct access_rule *v;
    size_t n;
    /* Does the actor's role stand in this relation to the subject? */
    bool (*related)(int relation, const struct access_actor *a, const struct access_role *r,
                    const struct access_subject *s);
    int any_account; /* role number of rows that hold for everybody with an account; rows of role 0
                        hold for visitors too */
};
struct access_grant {
    const struct access_rule *rule;
    const struct access_role *role; /* NULL when the row is for visitors */
};

/* The first row that grants the action, or E_DENIED. On E_DENIED *ret_nearest (may be NULL) is the
 * row that failed last, for the log only. */
Err access_check(const struct access_table *t, const struct access_actor *a, int action,
                 const struct access_subject *s, struct access_grant *ret,
                 const struct access_rule **ret_nearest) MUST;
/* Does any row give this actor the action on some subject (menus, list pages)? ret_role: through
 * which role; NULL allowed. */
bool access_ever(const struct access_table *t, const struct access_actor *a, int action,
                 const struct access_role **ret_role);

#endif

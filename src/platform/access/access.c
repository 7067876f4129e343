/* access.c: asks the table. */
#include "platform/access/access.h"

static bool holds(const struct access_rule *r, const struct access_subject *s)
{
    bool state_fits = r->from == ACCESS_ANY_STATE ||
                      (s->state >= 0 && s->state < 64 && (r->from & ACCESS_IN(s->state)) != 0);
    return state_fits && (s->flags & r->needs) == r->needs && (s->flags & r->never) == 0;
}

/* The role through which the actor may use this row; *ret_role stays NULL for visitors' rows. */
static bool role_for(const struct access_table *t, const struct access_rule *r,
                     const struct access_actor *a, const struct access_subject *s,
                     const struct access_role **ret_role)
{
    *ret_role = NULL;
    if (r->role == 0 || (r->role == t->any_account && !id_none(a->account))) {
        return s == NULL || t->related(r->relation, a, NULL, s);
    }
    for (size_t i = 0; i < a->n_roles; i++) {
        const struct access_role *held = &a->role[i];
        if (held->role == r->role && (s == NULL || t->related(r->relation, a, held, s))) {
            *ret_role = held;
            return true;
        }
    }
    return false;
}

Err access_check(const struct access_table *t, const struct access_actor *a, int action,
                 const struct access_subject *s, struct access_grant *ret,
                 const struct access_rule **ret_nearest)
{
    const struct access_rule *nearest = NULL;
    for (size_t i = 0; i < t->n; i++) {
        const struct access_rule *r = &t->v[i];
        const struct access_role *role = NULL;
        if (r->action != action) {
            continue;
        }
        nearest = r;
        if (role_for(t, r, a, s, &role) && holds(r, s)) {
            *ret = (struct access_grant){ r, role };
            return OK;
        }
    }
    if (ret_nearest != NULL) {
        *ret_nearest = nearest;
    }
    return E_DENIED;
}

bool access_ever(const struct access_table *t, const struct access_actor *a, int action,
                 const struct access_role **ret_role)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct access_role *role = NULL;
        if (t->v[i].action == action && role_for(t, &t->v[i], a, NULL, &role)) {
            if (ret_role != NULL) {
                *ret_role = role;
            }
            return true;
        }
    }
    return false;
}

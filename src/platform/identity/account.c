/* account.c: accounts and the roles they hold. */
#include "platform/identity/identity.h"
#include "platform/identity/identity.sql.h"
#include "messages.h"

static Str fold_login(struct arena *a, Str login)
{
    return str_lower_ascii(a, str_trim(str_none(login) ? S("") : login));
}

/* Letters, digits and . _ - + @: what stands in e-mail addresses and user names. */
static bool is_login(Str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                  c == '-' || c == '+' || c == '@';
        if (!ok) {
            return false;
        }
    }
    return s.n >= 3 && s.n <= 100;
}

Err identity_create_hashed(struct tx *tx, const struct identity_account_new *n, Str hash, Id *ret)
{
    struct arena *a = tx_arena(tx);
    Str login = fold_login(a, n->login);
    bool ok = true;
    if (!is_login(login)) {
        (void)refuse_field(tx, S("login"), M_IDENTITY_LOGIN_FORM, STR_NONE, STR_NONE);
        ok = false;
    }
    if (str_empty(n->name)) {
        (void)refuse_field(tx, S("name"), M_IDENTITY_NAME_NEEDED, STR_NONE, STR_NONE);
        ok = false;
    }
    bool found = false;
    struct identity_account known;
    TRY(identity_account_by_login(tx, login, &found, &known));
    if (found) {
        (void)refuse_field(tx, S("login"), M_IDENTITY_LOGIN_TAKEN, login, STR_NONE);
        ok = false;
    }
    if (!ok) {
        return E_REFUSED;
    }
    Id id = tx_new_id(tx);
    TRY(identity_account_insert(tx, id, login, n->name, hash, n->demo, tx_now(tx)));
    TRY(tx_note(tx, S("account.created"), id));
    *ret = id;
    return OK;
}

Err identity_create(struct tx *tx, const struct identity_account_new *n, Id *ret)
{
    struct arena *a = tx_arena(tx);
    Str hash = STR_NONE;
    if (!str_none(n->password)) {
        struct problems why = { .arena = a };
        if (identity_check_password(&why, S("password"), n->login, n->password) != OK) {
            return refuse_field(tx, why.v[0].field, why.v[0].key, STR_NONE, STR_NONE);
        }
        hash = identity_hash_password(a, n->password);
    }
    return identity_create_hashed(tx, n, hash, ret);
}

Err identity_grant_role(struct tx *tx, Id account, int role, Id scope, Date from, Date until)
{
    TRY(identity_role_insert(tx, account, role, scope, from, until));
    return tx_note(tx, S("account.role_granted"), account);
}

Err identity_end_role(struct tx *tx, Id account, int role, Id scope)
{
    TRY(identity_role_end(tx, account, role, scope, date_add_days(tx_today(tx), -1)));
    return tx_note(tx, S("account.role_ended"), account);
}

Err identity_roles(struct tx *tx, Id account, struct access_actor *ret)
{
    struct identity_roles rows;
    TRY(identity_roles_on(tx, account, tx_today(tx), &rows));
    *ret = (struct access_actor){ .account = account };
    for (size_t i = 0; i < rows.n && ret->n_roles < ACCESS_ROLES_MAX; i++) {
        ret->role[ret->n_roles++] = (struct access_role){ (int)rows.v[i].role, rows.v[i].scope };
    }
    if (rows.n > ACCESS_ROLES_MAX) {
        log_line(LOG_WARN, "identity", "an account holds more than %d roles", ACCESS_ROLES_MAX);
    }
    return OK;
}

Err identity_change_password(struct tx *tx, Id account, Id session, Str new_hash)
{
    TRY(identity_password_set(tx, account, new_hash));
    TRY(identity_sessions_end(tx, account, session, tx_now(tx)));
    return tx_note(tx, S("account.password_changed"), account);
}

/* account_web.c: pages of signing in and out, registering, and the password. */
#include "domain/account/account_web.h"
#include "domain/access/access.h"
#include "domain/account/account.h"
#include "domain/account/account.views.h"
#include "domain/account/desk.h"
#include "domain/place/place.h"
#include "messages.h"

static Str or_empty(Str s)
{
    return str_none(s) ? S("") : s;
}

/* ---- sign in ---- */

/* Only an address of our own may follow a sign-in. */
static Str safe_next(Str next)
{
    bool ours = str_starts(next, S("/")) && !str_starts(next, S("//")) &&
                !str_starts(next, S("/\\")) && next.n < LIMIT_URL;
    return ours ? next : S("/ban-lam-viec");
}

static Err show_sign_in(struct req *q)
{
    Str next = web_form_raw(q, S("next"));
    struct account_sign_in v = { .next = safe_next(
                                     str_none(next) ? or_empty(web_query(q, S("next"))) : next) };
    v.login =
        view_field(q->view, S("login"), M_ACCOUNT_LOGIN, M_NONE, or_empty(web_form(q, S("login"))));
    v.login.autocomplete = S("username");
    v.password = view_field(q->view, S("password"), M_ACCOUNT_PASSWORD, M_NONE, S(""));
    v.password.type = S("password");
    v.password.autocomplete = S("current-password");
    account_sign_in_html(q->out, q->view, &v);
    return OK;
}

static Err do_sign_in(struct req *q)
{
    TRY(web_form_check(q, "login password"));
    Str login = web_form(q, S("login")), token;
    Str password = web_form_raw(q, S("password"));
    int64_t minutes = 0;
    struct tx_opts o = web_tx_opts(q, TX_WRITE, DB_UNDER_PLATFORM);
    Err e =
        identity_sign_in(web_db(q), &o, login, or_empty(password), q->http->peer, &token, &minutes);
    if (e == E_LIMIT) {
        return problem_add(&q->problems, STR_NONE, M_IDENTITY_SIGN_IN_WAIT,
                           str_fmt(q->arena, "%lld", (long long)minutes), STR_NONE);
    }
    TRY(e);
    web_set_session(q, token);
    return web_redirect(q, 303, safe_next(or_empty(web_form_raw(q, S("next")))));
}

static Err do_sign_out(struct req *q)
{
    TRY(identity_sign_out(q->tx, q->session.id));
    web_set_session(q, STR_NONE);
    return web_redirect(q, 303, S("/vi"));
}

/* ---- register ---- */

static struct view_field text(struct req *q, const char *name, int label, int hint)
{
    return view_field(q->view, str_c(name), label, hint, or_empty(web_form(q, str_c(name))));
}

static void add_kinds(struct req *q, struct view_field *f)
{
    f->options.v = NEW_N(q->arena, struct view_option, PRODUCER_KINDS);
    for (int64_t k = 1; k <= PRODUCER_KINDS; k++) {
        Str value = str_fmt(q->arena, "%lld", (long long)k);
        f->options.v[f->options.n++] =
            (struct view_option){ .value = value,
                                  .text = i18n_text(q->lang, producer_kind_message(k)),
                                  .chosen = str_eq(value, f->value) };
    }
}

static Err add_communes(struct req *q, struct view_field *f)
{
    struct places all;
    TRY(place_communes_on(q->tx, S(""), tx_today(q->tx), &all));
    f->options.v = NEW_N(q->arena, struct view_option, all.n + 1);
    f->options.v[f->options.n++] =
        (struct view_option){ .value = S(""),
                              .text = i18n_text(q->lang, M_ACCOUNT_COMMUNE_CHOOSE) };
    for (size_t i = 0; i < all.n; i++) {
        Str value = id_text(q->arena, all.v[i].id);
        Str name = place_full_name(q->arena, all.v[i].kind, all.v[i].name);
        f->options.v[f->options.n++] =
            (struct view_option){ .value = value, .text = name, .chosen = str_eq(value, f->value) };
    }
    return OK;
}

static Err show_register(struct req *q)
{
    struct account_form v = {
        .login = text(q, "login", M_ACCOUNT_LOGIN, M_ACCOUNT_LOGIN_HINT),
        .name = text(q, "name", M_ACCOUNT_NAME, M_NONE),
        .kind = text(q, "kind", M_ACCOUNT_KIND, M_NONE),
        .producer_name = text(q, "producer_name", M_ACCOUNT_PRODUCER, M_ACCOUNT_PRODUCER_HINT),
        .representative = text(q, "representative", M_ACCOUNT_REPRESENTATIVE, M_NONE),
        .tax_code = text(q, "tax_code", M_ACCOUNT_TAX_CODE, M_ACCOUNT_TAX_CODE_HINT),
        .commune = text(q, "commune", M_ACCOUNT_COMMUNE, M_ACCOUNT_COMMUNE_HINT),
        .address = text(q, "address", M_ACCOUNT_ADDRESS, M_ACCOUNT_ADDRESS_HINT),
        .phone = text(q, "phone", M_ACCOUNT_PHONE, M_NONE),
        .email = text(q, "email", M_ACCOUNT_EMAIL, M_NONE),
        .public_contact = text(q, "public_contact", M_ACCOUNT_PUBLIC, M_ACCOUNT_PUBLIC_HINT),
        .password =
            view_field(q->view, S("password"), M_ACCOUNT_PASSWORD, M_ACCOUNT_PASSWORD_HINT, S("")),
    };
    v.password.type = S("password");
    v.password.autocomplete = S("new-password");
    v.login.autocomplete = S("username");
    v.name.autocomplete = S("name");
    v.phone.type = S("tel");
    v.phone.optional = true;
    v.email.type = S("email");
    v.email.optional = true;
    v.tax_code.optional = true;
    v.tax_code.width = S("20");
    v.phone.width = S("20");
    add_kinds(q, &v.kind);
    TRY(add_communes(q, &v.commune));
    account_form_html(q->out, q->view, &v);
    return OK;
}

struct registering {
    struct account_new n;
    Id account;
    Str token;
};

static Err register_all(struct tx *tx, void *arg)
{
    struct registering *r = arg;
    TRY(account_register(tx, &r->n, &r->account));
    return identity_session_start(tx, r->account, &r->token);
}

/* The button pressed twice: the second time the account is there, and the password opens it. */
static bool made_just_now(struct req *q, Str login, Str password, Str *token)
{
    int64_t minutes = 0;
    struct problems ignored = { .arena = q->arena };
    struct tx_opts o = web_tx_opts(q, TX_WRITE, DB_UNDER_PLATFORM);
    o.problems = &ignored;
    return identity_sign_in(web_db(q), &o, login, password, q->http->peer, token, &minutes) == OK;
}

static Err do_register(struct req *q)
{
    TRY(web_form_check(q, "login name password kind producer_name representative tax_code commune "
                          "address phone email public_contact"));
    Str password = or_empty(web_form_raw(q, S("password")));
    struct registering r = { .n = { .login = or_empty(web_form(q, S("login"))),
                                    .name = or_empty(web_form(q, S("name"))) } };
    int64_t kind = 0;
    if (number_parse(or_empty(web_form(q, S("kind"))), 1, PRODUCER_KINDS, &kind) != OK) {
        kind = 0; /* refused below, with the other faults */
    }
    r.n.producer = (struct producer_new){
        .kind = kind,
        .name = or_empty(web_form(q, S("producer_name"))),
        .representative = or_empty(web_form(q, S("representative"))),
        .tax_code = or_empty(web_form(q, S("tax_code"))),
        .address = or_empty(web_form(q, S("address"))),
        .phone = or_empty(web_form(q, S("phone"))),
        .email = or_empty(web_form(q, S("email"))),
        .place = web_form_id(q, S("commune")),
        .public_contact = web_form_flag(q, S("public_contact")),
    };
    struct problems about = { .arena = q->arena }; /* listed last, as the page asks last */
    Err password_ok = identity_check_password(&about, S("password"), r.n.login, password);
    r.n.password_hash = password_ok == OK ? identity_hash_password(q->arena, password) : STR_NONE;
    Err e = web_tx(q, TX_WRITE, PRODUCER_REGISTER, register_all, &r);
    if ((e == E_REFUSED || e == E_STALE) && password_ok == OK &&
        made_just_now(q, r.n.login, password, &r.token)) {
        e = OK;
    }
    for (size_t i = 0; i < about.n; i++) {
        (void)problem_add3(&q->problems, about.v[i].field, about.v[i].key, about.v[i].arg);
    }
    TRY(e);
    TRY(password_ok);
    web_set_session(q, r.token);
    web_flash(q, M_ACCOUNT_WELCOME, r.n.producer.name);
    return web_redirect(q, 303, S("/ban-lam-viec"));
}

/* ---- password ---- */

static Err show_password(struct req *q)
{
    struct account_password v = { .login = q->session.login };
    v.old = view_field(q->view, S("old"), M_ACCOUNT_PASSWORD_OLD, M_NONE, S(""));
    v.password =
        view_field(q->view, S("password"), M_ACCOUNT_PASSWORD_NEW, M_ACCOUNT_PASSWORD_HINT, S(""));
    v.old.type = v.password.type = S("password");
    v.old.autocomplete = S("current-password");
    v.password.autocomplete = S("new-password");
    account_password_html(q->out, q->view, &v);
    return OK;
}

struct changing {
    Id account, session;
    Str hash;
};

static Err change(struct tx *tx, void *arg)
{
    struct changing *c = arg;
    return identity_change_password(tx, c->account, c->session, c->hash);
}

static Err do_password(struct req *q)
{
    TRY(web_form_check(q, "old password"));
    Str password = or_empty(web_form_raw(q, S("password"))), token;
    int64_t minutes = 0;
    TRY(identity_check_password(&q->problems, S("password"), q->session.login, password));
    struct problems wrong = { .arena = q->arena };
    struct tx_opts o = web_tx_opts(q, TX_WRITE, DB_UNDER_PLATFORM);
    o.problems = &wrong;
    if (identity_sign_in(web_db(q), &o, q->session.login, or_empty(web_form_raw(q, S("old"))),
                         q->http->peer, &token, &minutes) != OK) {
        return problem_add(&q->problems, S("old"), M_ACCOUNT_PASSWORD_OLD_WRONG, STR_NONE,
                           STR_NONE);
    }
    struct changing c = { q->session.account, q->session.id,
                          identity_hash_password(q->arena, password) };
    TRY(web_tx(q, TX_WRITE, DB_UNDER_PLATFORM, change, &c));
    web_flash(q, M_ACCOUNT_PASSWORD_CHANGED, STR_NONE);
    return web_redirect(q, 303, S("/ban-lam-viec"));
}

const struct route account_routes[] = {
    { .method = HTTP_GET, .path = "/dang-nhap", .run = show_sign_in, .title = M_ACCOUNT_SIGN_IN },
    { .method = HTTP_POST,
      .path = "/dang-nhap",
      .run = do_sign_in,
      .redisplay = show_sign_in,
      .title = M_ACCOUNT_SIGN_IN,
      .flags = WEB_NO_TX | WEB_NO_CSRF },
    { .method = HTTP_POST,
      .path = "/dang-xuat",
      .action = ACCOUNT_HOME,
      .run = do_sign_out,
      .title = M_ACCOUNT_SIGN_IN },
    { .method = HTTP_GET,
      .path = "/dang-ky",
      .action = PRODUCER_REGISTER,
      .run = show_register,
      .title = M_ACCOUNT_REGISTER },
    { .method = HTTP_POST,
      .path = "/dang-ky",
      .action = PRODUCER_REGISTER,
      .run = do_register,
      .redisplay = show_register,
      .title = M_ACCOUNT_REGISTER,
      .flags = WEB_NO_TX | WEB_NO_CSRF },
    { .method = HTTP_GET,
      .path = "/tai-khoan",
      .action = ACCOUNT_PASSWORD,
      .run = show_password,
      .title = M_ACCOUNT_MINE },
    { .method = HTTP_POST,
      .path = "/tai-khoan",
      .action = ACCOUNT_PASSWORD,
      .run = do_password,
      .redisplay = show_password,
      .title = M_ACCOUNT_MINE,
      .flags = WEB_NO_TX },
    { .method = HTTP_GET,
      .path = "/ban-lam-viec",
      .action = ACCOUNT_HOME,
      .run = account_show_desk,
      .title = M_ACCOUNT_DESK },
    { .run = NULL },
};

/* account.h: people and their desks: signing in and out, making an account for a producer, the
 * password, and the desk everybody starts from. */
#ifndef ACCOUNT_H
#define ACCOUNT_H
#include "domain/producer/producer.h"
#include "platform/view/view.h"

/* A visitor becomes a producer (QĐ 26/2026 Đ.2.3): one account, one producer, the role over it. */
struct account_new {
    Str login, name, password_hash;
    struct producer_new producer;
};
/* Refuses, each on its field, what identity_create_hashed and producer_create refuse, and a commune
 * that is not one of today's. Under PRODUCER_REGISTER. */
Err account_register(struct tx *tx, const struct account_new *n, Id *ret) MUST;

/* ---- pages ---- */
struct account_sign_in {
    struct view_field login, password;
    Str next;
};
struct account_form {
    struct view_field login, name, password;
    struct view_field kind, producer_name, representative, tax_code, commune, address, phone, email,
        public_contact;
};
struct account_password {
    struct view_field old, password;
    Str login;
};
struct account_card { /* one thing to do, or one place to go */
    Str title, text;
    Url href;
    int64_t n; /* how many wait; 0: none */
    bool late;
};
struct account_cards {
    size_t n;
    struct account_card *v;
};
struct account_desk {
    Str hello;
    struct account_cards todo, places;
};

#endif

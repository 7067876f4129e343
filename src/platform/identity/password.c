/* password.c: which passwords are taken, and their hashes. */
#include "platform/identity/identity.h"
#include "messages.h"

#include <sodium.h>

enum { HASH_OPS = 2, HASH_MEMORY = 19 * 1024 * 1024 };

/* The commonest of lists of leaked passwords that are long enough to pass the length rule, and what
 * people here would try first. Compared by letters and digits only. */
static const char *const common[] = {
    "123456789012",  "1234567890123",  "012345678910",  "password1234",  "passwordpassword",
    "qwertyuiop12",  "qwertyuiop123",  "matkhau123456", "matkhau12345",  "anhyeuem1234",
    "iloveyou1234",  "abcdef123456",   "abc123456789",  "vietnam123456", "vietnamvodich",
    "ocopbinhthuan", "ocoplamdong123", "binhthuan2025", "lamdong202526", "111111111111",
    "000000000000",  "administrator",  "admin1234567",
};

static Str squeeze(struct arena *a, Str s)
{
    char *p = arena_alloc(a, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c >= 'A' && c <= 'Z') {
            p[n++] = (char)(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80) {
            p[n++] = c;
        }
    }
    return (Str){ p, n };
}

static bool is_common(struct arena *a, Str login, Str password)
{
    Str s = squeeze(a, password);
    bool one_letter = true;
    for (size_t i = 1; i < s.n; i++) {
        one_letter = one_letter && s.p[i] == s.p[0];
    }
    for (size_t i = 0; i < COUNT_OF(common); i++) {
        if (str_eq(s, str_c(common[i]))) {
            return true;
        }
    }
    Str who = squeeze(a, login);
    return one_letter || (who.n >= 4 && str_find(s, who) < s.n && s.n < who.n + 6);
}

Err identity_check_password(struct problems *p, Str field, Str login, Str password)
{
    size_t n = utf8_length(password);
    if (str_none(password) || !utf8_valid(password) || n < IDENTITY_PASSWORD_MIN) {
        return problem_add(p, field, M_IDENTITY_PASSWORD_SHORT, STR_NONE, STR_NONE);
    }
    if (n > IDENTITY_PASSWORD_MAX) {
        return problem_add(p, field, M_IDENTITY_PASSWORD_LONG, STR_NONE, STR_NONE);
    }
    if (is_common(p->arena, login, password)) {
        return problem_add(p, field, M_IDENTITY_PASSWORD_COMMON, STR_NONE, STR_NONE);
    }
    return OK;
}

Str identity_hash_password(struct arena *a, Str password)
{
    char text[crypto_pwhash_STRBYTES];
    /* NUL bytes cannot occur: the border refuses control characters; libsodium takes a length
     * anyway */
    int failed = crypto_pwhash_str(text, password.p, password.n, HASH_OPS, HASH_MEMORY);
    BUG_UNLESS(failed == 0);
    return str_dup(a, str_c(text));
}

bool identity_verify_password(Str hash, Str password)
{
    /* A hash of a random word, made once by hand with the parameters above: the same cost. */
    static const char dummy[] = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                "d7gYBYdbXXEO2bHDHyJB5QKmbVSiWYz4kTEwLZhVvjc";
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    const char *against = str_empty(hash) ? dummy : str_cstr(a, hash);
    Str p = str_none(password) ? S("") : password;
    return crypto_pwhash_str_verify(against, p.p, p.n) == 0 && !str_empty(hash);
}

/* fixture.h: for tests of pages: a small province with an account for every role, and a browser
 * without a socket. */
#ifndef FIXTURE_H
#define FIXTURE_H
#include "app.h"
#include "browser.h"
#include "domain/access/access.h"
#include "platform/test/test.h"

enum { FIXTURE_MEMBERS = 5, FIXTURE_SEATS = 9 /* for large councils */ };

struct fixture {
    struct db *db; /* the test's */
    struct arena *arena;
    struct app *app;
    Time now; /* the clock of every request; tests move it */
    Str folder;
    Id place, other_place; /* phường Mũi Né, xã Hàm Thuận Bắc (Lâm Đồng, from 1/7/2025) */
    Id producer, other_producer; /* a cooperative in place; a household in other_place */
    Id owner, other_owner;       /* accounts of the two producers */
    Id commune, other_commune;   /* commune officers of the two places */
    Id officer, officer2, leader, secretary, admin;
    Id member[FIXTURE_SEATS]; /* accounts without any role: grant ROLE_MEMBER with the council */
    struct browser browser;
};
/* Units, criteria sets, accounts. A failure is a failed check; then NULL. */
struct fixture *fixture_open(struct db *db);
void fixture_close(struct fixture *f);
void fixture_grant(struct fixture *f, Id account, int role, Id scope);
/* Runs f in a writing transaction under the action; for domain calls of a test. */
Err fixture_tx(struct fixture *f, int action, int next_state, Id account,
               Err (*run)(struct tx *tx, void *arg), void *arg) MUST;

/* A dossier that the producer's account has handed in: three of the commune's criteria answered
 * (the second option) with a paper behind them (pages 2 to 3), the last blank; at the commune. */
Id fixture_dossier(struct fixture *f, Id owner, Id producer, int64_t set_no, const char *name);
/* The bytes of a JPEG so wide, 60 high; another width, another picture. */
Str fixture_photo(int width);
/* Every open request answered, and the next version handed in. */
void fixture_hand_in_again(struct fixture *f, Id owner, Id dossier);

/* ---- the browser ---- */

/* as: an account, or ID_NONE for a visitor. Addresses with their query. */
struct page fixture_get(struct fixture *f, Id as, Str target);
/* Sends csrf and, unless the form has an "idem" of its own, no idempotency key. */
struct page fixture_post(struct fixture *f, Id as, Str target, size_t n,
                         const struct http_field *form);
/* Any method, with headers beside those of the session. */
struct page fixture_send(struct fixture *f, Id as, enum http_method m, Str target, size_t n,
                         const struct http_field *form, size_t n_headers,
                         const struct http_field *headers);
/* A multipart form with one file. */
struct page fixture_upload(struct fixture *f, Id as, Str target, size_t n,
                           const struct http_field *form, struct http_field file, Str file_name);
/* The same with any number of files. */
struct page fixture_upload_files(struct fixture *f, Id as, Str target,
                                 const struct http_fields *form, size_t n_files,
                                 const struct browse_file *file);
/* FORM({ S("a"), S("1") }, { S("b"), S("2") }) stands for the two arguments n, form. */
#define FORM(...)                                                                                  \
    sizeof((struct http_field[]){ __VA_ARGS__ }) / sizeof(struct http_field),                      \
        (const struct http_field[])                                                                \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define NO_FORM 0, NULL
#endif

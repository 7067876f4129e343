/* browser.h: a browser without a socket: requests to the program in this very process, signed in as
 * anybody. Plays the demonstration province and the tests of pages. */
#ifndef BROWSER_H
#define BROWSER_H
#include "app.h"

enum { BROWSER_SESSIONS = 48 };

struct browser_session {
    Id account;
    Str token, csrf;
    Time started;
};
struct browser {
    struct db *db;
    struct app *app;
    struct arena *arena; /* pages live here */
    Time *clock;         /* the program's clock: moves a millisecond at each request */
    Str folder;          /* for uploads on their way */
    size_t n_sessions;
    struct browser_session session[BROWSER_SESSIONS];
};
struct page {
    int status;
    Str body, location, type;
    struct http_fields headers;
};
/* One request. as: an account, or ID_NONE for a visitor; sessions are made when needed and renewed
 * after some hours. A POST carries the form's secret unless the form has a "csrf" of its own.
 * headers: beside those of the session. With files it is a multipart form. An error is a fault of
 * the program: refusals are pages with their status. */
struct browse_file {
    Str field, name, bytes; /* name: as the user calls it */
};
struct browse {
    Id as;
    enum http_method method;
    Str target;
    size_t n;
    const struct http_field *form;
    size_t n_headers;
    const struct http_field *headers;
    size_t n_files;
    const struct browse_file *file;
};
Err browser_send(struct browser *b, const struct browse *r, struct page *ret) MUST;
/* Value of the first <input> of that name on the page; none without. */
Str page_input(const struct page *p, Str name);
bool page_has(const struct page *p, Str text);
/* The id in an address like "/ho-so/<id>/..." that follows prefix, out of the location, else the
 * body; none without. */
Id page_id(const struct page *p, Str prefix);

#endif

/* pages.h: between papers_web.c and the page of a session; the table is for routes.c. */
#ifndef PAPERS_PAGES_H
#define PAPERS_PAGES_H
#include "domain/papers/papers.h"
#include "platform/web/web.h"

extern const struct route papers_routes[];

/* Papers of the session by their word in the address; NULL ends. */
struct papers_kind {
    const char *word;
    int name; /* message key */
    struct paper *(*make)(struct arena *a, const struct papers_session *s);
};
extern const struct papers_kind papers_kinds[];

Err papers_show_list(struct req *q) MUST;

#endif

/* papers_view.h: the page of a session's papers. */
#ifndef PAPERS_VIEW_H
#define PAPERS_VIEW_H
#include "domain/papers/papers.h"
#include "platform/view/view.h"

struct papers_line { /* one paper, in its formats */
    Str name, note;
    Url pdf, docx; /* docx: none where there is only one */
    bool preview;
};
struct papers_lines {
    size_t n;
    struct papers_line *v;
};
struct papers_group { /* the papers of one file */
    Str title, about, id;
    bool five, closed;
    Id file;
    struct papers_lines lines, sheets;
};
struct papers_groups {
    size_t n;
    struct papers_group *v;
};
struct papers_set_shown { /* a set being made or ready */
    Str name;
    bool ready, waiting;
    int64_t done, total;
    Str percent, size;
    Time asked_at, done_at;
    Url zip;
};
struct papers_sets_shown {
    size_t n;
    struct papers_set_shown *v;
};
struct papers_page {
    Id id;
    Str session;
    Date held_on;
    Url back;
    int64_t open;
    bool all, may_make, busy; /* all: more than one's own sheets */
    struct papers_lines lines;
    struct papers_groups groups;
    struct papers_sets_shown sets;
    Str key; /* public key of the parcels */
};

#endif

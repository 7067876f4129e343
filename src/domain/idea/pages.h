/* pages.h: handlers of the pages of ideas and what they share; private to the room. */
#ifndef IDEA_PAGES_H
#define IDEA_PAGES_H
#include "domain/idea/idea.h"
#include "platform/web/web.h"

struct review_chips;

/* ---- lists ---- */
Err idea_show_own(struct req *q) MUST;
Err idea_show_commune(struct req *q) MUST;
Err idea_show_province(struct req *q) MUST;
Err idea_show_plan(struct req *q) MUST;
Err idea_send_csv(struct req *q) MUST;
Err idea_send_xlsx(struct req *q) MUST;

/* ---- one idea ---- */
/* For the producer the actor acts for. */
Err idea_load_new(struct req *q) MUST;
Err idea_load(struct req *q) MUST;
/* The idea that load put into the subject. */
const struct idea *idea_of(const struct req *q);
Err idea_show_new(struct req *q) MUST;
Err idea_do_new(struct req *q) MUST;
Err idea_show_one(struct req *q) MUST;
/* The draft as its form; part of idea_show_one(). */
Err idea_show_draft(struct req *q) MUST;
Err idea_do_save(struct req *q) MUST;
Err idea_do_send(struct req *q) MUST;
Err idea_do_withdraw(struct req *q) MUST;
Err idea_do_say(struct req *q) MUST;
Err idea_do_select(struct req *q) MUST;
Err idea_do_decline(struct req *q) MUST;
Err idea_do_open(struct req *q) MUST;
/* The version that the form was shown with; E_INPUT without one. */
Err idea_version_of(struct req *q, int64_t *ret) MUST;

/* ---- shared ---- */
/* The year asked for by the address; without one: this year. */
int64_t idea_year_of(struct req *q);
/* Last year, this and the next, as links of the list. */
void idea_years(struct req *q, const char *path, int64_t year, struct review_chips *ret);
/* Name of a product set; empty when none is chosen. */
Err idea_set_name(struct req *q, int64_t set_no, Str *ret) MUST;
int idea_kind_message(Id product);

#endif

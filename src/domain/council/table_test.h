/* table_test.h: for the council's tests: a council of five, a session, and a dossier on the table.
 */
#ifndef COUNCIL_TABLE_TEST_H
#define COUNCIL_TABLE_TEST_H
#include "domain/council/council.h"
#include "fixture.h"

struct table {
    struct fixture *f;
    Id council, session, dossier, filed, file, paper, product;
    const struct criteria_set *set; /* QD26-09 */
    size_t members;                 /* who answered that they have no conflict of interest */
    Str sheet, page;                /* "/phieu/F", "/phien/S/ho-so/F" */
};
/* The council is set up through its page by the officer. members: how many of the fixture's sit in
 * it (the first is the chair). */
struct table *table_open(struct db *db, size_t members);
/* One more dossier on the same session. Changes dossier, filed, file, sheet and page. */
void table_add_file(struct table *t);
/* The same, without the members' answers about conflicts of interest. */
void table_add_undeclared(struct table *t);
/* Form of a council: n members, chair first, department of member i. */
size_t table_council_form(struct table *t, size_t members, bool one_department,
                          struct http_field *form);

/* Which option of an item a member chooses: an index, or -1 for none. */
typedef int table_choice(const struct criteria_set *set, int item);
int table_best(const struct criteria_set *set, int item);
/* Posts a whole sheet; tail "" saves, "/nop" hands in. */
struct page table_score(struct table *t, Id account, table_choice *choose, const char *tail);
/* Hands in; a failure is a failed check. */
void table_hand_in(struct table *t, Id account, table_choice *choose);
/* Posts a discussion that opens an item; two members are there. after: discussions before it. */
struct page table_talk(struct table *t, Id account, const char *after, Str item);
/* The secretary asks for something about a target ("" the whole, a row, an item). */
struct page table_ask(struct table *t, Str target, const char *until);
/* The producer puts the table's paper behind the item too. */
struct page table_attach(struct table *t, Str item);
/* The producer answers every open request and hands in. */
struct page table_hand_in_more(struct table *t);
/* What was handed in comes on the table. */
struct page table_lay(struct table *t);
/* All of it: the basis of this item alone changes. A failure is a failed check. */
void table_supplement(struct table *t, Str item);
/* The member lets the score of the item stay. A failure is a failed check. */
void table_keep(struct table *t, Id account, Str item);
int table_status(struct table *t, Id account, Str target);
/* Body without what differs from one answer to the next. */
Str table_plain(struct table *t, Id account, Str target);

#endif

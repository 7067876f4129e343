/* pages.h: handlers of the dossier's pages and what they share; private to the room. */
#ifndef DOSSIER_PAGES_H
#define DOSSIER_PAGES_H
#include "domain/dossier/dossier_view.h"
#include "domain/dossier/inside.h"

/* ---- handlers, one file a group of pages ---- */
Err dossier_show_list(struct req *q) MUST;
Err dossier_load_new(struct req *q) MUST;
Err dossier_show_new(struct req *q) MUST;
Err dossier_do_new(struct req *q) MUST;
Err dossier_show_one(struct req *q) MUST;
Err dossier_do_target(struct req *q) MUST;
Err dossier_do_withdraw(struct req *q) MUST;
Err dossier_do_answer(struct req *q) MUST;
Err dossier_show_facts(struct req *q) MUST;
Err dossier_do_facts(struct req *q) MUST;
Err dossier_show_papers(struct req *q) MUST;
Err dossier_show_target(struct req *q) MUST;
Err dossier_do_attach(struct req *q) MUST;
Err dossier_do_upload(struct req *q) MUST;
Err dossier_do_detach(struct req *q) MUST;
Err dossier_do_skip(struct req *q) MUST;
Err dossier_show_score(struct req *q) MUST;
Err dossier_do_score(struct req *q) MUST;
Err dossier_show_story(struct req *q) MUST;
Err dossier_do_story(struct req *q) MUST;
Err dossier_send_photo(struct req *q) MUST;
Err dossier_show_check(struct req *q) MUST;
Err dossier_look_over(struct req *q) MUST;
Err dossier_do_submit(struct req *q) MUST;
Err dossier_show_receipt(struct req *q) MUST;
Err dossier_show_album(struct req *q) MUST;
Err dossier_show_album_again(struct req *q) MUST;
Err dossier_do_album(struct req *q) MUST;
Err dossier_do_album_add(struct req *q) MUST;
Err dossier_send_album_photo(struct req *q) MUST;
Err dossier_show_files(struct req *q) MUST;
Err dossier_show_filed(struct req *q) MUST;
Err dossier_send_pdf(struct req *q) MUST;
Err dossier_show_alike(struct req *q) MUST;
Err dossier_do_alike(struct req *q) MUST;
Err dossier_show_compare(struct req *q) MUST;
Err dossier_load_assist(struct req *q) MUST;
Err dossier_show_assist(struct req *q) MUST;
Err dossier_do_assist(struct req *q) MUST;
Err dossier_show_help(struct req *q) MUST;
Err dossier_do_assent(struct req *q) MUST;
Err dossier_do_assent_paper(struct req *q) MUST;
Err dossier_send_assent(struct req *q) MUST;

/* ---- what was taken over ---- */

/* The panel over the tasks. */
Err dossier_carried_of(struct req *q, const struct dossier *d, const struct criteria_set *set,
                       const struct dossier_content *c, struct dossier_carried *ret) MUST;
/* Words for a task, a row of papers or a criterion; none when it was not taken over. over: its
 * paper has lapsed. */
Str dossier_carry_words(const struct req *q, enum dossier_carry state, bool over);

/* ---- receipts of files ---- */

/* A line for each of these papers. */
Err dossier_slips_of(struct req *q, const struct evidences *all, struct dossier_slips *ret) MUST;

/* ---- shared ---- */

/* The draft is the reader's to write: the producer's own, or one that the reader helps with. */
bool dossier_is_own(struct req *q, const struct dossier *d);
/* The form's field as a number of 0..99; 0 for anything else. */
int64_t dossier_form_number(struct req *q, const char *name);
/* Three to five stars as radios "target_star"; value: the one chosen, or empty. */
struct view_field dossier_target_field(struct req *q, Str value);
/* Every product set in force today, whoever may use it. */
Err dossier_all_sets(struct req *q, Str chosen, struct dossier_sets *ret) MUST;
/* The dossier as JSON. */
Err dossier_json_one(struct req *q) MUST;
/* The papers behind a criterion or a row of Mẫu 02: title, pages, validity. */
struct dossier_lines dossier_papers_of(struct req *q, const struct dossier_content *c, Str target);

Str dossier_words(const struct req *q, int key);
Str dossier_words1(const struct req *q, int key, Str a0);
Str dossier_words2(const struct req *q, int key, Str a0, Str a1);
/* "/ho-so/ID/" and the tail. */
Str dossier_path(const struct req *q, Id id, const char *tail);
/* The set the dossier is judged by. */
Err dossier_criteria(struct req *q, Id criteria, const struct criteria_set **ret) MUST;
struct dossier_tag dossier_tag(const struct req *q, enum dossier_status s);
/* "còn 9 ngày làm việc"; empty when no term runs. */
Err dossier_left(struct req *q, Date due, Str *ret) MUST;
int dossier_who_message(int64_t state);
int dossier_next_message(int64_t state);
void dossier_missing_of(struct req *q, const struct dossier *d, const struct criteria_set *set,
                        const struct dossier_self *self, struct dossier_missing *ret);
/* "trang 2-5" ; "1 trang" for all of a paper. */
Str dossier_pages_words(const struct req *q, const struct dossier_link *l);
/* What was in the fields of a page when it was shown, as one short word: the page's own stale
 * check. */
Str dossier_seen(struct arena *a, size_t n, const Str *values);
/* What the i-th field of a stale page has to show: a field that the reader left alone follows what
 * is saved, one that only he changed keeps what he typed; clash: both changed it, his stands in the
 * field and the other's has to be shown beside it. */
struct dossier_merged {
    Str value;
    bool clash;
};
struct dossier_merged dossier_merge(struct arena *a, Str seen, size_t i, Str typed, Str saved);
/* The other's text, to be shown beside the field. */
struct dossier_theirs dossier_theirs(Str label, Str text);
/* Says that the page was changed elsewhere; always E_STALE. */
Err dossier_stale(struct req *q) MUST;
/* "a", "b", "c" to 0..2; -1. */
int dossier_sheet_part(Str slug);
const char *dossier_sheet_slug(int part);

#endif

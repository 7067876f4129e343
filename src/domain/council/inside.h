/* inside.h: what the council's pages share; private to the room. */
#ifndef COUNCIL_INSIDE_H
#define COUNCIL_INSIDE_H
#include "domain/council/council.h"
#include "domain/council/council_view.h"
#include "platform/web/web.h"

/* A file on the table as the asking account stands to it: q->subject.row of the file's pages. */
struct council_case {
    struct session_file f;
    struct council c;
    struct council_actor me; /* whose seat the account fills */
    bool has_sheet;          /* of that seat */
    struct score_sheet sheet;
    int64_t asked;                /* criteria that the own sheet has to look at again */
    struct council_quorum quorum; /* never shown to who does not watch the progress */
    Str at;                       /* where its sheet lies: "/phieu/F" */
    Id anchor;                    /* none: a file on the table; f is the concluded one otherwise */
    bool reference;               /* the anchor's reference stands in for the sheet */
};
const struct council_case *council_case_of(const struct req *q);

/* load() of "/phieu/:file...": the account's own sheet of a file. */
Err council_load_file(struct req *q) MUST;
/* load() of "/phien/:session/ho-so/:file...": the file must be of the session. */
Err council_load_session_file(struct req *q) MUST;
/* load() of papers: the subject stands in the dossier's state. */
Err council_load_paper(struct req *q) MUST;
/* The subject of a council for an account: the council only when it has a seat there, or stands in
 * for one. */
Err council_subject(struct req *q, Id council, struct council_actor *ret) MUST;
/* "Ông/bà chấm thay ..." or who stands in for the account's own seat; empty when neither. */
Err council_seat_words(struct req *q, Id council, const struct council_actor *me, Str *ret) MUST;

/* A line of the agenda as the policy asks about it: what load() makes of one file. */
struct access_subject council_line_subject(const struct req *q, const struct session_file_line *l,
                                           const struct council_actor *me);
Err council_set_of(struct req *q, Id criteria, const struct criteria_set **ret) MUST;
int council_position_message(int64_t position);
/* "/phieu/" + id + tail */
Url council_href(struct req *q, const char *path, Id id, const char *tail);
/* "/phien/S/ho-so/F" + tail */
Url council_file_href(struct req *q, Id session, Id file, const char *tail);
/* A file of the agenda as the policy asks about it; the same flags as of one file. */
struct access_subject council_line_subject(const struct req *q, const struct session_file_line *l,
                                           const struct council_actor *me);
/* "3 trên 5 phiếu đã nộp, cần ít nhất 4. Chưa đủ phiếu để đóng." */
Str council_quorum_words(struct req *q, const struct council_quorum *quorum);

/* The traces of a conflict a council looks for, as boxes "kind.1" ... */
struct view_checks council_kind_boxes(struct req *q, int64_t kinds);

/* What the pages say of a vote in writing. */
struct view_field council_how_field(struct req *q);
Err council_add_written_sheet(struct req *q, Id session, struct council_sheet_page *v) MUST;
Err council_add_written_session(struct req *q, Id session, struct council_session_page *v) MUST;
Err council_add_written_result(struct req *q, const struct session_file *f,
                               struct council_result_page *v) MUST;

/* Marks of coded samples, once the key is open. */
Err council_add_sensory_result(struct req *q, Id file, struct council_result_page *v) MUST;

/* The pages; council_web.c lists them. */
Err council_do_meet(struct req *q) MUST;
Err council_show_sheet(struct req *q) MUST;
Err council_do_save(struct req *q) MUST;
Err council_do_hand_in(struct req *q) MUST;
Err council_show_recusal(struct req *q) MUST;
Err council_do_recuse(struct req *q) MUST;
Err council_send_paper(struct req *q) MUST;
Err council_send_picture(struct req *q) MUST;
Err council_send_pdf(struct req *q) MUST;
Err council_show_close(struct req *q) MUST;
Err council_do_close(struct req *q) MUST;
Err council_show_result(struct req *q) MUST;
Err council_show_list(struct req *q) MUST;
Err council_load_new(struct req *q) MUST;
Err council_show_new(struct req *q) MUST;
Err council_do_new(struct req *q) MUST;
Err council_load_council(struct req *q) MUST;
Err council_show_council(struct req *q) MUST;
Err council_show_edit(struct req *q) MUST;
Err council_do_edit(struct req *q) MUST;
Err council_do_session(struct req *q) MUST;
Err council_load_session(struct req *q) MUST;
Err council_show_session(struct req *q) MUST;
Err council_show_declare(struct req *q) MUST;
Err council_do_declare(struct req *q) MUST;
Err council_show_hits(struct req *q) MUST;
Err council_do_hit(struct req *q) MUST;
Err council_do_kinds(struct req *q) MUST;
Err council_show_seats(struct req *q) MUST;
Err council_do_delegate(struct req *q) MUST;
Err council_do_take_back(struct req *q) MUST;
Err council_show_talk(struct req *q) MUST;
Err council_show_lenient(struct req *q) MUST;
Err council_do_talk(struct req *q) MUST;
Err council_do_talk_rule(struct req *q) MUST;
Err council_show_revision(struct req *q) MUST;
Err council_do_revise(struct req *q) MUST;
Err council_show_ask(struct req *q) MUST;
Err council_do_ask_more(struct req *q) MUST;
Err council_do_call_off(struct req *q) MUST;
Err council_do_lay(struct req *q) MUST;
Err council_do_ask_rule(struct req *q) MUST;
Err council_show_rescore(struct req *q) MUST;
Err council_do_rescore(struct req *q) MUST;

/* Why a criterion is looked at again (bits of enum dossier_basis), in words. */
Str council_basis_words(struct req *q, int64_t why);
/* "1.1 Nguồn nguyên liệu" */
Str council_item_words(struct req *q, const struct criteria_set *set, int item);
/* Two versions of the dossier side by side. */
Url council_compare_href(struct req *q, Id dossier, int64_t before, int64_t now);
/* The version on the table. */
Err council_version_said(struct req *q, Id file, struct council_file_version *ret) MUST;

/* Discussions of a file in words, oldest first. */
Err council_talks_said(struct req *q, Id file, const struct criteria_set *set,
                       struct council_talks *ret) MUST;
/* Versions of a sheet after the first, in words. */
struct council_later_rows council_laters_said(struct req *q, const struct criteria_set *set,
                                              const struct council_laters *laters,
                                              const struct score_answers *now);
/* The report of the advisory team with its visits and tests. */
Err council_advice_read(struct req *q, Id file, struct council_advice *ret) MUST;
Err council_load_advice(struct req *q) MUST;
Err council_show_team(struct req *q) MUST;
Err council_do_join(struct req *q) MUST;
Err council_do_leave(struct req *q) MUST;
Err council_show_advices(struct req *q) MUST;
Err council_show_advice(struct req *q) MUST;
Err council_do_advice(struct req *q) MUST;
Err council_do_ask(struct req *q) MUST;
Err council_do_answer(struct req *q) MUST;
Err council_show_key(struct req *q) MUST;
Err council_do_draw(struct req *q) MUST;
Err council_show_serving(struct req *q) MUST;
Err council_show_taste(struct req *q) MUST;
Err council_do_taste(struct req *q) MUST;
Err council_show_offline(struct req *q) MUST;
Err council_send_workbook(struct req *q) MUST;
Err council_do_upload(struct req *q) MUST;
Err council_show_upload(struct req *q) MUST;
Err council_do_take(struct req *q) MUST;
Err council_show_assign(struct req *q) MUST;
Err council_do_assign(struct req *q) MUST;
/* load() of "/phieu-mau/:anchor...": an anchor_case; the second one with the reference as the
 * sheet.
 */
Err council_load_anchor(struct req *q) MUST;
Err council_load_reference(struct req *q) MUST;
Err council_do_anchor_rule(struct req *q) MUST;
Err council_show_anchors(struct req *q) MUST;
Err council_do_put_anchor(struct req *q) MUST;
Err council_do_remove_anchor(struct req *q) MUST;
Err council_do_end_anchor(struct req *q) MUST;
Err council_show_reference_sheet(struct req *q) MUST;
Err council_do_reference(struct req *q) MUST;
Err council_show_reference(struct req *q) MUST;
Err council_do_confirm_anchor(struct req *q) MUST;
Err council_show_anchor_sheet(struct req *q) MUST;
Err council_do_anchor_sheet(struct req *q) MUST;
Err council_do_anchor_hand_in(struct req *q) MUST;
Err council_do_anchor_recuse(struct req *q) MUST;
Err council_show_beside(struct req *q) MUST;
Err council_show_scatter(struct req *q) MUST;
/* load() of "/phien/:id/cuoc-hop...": E_NONE where the council answers in writing. */
Err council_load_meeting(struct req *q) MUST;
Err council_show_meeting(struct req *q) MUST;
Err council_tell_meeting(struct req *q) MUST;
Err council_do_table(struct req *q) MUST;
Err council_do_presence(struct req *q) MUST;
Err council_do_note(struct req *q) MUST;
Err council_do_put(struct req *q) MUST;
Err council_do_answer_vote(struct req *q) MUST;
Err council_do_close_vote(struct req *q) MUST;

#endif

/* council_view.h: what the council's templates may see. Nothing here about colleagues but where it
 * says so. */
#ifndef COUNCIL_VIEW_H
#define COUNCIL_VIEW_H
#include "domain/council/council.h"
#include "domain/council/anchor_view.h"
#include "domain/council/outside_view.h"
#include "domain/council/rescore_view.h"
#include "platform/view/view.h"

/* ---- councils and sessions ---- */

struct council_mine { /* a session of mine */
    Str name, council, role;
    Date held_on;
    Url href;
    int64_t files, done, left, percent;
    bool votes, watches;
};
struct council_mines {
    size_t n;
    struct council_mine *v;
};
struct council_card {
    Str name, decision_no;
    Date decision_date, until_day;
    Url href;
    int64_t seats, sessions, open_files;
    bool over;
};
struct council_cards {
    size_t n;
    struct council_card *v;
};
struct council_list {
    bool manages;
    struct council_mines mine;
    struct council_cards all;
};

struct council_row { /* one row of the form of members */
    int64_t no;
    struct view_field account, department, position;
};
struct council_rows {
    size_t n;
    struct council_row *v;
};
struct council_form {
    Url action, back;
    bool is_new, fixed; /* fixed: a sheet is in, the regulation cannot change */
    int64_t version;
    struct view_field name, decision_no, decision_date, from_day, until_day, tier;
    struct view_field quorum, chair, gate, title_mark, blank, dependency, divergence;
    struct council_rows rows;
    Str members_error;
};

struct council_person {
    Str name, department, position, away; /* away: who stands in, until when; or empty */
};
struct council_persons {
    size_t n;
    struct council_person *v;
};
struct council_rule_line { /* who must or may sit in it, and who does */
    Str title, source, who;
    bool must, met, verified;
};
struct council_rule_lines {
    size_t n;
    struct council_rule_line *v;
};
struct council_meeting {
    Str name;
    Date held_on;
    Url href;
    int64_t files, closed;
};
struct council_meetings {
    size_t n;
    struct council_meeting *v;
};
struct council_show {
    Id id;
    Str name, decision_no;
    Date decision_date, from_day, until_day;
    int64_t quorum, divergence;
    bool chair_needed;
    int gate, title_mark, blank, dependency, tier; /* message keys */
    Str regime;
    int64_t musts, met;
    bool complete;
    struct council_rule_lines rules;
    struct council_persons people;
    struct council_meetings sessions;
    bool manages, may_open;
    struct view_field session_name, held_on, how, close_apart, anchor_first;
    int apart_rule, ask_rule, anchor_rule; /* message keys */
    int64_t ask_rule_days;
    struct view_field may_ask, ask_days;
    struct view_checks kinds;
};

struct council_agenda_row {
    int64_t no;
    Str product, producer, place, code;
    int state; /* message key: where it stands */
    Str state_class;
    bool assigned; /* the seat reports on it */
    bool held, to_score, started, handed_in, may_open_sheet, may_see_scores, closed, may_revise,
        may_rescore, may_ask;
    Url rescore, ask;
    Url revise;
    int64_t answered, items, percent, star;
    Url sheet, scores, close;
    /* for who watches the progress only */
    bool watched, may_close;
    int64_t sheets, seats, needed;
    Str missing, quorum;
};
struct council_agenda {
    size_t n;
    struct council_agenda_row *v;
};
struct council_session_page {
    Id id;
    Str name, council;
    Date held_on;
    Url council_href, next_sheet;
    Str next_product, seat_words;
    bool votes, watches, may_compare;
    int64_t files, done, left, undeclared, hits, assigned, anchors_to_score, anchors_to_confirm;
    bool may_see_anchors, owes; /* owes: the anchors come before the files */
    bool all_done, may_assign, may_attend, in_writing, may_take_away, may_taste, may_hold_key;
    /* a vote in writing: differing is for who watches the progress */
    bool written, may_meet;
    Date met_on; /* none: no meeting was called */
    Str met_why;
    int64_t differing;
    struct view_field meet_on, meet_why;
    struct council_agenda agenda;
};

/* ---- Tổ tư vấn ---- */

struct council_adviser {
    Id account;
    Str name, department;
    bool leads;
};
struct council_advisers {
    size_t n;
    struct council_adviser *v;
};
struct council_team_page {
    Id council;
    Str name;
    bool manages;
    struct council_advisers people;
    struct view_field account, department, leads;
};
struct council_advice_line {
    Str product, producer, session, state_class;
    Date held_on;
    Url href;
    int64_t asked;
    int state; /* message key */
};
struct council_advice_lines {
    size_t n;
    struct council_advice_line *v;
};
struct council_advices_page {
    struct council_advice_lines files;
};
struct council_advice_request {
    Id id;
    int kind; /* message key */
    Str what, by, result;
    Time asked_at;
    Date done_on; /* none: still open */
    Str result_id, done_id, result_error, done_error, result_typed, done_typed;
};
struct council_advice_requests {
    size_t n;
    struct council_advice_request *v;
};
struct council_advice { /* the report on a file */
    Str findings, advice, by;
    Time saved_at;
    int64_t version;
    bool in;
    struct council_advice_requests requests;
};
struct council_advice_paper {
    Str title;
    Url href;
};
struct council_advice_papers {
    size_t n;
    struct council_advice_paper *v;
};
struct council_advice_page {
    Id file;
    Str product, producer, place, session, requests_error;
    bool may_write, has_pdf;
    struct council_advice report;
    struct council_advice_papers papers;
    struct view_field findings, advice, kind, what;
};

/* ---- the sheet ---- */

struct council_change_row {
    bool again, kept; /* looked at again after the dossier changed; and the score stays */
    Str item, from, to, reason;
};
struct council_change_rows {
    size_t n;
    struct council_change_row *v;
};
struct council_later_row {
    int64_t no, total, talk, filed; /* after a discussion, or a version of the dossier */
    Time at;
    Str commitment;
    struct council_change_rows changes;
};
struct council_later_rows {
    size_t n;
    struct council_later_row *v;
};
struct council_level { /* one radio */
    Str id, value, label;
    int64_t points, key, gate;
    bool chosen, self, commune, proposed;
};
struct council_levels {
    size_t n;
    struct council_level *v;
};
struct council_group { /* the levels of an item, or of one of its cases */
    Str title;
    struct council_levels levels;
};
struct council_groups {
    size_t n;
    struct council_group *v;
};
struct council_paper {
    Id evidence;
    Str title, type, pages;
    Url href, picture;
    bool is_picture;
};
struct council_papers {
    size_t n;
    struct council_paper *v;
};
struct council_text {
    Str text;
};
struct council_texts {
    size_t n;
    struct council_text *v;
};
struct council_criterion {
    Str field, id, note_field, note_id, code, title, gates, note, error, none_id;
    int64_t max, part;
    bool locked, none_chosen, none_proposed, done;
    bool reason; /* of a reference: its note is the reason, and has to be there */
    Str mean;    /* what the closed result says, or empty */
    struct council_groups groups;
    struct council_texts rules;
    struct council_papers papers;
    Str asked; /* why it is to be looked at again, while it is */
    bool has_self, has_commune, commune_agrees;
    Str self_choice, self_note, commune_choice, commune_note;
};
struct council_criteria {
    size_t n;
    struct council_criterion *v;
};
struct council_block { /* a section of the sheet */
    Str id, code, title, next;
    int64_t max;
    bool opens_part, locked;
    Str part_code, part_title;
    int64_t part_max;
    struct council_criteria items;
};
struct council_blocks {
    size_t n;
    struct council_block *v;
};
struct council_need { /* a condition mark of the sheet */
    Str field, href, text;
    int64_t points, star;
    bool missed;
};
struct council_needs {
    size_t n;
    struct council_need *v;
};
struct council_part_sum {
    Str code;
    int64_t points, max, no;
};
struct council_part_sums {
    size_t n;
    struct council_part_sum *v;
};
struct council_stale_row { /* where what is stored and what was sent differ */
    Str code, title, now, now_note, then, then_note, choice;
    Str field, choice_field, note_field, id, id_sent, error;
    bool is_item, keep, sent;
};
struct council_stale_rows {
    size_t n;
    struct council_stale_row *v;
};
struct council_stale_page {
    Url at;
    Id filed;
    Str product, keep;
    int64_t version;
    Time saved_at;
    struct council_stale_rows rows;
};
struct council_sheet_page {
    Str keep; /* under which name a browser keeps what it could not send */
    Str product, producer, place, code, set_name, session;
    Url session_href, pdf, result, at, hand_in, recuse;
    int64_t target_star, version, position;
    Id filed;
    struct council_file_version on; /* of the dossier, on the table */
    int64_t basis;                  /* the one the sheet was handed in on; 0: none */
    int64_t asked;                  /* criteria to be looked at again */
    bool may_rescore, is_open;
    Url rescore;
    bool has_pdf, may_score, handed_in, may_recuse, has_result;
    bool practice, reference; /* of an anchor; its reference */
    Time saved_at, submitted_at;
    Str commitment, bands, seat_words;
    bool may_revise, may_talk;
    Url revise, talk;
    int64_t versions;
    struct council_later_rows laters;
    struct council_advice advice; /* shown when it is in */
    struct council_blocks blocks;
    struct council_needs needs;
    struct council_part_sums parts;
    int64_t total, band, star, answered, items, left, missed;
    Str remark;
    struct view_field blank_ok;
    bool ask_blank;
    bool written; /* an answer in writing is asked for, until closes_on */
    Date closes_on;
    struct view_field agrees, agrees_why;
};

/* ---- criteria whose basis changed ---- */

struct council_rescore_row {
    struct council_criterion criterion;
    Str why, stands;
    int64_t before, now; /* versions of the dossier */
    Url compare;
    struct view_field keep;
};
struct council_rescore_rows {
    size_t n;
    struct council_rescore_row *v;
};
struct council_rescore_page {
    Id file, filed;
    Str product, producer;
    int64_t version;
    struct council_file_version now;
    struct council_rescore_rows rows;
};
/* ---- conflicts of interest ---- */

struct council_declare_row {
    int64_t no;
    Str product, producer, place;
    struct view_field conflict, reason;
};
struct council_declare_rows {
    size_t n;
    struct council_declare_row *v;
};
struct council_declare_page {
    Id session;
    Str name;
    struct view_field answer, employer, tax_codes, home_place, home_address;
    struct council_declare_rows rows;
};
struct council_hit_row {
    Id id;
    Str name, product, producer, reason_id, error, typed;
    struct council_texts why;
};
struct council_hit_rows {
    size_t n;
    struct council_hit_row *v;
};
struct council_hits_page {
    Id session;
    Str name;
    struct council_hit_rows hits;
};
struct council_recusal_page {
    Url at, to;
    Str product, producer;
    struct view_field reason;
};

/* ---- seats in other hands ---- */

struct council_delegation_row {
    Id id;
    Str member, position, substitute, paper_no, reason, ended_reason;
    Date paper_date, from_day, until_day;
    int stage; /* message key */
    Str stage_class;
    bool presides, may_end;
    Str field_id, error, typed; /* of the form that ends it */
};
struct council_delegation_rows {
    size_t n;
    struct council_delegation_row *v;
};
struct council_seats_page {
    Id council;
    Str name;
    bool manages;
    struct council_delegation_rows rows;
    struct view_field member, substitute, paper_no, paper_date, from_day, until_day, presides,
        reason;
};

/* ---- after the sheets are in: sheets far apart, later versions ---- */

struct council_talk_row {
    int64_t no;
    Time at;
    Str words, by, present, items; /* items: codes of what it opened */
};
struct council_talk_rows {
    size_t n;
    struct council_talk_row *v;
};
struct council_talks {
    struct council_talk_rows rows;
};
struct council_gap_row {
    Str high, low;
    int64_t high_total, low_total, apart;
    bool discussed;
};
struct council_gap_rows {
    size_t n;
    struct council_gap_row *v;
};
struct council_opinion { /* what one sheet says of a criterion; no name */
    Str no, level, note;
    int64_t points;
    bool mine;
};
struct council_opinions {
    size_t n;
    struct council_opinion *v;
};
struct council_spread_row {
    struct view_field open;
    Str code, title;
    int64_t apart, max;
    struct council_opinions opinions;
    struct council_papers papers;
};
struct council_spread_rows {
    size_t n;
    struct council_spread_row *v;
};
struct council_talk_page {
    Id session, file;
    Str product, producer;
    int64_t divergence, after, undiscussed;
    Url back, result, revise;
    bool may_record, may_revise, may_see_result;
    struct council_gap_rows gaps;
    struct council_spread_rows spreads;
    struct council_talks said;
    struct view_field words;
    struct view_checks present;
    Str present_error;
};
struct council_revise_row {
    struct council_criterion criterion;
    struct view_field reason;
};
struct council_revise_rows {
    size_t n;
    struct council_revise_row *v;
};
struct council_revise_page {
    Id file;
    Str product, producer;
    int64_t version;
    Url talk;
    bool may_talk;
    struct council_revise_rows rows;
    struct council_talks said;
};

/* ---- the meeting ---- */

struct council_meeting_file {
    Id id;
    int64_t no;
    Str product, producer, aside; /* aside: who leaves the room; for who leads it */
    bool now, closed;
};
struct council_meeting_files {
    size_t n;
    struct council_meeting_file *v;
};
struct council_meeting_person {
    Str name, role, department, stands_for;
    bool there;
    Time since; /* came, or left; none: was not noted */
};
struct council_meeting_persons {
    size_t n;
    struct council_meeting_person *v;
};
struct council_meeting_note {
    Id id;
    Str product, words, by;
    Time at;
    bool corrects, corrected, may_correct;
};
struct council_meeting_notes {
    size_t n;
    struct council_meeting_note *v;
};
struct council_meeting_vote {
    Id id;
    int64_t no;
    int kind, rule;               /* message keys */
    Str product, words, by, told; /* told: the counts in words */
    Time at;
    bool carried, decides; /* decides: the group's decision on the file */
};
struct council_meeting_votes {
    size_t n;
    struct council_meeting_vote *v;
};
struct council_meeting_page {
    Id session, now;
    Str name, mark; /* mark: another one means that the page has changed */
    Date held_on;
    bool leads, puts, follows; /* follows: opens again by itself */
    int64_t seconds;
    Time seen;
    /* the file on the table; locked or waits: not the reader's to see */
    bool locked, waits, has_sheet, closed;
    int64_t no;
    Str product, producer, aside;
    Url sheet;
    struct council_file_version on;
    /* the open vote */
    bool voting, may_answer, undeclared;
    struct council_meeting_vote open;
    Str own, answered; /* own: the reader's answer; answered: how many have, for who leads it */
    Str why_not;       /* why the reader does not answer, or empty */
    bool is_there, has_seat;
    struct council_meeting_files agenda;
    Str moves; /* how often people go in and out; for who leads it */
    Str quorum;
    bool met;
    struct council_meeting_persons people;
    struct view_checks present;
    int64_t came;
    Str present_error;
    struct council_meeting_notes notes;
    struct council_meeting_votes votes;
    struct view_field kind, proposal, about, note;
    Id corrects; /* the note that is being corrected, or none */
};

/* ---- who reports on which file ---- */

struct council_assign_row {
    int64_t no;
    Str product, producer, planned, now, why; /* why: there are too few; or empty */
    bool conflict;                            /* who reports now must not */
};
struct council_assign_rows {
    size_t n;
    struct council_assign_row *v;
};
struct council_assign_seat {
    Str name, department;
    int64_t files, elsewhere;
};
struct council_assign_seats {
    size_t n;
    struct council_assign_seat *v;
};
struct council_assign_page {
    Id session;
    Str name, plan;
    int64_t members, shorts;
    bool assigned;
    struct council_assign_rows rows;
    struct council_assign_seats seats;
};

/* ---- statistics of a session ---- */

struct council_lenient_member {
    Str name, decimal, exact;
    int64_t files;
};
struct council_lenient_members {
    size_t n;
    struct council_lenient_member *v;
};
struct council_without_row {
    Str text;
    bool changes;
};
struct council_without_rows {
    size_t n;
    struct council_without_row *v;
};
struct council_lenient_file {
    int64_t position, star;
    Str product, mean;
    Url href;
    struct council_without_rows without;
};
struct council_lenient_files {
    size_t n;
    struct council_lenient_file *v;
};
struct council_lenient_page {
    Id session;
    Str name;
    struct council_lenient_members members;
    struct council_lenient_files files;
};

/* ---- closing and the result ---- */

struct council_close_page {
    Id session, file;
    Str product, producer, missing, quorum;
    bool may_close, ripe, may_talk, ask_statement, must_agree;
    struct council_file_version on;
    bool may_ask, asked, next; /* the producer may still hand in; something waits for the table */
    Date ask_until;
    Url ask;
    struct council_texts waiting; /* criteria that sheets handed in have to look at again */
    int64_t gaps, undiscussed, divergence;
    Url talk;
    struct view_field statement;
};
struct council_cell {
    Str text;
    bool blank;
};
struct council_cells {
    size_t n;
    struct council_cell *v;
};
struct council_result_row { /* a criterion, or a sum */
    Str code, title, mean;
    bool strong;
    struct council_cells cells;
};
struct council_result_rows {
    size_t n;
    struct council_result_row *v;
};
struct council_ballot { /* one sheet that is in; a name only when the policy shows it */
    Str no, name, department, role, remark, acted;
    int64_t a, b, c, total, blank, versions;
    bool sound;
    struct council_later_rows laters;         /* of a closed file only */
    int64_t bar_y, bar_width, text_x, text_y; /* of the chart */
};
struct council_ballots {
    size_t n;
    struct council_ballot *v;
};
struct council_band_shape { /* of the chart */
    int64_t x, width, label_x, star;
};
struct council_band_shapes {
    size_t n;
    struct council_band_shape *v;
};
struct council_failings {
    size_t n;
    struct council_failing *v;
};
struct council_stars_shown {
    int64_t n;
};
struct council_answer_shown { /* name: none before the file is closed */
    Str name, reason;
    bool agrees;
};
struct council_answers_shown {
    size_t n;
    struct council_answer_shown *v;
};
struct council_result_page {
    Id file;
    Str product, producer, place, code, set_name, session;
    Url session_href;
    struct council_file_version on;
    bool closed, diverges, tampered, names, may_talk, revised;
    Url talk;
    struct council_talks said;
    Str statement, statement_by;
    bool may_compare;
    Id session_id;
    int64_t seats, sheets, spread, divergence;
    Str exact, decimal, explanation, verdict;
    struct council_stars_shown star;
    Time closed_at;
    struct council_ballots ballots;
    struct council_band_shapes bands;
    struct council_result_rows rows;
    struct council_failings failing;
    int64_t chart_height, mean_x, mean_y, axis_y;
    bool written;
    Date closes_on, met_on;
    struct council_answers_shown answers;
    int64_t tasted; /* how many tasted it under its code; 0 while the key is shut */
    struct council_taste_means tastes;
    struct council_taste_words taste_words;
};

#endif

/* dossier_view.h: the structs of this room's templates. */
#ifndef DOSSIER_VIEW_H
#define DOSSIER_VIEW_H
#include "domain/dossier/dossier.h"
#include "domain/dossier/evidence_view.h"
#include "platform/view/view.h"

/* ---- small parts ---- */

struct dossier_tag { /* a task's status: tone "todo", "doing", "done", "mend" */
    Str tone, text;
};
struct dossier_texts {
    size_t n;
    Str *v;
};
struct dossier_line { /* label and value */
    Str label, value, error;
};
struct dossier_lines {
    size_t n;
    struct dossier_line *v;
};
struct dossier_go { /* where something is mended */
    Str text;
    Url href;
};
struct dossier_gos {
    size_t n;
    struct dossier_go *v;
};
struct dossier_bar { /* a progress line */
    int64_t percent;
    Str text;
};

/* ---- what misses for the star ---- */

struct dossier_gate_row { /* one condition that is not met */
    Str text, input;      /* input: name of the radios that can meet it */
    int64_t points;
    Url href;
};
struct dossier_gate_rows {
    size_t n;
    struct dossier_gate_row *v;
};
struct dossier_missing {
    int64_t total, target, band_min, short_of, star;
    bool reached, open;
    int64_t n_gates;
    struct dossier_gate_rows gates;
};

/* ---- the list ---- */

struct dossier_card {
    Str product, about, state, who, next, go_text;
    Url href;
    Date due;
    Str left;  /* "còn 9 ngày làm việc" */
    bool mine; /* it is the producer's turn */
};
struct dossier_cards {
    size_t n;
    struct dossier_card *v;
};
struct dossier_list {
    struct dossier_cards cards;
    bool may_create;
};

/* ---- a new dossier ---- */

struct dossier_set_option {
    Str id, value, text;
    bool chosen;
};
struct dossier_set_options {
    size_t n;
    struct dossier_set_option *v;
};
struct dossier_set_group {
    Str name;
    bool open;
    struct dossier_set_options sets;
};
struct dossier_set_groups {
    size_t n;
    struct dossier_set_group *v;
};
struct dossier_sets { /* the product sets to choose from, by groups */
    struct dossier_set_groups groups;
    Str error;
};
struct dossier_new_page {
    struct view_field product, name, kind, target;
    bool has_products;
    struct dossier_sets sets;
    struct dossier_gos open; /* the dossier that is open already */
};

/* ---- help with a draft ---- */

struct dossier_assist_row {
    Url href;
    Str product, producer, state;
};
struct dossier_assist_rows {
    size_t n;
    struct dossier_assist_row *v;
};
struct dossier_assist_page {
    struct dossier_assist_rows mine;
    struct view_field producer, name, target;
    struct dossier_sets sets;
};
struct dossier_help_line {
    Str who, by, how, file;
    Time at;
    bool now; /* of the draft as it stands */
};
struct dossier_help_lines {
    size_t n;
    struct dossier_help_line *v;
};
struct dossier_help_page {
    struct dossier d;
    bool open, may_confirm, may_paper;
    struct dossier_help_lines helpers, words;
    struct view_field signer, file;
};

/* ---- one dossier ---- */

struct dossier_task {
    Str title, hint;
    Url href;
    struct dossier_tag tag;
};
struct dossier_tasks {
    size_t n, cap;
    struct dossier_task *v;
};
struct dossier_task_group {
    Str title;
    struct dossier_tasks tasks;
};
struct dossier_task_groups {
    size_t n;
    struct dossier_task_group *v;
};
struct dossier_move_line {
    Str what, who, note;
    Time at;
};
struct dossier_move_lines {
    size_t n;
    struct dossier_move_line *v;
};
struct dossier_request_box {
    int64_t no;
    Str about, text, answer;
    Url href; /* where it is mended; none */
    Time asked_at, answered_at, closed_at;
    bool may_answer;
    struct view_field box;
};
struct dossier_request_boxes {
    size_t n;
    struct dossier_request_box *v;
};
struct dossier_version_line {
    Id dossier;
    int64_t no, before; /* before: the version it can be compared with; 0 none */
    Str receipt;
    Time at;
};
struct dossier_version_lines {
    size_t n;
    struct dossier_version_line *v;
};
struct dossier_carried { /* what came from the last dossier, and what is left to do */
    bool some;
    int64_t kept;
    Str receipt;
    Time filed_at;
    struct dossier_gos todo;
};
struct dossier_show {
    struct dossier d;
    struct dossier_carried carried;
    int64_t alike; /* products like this one without a decision */
    Str kind, set, state, who, next, left;
    bool editable, may_submit, may_withdraw, own, helped, unconfirmed;
    bool tasks;          /* the whole of it is to be done, or may be changed */
    bool council, asked; /* it is with a council; which waits for a supplement until then */
    Date ask_until;
    Str ask_left;
    int window; /* message key on when a re-evaluation may be filed; M_NONE: no question */
    Date window_open, window_close;
    struct dossier_bar bar;
    struct dossier_task_groups groups;
    struct dossier_missing missing;
    struct view_field target, reason;
    struct dossier_request_boxes requests;
    struct dossier_move_lines moves;
    struct dossier_version_lines versions;
};

/* ---- a page of facts ---- */

struct dossier_theirs { /* what somebody else saved meanwhile in the same field */
    bool shown;
    Str label, text;
};
struct dossier_fact_row {
    struct view_field field;
    struct dossier_theirs theirs;
    bool is_text, is_radios, is_flag;
};
struct dossier_fact_rows {
    size_t n;
    struct dossier_fact_row *v;
};
struct dossier_facts_page {
    struct dossier d;
    Str title, intro, slug, seen;
    int64_t step, steps;
    bool stale;
    struct dossier_fact_rows rows;
};

/* ---- papers ---- */

struct dossier_paper_row {
    Str type, title, why, source, skip, carry;
    bool must;
    struct dossier_tag tag;
    struct dossier_lines papers; /* title; "trang 1-3 · còn hạn đến ..." */
    Url href;
};
struct dossier_paper_rows {
    size_t n;
    struct dossier_paper_row *v;
};
struct dossier_papers_page {
    struct dossier d;
    int64_t done, all;
    struct dossier_paper_rows rows;
};
struct dossier_attached {
    Id id;
    Str title, type, validity, file_name, size, sum; /* sum: the beginning of its SHA-256 */
    Time at;
    bool over;
    int64_t from, to, pages;
};
struct dossier_attacheds {
    size_t n;
    struct dossier_attached *v;
};
struct dossier_target_page { /* the papers behind one row of Mẫu 02 or one criterion */
    struct dossier d;
    Str target, title, why, source, back_text;
    Url back;
    bool is_type, skipped, show_upload;
    struct dossier_attacheds attached, library;
    struct view_field file, paper_title, number, issuer, issued, expires, reason;
    int64_t photos;     /* waiting to be merged */
    int64_t from_bytes; /* from this size on the script sends a file in pieces */
};

/* ---- self-assessment ---- */

struct dossier_level {
    Str id, value, text, gate;
    int64_t points, star;
    bool chosen;
};
struct dossier_levels {
    size_t n;
    struct dossier_level *v;
};
struct dossier_case {
    Str title;
    struct dossier_levels levels;
};
struct dossier_cases {
    size_t n;
    struct dossier_case *v;
};
struct dossier_item {
    Str id, name, item, code, title, error, next, carry;
    int64_t max;
    bool commune, blank;
    struct dossier_texts rules;
    struct dossier_cases cases;
    struct view_field note;
    struct dossier_theirs theirs, note_theirs;
    struct dossier_lines papers;
};
struct dossier_items {
    size_t n;
    struct dossier_item *v;
};
struct dossier_sheet_section {
    Str code, title;
    int64_t max, got;
    struct dossier_items items;
};
struct dossier_sheet_sections {
    size_t n;
    struct dossier_sheet_section *v;
};
struct dossier_sheet_tab {
    Str code, text;
    Url href;
    int64_t got, max;
    bool current;
};
struct dossier_sheet_tabs {
    size_t n;
    struct dossier_sheet_tab *v;
};
struct dossier_score_page {
    struct dossier d;
    Str slug, title, seen;
    bool stale;
    int64_t got, max, total, others;
    Str bands; /* least totals of 1..5 stars: "0 30 50 70 90" */
    struct dossier_sheet_tabs tabs;
    struct dossier_sheet_sections sections;
    struct dossier_texts knock_outs;
    struct dossier_missing missing;
};

/* ---- photo and story ---- */

struct dossier_story_page {
    struct dossier d;
    int64_t product_version;
    bool has_photo, stale,
        photo_again; /* photo_again: the photo sent with a stale page is not kept */
    Str photo_alt, seen;
    struct view_field file, alt, story;
    struct dossier_theirs alt_theirs, story_theirs;
};

/* ---- reading it all ---- */

struct dossier_read_part {
    Str title;
    Url change; /* none in a filed version */
    struct dossier_lines lines;
};
struct dossier_read_parts {
    size_t n;
    struct dossier_read_part *v;
};
struct dossier_read_answer {
    Str code, title, choice, note;
    int64_t points, max;
    struct dossier_gos papers;
};
struct dossier_read_answers {
    size_t n;
    struct dossier_read_answer *v;
};
struct dossier_read_score {
    Str title;
    Url change;
    int64_t got, max;
    struct dossier_read_answers answers;
};
struct dossier_read_scores {
    size_t n;
    struct dossier_read_score *v;
};
struct dossier_read_paper {
    Str title, skip;
    struct dossier_gos files;
};
struct dossier_read_papers {
    size_t n;
    struct dossier_read_paper *v;
};
struct dossier_reading { /* a draft or a filed version on one page */
    struct dossier_read_parts parts;
    Url change_papers;
    struct dossier_read_papers papers;
    struct dossier_read_scores scores;
    int64_t total;
};
/* ---- products that are alike ---- */

struct dossier_alike_row { /* one field of two products */
    Str label, here, there, how;
    bool alike;
};
struct dossier_alike_rows {
    size_t n;
    struct dossier_alike_row *v;
};
struct dossier_alike {
    Id id;
    Str name, reason, who;
    int64_t score;
    Time at;
    bool decided, same, may;
    struct dossier_alike_rows rows;
    struct view_field say, why;
};
struct dossier_alikes {
    size_t n;
    struct dossier_alike *v;
};
struct dossier_alike_page {
    struct dossier d;
    Url back;
    bool own;
    struct dossier_alikes hits;
};

/* ---- two versions ---- */

struct dossier_change {
    Str what, kind, tone, before, after;
};
struct dossier_changes {
    size_t n, cap;
    struct dossier_change *v;
};
struct dossier_change_group {
    Str title;
    struct dossier_changes changes;
};
struct dossier_change_groups {
    size_t n;
    struct dossier_change_group *v;
};
struct dossier_compare_page {
    struct dossier d;
    Url back;
    int64_t a, b, total;
    Time a_at, b_at;
    struct dossier_change_groups groups;
};

struct dossier_check_page {
    struct dossier d;
    struct dossier_gos gaps;
    struct dossier_texts advice;
    struct dossier_reading reading;
    int64_t n_gaps;
};
struct dossier_filed_page {
    struct dossier d;
    int64_t no;
    Str receipt, hash;
    Time at;
    struct dossier_reading reading;
};
/* Photographs that wait to become one paper. */
struct album_row {
    struct view_field no; /* its place, as typed */
    Str drop, drop_id, name, size, version;
    bool dropped;
    int64_t place;
};
struct album_rows {
    size_t n;
    struct album_row *v;
};
struct album_view {
    struct dossier d;
    Str target, seen;
    int64_t most, total;
    struct album_rows rows;
    struct view_field file;
};
/* The receipt of one file: what was received and, when it was drawn anew, what is kept. */
struct dossier_slip {
    Str title, name, size, sent, kept;
    Time at;
    int64_t pages;
    bool merged; /* of several photographs: only what is kept can be compared */
};
struct dossier_slip_list {
    size_t n;
    struct dossier_slip *v;
};
struct dossier_slips {
    struct dossier_slip_list files;
    int64_t total;
};
struct dossier_files_page {
    struct dossier d;
    Str producer;
    Time now;
    struct dossier_slips slips;
};
struct dossier_receipt_page {
    struct dossier d;
    struct dossier_slips slips;
    Str receipt, hash, by, place, left;
    int64_t no;
    Time at;
    bool has_pdf;
};

#endif

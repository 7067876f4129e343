/* paper.h: ONE model of an official Vietnamese paper (Decree 30/2020/NĐ-CP, Phụ lục I) and its two
 * writers. A paper is put together block by block in an arena and then written as PDF (Liberation
 * Serif embedded, searchable) or DOCX (Times New Roman named): the same words, the same order, the
 * same bytes for the same input. Text given to it must outlive it; text that is not UTF-8 makes the
 * writers say E_INPUT. */
#ifndef PAPER_H
#define PAPER_H
#include "platform/base/base.h"

enum { PAPER_COLUMNS_MAX = 24, PAPER_RUNS_MAX = 6 };
enum paper_format { PAPER_PDF, PAPER_DOCX };
enum paper_align { PAPER_LEFT, PAPER_CENTRE, PAPER_RIGHT, PAPER_JUSTIFY };

struct paper;

struct paper_opts {
    Str title, author; /* metadata */
    Time made;         /* of the metadata: when what it tells happened */
    bool landscape;    /* the first page lies */
    bool preview;      /* "BẢN XEM TRƯỚC" across every page */
};
struct paper *paper_new(struct arena *a, const struct paper_opts *o);

/* What stands above: issuer and number to the left, Quốc hiệu, Tiêu ngữ, place and date to the
 * right, then the paper's kind and subject. Absent parts are left out. */
struct paper_head {
    Str form;     /* "Mẫu số 03", to the upper right */
    Str superior; /* cơ quan chủ quản; lines parted by \n */
    Str issuer;
    Str number; /* "Số: 12/BC-SNNMT", dots where the clerk writes it */
    Str about;  /* letters: "V/v ..." under the number */
    Str place;
    Date date;   /* none: dots for day and month, `year` */
    int year;    /* of a paper without a date */
    Str kind;    /* "BÁO CÁO", "QUYẾT ĐỊNH"; letters have none */
    Str subject; /* under it, in bold, with a short rule */
    Str competent; /* decisions: who decides, in capitals: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH" */
};
void paper_head(struct paper *p, const struct paper_head *h);

enum paper_style {
    PAPER_BODY,    /* justified, first line 1.27 cm */
    PAPER_GROUND,  /* "Căn cứ ...;" in italics */
    PAPER_HEADING, /* "I. ...": bold, never last on a page */
    PAPER_TITLE,   /* bold, in the middle */
    PAPER_MIDDLE,  /* in the middle */
    PAPER_ADDRESS, /* "Kính gửi: ...", in the middle, larger gaps */
    PAPER_NOTE,    /* small italics */
    PAPER_LINE,    /* no indent, small gaps: lines of a form */
    PAPER_STYLES
};
struct paper_run {
    Str text;
    bool bold, italic;
};
void paper_text(struct paper *p, enum paper_style style, Str text);
void paper_runs(struct paper *p, enum paper_style style, size_t n, const struct paper_run *run);
/* "Điều 3. text": the number in bold. */
void paper_article(struct paper *p, int no, Str text);
/* "label: value" of a form; an empty value prints dots to write on. */
void paper_pair(struct paper *p, Str label, Str value);
void paper_gap(struct paper *p, double points);

struct paper_column {
    Str title;
    int share; /* of the width */
    enum paper_align align;
};
/* size: of the text, 9..14. The head is repeated on every page. */
void paper_table(struct paper *p, int size, size_t n, const struct paper_column *column);
void paper_row(struct paper *p, bool bold, const Str *cells); /* as many as columns */
void paper_row_across(struct paper *p, bool bold, Str text);
void paper_table_end(struct paper *p);

/* One who signs. */
struct paper_signer {
    Str lead; /* "TM. HỘI ĐỒNG" or none */
    Str role; /* "CHỦ TỊCH" */
    Str hint; /* "(Ký, ghi rõ họ tên)" or none */
    Str name; /* or none */
};
/* The foot: recipients to the left ("Nơi nhận:", one line each) or a second signer, the signer to
 * the right; kept together. left NULL: none. */
void paper_sign(struct paper *p, const struct paper_signer *left, const struct paper_signer *right,
                size_t n_recipients, const Str *recipients);
/* An appendix on pages of its own. */
void paper_appendix(struct paper *p, bool landscape, Str name, Str title, Str under);
/* Any new page. */
void paper_break(struct paper *p, bool landscape);

Err paper_pdf(const struct paper *p, struct arena *a, Str *ret, int64_t *ret_pages) MUST;
Err paper_docx(const struct paper *p, struct arena *a, Str *ret) MUST;
/* Either of them. */
Err paper_write(const struct paper *p, enum paper_format format, struct arena *a, Str *ret) MUST;
Str paper_mime(enum paper_format format);
Str paper_ending(enum paper_format format); /* ".pdf" */

#endif

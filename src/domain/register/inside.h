/* inside.h: what the files of the register room share. */
#ifndef REGISTER_INSIDE_H
#define REGISTER_INSIDE_H
#include "domain/place/place.h"
#include "domain/register/register.h"

enum register_col {
    COL_NO,
    COL_PRODUCT,
    COL_GROUP,
    COL_KIND,
    COL_ENTITY,
    COL_COMMUNE,
    COL_DISTRICT,
    COL_ADDRESS,
    COL_PERSON,
    COL_PHONE,
    COL_STAR,
    COL_EXPIRY,
    COL_NOTE,
    COL_TAX,
    COL__N
};
enum register_part { PART_STAR, PART_DATE, PART_YEAR, PART_NUMBER, PART_AUTHORITY, PART__N };

/* Where the columns are; -1: the sheet has none. */
struct register_layout {
    int head, first; /* rows: of the headings, of the data */
    int col[COL__N];
    int part[REGISTER_ROUNDS][PART__N];
    int from, to; /* columns the register spans */
};
/* Finds the headings within the first rows of a sheet; false: this is no register. */
bool register_find_layout(struct arena *a, const struct sheet *s, struct register_layout *ret);

/* What can be said about a cell. */
enum register_code {
    SAY_YEAR_DIFFERS,
    SAY_DATE_AS_TEXT,
    SAY_MAYBE_DOUBLE,
    SAY_EXPIRY_BROKEN,
    SAY_EXPIRY_BROKEN_ALONE,
    SAY_CELL_BROKEN,
    SAY_NOT_36_MONTHS,
    SAY_BLANKS,
    SAY_NO_NUMBER_FIRST,
    SAY_NO_NUMBER,
    SAY_NO_EXPIRY,
    SAY_TAX_CHECK,
    SAY_NUMBER_OTHER_DAY,
    SAY_DATE_AS_NUMBER,
    SAY_PHONE_LOST_ZERO,
    SAY_KIND_SPELLING,
    SAY_EMPTY_ROW,
    SAY_NO_SUCH_COMMUNE,
    SAY_STAR_AS_TEXT,
    SAY_NFD,
    SAY_STAR_NOT_HISTORY,
    SAY_NO_SUCH_DAY,
    SAY_NO_SUCH_EXPIRY,
    SAY_DATE_UNREADABLE,
    SAY_COMMUNE_SPLIT,
    SAY_COMMUNE_TWICE,
    SAY_COMMUNE_OF_TODAY,
    SAY_NO_COMMUNE,
    SAY_AUTHORITY_ENDED,
    SAY_AUTHORITY_UNKNOWN,
    SAY_NO_AUTHORITY,
    SAY_WRONG_AUTHORITY,
    SAY_SECOND_BEFORE_FIRST,
    SAY_LATER_BEFORE_EARLIER,
    SAY_TOTAL_ROW,
    SAY_OTHER_ROW,
    SAY_NO_PRODUCT,
    SAY_NO_ENTITY,
    SAY_KIND_UNKNOWN,
    SAY_STAR_WRONG,
    SAY_NO_STAR,
    SAY_NO_DATE,
    SAY_FUTURE,
    SAY_PHONE_FORM,
    SAY_TAX_FORM,
    SAY_SAME_PRODUCT,
    SAY_NO_RECOGNITION,
    SAY_TOO_LONG,
    SAY_GROUP_UNKNOWN,
    SAY__N
};

struct register_rule { /* a line of data/register/authorities.csv */
    int64_t star;
    int level; /* 0 centre, 1 province, 2 district */
    Date from, to;
    Str basis;
};
struct register_rules {
    size_t n;
    struct register_rule *v;
};

/* One reading of one sheet. */
struct reading {
    struct tx *tx;
    struct arena *a;
    const struct sheet *s;
    bool date1904;
    struct register_layout lay;
    struct register_book *b;
    struct register_rules rules;
    size_t n_words;
    Str *word; /* folded, with blanks around: words that make no other product */
};

/* Adds to the report. row and col 0-based; an error marks nothing by itself: see the rows' bad. */
void register_say(struct reading *r, int row, int col, enum register_code code, Str a0, Str a1,
                  Str a2);
void register_say_range(struct reading *r, int row, int last_row, enum register_code code);
/* Adds words behind the last message: a key of the catalogue and its argument. */
void register_say_more(struct reading *r, int key, Str a0);
/* Words of a round: "lần đầu", "lần 2"; with a capital at the start of a sentence. */
Str register_round_word(struct arena *a, int round, bool capital);
Str register_day(struct arena *a, Date d);        /* 21/01/2022 */
Str register_day_decree(struct arena *a, Date d); /* 01/7/2025 (Decree 30/2020) */
/* Sorts the report, marks the bad rows, counts the good ones. */
void register_finish_report(struct register_book *b);

/* ---- cells ---- */
/* Folded text with a blank at both ends, for register_has: does the word (plain ASCII) stand in
 * it? */
Str register_words(struct arena *a, Str text);
bool register_has(Str words, const char *word);
bool register_is(Str words, const char *word); /* is it all there is */
/* One line of text in NFC without needless blanks; empty for a broken cell. */
Str register_text(struct reading *r, int row, int col);
/* The same, and says what had to be tidied. */
Str register_name_text(struct reading *r, int row, int col);
bool register_broken(const struct sheet_cell *c);
/* Says so when the cell is broken, once. */
bool register_say_broken(struct reading *r, int row, int col);
/* 3..5; 0 when blank, broken or unreadable (said). */
int64_t register_star(struct reading *r, int row, int col);
/* None when blank, broken or no day; unreadable is said with no_such. */
Date register_date(struct reading *r, int row, int col, enum register_code no_such);
/* As ten digits or as written; says what is odd. */
Str register_phone(struct reading *r, int row, int col);
Str register_tax(struct reading *r, int row);
/* enum producer_kind, 0 unknown; *ret_usual: written the usual way. */
int64_t register_kind(struct arena *a, Str text, bool *ret_usual, Str *ret_word);
int64_t register_group(struct arena *a, Str text);

/* ---- checks across rows and against the data ---- */
Err register_load_rules(struct reading *r) MUST;
Err register_check_authority(struct reading *r, struct register_row *row, int round) MUST;
Err register_check_places(struct reading *r) MUST;
void register_check_numbers(struct reading *r);
void register_check_doubles(struct reading *r);

/* Reads a CSV of the program's own data; E_BUG when it is missing. */
Err register_own_table(struct arena *a, const char *path, struct sheet *ret) MUST;
Err register_own_file(const char *path, Str *ret) MUST;

#endif

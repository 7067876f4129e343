/* register.h: the office register (sổ đăng ký) as workbooks keep it: read row by row, told what is
 * wrong and what to do, imported without doubling, undone as a whole. */
#ifndef REGISTER_H
#define REGISTER_H
#include "domain/register/register.sql.h"
#include "platform/sheet/sheet.h"

enum { REGISTER_ROUNDS = 6, REGISTER_PER_PAGE = 50 };

/* Stored; never renumber. */
enum register_severity {
    REGISTER_ERROR =
        1, /* lỗi: the cell or recognition is not taken, the row waits for correction */
    REGISTER_WARNING, /* cảnh báo: taken, someone must look */
    REGISTER_NOTE     /* thông tin: taken and normalised */
};
struct register_issue {
    int row; /* as the workbook counts: 1 is the first */
    int col; /* 0-based, for the order of the report */
    Str cell;
    enum register_severity severity;
    Str code, message, action;
};
/* One recognition of a row as written, and whether it can be taken. */
struct register_round {
    bool stated;  /* at least one of its cells says something */
    bool taken;   /* complete and possible */
    int64_t star; /* 0: none that can be read */
    Date date;    /* none: none that can be read */
    Str number, authority;
    int col_date, col_number, col_authority; /* -1: the sheet has no such column */
};
struct register_row {
    int line; /* 0-based in the sheet */
    size_t entity;
    Str product;
    int64_t group; /* 0: unknown */
    Date expiry;
    struct register_round round[REGISTER_ROUNDS];
    bool takes;    /* the product can be imported: it has a name and a producer of a known kind */
    bool bad;      /* at least one error stands on it */
    Id product_id; /* written by the import */
};
/* One producer: the first row of a block, its further products in the rows below it. */
struct register_entity {
    int line;
    size_t first_row; /* its rows stand together */
    Str name, kind_text, commune, address, representative, phone, tax;
    int64_t kind;   /* 0: not known */
    Id place_then;  /* commune on the day of the decision; none: to be settled by a person */
    Id place_now;   /* commune that has the place today; none: to be settled */
    Id producer_id; /* written by the import */
};
struct register_book {
    Str sheet;
    size_t n_rows, cap_rows;
    struct register_row *row;
    size_t n_entities, cap_entities;
    struct register_entity *entity;
    size_t n_issues, cap_issues;
    struct register_issue *issue; /* in the order of rows and columns */
    int64_t good;                 /* rows without an error */
};

/* Opens the bytes of an XLSX or CSV file (told apart by content). E_REFUSED with a problem on the
 * field "file" that says what is wrong with the file and what to do. */
Err register_open(struct tx *tx, Str bytes, struct workbook *ret) MUST;
/* Reads the first sheet that has the columns of a register, by its headings, in whatever order.
 * Never stops at a wrong row; E_REFUSED (field "file") only when no sheet is a register. Writes
 * nothing. */
Err register_read(struct tx *tx, const struct workbook *book, struct register_book *ret) MUST;
/* {"rows","good","issues":[{"row","cell","severity","code","message","action"}]} */
void register_report_json(struct out *o, const struct register_book *b);
/* The same for people. */
void register_report_text(struct out *o, const struct register_book *b);
Str register_severity_word(int64_t severity);

/* ---- imports ---- */
struct register_import_new {
    Str file_name;
    Hash file; /* of its bytes; in the storage when it came by the page */
    bool demo;
};
/* What an import did. */
struct register_done {
    Id id;
    int64_t producers, products, recognitions, changes;
};
/* Writes the report down as a checked file that waits for somebody to say go (state
 * IMPORT_CHECKED). */
Err register_keep_checked(struct tx *tx, const struct register_import_new *n,
                          const struct register_book *b, Id *ret) MUST;
/* Imports what can be taken. Producers are matched by tax code, else by folded name, commune and
 * kind; products by producer and folded name; recognitions by product and decision: the same file
 * again changes nothing, a changed row changes what it names, blank cells change nothing.
 * Everything done is written down for the undo. checked: the import that was only checked until
 * now, or none. */
Err register_import(struct tx *tx, const struct register_import_new *n, struct register_book *b,
                    Id checked, struct register_done *ret) MUST;
/* Takes back everything an import did. Refuses, naming each, when something later stands on it: a
 * dossier, papers, an account of the producer, a recognition or product that came otherwise, a
 * later import that changed the same. */
Err register_undo(struct tx *tx, Id id, int64_t version) MUST;
/* The sample register of the demo province, out of the program's own data, marked as demo. Runs
 * under SYSTEM_LOAD. */
Err register_load_demo(struct tx *tx) MUST;

#endif

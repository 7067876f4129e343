/* limits.h: every bound on input, in one place. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    LIMIT_URL = 2048,
    LIMIT_HEADERS = 16 * 1024,
    LIMIT_FORM_BYTES = 1024 * 1024, /* urlencoded body or all text parts of a multipart body */
    LIMIT_FORM_FIELDS = 2000,
    LIMIT_UPLOAD_BYTES = 25 * 1024 * 1024, /* one file */
    LIMIT_UPLOAD_FILES = 10,               /* files in one request */
    LIMIT_PIXELS = 50 * 1000 * 1000,       /* one image */
    LIMIT_PAGE_BYTES = 8 * 1024 * 1024,    /* one answer */
    LIMIT_JSON_DEPTH = 32,
    LIMIT_SHEET_BYTES = 10 * 1024 * 1024, /* a workbook as uploaded */
    LIMIT_SHEET_UNPACKED = 100 * 1024 * 1024,
    LIMIT_SHEET_ROWS = 100 * 1000,
    LIMIT_SHEET_COLS = 256,
    LIMIT_SHEET_CELLS = 2 * 1000 * 1000, /* of a workbook, empty ones between others included */
    LIMIT_SHEET_PARTS = 2000,            /* files inside a workbook */
    LIMIT_SHEET_RATIO = 250,             /* unpacked to packed, once a part is large */
    LIMIT_LINE = 300,                    /* characters of a one-line field */
    LIMIT_TEXT = 20 * 1000,              /* characters of a multi-line field */
    LIMIT_TX_TRIES = 8                   /* runs of a request whose transaction was busy */
};

#endif

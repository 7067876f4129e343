/* inside.h: a paper as its writers see it: a list of blocks; and the measures both follow. */
#ifndef PAPER_INSIDE_H
#define PAPER_INSIDE_H
#include "platform/paper/paper.h"

enum paper_kind {
    BLOCK_HEAD,
    BLOCK_TEXT,
    BLOCK_GAP,
    BLOCK_TABLE,
    BLOCK_ROW,
    BLOCK_ACROSS,
    BLOCK_TABLE_END,
    BLOCK_SIGN,
    BLOCK_BREAK
};
struct paper_table {
    int size;
    size_t n;
    const struct paper_column *column;
};
struct paper_foot {
    const struct paper_signer *left, *right;
    size_t n;
    const Str *recipient;
};
struct paper_block {
    enum paper_kind kind;
    enum paper_style style;
    bool bold, landscape;
    double gap;
    size_t n; /* runs or cells */
    union {
        const struct paper_run *run;
        const Str *cell;
        const struct paper_head *head;
        const struct paper_table *table;
        const struct paper_foot *foot;
    };
};
struct paper {
    struct arena *arena;
    struct paper_opts o;
    size_t n, cap;
    struct paper_block *v;
    size_t n_columns; /* of the table being written */
};

/* How a style looks; points. */
struct paper_look {
    double size, indent, before, after;
    enum paper_align align;
    bool bold, italic, keep;
};
struct paper_look paper_look_of(enum paper_style style);

/* Sizes of the parts of the head and foot (Decree 30/2020 Phụ lục I, the pair 13/14). */
enum {
    PAPER_SIZE = 14,
    PAPER_SIZE_COUNTRY = 13,
    PAPER_SIZE_LEFT = 13,
    PAPER_SIZE_ABOUT = 12,
    PAPER_SIZE_TO = 12,
    PAPER_SIZE_TO_LIST = 11
};
/* Shares of the head's two columns, per cent. */
enum { PAPER_HEAD_LEFT = 39 };
#define PAPER_COUNTRY "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define PAPER_MOTTO "Độc lập - Tự do - Hạnh phúc"
#define PAPER_PREVIEW "BẢN XEM TRƯỚC"
#define PAPER_RECIPIENTS "Nơi nhận:"

/* "Lâm Đồng, ngày 05 tháng 02 năm 2026", or with dots. */
Str paper_place_date(struct arena *a, const struct paper_head *h);

#endif

/* duplicate.h: products of one producer that are nearly the same (the base plan limits "sản phẩm có
 * cùng bản chất, quy trình, nguyên liệu, bao bì, khác tên gọi"): found and explained; people
 * decide. */
#ifndef DUPLICATE_H
#define DUPLICATE_H
#include "domain/duplicate/duplicate.sql.h"

enum duplicate_field { ALIKE_NAME, ALIKE_MATERIAL, ALIKE_PROCESS, ALIKE_PACKING, ALIKE_FIELDS };

enum {
    ALIKE_SAME = 1000, /* a field that says the same but for marks, case and punctuation */
    ALIKE_FIELD = 600, /* a field is alike from here on */
    ALIKE_SCORE = 650, /* two products are */
    ALIKE_TEXT_BYTES = 2048
};

/* What a product is, as text to compare. */
struct duplicate_text {
    Str field[ALIKE_FIELDS];
};
/* How much two products are alike, in thousandths; -1 for a field that one of them leaves empty. */
struct duplicate_likeness {
    int64_t field[ALIKE_FIELDS];
    int64_t score; /* weighted mean of the fields that both fill in */
    bool alike;
};
/* Compares shared runs of three letters of the folded texts (Dice), so that marks, case, i/y and
 * word order hardly count. Alike: the score and either the name or two other fields. Pure. */
struct duplicate_likeness duplicate_compare(struct arena *a, const struct duplicate_text *x,
                                            const struct duplicate_text *y);

struct duplicate_hit {
    struct duplicate_product product;
    struct duplicate_likeness like;
    bool decided;
    struct duplicate_decided last; /* when decided */
};
struct duplicate_hits {
    size_t n, open; /* open: not decided yet */
    struct duplicate_hit *v;
};
/* The producer's other products that are like this one, most alike first. drafts: also what the
 * producer only drafts (for the producer himself; offices see what was filed). */
Err duplicate_find(struct tx *tx, Id producer, Id product, const struct duplicate_text *is,
                   bool drafts, struct duplicate_hits *ret) MUST;
/* An officer's word: the same product, or another one, and why. Refuses a missing reason (field
 * "reason") and one that is too long. */
Err duplicate_say(struct tx *tx, Id dossier, Id product, Id other, bool same, Str reason) MUST;
/* Message key of a field's name. */
int duplicate_field_message(enum duplicate_field f);

#endif

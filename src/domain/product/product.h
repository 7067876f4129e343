/* product.h: sản phẩm: the thing that is proposed, recognised, found and checked. */
#ifndef PRODUCT_H
#define PRODUCT_H
#include "domain/product/product.sql.h"

struct product_new {
    Id producer;
    Str name, name_en, story, story_en, photo_alt, buy_url;
    Str photo;        /* 32 bytes of a SHA-256, or none */
    int64_t set_no;   /* 1..26; 0 for old register entries whose set is not known */
    int64_t group_no; /* 1..6; 0: follows from set_no */
    bool demo;
};
/* Refuses (fields name, set_no, buy_url). Makes the public code: 16 random bytes, so that a QR
 * cannot be guessed from another. Puts the words into the search. */
Err product_create(struct tx *tx, const struct product_new *p, Id *ret) MUST;
Err product_change(struct tx *tx, Id id, int64_t version, const struct product_new *p) MUST;
/* Renews the words the product is found by: its names, producer and place. */
Err product_index(struct tx *tx, Id id) MUST;
/* One of the six groups (QĐ 26/2026 Phụ lục I) of a set; 0 when unknown. */
int64_t product_group_of_set(int64_t set_no);
int product_group_message(int64_t group_no);

#endif

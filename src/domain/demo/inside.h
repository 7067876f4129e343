/* inside.h: what the files of the demonstration share. Only files of this room include it. */
#ifndef DEMO_INSIDE_H
#define DEMO_INSIDE_H
#include "domain/demo/demo.h"

/* ---- words.c ---- */
Err demo_read_words(struct demo_words *ret) MUST;
/* Names, story and picture of one product. */
Err demo_dress(struct demo *d, struct tx *tx, Id product, const json_t *entry) MUST;
Err demo_dress_all(struct tx *tx, void *arg) MUST;

/* ---- people.c ---- */
Err demo_make_people(struct tx *tx, void *arg) MUST;

#endif

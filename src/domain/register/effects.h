/* effects.h: what an import did, and the values of before as JSON, for the undo. */
#ifndef REGISTER_EFFECTS_H
#define REGISTER_EFFECTS_H
#include "domain/producer/producer.h"
#include "domain/recognition/recognition.h"

/* Stored; never renumber. */
enum register_effect_kind {
    EFFECT_PRODUCER_MADE = 1,
    EFFECT_PRODUCT_MADE,
    EFFECT_RECOGNITION_MADE,
    EFFECT_PRODUCER_CHANGED,
    EFFECT_PRODUCT_CHANGED,
    EFFECT_RECOGNITION_CHANGED
};
/* The record's values as they are. */
struct producer_new register_producer_values(const struct producer *p);
/* after: the record's version once the import had changed it. */
Str register_producer_json(struct arena *a, const struct producer_new *p, int64_t after);
Str register_recognition_json(struct arena *a, const struct recognition *r);

#endif

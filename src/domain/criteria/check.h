/* check.h: does a set add up? Private to the room. */
#ifndef CRITERIA_CHECK_H
#define CRITERIA_CHECK_H
#include "domain/criteria/criteria.h"
#include "platform/i18n/i18n.h"
#include "platform/json/json.h"

/* Reports every fault of the set. Sums of a set with complete = false are not reported. counts: the
 * file's check sums, or NULL. */
void criteria_check(const struct criteria_set *s, const json_t *counts, struct problems *problems);

#endif

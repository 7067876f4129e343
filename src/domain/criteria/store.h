/* store.h: criteria sets in the database: the program's own loaded on first start, the one in force
 * on a day, the parsed form kept by each process. */
#ifndef CRITERIA_STORE_H
#define CRITERIA_STORE_H
#include "domain/criteria/criteria.h"
#include "domain/criteria/criteria.sql.h"
#include "platform/json/json.h"

/* Loads the sets of the data files into an empty table: complete ones published, the others as
 * drafts. Under SYSTEM_LOAD. */
Err criteria_store_builtin(struct tx *tx) MUST;

/* One set of a file with its scheme around it: the text that criteria_load reads and the table
 * keeps. */
Str criteria_one_set(struct arena *a, const json_t *file, json_t *set);

/* Parsed sets by row id; one a process. A published set never changes, so an entry stays good; a
 * draft is parsed anew each time. */
struct criteria_cache;
struct criteria_cache *criteria_cache_new(void);
void criteria_cache_free(struct criteria_cache *c); /* NULL allowed */
/* The set lives as long as the cache, or, for a draft, as long as the transaction's arena. */
Err criteria_cache_get(struct criteria_cache *c, struct tx *tx, Id id,
                       const struct criteria_set **ret) MUST;

#endif

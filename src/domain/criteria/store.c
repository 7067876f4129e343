/* store.c: criteria sets in the database. */
#include "domain/criteria/store.h"
#include "domain/access/access.h"
#include "platform/base/embedded.h"
#include "platform/json/json.h"

enum { CACHE_MAX = 256, FILE_MAX = 4 * 1024 * 1024 };

Str criteria_one_set(struct arena *a, const json_t *file, json_t *set)
{
    json_t *copy = json_copy(json_object_get(file, "scheme"));
    json_t *sets = json_array(), *whole = json_object();
    BUG_UNLESS(copy != NULL && sets != NULL && whole != NULL);
    int failed = json_array_append(sets, set);
    failed |= json_object_set_new(copy, "sets", sets);
    failed |= json_object_set(whole, "format", json_object_get(file, "format"));
    failed |= json_object_set_new(whole, "scheme", copy);
    BUG_UNLESS(failed == 0);
    char *text = json_dumps(whole, JSON_COMPACT | JSON_SORT_KEYS);
    BUG_UNLESS(text != NULL);
    Str s = str_dup(a, str_c(text));
    free(text);
    json_decref(whole);
    return s;
}

static Err store_set(struct tx *tx, const json_t *file, json_t *set)
{
    struct arena *a = tx_arena(tx);
    struct problems problems = { .arena = a };
    struct criteria_sets parsed;
    Str content = criteria_one_set(a, file, set);
    Err e = criteria_load(a, content, &problems, &parsed);
    if (e != OK || parsed.n != 1) {
        return fault(E_BUG, "a criteria set of the program does not load");
    }
    const struct criteria_set *s = parsed.v[0];
    return criteria_set_insert(tx, tx_new_id(tx), s->id, s->scheme, s->no, 1, s->name, s->name_en,
                               s->group, s->complete ? CRITERIA_PUBLISHED : CRITERIA_DRAFT, s->from,
                               s->lapses, content, hash_of(content), ID_NONE);
}

Err criteria_store_builtin(struct tx *tx)
{
    struct criteria_n n;
    TRY(criteria_count(tx, &n));
    if (n.n > 0) {
        return OK;
    }
    for (size_t i = 0; i < data_files_n; i++) {
        Str path = str_c(data_files[i].path);
        if (!str_starts(path, S("criteria/qd"))) {
            continue;
        }
        json_t *file CLEANUP(json_cleanup) = NULL;
        int line;
        TRY(json_read(embedded_text(&data_files[i]), FILE_MAX, &file, &line));
        json_t *sets = json_object_get(json_object_get(file, "scheme"), "sets");
        for (size_t k = 0; k < json_array_size(sets); k++) {
            TRY(store_set(tx, file, json_array_get(sets, k)));
        }
    }
    return tx_note(tx, S("criteria.loaded"), ID_NONE);
}

/* ---- parsed sets ---- */

struct criteria_cache {
    struct arena *a;
    size_t n;
    struct {
        Id id;
        const struct criteria_set *set;
    } v[CACHE_MAX];
};

struct criteria_cache *criteria_cache_new(void)
{
    struct arena *a = arena_new();
    struct criteria_cache *c = NEW(a, struct criteria_cache);
    c->a = a;
    return c;
}

void criteria_cache_free(struct criteria_cache *c)
{
    if (c != NULL) {
        arena_free(c->a);
    }
}

Err criteria_cache_get(struct criteria_cache *c, struct tx *tx, Id id,
                       const struct criteria_set **ret)
{
    for (size_t i = 0; i < c->n; i++) {
        if (id_eq(c->v[i].id, id)) {
            *ret = c->v[i].set;
            return OK;
        }
    }
    struct criteria_row row;
    struct criteria_text_row text;
    TRY(criteria_set_row(tx, id, &row));
    TRY(criteria_content(tx, id, &text));
    bool keep = row.state != CRITERIA_DRAFT && c->n < CACHE_MAX;
    struct problems faults = { .arena = tx_arena(tx) };
    struct criteria_set *set = NULL;
    struct arena *a = keep ? c->a : tx_arena(tx);
    if (criteria_load_draft(a, text.content, &faults, &set) != OK ||
        (row.state != CRITERIA_DRAFT && !set->complete)) {
        return fault(E_DB, "a stored criteria set does not load");
    }
    set->complete = row.state != CRITERIA_DRAFT; /* a draft can't score even when it adds up */
    if (keep) {
        c->v[c->n].id = id;
        c->v[c->n++].set = set;
    }
    *ret = set;
    return OK;
}

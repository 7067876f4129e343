/* score_line.c: any line is answered with exactly one line of JSON. */
#include "domain/criteria/criteria.h"
#include "platform/json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *sets_arena;
    static struct criteria_sets sets;
    if (sets_arena == NULL) {
        hash_init();
        sets_arena = arena_new();
        BUG_UNLESS(criteria_load_builtin(sets_arena, &sets) == OK);
    }
    struct arena *a CLEANUP(arena_cleanup) = arena_new();
    struct out *o CLEANUP(out_cleanup) = out_new((size_t)64 * 1024 * 1024);
    bool fine = criteria_score_line(a, &sets, (Str){ (const char *)data, size }, o);
    Str answer = out_view(o);
    json_t *j CLEANUP(json_cleanup) = NULL;
    int line = 0;
    BUG_UNLESS(answer.n > 0 && str_find_c(answer, '\n') == answer.n - 1);
    BUG_UNLESS(json_read(answer, answer.n, &j, &line) == OK);
    BUG_UNLESS(fine == (json_object_get(j, "error") == NULL));
    return 0;
}

/* merge.c: two people on one page of a draft: who changed what since the page was shown. */
#include "domain/dossier/pages.h"

enum { MARK = 8 }; /* hex digits a field */

static Str mark_of(struct arena *a, Str value)
{
    return str_sub(hash_text(a, hash_of(str_none(value) ? S("") : value)), 0, MARK);
}

Str dossier_seen(struct arena *a, size_t n, const Str *values)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_TEXT);
    for (size_t i = 0; i < n; i++) {
        out_raw(o, mark_of(a, values[i]));
    }
    return out_dup(a, o);
}

/* Is the value what the page showed as its i-th? */
static bool as_seen(struct arena *a, Str seen, size_t i, Str value)
{
    return seen.n >= (i + 1) * MARK &&
           str_eq(str_sub(seen, i * MARK, (i + 1) * MARK), mark_of(a, value));
}

struct dossier_merged dossier_merge(struct arena *a, Str seen, size_t i, Str typed, Str saved)
{
    if (str_eq(typed, saved) || as_seen(a, seen, i, typed)) {
        return (struct dossier_merged){ .value = saved };
    }
    return (struct dossier_merged){ .value = typed, .clash = !as_seen(a, seen, i, saved) };
}

struct dossier_theirs dossier_theirs(Str label, Str text)
{
    return (struct dossier_theirs){ .shown = true, .label = label, .text = text };
}

Err dossier_stale(struct req *q)
{
    Err told = problem_add(&q->problems, STR_NONE, M_DOSSIER_STALE, STR_NONE, STR_NONE);
    BUG_UNLESS(told == E_REFUSED);
    return E_STALE;
}

/* search.c: the catalogue's question to the database. */
#include "domain/portal/portal.h"

enum { WORDS_MAX = 8 };

/* SQLite: "nuoc" "mam"*   PostgreSQL: nuoc & mam:*   Words are folded ASCII letters and digits. */
Str portal_match(struct arena *a, enum db_engine engine, Str typed)
{
    struct out *o CLEANUP(out_cleanup) = out_new(LIMIT_LINE * 8);
    Str rest = str_trim(vi_fold(a, str_none(typed) ? S("") : typed));
    for (int n = 0; rest.n > 0 && n < WORDS_MAX; n++) {
        Str word = str_cut(&rest, ' ');
        bool last = rest.n == 0 || n == WORDS_MAX - 1;
        if (engine == DB_SQLITE) {
            out_raw(o, n > 0 ? S(" \"") : S("\""));
            out_raw(o, word);
            out_raw(o, last ? S("\"*") : S("\""));
        } else {
            out_raw(o, n > 0 ? S(" & ") : S(""));
            out_raw(o, word);
            out_raw(o, last ? S(":*") : S(""));
        }
    }
    return o->n == 0 ? STR_NONE : out_dup(a, o);
}

Err portal_search(struct tx *tx, const struct portal_query *q, struct portal_cards *ret,
                  int64_t *ret_total)
{
    int64_t soon = 0, at = (q->page - 1) * PORTAL_PER_PAGE;
    TRY(recognition_soon_days(tx, &soon));
    Date today = tx_today(tx), until = date_add_days(today, (int)soon);
    Str words = portal_match(tx_arena(tx), tx_engine(tx), q->q);
    struct portal_count n;
    if (str_none(words)) {
        TRY(portal_list_count(tx, q->group, q->star, q->status, today, until, &n));
        *ret_total = n.n;
        return portal_list(tx, q->group, q->star, q->status, today, until, PORTAL_PER_PAGE, at,
                           ret);
    }
    TRY(portal_find_count(tx, words, q->group, q->star, q->status, today, until, &n));
    *ret_total = n.n;
    return portal_find(tx, words, q->group, q->star, q->status, today, until, PORTAL_PER_PAGE, at,
                       ret);
}

/* composition.c: which departments must or may sit in a council: a table by regime, and a check. */
#include "domain/council/composition.h"
#include "domain/regime/regime.h"
#include "messages.h"
#include "platform/base/embedded.h"
#include "platform/sheet/sheet.h"

enum {
    COL_REGIME,
    COL_TIER,
    COL_CODE,
    COL_KIND,
    COL_SEATS,
    COL_DEPARTMENTS,
    COL_TITLE,
    COL_VERIFIED,
    COL_SOURCE
};
enum { NAMES_MAX = 4000 };

static Err read_table(struct arena *a, struct workbook *ret)
{
    enum sheet_why why;
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), S("council/composition.csv"))) {
            return sheet_read_csv(a, embedded_text(&data_files[i]), ret, &why);
        }
    }
    return E_NONE;
}

/* ---- one rule ---- */

static bool seat_counts(Str seats, int64_t position)
{
    return str_eq(seats, S("any")) || (str_eq(seats, S("voter")) && position <= COUNCIL_VOTER) ||
           (str_eq(seats, S("chair")) && position == COUNCIL_CHAIR);
}

static bool department_is(struct arena *a, Str words, Str department)
{
    Str rest = words, folded = vi_fold(a, department);
    while (rest.n > 0) {
        if (str_starts(folded, vi_fold(a, str_trim(str_cut(&rest, '|'))))) {
            return true;
        }
    }
    return false;
}

static void hold_against(struct arena *a, const struct sheet *t, int row,
                         const struct council_seats *seats, struct composition_line *l)
{
    struct out *o CLEANUP(out_cleanup) = out_new(NAMES_MAX * 4);
    for (size_t i = 0; i < seats->n; i++) {
        const struct council_seat *s = &seats->v[i];
        if (seat_counts(sheet_at(t, row, COL_SEATS)->text, s->position) &&
            department_is(a, sheet_at(t, row, COL_DEPARTMENTS)->text, s->department)) {
            out_raw(o, l->n++ > 0 ? S(", ") : S(""));
            out_raw(o, str_none(s->name) ? S("") : s->name);
        }
    }
    l->who = out_dup(a, o);
}

Err composition_of(struct arena *a, Str regime, Str tier, const struct council_seats *seats,
                   struct composition *ret)
{
    struct workbook w;
    if (read_table(a, &w) != OK) {
        return fault(E_BUG, "data/council/composition.csv cannot be read");
    }
    const struct sheet *t = &w.v[0];
    *ret = (struct composition){ .regime = regime,
                                 .v = NEW_N(a, struct composition_line, (size_t)t->rows) };
    for (int row = 1; row < t->rows; row++) {
        if (!str_eq(sheet_at(t, row, COL_REGIME)->text, regime) ||
            !str_eq(sheet_at(t, row, COL_TIER)->text, tier)) {
            continue;
        }
        struct composition_line *l = &ret->v[ret->n++];
        *l = (struct composition_line){
            .title = sheet_at(t, row, COL_TITLE)->text,
            .source = sheet_at(t, row, COL_SOURCE)->text,
            .must = str_eq(sheet_at(t, row, COL_KIND)->text, S("must")),
            .verified = str_eq(sheet_at(t, row, COL_VERIFIED)->text, S("yes")),
        };
        hold_against(a, t, row, seats, l);
        ret->musts += l->must ? 1 : 0;
        ret->met += l->must && l->n > 0 ? 1 : 0;
    }
    return OK;
}

/* ---- by the day ---- */

Err composition_on(struct tx *tx, Date day, Str tier, const struct council_seats *seats,
                   struct composition *ret)
{
    const struct regime *r;
    TRY(regime_at(tx, day, &r));
    TRY(composition_of(tx_arena(tx), r->id, tier, seats, ret));
    ret->regime = r->title;
    return OK;
}

Err composition_check(struct tx *tx, Date day, Str tier, const struct council_seats *seats)
{
    const struct regime *r;
    struct composition c;
    Str mode;
    TRY(regime_at(tx, day, &r));
    if ((!str_eq(tier, COMPOSITION_PROVINCE) && !str_eq(tier, COMPOSITION_DISTRICT)) ||
        !regime_has_tier(r, tier)) {
        return refuse_field(tx, S("tier"), M_COMPOSITION_NO_TIER, r->title, STR_NONE);
    }
    TRY(setting_get(tx, S("council.composition"), S("law"), &mode));
    if (str_eq(mode, S("warn"))) {
        return OK;
    }
    TRY(composition_on(tx, day, tier, seats, &c));
    Err e = OK;
    for (size_t i = 0; i < c.n; i++) {
        const struct composition_line *l = &c.v[i];
        if (l->must && l->n == 0 && (l->verified || str_eq(mode, S("refuse")))) {
            e = refuse_field(tx, S("members"), M_COMPOSITION_LACKS, l->title, l->source);
        }
    }
    return e;
}

/* eligibility.c: reading the plan's conditions and holding a dossier against them. */
#include "domain/eligibility/eligibility.h"

#include "messages.h"
#include "platform/base/embedded.h"
#include "platform/sheet/sheet.h"

enum { COL_CODE, COL_KIND, COL_FROM, COL_UNTIL, COL_CHECK, COL_TITLE, COL_WHY, COL_SOURCE };

/* ---- one check ---- */

/* Good, lapsed, or not there. */
static enum eligibility_shown paper(const struct dossier_content *c, Str type, Date day,
                                    bool *ret_over)
{
    *ret_over = false;
    for (size_t i = 0; i < c->links.n; i++) {
        const struct dossier_link *l = &c->links.v[i];
        if (str_eq(l->target, type)) {
            if (date_none(l->expires) || date_cmp(l->expires, day) >= 0) {
                return SHOWN_YES;
            }
            *ret_over = true;
        }
    }
    return SHOWN_NO;
}

static void lacks(struct arena *a, struct eligibility_rule *r, const char *what, Str of)
{
    BUG_UNLESS(r->n_missing < COUNT_OF(r->missing));
    r->missing[r->n_missing++] = str_cat(a, str_c(what), of);
}

static void check_word(struct arena *a, const struct dossier_content *c, Date day, Str word,
                       struct eligibility_rule *r)
{
    Str of = word, name = str_cut(&of, ':');
    bool over;
    if (str_eq(name, S("paper")) && paper(c, of, day, &over) == SHOWN_NO) {
        lacks(a, r, over ? "over:" : "paper:", of);
    } else if (str_eq(name, S("fact")) && str_empty(dossier_fact(&c->facts, of))) {
        lacks(a, r, "fact:", of);
    } else if (str_eq(name, S("nofact")) && !str_empty(dossier_fact(&c->facts, of))) {
        lacks(a, r, "has:", of);
    } else if (str_eq(name, S("flag")) && !str_eq(dossier_fact(&c->facts, of), S("1"))) {
        lacks(a, r, "fact:", of);
    }
}

static void check(struct arena *a, const struct dossier_content *c, Date day,
                  struct eligibility_rule *r)
{
    Str rest = r->check;
    if (str_eq(rest, S("ask"))) {
        r->shown = SHOWN_ASK;
        return;
    }
    while (rest.n > 0) {
        check_word(a, c, day, str_cut(&rest, ' '), r);
    }
    r->shown = r->n_missing > 0 ? SHOWN_NO : SHOWN_YES;
}

/* ---- the table ---- */

static Err rule_of(const struct sheet *t, int row, Date day, bool *ret_in_force,
                   struct eligibility_rule *ret)
{
    static const char *const kinds[] = { "refuse", "prefer", "limit" };
    Str kind = sheet_at(t, row, COL_KIND)->text, until = sheet_at(t, row, COL_UNTIL)->text;
    Date from, last = day;
    size_t k = 0;
    while (k < COUNT_OF(kinds) && !str_eq(kind, str_c(kinds[k]))) {
        k++;
    }
    if (k == COUNT_OF(kinds)) {
        return E_INPUT;
    }
    TRY(date_parse_iso(sheet_at(t, row, COL_FROM)->text, &from));
    if (!str_empty(until)) {
        TRY(date_parse_iso(until, &last));
    }
    *ret_in_force = date_cmp(from, day) <= 0 && date_cmp(day, last) <= 0;
    *ret = (struct eligibility_rule){ .code = sheet_at(t, row, COL_CODE)->text,
                                      .kind = (enum eligibility_kind)k,
                                      .check = sheet_at(t, row, COL_CHECK)->text,
                                      .title = sheet_at(t, row, COL_TITLE)->text,
                                      .why = sheet_at(t, row, COL_WHY)->text,
                                      .source = sheet_at(t, row, COL_SOURCE)->text };
    return OK;
}

static Err read_table(struct arena *a, struct workbook *ret)
{
    enum sheet_why why;
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), S("eligibility/rules.csv"))) {
            return sheet_read_csv(a, embedded_text(&data_files[i]), ret, &why);
        }
    }
    return E_NONE;
}

Err eligibility_check(struct arena *a, const struct dossier_content *c, Date day,
                      struct eligibility_rules *ret)
{
    enum { GROUP_FOOD_LAST = 3 }; /* food, drinks, medicinal goods */
    struct workbook w;
    if (read_table(a, &w) != OK) {
        return fault(E_BUG, "data/eligibility/rules.csv cannot be read");
    }
    const struct sheet *t = &w.v[0];
    *ret = (struct eligibility_rules){ .v = NEW_N(a, struct eligibility_rule, (size_t)t->rows) };
    for (int row = 1; row < t->rows; row++) {
        struct eligibility_rule *r = &ret->v[ret->n];
        bool in_force = false;
        if (rule_of(t, row, day, &in_force, r) != OK) {
            return fault(E_BUG, "data/eligibility/rules.csv, row %d", row + 1);
        }
        bool food = str_starts(r->check, S("food "));
        if (in_force && (!food || c->product.group_no <= GROUP_FOOD_LAST)) {
            check(a, c, day, r);
            ret->n++;
        }
    }
    return OK;
}

/* ---- the commune's word ---- */

Err eligibility_say(struct tx *tx, Id dossier, const struct eligibility_rule *r,
                    enum eligibility_verdict verdict, Str note)
{
    bool differs = (r->shown == SHOWN_YES && verdict == VERDICT_NO) ||
                   (r->shown == SHOWN_NO && verdict == VERDICT_YES);
    bool refusal = r->kind == ELIGIBLE_REFUSE && verdict == VERDICT_NO;
    Str field = str_cat(tx_arena(tx), S("n."), r->code);
    if ((differs || refusal) && str_empty(note)) {
        return refuse_field(tx, field, M_ELIGIBILITY_NOTE_NEEDED, r->title, STR_NONE);
    }
    if (utf8_length(note) > LIMIT_LINE) {
        return refuse_field(tx, field, M_ELIGIBILITY_NOTE_LONG, r->title, STR_NONE);
    }
    TRY(eligibility_put(tx, tx_new_id(tx), dossier, r->code, verdict, note, tx_account(tx),
                        tx_now(tx)));
    return tx_note(tx, S("eligibility.said"), dossier);
}

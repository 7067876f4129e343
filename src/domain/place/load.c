/* load.c: the units of the data files, into an empty database. */
#include "domain/place/place.h"
#include "platform/base/embedded.h"
#include "platform/sheet/sheet.h"

struct loading {
    struct tx *tx;
    struct arena *a;
    const struct sheet *units;
    Id *id; /* a row of units.csv */
};

static Str cell(const struct sheet *s, int row, int col)
{
    return str_trim(sheet_at(s, row, col)->text);
}

static Date day(const struct sheet *s, int row, int col)
{
    Date d = DATE_NONE;
    Str text = cell(s, row, col);
    if (text.n > 0 && date_parse_iso(text, &d) != OK) {
        return DATE_NONE;
    }
    return d;
}

static Err read_table(struct arena *a, const char *path, struct sheet *ret)
{
    for (size_t i = 0; i < data_files_n; i++) {
        if (str_eq(str_c(data_files[i].path), str_c(path))) {
            struct workbook book;
            enum sheet_why why;
            TRY(sheet_read_csv(a, embedded_text(&data_files[i]), &book, &why));
            *ret = book.v[0];
            return OK;
        }
    }
    return fault(E_BUG, "the data file %s is missing", path);
}

/* Row of the unit with this code that is valid on the day, or -1. */
static int row_on(const struct loading *l, Str code, Date on)
{
    for (int r = 1; r < l->units->rows; r++) {
        Date to = day(l->units, r, 5);
        if (str_eq(cell(l->units, r, 0), code) && date_cmp(day(l->units, r, 4), on) <= 0 &&
            (date_none(to) || date_cmp(to, on) >= 0)) {
            return r;
        }
    }
    return -1;
}

static int64_t level_of(Str kind, Str parent)
{
    if (str_empty(parent)) {
        return 1;
    }
    static const char *const districts[] = { "thành phố", "thị xã", "huyện", "quận" };
    for (size_t i = 0; i < COUNT_OF(districts); i++) {
        if (str_eq(kind, str_c(districts[i]))) {
            return 2;
        }
    }
    return 3;
}

static Err load_unit(struct loading *l, int r)
{
    const struct sheet *s = l->units;
    Str name = cell(s, r, 1), kind = cell(s, r, 2), parent = cell(s, r, 3);
    Date from = day(s, r, 4);
    Id above = ID_NONE;
    if (parent.n > 0) {
        int p = row_on(l, parent, from);
        if (p < 0 || id_none(l->id[p])) {
            return fault(E_BUG, "units.csv line %d: no parent on that day", r + 1);
        }
        above = l->id[p];
    }
    l->id[r] = tx_new_id(l->tx);
    return place_insert(l->tx, l->id[r], cell(s, r, 0), name, kind, level_of(kind, parent), above,
                        from, day(s, r, 5), cell(s, r, 6), cell(s, r, 7), vi_fold(l->a, name),
                        vi_sort_key(l->a, name));
}

static Err load_aliases(struct loading *l)
{
    struct sheet s;
    TRY(read_table(l->a, "units/unit-aliases.csv", &s));
    for (int r = 1; r < s.rows; r++) {
        int u = row_on(l, cell(&s, r, 0), day(&s, r, 1));
        if (u < 0) {
            return fault(E_BUG, "unit-aliases.csv line %d: no such unit", r + 1);
        }
        Str alias = cell(&s, r, 2);
        TRY(place_alias_insert(l->tx, l->id[u], alias, vi_fold(l->a, alias), cell(&s, r, 3)));
    }
    return OK;
}

static Err load_successions(struct loading *l)
{
    struct sheet s;
    TRY(read_table(l->a, "units/successions.csv", &s));
    for (int r = 1; r < s.rows; r++) {
        Date on = day(&s, r, 3);
        int old = row_on(l, cell(&s, r, 0), date_add_days(on, -1));
        int new = row_on(l, cell(&s, r, 1), on);
        if (old < 0 || new < 0) {
            return fault(E_BUG, "successions.csv line %d: no such unit", r + 1);
        }
        TRY(place_succession_insert(l->tx, l->id[old], l->id[new], cell(&s, r, 2), on,
                                    str_eq(cell(&s, r, 4), S("yes")), cell(&s, r, 5)));
    }
    return OK;
}

Err place_load_builtin(struct tx *tx)
{
    struct place_n n;
    TRY(place_count(tx, &n));
    if (n.n > 0) {
        return OK;
    }
    struct sheet units;
    struct loading l = { .tx = tx, .a = tx_arena(tx), .units = &units };
    TRY(read_table(l.a, "units/units.csv", &units));
    l.id = NEW_N(l.a, Id, (size_t)units.rows);
    for (int r = 1; r < units.rows; r++) { /* parents stand before their children */
        TRY(load_unit(&l, r));
    }
    TRY(load_aliases(&l));
    TRY(load_successions(&l));
    return tx_note(tx, S("place.loaded"), ID_NONE);
}

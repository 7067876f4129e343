/* offline_read.c: a filled-in workbook compared with what is stored, tab by tab and cell by cell.
 */
#include "domain/council/offline_form.h"
#include "messages.h"
#include "platform/sheet/sheet.h"

enum { NOTE_MAX_CHARS = 2000 };

/* ---- cells ---- */

struct lines { /* where a tab has what: found by the hidden keys, so that moved lines do no harm */
    size_t n;
    struct line {
        Str key;
        int row;
    } * v;
};
struct reader {
    struct arena *a;
    const struct offline_desk *desk;
    const struct sheet *s;
    struct lines lines;
    struct offline_tab *tab;
};

static Str text_at(const struct reader *r, int row, int col)
{
    Str clean = S("");
    Str text = sheet_at(r->s, row, col)->text;
    if (str_none(text) || utf8_clean_text(r->a, text, &clean) != OK) {
        return S("");
    }
    return str_trim(clean);
}

static void find_lines(struct reader *r)
{
    r->lines.n = 0;
    r->lines.v = NEW_N(r->a, struct line, (size_t)r->s->rows + 1);
    for (int row = 0; row < r->s->rows; row++) {
        Str key = text_at(r, row, OFFLINE_KEY);
        if (!str_empty(key)) {
            r->lines.v[r->lines.n++] = (struct line){ key, row };
        }
    }
}

/* -1: nowhere */
static int row_of(const struct reader *r, Str key)
{
    for (size_t i = 0; i < r->lines.n; i++) {
        if (str_eq(r->lines.v[i].key, key)) {
            return r->lines.v[i].row;
        }
    }
    return -1;
}

static Str mark(const struct reader *r, enum offline_mark m)
{
    int row = row_of(r, str_c(offline_marks[m]));
    return row < 0 ? S("") : text_at(r, row, OFFLINE_LEVELS);
}

static void fault_at(struct reader *r, Str cell, int key, Str a0, Str a1)
{
    struct offline_tab *t = r->tab;
    t->fault = arena_grow(r->a, t->fault, t->n_faults, &t->cap_faults, sizeof *t->fault);
    t->fault[t->n_faults++] = (struct offline_fault){ cell, key, a0, a1 };
}

/* ---- one line ---- */

static const struct criteria_option *option_of(const struct offline_levels *l, Str choice)
{
    for (size_t i = 0; i < l->n; i++) {
        if (str_eq(l->v[i]->id, choice)) {
            return l->v[i];
        }
    }
    return NULL;
}

/* The level that was written, when it is one and agrees with the points. */
static bool by_level(struct reader *r, int row, const struct offline_levels *l, Str level,
                     Str points, Str *ret)
{
    int64_t at = 0;
    Str cell = sheet_ref(r->a, row, OFFLINE_LEVEL);
    if (number_parse(level, 0, (int64_t)l->n, &at) != OK) {
        fault_at(r, cell, M_OFFLINE_LEVEL_UNKNOWN, level, STR_NONE);
        return false;
    }
    int64_t worth = at == 0 ? 0 : l->v[at - 1]->points, given = worth;
    bool number = str_empty(points) || number_parse(points, 0, CRITERIA_POINTS_MAX, &given) == OK;
    if (!number || given != worth) {
        fault_at(r, sheet_ref(r->a, row, OFFLINE_POINTS), M_OFFLINE_LEVEL_DIFFERS, level,
                 str_fmt(r->a, "%lld", (long long)worth));
        return false;
    }
    *ret = at == 0 ? COUNCIL_NONE_CHOSEN : l->v[at - 1]->id;
    return true;
}

/* The one level that gives these points; what is stored when it gives them too. */
static bool by_points(struct reader *r, int row, const struct offline_levels *l, Str points,
                      Str stored, Str *ret)
{
    int64_t given = -1;
    size_t fits = 0;
    Str cell = sheet_ref(r->a, row, OFFLINE_POINTS);
    bool number = number_parse(points, 0, CRITERIA_POINTS_MAX, &given) == OK;
    const struct criteria_option *now = option_of(l, stored);
    if (number &&
        (now != NULL ? now->points == given : given == 0 && str_eq(stored, COUNCIL_NONE_CHOSEN))) {
        *ret = stored;
        return true;
    }
    for (size_t i = 0; number && i < l->n; i++) {
        if (l->v[i]->points == given) {
            *ret = l->v[i]->id;
            fits++;
        }
    }
    if (fits == 0 && given == 0) {
        *ret = COUNCIL_NONE_CHOSEN;
        return true;
    }
    if (fits != 1) {
        fault_at(r, cell, fits == 0 ? M_OFFLINE_POINTS_FOREIGN : M_OFFLINE_LEVEL_NEEDED, points,
                 STR_NONE);
    }
    return fits == 1;
}

static void add_change(struct reader *r, struct offline_change c)
{
    struct offline_tab *t = r->tab;
    if (str_eq(c.now.choice, c.then.choice) && str_eq(c.now.note, c.then.note)) {
        return;
    }
    t->clashes += c.clash ? 1 : 0;
    t->v = arena_grow(r->a, t->v, t->n, &t->cap, sizeof *t->v);
    t->v[t->n++] = c;
}

static bool note_fits(struct reader *r, int row, Str note)
{
    if (utf8_length(note) <= NOTE_MAX_CHARS) {
        return true;
    }
    fault_at(r, sheet_ref(r->a, row, OFFLINE_NOTE), M_OFFLINE_NOTE_LONG, STR_NONE, STR_NONE);
    return false;
}

static void read_item(struct reader *r, int item)
{
    const struct offline_sheet *to = r->tab->to;
    const struct criteria_item *c = &to->set->item[item];
    int row = row_of(r, c->id);
    if (row < 0) {
        fault_at(r, S(""), M_OFFLINE_LINE_MISSING, c->code, STR_NONE);
        return;
    }
    struct offline_cells sent = { text_at(r, row, OFFLINE_POINTS), text_at(r, row, OFFLINE_LEVEL),
                                  text_at(r, row, OFFLINE_NOTE) };
    struct offline_levels l = offline_levels_of(r->a, c);
    struct offline_text now = offline_stored(to, item);
    struct offline_text then = { now.choice, sent.note };
    Str base = text_at(r, row, OFFLINE_BASE);
    bool blank = str_empty(sent.points) && str_empty(sent.level);
    r->tab->blank += blank ? 1 : 0;
    if (str_eq(base, offline_base(r->a, sent))) {
        return; /* nobody wrote here */
    }
    bool same = str_eq(base, offline_base(r->a, offline_cells_of(r->a, c, now)));
    if (blank && same && !str_empty(now.choice)) {
        fault_at(r, sheet_ref(r->a, row, OFFLINE_POINTS), M_OFFLINE_BLANK, c->code, STR_NONE);
        return;
    }
    bool ok = blank                   ? true
              : str_empty(sent.level) ? by_points(r, row, &l, sent.points, now.choice, &then.choice)
                                      : by_level(r, row, &l, sent.level, sent.points, &then.choice);
    if (note_fits(r, row, sent.note) && ok) {
        add_change(r, (struct offline_change){
                          item, sheet_ref(r->a, row, blank ? OFFLINE_NOTE : OFFLINE_POINTS), now,
                          then, !same });
    }
}

static void read_remark(struct reader *r)
{
    const struct offline_sheet *to = r->tab->to;
    int row = row_of(r, S(OFFLINE_REMARK));
    if (row < 0) {
        return;
    }
    struct offline_cells sent = { S(""), S(""), text_at(r, row, OFFLINE_NOTE) };
    struct offline_cells now = { S(""), S(""), to->has_sheet ? to->sheet.remark : S("") };
    Str base = text_at(r, row, OFFLINE_BASE);
    if (str_eq(base, offline_base(r->a, sent)) || !note_fits(r, row, sent.note)) {
        return;
    }
    add_change(r, (struct offline_change){ -1,
                                           sheet_ref(r->a, row, OFFLINE_NOTE),
                                           { S(""), now.note },
                                           { S(""), sent.note },
                                           !str_eq(base, offline_base(r->a, now)) });
}

/* ---- one tab ---- */

static bool seal_holds(const struct reader *r, const struct criteria_set *set)
{
    size_t n = 0;
    Str *part = NEW_N(r->a, Str, (size_t)set->n_items * 2 + OFFLINE_MARKS + 2);
    for (int i = 0; i <= set->n_items; i++) {
        Str key = i < set->n_items ? set->item[i].id : S(OFFLINE_REMARK);
        int row = row_of(r, key);
        part[n++] = key;
        part[n++] = row < 0 ? S("") : text_at(r, row, OFFLINE_BASE);
    }
    for (int m = 0; m < OFFLINE_SEAL; m++) {
        part[n++] = mark(r, (enum offline_mark)m);
    }
    return str_eq(offline_seal(r->a, n, part), mark(r, OFFLINE_SEAL));
}

static const struct offline_sheet *sheet_of(const struct reader *r, Str file)
{
    for (size_t i = 0; i < r->desk->n; i++) {
        if (str_eq(id_text(r->a, r->desk->v[i].f.id), file)) {
            return &r->desk->v[i];
        }
    }
    return NULL;
}

/* Why a file is not on the desk; the same words for a foreign one and for one that never was. */
static int why_gone(const struct reader *r, Str file)
{
    for (size_t i = 0; i < r->desk->n_gone; i++) {
        if (str_eq(id_text(r->a, r->desk->gone[i].file), file)) {
            return r->desk->gone[i].key;
        }
    }
    return M_OFFLINE_FILE_FOREIGN;
}

static bool seen_before(const struct offline_reading *all, const struct offline_sheet *to)
{
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].to == to) {
            return true;
        }
    }
    return false;
}

static void read_tab(struct reader *r, const struct offline_reading *before)
{
    const struct offline_sheet *to = sheet_of(r, mark(r, OFFLINE_FILE));
    if (to == NULL) {
        fault_at(r, S(""), why_gone(r, mark(r, OFFLINE_FILE)), STR_NONE, STR_NONE);
        return;
    }
    if (seen_before(before, to)) {
        fault_at(r, S(""), M_OFFLINE_TAB_TWICE, STR_NONE, STR_NONE);
        return;
    }
    r->tab->to = to;
    if (!str_eq(mark(r, OFFLINE_SET), hash_text(r->a, to->hash)) || !seal_holds(r, to->set)) {
        fault_at(r, S(""), M_OFFLINE_SEAL_BROKEN, STR_NONE, STR_NONE);
        return;
    }
    if (!str_eq(mark(r, OFFLINE_FILED), id_text(r->a, to->f.filed))) {
        fault_at(r, S(""), M_OFFLINE_VERSION_OTHER, STR_NONE, STR_NONE);
        return;
    }
    for (int i = 0; i < to->set->n_items; i++) {
        read_item(r, i);
    }
    read_remark(r);
}

static int why_message(enum sheet_why why)
{
    return why == SHEET_ENCRYPTED ? M_OFFLINE_FILE_ENCRYPTED
           : why == SHEET_MACROS  ? M_OFFLINE_FILE_MACROS
                                  : M_OFFLINE_FILE_NOT_WORKBOOK;
}

Err offline_read(struct tx *tx, const struct offline_desk *d, Str bytes,
                 struct offline_reading *ret)
{
    struct arena *a = tx_arena(tx);
    struct workbook book;
    enum sheet_why why = SHEET_OK;
    Err e = sheet_read_xlsx(a, bytes, &book, &why);
    if (e == E_INPUT) {
        return refuse_field(tx, S("file"), why_message(why), STR_NONE, STR_NONE);
    }
    TRY(e);
    struct offline_reading all = { .v = NEW_N(a, struct offline_tab, book.n + 1) };
    for (size_t i = 0; i < book.n; i++) {
        struct reader r = { .a = a, .desk = d, .s = &book.v[i] };
        find_lines(&r);
        if (str_empty(mark(&r, OFFLINE_FILE))) {
            continue; /* a tab somebody added */
        }
        if (!str_eq(mark(&r, OFFLINE_SESSION), id_text(a, d->session)) ||
            !str_eq(mark(&r, OFFLINE_MEMBER), id_text(a, d->seat))) {
            return refuse_field(tx, S("file"), M_OFFLINE_FILE_NOT_YOURS, STR_NONE, STR_NONE);
        }
        r.tab = &all.v[all.n];
        *r.tab = (struct offline_tab){ .name = book.v[i].name };
        read_tab(&r, &all);
        all.n++;
    }
    if (all.n == 0) {
        return refuse_field(tx, S("file"), M_OFFLINE_FILE_NOT_OURS, STR_NONE, STR_NONE);
    }
    *ret = all;
    return OK;
}

/* ---- writing drafts ---- */

Str offline_field(struct arena *a, const struct offline_tab *t, const struct offline_change *c)
{
    Str item = c->item < 0 ? S("remark") : t->to->set->item[c->item].id;
    return str_fmt(a, "k.%.*s.%.*s", STR_ARG(id_text(a, t->to->f.id)), STR_ARG(item));
}

static Err check_words(struct tx *tx, const struct offline_reading *r,
                       const struct offline_word *word, int64_t *ret_taken)
{
    Err e = OK;
    *ret_taken = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct offline_tab *t = &r->v[i];
        if (!word[i].take || t->to == NULL || t->n_faults > 0 || t->n == 0) {
            continue;
        }
        if (word[i].version != (t->to->has_sheet ? t->to->sheet.version : 0)) {
            return E_STALE;
        }
        ++*ret_taken;
        for (size_t k = 0; k < t->n; k++) {
            if (t->v[k].clash && word[i].side[k] == OFFLINE_UNDECIDED) {
                e = refuse_field(tx, offline_field(tx_arena(tx), t, &t->v[k]), M_OFFLINE_CHOOSE,
                                 t->v[k].cell, t->name);
            }
        }
    }
    TRY(e);
    return *ret_taken > 0 ? OK : refuse(tx, M_OFFLINE_TAKE_NONE, STR_NONE, STR_NONE);
}

static Err store_tab(struct tx *tx, const struct offline_tab *t, const struct offline_word *word)
{
    const struct offline_sheet *to = t->to;
    struct council_draft d = { .version = word->version,
                               .remark = to->has_sheet ? to->sheet.remark : S("") };
    struct score_sheet s;
    d.answers.v = NEW_N(tx_arena(tx), struct score_answer, t->n + 1);
    for (size_t k = 0; k < t->n; k++) {
        const struct offline_change *c = &t->v[k];
        if (c->clash && word->side[k] == OFFLINE_STORED) {
            continue;
        }
        if (c->item < 0) {
            d.remark = c->then.note;
        } else {
            d.answers.v[d.answers.n++] =
                (struct score_answer){ to->set->item[c->item].id, c->then.choice, c->then.note };
        }
    }
    return council_save(tx, &to->f, to->set, &d, &s);
}

Err offline_store(struct tx *tx, const struct offline_upload *u, const struct offline_reading *r,
                  const struct offline_word *word)
{
    int64_t taken = 0;
    TRY(check_words(tx, r, word, &taken));
    for (size_t i = 0; i < r->n; i++) {
        const struct offline_tab *t = &r->v[i];
        if (word[i].take && t->to != NULL && t->n_faults == 0 && t->n > 0) {
            TRY(store_tab(tx, t, &word[i]));
        }
    }
    TRY(offline_upload_stored(tx, u->id, tx_account(tx), taken, tx_now(tx)));
    return tx_note(tx, S("sheet.uploaded"), u->id);
}

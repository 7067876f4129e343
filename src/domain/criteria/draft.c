/* draft.c: completing, publishing, superseding and importing criteria sets. A set in use is never
 * changed; the table's triggers hold that even against this file. */
#include "domain/criteria/draft.h"
#include "domain/access/access.h"
#include "messages.h"

#include <string.h>

enum { OPTIONS_MAX = 9 };

static Str dump(struct arena *a, json_t *root)
{
    char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    BUG_UNLESS(text != NULL);
    Str s = str_dup(a, str_c(text));
    free(text);
    return s;
}

static void set_int(json_t *o, const char *key, int64_t v)
{
    BUG_UNLESS(json_object_set_new(o, key, json_integer(v)) == 0);
}

/* ---- a set back into its text ---- */

/* The part of an option's id behind its scale's. */
static Str own_id(const struct criteria_case *c, const struct criteria_option *o)
{
    return str_skip(o->id, c->id.n + 1);
}

static json_t *options_of(const struct criteria_case *c)
{
    json_t *list = json_array();
    for (size_t i = 0; i < c->n; i++) {
        const struct criteria_option *x = &c->option[i];
        json_t *o = json_object();
        Str id = own_id(c, x), label = str_none(x->label) ? S("") : x->label;
        int failed = json_object_set_new(o, "id", json_stringn(id.p, id.n));
        failed |= json_object_set_new(o, "label_vi", json_stringn(label.p, label.n));
        BUG_UNLESS(failed == 0);
        set_int(o, "points", x->points);
        if (x->gate != 0) {
            set_int(o, "min_star_gate", x->gate);
        }
        if (x->synthesized) {
            failed = json_object_set_new(o, "synthesized", json_true());
        }
        failed |= json_array_append_new(list, o);
        BUG_UNLESS(failed == 0);
    }
    return list;
}

static void write_item(json_t *o, const struct criteria_item *item)
{
    set_int(o, "max", item->max);
    if (item->title_gate != 0) {
        set_int(o, "min_star_gate_on_title", item->title_gate);
    } else {
        (void)json_object_del(o, "min_star_gate_on_title");
    }
    for (size_t k = 0; k < item->n_cases; k++) {
        json_t *holder = item->has_cases ? json_array_get(json_object_get(o, "cases"), k) : o;
        BUG_UNLESS(json_object_set_new(holder, "options", options_of(&item->cases[k])) == 0);
    }
}

/* The stored text with the set's numbers in it. The order of items is the text's own. */
static Err text_of(struct arena *a, Str content, const struct criteria_set *s, bool complete,
                   Str *ret)
{
    json_t *root CLEANUP(json_cleanup) = NULL;
    int line = 0;
    TRY(json_read(content, content.n, &root, &line));
    json_t *scheme = json_object_get(root, "scheme");
    json_t *set = json_array_get(json_object_get(scheme, "sets"), 0);
    json_t *parts = json_object_get(set, "parts");
    int section = 0, item = 0;
    for (size_t p = 0; p < json_array_size(parts); p++) {
        json_t *sections = json_object_get(json_array_get(parts, p), "sections");
        for (size_t k = 0; k < json_array_size(sections); k++) {
            json_t *o = json_array_get(sections, k), *items = json_object_get(o, "items");
            set_int(o, "max", s->section[section++].max);
            for (size_t i = 0; i < json_array_size(items); i++) {
                write_item(json_array_get(items, i), &s->item[item++]);
            }
        }
    }
    struct out day;
    out_init(&day, 32);
    out_date_iso(&day, s->from);
    int failed = json_object_set_new(scheme, "in_force_from", json_stringn(day.p, day.n));
    out_done(&day);
    failed |= json_object_set_new(set, "complete", json_boolean(complete));
    (void)json_object_del(set, "counts"); /* check sums of the file as it came */
    BUG_UNLESS(failed == 0);
    *ret = dump(a, root);
    return OK;
}

/* ---- editing ---- */

Err criteria_draft_get(struct tx *tx, Id id, struct problems *faults, struct criteria_row *ret_row,
                       struct criteria_set **ret)
{
    struct criteria_text_row text;
    TRY(criteria_set_row(tx, id, ret_row));
    TRY(criteria_content(tx, id, &text));
    Err e = criteria_load_draft(tx_arena(tx), text.content, faults, ret);
    return e == OK ? OK : fault(E_DB, "a stored criteria set does not load");
}

Err criteria_draft_check(struct tx *tx, Id id, const struct criteria_set *s,
                         struct problems *faults, struct criteria_set **ret)
{
    struct criteria_text_row text;
    Str content;
    TRY(criteria_content(tx, id, &text));
    TRY(text_of(tx_arena(tx), text.content, s, false, &content));
    Err e = criteria_load_draft(tx_arena(tx), content, faults, ret);
    return e == OK ? OK : fault(E_BUG, "an edited criteria set does not load");
}

bool criteria_draft_add(struct arena *a, struct criteria_case *c)
{
    if (c->n >= OPTIONS_MAX) {
        return false;
    }
    int64_t last = 0, n = 0;
    for (size_t i = 0; i < c->n; i++) {
        Str id = own_id(c, &c->option[i]);
        last = number_parse(str_skip(id, 1), 0, 99, &n) == OK && n > last ? n : last;
    }
    struct criteria_option *v = NEW_N(a, struct criteria_option, c->n + 2);
    for (size_t i = 0; i < c->n; i++) {
        v[i] = c->option[i];
    }
    v[c->n] = (struct criteria_option){
        .id = str_fmt(a, "%.*s.o%lld", STR_ARG(c->id), (long long)last + 1),
        .points = c->n > 0 ? v[c->n - 1].points : 0,
        .label = S(""),
    };
    c->option = v;
    c->n++;
    return true;
}

void criteria_draft_remove(struct criteria_case *c, size_t option)
{
    BUG_UNLESS(option < c->n);
    memmove(&c->option[option], &c->option[option + 1], (c->n - option - 1) * sizeof *c->option);
    c->n--;
}

Err criteria_draft_save(struct tx *tx, Id id, int64_t version, const struct criteria_set *s)
{
    struct criteria_text_row text;
    Str content;
    TRY(criteria_content(tx, id, &text));
    TRY(text_of(tx_arena(tx), text.content, s, false, &content));
    TRY(criteria_draft_write(tx, id, version, content, hash_of(content), s->from, tx_account(tx)));
    return tx_note(tx, S("criteria.edited"), id);
}

/* ---- publishing ---- */

static Str day_text(struct tx *tx, Date d)
{
    struct out o;
    out_init(&o, 32);
    out_date_vi(&o, d);
    Str s = out_dup(tx_arena(tx), &o);
    out_done(&o);
    return s;
}

Err criteria_publish(struct tx *tx, Id id, int64_t version)
{
    struct problems faults = { .arena = tx_arena(tx) };
    struct criteria_row row, older;
    struct criteria_set *s;
    struct criteria_text_row text;
    bool has_older = false;
    Err e = OK;
    TRY(criteria_draft_get(tx, id, &faults, &row, &s));
    TRY(criteria_content(tx, id, &text));
    for (size_t i = 0; i < faults.n; i++) {
        e = refuse(tx, faults.v[i].key, faults.v[i].arg[0], faults.v[i].arg[1]);
    }
    TRY(criteria_older(tx, row.code, row.revision, &has_older, &older));
    if (has_older && date_cmp(row.from_day, older.from_day) <= 0) {
        e = refuse(tx, M_CRITERIA_FROM_NOT_AFTER, day_text(tx, older.from_day), STR_NONE);
    }
    if (has_older && date_cmp(row.from_day, tx_today(tx)) < 0) {
        e = refuse(tx, M_CRITERIA_FROM_PAST, day_text(tx, row.from_day), STR_NONE);
    }
    TRY(e);
    Str content;
    TRY(text_of(tx_arena(tx), text.content, s, true, &content));
    TRY(criteria_publish_write(tx, id, version, content, hash_of(content), tx_next_state(tx),
                               tx_account(tx), tx_now(tx)));
    Date end = date_add_days(row.from_day, -1);
    if (has_older && (date_none(older.until_day) || date_cmp(older.until_day, end) > 0)) {
        TRY(criteria_end(tx, older.id, end));
    }
    return tx_note(tx, S("criteria.published"), id);
}

/* ---- new revisions ---- */

static Err insert_draft(struct tx *tx, const struct criteria_set *s, int64_t revision, Str content,
                        Id *ret)
{
    *ret = tx_new_id(tx);
    return criteria_set_insert(tx, *ret, s->id, s->scheme, s->no, revision, s->name, s->name_en,
                               s->group, CRITERIA_DRAFT, s->from, s->lapses, content,
                               hash_of(content), tx_account(tx));
}

Err criteria_supersede(struct tx *tx, Id id, Date from, Id *ret)
{
    struct problems faults = { .arena = tx_arena(tx) };
    struct criteria_row row, newest;
    struct criteria_set *s;
    struct criteria_text_row text;
    bool found = false;
    Err e = OK;
    TRY(criteria_draft_get(tx, id, &faults, &row, &s));
    TRY(criteria_newest(tx, row.code, &found, &newest));
    if (found && newest.revision > row.revision) {
        e = refuse(tx,
                   newest.state == CRITERIA_DRAFT ? M_CRITERIA_HAS_DRAFT : M_CRITERIA_NOT_NEWEST,
                   row.code, STR_NONE);
    }
    if (date_cmp(from, row.from_day) <= 0) {
        e = refuse_field(tx, S("from"), M_CRITERIA_FROM_NOT_AFTER, day_text(tx, row.from_day),
                         STR_NONE);
    } else if (date_cmp(from, tx_today(tx)) < 0) {
        e = refuse_field(tx, S("from"), M_CRITERIA_FROM_PAST, day_text(tx, from), STR_NONE);
    }
    TRY(e);
    Str content;
    TRY(criteria_content(tx, id, &text));
    s->from = from;
    TRY(text_of(tx_arena(tx), text.content, s, false, &content));
    TRY(insert_draft(tx, s, row.revision + 1, content, ret));
    return tx_note(tx, S("criteria.superseded"), *ret);
}

/* ---- files ---- */

static Err import_set(struct tx *tx, const json_t *file, json_t *set, const struct criteria_set *s)
{
    struct criteria_row newest;
    bool found = false;
    Id id;
    TRY(criteria_newest(tx, s->id, &found, &newest));
    if (found && newest.state == CRITERIA_DRAFT) {
        return refuse(tx, M_CRITERIA_HAS_DRAFT, s->id, STR_NONE);
    }
    Str content, whole = criteria_one_set(tx_arena(tx), file, set);
    TRY(text_of(tx_arena(tx), whole, s, false, &content));
    return insert_draft(tx, s, found ? newest.revision + 1 : 1, content, &id);
}

Err criteria_import(struct tx *tx, Str json, int64_t *ret_n)
{
    struct problems faults = { .arena = tx_arena(tx) };
    struct criteria_sets sets;
    Err e = criteria_load(tx_arena(tx), json, &faults, &sets);
    for (size_t i = 0; i < faults.n; i++) {
        e = refuse(tx, faults.v[i].key, faults.v[i].arg[0], faults.v[i].arg[1]);
    }
    TRY(e);
    json_t *file CLEANUP(json_cleanup) = NULL;
    int line = 0;
    TRY(json_read(json, json.n, &file, &line));
    const json_t *list = json_object_get(json_object_get(file, "scheme"), "sets");
    for (size_t i = 0; i < sets.n; i++) {
        Err one = import_set(tx, file, json_array_get(list, i), sets.v[i]);
        if (one != OK && one != E_REFUSED) {
            return one;
        }
        e = one != OK ? one : e;
    }
    TRY(e);
    *ret_n = (int64_t)sets.n;
    return tx_note(tx, S("criteria.imported"), ID_NONE);
}
